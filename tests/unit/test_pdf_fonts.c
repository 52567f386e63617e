/* Fonts with codes of the program's own: each has a CID of its own or a name in the encoding. Fonts
 * of one face: what their codes show stays. */
#include "unit/test.h"

#include <glib.h>
#include <hb-subset.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "pdf/carry.h"
#include "pdf/cff.h"
#include "pdf/deflate.h"
#include "pdf/drawn.h"
#include "pdf/output.h"
#include "pdf/truetype.h"

static void add_stream(struct drawn *drawn, struct arena *arena, int number, const char *dict,
					   struct str bytes)
{
	struct buf out = {.arena = arena};
	struct str packed = deflater_run(deflater_new(arena), bytes);
	buf_fmt(&out, "%d 0 obj\n<< %s /Length %zu\n   /Filter /FlateDecode\n>>\nstream\n", number,
			dict, packed.len);
	buf_add(&out, packed.s, packed.len);
	buf_puts(&out, "\nendstream\nendobj\n");
	assert_true(drawn_take(drawn, out.s, out.len));
}

static void add_object(struct drawn *drawn, struct arena *arena, int number, const char *value)
{
	const char *text = str_fmt(arena, "%d 0 obj\n%s\nendobj\n", number, value);
	assert_true(drawn_take(drawn, text, strlen(text)));
}

#define UNICODE(code) "1 begincodespacerange\n1 beginbfchar\n" code " <0041>\nendbfchar\nendcmap\n"

/* A composite font (1) with outlines of a kind, of three glyphs, and a simple one (6). */
static struct drawn *draw_fonts(struct arena *arena, const char *file, const char *dict,
								struct str outlines)
{
	struct drawn *drawn = drawn_new(arena);
	add_object(drawn, arena, 1,
			   "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H\n"
			   "   /DescendantFonts [ 2 0 R]\n   /ToUnicode 5 0 R\n>>");
	add_object(drawn, arena, 2,
			   "<< /Type /Font\n   /Subtype /CIDFontType2\n   /BaseFont /A\n   /CIDSystemInfo\n"
			   "   << /Registry (Adobe)\n      /Ordering (Identity)\n      /Supplement 0\n   >>\n"
			   "   /FontDescriptor 3 0 R\n   /W [0 [ 1000 500 250.5 ]]\n>>");
	add_object(drawn, arena, 3,
			   str_fmt(arena, "<< /Type /FontDescriptor\n   /FontName /A\n   %s 4 0 R\n>>", file));
	add_stream(drawn, arena, 4, dict, outlines);
	add_stream(drawn, arena, 5, "", STR(UNICODE("<0001>")));
	add_object(drawn, arena, 6,
			   "<< /Type /Font\n   /Subtype /TrueType\n   /BaseFont /B\n   /FirstChar 32\n"
			   "   /LastChar 45\n   /FontDescriptor 3 0 R\n   /Encoding /WinAnsiEncoding\n"
			   "   /Widths [ 260 0 0 0 0 0 0 0 1 2 0 0 0 322 ]\n    /ToUnicode 7 0 R\n>>");
	add_stream(drawn, arena, 7, "", STR(UNICODE("<28>")));
	assert_true(drawn_settle(drawn));
	return drawn;
}

