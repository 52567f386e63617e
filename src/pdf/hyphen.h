/* Hyphens that the program put in, told from those of the text. */
#ifndef HANDOUT_PDF_HYPHEN_H
#define HANDOUT_PDF_HYPHEN_H

#include <cairo.h>
#include <stdbool.h>

#include "pdf/cut.h"
#include "typeset/line.h"

/* Whether a run is such a hyphen: its text is U+00AD. */
bool hyphen_is(const struct run *);

/* Shows a run that is to be unsaid at the current point, as text of no letters by an ActualText
 * that is empty: the hyphen that repeats that of a compound. */
void hyphen_show_unsaid(cairo_t *, const struct run *, const struct cuts *);

#endif
