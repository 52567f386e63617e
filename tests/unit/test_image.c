/* Images: kinds, sizes, densities, rotation, pixels; what is refused, with which words. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include <cairo-pdf.h>
#include <glib.h>
#include <glib/gstdio.h>

#include "base/str.h"
#include "base/units.h"
#include "read/image.h"

#define DATA "tests/unit/data/"

struct fixture {
	struct arena *arena;
	struct diag *diag;
};

static int setup(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);
	f->arena = arena;
	f->diag = diag_new(arena);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	arena_free(((struct fixture *)*state)->arena);
	return 0;
}

static struct image *load(struct fixture *f, const char *name)
{
	struct pos pos = {"article.md", 7, 1};
	return image_read(f->arena, f->diag, name, pos);
}

static struct image *good(struct fixture *f, const char *name)
{
	struct image *image = load(f, name);
	assert_non_null(image);
	assert_int_equal(f->diag->errors, 0);
	return image;
}

static void expect_message(struct fixture *f, const char *part)
{
	assert_non_null(f->diag->last);
	assert_non_null(strstr(f->diag->last->text, part));
	assert_string_equal(f->diag->last->pos.file, "article.md");
	assert_int_equal(f->diag->last->pos.line, 7);
}

static void refuse_bytes(struct fixture *f, const char *bytes, size_t length, const char *part)
{
	char *path = NULL;
	int file = g_file_open_tmp("handout-XXXXXX", &path, NULL);
	assert_true(file >= 0);
	g_close(file, NULL);
	assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
	struct image *image = load(f, path);
	g_unlink(path);
	g_free(path);
	assert_null(image);
	expect_message(f, part);
}

static void refuse_svg(struct fixture *f, const char *body, const char *part)
{
	const char *text = str_fmt(
		f->arena, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">%s</svg>",
		body);
	refuse_bytes(f, text, strlen(text), part);
}

/* All pixels of a small image as words. */
static const unsigned *pixels(struct fixture *f, const struct image *image)
{
	unsigned *words =
		ARENA_ARRAY(f->arena, unsigned, (size_t)image->pixel_width *(size_t)image->pixel_height);
	assert_true(image_pixels(image, (unsigned char *)words, image->pixel_width * 4));
	return words;
}

static void test_png(void **state)
{
	struct fixture *f = *state;
	struct image *image = good(f, DATA "dot.png");
	assert_int_equal(image->kind, IMAGE_PNG);
	assert_int_equal(image->pixel_width, 6);
	assert_int_equal(image->pixel_height, 4);
	assert_int_equal(image->width, PT(4.5));
	const unsigned *words = pixels(f, image);
	assert_int_equal(words[0], 0xffc80000);
	assert_int_equal(words[6], 0x80640000);
}

static void test_png_forms(void **state)
{
	struct fixture *f = *state;
	const unsigned *grey = pixels(f, good(f, DATA "grey16.png"));
	assert_int_equal(grey[0], 0xff000000);
	assert_int_equal(grey[2], 0xffffffff);
	const unsigned *palette = pixels(f, good(f, DATA "palette.png"));
	assert_int_equal(palette[0], 0xffff0000);
	assert_int_equal(palette[1], 0xff00ff00);
	assert_int_equal(palette[2], 0x00000000);
	assert_int_equal(palette[3], 0xff090909);
	struct image *interlaced = good(f, DATA "interlaced.png");
	const unsigned *words = pixels(f, interlaced);
	assert_int_equal(words[0], 0xffff0000);
	assert_int_equal(words[1], 0xff00ff00);
	assert_int_equal(words[2], 0xff0000ff);
	assert_int_equal(words[3], 0xffffffff);
	assert_true(abs(interlaced->width - PT(0.48)) <= 1);
}

