/* Files in and out: whole reads within limits, text with its faults located, and replacement of a
 * file by a locked temporary that is synced and renamed, so that a reader sees the old bytes or the
 * new ones and never a part of them. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE_MAX_BYTES ((size_t)16 << 20)

/* What to do about an error of the system. */
static const char *remedy(int error)
{
	switch (error) {
	case ENOENT:
		return "check the name and the folder";
	case EACCES:
	case EPERM:
		return "ask for permission to use it, or choose another folder";
	case EROFS:
		return "choose a folder on a disk that can be written";
	case ENOSPC:
	case EDQUOT:
		return "free some space on the disk and try again";
	case EFBIG:
		return "the disk or a limit of the system allows no file of this size";
	case EBADF:
	case EPIPE:
		return "what should take it was closed: let it go to a file";
	case EMFILE:
	case ENFILE:
	case ENOMEM:
		return "close other programs and try again";
	case ENAMETOOLONG:
		return "choose a shorter name";
	case ENOTDIR:
	case EEXIST:
	case EISDIR:
		return "move away what has this name, or choose another folder";
	default:
		return "check the disk and try again";
	}
}

static bool report(struct diag *diag, const char *path, const char *what, int error)
{
	diag_error(diag, POS_FILE(path), "%s: %s: %s", what, strerror(error), remedy(error));
	return false;
}

/* Whether an open file has the size and the time of its last change that it had before. */
static bool is_unchanged(int fd, const struct stat *before)
{
	struct stat now;

	return fstat(fd, &now) == 0 && now.st_size == before->st_size &&
		   now.st_mtim.tv_sec == before->st_mtim.tv_sec &&
		   now.st_mtim.tv_nsec == before->st_mtim.tv_nsec;
}

/* The whole of an open regular file and a NUL after it, or NULL after reporting. */
static char *slurp(struct arena *arena, struct diag *diag, const char *path, int fd, size_t *len)
{
	struct stat st;
	size_t done = 0;
	ssize_t got = 1;

	if (fstat(fd, &st) != 0) {
		report(diag, path, "cannot be read", errno);
		return NULL;
	}
	if (!S_ISREG(st.st_mode)) {
		diag_error(diag, POS_FILE(path), "is %s, not a file: put a file there",
				   S_ISDIR(st.st_mode)    ? "a folder"
				   : S_ISFIFO(st.st_mode) ? "a pipe"
										  : "a device");
		return NULL;
	}
	if (st.st_size > (off_t)FILE_MAX) {
		diag_error(diag, POS_FILE(path),
				   "has %lld bytes, more than the %u MiB that a file may have: make it smaller",
				   (long long)st.st_size, FILE_MAX >> 20);
		return NULL;
	}
	char *bytes = arena_resize(arena, NULL, 0, (size_t)st.st_size + 1);
	while (got > 0) {
		got = read(fd, bytes + done, (size_t)st.st_size + 1 - done);
		if (got < 0 && errno != EINTR) {
			report(diag, path, "cannot be read", errno);
			return NULL;
		}
		if (got < 0)
			got = 1; /* interrupted: once more */
		else
			done += (size_t)got;
		if (done > (size_t)st.st_size) {
			diag_error(diag, POS_FILE(path), "changed while it was read: build again");
			return NULL;
		}
	}
	if (!is_unchanged(fd, &st)) {
		diag_error(diag, POS_FILE(path), "changed while it was read: build again");
		return NULL;
	}
	bytes[done] = '\0';
	*len = done;
	return bytes;
}

static char *read_bytes(struct arena *arena, struct diag *diag, const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

	if (fd < 0) {
		report(diag, path, "cannot be read", errno);
		return NULL;
	}
	char *bytes = slurp(arena, diag, path, fd, len);
	close(fd);
	return bytes;
}

bool file_read(struct arena *arena, struct diag *diag, const char *path, struct str *out)
{
	size_t len = 0;
	const char *bytes = read_bytes(arena, diag, path, &len);

	*out = (struct str){bytes, len};
	return bytes != NULL;
}

/* CRLF and CR become LF, in place; returns the new length. */
static size_t unify_lines(char *text, size_t len)
{
	size_t to = 0;

	for (size_t from = 0; from < len; from++) {
		char c = text[from];
		if (c == '\r') {
			c = '\n';
			if (from + 1 < len && text[from + 1] == '\n')
				from++;
		}
		text[to++] = c;
	}
	text[to] = '\0';
	return to;
}

