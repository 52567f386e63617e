/* What readers see of text without an up-to-date translation, and pseudo-languages. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>

#include "document/pseudo.h"
#include "read/markdown.h"
#include "translate/apply.h"
#include "translate/untranslated.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct handout handout;
	struct strings *strings;
};

static int setup(void **state)
{
	static struct fixture f;
	f.arena = arena_new();
	f.diag = diag_new(f.arena);
	f.handout = (struct handout){
		.dir = "x", .root = ".", .file = "x/handout.yaml", .title = "Leaflet", .language = "en"};
	f.strings = strings_read(f.arena, f.diag, (struct strings_dirs){NULL, "content/strings"}, "en");
	assert_non_null(f.strings);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

static struct node *document_of(struct fixture *f, const char *markdown)
{
	const struct part part = {.kind = PART_ARTICLE, .file = "article.md"};
	struct node *document = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x"));
	struct node *article = markdown_read(f->arena, f->diag, &f->handout, &part, str_of(markdown));
	assert_non_null(article);
	document->lang = "en";
	doc_append(document, article);
	int number = 0;
	for (struct node *n = article->child; n; n = n->next)
		if (n->kind == NODE_NOTE)
			n->u.note.number = ++number;
	return document;
}

/* In the text "!" begins a message that is missing, "?" one that is stale. */
static struct node *marked_document(struct fixture *f, const char *markdown,
									enum untranslated policy)
{
	struct node *source = document_of(f, markdown);
	struct messages messages = messages_of(f->arena, &f->handout, source);
	struct po_message *items = ARENA_ARRAY(f->arena, struct po_message, messages.count);
	struct po po = {.file = "es.po", .messages = items, .count = messages.count};
	for (size_t i = 0; i < messages.count; i++) {
		const char *text = messages.items[i].text, *mark = strstr(text, "[^");
		items[i] = (struct po_message){.context = messages.items[i].context,
									   .id = text,
									   .str = *text == '!' ? ""
											  : mark       ? mark
														   : "T",
									   .fuzzy = *text == '?'};
	}
	f->handout.untranslated = policy;
	struct translation *t =
		translate_apply(f->arena, f->diag, &f->handout, source, &messages, &po, NULL, "es");
	assert_non_null(t);
	untranslated_mark(f->arena, t->document, &f->handout, f->strings);
	assert_true(doc_check(f->diag, t->document));
	return t->document;
}

/* The blocks that hold words, one a line, indented by "-" for what they stand in: the source's
 * words, or "T", notices "(missing)", "(stale)", "(omitted)", in a callout "[...]". */
static const char *shown(struct fixture *f, const char *markdown, enum untranslated policy)
{
	struct buf out = {.arena = f->arena};
	const struct node *document = marked_document(f, markdown, policy);
	for (const struct node *n = document; n; n = doc_next(n, document)) {
		if (!doc_holds_inlines(n->kind) || !n->child)
			continue;
		const char *words = doc_plain(f->arena, n);
		const char *notice = strstr(words, "not been translated") ? "(missing)"
							 : strstr(words, "has changed")       ? "(stale)"
							 : strstr(words, "left out")          ? "(omitted)"
																  : NULL;
		bool callout = n->parent->kind == NODE_CALLOUT;
		buf_fmt(&out, "%s%s%s%s", out.len ? " " : "", callout ? "[" : "", notice ? notice : words,
				callout ? "]" : "");
		bool leads = (callout && n->parent->u.callout.leads) ||
					 (n->kind == NODE_PARAGRAPH && n->u.paragraph.leads);
		assert_true(leads == (notice && policy == UNTRANSLATED_SHOW_SOURCE));
		if (notice)
			assert_string_equal(n->lang, "en");
		else
			assert_int_equal(n->state >= STATE_DRAFT, str_same(doc_lang(n), "es"));
	}
	return buf_chars(&out);
}