static void test_jpeg(void **state)
{
	struct fixture *f = *state;
	struct image *grey = good(f, DATA "grey.jpg");
	assert_int_equal(grey->kind, IMAGE_JPEG);
	assert_int_equal(grey->channels, 1);
	assert_int_equal(grey->width, PT(8));
	assert_true(image_is_plain_jpeg(grey));
	struct image *turned = good(f, DATA "turned.jpg");
	assert_int_equal(turned->rotation, 6);
	assert_int_equal(turned->pixel_width, 8);
	assert_int_equal(turned->width, PT(6));
	assert_int_equal(turned->height, PT(8));
	assert_true(image_is_plain_jpeg(turned));
	struct image *cmyk = good(f, DATA "cmyk.jpg");
	assert_int_equal(cmyk->channels, 4);
	assert_false(image_is_plain_jpeg(cmyk));
	unsigned word = pixels(f, cmyk)[0];
	assert_true((word >> 16 & 255) > 240 && (word >> 8 & 255) < 16 && (word & 255) < 16);
}

static cairo_status_t discard(void *data, const unsigned char *bytes, unsigned length)
{
	(void)data, (void)bytes, (void)length;
	return CAIRO_STATUS_SUCCESS;
}

static void test_svg(void **state)
{
	struct fixture *f = *state;
	struct image *image = good(f, DATA "plain.svg");
	assert_int_equal(image->kind, IMAGE_SVG);
	assert_int_equal(image->width, PT(30));
	assert_int_equal(image->height, PT(15));
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(discard, NULL, 100, 100);
	cairo_t *cr = cairo_create(surface);
	assert_true(image_render(image, cr, 30, 15));
	assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
}

static void test_svg_refused(void **state)
{
	struct fixture *f = *state;
	refuse_svg(f, "<image href='logo.png'/>", "outside itself");
	refuse_svg(f, "<image xlink:href = \"file:///etc/passwd\"/>", "outside itself");
	refuse_svg(f, "<style>@import 'a.css';</style>", "outside itself");
	refuse_svg(f, "<rect fill='url(http://example.org/#a)'/>", "outside itself");
	refuse_svg(f, "<g>", "is damaged");
	refuse_svg(f, "<use href='#a'><g>", "is damaged");
	static const char entity[] = "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>";
	refuse_bytes(f, entity, sizeof entity - 1, "declares names");
	static const char sizeless[] = "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>";
	refuse_bytes(f, sizeless, sizeof sizeless - 1, "has no size");
	static const char huge[] =
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90000\" height=\"9\"/>";
	refuse_bytes(f, huge, sizeof huge - 1, "more than 50 million");
}

/* A picture in an SVG: the file as a data: address. */
static const char *embedded(struct fixture *f, const char *kind, const char *file)
{
	char *bytes;
	gsize length;
	assert_true(g_file_get_contents(file, &bytes, &length, NULL));
	char *data = g_base64_encode((guchar *)bytes, length);
	const char *body = str_fmt(
		f->arena, "<image href=\"data:%s;base64,%s\" width=\"9\" height=\"9\"/>", kind, data);
	g_free(data);
	g_free(bytes);
	return body;
}

static void test_svg_with_picture(void **state)
{
	struct fixture *f = *state;
	char *name;
	int fd = g_file_open_tmp("handout-XXXXXX.svg", &name, NULL);
	const char *text = str_fmt(
		f->arena, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">%s</svg>",
		embedded(f, "image/png", DATA "dot.png"));
	assert_true(fd >= 0 && g_file_set_contents(name, text, -1, NULL));
	good(f, name);
	g_remove(name);
	g_close(fd, NULL);
	g_free(name);
	refuse_svg(f, embedded(f, "image/png", DATA "bomb.png"), "at most 50 million pixels");
	refuse_svg(f, embedded(f, "image/jpeg", DATA "cut.jpg"), "no sound PNG or JPEG");
	refuse_svg(f, embedded(f, "image/svg+xml", DATA "plain.svg"), "no sound PNG or JPEG");
	refuse_svg(f, "<image href='data:,x'/>", "no sound PNG or JPEG");
	refuse_svg(f, "<rect fill='url(data:image/png;base64,x)'/>", "outside itself");
}

