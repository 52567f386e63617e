/* The messages of a document, the POT, and merging by context. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "read/markdown.h"
#include "translate/messages.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct handout handout;
};

static int setup(void **state)
{
	static struct fixture f;
	f.arena = arena_new();
	f.diag = diag_new(f.arena);
	f.handout = (struct handout){
		.dir = "content/leaflet",
		.name = "leaflet",
		.root = "content",
		.file = "content/leaflet/handout.yaml",
		.title = "Leaflet",
		.code = "L-01",
		.version = "1.2",
		.language = "en",
		.title_pos = {"content/leaflet/handout.yaml", 1, 8},
		.issued = {2026, 11, 22},
	};
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

/* A document of one article with this text. */
static struct messages messages_in(struct fixture *f, const char *markdown)
{
	const struct part part = {.kind = PART_ARTICLE, .file = "article.md"};
	struct node *document = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x"));
	struct node *article = markdown_read(f->arena, f->diag, &f->handout, &part, str_of(markdown));
	for (const struct message *m = f->diag->first; m; m = m->next)
		print_error("%s", diag_line(f->arena, m));
	assert_non_null(article);
	doc_append(document, article);
	return messages_of(f->arena, &f->handout, document);
}

static struct po *parse(struct fixture *f, const char *text)
{
	struct po *po = po_parse(f->arena, f->diag, str_of(text), "es.po");
	for (const struct message *m = f->diag->first; m; m = m->next)
		print_error("%s", diag_line(f->arena, m));
	assert_non_null(po);
	return po;
}

/* The PO brought up to date with the text, read again; merging twice must change nothing. */
static struct po *merge(struct fixture *f, const char *markdown, const struct po *old)
{
	struct messages messages = messages_in(f, markdown);
	struct str once = messages_merge(f->arena, &f->handout, &messages, old, "es");
	struct po *po = parse(f, once.s);
	struct str twice = messages_merge(f->arena, &f->handout, &messages, po, "es");
	assert_string_equal(once.s, twice.s);
	return po;
}

/* The words of a PO about one sentence, translated. */
static struct po *old_po(struct fixture *f, const char *source, const char *translation)
{
	return parse(f, str_fmt(f->arena, "msgctxt \"article/p1\"\nmsgid \"%s\"\nmsgstr \"%s\"\n",
							source, translation));
}

static void test_every_block_is_a_message(void **state)
{
	static const char *const expected[][4] = {
		{"title", "Leaflet", "title of the handout, plain text", "handout.yaml:1"},
		{"article/p1", "Some *early* words[^1].", "paragraph", "article.md:1"},
		{"article/what-is-it/heading", "What is it?", "heading", "article.md:3"},
		{"article/what-is-it/p1", "One", "list item", "article.md:5"},
		{"article/what-is-it/p2", "Two", "list item", "article.md:6"},
		{"article/what-is-it/p3", "Ring us.", "callout", NULL},
		{"article/what-is-it/t1/r1/c1", "Dose", "table heading", "article.md:11"},
		{"article/what-is-it/t1/r1/c2", "Day", "table heading", "article.md:11"},
		{"article/what-is-it/t1/r2/c1", "5 mg", "table cell", "article.md:13"},
		{"article/note-1/p1", "A note.", "footnote", "article.md:15"},
	};
	struct fixture *f = *state;
	struct messages messages = messages_in(
		f,
		"Some *early* words[^1].\n\n## What is it?\n\n- One\n- Two\n\n> [!WARNING]\n> Ring us.\n\n"
		"| Dose | Day |\n|---|---|\n| 5 mg | |\n\n[^1]: A note.\n");
	assert_int_equal(messages.count, G_N_ELEMENTS(expected));
	struct po *pot = parse(f, messages_pot(f->arena, &f->handout, &messages).s);
	for (size_t i = 0; i < messages.count; i++) {
		assert_string_equal(messages.items[i].context, expected[i][0]);
		assert_string_equal(messages.items[i].text, expected[i][1]);
		assert_string_equal(messages.items[i].comment, expected[i][2]);
		if (expected[i][3])
			assert_string_equal(pot->messages[i].references, expected[i][3]);
	}
}

