/* Choosing the breaks of a paragraph: private to typeset/paragraph. */
#ifndef HANDOUT_TYPESET_FIT_H
#define HANDOUT_TYPESET_FIT_H

#include <stdint.h>

#include "typeset/hyphenate.h"
#include "typeset/paragraph.h"

/* Sums over the text from its beginning, in Pango units. */
struct sums {
	int64_t width, stretch, shrink;
	int64_t expand; /* width of what may be set wider or narrower */
	int64_t track;  /* by how much letters may move apart, or together */
};

/* A place where a line may end: at byte `end` with the sums before the space there; the next line
 * begins at byte `start` with the sums after it. */
struct candidate {
	int end, start;
	struct sums before, after;
	int hyphen_width; /* by how much what the line ends with is wider than its text: an added
						 hyphen, letters that change before it */
	int lead;         /* the same for the next line's beginning */
	int penalty;      /* of a line that ends here */
	int left, right;  /* how far the next line's first character and this line's last one may hang
						 into the margin */
	bool forced, emergency;
	bool repeats; /* the next line begins with a hyphen */
	/* NULL: no hyphen is added. Its left or right is NULL where the letters of that side stay; else
	 * there is at least one of the text before or after it. */
	const struct hyphen *hyphen;
	int word; /* byte at which the hyphenated word begins */
};

/* Lengths in Pango units, by byte of the text. */
struct glue {
	int *stretch, *shrink;
};

struct fit {
	struct setting *setting;
	struct arena *scratch; /* of the paragraph */
	struct arena *line;    /* of a line's runs until they are packed */
	const struct shaped *shaped;
	struct measure measure;
	struct glue glue;
	struct candidate *candidates;
	int count, room;
	int ascent, descent; /* of each line */
	double space_shrink; /* part by which a space may become narrower */
	double expansion;    /* part by which glyphs may be set wider or narrower; 0: not at all */
	int tracking;        /* by how much one letter may move from the next; 0: not at all */
	bool protrude;       /* characters may hang into the margins */
	double loosest;      /* how far glue may be stretched; a line that asks for more ends short */
	bool split;          /* a word had to be split without a hyphen */
};

/* By how much a line can be made wider and narrower: its letters, the distances between them, its
 * glue. In Pango units. */
struct give {
	double expand, track, stretch, shrink;
};

/* What a line makes use of to fill its measure: parts of that, below 0 where it is made narrower.
 * Letters are set up to 1 wider, then up to 1 apart, then the glue takes what is left. */
struct strain {
	double letters, apart, glue;
	bool too_wide; /* the glue would have to shrink by more than 1 */
};

/* The strain of a line that has to become wider by slack. */
struct strain fit_strain(double slack, struct give);

/* The breaks of the paragraph: indices of candidates, the first always 0; *count lines. In scratch.
 */
const int *fit_breaks(struct fit *, int *count);

/* Finds the candidates: the beginning of the text, each break that the script's rules allow, the
 * places for hyphens if these are wanted, its end. Sets the glue. */
void fit_candidates(struct fit *, bool hyphens);

/* Letters shaped in the manner of the item at a byte of the text. The caller frees it. */
PangoGlyphString *fit_shape(const struct shaped *, int at, const char *letters);

/* Spaces that stretch. Characters that give no glyph (isolates, line separator, soft hyphen). */
bool fit_is_glue(gunichar);
bool fit_is_invisible(gunichar);

/* Letters and marks of alphabets that bear to be moved apart. */
bool fit_is_tracked(gunichar);

/* The byte of the last cluster before `end` that has a width: its glue does not count at the end of
 * a line. */
int fit_edge(const struct shaped *, const char *end);

/* The advance of a hyphen in the font of the item at a byte, and that font's glyph for it. */
int fit_hyphen_width(const struct shaped *, int at, PangoGlyph *glyph);

#endif
