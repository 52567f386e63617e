/* How hard a text is to read: the score of the formula that was made for its language, with the
 * five hardest sentences. Scores of two languages say nothing beside each other.
 *
 * readability (a note), reading-grade (English text above the eighth grade). */
#ifndef HANDOUT_CHECK_READABILITY_H
#define HANDOUT_CHECK_READABILITY_H

#include <stdbool.h>

#include "check/finding.h"
#include "check/prose.h"
#include "check/sentences.h"

struct reading {
	const char *handout, *lang;
	const char *formula; /* NULL: the language has none here */
	double score;        /* by it */
	int sentences, words;
};

/* The score of counts by the formula of a language; formula NULL: there is none. */
struct reading readability_of(const struct counts *, const char *lang);

/* The Flesch-Kincaid grade and the SMOG grade of English text. */
double readability_grade(const struct counts *);
double readability_smog(const struct counts *);

/* Adds the findings. False where there are too few sentences to say anything. */
bool readability_check(struct findings *, const struct prose *, struct reading *);

#endif
