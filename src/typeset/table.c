/* Tables: column widths from what the cells need, rules above, below the head and at the foot.
 * Where the columns do not fit beside each other, each row becomes a record: a line for each cell,
 * with the column's head before it. */
#include <stdint.h>

#include "base/units.h"
#include "typeset/flow.h"

/* White beside and above the words of a cell, as parts of the type size. */
#define PAD_X 0.45
#define PAD_Y 0.33

/* The width that words by hand would like, in heights of a line to write on. */
#define WRITTEN 3

/* The most that the heads take of a record's width; how many columns are worth records. */
#define HEADS_PART 0.4
#define RECORD_COLUMNS 3

/* The most of a page that a table to write in has that stays whole. */
#define WHOLE_PART 0.5

struct cell {
	const struct node *node;
	struct shaped *shaped;
	struct lines lines;
	int height;
};

struct table {
	struct builder *b;
	struct arena *scratch;
	const struct node *node;
	int columns, rows;
	struct cell *cells; /* rows x columns */
	int *widths, *lefts;
	struct style style;
	int pad_x, pad_y;
	int writing; /* the height of a cell to write in; 0: there are none */
	bool rtl;
};

static struct cell *cell_at(const struct table *t, int row, int column)
{
	return &t->cells[(size_t)row * (size_t)t->columns + (size_t)column];
}

static void shape_cells(struct table *t)
{
	int row = 0;
	for (const struct node *r = t->node->child; r; r = r->next, row++) {
		for (const struct node *c = r->child; c; c = c->next) {
			struct cell *cell = cell_at(t, row, c->u.cell.column);
			cell->node = c;
			cell->shaped = shape_block(t->b->setting, t->scratch, c,
									   r->u.row.head ? ROLE_TABLE_HEAD : ROLE_TABLE);
		}
	}
}

/* What each column cannot do without, and what it would like: no more than the room. Returns the
 * sum of the first, *natural that of the second. */
static int64_t measure_columns(struct table *t, int64_t room, int *least, int *wish,
							   int64_t *natural)
{
	int64_t smallest = 0;
	*natural = 0;
	for (int c = 0; c < t->columns; c++) {
		for (int r = 0; r < t->rows; r++) {
			const struct shaped *shaped = cell_at(t, r, c)->shaped;
			int need = shaped ? paragraph_smallest(shaped) : 0;
			int want = shaped ? paragraph_natural(shaped) : 0;
			if (t->writing && r > 0 && want == 0) {
				need = t->writing;
				want = t->writing * WRITTEN;
			}
			least[c] = need > least[c] ? need : least[c];
			wish[c] = want > wish[c] ? want : wish[c];
		}
		wish[c] = wish[c] > room ? (int)room : wish[c];
		wish[c] = wish[c] < least[c] ? least[c] : wish[c];
		smallest += least[c];
		*natural += wish[c];
	}
	return smallest;
}

static void place_columns(struct table *t)
{
	int left = t->b->frame.left;
	for (int i = 0; i < t->columns; i++) {
		int c = t->rtl ? t->columns - 1 - i : i;
		t->lefts[c] = left + t->pad_x;
		left += t->widths[c] + 2 * t->pad_x;
	}
}

/* Shares the width out: each column gets what it cannot do without, the rest goes by what each
 * would like. False when the columns do not fit. */
static bool share_width(struct table *t)
{
	int64_t room = t->b->frame.width - (int64_t)t->columns * 2 * t->pad_x, natural;
	int *least = ARENA_ARRAY(t->scratch, int, (size_t)t->columns);
	int *wish = ARENA_ARRAY(t->scratch, int, (size_t)t->columns);
	int64_t smallest = measure_columns(t, room, least, wish, &natural);
	for (int c = 0; c < t->columns; c++) {
		int64_t width;
		if (natural <= room)
			width = natural ? wish[c] + (room - natural) * wish[c] / natural : room / t->columns;
		else if (smallest < room && smallest < natural)
			width = least[c] + (room - smallest) * (wish[c] - least[c]) / (natural - smallest);
		else
			width = smallest > 0 ? room * least[c] / smallest : 0;
		t->widths[c] = width < PT(4) ? PT(4) : (int)width;
	}
	place_columns(t);
	return smallest <= room;
}

