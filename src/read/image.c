/* Images as files: which kind they are is read from their bytes, never from their names. */
#include "read/image.h"

#include <string.h>

#include "base/file.h"
#include "base/units.h"
#include "read/codec.h"

bool codec_is_too_large(size_t width, size_t height)
{
	return width > IMAGE_PIXELS_MAX || height > IMAGE_PIXELS_MAX ||
		   (unsigned long long)width * height > IMAGE_PIXELS_MAX;
}

int codec_length(int pixels, double per_inch)
{
	double density = per_inch >= 30 && per_inch <= 4800 ? per_inch : 96.0;
	double length = pixels * 72.0 / density;
	return length > 1e6 ? PT(1e6) : PT(length);
}

unsigned codec_pixel(unsigned red, unsigned green, unsigned blue, unsigned alpha)
{
	if (alpha != 255) {
		red = (red * alpha + 127) / 255;
		green = (green * alpha + 127) / 255;
		blue = (blue * alpha + 127) / 255;
	}
	return alpha << 24 | red << 16 | green << 8 | blue;
}

static bool starts_with(struct str bytes, const char *start, size_t len)
{
	return bytes.len >= len && memcmp(bytes.s, start, len) == 0;
}

static bool is_svg(struct str bytes)
{
	size_t head = bytes.len < 4096 ? bytes.len : 4096;
	struct str text = str_trim(bytes);
	if (starts_with(text, "\xef\xbb\xbf", 3))
		text = str_trim((struct str){text.s + 3, text.len - 3});
	return text.len > 0 && text.s[0] == '<' && memmem(bytes.s, head, "<svg", 4) != NULL;
}

static const char *check(struct image *image)
{
	if (starts_with(image->bytes, "\x89PNG\r\n\x1a\n", 8)) {
		image->kind = IMAGE_PNG;
		return codec_check_png(image);
	}
	if (starts_with(image->bytes, "\xff\xd8\xff", 3)) {
		image->kind = IMAGE_JPEG;
		return codec_check_jpeg(image);
	}
	if (is_svg(image->bytes)) {
		image->kind = IMAGE_SVG;
		return codec_check_svg(image);
	}
	return "is no PNG, JPEG or SVG: save it as one of these";
}

struct image *image_read(struct arena *arena, struct diag *diag, const char *path, struct pos pos)
{
	struct str bytes;
	return file_read(arena, diag, path, &bytes) ? image_of(arena, diag, path, bytes, pos) : NULL;
}

struct image *image_of(struct arena *arena, struct diag *diag, const char *path, struct str bytes,
					   struct pos pos)
{
	struct image *image = ARENA_NEW(arena, struct image);
	image->path = str_copy(arena, path);
	image->rotation = 1;
	image->bytes = bytes;
	const char *fault = check(image);
	if (fault) {
		diag_error(diag, pos, "image \"%s\" %s", path_base(path), fault);
		return NULL;
	}
	return image;
}

bool image_pixels(const struct image *image, unsigned char *pixels, int stride)
{
	switch (image->kind) {
	case IMAGE_PNG:
		return codec_pixels_png(image, pixels, stride);
	case IMAGE_JPEG:
		return codec_pixels_jpeg(image, pixels, stride);
	case IMAGE_SVG:
		break;
	}
	return false;
}

struct str image_clean(struct arena *arena, const struct image *image)
{
	switch (image->kind) {
	case IMAGE_PNG:
		return codec_clean_png(arena, image);
	case IMAGE_JPEG:
		return codec_clean_jpeg(arena, image);
	case IMAGE_SVG:
		break;
	}
	return image->bytes;
}
