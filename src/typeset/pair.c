/* Pairs: source and translation in two columns. Each column keeps its own leading; both
 * begin on one baseline; a page may break where lines of both end at about the same height, and
 * there the two are brought level again, by white between blocks and never inside a paragraph. Rows
 * of tables stand beside each other, under one rule. */
#include <string.h>

#include "base/units.h"
#include "typeset/flow.h"

#define GUTTER MM(8)

/* How far lines of both columns may be from one height where a page may break. */
#define LEVEL PT(2)

/* The box to tick on a review sheet, its white, and the room for the number before it. */
#define TICK MM(4)
#define TICK_GAP MM(1.5)

/* A column of boxes, of which those before next have been placed; those before end may stand beside
 * what there is of the other column up to its end: rows of the same number, or what is in no row.
 * above: how far they end above the other column's. */
struct column {
	struct builder b;
	int next, end;
	int above;
};

/* The boxes [from, to) of a column and their height; how far they stand below the row's top: less
 * than 0 where they go on with a paragraph that is above the other column's. */
struct piece {
	int from, to, height;
	int shift;
};

/* The heads of two tables beside each other, as they were joined last. */
struct heads {
	const struct box *of[2], *joined;
};

static bool is_left(const struct column *column, const struct piece *piece)
{
	return piece->to < column->end;
}

/* The row of the next box; -1: there is none. */
static int next_row(const struct column *column)
{
	return column->next < column->b.flow.count ? column->b.flow.boxes[column->next].row : -1;
}

/* Where both columns are at their ends, lets them go on to the next. */
static void open_columns(struct column columns[2])
{
	int rows[2];
	for (int k = 0; k < 2; k++) {
		if (columns[k].next < columns[k].end)
			return;
		rows[k] = next_row(&columns[k]);
	}
	for (int k = 0; k < 2; k++) {
		struct column *column = &columns[k];
		bool waits = rows[!k] >= 0 && rows[k] > rows[!k];
		while (!waits && column->end < column->b.flow.count &&
			   column->b.flow.boxes[column->end].row == rows[k])
			column->end++;
	}
}

static void take_box(const struct column *column, struct piece *piece)
{
	const struct box *box = &column->b.flow.boxes[piece->to];
	piece->height += box->height + (piece->to > piece->from ? box->before : 0);
	piece->to++;
}

/* The block of a box's line, the first or the last one; NULL: it has none. */
static const struct node *block_of(const struct box *box, bool last)
{
	for (int i = 0; i < box->mark_count; i++) {
		const struct mark *mark = &box->marks[last ? box->mark_count - 1 - i : i];
		if (mark->line)
			return mark->node;
	}
	return NULL;
}

/* Whether a box goes on with the paragraph of the one before it. */
static bool goes_on(const struct column *column, int at)
{
	const struct box *boxes = column->b.flow.boxes;
	const struct node *block = at > 0 ? block_of(&boxes[at], false) : NULL;
	return block && block == block_of(&boxes[at - 1], true);
}

/* The white between what was placed last and the next pieces. Where one of them goes on with a
 * paragraph there is as much as its column has, and the other begins at that height. */
static int white_before(const struct column columns[2], struct piece pieces[2])
{
	int white = 0;
	bool inside = false;
	for (int k = 0; k < 2; k++)
		inside = inside || (pieces[k].to > pieces[k].from && goes_on(&columns[k], pieces[k].from));
	for (int k = 0; k < 2; k++)
		if (pieces[k].to > pieces[k].from)
			white = MAX(white, columns[k].b.flow.boxes[pieces[k].from].before -
								   (inside ? columns[k].above : 0));
	for (int k = 0; k < 2; k++)
		if (pieces[k].to > pieces[k].from && goes_on(&columns[k], pieces[k].from))
			pieces[k].shift = -columns[k].above - white;
	return white;
}

/* Where the pieces end, from the row's top; where one of them stops inside a paragraph, where what
 * follows begins. */
static void find_ends(const struct column columns[2], const struct piece pieces[2], int ends[2])
{
	bool inside = false;
	for (int k = 0; k < 2; k++)
		inside = inside || (is_left(&columns[k], &pieces[k]) && goes_on(&columns[k], pieces[k].to));
	for (int k = 0; k < 2; k++) {
		ends[k] = pieces[k].shift + pieces[k].height;
		if (inside && is_left(&columns[k], &pieces[k]))
			ends[k] += columns[k].b.flow.boxes[pieces[k].to].before;
	}
}

