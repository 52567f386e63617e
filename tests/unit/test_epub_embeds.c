/* What an EPUB embeds: faces cut to what is used, pictures without what nobody meant to give away.
 */
#include "unit/archive.h"

#include <glib.h>
#include <hb-ot.h>
#include <hb.h>
#include <string.h>
#include <unistd.h>

/* A figure of a file; the bytes that the book has of it. */
static struct str embedded_picture(const char *path, const char *name, struct image *read)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *figure = add(f, part(f, PART_ARTICLE), NODE_FIGURE);

	figure->u.figure.path = path;
	figure->u.figure.alt = "A picture";
	zip_t *zip = open_zip(write_book(f));
	struct str bytes = read_entry(f->arena, zip, name);
	zip_discard(zip);
	char *copy = g_memdup2(bytes.s, bytes.len);
	char *file = g_build_filename(g_get_tmp_dir(), "handout-XXXXXX", NULL);
	close(g_mkstemp(file));
	assert_true(g_file_set_contents(file, bytes.s, (gssize)bytes.len, NULL));
	const struct image *image = image_read(f->arena, f->diag, file, POS_FILE(path));
	assert_non_null(image);
	*read = *image;
	remove(file);
	g_free(file);
	arena_free(f->arena);
	return (struct str){copy, bytes.len};
}

static void pictures_tell_no_secrets(void **state)
{
	struct image image;
	struct str bytes =
		embedded_picture("tests/data/torture/images/turned.jpg", "EPUB/image-1.jpg", &image);
	(void)state;

	assert_non_null(memmem(bytes.s, bytes.len, "Exif", 4));
	assert_null(memmem(bytes.s, bytes.len, "\x88\x25", 2)); /* the directory of the place */
	assert_null(memmem(bytes.s, bytes.len, "51.5074", 7));
	assert_int_equal(image.rotation, 6);
	assert_int_equal(image.pixel_width, 48);
	g_free((void *)(uintptr_t)bytes.s);
	bytes = embedded_picture("tests/unit/data/secret.png", "EPUB/image-1.png", &image);
	assert_null(memmem(bytes.s, bytes.len, "51.5074", 7));
	assert_null(memmem(bytes.s, bytes.len, "tIME", 4));
	assert_non_null(memmem(bytes.s, bytes.len, "pHYs", 4));
	assert_int_equal(image.pixel_width, 2);
	g_free((void *)(uintptr_t)bytes.s);
}

/* Adds the characters of all embedded fonts to the set; *fonts of them. */
static hb_set_t *embedded(struct book_fixture *f, struct str bytes, size_t *fonts)
{
	hb_set_t *set = hb_set_create();
	zip_t *zip = open_zip(bytes);

	for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
		const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);
		if (!g_str_has_suffix(name, ".ttf") && !g_str_has_suffix(name, ".otf"))
			continue;
		struct str data = read_entry(f->arena, zip, name);
		hb_blob_t *blob =
			hb_blob_create(data.s, (unsigned)data.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
		hb_face_t *face = hb_face_create(blob, 0);
		hb_face_collect_unicodes(face, set);
		hb_face_destroy(face);
		hb_blob_destroy(blob);
		++*fonts;
	}
	zip_discard(zip);
	return set;
}

static void embeds_what_is_used(void **state)
{
	static const struct {
		const char *lang, *words;
		size_t fonts;
	} cases[] = {
		{"en", "Words “in” English – 0.5 mg/kg", 2},
		{"ar", "كلمات (TRD) 20%", 3},
		{"zh-Hans", "氯胺酮“药物”……", 2},
		{"hi", "केटामाइन 0.5 mg/kg", 2},
	};
	(void)state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct book_fixture *f = new_book(cases[i].lang, cases[i].words);
		size_t fonts = 0;
		block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, cases[i].words);
		hb_set_t *set = embedded(f, write_book(f), &fonts);
		for (const char *p = cases[i].words; *p != '\0'; p = g_utf8_next_char(p))
			assert_true(hb_set_has(set, g_utf8_get_char(p)));
		assert_true(fonts >= cases[i].fonts);
		assert_false(hb_set_has(set, 0x0416));
		hb_set_destroy(set);
		arena_free(f->arena);
	}
}

