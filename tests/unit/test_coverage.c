/* Which faces set which language, and what is said where some are not there. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/str.h"
#include "batch/coverage.h"
#include "document/theme.h"
#include "read/faces.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct theme *theme;
	struct faces *faces;
};

static int setup(void **state)
{
	static const struct clinic none = {0};
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);
	const char *out = getenv("OUT");
	f->arena = arena;
	f->diag = diag_new(arena);
	f->theme = theme_read(arena, f->diag, "content/theme.yaml", &none);
	f->faces = faces_read(arena, f->diag, path_join(arena, out ? out : "out", "fonts"));
	*state = f;
	return f->theme && f->faces ? 0 : -1;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

static void one_language(void **state)
{
	struct fixture *f = *state;
	bool missing = true;
	struct str said = coverage_of(f->arena, f->diag, f->theme, f->faces, "ar", &missing);
	assert_non_null(said.s);
	assert_false(missing);
	assert_true(g_str_has_prefix(said.s, "ar Arabic (Arab)\n  "));
	assert_non_null(strstr(said.s, ", package fonts-noto-core\n"));
	assert_null(strstr(said.s, "MISSING"));
}

static void all_languages(void **state)
{
	struct fixture *f = *state;
	bool missing = true;
	struct str said = coverage_all(f->arena, f->theme, f->faces, &missing);
	assert_non_null(strstr(said.s, "\nes Spanish: "));
	assert_non_null(strstr(said.s, "\nzh-Hans "));
	assert_null(strstr(said.s, ", missing "));
	assert_false(missing);
}

/* The list names faces of a folder that has none of them. */
static void faces_that_are_not_there(void **state)
{
	struct fixture *f = *state;
	struct face *items = ARENA_ARRAY(f->arena, struct face, f->faces->count);
	struct faces gone = {"nowhere", items, f->faces->count};
	bool missing = false;
	for (size_t i = 0; i < gone.count; i++) {
		items[i] = f->faces->items[i];
		items[i].path = path_join(f->arena, "nowhere", items[i].file);
	}
	struct str one = coverage_of(f->arena, f->diag, f->theme, &gone, "es", &missing);
	assert_true(missing);
	assert_non_null(strstr(one.s, ", MISSING: run fonts/link or install the package\n"));
	missing = false;
	struct str all = coverage_all(f->arena, f->theme, &gone, &missing);
	assert_true(missing);
	assert_non_null(strstr(all.s, ", missing "));
}

static void families_that_are_not_listed(void **state)
{
	struct fixture *f = *state;
	struct faces none = {"nowhere", NULL, 0};
	bool missing = false;
	struct str one = coverage_of(f->arena, f->diag, f->theme, &none, "es", &missing);
	assert_true(missing);
	assert_non_null(strstr(one.s, "  no face of the family Noto Serif is listed"));
	assert_non_null(coverage_all(f->arena, f->theme, &none, &missing).s);
	assert_true(missing);
}

static void unknown_languages(void **state)
{
	struct fixture *f = *state;
	bool missing = false;
	assert_null(coverage_of(f->arena, f->diag, f->theme, f->faces, "spanisch", &missing).s);
	assert_int_equal(f->diag->errors, 1);
	assert_non_null(strstr(f->diag->last->text, "unknown language \"spanisch\""));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_language),
		TEST(all_languages),
		TEST(faces_that_are_not_there),
		TEST(families_that_are_not_listed),
		TEST(unknown_languages),
	};
	return cmocka_run_group_tests_name("coverage", tests, NULL, NULL);
}