/* The next boxes of both columns, as few as end level. Returns the white above them. */
static int take_pieces(const struct column columns[2], struct piece pieces[2])
{
	for (int k = 0; k < 2; k++) {
		pieces[k] = (struct piece){.from = columns[k].next, .to = columns[k].next};
		if (is_left(&columns[k], &pieces[k]))
			take_box(&columns[k], &pieces[k]);
	}
	int white = white_before(columns, pieces), ends[2];
	while (pieces[0].to > pieces[0].from && pieces[1].to > pieces[1].from) {
		find_ends(columns, pieces, ends);
		int shorter = ends[1] < ends[0];
		if (abs(ends[0] - ends[1]) <= LEVEL || !is_left(&columns[shorter], &pieces[shorter]))
			break;
		take_box(&columns[shorter], &pieces[shorter]);
	}
	return white;
}

/* From the top of a piece to its first baseline; 0 if it does not begin with a line. */
static int first_baseline(const struct column *column, const struct piece *piece)
{
	if (piece->to == piece->from)
		return 0;
	const struct box *box = &column->b.flow.boxes[piece->from];
	for (int i = 0; i < box->mark_count; i++)
		if (box->marks[i].line && box->marks[i].role == MARK_CONTENT)
			return box->marks[i].y;
	return 0;
}

/* Whether a piece begins a row. */
static bool begins_row(const struct column *column, const struct piece *piece)
{
	const struct box *boxes = column->b.flow.boxes;
	int at = piece->from;
	return piece->to > at && boxes[at].row && (at == 0 || boxes[at - 1].row != boxes[at].row);
}

/* Where a pair or a row begins, the first lines of both columns share a baseline. */
static void align_pieces(const struct column columns[2], struct piece pieces[2])
{
	int baselines[2];
	bool rows = begins_row(&columns[0], &pieces[0]) && begins_row(&columns[1], &pieces[1]);
	for (int k = 0; k < 2; k++)
		baselines[k] = first_baseline(&columns[k], &pieces[k]);
	if ((pieces[0].from + pieces[1].from > 0 && !rows) || !baselines[0] || !baselines[1])
		return;
	int lower = baselines[1] > baselines[0];
	pieces[!lower].shift = baselines[lower] - baselines[!lower];
}

static void add_note(struct builder *b, struct box *to, const struct node *note)
{
	const struct node **grown =
		ARENA_ARRAY(b->setting->column, const struct node *, (size_t)to->note_count + 1);
	if (to->note_count)
		memcpy(grown, to->notes, sizeof(*grown) * (size_t)to->note_count);
	grown[to->note_count++] = note;
	to->notes = grown;
}

static void add_anchors(struct builder *b, struct box *to, const struct box *from)
{
	int count = to->anchor_count + from->anchor_count;
	if (!from->anchor_count)
		return;
	const struct node **grown = ARENA_ARRAY(b->setting->column, const struct node *, (size_t)count);
	if (to->anchor_count)
		memcpy(grown, to->anchors, sizeof(*grown) * (size_t)to->anchor_count);
	memcpy(grown + to->anchor_count, from->anchors, sizeof(*grown) * (size_t)from->anchor_count);
	to->anchors = grown;
	to->anchor_count = count;
}

/* Whether the piece begins inside a ground. */
static bool is_inside(const struct column *column, const struct piece *piece)
{
	const struct box *boxes = column->b.flow.boxes;
	return piece->from > 0 && piece->to > piece->from && boxes[piece->from].regions[0] &&
		   boxes[piece->from - 1].regions[0] == boxes[piece->from].regions[0];
}

/* The grounds behind a column's boxes. One that goes on from or beyond the piece, and that of a
 * table's row, fills the row. */
static void place_grounds(struct builder *b, struct box *box, const struct column *column,
						  const struct piece *piece)
{
	const struct box *boxes = column->b.flow.boxes;
	int y = piece->shift, top = y;
	for (int i = piece->from; i < piece->to; i++) {
		const struct region *region = boxes[i].regions[0];
		bool begins = i == piece->from || boxes[i - 1].regions[0] != region;
		y += i > piece->from ? boxes[i].before : 0;
		bool fills = i == piece->from && (boxes[i].row || is_inside(column, piece));
		top = !begins ? top : fills ? 0 : y;
		y += boxes[i].height;
		bool goes_on = i + 1 < column->b.flow.count && boxes[i + 1].regions[0] == region;
		bool to_end = goes_on || boxes[i].row;
		if (!region || (goes_on && i + 1 < piece->to))
			continue;
		struct mark marks[REGION_MARKS];
		int count =
			flow_region(b->setting->edition->theme, region, top, to_end ? box->height : y, marks);
		for (int k = 0; k < count; k++)
			*flow_mark(b, box, marks[k].kind, marks[k].role, NULL) = marks[k];
	}
}

