/* YAML: the tree, its places, and what a secretary is told about each fault. */
#include "unit/test.h"

#include <string.h>

#include "read/yaml.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
};

static int setup(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *fixture = ARENA_NEW(arena, struct fixture);
	fixture->arena = arena;
	fixture->diag = diag_new(arena);
	*state = fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;
	arena_free(fixture->arena);
	return 0;
}

static struct yaml *parse(struct fixture *f, const char *text)
{
	return yaml_parse(f->arena, f->diag, str_of(text), "x.yaml");
}

/* The first message begins with this and has that word in it. */
static void expect(struct fixture *f, const char *beginning, const char *word)
{
	assert_non_null(f->diag->first);
	const char *line = diag_line(f->arena, f->diag->first);
	if (strncmp(line, beginning, strlen(beginning)) != 0 || !strstr(line, word))
		fail_msg("\"%s\" is not \"%s ... %s\"", line, beginning, word);
}

static void fails(struct fixture *f, const char *text, const char *beginning, const char *word)
{
	f->diag = diag_new(f->arena);
	assert_null(parse(f, text));
	expect(f, beginning, word);
}

static void test_tree(void **state)
{
	struct fixture *f = *state;
	const struct yaml *root = parse(f,
									"title: \"Über\"\nparts:\n  - kind: faq\n    file: faq.md\n"
									"list: [a, 'b']\nempty:\nnothing: \"\"\n");
	assert_non_null(root);
	assert_int_equal(root->kind, YAML_MAP);
	const struct yaml *title = yaml_get(root, "title");
	assert_string_equal(title->text, "Über");
	assert_true(title->quoted);
	assert_int_equal(title->pos.col, 8);
	assert_string_equal(title->pos.file, "x.yaml");
	const struct yaml *part = yaml_get(root, "parts")->child;
	assert_int_equal(part->kind, YAML_MAP);
	assert_string_equal(yaml_text(part, "file", NULL), "faq.md");
	assert_int_equal(yaml_get(part, "file")->key_pos.line, 4);
	assert_int_equal(yaml_get(part, "file")->key_pos.col, 5);
	assert_string_equal(yaml_get(root, "list")->child->next->text, "b");
	assert_null(yaml_get(root, "empty"));
	assert_string_equal(yaml_text(root, "nothing", "no"), "");
	assert_string_equal(yaml_text(root, "list", "no"), "no");
	assert_null(yaml_get(part->child, "kind"));
	assert_null(yaml_get(NULL, "kind"));
}

static void test_empty(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[] = {"", "# nothing\n", "---\n", "\xef\xbb\xbf\n"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct yaml *root = parse(f, texts[i]);
		assert_non_null(root);
		assert_int_equal(root->kind, YAML_MAP);
		assert_null(root->child);
	}
	assert_int_equal(parse(f,
						   "\xef\xbb\xbf"
						   "a: b\n")
						 ->child->key_pos.col,
					 1);
}

