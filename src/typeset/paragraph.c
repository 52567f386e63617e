/* Shaped text to lines: the breaks are fit.c's; here each line gets its runs of glyphs, its spaces
 * set from the true widths, and its order from left to right. */
#include "typeset/paragraph.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include <hb.h>

#include "typeset/character.h"
#include "typeset/fit.h"

/* Glyphs of alphabets that bear it are set up to 2 % wider or narrower. */
#define EXPANSION 0.02

/* They are set up to 5/1000 em apart, or together, where that is not enough. */
#define TRACKING 0.005

/* Spaces three times as wide as they should be are reported. */
#define LOOSE_RATIO 4.0

/* Ideographs stand at most 3/20 em apart. */
#define IDEOGRAPHS_LOOSEST 3.0

/* So many characters of a word are named in a message. */
#define NAMED_MAX 30

/* The glyphs of [start, end) of an item, in visual order: [*first, *stop). */
static void find_glyphs(const struct item *item, int start, int end, int *first, int *stop)
{
	const PangoGlyphString *glyphs = item->glyphs;
	bool rtl = item->item->analysis.level & 1;
	int bounds[2], keys[2] = {start - item->start, end - item->start};
	for (int k = 0; k < 2; k++) {
		int low = 0, high = glyphs->num_glyphs;
		while (low < high) {
			int middle = (low + high) / 2;
			bool before = rtl ? glyphs->log_clusters[middle] >= keys[k]
							  : glyphs->log_clusters[middle] < keys[k];
			if (before)
				low = middle + 1;
			else
				high = middle;
		}
		bounds[k] = low;
	}
	*first = bounds[rtl];
	*stop = bounds[!rtl];
}

static bool at_cluster(const struct item *item, int at, int first)
{
	const PangoGlyphString *glyphs = item->glyphs;
	if (at == item->start || at == item->end)
		return true;
	int key = at - item->start;
	bool rtl = item->item->analysis.level & 1;
	int i = rtl ? first - 1 : first;
	return i >= 0 && i < glyphs->num_glyphs && glyphs->log_clusters[i] == key;
}

/* The glyphs of a part of an item: cut out, or shaped again where a cut would go through a cluster.
 */
static PangoGlyphString *part_glyphs(const struct fit *f, const struct item *item, int start,
									 int end)
{
	struct arena *arena = f->line;
	const PangoGlyphString *from = item->glyphs;
	PangoGlyphString *shaped = NULL;
	int first, stop, shift = start - item->start;
	find_glyphs(item, start, end, &first, &stop);
	bool rtl = item->item->analysis.level & 1;
	bool whole =
		at_cluster(item, start, rtl ? stop : first) && at_cluster(item, end, rtl ? first : stop);
	if (!whole) {
		shaped = pango_glyph_string_new();
		pango_shape_with_flags(f->shaped->text + start, end - start, f->shaped->text,
							   f->shaped->len, &item->item->analysis, shaped, PANGO_SHAPE_NONE);
		from = shaped;
		first = shift = 0;
		stop = shaped->num_glyphs;
	}
	size_t count = (size_t)(stop - first);
	PangoGlyphString *glyphs = ARENA_NEW(arena, PangoGlyphString);
	glyphs->num_glyphs = glyphs->space = (int)count;
	glyphs->glyphs = ARENA_ARRAY(arena, PangoGlyphInfo, count);
	glyphs->log_clusters = ARENA_ARRAY(arena, int, count);
	for (size_t i = 0; i < count; i++) {
		glyphs->glyphs[i] = from->glyphs[(size_t)first + i];
		glyphs->log_clusters[i] = from->log_clusters[(size_t)first + i] - shift;
	}
	if (shaped)
		pango_glyph_string_free(shaped);
	return glyphs;
}

static struct run run_of(const struct fit *f, const PangoItem *item, int start, int end,
						 const char *text, PangoGlyphString *glyphs)
{
	struct arena *arena = f->line;
	PangoItem *part = ARENA_NEW(arena, PangoItem);
	*part = *item;
	part->offset = start;
	part->length = end - start;
	part->num_chars = (int)g_utf8_strlen(text + start, end - start);
	struct run run = {.text = text, .scale = 1, .glyphs = ARENA_NEW(arena, PangoGlyphItem)};
	run.glyphs->item = part;
	run.glyphs->glyphs = glyphs;
	return run;
}

