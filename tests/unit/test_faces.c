/* The list of faces: read, refused, asked. */
#include "unit/folder.h"

#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "base/str.h"
#include "read/faces.h"

#define SUM "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define FACE(file, family, style)                            \
	"  - {file: " file ", family: " family ", style: " style \
	", licence: OFL-1.1, package: fonts-x, source: x/" file ", sha256: " SUM "}\n"

static const struct faces *read_list(struct folder *f, const char *text)
{
	f->diag = diag_new(f->arena);
	assert_true(g_file_set_contents(path_join(f->arena, f->dir, "faces.yaml"), text, -1, NULL));
	return faces_read(f->arena, f->diag, f->dir);
}

static void fails(struct folder *f, const char *text, int line, const char *words)
{
	assert_null(read_list(f, text));
	assert_true(f->diag->errors > 0);
	assert_int_equal(f->diag->first->pos.line, line);
	if (!strstr(f->diag->first->text, words))
		fail_msg("\"%s\" does not say \"%s\"", f->diag->first->text, words);
}

static void reads_the_real_list(void **state)
{
	struct folder *f = *state;
	const struct faces *faces = faces_read(f->arena, f->diag, "fonts");
	const struct face *face;
	assert_non_null(faces);
	assert_string_equal(faces->dir, "fonts");
	face = faces_find(faces, "Noto Serif CJK TC", true, false);
	assert_non_null(face);
	assert_int_equal(face->index, 3);
	assert_true(face->bold);
	assert_string_equal(face->path, "fonts/NotoSerifCJK-Bold.ttc");
	assert_string_equal(face->package, "fonts-noto-cjk");
	assert_string_equal(face->licence, "OFL-1.1");
	assert_int_equal(strlen(face->sha256), 64);
}

/* What fonts/link made says the same. */
static void reads_the_list_that_was_made(void **state)
{
	struct folder *f = *state;
	const char *out = g_getenv("OUT");
	const char *dir = path_join(f->arena, out ? out : "out", "fonts");
	const struct faces *faces = faces_read(f->arena, f->diag, "fonts");
	const struct faces *made = faces_read(f->arena, f->diag, dir);

	assert_true(faces && made && file_exists(path_join(f->arena, dir, "faces.list")));
	assert_string_equal(made->dir, dir);
	assert_int_equal(made->count, faces->count);
	for (size_t i = 0; i < faces->count; i++) {
		const struct face *a = &faces->items[i], *b = &made->items[i];
		assert_string_equal(a->file, b->file);
		assert_string_equal(path_join(f->arena, dir, a->file), b->path);
		assert_string_equal(a->family, b->family);
		assert_string_equal(a->licence, b->licence);
		assert_string_equal(a->sha256, b->sha256);
		assert_string_equal(a->package, b->package);
		assert_true(a->index == b->index && a->bold == b->bold && a->italic == b->italic);
	}
}

static void a_damaged_list_is_refused(void **state)
{
	struct folder *f = *state;
	const char *const damaged[] = {
		"",
		"a.ttf\n",
		"a.ttf\tA\tregular\t0\tOFL-1.1\tp\t0\ts",
		"a.ttf\tA\tregular\t0\tOFL-1.1\tp\t\ts\n",
		"a.ttf\tA\tregular\tone\tOFL-1.1\tp\t0\ts\n",
		"a.ttf\tA\tslanted\t0\tOFL-1.1\tp\t0\ts\n",
		"a.ttf\tA\tregular\t0\tOFL-1.1\tp\t0\ts\tmore\n",
		"a.ttf\tA\tregular\t0\tOFL-1.1\tp\t0\ts\nb.ttf\n",
	};
	const char *path = path_join(f->arena, f->dir, "faces.list");

	for (size_t i = 0; i < G_N_ELEMENTS(damaged); i++) {
		f->diag = diag_new(f->arena);
		assert_true(g_file_set_contents(path, damaged[i], -1, NULL));
		assert_null(faces_read(f->arena, f->diag, f->dir));
		assert_int_equal(f->diag->errors, 1);
		assert_non_null(strstr(f->diag->first->text, "no list of faces"));
	}
	g_unlink(path);
}

