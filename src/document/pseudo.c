/* Pseudo-languages: letter by letter, passing over what is not text. */
#include "document/pseudo.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"

#define OVERRIDE "\u202E" /* right to left, whatever the letters are */
#define POP "\u202C"

enum { LONGER = 35 }; /* percent */

const char *const pseudo_tags[] = {"en-XA", "ar-XB", NULL};

bool pseudo_is(const char *lang)
{
	for (size_t i = 0; pseudo_tags[i]; i++)
		if (g_ascii_strcasecmp(pseudo_tags[i], lang) == 0)
			return true;
	return false;
}

/* The length of what begins at s up to the character after close; 0: it does not end. */
static size_t length_to(const char *s, char close)
{
	for (const char *p = s + 1; *p; p++) {
		if (*p == '\\' && p[1])
			p++;
		else if (*p == close)
			return (size_t)(p + 1 - s);
	}
	return 0;
}

/* The length of the code that begins at s, with its marks. */
static size_t code_length(const char *s)
{
	size_t run = strspn(s, "`");
	for (const char *p = s + run; *p;) {
		size_t marks = strspn(p, "`");
		if (marks == run)
			return (size_t)(p + marks - s);
		p += marks ? marks : strcspn(p, "`");
	}
	return run;
}

/* The length of what is not text at s, a character of which is always taken for none. */
static size_t mark_length(const char *s)
{
	switch (*s) {
	case '\\':
		return s[1] ? 1 + (size_t)(g_utf8_next_char(s + 1) - (s + 1)) : 1;
	case '`':
		return code_length(s);
	case ']':
		return s[1] == '(' && length_to(s + 1, ')') ? 1 + length_to(s + 1, ')') : 1;
	case '[':
		return (s[1] == '^' || s[1] == '@') && length_to(s, ']') ? length_to(s, ']') : 1;
	case '{': {
		const char *end = s[1] == '{' ? strstr(s, "}}") : NULL;
		return end ? (size_t)(end - s) + strlen("}}") : length_to(s, '}') ? length_to(s, '}') : 1;
	}
	case '&': {
		size_t name = 1 + strspn(s + 1,
								 "#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
								 "0123456789");
		return name > 1 && s[name] == ';' ? name + 1 : 0;
	}
	case '*':
	case '_':
	case '~':
	case '!':
	case ' ':
	case '\n':
		return 1;
	}
	return 0;
}

static void add_accented(struct buf *out, const char *s, size_t len)
{
	static const char plain[] = "acdeghijklnorstuwyzACDEGHIJKLNORSTUWYZ";
	static const char *const accented[] = {"á", "ç", "ð", "é", "ĝ", "ĥ", "î", "ĵ", "ķ", "ļ",
										   "ñ", "ö", "ŕ", "š", "ť", "û", "ŵ", "ý", "ž", "Å",
										   "Ç", "Ð", "É", "Ĝ", "Ĥ", "Î", "Ĵ", "Ķ", "Ļ", "Ñ",
										   "Ö", "Ŕ", "Š", "Ť", "Û", "Ŵ", "Ý", "Ž"};
	for (size_t i = 0; i < len; i++) {
		const char *found = s[i] ? strchr(plain, s[i]) : NULL;
		if (found)
			buf_puts(out, accented[found - plain]);
		else
			buf_putc(out, s[i]);
	}
}

/* Words that make a text of so many letters longer. */
static void add_padding(struct buf *out, size_t letters)
{
	static const char *const words[] = {"lorem", "ipsum", "dolor", "sit", "amet", "nec", "felis"};
	size_t wanted = (letters * LONGER + 99) / 100, added = 0;
	for (size_t i = 0; added < wanted; i++) {
		const char *word = words[i % G_N_ELEMENTS(words)];
		buf_putc(out, ' ');
		add_accented(out, word, strlen(word));
		added += strlen(word) + 1;
	}
}

const char *pseudo_text(struct arena *arena, const char *lang, const char *text)
{
	bool mirrored = g_ascii_strcasecmp(lang, pseudo_tags[1]) == 0;
	struct buf out = {.arena = arena};
	size_t letters = 0;
	buf_puts(&out, mirrored ? "" : "[");
	for (const char *s = text; *s;) {
		size_t mark = mark_length(s), len = 0;
		if (mark) {
			buf_add(&out, s, mark);
			s += mark;
			continue;
		}
		while (s[len] && !mark_length(s + len))
			len += (size_t)(g_utf8_next_char(s + len) - (s + len));
		letters += (size_t)g_utf8_strlen(s, (gssize)len);
		buf_puts(&out, mirrored ? OVERRIDE : "");
		if (mirrored)
			buf_add(&out, s, len);
		else
			add_accented(&out, s, len);
		buf_puts(&out, mirrored ? POP : "");
		s += len;
	}
	if (!mirrored) {
		add_padding(&out, letters);
		buf_putc(&out, ']');
	}
	return buf_chars(&out);
}
