/* Boxes to pages: the breaks with the smallest sum of demerits win, with footnotes on the page that
 * cites them and the rest of what does not fit there on the next ones. The boxes of a long document
 * are never there all at once. */
#include "typeset/paginate.h"

#include <math.h>

#include "base/units.h"

/* Demerits of an empty page, and how much emptier one looks on which a paragraph, list, table
 * or callout breaks off; of a last page with hardly anything on it; of one more page. */
#define EMPTY_DEMERITS 1e4
#define BROKEN_PARTS 4
#define RUNT_DEMERITS 5e4
#define RUNT_PART 0.23
#define PAGE_DEMERITS 2e4

/* Demerits of a page that ends in a hyphen, and of one with its larger whites made smaller. */
#define HYPHEN_DEMERITS 1e6
#define TIGHT_DEMERITS 3e3

/* Demerits of a footnote that goes on: as of a page that is two thirds empty; and of each page of
 * it that comes later, so that most of it stands with its mark. */
#define SPLIT_DEMERITS 4e3
#define REST_DEMERITS 4e3

/* So far beyond the grid, where lengths were rounded, text still stands on it. */
#define GRID_SLACK PT(0.05)

/* Chains of stops are compared when so many pages are undecided, and again after so many more; when
 * so many are, half of them are decided. */
enum { PAGES_AHEAD = 20, PAGES_MORE = 5, PAGES_MOST = 100 };

static void start_row(struct paginator *p, int box)
{
	struct stop *none = NULL;
	while ((int)p->stops->len <= box - p->base)
		g_array_append_val(p->stops, none);
}

static struct stop **stops_at(const struct paginator *p, int box)
{
	return &g_array_index(p->stops, struct stop *, box - p->base);
}

void paginate_start(struct paginator *p)
{
	p->feet = g_array_new(FALSE, FALSE, sizeof(struct foot));
	p->cited = g_array_new(FALSE, FALSE, sizeof(int));
	p->stops = g_array_new(FALSE, FALSE, sizeof(struct stop *));
	p->set = g_hash_table_new(g_direct_hash, g_direct_equal);
	p->decided = ARENA_NEW(p->setting->column, struct stop);
	start_row(p, 0);
	*stops_at(p, 0) = p->decided;
}

void paginate_end(struct paginator *p)
{
	g_array_free(p->feet, TRUE);
	g_array_free(p->cited, TRUE);
	g_array_free(p->stops, TRUE);
	g_hash_table_destroy(p->set);
}

const struct box *paginate_box(const struct paginator *p, int box)
{
	return &p->boxes[box - p->base];
}

const struct foot *paginate_foot(const struct paginator *p, int foot)
{
	return &g_array_index(p->feet, struct foot, foot - p->foot_base);
}

/* How many feet are cited before a box. */
static int cited_before(const struct paginator *p, int box)
{
	return box == p->base ? p->decided->foot : g_array_index(p->cited, int, box - p->base - 1);
}

int paginate_top(const struct paginator *p, const struct stop *from)
{
	return from->box == 0 ? p->room.first_top : p->room.top;
}

int paginate_bottom(const struct paginator *p, bool tight)
{
	return p->room.bottom + (tight ? p->room.spare : 0);
}

int paginate_head(const struct paginator *p, const struct stop *from)
{
	const struct box *head = from->box < p->count ? paginate_box(p, from->box)->head : NULL;
	return head ? head->height : 0;
}

int paginate_box_top(const struct paginator *p, const struct stop *from, int i, bool tight, int y)
{
	const struct box *box = paginate_box(p, i);
	int before = i == from->box ? 0 : box->before, grid = p->room.grid;
	bool boxed = box->regions[0] && !box->regions[0]->line && !box->inner;
	if (tight && before >= 2 * grid && !boxed)
		before -= grid;
	int beyond = (y + before + box->below_top) % grid;
	return y + before + (box->on_grid && beyond > GRID_SLACK ? grid - beyond : 0);
}

int paginate_feet_height(const struct paginator *p, int from, int to)
{
	if (from >= to)
		return 0;
	const struct foot *first = paginate_foot(p, from), *last = paginate_foot(p, to - 1);
	long long top = first->bottom - first->box->height - (first->last ? NOTE_AFTER : 0);
	int after = last->last ? 0 : NOTE_AFTER;
	return (int)(last->bottom - top) + after + NOTES_ABOVE + NOTES_BELOW;
}

static void add_feet(struct paginator *p, const struct node *note)
{
	if (!g_hash_table_add(p->set, (gpointer)note))
		return;
	struct flow flow = flow_note(p->setting, note, p->measure);
	long long bottom =
		p->feet->len ? g_array_index(p->feet, struct foot, p->feet->len - 1).bottom : 0;
	for (int i = 0; i < flow.count; i++) {
		const struct box *box = &flow.boxes[i];
		bool last = i == flow.count - 1;
		bottom += (i ? box->before : 0) + box->height + (last ? NOTE_AFTER : 0);
		struct foot foot = {box, i == 0, last, bottom};
		g_array_append_val(p->feet, foot);
	}
}

