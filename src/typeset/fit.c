/* Choosing the breaks of a paragraph. Every break is chosen with the whole paragraph in view: those
 * with the smallest sum of demerits win (Knuth and Plass, Breaking Paragraphs into Lines, 1981). A
 * first pass does without hyphens, a second allows them, a third takes what there is. */
#include "typeset/fit.h"

#include <math.h>
#include <string.h>

#include <hb.h>

/* A space stretches by half of itself and shrinks by a third; ideographs move apart by 1/20 em. */
#define SPACE_STRETCH 0.5
#define SPACE_SHRINK (1.0 / 3)
#define IDEOGRAPH_STRETCH 0.05

/* Demerits as in TeX's plain format. A third hyphen in a row, a word split without a hyphen and a
 * line that is too wide are taken only when nothing else is left. */
#define LINE_PENALTY 10.0
#define HYPHEN_PENALTY 50.0
#define FITNESS_DEMERITS 10000.0
#define DOUBLE_HYPHEN_DEMERITS 10000.0
#define FINAL_HYPHEN_DEMERITS 5000.0
#define LADDER_DEMERITS 1e8
#define RUNT_DEMERITS 20000.0
#define EMERGENCY_DEMERITS 1e9
#define RUNT_PART 0.12 /* of the measure */

/* How short a ragged line may be, as a part of the measure, to count as stretched by 1. */
#define RAGGED_STRETCH 0.12

/* The badness that a line may have in the first and second pass. */
#define TOLERANCE_PLAIN 100
#define TOLERANCE_HYPHENS 400

enum { FITNESS_CLASSES = 4, WORD_MIN = 5 };

/* A way to reach a candidate. */
struct path {
	int candidate, before; /* before: index of the path that it continues, -1 at the beginning */
	int fitness, hyphens;  /* hyphens: at the ends of the last lines in a row */
	double demerits;
};

struct paths {
	struct path *items;
	int count, room;
	int *active;
	int active_count, active_room;
};

bool fit_is_glue(gunichar c)
{
	return c == ' ' || c == 0xa0;
}

bool fit_is_invisible(gunichar c)
{
	return (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0xad;
}

static bool is_ideograph(gunichar c)
{
	return g_unichar_iswide(c) && g_unichar_get_script(c) != G_UNICODE_SCRIPT_HANGUL;
}

/* How much of a character may hang into the margin, in thousandths of its width. */
static int protrusion(gunichar c, bool at_start)
{
	static const struct {
		gunichar c;
		short start, end;
	} table[] = {
		{'!', 0, 100},    {'"', 300, 300},    {'\'', 500, 500},   {'(', 50, 0},
		{')', 0, 50},     {',', 0, 500},      {'-', 0, 500},      {'.', 0, 700},
		{':', 0, 400},    {';', 0, 300},      {'?', 0, 100},      {'A', 40, 40},
		{'T', 40, 40},    {'V', 40, 40},      {'W', 30, 30},      {'Y', 40, 40},
		{0xab, 200, 200}, {0xad, 0, 500},     {0xbb, 200, 200},   {0x2010, 0, 500},
		{0x2013, 0, 250}, {0x2014, 0, 150},   {0x2018, 500, 500}, {0x2019, 500, 500},
		{0x201a, 400, 0}, {0x201c, 350, 350}, {0x201d, 350, 350}, {0x201e, 350, 0},
		{0x2026, 0, 200}, {0x060c, 0, 500},   {0x061b, 0, 300},   {0x06d4, 0, 500},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].c == c)
			return at_start ? table[i].start : table[i].end;
	return 0;
}

static int hanging(const struct fit *f, const char *at, bool at_start)
{
	if (!f->protrude)
		return 0;
	int advance = f->shaped->advance[at - f->shaped->text];
	return (int)((int64_t)advance * protrusion(g_utf8_get_char(at), at_start) / 1000);
}

