/* Any bytes as an image: what is accepted decodes, and what is handed on decodes to the same size.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include <cairo.h>

#include "base/str.h"
#include "read/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* More pixels than these cost too much time here. */
enum { PIXELS_MOST = 1 << 20, SIDE_MOST = 200 };

static void decode(struct arena *arena, const struct image *image)
{
	size_t stride = (size_t)image->pixel_width * 4;
	assert(image->pixel_width > 0 && image->pixel_height > 0);
	assert(image->rotation >= 1 && image->rotation <= 8);
	if (stride / 4 * (size_t)image->pixel_height > PIXELS_MOST)
		return;
	unsigned char *pixels = arena_alloc(arena, stride * (size_t)image->pixel_height);
	assert(image_pixels(image, pixels, (int)stride));
}

static void hand_on(struct arena *arena, struct diag *diag, const struct image *image)
{
	struct str clean = image_clean(arena, image);
	const struct image *again = image_of(arena, diag, "clean", clean, POS_FILE("a.md"));
	assert(again && again->kind == image->kind);
	assert(again->pixel_width == image->pixel_width && again->pixel_height == image->pixel_height);
	if (image->kind != IMAGE_JPEG || !image_is_plain_jpeg(image))
		return;
	const struct image *bare =
		image_of(arena, diag, "bare", image_bare_jpeg(arena, image), POS_FILE("a.md"));
	assert(bare && bare->pixel_width == image->pixel_width && bare->rotation == 1);
}

static void draw(const struct image *image)
{
	cairo_surface_t *surface =
		cairo_image_surface_create(CAIRO_FORMAT_ARGB32, SIDE_MOST, SIDE_MOST);
	cairo_t *cr = cairo_create(surface);
	(void)image_render(image, cr, SIDE_MOST, SIDE_MOST);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct str bytes = str_dup(arena, (struct str){(const char *)data, size});
	const struct image *image = image_of(arena, diag, "image", bytes, POS_FILE("a.md"));
	assert((image == NULL) == (diag->errors > 0));
	if (image) {
		assert(image->width > 0 && image->height > 0);
		if (image->kind == IMAGE_SVG)
			draw(image);
		else
			decode(arena, image);
		hand_on(arena, diag, image);
	}
	arena_free(arena);
	return 0;
}