static void set_manner(struct run *run, const struct leaf *leaf)
{
	if (!leaf)
		return;
	run->node = leaf->node;
	run->color = leaf->color;
	run->underline = leaf->underline;
	run->strike = leaf->strike;
	run->rise = leaf->rise;
}

static struct run make_run(const struct fit *f, const struct item *item, int start, int end,
						   const struct leaf *leaf, const char *text)
{
	struct run run = run_of(f, item->item, start, end, text, part_glyphs(f, item, start, end));
	set_manner(&run, leaf);
	return run;
}

static int level_of(const struct run *run)
{
	return run->glyphs->item->analysis.level;
}

/* UAX #9, rule L2: from the highest level down, turn round each sequence of runs at that level. */
static void reorder(struct run *runs, int count)
{
	int highest = 0;
	for (int i = 0; i < count; i++)
		highest = level_of(&runs[i]) > highest ? level_of(&runs[i]) : highest;
	for (int level = highest; level > 0; level--) {
		for (int i = 0; i < count; i++) {
			int j = i;
			while (j < count && level_of(&runs[j]) >= level)
				j++;
			for (int a = i, z = j - 1; a < z; a++, z--) {
				struct run swapped = runs[a];
				runs[a] = runs[z];
				runs[z] = swapped;
			}
			i = j > i ? j - 1 : i;
		}
	}
}

/* Where a walk through items and leaves has come to. */
struct cursor {
	int item, leaf;
};

static const struct leaf *leaf_of(const struct shaped *s, struct cursor *cursor, int at)
{
	while (cursor->leaf < s->leaf_count && s->leaves[cursor->leaf].end <= at)
		cursor->leaf++;
	const struct leaf *leaf = &s->leaves[cursor->leaf];
	return cursor->leaf < s->leaf_count && leaf->start <= at ? leaf : NULL;
}

/* Where the run that begins at a byte ends: at the end of its item, its leaf or the line, or before
 * an invisible character. */
static int piece_end(const struct shaped *s, const struct item *item, const struct leaf *leaf,
					 int at, int limit)
{
	int end = item->end < limit ? item->end : limit;
	if (leaf && leaf->end < end)
		end = leaf->end;
	for (const char *c = s->text + at; c < s->text + end; c = g_utf8_next_char(c))
		if ((unsigned char)*c >= 0x80 && fit_is_invisible(g_utf8_get_char(c)))
			return (int)(c - s->text);
	return end;
}

/* Adds the runs of [start, end) in the order of the text; returns how many. runs NULL: only counts.
 */
static int cut_runs(const struct fit *f, struct cursor *cursor, int start, int end,
					const char *text, struct run *runs)
{
	const struct shaped *s = f->shaped;
	int count = 0;
	for (int at = start; at < end;) {
		while (cursor->item < s->item_count && s->items[cursor->item].end <= at)
			cursor->item++;
		const struct item *item = &s->items[cursor->item];
		const struct leaf *leaf = leaf_of(s, cursor, at);
		int stop = piece_end(s, item, leaf, at, end);
		if (stop == at) {
			at = (int)(g_utf8_next_char(s->text + at) - s->text);
			continue;
		}
		if (runs)
			runs[count] = make_run(f, item, at, stop, leaf, text);
		count++;
		at = stop;
	}
	return count;
}

/* The run of letters that a hyphen changes: they are one cluster, which says [start, end). */
static struct run changed_run(const struct fit *f, struct cursor *cursor, int start, int end,
							  const char *letters, const char *text)
{
	struct arena *arena = f->line;
	const struct shaped *s = f->shaped;
	while (s->items[cursor->item].end <= start)
		cursor->item++;
	PangoGlyphString *from = fit_shape(s, start, letters);
	PangoGlyphString *glyphs = ARENA_NEW(arena, PangoGlyphString);
	glyphs->num_glyphs = glyphs->space = from->num_glyphs;
	glyphs->glyphs = ARENA_ARRAY(arena, PangoGlyphInfo, (size_t)from->num_glyphs);
	glyphs->log_clusters = ARENA_ARRAY(arena, int, (size_t)from->num_glyphs);
	memcpy(glyphs->glyphs, from->glyphs, sizeof *from->glyphs * (size_t)from->num_glyphs);
	pango_glyph_string_free(from);
	struct run run = run_of(f, s->items[cursor->item].item, start, end, text, glyphs);
	set_manner(&run, leaf_of(s, cursor, start));
	return run;
}

