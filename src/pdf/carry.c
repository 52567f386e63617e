/* Objects of cairo's copied into the finished PDF. They are renumbered in the order in which they
 * are found. */
#include "pdf/carry.h"

#include <glib.h>
#include <string.h>

#include "pdf/cff.h"
#include "pdf/deflate.h"
#include "pdf/token.h"
#include "pdf/truetype.h"
#include "pdf/value.h"

struct carry {
	struct arena *arena;
	struct drawn *drawn;
	struct output *output;
	GHashTable *numbers; /* cairo's -> ours */
	GArray *waiting;     /* int: cairo's numbers of what is to be written */
	GHashTable *fonts;   /* cairo's number of a font -> struct code_list */
};

static void free_carry(void *data)
{
	struct carry *carry = data;
	g_hash_table_destroy(carry->numbers);
	g_hash_table_destroy(carry->fonts);
	g_array_free(carry->waiting, TRUE);
}

struct carry *carry_new(struct arena *arena, struct drawn *drawn, struct output *output)
{
	struct carry *carry = ARENA_NEW(arena, struct carry);
	carry->arena = arena;
	carry->drawn = drawn;
	carry->output = output;
	carry->numbers = g_hash_table_new(NULL, NULL);
	carry->fonts = g_hash_table_new(NULL, NULL);
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

void carry_codes(struct carry *carry, int number, struct code_list codes)
{
	struct code_list *copy = ARENA_NEW(carry->arena, struct code_list);
	*copy = codes;
	g_hash_table_insert(carry->fonts, GINT_TO_POINTER(number), copy);
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

static void copy_entry(struct carry *carry, struct str dict, const char *key, struct buf *out)
{
	buf_puts(out, key);
	copy_value(carry, token_entry(dict, key), out);
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

/* A font's outlines, small; false: the stream is none of the kind that can be. */
static bool copy_outlines(struct carry *carry, const struct drawn_object *object, int number)
{
	struct str subtype = token_entry(object->value, "/Subtype"), font, small;
	bool cff = str_eq(subtype, STR("/CIDFontType0C")) || str_eq(subtype, STR("/Type1C"));
	bool truetype = token_entry(object->value, "/Length1").len > 0;
	if (!cff && !truetype)
		return false;
	struct arena *arena = arena_new();
	bool is_small = inflate_whole(arena, object->bytes, &font) &&
					(cff ? cff_shrink(arena, font, &small) : truetype_shrink(arena, font, &small));
	if (is_small)
		output_deflated(carry->output, number,
						cff ? str_fmt(arena, "/Subtype%.*s", (int)subtype.len, subtype.s)
							: str_fmt(arena, "/Length1 %zu", small.len),
						small);
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

/* The CMap to Unicode of a font of cairo's; false: it is not of the form that codes can be added
 * to.
 */
static bool read_unicode(struct arena *arena, struct carry *carry, const struct drawn_object *font,
						 struct str *out)
{
	char first[16];
	const struct drawn_object *unicode =
		drawn_find(carry->drawn, token_reference(token_entry(font->value, "/ToUnicode")));
	g_snprintf(first, sizeof first, "<%04x> ", CODES_FIRST);
	return str_eq(token_entry(font->value, "/Subtype"), STR("/Type0")) && unicode &&
		   unicode->is_stream && inflate_whole(arena, unicode->bytes, out) &&
		   !memmem(out->s, out->len, first, strlen(first));
}

/* A font with codes of ours has CMaps of ours. */
static bool copy_coded(struct carry *carry, const struct drawn_object *font, int number,
					   struct code_list codes)
{
	static const char kind[] =
		"/Type/CMap/CMapName/Meanings/CIDSystemInfo"
		"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>";
	struct arena *arena = arena_new();
	struct buf map = {.arena = arena}, meanings = {.arena = arena}, value = {.arena = arena};
	struct str unicode;
	bool whole = read_unicode(arena, carry, font, &unicode);
	if (whole) {
		int encoding = output_number(carry->output), means = output_number(carry->output);
		codes_map(&map, codes);
		output_deflated(carry->output, encoding, kind, buf_str(&map));
		codes_meanings(&meanings, unicode, codes);
		output_deflated(carry->output, means, "", buf_str(&meanings));
		buf_fmt(&value, "<</Type/Font/Subtype/Type0/Encoding %d 0 R/ToUnicode %d 0 R", encoding,
				means);
		copy_entry(carry, font->value, "/BaseFont", &value);
		copy_entry(carry, font->value, "/DescendantFonts", &value);
		buf_puts(&value, ">>");
		struct buf *out = output_begin(carry->output, number);
		buf_add(out, value.s, value.len);
		output_end(carry->output);
	}
	arena_free(arena);
	return whole;
}

static bool copy_any(struct carry *carry, const struct drawn_object *object, int theirs, int ours)
{
	const struct code_list *codes = g_hash_table_lookup(carry->fonts, GINT_TO_POINTER(theirs));
	if (codes)
		return copy_coded(carry, object, ours, *codes);
	if (!object->is_stream || !copy_outlines(carry, object, ours))
		copy_object(carry, object, ours);
	return true;
}

bool carry_all(struct carry *carry)
{
	for (guint i = 0; i < carry->waiting->len; i++) {
		int number = g_array_index(carry->waiting, int, i), ours = carry_number(carry, number);
		const struct drawn_object *object = drawn_find(carry->drawn, number);
		if (!object || !copy_any(carry, object, number, ours))
			return false;
		drawn_drop(carry->drawn, number);
	}
	return true;
}
