/* PO files: what is read, what is refused and where, and round trips against gettext's tools. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "read/po.h"

#define DATA "tests/unit/data/po/"

struct fixture {
	struct arena *arena;
	struct diag *diag;
};

static int setup(void **state)
{
	static struct fixture f;
	f.arena = arena_new();
	f.diag = diag_new(f.arena);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

static struct po *parse(struct fixture *f, const char *text)
{
	return po_parse(f->arena, f->diag, str_of(text), "x.po");
}

static struct po *parse_good(struct fixture *f, const char *text)
{
	struct po *po = parse(f, text);
	for (const struct message *m = f->diag->first; m; m = m->next)
		print_error("%s", diag_line(f->arena, m));
	assert_non_null(po);
	return po;
}

/* The first message's line. */
static const char *complaint(struct fixture *f)
{
	return f->diag->first ? diag_line(f->arena, f->diag->first) : "";
}

static void test_all_fields_are_read(void **state)
{
	struct fixture *f = *state;
	struct str text;
	assert_true(file_read_text(f->arena, f->diag, DATA "poedit.po", &text));
	struct po *po = po_parse(f->arena, f->diag, text, "es.po");
	assert_non_null(po);
	assert_int_equal(po->count, 4);
	assert_non_null(strstr(po->header_comments, "Ana Ejemplo"));
	assert_string_equal(po_header(f->arena, po, "Language"), "es");
	assert_string_equal(po_header(f->arena, po, "X-Generator"), "Poedit 3.2.2");
	assert_null(po_header(f->arena, po, "Generator"));
	const struct po_message *m = &po->messages[1];
	assert_string_equal(m->context, "article/p1");
	assert_string_equal(m->id, "The dose is 0.5 mg/kg over 40 minutes.");
	assert_string_equal(m->str, "La dosis es de 0,5 mg/kg.");
	assert_string_equal(m->previous_id, "The dose is 0.5 mg/kg.");
	assert_null(m->previous_context);
	assert_string_equal(m->comments, "¿Dosis con punto o con coma?\nPreguntar.");
	assert_string_equal(m->extracted, "paragraph");
	assert_string_equal(m->references, "article.md:12 article.md:40");
	assert_string_equal(m->flags, "no-wrap");
	assert_true(m->fuzzy && !m->obsolete);
	assert_string_equal(po->messages[2].id,
						"A \"quoted\" word, a backslash \\, a tab\tand a break\\\nhere.");
	assert_true(po->messages[3].obsolete && po->messages[3].fuzzy);
	assert_string_equal(po->messages[3].previous_context, "article/p8");
}

static void test_places(void **state)
{
	struct fixture *f = *state;
	struct po *po = parse_good(f,
							   "# c\nmsgctxt \"a\"\nmsgid \"b\"\nmsgstr \"\"\n  \"é\"\n\n"
							   "msgid \"c\" msgstr \"d\" msgid \"é\" msgstr \"f\"\n");
	assert_int_equal(po->messages[0].pos.line, 2);
	assert_int_equal(po->messages[0].pos.col, 1);
	assert_int_equal(po->messages[0].str_pos.line, 5);
	assert_int_equal(po->messages[0].str_pos.col, 4);
	assert_int_equal(po->messages[2].pos.line, 7);
	assert_int_equal(po->messages[2].pos.col, 22);
	assert_int_equal(po->messages[2].str_pos.col, 40);
}

static void test_find(void **state)
{
	struct fixture *f = *state;
	struct po *po = parse_good(f,
							   "msgctxt \"b\"\nmsgid \"1\"\nmsgstr \"x\"\n"
							   "msgctxt \"b\"\nmsgid \"2\"\nmsgstr \"y\"\n"
							   "msgctxt \"a\"\nmsgid \"1\"\nmsgstr \"z\"\n"
							   "#~ msgctxt \"c\"\n#~ msgid \"1\"\n#~ msgstr \"w\"\n");
	assert_string_equal(po_find(po, "a")->str, "z");
	assert_string_equal(po_find(po, "b")->str, "x");
	assert_string_equal(po_find_id(po, "b", "2")->str, "y");
	assert_string_equal(po_find_id(po, "b", "3")->str, "x");
	assert_null(po_find(po, "c"));
	assert_null(po_find(po, ""));
	assert_null(po_find(NULL, "a"));
}

