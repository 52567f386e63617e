/* PNG by libpng: any depth, palette, interlace and alpha become 8-bit RGB with alpha. */
#include <png.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "read/codec.h"

/* Decodes all rows as RGBA of 8 bits; free them. NULL: damaged. */
static unsigned char *decode(const struct image *image, png_image *png)
{
	memset(png, 0, sizeof *png);
	png->version = PNG_IMAGE_VERSION;
	if (!png_image_begin_read_from_memory(png, image->bytes.s, image->bytes.len))
		return NULL;
	png->format = PNG_FORMAT_RGBA;
	unsigned char *rows = NULL;
	if (!codec_is_too_large(png->width, png->height))
		rows = calloc((size_t)png->width * png->height, 4);
	if (!rows)
		png_image_free(png);
	else if (!png_image_finish_read(png, NULL, rows, 0, NULL) || PNG_IMAGE_FAILED(*png)) {
		free(rows);
		rows = NULL;
	}
	return rows;
}

static uint32_t word_at(struct str bytes, size_t at)
{
	const unsigned char *b = (const unsigned char *)bytes.s + at;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* Walks over the chunks: finds the density (pHYs) and says whether there is an end (IEND). */
static bool walk(struct str bytes, double *x_per_inch, double *y_per_inch)
{
	for (size_t at = 8; at + 12 <= bytes.len;) {
		size_t length = word_at(bytes, at);
		const char *name = bytes.s + at + 4;
		if (length > bytes.len - at - 12)
			return false;
		if (memcmp(name, "IEND", 4) == 0)
			return true;
		if (memcmp(name, "pHYs", 4) == 0 && length == 9 && bytes.s[at + 16] == 1) {
			*x_per_inch = word_at(bytes, at + 8) * 0.0254;
			*y_per_inch = word_at(bytes, at + 12) * 0.0254;
		}
		at += length + 12;
	}
	return false;
}

const char *codec_check_png(struct image *image)
{
	double x = 0, y = 0;
	if (image->bytes.len < 33 || !walk(image->bytes, &x, &y))
		return IMAGE_DAMAGED;
	if (codec_is_too_large(word_at(image->bytes, 16), word_at(image->bytes, 20)))
		return IMAGE_TOO_LARGE;
	png_image png;
	unsigned char *rows = decode(image, &png);
	if (!rows)
		return IMAGE_DAMAGED;
	free(rows);
	image->pixel_width = (int)png.width;
	image->pixel_height = (int)png.height;
	image->width = codec_length(image->pixel_width, x);
	image->height = codec_length(image->pixel_height, y);
	return NULL;
}

bool codec_pixels_png(const struct image *image, unsigned char *pixels, int stride)
{
	png_image png;
	unsigned char *rows = decode(image, &png);
	if (!rows)
		return false;
	for (size_t y = 0; y < png.height; y++) {
		const unsigned char *from = rows + y * png.width * 4;
		uint32_t *to = (uint32_t *)(void *)(pixels + y * (size_t)stride);
		for (size_t x = 0; x < png.width; x++, from += 4)
			to[x] = codec_pixel(from[0], from[1], from[2], from[3]);
	}
	free(rows);
	return true;
}

/* Whether a chunk tells of anything but the pixels, their colours and their size. */
static bool is_chatter(const char *name)
{
	static const char *const names[] = {"tEXt", "zTXt", "iTXt", "tIME", "eXIf"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (memcmp(name, names[i], 4) == 0)
			return true;
	return false;
}

struct str codec_clean_png(struct arena *arena, const struct image *image)
{
	struct str bytes = image->bytes;
	struct buf out = {.arena = arena};
	bool ended = false;
	buf_add(&out, bytes.s, 8);
	for (size_t at = 8; !ended && at + 12 <= bytes.len;) {
		size_t length = word_at(bytes, at) + (size_t)12;
		const char *name = bytes.s + at + 4;
		if (length > bytes.len - at)
			break;
		ended = memcmp(name, "IEND", 4) == 0;
		if (!is_chatter(name))
			buf_add(&out, bytes.s + at, length);
		at += length;
	}
	return buf_str(&out);
}
