/* Choosing the breaks of a paragraph. Every break is chosen with the whole paragraph in view: those
 * with the smallest sum of demerits win (Knuth and Plass, Breaking Paragraphs into Lines, 1981). A
 * first pass does without hyphens, a second allows them, a third takes what there is. */
#include "typeset/fit.h"

#include <math.h>
#include <string.h>

/* Demerits of a justified line. Badness grows with the square of the glue's ratio: what readers see
 * is how far spaces differ. A third hyphen in a row, a word split without a hyphen and a line that
 * is too wide are taken only when nothing else is left. */
#define LINE_PENALTY 10.0
#define GLUE_BADNESS 100.0
#define GLUE_WORST 20.0 /* a ratio beyond which lines are as bad as they are short */
#define SHORTNESS 5.0
#define LETTERS_BADNESS 10.0
#define HYPHEN_PENALTY 80.0
#define FITNESS_DEMERITS 10000.0
#define DOUBLE_HYPHEN_DEMERITS 10000.0
#define SAME_FRAGMENT_DEMERITS 20000.0 /* more, where the same letters are before both */
#define FINAL_HYPHEN_DEMERITS 5000.0
#define FRAGMENT_DEMERITS 800000.0 /* about those of a line that ends short by a fifth */
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

/* How far glue may be stretched in the first and second pass; less in the first where compounds are
 * written as one word, for there only hyphens make lines even. */
#define TOLERANCE_PLAIN 0.85
#define TOLERANCE_COMPOUNDS 0.7
#define TOLERANCE_HYPHENS 1.25

/* The same where the last line would otherwise be no more than the end of a word; a line that asks
 * for more ends short. */
#define TOLERANCE_WHOLE 1.8

