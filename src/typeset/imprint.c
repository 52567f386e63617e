/* The imprint at the document's end, in two columns where the theme has them. */
#include "base/units.h"
#include "typeset/flow.h"

/* White above the rule over the imprint, and below it; between its columns. */
#define IMPRINT_ABOVE PT(24)
#define IMPRINT_BELOW PT(8)
#define IMPRINT_GUTTER MM(6)

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

void flow_imprint(struct builder *b, const struct node *part)
{
	const struct theme *theme = b->setting->edition->theme;
	const struct node *section = part->child;
	/* Not alone on the last page. */
	b->keep = MAX(b->keep, KEEP_COMPANY);
	struct box *box = flow_add(b, IMPRINT_ABOVE, IMPRINT_BELOW, 0);
	struct mark *rule = flow_mark(b, box, MARK_RECT, MARK_LAYOUT, NULL);
	rule->x = b->frame.left;
	rule->width = b->frame.width;
	rule->height = theme->hairline;
	rule->color = theme->rule;
	b->keep = KEEP_ALWAYS;
	bool headed = section && section->kind == NODE_SECTION && section->child &&
				  section->child->kind == NODE_HEADING;
	if (theme->imprint_columns < 2 || !headed) {
		int first = b->flow.count;
		b->held = true;
		flow_blocks(b, part);
		b->held = false;
		double keep = headed ? KEEP_LINES : KEEP_ALWAYS; /* in two languages it stays whole */
		for (int i = first; i < b->flow.count; i++)
			if (b->flow.boxes[i].keep < keep)
				b->flow.boxes[i].keep = keep;
		return;
	}
	flow_anchor(b, section);
	flow_heading(b, section->child);
	flow_columns(b, section->child->next);
}
