/* What the theme makes of a handout's editions, held to the rules of print: UKAAF's for the clear
 * and the large edition, the European guideline for leaflets for all; and the contrast of each
 * color of text with what is behind it.
 *
 * Warnings: print-size, print-x-height, print-pitch, print-measure, print-italics,
 * print-justified, print-split-words, print-columns, print-note-marks, contrast, contrast-accent.
 */
#ifndef HANDOUT_CHECK_PRINT_H
#define HANDOUT_CHECK_PRINT_H

#include "check/finding.h"
#include "check/prose.h"
#include "document/handout.h"
#include "document/theme.h"
#include "read/faces.h"

/* The listed editions in one language. prose: its text, for how many characters a line has. faces
 * NULL: neither that nor the height of x is looked at. */
void print_check(struct findings *, const struct handout *, const struct theme *,
				 const struct faces *, const struct prose *);

/* The colors of the listed editions, whatever the language. */
void contrast_check(struct findings *, const struct handout *, const struct theme *);

/* WCAG's contrast ratio of two colors, 1 to 21. */
double contrast_ratio(unsigned a, unsigned b);

#endif
