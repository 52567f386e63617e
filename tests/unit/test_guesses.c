/* What a text from elsewhere is taken for: lines, lists, headings, links, tables, languages. */
#include "unit/test.h"

#include <string.h>

#include "new/import.h"
#include "new/lines.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
};

static int set_up(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);

	*f = (struct fixture){arena, diag_new(arena)};
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	arena_free(f->arena);
	return 0;
}

static void assert_said(const struct fixture *f, const char *words)
{
	for (const struct message *m = f->diag->first; m; m = m->next)
		if (strstr(m->text, words))
			return;
	fail_msg("nothing says \"%s\"", words);
}

static void test_markers(void **state)
{
	static const struct {
		const char *line;
		size_t len;
		enum typed_kind kind;
		int number;
	} lines[] = {
		{"- x", 2, TYPED_BULLET, 0},      {"\u2022\tx", 4, TYPED_BULLET, 0},
		{"o x", 2, TYPED_BULLET, 0},      {"\\* x", 3, TYPED_BULLET, 0},
		{"[ ] x", 4, TYPED_BOX, 0},       {"\u25a1 x", 4, TYPED_BOX, 0},
		{"12)  x", 5, TYPED_NUMBER, 12},  {"\\(3\\) x", 6, TYPED_NUMBER, 3},
		{"[4] x", 4, TYPED_NUMBER, 4},    {"\u0662. x", 4, TYPED_NUMBER, 2},
		{"5\u3001x", 4, TYPED_NUMBER, 5}, {"-x", 0, TYPED_NONE, 0},
		{"1.5 mg", 0, TYPED_NONE, 0},     {"1986 x", 0, TYPED_NONE, 0},
		{"12345. x", 0, TYPED_NONE, 0},   {"1. ", 0, TYPED_NONE, 0},
		{"or x", 0, TYPED_NONE, 0},       {"", 0, TYPED_NONE, 0},
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct typed_mark marker = typed_mark_of(str_of(lines[i].line));
		assert_int_equal(marker.kind, lines[i].kind);
		if (marker.kind != TYPED_NONE)
			assert_int_equal(marker.len, lines[i].len);
		if (marker.kind == TYPED_NUMBER)
			assert_int_equal(marker.number, lines[i].number);
	}
	assert_non_null(*state);
}

static void test_headings(void **state)
{
	static const char *const headings[] = {"What is it?", "SYMPTOMS:", "After 24 hours",
										   "\u4ec0\u4e48\u662f\u9ad8\u8840\u538b"};
	static const char *const texts[] = {"It hurts.",
										"your fingers",
										"Call us:",
										"Monday    9.00",
										"0113 496 0999",
										"1. Wash",
										"A. Lee (2020)",
										"http://x.example/A",
										"\u542c\u533b\u751f\u7684\u3002",
										"\u0939\u0948\u0964",
										"",
										"A"};

	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		assert_true(line_is_heading(str_of(headings[i])));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_false(line_is_heading(str_of(texts[i])));
	assert_true(line_is_capitals(STR("A & E")));
	assert_false(line_is_capitals(STR("A x")));
	assert_int_equal(import_part_of(STR("References:")), IMPORT_REFERENCES);
	assert_int_equal(import_part_of(STR("7. REFERENCES (small)")), IMPORT_REFERENCES);
	assert_int_equal(import_part_of(STR("**H\u00e4ufige Fragen**")), IMPORT_ARTICLE);
	assert_int_equal(import_part_of(STR("H\u00c4UFIGE FRAGEN")), IMPORT_FAQ);
	assert_int_equal(import_part_of(STR("References to others")), IMPORT_ARTICLE);
	assert_int_equal(import_part_of(STR("")), IMPORT_ARTICLE);
	assert_non_null(*state);
}