/* Adds the runs of a line as cut_runs does, with letters that hyphens at its ends change. */
static int cut_words(const struct fit *f, struct cursor *cursor, const struct candidate *from,
					 const struct candidate *to, const char *text, struct run *runs)
{
	const char *first = from->hyphen ? from->hyphen->right : NULL;
	const char *last = to->hyphen ? to->hyphen->left : NULL;
	int start = first ? from->start + from->hyphen->after : from->start, count = 0;
	int end = last ? MAX(to->end - to->hyphen->before, start) : to->end;
	if (first && runs)
		runs[count] = changed_run(f, cursor, from->start, start, first, text);
	count += first != NULL;
	count += cut_runs(f, cursor, start, end, text, runs ? runs + count : NULL);
	if (last && runs)
		runs[count] = changed_run(f, cursor, end, to->end, last, text);
	return count + (last != NULL);
}

/* A hyphen in the manner of the run that it follows. */
static struct run hyphen_run(const struct fit *f, const struct run *after, int at)
{
	struct arena *arena = f->line;
	PangoGlyphString *glyphs = ARENA_NEW(arena, PangoGlyphString);
	glyphs->num_glyphs = glyphs->space = 1;
	glyphs->glyphs = ARENA_NEW(arena, PangoGlyphInfo);
	glyphs->log_clusters = ARENA_NEW(arena, int);
	glyphs->glyphs[0].geometry.width =
		fit_hyphen_width(f->shaped, at > 0 ? at - 1 : 0, &glyphs->glyphs[0].glyph);
	glyphs->glyphs[0].attr.is_cluster_start = 1;
	struct run run = run_of(f, after->glyphs->item, 0, 2, LINE_HYPHEN, glyphs);
	run.node = after->node;
	run.color = after->color;
	run.rise = after->rise;
	return run;
}

/* What the glue and the letters of a line amount to, from its runs as they are. */
struct extent {
	int64_t stretch, shrink, expand, track;
};

static const char *glyph_text(const struct run *run, int i)
{
	return run->text + run->glyphs->item->offset + run->glyphs->glyphs->log_clusters[i];
}

/* What a glyph is to the letters and the glue of its line. */
struct share {
	int at; /* the byte of the paragraph with the glue of the cluster that ends here; -1: none */
	bool space;   /* it stretches as glue, not as a letter */
	bool tracked; /* the letter that ends here may be moved from the next */
};

static bool own_text(const struct run *run)
{
	return strcmp(run->text, LINE_HYPHEN) != 0;
}

/* own: the run is of the paragraph's text. */
static struct share share_of(const struct fit *f, const struct run *run, bool own, int i)
{
	const PangoGlyphString *glyphs = run->glyphs->glyphs;
	gunichar c = character_at(glyph_text(run, i));
	bool ends = own && (i + 1 == glyphs->num_glyphs ||
						glyphs->log_clusters[i + 1] != glyphs->log_clusters[i]);
	return (struct share){
		.at = ends ? run->glyphs->item->offset + glyphs->log_clusters[i] : -1,
		.space = fit_is_glue(c),
		.tracked = ends && f->tracking && fit_is_tracked(c),
	};
}

/* shares: for each glyph of the runs, filled here. */
static struct extent measure_runs(const struct fit *f, const struct run *runs, int count,
								  struct share *shares)
{
	struct extent extent = {0};
	for (int r = 0; r < count; r++) {
		const PangoGlyphString *glyphs = runs[r].glyphs->glyphs;
		bool own = own_text(&runs[r]);
		for (int i = 0; i < glyphs->num_glyphs; i++) {
			struct share share = share_of(f, &runs[r], own, i);
			*shares++ = share;
			if (share.at >= 0) {
				extent.stretch += f->glue.stretch[share.at];
				extent.shrink += f->glue.shrink[share.at];
			}
			if (!share.space)
				extent.expand += glyphs->glyphs[i].geometry.width;
			extent.track += share.tracked ? f->tracking : 0;
		}
	}
	return extent;
}

