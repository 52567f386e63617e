/* The document's tree: building, walking, asking, and what it may not be. */
#include "unit/test.h"

#include <string.h>

#include "document/doc.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct node *root, *part, *section;
};

static struct node *add(struct fixture *f, struct node *parent, enum node_kind kind, int line)
{
	struct node *node = doc_node(f->arena, kind, (struct pos){"a.md", line, 1});
	doc_append(parent, node);
	return node;
}

static struct node *add_text(struct fixture *f, struct node *parent, const char *text)
{
	struct node *node = doc_text(f->arena, (struct pos){"a.md", 1, 1}, text);
	doc_append(parent, node);
	return node;
}

static struct node *add_heading(struct fixture *f, struct node *parent, int level, int line)
{
	struct node *heading = add(f, parent, NODE_HEADING, line);
	heading->u.heading.level = level;
	return heading;
}

static int setup(void **state)
{
	static struct fixture f;
	f.arena = arena_new();
	f.diag = diag_new(f.arena);
	f.root = doc_node(f.arena, NODE_DOCUMENT, POS_FILE("handout.yaml"));
	f.root->lang = "en";
	f.part = add(&f, f.root, NODE_PART, 1);
	f.part->u.part.kind = PART_ARTICLE;
	f.section = add(&f, f.part, NODE_SECTION, 2);
	f.section->id = "doses";
	add_heading(&f, f.section, 2, 2);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

static void children_are_linked_and_unlinked(void **state)
{
	struct fixture *f = *state;
	struct node *p = add(f, f->section, NODE_PARAGRAPH, 3);
	struct node *b = add_text(f, p, "b"), *c = add_text(f, p, "c");
	struct node *a = doc_text(f->arena, b->pos, "a");
	doc_prepend(p, a);
	assert_string_equal(doc_plain(f->arena, p), "abc");
	assert_ptr_equal(p->child, a);
	assert_ptr_equal(p->last, c);
	doc_unlink(b);
	assert_null(b->parent);
	assert_null(b->next);
	assert_string_equal(doc_plain(f->arena, p), "ac");
	doc_unlink(c);
	assert_ptr_equal(p->last, a);
	doc_append(p, b);
	assert_string_equal(doc_plain(f->arena, p), "ab");
	doc_unlink(a);
	doc_unlink(b);
	assert_null(p->child);
	assert_null(p->last);
	doc_prepend(p, c);
	assert_ptr_equal(p->last, c);
	assert_ptr_equal(c->parent, p);
}

static void a_copy_is_alone(void **state)
{
	struct fixture *f = *state;
	struct node *copy = doc_copy(f->arena, f->section);
	assert_int_equal(copy->kind, NODE_SECTION);
	assert_string_equal(copy->id, "doses");
	assert_int_equal(copy->pos.line, 2);
	assert_null(copy->parent);
	assert_null(copy->child);
	assert_null(copy->last);
	assert_null(copy->next);
	assert_non_null(f->section->child);
}

static void the_walk_visits_all_in_order_and_stays_inside(void **state)
{
	struct fixture *f = *state;
	struct node *p = add(f, f->section, NODE_PARAGRAPH, 3);
	struct node *strong = add(f, p, NODE_STRONG, 3);
	struct node *text = add_text(f, strong, "x"), *after = add_text(f, p, "y");
	struct node *next = add(f, f->section, NODE_RULE, 4);
	const struct node *expected[] = {p, strong, text, after, NULL};
	const struct node *n = p;
	for (size_t i = 0; i < 5; i++, n = n ? doc_next(n, p) : NULL)
		assert_ptr_equal(n, expected[i]);
	assert_ptr_equal(doc_next(after, f->root), next);
	assert_null(doc_next(next, f->root));
	assert_ptr_equal(doc_skip(strong, p), after);
	assert_ptr_equal(doc_skip(p, f->root), next);
	assert_null(doc_skip(p, p));
}

static void a_list_knows_the_language_of_all_its_words(void **state)
{
	struct fixture *f = *state;
	struct node *list = add(f, f->section, NODE_LIST, 3), *item = add(f, list, NODE_ITEM, 3);
	assert_null(doc_common_lang(list));
	struct node *p = add(f, item, NODE_PARAGRAPH, 3);
	assert_string_equal(doc_common_lang(item), "en");
	p->lang = "ar";
	add(f, item, NODE_CODE_BLOCK, 4);
	assert_string_equal(doc_common_lang(list), "ar");
	struct node *inner = add(f, add(f, item, NODE_LIST, 5), NODE_ITEM, 5);
	add(f, inner, NODE_PARAGRAPH, 5)->lang = "ar";
	assert_string_equal(doc_common_lang(list), "ar");
	add(f, inner, NODE_PARAGRAPH, 6);
	assert_null(doc_common_lang(item));
	assert_null(doc_common_lang(list));
}

static void the_tree_can_be_asked(void **state)
{
	struct fixture *f = *state;
	struct node *p = add(f, f->section, NODE_PARAGRAPH, 3);
	struct node *span = add(f, p, NODE_SPAN, 3);
	struct node *text = add_text(f, span, "one");
	struct node *code = add(f, p, NODE_CODE, 3);
	add(f, p, NODE_BREAK, 3);
	add_text(f, p, "three");
	code->u.text.text = "two";
	span->lang = "es";
	assert_string_equal(doc_lang(text), "es");
	assert_string_equal(doc_lang(code), "en");
	assert_null(doc_lang(doc_node(f->arena, NODE_PARAGRAPH, p->pos)));
	assert_ptr_equal(doc_ancestor(text, NODE_SECTION), f->section);
	assert_ptr_equal(doc_ancestor(p, NODE_PARAGRAPH), p);
	assert_null(doc_ancestor(p, NODE_LIST));
	assert_string_equal(doc_plain(f->arena, p), "onetwo three");
	assert_ptr_equal(doc_find(f->root, "doses"), f->section);
	assert_null(doc_find(f->root, "dose"));
	assert_null(doc_find(p, "doses"));
}

static void kinds_have_names_and_classes(void **state)
{
	(void)state;
	for (int kind = 0; kind < NODE_KINDS; kind++) {
		assert_non_null(doc_kind_name((enum node_kind)kind));
		assert_int_equal(doc_is_inline((enum node_kind)kind), kind >= NODE_TEXT);
		for (int other = 0; other < kind; other++)
			assert_string_not_equal(doc_kind_name((enum node_kind)kind),
									doc_kind_name((enum node_kind)other));
	}
	static const enum node_kind holders[] = {NODE_HEADING, NODE_PARAGRAPH, NODE_CELL,
											 NODE_CAPTION, NODE_EMPHASIS,  NODE_LINK,
											 NODE_ISOLATE, NODE_SPAN};
	for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
		assert_true(doc_holds_inlines(holders[i]));
	static const enum node_kind others[] = {NODE_DOCUMENT, NODE_SECTION, NODE_LIST, NODE_ITEM,
											NODE_TABLE,    NODE_FIGURE,  NODE_NOTE, NODE_QUOTE};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(doc_holds_inlines(others[i]));
	assert_string_equal(state_name(STATE_STALE), "stale");
	assert_string_equal(part_name(PART_REFERENCES), "references");
	assert_string_equal(callout_name(CALLOUT_CAUTION), "caution");
}

static void fails(struct fixture *f, int line, const char *words)
{
	assert_false(doc_check(f->diag, f->root));
	assert_int_equal(f->diag->errors, 1);
	assert_int_equal(f->diag->first->pos.line, line);
	if (!strstr(f->diag->first->text, words))
		fail_msg("\"%s\" does not say \"%s\"", f->diag->first->text, words);
}

static void a_good_tree_passes(void **state)
{
	struct fixture *f = *state;
	struct node *p = add(f, f->section, NODE_PARAGRAPH, 3);
	struct node *link = add(f, p, NODE_LINK, 3);
	link->u.link.url = "#doses";
	add_heading(f, add(f, f->section, NODE_SECTION, 4), 3, 4);
	add_heading(f, add(f, f->part, NODE_SECTION, 5), 2, 5);
	struct node *faq = add(f, f->root, NODE_PART, 1);
	add_heading(f, faq, 2, 1);
	add_heading(f, add(f, faq, NODE_SECTION, 2), 3, 2);
	assert_true(doc_check(f->diag, f->root));
	assert_int_equal(f->diag->errors, 0);
}

static void a_block_in_the_wrong_place_is_told(void **state)
{
	struct fixture *f = *state;
	add(f, add(f, f->section, NODE_PARAGRAPH, 3), NODE_LIST, 7);
	fails(f, 7, "a list cannot stand in a paragraph");
}

static void a_text_outside_a_block_is_told(void **state)
{
	struct fixture *f = *state;
	add_text(f, f->section, "lost");
	fails(f, 1, "a text cannot stand in a section");
}

static void a_skipped_level_is_told(void **state)
{
	struct fixture *f = *state;
	add_heading(f, add(f, f->section, NODE_SECTION, 4), 5, 4);
	fails(f, 4, "3 levels below");
}

static void levels_begin_again_in_each_part(void **state)
{
	struct fixture *f = *state;
	add_heading(f, add(f, f->section, NODE_SECTION, 4), 3, 4);
	add_heading(f, add(f, f->root, NODE_PART, 1), 4, 6);
	fails(f, 6, "3 levels below");
}

static void an_id_used_twice_is_told(void **state)
{
	struct fixture *f = *state;
	add(f, f->part, NODE_SECTION, 9)->id = "doses";
	fails(f, 9, "(first at a.md:2)");
}

static void a_link_to_nowhere_is_told_with_the_nearest(void **state)
{
	struct fixture *f = *state;
	struct node *p = add(f, f->section, NODE_PARAGRAPH, 3);
	add(f, p, NODE_LINK, 3)->u.link.url = "#dosis";
	add(f, p, NODE_LINK, 4)->u.link.url = "https://clinic.example.org/#nowhere";
	fails(f, 3, "did you mean \"#doses\"?");
	add(f, p, NODE_LINK, 5)->u.link.url = "#nowhere";
	f->diag = diag_new(f->arena);
	assert_false(doc_check(f->diag, f->root));
	assert_int_equal(f->diag->errors, 2);
	assert_non_null(strstr(f->diag->last->text, "no heading has that id"));
}

static void the_dump_says_all(void **state)
{
	struct fixture *f = *state;
	struct node *p = add(f, f->section, NODE_PARAGRAPH, 3);
	p->context = "article/doses/p1";
	p->state = STATE_STALE;
	p->lang = "es";
	add_text(f, p, "Two\nlines");
	const char *dump = doc_dump(f->arena, p);
	assert_non_null(strstr(dump, "paragraph"));
	assert_non_null(strstr(dump, " @article/doses/p1"));
	assert_non_null(strstr(dump, "stale"));
	assert_non_null(strstr(dump, "lang=es"));
	assert_non_null(strstr(dump, "(3:1)"));
	assert_non_null(strstr(dump, "\n  text \"Two"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(children_are_linked_and_unlinked, setup, teardown),
		cmocka_unit_test_setup_teardown(a_copy_is_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(the_walk_visits_all_in_order_and_stays_inside, setup,
										teardown),
		cmocka_unit_test_setup_teardown(a_list_knows_the_language_of_all_its_words, setup,
										teardown),
		cmocka_unit_test_setup_teardown(the_tree_can_be_asked, setup, teardown),
		cmocka_unit_test(kinds_have_names_and_classes),
		cmocka_unit_test_setup_teardown(a_good_tree_passes, setup, teardown),
		cmocka_unit_test_setup_teardown(a_block_in_the_wrong_place_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(a_text_outside_a_block_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(a_skipped_level_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(levels_begin_again_in_each_part, setup, teardown),
		cmocka_unit_test_setup_teardown(an_id_used_twice_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(a_link_to_nowhere_is_told_with_the_nearest, setup,
										teardown),
		cmocka_unit_test_setup_teardown(the_dump_says_all, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
