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
	f->import = (struct import){.article = {.arena = f->arena},
								.faq = {.arena = f->arena},
								.references = {.arena = f->arena}};
	reader(f->arena, f->diag, "a.txt", str_of(text), &f->import);
}

/* The line without its tags. */
static const char *cleaned(struct fixture *f, const char *line)
{
	f->diag = diag_new(f->arena);
	return str_dup(f->arena,
				   import_tags(f->arena, f->diag, POS_FILE("a.md"), str_of(line), NULL, NULL))
		.s;
}

static const char *said(struct fixture *f)
{
	return f->diag->first ? f->diag->first->text : "nothing";
}

static void test_tags(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(cleaned(f, "H<sub>2</sub>O, 10<sup>-3</sup> and x<sup>(+1)</sup>"),
						"H\u2082O, 10\u207b\u00b3 and x\u207d\u207a\u00b9\u207e");
	assert_null(f->diag->first);
	assert_string_equal(cleaned(f, "the 3<sup>rd</sup> day"), "the 3rd day");
	assert_string_equal(said(f), "taken out: <sup>, which a handout does not have: the words stay");
	assert_string_equal(cleaned(f, "a <u title=\"1 > 0\">word</u><br/>"), "a word  ");
	assert_string_equal(said(f), "taken out: <u>, which a handout does not have: the words stay");
	const char *const same[] = {"<https://a.example/b>",
								"`<b>` and ``<i> ` ``",
								"1 < 2 > 1",
								"\\<b>",
								"<!-- not printed -->",
								"<me@clinic.example>",
								"a <b without end",
								"``` <b>no",
								NULL};
	for (const char *const *line = same; *line; line++) {
		bool code = strncmp(*line, "```", 3) == 0;
		assert_string_equal(cleaned(f, *line), code ? "``` no" : *line);
	}
	assert_string_equal(
		cleaned(f,
				"One <span class=\"deletion\" author=\"A\">two <span>three</span></span>"
				"<span class=\"insertion\">four</span>."),
		"One four.");
	assert_string_equal(said(f),
						"left out: \"two <span>three</span>\", which a recorded change deletes");
	assert_string_equal(
		f->diag->last->text,
		"\"four\" is a recorded change that adds words: delete it if it is not accepted");
	assert_string_equal(cleaned(f,
								"<span class=\"comment-start\" id=\"1\">why?</span>so<span "
								"class=\"comment-end\" id=\"1\"></span>"),
						"so");
	assert_string_equal(said(f), "left out: the comment \"why?\"");
	assert_string_equal(cleaned(f, "<img src=\"m/a.png\" alt=\"An arm\" />"), "");
	assert_string_equal(said(f),
						"left out: the picture m/a.png: put its file into the folder images and "
						"write ![An arm](images/FILE) into the text");
	assert_string_equal(cleaned(f, "<img src=\"m/a.png\"/>"), "");
	assert_non_null(strstr(said(f), "write ![what it shows](images/FILE) into the text"));
	struct buf much = {.arena = f->arena};
	buf_puts(&much, "<span class=\"deletion\">x");
	for (int n = 0; n < 400; n++)
		buf_puts(&much, "\u00e9");
	cleaned(f, buf_chars(&much));
	assert_non_null(strstr(said(f), "\u00e9...\""));
}

