/* Borrowed byte strings, and a buffer that grows in an arena. */
#ifndef HANDOUT_BASE_STR_H
#define HANDOUT_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* len bytes at s, always borrowed. s may be NULL only when len is 0. What str_* functions put into
 * an arena has a NUL after its last byte, which len does not count. */
struct str {
	const char *s;
	size_t len;
};

/* Bytes under construction. s is NUL-terminated once anything was added. Zero all but the arena. */
struct buf {
	struct arena *arena;
	char *s;
	size_t len, cap;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})

/* A view of a NUL-terminated string; NULL gives the empty string. */
struct str str_of(const char *);

/* A copy in the arena, NUL-terminated. */
struct str str_dup(struct arena *, struct str);

/* NUL-terminated copies in the arena. */
char *str_copy(struct arena *, const char *);
char *str_copy_n(struct arena *, const char *, size_t len);

/* printf into the arena. */
char *str_fmt(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *str_vfmt(struct arena *, const char *fmt, va_list);

bool str_eq(struct str, struct str);

/* Both may be NULL; NULL equals only NULL. */
bool str_same(const char *, const char *);

/* The bytes without ASCII white space at both ends. */
struct str str_trim(struct str);

/* The word of the NULL-terminated list that is nearest to what was written (letters added, removed,
 * replaced or swapped with their neighbour, at most a third of its length, at least 1 but none of
 * one or two letters; capitals count as small letters), else the first that begins with three or
 * more letters written, or NULL. For "did you mean". */
const char *str_nearest(const char *written, const char *const *list);

/* Text in which capital and small letters are the same, so that two can be compared; a dot above an
 * i counts in no language. len -1: up to its end. Freed with g_free. */
char *str_fold(const char *text, ptrdiff_t len);

/* "1 message", "12 messages": of a noun that takes an s. */
const char *str_count(struct arena *, size_t count, const char *noun);

/* Adds to the end of the buffer. */
void buf_add(struct buf *, const void *bytes, size_t len);
void buf_puts(struct buf *, const char *);
void buf_putc(struct buf *, char);
void buf_fmt(struct buf *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The buffer's bytes as a string (never NULL inside). Valid until the buffer grows. */
struct str buf_str(const struct buf *);
const char *buf_chars(struct buf *);

#endif
