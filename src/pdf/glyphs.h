/* Runs of glyphs on cairo. Pango's renderer, which is made for attributes, walks each run three
 * times for what most of them say by themselves. */
#ifndef HANDOUT_PDF_GLYPHS_H
#define HANDOUT_PDF_GLYPHS_H

#include <cairo.h>

#include "base/arena.h"
#include "typeset/line.h"

/* Shows a run at the current point. The arena is for while it does. */
void glyphs_show(struct arena *, cairo_t *, const struct run *);

#endif
