/* Hyphens of the program. To cairo they are a glyph with a text of its own, U+00AD, which
 * the glyph's code does not mean. */
#include "pdf/hyphen.h"

#include <pango/pangocairo.h>
#include <string.h>

bool hyphen_is(const struct run *run)
{
	return strcmp(run->text, "\u00ad") == 0;
}

/* Cairo says by an ActualText what a glyph's code does not; Pango refuses a glyph without text. */
void hyphen_show_unsaid(cairo_t *cr, const struct run *run, const struct cuts *cuts)
{
	cairo_glyph_t glyph = {.index = run->glyphs->glyphs->glyphs[0].glyph};
	cairo_text_cluster_t cluster = {.num_bytes = 0, .num_glyphs = 1};
	cairo_get_current_point(cr, &glyph.x, &glyph.y);
	PangoCairoFont *font = PANGO_CAIRO_FONT(run->glyphs->item->analysis.font);
	if (!cuts_select(cuts, cr, run))
		cairo_set_scaled_font(cr, pango_cairo_font_get_scaled_font(font));
	cairo_show_text_glyphs(cr, "", 0, &glyph, 1, &cluster, 1, 0);
}
