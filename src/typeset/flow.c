/* Blocks to one column of boxes. Each kind of block has its function; what it adds is lines, rules
 * and images placed from the top of a box. */
#include "typeset/flow.h"

#include <string.h>

#include "base/units.h"
#include "document/strings.h"
#include "typeset/breaks.h"
#include "typeset/spacing.h"

/* The language of what is Latin in every edition: code, bullets. */
#define LATIN "en"

/* White round the words of the stamp, as a part of the type size. */
#define PAD 0.7

struct style flow_style(const struct builder *b, const struct node *node, enum role role)
{
	const struct tongue *tongue = setting_tongue(b->setting, doc_lang(node));
	return theme_style(b->setting->edition->theme, tongue->script, role);
}

bool flow_is_rtl(const struct builder *b, const struct node *node)
{
	return setting_tongue(b->setting, doc_lang(node))->locale->rtl;
}

const struct page_geometry *flow_page(const struct builder *b)
{
	const struct edition *edition = b->setting->edition;
	return &edition->theme->pages[edition->paper];
}

struct frame flow_indent(struct frame frame, int by, bool rtl)
{
	return (struct frame){rtl ? frame.left : frame.left + by, frame.width - by};
}

int flow_line_left(struct frame frame, const struct line *line, bool rtl, enum align align)
{
	int rest = frame.width - line->width;
	if (align == ALIGN_CENTER)
		return frame.left + rest / 2;
	return frame.left + ((align == ALIGN_END) != rtl ? rest : 0);
}

static void free_boxes(void *boxes)
{
	g_array_free(boxes, TRUE);
}

struct box *flow_add(struct builder *b, int before, int height, int baseline)
{
	if (!b->boxes) {
		struct arena *arena = b->listener ? b->setting->arena : b->setting->column;
		b->boxes = g_array_new(FALSE, TRUE, sizeof(struct box));
		arena_defer(arena, free_boxes, b->boxes);
	}
	g_array_set_size(b->boxes, (guint)b->flow.count + 1);
	b->flow.boxes = (struct box *)(void *)b->boxes->data;
	struct box *box = &b->flow.boxes[b->flow.count++];
	*box = (struct box){
		.before = before > b->after ? before : b->after,
		.height = height,
		.keep = b->keep,
		.regions = {b->region},
		.anchors = b->anchors,
		.anchor_count = b->anchor_count,
	};
	b->after = 0;
	b->keep = 0;
	b->anchors = NULL;
	b->anchor_count = 0;
	if (b->label.line || b->label.thickness) {
		struct mark *mark = flow_mark(b, box, b->label.kind, b->label.role, b->label.node);
		*mark = b->label;
		mark->y = b->label.line ? baseline : baseline - b->label.height;
		b->label = (struct mark){0};
	}
	return box;
}

struct mark *flow_mark(struct builder *b, struct box *box, enum mark_kind kind, enum mark_role role,
					   const struct node *node)
{
	/* Grown at powers of two. */
	if ((box->mark_count & (box->mark_count - 1)) == 0) {
		size_t room = box->mark_count ? (size_t)box->mark_count * 2 : 1;
		struct mark *grown = ARENA_ARRAY(b->setting->column, struct mark, room);
		if (box->mark_count)
			memcpy(grown, box->marks, sizeof(*grown) * (size_t)box->mark_count);
		box->marks = grown;
	}
	struct mark *mark = &box->marks[box->mark_count++];
	*mark = (struct mark){.kind = kind, .role = role, .node = node};
	return mark;
}

void flow_anchor(struct builder *b, const struct node *node)
{
	const struct node **grown =
		ARENA_ARRAY(b->setting->column, const struct node *, (size_t)b->anchor_count + 1);
	if (b->anchor_count)
		memcpy(grown, b->anchors, sizeof(*grown) * (size_t)b->anchor_count);
	grown[b->anchor_count++] = node;
	b->anchors = grown;
}

