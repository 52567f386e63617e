/* Choosing the breaks between pages: private to typeset/page. */
#ifndef HANDOUT_TYPESET_PAGINATE_H
#define HANDOUT_TYPESET_PAGINATE_H

#include <stdbool.h>

#include "typeset/flow.h"

/* White above the rule over the footnotes and below it, and below each footnote. */
#define NOTES_ABOVE PT(10)
#define NOTES_BELOW PT(5)
#define NOTE_AFTER PT(3)

/* What pages have room for. Lengths in Pango units. */
struct room {
	int first_top, top; /* margins above the text of the first page and of the others */
	int bottom;         /* where the text ends, from the page's top */
	int spare;          /* by how much a tight page is longer */
	int grid;           /* half a line of the body */
};

/* A box of a footnote. Those of all footnotes stand in one row in the order of their marks. */
struct foot {
	const struct box *box;
	bool first, last; /* of its footnote */
	long long bottom; /* of all before it and it, in the row */
};

/* A place between two pages: boxes and feet before it stand on the pages before. A footnote that
 * has feet on both sides goes on at the foot of the next page. */
struct stop {
	int box, foot; /* how many before it, counted from the document's beginning */
	bool tight;    /* the page that ends here is set tight */
	double demerits;
	struct stop *from; /* where that page begins */
	struct stop *next; /* with the same box, by foot */
	int round, visits; /* while chains are compared */
};

/* What the page from one stop to another is given to. */
typedef void page_taker(void *data, const struct stop *from, const struct stop *to);

struct paginator {
	struct setting *setting; /* stops are in its column */
	struct room room;
	int measure;
	page_taker *take;
	void *data;
	struct box *boxes; /* those not on a page yet: the first is number `base` of the document */
	int base, count;   /* count: how many there were so far, with those on pages */
	GArray *feet;      /* struct foot, likewise from number `foot_base` on */
	int foot_base;
	GArray *cited;        /* int, one a box: how many feet there are up to its end */
	GArray *stops;        /* struct stop *, one a box and one more: the stops before it */
	GHashTable *set;      /* the footnotes whose feet there are */
	int done;             /* boxes from which pages were tried */
	long long ahead;      /* heights of those that are not done */
	long long undecided;  /* heights of those that are not on a page */
	long long asked;      /* what that was when chains were compared last */
	struct stop *decided; /* where the last page that was taken ends */
	int round;
};

/* Prepares an empty one. The setting, room, measure, take and data are the caller's. */
void paginate_start(struct paginator *);

/* Takes the boxes of a flow, of which those that had come before are the first. Pages are taken, in
 * their order, as soon as no text after them can change their ends; where that would be for too
 * long, the best end so far is kept. Returns how many of the boxes are on pages now: the caller
 * removes them. last: there are no more, all pages are taken. */
int paginate_offer(struct paginator *, struct flow, bool last);

void paginate_end(struct paginator *);

/* A box or foot by its number in the document; how many feet are cited before a box. */
const struct box *paginate_box(const struct paginator *, int);
const struct foot *paginate_foot(const struct paginator *, int);

/* Where the text of the page that begins at a stop begins and ends, from the top of the page. */
int paginate_top(const struct paginator *, const struct stop *from);
int paginate_bottom(const struct paginator *, bool tight);

/* The height of what stands above a page's first box: a table's head. */
int paginate_head(const struct paginator *, const struct stop *from);

/* Where the top of a box comes on the page that begins at a stop, below y: both from the top of the
 * text. White of a line or more, but not that above a callout, is half a line smaller on a tight
 * page, which is also half a line longer where the foot leaves room. Text returns to the grid. */
int paginate_box_top(const struct paginator *, const struct stop *from, int i, bool tight, int y);

/* The height of the feet [from, to) on one page, with the rule and its white; 0 for none. */
int paginate_feet_height(const struct paginator *, int from, int to);

#endif
