/* Faces with CFF outlines, cut to an edition's glyphs: hb-subset keeps the glyphs' numbers and
 * writes the outlines without subroutines; cairo draws from the result through FreeType. */
#include "pdf/cut.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <glib.h>
#include <hb-subset.h>
#include <pango/pangofc-font.h>

#include "base/units.h"
#include "pdf/cff.h"

#define OUTLINES HB_TAG('C', 'F', 'F', ' ')

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
	hb_blob_t *cff = hb_face_reference_table(face, OUTLINES);
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

static void copy_table(hb_face_t *face, hb_tag_t tag, hb_face_t *builder)
{
	hb_blob_t *table = hb_face_reference_table(face, tag);
	hb_face_builder_add_table(builder, tag, table);
	hb_blob_destroy(table);
}

/* The file of a face whose outlines are to be others. */
static hb_blob_t *replace_outlines(hb_blob_t *file, struct str outlines)
{
	hb_face_t *face = hb_face_create(file, 0), *builder = hb_face_builder_create();
	hb_blob_t *table =
		hb_blob_create(outlines.s, (unsigned)outlines.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_tag_t tags[64];
	unsigned count = G_N_ELEMENTS(tags);
	hb_face_get_table_tags(face, 0, &count, tags);
	for (unsigned i = 0; i < count; i++)
		copy_table(face, tags[i], builder);
	hb_face_builder_add_table(builder, OUTLINES, table);
	hb_blob_t *made = hb_face_reference_blob(builder);
	hb_blob_destroy(table);
	hb_face_destroy(builder);
	hb_face_destroy(face);
	return made;
}

/* The file of a face. Where its glyphs have names they get CIDs instead, or cairo would cut the
 * face twice: to a font of Latin letters and one of the other glyphs. */
static hb_blob_t *write_file(hb_face_t *face)
{
	struct arena *arena = arena_new();
	unsigned length = 0;
	struct str numbered;
	hb_blob_t *file = hb_face_reference_blob(face);
	hb_blob_t *table = hb_face_reference_table(face, OUTLINES);
	const char *bytes = hb_blob_get_data(table, &length);
	if (cff_number(arena, (struct str){bytes, length}, &numbered)) {
		hb_blob_t *made = replace_outlines(file, numbered);
		hb_blob_destroy(file);
		file = made;
	}
	hb_blob_destroy(table);
	arena_free(arena);
	return file;
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
	hb_blob_t *blob = write_file(face);
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

/* Places the glyphs that have something to show; returns how many these are. */
static int place_glyphs(const PangoGlyphString *glyphs, double x, double y, cairo_glyph_t *placed)
{
	int count = 0;
	for (int i = 0; i < glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *glyph = &glyphs->glyphs[i];
		if (glyph->glyph != PANGO_GLYPH_EMPTY)
			placed[count++] = (cairo_glyph_t){.index = glyph->glyph,
											  .x = x + TO_PT(glyph->geometry.x_offset),
											  .y = y + TO_PT(glyph->geometry.y_offset)};
		x += TO_PT(glyph->geometry.width);
	}
	return count;
}

/* For each cluster, in the order of the text, its bytes and how many of its glyphs are placed;
 * returns how many clusters there are. */
static int collect_clusters(const struct run *run, cairo_text_cluster_t *clusters)
{
	const PangoGlyphString *glyphs = run->glyphs->glyphs;
	PangoGlyphItemIter iter;
	int count = 0;
	gboolean more = pango_glyph_item_iter_init_start(&iter, run->glyphs, run->text);
	for (; more; more = pango_glyph_item_iter_next_cluster(&iter)) {
		bool backward = iter.end_glyph < iter.start_glyph;
		int first = backward ? iter.end_glyph + 1 : iter.start_glyph,
			end = backward ? iter.start_glyph + 1 : iter.end_glyph;
		clusters[count] = (cairo_text_cluster_t){iter.end_index - iter.start_index, 0};
		for (int i = first; i < end; i++)
			clusters[count].num_glyphs += glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY;
		count++;
	}
	return count;
}

/* Whether the face has all of a run's glyphs; what it lacks is pango's to draw. */
static bool is_known(const struct run *run)
{
	const PangoGlyphString *glyphs = run->glyphs->glyphs;
	for (int i = 0; i < glyphs->num_glyphs; i++)
		if (glyphs->glyphs[i].glyph > PANGO_GLYPH_EMPTY)
			return false;
	return glyphs->num_glyphs > 0;
}

bool cuts_select(const struct cuts *cuts, cairo_t *cr, const struct run *run)
{
	PangoFont *font = run->glyphs->item->analysis.font;
	const struct cut *cut = g_hash_table_lookup(cuts->by_font, font);
	double size;
	if (!cut || !cut->face || !is_known(run) ||
		FcPatternGetDouble(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_PIXEL_SIZE, 0,
						   &size) != FcResultMatch)
		return false;
	cairo_set_font_face(cr, cut->face);
	cairo_set_font_size(cr, size);
	return true;
}

bool cuts_show(const struct cuts *cuts, cairo_t *cr, const struct run *run)
{
	const PangoItem *item = run->glyphs->item;
	double x, y;
	if (!cuts_select(cuts, cr, run))
		return false;
	cairo_glyph_t *placed = cairo_glyph_allocate(run->glyphs->glyphs->num_glyphs);
	cairo_text_cluster_t *clusters = cairo_text_cluster_allocate(item->length);
	cairo_get_current_point(cr, &x, &y);
	int count = place_glyphs(run->glyphs->glyphs, x, y, placed);
	cairo_show_text_glyphs(cr, run->text + item->offset, item->length, placed, count, clusters,
						   collect_clusters(run, clusters),
						   item->analysis.level & 1 ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
	cairo_glyph_free(placed);
	cairo_text_cluster_free(clusters);
	return true;
}