static qpdf_data open_file(struct arena *arena, struct drawn *drawn, struct code_list composite,
						   struct code_list simple, bool *whole)
{
	static const unsigned char id[16] = "0123456789abcdef";
	struct output *output = output_new(arena, arena);
	struct carry *carry = carry_new(arena, drawn, output);
	int root = output_number(output), pages = output_number(output), info = output_number(output);
	buf_fmt(output_begin(output, pages), "<</Type/Pages/Count 0/Kids[]>>");
	output_end(output);
	buf_fmt(output_begin(output, info), "<</Title(T)>>");
	output_end(output);
	if (composite.count)
		carry_codes(carry, 1, composite);
	if (simple.count)
		carry_codes(carry, 6, simple);
	int a = carry_number(carry, 1), b = carry_number(carry, 6);
	*whole = carry_all(carry);
	if (!*whole)
		return NULL;
	buf_fmt(output_begin(output, root), "<</Type/Catalog/Pages %d 0 R/A %d 0 R/B %d 0 R>>", pages,
			a, b);
	output_end(output);
	struct str bytes = output_close(output, root, info, id);
	qpdf_data pdf = qpdf_init();
	qpdf_silence_errors(pdf);
	qpdf_set_attempt_recovery(pdf, QPDF_FALSE);
	assert_int_equal(qpdf_read_memory(pdf, "test", bytes.s, bytes.len, NULL), QPDF_SUCCESS);
	assert_false(qpdf_more_warnings(pdf));
	return pdf;
}

static void expect_entry(qpdf_data pdf, qpdf_oh dict, const char *key, const char *value)
{
	assert_string_equal(qpdf_oh_unparse(pdf, qpdf_oh_get_key(pdf, dict, key)), value);
}

/* The data of a stream, which lives until the program ends. */
static struct str read_stream(qpdf_data pdf, qpdf_oh stream)
{
	unsigned char *bytes = NULL;
	size_t len = 0;
	assert_true(qpdf_oh_is_stream(pdf, stream));
	assert_int_equal(qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_all, NULL, &bytes, &len),
					 QPDF_SUCCESS);
	return (struct str){(const char *)bytes, len};
}

static void expect_stream(qpdf_data pdf, qpdf_oh stream, const char *part)
{
	struct str bytes = read_stream(pdf, stream);
	assert_true(memmem(bytes.s, bytes.len, part, strlen(part)) != NULL);
	free((void *)bytes.s);
}

static const struct code_list composite = {
	(const struct code[]){{2, {"0042", 4}}, {1, {"0043", 4}}}, 2, false};
static const struct code_list simple = {(const struct code[]){{')', {"0028", 4}}}, 1, true};

static void test_truetype(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	bool whole;
	qpdf_data pdf = open_file(arena, draw_fonts(arena, "/FontFile2", "/Length1 9", STR("no font")),
							  composite, simple, &whole);
	assert_true(whole);
	qpdf_oh root = qpdf_get_root(pdf), a = qpdf_oh_get_key(pdf, root, "/A");
	qpdf_oh descendant =
		qpdf_oh_get_array_item(pdf, qpdf_oh_get_key(pdf, a, "/DescendantFonts"), 0);
	expect_entry(pdf, a, "/Encoding", "/Identity-H");
	expect_stream(pdf, qpdf_oh_get_key(pdf, a, "/ToUnicode"), "<4000> <0042>\n<4001> <0043>");
	expect_entry(pdf, descendant, "/W", "[ 0 [ 1000 500 250.5 ] 16384 [ 250.5 500 ] ]");
	struct str map = read_stream(pdf, qpdf_oh_get_key(pdf, descendant, "/CIDToGIDMap"));
	assert_int_equal(map.len, 2 * (CODES_FIRST + 2));
	assert_memory_equal(map.s, "\0\0\0\1\0\2\0\0", 8);
	assert_memory_equal(map.s + 2 * (size_t)CODES_FIRST, "\0\2\0\1", 4);
	free((void *)map.s);
	qpdf_oh b = qpdf_oh_get_key(pdf, root, "/B");
	expect_entry(pdf, b, "/FirstChar", "1");
	expect_entry(
		pdf, b, "/Encoding",
		"<< /BaseEncoding /WinAnsiEncoding /Differences [ 1 /parenright ] /Type /Encoding >>");
	expect_entry(
		pdf, b, "/Widths",
		"[ 2 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 260 0 0 0 0 0 0 0 1 2 "
		"0 0 0 322 ]");
	expect_stream(pdf, qpdf_oh_get_key(pdf, b, "/ToUnicode"), "<01> <0028>");
	qpdf_cleanup(&pdf);
	arena_free(arena);
}

