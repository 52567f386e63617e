/* Lists: numerals, bullets and boxes to tick hang before their items, and a page does not part an
 * item from the others. */
#include "base/units.h"
#include "typeset/flow.h"

/* The language of bullets: they come from the Latin face, for those of CJK faces are small and
 * pale. */
#define LATIN "en"

/* What isolates text of one direction in text of the other. */
#define LRI "\u2066"
#define RLI "\u2067"
#define PDI "\u2069"

/* So many references stay on one page. */
#define REFERENCES_TOGETHER 6

/* The most lines of an item that should not stand alone on a page; the demerits if it does, as of a
 * page of which two fifths are empty. */
#define SHORT_ITEM 2
#define ALONE_DEMERITS 1.5e3

static const char *label_text(struct builder *b, const struct node *list, int number)
{
	static const char *const bullets[] = {"\u2022", "\u2013"};
	if (!list->u.list.ordered)
		return bullets[b->list_depth > 1];
	const struct locale *locale = setting_tongue(b->setting, doc_lang(list))->locale;
	return locale_marker_text(b->setting->column, locale, doc_list_depth(list), number);
}

/* A square to tick by hand; a tick already made is a filled one. */
static void hang_task(struct builder *b, const struct node *item, const struct style *style,
					  bool rtl)
{
	int side = (int)(style->size * 0.72), gap = (int)(style->size * LABEL_GAP);
	b->label = (struct mark){
		.kind = item->u.item.task == TASK_DONE ? MARK_RECT : MARK_FRAME,
		.role = MARK_LABEL,
		.node = item,
		.width = side,
		.height = side,
		.thickness = b->setting->edition->theme->hairline * 3 / 2,
		.color = style->color,
		.x = rtl ? b->frame.left + b->frame.width + gap : b->frame.left - gap - side,
	};
}

struct line *flow_number(struct builder *b, const char *number, const char *lang, enum role role,
						 bool rtl)
{
	if (setting_tongue(b->setting, lang)->locale->rtl != rtl)
		number = str_fmt(b->setting->column, "%s%s" PDI, rtl ? RLI : LRI, number);
	return flow_text_line(b->setting, number, lang, role, NULL);
}

static struct line *item_label(struct builder *b, const struct node *list, int number, bool rtl)
{
	const char *text = label_text(b, list, number);
	if (list->u.list.ordered)
		return flow_number(b, text, doc_lang(list), b->role, rtl);
	return flow_text_line(b->setting, text, LATIN, b->role, NULL);
}

static int last_number(const struct node *list)
{
	int number = list->u.list.start - 1;
	for (const struct node *item = list->child; item; item = item->next)
		number++;
	return number;
}

/* The widest label of a list: of digits the last. */
static struct line *widest_label(struct builder *b, const struct node *list)
{
	const struct locale *locale = setting_tongue(b->setting, doc_lang(list))->locale;
	int last = last_number(list), first = last;
	if (list->u.list.ordered && locale_marker(locale, doc_list_depth(list))->counter)
		first = list->u.list.start;
	struct line *widest = NULL;
	for (int number = first; number <= last; number++) {
		struct line *label = item_label(b, list, number, flow_is_rtl(b, list));
		widest = label && (!widest || label->width > widest->width) ? label : widest;
	}
	return widest;
}

/* Whether the list is of words that begin their entries: they need no other label. */
static bool is_glossary(const struct node *list)
{
	const struct node *part = doc_ancestor(list, NODE_PART);
	return part && part->u.part.kind == PART_GLOSSARY;
}

/* An item of few lines does not stand apart from its list: the first one on the page before the
 * others, the last one on the page after them. from: the item's first box. */
static void join_item(struct builder *b, const struct node *item, int from)
{
	const struct node *list = item->parent;
	bool is_short = b->flow.count - from <= SHORT_ITEM;
	if (from == b->flow.count)
		return;
	struct box *box = &b->flow.boxes[from];
	box->inner = item != list->child || b->list_depth > 1;
	if (item != list->child && !item->next && is_short)
		box->keep = MAX(box->keep, ALONE_DEMERITS);
	if (item == list->child && item->next && is_short)
		b->keep = MAX(b->keep, ALONE_DEMERITS);
}

static bool runs_rtl(const struct builder *b, const char *lang)
{
	return setting_tongue(b->setting, lang)->locale->rtl;
}

/* The frame of an item: indented where the list begins, and where a block of it begins that runs
 * the other way. *rtl: the direction of its marker, the item's if it is all in one, else the
 * list's. */
static struct frame item_frame(const struct builder *b, const struct node *item, int by, bool *rtl)
{
	bool outer = flow_is_rtl(b, item->parent), turned = false;
	const char *lang = by ? doc_common_lang(item) : NULL;
	*rtl = lang ? runs_rtl(b, lang) : outer;
	for (const struct node *n = item->child; n; n = n->next)
		turned = turned || runs_rtl(b, doc_lang(n)) != outer;
	struct frame frame = flow_indent(b->frame, by, outer);
	return turned ? flow_indent(frame, by, !outer) : frame;
}

void flow_list(struct builder *b, const struct node *list)
{
	struct style style = flow_style(b, list, b->role);
	struct frame outer = b->frame;
	bool rtl, outer_tight = b->tight;
	int after = style.after > b->after ? style.after : b->after;
	int gap = (int)(style.size * LABEL_GAP), number = list->u.list.start;
	/* The numerals of the references hang outside the text where there is a margin column. */
	bool hang = b->role == ROLE_REFERENCE && flow_page(b)->column > 0 && b->list_depth == 0;
	b->list_depth++;
	bool entries = is_glossary(list) && b->list_depth == 1;
	int by = hang || entries ? 0 : flow_label_indent(b, widest_label(b, list), gap);
	b->tight = list->u.list.tight && !entries;
	bool together = b->role == ROLE_REFERENCE && last_number(list) - number < REFERENCES_TOGETHER;
	bool runs_on = b->role != ROLE_REFERENCE && !entries;
	for (const struct node *item = list->child; item; item = item->next, number++) {
		int first = b->flow.count;
		if (together && item != list->child)
			b->keep = KEEP_ROW;
		if (item->id)
			flow_anchor(b, item);
		b->frame = item_frame(b, item, by, &rtl);
		if (entries)
			b->label = (struct mark){0};
		else if (item->u.item.task != TASK_NONE)
			hang_task(b, item, &style, rtl);
		else
			flow_hang_label(b, item_label(b, list, number, rtl), item, gap, rtl);
		flow_blocks(b, item);
		if (runs_on)
			join_item(b, item, first);
		b->frame = outer;
	}
	b->list_depth--;
	b->tight = outer_tight;
	b->after = b->tight ? b->after : after;
}