static void take_boxes(struct paginator *p, struct flow flow)
{
	int known = p->count;
	p->boxes = flow.boxes;
	p->count = p->base + flow.count;
	start_row(p, p->count);
	for (int i = known; i < p->count; i++) {
		const struct box *box = paginate_box(p, i);
		for (int n = 0; n < box->note_count; n++)
			add_feet(p, box->notes[n]);
		int cited = p->foot_base + (int)p->feet->len;
		g_array_append_val(p->cited, cited);
		p->ahead += box->height;
		p->undecided += box->height;
	}
}

/* The demerits of dividing a footnote before one of its feet, of those up to `cited`. */
static double split_demerits(const struct paginator *p, int foot, int cited)
{
	const struct foot *next = paginate_foot(p, foot);
	bool hyphen = paginate_foot(p, foot - 1)->box->hyphenated;
	double rest = paginate_feet_height(p, foot, cited);
	return SPLIT_DEMERITS + REST_DEMERITS * rest / p->room.bottom +
		   (next->first ? 0 : next->box->keep) + (hyphen ? HYPHEN_DEMERITS : 0);
}

/* The stop of a page that ends before box `end`, as far as footnotes go: all that are cited, or as
 * much as the space is enough for. Each footnote begins on the page with its mark. Without such a
 * place foot is -1, or where the page must be had, the first one. */
static struct stop end_feet(const struct paginator *p, const struct stop *from, int end, int space,
							bool must)
{
	int cited = cited_before(p, end), least = from->foot + 1;
	struct stop stop = {.box = end, .foot = cited};
	if (cited == from->foot || paginate_feet_height(p, from->foot, cited) <= space)
		return stop;
	for (int f = cited - 1; f >= from->foot && cited > cited_before(p, from->box); f--) {
		if (paginate_foot(p, f)->first) {
			least = f + 1;
			break;
		}
	}
	stop.foot = -1;
	stop.demerits = INFINITY;
	for (int f = cited - 1; f >= least && stop.demerits >= HYPHEN_DEMERITS; f--) {
		if (paginate_feet_height(p, from->foot, f) > space)
			continue;
		double demerits = split_demerits(p, f, cited);
		if (demerits < stop.demerits) {
			stop.foot = f;
			stop.demerits = demerits;
		}
	}
	if (stop.foot < 0 && must) {
		stop.foot = least < cited ? least : cited;
		stop.demerits = KEEP_ALWAYS;
	}
	return stop;
}

/* The demerits of a page that is filled to a height of another and ends at a stop. */
static double page_demerits(const struct paginator *p, const struct stop *from,
							const struct stop *to, int height, int filled, bool last)
{
	double empty = 1.0 - (double)filled / height;
	double demerits = PAGE_DEMERITS + (to->tight ? TIGHT_DEMERITS : 0);
	if (last && to->box == p->count && to->foot == cited_before(p, p->count))
		return demerits + (filled < height * RUNT_PART ? RUNT_DEMERITS : 0);
	if (to->box > from->box && paginate_box(p, to->box - 1)->hyphenated)
		demerits += HYPHEN_DEMERITS;
	if (to->box > from->box && to->box < p->count) {
		demerits += paginate_box(p, to->box)->keep;
		empty *= paginate_box(p, to->box)->inner ? BROKEN_PARTS : 1;
	}
	return demerits + EMPTY_DEMERITS * empty * empty;
}

/* Keeps the better one of two stops at the same place. */
static void reach(struct paginator *p, struct stop stop)
{
	struct stop **link = stops_at(p, stop.box);
	while (*link && (*link)->foot < stop.foot)
		link = &(*link)->next;
	struct stop *known = *link;
	if (known && known->foot == stop.foot) {
		if (known->demerits <= stop.demerits)
			return;
		stop.next = known->next;
	} else {
		known = ARENA_NEW(p->setting->column, struct stop);
		stop.next = *link;
		*link = known;
	}
	*known = stop;
}

/* Tries every end of the page that begins at a stop. A box that is taller than a page has one of
 * its own; a page may have no more than the rest of a footnote. */
static void extend(struct paginator *p, struct stop *from, bool tight, bool last)
{
	int y = paginate_head(p, from), height = paginate_bottom(p, tight) - paginate_top(p, from);
	int least = from->box + (from->foot == cited_before(p, from->box));
	for (int end = least; end <= p->count; end++) {
		if (end > from->box)
			y = paginate_box_top(p, from, end - 1, tight, y) + paginate_box(p, end - 1)->height;
		if (y > height && end > least)
			return;
		struct stop to = end_feet(p, from, end, height - y, end == least);
		if (to.foot < 0)
			return;
		int filled = y + paginate_feet_height(p, from->foot, to.foot);
		if (filled > height && end > least)
			return;
		to.tight = tight;
		to.from = from;
		to.demerits += from->demerits + page_demerits(p, from, &to, height, filled, last);
		reach(p, to);
	}
}