/* A mark may be of several runs: "[", "1" and "]" where text runs both ways. */
static bool has_note(const struct box *box, const struct node *note)
{
	for (int i = 0; i < box->note_count; i++)
		if (box->notes[i] == note)
			return true;
	return false;
}

void flow_notes(struct builder *b, struct box *box, const struct line *line)
{
	if (!line->has_notes)
		return;
	struct arena *scratch = arena_new();
	const struct run *runs = line_runs(scratch, line);
	for (int i = 0; i < line->count; i++) {
		const struct node *mark = runs[i].node;
		if (!mark || mark->kind != NODE_NOTE_MARK || mark->u.note_mark.mark != 1 ||
			has_note(box, mark->u.note_mark.note))
			continue;
		const struct node **grown =
			ARENA_ARRAY(b->setting->column, const struct node *, (size_t)box->note_count + 1);
		if (box->note_count)
			memcpy(grown, box->notes, sizeof(*grown) * (size_t)box->note_count);
		int at = box->note_count++;
		/* Runs stand in visual order, footnotes in that of their numbers. */
		for (; at > 0 && grown[at - 1]->u.note.number > mark->u.note_mark.note->u.note.number; at--)
			grown[at] = grown[at - 1];
		grown[at] = mark->u.note_mark.note;
		box->notes = grown;
	}
	arena_free(scratch);
}

void flow_lines(struct builder *b, const struct lines *lines, const struct shaped *shaped,
				const struct node *node, int before, int after)
{
	bool heading = node && node->kind == NODE_HEADING, whole = b->role == ROLE_REFERENCE;
	for (int i = 0; i < lines->count; i++) {
		const struct line *line = &lines->items[i];
		if (i > 0)
			b->keep = heading                                    ? KEEP_ALWAYS
					  : whole || i == 1 || i == lines->count - 1 ? KEEP_LINES
																 : 0;
		struct box *box =
			flow_add(b, i == 0 ? before : 0, line->ascent + line->descent, line->ascent);
		struct mark *mark = flow_mark(b, box, MARK_LINE, MARK_CONTENT, node);
		mark->x = flow_line_left(b->frame, line, shaped->rtl, ALIGN_START);
		mark->y = line->ascent;
		mark->line = line;
		flow_notes(b, box, line);
		box->on_grid = i == 0 && b->role == ROLE_BODY && node && node->kind == NODE_PARAGRAPH &&
					   node->u.paragraph.use == USE_BODY;
		box->hyphenated = line->hyphenated;
		box->inner = i > 0;
	}
	b->after = after;
	b->keep = heading ? KEEP_ALWAYS : 0;
}

/* The width in which the text has as many lines, but as even as they can be without a break dearer
 * than one that they have anyway: no last line of one word in a heading, no word divided. */
static int balance(struct setting *setting, const struct shaped *shaped, struct measure measure)
{
	int dearest, narrower_dearest, count = paragraph_count(setting, shaped, measure, &dearest);
	if (count < 2)
		return measure.width;
	int low = paragraph_natural(shaped) / count, high = measure.width;
	int least = paragraph_smallest(shaped);
	low = low > least ? low : least;
	while (high - low > shaped->style.size / 2) {
		measure.width = low + (high - low) / 2;
		int narrower = paragraph_count(setting, shaped, measure, &narrower_dearest);
		if (narrower > count || narrower_dearest > dearest) {
			low = measure.width;
		} else {
			count = narrower;
			high = measure.width;
		}
	}
	return high;
}

/* A title that has a colon parts there if it has no more lines for it. */
static void part_at_colon(struct setting *setting, struct shaped *shaped, struct measure measure)
{
	int dearest, at = breaks_after_colon(shaped);
	int count = at ? paragraph_count(setting, shaped, measure, &dearest) : 0;
	if (count < 2)
		return;
	struct spacing *spacing = &spacing_of(setting->block, shaped)[at];
	spacing->begins_line = true;
	spacing->begins_line = paragraph_count(setting, shaped, measure, &dearest) <= count;
}

