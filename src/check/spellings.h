/* Words that British and American English spell in two ways, by how they begin. */
#ifndef HANDOUT_CHECK_SPELLINGS_H
#define HANDOUT_CHECK_SPELLINGS_H

struct spelling {
	const char *british, *american; /* small letters */
	const char *unless;             /* how other words begin, separated by spaces; NULL: none */
};

/* Ended by NULL. */
extern const struct spelling spellings[];

/* Words that end in -ise or -ize with their kin, up to these letters: "organ" of "organisation".
 * -ize is American, and British too. Ended by NULL. */
extern const char *const ise_stems[];

#endif
