/* The imprint at the document's end, in two columns where the theme has them and the letters are
 * small enough for them. */
#include "base/units.h"
#include "typeset/flow.h"

/* White above the rule over the imprint, and below it; between its columns. */
#define IMPRINT_ABOVE PT(24)
#define IMPRINT_BELOW PT(8)
#define IMPRINT_GUTTER MM(6)
/* The narrowest of its columns, in sizes of its type. */
#define COLUMN_LEAST 14
/* Of a page: so much of an imprint may stand alone. */
#define ENOUGH_PART 0.5

void flow_columns(struct builder *b, const struct node *first)
{
	int column = (b->frame.width - IMPRINT_GUTTER) / 2;
	bool rtl = b->setting->edition->locale->rtl;
	struct builder inner = {.setting = b->setting, .frame = {0, column}, .role = b->role};
	for (const struct node *n = first; n; n = n->next)
		flow_block(&inner, n);
	int total = 0, y = 0, side = 0, tallest = 0;
	for (int i = 0; i < inner.flow.count; i++)
		total += inner.flow.boxes[i].height + (i ? inner.flow.boxes[i].before : 0);
	struct box *box = flow_add(b, 0, 0, 0);
	for (int i = 0; i < inner.flow.count; i++) {
		const struct box *from = &inner.flow.boxes[i];
		if (!side && i && from->keep < KEEP_LINES && y * 2 + from->height >= total) {
			side = 1;
			y = 0;
		}
		y += y ? from->before : 0;
		flow_take(b, box, from, b->frame.left + (side != rtl ? column + IMPRINT_GUTTER : 0), y);
		y += from->height;
		tallest = y > tallest ? y : tallest;
	}
	box->height = tallest;
}

/* Whether the imprint is set in two columns. */
static bool has_columns(const struct builder *b, const struct node *section)
{
	struct style style = flow_style(b, section, ROLE_IMPRINT);

	return b->setting->edition->theme->imprint_columns > 1 &&
		   (b->frame.width - IMPRINT_GUTTER) / 2 >= style.size * COLUMN_LEAST;
}

/* The demerits of an imprint that from a box on has a page to itself: the less of it, the more. */
static double company(const struct builder *b, int first)
{
	const struct page_geometry *page = flow_page(b);
	double height = 0;

	for (int i = first; i < b->flow.count; i++)
		height += b->flow.boxes[i].height + (i > first ? b->flow.boxes[i].before : 0);
	double part = height / (page->height - page->top - page->foot);
	return part < ENOUGH_PART ? KEEP_COMPANY * (1 - part / ENOUGH_PART) : 0;
}

/* In one column. Where it must part, that is anywhere but after its heading; in two languages it
 * stays whole. */
static void flow_single(struct builder *b, const struct node *part, bool headed)
{
	double keep = headed ? KEEP_LINES : KEEP_ALWAYS;
	int first = b->flow.count;

	b->held = true;
	flow_blocks(b, part);
	b->held = false;
	for (int i = first; i < b->flow.count; i++)
		if (b->flow.boxes[i].keep < keep)
			b->flow.boxes[i].keep = keep;
}

void flow_imprint(struct builder *b, const struct node *part)
{
	const struct theme *theme = b->setting->edition->theme;
	const struct node *section = part->child;
	int first = b->flow.count;
	double above = b->keep;
	struct box *box = flow_add(b, IMPRINT_ABOVE, IMPRINT_BELOW, 0);
	struct mark *rule = flow_mark(b, box, MARK_RECT, MARK_LAYOUT, NULL);
	rule->x = b->frame.left;
	rule->width = b->frame.width;
	rule->height = theme->hairline;
	rule->color = theme->rule;
	b->keep = KEEP_ALWAYS;
	bool headed = section && section->kind == NODE_SECTION && section->child &&
				  section->child->kind == NODE_HEADING;
	if (headed && has_columns(b, section)) {
		flow_anchor(b, section);
		flow_heading(b, section->child);
		flow_columns(b, section->child->next);
	} else {
		flow_single(b, part, headed);
	}
	b->flow.boxes[first].keep = MAX(above, company(b, first));
	for (int i = first + 1; i < b->flow.count; i++)
		b->flow.boxes[i].keep += company(b, i);
}
