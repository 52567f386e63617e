/* Words of the glossary: which words of a text are a use of them. */
#include "unit/test.h"

#include <string.h>

#include "document/terms.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct node *root, *article, *entries;
};

static struct node *add(struct fixture *f, struct node *parent, enum node_kind kind)
{
	struct node *node = doc_node(f->arena, kind, (struct pos){"a.md", 1, 1});
	doc_append(parent, node);
	return node;
}

static struct node *add_words(struct fixture *f, struct node *parent, enum node_kind kind,
							  const char *words)
{
	struct node *node = add(f, parent, kind);
	doc_append(node, doc_text(f->arena, node->pos, words));
	return node;
}

static void start(struct fixture *f, const char *lang)
{
	f->diag = diag_new(f->arena);
	f->root = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("handout.yaml"));
	f->root->lang = lang;
	f->article = add(f, f->root, NODE_PART);
	f->article->u.part.kind = PART_ARTICLE;
	struct node *glossary = add(f, f->root, NODE_PART);
	glossary->u.part.kind = PART_GLOSSARY;
	f->entries = add(f, glossary, NODE_LIST);
}

static struct node *add_entry(struct fixture *f, const char *word)
{
	struct node *paragraph = add(f, add(f, f->entries, NODE_ITEM), NODE_PARAGRAPH);
	add_words(f, paragraph, NODE_STRONG, word);
	doc_append(paragraph, doc_text(f->arena, paragraph->pos, ": what it means."));
	return paragraph;
}

static int setup(void **state)
{
	static struct fixture f;
	f.arena = arena_new();
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

static int count_links(const struct node *root, const char *url)
{
	int count = 0;
	for (const struct node *n = root; n; n = doc_next(n, root))
		count += n->kind == NODE_LINK && strcmp(n->u.link.url, url) == 0;
	return count;
}

/* The words that are marked in a text, or NULL. */
static const char *marked(struct fixture *f, const char *lang, const char *word, const char *text)
{
	start(f, lang);
	add_words(f, f->article, NODE_PARAGRAPH, text);
	add_entry(f, word);
	terms_connect(f->arena, f->diag, f->root);
	assert_string_equal(doc_plain(f->arena, f->article), text);
	for (const struct node *n = f->article; n; n = doc_next(n, f->article))
		if (n->kind == NODE_LINK)
			return doc_plain(f->arena, n);
	return NULL;
}

static void words_are_found_as_languages_write_them(void **state)
{
	static const struct {
		const char *lang, *word, *text, *use; /* NULL: none */
	} cases[] = {
		{"en", "Ketamine", "We give ketamine.", "ketamine"},
		{"en", "Ketamine:", "We give ketamine.", "ketamine"},
		{"en", "Receptor", "All Receptors", "Receptors"},
		{"en", "pain", "Painting and repaint.", NULL},
		{"en", "NMDA receptor", "the NMDA\u00A0receptor's", "NMDA\u00A0receptor"},
		{"de", "Rezeptor", "des Rezeptors", "Rezeptors"},
		{"de", "Arm", "armselig", NULL},
		{"pl", "ketamina", "podaje się ketaminę", "ketaminę"},
		{"ru", "кетамин", "лечение кетамином", "кетамином"},
		{"ru", "анестезия", "во время анестезии", "анестезии"},
		{"es", "dolor", "indoloro", NULL},
		{"ar", "المستقبل", "على مستقبلات", "مستقبلات"},
		{"ar", "مستقبل", "والمستقبل", "والمستقبل"},
		{"he", "קטמין", "הקטמין", "הקטמין"},
		{"zh-Hans", "氯胺酮", "医生使用氯胺酮治疗", "氯胺酮"},
		{"th", "เคตามีน", "แพทย์ให้เคตามีนแก่ท่าน", "เคตามีน"},
		{"hi", "केटामाइन", "हम केटामाइन देते हैं", "केटामाइन"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *use = marked(*state, cases[i].lang, cases[i].word, cases[i].text);
		if (cases[i].use)
			assert_string_equal(use ? use : cases[i].text, cases[i].use);
		else
			assert_null(use);
	}
}

static void only_the_first_use_is_marked_and_the_longest_word_wins(void **state)
{
	struct fixture *f = *state;
	start(f, "en");
	add_words(f, f->article, NODE_HEADING, "The receptor");
	add_words(f, add(f, f->article, NODE_PARAGRAPH), NODE_LINK, "receptor");
	f->article->last->child->u.link.url = "https://example.org";
	add_words(f, f->article, NODE_PARAGRAPH, "An NMDA receptor, a receptor and a receptor.");
	add_entry(f, "Receptor");
	struct node *longer = add_entry(f, "NMDA receptor");
	terms_connect(f->arena, f->diag, f->root);
	const struct node *paragraph = f->article->last;
	assert_int_equal(count_links(f->article, "#word-1"), 1);
	assert_int_equal(count_links(paragraph, "#word-1"), 1);
	assert_int_equal(count_links(paragraph, "#word-2"), 1);
	const struct node *first = paragraph->child->next;
	assert_string_equal(doc_plain(f->arena, first), "NMDA receptor");
	assert_int_equal(first->u.link.use, LINK_TERM);
	assert_int_equal(longer->child->child->u.link.use, LINK_BACK);
	assert_string_equal(longer->child->child->u.link.url + 1, first->id);
	assert_string_equal(doc_plain(f->arena, paragraph),
						"An NMDA receptor, a receptor and a receptor.");
	assert_true(doc_check(f->diag, f->root));
}

static void an_entry_without_use_or_word_is_told(void **state)
{
	struct fixture *f = *state;
	start(f, "en");
	add_words(f, f->article, NODE_PARAGRAPH, "Nothing of it.");
	add_entry(f, "Placebo");
	add_words(f, add(f, f->entries, NODE_ITEM), NODE_PARAGRAPH, "No word.");
	terms_connect(f->arena, f->diag, f->root);
	assert_int_equal(f->diag->errors + f->diag->warnings, 0);
	assert_non_null(f->diag->first);
	assert_non_null(strstr(f->diag->first->text, "does not begin with its word"));
	assert_non_null(strstr(f->diag->last->text, "\"Placebo\""));
}

static void words_in_another_language_are_no_use(void **state)
{
	struct fixture *f = *state;
	start(f, "es");
	struct node *paragraph = add_words(f, f->article, NODE_PARAGRAPH, "ketamina");
	paragraph->lang = "en";
	add_entry(f, "Ketamina");
	terms_connect(f->arena, f->diag, f->root);
	assert_int_equal(count_links(f->article, "#word-1"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(words_are_found_as_languages_write_them, setup, teardown),
		cmocka_unit_test_setup_teardown(only_the_first_use_is_marked_and_the_longest_word_wins,
										setup, teardown),
		cmocka_unit_test_setup_teardown(an_entry_without_use_or_word_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(words_in_another_language_are_no_use, setup, teardown),
	};
	return cmocka_run_group_tests_name("terms", tests, NULL, NULL);
}
