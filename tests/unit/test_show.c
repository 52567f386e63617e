/* Messages as people read them: plain, on a terminal, repeated. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "show.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	const char *dir, *file;
};

static const struct show_style plain = {false, false, false, 80, false, false};
static const struct show_style terminal = {false, true, false, 80, false, false};

static int set_up(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);
	char *dir = g_dir_make_tmp("handout-XXXXXX", NULL);

	f->arena = arena;
	f->diag = diag_new(arena);
	f->dir = str_copy(arena, dir);
	f->file = path_join(arena, dir, "text.md");
	g_free(dir);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	g_remove(f->file);
	g_rmdir(f->dir);
	arena_free(f->arena);
	return 0;
}

static void write_text(struct fixture *f, const char *text)
{
	assert_true(file_write(f->diag, f->file, str_of(text)));
}

/* What is shown, with the name of the file as FILE. */
static const char *shown(struct fixture *f, const struct show_style *style)
{
	struct str text = show_messages(f->arena, f->diag, style);
	char *whole = str_copy_n(f->arena, text.s, text.len);
	char **parts = g_strsplit(whole, f->file, -1);
	char *joined = g_strjoinv("FILE", parts);
	const char *copy = str_copy(f->arena, joined);

	g_strfreev(parts);
	g_free(joined);
	return copy;
}

static void test_plain(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(shown(f, &plain), "");
	diag_error(f->diag, (struct pos){f->file, 2, 3}, "a fault: mend it");
	diag_note(f->diag, (struct pos){NULL, 0, 0}, "a note");
	diag_error(f->diag, (struct pos){f->file, 2, 3}, "a fault: mend it");
	diag_error(f->diag, (struct pos){f->file, 4, 3}, "a fault: mend it");
	assert_string_equal(shown(f, &plain),
						"FILE:2:3: error: a fault: mend it (2 times)\n"
						"handout: note: a note\n"
						"FILE:4:3: error: a fault: mend it\n");
	const struct show_style quiet = {true, false, false, 80, false, false};
	assert_null(strstr(shown(f, &quiet), "note"));
}

static void test_excerpt(void **state)
{
	struct fixture *f = *state;

	write_text(f, "first\nsome\tw\303\266rds here\nlast");
	diag_error(f->diag, (struct pos){f->file, 2, 8}, "a fault");
	diag_warning(f->diag, (struct pos){f->file, 3, 0}, "no column");
	diag_warning(f->diag, (struct pos){f->file, 9, 1}, "no such line");
	diag_warning(f->diag, POS_FILE(f->file), "no line");
	assert_string_equal(shown(f, &terminal),
						"FILE:2:8: error: a fault\n"
						"    2 | some w\303\266rds here\n"
						"      |        ^\n"
						"FILE:3: warning: no column\n"
						"    3 | last\n"
						"FILE:9:1: warning: no such line\n"
						"FILE: warning: no line\n");
}

/* A mark counts columns, not letters; a long line is cut around it. */
static void test_widths(void **state)
{
	struct fixture *f = *state;
	const struct show_style narrow = {false, true, false, 30, false, false};

	write_text(f,
			   "\344\275\240\345\245\275 x\n"
			   "0123456789 0123456789 0123456789 X 0123456789 0123456789\n"
			   "\331\205\330\261\330\255\330\250\330\247 x\n");
	diag_error(f->diag, (struct pos){f->file, 1, 4}, "wide");
	diag_error(f->diag, (struct pos){f->file, 2, 34}, "long");
	diag_error(f->diag, (struct pos){f->file, 3, 7}, "turned");
	diag_error(f->diag, (struct pos){f->file, 1, 400}, "beyond");
	assert_string_equal(shown(f, &narrow),
						"FILE:1:4: error: wide\n"
						"    1 | \344\275\240\345\245\275 x\n"
						"      |      ^\n"
						"FILE:2:34: error: long\n"
						"    2 | \342\200\2469 0123456789 X 01234\342\200\246\n"
						"      |               ^\n"
						"FILE:3:7: error: turned\n"
						"    3 | \331\205\330\261\330\255\330\250\330\247 x\n"
						"FILE:1:400: error: beyond\n"
						"    1 | \344\275\240\345\245\275 x\n"
						"      |       ^\n");
}

/* The mark of UTF-8 and the ends of lines of other systems are no part of a line; what would turn
 * the rest of a line is a space; numbers of lines may be long. */
static void test_marks_and_ends(void **state)
{
	struct fixture *f = *state;
	struct buf text = {.arena = f->arena};

	buf_puts(&text, "\357\273\277some \360\237\230\200 <b>\r\na\342\200\256b <i>\r\n");
	for (int i = 2; i < 100000; i++)
		buf_putc(&text, '\n');
	buf_puts(&text, "\tfar <u>\n");
	write_text(f, buf_chars(&text));
	diag_error(f->diag, (struct pos){f->file, 1, 8}, "first");
	diag_error(f->diag, (struct pos){f->file, 2, 5}, "turned");
	diag_error(f->diag, (struct pos){f->file, 100001, 6}, "far");
	assert_string_equal(shown(f, &terminal),
						"FILE:1:8: error: first\n"
						"    1 | some \360\237\230\200 <b>\n"
						"      |         ^\n"
						"FILE:2:5: error: turned\n"
						"    2 | a b <i>\n"
						"      |     ^\n"
						"FILE:100001:6: error: far\n"
						"100001 |  far <u>\n"
						"       |      ^\n");
}

