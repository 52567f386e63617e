/* Origins: a path by its nearest folder, and again however the folders are written. */
#include "unit/test.h"

#include "batch/origin.h"

struct expected {
	const char *path;
	int origin;
	const char *rest;
};

static void assert_origins(const struct origins *origins, const struct expected *expected)
{
	struct arena *arena = arena_new();

	for (; expected->path; expected++) {
		const char *rest;
		int origin = origins_find(origins, expected->path, &rest);
		assert_int_equal(origin, expected->origin);
		assert_string_equal(rest, expected->rest);
		assert_string_equal(origins_path(arena, origins, origin, rest), expected->path);
	}
	arena_free(arena);
}

static void test_above(void **state)
{
	static const struct listing listing = {.root = "/srv/clinic/content",
										   .clinic = "content/clinic.yaml"};
	static const struct source flu = {.dir = "content/flu", .listing = &listing},
							   cold = {.dir = "content/cold", .listing = &listing};
	static const struct share share = {.theme = "/usr/share/handout/theme.yaml",
									   .strings = "/usr/share/handout/strings/"};
	static const struct expected expected[] = {
		{"content/flu/po/es.po", ORIGIN_HANDOUT, "po/es.po"},
		{"content/cold/po/es.po", ORIGIN_REAL_ROOT + 1, "po/es.po"},
		{"content/flu-jab/po/es.po", ORIGIN_ROOT, "flu-jab/po/es.po"},
		{"content/clinic.yaml", ORIGIN_ROOT, "clinic.yaml"},
		{"/srv/clinic/content/images/map.png", ORIGIN_REAL_ROOT, "images/map.png"},
		{"/usr/share/handout/theme.yaml", ORIGIN_PROGRAM, "theme.yaml"},
		{"/usr/share/handout/strings/es.po", ORIGIN_STRINGS, "es.po"},
		{"/etc/passwd", -1, "/etc/passwd"},
		{"content", -1, "content"},
		{NULL, -1, NULL},
	};
	struct arena *arena = arena_new();
	const struct origins origins =
		origins_of(arena, (const struct source *const[]){&flu, &cold, NULL}, &share);

	(void)state;
	assert_origins(&origins, expected);
	assert_null(origins_path(arena, &origins, ORIGIN_FONTS, "faces.yaml"));
	assert_null(origins_path(arena, &origins, origins.count, "es.po"));
	arena_free(arena);
}

static void test_from_within(void **state)
{
	static const struct listing listing = {.root = "/srv", .clinic = "../clinic.yaml"},
								deeper = {.root = "/srv", .clinic = "../../clinic.yaml"};
	static const struct source here = {.dir = ".", .listing = &listing},
							   above = {.dir = "..", .listing = &deeper};
	static const struct share share = {.strings = "/usr/share/handout/strings"};
	static const struct expected expected[] = {
		{"po/es.po", ORIGIN_HANDOUT, "po/es.po"},
		{"../clinic.yaml", ORIGIN_ROOT, "clinic.yaml"},
		{"/tmp/x", -1, "/tmp/x"},
		{NULL, -1, NULL},
	};
	static const struct expected expected_deeper[] = {
		{"../po/es.po", ORIGIN_HANDOUT, "po/es.po"},
		{"../../clinic.yaml", ORIGIN_ROOT, "clinic.yaml"},
		{NULL, -1, NULL},
	};
	struct arena *arena = arena_new();
	struct origins origins = origins_of(arena, (const struct source *const[]){&here, NULL}, &share);

	(void)state;
	assert_origins(&origins, expected);
	origins = origins_of(arena, (const struct source *const[]){&above, NULL}, &share);
	assert_origins(&origins, expected_deeper);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_above),
		cmocka_unit_test(test_from_within),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
