/* Facts about languages, dates, digits. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>

#include "document/locale.h"

static const struct date november = {2026, 11, 22};

static void finds_the_longest_beginning(void **state)
{
	(void)state;
	assert_string_equal(locale_find("es")->tag, "es");
	assert_string_equal(locale_find("es-PH")->tag, "es");
	assert_string_equal(locale_find("ES-ph-x-clinic")->tag, "es");
	assert_string_equal(locale_find("pt-br")->tag, "pt-BR");
	assert_string_equal(locale_find("ZH-HANT-HK")->tag, "zh-Hant-HK");
	assert_string_equal(locale_find("en-XA")->tag, "en");
	assert_ptr_equal(locale_find("zh-hans"), locale_find("zh-Hans"));
}

static void refuses_what_is_no_tag(void **state)
{
	static const char *const bad[] = {"",      "-",       "xx",          "e",     "engl",
									  "es-",   "-es",     "es--MX",      "es_MX", "es-../../etc",
									  "es mx", "english", "es-abcdefghi"};
	(void)state;
	assert_null(locale_find(NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		if (locale_find(bad[i]))
			fail_msg("\"%s\" found", bad[i]);
}

static void finds_every_tag(void **state)
{
	const char *const *tag = locale_tags();
	(void)state;
	for (; *tag; tag++) {
		assert_non_null(locale_find(*tag));
		assert_string_equal(locale_find(*tag)->tag, *tag);
		if (tag[1])
			assert_true(g_ascii_strcasecmp(tag[0], tag[1]) < 0);
	}
	assert_true(tag - locale_tags() > 200);
}

static void rows_are_whole(void **state)
{
	struct arena *arena = arena_new();
	(void)state;
	for (const char *const *tag = locale_tags(); *tag; tag++) {
		const struct locale *l = locale_find(*tag);
		int bars = 0;
		for (const char *p = l->months; *p; p++)
			bars += *p == '|';
		if (bars != 11 || g_utf8_strlen(l->digits, -1) != 10 || strlen(l->script) != 4 ||
			!*l->native || !*l->english || !strchr(l->date, 'y') || !strchr(l->date, 'd') ||
			strpbrk(l->date, "GEQ"))
			fail_msg("row %s is not whole", *tag);
		assert_true(g_utf8_validate(locale_date(arena, l, november), -1, NULL));
	}
	arena_free(arena);
}

static void knows_the_facts(void **state)
{
	static const struct {
		const char *tag, *script, *native, *english, *number;
		bool rtl;
	} facts[] = {
		{"en", "Latn", "English", "English", "2026", false},
		{"es", "Latn", "Español", "Spanish", "2026", false},
		{"fr", "Latn", "Français", "French", "2026", false},
		{"pl", "Latn", "Polski", "Polish", "2026", false},
		{"ro", "Latn", "Română", "Romanian", "2026", false},
		{"pt-BR", "Latn", "Português (Brasil)", "Brazilian Portuguese", "2026", false},
		{"zu", "Latn", "isiZulu", "Zulu", "2026", false},
		{"ru", "Cyrl", "Русский", "Russian", "2026", false},
		{"ar", "Arab", "العربية", "Arabic", "٢٠٢٦", true},
		{"ar-MA", "Arab", "العربية (المغرب)", "Arabic (Morocco)", "2026", true},
		{"fa", "Arab", "فارسی", "Persian", "۲۰۲۶", true},
		{"fa-AF", "Arab", "دری", "Dari", "۲۰۲۶", true},
		{"ur", "Arab", "اردو", "Urdu", "2026", true},
		{"he", "Hebr", "עברית", "Hebrew", "2026", true},
		{"hi", "Deva", "हिन्दी", "Hindi", "2026", false},
		{"mr", "Deva", "मराठी", "Marathi", "२०२६", false},
		{"ne", "Deva", "नेपाली", "Nepali", "२०२६", false},
		{"bn", "Beng", "বাংলা", "Bangla", "২০২৬", false},
		{"my", "Mymr", "မြန်မာ", "Burmese", "၂၀၂၆", false},
		{"pa", "Guru", "ਪੰਜਾਬੀ", "Punjabi", "2026", false},
		{"pa-Arab", "Arab", "پنجابی (عربی)", "Punjabi (Arabic)", "۲۰۲۶", true},
		{"th", "Thai", "ไทย", "Thai", "2026", false},
		{"zh-Hans", "Hans", "简体中文", "Simplified Chinese", "2026", false},
		{"zh-Hant", "Hant", "繁體中文", "Traditional Chinese", "2026", false},
		{"zh-TW", "Hant", "繁體中文（台灣）", "Traditional Chinese (Taiwan)", "2026", false},
		{"zh-HK", "Hant", "繁體中文（香港）", "Traditional Chinese (Hong Kong)", "2026", false},
		{"ja", "Jpan", "日本語", "Japanese", "2026", false},
		{"ko", "Kore", "한국어", "Korean", "2026", false},
	};
	struct arena *arena = arena_new();
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) {
		const struct locale *l = locale_find(facts[i].tag);
		assert_string_equal(l->script, facts[i].script);
		assert_string_equal(l->native, facts[i].native);
		assert_string_equal(l->english, facts[i].english);
		assert_string_equal(locale_number(arena, l, 2026), facts[i].number);
		assert_int_equal(l->rtl, facts[i].rtl);
	}
	arena_free(arena);
}

/* Of what the program adds to the text: CLDR's own, by country too. */
static void digits_are_those_of_the_language(void **state)
{
	static const char *const facts[][2] = {
		{"ar", "١٢٣"},  {"ar-EG", "١٢٣"}, {"ar-AE", "123"}, {"ar-MA", "123"}, {"fa", "۱۲۳"},
		{"ckb", "١٢٣"}, {"ps", "۱۲۳"},    {"bn", "১২৩"},    {"ne", "१२३"},    {"mr", "१२३"},
		{"my", "၁၂၃"},  {"ur", "123"},    {"hi", "123"},    {"pa", "123"},    {"he", "123"},
		{"th", "123"},  {"km", "123"},    {"lo", "123"},    {"am", "123"},    {"ta", "123"},
		{"gu", "123"},  {"so", "123"},    {"ti", "123"},
	};
	struct arena *arena = arena_new();
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) {
		const char *found = locale_number(arena, locale_find(facts[i][0]), 123);
		if (strcmp(found, facts[i][1]) != 0)
			fail_msg("%s: %s, expected %s", facts[i][0], found, facts[i][1]);
	}
	arena_free(arena);
}