/* A code of a glyph that the font does not have; fonts of another kind; outlines without a form. */
static void test_faults(void **state)
{
	(void)state;
	const struct code_list lost = {(const struct code[]){{3, {"0042", 4}}}, 1, false};
	const struct code_list unnamed = {(const struct code[]){{'.', {"0042", 4}}}, 1, true};
	struct arena *arena = arena_new();
	bool whole;
	struct str font = STR("no font");
	open_file(arena, draw_fonts(arena, "/FontFile2", "/Length1 9", font), lost, simple, &whole);
	assert_false(whole);
	open_file(arena, draw_fonts(arena, "/FontFile2", "/Length1 9", font), simple, simple, &whole);
	assert_false(whole);
	open_file(arena, draw_fonts(arena, "/FontFile2", "/Length1 9", font), composite, composite,
			  &whole);
	assert_false(whole);
	open_file(arena, draw_fonts(arena, "/FontFile2", "/Length1 9", font), composite, unnamed,
			  &whole);
	assert_false(whole);
	open_file(arena, draw_fonts(arena, "/FontFile3", "/Subtype /CIDFontType0C", font), composite,
			  simple, &whole);
	assert_false(whole);
	arena_free(arena);
}

/* A face of nothing but these outlines and so many glyphs. */
static hb_face_t *wrap(struct str cff, unsigned glyphs)
{
	char maxp[6] = {0, 0, 0x50, 0, (char)(glyphs >> 8), (char)glyphs};
	hb_face_t *builder = hb_face_builder_create();
	hb_blob_t *outlines =
		hb_blob_create(cff.s, (unsigned)cff.len, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
	hb_blob_t *sizes = hb_blob_create(maxp, sizeof maxp, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
	hb_face_builder_add_table(builder, HB_TAG('C', 'F', 'F', ' '), outlines);
	hb_face_builder_add_table(builder, HB_TAG('m', 'a', 'x', 'p'), sizes);
	hb_blob_t *file = hb_face_reference_blob(builder);
	hb_face_t *face = hb_face_create(file, 0);
	hb_blob_destroy(file);
	hb_blob_destroy(sizes);
	hb_blob_destroy(outlines);
	hb_face_destroy(builder);
	return face;
}

static hb_glyph_extents_t extents(hb_face_t *face, unsigned glyph)
{
	hb_font_t *font = hb_font_create(face);
	hb_glyph_extents_t found = {0};
	assert_true(hb_font_get_glyph_extents(font, glyph, &found));
	hb_font_destroy(font);
	return found;
}

/* A few glyphs of a CJK face. */
static hb_face_t *open_face(struct arena *arena)
{
	const char *out = getenv("OUT");
	hb_blob_t *blob = hb_blob_create_from_file(
		str_fmt(arena, "%s/fonts/NotoSansCJK-Regular.ttc", out ? out : "out"));
	hb_face_t *whole = hb_face_create(blob, 0);
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_set_add(hb_subset_input_glyph_set(input), 70);
	hb_set_add(hb_subset_input_glyph_set(input), 1500);
	hb_face_t *face = hb_subset_or_fail(whole, input);
	assert_non_null(face);
	hb_subset_input_destroy(input);
	hb_face_destroy(whole);
	hb_blob_destroy(blob);
	return face;
}

/* Copies of glyphs look as they do, also once the font is made small. */
static void test_copies(void **state)
{
	(void)state;
	static const unsigned copied[] = {2, 1, 2};
	struct arena *arena = arena_new();
	hb_face_t *few = open_face(arena);
	hb_blob_t *table = hb_face_reference_table(few, HB_TAG('C', 'F', 'F', ' '));
	unsigned length = 0;
	const char *bytes = hb_blob_get_data(table, &length);
	struct str font = {bytes, length}, made, small;
	unsigned count = hb_face_get_glyph_count(few);
	assert_true(count > 2);
	assert_true(cff_copy(arena, font, copied, 3, &made));
	assert_true(cff_shrink(arena, made, &small));
	hb_face_t *face = wrap(small, count + 3);
	for (unsigned i = 0; i < 3; i++) {
		hb_glyph_extents_t before = extents(few, copied[i]), after = extents(face, count + i);
		assert_memory_equal(&before, &after, sizeof before);
		assert_true(before.width > 0);
	}
	assert_false(cff_copy(arena, STR("no font"), copied, 3, &made));
	assert_false(cff_copy(arena, (struct str){bytes, length / 2}, copied, 3, &made));
	assert_false(cff_copy(arena, font, &count, 1, &made));
	hb_face_destroy(face);
	hb_blob_destroy(table);
	hb_face_destroy(few);
	arena_free(arena);
}

static struct str index_of(struct arena *arena, struct str first, struct str second)
{
	struct buf out = {.arena = arena};
	const char counts[] = {0, (char)(second.len ? 2 : 1), 1,
						   1, (char)(1 + first.len),      (char)(1 + first.len + second.len)};
	buf_add(&out, counts, second.len ? 6 : 5);
	buf_add(&out, first.s, first.len);
	buf_add(&out, second.s, second.len);
	return buf_str(&out);
}

/* A font of two glyphs that have names: .notdef, and a square of 250 in an em of 500. Its Private
 * DICT is of some bytes. */
static struct str named_font(struct arena *arena, struct str private)
{
	enum { GLYPHS = 44 }; /* where they begin */
	struct buf out = {.arena = arena};
	struct str glyphs =
		index_of(arena, STR("\xf7\x8e\x0e"),
				 STR("\xf7\x8e\x8b\x8b\x15\xf7\x8e\x06\xf7\x8e\x07\xfb\x8e\x06\x0e"));
	char top[] =
		"\x1e\x0a\x00\x2f\x8b\x8b\x1e\x0a\x00\x2f\x8b\x8b\x0c\x07"
		"\x1c\0\x2c\x11\x1c\0.\x1c\0.\x12";
	top[20] = (char)private.len;
	top[23] = (char)(GLYPHS + glyphs.len);
	struct str names = index_of(arena, STR("F"), (struct str){0});
	struct str tops = index_of(arena, (struct str){top, sizeof top - 1}, (struct str){0});
	buf_add(&out, "\x01\x00\x04\x01", 4);
	buf_add(&out, names.s, names.len);
	buf_add(&out, tops.s, tops.len);
	buf_add(&out, "\0\0\0\0", 4); /* no strings, no subroutines */
	assert_int_equal(out.len, GLYPHS);
	buf_add(&out, glyphs.s, glyphs.len);
	buf_add(&out, private.s, private.len);
	return buf_str(&out);
}

/* A font whose glyphs have names gets CIDs: it looks as before, can be copied from, and has no more
 * names to take away. */
static void test_numbers(void **state)
{
	(void)state;
	static const unsigned copied[] = {1};
	struct arena *arena = arena_new();
	struct str font = named_font(arena, STR("\xf7\x8e\x14")), made, again, copy;
	assert_false(cff_copy(arena, font, copied, 1, &copy));
	assert_true(cff_number(arena, font, &made));
	assert_true(cff_copy(arena, made, copied, 1, &copy));
	hb_face_t *before = wrap(font, 2), *after = wrap(made, 2), *more = wrap(copy, 3);
	hb_glyph_extents_t old = extents(before, 1), new = extents(after, 1), twice = extents(more, 2);
	assert_true(old.width > 0);
	assert_memory_equal(&old, &new, sizeof old);
	assert_memory_equal(&old, &twice, sizeof old);
	hb_face_destroy(before);
	hb_face_destroy(after);
	hb_face_destroy(more);
	assert_false(cff_number(arena, made, &again));
	assert_false(cff_number(arena, STR("no font"), &again));
	for (size_t len = 0; len < font.len; len++)
		assert_false(cff_number(arena, (struct str){font.s, len}, &again));
	font = named_font(arena, STR("\x8e\x13")); /* it has subroutines */
	assert_false(cff_number(arena, font, &again));
	arena_free(arena);
}

/* A face of the program's, cut to the glyphs of some characters and their parts, as cairo does. */
static struct str cut_face(struct arena *arena, const char *file, const char *characters)
{
	const char *out = getenv("OUT");
	hb_blob_t *blob =
		hb_blob_create_from_file(str_fmt(arena, "%s/fonts/%s", out ? out : "out", file));
	hb_face_t *whole = hb_face_create(blob, 0);
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	for (const char *c = characters; *c; c = g_utf8_next_char(c))
		hb_set_add(hb_subset_input_unicode_set(input), g_utf8_get_char(c));
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG),
			   HB_TAG('G', 'S', 'U', 'B'));
	hb_face_t *face = hb_subset_or_fail(whole, input);
	assert_non_null(face);
	hb_blob_t *made = hb_face_reference_blob(face);
	unsigned length = 0;
	const char *bytes = hb_blob_get_data(made, &length);
	struct str font = str_dup(arena, (struct str){bytes, length});
	hb_blob_destroy(made);
	hb_face_destroy(face);
	hb_subset_input_destroy(input);
	hb_face_destroy(whole);
	hb_blob_destroy(blob);
	return font;
}