static void test_lines(void **state)
{
	struct fixture *f = *state;
	struct str cells[4];
	struct source_lines lines = lines_split(
		f->arena, f->diag, "a.txt", STR("One\n\n- 2 -\n\n\fTwo\n\n3\n\nPage 4 of 5\n\n17\n"));

	assert_int_equal(lines.count, 11);
	assert_int_equal(lines.all[2].text.len, 0);
	assert_true(lines.all[4].paged);
	assert_int_equal(lines.all[6].text.len, 0);
	assert_int_equal(lines.all[8].text.len, 0);
	assert_int_equal(lines.all[10].text.len, 2);
	assert_said(f, "left out: the number of a page, \"Page 4 of 5\"");
	assert_int_equal(line_cells(STR("Mon   9-12\tDr Lee"), CELLS_APART, cells, 4), 3);
	assert_true(str_eq(cells[2], STR("Dr Lee")));
	assert_int_equal(line_cells(STR("One.  Two."), CELLS_APART, cells, 4), 1);
	assert_int_equal(line_cells(STR("One.  Two."), CELLS_NEAR, cells, 4), 2);
	assert_int_equal(line_cells(STR("a\tb\tc\td\te"), CELLS_APART, cells, 4), 4);
	lines = lines_split(f->arena, f->diag, "a.txt",
						STR("These words were broken where the line was full, and so the\n"
							"next one begins below it.\nThis one begins anew."));
	assert_false(lines_break(lines.all, 3, 0));
	assert_true(lines_break(lines.all, 3, 1));
}

static const char *promoted(struct fixture *f, const char *text, bool headings)
{
	f->diag = diag_new(f->arena);
	return str_dup(f->arena, import_promote(f->arena, f->diag, "a.docx", str_of(text), headings)).s;
}

static void test_promote(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
		promoted(f, "**My title**\n\nText.\n\n**<u>Before:</u>**\n\n**A sentence.**\n", true),
		"# My title\n\nText.\n\n## Before\n\n**A sentence.**\n");
	assert_said(f, "taken for a heading: \"Before\"");
	assert_string_equal(promoted(f, "**Not so**\n\ntext\n", false), "**Not so**\n\ntext\n");
	assert_string_equal(
		promoted(f,
				 "# T\n\n**Before:  \n**\n\ntext\n\n**At the  \ndesk**\n\n**After\\\n**text\n\n"
				 "**<span id=\"_Ref1\" class=\"anchor\"></span>Home**:\n\n**Call us  \nnow.**\n",
				 true),
		"# T\n\n## Before\n\n\ntext\n\n## At the desk\n\n\n## After\ntext\n\n## Home\n\n"
		"**Call us  \nnow.**\n");
	assert_string_equal(promoted(f, "# T\n\n## A\n\n**B**\n\n**References:**\n\nC\n", false),
						"# T\n\n## A\n\n**B**\n\n## References\n\nC\n");
	assert_string_equal(promoted(f, "Title\n\nText of it.\n\nReferences:\n\nA. 2020.\n", true),
						"# Title\n\nText of it.\n\n## References:\n\nA. 2020.\n");
	assert_string_equal(promoted(f, "Title\n\nHeading\n\nText of it.\n\nLast\n", true),
						"# Title\n\n## Heading\n\nText of it.\n\nLast\n");
	assert_string_equal(promoted(f, "1\\) one\n\n2\\) two\n\n\u2022 a\n\u2022 b\n", false),
						"1. one\n2. two\n\n- a\n- b\n");
	assert_string_equal(promoted(f, "o one\n\no two\n\nx\n\no alone\n", false),
						"- one\n- two\n\nx\n\no alone\n");
	assert_said(f, "taken out: \"o\"");
	assert_string_equal(promoted(f, "```\n1) code\n```\n\n    - x\n- y\n1. z\n", false),
						"```\n1) code\n```\n\n    - x\n- y\n1. z\n");
	assert_string_equal(
		promoted(f, "Contents\n\n[1 A 2](#a)\n\n[2 B 3](#b)\n\n[See](#a) it.\n", false),
		"\n\n\n\n\n\n[See](#a) it.\n");
	assert_string_equal(promoted(f, "[See B](#b)\n\nText\n", false), "[See B](#b)\n\nText\n");
}

static const char *keyed(struct fixture *f, const char *text)
{
	struct buf references = {.arena = f->arena};

	f->diag = diag_new(f->arena);
	buf_puts(&references, text);
	import_keys(f->arena, f->diag, "a.docx", &references);
	return buf_chars(&references);
}

