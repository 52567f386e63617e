/* A line of text: runs of glyphs from left to right, packed. A line never knows its page. */
#ifndef HANDOUT_TYPESET_LINE_H
#define HANDOUT_TYPESET_LINE_H

#include <pango/pango.h>
#include <stdbool.h>

#include "base/arena.h"
#include "document/doc.h"

/* Glyphs of one font. Lengths in Pango units. */
struct run {
	const char *text;       /* the text that glyphs->item's offset and length are in; UTF-8 */
	PangoGlyphItem *glyphs; /* widths are final */
	int x, width;           /* from the line's left end */
	int rise;               /* of the baseline, upward */
	int apart;              /* what the widths of letters have for standing apart; < 0: closer */
	double scale;           /* horizontal, 1.0 is as designed; width includes it */
	unsigned color;         /* 0xRRGGBB */
	bool underline, strike;
	const struct node *node; /* the TEXT, CODE or NOTE_MARK that it sets; for generated text
								(labels, furniture, hyphens of the program) the node that it stands
								beside, or NULL */
};

/* Runs stand in visual order. Their order in the text is that of glyphs->item->offset, all runs of
 * a line but an added hyphen (text LINE_HYPHEN) sharing one text. A space that ends the line in the
 * source is the last run's last glyph, beyond the line's width. */
struct line {
	const char *text;
	const unsigned char *packed; /* the runs, for line_runs */
	const struct node
		*leaf;  /* the leaf in which the line begins, and the byte offset in its text; NULL */
	int offset; /* for generated text */
	int count;  /* of runs */
	int width;  /* as set, without the space at its end */
	int ascent, descent; /* of the style, not of the glyphs */
	float ratio;         /* how far glue is stretched (> 0) or shrunk (< 0) */
	bool hyphenated;     /* ends with a hyphen of the program */
	bool repeats_hyphen; /* begins, with its first run, with a hyphen of the program */
	bool has_notes;      /* has runs of NOTE_MARKs */
	bool has_cff;        /* has runs of faces with CFF outlines */
};

#define LINE_HYPHEN "\u00ad"

/* What packed lines share: fonts, languages and colours. */
struct palette;

/* A new, empty one. Fonts of runs that are packed with it must live as long as the arena. */
struct palette *palette_new(struct arena *);

/* From now on lines are packed in that arena; at first, in the palette's. */
void palette_turn(struct palette *, struct arena *);

/* Packs runs of a line whose leaf is set: sets its text, packed, count, has_notes and has_cff, in
 * the arena that the palette was turned to. The runs' texts are not copied, nor their items'
 * extra_attrs. */
void line_pack(struct palette *, struct line *, const struct run *runs, int count);

/* The line's runs as they were packed, line->count of them; they and their glyphs are owned by the
 * arena. */
struct run *line_runs(struct arena *, const struct line *);

#endif