void flow_words(struct builder *b, const struct node *node, enum role role, int before, int after)
{
	struct shaped *shaped = shape_block(b->setting, b->setting->block, node, role);
	const struct tongue *tongue = setting_tongue(b->setting, doc_lang(node));
	const struct script *script = tongue->script;
	bool hyphenate = tongue->hyphenator && b->setting->edition->theme->hyphenate;
	bool justify = shaped->style.justify &&
				   (hyphenate || b->frame.width >= script->justify_from * shaped->style.size);
	struct measure measure = {b->frame.width, justify, justify && hyphenate};
	if (tongue_is_square(tongue) && shaped->style.size < measure.width)
		measure.width -= measure.width % shaped->style.size;
	bool pieces = role == ROLE_STAMP || role == ROLE_LANGUAGE;
	if (pieces && paragraph_natural(shaped) > measure.width)
		shaped = shape_pieces(b->setting, b->setting->block, node, role);
	if (role == ROLE_TITLE)
		part_at_colon(b->setting, shaped, measure);
	if (node->kind == NODE_HEADING || pieces)
		measure.width = balance(b->setting, shaped, measure);
	struct lines lines = paragraph_lines(b->setting, shaped, measure);
	flow_lines(b, &lines, shaped, node, before, after);
	arena_clear(b->setting->block);
}

struct line *flow_text_line(struct setting *setting, const char *text, const char *lang,
							enum role role, const struct node *node)
{
	struct shaped *shaped = shape_text(setting, setting->block, text, lang, role, node);
	struct lines lines = paragraph_lines(setting, shaped, (struct measure){.width = G_MAXINT / 4});
	arena_clear(setting->block);
	return lines.count ? &lines.items[0] : NULL;
}

int flow_label_indent(const struct builder *b, const struct line *label, int gap)
{
	int by = b->setting->edition->theme->indent;
	return label && label->width + gap > by ? label->width + gap : by;
}

void flow_hang_label(struct builder *b, struct line *line, const struct node *node, int gap,
					 bool rtl)
{
	if (!line)
		return;
	b->label = (struct mark){
		.kind = MARK_LINE,
		.role = MARK_LABEL,
		.node = node,
		.line = line,
		.x = rtl ? b->frame.left + b->frame.width + gap : b->frame.left - gap - line->width,
	};
}

void flow_spacer(struct builder *b, int before, int height)
{
	flow_add(b, before, height, height);
	b->keep = KEEP_ALWAYS;
}

static void flow_quote(struct builder *b, const struct node *quote)
{
	int by = b->setting->edition->theme->indent;
	struct frame outer = b->frame;
	enum role outer_role = b->role;
	struct style style = flow_style(b, quote, ROLE_QUOTE);
	b->frame = (struct frame){outer.left + by, outer.width - 2 * by};
	b->role = ROLE_QUOTE;
	b->after = style.before > b->after ? style.before : b->after;
	flow_blocks(b, quote);
	b->after = style.after;
	b->frame = outer;
	b->role = outer_role;
}

static void flow_code(struct builder *b, const struct node *code)
{
	struct style style = flow_style(b, code, ROLE_CODE);
	char **rows = g_strsplit(code->u.text.text, "\n", -1);
	int at = 0;
	for (char **row = rows; *row; at += (int)strlen(*row) + 1, row++) {
		const char *text = **row ? *row : " ";
		struct shaped *shaped =
			shape_text(b->setting, b->setting->block, text, LATIN, ROLE_CODE, code);
		struct lines lines =
			paragraph_lines(b->setting, shaped, (struct measure){.width = b->frame.width});
		for (int i = 0; i < lines.count; i++)
			lines.items[i].offset += at;
		flow_lines(b, &lines, shaped, code, row == rows ? style.before : 0, 0);
		b->keep = row == rows || (row[1] && !row[2]) ? KEEP_LINES : 0;
		arena_clear(b->setting->block);
	}
	b->after = style.after;
	b->keep = 0;
	g_strfreev(rows);
}