static hb_face_t *face_of(struct str font)
{
	hb_blob_t *blob =
		hb_blob_create(font.s, (unsigned)font.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *face = hb_face_create(blob, 0);
	hb_blob_destroy(blob);
	return face;
}

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
					void *user)
{
	(void)funcs, (void)state, (void)user;
	buf_fmt(data, "%g %g m ", (double)x, (double)y);
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
					void *user)
{
	(void)funcs, (void)state, (void)user;
	buf_fmt(data, "%g %g l ", (double)x, (double)y);
}

static void curve_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float cx, float cy,
					 float x, float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	buf_fmt(data, "%g %g %g %g q ", (double)cx, (double)cy, (double)x, (double)y);
}

/* A glyph's outline and width as text. */
static const char *look(struct arena *arena, hb_face_t *face, unsigned glyph)
{
	struct buf out = {.arena = arena};
	hb_font_t *font = hb_font_create(face);
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(funcs, curve_to, NULL, NULL);
	hb_font_get_glyph_shape(font, glyph, funcs, &out);
	buf_fmt(&out, "%d wide", hb_font_get_glyph_h_advance(font, glyph));
	hb_draw_funcs_destroy(funcs);
	hb_font_destroy(font);
	return buf_chars(&out);
}

/* All glyphs look as before, also once the font is made small, and characters mean the same. */
static void expect_join(struct arena *arena, struct str first, struct str second)
{
	struct str made, small;
	unsigned before = 0;
	assert_true(truetype_join(arena, first, second, &made, &before));
	assert_true(truetype_shrink(arena, made, &small));
	hb_face_t *a = face_of(first), *b = face_of(second), *face = face_of(small);
	unsigned count_b = hb_face_get_glyph_count(b);
	assert_int_equal(before, hb_face_get_glyph_count(a));
	assert_int_equal(hb_face_get_glyph_count(face), before + count_b - 1);
	for (unsigned i = 0; i < before; i++)
		assert_string_equal(look(arena, a, i), look(arena, face, i));
	for (unsigned i = 1; i < count_b; i++)
		assert_string_equal(look(arena, b, i), look(arena, face, before + i - 1));
	hb_font_t *old = hb_font_create(a), *new = hb_font_create(face);
	for (unsigned code = 1; code < 0x500; code++) {
		unsigned was = 0, is = 0;
		hb_font_get_nominal_glyph(old, code, &was);
		hb_font_get_nominal_glyph(new, code, &is);
		assert_int_equal(was, is);
	}
	hb_font_destroy(old);
	hb_font_destroy(new);
	hb_face_destroy(a);
	hb_face_destroy(b);
	hb_face_destroy(face);
}

