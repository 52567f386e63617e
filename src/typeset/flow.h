/* The document as one column of boxes, before pages. */
#ifndef HANDOUT_TYPESET_FLOW_H
#define HANDOUT_TYPESET_FLOW_H

#include <stdbool.h>

#include "typeset/page.h"
#include "typeset/paragraph.h"
#include "typeset/shape.h"

/* A break here is never wanted; here only when nothing else is left; here it spoils a page; here it
 * is worse than a page with hardly anything on it, but not than one more page. */
#define KEEP_ALWAYS 1e12
#define KEEP_LINES 1e8
#define KEEP_ROW 1e6
#define KEEP_COMPANY 1.5e4

/* What stands behind consecutive boxes: a tinted ground with a bar at the reading side, or a
 * hairline. Lengths in Pango units; left is from the text's left edge. */
struct region {
	int left, width;
	bool rtl;
	bool line;   /* the hairline between two columns, at left */
	bool framed; /* a frame in the place of the bar */
	bool plain;  /* only a thin frame */
};

/* Of a box: its ground, the line between its columns. */
#define REGIONS 2

struct note_boxes;

/* What is never divided between pages: a line, a table row, an image. Marks are placed from the
 * left edge of the text and the top of the box. */
struct box {
	int before, height; /* before: white above, left out at the top of a page */
	int below_top;      /* from the top of this box; a heading's is the top of what follows it */
	int row;            /* of a table, from 1; 0: no row. A record has one for each of its fields */
	int mark_count, note_count, anchor_count;
	bool inner;      /* it goes on with a paragraph, list, callout or table */
	bool on_grid;    /* the place at below_top belongs on the page's grid of half lines */
	bool hyphenated; /* a line that ends with a hyphen of the program */
	double keep;     /* demerits of a page break before this box */
	struct mark *marks;
	const struct region *regions[REGIONS]; /* NULL: none */
	const struct box
		*head; /* a table's head, repeated when a page begins with this box; height 0: none */
	const struct node **notes;   /* the footnotes first cited in this box */
	const struct node **anchors; /* nodes with an id that begin here */
};

/* The boxes are owned by what was the setting's column when they were made. */
struct flow {
	struct box *boxes;
	int count;
};

/* Where blocks are set: a column's left edge from that of the text, and its width. */
struct frame {
	int left, width;
};

struct builder;

/* Told of new boxes that nothing after them changes. */
typedef void flow_listener(void *data, struct builder *);

/* The column under construction: what flow.c, list.c, callout.c and table.c share. */
struct builder {
	struct setting *setting;
	struct frame frame;
	enum role role; /* of paragraphs here */
	struct flow flow;
	GArray *boxes; /* of the flow */
	int after;     /* white that the last block wants below it */
	double keep;   /* of the next box */
	const struct region *region;
	const struct region *between; /* of pairs: the line between the columns; NULL: none yet */
	struct mark label;            /* waits for the next box; line NULL and thickness 0: none */
	const struct node **anchors;
	int anchor_count;
	int list_depth;
	bool tight;   /* in a tight list: no white between paragraphs */
	bool records; /* tables of many columns are records here, even where they fit */
	bool is_front;
	flow_listener *listener; /* NULL: none */
	void *data;
	bool held; /* what follows may still change the boxes there are */
};

/* Adds a box below the last one; of the white wanted above it and below the last the larger counts.
 * The box takes the waiting label and anchors; baseline is where the label's line stands in it. */
struct box *flow_add(struct builder *, int before, int height, int baseline);

/* Adds a mark to a box. */
struct mark *flow_mark(struct builder *, struct box *, enum mark_kind, enum mark_role,
					   const struct node *);

/* Sets all blocks below parent, or one block, into the builder's column. */
void flow_blocks(struct builder *, const struct node *parent);
void flow_block(struct builder *, const struct node *);

/* Notes that a place to which links may lead begins with the next box. */
void flow_anchor(struct builder *, const struct node *);

/* White between a label and its text, as a part of the type size. */
#define LABEL_GAP 0.45

