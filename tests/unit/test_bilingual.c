/* Source and translation as one document. */
#include "unit/test.h"

#include <string.h>

#include "document/bilingual.h"

static const struct pos nowhere = {"x", 1, 1};

static struct node *block(struct arena *arena, struct node *parent, enum node_kind kind,
						  const char *context, const char *words)
{
	struct node *node = doc_node(arena, kind, nowhere);

	node->context = context;
	if (words)
		doc_append(node, doc_text(arena, nowhere, words));
	doc_append(parent, node);
	return node;
}

/* A document of an article with a heading and a paragraph in a section, a rule and a footnote. */
static struct node *leaflet(struct arena *arena, const char *lang, bool notice)
{
	struct node *document = doc_node(arena, NODE_DOCUMENT, nowhere);
	struct node *front = block(arena, document, NODE_PART, NULL, NULL);
	struct node *part = block(arena, document, NODE_PART, NULL, NULL);
	struct node *section = block(arena, part, NODE_SECTION, NULL, NULL);

	document->lang = lang;
	front->u.part.kind = PART_FRONT;
	part->u.part.kind = PART_ARTICLE;
	block(arena, front, NODE_PARAGRAPH, NULL, "front");
	section->id = "dose";
	struct node *heading = block(arena, section, NODE_HEADING, "a/heading", "Dose");
	heading->u.heading.level = 2;
	heading->id = "head";
	if (notice)
		block(arena, section, NODE_PARAGRAPH, NULL, "Not translated yet");
	block(arena, section, NODE_PARAGRAPH, "a/p1", lang);
	block(arena, section, NODE_RULE, NULL, NULL);
	block(arena, section, NODE_PARAGRAPH, "a/p2", "last");
	block(arena, block(arena, part, NODE_NOTE, NULL, NULL), NODE_PARAGRAPH, "a/note1", "note");
	return document;
}

static const struct node *section_of(const struct node *document)
{
	return document->child->next->child;
}

static const char *kinds(struct arena *arena, const struct node *parent)
{
	struct buf buf = {.arena = arena};

	for (const struct node *n = parent->child; n; n = n->next)
		buf_fmt(&buf, "%s ", doc_kind_name(n->kind));
	return buf_chars(&buf);
}

static void blocks_become_pairs(void **state)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct node *document = leaflet(arena, "ar", false);
	(void)state;

	bilingual_join(arena, document, leaflet(arena, "en", false));
	const struct node *section = section_of(document), *pair = section->child;
	assert_string_equal(kinds(arena, section), "pair pair rule pair ");
	assert_int_equal(pair->u.pair.number, 1);
	assert_int_equal(pair->next->u.pair.number, 2);
	assert_string_equal(kinds(arena, pair), "side side ");
	assert_string_equal(pair->child->lang, "en");
	assert_string_equal(pair->next->child->child->lang, "en");
	assert_string_equal(pair->next->last->child->lang, "ar");
	assert_string_equal(doc_plain(arena, pair->next->child), "en");
	assert_true(doc_check(diag, document));
	arena_free(arena);
}

static void ids_stay_with_the_translation(void **state)
{
	struct arena *arena = arena_new();
	struct node *document = leaflet(arena, "ar", false);
	(void)state;

	bilingual_join(arena, document, leaflet(arena, "en", false));
	const struct node *pair = section_of(document)->child;
	assert_null(pair->child->child->id);
	assert_string_equal(pair->last->child->id, "head");
	assert_string_equal(section_of(document)->id, "dose");
	arena_free(arena);
}

static void headings_know_their_section(void **state)
{
	struct arena *arena = arena_new();
	struct node *document = leaflet(arena, "ar", false);
	const struct node *alone = section_of(document)->child;
	(void)state;

	assert_ptr_equal(doc_headed(alone), section_of(document));
	bilingual_join(arena, document, leaflet(arena, "en", false));
	const struct node *pair = section_of(document)->child;
	assert_ptr_equal(doc_headed(pair->child->child), section_of(document));
	assert_ptr_equal(doc_headed(pair->last->child), section_of(document));
	assert_null(doc_headed(pair->next->last->child));
	assert_true(doc_is_source_side(pair->child->child->child));
	assert_false(doc_is_source_side(pair->last->child->child));
	assert_false(doc_is_source_side(document));
	assert_string_equal(doc_own_lang(pair->child->child), "en");
	assert_string_equal(doc_own_lang(pair->last->child), "ar");
	arena_free(arena);
}

/* A notice stands with what it is about. */
static void notices_join_what_follows(void **state)
{
	struct arena *arena = arena_new();
	struct node *document = leaflet(arena, "ar", true);
	(void)state;

	bilingual_join(arena, document, leaflet(arena, "en", false));
	const struct node *pair = section_of(document)->child->next;
	assert_string_equal(kinds(arena, section_of(document)), "pair pair rule pair ");
	assert_string_equal(kinds(arena, pair->child), "paragraph ");
	assert_string_equal(kinds(arena, pair->last), "paragraph paragraph ");
	arena_free(arena);
}

