/* A text from elsewhere as the parts of a handout: escapes, orders, guesses. tests/golden/new-from
 * has whole texts. */
#include "unit/test.h"

#include <string.h>

#include "new/import.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct import import;
};

static int set_up(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);

	f->arena = arena;
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	arena_free(f->arena);
	return 0;
}

static const char *escaped(struct fixture *f, const char *text)
{
	struct buf out = {.arena = f->arena};

	import_escape(&out, str_of(text));
	return buf_chars(&out);
}

static void test_escape(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(escaped(f, "plain, 5 > 4 & so on (really)!"),
						"plain, 5 > 4 & so on (really)!");
	assert_string_equal(escaped(f, "# a*b_c`d [x](y) <b> ~z~ \\"),
						"\\# a\\*b\\_c\\`d \\[x\\](y) \\<b> \\~z\\~ \\\\");
	assert_string_equal(escaped(f, "&amp; &#38; & &"), "\\&amp; \\&#38; & &");
	assert_string_equal(escaped(f, "- no list"), "\\- no list");
}

static const char *ordered(struct fixture *f, const char *text)
{
	f->diag = diag_new(f->arena);
	return str_dup(f->arena, import_order(f->diag, POS_FILE("a.txt"), str_of(text))).s;
}

static void test_orders(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(ordered(f, "A text. (Italic, Grey and size 8pt)"), "A text.");
	assert_non_null(strstr(f->diag->first->text, "\"(Italic, Grey and size 8pt)\""));
	assert_string_equal(ordered(f, "A text. (bold)"), "A text.");
	assert_string_equal(ordered(f, "(Font size 12)"), "");
	static const char *const kept[] = {"An article. Drugs, 77(4)",
									   "A text (2020)",
									   "A text (see 8)",
									   "A text (and)",
									   "A text (red wine)",
									   "Text)",
									   "()",
									   ""};
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
		assert_string_equal(ordered(f, kept[i]), kept[i]);
		assert_null(f->diag->first);
	}
}

static const char *text_of(struct fixture *f, const struct buf *part)
{
	return str_dup(f->arena, buf_str(part)).s;
}

static void read_with(struct fixture *f,
					  void (*reader)(struct arena *, struct diag *, const char *, struct str,
									 struct import *),
					  const char *text)
{
	f->diag = diag_new(f->arena);
	f->import =
		(struct import){NULL, {.arena = f->arena}, {.arena = f->arena}, {.arena = f->arena}};
	reader(f->arena, f->diag, "a.txt", str_of(text), &f->import);
}

static void test_plain(void **state)
{
	struct fixture *f = *state;

	read_with(f, import_plain, "");
	assert_null(f->import.title);
	assert_int_equal(f->import.article.len, 0);
	read_with(f, import_plain, "\n\nTitle\n\nLine one,\nline two.\n\n\nAfter a gap.");
	assert_string_equal(f->import.title, "Title");
	assert_int_equal(f->diag->first->pos.line, 3);
	assert_string_equal(text_of(f, &f->import.article),
						"Line one,\nline two.\n\n---\n\nAfter a gap.\n");
	read_with(f, import_plain, "Title\n\n1. Why?\n\nFor this.\n\n1. A. (1999b). B.\n2. C.\n");
	assert_string_equal(text_of(f, &f->import.faq), "## 1. Why?\n\nFor this.\n");
	assert_string_equal(text_of(f, &f->import.references), "1. A. (1999b). B.\n2. C.\n");
	assert_int_equal(f->import.article.len, 0);
	read_with(f, import_plain, "Title\n\n1\n\n1.\n\n12345. x\n\n- \n\n(\n");
	assert_string_equal(f->import.title, "Title");
}

static void test_marked(void **state)
{
	struct fixture *f = *state;

	read_with(f, import_markdown, "");
	assert_int_equal(f->import.article.len, 0);
	read_with(f, import_markdown, "# A *B* \\# ##\nText\n\n## FAQ ##\n#### Why?\nSo.\n## More\n");
	assert_string_equal(f->import.title, "A B #");
	assert_string_equal(text_of(f, &f->import.article), "Text\n\n## More\n");
	assert_string_equal(text_of(f, &f->import.faq), "### Why?\nSo.\n");
	read_with(f, import_markdown, "---\nx: y\n");
	assert_string_equal(text_of(f, &f->import.article), "---\nx: y\n");
	read_with(f, import_markdown, "Text\n\n~~~\n# code\n~~~\n\n<https://x.org>\n");
	assert_null(f->import.title);
	assert_string_equal(text_of(f, &f->import.article),
						"Text\n\n~~~\n# code\n~~~\n\n<https://x.org>\n");
	assert_null(f->diag->first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_escape, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_orders, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_plain, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_marked, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
