/* What a process in the sandbox can do and cannot. */
#include "unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "batch/pool.h"
#include "batch/sandbox.h"

struct fixture {
	char *dir;                     /* may be read */
	char *inside, *outside, *fifo; /* a file in it, one elsewhere, a pipe in it */
	struct arena *arena;
	struct sandbox *sandbox;
	struct sandbox *writing; /* in which files below dir may be replaced */
	struct sandbox_kernel kernel;
};

/* What a try in the sandbox gave: 0, or the error. */
typedef int attempt(const struct fixture *);

static int setup(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);
	char *other = g_dir_make_tmp("handout-sandbox-XXXXXX", NULL);

	f->dir = g_dir_make_tmp("handout-sandbox-XXXXXX", NULL);
	assert_non_null(f->dir);
	assert_non_null(other);
	f->inside = g_build_filename(f->dir, "inside", NULL);
	f->outside = g_build_filename(other, "outside", NULL);
	f->fifo = g_build_filename(f->dir, "fifo", NULL);
	assert_true(g_file_set_contents(f->inside, "text", -1, NULL));
	assert_true(g_file_set_contents(f->outside, "text", -1, NULL));
	assert_int_equal(mkfifo(f->fifo, 0600), 0);
	f->arena = arena_new();
	const char *const readable[] = {f->dir, "/no/such/folder", "/dev/null", NULL};
	f->sandbox = sandbox_new(f->arena, readable, NULL);
	const char *const writable[] = {f->dir, NULL};
	f->writing = sandbox_new(f->arena, readable + 1, writable);
	f->kernel = sandbox_kernel(f->sandbox);
	g_free(other);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char *other = g_path_get_dirname(f->outside);

	arena_free(f->arena);
	g_unlink(f->inside);
	g_unlink(f->outside);
	g_unlink(f->fifo);
	g_rmdir(f->dir);
	g_rmdir(other);
	g_free(other);
	g_free(f->dir);
	g_free(f->inside);
	g_free(f->outside);
	g_free(f->fifo);
	g_free(f);
	return 0;
}

/* What the try gave in a process of its own, in a sandbox. */
static int tried_in(const struct sandbox *sandbox, const struct fixture *f, attempt *try)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		if (!sandbox_enter(sandbox))
			_exit(255);
		_exit(try(f));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int tried(const struct fixture *f, attempt *try)
{
	return tried_in(f->sandbox, f, try);
}

static int result(long value)
{
	return value < 0 ? errno : 0;
}

static int reads_inside(const struct fixture *f)
{
	char text[4];
	int fd = open(f->inside, O_RDONLY | O_NONBLOCK);

	return fd < 0 ? errno : result(read(fd, text, sizeof text));
}

static int lists_inside(const struct fixture *f)
{
	return result(open(f->dir, O_RDONLY | O_DIRECTORY));
}

static int reads_outside(const struct fixture *f)
{
	return result(open(f->outside, O_RDONLY));
}

static int reads_outside_by_dots(const struct fixture *f)
{
	return result(open(g_build_filename(f->dir, "..", "..", "etc", "passwd", NULL), O_RDONLY));
}

static int lists_outside(const struct fixture *f)
{
	(void)f;
	return result(open("/etc", O_RDONLY | O_DIRECTORY));
}

static int writes(const struct fixture *f)
{
	return result(open(f->inside, O_WRONLY));
}

static int changes(const struct fixture *f)
{
	return result(open(f->inside, O_RDWR));
}

static int empties(const struct fixture *f)
{
	return result(open(f->inside, O_RDONLY | O_TRUNC));
}

static int creates(const struct fixture *f)
{
	return result(open(g_build_filename(f->dir, "new", NULL), O_RDONLY | O_CREAT, 0600));
}

static int writes_pipe(const struct fixture *f)
{
	return result(open(f->fifo, O_RDWR | O_NONBLOCK));
}

static int cuts(const struct fixture *f)
{
	return result(truncate(f->inside, 0));
}

static int removes(const struct fixture *f)
{
	return result(unlink(f->inside));
}

static int renames(const struct fixture *f)
{
	return result(rename(f->inside, g_build_filename(f->dir, "new", NULL)));
}

static int links(const struct fixture *f)
{
	return result(symlink("/", g_build_filename(f->dir, "new", NULL)));
}

static int makes_folder(const struct fixture *f)
{
	return result(mkdir(g_build_filename(f->dir, "new", NULL), 0700));
}

