/* JPEG by libjpeg: the size, the density, the EXIF rotation; CMYK becomes RGB. */
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "read/codec.h"

/* libjpeg's way to report: fail comes back through the jump buffer. */
struct failure {
	struct jpeg_error_mgr manager;
	jmp_buf back;
};

struct decoder {
	struct jpeg_decompress_struct info;
	struct failure failure;
	unsigned char *row;
};

static void fail(j_common_ptr info)
{
	longjmp(((struct failure *)(void *)info->err)->back, 1);
}

static void count_warning(j_common_ptr info, int level)
{
	if (level < 0)
		info->err->num_warnings++;
}

static void say_nothing(j_common_ptr info)
{
	(void)info;
}

static struct decoder *decoder_new(void)
{
	struct decoder *decoder = calloc(1, sizeof *decoder);
	if (!decoder)
		arena_exhausted();
	decoder->info.err = jpeg_std_error(&decoder->failure.manager);
	decoder->failure.manager.error_exit = fail;
	decoder->failure.manager.emit_message = count_warning;
	decoder->failure.manager.output_message = say_nothing;
	return decoder;
}

static void decoder_free(struct decoder *decoder)
{
	jpeg_destroy_decompress(&decoder->info);
	free(decoder->row);
	free(decoder);
}

static bool read_header(struct decoder *decoder, const struct image *image)
{
	if (setjmp(decoder->failure.back))
		return false;
	jpeg_create_decompress(&decoder->info);
	jpeg_mem_src(&decoder->info, (const unsigned char *)image->bytes.s, image->bytes.len);
	jpeg_save_markers(&decoder->info, JPEG_APP0 + 1, 0xffff);
	return jpeg_read_header(&decoder->info, TRUE) == JPEG_HEADER_OK;
}

/* One row of pixels of 1 (grey), 3 (RGB) or 4 (CMYK) bytes as words. Adobe's CMYK is inverted. */
static void convert(const struct jpeg_decompress_struct *info, const unsigned char *from,
					uint32_t *to)
{
	unsigned flip = info->saw_Adobe_marker ? 0 : 255;
	for (unsigned x = 0; x < info->output_width; x++, from += info->output_components) {
		unsigned k = info->output_components == 4 ? from[3] ^ flip : 0;
		if (info->output_components == 1)
			to[x] = codec_pixel(from[0], from[0], from[0], 255);
		else if (info->output_components == 3)
			to[x] = codec_pixel(from[0], from[1], from[2], 255);
		else
			to[x] = codec_pixel((from[0] ^ flip) * k / 255, (from[1] ^ flip) * k / 255,
								(from[2] ^ flip) * k / 255, 255);
	}
}

/* Decodes to the end, into pixels unless they are NULL. False on any error or warning. */
static bool decode(struct decoder *decoder, unsigned char *pixels, int stride)
{
	struct jpeg_decompress_struct *info = &decoder->info;
	if (setjmp(decoder->failure.back))
		return false;
	if (info->num_components == 4)
		info->out_color_space = JCS_CMYK;
	else
		info->out_color_space = info->num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
	jpeg_start_decompress(info);
	decoder->row = malloc((size_t)info->output_width * (size_t)info->output_components);
	if (!decoder->row)
		arena_exhausted();
	while (info->output_scanline < info->output_height) {
		size_t y = info->output_scanline;
		jpeg_read_scanlines(info, &decoder->row, 1);
		if (pixels)
			convert(info, decoder->row, (uint32_t *)(void *)(pixels + y * (size_t)stride));
	}
	jpeg_finish_decompress(info);
	return info->err->num_warnings == 0;
}

static unsigned number_at(const unsigned char *bytes, bool little, int size)
{
	unsigned value = 0;
	for (int i = 0; i < size; i++)
		value = value << 8 | bytes[little ? size - 1 - i : i];
	return value;
}

/* The orientation (tag 0x112 of the first directory) of an EXIF marker's data; 1 when it has none.
 */
static int orientation(const unsigned char *data, size_t length)
{
	if (length < 14 || memcmp(data, "Exif\0\0", 6) != 0)
		return 1;
	const unsigned char *tiff = data + 6;
	size_t size = length - 6;
	bool little = tiff[0] == 'I';
	size_t directory = number_at(tiff + 4, little, 4);
	if (directory > size - 2 || size < 2)
		return 1;
	size_t entries = number_at(tiff + directory, little, 2);
	for (size_t i = 0; i < entries && directory + 2 + (i + 1) * 12 <= size; i++) {
		const unsigned char *entry = tiff + directory + 2 + i * 12;
		unsigned value = number_at(entry + 8, little, 2);
		if (number_at(entry, little, 2) == 0x112)
			return value >= 1 && value <= 8 ? (int)value : 1;
	}
	return 1;
}