static void test_print_quotes_inside(void **state)
{
	struct fixture *f = *state;
	static const char *const cases[][2] = {
		{"t: \u2018Flu\u2019 and \u2018cold\u2019\n", "\u2018Flu\u2019 and \u2018cold\u2019"},
		{"t: \"\u201cFlu: cold\u201d\"\n", "\u201cFlu: cold\u201d"},
		{"t: \u201d\n", "\u201d"},
		{"t: The \u201cflu\u201d\n", "The \u201cflu\u201d"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(yaml_text(parse(f, cases[i][0]), "t", ""), cases[i][1]);
}

static void test_syntax(void **state)
{
	static const char *const cases[][3] = {
		{"a:\n\tb: c\n", "x.yaml:2:1: error: a tab", "spaces"},
		{"a: x\n\tb\n", "x.yaml:2:1: error: a tab", "spaces"},
		{"a: |\n  x\n\ty\n", "x.yaml:3:1: error: a tab", "spaces"},
		{"a: 1\ntitle Foo\nb: 2\n", "x.yaml:2:1: error: this line has no colon", "a space"},
		{"a: 1\ncode:HS-1\nb: 2\n", "x.yaml:2:1: error: no space after the colon", "between"},
		{"a: 1\nsee https://x.org\nb: 2\n", "x.yaml:2:1: error: this line has no colon", "a space"},
		{"title Foo\n\n# c\nb: 2\n", "x.yaml:1:1: error: this line has no colon", "a space"},
		{"a: 1\ntitle:Foo\nb: 2\n", "x.yaml:2:1: error: ", "colon"},
		{"title:Foo\nb: 2\n", "x.yaml:1:1: error: no space after the colon", "space"},
		{"t: Ketamine: what\n", "x.yaml:1:12: error: a second colon", "quotes"},
		{"t: \u201cHip: going home\u201d\n", "x.yaml:1:4: error: the quotation marks round",
		 "straight"},
		{"t:  \u201eDon\u2019t\u201c\n", "x.yaml:1:5: error: the quotation marks round", "print"},
		{"t: [a, \u00abb\u00bb]\n", "x.yaml:1:8: error: the quotation marks round", "print"},
		{"a: 1\n  b: 2\n", "x.yaml:2:4: error: this line is indented", "same number"},
		{"a:\n  b: 1\n c: 2\n", "x.yaml:3:2: error: this line is indented", "same number"},
		{"a:\n  - x\n - y\n", "x.yaml:3:2: error: this line is indented", "same number"},
		{"a: 1\nb: \"x\nc: 2\n", "x.yaml:2:4: error: this quotation mark", "never closed"},
		{"a: 'x\n", "x.yaml:1:4: error: this quotation mark", "never closed"},
		{"a: \"it\"s\"\n", "x.yaml:1:8: error: the quotation mark before this", "\\\""},
		{"a: 'it's'\n", "x.yaml:1:8: error: the quotation mark before this", "twice"},
		{"a: \"x\nb: \"y\"\n", "x.yaml:2:5: error: the quotation mark before this", "close"},
		{"a: [x, y\nb: 2\n", "x.yaml:1:4: error: this list is not closed", "[one, two]"},
		{"a: {x: 1\nb: 2\n", "x.yaml:1:4: error: this map is not closed", "{key"},
		{"a: - b\n", "x.yaml:1:4: error: a list cannot begin", "line of its own"},
		{"a:\n  - x\n  y: 1\n", "x.yaml:3:3: error: this line stands in a list", "\"- \""},
		{"a:\n  - x\n  -y\n  - z\n", "x.yaml:3:3: error: no space after the hyphen", "\"- \""},
		{"a: 1\n- b\n", "x.yaml:2:1: error: an item of a list stands", "key above"},
		{": a\n", "x.yaml:1:1: error: a key is missing", "key: value"},
		{"a: @x\n", "x.yaml:1:4: error: an unquoted text", "quotes"},
		{"a: `x`\n", "x.yaml:1:4: error: an unquoted text", "quotes"},
		{"a: *x*\n", "x.yaml:1:4: error: an unquoted text", "quotes"},
		{"a: ? b\n", "x.yaml:1:4: error: an unquoted text", "quotes"},
		{"a: !b!c d\n", "x.yaml:1:4: error: ", "quotes"},
		{"a: \"\\q\"\n", "x.yaml:1:5: error: a backslash", "two of them"},
		{"a: \"\\x4\"\n", "x.yaml:1:7: error: a backslash", "two of them"},
		{"a: >x\n", "x.yaml:1:5: error: after | or >", "new line"},
		{"a: ]\n", "x.yaml:1:4: error: a value is missing", "quotes"},
		{"a: {b, c}}\n", "x.yaml:1:10: error: this belongs to nothing", "delete"},
		{"a: 1\n...\nb\n", "x.yaml:3:1: error: this line belongs to nothing", "..."},
		{"a: ü\nb: \x01\n", "x.yaml:2:4: error: a control character", "delete"},
		{"%YAML 3.0\n---\na: b\n", "x.yaml:1:1: error: cannot be read as YAML", "compare"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		fails(*state, cases[i][0], cases[i][1], cases[i][2]);
}

static void test_refused(void **state)
{
	static const char *const cases[][3] = {
		{"a: &b c\n", "x.yaml:1:4: error: \"&\"", "anchor"},
		{"a: [*b]\n", "x.yaml:1:5: error: \"*\"", "alias"},
		{"a: !t x\n", "x.yaml:1:4: error: \"!\"", "tag"},
		{"a: !!map {b: c}\n", "x.yaml:1:4: error: \"!\"", "tag"},
		{"a: &b [c]\n", "x.yaml:1:4: error: \"&\"", "anchor"},
		{"&k a: b\n", "x.yaml:1:1: error: \"&\"", "anchor"},
		{"a: 1\nb: 2\na: 3\n", "x.yaml:3:1: error: \"a\" is given twice", "line 1"},
		{"b:\n  - x: 1\n    x: 2\n", "x.yaml:3:5: error: \"x\" is given twice", "line 2"},
		{"a: 1\n---\nb: 2\n", "x.yaml:2:1: error: a second document", "---"},
		{"[a]: b\n", "x.yaml:1:1: error: a key must be", "key: value"},
		{"a: \"x\\0y\"\n", "x.yaml:1:4: error: \\0", "delete"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		fails(*state, cases[i][0], cases[i][1], cases[i][2]);
}

static void test_several_faults(void **state)
{
	struct fixture *f = *state;
	assert_null(parse(f, "a: &x 1\na: 2\nb: !t 3\n"));
	assert_int_equal(f->diag->errors, 3);
}

static void test_depth(void **state)
{
	struct fixture *f = *state;
	char text[100001];
	memset(text, '[', 64);
	memset(text + 64, ']', 64);
	text[128] = '\0';
	assert_non_null(parse(f, text));
	memset(text, '[', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	fails(f, text, "x.yaml:1:65: error: lists and maps stand more than 64 deep", "flatter");
	assert_int_equal(f->diag->errors, 1);
}

static const struct yaml_field fields[] = {
	{"title", YAML_TEXT, true},
	{"languages", YAML_LIST, false},
	{"sign-off", YAML_MAP, false},
	{NULL, YAML_TEXT, false},
};

static bool check(struct fixture *f, const char *text)
{
	f->diag = diag_new(f->arena);
	return yaml_check(f->diag, parse(f, text), fields);
}

static void test_check(void **state)
{
	struct fixture *f = *state;
	assert_true(check(f, "title: x\nlanguages:\nsign-off: {a: b}\n"));
	assert_null(f->diag->first);
	assert_false(check(f, "title: x\nlanguagse: [a]\n"));
	expect(f, "x.yaml:2:1: error: unknown key \"languagse\"", "did you mean \"languages\"?");
	assert_false(check(f, "title: x\nqqq: [a]\n"));
	expect(f, "x.yaml:2:1: error: unknown key \"qqq\"", "title, languages, sign-off");
	assert_false(check(f, "languages: [a]\n"));
	expect(f, "x.yaml:1:1: error: \"title\" is missing", "title: ...");
	assert_false(check(f, "title:\n"));
	expect(f, "x.yaml:1:1: error: \"title\" is missing", "title: ...");
	assert_false(check(f, "title: x\nlanguages: es\n"));
	expect(f, "x.yaml:2:12: error: \"languages\" is a list", "[one, two]");
	assert_false(check(f, "title: [x]\n"));
	expect(f, "x.yaml:1:8: error: \"title\" is one text", "title: text");
	assert_false(check(f, "title: x\nsign-off: y\n"));
	expect(f, "x.yaml:2:11: error: \"sign-off\" holds keys", "indented");
	assert_false(check(f, "- title\n"));
	expect(f, "x.yaml:1:1: error: lines of the form", "title: ...");
	assert_false(check(f, "title:\n  - [\n"));
}

static const struct yaml *value(struct fixture *f, const char *text)
{
	f->diag = diag_new(f->arena);
	return parse(f, str_fmt(f->arena, "a: %s\n", text))->child;
}

static void test_values(void **state)
{
	struct fixture *f = *state;
	static const char *const words[] = {"pdf", "epub", NULL};
	double number = 0;
	int whole = 0;
	bool yes = false;
	assert_true(yaml_number(f->diag, value(f, "-10.5"), &number) && number < -10.4);
	assert_true(yaml_int(f->diag, value(f, "12"), &whole) && whole == 12);
	assert_true(yaml_bool(f->diag, value(f, "yes"), &yes) && yes);
	assert_true(yaml_bool(f->diag, value(f, "false"), &yes) && !yes);
	assert_int_equal(yaml_choice(f->diag, value(f, "epub"), words), 1);
	static const char *const numbers[] = {"x", "nan", "inf", "0x10", "1e999", "1,5", "''", "[1]"};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		const struct yaml *node = value(f, numbers[i]);
		assert_false(yaml_number(f->diag, node, &number));
		expect(f, "x.yaml:1:4: error: ", "number");
	}
	static const char *const wholes[] = {"1.5", "2147483648", "99999999999999999999", "--1", "{}"};
	for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
		const struct yaml *node = value(f, wholes[i]);
		assert_false(yaml_int(f->diag, node, &whole));
		expect(f, "x.yaml:1:4: error: ", "whole number");
	}
	assert_int_equal(whole, 12);
	const struct yaml *node = value(f, "perhaps");
	assert_false(yaml_bool(f->diag, node, &yes));
	expect(f, "x.yaml:1:4: error: \"perhaps\"", "\"yes\" or \"no\"");
	node = value(f, "epubb");
	assert_int_equal(yaml_choice(f->diag, node, words), -1);
	expect(f, "x.yaml:1:4: error: unknown word \"epubb\"", "did you mean \"epub\"?");
	node = value(f, "paper");
	assert_int_equal(yaml_choice(f->diag, node, words), -1);
	expect(f, "x.yaml:1:4: error: unknown word \"paper\"", "pdf, epub");
	node = value(f, "[pdf]");
	assert_int_equal(yaml_choice(f->diag, node, words), -1);
}

static void test_quote(void **state)
{
	struct fixture *f = *state;
	static const char text[] =
		"a \"b\" \\ \n\t\x01\x7f\xc2\x85\xe2\x80\xa8\xef\xbb\xbf"
		"Müller … 😀 # : -";
	struct buf buf = {.arena = f->arena};
	buf_puts(&buf, "a: ");
	yaml_quote(&buf, text);
	buf_puts(&buf, "\n");
	const struct yaml *root = parse(f, buf_chars(&buf));
	assert_non_null(root);
	assert_string_equal(root->child->text, text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_tree, setup, teardown),
		cmocka_unit_test_setup_teardown(test_empty, setup, teardown),
		cmocka_unit_test_setup_teardown(test_print_quotes_inside, setup, teardown),
		cmocka_unit_test_setup_teardown(test_syntax, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_several_faults, setup, teardown),
		cmocka_unit_test_setup_teardown(test_depth, setup, teardown),
		cmocka_unit_test_setup_teardown(test_check, setup, teardown),
		cmocka_unit_test_setup_teardown(test_values, setup, teardown),
		cmocka_unit_test_setup_teardown(test_quote, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
