/* Boxes to pages: what stands where, once it is known where pages end. */
#include "typeset/page.h"

#include <string.h>

#include "base/units.h"
#include "typeset/flow.h"
#include "typeset/furniture.h"
#include "typeset/paginate.h"

/* From so much on, what the boxes are made of goes into the next arena; what stands on pages. */
enum { COLUMN_MOST = 256 * 1024, STORE_MOST = 900 * 1024 };

/* An arena of what stands on the pages before a number; 0: not known yet. */
struct store {
	struct arena *arena; /* NULL: freed */
	int until;
	struct store *next;
};

/* An arena of boxes, which lives until all boxes before a number are on pages. */
struct past {
	struct arena *arena;
	int until;
	struct store *store; /* that was full when the arena was; NULL: none */
};

struct maker {
	struct setting *setting;
	struct arena *scratch;
	const struct page_geometry *page;
	struct furniture *furniture;
	int furniture_room; /* marks for which a page has room beside its own */
	struct paginator paginator;
	struct store *stores,
		*store;     /* all, the last first; the one in use, NULL: the edition's arena */
	size_t stored;  /* bytes in the arena in use before it was */
	GArray *past;   /* struct past, the first of them first */
	GArray *pages;  /* struct page */
	GArray *places; /* struct place */
};

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

/* Whether a mark of a box goes on with one above it on the page, which then takes it in: tints,
 * bars and rules between columns of rows that meet, which would show a seam. */
static bool goes_on(struct page *page, const struct mark *mark, int x, int y)
{
	bool tint = mark->role == MARK_BACKGROUND, bar = mark->height > mark->width;
	if (mark->kind != MARK_RECT || (!tint && (mark->role != MARK_LAYOUT || !bar)))
		return false;
	for (int i = page->count - 1; i >= 0; i--) {
		struct mark *above = &page->marks[i];
		if (above->kind == MARK_RECT && above->role == mark->role && above->x == x + mark->x &&
			above->width == mark->width && above->color == mark->color &&
			above->y + above->height == y + mark->y) {
			above->height += mark->height;
			return true;
		}
	}
	return false;
}

/* The marks of a box: the tints in it, which are below all else on the page, or the others. */
static void add_box(struct maker *m, struct page *page, const struct box *box, int y, bool tints)
{
	int x = text_left(m);
	for (int i = 0; i < box->mark_count; i++) {
		const struct mark *mark = &box->marks[i];
		if ((mark->role == MARK_BACKGROUND) == tints && !goes_on(page, mark, x, y))
			add_marks(m, page, mark, 1, x, y);
	}
}

static void add_place(struct maker *m, const struct node *node, int x, int y)
{
	struct place place = {node, (int)m->pages->len, x, y};
	g_array_append_val(m->places, place);
}

