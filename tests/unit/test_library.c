/* Libraries found when the program runs. */
#include "unit/test.h"

#include "base/library.h"

#define later now /* a name with its version behind it, as ICU's headers make them */

struct numbers {
	char first;
	int (*absolute)(int);
	long (*long_absolute)(long);
};

static const struct library_function functions[] = {
	{LIBRARY_NAME(abs), offsetof(struct numbers, absolute)},
	{LIBRARY_NAME(labs), offsetof(struct numbers, long_absolute)},
	{LIBRARY_NAME(handout_has_no_such_function), offsetof(struct numbers, absolute)},
};

static void functions_are_found_and_stay(void **state)
{
	struct numbers numbers = {.first = 'x'};
	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_true(library_load("libc.so.6", functions, 2, &numbers));
		assert_int_equal(numbers.first, 'x');
		assert_int_equal(numbers.absolute(-3), 3);
		assert_int_equal(numbers.long_absolute(-4), 4);
	}
}

static void a_missing_library_is_told(void **state)
{
	struct numbers numbers = {0};
	(void)state;
	assert_false(library_load("libhandout-none.so.1", functions, 2, &numbers));
	assert_null(numbers.absolute);
	assert_false(library_load("libhandout-none.so.1", functions, 0, &numbers));
}

static void a_missing_function_is_told(void **state)
{
	struct numbers numbers = {0};
	(void)state;
	assert_false(library_load("libc.so.6", functions, 3, &numbers));
	assert_int_equal(numbers.absolute(-3), 3);
}

static void a_name_has_its_version(void **state)
{
	(void)state;
	assert_string_equal(LIBRARY_NAME(later), "now");
	assert_string_equal(LIBRARY_NAME(sooner), "sooner");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(functions_are_found_and_stay),
		cmocka_unit_test(a_missing_library_is_told),
		cmocka_unit_test(a_missing_function_is_told),
		cmocka_unit_test(a_name_has_its_version),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