/* The place of a byte in valid UTF-8. */
static struct pos place(const char *path, const char *text, const char *at)
{
	struct pos pos = {path, 1, 1};

	for (const char *p = text; p < at; p++) {
		if (*p == '\n') {
			pos.line++;
			pos.col = 1;
		} else if ((*p & 0xC0) != 0x80) {
			pos.col++;
		}
	}
	return pos;
}

static bool lines_fit(struct diag *diag, const char *path, struct str text)
{
	const char *end = text.s + text.len;

	for (const char *line = text.s; line < end;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		if (!stop)
			stop = end;
		if ((size_t)(stop - line) > LINE_MAX_BYTES) {
			diag_error(diag, place(path, text.s, line),
					   "the line is longer than %zu MiB: break it into paragraphs",
					   LINE_MAX_BYTES >> 20);
			return false;
		}
		line = stop + 1;
	}
	return true;
}

static bool is_text(struct diag *diag, const char *path, struct str text)
{
	const char *bad;

	if (g_utf8_validate(text.s, (gssize)text.len, &bad))
		return lines_fit(diag, path, text);
	if (*bad == '\0')
		diag_error(diag, place(path, text.s, bad),
				   "a NUL byte, so this is no text or was damaged: save it again as text in UTF-8");
	else
		diag_error(diag, place(path, text.s, bad),
				   "byte 0x%02X is not UTF-8: save the file in the encoding UTF-8",
				   (unsigned)(unsigned char)*bad);
	return false;
}

bool file_read_text(struct arena *arena, struct diag *diag, const char *path, struct str *out)
{
	size_t len = 0;
	char *text = read_bytes(arena, diag, path, &len);

	*out = (struct str){NULL, 0};
	if (!text)
		return false;
	if (len >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
		diag_error(diag, POS_FILE(path), "this file is UTF-16: save it in the encoding UTF-8");
		return false;
	}
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		len -= 3;
	}
	struct str whole = {text, unify_lines(text, len)};
	if (!is_text(diag, path, whole))
		return false;
	*out = whole;
	return true;
}

/* Whether the error says that nothing has the name. */
static bool is_no_name(int error)
{
	return error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG || error == ELOOP;
}

bool file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? S_ISREG(st.st_mode) : !is_no_name(errno);
}

bool file_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? S_ISDIR(st.st_mode) : !is_no_name(errno);
}

