/* What of a file is in what was made of it: its encoding, its words, and those that pandoc leaves
 * out of documents. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>
#include <zip.h>

#include "new/content.h"
#include "new/decode.h"
#include "new/kept.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	char *dir, *path;
};

static int set_up(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);

	*f = (struct fixture){.arena = arena, .diag = diag_new(arena)};
	f->dir = g_dir_make_tmp("handout-XXXXXX", NULL);
	f->path = g_build_filename(f->dir, "old.docx", NULL);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	g_remove(f->path);
	g_rmdir(f->dir);
	g_free(f->path);
	g_free(f->dir);
	arena_free(f->arena);
	return 0;
}

static void assert_said(const struct fixture *f, enum level level, const char *words)
{
	for (const struct message *m = f->diag->first; m; m = m->next)
		if (m->level == level && strstr(m->text, words))
			return;
	fail_msg("nothing says \"%s\"", words);
}

static const char *decoded(struct fixture *f, const char *bytes, size_t len)
{
	struct str text;

	f->diag = diag_new(f->arena);
	assert_true(g_file_set_contents(f->path, bytes, (gssize)len, NULL));
	return decode_file(f->arena, f->diag, f->path, &text) ? str_dup(f->arena, text).s : NULL;
}

#define DECODED(f, bytes) decoded(f, bytes, sizeof(bytes) - 1)

static void test_encodings(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(DECODED(f, "caf\303\251\r\n\342\202\254"), "caf\u00e9\n\u20ac");
	assert_string_equal(DECODED(f, "\357\273\277x\ry"), "x\ny");
	assert_string_equal(DECODED(f, "\377\376c\0\351\0\r\0\n\0\254\40"), "c\u00e9\n\u20ac");
	assert_string_equal(DECODED(f, "\376\377\0c\330\75\336\0"), "c\U0001F600");
	assert_int_equal(f->diag->warnings, 0);
	assert_string_equal(DECODED(f, "caf\351 \226 5 \200 and so on"),
						"caf\u00e9 \u2013 5 \u20ac and so on");
	assert_said(f, LEVEL_WARNING, "read as Windows-1252");
	assert_null(DECODED(f, "x\201y and many more words"));
	assert_null(DECODED(f, "\355\340\352\340\352\340 \344\340"));
	assert_null(DECODED(f, "\376\377\336\0\0c"));
	assert_null(DECODED(f, "\377\376c"));
	assert_null(DECODED(f, "a\0b"));
	assert_int_equal(f->diag->errors, 1);
}

static const char *cleaned(struct fixture *f, const char *text)
{
	f->diag = diag_new(f->arena);
	return str_dup(f->arena, decode_clean(f->arena, f->diag, "a.txt", str_of(text), true)).s;
}

static void test_signs(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(cleaned(f, "\u2610 yes\n\u27a2 go \uf0b7\tx"),
						"\u25a1 yes\n\u2192 go \u2022\tx");
	assert_int_equal(f->diag->last->pos.line, 2);
	assert_string_equal(cleaned(f, "a\u00adb\ufeff c\032\001"), "ab c");
	assert_string_equal(cleaned(f, "page\fnext\vline"), "page\fnext line");
	assert_null(f->diag->first);
	assert_string_equal(cleaned(f, "Call \U0001F4DE us \ue123"), "Call  us ");
	assert_said(f, LEVEL_NOTE, "(U+1F4DE)");
	assert_string_equal(cleaned(f, "\u200d\u0930\u094d \u00a0 5\u202fmg"),
						"\u200d\u0930\u094d \u00a0 5\u202fmg");
	assert_null(f->diag->first);
}

static void check(struct fixture *f, const char *text, bool marked, const char *made)
{
	struct stretches all = {.arena = f->arena};

	stretches_of_lines(&all, "a.md", str_of(text), marked);
	kept_check(f->arena, f->diag, &all, str_of(made));
}

static void test_kept(void **state)
{
	struct fixture *f = *state;

	check(f, "1) Wash your H\u2082O\nhands_now \u0661\n", false,
		  "wash your h2o\n1. hands\\_now 1 more");
	check(f, "[a][r] <td>b</td><td>c</td>10<sup>6</sup>", true, "[a](https://r) b c 106");
	check(f, "![An arm](img/arm.png \"x\") and [a](b)", true,
		  "![An arm](images/picture-1.png) [a](b) and");
	check(f, "---\ntitle: gone\n---\nText", true, "Text");
	check(f, "\u5c3f\u91cf", false, "\u5c3f x \u91cf");
	assert_null(f->diag->first);
	check(f, "here\n\nAll of this lacks.\n", false, "here <!-- All of this lacks. -->");
	assert_said(f, LEVEL_WARNING, "left out: \"All of this lacks.\": write it where it belongs");
	assert_int_equal(f->diag->first->pos.line, 3);
	f->diag = diag_new(f->arena);
	check(f, "take two tablets, not two drops", false, "take two tablets, not");
	assert_said(f, LEVEL_WARNING, "left out: \"two\", \"drops\", of \"take two tablets");
	f->diag = diag_new(f->arena);
	diag_note(f->diag, POS_FILE("a"), "left out: \"these words\", which somebody deleted");
	diag_note(f->diag, POS_FILE("a"), "taken for the title: \"other\"");
	check(f, "these words\nother", false, "");
	assert_said(f, LEVEL_WARNING, "left out: \"other\"");
	assert_int_equal(f->diag->warnings, 1);
}

static void put(zip_t *zip, const char *name, const char *text)
{
	zip_source_t *source = zip_source_buffer(zip, text, strlen(text), 0);

	assert_true(zip_file_add(zip, name, source, 0) >= 0);
}

static void check_document(struct fixture *f, const char *made)
{
	struct stretches all = {.arena = f->arena};
	struct pictures *archive = pictures_open(f->arena, f->diag, f->path);

	assert_non_null(archive);
	content_stretches(&all, archive, f->path);
	kept_check(f->arena, f->diag, &all, str_of(made));
}

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

static void test_docx(void **state)
{
	struct fixture *f = *state;
	zip_t *zip = zip_open(f->path, ZIP_CREATE, NULL);

	put(zip, "word/document.xml",
		"<w:body>" P("Seen &amp; kept&#x21;") P("15<w:br/>mg<w:tab/>in columns")
			P("1.<w:tab/>no column") P("Chapter one<w:tab/>12")
				"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>For staff</w:t></w:r></w:p>"
				"<w:p><w:r><mc:Choice><w:txbxContent>" P("In a box") "</w:txbxContent></mc:Choice>"
				"<mc:Fallback><w:txbxContent>" P("In a box") "</w:txbxContent></mc:Fallback></w:r></w:p>"
				"<w:p><w:instrText>PAGE</w:instrText><w:del><w:delText>Never</w:delText></w:del></w:p>"
				"<w:p><m:oMath><m:t>w</m:t><m:t>h</m:t></m:oMath>"
				"<wp:docPr id=\"1\" descr=\"An arm &lt;left&gt;\"/></w:p></w:body>");
	put(zip, "word/header1.xml", P("Trust"));
	put(zip, "word/comments.xml", P("Why?"));
	put(zip, "word/styles.xml", P("No words"));
	assert_int_equal(zip_close(zip), 0);
	check_document(f, "Seen & kept! 15 mg in columns 1. no column Chapter one 12 For staff w h");
	assert_said(f, LEVEL_NOTE, "\"15 mg in columns\" stands in columns that tabs part");
	assert_said(f, LEVEL_WARNING, "\"For staff\" is hidden in the file");
	assert_said(f, LEVEL_WARNING, "left out: \"In a box\", which stands in a box");
	assert_said(f, LEVEL_NOTE, "left out: \"Never\", which a recorded change deletes");
	assert_said(f, LEVEL_WARNING, "\"w h\" is an equation");
	assert_said(f, LEVEL_WARNING, "left out: a picture, described as \"An arm <left>\"");
	assert_said(f, LEVEL_NOTE, "left out: \"Trust\", from the head or foot");
	assert_said(f, LEVEL_NOTE, "left out: the comment \"Why?\"");
	int count = 0;
	for (const struct message *m = f->diag->first; m; m = m->next)
		count++;
	assert_int_equal(count, 8);
}

static void test_odt(void **state)
{
	struct fixture *f = *state;
	zip_t *zip = zip_open(f->path, ZIP_CREATE, NULL);

	put(zip, "content.xml",
		"<x>nothing</x><office:body><text:tracked-changes><office:change-info><dc:creator>Kay</"
		"dc:creator>"
		"</office:change-info><text:p>gone</text:p></text:tracked-changes><text:h>Head</text:h>"
		"<text:p>one<text:tab/>two<office:annotation><dc:creator>Lee</dc:creator><text:p>say</"
		"text:p>"
		"</office:annotation> three<text:note-citation>1</text:note-citation></text:p>"
		"<text:p><draw:text-box><text:p>framed</text:p></draw:text-box></text:p></office:body>");
	put(zip, "styles.xml",
		"<s>none</s><office:master-styles><text:p>foot</text:p></office:master-styles>");
	assert_int_equal(zip_close(zip), 0);
	check_document(f, "Head one two three");
	assert_said(f, LEVEL_NOTE, "left out: \"gone\", which a recorded change");
	assert_said(f, LEVEL_NOTE, "left out: the comment \"say\"");
	assert_said(f, LEVEL_WARNING, "left out: \"framed\", which stands in a box");
	assert_said(f, LEVEL_NOTE, "left out: \"foot\", from the head or foot");
	for (const struct message *m = f->diag->first; m; m = m->next)
		assert_null(strstr(m->text, "Kay"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_encodings, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_signs, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_docx, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_odt, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
