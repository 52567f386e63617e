/* Words that were shaped before. In a long text three words of four are. */
#ifndef HANDOUT_TYPESET_WORDS_H
#define HANDOUT_TYPESET_WORDS_H

#include <pango/pango.h>

#include "base/arena.h"

struct words;

/* Knows no word yet. Keeps the fonts of items and so many words at most, for as many texts as are
 * set as long as the arena lives. */
struct words *words_new(struct arena *);

/* Shapes the item of a text of len bytes as pango_shape_with_flags does, with the same glyphs.
 * Items of one font, script and language have the same features. */
void words_shape(struct words *, const char *text, int len, const PangoItem *item,
				 PangoGlyphString *glyphs);

#endif
