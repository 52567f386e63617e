/* Embedded TrueType fonts made small. */
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

#endif
