/* Faces with CFF outlines, cut to an edition's glyphs: hb-subset keeps the glyphs' numbers and
 * writes the outlines without subroutines; cairo draws from the result through FreeType. */
#include "pdf/cut.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <glib.h>
#include <hb-subset.h>
#include <pango/pangofc-font.h>

#include "base/units.h"

/* One face of a file. */
struct cut {
	hb_face_t *whole;
	hb_set_t *glyphs;
	cairo_font_face_t *face; /* NULL: not cut */
};

struct cuts {
	GHashTable *by_font; /* PangoFont -> struct cut; NULL for a face without CFF */
	GHashTable *by_name; /* "file:index" -> struct cut or NULL */
};

/* What a face of cairo's stands on; it may outlive the edition in cairo's cache. */
struct ground {
	FT_Library library;
	FT_Face face;
	hb_blob_t *blob;
};

static void free_ground(void *data)
{
	struct ground *ground = data;
	if (ground->face)
		FT_Done_Face(ground->face);
	if (ground->library)
		FT_Done_FreeType(ground->library);
	hb_blob_destroy(ground->blob);
	g_free(ground);
}

static void free_cut(void *data)
{
	struct cut *cut = data;
	if (!cut)
		return;
	hb_face_destroy(cut->whole);
	hb_set_destroy(cut->glyphs);
	if (cut->face)
		cairo_font_face_destroy(cut->face);
	g_free(cut);
}

static void free_cuts(void *data)
{
	struct cuts *cuts = data;
	g_hash_table_destroy(cuts->by_font);
	g_hash_table_destroy(cuts->by_name);
}

/* The font's face, as text was shaped with it, if it has CFF outlines, else NULL. */
static struct cut *open_face(PangoFont *font)
{
	hb_face_t *face = hb_font_get_face(pango_font_get_hb_font(font));
	hb_blob_t *cff = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
	bool outlines = hb_blob_get_length(cff) > 0;
	hb_blob_destroy(cff);
	if (!outlines)
		return NULL;
	hb_codepoint_t space; /* drawing adds some that no run has */
	struct cut *cut = g_new0(struct cut, 1);
	cut->whole = hb_face_reference(face);
	cut->glyphs = hb_set_create();
	if (hb_font_get_nominal_glyph(pango_font_get_hb_font(font), ' ', &space))
		hb_set_add(cut->glyphs, space);
	return cut;
}

static struct cut *find_cut(struct cuts *cuts, PangoFont *font)
{
	gpointer found;
	if (g_hash_table_lookup_extended(cuts->by_font, font, NULL, &found))
		return found;
	FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
	FcChar8 *path = NULL;
	int index = 0;
	FcPatternGetString(pattern, FC_FILE, 0, &path);
	FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
	char *name = g_strdup_printf("%s:%d", path ? (const char *)path : "", index);
	if (!g_hash_table_lookup_extended(cuts->by_name, name, NULL, &found)) {
		found = open_face(font);
		g_hash_table_insert(cuts->by_name, g_strdup(name), found);
	}
	g_free(name);
	g_hash_table_insert(cuts->by_font, g_object_ref(font), found);
	return found;
}

static void collect_run(struct cuts *cuts, const struct run *run)
{
	struct cut *cut = find_cut(cuts, run->glyphs->item->analysis.font);
	const PangoGlyphString *glyphs = run->glyphs->glyphs;
	for (int i = 0; cut && i < glyphs->num_glyphs; i++)
		if (glyphs->glyphs[i].glyph < PANGO_GLYPH_EMPTY)
			hb_set_add(cut->glyphs, glyphs->glyphs[i].glyph);
}

static void collect_page(struct cuts *cuts, const struct page *page)
{
	struct arena *scratch = arena_new();
	for (int i = 0; i < page->count; i++) {
		const struct line *line = page->marks[i].line;
		if (!line || !line->has_cff)
			continue;
		const struct run *runs = line_runs(scratch, line);
		for (int r = 0; r < line->count; r++)
			collect_run(cuts, &runs[r]);
	}
	arena_free(scratch);
}

/* The face with only its glyphs, without hints, layout and subroutines; NULL if it cannot be made.
 */
static hb_blob_t *subset(const struct cut *cut)
{
	static const hb_tag_t needless[] = {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
										HB_TAG('G', 'D', 'E', 'F'), HB_TAG('B', 'A', 'S', 'E'),
										HB_TAG('V', 'O', 'R', 'G'), HB_TAG('v', 'h', 'e', 'a'),
										HB_TAG('v', 'm', 't', 'x')};
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (!input)
		return NULL;
	hb_set_union(hb_subset_input_glyph_set(input), cut->glyphs);
	for (size_t i = 0; i < G_N_ELEMENTS(needless); i++)
		hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), needless[i]);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING |
										 HB_SUBSET_FLAGS_DESUBROUTINIZE);
	hb_face_t *face = hb_subset_or_fail(cut->whole, input);
	hb_subset_input_destroy(input);
	if (!face)
		return NULL;
	hb_blob_t *blob = hb_face_reference_blob(face);
	hb_face_destroy(face);
	return blob;
}