#define LATIN "AEao .-\u00e9\u00c4"
#define OTHERS "\u0103\u1ea5\u01d6\u0416\u03b1\u0328\u014b"

static void test_join(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct str latin = cut_face(arena, "NotoSans-Regular.ttf", LATIN);
	struct str others = cut_face(arena, "NotoSans-Regular.ttf", OTHERS);
	struct str more = cut_face(arena, "NotoSans-Regular.ttf", "\u0104\u0414"), both;
	unsigned before;
	expect_join(arena, latin, others);
	expect_join(arena, others, latin);
	assert_true(truetype_join(arena, latin, others, &both, &before));
	expect_join(arena, both, more);
	expect_join(arena, more, both);
	arena_free(arena);
}

/* Where a table is in a font. */
static size_t place_of(struct str font, const char *tag)
{
	for (size_t at = 12; at + 16 <= font.len; at += 16)
		if (memcmp(font.s + at, tag, 4) == 0)
			return (size_t)(unsigned char)font.s[at + 9] << 16 |
				   (size_t)(unsigned char)font.s[at + 10] << 8 | (unsigned char)font.s[at + 11];
	fail();
	return 0;
}

static void refuse(struct arena *arena, struct str font, struct str other)
{
	struct str made;
	unsigned before;
	assert_false(truetype_join(arena, font, other, &made, &before));
	assert_false(truetype_join(arena, other, font, &made, &before));
}

