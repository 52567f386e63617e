/* Marks of Markdown that would be printed as they were typed. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "read/markdown.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct handout handout;
};

static int setup(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);
	f->arena = arena;
	f->diag = diag_new(arena);
	f->handout = (struct handout){.dir = "x",
								  .root = "x",
								  .file = "x/handout.yaml",
								  .title = "Leaflet",
								  .language = "en",
								  .name = "x"};
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

/* The first message about a text; "": none. */
static const char *said(struct fixture *f, const char *text)
{
	static const struct part part = {.kind = PART_ARTICLE, .file = "a.md", .path = "x/a.md"};
	f->diag = diag_new(f->arena);
	markdown_read(f->arena, f->diag, &f->handout, &part, str_of(text));
	assert_int_equal(f->diag->errors, 0);
	return f->diag->first ? diag_line(f->arena, f->diag->first) : "";
}

static void each_is_told_where_it_was_typed(void **state)
{
	static const char *const samples[][2] = {
		{"Take **two tablets now.", "a.md:1:6: warning: \"**two tablets now.\" makes no word bold"},
		{"Take ** two ** now.", "a.md:1:6: warning: \"** two ** now.\" makes no word bold"},
		{"Take\ntwo *now.\n", "a.md:2:5: warning: \"*now.\" makes no word"},
		{"Take **two* now.", "a.md:1:6: warning: \"**two\" makes no word bold"},
		{"Take *two** now.", "a.md:1:7: warning: \"two** now.\" makes no word bold"},
		{"A ***two** b", "a.md:1:3: warning: \"***two\" makes no word bold"},
		{"你**“好”**吧", "a.md:1:2: warning: \"**“好”**吧\" makes no word"},
		{"- [link **x](https://example.org)", "a.md:1:9: warning: \"**x\" makes no word"},
		{"One.\n\n##Two", "a.md:3:1: warning: \"##Two\" is no heading: put a space"},
		{"| A | B |\n| 1 | 2 |", "a.md:1:1: warning: \"| A | B | | 1 | 2 |\" is no table"},
		{"Bring:\n• one\n• two", "a.md:2:1: warning: \"• one • two\" is no list"},
		{"•\u00a0one", ""},
		{"-one", "a.md:1:1: warning: \"-one\" is no list: begin each of its lines with \"- \""},
		{"1.Rest\n2.Sit", "a.md:1:1: warning: \"1.Rest 2.Sit\" is no list: put a space"},
		{"- [] one", "a.md:1:3: warning: \"[] one\" is no box to tick"},
		{"[!NOTE]\nWords.", "a.md:1:1: warning: \"[!NOTE] Words.\" is no box"},
		{"See [this] (https://example.org).",
		 "a.md:1:10: warning: \"] (https://example.org).\" is no link"},
		{"A ![chair](images/my chair.png \"words\") b",
		 "a.md:1:10: warning: \"images/my chair.png\" is no picture, for its name has a space: "
		 "rename "
		 "the file without it, or write <images/my chair.png>"},
		{"![a *red* chair](my red chair.JPG)", "\"my red chair.JPG\" is no picture, for its name"},
		{"![chair](images/chair.png \u201cwords\u201d)",
		 "\"images/chair.png\" is no picture, for its caption is not in straight double quotes: "
		 "write "
		 "(images/chair.png \"caption\")"},
		{"![chair](images/chair.png words)", "for its caption is not in straight"},
		{"[site](https://example.org/a b)", "\"https://example.org/a b)\" is no link: write %20"},
		{"Twenty four characters, **and those that are aft...hem.",
		 "\"**and those that are aft...\" makes"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		const char *line = said(*state, samples[i][0]);
		if (*samples[i][1] ? !strstr(line, samples[i][1]) : *line != '\0')
			fail_msg("%s: %s", samples[i][0], line);
	}
}

static void what_is_meant_is_left(void **state)
{
	static const char *const samples[] = {
		"Take **two** and *one*.",
		"Take \\*\\*two\\*\\* now.",
		"See \\*below.",
		"Take *two*\\* now, or \\**three*.",
		"2 * 3 is 6, a*b too.",
		"5 mg* a day",
		"***",
		"`**code` and `_x`",
		"-5 degrees, -- and so on",
		"\\##Two",
		"#1 is first",
		"A • B",
		"\\| A | B |",
		"1.5 mg twice, 2.b",
		"(see [1]) (and so on)",
		"a_b and snake_case",
		"\\- [] no",
		"![chair\\](images/my chair.png)",
		"f[1](see the other) and [2](x y)",
		"Name: ____ of the __________",
		"a | b | c",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		const char *line = said(*state, samples[i]);
		if (*line)
			fail_msg("%s: %s", samples[i], line);
	}
}

static void a_name_with_a_space_is_read_in_angle_brackets(void **state)
{
	static const struct part part = {.kind = PART_ARTICLE, .file = "a.md", .path = "x/a.md"};
	struct fixture *f = *state;
	markdown_read(f->arena, f->diag, &f->handout, &part,
				  STR("![chair](<images/my chair.png> \"words\")"));
	assert_non_null(f->diag->first);
	assert_non_null(strstr(f->diag->first->text, "image \"images/my chair.png\" not found"));
	assert_null(f->diag->first->next);
}

static void a_translation_has_them_at_its_place(void **state)
{
	struct fixture *f = *state;
	struct pos pos = {"po/es.po", 7, 2};
	struct node *source = doc_node(f->arena, NODE_PARAGRAPH, pos);
	struct node *block = doc_node(f->arena, NODE_PARAGRAPH, pos);
	doc_append(source, doc_text(f->arena, pos, "Never stop."));
	assert_true(markdown_message(f->arena, f->diag, source, "** Nunca ** pare.", pos, block));
	assert_non_null(f->diag->first);
	assert_non_null(strstr(diag_line(f->arena, f->diag->first),
						   "po/es.po:7:2: warning: \"** Nunca ** pare.\" makes no word bold"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_is_told_where_it_was_typed),
		TEST(what_is_meant_is_left),
		TEST(a_name_with_a_space_is_read_in_angle_brackets),
		TEST(a_translation_has_them_at_its_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
