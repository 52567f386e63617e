/* Folders with files that a test makes, and that are gone after it. */
#ifndef HANDOUT_UNIT_FOLDER_H
#define HANDOUT_UNIT_FOLDER_H

#include "unit/test.h"

#include <glib.h>
#include <stdio.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"

/* A folder of a test's own. */
struct folder {
	struct arena *arena;
	struct diag *diag;
	char *dir;
};

/* Writes a file, and the folders above it. */
static inline void put_file(const char *path, const char *text)
{
	char *dir = g_path_get_dirname(path);
	assert_int_equal(g_mkdir_with_parents(dir, 0700), 0);
	assert_true(g_file_set_contents(path, text, -1, NULL));
	g_free(dir);
}

/* Removes a file, a link, or a folder with all that is in it. */
static inline void remove_tree(struct arena *arena, const char *path)
{
	size_t count = 0;
	bool link = g_file_test(path, G_FILE_TEST_IS_SYMLINK);
	char **names = link ? NULL : file_list(arena, path, &count);
	for (size_t i = 0; names && i < count; i++)
		remove_tree(arena, path_join(arena, path, names[i]));
	remove(path);
}

/* The path of a file in it. */
static inline const char *in(const struct folder *f, const char *name)
{
	return path_join(f->arena, f->dir, name);
}

/* Makes a folder and goes there; *home is where the test was. */
static inline void enter_folder(char **home, char **dir)
{
	*home = g_get_current_dir();
	*dir = g_dir_make_tmp("handout-XXXXXX", NULL);
	assert_non_null(*dir);
	assert_int_equal(chdir(*dir), 0);
}

/* Goes back and removes the folder; the reverse of enter_folder. */
static inline int leave_folder(struct arena *arena, char *home, char *dir)
{
	int back = chdir(home);
	remove_tree(arena, dir);
	g_free(home);
	g_free(dir);
	return back;
}

static inline int folder_setup(void **state)
{
	struct arena *arena = arena_new();
	struct folder *f = ARENA_NEW(arena, struct folder);
	f->arena = arena;
	f->diag = diag_new(arena);
	f->dir = g_dir_make_tmp("handout-XXXXXX", NULL);
	*state = f;
	return f->dir ? 0 : -1;
}

static inline int folder_teardown(void **state)
{
	struct folder *f = *state;
	remove_tree(f->arena, f->dir);
	g_free(f->dir);
	arena_free(f->arena);
	return 0;
}

#endif