static void make_face(struct cut *cut)
{
	static const cairo_user_data_key_t key;
	struct ground *ground = g_new0(struct ground, 1);
	unsigned length = 0;
	ground->blob = subset(cut);
	const char *bytes = ground->blob ? hb_blob_get_data(ground->blob, &length) : NULL;
	if (!length || FT_Init_FreeType(&ground->library) ||
		FT_New_Memory_Face(ground->library, (const FT_Byte *)bytes, (FT_Long)length, 0,
						   &ground->face)) {
		free_ground(ground);
		return;
	}
	cut->face = cairo_ft_font_face_create_for_ft_face(ground->face, FT_LOAD_NO_HINTING);
	if (cairo_font_face_set_user_data(cut->face, &key, ground, free_ground)) {
		cairo_font_face_destroy(cut->face);
		free_ground(ground);
		cut->face = NULL;
	}
}

struct cuts *cuts_make(struct arena *arena, const struct pages *pages)
{
	struct cuts *cuts = ARENA_NEW(arena, struct cuts);
	cuts->by_font = g_hash_table_new_full(g_direct_hash, g_direct_equal, g_object_unref, NULL);
	cuts->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_cut);
	arena_defer(arena, free_cuts, cuts);
	for (int p = 0; p < pages->count; p++)
		collect_page(cuts, &pages->items[p]);
	GHashTableIter all;
	gpointer cut;
	g_hash_table_iter_init(&all, cuts->by_name);
	while (g_hash_table_iter_next(&all, NULL, &cut))
		if (cut)
			make_face(cut);
	return cuts;
}

/* Glyphs and clusters of a run for cairo: bytes of the run's text for each group of glyphs. */
static void place_glyphs(const struct run *run, cairo_glyph_t *placed,
						 cairo_text_cluster_t *clusters, int *cluster_count)
{
	const PangoGlyphString *glyphs = run->glyphs->glyphs;
	double x = 0;
	*cluster_count = 0;
	for (int i = 0; i < glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *glyph = &glyphs->glyphs[i];
		placed[i].index = glyph->glyph;
		placed[i].x = x + TO_PT(glyph->geometry.x_offset);
		placed[i].y = TO_PT(glyph->geometry.y_offset);
		x += TO_PT(glyph->geometry.width);
		if (i > 0 && glyphs->log_clusters[i] == glyphs->log_clusters[i - 1]) {
			clusters[*cluster_count - 1].num_glyphs++;
			continue;
		}
		int next = i + 1;
		while (next < glyphs->num_glyphs && glyphs->log_clusters[next] == glyphs->log_clusters[i])
			next++;
		int end =
			next < glyphs->num_glyphs ? glyphs->log_clusters[next] : run->glyphs->item->length;
		clusters[(*cluster_count)++] = (cairo_text_cluster_t){end - glyphs->log_clusters[i], 1};
	}
}

/* Only runs from left to right whose glyphs all have ink to show: others are pango's to draw. */
static bool is_plain(const struct run *run)
{
	const PangoGlyphString *glyphs = run->glyphs->glyphs;
	if (run->glyphs->item->analysis.level & 1 || !glyphs->num_glyphs || glyphs->log_clusters[0])
		return false;
	for (int i = 0; i < glyphs->num_glyphs; i++)
		if (glyphs->glyphs[i].glyph >= PANGO_GLYPH_EMPTY)
			return false;
	return true;
}

bool cuts_show(const struct cuts *cuts, cairo_t *cr, const struct run *run)
{
	PangoFont *font = run->glyphs->item->analysis.font;
	const struct cut *cut = g_hash_table_lookup(cuts->by_font, font);
	double size, x, y;
	if (!cut || !cut->face || !is_plain(run) ||
		FcPatternGetDouble(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_PIXEL_SIZE, 0,
						   &size) != FcResultMatch)
		return false;
	int count = run->glyphs->glyphs->num_glyphs, cluster_count;
	cairo_glyph_t *placed = cairo_glyph_allocate(count);
	cairo_text_cluster_t *clusters = cairo_text_cluster_allocate(count);
	place_glyphs(run, placed, clusters, &cluster_count);
	cairo_get_current_point(cr, &x, &y);
	for (int i = 0; i < count; i++) {
		placed[i].x += x;
		placed[i].y += y;
	}
	cairo_set_font_face(cr, cut->face);
	cairo_set_font_size(cr, size);
	cairo_show_text_glyphs(cr, run->text + run->glyphs->item->offset, run->glyphs->item->length,
						   placed, count, clusters, cluster_count, 0);
	cairo_glyph_free(placed);
	cairo_text_cluster_free(clusters);
	return true;
}
