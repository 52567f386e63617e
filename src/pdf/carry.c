/* Objects of cairo's copied into the finished PDF. They are renumbered in the order in which they
 * are found. */
#include "pdf/carry.h"

#include <glib.h>

#include "pdf/cff.h"
#include "pdf/deflate.h"
#include "pdf/token.h"
#include "pdf/value.h"

struct carry {
	struct arena *arena;
	struct drawn *drawn;
	struct output *output;
	GHashTable *numbers; /* cairo's -> ours */
	GArray *waiting;     /* int: cairo's numbers of what is to be written */
};

static void free_carry(void *data)
{
	struct carry *carry = data;
	g_hash_table_destroy(carry->numbers);
	g_array_free(carry->waiting, TRUE);
}

struct carry *carry_new(struct arena *arena, struct drawn *drawn, struct output *output)
{
	struct carry *carry = ARENA_NEW(arena, struct carry);
	carry->arena = arena;
	carry->drawn = drawn;
	carry->output = output;
	carry->numbers = g_hash_table_new(NULL, NULL);
	carry->waiting = g_array_new(FALSE, FALSE, sizeof(int));
	arena_defer(arena, free_carry, carry);
	return carry;
}

int carry_number(struct carry *carry, int number)
{
	int ours = GPOINTER_TO_INT(g_hash_table_lookup(carry->numbers, GINT_TO_POINTER(number)));
	if (ours)
		return ours;
	ours = output_number(carry->output);
	g_hash_table_insert(carry->numbers, GINT_TO_POINTER(number), GINT_TO_POINTER(ours));
	g_array_append_val(carry->waiting, number);
	return ours;
}

/* Keys of a dictionary that are not copied: a stream's length is written anew. */
static bool is_dropped(struct str key)
{
	return str_eq(key, STR("/Length")) || str_eq(key, STR("/Interpolate"));
}

/* Adds a copy of a value with our references. */
static void copy_value(struct carry *carry, struct str value, struct buf *out)
{
	enum token_kind before = TOKEN_OPEN;
	size_t at = 0;
	for (;;) {
		size_t start = at;
		struct token token = token_next(value, &at);
		if (token.kind == TOKEN_END)
			return;
		int number = token.kind == TOKEN_NUMBER
						 ? token_reference((struct str){value.s + start, value.len - start})
						 : 0;
		bool bare = token.kind == TOKEN_NUMBER || token.kind == TOKEN_WORD;
		if (bare && (before == TOKEN_NUMBER || before == TOKEN_WORD || before == TOKEN_NAME))
			buf_putc(out, ' ');
		before = token.kind;
		if (number) {
			value_reference(out, carry_number(carry, number));
			token_next(value, &at);
			token_next(value, &at);
			before = TOKEN_WORD;
		} else {
			buf_add(out, token.text.s, token.text.len);
		}
	}
}

/* Adds the entries of a dictionary, without << and >>. */
static void copy_entries(struct carry *carry, struct str dict, struct buf *out)
{
	size_t at = 0;
	token_next(dict, &at);
	for (;;) {
		struct token key = token_next(dict, &at);
		if (key.kind != TOKEN_NAME)
			break;
		struct str value = token_value(dict, &at);
		if (is_dropped(key.text))
			continue;
		size_t start = 0;
		enum token_kind kind = token_next(value, &start).kind;
		buf_add(out, key.text.s, key.text.len);
		if (kind == TOKEN_NUMBER || kind == TOKEN_WORD)
			buf_putc(out, ' ');
		copy_value(carry, value, out);
	}
	if (str_eq(token_entry(dict, "/Subtype"), STR("/CIDFontType2")) &&
		token_entry(dict, "/CIDToGIDMap").len == 0)
		buf_puts(out, "/CIDToGIDMap/Identity");
}

/* A CFF font, small; false: the stream is no such font. */
static bool copy_font(struct carry *carry, const struct drawn_object *object, int number)
{
	struct str subtype = token_entry(object->value, "/Subtype"), font, small;
	if (!str_eq(subtype, STR("/CIDFontType0C")) && !str_eq(subtype, STR("/Type1C")))
		return false;
	struct arena *arena = arena_new();
	bool is_small = inflate_whole(arena, object->bytes, &font) && cff_shrink(arena, font, &small);
	if (is_small)
		output_deflated(carry->output, number,
						str_fmt(arena, "/Subtype%.*s", (int)subtype.len, subtype.s), small);
	arena_free(arena);
	return is_small;
}

static void copy_object(struct carry *carry, const struct drawn_object *object, int number)
{
	struct arena *arena = arena_new();
	struct buf value = {.arena = arena};
	size_t at = 0;
	bool is_dict = str_eq(token_next(object->value, &at).text, STR("<<"));
	if (is_dict)
		copy_entries(carry, object->value, &value);
	else
		copy_value(carry, object->value, &value);
	if (object->is_stream) {
		output_stream(carry->output, number, buf_chars(&value), object->bytes);
	} else {
		struct buf *out = output_begin(carry->output, number);
		buf_puts(out, is_dict ? "<<" : "");
		buf_add(out, value.s, value.len);
		buf_puts(out, is_dict ? ">>" : "");
		output_end(carry->output);
	}
	arena_free(arena);
}

bool carry_all(struct carry *carry)
{
	for (guint i = 0; i < carry->waiting->len; i++) {
		int number = g_array_index(carry->waiting, int, i), ours = carry_number(carry, number);
		const struct drawn_object *object = drawn_find(carry->drawn, number);
		if (!object)
			return false;
		if (!object->is_stream || !copy_font(carry, object, ours))
			copy_object(carry, object, ours);
		drawn_drop(carry->drawn, number);
	}
	return true;
}
