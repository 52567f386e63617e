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
/* A callout that is no higher is divided only where it must be; as a part of the page. */
#define KEPT_MOST 0.2
/* The most that the labels of fields take of the width; how far words stand above a line. */
#define LABELS_MOST 0.4
#define ABOVE_LINE 0.3 /* part of the type size */

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
	if (region->plain) {
		marks[0].kind = MARK_FRAME;
		marks[0].role = MARK_LAYOUT;
		marks[0].thickness = theme->hairline * 2;
		marks[0].color = theme->rule;
		return 1;
	}
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
static void add_sign(struct builder *b, struct box *box, bool informs, bool rtl)
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
	enum callout_use use = callout_use(callout->u.callout.kind);
	bool loud = callout->u.callout.kind == CALLOUT_EMERGENCY;
	enum role role = loud ? ROLE_SUBSECTION : ROLE_CALLOUT_LABEL;
	struct shaped *shaped = shape_text(b->setting, b->setting->block, strings_get(strings, key),
									   strings_lang(strings, key), role, NULL);
	struct lines lines =
		paragraph_lines(b->setting, shaped, (struct measure){.width = b->frame.width});
	int height = 0;
	for (int i = 0; i < lines.count; i++) {
		const struct line *line = &lines.items[i];
		height = line->ascent + line->descent;
		struct box *box = flow_add(b, 0, height, line->ascent);
		struct mark *mark = flow_mark(b, box, MARK_LINE, MARK_LABEL, callout);
		mark->x = flow_line_left(b->frame, line, rtl, ALIGN_START);
		mark->y = line->ascent;
		mark->line = line;
		if (i == 0 && use != CALLOUT_IS_FILLED_IN)
			add_sign(b, box, use == CALLOUT_INFORMS, rtl);
		b->keep = KEEP_ALWAYS;
	}
	arena_clear(b->setting->block);
	b->keep = KEEP_ALWAYS;
	b->after = loud ? (int)(height * LOUD_AFTER_LABEL) : 0;
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

/* A rule at the foot of a box so high. */
static void add_line_to_write(struct builder *b, struct box *box, struct frame frame, int height)
{
	const struct theme *theme = b->setting->edition->theme;
	struct mark *mark = flow_mark(b, box, MARK_RECT, MARK_LAYOUT, NULL);
	mark->x = frame.left;
	mark->y = height - theme->hairline;
	mark->width = frame.width;
	mark->height = theme->hairline;
	mark->color = theme->rule;
}

/* The width of the widest label of the fields beside each other. */
static int labels_width(struct builder *b, const struct node *callout)
{
	int widest = 0, most = (int)(b->frame.width * LABELS_MOST);
	for (const struct node *n = callout->child; n; n = n->next) {
		if (n->kind != NODE_PARAGRAPH || n->u.paragraph.use != USE_FIELD)
			continue;
		int width =
			paragraph_natural(shape_block(b->setting, b->setting->block, n, ROLE_CALLOUT_LABEL));
		widest = width > widest ? width : widest;
	}
	arena_clear(b->setting->block);
	return widest < most ? widest : most;
}

void flow_field(struct builder *b, const struct node *field)
{
	struct setting *setting = b->setting;
	struct style style = flow_style(b, field, ROLE_CALLOUT_LABEL);
	bool rtl = flow_is_rtl(b, field);
	int labels = labels_width(b, field->parent), gap = style.size / 2, height = 0;
	struct shaped *shaped = shape_block(setting, setting->block, field, ROLE_CALLOUT_LABEL);
	struct lines lines = paragraph_lines(setting, shaped, (struct measure){.width = labels});
	for (int i = 0; i < lines.count; i++)
		height += lines.items[i].ascent + lines.items[i].descent;
	int most = setting->edition->theme->writing;
	/* A label of many lines is parted from the one above as one of a single line is. */
	int y = MAX(most - height, CLAMP(most - style.leading, style.size / 2, style.leading));
	struct frame label = {rtl ? b->frame.left + b->frame.width - labels : b->frame.left, labels};
	struct frame line = {rtl ? b->frame.left : b->frame.left + labels + gap,
						 b->frame.width - labels - gap};
	b->after = 0;
	struct box *box = flow_add(b, 0, y + height, y + height);
	for (int i = 0; i < lines.count; i++) {
		struct mark *mark = flow_mark(b, box, MARK_LINE, MARK_CONTENT, field);
		mark->x = flow_line_left(label, &lines.items[i], rtl, ALIGN_START);
		mark->y = y + lines.items[i].ascent;
		mark->line = &lines.items[i];
		y += lines.items[i].ascent + lines.items[i].descent;
	}
	add_line_to_write(b, box, line, box->height);
	b->keep = KEEP_ALWAYS;
	arena_clear(setting->block);
}

