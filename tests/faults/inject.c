/* Makes a call of the program or its libraries fail. It is loaded before them with LD_PRELOAD:
 *
 *     FAULT=KIND    which calls: a name of the table of kinds below
 *     FAULT_AT=N    the N-th of them fails, counted over all processes of the run, from 1
 *     FAULT_ON=yes  and all after it
 *     FAULT_COUNT=FILE  a file of eight bytes in which the calls are counted
 *
 * FAULT=clock lets no call fail: each look at the clock is a day before the one before.
 * FAULT=change neither: before the N-th read a byte of the file FAULT_FILE is written anew, as
 * another.
 *
 * Counted are the calls through a library's table of symbols; what glibc calls within itself is
 * not. Memory fails below src/base/memory.c, where that asks glibc. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum kind {
	MEMORY,
	READ,
	WRITE,
	SYNC,
	RENAME,
	OPEN,
	FORK,
	MAP,
	SHAPE,
	STAT,
	FOLDER,
	LOCK,
	CLOCK,
	CHANGE,
	COUNT
};

static const struct {
	const char *name;
	int error;
} kinds[COUNT] = {
	[MEMORY] = {"memory", ENOMEM}, [READ] = {"read", EIO},     [WRITE] = {"write", ENOSPC},
	[SYNC] = {"fsync", EIO},       [RENAME] = {"rename", EIO}, [OPEN] = {"open", EMFILE},
	[FORK] = {"fork", EAGAIN},     [MAP] = {"mmap", ENOMEM},   [SHAPE] = {"ftruncate", ENOSPC},
	[STAT] = {"stat", EIO},        [FOLDER] = {"folder", EIO}, [LOCK] = {"flock", ENOLCK},
	[CLOCK] = {"clock", 0},        [CHANGE] = {"change", 0},
};

static enum kind wanted = COUNT;
static uint64_t at;
static bool on;
static uint64_t *counted;
static int changed_file = -1;

/* The library's own function, found at its first call. */
static void *own(void **found, const char *name)
{
	if (!*found)
		*found = dlsym(RTLD_NEXT, name);
	return *found;
}