static const struct item *item_at(const struct shaped *s, int at)
{
	int low = 0, high = s->item_count - 1;
	while (low < high) {
		int middle = (low + high) / 2;
		if (s->items[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return &s->items[low];
}

int fit_hyphen_width(const struct shaped *s, int at, PangoGlyph *glyph)
{
	hb_font_t *font = pango_font_get_hb_font(item_at(s, at)->item->analysis.font);
	hb_codepoint_t found = 0;
	if (!hb_font_get_nominal_glyph(font, '-', &found))
		hb_font_get_nominal_glyph(font, 0x2010, &found);
	if (glyph)
		*glyph = found;
	return hb_font_get_glyph_h_advance(font, found);
}

static void add_candidate(struct fit *f, struct candidate candidate)
{
	if (f->count == f->room) {
		int room = f->room ? f->room * 2 : 64;
		struct candidate *grown = ARENA_ARRAY(f->scratch, struct candidate, (size_t)room);
		if (f->count)
			memcpy(grown, f->candidates, sizeof(*grown) * (size_t)f->count);
		f->candidates = grown;
		f->room = room;
	}
	f->candidates[f->count++] = candidate;
}

/* The walk over the characters of a paragraph. */
struct walk {
	struct fit *fit;
	bool hyphens;         /* candidates inside words are wanted */
	const char *c, *last; /* the character at hand and the one before it */
	const char *visible_end, *last_visible;
	int index; /* of the character at hand */
	int since; /* index of the character after the last candidate */
	struct sums sums, visible;
	struct hyphen *places; /* of the word at hand */
	int place_count, place;
	int word;
};

/* Adds places between the clusters of a word that is wider than the measure. */
static void add_emergency(struct walk *w)
{
	struct fit *f = w->fit;
	const struct shaped *s = f->shaped;
	const struct candidate *from = &f->candidates[f->count - 1];
	struct sums sums = from->after;
	int64_t line = sums.width;
	int i = w->since, first = from->start, stop = (int)(w->visible_end - s->text);
	for (int at = first; at < stop; i++) {
		int width = s->advance[at];
		if (at > first && s->attrs[i].is_cursor_position &&
			sums.width + width - line > f->measure.width) {
			add_candidate(
				f, (struct candidate){
					   .end = at, .start = at, .before = sums, .after = sums, .emergency = true});
			f->split = true;
			line = sums.width;
		}
		sums.width += width;
		sums.stretch += f->glue.stretch[at];
		sums.shrink += f->glue.shrink[at];
		at = (int)(g_utf8_next_char(s->text + at) - s->text);
	}
}

/* A break before the character at hand, or the end of the text. */
static void note_break(struct walk *w, bool end)
{
	struct fit *f = w->fit;
	gunichar last = g_utf8_get_char(w->last);
	if (w->visible.width - f->candidates[f->count - 1].after.width > f->measure.width &&
		!w->hyphens)
		add_emergency(w);
	if (!end && !fit_is_glue(last) && is_ideograph(last) && !fit_is_glue(g_utf8_get_char(w->c))) {
		int gap = (int)(f->shaped->style.size * IDEOGRAPH_STRETCH);
		f->glue.stretch[w->last - f->shaped->text] = gap;
		w->sums.stretch += gap;
	}
	add_candidate(f, (struct candidate){
						 .end = (int)(w->visible_end - f->shaped->text),
						 .start = (int)(w->c - f->shaped->text),
						 .before = w->visible,
						 .after = w->sums,
						 .left = end ? 0 : hanging(f, w->c, true),
						 .right = w->last_visible ? hanging(f, w->last_visible, false) : 0,
						 .forced = end || last == 0x2028,
					 });
	w->since = w->index;
}

/* Whether the text at a byte may be hyphenated: not code, nor a phone, code or address. */
static bool may_hyphenate(const struct shaped *s, int at)
{
	int low = 0, high = s->leaf_count;
	while (low < high) {
		int middle = (low + high) / 2;
		if (s->leaves[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	const struct leaf *leaf = &s->leaves[low];
	return low < s->leaf_count && at >= leaf->start && !leaf->bound &&
		   (!leaf->node || leaf->node->kind == NODE_TEXT);
}

/* At the beginning of a word of letters: finds its places. Words with capitals inside (names of
 * substances, acronyms) and those that a hyphen or digit joins are left whole. */
static void enter_word(struct walk *w)
{
	const struct shaped *s = w->fit->shaped;
	const char *end = w->c;
	int letters = 0, capitals = 0;
	for (; g_unichar_isalpha(g_utf8_get_char(end)); end = g_utf8_next_char(end), letters++)
		capitals += letters > 0 && g_unichar_isupper(g_utf8_get_char(end));
	w->word = (int)(w->c - s->text);
	w->place_count = w->place = 0;
	gunichar next = g_utf8_get_char(end), last = w->last ? g_utf8_get_char(w->last) : ' ';
	bool joined = last == '-' || next == '-' || g_unichar_isdigit(last) ||
				  g_unichar_isdigit(next) || last == '/' || next == '/' || last == '@' ||
				  next == '@' || last == '.';
	if (letters < WORD_MIN || capitals || joined || !may_hyphenate(s, w->word))
		return;
	const char *lang = pango_language_to_string(item_at(s, w->word)->item->analysis.language);
	const struct tongue *tongue = setting_tongue(w->fit->setting, lang);
	if (tongue->hyphenator)
		w->place_count =
			hyphenate(tongue->hyphenator, w->c, (size_t)(end - w->c), w->places, HYPHENS_MAX);
}

static void note_hyphen(struct walk *w)
{
	struct fit *f = w->fit;
	int at = (int)(w->c - f->shaped->text);
	if (w->place >= w->place_count || w->word + w->places[w->place].at != at)
		return;
	struct hyphen *hyphen = ARENA_NEW(f->scratch, struct hyphen);
	*hyphen = w->places[w->place++];
	int width = fit_hyphen_width(f->shaped, at, NULL);
	add_candidate(f, (struct candidate){
						 .end = at,
						 .start = at,
						 .before = w->sums,
						 .after = w->sums,
						 .hyphen_width = width,
						 .right = f->protrude ? width / 2 : 0,
						 .left = hanging(f, w->c, true),
						 .hyphen = hyphen,
						 .word = w->word,
					 });
}

static void add_character(struct walk *w)
{
	struct fit *f = w->fit;
	gunichar now = g_utf8_get_char(w->c);
	int at = (int)(w->c - f->shaped->text), advance = f->shaped->advance[at];
	w->sums.width += advance;
	if (fit_is_glue(now)) {
		f->glue.stretch[at] = (int)(advance * SPACE_STRETCH);
		f->glue.shrink[at] = (int)(advance * SPACE_SHRINK);
		w->sums.stretch += f->glue.stretch[at];
		w->sums.shrink += f->glue.shrink[at];
	} else {
		w->sums.expand += advance;
	}
	if (now != ' ' && !fit_is_invisible(now)) {
		w->visible = w->sums;
		w->last_visible = w->c;
		w->visible_end = g_utf8_next_char(w->c);
	}
}

/* Walks the characters; notes each break that the script's rules allow. */
static void find_candidates(struct fit *f, bool hyphens)
{
	const struct shaped *s = f->shaped;
	struct walk w = {.fit = f, .hyphens = hyphens, .c = s->text, .visible_end = s->text};
	w.places = ARENA_ARRAY(f->scratch, struct hyphen, HYPHENS_MAX);
	f->count = 0;
	add_candidate(f, (struct candidate){.left = hanging(f, s->text, true)});
	bool in_word = false;
	for (; w.index < s->chars; w.index++) {
		gunichar now = g_utf8_get_char(w.c);
		bool letter = hyphens && g_unichar_isalpha(now);
		if (letter && !in_word)
			enter_word(&w);
		in_word = letter;
		/* A soft hyphen of the author is not a place: its hyphen would not be the program's. */
		if (w.index > 0 && s->attrs[w.index].is_line_break && g_utf8_get_char(w.last) != 0xad)
			note_break(&w, false);
		else if (letter)
			note_hyphen(&w);
		add_character(&w);
		w.last = w.c;
		w.c = g_utf8_next_char(w.c);
	}
	note_break(&w, true);
}

static double line_ratio(const struct fit *f, const struct candidate *from,
						 const struct candidate *to, bool *too_wide)
{
	int64_t width = to->before.width - from->after.width + to->hyphen_width;
	int64_t slack = f->measure.width + from->left + to->right - width;
	if (!f->measure.justify) {
		*too_wide = slack < 0;
		return (double)slack / (f->measure.width * RAGGED_STRETCH);
	}
	double expand = (double)(to->before.expand - from->after.expand) * f->expansion;
	double shrink = (double)(to->before.shrink - from->after.shrink) + expand;
	double stretch = (double)(to->before.stretch - from->after.stretch) + expand;
	*too_wide = (double)slack < -shrink - 1;
	if (slack < 0)
		return shrink > 0 ? (double)slack / shrink : -1;
	if (slack == 0)
		return 0;
	return stretch > 0 ? (double)slack / stretch : 1e3;
}

static int fitness_of(double ratio)
{
	return ratio < -0.5 ? 0 : ratio <= 0.5 ? 1 : ratio <= 1 ? 2 : 3;
}

static double demerits_of(const struct fit *f, const struct path *path,
						  const struct candidate *from, const struct candidate *to, double ratio,
						  bool last)
{
	double width = (double)(to->before.width - from->after.width);
	double bad = to->forced && ratio > 0 ? 0 : 100 * fabs(ratio) * ratio * ratio;
	double demerits = (LINE_PENALTY + bad) * (LINE_PENALTY + bad);
	if (to->emergency)
		demerits += EMERGENCY_DEMERITS;
	if (to->hyphen)
		demerits += HYPHEN_PENALTY * HYPHEN_PENALTY;
	if (to->hyphen && path->hyphens)
		demerits += path->hyphens > 1 ? LADDER_DEMERITS : DOUBLE_HYPHEN_DEMERITS;
	if (last && path->hyphens)
		demerits += FINAL_HYPHEN_DEMERITS;
	if (to->forced && from->start > 0 && width < f->measure.width * RUNT_PART)
		demerits += RUNT_DEMERITS;
	return demerits;
}

static int add_path(struct fit *f, struct paths *paths, struct path path)
{
	if (paths->count == paths->room) {
		int room = paths->room ? paths->room * 2 : 64;
		struct path *grown = ARENA_ARRAY(f->scratch, struct path, (size_t)room);
		if (paths->count)
			memcpy(grown, paths->items, sizeof(*grown) * (size_t)paths->count);
		paths->items = grown;
		paths->room = room;
	}
	paths->items[paths->count] = path;
	return paths->count++;
}

static void activate(struct fit *f, struct paths *paths, int path)
{
	if (paths->active_count == paths->active_room) {
		int room = paths->active_room ? paths->active_room * 2 : 64;
		int *grown = ARENA_ARRAY(f->scratch, int, (size_t)room);
		if (paths->active_count)
			memcpy(grown, paths->active, sizeof(*grown) * (size_t)paths->active_count);
		paths->active = grown;
		paths->active_room = room;
	}
	paths->active[paths->active_count++] = path;
}

/* Considers each active path for a line that ends at a candidate; keeps the best of each fitness.
 * Returns how many it made; *closest is the path whose line is the least too wide. */
static int reach(struct fit *f, struct paths *paths, int index, double tolerance, int *closest)
{
	const struct candidate *to = &f->candidates[index];
	struct path best[FITNESS_CLASSES];
	for (int k = 0; k < FITNESS_CLASSES; k++)
		best[k].demerits = INFINITY;
	int kept = 0;
	for (int i = 0; i < paths->active_count; i++) {
		int number = paths->active[i];
		const struct path *p = &paths->items[number];
		const struct candidate *from = &f->candidates[p->candidate];
		bool too_wide;
		double ratio = line_ratio(f, from, to, &too_wide);
		*closest = number;
		if (too_wide)
			continue;
		paths->active[kept++] = number;
		if (100 * ratio * ratio * ratio > tolerance && !to->forced)
			continue;
		int fitness = to->forced && ratio > 0 ? 1 : fitness_of(ratio);
		double demerits = p->demerits + demerits_of(f, p, from, to, ratio, index == f->count - 1);
		if (f->measure.justify && abs(fitness - p->fitness) > 1)
			demerits += FITNESS_DEMERITS;
		if (demerits < best[fitness].demerits)
			best[fitness] =
				(struct path){index, number, fitness, to->hyphen ? p->hyphens + 1 : 0, demerits};
	}
	paths->active_count = to->forced ? 0 : kept;
	int made = 0;
	for (int k = 0; k < FITNESS_CLASSES; k++) {
		if (best[k].demerits < INFINITY) {
			activate(f, paths, add_path(f, paths, best[k]));
			made++;
		}
	}
	return made;
}

/* The best sequence of breaks; -1 if there is none within the tolerance. Without a tolerance a line
 * that is too wide is taken where nothing else is left. */
static int choose(struct fit *f, double tolerance, struct paths *paths)
{
	*paths = (struct paths){0};
	activate(f, paths, add_path(f, paths, (struct path){0, -1, 1, 0, 0}));
	for (int i = 1; i < f->count; i++) {
		int closest = -1;
		int made = reach(f, paths, i, tolerance, &closest);
		if (made || paths->active_count)
			continue;
		if (isfinite(tolerance))
			return -1;
		double demerits = paths->items[closest].demerits + EMERGENCY_DEMERITS;
		activate(f, paths, add_path(f, paths, (struct path){i, closest, 1, 0, demerits}));
	}
	int last = -1;
	for (int i = 0; i < paths->active_count; i++)
		if (last < 0 || paths->items[paths->active[i]].demerits < paths->items[last].demerits)
			last = paths->active[i];
	return last;
}

const int *fit_breaks(struct fit *f, int *count)
{
	struct paths paths;
	find_candidates(f, false);
	int last = f->split ? -1 : choose(f, TOLERANCE_PLAIN, &paths);
	if (last < 0 && f->measure.hyphenate) {
		f->split = false;
		find_candidates(f, true);
		last = choose(f, TOLERANCE_HYPHENS, &paths);
		/* What hyphens cannot mend is set without them. */
		if (last < 0)
			last = choose(f, INFINITY, &paths);
		if (last >= 0 && paths.items[last].demerits >= EMERGENCY_DEMERITS)
			last = -1;
	}
	if (last < 0) {
		find_candidates(f, false);
		last = choose(f, INFINITY, &paths);
	}
	*count = 0;
	for (int p = last; paths.items[p].before >= 0; p = paths.items[p].before)
		++*count;
	int *breaks = ARENA_ARRAY(f->scratch, int, (size_t)*count + 1);
	int n = *count;
	for (int p = last; p >= 0; p = paths.items[p].before)
		breaks[n--] = paths.items[p].candidate;
	return breaks;
}
