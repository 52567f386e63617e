/* Names of units in the languages of the world, as data: what a text says in figures, and what no
 * line parts. */
#ifndef HANDOUT_DOCUMENT_UNIT_NAMES_H
#define HANDOUT_DOCUMENT_UNIT_NAMES_H

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

/* Parts of a whole in words, separated by '|'; key: as check/values has it, "0.5" or "1/3". */
struct fraction_words {
	const char *key, *words;
};

/* Ended by a NULL key. */
extern const struct fraction_words units_fractions[];

/* Words that say by their own form that there are two: "دقيقتين" is two minutes. Separated by '|'.
 */
extern const char units_duals[];

/* What stands between the figures of "3分の1", which is one third, separated by '|'. */
extern const char units_parts_of[];

/* The bytes at s that are a name of len bytes; 0: it is not there. Where the name has a space or a
 * zero-width non-joiner, any space of the text, no-break and thin ones too, or such a joiner counts
 * as the same, and so does nothing. exact: capitals of ASCII count. What follows is not looked at.
 */
size_t units_name_at(const char *s, const char *name, size_t len, bool exact);

#endif
