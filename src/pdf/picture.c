/* Images on cairo: pixels, JPEG data passed through as it is, SVG as vectors. */
#include "pdf/picture.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/units.h"
#include "pdf/lettering.h"

struct pictures {
	struct arena *arena;
	GHashTable *surfaces; /* struct image -> cairo_surface_t */
	GHashTable *missing;  /* struct image -> the character that its text lacks */
};

static void free_surface(void *surface)
{
	cairo_surface_destroy(surface);
}

static void free_table(void *table)
{
	g_hash_table_destroy(table);
}

struct pictures *pictures_new(struct arena *arena)
{
	struct pictures *pictures = ARENA_NEW(arena, struct pictures);
	pictures->arena = arena;
	pictures->surfaces = g_hash_table_new_full(NULL, NULL, NULL, free_surface);
	arena_defer(arena, free_table, pictures->surfaces);
	pictures->missing = g_hash_table_new(NULL, NULL);
	arena_defer(arena, free_table, pictures->missing);
	return pictures;
}

static cairo_surface_t *decode(struct arena *arena, const struct image *image)
{
	bool pass = image_is_plain_jpeg(image);
	bool opaque = image->kind == IMAGE_JPEG;
	cairo_surface_t *surface = cairo_image_surface_create(
		opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, image->pixel_width, image->pixel_height);
	if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
		return surface;
	if (pass) {
		struct str bare = image_bare_jpeg(arena, image);
		cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, (const unsigned char *)bare.s,
									bare.len, NULL, NULL);
		return surface;
	}
	cairo_surface_flush(surface);
	if (!image_pixels(image, cairo_image_surface_get_data(surface),
					  cairo_image_surface_get_stride(surface))) {
		cairo_surface_destroy(surface);
		return NULL;
	}
	cairo_surface_mark_dirty(surface);
	return surface;
}

static cairo_surface_t *surface_of(struct pictures *pictures, const struct image *image)
{
	cairo_surface_t *surface = g_hash_table_lookup(pictures->surfaces, image);
	if (surface)
		return surface;
	surface = decode(pictures->arena, image);
	if (surface)
		g_hash_table_insert(pictures->surfaces, (void *)image, surface);
	return surface;
}

/* Turns the unit square of the upright image into that of the image as it is stored (EXIF). */
static void orient(cairo_t *cr, int rotation)
{
	static const double matrices[9][6] = {
		{1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},   {-1, 0, 0, 1, 1, 0},
		{-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1},  {0, 1, 1, 0, 0, 0},
		{0, 1, -1, 0, 1, 0},  {0, -1, -1, 0, 1, 1}, {0, -1, 1, 0, 0, 1},
	};
	const double *m = matrices[rotation >= 1 && rotation <= 8 ? rotation : 1];
	cairo_matrix_t matrix;
	cairo_matrix_init(&matrix, m[0], m[1], m[2], m[3], m[4], m[5]);
	cairo_transform(cr, &matrix);
}

bool picture_draw(struct pictures *pictures, cairo_t *cr, const struct mark *mark)
{
	const struct image *image = mark->image;
	double width = TO_PT(mark->width), height = TO_PT(mark->height);
	bool drawn = true;
	cairo_save(cr);
	cairo_translate(cr, TO_PT(mark->x), TO_PT(mark->y));
	/* Cairo forgets the markers before an unclipped paint that is a page's first. */
	cairo_rectangle(cr, 0, 0, width, height);
	cairo_clip(cr);
	if (image->kind == IMAGE_SVG) {
		drawn = image_render(image, cr, width, height);
	} else {
		cairo_surface_t *surface = surface_of(pictures, image);
		drawn = surface && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
		if (drawn) {
			cairo_scale(cr, width, height);
			orient(cr, image->rotation);
			cairo_scale(cr, 1.0 / image->pixel_width, 1.0 / image->pixel_height);
			cairo_set_source_surface(cr, surface, 0, 0);
			cairo_paint(cr);
		}
	}
	cairo_restore(cr);
	return drawn && cairo_status(cr) == CAIRO_STATUS_SUCCESS;
}

unsigned picture_missing(struct pictures *pictures, const struct image *image)
{
	gpointer missing;
	if (!g_hash_table_lookup_extended(pictures->missing, image, NULL, &missing)) {
		missing = GUINT_TO_POINTER(lettering_missing(image));
		g_hash_table_insert(pictures->missing, (void *)image, missing);
	}
	return GPOINTER_TO_UINT(missing);
}