static void break_cell(struct table *t, struct cell *cell, int width)
{
	if (!cell->shaped)
		return;
	cell->lines = paragraph_lines(t->b->setting, cell->shaped, (struct measure){.width = width});
	for (int i = 0; i < cell->lines.count; i++)
		cell->height += cell->lines.items[i].ascent + cell->lines.items[i].descent;
}

static int break_row(struct table *t, int row)
{
	int height = 0;
	for (int c = 0; c < t->columns; c++) {
		struct cell *cell = cell_at(t, row, c);
		break_cell(t, cell, t->widths[c]);
		height = cell->height > height ? cell->height : height;
	}
	height += 2 * t->pad_y;
	return height < t->writing && row > 0 ? t->writing : height;
}

static void rule_part(struct table *t, struct box *box, struct frame frame, int y)
{
	const struct theme *theme = t->b->setting->edition->theme;
	struct mark *mark = flow_mark(t->b, box, MARK_RECT, MARK_LAYOUT, NULL);
	mark->x = frame.left;
	mark->y = y;
	mark->width = frame.width;
	mark->height = theme->hairline;
	mark->color = theme->rule;
}

static void rule(struct table *t, struct box *box, int y)
{
	rule_part(t, box, t->b->frame, y);
}

/* Cells to write in are parted by rules. */
static void rule_cells(struct table *t, struct box *box, bool below)
{
	const struct theme *theme = t->b->setting->edition->theme;
	for (int c = 0; c < t->columns; c++) {
		if (t->lefts[c] - t->pad_x <= t->b->frame.left)
			continue;
		struct mark *mark = flow_mark(t->b, box, MARK_RECT, MARK_LAYOUT, NULL);
		mark->x = t->lefts[c] - t->pad_x;
		mark->width = theme->hairline;
		mark->height = box->height;
		mark->color = theme->rule;
	}
	if (below)
		rule(t, box, box->height);
}

static void place_line(struct table *t, struct box *box, const struct cell *cell, int column, int i,
					   int y)
{
	const struct line *line = &cell->lines.items[i];
	struct frame frame = {t->lefts[column], t->widths[column]};
	struct mark *mark = flow_mark(t->b, box, MARK_LINE, MARK_CONTENT, cell->node);
	mark->x = flow_line_left(frame, line, cell->shaped->rtl, cell->node->u.cell.align);
	mark->y = y + line->ascent;
	mark->line = line;
	flow_notes(t->b, box, line);
}

/* A row as one box. */
static struct box *place_row(struct table *t, int row, int before, int height)
{
	struct box *box = flow_add(t->b, before, height, t->pad_y);
	box->row = row + 1;
	for (int c = 0; c < t->columns; c++) {
		const struct cell *cell = cell_at(t, row, c);
		int y = t->pad_y;
		for (int i = 0; i < cell->lines.count; i++) {
			place_line(t, box, cell, c, i, y);
			y += cell->lines.items[i].ascent + cell->lines.items[i].descent;
		}
	}
	return box;
}

