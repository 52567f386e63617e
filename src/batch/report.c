/* The report of a build: outputs, failures and messages. */
#include "batch/report.h"

#include "base/json.h"

static json_t *warnings_of(struct arena *arena, const struct diag *diag)
{
	json_t *list = json_array();

	for (const struct message *m = diag ? diag->first : NULL; m; m = m->next) {
		if (m->level != LEVEL_WARNING)
			continue;
		struct str line = str_trim(str_of(diag_line(arena, m)));
		json_push(list, json_new_text(str_dup(arena, line).s));
	}
	return list;
}

static json_t *output_json(struct arena *arena, const struct result *result)
{
	json_t *object = json_object();

	json_put(object, "path", json_new_text(result->output->path));
	json_put(object, "sha256", json_new_text(result->sha256));
	json_put(object, "pages", result->pages > 0 ? json_integer(result->pages) : json_null());
	json_put(object, "bytes", json_integer((json_int_t)result->bytes));
	json_put(object, "warnings", warnings_of(arena, result->messages));
	return object;
}

static json_t *failure_json(const char *path, const char *why)
{
	json_t *object = json_object();

	json_put(object, "path", json_new_text(path));
	json_put(object, "why", json_new_text(why));
	return object;
}

static json_t *message_json(const struct message *message)
{
	json_t *object = json_object();

	json_put(object, "level", json_new_text(level_name(message->level)));
	json_put(object, "file", json_new_text(message->pos.file));
	json_put(object, "line", json_integer(message->pos.line));
	json_put(object, "col", json_integer(message->pos.col));
	json_put(object, "text", json_new_text(message->text));
	return object;
}

struct str report_json(struct arena *arena, const struct plan *plan, const struct results *results,
					   const struct diag *diag)
{
	json_t *root = json_object();
	json_t *outputs = json_array(), *failed = json_array(), *messages = json_array();

	for (size_t i = 0; i < plan->source_count; i++)
		if (!plan->sources[i].handout)
			json_push(failed,
					  failure_json(plan->sources[i].dir, "it could not be read, see the messages"));
	for (size_t i = 0; i < results->count; i++) {
		const struct result *result = &results->items[i];
		if (result->outcome == OUTCOME_WRITTEN)
			json_push(outputs, output_json(arena, result));
		else
			json_push(failed, failure_json(result->output->path, result->why));
	}
	for (const struct message *m = diag->first; m; m = m->next)
		json_push(messages, message_json(m));
	json_put(root, "outputs", outputs);
	json_put(root, "failed", failed);
	json_put(root, "messages", messages);
	return json_bytes(arena, root);
}