static void test_source_is_shown(void **state)
{
	struct fixture *f = *state;
	enum untranslated policy = UNTRANSLATED_SHOW_SOURCE;
	assert_string_equal(shown(f, "A.\n\nB.\n", policy), "T T");
	assert_string_equal(shown(f, "A.\n\n!B.\n\n!C.\n\nD.\n\n!E.\n", policy),
						"T [(missing)] !B. !C. T [(missing)] !E.");
	assert_string_equal(shown(f, "!A.\n\n?B.\n", policy), "[(missing)] !A. [(stale)] ?B.");
	assert_string_equal(shown(f, "A.\n\n## !H\n\n!B.\n\n## H\n\n!C.\n", policy),
						"T !H [(missing)] !B. T [(missing)] !C.");
	assert_string_equal(shown(f, "- A\n- !B\n- C\n", policy), "T (missing) !B T");
	assert_string_equal(shown(f, "- !A\n- !B\n", policy), "[(missing)] !A !B");
	assert_string_equal(shown(f, "> [!TIP]\n> !A\n\n> !B\n", policy), "[(missing)] [!A] !B");
	assert_string_equal(shown(f, "| A | B |\n|-|-|\n| 1 | !2 |\n\n!C.\n", policy),
						"[(missing)] T T T !2 !C.");
}

/* The languages of the lists and items, "-" where it is that of what they stand in. */
static const char *list_langs(struct fixture *f, const char *markdown)
{
	struct buf out = {.arena = f->arena};
	const struct node *document = marked_document(f, markdown, UNTRANSLATED_SHOW_SOURCE);
	for (const struct node *n = document; n; n = doc_next(n, document))
		if (n->kind == NODE_LIST || (n->parent && n->parent->kind == NODE_ITEM))
			buf_fmt(&out, "%s%s %s", out.len ? ", " : "", doc_kind_name(n->kind),
					n->lang ? n->lang : "-");
	return buf_chars(&out);
}

static void test_lists_of_the_source(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(list_langs(f, "- A\n- B\n"), "list -, paragraph -, paragraph -");
	assert_string_equal(list_langs(f, "- !A\n- ?B\n"), "list en, paragraph -, paragraph -");
	assert_string_equal(list_langs(f, "- A\n- B\n\n  1. !C\n  2. !D\n- E\n"),
						"list -, paragraph -, paragraph -, paragraph en, list en, paragraph -, "
						"paragraph -, paragraph -");
	assert_string_equal(
		list_langs(f, "1. A\n2. B\n3. !C\n\n   !D\n"),
		"list -, paragraph -, paragraph -, paragraph en, paragraph en, paragraph en");
}

static void test_omitted(void **state)
{
	struct fixture *f = *state;
	enum untranslated policy = UNTRANSLATED_OMIT;
	assert_string_equal(shown(f, "A.\n\n!B.\n\n?C.\n\nD.\n\n!E.\n", policy),
						"T [(omitted)] T [(omitted)]");
	assert_string_equal(shown(f, "## !H\n\n!B.\n\n## !I\n\n!C.\n", policy),
						"!H [(omitted)] !I [(omitted)]");
	assert_string_equal(shown(f, "| A | B |\n|-|-|\n| 1 | !2 |\n", policy), "[(omitted)]");
	assert_string_equal(shown(f, "- A\n- !B\n- !C\n- D\n", policy), "T (omitted) T");
	assert_string_equal(shown(f, "1. A\n2. !B\n3. !C\n4. D\n", policy), "T (omitted) (omitted) T");
	assert_string_equal(shown(f, "> [!TIP]\n> !A\n>\n> B\n", policy), "[(omitted)] [T]");
	assert_string_equal(shown(f, "> !A\n", policy), "[(omitted)]");
}