static int64_t glyphs_width(const struct run *run)
{
	int64_t width = 0;
	for (int i = 0; i < run->glyphs->glyphs->num_glyphs; i++)
		width += run->glyphs->glyphs->glyphs[i].geometry.width;
	return width;
}

/* Sets the letters and the glue of a justified line. */
static void set_glue(const struct fit *f, struct run *runs, int count, int64_t slack, float *ratio)
{
	int glyph_count = 0;
	for (int r = 0; r < count; r++)
		glyph_count += runs[r].glyphs->glyphs->num_glyphs;
	struct share *shares = ARENA_ARRAY(f->line, struct share, (size_t)glyph_count);
	struct extent extent = measure_runs(f, runs, count, shares);
	struct give give = {(double)extent.expand * f->expansion, (double)extent.track,
						(double)extent.stretch, (double)extent.shrink};
	struct strain strain = fit_strain((double)slack, give);
	double scale = 1 + strain.letters * f->expansion;
	/* What does not expand is divided by the scale that drawing will multiply it by. */
	int apart = (int)floor(strain.apart * f->tracking / scale + 0.5);
	double spaces = strain.glue > f->loosest ? 0 : MAX(strain.glue, -1);
	*ratio = give.stretch > 0 ? (float)spaces : 0;
	const int *part = slack < 0 ? f->glue.shrink : f->glue.stretch;
	for (int r = 0; r < count; r++) {
		PangoGlyphString *glyphs = runs[r].glyphs->glyphs;
		runs[r].scale = scale;
		runs[r].apart = apart;
		for (int i = 0; i < glyphs->num_glyphs; i++) {
			PangoGlyphInfo *glyph = &glyphs->glyphs[i];
			struct share share = *shares++;
			double width = glyph->geometry.width;
			if (share.space)
				width /= scale;
			if (share.at >= 0)
				width += spaces * part[share.at] / scale;
			if (share.tracked)
				width += apart;
			glyph->geometry.width = (int)(width + 0.5);
		}
	}
}

/* Height above and below the baseline: those of the block's face, whatever face the line begins in,
 * with the leading's rest shared out evenly. */
static void find_metrics(struct fit *f)
{
	const struct shaped *s = f->shaped;
	const struct tongue *tongue = setting_tongue(f->setting, s->lang);
	hb_font_extents_t extents = {0};
	PangoFontDescription *description = fonts_describe(tongue->script, &s->style);
	PangoFont *font = pango_context_load_font(tongue->context, description);
	if (font)
		hb_font_get_h_extents(pango_font_get_hb_font(font), &extents);
	g_clear_object(&font);
	pango_font_description_free(description);
	int rest = s->style.leading - (extents.ascender - extents.descender);
	f->ascent = extents.ascender + rest / 2;
	f->descent = s->style.leading - f->ascent;
}

static int run_width(const struct run *run)
{
	return (int)((double)glyphs_width(run) * run->scale + 0.5);
}

/* Puts the runs in their order from left to right; the space at the end stands outside the width.
 */
static void place_runs(const struct fit *f, struct line *line, struct run *runs, int body, int left,
					   int right)
{
	bool rtl = f->shaped->rtl;
	reorder(runs, body);
	int x = rtl ? -right : -left;
	for (int i = 0; i < body; i++) {
		runs[i].width = run_width(&runs[i]);
		runs[i].x = x;
		x += runs[i].width;
	}
	line->width = x - (rtl ? left : right);
	for (int i = body; i < line->count; i++) {
		runs[i].width = run_width(&runs[i]);
		runs[i].x = rtl ? -runs[i].width - right : x;
	}
}