static int gives_rights(const struct fixture *f)
{
	return result(chmod(f->inside, 0777));
}

#ifdef SYS_openat2
static int opens_anew(const struct fixture *f)
{
	const unsigned long long how[3] = {O_WRONLY, 0, 0};

	return result(syscall(SYS_openat2, AT_FDCWD, f->inside, how, sizeof how));
}
#endif

static int makes_socket(const struct fixture *f)
{
	(void)f;
	return result(socket(AF_INET, SOCK_STREAM, 0));
}

static int makes_local_socket(const struct fixture *f)
{
	(void)f;
	return result(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int starts_program(const struct fixture *f)
{
	(void)f;
	return result(execl("/bin/true", "true", (char *)NULL));
}

static int starts_process(const struct fixture *f)
{
	(void)f;
	pid_t child = fork();
	if (child == 0)
		_exit(0);
	return result(child);
}

static int kills_parent(const struct fixture *f)
{
	(void)f;
	return result(kill(getppid(), 0));
}

static int signals_parent(const struct fixture *f)
{
	(void)f;
	return result(syscall(SYS_tgkill, getppid(), getppid(), 0));
}

static int types(const struct fixture *f)
{
	(void)f;
	return result(ioctl(STDIN_FILENO, TIOCSTI, "x"));
}

static void *thread(void *data)
{
	return data;
}

static int starts_thread(const struct fixture *f)
{
	pthread_t id;
	int error = pthread_create(&id, NULL, thread, (void *)(uintptr_t)f);

	return error ? error : pthread_join(id, NULL);
}

static int signals_itself(const struct fixture *f)
{
	(void)f;
	signal(SIGUSR1, SIG_IGN);
	return raise(SIGUSR1);
}

static int keeps_memory_file(const struct fixture *f)
{
	int fd = memfd_create("answer", MFD_CLOEXEC);

	(void)f;
	if (fd < 0 || ftruncate(fd, 10) != 0 || ftruncate(fd, 0) != 0)
		return errno;
	return result(pwrite(fd, "text", 4, 0));
}

static void test_what_is_allowed(void **state)
{
	const struct fixture *f = *state;
	attempt *const allowed[] = {reads_inside, lists_inside, starts_thread, signals_itself,
								keeps_memory_file};

	if (!f->kernel.landlock && !f->kernel.seccomp)
		skip();
	for (size_t i = 0; i < G_N_ELEMENTS(allowed); i++)
		assert_int_equal(tried(f, allowed[i]), 0);
}

static void test_files_outside(void **state)
{
	const struct fixture *f = *state;
	attempt *const forbidden[] = {reads_outside, reads_outside_by_dots, lists_outside};

	if (!f->kernel.landlock)
		skip();
	for (size_t i = 0; i < G_N_ELEMENTS(forbidden); i++)
		assert_int_equal(tried(f, forbidden[i]), EACCES);
}

static void test_changes_of_files(void **state)
{
	const struct fixture *f = *state;
	attempt *const forbidden[] = {writes,  changes, creates,      cuts,        removes,
								  renames, links,   makes_folder, writes_pipe, empties};

	if (!f->kernel.landlock && !f->kernel.seccomp)
		skip();
	for (size_t i = 0; i < G_N_ELEMENTS(forbidden); i++) {
		int error = tried(f, forbidden[i]);
		assert_true(error == EACCES || error == EPERM);
	}
	char *text;
	assert_true(g_file_get_contents(f->inside, &text, NULL, NULL));
	assert_string_equal(text, "text");
	g_free(text);
}

static void test_calls(void **state)
{
	const struct fixture *f = *state;
	attempt *const forbidden[] = {makes_socket, makes_local_socket, starts_program, starts_process,
								  kills_parent, signals_parent,     types,          gives_rights};

	if (!f->kernel.seccomp)
		skip();
	for (size_t i = 0; i < G_N_ELEMENTS(forbidden); i++)
		assert_int_equal(tried(f, forbidden[i]), EPERM);
#ifdef SYS_openat2
	assert_int_equal(tried(f, opens_anew), ENOSYS);
#endif
}

static int writes_outside(const struct fixture *f)
{
	return result(open(f->outside, O_WRONLY));
}

static int removes_outside(const struct fixture *f)
{
	return result(unlink(f->outside));
}

static int renames_to_outside(const struct fixture *f)
{
	return result(rename(f->inside, g_strconcat(f->outside, "-new", NULL)));
}

static int makes_outside(const struct fixture *f)
{
	return result(mkdir(g_strconcat(f->outside, "-new", NULL), 0700));
}

/* As base/file writes: a temporary beside the file, synced, renamed. */
static int replaces(const struct fixture *f)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);

	return file_write(diag, f->inside, STR("text")) ? 0 : EIO;
}