/* Refuses a font with other bytes in a table. */
static void refuse_changed(struct arena *arena, struct str font, const char *tag, size_t at,
						   unsigned value)
{
	struct str changed = str_dup(arena, font);
	size_t place = place_of(font, tag) + at;
	((char *)changed.s)[place] = (char)(value >> 8);
	((char *)changed.s)[place + 1] = (char)value;
	refuse(arena, changed, font);
}

/* Two faces of one name; tables that are cut off or say what cannot be. */
static void test_join_refused(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct str font = cut_face(arena, "NotoSans-Regular.ttf", LATIN OTHERS), short_font = font;
	refuse(arena, font, cut_face(arena, "NotoSans-Bold.ttf", LATIN));
	refuse(arena, font, STR("no font"));
	refuse(arena, font, (struct str){NULL, 0});
	for (short_font.len = 0; short_font.len < font.len - 4; short_font.len += 97)
		refuse(arena, short_font, font);
	refuse_changed(arena, font, "head", 18, 999);   /* units of an em */
	refuse_changed(arena, font, "hhea", 34, 0);     /* no widths */
	refuse_changed(arena, font, "hhea", 34, 0x999); /* more than glyphs */
	refuse_changed(arena, font, "maxp", 4, 0);      /* no glyphs */
	refuse_changed(arena, font, "maxp", 4, 0xffff);
	refuse_changed(arena, font, "loca", 4, 0xffff); /* beyond glyf */
	refuse_changed(arena, font, "fpgm", 0, 0xffff); /* other hints */
	hb_face_t *face = face_of(font);
	hb_font_t *shown = hb_font_create(face);
	unsigned glyph = 0;
	assert_true(hb_font_get_nominal_glyph(shown, 0xe9, &glyph));
	size_t loca = place_of(font, "loca") + 2 * (size_t)glyph;
	size_t start = 2 * ((size_t)(unsigned char)font.s[loca] << 8 | (unsigned char)font.s[loca + 1]);
	refuse_changed(arena, font, "glyf", start + 12, 0x999); /* a part that is no glyph */
	hb_font_destroy(shown);
	hb_face_destroy(face);
	arena_free(arena);
}

