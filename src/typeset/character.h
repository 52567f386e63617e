/* The characters of a text, most of which are ASCII: what GLib says of them, without a call for
 * those. */
#ifndef HANDOUT_TYPESET_CHARACTER_H
#define HANDOUT_TYPESET_CHARACTER_H

#include <glib.h>
#include <stdbool.h>

/* The character that begins at c, in valid UTF-8. */
static inline gunichar character_at(const char *c)
{
	return (unsigned char)*c < 0x80 ? (unsigned char)*c : g_utf8_get_char(c);
}

/* A decimal digit of any script. */
static inline bool character_is_digit(gunichar c)
{
	return c < 0x80 ? c >= '0' && c <= '9' : g_unichar_isdigit(c);
}

/* A letter of any script. */
static inline bool character_is_letter(gunichar c)
{
	return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : g_unichar_isalpha(c);
}

#endif