/* The signs in numbers, and the first and last words for numbers. */
static void knows_numbers(void **state)
{
	static const char *const facts[][5] = {
		{"en", ".", ",", "one|two|", "|one thousand"},
		{"de", ",", ".", "eins|zwei|", "|eintausend"},
		{"es", ",", ".", "uno|dos|", "|mil"},
		{"ru", ",", "\u00A0", "один|два|", "|одна тысяча"},
		{"ar", ".", ",", "واحد|إثنان|", "|ألف"},
		{"zh-Hans", ".", ",", "一|二|", "|一千"},
		{"bn", ".", ",", "", ""}, /* CLDR has none */
	};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) {
		const struct locale *l = locale_find(facts[i][0]);
		size_t words = 1;
		assert_string_equal(l->decimal, facts[i][1]);
		assert_string_equal(l->group, facts[i][2]);
		assert_true(g_str_has_prefix(l->numbers, facts[i][3]));
		assert_true(g_str_has_suffix(l->numbers, facts[i][4]));
		for (const char *p = l->numbers; *p; p++)
			words += *p == '|';
		assert_int_equal(words, *facts[i][3] ? 29 : 1);
	}
}

/* Quotation marks of both kinds. */
static void knows_quotes(void **state)
{
	static const char *const facts[][2] = {
		{"en", "“ ” ‘ ’"},          {"de", "„ “ ‚ ‘"},     {"de-CH", "„ “ ‚ ‘"},
		{"fr", "« » « »"},          {"pl", "„ ” « »"},     {"ru", "« » „ “"},
		{"fa", "« » ‹ ›"},          {"ja", "「 」 『 』"}, {"zh-Hans", "“ ” ‘ ’"},
		{"zh-Hant", "「 」 『 』"},
	};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
		assert_string_equal(locale_find(facts[i][0])->quotes, facts[i][1]);
}

