/* Embedded CFF fonts made small. */
#ifndef HANDOUT_PDF_CFF_H
#define HANDOUT_PDF_CFF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* The same glyphs with the same numbers, without the subroutines that none of them uses, in the
 * arena. Cairo keeps all of a face's, which for a CJK face is half a megabyte. Returns false when
 * the font is not of the form that cairo writes; it is then to be used as it is. */
bool cff_shrink(struct arena *, struct str font, struct str *out);

#endif
