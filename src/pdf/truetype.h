/* Embedded TrueType fonts made small, and two of a face made one. */
#ifndef HANDOUT_PDF_TRUETYPE_H
#define HANDOUT_PDF_TRUETYPE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* The same glyphs with the same numbers and characters, without the hints for screens of few dots,
 * in the arena. Their programs are a quarter of a font that cairo cuts, and are in each of them.
 * Returns false when the font is not of the form that cairo writes; it is then to be used as it is.
 */
bool truetype_shrink(struct arena *, struct str font, struct str *out);

/* Two fonts of one face as one, in the arena: the first with its characters, behind its last glyph
 * those of the second but .notdef, with their outlines and widths. *before is how many the first
 * has, which is the number of the second's glyph 1. Returns false when they are of two faces, or
 * one is not of the form that cairo writes; both are then to be used as they are. */
bool truetype_join(struct arena *, struct str first, struct str second, struct str *out,
				   unsigned *before);

#endif