static int makes_and_removes(const struct fixture *f)
{
	char *path = g_build_filename(f->dir, "new", NULL);
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	return fd < 0 ? errno : result(unlink(path));
}

/* Of a folder with a file in it: whether it might be removed if it were empty. */
static int removes_folder_beside(const struct fixture *f)
{
	return result(unlinkat(AT_FDCWD, g_path_get_dirname(f->outside), AT_REMOVEDIR));
}

/* What a command may that keeps translations: files in some folders, and nothing else that a worker
 * may not. */
static void test_writing_in_folders(void **state)
{
	const struct fixture *f = *state;
	attempt *const allowed[] = {reads_inside, lists_inside,  writes,           replaces,
								changes,      starts_thread, makes_and_removes};
	attempt *const outside[] = {
		reads_outside,      reads_outside_by_dots, writes_outside, removes_outside,
		renames_to_outside, makes_outside,         links};
	attempt *const calls[] = {makes_socket,   makes_local_socket, starts_program,
							  starts_process, kills_parent,       signals_parent,
							  types,          gives_rights,       cuts};

	if (!f->kernel.landlock || !f->kernel.seccomp)
		skip();
	for (size_t i = 0; i < G_N_ELEMENTS(allowed); i++)
		assert_int_equal(tried_in(f->writing, f, allowed[i]), 0);
	for (size_t i = 0; i < G_N_ELEMENTS(outside); i++) {
		int error = tried_in(f->writing, f, outside[i]);
		assert_true(error == EACCES || error == EPERM || error == EXDEV);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(calls); i++)
		assert_int_equal(tried_in(f->writing, f, calls[i]), EPERM);
	assert_int_equal(tried_in(f->writing, f, removes_folder_beside), ENOTEMPTY);
	assert_int_equal(tried_in(f->sandbox, f, removes_folder_beside), EPERM);
}

struct asked {
	const struct fixture *f;
	bool given;
	char answer[64];
	int inherited; /* an open file of the parent's */
};

static size_t next(void *data)
{
	struct asked *asked = data;
	size_t number = asked->given ? POOL_END : 0;

	asked->given = true;
	return number;
}

static void *open_worker(void *data, struct arena *arena)
{
	(void)arena;
	return data;
}

static struct str run(void *data, void *opened, struct arena *arena, size_t index)
{
	const struct asked *asked = data;
	char byte;

	(void)opened;
	(void)index;
	return str_of(str_fmt(arena, "%d %d %d", writes(asked->f), starts_process(asked->f),
						  pread(asked->inherited, &byte, 1, 0) < 0 ? errno : 0));
}

static void done(void *data, size_t index, struct str answer, double seconds)
{
	struct asked *asked = data;

	(void)index;
	(void)seconds;
	snprintf(asked->answer, sizeof asked->answer, "%.*s", (int)answer.len, answer.s);
}

static void died(void *data, size_t index, const char *why, bool memory)
{
	struct asked *asked = data;

	(void)index;
	(void)memory;
	snprintf(asked->answer, sizeof asked->answer, "%s", why);
}

static void test_workers(void **state)
{
	const struct fixture *f = *state;
	struct asked asked = {.f = f, .inherited = open(f->outside, O_RDONLY)};
	struct pool_task task = {.data = &asked,
							 .sandbox = f->sandbox,
							 .next = next,
							 .open = open_worker,
							 .run = run,
							 .done = done,
							 .died = died};
	char expected[64];

	if (!f->kernel.seccomp)
		skip();
	assert_int_equal(pool_run(&task, 1), 0);
	snprintf(expected, sizeof expected, "%d %d %d", EACCES, EPERM, EBADF);
	assert_string_equal(asked.answer, expected);
	close(asked.inherited);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_allowed),    cmocka_unit_test(test_files_outside),
		cmocka_unit_test(test_changes_of_files),   cmocka_unit_test(test_calls),
		cmocka_unit_test(test_writing_in_folders), cmocka_unit_test(test_workers),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
