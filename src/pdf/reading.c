/* The runs of a line as they are drawn. Pango's visual order scrambles text that runs both ways,
 * and cairo drops what has no ink: a space that is a run of its own would be lost to whoever
 * copies, searches or hears the text. */
#include "pdf/reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "pdf/hyphen.h"
#include "pdf/links.h"

/* A run of the line, and where its words stand in the line's text: what is drawn for it may have a
 * text of its own. */
struct piece {
	const struct run *run;
	const char *start, *end;
	int order; /* -1: a hyphen before the text; 1: one after it */
};

static int compare_pieces(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;
	if (x->order != y->order)
		return x->order - y->order;
	return x->run->glyphs->item->offset - y->run->glyphs->item->offset;
}

/* Whether the character says only which way text runs: marks, embeddings, overrides, isolates. */
static bool is_control(gunichar c)
{
	return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
		   (c >= 0x2066 && c <= 0x2069);
}

/* The first character from c on that is no such control. */
static const char *after_controls(const char *c)
{
	while (is_control(g_utf8_get_char(c)))
		c = g_utf8_next_char(c);
	return c;
}

/* Whether nothing of the piece is seen but how wide it is. */
static bool is_blank(const struct piece *piece)
{
	for (const char *c = piece->start; c < piece->end; c = g_utf8_next_char(c))
		if (!g_unichar_isspace(g_utf8_get_char(c)) && !is_control(g_utf8_get_char(c)))
			return false;
	return true;
}

/* Whether nothing that is seen stands between the two in the text. */
static bool touches(const struct piece *before, const struct piece *after)
{
	return !hyphen_is(before->run) && !hyphen_is(after->run) &&
		   after_controls(before->end) == after_controls(after->start);
}

static void free_item(void *item)
{
	pango_glyph_item_free(item);
}

/* Makes room for a glyph at the start or the end of a string; returns its place. */
static int open_gap(PangoGlyphString *glyphs, bool at_start)
{
	int old = glyphs->num_glyphs;
	pango_glyph_string_set_size(glyphs, old + 1);
	if (!at_start)
		return old;
	memmove(glyphs->glyphs + 1, glyphs->glyphs, (size_t)old * sizeof *glyphs->glyphs);
	memmove(glyphs->log_clusters + 1, glyphs->log_clusters,
			(size_t)old * sizeof *glyphs->log_clusters);
	return 0;
}

/* A copy of the run with a space before (first) or after its words in the text. The space has no
 * width; x is where its glyph stands on the line, if it is not next to the run's. */
static const struct run *with_space(struct arena *arena, const struct run *run, bool first,
									const int *x)
{
	hb_codepoint_t space;
	const PangoItem *item = run->glyphs->item;
	if (!hb_font_get_nominal_glyph(pango_font_get_hb_font(item->analysis.font), ' ', &space))
		return run;
	PangoGlyphItem *glyphs = pango_glyph_item_copy(run->glyphs);
	arena_defer(arena, free_item, glyphs);
	bool at_start = first == ((item->analysis.level & 1) == 0);
	int at = open_gap(glyphs->glyphs, at_start);
	int natural = at_start ? run->x : run->x + run->width;
	for (int i = 0; first && i < glyphs->glyphs->num_glyphs; i++)
		glyphs->glyphs->log_clusters[i]++;
	glyphs->glyphs->log_clusters[at] = first ? 0 : item->length;
	glyphs->glyphs->glyphs[at] = (PangoGlyphInfo){.glyph = space};
	glyphs->glyphs->glyphs[at].attr.is_cluster_start = 1;
	if (x)
		glyphs->glyphs->glyphs[at].geometry.x_offset =
			(int)((*x - natural) / (run->scale > 0 ? run->scale : 1.0));
	glyphs->item->offset = 0;
	glyphs->item->length++;
	glyphs->item->num_chars++;
	struct run *copy = ARENA_NEW(arena, struct run);
	*copy = *run;
	copy->glyphs = glyphs;
	copy->text = str_fmt(arena, "%s%.*s%s", first ? " " : "", item->length,
						 run->text + item->offset, first ? "" : " ");
	return copy;
}

/* Gives a blank to the better of its neighbours in the text (either may be NULL): that of the same
 * leaf, else one that is in no link. */
