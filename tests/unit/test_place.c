/* Places: a path by its nearest folder, and again however the folders are written. */
#include "unit/test.h"

#include "batch/place.h"

struct expected {
	const char *path;
	enum place place;
	const char *rest;
};

static void assert_places(const struct places *places, const struct expected *expected)
{
	struct arena *arena = arena_new();

	for (; expected->path; expected++) {
		const char *rest;
		enum place place = places_find(places, expected->path, &rest);
		assert_int_equal(place, expected->place);
		assert_string_equal(rest, expected->rest);
		assert_string_equal(places_path(arena, places, place, rest), expected->path);
	}
	arena_free(arena);
}

static void test_above(void **state)
{
	static const struct places places = {{
		[PLACE_HANDOUT] = "content/flu",
		[PLACE_ROOT] = "content",
		[PLACE_REAL_ROOT] = "/srv/clinic/content",
		[PLACE_PROGRAM] = "/usr/share/handout",
		[PLACE_STRINGS] = "/usr/share/handout/strings/",
	}};
	static const struct expected expected[] = {
		{"content/flu/po/es.po", PLACE_HANDOUT, "po/es.po"},
		{"content/flu-jab/po/es.po", PLACE_ROOT, "flu-jab/po/es.po"},
		{"content/clinic.yaml", PLACE_ROOT, "clinic.yaml"},
		{"/srv/clinic/content/images/map.png", PLACE_REAL_ROOT, "images/map.png"},
		{"/usr/share/handout/theme.yaml", PLACE_PROGRAM, "theme.yaml"},
		{"/usr/share/handout/strings/es.po", PLACE_STRINGS, "es.po"},
		{"/etc/passwd", PLACE_COUNT, "/etc/passwd"},
		{"content", PLACE_COUNT, "content"},
		{NULL, PLACE_COUNT, NULL},
	};

	(void)state;
	assert_places(&places, expected);
}

static void test_from_within(void **state)
{
	static const struct places places = {{[PLACE_HANDOUT] = ".", [PLACE_ROOT] = ".."}};
	static const struct places deeper = {{[PLACE_HANDOUT] = "..", [PLACE_ROOT] = "../.."}};
	static const struct expected expected[] = {
		{"po/es.po", PLACE_HANDOUT, "po/es.po"},
		{"../clinic.yaml", PLACE_ROOT, "clinic.yaml"},
		{"/tmp/x", PLACE_COUNT, "/tmp/x"},
		{NULL, PLACE_COUNT, NULL},
	};
	static const struct expected expected_deeper[] = {
		{"../po/es.po", PLACE_HANDOUT, "po/es.po"},
		{"../../clinic.yaml", PLACE_ROOT, "clinic.yaml"},
		{NULL, PLACE_COUNT, NULL},
	};
	struct arena *arena = arena_new();

	(void)state;
	assert_places(&places, expected);
	assert_places(&deeper, expected_deeper);
	assert_null(places_path(arena, &places, PLACE_STRINGS, "es.po"));
	assert_null(places_path(arena, &places, PLACE_COUNT + 1, "es.po"));
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
