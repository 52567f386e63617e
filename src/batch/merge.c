/* Joining reports: entries that are the same stand once, outputs are known by their paths. */
#include "batch/merge.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/json.h"

struct merger {
	struct arena *arena;
	struct diag *diag;
	json_t *handouts, *outputs, *failed, *messages;
	GHashTable *seen;  /* handouts and messages as text */
	GHashTable *paths; /* path of an output -> its entry in outputs */
	double seconds;
	bool good;
};

/* The list in the report; the report is refused when it has none. */
static json_t *list_of(const json_t *report, const char *name)
{
	json_t *list = json_object_get(report, name);

	return json_is_array(list) ? list : NULL;
}

static const char *text_of(const json_t *entry, const char *name)
{
	const char *text = json_string_value(json_object_get(entry, name));

	return text ? text : "";
}

/* The entries that were not there before. */
static void add_new(struct merger *merger, const json_t *list, json_t *to)
{
	size_t index;
	json_t *entry;

	json_array_foreach(list, index, entry)
	{
		const char *line = json_line(merger->arena, json_incref(entry)).s;
		if (g_hash_table_add(merger->seen, (void *)line))
			json_push(to, json_incref(entry));
	}
}

static void add_outputs(struct merger *merger, const char *file, const json_t *list)
{
	size_t index;
	json_t *entry;

	json_array_foreach(list, index, entry)
	{
		const char *path = text_of(entry, "path");
		const json_t *other = g_hash_table_lookup(merger->paths, path);
		if (!other) {
			json_push(merger->outputs, json_incref(entry));
			g_hash_table_insert(merger->paths, (void *)path, entry);
		} else if (strcmp(text_of(entry, "sha256"), text_of(other, "sha256")) != 0) {
			diag_error(merger->diag, POS_FILE(file),
					   "%s has other bytes in another report: build all parts from the same files",
					   path);
			merger->good = false;
		}
	}
}

static void add_report(struct merger *merger, const char *file)
{
	struct str bytes;
	json_error_t error;

	if (!file_read(merger->arena, merger->diag, file, &bytes)) {
		merger->good = false;
		return;
	}
	json_t *report = json_loadb(bytes.s, bytes.len, JSON_REJECT_DUPLICATES, &error);
	const json_t *handouts = list_of(report, "handouts"), *outputs = list_of(report, "outputs");
	const json_t *failed = list_of(report, "failed"), *messages = list_of(report, "messages");
	if (!handouts || !outputs || !failed || !messages) {
		diag_error(merger->diag, (struct pos){file, report ? 0 : error.line, 0},
				   "is no report of a build: name files that --report wrote");
		merger->good = false;
		json_decref(report);
		return;
	}
	double seconds = json_number_value(json_object_get(report, "seconds"));
	if (seconds > merger->seconds)
		merger->seconds = seconds;
	add_new(merger, handouts, merger->handouts);
	add_outputs(merger, file, outputs);
	add_new(merger, failed, merger->failed);
	add_new(merger, messages, merger->messages);
	json_decref(report);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(text_of(*(json_t *const *)a, "path"), text_of(*(json_t *const *)b, "path"));
}

/* The entries sorted by path, without those failures that are outputs; takes over the list. */
static json_t *sorted(struct merger *merger, json_t *list)
{
	size_t count = json_array_size(list), index;
	json_t **entries = ARENA_ARRAY(merger->arena, json_t *, count + 1), *entry;
	json_t *result = json_array();

	json_array_foreach(list, index, entry) entries[index] = entry;
	qsort(entries, count, sizeof *entries, by_path);
	for (size_t i = 0; i < count; i++)
		if (list != merger->failed ||
			!g_hash_table_contains(merger->paths, text_of(entries[i], "path")))
			json_push(result, json_incref(entries[i]));
	json_decref(list);
	return result;
}

struct str merge_reports(struct arena *arena, struct diag *diag, const char *const *files)
{
	struct merger merger = {
		.arena = arena,
		.diag = diag,
		.handouts = json_array(),
		.outputs = json_array(),
		.failed = json_array(),
		.messages = json_array(),
		.seen = g_hash_table_new(g_str_hash, g_str_equal),
		.paths = g_hash_table_new(g_str_hash, g_str_equal),
		.good = true,
	};
	json_t *root = json_object();

	for (; *files; files++)
		add_report(&merger, *files);
	json_put(root, "shard", json_null());
	json_put(root, "seconds", json_real(merger.seconds));
	json_put(root, "handouts", merger.handouts);
	json_t *failed = sorted(&merger, merger.failed);
	json_put(root, "outputs", sorted(&merger, merger.outputs));
	json_put(root, "failed", failed);
	json_put(root, "messages", merger.messages);
	struct str bytes = json_bytes(arena, root);
	g_hash_table_destroy(merger.seen);
	g_hash_table_destroy(merger.paths);
	return merger.good ? bytes : (struct str){NULL, 0};
}
