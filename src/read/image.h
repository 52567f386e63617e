/* Images as files: their kind, size and bytes. PNG (libpng), JPEG (libjpeg), SVG (librsvg, loaded
 * when first needed). */
#ifndef HANDOUT_READ_IMAGE_H
#define HANDOUT_READ_IMAGE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

enum image_kind { IMAGE_PNG, IMAGE_JPEG, IMAGE_SVG };

struct image {
	enum image_kind kind;
	const char *path;
	struct str bytes;  /* the file */
	int width, height; /* natural size in Pango units: pixels at the file's density, else 96 per
						  inch; after the EXIF rotation */
	int pixel_width, pixel_height; /* 0 for SVG */
	int rotation;                  /* EXIF orientation 1 to 8 */
	int channels;                  /* JPEG: 1, 3 or 4 */
};

/* Reads the file and checks that it decodes whole. What is not an image, is corrupt, has more than
 * 50 million pixels or refers to anything outside itself is reported at pos, with a remedy; then
 * NULL. */
struct image *image_read(struct arena *, struct diag *, const char *path, struct pos pos);

/* The same of bytes, which are not copied, under the name of a file. */
struct image *image_of(struct arena *, struct diag *, const char *path, struct str bytes,
					   struct pos pos);

/* Whether the bytes are a JPEG that a PDF may hold as it is: 8-bit, Huffman-coded, grey or RGB. */
bool image_is_plain_jpeg(const struct image *);

/* A JPEG's bytes without what tells of the photographer: EXIF with its place and camera, XMP, IPTC,
 * comments, profiles, what stands after the end. Its pixels are the same, its rotation is gone. */
struct str image_bare_jpeg(struct arena *, const struct image *);

/* The file as it may be handed on: a JPEG as above, but its rotation stays; a PNG without texts,
 * times and EXIF, and without what stands after the end; an SVG as it is. */
struct str image_clean(struct arena *, const struct image *);

/* Decodes a PNG or JPEG as it is stored (before the EXIF rotation) into pixel_height rows of stride
 * bytes: native-endian 0xAARRGGBB words, colours multiplied by alpha. False: it does not decode. */
bool image_pixels(const struct image *, unsigned char *pixels, int stride);

/* Draws an SVG onto a cairo context into the rectangle from 0, 0 to width, height. False: it could
 * not be drawn. */
struct _cairo;
bool image_render(const struct image *, struct _cairo *, double width, double height);

#endif