static void test_faults_are_located(void **state)
{
	static const char *const cases[][2] = {
		{"msgid \"a\nmsgstr \"b\"\n", "x.po:1:7: error: text without its closing quote"},
		{"msgid \"é\\", "x.po:1:7: error: text without its closing quote"},
		{"msgid \"é\\q\"\nmsgstr \"\"\n", "x.po:1:9: error: unknown escape \"\\q\": write \\\\q"},
		{"msgid \"\\0\"\nmsgstr \"\"\n", "x.po:1:8: error: \"\\0\" is not a character"},
		{"msgid \"\\777\"\nmsgstr \"\"\n", "x.po:1:8: error: \"\\777\" is not a character"},
		{"msgid \"\\x41b\"\nmsgstr \"\"\n", "x.po:1:8: error: \"\\x41b\" is not a character"},
		{"msgid \"\\xg\"\nmsgstr \"\"\n", "x.po:1:8: error: \"\\x\" is not a character"},
		{"msgid \"\\351\"\nmsgstr \"\"\n", "x.po:1:1: error: bytes written as"},
		{"\nmsgstr \"b\"\n", "x.po:2:1: error: msgstr without msgid"},
		{"msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"\n", "x.po:3:1: error: msgstr without msgid"},
		{"msgid \"a\"\n\nmsgid \"b\"\nmsgstr \"\"\n", "x.po:1:1: error: message without msgstr"},
		{"msgctxt \"a\"\nmsgid \"a\"\n", "x.po:1:1: error: message without msgstr"},
		{"msgid\nmsgstr \"b\"\n", "x.po:1:1: error: no text here"},
		{"msgid \"a\"\nmsgstr\n# next\n", "x.po:2:1: error: no text here"},
		{"msgid \"a\"\n# c\nmsgstr \"b\"\n", "x.po:2:1: error: comment within a message"},
		{"\"a\"\n", "x.po:1:1: error: text without a word before it"},
		{"msgid \"a\"\nmsgstt \"b\"\n", "x.po:2:1: error: unknown word: did you mean \"msgstr\"?"},
		{"msgid \"a\"\nmsgstr \"b \"c\"\"\n",
		 "x.po:2:12: error: a quotation mark ends the text here: put a backslash"},
		{"msgid \"a\"\nmsgstr \"b \"é\"\"\n",
		 "x.po:2:12: error: a quotation mark ends the text here: put a backslash"},
		{"msgid \"a\"\nmsgstr \"b\" c\n", "x.po:2:12: error: unknown word: put #"},
		{"msgid \"a\"\nmsgstr 'b'\n", "x.po:2:8: error: expected msgctxt"},
		{"msgid \"a\"\nmsgstr \"b\" ;\n", "x.po:2:12: error: expected msgctxt"},
		{"msgid \"a\"\nmsgid_plural \"b\"\n", "x.po:2:1: error: plural forms are not used here"},
		{"msgid \"a\"\nmsgstr[0] \"b\"\n", "x.po:2:1: error: plural forms are not used here"},
		{"domain \"x\"\n", "x.po:1:1: error: domains are not used here"},
		{"msgid \"a\"\n#~ msgstr \"b\"\n", "x.po:2:4: error: \"#~\" on some lines only"},
		{"#~ msgctxt \"a\"\nmsgid \"b\"\n", "x.po:2:1: error: \"#~\" on some lines only"},
		{"msgid \"a\"\n#| msgid \"b\"\nmsgstr \"c\"\n", "x.po:2:4: error: \"#|\" within a message"},
		{"#| msgstr \"b\"\n", "x.po:1:4: error: msgstr after \"#|\""},
		{"msgid \"a\"\nmsgstr \"\"\nmsgid \"b\"\nmsgstr \"\"\nmsgid \"a\"\nmsgstr \"\"\n",
		 "x.po:5:1: error: the same message stands at x.po:1:1: remove one"},
		{"#~ msgid \"a\"\n#~ msgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"\"\n",
		 "x.po:4:1: error: the same message stands at x.po:1:4"},
		{"msgid \"\"\nmsgstr \"A: b\\n\"\n\nmsgid \"\"\nmsgstr \"\"\n",
		 "x.po:4:1: error: second header"},
		{"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n",
		 "x.po:2:9: error: charset \"ISO-8859-1\": save the file as UTF-8"},
		{"msgid \"a\"\nmsgstr \"\351\"\n", "x.po:2:9: error: not UTF-8"},
	};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		void *fresh;
		setup(&fresh);
		struct fixture *f = fresh;
		assert_null(parse(f, cases[i][0]));
		assert_int_equal(f->diag->errors, 1);
		if (!g_str_has_prefix(complaint(f), cases[i][1]))
			fail_msg("\"%s\" instead of \"%s\"", complaint(f), cases[i][1]);
		teardown(&fresh);
	}
}

