/* The font map, opened where fontconfig may keep nothing. */
#include "unit/folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "typeset/fonts.h"

/* The faces through a link, beside which and elsewhere no folder can be made for their list. */
static void nothing_is_printed_without_a_cache(void **state)
{
	struct folder *f = *state;
	const char *out = getenv("OUT");
	char *faces = realpath(path_join(f->arena, out ? out : "out", "fonts"), NULL);
	const char *link = path_join(f->arena, f->dir, "fonts");
	const char *cache = path_join(f->arena, f->dir, "fonts-cache");
	const char *said = path_join(f->arena, f->dir, "said");
	struct str text;

	assert_non_null(faces);
	assert_int_equal(symlink(faces, link), 0);
	assert_int_equal(symlink("nowhere/at-all", cache), 0);
	g_setenv("XDG_CACHE_HOME", cache, TRUE);
	int kept = dup(STDERR_FILENO), file = open(said, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
	assert_true(kept >= 0 && file >= 0);
	dup2(file, STDERR_FILENO);
	bool opened = fonts_open(f->arena, f->diag, link) != NULL;
	dprintf(STDERR_FILENO, "as before");
	dup2(kept, STDERR_FILENO);
	close(file);
	close(kept);
	assert_true(opened);
	assert_true(file_read(f->arena, f->diag, said, &text));
	assert_string_equal(str_dup(f->arena, text).s, "as before");
	free(faces);
}

static bool finds_regular(struct folder *f, const char *dir)
{
	struct fonts *fonts = fonts_open(f->arena, f->diag, dir);
	assert_non_null(fonts);
	PangoContext *context = fonts_context(fonts, "ur", true);
	PangoFontDescription *wanted = pango_font_description_from_string("Noto Nastaliq Urdu 11");
	PangoFont *font = pango_context_load_font(context, wanted);
	const struct face *face = fonts_face_of(fonts, font);
	bool regular = face && !face->bold;
	g_object_unref(font);
	pango_font_description_free(wanted);
	g_object_unref(context);
	return regular;
}

/* A face that says that it is light is found as that without the rules of fonts.conf, and what is
 * found so is kept beside the faces. */
static void what_other_rules_found_is_not_taken(void **state)
{
	struct folder *f = *state;
	const char *out = getenv("OUT");
	char *from = realpath(path_join(f->arena, out ? out : "out", "fonts"), NULL);
	const char *faces = path_join(f->arena, f->dir, "faces");
	size_t count;
	struct str rules;

	assert_non_null(from);
	char **names = file_list(f->arena, from, &count);
	assert_int_equal(g_mkdir(faces, 0755), 0);
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], "fonts.conf") != 0)
			assert_int_equal(
				symlink(path_join(f->arena, from, names[i]), path_join(f->arena, faces, names[i])),
				0);
	const char *conf = path_join(f->arena, f->dir, "rules.conf");
	assert_int_equal(symlink(conf, path_join(f->arena, faces, "fonts.conf")), 0);
	assert_true(g_file_set_contents(conf, "<fontconfig><reset-dirs/></fontconfig>", -1, NULL));
	assert_false(finds_regular(f, faces));
	assert_true(file_read(f->arena, f->diag, path_join(f->arena, from, "fonts.conf"), &rules));
	assert_true(g_file_set_contents(conf, rules.s, (gssize)rules.len, NULL));
	assert_true(finds_regular(f, faces));
	free(from);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_is_printed_without_a_cache, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(what_other_rules_found_is_not_taken, folder_setup,
										folder_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
