/* Plural-Forms: expressions, and headers that count otherwise than the language. */
#include "unit/test.h"

#include <string.h>

#include "base/str.h"
#include "document/locale.h"
#include "read/plural.h"

static void evaluates(void **state)
{
	static const struct {
		const char *value;
		unsigned long n;
		int form;
	} cases[] = {
		{"nplurals=1; plural=0;", 7, 0},
		{"nplurals=2; plural=(n != 1);", 1, 0},
		{"nplurals=2; plural=(n != 1);", 0, 1},
		{"nplurals=2;plural=n>1", 2, 1},
		{" nplurals = 2 ; plural = n >= 2 ; ", 1, 0},
		{"nplurals=2; plural=!n;", 0, 1},
		{"nplurals=2; plural=n<=1&&n<2||n==5;", 5, 1},
		{"nplurals=9; plural=1+2*3-4/2%3;", 0, 5},
		{"nplurals=4; plural=n==1 ? 0 : n==2 ? 1 : n<5 ? 2 : 3;", 4, 2},
		{"nplurals=2; plural=(n != 1) ? 1 : 0;", 3, 1},
		{"nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
		 "n%100>=20) ? 1 : 2);",
		 22, 1},
		/* faults */
		{"", 1, -1},
		{"nplurals=INTEGER; plural=EXPRESSION;", 1, -1},
		{"nplurals=2; plural=n", 2, -1},
		{"nplurals=2; plural=n/0;", 1, -1},
		{"nplurals=2; plural=(n;", 1, -1},
		{"nplurals=2; plural=n == ;", 1, -1},
		{"nplurals=2; plural=n ? 1;", 1, -1},
		{"nplurals=2; plural=0; more", 1, -1},
		{"plural=0; nplurals=1;", 1, -1},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (plural_form(cases[i].value, cases[i].n) != cases[i].form)
			fail_msg("%s of %lu", cases[i].value, cases[i].n);
}

static void bears_nesting(void **state)
{
	struct arena *arena = arena_new();
	struct buf buf = {.arena = arena};
	(void)state;
	buf_puts(&buf, "nplurals=1; plural=");
	for (int i = 0; i < 100000; i++)
		buf_putc(&buf, i % 2 ? '!' : '(');
	assert_int_equal(plural_form(buf_chars(&buf), 1), -1);
	arena_free(arena);
}

/* What CLDR has for the languages of the clinic, as forms of 0, 1, 2, 3, 5, 11, 21, 101. */
static void knows_languages(void **state)
{
	static const struct {
		const char *tag, *forms;
	} facts[] = {
		{"en", "10111111"},      {"es", "10111111"}, {"fr", "00111111"},    {"de", "10111111"},
		{"it", "10111111"},      {"pl", "20112222"}, {"ro", "10111121"},    {"ru", "20112200"},
		{"uk", "20112200"},      {"tr", "10111111"}, {"vi", "00000000"},    {"ar", "01233445"},
		{"fa", "00111111"},      {"ur", "10111111"}, {"he", "20122222"},    {"hi", "00111111"},
		{"pa", "00111111"},      {"bn", "00111111"}, {"ja", "00000000"},    {"ko", "00000000"},
		{"zh-Hans", "00000000"}, {"th", "00000000"}, {"pt-BR", "00111111"}, {"cs", "20112222"},
	};
	static const unsigned long numbers[] = {0, 1, 2, 3, 5, 11, 21, 101};
	(void)state;
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++)
			if (plural_form(locale_find(facts[i].tag)->plural, numbers[n]) !=
				facts[i].forms[n] - '0')
				fail_msg("%s: %lu", facts[i].tag, numbers[n]);
}

static size_t warnings(const char *header, const char *lang)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct po po = {.file = "xx.po", .header = header};
	plural_check(arena, diag, &po, locale_find(lang)->plural);
	if (diag->first)
		assert_non_null(strstr(diag->first->text, locale_find(lang)->plural));
	size_t count = diag->warnings;
	assert_int_equal(diag->errors, 0);
	arena_free(arena);
	return count;
}

static void warns(void **state)
{
	(void)state;
	assert_int_equal(warnings("Language: fr\n", "fr"), 0);
	assert_int_equal(warnings("Plural-Forms: nplurals=2; plural=n>=2;\n", "fr"), 0);
	assert_int_equal(warnings("Plural-Forms: nplurals=2; plural=n != 1;\n", "fr"), 1);
	assert_int_equal(warnings("Plural-Forms: nplurals=1; plural=0;\n", "ja"), 0);
	assert_int_equal(warnings("Plural-Forms: nplurals=2; plural=(n != 1);\n", "ja"), 1);
	assert_int_equal(warnings("Plural-Forms: nonsense\n", "ru"), 1);
	/* a language that gettext has no usual words for */
	assert_string_equal(locale_find("cy")->plural, "");
	assert_int_equal(warnings("Plural-Forms: nonsense\n", "cy"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(evaluates),
		cmocka_unit_test(bears_nesting),
		cmocka_unit_test(knows_languages),
		cmocka_unit_test(warns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
