/* What a line makes use of to fill its measure. */
#include "unit/test.h"

#include "typeset/fit.h"

static const struct give give = {.expand = 100, .track = 50, .stretch = 200, .shrink = 80};

static void check(double slack, double letters, double apart, double glue, bool too_wide)
{
	struct strain strain = fit_strain(slack, give);
	assert_true(strain.letters == letters);
	assert_true(strain.apart == apart);
	assert_true(strain.glue == glue);
	assert_int_equal(strain.too_wide, too_wide);
}

static void letters_give_before_spaces(void **state)
{
	(void)state;
	check(0, 0, 0, 0, false);
	check(50, 0.5, 0, 0, false);
	check(-50, -0.5, 0, 0, false);
	check(125, 1, 0.5, 0, false);
	check(-150, -1, -1, 0, false);
	check(250, 1, 1, 0.5, false);
	check(-190, -1, -1, -0.5, false);
}

static void spaces_stretch_without_end_and_shrink_to_theirs(void **state)
{
	(void)state;
	check(950, 1, 1, 4, false);
	check(-230, -1, -1, -1, false);
	check(-310, -1, -1, -2, true);
}

static void what_cannot_give_is_not_used(void **state)
{
	(void)state;
	struct strain wide = fit_strain(-10, (struct give){0});
	assert_true(wide.too_wide && wide.letters == 0 && wide.apart == 0);
	struct strain narrow = fit_strain(10, (struct give){0});
	assert_true(!narrow.too_wide && narrow.glue > 100);
}

static void an_alphabet_is_tracked_and_other_scripts_are_not(void **state)
{
	(void)state;
	assert_true(fit_is_tracked('a') && fit_is_tracked(0x436) && fit_is_tracked(','));
	assert_false(fit_is_tracked(' ') || fit_is_tracked(0x628) || fit_is_tracked(0x915));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_give_before_spaces),
		cmocka_unit_test(spaces_stretch_without_end_and_shrink_to_theirs),
		cmocka_unit_test(what_cannot_give_is_not_used),
		cmocka_unit_test(an_alphabet_is_tracked_and_other_scripts_are_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