/* A row that is too tall to stay in one piece: a box for each line of its cells. */
static void place_tall_row(struct table *t, int row, const struct box *head)
{
	int most = 0;
	for (int c = 0; c < t->columns; c++)
		if (cell_at(t, row, c)->lines.count > most)
			most = cell_at(t, row, c)->lines.count;
	for (int i = 0; i < most; i++) {
		int height = 0;
		for (int c = 0; c < t->columns; c++) {
			const struct lines *lines = &cell_at(t, row, c)->lines;
			if (i < lines->count && lines->items[i].ascent + lines->items[i].descent > height)
				height = lines->items[i].ascent + lines->items[i].descent;
		}
		int top = i == 0 ? t->pad_y : 0;
		struct box *box = flow_add(t->b, 0, height + top + (i == most - 1 ? t->pad_y : 0), top);
		box->row = row + 1;
		box->head = head;
		for (int c = 0; c < t->columns; c++)
			if (i < cell_at(t, row, c)->lines.count)
				place_line(t, box, cell_at(t, row, c), c, i, top);
		t->b->keep = i == 0 || i == most - 2 ? KEEP_LINES : KEEP_ROW;
	}
	t->b->keep = 0;
}

/* One cell of a record with the head of its column: first, the head is said to all readers, later
 * only shown. */
static void place_field(struct table *t, int row, int column, const struct frame *frames)
{
	const struct cell *head = cell_at(t, 0, column), *cell = cell_at(t, row, column);
	int height = head->height > cell->height ? head->height : cell->height;
	bool empty = t->writing && !cell->lines.count, first = column == 0,
		 last = column == t->columns - 1;
	height = empty && height < t->writing ? t->writing : height;
	int top = first ? t->pad_y : 0, before = first && row == 1 ? t->style.before : 0;
	struct box *box = flow_add(t->b, before, height + top + (last ? t->pad_y : 0), top);
	box->row = row * t->columns + column + 1;
	const struct cell *cells[] = {head, cell};
	for (int k = 0; k < 2; k++) {
		/* A head beside room to write stands near the line. */
		int y = top + (empty ? height - cells[k]->height : 0);
		for (int i = 0; i < cells[k]->lines.count; i++) {
			const struct line *line = &cells[k]->lines.items[i];
			bool content = k == 1 || row == 1;
			struct mark *mark =
				flow_mark(t->b, box, MARK_LINE, content ? MARK_CONTENT : MARK_REPEAT,
						  content ? cells[k]->node : NULL);
			mark->x = flow_line_left(frames[k], line, t->rtl, ALIGN_START);
			mark->y = y + line->ascent;
			mark->line = line;
			if (content)
				flow_notes(t->b, box, line);
			y += line->ascent + line->descent;
		}
	}
	if (first)
		rule(t, box, 0);
	if (empty)
		rule_part(t, box, frames[1], top + height);
	t->b->keep = last ? 0 : t->writing || first || column == t->columns - 2 ? KEEP_LINES : KEEP_ROW;
}

/* Each row as a record; heads stand in a column of their own. */
static void place_records(struct table *t)
{
	int widest = 0, width = t->b->frame.width;
	for (int c = 0; c < t->columns; c++) {
		const struct shaped *shaped = cell_at(t, 0, c)->shaped;
		int natural = shaped ? paragraph_natural(shaped) : 0;
		widest = natural > widest ? natural : widest;
	}
	int heads = widest < (int)(width * HEADS_PART) ? widest : (int)(width * HEADS_PART);
	int gap = 2 * t->pad_x, rest = width - heads - gap, left = t->b->frame.left;
	struct frame frames[] = {{t->rtl ? left + rest + gap : left, heads},
							 {t->rtl ? left : left + heads + gap, rest}};
	for (int c = 0; c < t->columns; c++)
		break_cell(t, cell_at(t, 0, c), heads);
	for (int r = 1; r < t->rows; r++) {
		for (int c = 0; c < t->columns; c++) {
			break_cell(t, cell_at(t, r, c), rest);
			place_field(t, r, c, frames);
		}
	}
	struct box *last = &t->b->flow.boxes[t->b->flow.count - 1];
	rule(t, last, last->height);
	t->b->keep = 0;
	t->b->after = t->style.after;
	diag_note(t->b->setting->diag, t->node->pos,
			  "the %d columns of this table do not fit beside each other in the %s edition, so its "
			  "rows are set one below the other: shorten its words to keep it a table",
			  t->columns, edition_names[t->b->setting->edition->kind]);
}

