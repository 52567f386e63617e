/* Faces and settings of the font map that are not there or damaged: told, and nothing set instead.
 */
#include "unit/folder.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "typeset/shape.h"

#define REGULAR "NotoSerif-Regular.ttf"

/* A folder with links to what is in the folder of faces. */
static const char *faces_linked(struct folder *f)
{
	const char *out = getenv("OUT"), *dir = path_join(f->arena, f->dir, "fonts");
	char *from = realpath(path_join(f->arena, out ? out : "out", "fonts"), NULL);
	size_t count = 0;
	char **names = file_list(f->arena, from, &count);

	assert_non_null(names);
	assert_int_equal(g_mkdir(dir, 0755), 0);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(
			symlink(path_join(f->arena, from, names[i]), path_join(f->arena, dir, names[i])), 0);
	free(from);
	return dir;
}

/* What is said when a text of the language is begun with the faces of the folder; "": nothing. */
static const char *said(struct folder *f, const char *dir, const char *lang)
{
	static const struct clinic none = {0};
	const char *out = getenv("OUT");
	struct handout handout = {.dir = f->dir};
	struct edition edition = {
		.handout = &handout,
		.theme = theme_read(f->arena, f->diag, "content/theme.yaml", &none),
		.locale = locale_find(lang),
		.lang = lang,
		.hyphenation = path_join(f->arena, out ? out : "out", "share/hyphenation"),
	};
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(f->arena);
	struct setting setting = {
		.arena = arena, .diag = diag, .fonts = fonts_open(arena, diag, dir), .edition = &edition};
	bool began = setting.fonts && setting_start(&setting);

	assert_int_equal(began, diag->errors == 0);
	arena_free(arena);
	return diag->first ? diag->first->text : "";
}

static void a_face_that_is_not_there_is_told(void **state)
{
	struct folder *f = *state;
	const char *dir = faces_linked(f), *face = path_join(f->arena, dir, REGULAR);
	const char *words =
		"cannot read this face: install the package fonts-noto-core, or run \"make\" again";

	assert_string_equal(said(f, dir, "en"), "");
	g_remove(face);
	assert_string_equal(said(f, dir, "en"), words);
	assert_string_equal(said(f, dir, "ar"), words); /* for its Latin words */
	assert_true(g_file_set_contents(face, "no font", -1, NULL));
	assert_string_equal(said(f, dir, "en"), words);
}

static void settings_that_are_damaged_are_told(void **state)
{
	struct folder *f = *state;
	const char *dir = faces_linked(f), *file = path_join(f->arena, dir, "fonts.conf");

	g_remove(file);
	assert_true(g_file_set_contents(file, "<fontconfig", -1, NULL));
	assert_non_null(strstr(said(f, dir, "en"), "not a configuration of fontconfig"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_face_that_is_not_there_is_told, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(settings_that_are_damaged_are_told, folder_setup,
										folder_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