static void test_nul_is_refused(void **state)
{
	struct fixture *f = *state;
	assert_null(po_parse(f->arena, f->diag, STR("msgid \"a\0b\"\nmsgstr \"\"\n"), "x.po"));
	assert_string_equal(complaint(f),
						"x.po:1:9: error: NUL byte: save the file as UTF-8 with an editor for "
						"translations\n");
}

static void test_faults_are_not_repeated(void **state)
{
	struct fixture *f = *state;
	struct buf text = {.arena = f->arena};
	buf_puts(&text,
			 "msgid \"a\"\nmsgstt \"b\"\n\"c\"\nmsgstr \"d\"\n\nmsgid \"e\nmsgstr \"f\"\n\n");
	assert_null(po_parse(f->arena, f->diag, buf_str(&text), "x.po"));
	assert_int_equal(f->diag->errors, 2);
	for (int i = 0; i < 100; i++)
		buf_puts(&text, "msgid \"e\n\n");
	f->diag = diag_new(f->arena);
	assert_null(po_parse(f->arena, f->diag, buf_str(&text), "x.po"));
	assert_int_equal(f->diag->errors, 20);
	assert_non_null(strstr(f->diag->last->text, "too many faults"));
}

static void test_lost_comment_is_said(void **state)
{
	struct fixture *f = *state;
	assert_non_null(parse(f, "msgid \"a\"\nmsgstr \"\"\n# last words\n"));
	assert_int_equal(f->diag->warnings, 1);
	assert_true(g_str_has_prefix(complaint(f), "x.po:3:1: warning: comment at the end"));
}

static void test_empty_file(void **state)
{
	struct fixture *f = *state;
	struct po *po = parse_good(f, "");
	assert_int_equal(po->count, 0);
	assert_null(po->header);
	assert_int_equal(po_write(f->arena, po).len, 0);
}

static void test_crlf(void **state)
{
	struct fixture *f = *state;
	struct po *po = parse_good(f, "#, fuzzy\r\nmsgid \"a\"\r\nmsgstr \"b\"\r\n");
	assert_string_equal(po->messages[0].str, "b");
	assert_true(po->messages[0].fuzzy);
}

static void test_wrapping(void **state)
{
	struct fixture *f = *state;
	struct po *po = parse_good(f,
							   "#:  a.md:1   b.md:2\n#,fuzzy,c-format\nmsgctxt \"c\"\n"
							   "msgid \"Words that go on and on until the line is full, then go on "
							   "with the very next one.\"\n"
							   "msgstr \"Two\\nlines\\n\"\n\n#, fuzzy\nmsgid \"x\"\nmsgstr \"\"\n\n"
							   "#~ msgid \"y\"\n#~ msgstr \"\"\n");
	assert_string_equal(
		po_write(f->arena, po).s,
		"#: a.md:1 b.md:2\n"
		"#, fuzzy, c-format\n"
		"msgctxt \"c\"\n"
		"msgid \"\"\n"
		"\"Words that go on and on until the line is full, then go on with the very \"\n"
		"\"next one.\"\n"
		"msgstr \"\"\n"
		"\"Two\\n\"\n"
		"\"lines\\n\"\n"
		"\n"
		"msgid \"x\"\n"
		"msgstr \"\"\n");
}