static void finds_the_nearest_face(void **state)
{
	struct folder *f = *state;
	const struct faces *faces =
		read_list(f, "faces:\n" FACE("a.ttf", "A", "regular") FACE("ab.ttf", "A", "bold")
						 FACE("ai.ttf", "A", "italic") FACE("b.ttf", "B", "regular")
							 FACE("bb.ttf", "B", "bold") FACE("c.ttf", "C", "italic"));
	assert_non_null(faces);
	assert_int_equal(faces->count, 6);
	assert_string_equal(faces_find(faces, "A", false, false)->file, "a.ttf");
	assert_string_equal(faces_find(faces, "a", false, true)->file, "ai.ttf");
	assert_string_equal(faces_find(faces, "A", true, true)->file, "ab.ttf");
	assert_string_equal(faces_find(faces, "B", false, true)->file, "b.ttf");
	assert_string_equal(faces_find(faces, "B", true, true)->file, "bb.ttf");
	assert_string_equal(faces_find(faces, "C", true, true)->file, "c.ttf");
	assert_null(faces_find(faces, "C", false, false));
	assert_null(faces_find(faces, "D", false, false));
}

static void tells_what_is_wrong(void **state)
{
	struct folder *f = *state;
	fails(f, "", 1, "faces");
	fails(f, "faces: []\n", 1, "no faces");
	fails(f, "faces:\n" FACE("a.ttf", "A", "slanted"), 2, "slanted");
	fails(f, "faces:\n" FACE("../a.ttf", "A", "bold"), 2, "folder");
	fails(f, "faces:\n" FACE("a.ttf", "A", "bold") FACE("a.ttf", "B", "bold"), 3, "already");
	fails(f, "faces:\n" FACE("a.ttf", "A", "bold") FACE("b.ttf", "A", "bold"), 3, "already");
	fails(f, "faces:\n  - {file: a.ttf}\n", 2, "family");
	fails(f, "faces:\n  - a.ttf\n", 2, "key: value");
	fails(f,
		  "faces:\n  - {file: a, family: A, style: bold, licence: L, package: p, source: s,\n"
		  "     sha256: ABC}\n",
		  3, "sha256");
	fails(f,
		  "faces:\n  - {file: a, family: A, style: bold, licence: L, package: p, source: s,\n"
		  "     sha256: " SUM ",\n     index: -1}\n",
		  4, "index");
	fails(f,
		  "faces:\n  - {file: a, family: A, style: bold, licence: L, package: p, source: s,\n"
		  "     sha256: " SUM ",\n     weight: 700}\n",
		  4, "weight");
}

static void a_missing_list_is_reported(void **state)
{
	struct folder *f = *state;
	assert_null(faces_read(f->arena, f->diag, f->dir));
	assert_int_equal(f->diag->errors, 1);
}

/* A font with nothing but a cmap (format 12) that gives 'A' the glyph 1. */
static const unsigned char font_of_a[] = {
	0,   1,   0,   0,   0, 1, 0, 16,  0, 0, 0, 0,               /* one table */
	'c', 'm', 'a', 'p', 0, 0, 0, 0,   0, 0, 0, 28, 0, 0, 0, 40, /* where */
	0,   0,   0,   1,   0, 3, 0, 10,  0, 0, 0, 12,              /* one encoding */
	0,   12,  0,   0,   0, 0, 0, 28,  0, 0, 0, 0,  0, 0, 0, 1,  /* one group */
	0,   0,   0,   'A', 0, 0, 0, 'A', 0, 0, 0, 1,
};

static void finds_the_face_with_a_character(void **state)
{
	struct folder *f = *state;
	const struct faces *faces =
		read_list(f, "faces:\n" FACE("absent.ttf", "A", "regular")
						 FACE("broken.ttf", "B", "regular") FACE("a.ttf", "C", "regular"));
	const struct face *face;
	assert_true(
		g_file_set_contents(path_join(f->arena, f->dir, "broken.ttf"), "no font", -1, NULL));
	assert_true(g_file_set_contents(path_join(f->arena, f->dir, "a.ttf"), (const char *)font_of_a,
									sizeof font_of_a, NULL));
	face = faces_having(faces, 'A');
	assert_non_null(face);
	assert_string_equal(face->file, "a.ttf");
	assert_null(faces_having(faces, 'B'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_the_real_list, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(reads_the_list_that_was_made, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(a_damaged_list_is_refused, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(finds_the_nearest_face, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(tells_what_is_wrong, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(a_missing_list_is_reported, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(finds_the_face_with_a_character, folder_setup,
										folder_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