static void measure(struct image *image, const struct jpeg_decompress_struct *info)
{
	double unit = info->density_unit == 1 ? 1.0 : info->density_unit == 2 ? 2.54 : 0.0;
	image->pixel_width = (int)info->image_width;
	image->pixel_height = (int)info->image_height;
	image->channels = info->num_components;
	image->width = codec_length(image->pixel_width, info->X_density * unit);
	image->height = codec_length(image->pixel_height, info->Y_density * unit);
	for (const struct jpeg_marker_struct *m = info->marker_list; m; m = m->next)
		if (image->rotation == 1)
			image->rotation = orientation(m->data, m->data_length);
	if (image->rotation >= 5) {
		int width = image->width;
		image->width = image->height;
		image->height = width;
	}
}

const char *codec_check_jpeg(struct image *image)
{
	struct decoder *decoder = decoder_new();
	const char *fault = IMAGE_DAMAGED;
	if (read_header(decoder, image)) {
		measure(image, &decoder->info);
		if (codec_is_too_large(decoder->info.image_width, decoder->info.image_height))
			fault = IMAGE_TOO_LARGE;
		else if (decode(decoder, NULL, 0))
			fault = NULL;
	}
	decoder_free(decoder);
	return fault;
}

bool codec_pixels_jpeg(const struct image *image, unsigned char *pixels, int stride)
{
	struct decoder *decoder = decoder_new();
	bool decoded = read_header(decoder, image) && decode(decoder, pixels, stride);
	decoder_free(decoder);
	return decoded;
}

/* Whether a segment is kept: all that decoding needs, JFIF (APP0) and Adobe's colours (APP14). */
static bool is_needed(unsigned char marker)
{
	bool application = marker >= 0xe1 && marker <= 0xef && marker != 0xee;
	return !application && marker != 0xfe;
}

/* The end of what stands between two markers: the place of the next 0xff that begins one. */
static size_t next_marker(const unsigned char *b, size_t len, size_t at)
{
	while (at + 1 < len && (b[at] != 0xff || b[at + 1] == 0 || b[at + 1] == 0xff ||
							(b[at + 1] >= 0xd0 && b[at + 1] <= 0xd7)))
		at++;
	return at + 1 < len ? at : len;
}

struct str image_bare_jpeg(struct arena *arena, const struct image *image)
{
	const unsigned char *b = (const unsigned char *)image->bytes.s;
	size_t len = image->bytes.len, at = 2;
	struct buf out = {.arena = arena};
	buf_add(&out, b, 2);
	while (at < len) {
		size_t start = next_marker(b, len, at);
		buf_add(&out, b + at, start - at);
		if (start + 4 > len || b[start + 1] == 0xd9)
			break;
		/* a length that does not count its own two bytes says that nothing follows them */
		size_t size = number_at(b + start + 2, false, 2);
		size = size < 2 ? 4 : size + 2;
		at = size < len - start ? start + size : len;
		if (is_needed(b[start + 1]))
			buf_add(&out, b + start, at - start);
	}
	buf_add(&out, "\xff\xd9", 2);
	return buf_str(&out);
}

/* EXIF that says the rotation and nothing else. */
static void add_rotation(struct buf *out, int rotation)
{
	/* a segment of 34 bytes, a directory of one entry: tag 0x112, one short */
	const unsigned char exif[] = {
		0xff, 0xe1, 0, 34, 'E', 'x',  'i',  'f', 0, 0, 'M', 'M', 0, 42, 0,
		0,    0,    8, 0,  1,   0x01, 0x12, 0,   3, 0, 0,   0,   1, 0,  (unsigned char)rotation,
		0,    0,    0, 0,  0,   0,
	};
	buf_add(out, exif, sizeof exif);
}

struct str codec_clean_jpeg(struct arena *arena, const struct image *image)
{
	struct str bare = image_bare_jpeg(arena, image);
	const unsigned char *b = (const unsigned char *)bare.s;
	struct buf out = {.arena = arena};
	size_t at = 2;
	if (image->rotation == 1)
		return bare;
	if (bare.len > 6 && b[3] == 0xe0) /* JFIF comes first */
		at += 2 + number_at(b + 4, false, 2);
	buf_add(&out, bare.s, at);
	add_rotation(&out, image->rotation);
	buf_add(&out, bare.s + at, bare.len - at);
	return buf_str(&out);
}

bool image_is_plain_jpeg(const struct image *image)
{
	if (image->kind != IMAGE_JPEG || image->channels == 4)
		return false;
	struct decoder *decoder = decoder_new();
	bool plain = read_header(decoder, image) && !decoder->info.arith_code &&
				 decoder->info.data_precision == 8;
	decoder_free(decoder);
	return plain;
}