/* Runs a tool of gettext on the bytes; its standard output, NULL when it fails. */
static char *run_gettext(const char *tool, const char *option, struct str bytes)
{
	char *dir = g_dir_make_tmp("handout-po-XXXXXX", NULL);
	char *path = g_build_filename(dir, "x.po", NULL), *out = NULL, *err = NULL;
	const char *argv[] = {tool, option, "-o", "-", path, NULL};
	int status = 1;
	assert_true(g_file_set_contents(path, bytes.s, (gssize)bytes.len, NULL));
	assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err,
							 &status, NULL));
	if (status || *err)
		print_error("%s: %s", tool, err);
	bool good = status == 0 && !*err;
	g_remove(path);
	g_rmdir(dir);
	g_free(path);
	g_free(dir);
	g_free(err);
	if (good)
		return out;
	g_free(out);
	return NULL;
}

static void need_gettext(void)
{
	char *path = g_find_program_in_path("msgcat");
	bool found = path != NULL;
	g_free(path);
	if (!found) {
		print_message("msgcat (Debian package gettext) is not installed\n");
		skip();
	}
}

/* What gettext makes of the file is what we make of it, and of what gettext made. */
static void check_file(struct fixture *f, const char *path)
{
	struct str text;
	assert_true(file_read_text(f->arena, f->diag, path, &text));
	char *theirs = run_gettext("msgcat", "--width=79", text);
	assert_non_null(theirs);
	struct str ours = po_write(f->arena, po_parse(f->arena, f->diag, text, "x.po"));
	assert_string_equal(ours.s, theirs);
	struct po *again = po_parse(f->arena, f->diag, str_of(theirs), "x.po");
	assert_string_equal(po_write(f->arena, again).s, theirs);
	char *checked = run_gettext("msgfmt", "-c", ours);
	assert_non_null(checked);
	g_free(checked);
	g_free(theirs);
}

static void test_files_round_trip(void **state)
{
	need_gettext();
	check_file(*state, DATA "poedit.po");
	check_file(*state, DATA "weblate.po");
}

/* Words of many scripts, to try every rule of line breaking. */
static const char *const words[] = {
	"ketamine",
	"Ketamine（氯胺酮）",
	"50",
	"mg/kg,",
	"(esketamine)",
	"e.g.",
	"“quoted”",
	"‘it’s’",
	"well-being",
	"https://www.example.org/a/b?c=d&e=f#g",
	"+44",
	"20-7946-0958",
	"12,5",
	"%",
	"—",
	"…",
	"\"q\"",
	"back\\slash",
	"tab\there",
	"soft\302\255hyphen",
	"«",
	"L’usage",
	"»",
	"à",
	"[link](#a)",
	"**strong**",
	"[^1]",
	"الكيتامين",
	"دواء",
	"٥٠",
	"ملغ،",
	"קטמין",
	"ב־50",
	"עברית-לטינית",
	"केटामाइन",
	"दवा",
	"है।",
	"কেটামিন",
	"เคตามีนเป็นยาที่ใช้รักษา",
	"氯胺酮是一种麻醉药，",
	"「世界」（卫生）1.5毫克；",
	"ケタミンはうつ病の治療に、",
	"ー々っ",
	"케타민은",
	"우울증",
	"\360\237\221\215\360\237\217\275",
	"\360\237\207\254\360\237\207\247\360\237\207\252\360\237\207\270",
	"क\u094dष",
	"a\u200bb",
	"x\u00a0y",
	"e\u0301e",
};

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static const char *random_text(struct arena *arena, unsigned *seed)
{
	struct buf buf = {.arena = arena};
	unsigned count = next_random(seed) % 40;
	for (unsigned i = 0; i < count; i++) {
		unsigned joint = next_random(seed) % 16;
		if (i)
			buf_puts(&buf, joint == 0 ? "" : joint == 1 ? "\n" : joint == 2 ? "  " : " ");
		buf_puts(&buf, words[next_random(seed) % G_N_ELEMENTS(words)]);
	}
	return buf_chars(&buf);
}

