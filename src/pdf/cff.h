/* CFF fonts for embedding. */
#ifndef HANDOUT_PDF_CFF_H
#define HANDOUT_PDF_CFF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* The same glyphs with the same numbers, without the subroutines that none of them uses, in the
 * arena. Cairo keeps all of a face's, which for a CJK face is half a megabyte. Returns false when
 * the font is not of the form that cairo writes; it is then to be used as it is. */
bool cff_shrink(struct arena *, struct str font, struct str *out);

/* The font with copies of glyphs behind its last, in the arena: the first has as its number and CID
 * the count of glyphs before. Returns false when the font is not of the form that cairo writes for
 * a composite font, or has no such glyph. */
bool cff_copy(struct arena *, struct str font, const unsigned *glyphs, unsigned count,
			  struct str *out);

/* A font whose glyphs have names and that has no subroutines of its own, with the glyphs' numbers
 * as CIDs in their place, in the arena. Returns false when it is another one, or cannot be read. */
bool cff_number(struct arena *, struct str font, struct str *out);

#endif
