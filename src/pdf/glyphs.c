/* Runs of glyphs on cairo: plain ones as they are, others by Pango. */
#include "pdf/glyphs.h"

#include <pango/pangocairo.h>

/* Whether a run goes from left to right, each of its glyphs is in its face, and clusters stand in
 * the order of the text. */
static bool is_plain(const struct run *run)
{
	const PangoGlyphString *glyphs = run->glyphs->glyphs;
	if (run->glyphs->item->analysis.level & 1 || !glyphs->num_glyphs || glyphs->log_clusters[0])
		return false;
	for (int i = 0; i < glyphs->num_glyphs; i++)
		if (glyphs->glyphs[i].glyph >= PANGO_GLYPH_EMPTY ||
			(i > 0 && glyphs->log_clusters[i] < glyphs->log_clusters[i - 1]))
			return false;
	return true;
}

static void place(const PangoGlyphString *glyphs, double x, double y, cairo_glyph_t *placed)
{
	int width = 0;
	for (int i = 0; i < glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *glyph = &glyphs->glyphs[i];
		placed[i] = (cairo_glyph_t){
			.index = glyph->glyph,
			.x = x + (double)(width + glyph->geometry.x_offset) / PANGO_SCALE,
			.y = y + (double)glyph->geometry.y_offset / PANGO_SCALE,
		};
		width += glyph->geometry.width;
	}
}

/* How many bytes of the text each group of glyphs is; returns how many groups there are. */
static int group(const struct run *run, cairo_text_cluster_t *clusters)
{
	const PangoGlyphString *glyphs = run->glyphs->glyphs;
	int count = 0, length = run->glyphs->item->length;
	for (int i = 0, next; i < glyphs->num_glyphs; i = next) {
		int start = glyphs->log_clusters[i];
		for (next = i + 1; next < glyphs->num_glyphs && glyphs->log_clusters[next] == start;)
			next++;
		int end = next < glyphs->num_glyphs ? glyphs->log_clusters[next] : length;
		clusters[count++] = (cairo_text_cluster_t){end - start, next - i};
	}
	return count;
}

void glyphs_show(struct arena *arena, cairo_t *cr, const struct run *run)
{
	const PangoItem *item = run->glyphs->item;
	const PangoGlyphString *glyphs = run->glyphs->glyphs;
	if (!is_plain(run)) {
		pango_cairo_show_glyph_item(cr, run->text, run->glyphs);
		return;
	}
	cairo_glyph_t *placed = ARENA_ARRAY(arena, cairo_glyph_t, (size_t)glyphs->num_glyphs);
	cairo_text_cluster_t *clusters =
		ARENA_ARRAY(arena, cairo_text_cluster_t, (size_t)glyphs->num_glyphs);
	double x, y;
	cairo_get_current_point(cr, &x, &y);
	place(glyphs, x, y, placed);
	int count = group(run, clusters);
	/* Outside, cairo would take the same font of another scale for the one that is selected. */
	cairo_save(cr);
	cairo_set_scaled_font(cr,
						  pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(item->analysis.font)));
	cairo_show_text_glyphs(cr, run->text + item->offset, item->length, placed, glyphs->num_glyphs,
						   clusters, count, 0);
	cairo_restore(cr);
}