static void flow_rule(struct builder *b, const struct node *rule)
{
	const struct theme *theme = b->setting->edition->theme;
	struct style style = flow_style(b, rule, ROLE_BODY);
	/* It ends a page, but does not begin one. */
	b->keep = MAX(b->keep, KEEP_ROW);
	struct box *box = flow_add(b, style.leading / 2, style.leading, style.leading / 2);
	struct mark *mark = flow_mark(b, box, MARK_RECT, MARK_LAYOUT, NULL);
	mark->width = b->frame.width / 4;
	mark->height = theme->hairline;
	mark->x = b->frame.left + (b->frame.width - mark->width) / 2;
	mark->y = style.leading / 2;
	mark->color = theme->rule;
}

static enum role heading_role(const struct node *heading)
{
	const struct node *part = doc_ancestor(heading, NODE_PART);
	if (part && part->u.part.kind == PART_IMPRINT)
		return ROLE_IMPRINT_HEAD;
	return heading->u.heading.level == 1   ? ROLE_TITLE
		   : heading->u.heading.level == 2 ? ROLE_SECTION
										   : ROLE_SUBSECTION;
}

/* The numeral of a question hangs in the margin column, or where there is none in an indent. */
static void hang_number(struct builder *b, const struct node *heading, enum role role, bool rtl)
{
	struct style style = flow_style(b, heading, role);
	const struct page_geometry *page = flow_page(b);
	const char *lang = doc_own_lang(heading);
	const struct locale *locale = setting_tongue(b->setting, lang)->locale;
	const char *text =
		str_fmt(b->setting->column, "%s.",
				locale_number(b->setting->column, locale, doc_headed(heading)->u.section.number));
	struct line *label = flow_number(b, text, lang, role, rtl);
	int gap = page->gutter;
	if (!page->column) {
		int by = flow_label_indent(b, label, (int)(style.size * LABEL_GAP));
		b->frame = flow_indent(b->frame, by, rtl);
		gap = by - label->width;
	}
	flow_hang_label(b, label, heading, gap, rtl);
}

void flow_heading(struct builder *b, const struct node *heading)
{
	enum role role = heading_role(heading);
	struct style style = flow_style(b, heading, role);
	const struct node *section = doc_headed(heading);
	struct frame outer = b->frame;
	if (section && section->u.section.number)
		hang_number(b, heading, role, flow_is_rtl(b, heading));
	int first = b->flow.count;
	/* The first heading below another stands as near to it as text would. */
	const struct node *above = section ? section->parent->child : NULL;
	bool below = above && above->kind == NODE_HEADING && above->next == section;
	flow_words(b, heading, role, below ? 0 : style.before, style.after);
	if (first < b->flow.count) {
		b->flow.boxes[first].on_grid = true;
		b->flow.boxes[first].below_top = (b->flow.count - first) * style.leading + style.after;
		flow_passage(b, &b->flow.boxes[first], heading, heading->u.heading.passage, outer.width);
	}
	b->frame = outer;
}

