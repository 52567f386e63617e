/* Boxes to pages: the breaks with the smallest sum of demerits over the whole document win, with
 * footnotes on the page that cites them. */
#include "typeset/page.h"

#include <math.h>
#include <string.h>

#include "base/units.h"
#include "typeset/flow.h"
#include "typeset/furniture.h"

/* White above the rule over the footnotes, and below it. */
#define NOTES_ABOVE PT(10)
#define NOTES_BELOW PT(5)

/* Demerits of an empty page; of a last page with hardly anything on it; of one more page. */
#define EMPTY_DEMERITS 1e4
#define RUNT_DEMERITS 5e4
#define RUNT_PART 0.23
#define PAGE_DEMERITS 2e4

/* Demerits of a page that ends in a hyphen, and of one with its larger whites made smaller. */
#define HYPHEN_DEMERITS 1e6
#define TIGHT_DEMERITS 3e3

struct maker {
	struct setting *setting;
	struct arena *scratch;
	const struct page_geometry *page;
	struct furniture *furniture;
	int first_top; /* margin above the text of the first page */
	int spare;     /* by how much a tight page is longer */
	struct flow flow;
	GHashTable *notes; /* NOTE -> struct flow, set once */
	int grid;          /* half a line of the body */
	double *best;      /* the demerits up to a break before box i */
	int *from;         /* where the page that ends there begins */
	bool *tight;       /* whether that page is set tight */
	struct pages *out;
};

static const struct flow *note_flow(struct maker *m, const struct node *note)
{
	struct flow *flow = g_hash_table_lookup(m->notes, note);
	if (flow)
		return flow;
	flow = ARENA_NEW(m->setting->column, struct flow);
	*flow = flow_note(m->setting, note, m->page->measure);
	g_hash_table_insert(m->notes, (gpointer)note, flow);
	return flow;
}

/* The margin above the text of a page that begins with box `first`, and where the text ends. */
static int text_top(const struct maker *m, int first)
{
	return first == 0 ? m->first_top : m->page->top;
}

static int text_bottom(const struct maker *m, bool tight)
{
	return m->page->height - m->page->foot + (tight ? m->spare : 0);
}

static int flow_height(const struct flow *flow)
{
	int height = 0;
	for (int i = 0; i < flow->count; i++)
		height += flow->boxes[i].height + (i ? flow->boxes[i].before : 0);
	return height;
}

static int notes_height(struct maker *m, const struct box *box)
{
	int height = 0;
	for (int i = 0; i < box->note_count; i++)
		height += flow_height(note_flow(m, box->notes[i])) + PT(3);
	return height;
}

/* Where the top of a box comes on a page that begins with box `first`, below y. White of a line or
 * more is half a line smaller on a tight page, which is also half a line longer where the foot
 * leaves room. Text returns to the grid. */
static int box_top(const struct maker *m, int first, int i, bool tight, int y)
{
	const struct box *box = &m->flow.boxes[i];
	int before = i == first ? 0 : box->before;
	if (tight && before >= 2 * m->grid)
		before -= m->grid;
	int beyond = (y + before + box->below_top) % m->grid;
	return y + before + (box->on_grid && beyond ? m->grid - beyond : 0);
}

static int page_top(const struct maker *m, int first)
{
	const struct box *head = m->flow.boxes[first].head;
	return head ? head->height : 0;
}

/* The demerits of a page of a height that is filled to another, with a break before box `next`. */
static double page_demerits(const struct maker *m, int height, int filled, int next, bool tight)
{
	double empty = 1.0 - (double)filled / height;
	double demerits = PAGE_DEMERITS + (tight ? TIGHT_DEMERITS : 0);
	if (next == m->flow.count)
		return demerits + (filled < height * RUNT_PART ? RUNT_DEMERITS : 0);
	if (m->flow.boxes[next - 1].hyphenated)
		demerits += HYPHEN_DEMERITS;
	return demerits + EMPTY_DEMERITS * empty * empty + m->flow.boxes[next].keep;
}

/* Tries every end of a page that begins with box `first`. A box that is taller than a page has one
 * of its own. */
static void extend(struct maker *m, int first, bool tight)
{
	int y = page_top(m, first), notes = 0, height = text_bottom(m, tight) - text_top(m, first);
	for (int i = first; i < m->flow.count; i++) {
		const struct box *box = &m->flow.boxes[i];
		y = box_top(m, first, i, tight, y) + box->height;
		int more = notes_height(m, box);
		notes += more + (more && !notes ? NOTES_ABOVE + NOTES_BELOW : 0);
		if (y + notes > height && i > first)
			return;
		double demerits = m->best[first] + page_demerits(m, height, y + notes, i + 1, tight);
		if (demerits < m->best[i + 1]) {
			m->best[i + 1] = demerits;
			m->from[i + 1] = first;
			m->tight[i + 1] = tight;
		}
	}
}

static int text_left(const struct maker *m)
{
	const struct page_geometry *page = m->page;
	return m->setting->edition->locale->rtl ? page->end : page->start + page->column + page->gutter;
}

