/* Cairo's file taken apart, what of it stays, and the file that is written. */
#include "unit/test.h"

#include <glib.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include <qpdf/qpdf-c.h>

#include "base/str.h"
#include "pdf/carry.h"
#include "pdf/deflate.h"
#include "pdf/drawn.h"
#include "pdf/output.h"
#include "pdf/truetype.h"

static const char file[] =
	"%PDF-1.5\n%\xb5\xed\xae\xfb\n"
	"3 0 obj\n<< /Length 4 0 R\n   /Kind /A\n>>\nstream\n"
	"one\nendstream\nendobj\n4 0 obj\n   2\nendobj\ntwo"
	"\nendstream\nendobj\n4 0 obj\n   44\nendobj\n"
	"5 0 obj\n<< /Type /XObject\n   /Length 7\n>>\nstream\n"
	"endobj\nendstream\nendobj\n"
	"6 0 obj\n<< /Type /StructElem\n   /S /NonStruct\n>>\nendobj\n"
	"2 0 obj\n<< /Type /Page % 1\n   /Contents 3 0 R\n>>\nendobj\n"
	"7 0 obj\n[ 3 0 R /Name (a) 1.5 ]\nendobj\n"
	"xref\n0 1\n0000000000 65535 f \ntrailer\n";

static void expect_object(const struct drawn *drawn, int number, const char *value,
						  const char *bytes)
{
	const struct drawn_object *object = drawn_find(drawn, number);
	assert_non_null(object);
	assert_true(memmem(object->value.s, object->value.len, value, strlen(value)) != NULL);
	assert_int_equal(object->is_stream, bytes != NULL);
	if (bytes)
		assert_true(str_eq(object->bytes, str_of(bytes)));
}

/* In pieces of so many bytes, settled after each. */
static struct drawn *take_in_pieces(struct arena *arena, size_t size)
{
	struct drawn *drawn = drawn_new(arena);
	for (size_t at = 0; at < sizeof file - 1; at += size) {
		assert_true(drawn_take(drawn, file + at, MIN(size, sizeof file - 1 - at)));
		assert_true(drawn_settle(drawn));
	}
	return drawn;
}

static void test_objects(void **state)
{
	(void)state;
	for (size_t size = 1; size < sizeof file; size += 13) {
		struct arena *arena = arena_new();
		struct drawn *drawn = take_in_pieces(arena, size);
		expect_object(drawn, 3, "/Kind /A", "one\nendstream\nendobj\n4 0 obj\n   2\nendobj\ntwo");
		expect_object(drawn, 5, "/XObject", "endobj\n");
		expect_object(drawn, 7, "/Name (a)", NULL);
		assert_null(drawn_find(drawn, 4));
		assert_null(drawn_find(drawn, 6));
		assert_null(drawn_find(drawn, 99));
		assert_int_equal(drawn_page(drawn, 0), 2);
		assert_int_equal(drawn_page(drawn, 1), 0);
		drawn_drop(drawn, 7);
		assert_null(drawn_find(drawn, 7));
		arena_free(arena);
	}
}

static void test_other_forms(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"words\n",
		"1 1 obj\n<< >>\nendobj\n",
		"-1 0 obj\n<< >>\nendobj\n",
		"1 0 obj\n<< /Kind /A\n>>\nstream\nx\nendstream\nendobj\n",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct arena *arena = arena_new();
		struct drawn *drawn = drawn_new(arena);
		assert_true(drawn_take(drawn, texts[i], strlen(texts[i])));
		assert_false(drawn_settle(drawn));
		arena_free(arena);
	}
}

static void test_deflate(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct buf words = {.arena = arena};
	for (int i = 0; i < 20000; i++)
		buf_fmt(&words, "%d ", i * 7);
	struct str deflated = deflater_run(deflater_new(arena), buf_str(&words)), back;
	assert_true(deflated.len < words.len / 2);
	assert_true(inflate_whole(arena, deflated, &back));
	assert_true(str_eq(back, buf_str(&words)));
	assert_false(inflate_whole(arena, (struct str){deflated.s, deflated.len / 2}, &back));
	assert_false(inflate_whole(arena, STR("no such thing"), &back));
	arena_free(arena);
}

/* A file with a catalog, more objects than an object stream has, and two objects of cairo's; *last
 * is the number of the last of the many. */
static struct str write_file(struct arena *arena, struct drawn *drawn, int *last)
{
	static const unsigned char id[16] = "0123456789abcdef";
	struct output *output = output_new(arena, arena);
	struct carry *carry = carry_new(arena, drawn, output);
	int root = output_number(output), info = output_number(output), pages = output_number(output);
	buf_fmt(output_begin(output, pages), "<</Type/Pages/Count 0/Kids[]>>");
	output_end(output);
	for (int i = 0; i < 600; i++) {
		*last = output_number(output);
		buf_fmt(output_begin(output, *last), "(number %d)", i);
		output_end(output);
	}
	buf_fmt(output_begin(output, info), "<</Title(T)>>");
	output_end(output);
	int list = carry_number(carry, 7);
	assert_int_equal(carry_number(carry, 7), list);
	assert_true(carry_all(carry));
	buf_fmt(output_begin(output, root), "<</Type/Catalog/Pages %d 0 R/List %d 0 R>>", pages, list);
	output_end(output);
	return output_close(output, root, info, id);
}

