/* What a check found as SARIF 2.1.0 (OASIS, 2020). */
#include <string.h>

#include <glib.h>

#include "base/json.h"
#include "check/check.h"
#include "check/rules.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"

static json_t *text_message(const char *text)
{
	json_t *message = json_object();

	json_put(message, "text", json_new_text(text));
	return message;
}

static json_t *rule_descriptor(const struct rule *rule)
{
	json_t *object = json_object(), *configuration = json_object(), *properties = json_object();

	json_put(object, "id", json_new_text(rule->id));
	json_put(object, "shortDescription", text_message(rule->meaning));
	json_put(object, "help", text_message(rule->remedy));
	json_put(configuration, "level", json_new_text(level_name(rule->level)));
	json_put(object, "defaultConfiguration", configuration);
	json_put(properties, "source", json_new_text(rule->source));
	json_put(object, "properties", properties);
	return object;
}

static json_t *driver(const char *version)
{
	json_t *tool = json_object(), *object = json_object(), *list = json_array();

	for (size_t i = 0; i < rule_count; i++)
		json_push(list, rule_descriptor(&rules[i]));
	json_put(object, "name", json_new_text("handout"));
	json_put(object, "version", json_new_text(version));
	json_put(object, "rules", list);
	json_put(tool, "driver", object);
	return tool;
}

/* A path as a reference relative to the folder at hand, or as a file's URI. */
static json_t *artifact(const char *path)
{
	json_t *object = json_object();
	char *escaped = g_uri_escape_string(path, "/", FALSE);
	char *uri = g_strconcat(path[0] == '/' ? "file://" : "", escaped, NULL);

	json_put(object, "uri", json_new_text(uri));
	g_free(uri);
	g_free(escaped);
	return object;
}

static json_t *location(struct pos pos)
{
	json_t *object = json_object(), *physical = json_object(), *region = json_object();

	json_put(physical, "artifactLocation", artifact(pos.file));
	if (pos.line > 0)
		json_put(region, "startLine", json_integer(pos.line));
	if (pos.line > 0 && pos.col > 0)
		json_put(region, "startColumn", json_integer(pos.col));
	if (pos.line > 0)
		json_put(physical, "region", region);
	else
		json_decref(region);
	json_put(object, "physicalLocation", physical);
	return object;
}

static json_t *locations(struct pos pos)
{
	json_t *list = json_array();

	if (pos.file)
		json_push(list, location(pos));
	return list;
}

/* The passages that belong to a finding, numbered from 1. */
static json_t *related(struct arena *arena, const struct finding *finding)
{
	json_t *list = json_array();

	for (size_t i = 0; i < finding->place_count; i++) {
		const struct finding_place *place = &finding->places[i];
		json_t *object = place->pos.file ? location(place->pos) : json_object();
		json_put(object, "id", json_integer((json_int_t)i + 1));
		json_put(object, "message",
				 text_message(str_fmt(arena, "%s: \"%s\"", place->what, place->text)));
		json_push(list, object);
	}
	return list;
}

static json_t *result(struct arena *arena, const struct finding *finding)
{
	json_t *object = json_object();
	const struct rule *rule = rule_find(finding->rule);

	json_put(object, "ruleId", json_new_text(finding->rule));
	if (rule)
		json_put(object, "ruleIndex", json_integer((json_int_t)(rule - rules)));
	json_put(object, "level", json_new_text(level_name(finding->level)));
	json_put(object, "message", text_message(finding_text(arena, finding)));
	json_put(object, "locations", locations(finding->pos));
	if (finding->place_count > 0)
		json_put(object, "relatedLocations", related(arena, finding));
	return object;
}

/* What kept handouts from being read. */
static json_t *invocation(const struct diag *diag)
{
	json_t *object = json_object(), *told = json_array();

	for (const struct message *m = diag->first; m; m = m->next) {
		json_t *notification = json_object();
		json_put(notification, "level", json_new_text(level_name(m->level)));
		json_put(notification, "message", text_message(m->text));
		json_put(notification, "locations", locations(m->pos));
		json_push(told, notification);
	}
	json_put(object, "executionSuccessful", json_boolean(diag->errors == 0));
	json_put(object, "toolExecutionNotifications", told);
	return object;
}

struct str check_sarif(struct arena *arena, const struct check *check, const struct diag *diag,
					   const char *version)
{
	json_t *root = json_object(), *runs = json_array(), *run = json_object();
	json_t *results = json_array(), *invocations = json_array();

	for (size_t i = 0; i < check->finding_count; i++)
		json_push(results, result(arena, &check->findings[i]));
	json_push(invocations, invocation(diag));
	json_put(run, "tool", driver(version));
	json_put(run, "columnKind", json_new_text("unicodeCodePoints"));
	json_put(run, "invocations", invocations);
	json_put(run, "results", results);
	json_push(runs, run);
	json_put(root, "$schema", json_new_text(SCHEMA));
	json_put(root, "version", json_new_text("2.1.0"));
	json_put(root, "runs", runs);
	return json_bytes(arena, root);
}
