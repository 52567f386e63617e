/* What paper shows of links on words. */
#include "unit/test.h"

#include <string.h>

#include "document/doc.h"
#include "document/link_addresses.h"

static const struct clinic clinic = {.phone = "020 7946 0958", .out_of_hours = "111"};

struct tree {
	struct arena *arena;
	struct node *document, *paragraph;
};

static struct tree tree(void)
{
	struct arena *arena = arena_new();
	struct node *document = doc_node(arena, NODE_DOCUMENT, (struct pos){0});
	struct node *part = doc_node(arena, NODE_PART, (struct pos){0});
	struct node *paragraph = doc_node(arena, NODE_PARAGRAPH, (struct pos){0});

	doc_append(document, part);
	doc_append(part, paragraph);
	return (struct tree){arena, document, paragraph};
}

static struct node *add(struct tree *t, const char *words, const char *url)
{
	struct node *link = doc_node(t->arena, NODE_LINK, (struct pos){0});

	link->u.link.url = url;
	doc_append(link, doc_text(t->arena, (struct pos){0}, words));
	doc_append(t->paragraph, link);
	return link;
}

/* All words of a node, those of paper too. */
static const char *printed(struct arena *arena, const struct node *root)
{
	struct buf out = {.arena = arena};

	for (const struct node *n = root; n; n = doc_next(n, root))
		buf_puts(&out, n->kind == NODE_TEXT ? n->u.text.text : "");
	return buf_chars(&out);
}

static void check(const char *lang, const char *words, const char *url, const char *expected)
{
	struct tree t = tree();
	struct node *link = add(&t, words, url);

	link_addresses_add(t.arena, t.document, &clinic, locale_find(lang));
	assert_string_equal(printed(t.arena, link), expected);
	assert_string_equal(doc_plain(t.arena, link), words);
	arena_free(t.arena);
}

static void test_web(void **state)
{
	(void)state;
	check("en", "our page", "https://a.org/fares/", "our page (a.org/fares)");
	check("en", "our page", "http://www.a.org", "our page (www.a.org)");
	check("en", "A.org/Fares", "https://www.a.org/fares", "A.org/Fares");
	check("en", "https://a.org/x", "https://a.org/x", "https://a.org/x");
	check("en", "doi:10.1000/1", "https://doi.org/10.1000/1", "doi:10.1000/1");
	check("en", "A title", "https://doi.org/10.1000/1", "A title (doi.org/10.1000/1)");
	check("en", "words", "https://a.org/\u00E9", "words (a.org/%C3%A9)");
	check("en", "a place", "#place", "a place");
	check("zh-Hans", "网页", "https://a.org", "网页（a.org）");
	check("ko", "웹", "https://a.org", "웹(a.org)");
	check("ar", "صفحتنا", "https://a.org", "صفحتنا (a.org)");
}

/* Words that are not translated have the brackets of their own language. */
static void test_words_of_another_language(void **state)
{
	struct tree t = tree();
	(void)state;

	t.document->lang = "zh-Hans";
	t.paragraph->lang = "en";
	add(&t, "our page", "https://a.org");
	link_addresses_add(t.arena, t.document, &clinic, locale_find("zh-Hans"));
	assert_string_equal(printed(t.arena, t.document), "our page (a.org)");
	arena_free(t.arena);
}

static void test_long(void **state)
{
	struct arena *arena = arena_new();
	struct buf url = {.arena = arena};
	(void)state;

	buf_puts(&url, "https://a.org/page?");
	for (int i = 0; i < 100; i++)
		buf_putc(&url, 'x');
	check("en", "our page", buf_chars(&url), "our page (a.org)");
	arena_free(arena);
}

static void test_calls_and_mail(void **state)
{
	(void)state;
	check("en", "the desk", "tel:02079460958", "the desk (020 7946 0958)");
	check("en", "the desk", "tel:+442079460958", "the desk (020 7946 0958)");
	check("en", "a friend", "tel:+441", "a friend (+441)");
	check("en", "at night", "tel:111", "at night (111)");
	check("en", "call 999", "tel:999", "call 999");
	check("fr", "15", "tel:15", "15");
	check("fr", "les secours", "tel:15", "les secours (15)");
	check("fr", "à 8 h", "tel:15", "à 8 h (15)");
	check("ar", "اتصل ٩٩٩", "tel:999", "اتصل ٩٩٩");
	check("en", "us", "mailto:us@a.org?subject=x", "us (us@a.org)");
}

/* Once in a part, and again in the next; never in headings. */
static void test_repeated(void **state)
{
	struct tree t = tree();
	struct node *part = doc_node(t.arena, NODE_PART, (struct pos){0});
	struct node *heading = doc_node(t.arena, NODE_HEADING, (struct pos){0});
	struct node *next = doc_node(t.arena, NODE_PARAGRAPH, (struct pos){0});
	(void)state;

	add(&t, "page, ", "https://a.org");
	add(&t, "again, ", "https://a.org");
	doc_append(t.document, part);
	doc_append(part, heading);
	t.paragraph = heading;
	add(&t, "heading, ", "https://b.org");
	doc_append(part, next);
	t.paragraph = next;
	add(&t, "there", "https://a.org");
	link_addresses_add(t.arena, t.document, &clinic, locale_find("en"));
	assert_string_equal(printed(t.arena, t.document),
						"page,  (a.org)again, heading, there (a.org)");
	assert_non_null(strstr(doc_dump(t.arena, t.document), "span printed"));
	arena_free(t.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_web),      cmocka_unit_test(test_words_of_another_language),
		cmocka_unit_test(test_long),     cmocka_unit_test(test_calls_and_mail),
		cmocka_unit_test(test_repeated),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
