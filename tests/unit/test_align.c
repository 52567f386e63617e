/* What becomes of translations when the source changes: the states of all segments before and after
 * the PO is brought up to date. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "read/markdown.h"
#include "translate/apply.h"

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
		.dir = "leaflet",
		.name = "leaflet",
		.root = ".",
		.file = "leaflet/handout.yaml",
		.title = "Leaflet",
		.language = "en",
		.title_pos = {"leaflet/handout.yaml", 1, 8},
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

static struct node *document_of(struct fixture *f, const char *markdown)
{
	const struct part part = {.kind = PART_ARTICLE, .file = "article.md"};
	struct node *document = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x"));
	struct node *article = markdown_read(f->arena, f->diag, &f->handout, &part, str_of(markdown));
	assert_non_null(article);
	document->lang = "en";
	doc_append(document, article);
	return document;
}

static struct po *parse(struct fixture *f, struct str text)
{
	struct po *po = po_parse(f->arena, f->diag, text, "es.po");
	assert_non_null(po);
	return po;
}

/* A PO of the text in which the translation of "Words." is "T Words. 3", 3 its place among the
 * messages. */
static struct po *translated(struct fixture *f, const char *markdown)
{
	struct buf buf = {.arena = f->arena};
	struct messages messages = messages_of(f->arena, &f->handout, document_of(f, markdown));
	for (size_t i = 0; i < messages.count; i++)
		buf_fmt(&buf, "msgctxt \"%s\"\nmsgid \"%s\"\nmsgstr \"T %s %zu\"\n\n",
				messages.items[i].context, messages.items[i].text, messages.items[i].text, i);
	return parse(f, buf_str(&buf));
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A signature under all that is translated. */
static struct signoff signed_all(struct fixture *f, const struct po *po)
{
	const char **hashes = ARENA_ARRAY(f->arena, const char *, po->count);
	struct signoff_entry *entry = ARENA_NEW(f->arena, struct signoff_entry);
	for (size_t i = 0; i < po->count; i++)
		hashes[i] = signoff_hash(f->arena, po->messages[i].context, po->messages[i].id,
								 po->messages[i].str);
	*entry = (struct signoff_entry){
		.lang = "es", .name = "Ana", .role = SIGNOFF_REVIEWER, .count = po->count};
	struct signoff signoff = {entry, 1};
	entry->hashes = hashes;
	qsort(hashes, po->count, sizeof *hashes, by_text);
	return signoff;
}

/* The translation's segments but the title: "reviewed T Words. 3|stale|missing"; the number tells
 * which one was taken. */
static const char *states(struct fixture *f, const char *markdown, const struct po *po,
						  const struct signoff *signoff)
{
	struct buf buf = {.arena = f->arena};
	struct node *source = document_of(f, markdown);
	struct messages messages = messages_of(f->arena, &f->handout, source);
	const struct translation *t =
		translate_apply(f->arena, f->diag, &f->handout, source, &messages, po, signoff, "es");
	assert_non_null(t);
	for (size_t i = 1; i < t->count; i++) {
		const struct segment *segment = &t->segments[i];
		buf_fmt(&buf, "%s%s", i > 1 ? "|" : "", state_name(segment->state));
		if (segment->state >= STATE_DRAFT)
			buf_fmt(&buf, " %s", segment->message->str);
	}
	for (const struct node *n = t->document; n; n = doc_next(n, t->document))
		if (n->kind == NODE_TEXT &&
			(doc_ancestor(n, NODE_HEADING) || doc_ancestor(n, NODE_PARAGRAPH)))
			assert_int_equal(g_str_has_prefix(n->u.text.text, "T "),
							 n->parent->state >= STATE_DRAFT);
	return buf_chars(&buf);
}

/* One change of the source: the states before and after merging must be those expected, and merging
 * twice the same as once. */
static void check_change(struct fixture *f, const char *from, const char *to, const char *expected)
{
	struct po *po = translated(f, from);
	struct signoff signoff = signed_all(f, po);
	struct messages messages = messages_of(f->arena, &f->handout, document_of(f, to));
	assert_string_equal(states(f, to, po, &signoff), expected);
	struct str merged = messages_merge(f->arena, &f->handout, &messages, po, "es");
	struct po *after = parse(f, merged);
	struct str again = messages_merge(f->arena, &f->handout, &messages, after, "es");
	assert_string_equal(merged.s, again.s);
	/* without the signatures: those follow in upkeep */
	char **parts = g_strsplit(expected, "reviewed", -1);
	char *drafts = g_strjoinv("draft", parts);
	assert_string_equal(states(f, to, after, NULL), drafts);
	g_free(drafts);
	g_strfreev(parts);
}

static void test_one_sentence(void **state)
{
	struct fixture *f = *state;
	check_change(f, "A.\n\nB.\n\nC.\n", "A.\n\nB, new.\n\nC.\n",
				 "reviewed T A. 1|stale|reviewed T C. 3");
	check_change(f, "## H\n\nA.\n\nB.\n", "## H\n\nA.\n\nB, new.\n",
				 "reviewed T H 1|reviewed T A. 2|stale");
}

static void test_deletion_and_insertion(void **state)
{
	struct fixture *f = *state;
	check_change(f, "A.\n\nB.\n\nC.\n\nD.\n", "A.\n\nC.\n\nD.\n",
				 "reviewed T A. 1|reviewed T C. 3|reviewed T D. 4");
	check_change(f, "A.\n\nB.\n\nC.\n", "New.\n\nA.\n\nB.\n\nC.\n",
				 "missing|reviewed T A. 1|reviewed T B. 2|reviewed T C. 3");
	check_change(f, "A.\n\nB.\n\nC.\n", "A.\n\nNew.\n\nB.\n\nC, too.\n",
				 "reviewed T A. 1|missing|reviewed T B. 2|missing");
	check_change(f, "A.\n\nB.\n", "B.\n\nA.\n", "reviewed T B. 2|reviewed T A. 1");
}

static void test_cells_and_figures_move(void **state)
{
	struct fixture *f = *state;
	check_change(f, "| D | E |\n|---|---|\n| 1 | a |\n| 2 | b |\n",
				 "| D | E |\n|---|---|\n| 0 | c |\n| 1 | a |\n| 2 | b |\n",
				 "reviewed T D 1|reviewed T E 2|missing|missing|reviewed T 1 3|reviewed T a 4|"
				 "reviewed T 2 5|reviewed T b 6");
}

/* Equal texts keep their order, so that each keeps its own translation. */
static void test_equal_texts(void **state)
{
	struct fixture *f = *state;
	check_change(f, "No.\n\nB.\n\nNo.\n", "New.\n\nNo.\n\nB.\n\nNo.\n",
				 "missing|reviewed T No. 1|reviewed T B. 2|reviewed T No. 3");
	check_change(f, "No.\n\nB.\n\nNo.\n", "No.\n\nB.\n\nMore.\n\nNo.\n\nNo.\n",
				 "reviewed T No. 1|reviewed T B. 2|missing|reviewed T No. 3|missing");
	check_change(f, "Same.\n", "## Same.\n\nB.\n", "missing|missing");
}

static void test_headings(void **state)
{
	struct fixture *f = *state;
	/* its slug changes, and with it the contexts of the section */
	check_change(f, "## What is it?\n\nA.\n\nB.\n\n## More\n\nC.\n",
				 "## What it is\n\nA.\n\nB.\n\n## More\n\nC.\n",
				 "stale|reviewed T A. 2|reviewed T B. 3|reviewed T More 4|reviewed T C. 5");
	check_change(f, "## One\n\nA.\n\n## Two\n\n## Three\n\nC.\n",
				 "## One\n\nA.\n\n## Deux\n\n## Three\n\nC.\n",
				 "reviewed T One 1|reviewed T A. 2|stale|reviewed T Three 4|reviewed T C. 5");
	/* sections change places */
	check_change(f, "## One\n\nA.\n\n## Two\n\nB.\n", "## Two\n\nB.\n\n## One\n\nA.\n",
				 "reviewed T Two 3|reviewed T B. 4|reviewed T One 1|reviewed T A. 2");
}

static void test_between_sections(void **state)
{
	static const char *const together =
		"## One\n\nA.\n\nA long paragraph that says a thing or two.\n";
	static const char *const apart =
		"## One\n\nA.\n\n## Two\n\nA long paragraph that says a thing or two.\n";
	struct fixture *f = *state;
	check_change(f, together, apart,
				 "reviewed T One 1|reviewed T A. 2|missing|"
				 "reviewed T A long paragraph that says a thing or two. 3");
	check_change(f, apart, together,
				 "reviewed T One 1|reviewed T A. 2|"
				 "reviewed T A long paragraph that says a thing or two. 4");
	/* short words answer another question in another section */
	check_change(f, "## Safe?\n\nNo.\n\n## Dear?\n\nYes.\n",
				 "## Safe?\n\nB.\n\n## Dear?\n\nYes.\n\nNo.\n",
				 "reviewed T Safe? 1|stale|reviewed T Dear? 3|reviewed T Yes. 4|missing");
}

/* What was taken out comes back with its translation, wherever it comes back. */
static void test_returning(void **state)
{
	struct fixture *f = *state;
	struct po *po = translated(f, "A.\n\nB.\n\nC.\n");
	struct messages without = messages_of(f->arena, &f->handout, document_of(f, "A.\n\nC.\n"));
	struct po *less = parse(f, messages_merge(f->arena, &f->handout, &without, po, "es"));
	assert_string_equal(states(f, "B.\n\nA.\n\nC.\n", less, NULL),
						"draft T B. 2|draft T A. 1|draft T C. 3");
}

static void test_fuzzy_stays_fuzzy(void **state)
{
	struct fixture *f = *state;
	struct po *po =
		parse(f, STR("#, fuzzy\nmsgctxt \"article/p1\"\nmsgid \"A.\"\nmsgstr \"T A.\"\n"));
	assert_string_equal(states(f, "New.\n\nA.\n", po, NULL), "missing|stale");
	struct messages messages = messages_of(f->arena, &f->handout, document_of(f, "New.\n\nA.\n"));
	struct po *after = parse(f, messages_merge(f->arena, &f->handout, &messages, po, "es"));
	assert_true(po_find(after, "article/p2")->fuzzy);
	assert_string_equal(states(f, "New.\n\nA.\n", after, NULL), "missing|stale");
}

/* Ten thousand messages that all moved. */
static void test_many(void **state)
{
	struct fixture *f = *state;
	struct buf from = {.arena = f->arena}, to = {.arena = f->arena};
	buf_puts(&to, "New.\n\n");
	for (int i = 0; i < 10000; i++)
		buf_fmt(&from, "Number %d.\n\n", i % 5000);
	buf_puts(&to, buf_chars(&from));
	struct po *po = translated(f, buf_chars(&from));
	struct messages messages = messages_of(f->arena, &f->handout, document_of(f, buf_chars(&to)));
	const struct po_message **aligned = messages_align(f->arena, &messages, po);
	assert_null(aligned[1]);
	for (size_t i = 2; i < messages.count; i++)
		assert_ptr_equal(aligned[i], &po->messages[i - 1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_one_sentence, setup, teardown),
		cmocka_unit_test_setup_teardown(test_deletion_and_insertion, setup, teardown),
		cmocka_unit_test_setup_teardown(test_cells_and_figures_move, setup, teardown),
		cmocka_unit_test_setup_teardown(test_equal_texts, setup, teardown),
		cmocka_unit_test_setup_teardown(test_headings, setup, teardown),
		cmocka_unit_test_setup_teardown(test_between_sections, setup, teardown),
		cmocka_unit_test_setup_teardown(test_returning, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fuzzy_stays_fuzzy, setup, teardown),
		cmocka_unit_test_setup_teardown(test_many, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
