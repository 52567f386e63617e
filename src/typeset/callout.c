/* Callouts: a tinted ground with a bar, the word for what it is, and a sign in the margin column.
 */
#include "base/units.h"
#include "document/strings.h"
#include "typeset/flow.h"

/* White round the words, as a part of the type size; width of the bar. */
#define PAD 0.7
#define BAR MM(2)

/* The frame of numbers for an emergency; they stand in two columns on a measure of at least so
 * much. */
#define LOUD MM(0.9)
#define LOUD_BEFORE PT(4)
#define LOUD_AFTER_LABEL 0.2 /* part of the label's height */
#define COLUMNS_FROM MM(110)
#define NUMBER_AFTER 0.5 /* parts of the type size */

/* Lines for the patient to write on. */
#define RULED_LINES 4
#define RULED_HEIGHT MM(9)

/* The mark of a callout beside its label: a frame, and in it what looks like "!" or "i". Parts of
 * the label's leading. */
#define SIGN_FRAME 0.08
#define SIGN_STROKE 0.13
#define SIGN_MARGIN 0.2

int flow_region(const struct theme *theme, const struct region *region, int top, int bottom,
				struct mark marks[REGION_MARKS])
{
	int left = region->left, height = bottom - top;
	if (region->line) {
		marks[0] = (struct mark){.kind = MARK_RECT,
								 .role = MARK_LAYOUT,
								 .x = left,
								 .y = top,
								 .width = theme->hairline,
								 .height = height,
								 .color = theme->rule};
		return 1;
	}
	marks[0] = (struct mark){.kind = MARK_RECT,
							 .role = MARK_BACKGROUND,
							 .x = left,
							 .y = top,
							 .width = region->width,
							 .height = height,
							 .color = theme->tint};
	if (region->framed) {
		marks[1] = marks[0];
		marks[1].kind = MARK_FRAME;
		marks[1].role = MARK_LAYOUT;
		marks[1].thickness = LOUD;
		marks[1].color = theme->bar;
		return REGION_MARKS;
	}
	marks[1] = (struct mark){.kind = MARK_RECT,
							 .role = MARK_LAYOUT,
							 .x = region->rtl ? left + region->width - BAR : left,
							 .y = top,
							 .width = BAR,
							 .height = height,
							 .color = theme->bar};
	return REGION_MARKS;
}

static void add_stroke(struct builder *b, struct box *box, int x, int y, int width, int height)
{
	struct mark *mark = flow_mark(b, box, MARK_RECT, MARK_LAYOUT, NULL);
	mark->x = x;
	mark->y = y;
	mark->width = width;
	mark->height = height;
	mark->color = b->setting->edition->theme->bar;
}

/* The sign of a callout in the margin column, where there is one: drawn, not written, so that it
 * is in nobody's text. */
static void add_sign(struct builder *b, struct box *box, enum callout_kind kind, bool rtl)
{
	const struct page_geometry *page = flow_page(b);
	int side = box->height, stroke = (int)(side * SIGN_STROKE);
	if (page->column < side)
		return;
	int left = rtl ? page->measure + page->gutter : -page->gutter - side;
	struct mark *frame = flow_mark(b, box, MARK_FRAME, MARK_LAYOUT, NULL);
	frame->x = left;
	frame->width = frame->height = side;
	frame->thickness = (int)(side * SIGN_FRAME);
	frame->color = b->setting->edition->theme->bar;
	bool informs = kind == CALLOUT_NOTE || kind == CALLOUT_TIP || kind == CALLOUT_SUMMARY ||
				   kind == CALLOUT_QUESTIONS;
	int x = left + (side - stroke) / 2, top = (int)(side * SIGN_MARGIN), bottom = side - top;
	int dot = informs ? top : bottom - stroke;
	int from = informs ? top + 2 * stroke : top, to = informs ? bottom : bottom - 2 * stroke;
	add_stroke(b, box, x, dot, stroke, stroke);
	add_stroke(b, box, x, from, stroke, to - from);
}