static void test_repeated(void **state)
{
	struct fixture *f = *state;

	for (int i = 1; i <= 15; i++)
		diag_warning(f->diag, (struct pos){f->file, i, 1}, "the same");
	diag_warning(f->diag, (struct pos){f->file, 2, 1}, "the same");
	diag_warning(f->diag, (struct pos){f->file, 2, 1}, "another");
	assert_string_equal(shown(f, &terminal),
						"FILE:1:1: warning: the same\n"
						"      = also in lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 2 more\n"
						"FILE:2:1: warning: another\n");
}

/* The fourth and more that differ in what they quote only. */
static void test_kin(void **state)
{
	struct fixture *f = *state;

	for (int i = 1; i <= 6; i++)
		diag_warning(f->diag, (struct pos){f->file, i, 1}, "\"p%d\" is empty: fill it", i);
	diag_error(f->diag, (struct pos){f->file, 7, 1}, "\"p7\" is empty: fill it");
	diag_warning(f->diag, (struct pos){f->file, 9, 1}, "\"p5\" is empty: fill it");
	diag_warning(f->diag, (struct pos){f->file, 8, 1}, "\"p1\" is empty: fill it");
	assert_string_equal(shown(f, &terminal),
						"FILE:1:1: warning: \"p1\" is empty: fill it\n"
						"      = also in line 8\n"
						"FILE:2:1: warning: \"p2\" is empty: fill it\n"
						"FILE:3:1: warning: \"p3\" is empty: fill it\n"
						"      = others like it in lines 4, 5, 6, 9\n"
						"FILE:7:1: error: \"p7\" is empty: fill it\n");
	assert_non_null(strstr(shown(f, &plain), "FILE:6:1: warning: \"p6\""));
	struct show_style whole = terminal;
	whole.whole = true;
	assert_non_null(strstr(shown(f, &whole), "FILE:6:1: warning: \"p6\" is empty: fill it\n"));
	assert_null(strstr(shown(f, &whole), "others like it"));
}

/* The count and the line of the file belong to the first line of a message. */
static void test_lines(void **state)
{
	struct fixture *f = *state;

	write_text(f, "words\n");
	diag_warning(f->diag, (struct pos){f->file, 1, 2}, "a fault:\n    here\n    there");
	diag_warning(f->diag, (struct pos){f->file, 1, 2}, "a fault:\n    here\n    there");
	assert_string_equal(shown(f, &plain),
						"FILE:1:2: warning: a fault: (2 times)\n    here\n    there\n");
	assert_string_equal(shown(f, &terminal),
						"FILE:1:2: warning: a fault: (2 times)\n"
						"    1 | words\n"
						"      |  ^\n"
						"    here\n    there\n");
}

static void test_color(void **state)
{
	struct fixture *f = *state;
	const struct show_style color = {false, true, true, 80, false, false};

	write_text(f, "a \033[31mred\033[0m text\n");
	diag_error(f->diag, (struct pos){f->file, 1, 1}, "bytes \033]0;x\007\302\2332J of \"%s\"",
			   "others");
	assert_string_equal(shown(f, &color),
						"\033[1mFILE:1:1: \033[31merror:\033[0m bytes ?]0;x??2J of "
						"\"others\"\n"
						"    1 | a  [31mred [0m text\n"
						"      | \033[1;32m^\033[0m\n");
	assert_null(strchr(shown(f, &terminal), '\033'));
}

/* One object a line, whatever a name or a text holds. */
static void test_json(void **state)
{
	struct fixture *f = *state;
	const struct show_style json = {.quiet = true, .json = true};

	diag_note(f->diag, POS_FILE("a"), "not asked for");
	for (int i = 0; i < 2; i++)
		diag_error(f->diag, (struct pos){"a \"b\"\\\377", 3, 7}, "two\nlines of \"\303\251\"");
	diag_warning(f->diag, (struct pos){NULL, 0, 0}, "of no file");
	assert_string_equal(
		shown(f, &json),
		"{\"level\":\"error\",\"file\":\"a \\\"b\\\"\\\\\357\277\275\",\"line\":3,\"col\":7,"
		"\"text\":\"two\\nlines of \\\"\303\251\\\"\",\"times\":2}\n"
		"{\"level\":\"warning\",\"file\":null,\"line\":0,\"col\":0,\"text\":\"of no "
		"file\",\"times\":1}\n");
}

/* Files that are not there, or are no text, have no lines to show. */
static void test_unreadable(void **state)
{
	struct fixture *f = *state;

	diag_error(f->diag, (struct pos){f->file, 1, 1}, "gone");
	assert_string_equal(shown(f, &terminal), "FILE:1:1: error: gone\n");
	write_text(f, "\377\376\n");
	assert_string_equal(shown(f, &terminal), "FILE:1:1: error: gone\n");
	diag_error(f->diag, (struct pos){f->dir, 1, 1}, "a folder");
	assert_non_null(strstr(shown(f, &terminal), "a folder\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_plain, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_excerpt, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_widths, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_marks_and_ends, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_repeated, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_json, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_kin, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lines, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_color, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_unreadable, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
