/* Pages: what stands where. */
#ifndef HANDOUT_TYPESET_PAGE_H
#define HANDOUT_TYPESET_PAGE_H

#include "base/arena.h"
#include "base/diag.h"
#include "document/edition.h"
#include "read/image.h"
#include "typeset/fonts.h"
#include "typeset/line.h"

enum mark_kind { MARK_LINE, MARK_RECT, MARK_FRAME, MARK_IMAGE };

/* What a mark is to a reader who cannot see the page. */
enum mark_role {
	MARK_CONTENT, /* of its node */
	MARK_LABEL,  /* the label of its node: list marker, numeral of a question, box of a task, number
					of a footnote, word of a callout */
	MARK_HEADER, /* artifacts from here on: running head */
	MARK_FOOTER, /* running foot */
	MARK_LAYOUT, /* rules, bars, frames */
	MARK_BACKGROUND, /* tints */
	MARK_REPEAT,     /* a table's head from its second time on */
};

/* Lengths in Pango units from the top left corner of the page, y downward. */
struct mark {
	enum mark_kind kind;
	enum mark_role role;
	const struct node *node; /* CONTENT and LABEL: the innermost block; else NULL */
	int x, y;                /* LINE: the left end of its baseline; else the top left corner */
	int width, height;       /* RECT (filled), FRAME (stroked inside), IMAGE */
	unsigned color;          /* RECT, FRAME */
	int thickness;           /* FRAME */
	const struct line *line;
	const struct image *image;
};

/* Marks are in the order of painting, which is the order of reading for those with a node. */
struct page {
	struct mark *marks;
	int count;
	const struct node *leaf; /* where the page's text begins, see struct line; NULL: with no line */
	int offset;
};

/* Where a node with an id (or a NOTE_MARK) stands: its top left corner. */
struct place {
	const struct node *node;
	int page; /* from 0 */
	int x, y;
};

struct store;

struct pages {
	int width, height;
	struct page *items;
	int count;
	struct place *places;
	int place_count;
	struct store *stores; /* where what stands on them is kept; NULL: with the pages */
	int released;         /* pages before it have no marks any more */
};

/* Sets an edition. Missing glyphs, faces that were not asked for and lines that do not fit are
 * reported with their place in the text; returns NULL when any was an error. */
struct pages *typeset(struct arena *, struct diag *, struct fonts *, const struct edition *);

/* Frees what stands on the pages before a number, as far as none of the others needs it; they have
 * no marks from then on. */
void pages_release(struct pages *, int before);

/* The bytes of what stands on the pages that are not released, but for the first of them. */
size_t pages_kept(const struct pages *);

/* The pages as text, one mark a line: what golden tests compare; and the lines alone. */
const char *pages_dump(struct arena *, const struct pages *);
const char *pages_dump_lines(struct arena *, const struct pages *);

#endif