/* A frame without so much at the side where its text begins. */
struct frame flow_indent(struct frame, int by, bool rtl);

/* The indent that holds a label, NULL for none, and a gap: the theme's, or more for a wide one. */
int flow_label_indent(const struct builder *, const struct line *label, int gap);

/* Gives the next box its label, before the builder's frame at a distance of gap; NULL: none. */
void flow_hang_label(struct builder *, struct line *, const struct node *, int gap, bool rtl);

/* A number with its stop as a line in a language, for text of either direction: the stop stands
 * where that text begins. NULL: no line. */
struct line *flow_number(struct builder *, const char *number, const char *lang, enum role role,
						 bool rtl);

/* Set a heading, a list, a table, a callout, a label with a line to write on, a number to call, a
 * figure, the clinic's name with its logo, the imprint under a rule. */
void flow_heading(struct builder *, const struct node *heading);
void flow_list(struct builder *, const struct node *list);
void flow_table(struct builder *, const struct node *node);
void flow_callout(struct builder *, const struct node *callout);
void flow_field(struct builder *, const struct node *field);
void flow_call(struct builder *, const struct node *paragraph);
void flow_figure(struct builder *, const struct node *figure);
void flow_letterhead(struct builder *, const struct node *name, const struct node *logo);
void flow_imprint(struct builder *, const struct node *part);

/* Whether the columns of a table do not fit beside each other there, so that its rows become
 * records. */
bool flow_is_records(struct builder *b, const struct node *table);

/* Whether a block belongs below the paragraph before it: a list, a table. */
bool flow_is_led(const struct node *block);

/* Shapes and breaks the inlines of a block. The measure of ideographs is a whole number of them. */
void flow_words(struct builder *, const struct node *, enum role, int before, int after);

/* Sets the blocks from the first on as two columns of one box: they stay together. */
void flow_columns(struct builder *, const struct node *first);

/* Copies the marks of a box into another one, moved. */
void flow_take(struct builder *, struct box *box, const struct box *from, int dx, int dy);

/* Sets a pair as two columns, source and translation; the edition's language stands where it begins
 * to read. */
void flow_pair(struct builder *, const struct node *pair);

/* On a review sheet the number of a passage, before whose node the box stands, and a box to tick:
 * in the margin where the edition's language begins, beside a column of the given width. */
void flow_passage(struct builder *, struct box *, const struct node *, int number, int width);

/* The marks of a region between a top and a bottom, left as in the region; returns how many. */
#define REGION_MARKS 2
int flow_region(const struct theme *, const struct region *, int top, int bottom,
				struct mark marks[REGION_MARKS]);

/* The style of a node's text in a role, in the node's script; whether it runs from right to left;
 * the edition's page. */
struct style flow_style(const struct builder *, const struct node *, enum role);
bool flow_is_rtl(const struct builder *, const struct node *);
const struct page_geometry *flow_page(const struct builder *);

/* Adds white that belongs to a block and stays with what follows it. */
void flow_spacer(struct builder *, int before, int height);

/* Lays out lines as boxes; node is the block that they set. */
void flow_lines(struct builder *, const struct lines *, const struct shaped *, const struct node *,
				int before, int after);

/* Puts the footnotes that a line is the first to cite below the page that has the box. */
void flow_notes(struct builder *, struct box *, const struct line *);

/* The left end of a line in a frame. */
int flow_line_left(struct frame, const struct line *, bool rtl, enum align);

/* A line of generated text, or NULL for none. */
struct line *flow_text_line(struct setting *, const char *text, const char *lang, enum role,
							const struct node *);

/* The edition's document as a column of the given width. The listener may drop boxes, and may put
 * another arena in the place of the setting's column while no anchor and no label waits for a box.
 * The builder and the array of boxes are owned by the setting's arena. */
struct builder *flow_document(struct setting *, int width, flow_listener *, void *data);

/* Drops the first boxes. */
void flow_drop(struct builder *, int count);

/* One footnote as a column of its own. */
struct flow flow_note(struct setting *, const struct node *note, int width);

#endif
