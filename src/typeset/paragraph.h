/* Shaped text to lines: total fit (Knuth and Plass), justified or ragged. */
#ifndef HANDOUT_TYPESET_PARAGRAPH_H
#define HANDOUT_TYPESET_PARAGRAPH_H

#include <stdbool.h>

#include "typeset/line.h"
#include "typeset/shape.h"

/* Lengths in Pango units. */
struct measure {
	int width;
	bool justify;   /* else ragged: no stretched or shrunk spaces */
	bool hyphenate; /* words may be divided, in languages that do */
};

struct lines {
	struct line *items;
	int count;
};

/* Breaks the text into lines of at most the measure; one empty text gives no line. The lines are in
 * the setting's arena of lines and refer to fonts of its font map. A word that is wider than the
 * measure is broken between clusters and reported as a warning; a cluster that is wider, as an
 * error. */
struct lines paragraph_lines(struct setting *, const struct shaped *, struct measure);

/* How many lines those would be, and the highest penalty of a break between them (breaks.h).
 * Reports nothing. */
int paragraph_count(struct setting *, const struct shaped *, struct measure, int *dearest);

/* The width of the text on one line, and of its widest part that cannot be broken. */
int paragraph_natural(const struct shaped *);
int paragraph_smallest(const struct shaped *);

#endif
