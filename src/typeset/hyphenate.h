/* Where words may be hyphenated: Liang's patterns, compiled at build time from the hyphen-*
 * dictionaries of libhyphen and mapped into memory. */
#ifndef HANDOUT_TYPESET_HYPHENATE_H
#define HANDOUT_TYPESET_HYPHENATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct hyphenator;

/* No word has more places than this; the rest of a longer word is not hyphenated. */
#define HYPHENS_MAX 64

/* A place where a word may be divided. Most places only add a hyphen. At others the bytes
 * [at - before, at + after) of the word are replaced, by `left` before the hyphen and `right` on
 * the next line (Hungarian asszonnyal: asszony-nyal); left is NULL where nothing is replaced. */
struct hyphen {
	int at; /* bytes from the beginning of the word */
	int before, after;
	const char *left, *right; /* NUL-terminated, live as long as the hyphenator */
};

/* Opens DIR/TAG.hyph for the longest known beginning of a language tag. NULL where the language is
 * not hyphenated: it is not on the allow-list (DIR/languages), dir is NULL, or there is no such
 * file (then a note is reported) or a damaged one (an error). The mapping is closed with the arena.
 */
const struct hyphenator *hyphenator_open(struct arena *, struct diag *, const char *dir,
										 const char *lang);

/* Hyphenators that were opened before. */
struct hyphenators;

/* None yet. Grows with the languages that are asked for. */
struct hyphenators *hyphenators_new(struct arena *);

/* hyphenator_open, once for a folder and a language as long as there is nothing to report. What it
 * gives lives as long as the hyphenators. */
const struct hyphenator *hyphenators_open(struct hyphenators *, struct diag *, const char *dir,
										  const char *lang);

/* hyphenator_open for the bytes of a file, which must live as long. NULL after reporting at the
 * file when they are not what hyphenate_format.h describes. No bytes are read outside them,
 * whatever they are. */
const struct hyphenator *hyphenator_read(struct arena *, struct diag *, const char *file,
										 struct str bytes);

/* A hyphenator that divides the words of a list (NULL-terminated: "ke-ta-mine") at their hyphens
 * and nowhere else, whatever the minima, and others as the one given does; NULL: not at all. With
 * no words it is the one given. The words must live as long. */
const struct hyphenator *hyphenator_except(struct arena *, const struct hyphenator *,
										   const char *const *words);

/* Whether a word stands in that list. */
bool hyphenate_listed(const struct hyphenator *, const char *word, size_t len);

/* The length in bytes of the word at the beginning of a text: letters with their marks, and each
 * apostrophe or middle dot between two of them that the patterns know (aujourd'hui, м'ята,
 * col·lega). Without a hyphenator letters and marks alone. */
size_t hyphenate_word(const struct hyphenator *, const char *text);

/* Finds the places in a word of letters (UTF-8, any case), at most max of them, from left to right.
 * Places nearer to the ends than the language's minima are left out. Returns their number. */
int hyphenate(const struct hyphenator *, const char *word, size_t len, struct hyphen *out, int max);

#endif
