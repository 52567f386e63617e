/* Values read out of texts: the same in every language's digits, signs and units. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "check/values.h"

/* "0.5mg/kg 70% 24 @02079460958 <https://a.org>": quantities with their units, phones after @,
 * addresses in angles. */
static const char *shown(struct arena *arena, const char *lang, const char *text)
{
	struct buf out = {.arena = arena};
	struct values values = values_of(arena, text, locale_find(lang));
	for (size_t i = 0; i < values.count; i++) {
		const struct value *v = &values.items[i];
		buf_puts(&out, i ? " " : "");
		if (v->kind == VALUE_PHONE)
			buf_puts(&out, "@");
		if (v->kind >= VALUE_URL)
			buf_fmt(&out, "<%s>", v->key);
		else
			buf_puts(&out, v->key);
		if (v->kind == VALUE_PERCENT)
			buf_puts(&out, "%");
		buf_fmt(&out, "%s%s%s", v->unit ? v->unit : "", v->per ? "/" : "", v->per ? v->per : "");
	}
	return buf_chars(&out);
}

static void check(const char *const cases[][3], size_t count)
{
	struct arena *arena = arena_new();
	for (size_t i = 0; i < count; i++)
		assert_string_equal(shown(arena, cases[i][0], cases[i][1]), cases[i][2]);
	arena_free(arena);
}

static void test_doses(void **state)
{
	static const char *const cases[][3] = {
		{"en", "a dose of 0.5mg/kg or", "0.5mg/kg"},
		{"es", "0,5 mg/kg de peso", "0.5mg/kg"},
		{"fr", "0,5\u00A0mg par kg", "0.5mg/kg"},
		{"pl", "dawka 0,50 mg na kg", "0.5mg/kg"},
		{"ru", "0,5 мг/кг", "0.5mg/kg"},
		{"ar", "٠٫٥ ملغ/كغ", "0.5mg/kg"},
		{"ar", "٠٫٥ ملغ لكل كغ", "0.5mg/kg"},
		{"fa", "۰٫۵ میلی‌گرم", "0.5mg"},
		{"fa", "۰/۵ میلی‌گرم", "0.5mg"},
		{"he", "0.5 מ\"ג/ק\"ג", "0.5mg/kg"},
		{"hi", "०.५ मि.ग्रा./कि.ग्रा.", "0.5mg/kg"},
		{"bn", "০.৫ মিগ্রা/কেজি", "0.5mg/kg"},
		{"zh-Hans", "每公斤0.5毫克", "0.5mg"},
		{"ja", "0.5mgを", "0.5mg"},
		{"ko", "0.5mg/kg을", "0.5mg/kg"},
		{"th", "0.5 มก./กก.", "0.5mg/kg"},
		{"de", "eine 5-mg-Tablette", "5mg"},
		{"en", "5-10 mg, 5 metres", "5 10mg 5"},
		{"ko", "50~100 mg", "50 100mg"},
		{"ja", "50〜100 mg、50～100mg", "50 100mg 50 100mg"},
		{"ko", "20~30분, 50∼100 mg", "20 30 50 100mg"},
		{"en", "50–100 mg, 50−100 mg, 50‑100 mg, 50—100 mg", "50 100mg 50 100mg 50 100mg 50 100mg"},
		{"fa", "۵ میلی گرم، ۵ میلی\u00a0گرم، ۵ میلی\u202fگرم", "5mg 5mg 5mg"},
		{"ur", "50 ملی گرام، 50 ملی\u200cگرام، 50\u00a0ملی\u00a0گرام", "50mg 50mg 50mg"},
		{"en", "half of 2 gloves and 3 lines", "2 3"},
	};
	(void)state;
	check(cases, G_N_ELEMENTS(cases));
}

static void test_numbers(void **state)
{
	static const char *const cases[][3] = {
		{"en", "1,500 and 1.500 and 1,234,567.50", "1500 1.5 1234567.5"},
		{"de", "1.500 und 1,500 und 1.234.567,50", "1500 1.5 1234567.5"},
		{"de", "0.5 und 0.125", "0.5 0.125"},
		{"pl", "1 000 i 2\u00A0500,5", "1000 2500.5"},
		{"en", "2 500", "2 500"},
		{"hi", "1,00,000", "100000"},
		{"ar", "١٬٥٠٠", "1500"},
		{"en", "22.11.2026 or 1.2.3", "22 11 2026 1 2 3"},
		{"en", "2 million, 3 thousand", "2000000 3000"},
		{"es", "1,5 millones", "1500000"},
		{"zh-Hans", "1.5万人", "15000"},
		{"zh-Hans", "5千克", "5kg"},
		{"hi", "2 लाख", "200000"},
		{"en", "½ tablet, 007, 0", "0.5 7 0"},
		{"en", "⅓ or ⅔, ⅛", "1/3 2/3 0.125"},
		{"ja", "患者の3分の1、５分の２", "1/3 0.4"},
		{"ko", "3분의 1은 4분의1", "1/3 0.25"},
		{"zh-Hans", "3分之2，三分之一", "2/3"},
		{"ja", "3分の間", "3"},
		{"th", "๒๔ ชั่วโมง", "24"},
		{"en", "", ""},
	};
	(void)state;
	check(cases, G_N_ELEMENTS(cases));
}