/* Spans that only say how words look, tags without an end, of which some fill a line. */
static void test_tags_alone(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
		cleaned(f, "<SPAN class=\"smallcaps\">Small</SPAN> <span id=\"a\">x</span>"), "Small x");
	assert_string_equal(said(f),
						"taken out: <smallcaps>, which a handout does not have: the words stay");
	assert_ptr_equal(f->diag->first, f->diag->last);
	assert_string_equal(cleaned(f, "so <span class=\"deletion\">gone"), "so ");
	assert_string_equal(said(f), "left out: \"gone\", which a recorded change deletes");
	assert_string_equal(cleaned(f, "10<sup>2"), "10\u00b2");
	assert_string_equal(cleaned(f, "x<sub>n"), "xn");
	assert_string_equal(cleaned(f, "<thead>"), "");
	assert_null(f->diag->first);
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
						"Line one,\\\nline two.\n\n---\n\nAfter a gap.\n");
	read_with(f, import_plain, "Title\n\n1. Why?\n\nFor this.\n\n1. A. (1999b). B.\n2. C.\n");
	assert_string_equal(text_of(f, &f->import.faq), "## 1. Why?\n\nFor this.\n");
	assert_string_equal(text_of(f, &f->import.references), "1. A. (1999b). B.\n2. C.\n");
	assert_int_equal(f->import.article.len, 0);
	read_with(f, import_plain, "Title\n\nText of it.\n\nQ: 5. Is it safe?\nA: Yes.\n");
	assert_string_equal(text_of(f, &f->import.faq), "## Is it safe?\n\nYes.\n");
	assert_non_null(strstr(f->diag->first->next->text, "taken out: \"Q: 5. \""));
	read_with(f, import_plain, "Title\n\nText of it.\n\nFAQ\n\nNo question, only text.\n");
	assert_string_equal(text_of(f, &f->import.article), "Text of it.\n\nNo question, only text.\n");
	assert_int_equal(f->import.faq.len, 0);
	assert_non_null(strstr(f->diag->last->text, "no question was found"));
	read_with(f, import_plain, "Title\n\n1\n\n1.\n\n12345. x\n\n- \n\n(\n");
	assert_string_equal(f->import.title, "Title");
}

/* Two rows whose cells are clearly apart make a table; those below may have less between. */
static void test_plain_table(void **state)
{
	struct fixture *f = *state;

	read_with(f, import_plain,
			  "T\n\nReading     Meaning\nBelow 135/85    good\n135/85 or more  tell us\n");
	assert_non_null(strstr(text_of(f, &f->import.article),
						   "| Reading | Meaning |\n|---|---|\n| Below 135/85 | good |\n"
						   "| 135/85 or more | tell us |\n"));
	assert_non_null(strstr(f->diag->last->text, "the first row for the heads"));
	read_with(f, import_plain, "The title\n\nDay\tTime\nMonday\t9\n");
	assert_string_equal(text_of(f, &f->import.article),
						"| Day | Time |\n|---|---|\n| Monday | 9 |\n");
	read_with(
		f, import_plain,
		"The title\n\nDay      Time\n-----------\nMonday     9\n----   ----\nTuesday     8\n");
	assert_string_equal(text_of(f, &f->import.article),
						"| Day | Time |\n|---|---|\n| Monday | 9 |\n| Tuesday | 8 |\n");
	read_with(f, import_plain, "The title\n\nMonday\t9\nTuesday\t10\n");
	assert_string_equal(text_of(f, &f->import.article),
						"| | |\n|---|---|\n| Monday | 9 |\n| Tuesday | 10 |\n");
	assert_non_null(strstr(f->diag->last->text, "give them heads"));
	read_with(f, import_plain, "T\n\nTake one.  Then rest.\nTake two.  Then go.\n");
	assert_null(strchr(text_of(f, &f->import.article), '|'));
}