/* The anchors of a box, and the marks of footnotes in it, to which the notes lead back. */
static void add_places(struct maker *m, const struct box *box, int x, int y)
{
	for (int i = 0; i < box->anchor_count; i++)
		add_place(m, box->anchors[i], x, y);
	for (int i = 0; i < box->mark_count; i++) {
		const struct mark *mark = &box->marks[i];
		bool has_notes = mark->line && mark->line->has_notes;
		const struct run *runs = has_notes ? line_runs(m->scratch, mark->line) : NULL;
		for (int r = 0; has_notes && r < mark->line->count; r++) {
			const struct node *node = runs[r].node;
			if (node && node->kind == NODE_NOTE_MARK)
				add_place(m, node, x + mark->x + runs[r].x, y + mark->y - mark->line->ascent);
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

/* The tops of the boxes between two stops on their page; returns the bottom of the last. */
static int place_tops(const struct maker *m, const struct stop *from, const struct stop *to,
					  int *tops)
{
	const struct paginator *p = &m->paginator;
	int top = paginate_top(p, from), y = paginate_head(p, from);
	for (int i = from->box; i < to->box; i++) {
		y = paginate_box_top(p, from, i, to->tight, y);
		tops[i - from->box] = top + y;
		y += paginate_box(p, i)->height;
	}
	return top + y;
}

static void add_regions(struct maker *m, struct page *page, const struct stop *from,
						const struct stop *to, const int *tops, int which)
{
	const struct paginator *p = &m->paginator;
	for (int i = from->box; i < to->box;) {
		const struct region *region = paginate_box(p, i)->regions[which];
		int j = i;
		while (j + 1 < to->box && paginate_box(p, j + 1)->regions[which] == region)
			j++;
		/* Behind a repeated head too. */
		int top = tops[i - from->box] - (i == from->box ? paginate_head(p, from) : 0);
		if (region)
			add_region(m, page, region, top, tops[j - from->box] + paginate_box(p, j)->height);
		i = j + 1;
	}
}

static void add_rule(struct maker *m, struct page *page, int y)
{
	const struct theme *theme = m->setting->edition->theme;
	bool rtl = m->setting->edition->locale->rtl;
	int x = text_left(m), width = m->page->measure / 4;
	struct mark rule = {.kind = MARK_RECT,
						.role = MARK_LAYOUT,
						.x = rtl ? x + m->page->measure - width : x,
						.y = y,
						.width = width,
						.height = theme->hairline,
						.color = theme->rule};
	add_marks(m, page, &rule, 1, 0, 0);
}

/* The footnotes of the page, from the foot of the text upward: what is left of one that began
 * before, those cited on the page. */
static void add_notes(struct maker *m, struct page *page, const struct stop *from,
					  const struct stop *to)
{
	const struct paginator *p = &m->paginator;
	if (from->foot == to->foot)
		return;
	int height = paginate_feet_height(p, from->foot, to->foot) - NOTES_ABOVE - NOTES_BELOW;
	int x = text_left(m), y = paginate_bottom(p, to->tight) - height;
	add_rule(m, page, y - NOTES_BELOW);
	for (int i = from->foot; i < to->foot; i++) {
		const struct foot *foot = paginate_foot(p, i);
		y += foot->first || i == from->foot ? 0 : foot->box->before;
		add_places(m, foot->box, x, y);
		add_marks(m, page, foot->box->marks, foot->box->mark_count, x, y);
		y += foot->box->height + (foot->last ? NOTE_AFTER : 0);
	}
}

/* A table's head above the first box of a page. */
static void repeat_head(struct maker *m, struct page *page, const struct box *head)
{
	int from = page->count;
	add_box(m, page, head, m->page->top, false);
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

static void check_height(const struct maker *m, const struct stop *from, const struct stop *to,
						 int bottom)
{
	int feet = paginate_feet_height(&m->paginator, from->foot, to->foot);
	int over = bottom + feet - paginate_bottom(&m->paginator, to->tight);
	if (over > PT(1))
		diag_error(m->setting->diag, POS_FILE(m->setting->edition->handout->file),
				   "page %d: something is %.0f mm taller than the page: make the image or the row "
				   "of the table smaller",
				   (int)m->pages->len + 1, over / (PT(1) * 72 / 25.4));
}

/* What stands on a page, without furniture. */
static void fill_page(struct maker *m, struct page *page, const struct stop *from,
					  const struct stop *to)
{
	const struct paginator *p = &m->paginator;
	int *tops = ARENA_ARRAY(m->scratch, int, (size_t)(to->box - from->box) + 1);
	check_height(m, from, to, place_tops(m, from, to, tops));
	for (int which = 0; which < REGIONS; which++)
		add_regions(m, page, from, to, tops, which);
	const struct box *head = to->box > from->box ? paginate_box(p, from->box)->head : NULL;
	if (head)
		add_box(m, page, head, m->page->top, true);
	for (int i = from->box; i < to->box; i++)
		add_box(m, page, paginate_box(p, i), tops[i - from->box], true);
	if (head)
		repeat_head(m, page, head);
	for (int i = from->box; i < to->box; i++) {
		const struct box *box = paginate_box(p, i);
		add_places(m, box, text_left(m), tops[i - from->box]);
		add_box(m, page, box, tops[i - from->box], false);
	}
	add_notes(m, page, from, to);
	find_start(page);
}

static void take_page(void *data, const struct stop *from, const struct stop *to)
{
	struct maker *m = data;
	struct page page = {0};
	m->scratch = arena_new();
	fill_page(m, &page, from, to);
	size_t room = (size_t)page.count + (size_t)m->furniture_room;
	struct mark *kept = ARENA_ARRAY(m->setting->lines, struct mark, room);
	if (page.count)
		memcpy(kept, page.marks, sizeof(*kept) * (size_t)page.count);
	page.marks = kept;
	g_array_append_val(m->pages, page);
	arena_free(m->scratch);
}

static void free_store(void *data)
{
	struct store *store = data;
	arena_free(store->arena);
	store->arena = NULL;
}

static void use_lines(struct maker *m, struct arena *arena)
{
	m->setting->lines = arena;
	m->stored = arena_used(arena);
	palette_turn(m->setting->palette, arena);
}

/* Puts what comes on pages into another arena when there is much in this one. Returns the store
 * that is full, or NULL. */
static struct store *turn_store(struct maker *m)
{
	struct store *full = m->store;
	if (arena_used(m->setting->lines) - m->stored < STORE_MOST)
		return NULL;
	struct store *store = ARENA_NEW(m->setting->arena, struct store);
	*store = (struct store){.arena = arena_new_large(), .next = m->stores};
	arena_defer(m->setting->arena, free_store, store);
	m->stores = m->store = store;
	use_lines(m, store->arena);
	return full;
}

/* Frees what is only needed for boxes that are on pages; puts what comes into another arena when
 * there is much in this one. */
static void turn_column(struct maker *m, const struct builder *b)
{
	const struct paginator *p = &m->paginator;
	while (m->past->len && g_array_index(m->past, struct past, 0).until <= p->base) {
		struct past past = g_array_index(m->past, struct past, 0);
		if (past.store)
			past.store->until = (int)m->pages->len;
		arena_free(past.arena);
		g_array_remove_index(m->past, 0);
	}
	if (arena_used(m->setting->column) < COLUMN_MOST || b->anchor_count || b->label.line)
		return;
	struct past past = {m->setting->column, p->count, turn_store(m)};
	g_array_append_val(m->past, past);
	m->setting->column = arena_new();
}

static void offer(void *data, struct builder *b)
{
	struct maker *m = data;
	flow_drop(b, paginate_offer(&m->paginator, b->flow, false));
	turn_column(m, b);
}

/* Running head and foot, which say how many pages there are. */
static void furnish(struct maker *m, struct pages *out)
{
	use_lines(m, m->setting->arena);
	for (int i = 0; i < out->count; i++) {
		struct page *page = &out->items[i];
		int count;
		const struct mark *marks = furniture_marks(m->furniture, i + 1, out->count, &count);
		if (count > m->furniture_room) {
			struct mark *grown =
				ARENA_ARRAY(m->setting->arena, struct mark, (size_t)(page->count + count));
			memcpy(grown, page->marks, sizeof(*grown) * (size_t)page->count);
			page->marks = grown;
		}
		memcpy(page->marks + page->count, marks, sizeof(*marks) * (size_t)count);
		page->count += count;
	}
}

/* A copy of an array's items in the edition's arena. */
static void *keep(struct maker *m, const GArray *array, size_t size)
{
	void *items = arena_calloc(m->setting->arena, array->len, size);
	if (array->len)
		memcpy(items, array->data, array->len * size);
	return items;
}

static struct pages *make_pages(struct maker *m)
{
	struct pages *out = ARENA_NEW(m->setting->arena, struct pages);
	struct builder *b = flow_document(m->setting, m->page->measure, offer, m);
	paginate_offer(&m->paginator, b->flow, true);
	out->width = m->page->width;
	out->height = m->page->height;
	out->items = keep(m, m->pages, sizeof(struct page));
	out->count = (int)m->pages->len;
	out->places = keep(m, m->places, sizeof(struct place));
	out->place_count = (int)m->places->len;
	out->stores = m->stores;
	for (struct store *store = out->stores; store; store = store->next)
		store->until = store->until ? store->until : out->count;
	furnish(m, out);
	return out;
}

static void start(struct maker *m, struct page_geometry *page)
{
	struct setting *setting = m->setting;
	int first_top, spare, grid;
	*page = furniture_page(m->furniture, &first_top, &spare);
	grid = theme_style(setting->edition->theme, setting->tongues->script, ROLE_BODY).leading / 2;
	m->page = page;
	furniture_marks(m->furniture, 2, 2, &m->furniture_room);
	m->past = g_array_new(FALSE, FALSE, sizeof(struct past));
	m->pages = g_array_new(FALSE, FALSE, sizeof(struct page));
	m->places = g_array_new(FALSE, FALSE, sizeof(struct place));
	m->paginator = (struct paginator){
		.setting = setting,
		.room = {first_top, page->top, page->height - page->foot, MIN(spare, grid), grid},
		.measure = page->measure,
		.take = take_page,
		.data = m,
	};
	paginate_start(&m->paginator);
	m->stored = arena_used(setting->lines);
}

static void end(struct maker *m)
{
	paginate_end(&m->paginator);
	for (guint i = 0; i < m->past->len; i++)
		arena_free(g_array_index(m->past, struct past, i).arena);
	g_array_free(m->past, TRUE);
	g_array_free(m->pages, TRUE);
	g_array_free(m->places, TRUE);
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
	struct maker m = {.setting = &setting, .furniture = furniture_new(&setting)};
	struct page_geometry page;
	start(&m, &page);
	struct pages *out = make_pages(&m);
	end(&m);
	g_hash_table_destroy(setting.reported);
	arena_free(setting.column);
	return diag->errors == before ? out : NULL;
}

void pages_release(struct pages *pages, int before)
{
	for (; pages->released < MIN(before, pages->count); pages->released++) {
		pages->items[pages->released].marks = NULL;
		pages->items[pages->released].count = 0;
	}
	for (struct store *store = pages->stores; store; store = store->next)
		if (store->until <= before)
			free_store(store);
}

size_t pages_kept(const struct pages *pages)
{
	size_t bytes = 0;
	for (const struct store *store = pages->stores; store; store = store->next)
		bytes += store->arena ? arena_used(store->arena) : 0;
	return bytes;
}
