/* Pictures that a camera stored on their side or mirrored, drawn upright. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/units.h"
#include "pdf/lettering.h"
#include "pdf/picture.h"
#include "typeset/fonts.h"

/* The colours of a picture's corners: top left, top right, bottom left, bottom right. */
enum { TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT };

static char color_at(cairo_surface_t *surface, int x, int y)
{
	const unsigned char *row =
		cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface);
	unsigned word;
	memcpy(&word, row + x * 4, sizeof word);
	bool red = (word >> 16 & 255) > 128, green = (word >> 8 & 255) > 100;
	return red && green ? 'y' : red ? 'r' : green ? 'g' : 'b';
}

/* interlaced.png is red, green / blue, yellow; drawn as an image that has the orientation. */
static void expect(int orientation, const char *corners)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct image *image =
		image_read(arena, diag, "tests/data/torture/images/interlaced.png", POS_FILE("x.md"));
	assert_non_null(image);
	image->rotation = orientation;
	bool turned = orientation >= 5;
	int width = turned ? 32 : 48, height = turned ? 48 : 32;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 60, 60);
	cairo_t *cr = cairo_create(surface);
	struct mark mark = {.kind = MARK_IMAGE, .image = image, .x = PT(4), .y = PT(8)};
	mark.width = PT(width);
	mark.height = PT(height);
	assert_true(picture_draw(pictures_new(arena), cr, &mark));
	cairo_surface_flush(surface);
	char seen[5] = {0};
	seen[TOP_LEFT] = color_at(surface, 4 + 3, 8 + 3);
	seen[TOP_RIGHT] = color_at(surface, 4 + width - 3, 8 + 3);
	seen[BOTTOM_LEFT] = color_at(surface, 4 + 3, 8 + height - 3);
	seen[BOTTOM_RIGHT] = color_at(surface, 4 + width - 3, 8 + height - 3);
	if (strcmp(seen, corners) != 0)
		fail_msg("orientation %d shows %s, not %s", orientation, seen, corners);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	arena_free(arena);
}

/* What row 0 and column 0 of the stored picture are, as EXIF tells: 6 is "right, top". */
static void test_orientations(void **state)
{
	(void)state;
	expect(1, "rgby");
	expect(2, "gryb");
	expect(3, "ybgr");
	expect(4, "byrg");
	expect(5, "rbgy");
	expect(6, "bryg");
	expect(7, "ygbr");
	expect(8, "gyrb");
}

static unsigned missing(const char *svg)
{
	const struct image image = {.kind = IMAGE_SVG, .bytes = str_of(svg)};
	return lettering_missing(&image);
}

/* In the text elements only, whatever their prefix; entities, nested elements and CDATA too. */
static void test_missing_characters(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	const char *out = getenv("OUT");
	assert_non_null(fonts_open(arena, diag, path_join(arena, out ? out : "out", "fonts")));
	assert_int_equal(missing("<svg/>"), 0);
	assert_int_equal(missing("<svg><text>A &amp; \u0915\u094d\u0937 \u4e2d\n</text></svg>"), 0);
	assert_int_equal(missing("<svg><text>A \U00012000</text></svg>"), 0x12000);
	assert_int_equal(missing("<s:svg xmlns:s='x'><s:text>A<s:tspan>B&#x12001;</s:tspan></s:text>"
							 "</s:svg>"),
					 0x12001);
	assert_int_equal(missing("<svg><text><![CDATA[\U00012000]]></text></svg>"), 0x12000);
	assert_int_equal(missing("<svg><title>\U00012000</title><text>A</text></svg>"), 0);
	const struct image png = {.kind = IMAGE_PNG,
							  .bytes = STR("<svg><text>\U00012000</text></svg>")};
	assert_int_equal(lettering_missing(&png), 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_orientations),
		cmocka_unit_test(test_missing_characters),
	};
	return cmocka_run_group_tests_name("pdf_picture", tests, NULL, NULL);
}
