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

/* Demerits of a justified line. Badness grows with the square of the glue's ratio: what readers see
 * is how far spaces differ. A third hyphen in a row, a word split without a hyphen and a line that
 * is too wide are taken only when nothing else is left. */
#define LINE_PENALTY 10.0
#define GLUE_BADNESS 100.0
#define GLUE_WORST 20.0 /* a ratio beyond which lines are all as bad */
#define LETTERS_BADNESS 10.0
#define HYPHEN_PENALTY 50.0
#define COMPOUND_PENALTY 200 /* a hyphen in a word that has one */
#define FITNESS_DEMERITS 10000.0
#define DOUBLE_HYPHEN_DEMERITS 10000.0
#define FINAL_HYPHEN_DEMERITS 5000.0
#define LADDER_DEMERITS 1e11
#define RUNT_DEMERITS 20000.0
#define EMERGENCY_DEMERITS 1e13
#define RUNT_PART 0.12 /* of the measure */

/* Demerits of a ragged line: the square of the percentage by which it is short; more for one that
 * the next word would have fitted, much more if it is also short by more than EARLY_PART. */
#define EARLY_DEMERITS 200.0
#define EARLY_PART 15
#define SHORT_DEMERITS 5000.0
#define RAGGED_RUNT_DEMERITS 600.0

/* How far glue may be stretched in the first and second pass. */
#define TOLERANCE_PLAIN 0.85
#define TOLERANCE_HYPHENS 1.25

enum {
	FITNESS_CLASSES = 4,
	HYPHENS_IN_ROW = 2,
	PATH_CLASSES = FITNESS_CLASSES * (HYPHENS_IN_ROW + 1),
	WORD_MIN = 5
};

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

bool fit_is_tracked(gunichar c)
{
	GUnicodeScript script = g_unichar_get_script(c);
	return !fit_is_glue(c) &&
		   (script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_CYRILLIC ||
			script == G_UNICODE_SCRIPT_GREEK || script == G_UNICODE_SCRIPT_COMMON);
}

