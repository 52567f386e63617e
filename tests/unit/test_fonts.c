/* The font map, opened where fontconfig may keep nothing. */
#include "unit/folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_is_printed_without_a_cache, folder_setup,
										folder_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