bool file_is_absent(const char *path)
{
	struct stat st;

	return lstat(path, &st) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

const char *file_stamp(struct arena *arena, const char *path, size_t *size)
{
	struct stat st;

	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return NULL;
	if (size)
		*size = (size_t)st.st_size;
	return str_fmt(arena, "%llx:%llx:%lld:%lld.%09ld:%lld.%09ld", (unsigned long long)st.st_dev,
				   (unsigned long long)st.st_ino, (long long)st.st_size,
				   (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec, (long long)st.st_ctim.tv_sec,
				   st.st_ctim.tv_nsec);
}

static char *real_path(struct arena *arena, const char *path)
{
	char *found = realpath(path, NULL);
	char *copy = found ? str_copy(arena, found) : NULL;

	free(found);
	return copy;
}

char *file_inside(struct arena *arena, const char *root, const char *base, const char *name,
				  const char **why)
{
	if (name[0] == '/') {
		*why = "is an absolute path";
		return NULL;
	}
	char *inner = real_path(arena, path_join(arena, base, name));
	char *outer = inner ? real_path(arena, root) : NULL;
	if (!inner || !outer) {
		int error = errno;
		*why = error == EACCES     ? "may not be read"
			   : is_no_name(error) ? "does not exist"
								   : str_fmt(arena, "cannot be reached (%s)", strerror(error));
		return NULL;
	}
	size_t len = strcmp(outer, "/") == 0 ? 0 : strlen(outer);
	if (strncmp(inner, outer, len) != 0 || (inner[len] != '/' && inner[len] != '\0')) {
		*why = "is outside the content folder";
		return NULL;
	}
	return inner;
}

char *path_join(struct arena *arena, const char *dir, const char *name)
{
	if (!dir || dir[0] == '\0' || strcmp(dir, ".") == 0 || name[0] == '/')
		return str_copy(arena, name);
	return str_fmt(arena, "%s%s%s", dir, dir[strlen(dir) - 1] == '/' ? "" : "/", name);
}

char *path_dir(struct arena *arena, const char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	while (len > 0 && path[len - 1] != '/')
		len--;
	while (len > 1 && path[len - 1] == '/')
		len--;
	return len == 0 ? str_copy(arena, ".") : str_copy_n(arena, path, len);
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **file_list(struct arena *arena, const char *dir, size_t *count)
{
	DIR *open_dir = opendir(dir);
	struct buf names = {.arena = arena};

	*count = 0;
	if (!open_dir)
		return NULL;
	for (struct dirent *entry = readdir(open_dir); entry; entry = readdir(open_dir)) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		char *name = str_copy(arena, entry->d_name);
		buf_add(&names, &name, sizeof name);
		++*count;
	}
	closedir(open_dir);
	char **list = ARENA_ARRAY(arena, char *, *count + 1);
	if (*count > 0)
		memcpy(list, names.s, names.len);
	qsort(list, *count, sizeof *list, by_bytes);
	return list;
}

/* Whether fd is still the file that has the name. False with errno, or with 0: another has it, or
 * none. */
static bool is_named(int fd, const char *path)
{
	struct stat mine, named;

	errno = 0;
	if (fstat(fd, &mine) == 0 && lstat(path, &named) == 0)
		return mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
	errno = errno == ENOENT ? 0 : errno;
	return false;
}

/* The temporary, made and locked; -1 with errno. Who had the lock before may have renamed or
 * removed the file meanwhile: then it is made again. */
static int open_locked(const char *path)
{
	for (;;) {
		int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
		if (fd < 0)
			return -1;
		/* Some network folders have no locks. */
		bool locked = flock(fd, LOCK_EX) == 0 || errno == ENOLCK || errno == EOPNOTSUPP;
		if (locked && is_named(fd, path))
			return fd;
		int error = errno;
		close(fd);
		errno = error;
		if (!locked || error != 0)
			return -1;
	}
}

static int write_all(int fd, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t written = write(fd, bytes.s, bytes.len);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return errno;
		bytes.s += written;
		bytes.len -= (size_t)written;
	}
	return 0;
}

/* Waits until the bytes are on the disk; 0 or an error. Pipes and devices cannot be synced. */
static int sync_fd(int fd)
{
	if (fsync(fd) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP)
		return 0;
	return errno;
}

static int sync_dir(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	/* A folder that may be written but not read cannot be synced. */
	if (fd < 0)
		return errno == EACCES ? 0 : errno;
	int error = sync_fd(fd);
	close(fd);
	return error;
}

/* What is to be written: bytes, or where next is set what it gives. */
struct content {
	struct str bytes;
	file_next *next;
	void *data;
};

static int write_content(int fd, const struct content *content)
{
	int error = 0;

	if (!content->next)
		return write_all(fd, content->bytes);
	for (bool more = true; more && error == 0;) {
		struct arena *arena = arena_new();
		struct str piece = content->next(content->data, arena);
		more = piece.len > 0;
		error = write_all(fd, piece);
		arena_free(arena);
	}
	return error;
}

/* Fills the temporary and gives it the file's name; 0 or an error, and then there is no temporary
 * any more. old: the file to replace, or NULL. */
static int fill_and_rename(int fd, const char *temporary, const char *path, const struct stat *old,
						   const struct content *content)
{
	int error = ftruncate(fd, 0) == 0 ? 0 : errno;

	if (error == 0)
		error = write_content(fd, content);
	if (error == 0 && old && fchmod(fd, old->st_mode & 0777) != 0)
		error = errno;
	if (error == 0)
		error = sync_fd(fd);
	if (error == 0 && rename(temporary, path) != 0)
		error = errno;
	if (error != 0)
		unlink(temporary);
	return error;
}

/* The folder cannot be made; often because something else above it has the name of a folder. */
static bool report_folder(struct arena *arena, struct diag *diag, const char *path, const char *dir,
						  int error)
{
	const char *above = dir;

	while (file_is_absent(above) && strcmp(above, path_dir(arena, above)) != 0)
		above = path_dir(arena, above);
	if (file_is_dir(above))
		return report(diag, path, str_fmt(arena, "cannot make the folder %s", dir), error);
	diag_error(diag, POS_FILE(path),
			   "cannot make the folder %s: %s is no folder: move it away, or choose another folder",
			   dir, above);
	return false;
}

bool file_make_folder(struct diag *diag, const char *dir)
{
	struct arena *arena = arena_new();
	bool made = g_mkdir_with_parents(dir, 0777) == 0 || report_folder(arena, diag, dir, dir, errno);

	arena_free(arena);
	return made;
}

static bool replace(struct arena *arena, struct diag *diag, const char *path,
					const struct content *content)
{
	const char *dir = path_dir(arena, path);
	char *temporary = path_join(arena, dir, str_fmt(arena, ".%s.tmp", path_base(path)));
	struct stat old;
	bool exists = lstat(path, &old) == 0;

	if (exists && !S_ISREG(old.st_mode) && !S_ISLNK(old.st_mode)) {
		diag_error(diag, POS_FILE(path), "cannot be written: it is not a file: move it away");
		return false;
	}
	if (g_mkdir_with_parents(dir, 0777) != 0)
		return report_folder(arena, diag, path, dir, errno);
	int fd = open_locked(temporary);
	if (fd < 0)
		return report(diag, path, "cannot be written", errno);
	/* A signal that ends the process must not leave the temporary behind. */
	sigset_t ending, before;
	sigemptyset(&ending);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	sigaddset(&ending, SIGHUP);
	sigprocmask(SIG_BLOCK, &ending, &before);
	int error =
		fill_and_rename(fd, temporary, path, exists && S_ISREG(old.st_mode) ? &old : NULL, content);
	sigprocmask(SIG_SETMASK, &before, NULL);
	close(fd);
	if (error == 0)
		error = sync_dir(dir);
	return error == 0 || report(diag, path, "cannot be written", error);
}

bool file_write(struct diag *diag, const char *path, struct str bytes)
{
	struct arena *arena = arena_new();
	bool written = replace(arena, diag, path, &(struct content){.bytes = bytes});

	arena_free(arena);
	return written;
}

/* Whether the rest of the file is these bytes. */
static bool is_read(int fd, struct str bytes)
{
	char piece[1 << 14];

	for (;;) {
		ssize_t got = read(fd, piece, sizeof piece);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0 && bytes.len == 0;
		if ((size_t)got > bytes.len || memcmp(piece, bytes.s, (size_t)got) != 0)
			return false;
		bytes.s += got;
		bytes.len -= (size_t)got;
	}
}

bool file_holds(const char *path, struct str bytes)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW);
	struct stat st;

	if (fd < 0)
		return false;
	bool holds = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (size_t)st.st_size == bytes.len &&
				 is_read(fd, bytes);
	close(fd);
	return holds;
}