static void marks_lists(void **state)
{
	static const struct {
		const char *tag;
		int depth, number;
		const char *marker;
	} facts[] = {
		{"en", 0, 3, "3."},       {"en", 1, 1, "a."},
		{"en", 1, 26, "z."},      {"en", 1, 27, "aa."},
		{"en", 1, 53, "ba."},     {"en", 1, 703, "aaa."},
		{"en", 2, 4, "iv."},      {"en", 2, 999, "cmxcix."},
		{"en", 2, 1000, "1000."}, {"en", 3, 2, "2."},
		{"en", 1, 0, "0."},       {"en", 1, -1, "-1."},
		{"es-MX", 1, 2, "b)"},    {"ar", 0, 12, "١٢."},
		{"ar", 1, 3, "ج."},       {"ar", 1, 29, "٢٩."},
		{"ar", 2, 3, "(٣)"},      {"fa", 1, 3, "پ)"},
		{"ur", 1, 3, "(3)"},      {"ur", 2, 3, "3)"},
		{"he", 1, 15, "טו."},     {"he", 1, 21, "כא."},
		{"hi", 1, 1, "(क)"},      {"bn", 1, 34, "ষ)"},
		{"bn", 2, 4, "(৪)"},      {"pa", 1, 2, "ਅ)"},
		{"ru", 1, 10, "к)"},      {"uk", 1, 7, "є)"},
		{"el", 1, 6, "στ)"},      {"th", 1, 3, "ค."},
		{"ja", 1, 2, "（2）"},    {"ja", 2, 2, "イ、"},
		{"ko", 1, 4, "라."},      {"zh-Hant-HK", 1, 2, "（2）"},
		{"zh-Hans", 2, 2, "②"},   {"zh-Hans", 2, 51, "51"},
		{"xh", 1, 2, "b."},       {"km", 1, 2, "(2)"},
	};
	struct arena *arena = arena_new();
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
		assert_string_equal(
			locale_marker_text(arena, locale_find(facts[i].tag), facts[i].depth, facts[i].number),
			facts[i].marker);
	assert_string_equal(locale_marker(locale_find("ar"), 1)->counter->name, "arabic-abjad");
	assert_null(locale_marker(locale_find("ar"), 3)->counter);
	arena_free(arena);
}

/* Every language has markers, and no two of its first twenty are the same on one level. */
static void tells_items_apart(void **state)
{
	struct arena *arena = arena_new();
	(void)state;
	for (const char *const *tag = locale_tags(); *tag; tag++) {
		const struct locale *l = locale_find(*tag);
		for (int depth = 0; depth < MARKER_LEVELS; depth++)
			for (int n = 2; n <= 20; n++)
				assert_string_not_equal(locale_marker_text(arena, l, depth, n),
										locale_marker_text(arena, l, depth, n - 1));
	}
	arena_free(arena);
}

static void writes_dates(void **state)
{
	static const char *const dates[][2] = {
		{"en", "November 22, 2026"},
		{"en-GB", "22 November 2026"},
		{"de", "22. November 2026"},
		{"es", "22 de noviembre de 2026"},
		{"ca", "22 de novembre de 2026"},
		{"pl", "22 listopada 2026"},
		{"cs", "22. listopadu 2026"},
		{"ru", "22 ноября 2026\u202fг."},
		{"uk", "22 листопада 2026\u202fр."},
		{"hu", "2026. november 22."},
		{"lv", "2026. gada 22. novembris"},
		{"eu", "2026(e)ko azaroaren 22(a)"},
		{"he", "22 בנובמבר 2026"},
		{"ar", "٢٢ نوفمبر ٢٠٢٦"},
		{"ar-SA", "٢٢ نوفمبر ٢٠٢٦"},
		{"fa", "۲۲ نوامبر ۲۰۲۶"},
		{"ur", "22 نومبر، 2026"},
		{"hi", "22 नवंबर 2026"},
		{"bn", "২২ নভেম্বর, ২০২৬"},
		{"th", "22 พฤศจิกายน ค.ศ. 2026"},
		{"zh-Hans", "2026年11月22日"},
		{"ja", "2026年11月22日"},
		{"ko", "2026년 11월 22일"},
		{"vi", "22 tháng 11, 2026"},
	};
	struct arena *arena = arena_new();
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++)
		assert_string_equal(locale_date(arena, locale_find(dates[i][0]), november), dates[i][1]);
	static const char *const in[][3] = {
		{"en", "GB", "22 November 2026"},  {"en", "FR", "22 November 2026"},
		{"en", "US", "November 22, 2026"}, {"en", "PR", "November 22, 2026"},
		{"en", NULL, "November 22, 2026"}, {"fr", "GB", "22 novembre 2026"},
		{"ar", "GB", "٢٢ نوفمبر ٢٠٢٦"},
	};
	for (size_t i = 0; i < sizeof in / sizeof *in; i++) {
		const struct locale *locale = locale_in(arena, locale_find(in[i][0]), in[i][1]);
		assert_string_equal(locale_date(arena, locale, (struct date){2026, 11, 22}), in[i][2]);
	}
	assert_string_equal(locale_date(arena, locale_find("af"), (struct date){2026, 1, 5}),
						"05 Januarie 2026");
	arena_free(arena);
}

