/* Which files a worker may read, as a list of folders and files. */
#include "batch/reach.h"

#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>

#include "base/file.h"
#include "batch/source.h"

/* What libraries read when they are loaded or first used. */
static const char *const system_paths[] = {
	"/usr",       "/lib",      "/lib64",       "/etc/ld.so.cache",
	"/etc/fonts", "/dev/null", "/dev/urandom", "/proc/self",
};

/* Paths, each once, in the order in which they came. */
struct list {
	struct arena *arena;
	GHashTable *known;
	struct buf paths; /* const char * */
};

static void add(struct list *list, const char *path)
{
	if (path && g_hash_table_add(list->known, (gpointer)path))
		buf_add(&list->paths, &path, sizeof path);
}

/* The folders of the files that a folder's links lead to. */
static void add_targets(struct list *list, const char *dir)
{
	size_t count = 0;
	char **names = file_list(list->arena, dir, &count);

	for (size_t i = 0; i < count; i++) {
		char *real = realpath(path_join(list->arena, dir, names[i]), NULL);
		/* A library's face may lie anywhere; most lie together. */
		if (real && !g_str_has_prefix(real, "/usr/"))
			add(list, path_dir(list->arena, real));
		free(real);
	}
}

static int add_library(struct dl_phdr_info *info, size_t size, void *data)
{
	struct list *list = data;

	(void)size;
	if (info->dlpi_name && info->dlpi_name[0] == '/')
		add(list, path_dir(list->arena, info->dlpi_name));
	return 0;
}

static void add_program(struct list *list, const struct share *share)
{
	const char *const paths[] = {share->fonts,     share->theme,       share->strings,
								 share->emergency, share->hyphenation, share->program};

	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
		add(list, paths[i]);
	if (share->fonts)
		add_targets(list, share->fonts);
	for (size_t i = 0; i < G_N_ELEMENTS(system_paths); i++)
		add(list, system_paths[i]);
	dl_iterate_phdr(add_library, list);
}

struct sandbox *reach_sandbox(struct arena *arena, struct diag *diag, const struct plan *plan,
							  const struct share *share)
{
	struct arena *own = arena_new();
	struct list list = {own, g_hash_table_new(g_str_hash, g_str_equal), {.arena = own}};
	const char *end = NULL;

	for (size_t i = 0; i < plan->source_count; i++) {
		if (!plan->sources[i].listing)
			continue;
		add(&list, plan->sources[i].listing->root);
		add(&list, plan->sources[i].dir);
	}
	add_program(&list, share);
	buf_add(&list.paths, &end, sizeof end);
	const char *const *paths = (const char *const *)(const void *)list.paths.s;
	struct sandbox *sandbox = sandbox_new(arena, paths);
	struct sandbox_kernel kernel = sandbox_kernel(sandbox);
	if (!kernel.landlock && !kernel.seccomp)
		diag_note(diag, (struct pos){NULL, 0, 0},
				  "this system has neither Landlock nor seccomp: build handouts that you did not "
				  "write yourself on another one");
	g_hash_table_destroy(list.known);
	arena_free(own);
	return sandbox;
}