enum {
	FITNESS_CLASSES = 4,
	HYPHENS_IN_ROW = 2,
	PATH_CLASSES = FITNESS_CLASSES * (HYPHENS_IN_ROW + 1)
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

/* A line whose glue would have to stretch beyond what is the worst, or which ends short, is as bad
 * as that, and the worse the shorter it is. */
static double justified_demerits(const struct fit *f, const struct candidate *from,
								 const struct candidate *to, const struct strain *strain)
{
	bool natural = to->forced && strain->glue >= 0 && strain->letters >= 0;
	bool ends_short = !natural && strain->glue > MIN(f->loosest, GLUE_WORST);
	double letters = strain->letters * strain->letters + strain->apart * strain->apart;
	double glue = ends_short ? MIN(f->loosest + 1, GLUE_WORST) : strain->glue;
	double bad = GLUE_BADNESS * glue * glue + LETTERS_BADNESS * letters;
	double line = LINE_PENALTY + (natural ? 0 : bad);
	double part = ends_short ? slack_of(f, from, to) / f->measure.width : 0;
	return line * line * (1 + SHORTNESS * part * part);
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

/* Whether two lines end with the same part of a word before a hyphen. */
static bool same_fragment(const struct fit *f, const struct candidate *a, const struct candidate *b)
{
	const char *text = f->shaped->text;
	return a->end - a->word == b->end - b->word &&
		   memcmp(text + a->word, text + b->word, (size_t)(a->end - a->word)) == 0;
}

/* Whether the line between two places is part of one word, which begins above. */
static bool is_fragment(const struct candidate *from, const struct candidate *to)
{
	if (!from->hyphen)
		return false;
	for (const struct candidate *c = from + 1; c < to; c++)
		if (!c->hyphen)
			return false;
	return true;
}

static double demerits_of(const struct fit *f, const struct path *path,
						  const struct candidate *from, const struct candidate *to,
						  const struct strain *strain, bool last)
{
	bool justify = f->measure.justify;
	double width = (double)(to->before.width - from->after.width);
	double demerits =
		justify ? justified_demerits(f, from, to, strain) : ragged_demerits(f, from, to);
	if (to->emergency)
		demerits += EMERGENCY_DEMERITS;
	demerits += (double)to->penalty * to->penalty;
	if (to->hyphen)
		demerits += HYPHEN_PENALTY * HYPHEN_PENALTY;
	if (to->hyphen && path->hyphens)
		demerits += path->hyphens < HYPHENS_IN_ROW ? DOUBLE_HYPHEN_DEMERITS : LADDER_DEMERITS;
	if (to->hyphen && from->hyphen && same_fragment(f, from, to))
		demerits += SAME_FRAGMENT_DEMERITS;
	if (last && path->hyphens)
		demerits += is_fragment(from, to) ? FRAGMENT_DEMERITS : FINAL_HYPHEN_DEMERITS;
	if (to->forced && from->start > 0 && width < f->measure.width * RUNT_PART)
		demerits += justify ? RUNT_DEMERITS : RAGGED_RUNT_DEMERITS;
	return demerits;
}

static int add_path(struct fit *f, struct paths *paths, struct path path)
{
	if (paths->count == paths->room) {
		int room = paths->room ? paths->room * 2 : 64;
		paths->items = arena_resize(f->scratch, paths->items, sizeof path * (size_t)paths->count,
									sizeof path * (size_t)room);
		paths->room = room;
	}
	paths->items[paths->count] = path;
	return paths->count++;
}

static void activate(struct fit *f, struct paths *paths, int path)
{
	if (paths->active_count == paths->active_room) {
		int room = paths->active_room ? paths->active_room * 2 : 64;
		paths->active =
			arena_resize(f->scratch, paths->active, sizeof(int) * (size_t)paths->active_count,
						 sizeof(int) * (size_t)room);
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
	paths->count = paths->active_count = 0;
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

static bool ends_with_fragment(const struct fit *f, const struct paths *paths, int last)
{
	const struct path *path = &paths->items[last];
	if (path->before < 0)
		return false;
	const struct path *above = &paths->items[path->before];
	return is_fragment(&f->candidates[above->candidate], &f->candidates[path->candidate]);
}

/* The best sequence of breaks with hyphens; -1: there is none within the tolerance. */
static int choose_hyphens(struct fit *f, struct paths *paths)
{
	int last = choose(f, TOLERANCE_HYPHENS, paths);
	if (last < 0 || !ends_with_fragment(f, paths, last))
		return last;
	last = choose(f, TOLERANCE_WHOLE, paths);
	if (!ends_with_fragment(f, paths, last))
		return last;
	double loosest = f->loosest;
	f->loosest = MIN(loosest, TOLERANCE_WHOLE);
	last = choose(f, INFINITY, paths);
	if (ends_with_fragment(f, paths, last)) {
		f->loosest = loosest;
		last = choose(f, TOLERANCE_HYPHENS, paths);
	}
	return last;
}

static double plain_tolerance(const char *lang)
{
	static const char *const compounds[] = {"de", "nl", "da", "sv", "nb", "nn", "no", NULL};
	char *language = g_strndup(lang, strcspn(lang, "-"));
	bool joins = g_strv_contains(compounds, language);
	g_free(language);
	return joins ? TOLERANCE_COMPOUNDS : TOLERANCE_PLAIN;
}

const int *fit_breaks(struct fit *f, int *count)
{
	struct paths paths = {0};
	fit_candidates(f, false);
	int last = f->split ? -1 : choose(f, plain_tolerance(f->shaped->lang), &paths);
	if (last < 0 && f->measure.hyphenate) {
		f->split = false;
		fit_candidates(f, true);
		last = choose_hyphens(f, &paths);
		/* What hyphens cannot mend is set without them. */
		if (last < 0)
			last = choose(f, INFINITY, &paths);
		if (last >= 0 && paths.items[last].demerits >= EMERGENCY_DEMERITS)
			last = -1;
	}
	if (last < 0) {
		fit_candidates(f, false);
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
