/* Sentences of a text and what formulas of readability count in them. */
#ifndef HANDOUT_CHECK_SENTENCES_H
#define HANDOUT_CHECK_SENTENCES_H

#include <stddef.h>

#include "base/arena.h"
#include "check/prose.h"

/* Counts of a text or of a sentence. Syllables are counted by rules of spelling, in languages that
 * have a formula with them; else 0. */
struct counts {
	int sentences, words;
	int letters;    /* and digits */
	int long_words; /* of more than six letters */
	int syllables;
	int many; /* words of three syllables or more */
};

struct sentence {
	const char *text;
	struct pos pos; /* of the text that it stands in */
	struct counts counts;
};

struct sentences {
	const struct sentence *items;
	size_t count;
	struct counts all;
};

/* The sentences of all running texts. What has no sign at its end ends with its text; Thai and
 * Lao have no such sign, there a sentence is a text. */
struct sentences sentences_of(struct arena *, const struct prose *);

/* The number of words of a text, in scripts without spaces as ICU's dictionaries part them. */
int sentences_words(const char *text, size_t len);

/* The syllables of a word in small letters; 0 where the language has no rules here. */
int sentences_syllables(const char *text, const char *lang);

#endif
