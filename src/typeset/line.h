/* A line of text: runs of glyphs from left to right. A line never knows its page. */
#ifndef HANDOUT_TYPESET_LINE_H
#define HANDOUT_TYPESET_LINE_H

#include <pango/pango.h>
#include <stdbool.h>

#include "document/doc.h"

/* Glyphs of one font. Lengths in Pango units. */
struct run {
	const char *text;       /* the text that glyphs->item's offset and length are in; UTF-8 */
	PangoGlyphItem *glyphs; /* widths are final; owned by the arena */
	int x, width;           /* from the line's left end */
	int rise;               /* of the baseline, upward */
	double scale;           /* horizontal, 1.0 is as designed; width includes it */
	unsigned color;         /* 0xRRGGBB */
	bool underline, strike;
	const struct node *node; /* the TEXT, CODE or NOTE_MARK that it sets; for generated text
								(labels, furniture, hyphens of the program) the node that it stands
								beside, or NULL */
};

/* Runs stand in visual order. Their order in the text is that of glyphs->item->offset, all runs of
 * a line but an added hyphen (text "\u00ad") sharing one text. A space that ends the line in the
 * source is the last run's last glyph, beyond the line's width. */
struct line {
	struct run *runs;
	int count;
	int width;           /* as set, without the space at its end */
	int ascent, descent; /* of the style, not of the glyphs */
	const struct node
		*leaf;       /* the leaf in which the line begins, and the byte offset in its text; NULL */
	int offset;      /* for generated text */
	bool hyphenated; /* ends with a hyphen of the program */
	bool repeats_hyphen; /* begins, with its first run, with a hyphen of the program */
	double ratio;        /* how far glue is stretched (> 0) or shrunk (< 0) */
};

#endif