/* Marks are given room in powers of two. */
static int room_for(int count)
{
	int room = 16;
	while (room < count)
		room *= 2;
	return room;
}

static void add_marks(struct maker *m, struct page *page, const struct mark *marks, int count,
					  int x, int y)
{
	int room = room_for(page->count), needed = room_for(page->count + count);
	if (!page->marks || needed > room) {
		struct mark *grown = ARENA_ARRAY(m->scratch, struct mark, (size_t)needed);
		if (page->marks)
			memcpy(grown, page->marks, sizeof(*grown) * (size_t)page->count);
		page->marks = grown;
	}
	for (int i = 0; i < count; i++) {
		struct mark *mark = &page->marks[page->count++];
		*mark = marks[i];
		mark->x += x;
		mark->y += y;
	}
}

static void add_place(struct maker *m, const struct node *node, int page, int x, int y)
{
	struct pages *out = m->out;
	/* Grown at powers of two. */
	if ((out->place_count & (out->place_count - 1)) == 0) {
		size_t room = out->place_count ? (size_t)out->place_count * 2 : 1;
		struct place *grown = ARENA_ARRAY(m->setting->arena, struct place, room);
		if (out->place_count)
			memcpy(grown, out->places, sizeof(*grown) * (size_t)out->place_count);
		out->places = grown;
	}
	out->places[out->place_count++] = (struct place){node, page, x, y};
}

/* The anchors of a box, and the marks of footnotes in it, to which the notes lead back. */
static void add_places(struct maker *m, const struct box *box, int page, int x, int y)
{
	for (int i = 0; i < box->anchor_count; i++)
		add_place(m, box->anchors[i], page, x, y);
	for (int i = 0; i < box->mark_count; i++) {
		const struct mark *mark = &box->marks[i];
		bool has_notes = mark->line && mark->line->has_notes;
		const struct run *runs = has_notes ? line_runs(m->scratch, mark->line) : NULL;
		for (int r = 0; has_notes && r < mark->line->count; r++) {
			const struct node *node = runs[r].node;
			if (node && node->kind == NODE_NOTE_MARK)
				add_place(m, node, page, x + mark->x + runs[r].x, y + mark->y - mark->line->ascent);
		}
	}
}

/* The ground and bar of a region's boxes that stand together on a page. */
static void add_region(struct maker *m, struct page *page, const struct region *region, int top,
					   int bottom)
{
	struct mark marks[REGION_MARKS];
	int count = flow_region(m->setting->edition->theme, region, top, bottom, marks);
	add_marks(m, page, marks, count, text_left(m), 0);
}

/* The tops of the boxes [first, stop) on a page; returns the bottom of the last. */
static int place_tops(const struct maker *m, int first, int stop, int *tops)
{
	int y = page_top(m, first);
	for (int i = first; i < stop; i++) {
		y = box_top(m, first, i, m->tight[stop], y);
		tops[i - first] = text_top(m, first) + y;
		y += m->flow.boxes[i].height;
	}
	return text_top(m, first) + y;
}

static void add_regions(struct maker *m, struct page *page, int first, int stop, const int *tops,
						int which)
{
	for (int i = first; i < stop;) {
		const struct region *region = m->flow.boxes[i].regions[which];
		int j = i;
		while (j + 1 < stop && m->flow.boxes[j + 1].regions[which] == region)
			j++;
		if (region)
			add_region(m, page, region, tops[i - first], tops[j - first] + m->flow.boxes[j].height);
		i = j + 1;
	}
}

/* The height of the footnotes first cited in the boxes [first, stop). */
static int notes_between(struct maker *m, int first, int stop)
{
	int height = 0;
	for (int i = first; i < stop; i++)
		height += notes_height(m, &m->flow.boxes[i]);
	return height;
}

/* The footnotes cited on the page, from the foot of the text upward. */
static void add_notes(struct maker *m, struct page *page, int index, int first, int stop)
{
	const struct theme *theme = m->setting->edition->theme;
	int height = notes_between(m, first, stop);
	if (!height)
		return;
	int x = text_left(m), y = text_bottom(m, m->tight[stop]) - height;
	bool rtl = m->setting->edition->locale->rtl;
	int width = m->page->measure / 4;
	struct mark rule = {.kind = MARK_RECT,
						.role = MARK_LAYOUT,
						.x = rtl ? x + m->page->measure - width : x,
						.y = y - NOTES_BELOW,
						.width = width,
						.height = theme->hairline,
						.color = theme->rule};
	add_marks(m, page, &rule, 1, 0, 0);
	for (int i = first; i < stop; i++) {
		for (int n = 0; n < m->flow.boxes[i].note_count; n++) {
			const struct flow *flow = note_flow(m, m->flow.boxes[i].notes[n]);
			for (int k = 0; k < flow->count; k++) {
				y += k ? flow->boxes[k].before : 0;
				add_places(m, &flow->boxes[k], index, x, y);
				add_marks(m, page, flow->boxes[k].marks, flow->boxes[k].mark_count, x, y);
				y += flow->boxes[k].height;
			}
			y += PT(3);
		}
	}
}