bool file_write_fd(struct diag *diag, int fd, const char *path, struct str bytes)
{
	int error = write_all(fd, bytes);

	if (error == 0)
		error = sync_fd(fd);
	return error == 0 || report(diag, path, "cannot be written", error);
}

static bool write_any(struct diag *diag, const char *path, const struct content *content)
{
	struct arena *arena = arena_new();
	struct stat st;
	bool written = false;

	if (lstat(path, &st) != 0 || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)) {
		written = replace(arena, diag, path, content);
		arena_free(arena);
		return written;
	}
	arena_free(arena);
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return report(diag, path, "cannot be written", errno);
	int error = write_content(fd, content);
	if (error == 0)
		error = sync_fd(fd);
	if (close(fd) != 0 && error == 0)
		error = errno;
	return error == 0 || report(diag, path, "cannot be written", error);
}

bool file_write_any(struct diag *diag, const char *path, struct str bytes)
{
	return write_any(diag, path, &(struct content){.bytes = bytes});
}

bool file_write_pieces(struct diag *diag, const char *path, file_next *next, void *data)
{
	return write_any(diag, path, &(struct content){.next = next, .data = data});
}

bool file_remove(struct diag *diag, const char *path)
{
	struct arena *arena = arena_new();
	bool removed = unlink(path) == 0 || errno == ENOENT;

	if (!removed)
		report(diag, path, "cannot be removed", errno);
	else
		rmdir(path_dir(arena, path));
	arena_free(arena);
	return removed;
}

void file_remove_empty(const char *dir)
{
	/* rmdir is a call that the sandbox refuses. */
	(void)unlinkat(AT_FDCWD, dir, AT_REMOVEDIR);
}

static void remove_if_free(const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 && is_named(fd, path))
		unlink(path);
	close(fd);
}

void file_clean(const char *dir)
{
	struct arena *arena = arena_new();
	size_t count;
	char **names = file_list(arena, dir, &count);

	for (size_t i = 0; i < count; i++)
		if (names[i][0] == '.' && g_str_has_suffix(names[i], ".tmp") && strlen(names[i]) > 5)
			remove_if_free(path_join(arena, dir, names[i]));
	arena_free(arena);
}

void file_hold_standard(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}
