/* Breaks between words of Thai, Lao, Khmer and Burmese, without fonts. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "typeset/segment.h"

/* The text with '|' at the breaks that were found beside such characters, and at those before. */
static char *marked(const char *text, PangoLogAttr *attrs, int chars)
{
	GString *out = g_string_new(NULL);
	const char *c = text;
	for (int i = 0; i < chars; i++, c = g_utf8_next_char(c)) {
		if (i > 0 && attrs[i].is_line_break)
			g_string_append_c(out, '|');
		g_string_append_unichar(out, g_utf8_get_char(c));
	}
	return g_string_free(out, FALSE);
}

static void check(const char *expected)
{
	char **parts = g_strsplit(expected, "|", -1);
	char *text = g_strjoinv("", parts);
	int chars = (int)g_utf8_strlen(text, -1);
	PangoLogAttr *attrs = g_new0(PangoLogAttr, chars + 1);
	pango_default_break(text, (int)strlen(text), NULL, attrs, chars + 1);
	assert_true(segment_words(text, (int)strlen(text), attrs, chars));
	char *found = marked(text, attrs, chars);
	assert_string_equal(found, expected);
	g_free(found);
	g_free(attrs);
	g_free(text);
	g_strfreev(parts);
}

static void words_are_found_with_a_dictionary(void **state)
{
	(void)state;
	check("แพทย์|สั่ง|ยา|ให้|คุณ|ทุก|วัน");
	check("ທ່ານໝໍ|ໃຫ້|ຢາ");
	check("គ្រូពេទ្យ|បានឱ្យ|ថ្នាំ|ថ្មី");
	check("ဆရာဝန်|က|ဆေး|ပေးသည်");
}

static void other_text_is_left(void **state)
{
	(void)state;
	check("plain |words");
	check("MRI |ก่อน |(50 |mg) |ทุก|วัน");
	check("𝄞𝄞 |ยา|ใหม่");
	check("");
}

static void only_these_scripts_need_it(void **state)
{
	(void)state;
	assert_true(segment_needs(0xe01) && segment_needs(0xe81) && segment_needs(0x1000) &&
				segment_needs(0x1780));
	assert_false(segment_needs('a') || segment_needs(0x915) || segment_needs(0x6f22) ||
				 segment_needs(0x627) || segment_needs(0xd7f));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found_with_a_dictionary),
		cmocka_unit_test(other_text_is_left),
		cmocka_unit_test(only_these_scripts_need_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
