/* Where pages are drawn: a page to a sheet, or a booklet's two to a sheet in the order of binding.
 */
#ifndef HANDOUT_PDF_IMPOSE_H
#define HANDOUT_PDF_IMPOSE_H

#include "base/arena.h"
#include "document/edition.h"
#include "typeset/page.h"

/* One side of a sheet: the pages on it from left to right, -1 for none. */
struct side {
	int pages[2];
};

/* The place of a page: its side, and its left edge there in Pango units. */
struct slot {
	int side, x;
};

/* Lengths in Pango units. A side is a page of the PDF. */
struct sheets {
	int width, height;
	struct side *sides;
	int count;
	struct slot *slots; /* one a page */
};

/* A booklet is folded once and stapled in the fold: two pages on a side, four on a sheet, blank
 * pages at the end, bound on the right where the language runs from right to left. An imprint that
 * has the last page to itself stands on the back where it leaves one page blank, the inside of the
 * cover; after two it would leave a blank spread before the end. In any other edition a side is a
 * page. The pages of inner sheets stand nearer to the fold, by what those sheets stand out at the
 * edge: all outer margins look alike. */
struct sheets *impose(struct arena *, const struct edition *, const struct pages *);

/* How many sides there will be. */
int impose_count(const struct edition *, const struct pages *);

/* The label of a side: the numbers of its pages in the order of reading, "8, 1". */
const char *impose_label(struct arena *, const struct edition *, const struct sheets *, int side);

#endif
