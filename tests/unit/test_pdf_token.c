/* Tokens of PDF, values of dictionaries; values as text. */
#include "unit/test.h"

#include <string.h>

#include "base/units.h"
#include "pdf/token.h"
#include "pdf/value.h"

static void expect(const char *source, const enum token_kind *kinds, const char *const *texts)
{
	size_t at = 0;
	for (int i = 0;; i++) {
		struct token token = token_next(str_of(source), &at);
		assert_int_equal(token.kind, kinds[i]);
		if (token.kind == TOKEN_END)
			return;
		assert_true(str_eq(token.text, str_of(texts[i])));
	}
}

static void test_tokens(void **state)
{
	(void)state;
	expect("<</A 1/B(x(y)\\)z)>>[-.5 <0a> true]%c ]\n{BT}",
		   (enum token_kind[]){TOKEN_OPEN, TOKEN_NAME, TOKEN_NUMBER, TOKEN_NAME, TOKEN_STRING,
							   TOKEN_CLOSE, TOKEN_OPEN, TOKEN_NUMBER, TOKEN_HEX, TOKEN_WORD,
							   TOKEN_CLOSE, TOKEN_OPEN, TOKEN_WORD, TOKEN_CLOSE, TOKEN_END},
		   (const char *const[]){"<<", "/A", "1", "/B", "(x(y)\\)z)", ">>", "[", "-.5", "<0a>",
								 "true", "]", "{", "BT", "}"});
	expect("", (enum token_kind[]){TOKEN_END}, NULL);
	expect(" \n%only a comment", (enum token_kind[]){TOKEN_END}, NULL);
	expect("(cut \\", (enum token_kind[]){TOKEN_STRING, TOKEN_END},
		   (const char *const[]){"(cut \\"});
	expect("<0a", (enum token_kind[]){TOKEN_HEX, TOKEN_END}, (const char *const[]){"<0a"});
}

static void expect_entry(const char *dict, const char *key, const char *value)
{
	assert_true(str_eq(token_entry(str_of(dict), key), str_of(value)));
}

static void test_entries(void **state)
{
	(void)state;
	static const char dict[] =
		"<< /Type /Page % 1\n /Parent 3 0 R /Box [ 0 1 ] /Group << /Parent 4 0 R "
		">> /Length1 7 /Length 12 >>";
	expect_entry(dict, "/Parent", "3 0 R");
	expect_entry(dict, "/Box", "[ 0 1 ]");
	expect_entry(dict, "/Group", "<< /Parent 4 0 R >>");
	expect_entry(dict, "/Length", "12");
	expect_entry(dict, "/Kids", "");
	expect_entry("<<", "/Kids", "");
	expect_entry("<< /Kids", "/Kids", "");
	assert_int_equal(token_reference(STR("37 0 R")), 37);
	assert_int_equal(token_reference(STR("37")), 0);
	assert_int_equal(token_reference(STR("/A 0 R")), 0);
	assert_int_equal(token_reference(STR("")), 0);
}

static void expect_bytes(struct buf *out, const char *expected, size_t len)
{
	assert_int_equal(out->len, len);
	assert_memory_equal(out->s, expected, len);
	out->len = 0;
}

#define EXPECT_BYTES(out, literal) expect_bytes(out, literal, sizeof(literal) - 1)

static void test_values(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct buf out = {.arena = arena};
	value_text(&out, "A (b) \\");
	EXPECT_BYTES(&out, "(A \\(b\\) \\\\)");
	value_text(&out, "");
	EXPECT_BYTES(&out, "()");
	value_text(&out, "\u00e9\U0001f600");
	EXPECT_BYTES(&out, "(\xfe\xff\0\xe9\xd8\x3d\xde\0)");
	value_text(&out, "\u0d28\u5c29");
	EXPECT_BYTES(&out, "(\xfe\xff\\r\\(\\\\\\))");
	value_string(&out, "a\xc3\xa9");
	EXPECT_BYTES(&out, "(a\xc3\xa9)");
	value_integer(&out, -120);
	EXPECT_BYTES(&out, "-120");
	value_reference(&out, 7);
	EXPECT_BYTES(&out, "7 0 R");
	value_length(&out, PT(12));
	EXPECT_BYTES(&out, "12");
	value_length(&out, PT(-1.25));
	EXPECT_BYTES(&out, "-1.25");
	value_length(&out, 1);
	EXPECT_BYTES(&out, "0.001");
	value_entry(&out, "Lang", "en");
	EXPECT_BYTES(&out, "/Lang(en)");
	value_entry(&out, "Lang", NULL);
	EXPECT_BYTES(&out, "");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_entries),
		cmocka_unit_test(test_values),
	};
	return cmocka_run_group_tests_name("pdf-token", tests, NULL, NULL);
}
