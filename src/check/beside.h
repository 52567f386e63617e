/* Two texts side by side, as a terminal or a file of fixed-width letters shows them. */
#ifndef HANDOUT_CHECK_BESIDE_H
#define HANDOUT_CHECK_BESIDE_H

#include "base/arena.h"
#include "base/str.h"

/* Below this width, in columns, texts are not set side by side. */
enum { BESIDE_LEAST = 60 };

/* A text with what stands above it. */
struct beside {
	const char *head, *text;
};

/* Adds the two in columns of the same width, between an indent of four and the width: their heads,
 * then their texts, wrapped at spaces, or between two characters where a word is longer or the
 * script has no spaces. Width is counted as terminals do: two for wide letters of East Asia, none
 * for marks; a letter stays with its marks. Each line begins with a line feed and ends without
 * spaces. width: in columns, BESIDE_LEAST or more. */
void beside_add(struct buf *, struct beside first, struct beside second, int width);

#endif