/* HarfBuzz sets a vowel of several signs from its parts. */
static void embeds_parts_of_vowels(void **state)
{
	static const struct {
		const char *lang, *words;
		hb_codepoint_t part;
	} cases[] = {{"th", "น้ำ", 0x0E4D}, {"km", "ទៅ", 0x17C1}, {"bn", "কো", 0x09BE}};
	(void)state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct book_fixture *f = new_book(cases[i].lang, cases[i].words);
		size_t fonts = 0;
		hb_set_t *set = embedded(f, write_book(f), &fonts);
		assert_true(hb_set_has(set, cases[i].part));
		hb_set_destroy(set);
		arena_free(f->arena);
	}
}

/* The features of the positions of a book's face. */
static bool has_feature(struct str bytes, hb_tag_t table, hb_tag_t feature)
{
	hb_blob_t *blob =
		hb_blob_create(bytes.s, (unsigned)bytes.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *face = hb_face_create(blob, 0);
	hb_tag_t tags[64];
	unsigned count = 64;
	bool found = false;

	hb_ot_layout_table_get_feature_tags(face, table, 0, &count, tags);
	for (unsigned i = 0; i < count; i++)
		found = found || tags[i] == feature;
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	return found;
}

static void keeps_what_squeezes_marks(void **state)
{
	static const char words[] = "薬「カプセル」。、";
	struct book_fixture *f = new_book("ja", words);
	(void)state;

	block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, words);
	zip_t *zip = open_zip(write_book(f));
	struct str face = read_entry(f->arena, zip, "EPUB/notoserifcjk-regular.otf");
	zip_discard(zip);
	assert_true(has_feature(face, HB_OT_TAG_GPOS, HB_TAG('h', 'a', 'l', 't')));
	assert_false(has_feature(face, HB_OT_TAG_GSUB, HB_TAG('v', 'e', 'r', 't')));
	arena_free(f->arena);
}

static unsigned rules_length(hb_face_t *face)
{
	hb_blob_t *table = hb_face_reference_table(face, HB_TAG('G', 'S', 'U', 'B'));
	unsigned length = hb_blob_get_length(table);

	hb_blob_destroy(table);
	return length;
}

/* A face whose rules are nearly as large as its letters is not followed through them. */
static void keeps_woven_faces_whole(void **state)
{
	static const char words[] = "کیٹامائن دوا";
	struct book_fixture *f = new_book("ur", words);
	const struct face *face = NULL;
	(void)state;

	block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, words);
	zip_t *zip = open_zip(write_book(f));
	face = faces_find(fonts_faces(f->fonts), "Noto Nastaliq Urdu", false, false);
	assert_non_null(face);
	struct str bytes = read_entry(f->arena, zip, "EPUB/notonastaliqurdu-regular.ttf");
	zip_discard(zip);
	hb_blob_t *blob =
		hb_blob_create(bytes.s, (unsigned)bytes.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *cut = hb_face_create(blob, 0), *whole = fonts_hb_face(f->fonts, face);
	hb_set_t *set = hb_set_create();
	assert_int_equal(hb_face_get_glyph_count(cut), hb_face_get_glyph_count(whole));
	assert_int_equal(rules_length(cut), rules_length(whole));
	hb_face_collect_unicodes(cut, set);
	assert_true(hb_set_has(set, 0x06A9));
	hb_set_destroy(set);
	hb_face_destroy(cut);
	hb_face_destroy(whole);
	hb_blob_destroy(blob);
	arena_free(f->arena);
}

static void reports_a_missing_glyph(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct str bytes;
	(void)state;

	block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "Snow 雪 falls");
	assert_false(epub_write(f->arena, f->diag, &f->edition, f->fonts, NULL, &bytes));
	assert_null(bytes.s);
	assert_int_equal(f->diag->errors, 1);
	assert_has(diag_line(f->arena, f->diag->first), "article.md:7:1: error: ");
	assert_has(f->diag->first->text, "\"雪\" (U+96EA)");
	arena_free(f->arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pictures_tell_no_secrets), cmocka_unit_test(embeds_what_is_used),
		cmocka_unit_test(embeds_parts_of_vowels),   cmocka_unit_test(keeps_what_squeezes_marks),
		cmocka_unit_test(keeps_woven_faces_whole),  cmocka_unit_test(reports_a_missing_glyph),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
