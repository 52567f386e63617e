/* Names of units in the languages of the world, as data. */
#ifndef HANDOUT_CHECK_UNITS_H
#define HANDOUT_CHECK_UNITS_H

#include <stdbool.h>
#include <stddef.h>

/* One unit: its international sign and, separated by '|', how else it is written. The longest name
 * that fits is meant. */
struct unit {
	const char *sign;
	const char *names;
	bool dose; /* a mass, volume or strength: what is taken or given */
};

/* Ended by a NULL sign. */
extern const struct unit units[];

/* Signs and words for percent, and for "per" between two units, separated by '|'. */
extern const char units_percent[], units_per[];

/* Words that multiply the number before them. */

struct multiplier {
	const char *word;
	int noughts; /* 3: a thousand */
};

/* Ended by a NULL word; a word may go on ("million" in "millions") where it ends in '*'. */
extern const struct multiplier units_multipliers[];

#endif
