/* HTML pages from trees made by hand: one piece, valid names, and what only a page has. */
#include "unit/book.h"

#include <string.h>

#include "html/html.h"

static const char *write_page(struct book_fixture *f)
{
	struct str bytes;
	bool written = html_write(f->arena, f->diag, &f->edition, NULL, &bytes);

	assert_int_equal(f->diag->errors, 0);
	assert_true(written);
	return str_dup(f->arena, bytes).s;
}

static void is_of_one_piece(void **state)
{
	struct book_fixture *f = new_book("en", "A <title> & more");
	struct node *figure = add(f, part(f, PART_ARTICLE), NODE_FIGURE);
	(void)state;

	figure->u.figure.path = "tests/unit/data/plain.svg";
	figure->u.figure.alt = "A \"plain\" picture";
	const char *html = write_page(f);
	assert_true(strncmp(html, "<!DOCTYPE html>\n", 16) == 0);
	assert_has(html, " lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\"/>");
	assert_has(html, "<title>A &lt;title&gt; &amp; more</title>\n<style>\n");
	assert_has(html, "<img src=\"data:image/svg+xml;base64,");
	assert_has(html, "alt=\"A &quot;plain&quot; picture\"");
	assert_has(html, "prefers-color-scheme: dark");
	assert_lacks(html, "@font-face");
	assert_lacks(html, "@charset");
	assert_lacks(html, "epub:type");
	assert_lacks(html, "xml:lang");
	assert_lacks(html, "<script");
	assert_lacks(html, "<link");
	assert_string_equal(html, write_page(f));
	arena_free(f->arena);
}

static void leads_to_places_in_itself(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *p = block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "Plain ");
	struct node *question = section(f, part(f, PART_FAQ), "1-question", "Why?");
	(void)state;

	question->u.section.number = 1;
	block(f, p, NODE_LINK, "in")->u.link.url = "#1-question";
	block(f, p, NODE_LINK, "out")->u.link.url = "https://example.org/a";
	block(f, p, NODE_LINK, "example.org")->u.link.url = "https://example.org/";
	block(f, p, NODE_LINK, "never")->u.link.url = "javascript:alert(1)";
	const char *html = write_page(f);
	assert_has(html,
			   "<p>Plain <a href=\"#_1-question\">in</a>"
			   "<a class=\"named\" href=\"https://example.org/a\">out</a>"
			   "<a href=\"https://example.org/\">example.org</a><span>never</span></p>");
	assert_has(html, "<section role=\"doc-qna\">\n<section id=\"_1-question\">");
	arena_free(f->arena);
}

/* Ids that are made from a section's place are of the page, not of the part. */
static void names_each_section_once(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	(void)state;

	for (int i = 0; i < 2; i++) {
		struct node *article = part(f, PART_ARTICLE);
		section(f, article, NULL, "First");
		section(f, article, NULL, "Second");
	}
	const char *html = write_page(f);
	assert_has(html,
			   "<nav class=\"contents\" role=\"doc-toc\" aria-label=\"Contents\">\n<details>");
	assert_has(html, "<li><a href=\"#section_4\">Second</a></li>");
	for (int i = 1; i <= 4; i++) {
		const char *id = str_fmt(f->arena, "<section id=\"section_%d\">", i);
		const char *first = strstr(html, id);
		assert_non_null(first);
		assert_null(strstr(first + 1, id));
	}
	assert_lacks(html, "section_5");
	arena_free(f->arena);
}

static void short_pages_have_no_contents(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	(void)state;

	section(f, part(f, PART_ARTICLE), "one", "One");
	assert_lacks(write_page(f), "<nav");
	arena_free(f->arena);
}

static void runs_to_the_left(void **state)
{
	struct book_fixture *f = new_book("ar", "عنوان");
	struct node *p = block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "اتصل ");
	(void)state;

	block(f, p, NODE_ISOLATE, "+44 20 7946 0958");
	const char *html = write_page(f);
	assert_has(html, " lang=\"ar\" dir=\"rtl\">");
	assert_has(html, "<body dir=\"rtl\">");
	assert_has(html, "<p>اتصل <bdi dir=\"ltr\">+44 20 7946 0958</bdi></p>");
	arena_free(f->arena);
}

static void draws_boxes_that_follow_the_text(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *task = add(f, add_list(f, part(f, PART_ARTICLE), false, true), NODE_ITEM);
	(void)state;

	task->u.item.task = TASK_DONE;
	block(f, task, NODE_PARAGRAPH, "Asked");
	assert_has(write_page(f), "<li class=\"task\"><svg class=\"box\" aria-label=\"Done\"");
	assert_has(write_page(f), "stroke=\"currentColor\"");
	arena_free(f->arena);
}

static void reports_a_missing_image(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *figure = add(f, part(f, PART_ARTICLE), NODE_FIGURE);
	struct str bytes;
	(void)state;

	figure->u.figure.path = "tests/unit/data/none.png";
	figure->u.figure.alt = "Nothing";
	assert_false(html_write(f->arena, f->diag, &f->edition, NULL, &bytes));
	assert_null(bytes.s);
	assert_int_equal(f->diag->errors, 1);
	arena_free(f->arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_of_one_piece),
		cmocka_unit_test(leads_to_places_in_itself),
		cmocka_unit_test(names_each_section_once),
		cmocka_unit_test(short_pages_have_no_contents),
		cmocka_unit_test(runs_to_the_left),
		cmocka_unit_test(draws_boxes_that_follow_the_text),
		cmocka_unit_test(reports_a_missing_image),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