/* A frame of the theme's size to stick a label in, with the words inside it. */
static void flow_label(struct builder *b, const struct node *callout)
{
	const struct theme *theme = b->setting->edition->theme;
	struct style style = flow_style(b, callout, ROLE_CALLOUT);
	struct frame outer = b->frame;
	bool rtl = flow_is_rtl(b, callout);
	int pad = (int)(style.size * PAD), height = 0, first = b->flow.count;
	int width = theme->label_width < outer.width ? theme->label_width : outer.width;
	int left = rtl ? outer.left + outer.width - width : outer.left;
	b->frame = (struct frame){left + pad, width - 2 * pad};
	flow_spacer(b, style.before, pad);
	add_callout_label(b, callout, rtl);
	flow_blocks(b, callout);
	b->after = 0;
	for (int i = first; i < b->flow.count; i++) {
		b->flow.boxes[i].keep = i > first ? KEEP_ALWAYS : b->flow.boxes[i].keep;
		height += b->flow.boxes[i].height + (i > first ? b->flow.boxes[i].before : 0);
	}
	b->keep = KEEP_ALWAYS;
	flow_spacer(b, 0, height + pad < theme->label_height ? theme->label_height - height : pad);
	height += b->flow.boxes[b->flow.count - 1].height;
	struct mark *mark = flow_mark(b, &b->flow.boxes[first], MARK_FRAME, MARK_LAYOUT, NULL);
	*mark = (struct mark){.kind = MARK_FRAME,
						  .role = MARK_LAYOUT,
						  .x = left,
						  .width = width,
						  .height = height,
						  .thickness = theme->hairline * 2,
						  .color = theme->rule};
	b->keep = 0;
	b->after = style.after;
	b->frame = outer;
}

/* Tables to write in take the margin column too. */
static void flow_medicines(struct builder *b, const struct node *callout)
{
	const struct page_geometry *page = flow_page(b);
	struct style style = flow_style(b, callout, ROLE_CALLOUT);
	struct frame outer = b->frame;
	enum role outer_role = b->role;
	bool rtl = flow_is_rtl(b, callout);
	if (page->column && outer.width == page->measure)
		b->frame = (struct frame){rtl ? outer.left : outer.left - page->column - page->gutter,
								  outer.width + page->column + page->gutter};
	b->role = ROLE_CALLOUT;
	b->after = style.before > b->after ? style.before : b->after;
	add_callout_label(b, callout, rtl);
	flow_blocks(b, callout);
	b->frame = outer;
	b->role = outer_role;
}

/* Lines to write on by hand, at the foot of a box each. */
static void add_ruled_lines(struct builder *b)
{
	const struct theme *theme = b->setting->edition->theme;
	b->after = 0;
	for (int i = 0; i < RULED_LINES; i++) {
		b->keep = KEEP_ALWAYS;
		struct box *box = flow_add(b, 0, theme->writing, theme->writing);
		add_line_to_write(b, box, b->frame, theme->writing);
	}
}

/* Keeps the boxes from first on together if they are few. */
static void keep_short(struct builder *b, int first)
{
	int height = 0;
	for (int i = first; i < b->flow.count; i++)
		height += b->flow.boxes[i].before + b->flow.boxes[i].height;
	for (int i = first + 1; i < b->flow.count && height <= flow_page(b)->height * KEPT_MOST; i++)
		b->flow.boxes[i].keep = MAX(b->flow.boxes[i].keep, KEEP_ROW);
}

static void flow_boxed(struct builder *b, const struct node *callout)
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
	bool alone = !doc_ancestor(callout, NODE_SIDE);
	bool plain = alone && callout->u.callout.kind == CALLOUT_APPOINTMENT;
	*region = (struct region){.left = outer.left,
							  .width = outer.width,
							  .rtl = rtl,
							  .framed = loud && alone,
							  .plain = plain};
	int first = b->flow.count;
	b->region = region;
	b->frame = (struct frame){outer.left + (rtl || plain ? pad : BAR + pad),
							  outer.width - (plain ? 0 : BAR) - 2 * pad};
	b->role = ROLE_CALLOUT;
	flow_spacer(b, style.before + (loud ? LOUD_BEFORE : 0), pad);
	add_callout_label(b, callout, rtl);
	if (loud && b->setting->edition->theme->imprint_columns > 1 && outer.width >= COLUMNS_FROM)
		flow_columns(b, callout->child);
	else
		flow_blocks(b, callout);
	/* Where it is taller than a page it parts before a label. */
	for (int i = first + 1; (loud || plain) && i < b->flow.count; i++)
		b->flow.boxes[i].keep = b->flow.boxes[i].keep == KEEP_ROW ? KEEP_LINES : KEEP_ALWAYS;
	if (callout->u.callout.kind == CALLOUT_QUESTIONS)
		add_ruled_lines(b);
	b->after = 0;
	b->keep = KEEP_ALWAYS;
	flow_spacer(b, 0, pad);
	if (alone)
		keep_short(b, first);
	for (int i = first + 1; i < b->flow.count; i++)
		b->flow.boxes[i].inner = true;
	b->keep = 0;
	b->after = style.after;
	b->frame = outer;
	b->role = outer_role;
	b->region = outer_region;
}

void flow_callout(struct builder *b, const struct node *callout)
{
	if (callout->u.callout.kind == CALLOUT_LABEL)
		flow_label(b, callout);
	else if (callout->u.callout.kind == CALLOUT_MEDICINES)
		flow_medicines(b, callout);
	else
		flow_boxed(b, callout);
}