static void add_descriptor(struct drawn *drawn, struct arena *arena, int number, const char *name,
						   const char *file)
{
	add_object(drawn, arena, number,
			   str_fmt(arena, "<< /Type /FontDescriptor\n   /FontName %s\n   %s %d 0 R\n>>", name,
					   file, number + 1));
}

/* A simple font (6) and a composite one (1) of three glyphs, whose names differ in their tags, each
 * with a program: what is in the file for a face. */
static struct drawn *draw_face(struct arena *arena, const char *kinds[4], struct str simple_program,
							   struct str program)
{
	struct drawn *drawn = drawn_new(arena);
	add_object(drawn, arena, 1,
			   "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+N /Encoding /Identity-H\n"
			   "   /DescendantFonts [ 2 0 R]\n   /ToUnicode 5 0 R\n>>");
	add_object(drawn, arena, 2,
			   str_fmt(arena,
					   "<< /Type /Font\n   /Subtype /%s\n   /BaseFont /ABCDEF+N\n"
					   "   /CIDSystemInfo\n   << /Registry (Adobe) >>\n   /FontDescriptor 3 0 R\n"
					   "   /W [0 [ 1000 500 250.5 ]]\n>>",
					   kinds[0]));
	add_descriptor(drawn, arena, 3, "/ABCDEF+N", kinds[1]);
	add_stream(drawn, arena, 4, kinds[2], program);
	add_stream(drawn, arena, 5, "", STR(UNICODE("<0001>")));
	add_object(drawn, arena, 6,
			   str_fmt(arena,
					   "<< /Type /Font\n   /Subtype /%s\n   /BaseFont /GHIJKL+N\n   /FirstChar 32\n"
					   "   /LastChar 45\n   /FontDescriptor 8 0 R\n   /Encoding /WinAnsiEncoding\n"
					   "   /Widths [ 260 0 0 0 0 0 0 0 1 2 0 0 0 322 ]\n    /ToUnicode 7 0 R\n>>",
					   kinds[3]));
	add_stream(drawn, arena, 7, "", STR(UNICODE("<28>")));
	add_descriptor(drawn, arena, 8, "/GHIJKL+N", kinds[1]);
	add_stream(drawn, arena, 9, kinds[2], simple_program);
	assert_true(drawn_settle(drawn));
	return drawn;
}

static qpdf_oh descendant_of(qpdf_data pdf, qpdf_oh font)
{
	return qpdf_oh_get_array_item(pdf, qpdf_oh_get_key(pdf, font, "/DescendantFonts"), 0);
}

static int descriptor_of(qpdf_data pdf, qpdf_oh font)
{
	int number = qpdf_oh_get_object_id(pdf, qpdf_oh_get_key(pdf, font, "/FontDescriptor"));
	assert_true(number > 0);
	return number;
}

/* The glyphs that CIDs show: two bytes each from one on. */
static void expect_glyphs(qpdf_data pdf, qpdf_oh descendant, size_t len, size_t from,
						  unsigned first, const unsigned char *expected, size_t count)
{
	struct str map = read_stream(pdf, qpdf_oh_get_key(pdf, descendant, "/CIDToGIDMap"));
	assert_int_equal(map.len, len);
	for (size_t i = 0; i < count; i++) {
		unsigned glyph =
			(unsigned char)map.s[2 * (from + i)] << 8 | (unsigned char)map.s[2 * (from + i) + 1];
		assert_int_equal(glyph, expected[i] ? first + expected[i] - 1 : 0);
	}
	free((void *)map.s);
}

