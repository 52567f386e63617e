/* Borrowed byte strings, and a buffer that grows in an arena. */
#include "base/str.h"

#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct str str_of(const char *s)
{
	return s ? (struct str){s, strlen(s)} : (struct str){"", 0};
}

char *str_copy_n(struct arena *arena, const char *s, size_t len)
{
	if (len == SIZE_MAX)
		arena_exhausted();
	char *copy = arena_resize(arena, NULL, 0, len + 1);
	if (len)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

struct str str_dup(struct arena *arena, struct str s)
{
	return (struct str){str_copy_n(arena, s.s, s.len), s.len};
}

char *str_copy(struct arena *arena, const char *s)
{
	return str_copy_n(arena, s, strlen(s));
}

/* Most texts fit here and are composed once. */
enum { SHORT_TEXT = 256 };

char *str_vfmt(struct arena *arena, const char *fmt, va_list args)
{
	char brief[SHORT_TEXT];
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(brief, sizeof brief, fmt, args);
	size_t size = len < 0 ? 1 : (size_t)len + 1;
	char *text = arena_resize(arena, NULL, 0, size);
	if (len < 0)
		text[0] = '\0';
	else if (size <= sizeof brief)
		memcpy(text, brief, size);
	else
		vsnprintf(text, size, fmt, again);
	va_end(again);
	return text;
}

char *str_fmt(struct arena *arena, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	char *text = str_vfmt(arena, fmt, args);
	va_end(args);
	return text;
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.s, b.s, a.len) == 0);
}

bool str_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	while (s.len && is_space(s.s[0])) {
		s.s++;
		s.len--;
	}
	while (s.len && is_space(s.s[s.len - 1]))
		s.len--;
	return s;
}

enum { NEAREST_MIN = 3, NEAREST_MAX = 64 };

static bool same_letter(char a, char b)
{
	return g_ascii_tolower(a) == g_ascii_tolower(b);
}

/* How many letters must be added, removed, replaced or swapped with their neighbour to make one
 * word of the other, capitals aside. The words have at most NEAREST_MAX bytes. */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t rows[3][NEAREST_MAX + 1];
	for (size_t i = 0; i <= a_len; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
		for (size_t j = 0; j <= b_len; j++) {
			if (i == 0 || j == 0) {
				row[j] = i + j;
				continue;
			}
			size_t best = above[j - 1] + !same_letter(a[i - 1], b[j - 1]);
			if (above[j] + 1 < best)
				best = above[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) &&
				same_letter(a[i - 2], b[j - 1]) && second[j - 2] + 1 < best)
				best = second[j - 2] + 1;
			row[j] = best;
		}
	}
	return rows[a_len % 3][b_len];
}

const char *str_nearest(const char *written, const char *const *list)
{
	size_t len = strlen(written);
	if (len > NEAREST_MAX)
		return NULL;
	size_t best = len < NEAREST_MIN ? 0 : len / 3 > 1 ? len / 3 : 1;
	const char *nearest = NULL, *longer = NULL;
	for (; *list; list++) {
		size_t other = strlen(*list);
		if (other > NEAREST_MAX)
			continue;
		size_t d = distance(written, len, *list, other);
		if (d < best || (d == best && !nearest)) {
			best = d;
			nearest = *list;
		}
		if (!longer && len >= NEAREST_MIN && g_ascii_strncasecmp(written, *list, len) == 0)
			longer = *list;
	}
	return nearest ? nearest : longer;
}

char *str_fold(const char *text, ptrdiff_t len)
{
	static const char dot[] = "\xcc\x87", dotless[] = "\xc4\xb1"; /* U+0307, U+0131 */
	char *fold = g_utf8_casefold(text, len), *to = fold;
	for (const char *from = fold; *from;) {
		if (strncmp(from, dotless, 2) == 0) {
			*to++ = 'i';
			from += 2;
		} else {
			*to = *from++;
			from += *to++ == 'i' && strncmp(from, dot, 2) == 0 ? 2 : 0;
		}
	}
	*to = '\0';
	return fold;
}

const char *str_count(struct arena *arena, size_t count, const char *noun)
{
	return str_fmt(arena, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

static void buf_reserve(struct buf *buf, size_t more)
{
	if (more > SIZE_MAX / 4 || buf->len > SIZE_MAX / 4)
		arena_exhausted();
	size_t needed = buf->len + more + 1;
	if (needed <= buf->cap)
		return;
	size_t cap = buf->cap ? buf->cap * 2 : 128;
	if (cap < needed)
		cap = needed;
	buf->s = arena_resize(buf->arena, buf->s, buf->cap, cap);
	buf->cap = cap;
}

void buf_add(struct buf *buf, const void *bytes, size_t len)
{
	buf_reserve(buf, len);
	if (len)
		memcpy(buf->s + buf->len, bytes, len);
	buf->len += len;
	buf->s[buf->len] = '\0';
}

void buf_puts(struct buf *buf, const char *s)
{
	buf_add(buf, s, strlen(s));
}

void buf_putc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_fmt(struct buf *buf, const char *fmt, ...)
{
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	char brief[SHORT_TEXT];
	int len = vsnprintf(brief, sizeof brief, fmt, args);
	if (len > 0) {
		buf_reserve(buf, (size_t)len);
		if ((size_t)len < sizeof brief)
			memcpy(buf->s + buf->len, brief, (size_t)len + 1);
		else
			vsnprintf(buf->s + buf->len, (size_t)len + 1, fmt, again);
		buf->len += (size_t)len;
	}
	va_end(again);
	va_end(args);
}

struct str buf_str(const struct buf *buf)
{
	return buf->s ? (struct str){buf->s, buf->len} : (struct str){"", 0};
}

const char *buf_chars(struct buf *buf)
{
	if (!buf->s)
		return "";
	buf->s = arena_resize(buf->arena, buf->s, buf->cap, buf->len + 1);
	buf->cap = buf->len + 1;
	return buf->s;
}
