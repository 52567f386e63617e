/* Watching folders: which of them matter, and what happened in them, without the traces that
 * editors leave (hidden files, copies ending in ~). */
#include "batch/watch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib.h>

#include "base/file.h"

/* Editors save in several steps: milliseconds without one. */
#define QUIET_MS 10
#define EVENTS \
	(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_DELETE_SELF)

enum { DEPTH_MAX = 8 };

struct watch {
	int events, signals;
	sigset_t before;
	GHashTable *folders; /* watch descriptor -> path as written */
	dev_t out_device;
	ino_t out_inode;    /* of the folder of the outputs, which is not watched; 0: not there */
	const char *report; /* a file that builds write; NULL: none */
};

static void close_watch(void *data)
{
	struct watch *watch = data;

	g_hash_table_destroy(watch->folders);
	close(watch->events);
	close(watch->signals);
	sigprocmask(SIG_SETMASK, &watch->before, NULL);
}

struct watch *watch_open(struct arena *arena, struct diag *diag)
{
	struct watch *watch = ARENA_NEW(arena, struct watch);
	sigset_t ending;

	sigemptyset(&ending);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	sigaddset(&ending, SIGHUP);
	watch->events = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (watch->events < 0) {
		diag_error(diag, (struct pos){NULL, 0, 0},
				   "changes cannot be watched: %s: close other programs that watch files",
				   strerror(errno));
		return NULL;
	}
	sigprocmask(SIG_BLOCK, &ending, &watch->before);
	watch->signals = signalfd(-1, &ending, SFD_CLOEXEC);
	watch->folders = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
	arena_defer(arena, close_watch, watch);
	return watch;
}

static bool is_output(const struct watch *watch, const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && st.st_dev == watch->out_device && st.st_ino == watch->out_inode;
}

/* Watches a folder, and with depth the folders in it. */
static void add_folder(struct watch *watch, const char *path, int depth)
{
	if (is_output(watch, path) || !file_is_dir(path))
		return;
	int folder = inotify_add_watch(watch->events, path, EVENTS | IN_ONLYDIR);
	if (folder >= 0)
		g_hash_table_insert(watch->folders, GINT_TO_POINTER(folder), g_strdup(path));
	if (depth == 0)
		return;
	struct arena *arena = arena_new();
	size_t count = 0;
	char **names = file_list(arena, path, &count);
	for (size_t i = 0; i < count; i++)
		if (names[i][0] != '.')
			add_folder(watch, path_join(arena, path, names[i]), depth - 1);
	arena_free(arena);
}

static void add_source(struct watch *watch, const struct options *options,
					   const struct source *source)
{
	struct arena *arena = arena_new();

	add_folder(watch, source->dir, DEPTH_MAX);
	if (source->listing) {
		const char *root = source_root(arena, source);
		add_folder(watch, root, 0);
		add_folder(watch, path_join(arena, root, "images"), DEPTH_MAX);
		add_folder(watch, path_join(arena, root, CLINICS_DIR), 0);
		add_folder(watch, path_join(arena, root, "strings"), 0);
		add_folder(watch, options->share.strings, 0);
		add_folder(watch, path_dir(arena, source_theme(arena, &options->share, root)), 0);
		for (const char *const *part = source->listing->parts; *part; part++)
			add_folder(watch, path_dir(arena, *part), 0);
	}
	arena_free(arena);
}

void watch_add(struct watch *watch, const struct options *options, const struct plan *plan)
{
	struct stat st = {0};

	if (stat(options->out ? options->out : OUT_DEFAULT, &st) == 0) {
		watch->out_device = st.st_dev;
		watch->out_inode = st.st_ino;
	}
	watch->report = options->report;
	if (!options->handouts || !options->handouts[0])
		add_folder(watch, "content", 1);
	for (size_t i = 0; plan && i < plan->source_count; i++)
		add_source(watch, options, &plan->sources[i]);
}

static bool is_trace(const char *name)
{
	size_t len = strlen(name);

	return name[0] == '.' || name[0] == '#' || name[len - 1] == '~' ||
		   strcmp(name, "4913") == 0; /* Vim tries whether it may write with this name */
}

static bool is_report(const struct watch *watch, const char *path)
{
	struct stat changed, report;

	return watch->report && stat(path, &changed) == 0 && stat(watch->report, &report) == 0 &&
		   changed.st_dev == report.st_dev && changed.st_ino == report.st_ino;
}

/* Takes the events that are there; the paths go to changed, which owns them. */
static void take(struct watch *watch, GHashTable *changed)
{
	_Alignas(struct inotify_event) char bytes[16 * 1024];
	ssize_t got;

	while ((got = read(watch->events, bytes, sizeof bytes)) > 0) {
		const struct inotify_event *event;
		for (char *at = bytes; at < bytes + got; at += sizeof *event + event->len) {
			event = (const void *)at;
			const char *folder = g_hash_table_lookup(watch->folders, GINT_TO_POINTER(event->wd));
			/* A file that is made is told again when it is closed. */
			bool opened = event->mask & IN_CREATE && !(event->mask & IN_ISDIR);
			if (!folder || opened || event->len == 0 || is_trace(event->name))
				continue;
			char *path = g_build_filename(folder, event->name, NULL);
			if (is_report(watch, path))
				g_free(path);
			else
				g_hash_table_add(changed, path);
		}
	}
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *const *sorted(struct arena *arena, GHashTable *set)
{
	guint count;
	char **keys = (char **)g_hash_table_get_keys_as_array(set, &count);
	const char **paths = ARENA_ARRAY(arena, const char *, (size_t)count + 1);

	for (guint i = 0; i < count; i++)
		paths[i] = str_copy(arena, keys[i]);
	g_free(keys);
	qsort(paths, count, sizeof *paths, by_bytes);
	return paths;
}

int watch_wait(struct watch *watch, struct arena *arena, const char *const **changed)
{
	GHashTable *paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct pollfd polled[] = {{watch->events, POLLIN, 0}, {watch->signals, POLLIN, 0}};
	struct signalfd_siginfo info;
	int signal = 0, ready = 1;

	while (signal == 0 && (ready > 0 || g_hash_table_size(paths) == 0)) {
		ready = poll(polled, 2, g_hash_table_size(paths) > 0 ? QUIET_MS : -1);
		if (ready <= 0)
			continue;
		if (polled[1].revents && read(watch->signals, &info, sizeof info) == (ssize_t)sizeof info)
			signal = (int)info.ssi_signo;
		take(watch, paths);
	}
	*changed = sorted(arena, paths);
	g_hash_table_destroy(paths);
	return signal;
}
