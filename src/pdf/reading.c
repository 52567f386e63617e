/* The runs of a line as they are drawn. Pango's visual order scrambles text that runs both ways,
 * and cairo drops what has no ink: a space that is a run of its own would be lost to whoever
 * copies, searches or hears the text. */
#include "pdf/reading.h"

#include <stdlib.h>
#include <string.h>

#include "pdf/links.h"

static bool is_hyphen(const struct run *run)
{
	return strcmp(run->text, "\u00ad") == 0;
}

static int compare_runs(const void *a, const void *b)
{
	const struct run *x = *(const struct run *const *)a, *y = *(const struct run *const *)b;
	if (is_hyphen(x) != is_hyphen(y))
		return is_hyphen(x) ? 1 : -1;
	return x->glyphs->item->offset - y->glyphs->item->offset;
}

static bool is_blank(const struct run *run)
{
	const char *c = run->text + run->glyphs->item->offset;
	const char *end = c + run->glyphs->item->length;
	for (; c < end; c = g_utf8_next_char(c))
		if (!g_unichar_isspace(g_utf8_get_char(c)))
			return false;
	return true;
}

/* Whether the blank's bytes come right before or after those of the run. */
static bool touches(const struct run *blank, const struct run *run)
{
	const PangoItem *a = blank->glyphs->item, *b = run->glyphs->item;
	return !is_hyphen(run) && blank->text == run->text &&
		   (a->offset + a->length == b->offset || b->offset + b->length == a->offset);
}

/* The better of two neighbours (either may be NULL) for a blank: that of the same leaf, else one
 * that is in no link. */
static struct run *choose(const struct run *blank, struct run *before, struct run *after)
{
	if (!before || !after)
		return before ? before : after;
	if (before->node == blank->node)
		return before;
	if (after->node == blank->node || links_target(before->node, NULL))
		return after;
	return before;
}

static void free_item(void *item)
{
	pango_glyph_item_free(item);
}

/* Makes room for count glyphs at the start or the end of a string; returns the first of them. */
static int open_gap(PangoGlyphString *glyphs, int count, bool at_start)
{
	int old = glyphs->num_glyphs;
	pango_glyph_string_set_size(glyphs, old + count);
	if (!at_start)
		return old;
	memmove(glyphs->glyphs + count, glyphs->glyphs, (size_t)old * sizeof *glyphs->glyphs);
	memmove(glyphs->log_clusters + count, glyphs->log_clusters,
			(size_t)old * sizeof *glyphs->log_clusters);
	return 0;
}

/* Puts one space glyph of the run's font for the blank's text into a copy of its glyphs: before or
 * after the others in the text, and without width where others follow on the line. */
static bool join(struct arena *arena, struct run *run, const struct run *blank)
{
	hb_codepoint_t space;
	PangoItem *item = run->glyphs->item;
	if (!hb_font_get_nominal_glyph(pango_font_get_hb_font(item->analysis.font), ' ', &space))
		return false;
	PangoGlyphItem *copy = pango_glyph_item_copy(run->glyphs);
	arena_defer(arena, free_item, copy);
	PangoGlyphString *glyphs = copy->glyphs;
	int length = blank->glyphs->item->length, old_length = item->length;
	bool first = blank->glyphs->item->offset < item->offset;
	bool at_start = first == ((item->analysis.level & 1) == 0);
	int at = open_gap(glyphs, 1, at_start);
	double scale = run->scale > 0 ? run->scale : 1.0;
	int natural = at_start ? run->x : run->x + run->width;
	for (int i = 0; first && i < glyphs->num_glyphs; i++)
		glyphs->log_clusters[i] += length;
	glyphs->log_clusters[at] = first ? 0 : old_length;
	glyphs->glyphs[at] = (PangoGlyphInfo){.glyph = space};
	glyphs->glyphs[at].geometry.x_offset = (int)((blank->x - natural) / scale);
	glyphs->glyphs[at].attr.is_cluster_start = 1;
	copy->item->length += length;
	copy->item->num_chars += blank->glyphs->item->num_chars;
	if (first)
		copy->item->offset -= length;
	run->glyphs = copy;
	return true;
}

/* A run that can take a blank is drawn from a copy of its own. */
static struct run *own(struct arena *arena, const struct run **run)
{
	struct run *copy = ARENA_NEW(arena, struct run);
	*copy = **run;
	*run = copy;
	return copy;
}

const struct run **reading_order(struct arena *arena, const struct line *line, int *count)
{
	const struct run **runs = ARENA_ARRAY(arena, const struct run *, (size_t)line->count + 1);
	int kept = 0;
	for (int i = 0; i < line->count; i++)
		runs[i] = &line->runs[i];
	qsort(runs, (size_t)line->count, sizeof *runs, compare_runs);
	for (int i = 0; i < line->count; i++) {
		const struct run *blank = runs[i];
		if (!is_blank(blank)) {
			runs[kept++] = blank;
			continue;
		}
		struct run *before = NULL, *after = NULL;
		if (kept > 0 && touches(blank, runs[kept - 1]))
			before = own(arena, &runs[kept - 1]);
		if (i + 1 < line->count && touches(blank, runs[i + 1]) && !is_blank(runs[i + 1]))
			after = own(arena, &runs[i + 1]);
		struct run *taker = choose(blank, before, after);
		if (taker)
			join(arena, taker, blank);
	}
	*count = kept;
	return runs;
}