/* The rules of a row stand above and below the rows of both columns, and those between cells are as
 * high as these. */
static void place_row_rule(struct mark *rule, const struct mark *from, const struct box *row,
						   const struct box *box)
{
	if (from->y == 0)
		rule->y = 0;
	else if (from->y >= row->height)
		rule->y = box->height + from->y - row->height;
	if (from->height == row->height)
		rule->height = box->height;
}

/* Puts a column's boxes into one. */
static void place_piece(struct builder *b, struct box *box, const struct column *column,
						const struct piece *piece)
{
	int y = piece->shift;
	place_grounds(b, box, column, piece);
	for (int i = piece->from; i < piece->to; i++) {
		const struct box *from = &column->b.flow.boxes[i];
		y += i > piece->from ? from->before : 0;
		for (int k = 0; k < from->mark_count; k++) {
			struct mark *mark =
				flow_mark(b, box, from->marks[k].kind, from->marks[k].role, from->marks[k].node);
			*mark = from->marks[k];
			mark->y += y;
			if (from->row && piece->to == piece->from + 1 && mark->kind == MARK_RECT)
				place_row_rule(mark, &from->marks[k], from, box);
		}
		for (int k = 0; k < from->note_count; k++)
			add_note(b, box, from->notes[k]);
		add_anchors(b, box, from);
		y += from->height;
	}
	box->hyphenated = box->hyphenated || column->b.flow.boxes[piece->to - 1].hyphenated;
}

void flow_passage(struct builder *b, struct box *box, const struct node *node, int number,
				  int width)
{
	if (!b->setting->edition->review || !number)
		return;
	const char *text = str_fmt(b->setting->column, "%d", number);
	struct line *line = flow_text_line(b->setting, text, "en", ROLE_FURNITURE, NULL);
	bool rtl = b->setting->edition->locale->rtl;
	struct mark *tick = flow_mark(b, box, MARK_FRAME, MARK_LAYOUT, NULL);
	tick->x = rtl ? width + TICK_GAP : -TICK_GAP - TICK;
	tick->width = tick->height = TICK;
	tick->thickness = b->setting->edition->theme->hairline * 3 / 2;
	if (!line)
		return;
	struct mark *label = flow_mark(b, box, MARK_LINE, MARK_LABEL, node);
	label->line = line;
	label->x = rtl ? width + 2 * TICK_GAP + TICK : -2 * TICK_GAP - TICK - line->width;
	label->y = line->ascent;
}

static void place_pieces(struct builder *b, struct box *box, const struct column columns[2],
						 const struct piece pieces[2])
{
	for (int k = 0; k < 2; k++)
		if (pieces[k].to > pieces[k].from)
			place_piece(b, box, &columns[k], &pieces[k]);
}

static int pieces_height(const struct piece pieces[2])
{
	return MAX(pieces[0].height + pieces[0].shift, pieces[1].height + pieces[1].shift);
}

/* Puts the heads of two tables, either of which may be missing, into one box. */
static const struct box *join_heads(struct builder *b, const struct box *const of[2])
{
	struct box both[2];
	struct column columns[2] = {{.end = 0}, {.end = 0}};
	struct piece pieces[2] = {{.from = 0}, {.from = 0}};
	for (int k = 0; k < 2; k++) {
		if (!of[k])
			continue;
		both[k] = *of[k];
		columns[k].b.flow = (struct flow){&both[k], 1};
		pieces[k] = (struct piece){.to = 1, .height = of[k]->height};
	}
	struct box *box = ARENA_NEW(b->setting->column, struct box);
	align_pieces(columns, pieces);
	box->height = pieces_height(pieces);
	place_pieces(b, box, columns, pieces);
	return box;
}

