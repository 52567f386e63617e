/* Plain text from trees made by hand: lines, marks of direction, addresses, tables. */
#include "unit/book.h"

#include <string.h>

#include "plain/text.h"

static const char *write_text(struct book_fixture *f)
{
	return str_dup(f->arena, text_write(f->arena, &f->edition)).s;
}

static void underlines_headings(void **state)
{
	struct book_fixture *f = new_book("zh-Hans", "药物");
	struct node *article = part(f, PART_ARTICLE);
	struct node *question = section(f, part(f, PART_FAQ), "q", "Why?");
	(void)state;

	block(f, article, NODE_PARAGRAPH, "Text.");
	block(f, section(f, article, "one", "One"), NODE_PARAGRAPH, "More.");
	question->u.section.number = 1;
	assert_string_equal(write_text(f), "药物\n====\n\nText.\n\n\nOne\n---\n\nMore.\n\n\n1. Why?\n");
	arena_free(f->arena);
}

static void one_line_a_paragraph(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *p = block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "Call ");
	(void)state;

	block(f, p, NODE_LINK, "020 7946 0958")->u.link.url = "tel:+442079460958";
	text(f, p, ", see ");
	block(f, p, NODE_LINK, "our page")->u.link.url = "https://example.org/a";
	text(f, p, ", ");
	block(f, p, NODE_LINK, "https://example.org")->u.link.url = "https://example.org";
	text(f, p, ", write to ");
	block(f, p, NODE_LINK, "us")->u.link.url = "mailto:us@example.org";
	text(f, p, " or read ");
	block(f, p, NODE_LINK, "below")->u.link.url = "#below";
	block(f, p, NODE_STRIKE, "gone");
	add(f, p, NODE_BREAK);
	block(f, p, NODE_STRONG, "now");
	assert_has(write_text(f),
			   "\nCall 020 7946 0958, see our page (https://example.org/a), https://example.org, "
			   "write to us (us@example.org) or read below~gone~\nnow\n");
	arena_free(f->arena);
}

static void indents_lists(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *outer = add_list(f, part(f, PART_ARTICLE), true, true), *item, *task;
	(void)state;

	outer->u.list.start = 9;
	item = add(f, outer, NODE_ITEM);
	block(f, item, NODE_PARAGRAPH, "Nine");
	task = add(f, add_list(f, item, false, true), NODE_ITEM);
	task->u.item.task = TASK_DONE;
	block(f, task, NODE_PARAGRAPH, "Asked");
	block(f, add(f, outer, NODE_ITEM), NODE_PARAGRAPH, "Ten");
	assert_has(write_text(f), "=\n\n 9. Nine\n    [x] Asked\n10. Ten\n");
	arena_free(f->arena);
}

static void labels_cells(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	(void)state;

	add_table(f, part(f, PART_ARTICLE));
	assert_has(write_text(f), "=\n\nAdults\nDose: 0.5\n");
	f->edition.lang = "fr";
	f->edition.locale = locale_find("fr");
	assert_has(write_text(f), "Dose\u00A0: 0.5\n");
	f->edition.locale = locale_find("ja");
	f->edition.lang = "ja";
	assert_has(write_text(f), "Dose\uFF1A0.5\n");
	arena_free(f->arena);
}

static void names_callouts(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *article = part(f, PART_ARTICLE), *callout = add(f, article, NODE_CALLOUT);
	(void)state;

	callout->u.callout.kind = CALLOUT_WARNING;
	block(f, callout, NODE_PARAGRAPH, "Stop.");
	block(f, callout, NODE_PARAGRAPH, "Wait.");
	block(f, add(f, article, NODE_QUOTE), NODE_PARAGRAPH, "Said");
	add(f, article, NODE_CODE_BLOCK)->u.text.text = "a\n  b\n";
	assert_has(write_text(f), "Warning: Stop.\n\n    Wait.\n\n    Said\n\n    a\n      b\n");
	arena_free(f->arena);
}

static void keeps_phones_in_order(void **state)
{
	struct book_fixture *f = new_book("ar", "عنوان");
	struct node *p = block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "اتصل ");
	struct node *references = part(f, PART_REFERENCES);
	(void)state;

	block(f, p, NODE_ISOLATE, "+44 20 7946 0958");
	block(f, add(f, p->parent, NODE_PARAGRAPH), NODE_SPAN, "Clinic")->lang = "en";
	struct node *list = add_list(f, references, true, true);
	list->lang = "en";
	block(f, add(f, list, NODE_ITEM), NODE_PARAGRAPH, "Browne, C. A. (2020).");
	const char *words = write_text(f);
	assert_has(words, "عنوان\n\u200F=====\n\nاتصل \u202A+44 20 7946 0958\u202C\u200F\n");
	assert_has(words, "\n\u200F\u202AClinic\u202C\u200F\n");
	assert_has(words, "\n 1. Browne, C. A. (2020).\n");
	arena_free(f->arena);
}

static void numbers_notes(void **state)
{
	struct book_fixture *f = new_book("ar", "عنوان");
	struct node *article = part(f, PART_ARTICLE), *note;
	struct node *p = block(f, article, NODE_PARAGRAPH, "كلمة");
	struct node *mark = add(f, p, NODE_NOTE_MARK);
	(void)state;

	note = add(f, article, NODE_NOTE);
	note->u.note.number = 1;
	mark->u.note_mark.note = note;
	block(f, note, NODE_PARAGRAPH, "حاشية");
	assert_has(write_text(f), "\nكلمة(١)\n\n(١) حاشية\n");
	arena_free(f->arena);
}

static void says_what_images_show(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *figure = add(f, part(f, PART_ARTICLE), NODE_FIGURE);
	(void)state;

	figure->u.figure.path = "tests/unit/data/none.png";
	figure->u.figure.alt = "A bed";
	block(f, figure, NODE_CAPTION, "Where you lie");
	assert_has(write_text(f), "\n[A bed]\n\nWhere you lie\n");
	arena_free(f->arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(underlines_headings), cmocka_unit_test(one_line_a_paragraph),
		cmocka_unit_test(indents_lists),       cmocka_unit_test(labels_cells),
		cmocka_unit_test(names_callouts),      cmocka_unit_test(keeps_phones_in_order),
		cmocka_unit_test(numbers_notes),       cmocka_unit_test(says_what_images_show),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
