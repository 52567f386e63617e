/* Faces with CFF outlines (the CJK collections), cut to an edition's glyphs before cairo sees them:
 * cairo embeds all subroutines of such a face, and can lose one that a glyph needs. */
#ifndef HANDOUT_PDF_CUT_H
#define HANDOUT_PDF_CUT_H

#include <cairo.h>
#include <stdbool.h>

#include "base/arena.h"
#include "typeset/page.h"

struct cuts;

/* Cuts each CFF face that the pages use to its glyphs; their numbers stay. Other faces are left
 * alone, as is one that cannot be cut. */
struct cuts *cuts_make(struct arena *, const struct pages *);

/* Selects the cut face of a run, in its size. False, and nothing is selected, when its face is not
 * cut. */
bool cuts_select(const struct cuts *, cairo_t *, const struct run *);

/* Shows a run at the current point with its cut face. False, and nothing is drawn, when its face is
 * not cut. */
bool cuts_show(const struct cuts *, cairo_t *, const struct run *);

#endif