/* A page with holes does not tear a table; one to write in stays whole where it can. first: the
 * table's first box. */
static void keep_rows(struct table *t, int first)
{
	int height = 0;
	for (int i = first; i < t->b->flow.count; i++)
		height += t->b->flow.boxes[i].height;
	bool whole = t->writing && height <= flow_page(t->b)->height * WHOLE_PART;
	for (int i = first + 1; i < t->b->flow.count; i++) {
		struct box *box = &t->b->flow.boxes[i];
		box->inner = true;
		box->keep = whole ? MAX(box->keep, KEEP_COMPANY) : box->keep;
	}
}

static void place_rows(struct table *t)
{
	const struct edition *edition = t->b->setting->edition;
	const struct page_geometry *page = &edition->theme->pages[edition->paper];
	int tall = (page->height - page->top - page->foot) / 3;
	struct box *head = NULL;
	int first = t->b->flow.count;
	for (int r = 0; r < t->rows; r++) {
		int height = break_row(t, r);
		if (height > tall && r > 0) {
			place_tall_row(t, r, head && head->height <= tall ? head : NULL);
		} else {
			struct box *box = place_row(t, r, r == 0 ? t->style.before : 0, height);
			if (r == 0) {
				if (t->writing)
					rule_cells(t, box, false);
				rule(t, box, 0);
				rule(t, box, height);
				head = ARENA_NEW(t->b->setting->column, struct box);
				*head = *box;
				t->b->keep = KEEP_ALWAYS;
			} else {
				if (t->writing)
					rule_cells(t, box, r < t->rows - 1);
				box->head = head;
				t->b->keep = r == 1 || r == t->rows - 2 ? KEEP_ROW : 0;
			}
		}
	}
	struct box *last = &t->b->flow.boxes[t->b->flow.count - 1];
	rule(t, last, last->height);
	keep_rows(t, first);
	t->b->keep = 0;
	t->b->after = t->style.after;
}

/* The words of a table's cells and the widths of its columns, all in scratch. Returns whether its
 * columns fit beside each other. */
static bool start_table(struct table *t, struct builder *b, struct arena *scratch,
						const struct node *node)
{
	const struct tongue *tongue = setting_tongue(b->setting, doc_lang(node));
	struct style style = theme_style(b->setting->edition->theme, tongue->script, ROLE_TABLE);
	*t = (struct table){.b = b,
						.scratch = scratch,
						.node = node,
						.columns = node->u.table.columns,
						.style = style,
						.pad_x = (int)(style.size * PAD_X),
						.pad_y = (int)(style.size * PAD_Y),
						.writing = doc_is_form(node) ? b->setting->edition->theme->writing : 0,
						.rtl = tongue->locale->rtl};
	for (const struct node *r = node->child; r; r = r->next)
		t->rows++;
	t->cells = ARENA_ARRAY(scratch, struct cell, (size_t)t->rows * (size_t)t->columns);
	t->widths = ARENA_ARRAY(scratch, int, (size_t)t->columns);
	t->lefts = ARENA_ARRAY(scratch, int, (size_t)t->columns);
	shape_cells(t);
	return share_width(t);
}

/* Whether records would be of use. */
static bool may_be_records(const struct table *t)
{
	return t->columns >= RECORD_COLUMNS && t->rows > 1;
}

bool flow_is_records(struct builder *b, const struct node *table)
{
	struct arena *scratch = arena_new();
	struct table t;
	bool fits = start_table(&t, b, scratch, table), records = !fits && may_be_records(&t);
	arena_free(scratch);
	return records;
}

void flow_table(struct builder *b, const struct node *node)
{
	struct arena *scratch = arena_new();
	struct table t;
	bool fits = start_table(&t, b, scratch, node);
	if ((b->records || !fits) && may_be_records(&t))
		place_records(&t);
	else
		place_rows(&t);
	arena_free(scratch);
}
