/* The page's own words ("Page 2 of 3") by key, from strings/LANG.po. */
#ifndef HANDOUT_DOCUMENT_STRINGS_H
#define HANDOUT_DOCUMENT_STRINGS_H

#include "base/arena.h"
#include "base/diag.h"

struct strings;

/* Where LANG.po is looked for. */
struct strings_dirs {
	const char *own;     /* the content's, which holds what differs; NULL or not there: nothing */
	const char *program; /* has all keys in en.po */
};

/* Reads LANG.po of both folders: what one's own lacks comes from the program's, and what both lack
 * is English, with a warning. A translation counts where its source is the English of its folder,
 * the program's for what en.po of one's own lacks, and unless it is a copy of three words or more
 * of that. Reports and returns NULL when a file of English cannot be read or both lack a key that
 * the program uses. */
struct strings *strings_read(struct arena *, struct diag *, struct strings_dirs, const char *lang);

/* Strings that were read before, one for each set of files and language. */
struct strings_known;

/* None yet, in the arena. */
struct strings_known *strings_known_new(struct arena *);

/* As strings_read, into the arena of those known, where they are found again as long as the files
 * are the same. With a message, or where known is NULL, they are read into the other arena. */
const struct strings *strings_recall(struct strings_known *known, struct arena *, struct diag *,
									 struct strings_dirs, const char *lang);

/* The text of a key. A key that is not in strings_keys is a fault of the program (assert). */
const char *strings_get(const struct strings *, const char *key);

/* strings_get with each {name} replaced: pairs of name and value, ended by NULL. */
const char *strings_fill(struct arena *, const struct strings *, const char *key, ...)
	__attribute__((sentinel));

/* The language of the text of a key: the one asked for, or "en" where it fell back. */
const char *strings_lang(const struct strings *, const char *key);

/* All keys, NULL-terminated. */
extern const char *const strings_keys[];

#endif