static struct line make_line(const struct fit *f, struct cursor *cursor,
							 const struct candidate *from, const struct candidate *to,
							 const char *text)
{
	const struct shaped *s = f->shaped;
	struct line line = {0};
	struct cursor again = *cursor;
	int space = to->end;
	while (space < to->start && s->text[space] != ' ')
		space++;
	int space_end = space < to->start ? space + 1 : space;
	int words = cut_words(f, &again, from, to, text, NULL);
	int tail = cut_runs(f, &again, space, space_end, text, NULL);
	int lead = from->repeats && words;
	int body = lead + words + (to->hyphen && words);
	struct run *runs = ARENA_ARRAY(f->line, struct run, (size_t)(body + tail));
	cut_words(f, cursor, from, to, text, runs + lead);
	line.repeats_hyphen = lead;
	line.hyphenated = body > lead + words;
	if (lead)
		runs[0] = hyphen_run(f, &runs[1], from->start + 1);
	if (line.hyphenated)
		runs[body - 1] = hyphen_run(f, &runs[body - 2], to->end);
	cut_runs(f, cursor, space, space_end, text, runs + body);
	line.count = body + tail;
	if (words) {
		line.leaf = runs[lead].node;
		struct cursor first = {.leaf = cursor->leaf};
		while (first.leaf > 0 &&
			   (first.leaf == s->leaf_count || s->leaves[first.leaf].start > from->start))
			first.leaf--;
		const struct leaf *leaf = leaf_of(s, &first, from->start);
		line.offset = leaf ? from->start - leaf->start : 0;
	}
	int edge = to->end > from->start ? fit_edge(s, s->text + to->end) : from->start;
	f->glue.stretch[edge] = f->glue.shrink[edge] = 0;
	int64_t slack = f->measure.width + from->left + to->right;
	for (int i = 0; i < body; i++)
		slack -= glyphs_width(&runs[i]);
	if (f->measure.justify && (!to->forced || slack < 0))
		set_glue(f, runs, body, slack, &line.ratio);
	place_runs(f, &line, runs, body, from->left, to->right);
	line.ascent = f->ascent;
	line.descent = f->descent;
	line_pack(f->setting->palette, &line, runs, line.count);
	arena_clear(f->line);
	return line;
}

/* Names the first word that had to be split without a hyphen. */
static void report_split(const struct fit *f, const int *breaks, int count)
{
	const char *text = f->shaped->text;
	int i = 1;
	while (i < count && !f->candidates[breaks[i]].emergency)
		i++;
	if (i >= count)
		return;
	const char *start = text + f->candidates[breaks[i]].end, *end;
	while (start > text && start[-1] != ' ')
		start--;
	while (fit_is_invisible(character_at(start)))
		start = g_utf8_next_char(start);
	end = start;
	for (int length = 0; *end && *end != ' ' && length < NAMED_MAX; length++)
		end = g_utf8_next_char(end);
	const struct edition *edition = f->setting->edition;
	diag_warning(f->setting->diag, f->shaped->pos,
				 "the word \"%.*s%s\" is wider than its line in the %s edition in \"%s\" and was "
				 "split without a hyphen: shorten it or put a space into it",
				 (int)(end - start), start, *end && *end != ' ' ? "…" : "",
				 edition_names[edition->theme->kind], edition->lang);
}

static void report_widths(const struct fit *f, const struct lines *lines)
{
	const char *edition = edition_names[f->setting->edition->theme->kind];
	int loose = 0;
	for (int i = 0; i < lines->count; i++) {
		const struct line *line = &lines->items[i];
		if (line->width > f->measure.width + PANGO_SCALE)
			diag_error(f->setting->diag, f->shaped->pos,
					   "line %d in the %s edition is %.1f mm too wide for its column: shorten or "
					   "reword the text",
					   i + 1, edition,
					   (line->width - f->measure.width) / (PANGO_SCALE * 72 / 25.4));
		if (f->measure.justify && line->ratio > LOOSE_RATIO && !loose)
			loose = i + 1;
	}
	if (loose)
		diag_warning(
			f->setting->diag, f->shaped->pos,
			"line %d in the %s edition has very wide spaces: reword the text round its long "
			"words, or leave it as it is",
			loose, edition);
}