/* Both fonts have one name, descriptor and program. */
static void test_one_face(void **state)
{
	(void)state;
	static const unsigned char own[] = {0, 1, 2}, coded[] = {2, 1};
	const char *kinds[] = {"CIDFontType2", "/FontFile2", "/Length1 9", "TrueType"};
	struct arena *arena = arena_new();
	struct str latin = cut_face(arena, "NotoSans-Regular.ttf", LATIN);
	struct str others = cut_face(arena, "NotoSans-Regular.ttf", "\u0414\u0416"), made, small;
	unsigned before = 0;
	assert_true(truetype_join(arena, latin, others, &made, &before));
	assert_true(truetype_shrink(arena, made, &small));
	for (int with_codes = 0; with_codes < 2; with_codes++) {
		bool whole;
		qpdf_data pdf = open_file(arena, draw_face(arena, kinds, latin, others),
								  with_codes ? composite : (struct code_list){0},
								  with_codes ? simple : (struct code_list){0}, &whole);
		assert_true(whole);
		qpdf_oh root = qpdf_get_root(pdf), a = qpdf_oh_get_key(pdf, root, "/A"),
				b = qpdf_oh_get_key(pdf, root, "/B"), descendant = descendant_of(pdf, a);
		expect_entry(pdf, a, "/BaseFont", "/GHIJKL+N");
		expect_entry(pdf, b, "/BaseFont", "/GHIJKL+N");
		expect_entry(pdf, descendant, "/BaseFont", "/GHIJKL+N");
		assert_int_equal(descriptor_of(pdf, descendant), descriptor_of(pdf, b));
		expect_stream(pdf, qpdf_oh_get_key(pdf, a, "/ToUnicode"), "<0001> <0041>");
		expect_entry(pdf, descendant, "/W",
					 with_codes ? "[ 0 [ 1000 500 250.5 ] 16384 [ 250.5 500 ] ]"
								: "[ 0 [ 1000 500 250.5 ] ]");
		expect_glyphs(pdf, descendant, with_codes ? 2 * (CODES_FIRST + 2) : 6, 0, before, own, 3);
		if (with_codes)
			expect_glyphs(pdf, descendant, 2 * (CODES_FIRST + 2), CODES_FIRST, before, coded, 2);
		struct str program = read_stream(
			pdf, qpdf_oh_get_key(pdf, qpdf_oh_get_key(pdf, b, "/FontDescriptor"), "/FontFile2"));
		assert_true(str_eq(program, small));
		free((void *)program.s);
		qpdf_cleanup(&pdf);
	}
	arena_free(arena);
}

/* Programs that are not of one face stay, as do those with CFF outlines. */
static void test_two_faces(void **state)
{
	(void)state;
	const char *kinds[][4] = {{"CIDFontType2", "/FontFile2", "/Length1 9", "TrueType"},
							  {"CIDFontType0", "/FontFile3", "/Subtype /CIDFontType0C", "Type1"}};
	struct arena *arena = arena_new();
	struct str latin = cut_face(arena, "NotoSans-Regular.ttf", LATIN);
	struct str others = cut_face(arena, "NotoSans-Bold.ttf", OTHERS);
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		bool whole;
		qpdf_data pdf = open_file(arena, draw_face(arena, kinds[i], latin, others),
								  (struct code_list){0}, (struct code_list){0}, &whole);
		assert_true(whole);
		qpdf_oh root = qpdf_get_root(pdf), a = qpdf_oh_get_key(pdf, root, "/A"),
				b = qpdf_oh_get_key(pdf, root, "/B"), descendant = descendant_of(pdf, a);
		expect_entry(pdf, a, "/BaseFont", "/ABCDEF+N");
		expect_entry(pdf, b, "/BaseFont", "/GHIJKL+N");
		assert_int_not_equal(descriptor_of(pdf, descendant), descriptor_of(pdf, b));
		qpdf_cleanup(&pdf);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_truetype), cmocka_unit_test(test_faults),
		cmocka_unit_test(test_copies),   cmocka_unit_test(test_join),
		cmocka_unit_test(test_numbers),  cmocka_unit_test(test_join_refused),
		cmocka_unit_test(test_one_face), cmocka_unit_test(test_two_faces),
	};
	return cmocka_run_group_tests_name("pdf-fonts", tests, NULL, NULL);
}