static void reads_patterns(void **state)
{
	static const char *const patterns[][2] = {
		{"dd.MM.yy", "05.01.26"},      {"d/M/y", "5/1/2026"}, {"MMM LLLL", "Jan Jan"},
		{"'d''y' d", "d'y 5"},         {"d''y", "5'2026"},    {"'open d", "open d"},
		{"y年M月d日", "2026年1月5日"}, {"'de'd", "de5"},
	};
	struct arena *arena = arena_new();
	struct locale locale = {.digits = "0123456789", .months = "Jan|b|c|d|e|f|g|h|i|j|k|Dec"};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
		locale.date = patterns[i][0];
		assert_string_equal(locale_date(arena, &locale, (struct date){2026, 1, 5}), patterns[i][1]);
	}
	locale.date = "MMMM";
	assert_string_equal(locale_date(arena, &locale, (struct date){2026, 12, 5}), "Dec");
	assert_string_equal(locale_number(arena, locale_find("ar"), -10), "-١٠");
	assert_string_equal(locale_number(arena, locale_find("ar"), 0), "٠");
	arena_free(arena);
}

static void parses_dates(void **state)
{
	static const char *const bad[] = {"",           "2026",       "2026-2-1",   "2026-02-29",
									  "2026-13-01", "2026-00-10", "0000-01-01", "2026-01-01 ",
									  "2026/01/01", "+026-01-01", "2026-1 -01", "22-11-2026"};
	struct date date = {1, 2, 3};
	struct arena *arena = arena_new();
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		if (date_parse(bad[i], &date))
			fail_msg("\"%s\" taken for a date", bad[i]);
	assert_int_equal(date.year, 1);
	assert_true(date_parse("2028-02-29", &date));
	assert_string_equal(date_iso(arena, date), "2028-02-29");
	assert_string_equal(date_iso(arena, (struct date){476, 9, 4}), "0476-09-04");
	arena_free(arena);
}

static void counts_seconds(void **state)
{
	static const struct {
		const char *iso;
		long long epoch;
	} dates[] = {{"1970-01-01", 0},
				 {"2000-02-29", 951782400},
				 {"2026-11-22", 1795305600},
				 {"1969-12-31", -86400},
				 {"2100-03-01", 4107542400}};
	struct arena *arena = arena_new();
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
		struct date date;
		assert_true(date_parse(dates[i].iso, &date));
		assert_true(date_epoch(date) == dates[i].epoch);
		assert_string_equal(date_iso(arena, date_of_epoch(dates[i].epoch)), dates[i].iso);
		assert_string_equal(date_iso(arena, date_of_epoch(dates[i].epoch + 86399)), dates[i].iso);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_longest_beginning),
		cmocka_unit_test(refuses_what_is_no_tag),
		cmocka_unit_test(finds_every_tag),
		cmocka_unit_test(rows_are_whole),
		cmocka_unit_test(knows_the_facts),
		cmocka_unit_test(digits_are_those_of_the_language),
		cmocka_unit_test(knows_numbers),
		cmocka_unit_test(knows_quotes),
		cmocka_unit_test(marks_lists),
		cmocka_unit_test(tells_items_apart),
		cmocka_unit_test(writes_dates),
		cmocka_unit_test(reads_patterns),
		cmocka_unit_test(parses_dates),
		cmocka_unit_test(counts_seconds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
