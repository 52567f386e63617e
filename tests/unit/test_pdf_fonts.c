/* Fonts with codes of the program's own: each has a CID of its own or a name in the encoding. */
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
	carry_codes(carry, 1, composite);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_truetype),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_copies),
	};
	return cmocka_run_group_tests_name("pdf-fonts", tests, NULL, NULL);
}
