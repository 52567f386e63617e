/* The runs of a line as they are drawn: in the order of the text. */
#ifndef HANDOUT_PDF_READING_H
#define HANDOUT_PDF_READING_H

#include "base/arena.h"
#include "typeset/line.h"

/* Pointers to the runs in the order of their text, an added hyphen last. Runs of nothing but
 * spaces, which cairo would drop, have become part of a neighbour, at the place where they stood;
 * where there is none they are left out. A line that the author broke ends with a space, but in
 * scripts without spaces. *count is how many there are. */
const struct run **reading_order(struct arena *, const struct line *, int *count);

#endif
