/* Objects of cairo's copied into the finished PDF. They are renumbered in the order in which they
 * are found. */
#include "pdf/carry.h"

#include <glib.h>
#include <string.h>

#include "pdf/cff.h"
#include "pdf/deflate.h"
#include "pdf/joined.h"
#include "pdf/token.h"
#include "pdf/truetype.h"
#include "pdf/value.h"

struct carry {
	struct arena *arena;
	struct drawn *drawn;
	struct output *output;
	GHashTable *numbers;         /* cairo's -> ours */
	GArray *waiting;             /* int: cairo's numbers of what is to be written */
	guint written;               /* how many of these are */
	GArray *fonts;               /* int: those that are fonts, until all of them are found */
	const struct joined *joined; /* what they share; NULL: not all are found yet */
	GHashTable *codes;           /* cairo's number of a font -> struct code_list */
	GHashTable
		*copies; /* cairo's number of a CFF font's outlines -> the struct code_list of their font */
};

/* What became of an object that may be copied in another form. */
enum copied { COPY_MADE, COPY_NONE, COPY_FAILED };

static void free_carry(void *data)
{
	struct carry *carry = data;
	g_hash_table_destroy(carry->numbers);
	g_hash_table_destroy(carry->codes);
	g_hash_table_destroy(carry->copies);
	g_array_free(carry->waiting, TRUE);
	g_array_free(carry->fonts, TRUE);
}