/* The word for what the callout is. */
static void add_callout_label(struct builder *b, const struct node *callout, bool rtl)
{
	const struct edition *edition = b->setting->edition;
	const struct strings *strings = edition->source_strings && doc_is_source_side(callout)
										? edition->source_strings
										: edition->strings;
	const char *key = callout_key(callout->u.callout.kind);
	bool loud = callout->u.callout.kind == CALLOUT_EMERGENCY;
	struct line *word =
		flow_text_line(b->setting, strings_get(strings, key), strings_lang(strings, key),
					   loud ? ROLE_SUBSECTION : ROLE_CALLOUT_LABEL, NULL);
	if (!word)
		return;
	struct box *box = flow_add(b, 0, word->ascent + word->descent, word->ascent);
	struct mark *mark = flow_mark(b, box, MARK_LINE, MARK_LABEL, callout);
	mark->x = flow_line_left(b->frame, word, rtl, ALIGN_START);
	mark->y = word->ascent;
	mark->line = word;
	add_sign(b, box, callout->u.callout.kind, rtl);
	b->keep = KEEP_ALWAYS;
	b->after = loud ? (int)(box->height * LOUD_AFTER_LABEL) : 0;
}

void flow_call(struct builder *b, const struct node *paragraph)
{
	struct style style = flow_style(b, paragraph, ROLE_SUBSECTION);
	const struct node *next = paragraph->next;
	bool marked = next && next->kind == NODE_PARAGRAPH && next->u.paragraph.use == USE_IMPRINT;
	b->after = 0;
	b->keep = KEEP_ALWAYS;
	flow_words(b, paragraph, ROLE_SUBSECTION, 0, marked ? 0 : (int)(style.size * NUMBER_AFTER));
	b->keep = marked ? KEEP_ALWAYS : 0;
}

/* Lines to write on by hand, at the foot of a box each. */
static void add_ruled_lines(struct builder *b)
{
	const struct theme *theme = b->setting->edition->theme;
	b->after = 0;
	for (int i = 0; i < RULED_LINES; i++) {
		b->keep = KEEP_ALWAYS;
		struct box *box = flow_add(b, 0, RULED_HEIGHT, RULED_HEIGHT);
		struct mark *mark = flow_mark(b, box, MARK_RECT, MARK_LAYOUT, NULL);
		mark->x = b->frame.left;
		mark->y = RULED_HEIGHT - theme->hairline;
		mark->width = b->frame.width;
		mark->height = theme->hairline;
		mark->color = theme->rule;
	}
}

void flow_callout(struct builder *b, const struct node *callout)
{
	struct style style = flow_style(b, callout, ROLE_CALLOUT);
	struct frame outer = b->frame;
	enum role outer_role = b->role;
	const struct region *outer_region = b->region;
	bool rtl = flow_is_rtl(b, callout);
	int pad = (int)(style.size * PAD);
	struct region *region = ARENA_NEW(b->setting->column, struct region);
	bool loud = callout->u.callout.kind == CALLOUT_EMERGENCY;
	/* The boxes of a pair are joined row by row, each with its own ground. */
	bool framed = loud && !doc_ancestor(callout, NODE_SIDE);
	*region =
		(struct region){.left = outer.left, .width = outer.width, .rtl = rtl, .framed = framed};
	int first = b->flow.count;
	b->region = region;
	b->frame = (struct frame){outer.left + (rtl ? pad : BAR + pad), outer.width - BAR - 2 * pad};
	b->role = ROLE_CALLOUT;
	flow_spacer(b, style.before + (loud ? LOUD_BEFORE : 0), pad);
	add_callout_label(b, callout, rtl);
	if (loud && b->setting->edition->theme->imprint_columns > 1 && outer.width >= COLUMNS_FROM)
		flow_columns(b, callout->child);
	else
		flow_blocks(b, callout);
	for (int i = first + 1; loud && i < b->flow.count; i++)
		b->flow.boxes[i].keep = KEEP_ALWAYS;
	if (callout->u.callout.kind == CALLOUT_QUESTIONS)
		add_ruled_lines(b);
	b->after = 0;
	b->keep = KEEP_ALWAYS;
	flow_spacer(b, 0, pad);
	b->keep = 0;
	b->after = style.after;
	b->frame = outer;
	b->role = outer_role;
	b->region = outer_region;
}