/* A footnote goes with the last text that cites it; the others are numbered again. */
static void test_notes_of_what_is_omitted(void **state)
{
	struct fixture *f = *state;
	const char *text = "!A[^a].\n\nB[^b].\n\n[^a]: One.\n\n[^b]: Two.\n";
	assert_string_equal(shown(f, text, UNTRANSLATED_OMIT), "[(omitted)] . T");
	assert_string_equal(shown(f, text, UNTRANSLATED_SHOW_SOURCE), "[(missing)] !A. . T T");
}

static void test_refused(void **state)
{
	struct fixture *f = *state;
	struct node *source = document_of(f, "A.\n\nB.\n");
	struct messages messages = messages_of(f->arena, &f->handout, source);
	struct po *po = po_parse(f->arena, f->diag,
							 STR("msgctxt \"title\"\nmsgid \"Leaflet\"\nmsgstr \"Hoja\"\n\n"
								 "msgctxt \"article/p1\"\nmsgid \"A.\"\nmsgstr \"A.\"\n\n"
								 "msgctxt \"article/p2\"\nmsgid \"B.\"\nmsgstr \"\"\n"),
							 "es.po");
	f->handout.untranslated = UNTRANSLATED_REFUSE;
	struct translation *t =
		translate_apply(f->arena, f->diag, &f->handout, source, &messages, po, NULL, "es");
	assert_non_null(t);
	assert_false(translate_report(f->diag, &f->handout, t));
	assert_int_equal(f->diag->errors, 1);
	assert_string_equal(diag_line(f->arena, f->diag->first),
						"es.po:9:1: error: \"article/p2\" is not translated and handout.yaml "
						"refuses that: write its translation\n");
	t = translate_apply(f->arena, f->diag, &f->handout, source, &messages, NULL, NULL, "es");
	assert_false(translate_report(f->diag, &f->handout, t));
	assert_int_equal(f->diag->errors, 2);
	t = translate_apply(f->arena, f->diag, &f->handout, source, &messages, NULL, NULL, "en");
	assert_true(translate_report(f->diag, &f->handout, t));
}

static void test_pseudo_text(void **state)
{
	struct fixture *f = *state;
	assert_true(pseudo_is("en-XA"));
	assert_true(pseudo_is("ar-xb"));
	assert_false(pseudo_is("ar"));
	assert_non_null(strstr(pseudo_text(f->arena, "ar-XB", "Call {{clinic.phone}}."),
						   " {{clinic.phone}}\u202E."));
	assert_string_equal(pseudo_text(f->arena, "en-XA", "Page {page} of *it*"),
						"[Páĝé {page} öf *îť* ļöŕém]");
}

static void test_pseudo_languages(void **state)
{
	static const char text[] =
		"A *few* [words](https://a.org/x_y \"z\"), `code`[^n] \\* &amp; "
		"**more**.\n\n[^n]: Note.\n";
	struct fixture *f = *state;
	for (size_t i = 0; pseudo_tags[i]; i++) {
		struct node *source = document_of(f, text);
		struct messages messages = messages_of(f->arena, &f->handout, source);
		struct po *po = messages_pseudo(f->arena, &messages, pseudo_tags[i]);
		struct translation *t = translate_apply(f->arena, f->diag, &f->handout, source, &messages,
												po, NULL, pseudo_tags[i]);
		assert_non_null(t);
		assert_int_equal(f->diag->errors, 0);
		assert_int_equal(t->draft, t->count);
		for (size_t k = 0; k < messages.count; k++) {
			glong before = g_utf8_strlen(messages.items[k].text, -1);
			glong after = g_utf8_strlen(po->messages[k].str, -1);
			assert_true(after > before);
			assert_string_not_equal(messages.items[k].text, po->messages[k].str);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_source_is_shown, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lists_of_the_source, setup, teardown),
		cmocka_unit_test_setup_teardown(test_omitted, setup, teardown),
		cmocka_unit_test_setup_teardown(test_notes_of_what_is_omitted, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_pseudo_text, setup, teardown),
		cmocka_unit_test_setup_teardown(test_pseudo_languages, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