/* Lines of = and of hyphens below headings, above them too, and alone. */
static void test_plain_underlines(void **state)
{
	struct fixture *f = *state;

	read_with(
		f, import_plain,
		"=====\nTitle\n=====\n\nBefore you come:\n---\nText below it.\nMore of it.\n\n"
		"At home\n=======\n\nRest.\n\nFood\n----\nEat.\n\nReferences\n-----\n1. A. (2020). B.\n");
	assert_string_equal(f->import.title, "Title");
	assert_string_equal(text_of(f, &f->import.article),
						"## Before you come\n\nText below it.\\\nMore of it.\n\n## At home\n\n"
						"Rest.\n\n### Food\n\nEat.\n");
	assert_string_equal(text_of(f, &f->import.references), "1. A. (2020). B.\n");
	assert_non_null(strstr(f->diag->first->next->text,
						   "taken for a heading, for it is underlined: \"Before you come\""));
	read_with(f, import_plain, "Your title\n\nText of it.\n\nReferences\n\n[x] Lee\n");
	assert_string_equal(text_of(f, &f->import.references), "1. \\[x\\] Lee\n");
	read_with(f, import_plain, "A sentence.\n-----\nText\n--\n\n-----\n\nMore of the text.\n");
	assert_null(strchr(text_of(f, &f->import.article), '#'));
	assert_non_null(strstr(text_of(f, &f->import.article), "\\-----"));
	assert_string_equal(f->diag->first->text, "left out: a line of \"-\"");
}

static void test_marked(void **state)
{
	struct fixture *f = *state;

	read_with(f, import_markdown, "");
	assert_int_equal(f->import.article.len, 0);
	read_with(f, import_markdown, "# A *B* \\# ##\nText\n\n## FAQ ##\n#### Why?\nSo.\n## More\n");
	assert_string_equal(f->import.title, "A B #");
	assert_string_equal(text_of(f, &f->import.article), "Text\n\n## More\n");
	assert_string_equal(text_of(f, &f->import.faq), "## Why?\nSo.\n");
	read_with(f, import_markdown, "---\nx: y\n");
	assert_string_equal(text_of(f, &f->import.article), "---\nx: y\n");
	read_with(f, import_markdown, "Text\n\n~~~\n# code\n~~~\n\n<https://x.org>\n");
	assert_null(f->import.title);
	assert_string_equal(text_of(f, &f->import.article),
						"Text\n\n~~~\n# code\n~~~\n\n<https://x.org>\n");
	assert_null(f->diag->first);
}

/* Titles that are no heading, tables beyond Markdown. */
static void test_documents(void **state)
{
	struct fixture *f = *state;
	read_with(f, import_markdown,
			  "---\nauthor: Me\ntitle: 'My leaflet'\n---\n\n# One\n\ntext\n\n## Two\n");

	assert_string_equal(f->import.title, "My leaflet");
	assert_string_equal(text_of(f, &f->import.article), "## One\n\ntext\n\n### Two\n");
	assert_string_equal(said(f), "left out: \"author: Me\": handout.yaml has lines for such data");
	read_with(f, import_markdown, "My leaflet\n\nSomebody.\n\n# One\n\ntext\n");
	assert_string_equal(f->import.title, "My leaflet");
	assert_string_equal(text_of(f, &f->import.article), "Somebody.\n\n## One\n\ntext\n");
	read_with(f, import_markdown, "A sentence of the text.\n\n## One\n");
	assert_string_equal(text_of(f, &f->import.article), "A sentence of the text.\n\n## One\n");
	read_with(f, import_markdown,
			  "# T\n\n<table>\n<tr>\n<td>One</td>\n<td>Two</td>\n</tr>\n</table>\n");
	assert_string_equal(text_of(f, &f->import.article), "| | |\n|---|---|\n| One | Two |\n\n");
	assert_string_equal(f->diag->last->text,
						"this table is more than Markdown can say: cells that span others stand in "
						"the first of these, and a cell's paragraphs on one line: compare it with "
						"the file");
	read_with(f, import_markdown, "# T\n\n|  |  |\n|--|--|\n| a | b |\n");
	assert_string_equal(
		f->diag->last->text,
		"the columns of this table have no heads, or pandoc lost them: compare the table "
		"with the file");
	read_with(f, import_markdown, "---\nno end\n");
	assert_null(f->diag->first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_escape, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_orders, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_tags, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_tags_alone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_documents, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_plain, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_plain_table, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_plain_underlines, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_marked, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