static void test_keys(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text, *key;
	} keys[] = {{"Lee A, Smith B. Hips. BMJ. 2020;12:3-4.", "lee-2020"},
				{"*M\u00fcller* N et al. Kopf. 1999.", "muller-1999"},
				{"J. Smith and A. Lee (2019a). 2020 words.", "smith-2019"},
				{"World Health Organization. (2019). Falls.", "world-health-organization-2019"},
				{"Royal College of Surgeons of England. 2001.", "royal-college-surgeons-2001"},
				{"National Institute for Care (NICE). Hips. 2022.", "nice-2022"},
				{"van der Berg JA. Hips.", "van-der-berg"},
				{"O'Neil, P. 2010. https://x.example/2009/1", "oneil-2010"},
				{"A. (2020). B.", "a-2020"},
				{"A@b--c-d Lee. 2021.", "a-b-c-d-lee-2021"},
				{"NHS England. 2021.", "nhs-england-2021"},
				{"WHO, 2020\u20132021", "who-2020"},
				{"\u5f20\u4e09. \u9ad8\u8840\u538b. 2020.", "reference-2020"}};
	static const char *const same[] = {"1. Lee. 2020. {#lee}\n",
									   "Text\n",
									   "1. > Lee\n",
									   "1. 2. Lee\n",
									   "1. 2020\n",
									   "```\n1. Lee\n```\n",
									   "1. Lee\n   ---\n",
									   ""};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		assert_string_equal(keyed(f, str_fmt(f->arena, "1. %s\n", keys[i].text)),
							str_fmt(f->arena, "1. %s {#%s}\n", keys[i].text, keys[i].key));
	assert_said(f, "each reference has a name at its end, such as {#reference-2020}");
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		assert_string_equal(keyed(f, same[i]), same[i]);
		assert_null(f->diag->first);
	}
	assert_string_equal(keyed(f,
							  "## Lee 2020\n\n- Lee A.\n  Hips. 2020.  \n  - more\n- Lee B. 2020. "
							  "\n\nLee C (2021).\n\n2) Lee. 2020 {#lee-2020-3}\n3) Lee. 2020\n"),
						"## Lee 2020\n\n- Lee A.\n  Hips. 2020. {#lee-2020-2}\n  - more\n- Lee B. "
						"2020. {#lee-2020-4}\n\n1. Lee C (2021). {#lee-2021}\n\n2) Lee. 2020 "
						"{#lee-2020-3}\n3) Lee. 2020 {#lee-2020-5}\n");
	assert_said(f, "taken for a reference, in references.md: \"Lee C (2021).\"");
}

static const char *linked(struct fixture *f, const char *line, const char *text)
{
	f->diag = diag_new(f->arena);
	return str_dup(f->arena, import_links(f->arena, f->diag, POS_FILE("a.md"), str_of(line),
										  import_link_targets(f->arena, str_of(text))))
		.s;
}

static void test_links(void **state)
{
	struct fixture *f = *state;
	const char *text =
		"# The *end*?\n## B {#other}\n[r]: https://r.example \"T\"\n[^1]: note\n"
		"1. A. {#lee}\n";
	const char *const same[] = {"[a](https://x.example/(1))",
								"[a](#the-end) [b](#other)",
								"<https://x.example> `[a](b)` \\[a](b)",
								"![a](b.png)",
								"[^1] [@lee] [no link]",
								"- [ ] box",
								NULL};

	for (const char *const *line = same; *line; line++) {
		assert_string_equal(linked(f, *line, text), *line);
		assert_null(f->diag->first);
	}
	assert_string_equal(linked(f, "[a][r] [r][] [R]", text),
						"[a](https://r.example \"T\") [r](https://r.example \"T\") "
						"[R](https://r.example \"T\")");
	assert_string_equal(linked(f, "[a](www.x.example/b c)", text),
						"[a](https://www.x.example/b%20c)");
	assert_string_equal(linked(f, "[a](#nowhere) [b](file:///c) [](https://x.example)", text),
						"a b ");
	assert_said(f, "left out: the address \"#nowhere\" of the link \"a\"");
	assert_string_equal(linked(f, "x[^2] and [@none]", text), "x\\[ ^2] and \\[ @none]");
	assert_said(f, "\"[^2]\" names no footnote");
	assert_said(f, "\"[@none]\" names no reference");
	assert_true(import_is_target(STR("[r]: x")));
	assert_false(import_is_target(STR("[^r]: x")));
	assert_false(import_is_target(STR("[r]:x")));
}