static void test_file(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	int number;
	struct str bytes = write_file(arena, take_in_pieces(arena, sizeof file), &number);
	struct str again = write_file(arena, take_in_pieces(arena, 7), &number);
	assert_true(str_eq(bytes, again));
	qpdf_data pdf = qpdf_init();
	qpdf_silence_errors(pdf);
	qpdf_set_attempt_recovery(pdf, QPDF_FALSE);
	assert_int_equal(qpdf_read_memory(pdf, "test", bytes.s, bytes.len, NULL), QPDF_SUCCESS);
	assert_false(qpdf_more_warnings(pdf));
	qpdf_oh list = qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/List");
	qpdf_oh stream = qpdf_oh_get_array_item(pdf, list, 0);
	assert_true(qpdf_oh_is_stream(pdf, stream));
	assert_string_equal(qpdf_oh_get_name(pdf, qpdf_oh_get_array_item(pdf, list, 1)), "/Name");
	assert_string_equal(
		qpdf_oh_get_name(pdf, qpdf_oh_get_key(pdf, qpdf_oh_get_dict(pdf, stream), "/Kind")), "/A");
	assert_string_equal(qpdf_get_info_key(pdf, "/Title"), "T");
	qpdf_oh id = qpdf_oh_get_key(pdf, qpdf_get_trailer(pdf), "/ID");
	assert_string_equal(qpdf_oh_get_string_value(pdf, qpdf_oh_get_array_item(pdf, id, 0)),
						"0123456789abcdef");
	qpdf_oh last = qpdf_get_object_by_id(pdf, number, 0);
	assert_string_equal(qpdf_oh_get_string_value(pdf, last), "number 599");
	qpdf_cleanup(&pdf);
	arena_free(arena);
}

static void test_lost_object(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct output *output = output_new(arena, arena);
	struct carry *carry = carry_new(arena, take_in_pieces(arena, sizeof file), output);
	carry_number(carry, 99);
	assert_false(carry_all(carry));
	carry = carry_new(arena, take_in_pieces(arena, sizeof file), output);
	carry_codes(carry, 7, (struct code_list){(struct code[]){{1, STR("0041")}}, 1, false});
	carry_number(carry, 7);
	assert_false(carry_all(carry));
	carry = carry_new(arena, take_in_pieces(arena, sizeof file), output);
	carry_codes(carry, 7, (struct code_list){(struct code[]){{'-', STR("00ad")}}, 1, true});
	carry_number(carry, 7);
	assert_false(carry_all(carry));
	arena_free(arena);
}

/* A whole face of the program's: its hints go, its glyphs and characters stay. */
static void test_hints(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	const char *out = getenv("OUT");
	hb_blob_t *blob =
		hb_blob_create_from_file(str_fmt(arena, "%s/fonts/NotoSans-Italic.ttf", out ? out : "out"));
	unsigned length = 0;
	const char *bytes = hb_blob_get_data(blob, &length);
	struct str small, none;
	assert_true(length > 0);
	assert_true(truetype_shrink(arena, (struct str){bytes, length}, &small));
	hb_blob_t *made =
		hb_blob_create(small.s, (unsigned)small.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *before = hb_face_create(blob, 0), *after = hb_face_create(made, 0);
	hb_blob_t *hints = hb_face_reference_table(after, HB_TAG('f', 'p', 'g', 'm'));
	hb_set_t *said = hb_set_create(), *says = hb_set_create();
	hb_face_collect_unicodes(before, said);
	hb_face_collect_unicodes(after, says);
	assert_int_equal(hb_blob_get_length(hints), 0);
	assert_int_equal(hb_face_get_glyph_count(after), hb_face_get_glyph_count(before));
	assert_true(hb_set_is_equal(said, says));
	hb_set_destroy(said);
	hb_set_destroy(says);
	hb_blob_destroy(hints);
	hb_face_destroy(before);
	hb_face_destroy(after);
	hb_blob_destroy(made);
	hb_blob_destroy(blob);
	assert_false(truetype_shrink(arena, STR("no font"), &none));
	assert_false(truetype_shrink(arena, (struct str){NULL, 0}, &none));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_objects),     cmocka_unit_test(test_other_forms),
		cmocka_unit_test(test_deflate),     cmocka_unit_test(test_file),
		cmocka_unit_test(test_lost_object), cmocka_unit_test(test_hints),
	};
	return cmocka_run_group_tests_name("pdf-drawn", tests, NULL, NULL);
}