static void test_figures_have_two_messages(void **state)
{
	struct fixture *f = *state;
	struct node *document = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x"));
	struct node *part = doc_node(f->arena, NODE_PART, POS_FILE("x"));
	struct node *figure = doc_node(f->arena, NODE_FIGURE, POS_FILE("x"));
	struct node *caption = doc_node(f->arena, NODE_CAPTION, POS_FILE("x"));
	doc_append(document, part);
	doc_append(part, figure);
	doc_append(figure, caption);
	doc_append(caption, doc_text(f->arena, POS_FILE("x"), "The way in"));
	figure->context = "article/fig1";
	figure->u.figure.alt = "A *map*";
	caption->context = "article/fig1/caption";
	struct messages messages = messages_of(f->arena, &f->handout, document);
	assert_int_equal(messages.count, 3);
	assert_string_equal(messages.items[1].text, "A *map*");
	assert_string_equal(messages.items[2].text, "The way in");
	assert_ptr_equal(messages.items[2].node, caption);
}

static void test_references_are_no_messages(void **state)
{
	struct fixture *f = *state;
	const struct part part = {.kind = PART_REFERENCES, .file = "references.md"};
	struct node *references =
		markdown_read(f->arena, f->diag, &f->handout, &part, STR("1. A book.\n2. Another.\n"));
	assert_non_null(references);
	assert_int_equal(messages_of(f->arena, &f->handout, references).count, 1);
}

static void test_pot(void **state)
{
	struct fixture *f = *state;
	struct messages messages = messages_in(f, "Words.\n");
	assert_string_equal(messages_pot(f->arena, &f->handout, &messages).s,
						"#, fuzzy\n"
						"msgid \"\"\n"
						"msgstr \"\"\n"
						"\"Project-Id-Version: L-01 1.2\\n\"\n"
						"\"POT-Creation-Date: 2026-11-22 00:00+0000\\n\"\n"
						"\"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n\"\n"
						"\"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n\"\n"
						"\"Language-Team: LANGUAGE <LL@li.org>\\n\"\n"
						"\"Language: \\n\"\n"
						"\"MIME-Version: 1.0\\n\"\n"
						"\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
						"\"Content-Transfer-Encoding: 8bit\\n\"\n"
						"\n"
						"#. title of the handout, plain text\n"
						"#: handout.yaml:1\n"
						"msgctxt \"title\"\n"
						"msgid \"Leaflet\"\n"
						"msgstr \"\"\n"
						"\n"
						"#. paragraph\n"
						"#: article.md:1\n"
						"msgctxt \"article/p1\"\n"
						"msgid \"Words.\"\n"
						"msgstr \"\"\n");
}

static void test_new_po(void **state)
{
	struct fixture *f = *state;
	struct po *po = merge(f, "Words.\n", NULL);
	assert_string_equal(po_header(f->arena, po, "Language"), "es");
	assert_string_equal(po_header(f->arena, po, "Language-Team"), "Spanish");
	assert_string_equal(po_header(f->arena, po, "PO-Revision-Date"), "2026-11-22 00:00+0000");
	assert_false(po->header_fuzzy);
	assert_int_equal(po->count, 2);
	assert_string_equal(po->messages[1].str, "");
}

static void test_header_is_kept(void **state)
{
	struct fixture *f = *state;
	struct po *old = parse(f,
						   "# Ana\nmsgid \"\"\nmsgstr \"\"\n"
						   "\"Project-Id-Version: old\\n\"\n"
						   "\"Last-Translator: Ana <ana@example.org>\\n\"\n"
						   "\"X-Generator: Poedit 3.2\\n\"\n"
						   "\"Content-Type: text/plain; charset=UTF-8\\n\"\n");
	struct po *po = merge(f, "Words.\n", old);
	assert_string_equal(po->header_comments, "Ana");
	assert_string_equal(po_header(f->arena, po, "Project-Id-Version"), "L-01 1.2");
	assert_string_equal(po_header(f->arena, po, "Last-Translator"), "Ana <ana@example.org>");
	assert_string_equal(po_header(f->arena, po, "X-Generator"), "Poedit 3.2");
	assert_null(strstr(strstr(po->header, "X-Generator") + 1, "X-Generator"));
}

static void test_translations_are_kept(void **state)
{
	struct fixture *f = *state;
	struct po *old = parse(f,
						   "# ask Ana\n#, no-wrap\nmsgctxt \"article/p1\"\nmsgid \"Words.\"\n"
						   "msgstr \"Palabras.\"\n\n# hard\nmsgctxt \"article/p2\"\n"
						   "msgid \"More.\"\nmsgstr \"\"\n");
	struct po *po = merge(f, "Words.\n\nMore.\n", old);
	const struct po_message *m = po_find(po, "article/p1");
	assert_string_equal(m->str, "Palabras.");
	assert_string_equal(m->comments, "ask Ana");
	assert_string_equal(m->flags, "no-wrap");
	assert_false(m->fuzzy);
	assert_string_equal(po_find(po, "article/p2")->comments, "hard");
	assert_int_equal(po->count, 3);
}