/* What a photographer's camera wrote is gone, the pixels are the same. */
static void test_bare_jpeg(void **state)
{
	struct fixture *f = *state;
	struct image *turned = good(f, "tests/data/torture/images/turned.jpg");
	assert_int_equal(turned->rotation, 6);
	assert_non_null(memmem(turned->bytes.s, turned->bytes.len, "Exif", 4));
	assert_non_null(memmem(turned->bytes.s, turned->bytes.len, "51.5074 N", 9));
	struct image bare = *turned;
	bare.bytes = image_bare_jpeg(f->arena, turned);
	assert_null(memmem(bare.bytes.s, bare.bytes.len, "Exif", 4));
	assert_null(memmem(bare.bytes.s, bare.bytes.len, "51.5074 N", 9));
	assert_int_equal(memcmp(bare.bytes.s + bare.bytes.len - 2, "\xff\xd9", 2), 0);
	size_t size = (size_t)turned->pixel_width * (size_t)turned->pixel_height * 4;
	assert_int_equal(memcmp(pixels(f, turned), pixels(f, &bare), size), 0);
	struct image tailed = *turned;
	struct buf more = {.arena = f->arena};
	buf_add(&more, turned->bytes.s, turned->bytes.len);
	buf_puts(&more, "a second picture");
	tailed.bytes = buf_str(&more);
	struct str cut = image_bare_jpeg(f->arena, &tailed);
	assert_int_equal(cut.len, bare.bytes.len);
	struct image *scans = good(f, "tests/data/torture/images/rgb.jpg");
	struct image copy = *scans;
	copy.bytes = image_bare_jpeg(f->arena, scans);
	assert_int_equal(memcmp(pixels(f, scans), pixels(f, &copy), size), 0);
}

/* A segment that is to be left out says that it has no bytes, not even those of its length. */
static void test_jpeg_without_length(void **state)
{
	struct fixture *f = *state;
	struct image *plain = good(f, "tests/data/torture/images/rgb.jpg");
	struct buf with = {.arena = f->arena};
	buf_add(&with, plain->bytes.s, 2);
	buf_add(&with, "\xff\xef\0\0", 4);
	buf_add(&with, plain->bytes.s + 2, plain->bytes.len - 2);
	struct image *odd = image_of(f->arena, f->diag, "odd.jpg", buf_str(&with), POS_FILE("a.md"));
	assert_non_null(odd);
	struct str bare = image_bare_jpeg(f->arena, odd);
	struct image *again = image_of(f->arena, f->diag, "bare.jpg", bare, POS_FILE("a.md"));
	assert_non_null(again);
	assert_int_equal(bare.len, image_bare_jpeg(f->arena, plain).len);
}

static void test_refused(void **state)
{
	struct fixture *f = *state;
	assert_null(load(f, DATA "bomb.png"));
	expect_message(f, "more than 50 million pixels");
	assert_null(load(f, DATA "cut.png"));
	expect_message(f, "is damaged");
	assert_null(load(f, DATA "cut.jpg"));
	expect_message(f, "is damaged");
	refuse_bytes(f, "GIF89a", 6, "is no PNG, JPEG or SVG");
	refuse_bytes(f, "", 0, "is no PNG, JPEG or SVG");
	refuse_bytes(f, "\x89PNG\r\n\x1a\n", 8, "is damaged");
	refuse_bytes(f, "\xff\xd8\xff", 3, "is damaged");
	refuse_bytes(f, "<svg", 4, "is damaged");
	refuse_bytes(f, "<svg \xff", 6, "is damaged");
}

static void test_no_file(void **state)
{
	struct fixture *f = *state;
	assert_null(load(f, DATA "nothing.png"));
	assert_int_equal(f->diag->errors, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_png, setup, teardown),
		cmocka_unit_test_setup_teardown(test_png_forms, setup, teardown),
		cmocka_unit_test_setup_teardown(test_jpeg, setup, teardown),
		cmocka_unit_test_setup_teardown(test_svg, setup, teardown),
		cmocka_unit_test_setup_teardown(test_svg_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_svg_with_picture, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bare_jpeg, setup, teardown),
		cmocka_unit_test_setup_teardown(test_jpeg_without_length, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_file, setup, teardown),
	};
	return cmocka_run_group_tests_name("image", tests, NULL, NULL);
}