/* The stamp: a framed label. */
static void flow_stamp(struct builder *b, const struct node *stamp)
{
	const struct theme *theme = b->setting->edition->theme;
	struct style style = flow_style(b, stamp, ROLE_STAMP);
	struct frame outer = b->frame;
	int pad = (int)(style.size * PAD);
	b->frame = (struct frame){outer.left + pad, outer.width - 2 * pad};
	int first = b->flow.count;
	flow_spacer(b, style.before > pad ? style.before : pad, pad / 2);
	flow_words(b, stamp, ROLE_STAMP, 0, 0);
	b->keep = KEEP_ALWAYS;
	flow_spacer(b, 0, pad / 2);
	b->keep = 0;
	b->after = style.after > style.leading ? style.after : style.leading;
	b->frame = outer;
	int height = 0, widest = 0;
	for (int i = first; i < b->flow.count; i++) {
		const struct box *box = &b->flow.boxes[i];
		height += box->height;
		for (int k = 0; k < box->mark_count; k++)
			if (box->marks[k].line && box->marks[k].line->width > widest)
				widest = box->marks[k].line->width;
	}
	struct mark *mark = flow_mark(b, &b->flow.boxes[first], MARK_FRAME, MARK_LAYOUT, NULL);
	mark->width = widest + 2 * pad;
	mark->x = flow_is_rtl(b, stamp) ? outer.left + outer.width - mark->width : outer.left;
	mark->height = height;
	mark->thickness = theme->hairline * 2;
	mark->color = theme->bar;
}

bool flow_is_led(const struct node *block)
{
	return block && (block->kind == NODE_LIST || block->kind == NODE_TABLE);
}

static void flow_paragraph(struct builder *b, const struct node *node)
{
	static const enum role roles[] = {
		[USE_CLINIC] = ROLE_CLINIC,
		[USE_LANGUAGE] = ROLE_LANGUAGE,
		[USE_IMPRINT] = ROLE_IMPRINT,
		[USE_ALT] = ROLE_CAPTION,
	};
	enum paragraph_use use = node->u.paragraph.use;
	if (use == USE_STAMP) {
		flow_stamp(b, node);
		return;
	}
	if (use == USE_CLINIC && node->next && node->next->kind == NODE_FIGURE) {
		flow_letterhead(b, node, node->next);
		return;
	}
	if (use == USE_CALL) {
		flow_call(b, node);
		return;
	}
	if (use == USE_FIELD) {
		flow_field(b, node);
		return;
	}
	enum role role = use == USE_BODY ? b->role : roles[use];
	struct style style = flow_style(b, node, role);
	bool tight = b->tight && role == b->role;
	bool labels =
		node->next && node->next->kind == NODE_PARAGRAPH && node->next->u.paragraph.use == USE_CALL;
	/* The white before a callout stands outside its ground. */
	int before = tight || role == ROLE_CALLOUT ? 0 : style.before;
	if (labels) {
		before = style.size / 3;
		b->keep = MAX(b->keep, KEEP_ROW);
	}
	flow_words(b, node, role, before, tight ? 0 : style.after);
	/* What a list or a table begins with, "Bring with you:", stands above it. */
	if (use == USE_BODY && flow_is_led(node->next))
		b->keep = MAX(b->keep, KEEP_COMPANY);
}

void flow_take(struct builder *b, struct box *box, const struct box *from, int dx, int dy)
{
	for (int k = 0; k < from->mark_count; k++) {
		struct mark *mark =
			flow_mark(b, box, from->marks[k].kind, from->marks[k].role, from->marks[k].node);
		*mark = from->marks[k];
		mark->x += dx;
		mark->y += dy;
	}
}

/* The title block stays together. */
static void flow_front(struct builder *b, const struct node *part)
{
	int first = b->flow.count;
	b->held = true;
	flow_blocks(b, part);
	b->held = false;
	for (int i = first + 1; i < b->flow.count; i++)
		b->flow.boxes[i].keep = KEEP_ALWAYS;
}

static void flow_part(struct builder *b, const struct node *part)
{
	switch (part->u.part.kind) {
	case PART_IMPRINT:
		flow_imprint(b, part);
		return;
	case PART_REFERENCES:
		b->role = ROLE_REFERENCE;
		break;
	case PART_FRONT:
		flow_front(b, part);
		return;
	case PART_ARTICLE:
	case PART_FAQ:
	case PART_GLOSSARY:
		break;
	}
	flow_blocks(b, part);
	b->role = ROLE_BODY;
}