static void test_changed_source_is_fuzzy(void **state)
{
	struct fixture *f = *state;
	struct po *po = merge(f, "Take 5 mg.\n", old_po(f, "Take 4 mg.", "Tome 4 mg."));
	const struct po_message *m = po_find(po, "article/p1");
	assert_true(m->fuzzy);
	assert_string_equal(m->id, "Take 5 mg.");
	assert_string_equal(m->str, "Tome 4 mg.");
	assert_string_equal(m->previous_id, "Take 4 mg.");
	po = merge(f, "Take 6 mg.\n", po);
	m = po_find(po, "article/p1");
	assert_true(m->fuzzy);
	assert_string_equal(m->previous_id, "Take 4 mg.");
	po = merge(f, "Take 4 mg.\n", po);
	m = po_find(po, "article/p1");
	assert_false(m->fuzzy);
	assert_null(m->previous_id);
}

static void test_a_translators_doubt_is_kept(void **state)
{
	struct fixture *f = *state;
	struct po *old = parse(f, "#, fuzzy\nmsgctxt \"article/p1\"\nmsgid \"A.\"\nmsgstr \"B.\"\n");
	struct po *po = merge(f, "A.\n", old);
	assert_true(po_find(po, "article/p1")->fuzzy);
	po = merge(f, "C.\n", po);
	po = merge(f, "A.\n", po);
	assert_true(po_find(po, "article/p1")->fuzzy);
}

/* msgmerge gave the answer about ketamine to a new question about esketamine. */
static void test_never_by_similarity(void **state)
{
	struct fixture *f = *state;
	struct po *old =
		parse(f,
			  "msgctxt \"article/is-ketamine-safe/heading\"\nmsgid \"Is Ketamine safe?\"\n"
			  "msgstr \"¿Es segura la ketamina?\"\n\n"
			  "msgctxt \"article/is-ketamine-safe/p1\"\nmsgid \"Yes, in low doses.\"\n"
			  "msgstr \"Sí, en dosis bajas.\"\n");
	struct po *po = merge(f,
						  "## Is Ketamine safe?\n\nYes, in low doses.\n\n"
						  "## Is Esketamine safe?\n\nYes, in low doses.\n",
						  old);
	assert_string_equal(po_find(po, "article/is-ketamine-safe/p1")->str, "Sí, en dosis bajas.");
	assert_string_equal(po_find(po, "article/is-esketamine-safe/heading")->str, "");
	assert_string_equal(po_find(po, "article/is-esketamine-safe/p1")->str, "");
	assert_false(po_find(po, "article/is-esketamine-safe/p1")->fuzzy);
	/* Another drug in the heading is a change of the heading: what stood is stale. */
	po = merge(f, "## Is Esketamine safe?\n\nYes, in low doses.\n", old);
	assert_true(po_find(po, "article/is-esketamine-safe/heading")->fuzzy);
	assert_int_equal(po->count, 3);
}

static void test_obsolete_and_revived(void **state)
{
	struct fixture *f = *state;
	struct po *old = parse(f, "# why\nmsgctxt \"article/p2\"\nmsgid \"Two.\"\nmsgstr \"Dos.\"\n");
	struct po *gone = merge(f, "One.\n", old);
	const struct po_message *last = &gone->messages[gone->count - 1];
	assert_true(last->obsolete);
	assert_string_equal(last->str, "Dos.");
	assert_string_equal(last->comments, "why");
	assert_null(last->references);
	struct po *same = merge(f, "One.\n\nTwo.\n", gone);
	assert_string_equal(po_find(same, "article/p2")->str, "Dos.");
	assert_string_equal(po_find(same, "article/p2")->comments, "why");
	assert_false(po_find(same, "article/p2")->fuzzy);
	assert_int_equal(same->count, 3);
	struct po *other = merge(f, "One.\n\nTwo and a half.\n", gone);
	assert_true(po_find(other, "article/p2")->fuzzy);
	assert_string_equal(po_find(other, "article/p2")->previous_id, "Two.");
	assert_int_equal(other->count, 3);
}

