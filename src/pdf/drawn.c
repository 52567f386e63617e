/* Cairo's PDF taken apart. Its form is narrow: objects one after the other, each ended by a line
 * "endobj", no strings in them that hold such a line; a stream's length stands in its dictionary or
 * in the object that follows. */
#include "pdf/drawn.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/token.h"

/* Bytes that wait until they are taken apart. */
enum { WAITING = 256 * 1024 };

struct drawn {
	GHashTable *objects; /* number -> struct drawn_object */
	GArray *pages;       /* int */
	GByteArray *waiting;
	guint limit; /* of what waits */
	bool ended;  /* only cross-references follow */
};

static void free_drawn(void *data)
{
	struct drawn *drawn = data;
	g_hash_table_destroy(drawn->objects);
	g_array_free(drawn->pages, TRUE);
	g_byte_array_free(drawn->waiting, TRUE);
}

struct drawn *drawn_new(struct arena *arena)
{
	struct drawn *drawn = ARENA_NEW(arena, struct drawn);
	drawn->objects = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	drawn->pages = g_array_new(FALSE, FALSE, sizeof(int));
	drawn->waiting = g_byte_array_new();
	drawn->limit = WAITING;
	arena_defer(arena, free_drawn, drawn);
	return drawn;
}

static bool begins(struct str text, struct str with)
{
	return text.len >= with.len && memcmp(text.s, with.s, with.len) == 0;
}

static struct str from(struct str text, size_t at)
{
	return (struct str){text.s + at, text.len - at};
}

/* Where the words first stand in the text; its length: nowhere. */
static size_t find(struct str text, struct str words)
{
	const char *found = memmem(text.s, text.len, words.s, words.len);
	return found ? (size_t)(found - text.s) : text.len;
}

static void keep(struct drawn *drawn, int number, struct str value, const struct str *bytes)
{
	if (begins(value, STR("<< /Type /StructElem")) || begins(value, STR("[\n")))
		return; /* elements, and for each page those of its content */
	if (begins(value, STR("<< /Type /Page %")))
		g_array_append_val(drawn->pages, number);
	struct drawn_object *object =
		g_malloc(sizeof *object + value.len + (bytes ? bytes->len : 0) + 1);
	char *copy = (char *)(object + 1);
	memcpy(copy, value.s, value.len);
	*object = (struct drawn_object){bytes != NULL, {copy, value.len}, {copy + value.len, 0}};
	if (bytes) {
		memcpy(copy + value.len, bytes->s, bytes->len);
		object->bytes.len = bytes->len;
	}
	g_hash_table_replace(drawn->objects, GINT_TO_POINTER(number), object);
}

/* The length of the bytes at the front of data, which the object after them states; *end is where
 * that ends. False: it is not there yet. */
static bool stated_after(struct str data, int number, size_t *length, size_t *end)
{
	const struct str close = STR("\nendstream\nendobj\n");
	char head[32];
	g_snprintf(head, sizeof head, "%d 0 obj\n", number);
	for (size_t at = 0; at < data.len; at++) {
		at += find(from(data, at), close);
		if (at == data.len)
			break;
		struct str next = from(data, at + close.len);
		size_t over = find(next, STR("endobj\n"));
		if (over == next.len)
			return false;
		if (begins(next, str_of(head)) && strtoul(next.s + strlen(head), NULL, 10) == at) {
			*length = at;
			*end = at + close.len + over + 7;
			return true;
		}
	}
	return false;
}

enum found { FOUND, CUT_OFF, STRANGE };

/* Takes a stream whose data begins where it says; *used: all that was read. */
static enum found take_stream(struct drawn *drawn, int number, struct str value, struct str data,
							  size_t *used)
{
	struct str stated = token_entry(value, "/Length");
	int other = token_reference(stated);
	size_t length, end;
	if (stated.len == 0)
		return STRANGE;
	if (other) {
		if (!stated_after(data, other, &length, &end))
			return CUT_OFF;
	} else {
		length = strtoul(stated.s, NULL, 10);
		end = length < data.len ? length + find(from(data, length), STR("endobj\n")) + 7 : 0;
		if (end == 0 || end > data.len)
			return CUT_OFF;
	}
	*used += end;
	keep(drawn, number, value, &(struct str){data.s, length});
	return FOUND;
}

/* Takes the object at the front of the text; *used: its bytes. */
static enum found take_object(struct drawn *drawn, struct str text, size_t *used)
{
	const struct str open = STR(" 0 obj\n"), stream = STR(">>\nstream\n"), close = STR("endobj\n");
	char *rest;
	long number = strtol(text.s, &rest, 10);
	size_t start = (size_t)(rest - text.s), end = find(text, close);
	if (number < 1 || number > G_MAXINT / 2 || !begins(from(text, start), open))
		return STRANGE;
	start += open.len;
	struct str value = {text.s + start, end - start};
	size_t data = find(value, stream);
	if (data < value.len) {
		value.len = data + 2;
		*used = start + data + stream.len;
		return take_stream(drawn, (int)number, value, from(text, *used), used);
	}
	if (end == text.len)
		return CUT_OFF;
	*used = end + close.len;
	keep(drawn, (int)number, value, NULL);
	return FOUND;
}

bool drawn_settle(struct drawn *drawn)
{
	GByteArray *waiting = drawn->waiting;
	enum found found = FOUND;
	size_t at = 0;
	g_byte_array_append(waiting, (const guint8 *)"", 1);
	struct str text = {(const char *)waiting->data, waiting->len - 1};
	while (found == FOUND && at < text.len && !drawn->ended) {
		size_t used = 0;
		struct str rest = from(text, at);
		size_t line = find(rest, STR("\n"));
		if (line == rest.len)
			break;
		if (rest.s[0] == '%')
			used = line + 1;
		else if (begins(rest, STR("xref\n")))
			drawn->ended = true;
		else
			found = take_object(drawn, rest, &used);
		if (found == FOUND)
			at += used;
	}
	g_byte_array_set_size(waiting, waiting->len - 1);
	g_byte_array_remove_range(waiting, 0, (guint)at);
	return found != STRANGE;
}

bool drawn_take(struct drawn *drawn, const void *bytes, size_t len)
{
	if (drawn->ended)
		return true;
	if (len > G_MAXUINT / 2 - drawn->waiting->len)
		return false;
	g_byte_array_append(drawn->waiting, bytes, (guint)len);
	if (drawn->waiting->len < drawn->limit)
		return true;
	bool whole = drawn_settle(drawn);
	drawn->limit = MAX(WAITING, 2 * drawn->waiting->len);
	return whole;
}

const struct drawn_object *drawn_find(const struct drawn *drawn, int number)
{
	return g_hash_table_lookup(drawn->objects, GINT_TO_POINTER(number));
}

int drawn_page(const struct drawn *drawn, int page)
{
	return (guint)page < drawn->pages->len ? g_array_index(drawn->pages, int, page) : 0;
}

void drawn_drop(struct drawn *drawn, int number)
{
	g_hash_table_remove(drawn->objects, GINT_TO_POINTER(number));
}