static void give(struct arena *arena, const struct run *blank, struct piece *before,
				 struct piece *after)
{
	bool second =
		!before || (after && before->run->node != blank->node &&
					(after->run->node == blank->node || links_target(before->run->node, NULL)));
	struct piece *taker = second ? after : before;
	if (taker)
		taker->run = with_space(arena, taker->run, second, &blank->x);
}

/* Whether words of the character's script stand without spaces. */
static bool is_unspaced(gunichar c)
{
	static const GUnicodeScript scripts[] = {
		G_UNICODE_SCRIPT_HAN,  G_UNICODE_SCRIPT_HIRAGANA, G_UNICODE_SCRIPT_KATAKANA,
		G_UNICODE_SCRIPT_THAI, G_UNICODE_SCRIPT_KHMER,    G_UNICODE_SCRIPT_LAO,
	};
	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++)
		if (g_unichar_get_script(c) == scripts[i])
			return true;
	return c >= 0x3000 && c < 0x3100;
}

/* Whether the author broke the line after the piece, where words must not run into each other. */
static bool ends_with_break(const struct piece *piece)
{
	const struct node *node = piece->run->node;
	if (hyphen_is(piece->run) || piece->start == piece->end ||
		is_unspaced(g_utf8_get_char(g_utf8_prev_char(piece->end))))
		return false;
	gunichar c = g_utf8_get_char(after_controls(piece->end));
	return c == 0x2028 || (c == 0 && node && node->kind == NODE_CODE_BLOCK);
}

/* Takes away glyphs that show nothing and have no width (a ZWNJ's). What they say then belongs to
 * the glyph before them in the text; by itself cairo would write it where only some readers look.
 */
static void drop_empty(PangoGlyphString *glyphs)
{
	int kept = 0;
	for (int i = 0; i < glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *glyph = &glyphs->glyphs[i];
		if (glyph->glyph == PANGO_GLYPH_EMPTY && glyph->geometry.width == 0 &&
			glyphs->log_clusters[i] != 0)
			continue;
		glyphs->glyphs[kept] = *glyph;
		glyphs->log_clusters[kept++] = glyphs->log_clusters[i];
	}
	glyphs->num_glyphs = kept;
}

/* The pieces of a line in the order of its text, without those that are controls only. */
static struct piece *sorted(struct arena *arena, const struct line *line, int *count)
{
	struct run *runs = line_runs(arena, line);
	struct piece *pieces = ARENA_ARRAY(arena, struct piece, (size_t)line->count + 1);
	*count = 0;
	for (int i = 0; i < line->count; i++) {
		const struct run *run = &runs[i];
		drop_empty(run->glyphs->glyphs);
		const char *start = run->text + run->glyphs->item->offset;
		const char *end = start + run->glyphs->item->length;
		int hyphen = line->repeats_hyphen && i == 0 ? -1 : 1;
		if (start == end || after_controls(start) < end)
			pieces[(*count)++] = (struct piece){run, start, end, hyphen_is(run) ? hyphen : 0};
	}
	qsort(pieces, (size_t)*count, sizeof *pieces, compare_pieces);
	return pieces;
}

const struct run **reading_order(struct arena *arena, const struct line *line, int *count)
{
	int all, before = -1;
	struct piece *pieces = sorted(arena, line, &all);
	const struct run **runs = ARENA_ARRAY(arena, const struct run *, (size_t)all + 1);
	*count = 0;
	for (int i = 0; i < all; i++) {
		if (!is_blank(&pieces[i])) {
			before = i;
			continue;
		}
		bool joins = before >= 0 && touches(&pieces[before], &pieces[i]);
		bool leads =
			i + 1 < all && !is_blank(&pieces[i + 1]) && touches(&pieces[i], &pieces[i + 1]);
		give(arena, pieces[i].run, joins ? &pieces[before] : NULL, leads ? &pieces[i + 1] : NULL);
	}
	if (before >= 0 && ends_with_break(&pieces[before]))
		pieces[before].run = with_space(arena, pieces[before].run, false, NULL);
	for (int i = 0; i < all; i++)
		if (!is_blank(&pieces[i]))
			runs[(*count)++] = pieces[i].run;
	return runs;
}
