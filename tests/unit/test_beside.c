/* Texts side by side. */
#include "unit/test.h"

#include "check/beside.h"

/* Columns of 26 of the width 60. */
static void check(const char *first, const char *second, const char *expected)
{
	struct arena *arena = arena_new();
	struct buf out = {.arena = arena};

	beside_add(&out, (struct beside){"a", first}, (struct beside){"b", second}, BESIDE_LEAST);
	assert_string_equal(buf_chars(&out), expected);
	arena_free(arena);
}

static void test_wrapped(void **state)
{
	(void)state;
	check("one", "two",
		  "\n    a                            b"
		  "\n    one                          two");
	check("It increases the activity of the receptor", "It inhibits a receptor",
		  "\n    a                            b"
		  "\n    It increases the activity    It inhibits a receptor"
		  "\n    of the receptor");
	check("short", "abcdefghijklmnopqrstuvwxyzabcdef and more",
		  "\n    a                            b"
		  "\n    short                        abcdefghijklmnopqrstuvwxyz"
		  "\n                                 abcdef and more");
}

static void test_exact(void **state)
{
	(void)state;
	check("abcdefghijklm nopqrstuvwxyz", "abcdefghijkl nopqrstuvwxyz end",
		  "\n    a                            b"
		  "\n    abcdefghijklm                abcdefghijkl nopqrstuvwxyz"
		  "\n    nopqrstuvwxyz                end");
}

static void test_wide(void **state)
{
	(void)state;
	check("氯胺酮增加受体的活性而导致改善。", "x",
		  "\n    a                            b"
		  "\n    氯胺酮增加受体的活性而导致   x"
		  "\n    改善。");
	check("氯胺酮增加受体的活性而导致。改", "x",
		  "\n    a                            b"
		  "\n    氯胺酮增加受体的活性而导     x"
		  "\n    致。改");
}

/* Marks take no place and stay with their letter; joined signs are one. */
static void test_marks(void **state)
{
	(void)state;
	check("e\u0301te\u0301", "x",
		  "\n    a                            b"
		  "\n    e\u0301te\u0301                          x");
	check("abcdefghijklmnopqrstuvwxye\u0301f", "x",
		  "\n    a                            b"
		  "\n    abcdefghijklmnopqrstuvwxye\u0301   x"
		  "\n    f");
}

static void test_empty(void **state)
{
	(void)state;
	check("only", "", "\n    a                            b\n    only");
	check("", "only",
		  "\n    a                            b\n                                 only");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrapped), cmocka_unit_test(test_exact), cmocka_unit_test(test_wide),
		cmocka_unit_test(test_marks),   cmocka_unit_test(test_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