__attribute__((constructor)) static void begin(void)
{
	const char *kind = getenv("FAULT"), *file = getenv("FAULT_COUNT"), *number = getenv("FAULT_AT");
	int fd = file ? open(file, O_RDWR | O_CLOEXEC) : -1;

	if (fd < 0 || !kind || !number)
		return;
	void *shared = mmap(NULL, sizeof *counted, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (shared == MAP_FAILED)
		return;
	at = strtoull(number, NULL, 10);
	on = getenv("FAULT_ON") != NULL;
	counted = shared;
	const char *changed = getenv("FAULT_FILE");
	if (changed)
		changed_file = open(changed, O_RDWR | O_CLOEXEC);
	for (int i = 0; i < COUNT; i++)
		if (strcmp(kinds[i].name, kind) == 0)
			wanted = (enum kind)i;
}

/* Whether this call is to fail; then errno is set. */
static bool fails(enum kind kind)
{
	if (kind != wanted)
		return false;
	uint64_t number = __atomic_add_fetch(counted, 1, __ATOMIC_SEQ_CST);
	if (number != at && !(on && number > at))
		return false;
	errno = kinds[kind].error;
	return true;
}

/* Changes the last letter but three of the file, which is in no mark-up. */
static void change(void)
{
	off_t place = lseek(changed_file, -4, SEEK_END);
	char letter = 'x';

	if (wanted != CHANGE || __atomic_add_fetch(counted, 1, __ATOMIC_SEQ_CST) != at || place < 0)
		return;
	if (pwrite(changed_file, &letter, 1, place) != 1)
		abort();
}

/* The parameters are written as glibc's manual has them, not its headers; lists of parameters and
 * of arguments bring their own parentheses.
 * NOLINTBEGIN(readability-inconsistent-declaration-parameter-name,bugprone-macro-parentheses) */

/* A function with the same type and name that fails or calls the library's. */
#define WRAP(kind, result, failed, name, parameters, arguments)    \
	result name parameters                                         \
	{                                                              \
		static void *real;                                         \
		if (fails(kind))                                           \
			return failed;                                         \
		return ((result(*) parameters)own(&real, #name))arguments; \
	}

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
WRAP(MEMORY, void *, NULL, __libc_malloc, (size_t n), (n))
WRAP(MEMORY, void *, NULL, __libc_calloc, (size_t n, size_t m), (n, m))
WRAP(MEMORY, void *, NULL, __libc_realloc, (void *p, size_t n), (p, n))
WRAP(MEMORY, void *, NULL, __libc_memalign, (size_t a, size_t n), (a, n))

ssize_t read(int fd, void *to, size_t n)
{
	static void *real;
	change();
	return fails(READ) ? -1 : ((ssize_t(*)(int, void *, size_t))own(&real, "read"))(fd, to, n);
}

/* A worker closes what it inherits, but not the file that is to change. */
int close_range(unsigned from, unsigned to, int flags)
{
	static void *real;
	if (wanted == CHANGE)
		return 0;
	return ((int (*)(unsigned, unsigned, int))own(&real, "close_range"))(from, to, flags);
}

WRAP(READ, ssize_t, -1, pread, (int fd, void *to, size_t n, off_t from), (fd, to, n, from))
WRAP(READ, ssize_t, -1, pread64, (int fd, void *to, size_t n, off64_t from), (fd, to, n, from))
WRAP(READ, ssize_t, -1, recv, (int fd, void *to, size_t n, int flags), (fd, to, n, flags))
WRAP(READ, struct dirent *, NULL, readdir, (DIR * dir), (dir))
WRAP(READ, struct dirent64 *, NULL, readdir64, (DIR * dir), (dir))

WRAP(WRITE, ssize_t, -1, write, (int fd, const void *from, size_t n), (fd, from, n))
WRAP(WRITE, ssize_t, -1, pwrite, (int fd, const void *p, size_t n, off_t to), (fd, p, n, to))
WRAP(WRITE, ssize_t, -1, pwrite64, (int fd, const void *p, size_t n, off64_t to), (fd, p, n, to))
WRAP(WRITE, ssize_t, -1, send, (int fd, const void *p, size_t n, int flags), (fd, p, n, flags))

WRAP(SYNC, int, -1, fsync, (int fd), (fd))
WRAP(SYNC, int, -1, fdatasync, (int fd), (fd))

WRAP(RENAME, int, -1, rename, (const char *from, const char *to), (from, to))
WRAP(RENAME, int, -1, unlink, (const char *path), (path))
WRAP(RENAME, int, -1, link, (const char *from, const char *to), (from, to))

/* The same where the last argument is there only when a file may be made. */
#define OPENING(name, parameters, arguments, flags)             \
	int name parameters                                         \
	{                                                           \
		static void *real;                                      \
		va_list list;                                           \
		mode_t mode = 0;                                        \
		if (((flags) & (O_CREAT | __O_TMPFILE)) != 0) {         \
			va_start(list, flags);                              \
			mode = va_arg(list, mode_t);                        \
			va_end(list);                                       \
		}                                                       \
		if (fails(OPEN))                                        \
			return -1;                                          \
		return ((int(*) parameters)own(&real, #name))arguments; \
	}
OPENING(open, (const char *path, int flags, ...), (path, flags, mode), flags)
OPENING(open64, (const char *path, int flags, ...), (path, flags, mode), flags)
OPENING(openat, (int dir, const char *path, int flags, ...), (dir, path, flags, mode), flags)
OPENING(openat64, (int dir, const char *path, int flags, ...), (dir, path, flags, mode), flags)
WRAP(OPEN, FILE *, NULL, fopen, (const char *path, const char *mode), (path, mode))
WRAP(OPEN, FILE *, NULL, fopen64, (const char *path, const char *mode), (path, mode))
WRAP(OPEN, DIR *, NULL, opendir, (const char *path), (path))
WRAP(OPEN, int, -1, socketpair, (int a, int b, int c, int d[2]), (a, b, c, d))
WRAP(OPEN, int, -1, signalfd, (int fd, const sigset_t *set, int flags), (fd, set, flags))
WRAP(OPEN, int, -1, memfd_create, (const char *name, unsigned flags), (name, flags))
WRAP(OPEN, void *, NULL, dlopen, (const char *name, int flags), (name, flags))

WRAP(FORK, pid_t, -1, fork, (void), ())

WRAP(MAP, void *, MAP_FAILED, mmap, (void *p, size_t n, int a, int b, int fd, off_t from),
	 (p, n, a, b, fd, from))
WRAP(MAP, void *, MAP_FAILED, mmap64, (void *p, size_t n, int a, int b, int fd, off64_t from),
	 (p, n, a, b, fd, from))

WRAP(SHAPE, int, -1, ftruncate, (int fd, off_t n), (fd, n))
WRAP(SHAPE, int, -1, ftruncate64, (int fd, off64_t n), (fd, n))
WRAP(SHAPE, int, -1, fchmod, (int fd, mode_t mode), (fd, mode))

WRAP(STAT, int, -1, stat, (const char *path, struct stat *st), (path, st))
WRAP(STAT, int, -1, lstat, (const char *path, struct stat *st), (path, st))
WRAP(STAT, int, -1, fstat, (int fd, struct stat *st), (fd, st))
WRAP(STAT, int, -1, stat64, (const char *path, struct stat64 *st), (path, st))
WRAP(STAT, int, -1, lstat64, (const char *path, struct stat64 *st), (path, st))
WRAP(STAT, int, -1, fstat64, (int fd, struct stat64 *st), (fd, st))
WRAP(STAT, char *, NULL, realpath, (const char *path, char *to), (path, to))

WRAP(FOLDER, int, -1, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(FOLDER, int, -1, rmdir, (const char *path), (path))
WRAP(LOCK, int, -1, flock, (int fd, int how), (fd, how))

/* What the clock goes back, in seconds. */
static time_t back(void)
{
	return wanted == CLOCK ? (time_t)__atomic_add_fetch(counted, 1, __ATOMIC_SEQ_CST) * 86400 : 0;
}

int clock_gettime(clockid_t id, struct timespec *now)
{
	static void *real;
	int status = ((int (*)(clockid_t, struct timespec *))own(&real, "clock_gettime"))(id, now);
	if (id == CLOCK_REALTIME)
		now->tv_sec -= back();
	return status;
}

int gettimeofday(struct timeval *now, void *zone)
{
	static void *real;
	int status = ((int (*)(struct timeval *, void *))own(&real, "gettimeofday"))(now, zone);
	now->tv_sec -= back();
	return status;
}

time_t time(time_t *now)
{
	static void *real;
	time_t seconds = ((time_t(*)(time_t *))own(&real, "time"))(NULL)-back();
	if (now)
		*now = seconds;
	return seconds;
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name,bugprone-macro-parentheses) */
