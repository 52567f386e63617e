/* Files in and out. Only this module writes, and it checks after the last byte. */
#ifndef HANDOUT_BASE_FILE_H
#define HANDOUT_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/* The largest file that file_read accepts, in bytes. */
#define FILE_MAX (64u << 20)

/* Reads a whole regular file (never a FIFO, device or folder) of at most FILE_MAX bytes into the
 * arena. On failure, also when it changes meanwhile, reports at the file and returns false. */
bool file_read(struct arena *, struct diag *, const char *path, struct str *out);

/* file_read, and the bytes as text: a UTF-8 BOM is skipped, CRLF and CR become LF, and NUL bytes,
 * invalid UTF-8 (reported with line and column) and lines over 16 MiB are errors. */
bool file_read_text(struct arena *, struct diag *, const char *path, struct str *out);

/* Whether the path is a regular file (after links), or a folder. Both also hold of what cannot be
 * looked at, so that reading it tells why. */
bool file_exists(const char *path);
bool file_is_dir(const char *path);

/* Whether nothing has the name: no file, no folder, no device, no link that leads nowhere. What is
 * optional but there is read, and reported when it is no file. */
bool file_is_absent(const char *path);

/* What the system knows of a regular file (after links): device, inode, size, times of the last
 * change, as text in the arena. A file with the same stamp has the same bytes. *size may be NULL;
 * NULL when there is no such file. */
const char *file_stamp(struct arena *, const char *path, size_t *size);

/* The path of name inside root, both after links, in the arena: NULL and *why (a phrase such as
 * "is outside the content folder") when the name is absolute, when it does not exist, or when it
 * leads out of root by ".." or a link. */
char *file_inside(struct arena *, const char *root, const char *base, const char *name,
				  const char **why);

/* dir/name in the arena; name alone when dir is NULL, "" or "." or name is absolute. */
char *path_join(struct arena *, const char *dir, const char *name);

/* The folder of a path ("." if it has none), and its last part. */
char *path_dir(struct arena *, const char *path);
const char *path_base(const char *path);

/* The names in a folder without "." and "..", sorted by bytes; *count of them. NULL if it cannot be
 * read. */
char **file_list(struct arena *, const char *dir, size_t *count);

/* Makes a folder, with those above it, unless it is there. Returns false after reporting. */
bool file_make_folder(struct diag *, const char *dir);

/* Replaces the file at path with the bytes: makes its folders, writes .NAME.tmp beside it (locked
 * while written), syncs, renames. The old file stays as it was unless all of it worked. On failure
 * removes the temporary, reports at the path and returns false. */
bool file_write(struct diag *, const char *path, struct str bytes);

/* Whether the name is that of a regular file, not of a link to one, with these bytes. */
bool file_holds(const char *path, struct str bytes);

/* Writes the bytes to a file that is replaced in place or is a device (a report to /dev/full, a
 * dump to standard output). path is only named in the report. Returns false after reporting. */
bool file_write_fd(struct diag *, int fd, const char *path, struct str bytes);

/* Like file_write for a regular or new file; a device or FIFO is written in place. */
bool file_write_any(struct diag *, const char *path, struct str bytes);

/* The next piece of a file, in the arena, which is freed after it; empty at the end. */
typedef struct str file_next(void *data, struct arena *);

/* file_write_any of bytes that need not be in memory together. */
bool file_write_pieces(struct diag *, const char *path, file_next *, void *data);

/* Removes a file, and its folder if that is then empty. Returns false after reporting. */
bool file_remove(struct diag *, const char *path);

/* Removes a folder if there is nothing in it. */
void file_remove_empty(const char *dir);

/* Called first in a process: a standard stream that was closed stays one that cannot be used,
 * whatever is opened later. */
void file_hold_standard(void);

/* Removes temporaries (.*.tmp) in the folder that no process holds. */
void file_clean(const char *dir);

#endif