void flow_block(struct builder *b, const struct node *node)
{
	switch (node->kind) {
	case NODE_PART:
		flow_part(b, node);
		break;
	case NODE_DOCUMENT:
	case NODE_SECTION:
	case NODE_ITEM:
		flow_blocks(b, node);
		break;
	case NODE_HEADING:
		flow_heading(b, node);
		break;
	case NODE_PARAGRAPH:
		flow_paragraph(b, node);
		break;
	case NODE_LIST:
		flow_list(b, node);
		break;
	case NODE_QUOTE:
		flow_quote(b, node);
		break;
	case NODE_CALLOUT:
		flow_callout(b, node);
		break;
	case NODE_CODE_BLOCK:
		flow_code(b, node);
		break;
	case NODE_RULE:
		flow_rule(b, node);
		break;
	case NODE_TABLE:
		flow_table(b, node);
		break;
	case NODE_FIGURE:
		flow_figure(b, node);
		break;
	case NODE_PAIR:
		flow_pair(b, node);
		break;
	case NODE_NOTE: /* at the foot of the page that cites it */
	case NODE_SIDE:
	case NODE_CAPTION:
	case NODE_ROW:
	case NODE_CELL:
	case INLINE_KINDS:
		break;
	}
}

/* Whether nothing that follows a block below parent changes the block's boxes. */
static bool tells(const struct node *parent)
{
	return parent->kind == NODE_DOCUMENT || parent->kind == NODE_PART ||
		   parent->kind == NODE_SECTION;
}

/* Whether the next block stands on the page on which this one ends. */
static bool leads(const struct node *n)
{
	return (n->kind == NODE_CALLOUT && n->u.callout.leads) ||
		   (n->kind == NODE_PARAGRAPH && n->u.paragraph.leads);
}

void flow_blocks(struct builder *b, const struct node *parent)
{
	for (const struct node *n = parent->child; n; n = n->next) {
		if (n->id && n->kind != NODE_NOTE)
			flow_anchor(b, n);
		flow_block(b, n);
		b->keep = leads(n) ? KEEP_ALWAYS : b->keep;
		if (b->listener && !b->held && tells(parent))
			b->listener(b->data, b);
	}
}

void flow_drop(struct builder *b, int count)
{
	if (!count)
		return;
	g_array_remove_range(b->boxes, 0, (guint)count);
	b->flow.boxes = (struct box *)(void *)b->boxes->data;
	b->flow.count -= count;
}

struct builder *flow_document(struct setting *setting, int width, flow_listener *listener,
							  void *data)
{
	struct builder *b = ARENA_NEW(setting->arena, struct builder);
	*b = (struct builder){
		.setting = setting,
		.frame = {0, width},
		.role = ROLE_BODY,
		.listener = listener,
		.data = data,
	};
	flow_blocks(b, setting->edition->document);
	return b;
}

struct flow flow_note(struct setting *setting, const struct node *note, int width)
{
	struct builder b = {.setting = setting, .frame = {0, width}, .role = ROLE_NOTE};
	bool rtl = flow_is_rtl(&b, note);
	const struct locale *locale = setting_tongue(setting, doc_lang(note))->locale;
	struct style style = flow_style(&b, note, ROLE_NOTE);
	int gap = (int)(style.size * LABEL_GAP);
	const char *number = locale_number(setting->column, locale, note->u.note.number);
	const char *text =
		str_fmt(setting->column, setting->edition->theme->note_brackets ? "(%s)" : "%s.", number);
	struct line *label = flow_text_line(setting, text, doc_lang(note), ROLE_NOTE, NULL);
	b.frame = flow_indent(b.frame, flow_label_indent(&b, label, gap), rtl);
	flow_anchor(&b, note);
	flow_hang_label(&b, label, note, gap, rtl);
	flow_blocks(&b, note);
	if (b.flow.count)
		flow_passage(&b, &b.flow.boxes[0], note, note->u.note.passage, width);
	return b.flow;
}