struct carry *carry_new(struct arena *arena, struct drawn *drawn, struct output *output)
{
	struct carry *carry = ARENA_NEW(arena, struct carry);
	carry->arena = arena;
	carry->drawn = drawn;
	carry->output = output;
	carry->numbers = g_hash_table_new(NULL, NULL);
	carry->codes = g_hash_table_new(NULL, NULL);
	carry->copies = g_hash_table_new(NULL, NULL);
	carry->waiting = g_array_new(FALSE, FALSE, sizeof(int));
	carry->fonts = g_array_new(FALSE, FALSE, sizeof(int));
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
	g_hash_table_insert(carry->codes, GINT_TO_POINTER(number), copy);
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
	buf_fmt(out, "%s ", key);
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

/* The outlines of a CFF font whose codes are CIDs of their own: a glyph has but one CID, so each
 * such code has a copy of its glyph. */
static bool add_copies(struct arena *arena, struct str font, const struct code_list *codes,
					   struct str *out)
{
	unsigned *glyphs = ARENA_ARRAY(arena, unsigned, codes->count);
	for (unsigned i = 0; i < codes->count; i++)
		glyphs[i] = codes->items[i].glyph;
	return cff_copy(arena, font, glyphs, codes->count, out);
}

static bool is_cff(struct str dict)
{
	struct str subtype = token_entry(dict, "/Subtype");
	return str_eq(subtype, STR("/CIDFontType0C")) || str_eq(subtype, STR("/Type1C"));
}

/* A font's outlines, small, with those of fonts that joined it (empty: none did) or with copies for
 * its codes (NULL: none). */
static enum copied copy_outlines(struct carry *carry, const struct drawn_object *object, int number,
								 struct str joined, const struct code_list *codes)
{
	struct str subtype = token_entry(object->value, "/Subtype"), font;
	bool cff = is_cff(object->value), truetype = token_entry(object->value, "/Length1").len > 0;
	if (!cff && !truetype)
		return codes ? COPY_FAILED : COPY_NONE;
	struct arena *arena = arena_new();
	enum copied copied = joined.len ? COPY_MADE : COPY_NONE;
	font = joined;
	if (joined.len || inflate_whole(arena, object->bytes, &font)) {
		if (codes)
			copied = add_copies(arena, font, codes, &font) ? COPY_MADE : COPY_FAILED;
		if (copied != COPY_FAILED &&
			(cff ? cff_shrink(arena, font, &font) : truetype_shrink(arena, font, &font)))
			copied = COPY_MADE;
	}
	if (copied == COPY_MADE)
		output_deflated(carry->output, number,
						cff ? str_fmt(arena, "/Subtype%.*s", (int)subtype.len, subtype.s)
							: str_fmt(arena, "/Length1 %zu", font.len),
						font);
	arena_free(arena);
	return copied;
}

/* Writes a stream of which the entries are there; what is deflated anew, for cairo may only have
 * stored it. */
static void copy_bytes(struct arena *arena, struct carry *carry, const struct drawn_object *object,
					   int number, struct buf *entries)
{
	static const char key[] = "/Filter/FlateDecode";
	struct str bytes;
	char *filter = strstr(buf_chars(entries), key);
	if (!filter || token_entry(object->value, "/DecodeParms").len > 0 ||
		!inflate_whole(arena, object->bytes, &bytes)) {
		output_stream(carry->output, number, buf_chars(entries), object->bytes);
		return;
	}
	memmove(filter, filter + sizeof key - 1, strlen(filter + sizeof key - 1) + 1);
	output_deflated(carry->output, number, buf_chars(entries), bytes);
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
		copy_bytes(arena, carry, object, number, &value);
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
						 struct code_list codes, struct str *out)
{
	char first[16];
	const struct drawn_object *unicode =
		drawn_find(carry->drawn, token_reference(token_entry(font->value, "/ToUnicode")));
	bool simple = !str_eq(token_entry(font->value, "/Subtype"), STR("/Type0"));
	g_snprintf(first, sizeof first, simple ? "<%02x> " : "<%04x> ",
			   simple ? CODES_SIMPLE_FIRST : CODES_FIRST);
	return simple == codes.simple && unicode && unicode->is_stream &&
		   inflate_whole(arena, unicode->bytes, out) &&
		   !memmem(out->s, out->len, first, strlen(first));
}

/* Writes what the codes of a font mean; returns the number of the CMap. */
static int write_meanings(struct arena *arena, struct carry *carry, struct str unicode,
						  struct code_list codes)
{
	struct buf meanings = {.arena = arena};
	int number = output_number(carry->output);
	codes_meanings(&meanings, unicode, codes);
	output_deflated(carry->output, number, "", buf_str(&meanings));
	return number;
}

static void write_object(struct carry *carry, int number, const struct buf *value)
{
	struct buf *out = output_begin(carry->output, number);
	buf_add(out, value->s, value->len);
	output_end(carry->output);
}

/* Adds the widths of a simple font that begins at a code, with those of codes of ours before them.
 * False: one is not there. */
static bool add_simple_widths(struct arena *arena, struct str widths, unsigned first,
							  struct code_list codes, struct buf *out)
{
	struct str by_code[256] = {{0}};
	size_t at = 0;
	struct buf list = {.arena = arena};
	token_next(widths, &at);
	for (unsigned code = first; code < 256; code++) {
		struct token token = token_next(widths, &at);
		if (token.kind != TOKEN_NUMBER)
			break;
		by_code[code] = token.text;
		buf_putc(&list, ' ');
		buf_add(&list, token.text.s, token.text.len);
	}
	buf_fmt(out, "/FirstChar %d/Widths[", CODES_SIMPLE_FIRST);
	for (unsigned code = CODES_SIMPLE_FIRST; code < first; code++) {
		unsigned i = code - CODES_SIMPLE_FIRST;
		struct str width = i < codes.count ? by_code[codes.items[i].glyph & 255] : STR("0");
		if (width.len == 0)
			return false;
		buf_fmt(out, i ? " %.*s" : "%.*s", (int)width.len, width.s);
	}
	buf_add(out, list.s, list.len);
	buf_puts(out, "]");
	return list.len > 0;
}

/* A simple font with codes of ours. False: it is not of the form that cairo writes. */
static bool copy_simple(struct carry *carry, const struct drawn_object *font, int number,
						struct code_list codes)
{
	static const char *const same[] = {"/Subtype", "/BaseFont", "/LastChar", "/FontDescriptor"};
	struct arena *arena = arena_new();
	struct buf value = {.arena = arena};
	struct str unicode, first = token_entry(font->value, "/FirstChar");
	bool whole = read_unicode(arena, carry, font, codes, &unicode) && str_eq(first, STR("32")) &&
				 str_eq(token_entry(font->value, "/Encoding"), STR("/WinAnsiEncoding"));
	buf_puts(&value, "<</Type/Font");
	whole = whole && add_simple_widths(arena, token_entry(font->value, "/Widths"), CODES_SIMPLE_END,
									   codes, &value);
	if (whole) {
		for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
			copy_entry(carry, font->value, same[i], &value);
		buf_puts(&value, "/Encoding");
		codes_differences(&value, codes);
		buf_fmt(&value, "/ToUnicode %d 0 R>>", write_meanings(arena, carry, unicode, codes));
		write_object(carry, number, &value);
	}
	arena_free(arena);
	return whole;
}

/* A composite font of cairo's that is shown with codes of ours or is another's guest. */
struct coded {
	const struct drawn_object *font, *descendant;
	struct code_list codes;
	const struct guest *guest; /* NULL: of none */
	struct str widths;         /* of its glyphs: the list in /W[0[...]] */
	unsigned count;            /* of its glyphs */
	int outlines;              /* the number of its CFF outlines; 0: it is TrueType */
	struct str unicode;        /* its CMap to Unicode */
};

/* False: the font is not of the form that cairo writes. */
static bool read_coded(struct arena *arena, struct carry *carry, struct coded *coded)
{
	struct str head[3] = {{0}};
	coded->descendant = joined_descendant(carry->drawn, coded->font);
	if (!coded->descendant ||
		!read_unicode(arena, carry, coded->font, coded->codes, &coded->unicode))
		return false;
	const struct drawn_object *descriptor = drawn_find(
		carry->drawn, token_reference(token_entry(coded->descendant->value, "/FontDescriptor")));
	struct str widths = token_entry(coded->descendant->value, "/W");
	size_t at = 0;
	for (int i = 0; i < 3; i++)
		head[i] = token_next(widths, &at).text;
	if (!descriptor || !str_eq(head[0], STR("[")) || !str_eq(head[1], STR("0")) ||
		!str_eq(head[2], STR("[")))
		return false;
	size_t start = at;
	while (token_next(widths, &at).kind == TOKEN_NUMBER)
		coded->count++;
	coded->widths = (struct str){widths.s + start, at - 1 - start};
	coded->outlines = token_reference(token_entry(descriptor->value, "/FontFile3"));
	return coded->count > 0;
}

/* Adds the widths of the glyphs, and those of codes, which are CIDs from the first one on. False:
 * one is of no glyph. */
static bool add_widths(struct arena *arena, const struct coded *coded, unsigned first,
					   struct buf *out)
{
	struct str *widths = ARENA_ARRAY(arena, struct str, coded->count);
	const struct code_list codes = coded->codes;
	size_t at = 0;
	for (unsigned i = 0; i < coded->count; i++)
		widths[i] = token_next(coded->widths, &at).text;
	buf_puts(out, "/W[0[");
	for (unsigned i = 0; i < coded->count; i++)
		buf_fmt(out, i ? " %.*s" : "%.*s", (int)widths[i].len, widths[i].s);
	if (codes.count)
		buf_fmt(out, "]%u[", first);
	for (unsigned i = 0; i < codes.count; i++) {
		if (codes.items[i].glyph >= coded->count)
			return false;
		struct str width = widths[codes.items[i].glyph];
		buf_fmt(out, i ? " %.*s" : "%.*s", (int)width.len, width.s);
	}
	buf_puts(out, "]]");
	return true;
}

static void add_name(const struct coded *coded, struct buf *out)
{
	struct str name =
		coded->guest ? coded->guest->name : token_entry(coded->font->value, "/BaseFont");
	buf_fmt(out, "/BaseFont%.*s", (int)name.len, name.s);
}

/* Writes a font's descendant; returns its number, or 0: a code is of no glyph. */
static int write_descendant(struct arena *arena, struct carry *carry, const struct coded *coded)
{
	static const char *const same[] = {"/Subtype", "/CIDSystemInfo"};
	struct str dict = coded->descendant->value;
	struct buf value = {.arena = arena};
	int descriptor = coded->guest ? coded->guest->descriptor
								  : token_reference(token_entry(dict, "/FontDescriptor"));
	buf_puts(&value, "<</Type/Font");
	for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
		copy_entry(carry, dict, same[i], &value);
	add_name(coded, &value);
	buf_fmt(&value, "/FontDescriptor %d 0 R", carry_number(carry, descriptor));
	if (!add_widths(arena, coded, coded->outlines ? coded->count : CODES_FIRST, &value))
		return 0;
	if (!coded->outlines) {
		unsigned first = coded->guest ? coded->guest->first : 1;
		int glyphs = output_number(carry->output);
		output_deflated(carry->output, glyphs, "",
						codes_glyphs(arena, coded->codes, coded->count, first));
		buf_fmt(&value, "/CIDToGIDMap %d 0 R", glyphs);
	}
	buf_puts(&value, ">>");
	int number = output_number(carry->output);
	write_object(carry, number, &value);
	return number;
}

/* Adds how a font's codes become CIDs: in a TrueType font they are; in a CFF font, whose CIDs are
 * the numbers of its glyphs, those of ours are the last. */
static void write_encoding(struct arena *arena, struct carry *carry, const struct coded *coded,
						   struct buf *out)
{
	static const char kind[] =
		"/Type/CMap/CMapName/Meanings/CIDSystemInfo"
		"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>";
	struct buf map = {.arena = arena};
	if (!coded->outlines) {
		buf_puts(out, "/Encoding/Identity-H");
		return;
	}
	int number = output_number(carry->output);
	codes_map(&map, coded->codes, coded->count);
	output_deflated(carry->output, number, kind, buf_str(&map));
	buf_fmt(out, "/Encoding %d 0 R", number);
}

/* A composite font with codes of ours (NULL: none), each of which has a CID of its own, or whose
 * outlines are in another's program (NULL: in its own). */
static bool copy_coded(struct carry *carry, const struct drawn_object *font, int number,
					   const struct code_list *codes, const struct guest *guest)
{
	struct arena *arena = arena_new();
	struct buf value = {.arena = arena};
	struct coded coded = {.font = font, .guest = guest};
	int descendant = 0;
	if (codes)
		coded.codes = *codes;
	if (read_coded(arena, carry, &coded))
		descendant = write_descendant(arena, carry, &coded);
	if (descendant) {
		int means =
			codes ? write_meanings(arena, carry, coded.unicode, *codes)
				  : carry_number(carry, token_reference(token_entry(font->value, "/ToUnicode")));
		buf_puts(&value, "<</Type/Font/Subtype/Type0");
		add_name(&coded, &value);
		write_encoding(arena, carry, &coded, &value);
		buf_fmt(&value, "/ToUnicode %d 0 R/DescendantFonts[%d 0 R]>>", means, descendant);
		write_object(carry, number, &value);
		if (coded.outlines && codes)
			g_hash_table_insert(carry->copies, GINT_TO_POINTER(coded.outlines), (void *)codes);
	}
	arena_free(arena);
	return descendant != 0;
}

static bool copy_any(struct carry *carry, const struct drawn_object *object, int theirs, int ours)
{
	gpointer key = GINT_TO_POINTER(theirs);
	const struct code_list *codes = g_hash_table_lookup(carry->codes, key);
	const struct guest *guest = carry->joined ? joined_guest(carry->joined, theirs) : NULL;
	if (codes && codes->simple)
		return copy_simple(carry, object, ours, *codes);
	if (codes || guest)
		return copy_coded(carry, object, ours, codes, guest);
	struct str joined = carry->joined ? joined_program(carry->joined, theirs) : (struct str){0};
	enum copied copied = COPY_NONE;
	if (object->is_stream)
		copied =
			copy_outlines(carry, object, ours, joined, g_hash_table_lookup(carry->copies, key));
	if (copied == COPY_NONE)
		copy_object(carry, object, ours);
	return copied != COPY_FAILED;
}

static bool is_font(const struct drawn_object *object)
{
	struct str subtype = token_entry(object->value, "/Subtype");
	return str_eq(token_entry(object->value, "/Type"), STR("/Font")) &&
		   (str_eq(subtype, STR("/Type0")) || str_eq(subtype, STR("/TrueType")));
}

static bool copy_number(struct carry *carry, int number)
{
	const struct drawn_object *object = drawn_find(carry->drawn, number);
	if (!object || !copy_any(carry, object, number, carry_number(carry, number)))
		return false;
	drawn_drop(carry->drawn, number);
	return true;
}

/* Writes what waits; fonts are put aside until it is known what they share. */
static bool copy_waiting(struct carry *carry)
{
	for (; carry->written < carry->waiting->len; carry->written++) {
		int number = g_array_index(carry->waiting, int, carry->written);
		const struct drawn_object *object = drawn_find(carry->drawn, number);
		if (object && !carry->joined && is_font(object))
			g_array_append_val(carry->fonts, number);
		else if (!copy_number(carry, number))
			return false;
	}
	return true;
}

bool carry_all(struct carry *carry)
{
	const GArray *fonts = carry->fonts;
	if (!copy_waiting(carry))
		return false;
	carry->joined =
		joined_make(carry->arena, carry->drawn, (const int *)(void *)fonts->data, fonts->len);
	for (guint i = 0; i < fonts->len; i++)
		if (!copy_number(carry, g_array_index(fonts, int, i)))
			return false;
	return copy_waiting(carry);
}
