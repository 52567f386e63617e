/* Which files a worker may read, as a list of folders and files. */
#include "batch/reach.h"

#include <errno.h>
#include <limits.h>
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

/* The folders of the files that a folder's links lead to. A library's face may lie anywhere, and
 * most lie together below /usr, in folders that are looked at once. */
static void add_targets(struct list *list, const char *dir)
{
	GHashTable *system = g_hash_table_new(g_str_hash, g_str_equal);
	char target[PATH_MAX], byte;
	size_t count = 0;
	char **names = file_list(list->arena, dir, &count);

	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(list->arena, dir, names[i]);
		ssize_t len = readlink(path, target, sizeof target);
		if (len <= 0 || len == (ssize_t)sizeof target)
			continue;
		target[len] = '\0';
		if (readlink(target, &byte, 1) < 0 && errno == EINVAL &&
			g_hash_table_contains(system, path_dir(list->arena, target)))
			continue;
		char *real = realpath(path, NULL);
		if (real && !g_str_has_prefix(real, "/usr/"))
			add(list, path_dir(list->arena, real));
		else if (real && strcmp(real, target) == 0)
			g_hash_table_add(system, path_dir(list->arena, target));
		free(real);
	}
	g_hash_table_destroy(system);
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

static struct list begin(void)
{
	struct arena *own = arena_new();

	return (struct list){own, g_hash_table_new(g_str_hash, g_str_equal), {.arena = own}};
}

/* The sandbox in which what is on the list may be read, and the program's own; the list is freed.
 */
static struct sandbox *finish(struct arena *arena, struct diag *diag, struct list *list,
							  const struct share *share, const char *const *writable)
{
	const char *end = NULL;

	add_program(list, share);
	buf_add(&list->paths, &end, sizeof end);
	const char *const *paths = (const char *const *)(const void *)list->paths.s;
	struct sandbox *sandbox = sandbox_new(arena, paths, writable);
	struct sandbox_kernel kernel = sandbox_kernel(sandbox);
	if (!kernel.landlock && !kernel.seccomp)
		diag_note(diag, (struct pos){NULL, 0, 0},
				  "this system has neither Landlock nor seccomp: build handouts that you did not "
				  "write yourself on another one");
	g_hash_table_destroy(list->known);
	arena_free(list->arena);
	return sandbox;
}

static void add_plan(struct list *list, const struct plan *plan)
{
	for (size_t i = 0; i < plan->source_count; i++) {
		if (!plan->sources[i].listing)
			continue;
		add(list, plan->sources[i].listing->root);
		add(list, plan->sources[i].dir);
	}
}

struct sandbox *reach_sandbox(struct arena *arena, struct diag *diag, const struct plan *plan,
							  const struct share *share)
{
	struct list list = begin();

	add_plan(&list, plan);
	return finish(arena, diag, &list, share, NULL);
}

/* The nearest folder upward with a clinic.yaml; NULL: there is none. */
static const char *root_of(struct arena *arena, const char *dir)
{
	while (file_is_absent(path_join(arena, dir, "clinic.yaml"))) {
		if (strcmp(dir, "/") == 0 || strcmp(dir, ".") == 0)
			return NULL;
		dir = path_dir(arena, dir);
	}
	return dir;
}

struct sandbox *reach_folders(struct arena *arena, struct diag *diag, const char *const *folders,
							  const struct share *share)
{
	struct list list = begin();

	for (; *folders; folders++) {
		add(&list, *folders);
		add(&list, root_of(list.arena, *folders));
	}
	return finish(arena, diag, &list, share, NULL);
}

/* LeakSanitizer stops the process at its end with one that the sandbox forbids to start. */
#if defined(__SANITIZE_ADDRESS__)
#define HAS_LEAK_SANITIZER 1
#elif defined(__has_feature)
#define HAS_LEAK_SANITIZER __has_feature(address_sanitizer)
#else
#define HAS_LEAK_SANITIZER 0
#endif

static void remove_empty(void *dir)
{
	file_remove_empty(dir);
}

/* Makes a folder unless it is there; if nothing is put into it, it goes with the arena. */
static bool make_folder(struct arena *arena, struct diag *diag, const char *dir)
{
	bool absent = file_is_absent(dir);

	if (!file_make_folder(diag, dir))
		return false;
	if (absent)
		arena_defer(arena, remove_empty, str_copy_n(arena, dir, strlen(dir)));
	return true;
}

/* The folder of a handout's translations, made if it is not there; NULL after reporting, also when
 * a link leads out of the content. */
static const char *translations(struct arena *arena, struct diag *diag, const struct source *source)
{
	const char *dir = path_join(arena, source->dir, "po"), *why;

	if (!make_folder(arena, diag, dir))
		return NULL;
	if (file_inside(arena, source->listing->root, source->dir, "po", &why))
		return dir;
	diag_error(diag, POS_FILE(dir), "the folder %s: put the translations into the handout's folder",
			   why);
	return NULL;
}

/* The folders to be written in, NULL at the end; NULL after reporting. */
static const char **writable(struct arena *arena, struct diag *diag, const struct plan *plan,
							 const struct reach *reach)
{
	struct buf list = {.arena = arena};
	const char *end = NULL;

	for (size_t i = 0; reach->po && i < plan->source_count; i++) {
		if (!plan->sources[i].listing)
			continue;
		const char *dir = translations(arena, diag, &plan->sources[i]);
		if (!dir)
			return NULL;
		buf_add(&list, &dir, sizeof dir);
	}
	if (reach->folder && !make_folder(arena, diag, reach->folder))
		return NULL;
	if (reach->folder)
		buf_add(&list, &reach->folder, sizeof reach->folder);
	buf_add(&list, &end, sizeof end);
	return (const char **)(void *)list.s;
}

bool reach_enter(struct arena *arena, struct diag *diag, const struct plan *plan,
				 const struct share *share, const struct reach *reach)
{
	bool writes = reach->po || reach->folder;
	const char **folders = writes ? writable(arena, diag, plan, reach) : NULL;

	if (writes && !folders)
		return false;
	struct list list = begin();
	add_plan(&list, plan);
	add(&list, reach->file);
	struct sandbox *sandbox = finish(arena, diag, &list, share, folders);
	if (!HAS_LEAK_SANITIZER)
		sandbox_enter(sandbox);
	return true;
}