static struct node *callout(struct arena *arena, struct node *parent, enum callout_kind kind)
{
	struct node *node = block(arena, parent, NODE_CALLOUT, NULL, NULL);

	node->u.callout.kind = kind;
	return node;
}

/* A notice in a box before a table, then a form without words of its own: each stays in its pair.
 */
static void a_notice_is_no_counterpart_of_a_form(void **state)
{
	struct arena *arena = arena_new();
	struct node *documents[2];
	(void)state;

	for (int k = 0; k < 2; k++) {
		documents[k] = leaflet(arena, k ? "en" : "fa", false);
		struct node *section = documents[k]->child->next->child;
		callout(arena, section, CALLOUT_MEDICINES);
		if (k == 0)
			block(arena, callout(arena, section, CALLOUT_NOTE), NODE_PARAGRAPH, NULL, "Not yet");
		struct node *row =
			block(arena, block(arena, section, NODE_TABLE, NULL, NULL), NODE_ROW, NULL, NULL);
		block(arena, row, NODE_CELL, "a/t1/r1/c1", "Day");
		callout(arena, section, CALLOUT_LABEL);
		callout(arena, section, CALLOUT_QUESTIONS);
	}
	bilingual_join(arena, documents[0], documents[1]);
	const struct node *pair = section_of(documents[0])->child;
	assert_string_equal(kinds(arena, section_of(documents[0])),
						"pair pair rule pair pair pair pair pair ");
	for (int i = 0; i < 5; i++)
		pair = pair->next;
	assert_string_equal(kinds(arena, pair->child), "table ");
	assert_string_equal(kinds(arena, pair->last), "callout table ");
	for (pair = pair->next; pair; pair = pair->next) {
		assert_string_equal(kinds(arena, pair->child), "callout ");
		assert_string_equal(kinds(arena, pair->last), "callout ");
		assert_int_equal(pair->child->child->u.callout.kind, pair->last->child->u.callout.kind);
	}
	arena_free(arena);
}

/* What the translation leaves out stands beside the notice in its place. */
static void what_is_left_out_stands_beside_the_notice(void **state)
{
	struct arena *arena = arena_new();
	struct node *document = leaflet(arena, "ar", true), *source = leaflet(arena, "en", false);
	struct node *section = document->child->next->child;
	(void)state;

	doc_unlink(section->child->next->next);
	bilingual_join(arena, document, source);
	const struct node *pair = section_of(document)->child->next;
	assert_string_equal(kinds(arena, section), "pair pair rule pair ");
	assert_string_equal(doc_plain(arena, pair->child), "en");
	assert_string_equal(doc_plain(arena, pair->last), "Not translated yet");
	arena_free(arena);
}

static void nothing_is_lost_at_the_end(void **state)
{
	struct arena *arena = arena_new();
	struct node *document = leaflet(arena, "ar", false), *source = leaflet(arena, "en", false);
	struct node *section = document->child->next->child;
	(void)state;

	doc_unlink(section->last);
	bilingual_join(arena, document, source);
	const struct node *pair = section_of(document)->last;
	assert_int_equal(pair->kind, NODE_PAIR);
	assert_string_equal(doc_plain(arena, pair->child), "last");
	assert_null(pair->last->child);
	arena_free(arena);
}

static void footnotes_of_both(void **state)
{
	struct arena *arena = arena_new();
	struct node *document = leaflet(arena, "ar", false);
	const struct node *part = document->child->next;
	(void)state;

	bilingual_join(arena, document, leaflet(arena, "en", false));
	assert_string_equal(kinds(arena, part), "section footnote footnote ");
	assert_null(part->child->next->lang);
	assert_string_equal(part->last->lang, "en");
	assert_string_equal(kinds(arena, document->child), "paragraph ");
	arena_free(arena);
}

/* What a review sheet has numbers for, once each: the title, the pairs, the translation's notes. */
static void passages_are_numbered(void **state)
{
	struct arena *arena = arena_new();
	struct node *document = leaflet(arena, "ar", false), *front = document->child;
	struct node *title = block(arena, front, NODE_HEADING, "title", "Title");
	const struct node *section = section_of(document), *part = front->next;
	(void)state;

	title->u.heading.level = 1;
	bilingual_join(arena, document, leaflet(arena, "en", false));
	assert_int_equal(title->u.heading.passage, 1);
	assert_int_equal(section->child->u.pair.number, 2);
	assert_int_equal(section->child->last->child->u.heading.passage, 0);
	assert_int_equal(section->last->u.pair.number, 4);
	assert_int_equal(part->child->next->u.note.passage, 5);
	assert_int_equal(part->last->u.note.passage, 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_become_pairs),
		cmocka_unit_test(ids_stay_with_the_translation),
		cmocka_unit_test(headings_know_their_section),
		cmocka_unit_test(notices_join_what_follows),
		cmocka_unit_test(a_notice_is_no_counterpart_of_a_form),
		cmocka_unit_test(what_is_left_out_stands_beside_the_notice),
		cmocka_unit_test(nothing_is_lost_at_the_end),
		cmocka_unit_test(footnotes_of_both),
		cmocka_unit_test(passages_are_numbered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