/* Alphabets bear what other scripts do not: wider or narrower letters. */
static bool expands(const struct shaped *shaped)
{
	const struct locale *locale = locale_find(shaped->lang);
	return locale && (strcmp(locale->script, "Latn") == 0 || strcmp(locale->script, "Cyrl") == 0 ||
					  strcmp(locale->script, "Grek") == 0);
}

static struct fit fit_start(struct setting *setting, const struct shaped *shaped,
							struct measure measure)
{
	struct arena *scratch = setting->breaks;
	struct fit f = {.setting = setting,
					.scratch = scratch,
					.line = setting->runs,
					.shaped = shaped,
					.measure = measure};
	f.glue.stretch = ARENA_ARRAY(scratch, int, (size_t)shaped->len + 1);
	f.glue.shrink = ARENA_ARRAY(scratch, int, (size_t)shaped->len + 1);
	f.space_shrink = 1 - setting_tongue(setting, shaped->lang)->script->space;
	f.expansion = measure.justify && expands(shaped) ? EXPANSION : 0;
	f.tracking = f.expansion > 0 ? (int)(shaped->style.size * TRACKING) : 0;
	f.protrude = measure.justify;
	f.loosest =
		tongue_is_square(setting_tongue(setting, shaped->lang)) ? IDEOGRAPHS_LOOSEST : INFINITY;
	return f;
}

/* The text of a paragraph's runs: that of its only leaf where it is the same, else a copy. */
static const char *text_of(const struct fit *f)
{
	const struct shaped *s = f->shaped;
	const struct node *node = s->leaf_count == 1 ? s->leaves[0].node : NULL;
	if (node && (node->kind == NODE_TEXT || node->kind == NODE_CODE) &&
		strcmp(node->u.text.text, s->text) == 0)
		return node->u.text.text;
	return str_copy_n(f->setting->lines, s->text, (size_t)s->len);
}

struct lines paragraph_lines(struct setting *setting, const struct shaped *shaped,
							 struct measure measure)
{
	struct lines lines = {0};
	if (!shaped->len)
		return lines;
	struct fit f = fit_start(setting, shaped, measure);
	find_metrics(&f);
	const int *breaks = fit_breaks(&f, &lines.count);
	lines.items = ARENA_ARRAY(setting->lines, struct line, (size_t)lines.count);
	const char *text = text_of(&f);
	struct cursor cursor = {0};
	for (int i = 0; i < lines.count; i++)
		lines.items[i] =
			make_line(&f, &cursor, &f.candidates[breaks[i]], &f.candidates[breaks[i + 1]], text);
	report_split(&f, breaks, lines.count);
	report_widths(&f, &lines);
	arena_clear(f.scratch);
	return lines;
}

int paragraph_count(struct setting *setting, const struct shaped *shaped, struct measure measure,
					int *dearest)
{
	int count = 0;
	*dearest = 0;
	if (!shaped->len)
		return count;
	struct fit f = fit_start(setting, shaped, measure);
	const int *breaks = fit_breaks(&f, &count);
	for (int i = 1; i < count; i++)
		*dearest = MAX(*dearest, f.candidates[breaks[i]].penalty);
	arena_clear(f.scratch);
	return count;
}

int paragraph_natural(const struct shaped *shaped)
{
	int64_t width = 0, visible = 0;
	for (int at = 0; at < shaped->len; at++) {
		width += shaped->advance[at];
		if (shaped->text[at] != ' ')
			visible = width;
	}
	return visible > G_MAXINT / 2 ? G_MAXINT / 2 : (int)visible;
}

int paragraph_smallest(const struct shaped *shaped)
{
	int64_t widest = 0, width = 0, visible = 0;
	const char *c = shaped->text;
	for (int i = 0; i < shaped->chars; i++, c = g_utf8_next_char(c)) {
		int at = (int)(c - shaped->text);
		bool repeats = shaped->spacing && shaped->spacing[at].repeats_hyphen;
		if (shaped->attrs[i].is_line_break)
			width = visible = repeats ? fit_hyphen_width(shaped, at, NULL) : 0;
		width += shaped->advance[at];
		if (*c != ' ')
			visible = width;
		widest = visible > widest ? visible : widest;
	}
	return widest > G_MAXINT / 2 ? G_MAXINT / 2 : (int)widest;
}