static void test_percent(void **state)
{
	static const char *const cases[][3] = {
		{"en", "70% of 20", "70% 20"},
		{"fr", "70\u00A0%", "70%"},
		{"tr", "%70'i ve %20", "70% 20%"},
		{"ar", "٧٠٪", "70%"},
		{"ja", "70％", "70%"},
	};
	(void)state;
	check(cases, G_N_ELEMENTS(cases));
	assert_true(values_has_percent("setenta por ciento"));
	assert_true(values_has_percent("百分之七十"));
	assert_false(values_has_percent("personas"));
}

static void test_phones(void **state)
{
	static const char *const cases[][3] = {
		{"en", "Call 020 7946 0958. Then", "@02079460958"},
		{"en", "+44 (0)20 7946-0958", "@4402079460958"},
		{"en", "(555) 010-0199 or 555-010-0199", "@5550100199 @5550100199"},
		{"ar", "الرقم +44 20 7946 0958. يقول", "@442079460958"},
		{"fa", "۰۲۰ ۷۹۴۶ ۰۹۵۸", "@02079460958"},
		{"en", "on 05.11.2026 at 10:30", "5 11 2026 10 30"},
		{"en", "call 999", "999"},
		{"en", "1,000,000 people", "1000000"},
	};
	(void)state;
	check(cases, G_N_ELEMENTS(cases));
}

static void test_addresses(void **state)
{
	static const char *const cases[][3] = {
		{"en", "See https://a.org/x?y=1, www.b.org.", "<https://a.org/x?y=1> <www.b.org>"},
		{"en", "write to help2@clinic.example.org!", "<help2@clinic.example.org>"},
		{"en", "[here](https://a.org/5) and `X-7`[^9]", "7"},
	};
	(void)state;
	check(cases, G_N_ELEMENTS(cases));
}

static void test_plain(void **state)
{
	struct arena *arena = arena_new();
	(void)state;
	assert_string_equal(values_plain(arena, "*a* **b** ~~c~~ 1~2 `d` [e](f(g)) h[^i] \\*j\\\nk"),
						"a b c 1~2 d e h *j k");
	assert_string_equal(values_plain(arena, "a [@b2019; @c]. [@d]e [@ f"), "a.e @ f");
	arena_free(arena);
}

static void test_spelled(void **state)
{
	static const struct {
		const char *lang, *text, *key;
		bool spelled;
	} cases[] = {
		{"en", "within Two weeks", "2", true},
		{"en", "twofold", "2", true},
		{"en", "a network", "2", false},
		{"es", "dos semanas", "2", true},
		{"es", "una semana", "1", true},
		{"zh-Hans", "七天", "7", true},
		{"de", "dreißig Tage", "30", true},
		{"en", "two", "3", false},
		{"en", "two and a half", "2.5", false},
		{"pa", "ਦੋ", "2", false},
		{"en", "one thousand people", "1000", true},
		{"ar", "سبعة أيام", "7", true},
		{"ar", "انتظر دقيقتين، ثم", "2", true},
		{"ar", "ولمرتين كل يوم", "2", true},
		{"ar", "دقائق", "2", false},
		{"ar", "الموظفين", "2", false},
		{"he", "אחרי שבועיים.", "2", true},
		{"en", "one-third of people", "1/3", true},
		{"en", "two thirds", "2/3", true},
		{"en", "One third", "2/3", false},
		{"en", "half an hour", "0.5", true},
		{"en", "on behalf of", "0.5", false},
		{"es", "un tercio", "1/3", true},
		{"zh-Hans", "三分之一", "1/3", true},
	};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_int_equal(values_is_spelled(cases[i].text, cases[i].key, locale_find(cases[i].lang)),
						 cases[i].spelled);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_doses),     cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_percent),   cmocka_unit_test(test_phones),
		cmocka_unit_test(test_addresses), cmocka_unit_test(test_plain),
		cmocka_unit_test(test_spelled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
