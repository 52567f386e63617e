/* The fuzzer's bytes as a file, for readers that take a path. */
#ifndef HANDOUT_FUZZ_FILE_H
#define HANDOUT_FUZZ_FILE_H

#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/str.h"

/* A folder of this process, in the system's place for temporary files; it goes when the process
 * ends as it should. */
static char *fuzz_folder;

static inline void fuzz_remove(const char *dir)
{
	GDir *open = g_dir_open(dir, 0, NULL);
	for (const char *name = open ? g_dir_read_name(open) : NULL; name;
		 name = g_dir_read_name(open)) {
		char *path = g_build_filename(dir, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			fuzz_remove(path);
		else
			g_unlink(path);
		g_free(path);
	}
	if (open)
		g_dir_close(open);
	g_rmdir(dir);
}

static inline void fuzz_leave(void)
{
	fuzz_remove(fuzz_folder);
	g_free(fuzz_folder);
}

/* Where the file of a name is to stand, in the arena. */
static inline const char *fuzz_path(struct arena *arena, const char *name)
{
	if (!fuzz_folder) {
		fuzz_folder = g_dir_make_tmp("handout-fuzz-XXXXXX", NULL);
		if (!fuzz_folder)
			abort();
		atexit(fuzz_leave);
	}
	return str_fmt(arena, "%s/%s", fuzz_folder, name);
}

/* The path of a file with the bytes. */
static inline const char *fuzz_file(struct arena *arena, const char *name, struct str bytes)
{
	const char *path = fuzz_path(arena, name);
	FILE *file = fopen(path, "wb");
	if (!file || fwrite(bytes.s, 1, bytes.len, file) != bytes.len || fclose(file) != 0)
		abort();
	return path;
}

#endif