/* The heads of the tables that pieces go on with, beside each other; NULL: they go on with none. */
static const struct box *heads_of(struct builder *b, const struct column columns[2],
								  const struct piece pieces[2], struct heads *heads)
{
	const struct box *of[2] = {NULL, NULL};
	for (int k = 0; k < 2; k++)
		if (pieces[k].to > pieces[k].from)
			of[k] = columns[k].b.flow.boxes[pieces[k].from].head;
	if (!of[0] && !of[1])
		return NULL;
	if (!heads->joined || of[0] != heads->of[0] || of[1] != heads->of[1])
		*heads = (struct heads){{of[0], of[1]}, join_heads(b, of)};
	return heads->joined;
}

static struct box *place_row(struct builder *b, struct column columns[2],
							 const struct piece pieces[2], int before)
{
	double keep = 0;
	bool inner = false;
	for (int k = 0; k < 2; k++) {
		if (pieces[k].to == pieces[k].from)
			continue;
		const struct box *first = &columns[k].b.flow.boxes[pieces[k].from];
		keep = pieces[k].from > 0 && first->keep > keep ? first->keep : keep;
		inner = inner || (pieces[k].from > 0 && first->inner);
	}
	b->keep = keep > b->keep ? keep : b->keep;
	/* White above a row is inside a ground that goes on there. */
	bool inside = is_inside(&columns[0], &pieces[0]) || is_inside(&columns[1], &pieces[1]);
	struct piece placed[] = {pieces[0], pieces[1]};
	for (int k = 0; k < 2; k++)
		placed[k].shift += inside ? before : 0;
	struct box *box = flow_add(b, inside ? 0 : before, pieces_height(placed), 0);
	box->inner = inner;
	for (int k = 0; k < 2; k++)
		columns[k].above =
			placed[k].to > placed[k].from ? box->height - placed[k].height - placed[k].shift : 0;
	place_pieces(b, box, columns, placed);
	return box;
}

/* The line between the columns is one region of all pairs, on all pages. */
static const struct region *line_between(struct builder *b)
{
	if (!b->between) {
		struct region *region = ARENA_NEW(b->setting->arena, struct region);
		*region = (struct region){.left = b->frame.left + b->frame.width / 2, .line = true};
		b->between = region;
	}
	return b->between;
}

/* Where a table of one language becomes records, that of the other does. */
static bool has_records(struct column columns[2], const struct node *pair)
{
	const struct node *side = pair->child;
	for (int k = 0; k < 2; k++, side = side->next)
		for (const struct node *n = side->child; n; n = n->next)
			if (n->kind == NODE_TABLE && flow_is_records(&columns[k].b, n))
				return true;
	return false;
}

/* Whether a pair ends with what the list or table of the next begins with. */
static bool leads(const struct node *pair)
{
	const struct node *last = pair->child->last, *next = pair->next;
	const struct node *block = next && next->kind == NODE_PAIR ? next->child->child : NULL;
	return last && last->kind == NODE_PARAGRAPH && flow_is_led(block);
}

void flow_pair(struct builder *b, const struct node *pair)
{
	int width = (b->frame.width - GUTTER) / 2, away = width + GUTTER;
	bool rtl = b->setting->edition->locale->rtl, first = true;
	struct column columns[2];
	for (int k = 0; k < 2; k++) {
		bool right = (k == 0) != rtl;
		columns[k] = (struct column){.b = {.setting = b->setting,
										   .frame = {b->frame.left + (right ? away : 0), width},
										   .role = b->role}};
	}
	bool records = has_records(columns, pair);
	struct heads heads = {.joined = NULL};
	const struct node *side = pair->child;
	for (int k = 0; k < 2; k++, side = side->next) {
		columns[k].b.records = records;
		flow_blocks(&columns[k].b, side);
	}
	while (columns[0].next < columns[0].b.flow.count || columns[1].next < columns[1].b.flow.count) {
		struct piece pieces[2];
		open_columns(columns);
		int before = take_pieces(columns, pieces);
		align_pieces(columns, pieces);
		struct box *box = place_row(b, columns, pieces, before);
		box->head = heads_of(b, columns, pieces, &heads);
		box->regions[1] = line_between(b);
		if (first)
			flow_passage(b, box, pair, pair->u.pair.number, b->frame.width);
		first = false;
		for (int k = 0; k < 2; k++)
			columns[k].next = pieces[k].to;
	}
	for (int k = 0; k < 2; k++) {
		b->after = columns[k].b.after > b->after ? columns[k].b.after : b->after;
		b->keep = columns[k].b.keep > b->keep ? columns[k].b.keep : b->keep;
	}
	if (leads(pair))
		b->keep = MAX(b->keep, KEEP_COMPANY);
}
