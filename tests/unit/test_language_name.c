/* Names of languages in others than English. */
#include "unit/test.h"

#include <glib.h>

#include "document/language_name.h"

static void names_are_those_within_a_sentence(void **state)
{
	static const char *const names[][3] = {
		{"he", "de", "Hebräisch"},    {"he", "es", "hebreo"},
		{"he", "de-AT", "Hebräisch"}, {"de", "ru", "немецкий"},
		{"uk", "ar", "الأوكرانية"},   {"de", "zh-Hant", "德文"},
		{"de", "zh-Hans", "德语"},    {"sr-Latn", "de", "Serbisch (Lateinisch)"},
	};
	struct arena *arena = arena_new();
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		assert_string_equal(language_name(arena, locale_find(names[i][0]), names[i][1]),
							names[i][2]);
	arena_free(arena);
}

/* Whatever the language of the machine, which ICU looks up when it is loaded: the first test. */
static void english_stands_where_there_is_no_name(void **state)
{
	static const char *const readers[] = {"en", "en-GB", "kw", "xx", ""};
	struct arena *arena = arena_new();
	(void)state;
	g_setenv("LC_ALL", "de_DE.UTF-8", TRUE);
	for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
		assert_null(language_name(arena, locale_find("he"), readers[i]));
	g_setenv("LC_ALL", "C.UTF-8", TRUE);
	arena_free(arena);
}

/* "Français" of a list, "français" within a sentence. */
static void a_language_is_called_as_it_calls_itself(void **state)
{
	static const char *const tags[] = {"fr", "de", "ru", "es-MX", "pt-BR", "tr"};
	struct arena *arena = arena_new();
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
		const struct locale *locale = locale_find(tags[i]);
		assert_ptr_equal(language_name(arena, locale, tags[i]), locale->native);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(english_stands_where_there_is_no_name),
		cmocka_unit_test(names_are_those_within_a_sentence),
		cmocka_unit_test(a_language_is_called_as_it_calls_itself),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
