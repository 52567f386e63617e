/* A place where a line might begin, and what stands round it: private to typeset/breaks. */
#ifndef HANDOUT_TYPESET_PLACE_H
#define HANDOUT_TYPESET_PLACE_H

#include <pango/pango.h>
#include <stdbool.h>
#include <stddef.h>

/* Languages (as many letters of a tag as are given, "" for all) and the characters or words of a
 * custom; words are separated by spaces. */
struct custom {
	const char *langs, *chars;
};

/* A place at c, before which `last` stands; the word before it ends at word_end, with spaces
 * between if `spaced`. */
struct place {
	const char *text, *c, *word_end, *lang;
	gunichar now, last;
	bool spaced;
};

/* c is behind the beginning of the text. lang: the tag of what stands there. */
struct place place_at(const char *text, const char *c, const char *lang);

/* The spaces that part words. */
bool place_is_space(gunichar);

/* Whether a list of languages has the tag's. */
bool place_has_lang(const char *langs, const char *tag);

/* Whether a list of words, separated by spaces, has the word of len bytes. */
bool place_has_word(const char *words, const char *word, size_t len);

/* The character that ends before `end`, or 0 at the beginning of the text; moves end before it. */
gunichar place_back(const char *text, const char **end);

/* Whether a character is a letter of an alphabet whose words a reader of Europe sees as such:
 * Latin, Greek, Cyrillic, Armenian. */
bool place_is_alphabetic(gunichar);

/* Brackets, quotation marks and Spanish marks that open. */
bool place_is_opening(gunichar);

#endif
