/* JSON. jansson gives NULL when memory runs out and passes NULL on, so that looking at the end
 * of each step is enough. */
#include "base/json.h"

#include <glib.h>
#include <stdlib.h>

json_t *json_new_text(const char *text)
{
	if (!text)
		return json_null();
	char *valid = g_utf8_make_valid(text, -1);
	json_t *json = json_string(valid);
	g_free(valid);
	return json;
}

void json_put(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		arena_exhausted();
}

void json_push(json_t *list, json_t *value)
{
	if (json_array_append_new(list, value) != 0)
		arena_exhausted();
}

void json_merge_text(json_t *object, struct str text)
{
	json_t *other = text.len > 0 ? json_loadb(text.s, text.len, 0, NULL) : NULL;

	if (json_is_object(other) && json_object_update(object, other) != 0)
		arena_exhausted();
	json_decref(other);
}

static struct str bytes_of(struct arena *arena, json_t *json, size_t flags)
{
	char *text = json_dumps(json, flags);

	json_decref(json);
	if (!text)
		arena_exhausted();
	struct str bytes = str_of(str_fmt(arena, "%s\n", text));
	free(text);
	return bytes;
}

struct str json_line(struct arena *arena, json_t *json)
{
	return bytes_of(arena, json, JSON_COMPACT | JSON_REAL_PRECISION(6));
}

struct str json_bytes(struct arena *arena, json_t *json)
{
	return bytes_of(arena, json, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
}