static const char *table(struct fixture *f, const char *html)
{
	struct buf after = {.arena = f->arena};

	f->diag = diag_new(f->arena);
	return str_dup(f->arena,
				   import_table(f->arena, f->diag, POS_FILE("a.md"), str_of(html), NULL, &after))
		.s;
}

static void test_tables(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
		table(f,
			  "<table><thead><tr><th>A*</th><th>B</th></tr></thead><tbody><tr><td rowspan=\"2\">"
			  "<p>one</p><p><strong>two</strong></p></td><td>x|y</td></tr>"
			  "<tr><td>&lt;5 &amp; 6</td></tr></tbody></table>"),
		"| A\\* | B |\n|---|---|\n| one **two** | x\\|y |\n| | \\<5 \\& 6 |\n");
	assert_string_equal(table(f,
							  "<table>\n<tr>\n<td colspan=\"2\">one</td>\n</tr>\n<tr><td>a</td>"
							  "<td><ul><li>b</li><li>c</li></ul></td><td>d</td></tr></table>"),
						"| | | |\n|---|---|---|\n| one | | |\n| a | b; c | d |\n");
	assert_string_equal(
		table(f, "<table><tr><td><p>Mind</p><ul><li>this</li></ul></td></tr></table>"),
		"> [!NOTE]\n> Mind\n>\n> - this\n");
	assert_said(f, "a table of one cell became a box");
	assert_string_equal(
		table(f, "<table><tr><td>a</td><td><table><tr><td>b</td></tr></table></td></tr></table>"),
		"a\n\nb");
	assert_said(f, "tables stand in this table");
	assert_string_equal(table(f, "<table><tr><td>cut"), "| |\n|---|\n| cut |\n");
}

static void test_sides(void **state)
{
	struct fixture *f = *state;
	static const char *const kept[] = {"the lung (right)", "a tablet (white)", "a needle (size 23)",
									   "one (1)",          "(large)",          "eat fish (fett)",
									   "see (page 8)"};
	static const struct {
		const char *line, *left;
	} taken[] = {{"A. [Italic, grey; size 8]", "A."},
				 {"A (font: Arial/8-point).", "A."},
				 {"A. *(bold)*", "A."},
				 {"*A. (bold)*", "*A.*"},
				 {"\\[Bold\\] Title", "Title"},
				 {"\\<\\<italic\\>\\>", ""},
				 {"A {Kursiv, Gr\u00f6\u00dfe 8}", "A"}};

	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		assert_true(str_eq(import_order(f->diag, POS_FILE("a"), str_of(kept[i])), str_of(kept[i])));
	assert_null(f->diag->first);
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
		struct str left = import_order(f->diag, POS_FILE("a"), str_of(taken[i].line));
		assert_string_equal(str_dup(f->arena, left).s, taken[i].left);
	}
	struct str maybe = import_order(f->diag, POS_FILE("a"), STR("pills (small, white)"));
	assert_true(str_eq(maybe, STR("pills (small, white)")));
	assert_said(f, "\"(small, white)\" may be an order");
}

static void test_languages(void **state)
{
	assert_string_equal(import_language(STR("")), "en");
	assert_string_equal(import_language(STR("Der Arzt und die Pflege sind das Team.")), "de");
	assert_string_equal(import_language(STR("Une dose pour les enfants et des parents")), "fr");
	assert_string_equal(
		import_language(STR("Das ist der Text, the end of it is for you and to be")), "en");
	assert_string_equal(import_language(STR("\u6d41\u611f\u75ab\u82d7")), "zh-Hans");
	assert_string_equal(import_language(STR("\u3053\u308c\u306f\u85ac\u3067\u3059\u3002")), "ja");
	assert_string_equal(
		import_language(STR("\u0644\u0642\u0627\u062d \u0627\u0644\u0625\u0646\u0641\u0644")),
		"ar");
	assert_string_equal(
		import_language(STR("\u0622\u06cc\u0627 \u0627\u06cc\u0646 \u0648 \u06a9\u0647 "
							"\u0627\u0632 \u0627\u0633\u062a \u0628\u0627")),
		"fa");
	assert_string_equal(import_language(STR("\u092f\u0939 \u0915\u094d\u092f\u093e")), "hi");
	assert_non_null(*state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_markers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_headings, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lines, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_promote, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_keys, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_links, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_tables, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sides, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_languages, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