/* msgmerge leaves a reworded message empty and its translation obsolete. */
static void test_after_msgmerge(void **state)
{
	struct fixture *f = *state;
	struct po *old = parse(f,
						   "msgctxt \"article/p1\"\nmsgid \"New.\"\nmsgstr \"\"\n\n"
						   "#~ msgctxt \"article/p1\"\n#~ msgid \"Old.\"\n#~ msgstr \"Viejo.\"\n");
	struct po *po = merge(f, "New.\n", old);
	assert_string_equal(po_find(po, "article/p1")->str, "Viejo.");
	assert_true(po_find(po, "article/p1")->fuzzy);
	assert_int_equal(po->count, 2);
}

static void test_same_words_in_two_places(void **state)
{
	struct fixture *f = *state;
	struct po *po = merge(f, "Same.\n\nSame.\n", old_po(f, "Same.", "Igual."));
	assert_string_equal(po_find(po, "article/p1")->str, "Igual.");
	assert_string_equal(po_find(po, "article/p2")->str, "");
}

static void test_one_sentence_changes_one_message(void **state)
{
	struct fixture *f = *state;
	struct po *old = merge(f, "One.\n\nTwo.\n\nThree.\n", NULL);
	struct buf buf = {.arena = f->arena};
	for (size_t i = 1; i < old->count; i++)
		buf_fmt(&buf, "msgctxt \"%s\"\nmsgid \"%s\"\nmsgstr \"x%zu\"\n\n", old->messages[i].context,
				old->messages[i].id, i);
	struct po *po = merge(f, "One.\n\nTwo changed.\n\nThree.\n", parse(f, buf_chars(&buf)));
	for (size_t i = 1; i < po->count; i++)
		assert_int_equal(po->messages[i].fuzzy, i == 2);
}

/* Standard output of a tool of gettext for the bytes; fails on any message of it. */
static char *run_gettext(const char *tool, const char *option, struct str bytes)
{
	char *dir = g_dir_make_tmp("handout-messages-XXXXXX", NULL);
	char *path = g_build_filename(dir, "x.po", NULL), *out = NULL, *err = NULL;
	const char *argv[] = {tool, option, "-o", "-", path, NULL};
	int status = 1;
	assert_true(g_file_set_contents(path, bytes.s, (gssize)bytes.len, NULL));
	assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err,
							 &status, NULL));
	g_remove(path);
	g_rmdir(dir);
	g_free(path);
	g_free(dir);
	assert_string_equal(err, "");
	assert_int_equal(status, 0);
	g_free(err);
	return out;
}

static void test_gettext_agrees(void **state)
{
	struct fixture *f = *state;
	char *found = g_find_program_in_path("msgcat");
	g_free(found);
	if (!found) {
		print_message("msgcat (Debian package gettext) is not installed\n");
		skip();
	}
	struct messages messages = messages_in(f,
										   "One **two**.\n\nA \"long\" line that is longer than a "
										   "line of a PO file may be.\\\nAnd a break.\n");
	struct po *old = old_po(f, "One.", "Uno.");
	struct str files[] = {
		messages_pot(f->arena, &f->handout, &messages),
		messages_merge(f->arena, &f->handout, &messages, NULL, "es"),
		messages_merge(f->arena, &f->handout, &messages, old, "zh-Hans"),
	};
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		char *theirs = run_gettext("msgcat", "--width=79", files[i]);
		assert_string_equal(files[i].s, theirs);
		g_free(theirs);
		if (i)
			g_free(run_gettext("msgfmt", "-c", files[i]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_every_block_is_a_message, setup, teardown),
		cmocka_unit_test_setup_teardown(test_figures_have_two_messages, setup, teardown),
		cmocka_unit_test_setup_teardown(test_references_are_no_messages, setup, teardown),
		cmocka_unit_test_setup_teardown(test_pot, setup, teardown),
		cmocka_unit_test_setup_teardown(test_new_po, setup, teardown),
		cmocka_unit_test_setup_teardown(test_header_is_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(test_translations_are_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(test_changed_source_is_fuzzy, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_translators_doubt_is_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(test_never_by_similarity, setup, teardown),
		cmocka_unit_test_setup_teardown(test_obsolete_and_revived, setup, teardown),
		cmocka_unit_test_setup_teardown(test_after_msgmerge, setup, teardown),
		cmocka_unit_test_setup_teardown(test_same_words_in_two_places, setup, teardown),
		cmocka_unit_test_setup_teardown(test_one_sentence_changes_one_message, setup, teardown),
		cmocka_unit_test_setup_teardown(test_gettext_agrees, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