struct strain fit_strain(double slack, struct give give)
{
	double letters = CLAMP(slack, -give.expand, give.expand);
	double apart = CLAMP(slack - letters, -give.track, give.track);
	double rest = slack - letters - apart;
	double glue = rest < 0 ? give.shrink : give.stretch;
	struct strain strain = {.too_wide = rest < -glue - 1};
	strain.letters = give.expand > 0 ? letters / give.expand : 0;
	strain.apart = give.track > 0 ? apart / give.track : 0;
	if (rest <= -1 || rest >= 1)
		strain.glue = glue > 0 ? rest / glue : rest < 0 ? -1 : 1e3;
	return strain;
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

static struct spacing spacing_at(const struct shaped *s, int at)
{
	return s->spacing ? s->spacing[at] : (struct spacing){0};
}

static int hanging(const struct fit *f, const char *at, bool at_start)
{
	struct spacing spacing = spacing_at(f->shaped, (int)(at - f->shaped->text));
	int white = at_start ? spacing.before : spacing.after;
	if (white || !f->protrude)
		return white;
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

int fit_edge(const struct shaped *s, const char *end)
{
	int at = (int)(end - s->text) - 1;
	while (at > 0 && s->advance[at] == 0)
		at--;
	return at;
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
	int64_t cluster;       /* the width before the cluster at hand */
	struct hyphen *places; /* of the word at hand */
	int place_count, place;
	int word;
	bool compound; /* the word has a hyphen of its own */
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
		if (at > first && width && s->attrs[i].is_cursor_position &&
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
	struct sums before = w->visible;
	int glue = w->last_visible ? fit_edge(f->shaped, w->visible_end) : 0;
	before.stretch -= f->glue.stretch[glue];
	before.shrink -= f->glue.shrink[glue];
	int start = (int)(w->c - f->shaped->text);
	bool repeats = spacing_at(f->shaped, start).repeats_hyphen;
	if (w->visible.width - f->candidates[f->count - 1].after.width > f->measure.width &&
		!w->hyphens)
		add_emergency(w);
	if (!end && !fit_is_glue(last) && is_ideograph(last) && !fit_is_glue(g_utf8_get_char(w->c))) {
		int gap = (int)(f->shaped->style.size * IDEOGRAPH_STRETCH);
		f->glue.stretch[w->last - f->shaped->text] += gap;
		w->sums.stretch += gap;
	}
	add_candidate(f, (struct candidate){
						 .end = (int)(w->visible_end - f->shaped->text),
						 .start = start,
						 .before = before,
						 .after = w->sums,
						 .penalty = spacing_at(f->shaped, start).penalty,
						 .lead = repeats ? fit_hyphen_width(f->shaped, start, NULL) : 0,
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

static bool is_hyphen(gunichar c)
{
	return c == '-' || c == 0x2010;
}

/* At the beginning of a word of letters: finds its places. Words with capitals inside (names of
 * substances, acronyms) and those that a digit joins are left whole. */
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
	bool joined = g_unichar_isdigit(last) || g_unichar_isdigit(next) || last == '/' ||
				  next == '/' || last == '@' || next == '@' || last == '.';
	w->compound = is_hyphen(last) || is_hyphen(next);
	if (letters < WORD_MIN || capitals || joined || !may_hyphenate(s, w->word))
		return;
	const char *lang = pango_language_to_string(item_at(s, w->word)->item->analysis.language);
	const struct tongue *tongue = setting_tongue(w->fit->setting, lang);
	if (tongue->hyphenator)
		w->place_count =
			hyphenate(tongue->hyphenator, w->c, (size_t)(end - w->c), w->places, HYPHENS_MAX);
}

/* The advance of the letters of a ligature, each set alone: of those before a byte of the text, and
 * of the others. */
static void divide_ligature(const struct shaped *s, int at, int *before, int *after)
{
	hb_font_t *font = pango_font_get_hb_font(item_at(s, at)->item->analysis.font);
	const char *c = s->text + at;
	*before = *after = 0;
	do
		c = g_utf8_prev_char(c);
	while (c > s->text && s->advance[c - s->text] == 0);
	for (; c < s->text + at || (*c && s->advance[c - s->text] == 0); c = g_utf8_next_char(c)) {
		hb_codepoint_t glyph = 0;
		hb_font_get_nominal_glyph(font, g_utf8_get_char(c), &glyph);
		*(c < s->text + at ? before : after) += hb_font_get_glyph_h_advance(font, glyph);
	}
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
	struct sums before = w->sums, after = w->sums;
	if (f->shaped->advance[at] == 0) {
		int first, rest;
		divide_ligature(f->shaped, at, &first, &rest);
		before.width = w->cluster + first;
		after.width -= rest;
	}
	add_candidate(f, (struct candidate){
						 .end = at,
						 .start = at,
						 .before = before,
						 .after = after,
						 .penalty = w->compound ? COMPOUND_PENALTY : 0,
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
	if (advance)
		w->cluster = w->sums.width;
	w->sums.width += advance;
	if (fit_is_glue(now)) {
		f->glue.stretch[at] = (int)(advance * SPACE_STRETCH);
		f->glue.shrink[at] = (int)(advance * SPACE_SHRINK);
	} else {
		struct spacing spacing = spacing_at(f->shaped, at);
		f->glue.stretch[at] = spacing.stretch;
		f->glue.shrink[at] = spacing.shrink;
		w->sums.expand += advance;
		w->sums.track += advance && fit_is_tracked(now) ? f->tracking : 0;
	}
	w->sums.stretch += f->glue.stretch[at];
	w->sums.shrink += f->glue.shrink[at];
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

static double slack_of(const struct fit *f, const struct candidate *from,
					   const struct candidate *to)
{
	int64_t width = from->lead + to->before.width - from->after.width + to->hyphen_width;
	return (double)(f->measure.width + from->left + to->right - width);
}

static struct strain strain_of(const struct fit *f, const struct candidate *from,
							   const struct candidate *to)
{
	double slack = slack_of(f, from, to);
	if (!f->measure.justify)
		return (struct strain){.too_wide = slack < 0};
	return fit_strain(slack,
					  (struct give){
						  .expand = (double)(to->before.expand - from->after.expand) * f->expansion,
						  .track = (double)(to->before.track - from->after.track),
						  .stretch = (double)(to->before.stretch - from->after.stretch),
						  .shrink = (double)(to->before.shrink - from->after.shrink),
					  });
}

static int fitness_of(double ratio)
{
	return ratio < -0.5 ? 0 : ratio <= 0.5 ? 1 : ratio <= 1 ? 2 : 3;
}

static double justified_demerits(const struct candidate *to, const struct strain *strain)
{
	bool natural = to->forced && strain->glue >= 0 && strain->letters >= 0;
	double letters = strain->letters * strain->letters + strain->apart * strain->apart;
	double glue = MIN(strain->glue, GLUE_WORST);
	double bad = GLUE_BADNESS * glue * glue + LETTERS_BADNESS * letters;
	double line = LINE_PENALTY + (natural ? 0 : bad);
	return line * line;
}

static double ragged_demerits(const struct fit *f, const struct candidate *from,
							  const struct candidate *to)
{
	if (to->forced)
		return 0;
	double slack = slack_of(f, from, to) * 100 / f->measure.width, demerits = slack * slack;
	if (slack_of(f, from, to + 1) >= 0)
		demerits += slack > EARLY_PART ? SHORT_DEMERITS : EARLY_DEMERITS;
	return demerits;
}

static double demerits_of(const struct fit *f, const struct path *path,
						  const struct candidate *from, const struct candidate *to,
						  const struct strain *strain, bool last)
{
	bool justify = f->measure.justify;
	double width = (double)(to->before.width - from->after.width);
	double demerits = justify ? justified_demerits(to, strain) : ragged_demerits(f, from, to);
	if (to->emergency)
		demerits += EMERGENCY_DEMERITS;
	demerits += (double)to->penalty * to->penalty;
	if (to->hyphen)
		demerits += HYPHEN_PENALTY * HYPHEN_PENALTY;
	if (to->hyphen && path->hyphens)
		demerits += path->hyphens < HYPHENS_IN_ROW ? DOUBLE_HYPHEN_DEMERITS : LADDER_DEMERITS;
	if (last && path->hyphens)
		demerits += FINAL_HYPHEN_DEMERITS;
	if (to->forced && from->start > 0 && width < f->measure.width * RUNT_PART)
		demerits += justify ? RUNT_DEMERITS : RAGGED_RUNT_DEMERITS;
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

/* Considers each active path for a line that ends at a candidate; keeps the best of each fitness
 * and number of hyphens.
 * Returns how many it made; *closest is the path whose line is the least too wide. */
static int reach(struct fit *f, struct paths *paths, int index, double tolerance, int *closest)
{
	const struct candidate *to = &f->candidates[index];
	struct path best[PATH_CLASSES];
	for (int k = 0; k < PATH_CLASSES; k++)
		best[k].demerits = INFINITY;
	int kept = 0;
	for (int i = 0; i < paths->active_count; i++) {
		int number = paths->active[i];
		const struct path *p = &paths->items[number];
		const struct candidate *from = &f->candidates[p->candidate];
		struct strain strain = strain_of(f, from, to);
		*closest = number;
		if (strain.too_wide)
			continue;
		paths->active[kept++] = number;
		bool ladder = to->hyphen && p->hyphens == HYPHENS_IN_ROW;
		if ((strain.glue > tolerance && !to->forced) || (ladder && isfinite(tolerance)))
			continue;
		int fitness = to->forced && strain.glue > 0 ? 1 : fitness_of(strain.glue);
		double demerits = p->demerits + demerits_of(f, p, from, to, &strain, index == f->count - 1);
		if (abs(fitness - p->fitness) > 1)
			demerits += FITNESS_DEMERITS;
		int hyphens = to->hyphen ? MIN(p->hyphens + 1, HYPHENS_IN_ROW) : 0;
		struct path *better = &best[hyphens * FITNESS_CLASSES + fitness];
		if (demerits < better->demerits)
			*better = (struct path){index, number, fitness, hyphens, demerits};
	}
	paths->active_count = to->forced ? 0 : kept;
	int made = 0;
	for (int k = 0; k < PATH_CLASSES; k++) {
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