static void repeat_head(struct maker *m, struct page *page, const struct box *head)
{
	int from = page->count;
	add_marks(m, page, head->marks, head->mark_count, text_left(m), m->page->top);
	for (int i = from; i < page->count; i++) {
		if (page->marks[i].role == MARK_CONTENT)
			page->marks[i].role = MARK_REPEAT;
		page->marks[i].node = NULL;
	}
}

static void find_start(struct page *page)
{
	for (int i = 0; i < page->count; i++) {
		const struct mark *mark = &page->marks[i];
		if (mark->kind == MARK_LINE && mark->role == MARK_CONTENT && mark->line->leaf) {
			page->leaf = mark->line->leaf;
			page->offset = mark->line->offset;
			return;
		}
	}
}

static void make_page(struct maker *m, int index, int first, int stop)
{
	struct page *page = &m->out->items[index];
	struct arena *outer = m->scratch;
	m->scratch = arena_new();
	int *tops = ARENA_ARRAY(m->scratch, int, (size_t)(stop - first) + 1);
	int x = text_left(m);
	int bottom = place_tops(m, first, stop, tops);
	int over = bottom + notes_between(m, first, stop) - text_bottom(m, m->tight[stop]);
	if (over > PT(1))
		diag_error(
			m->setting->diag, POS_FILE(m->setting->edition->handout->file),
			"page %d: something is %.0f mm taller than the page: make the image, the row of the "
			"table or the footnote smaller",
			index + 1, over / (PT(1) * 72 / 25.4));
	for (int which = 0; which < REGIONS; which++)
		add_regions(m, page, first, stop, tops, which);
	if (m->flow.boxes[first].head)
		repeat_head(m, page, m->flow.boxes[first].head);
	for (int i = first; i < stop; i++) {
		const struct box *box = &m->flow.boxes[i];
		add_places(m, box, index, x, tops[i - first]);
		add_marks(m, page, box->marks, box->mark_count, x, tops[i - first]);
	}
	add_notes(m, page, index, first, stop);
	find_start(page);
	int count;
	const struct mark *furniture = furniture_marks(m->furniture, index + 1, m->out->count, &count);
	add_marks(m, page, furniture, count, 0, 0);
	struct mark *kept = ARENA_ARRAY(m->setting->arena, struct mark, (size_t)page->count);
	memcpy(kept, page->marks, sizeof(*kept) * (size_t)page->count);
	page->marks = kept;
	arena_free(m->scratch);
	m->scratch = outer;
}

static void break_pages(struct maker *m)
{
	int count = m->flow.count;
	m->best = ARENA_ARRAY(m->scratch, double, (size_t)count + 1);
	m->from = ARENA_ARRAY(m->scratch, int, (size_t)count + 1);
	m->tight = ARENA_ARRAY(m->scratch, bool, (size_t)count + 1);
	for (int i = 1; i <= count; i++)
		m->best[i] = INFINITY;
	for (int i = 0; i < count; i++) {
		if (m->best[i] < INFINITY) {
			extend(m, i, false);
			extend(m, i, true);
		}
	}
	int pages = 0;
	for (int i = count; i > 0; i = m->from[i])
		pages++;
	m->out->items = ARENA_ARRAY(m->setting->arena, struct page, (size_t)pages);
	m->out->count = pages;
	int *starts = ARENA_ARRAY(m->scratch, int, (size_t)pages + 1);
	for (int i = count, p = pages; p >= 0; i = m->from[i], p--)
		starts[p] = i;
	for (int p = 0; p < pages; p++)
		make_page(m, p, starts[p], starts[p + 1]);
}

struct pages *typeset(struct arena *arena, struct diag *diag, struct fonts *fonts,
					  const struct edition *edition)
{
	size_t before = diag->errors;
	struct setting setting = {.arena = arena, .diag = diag, .fonts = fonts, .edition = edition};
	if (!setting_start(&setting))
		return NULL;
	setting.column = arena_new();
	setting.reported = g_hash_table_new(g_direct_hash, g_direct_equal);
	struct furniture *furniture = furniture_new(&setting);
	int first_top, spare;
	struct page_geometry page = furniture_page(furniture, &first_top, &spare);
	struct maker m = {
		.setting = &setting,
		.scratch = arena_new(),
		.page = &page,
		.furniture = furniture,
		.first_top = first_top,
		.grid = theme_style(edition->theme, setting.tongues->script, ROLE_BODY).leading / 2,
		.notes = g_hash_table_new(g_direct_hash, g_direct_equal),
		.out = ARENA_NEW(arena, struct pages),
	};
	m.spare = spare < m.grid ? spare : m.grid;
	m.out->width = page.width;
	m.out->height = page.height;
	m.flow = flow_document(&setting, page.measure);
	if (m.flow.count)
		break_pages(&m);
	g_hash_table_destroy(m.notes);
	g_hash_table_destroy(setting.reported);
	arena_free(m.scratch);
	arena_free(setting.column);
	return diag->errors == before ? m.out : NULL;
}