static void test_random_messages_round_trip(void **state)
{
	need_gettext();
	struct fixture *f = *state;
	enum { COUNT = 400 };
	static struct po_message messages[COUNT];
	unsigned seed = 7;
	for (int i = 0; i < COUNT; i++) {
		bool obsolete = i >= COUNT - 60;
		messages[i] = (struct po_message){
			.context = i % 7 ? str_fmt(f->arena, "part/section/p%d", i) : NULL,
			.id = str_fmt(f->arena, "%d %s", i, random_text(f->arena, &seed)),
			.str = str_fmt(f->arena, "%s%s", obsolete ? "x " : "", random_text(f->arena, &seed)),
			.fuzzy = i % 3 == 0,
			.obsolete = obsolete,
			.comments = i % 5 == 0 ? "one\n\n  two" : NULL,
			.extracted = i % 2 && !obsolete ? "list item" : NULL,
			.references = obsolete ? NULL
								   : "a.md:1 bb.md:22 ccc.md:333 dddd.md:4444 "
									 "eeeee.md:55555 ffffff.md:666666 ggggggg.md:7777777",
		};
		messages[i].previous_id = i % 4 == 0 ? random_text(f->arena, &seed) : NULL;
		messages[i].previous_context = i % 8 == 0 ? "old/context" : NULL;
	}
	struct po po = {
		.header = "Content-Type: text/plain; charset=UTF-8\n",
		.messages = messages,
		.count = COUNT,
	};
	struct str ours = po_write(f->arena, &po);
	char *theirs = run_gettext("msgcat", "--width=79", ours);
	assert_non_null(theirs);
	assert_string_equal(ours.s, theirs);
	g_free(theirs);
	struct po *again = po_parse(f->arena, f->diag, ours, "x.po");
	assert_non_null(again);
	assert_int_equal(again->count, COUNT);
	for (int i = 0; i < COUNT; i++) {
		assert_string_equal(again->messages[i].id, messages[i].id);
		assert_string_equal(again->messages[i].str, messages[i].str);
		assert_true(str_same(again->messages[i].previous_id, messages[i].previous_id));
	}
}

/* Memory grows with the file, also when all of it is one line or one text. */
static void test_memory_is_bounded(void **state)
{
	struct fixture *f = *state;
	struct buf text = {.arena = f->arena};
	for (int i = 0; text.len < 1 << 20; i++)
		buf_fmt(&text, "msgid \"%d\" msgstr \"\" \"\" \"x\" ", i);
	buf_puts(&text, "msgid \"long\" msgstr \"");
	for (int i = 0; text.len < 2 << 20; i++)
		buf_puts(&text, "\\n");
	buf_puts(&text, "\"\n");
	struct arena *arena = arena_new();
	struct po *po = po_parse(arena, f->diag, buf_str(&text), "x.po");
	assert_non_null(po);
	assert_true(arena_used(arena) < 16 * text.len);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_all_fields_are_read, setup, teardown),
		cmocka_unit_test_setup_teardown(test_places, setup, teardown),
		cmocka_unit_test_setup_teardown(test_find, setup, teardown),
		cmocka_unit_test(test_faults_are_located),
		cmocka_unit_test_setup_teardown(test_nul_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_faults_are_not_repeated, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lost_comment_is_said, setup, teardown),
		cmocka_unit_test_setup_teardown(test_empty_file, setup, teardown),
		cmocka_unit_test_setup_teardown(test_crlf, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wrapping, setup, teardown),
		cmocka_unit_test_setup_teardown(test_files_round_trip, setup, teardown),
		cmocka_unit_test_setup_teardown(test_random_messages_round_trip, setup, teardown),
		cmocka_unit_test_setup_teardown(test_memory_is_bounded, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