/* Tries the pages from all stops of which the ends are known. */
static void extend_all(struct paginator *p, bool last)
{
	int height = p->room.bottom + p->room.spare;
	while (p->done < p->count + last) {
		bool is_end = p->done == p->count;
		int own = is_end ? 0 : paginate_box(p, p->done)->height;
		if (!last && p->ahead - own <= height)
			return;
		for (struct stop *s = *stops_at(p, p->done); s; s = s->next) {
			if (is_end && s->foot == cited_before(p, p->count))
				continue;
			extend(p, s, false, last);
			extend(p, s, true, last);
		}
		p->ahead -= own;
		p->done++;
	}
}

/* Counts the stops of a chain back to what is decided. */
static void visit_chain(const struct paginator *p, struct stop *stop)
{
	for (; stop != p->decided; stop = stop->from) {
		if (stop->round != p->round)
			stop->visits = 0;
		stop->round = p->round;
		stop->visits++;
	}
}

/* Whether all feet that were cited before a stop stand before it. */
static bool is_whole(const struct paginator *p, const struct stop *stop)
{
	return stop->foot == cited_before(p, stop->box);
}

/* The stop that all chains have in common and that is the furthest; what is decided if none is.
 * *best is the open stop with the least demerits, if what stands after it has those of full pages.
 */
static struct stop *common_stop(struct paginator *p, struct stop **best)
{
	int chains = 0, page = p->room.bottom - p->room.top;
	double least = INFINITY, rest = (double)p->ahead;
	*best = NULL;
	p->round++;
	for (int i = p->done; i <= p->count; i++) {
		for (struct stop *s = *stops_at(p, i); s; s = s->next) {
			double demerits = s->demerits + PAGE_DEMERITS * rest / page;
			visit_chain(p, s);
			chains++;
			*best = demerits < least ? s : *best;
			least = demerits < least ? demerits : least;
		}
		rest -= i < p->count ? paginate_box(p, i)->height : 0;
	}
	struct stop *stop = *best;
	while (stop && stop != p->decided && (stop->visits < chains || !is_whole(p, stop)))
		stop = stop->from;
	return stop ? stop : p->decided;
}

/* The stop of a chain at about the middle of its pages. */
static struct stop *middle_stop(struct paginator *p, struct stop *end)
{
	int pages = 0;
	for (const struct stop *s = end; s != p->decided; s = s->from)
		pages++;
	struct stop *stop = end;
	for (int back = 0; stop != p->decided && (back < pages / 2 || !is_whole(p, stop)); back++)
		stop = stop->from;
	return stop;
}

/* Drops the open stops whose chains do not lead through a stop. */
static void drop_others(struct paginator *p, const struct stop *through)
{
	for (int i = p->done; i <= p->count; i++) {
		for (struct stop **link = stops_at(p, i); *link;) {
			const struct stop *s = *link;
			while (s != through && s != p->decided)
				s = s->from;
			if (s == through)
				link = &(*link)->next;
			else
				*link = (*link)->next;
		}
	}
}

/* Gives the pages up to a stop to be taken; the first page first. */
static void decide(struct paginator *p, struct stop *stop)
{
	GPtrArray *chain = g_ptr_array_new();
	for (struct stop *s = stop; s != p->decided; s = s->from)
		g_ptr_array_add(chain, s);
	for (guint i = chain->len; i-- > 0;) {
		struct stop *to = g_ptr_array_index(chain, i);
		p->take(p->data, to->from, to);
	}
	g_ptr_array_free(chain, TRUE);
	for (int i = p->base; i < stop->box; i++)
		p->undecided -= paginate_box(p, i)->height;
	p->asked = p->undecided;
	p->decided = stop;
}

/* Forgets what is on pages. Returns how many boxes that are. */
static int forget(struct paginator *p)
{
	struct stop *stop = p->decided;
	guint boxes = (guint)(stop->box - p->base), feet = (guint)(stop->foot - p->foot_base);
	if (boxes) {
		g_array_remove_range(p->cited, 0, boxes);
		g_array_remove_range(p->stops, 0, boxes);
	}
	if (feet)
		g_array_remove_range(p->feet, 0, feet);
	p->base = stop->box;
	p->foot_base = stop->foot;
	p->boxes += boxes;
	return (int)boxes;
}

int paginate_offer(struct paginator *p, struct flow flow, bool last)
{
	take_boxes(p, flow);
	extend_all(p, last);
	if (last && p->count > 0) {
		struct stop *end = *stops_at(p, p->count);
		while (end->next)
			end = end->next;
		decide(p, end);
		return forget(p);
	}
	long long page = p->room.bottom - p->room.top;
	if (last || p->undecided < page * PAGES_AHEAD || p->undecided < p->asked + page * PAGES_MORE)
		return 0;
	p->asked = p->undecided;
	struct stop *best, *stop = common_stop(p, &best);
	if (stop == p->decided && best && p->undecided > page * PAGES_MOST) {
		stop = middle_stop(p, best);
		if (stop != p->decided)
			drop_others(p, stop);
	}
	if (stop == p->decided)
		return 0;
	decide(p, stop);
	return forget(p);
}
