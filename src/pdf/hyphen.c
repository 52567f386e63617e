/* Hyphens of the program. Cairo gives a glyph of a font one code and that code one meaning, so a
 * hyphen that divides a word and one of the text would be the same to whoever reads the codes. A
 * font that differs in a rendering option which a PDF does not have is another font to cairo. */
#include "pdf/hyphen.h"

#include <pango/pangocairo.h>
#include <string.h>

struct hyphens {
	GHashTable *said, *unsaid; /* PangoFont -> PangoFont */
};

static void free_table(void *table)
{
	g_hash_table_destroy(table);
}

struct hyphens *hyphens_new(struct arena *arena)
{
	struct hyphens *hyphens = ARENA_NEW(arena, struct hyphens);
	hyphens->said = g_hash_table_new_full(NULL, NULL, g_object_unref, g_object_unref);
	hyphens->unsaid = g_hash_table_new_full(NULL, NULL, g_object_unref, g_object_unref);
	arena_defer(arena, free_table, hyphens->said);
	arena_defer(arena, free_table, hyphens->unsaid);
	return hyphens;
}

bool hyphen_is(const struct run *run)
{
	return strcmp(run->text, "\u00ad") == 0;
}

/* The same face at the same size with another hint style, which only screens heed. */
static PangoFont *load_twin(PangoFont *font, cairo_hint_style_t hinting)
{
	PangoFontMap *map = pango_font_get_font_map(font);
	PangoContext *context = pango_font_map_create_context(map);
	PangoFontDescription *description = pango_font_describe_with_absolute_size(font);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, hinting);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	PangoFont *twin = pango_font_map_load_font(map, context, description);
	cairo_font_options_destroy(options);
	pango_font_description_free(description);
	g_object_unref(context);
	return twin;
}

/* Whether both show the same under a glyph's number. */
static bool is_same(PangoFont *a, PangoFont *b, PangoGlyph glyph)
{
	PangoRectangle ink[2], box[2];
	pango_font_get_glyph_extents(a, glyph, &ink[0], &box[0]);
	pango_font_get_glyph_extents(b, glyph, &ink[1], &box[1]);
	return hb_face_get_glyph_count(hb_font_get_face(pango_font_get_hb_font(a))) ==
			   hb_face_get_glyph_count(hb_font_get_face(pango_font_get_hb_font(b))) &&
		   box[0].width == box[1].width;
}

static PangoFont *twin_of(struct hyphens *hyphens, PangoFont *font, PangoGlyph glyph, bool unsaid)
{
	GHashTable *fonts = unsaid ? hyphens->unsaid : hyphens->said;
	PangoFont *twin = g_hash_table_lookup(fonts, font);
	if (twin)
		return twin;
	twin = load_twin(font, unsaid ? CAIRO_HINT_STYLE_MEDIUM : CAIRO_HINT_STYLE_FULL);
	if (!twin || !is_same(font, twin, glyph)) {
		g_clear_object(&twin);
		twin = g_object_ref(font);
	}
	g_hash_table_insert(fonts, g_object_ref(font), twin);
	return twin;
}

static void free_item(void *item)
{
	pango_glyph_item_free(item);
}

struct run hyphen_run(struct hyphens *hyphens, struct arena *arena, const struct run *run,
					  bool unsaid)
{
	struct run copy = *run;
	copy.glyphs = pango_glyph_item_copy(run->glyphs);
	arena_defer(arena, free_item, copy.glyphs);
	PangoFont *font = copy.glyphs->item->analysis.font;
	if (copy.glyphs->glyphs->num_glyphs != 1)
		return copy;
	copy.glyphs->item->analysis.font =
		g_object_ref(twin_of(hyphens, font, copy.glyphs->glyphs->glyphs[0].glyph, unsaid));
	g_object_unref(font);
	return copy;
}

/* Cairo says by an ActualText what a glyph's code does not; Pango refuses a glyph without text. */
void hyphen_show_unsaid(cairo_t *cr, const struct run *run)
{
	cairo_glyph_t glyph = {.index = run->glyphs->glyphs->glyphs[0].glyph};
	cairo_text_cluster_t cluster = {.num_bytes = 0, .num_glyphs = 1};
	cairo_get_current_point(cr, &glyph.x, &glyph.y);
	cairo_set_scaled_font(
		cr, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(run->glyphs->item->analysis.font)));
	cairo_show_text_glyphs(cr, "", 0, &glyph, 1, &cluster, 1, 0);
}
