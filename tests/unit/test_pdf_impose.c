/* Pages on sheets: what lies beside what when a booklet is folded. */
#include "unit/test.h"

#include <string.h>

#include "base/str.h"
#include "base/units.h"
#include "pdf/impose.h"

static int setup(void **state)
{
	*state = arena_new();
	return 0;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static struct edition edition_in(const char *lang, enum edition_kind kind, enum paper paper)
{
	return (struct edition){
		.lang = lang, .locale = locale_find(lang), .kind = kind, .paper = paper};
}

static struct pages booklet_pages(struct arena *arena, int count)
{
	return (struct pages){.width = MM(148),
						  .height = MM(210),
						  .items = ARENA_ARRAY(arena, struct page, (size_t)count + 1),
						  .count = count};
}

/* The sides as text: pages from left to right, "-" for none. */
static const char *sides_of(struct arena *arena, const char *lang, struct pages pages)
{
	struct edition edition = edition_in(lang, EDITION_BOOKLET, PAPER_A4);
	struct sheets *sheets = impose(arena, &edition, &pages);
	struct buf out = {.arena = arena};
	assert_int_equal(sheets->count, impose_count(&edition, &pages));
	for (int i = 0; i < sheets->count; i++)
		for (int k = 0; k < 2; k++) {
			int page = sheets->sides[i].pages[k];
			buf_puts(&out, k ? " " : i ? ", " : "");
			if (page < 0)
				buf_puts(&out, "-");
			else
				buf_fmt(&out, "%d", page + 1);
			if (page >= 0)
				assert_int_equal(sheets->slots[page].side, i);
		}
	return buf_chars(&out);
}

static const char *sides(struct arena *arena, const char *lang, int count)
{
	return sides_of(arena, lang, booklet_pages(arena, count));
}

static void test_order(void **state)
{
	assert_string_equal(sides(*state, "en", 4), "4 1, 2 3");
	assert_string_equal(sides(*state, "en", 8), "8 1, 2 7, 6 3, 4 5");
	assert_string_equal(sides(*state, "ar", 8), "1 8, 7 2, 3 6, 5 4");
}

static void test_blank_pages(void **state)
{
	assert_string_equal(sides(*state, "en", 1), "- 1, - -");
	assert_string_equal(sides(*state, "en", 5), "- 1, 2 -, - 3, 4 5");
	assert_string_equal(sides(*state, "ar", 6), "1 -, - 2, 3 6, 5 4");
	assert_string_equal(sides(*state, "en", 0), "");
}

/* Puts text of a part on a page. */
static void add_text(struct arena *arena, struct page *page, enum part_kind kind)
{
	struct mark *marks = ARENA_ARRAY(arena, struct mark, (size_t)page->count + 2);
	struct node *part = doc_node(arena, NODE_PART, POS_FILE("a.md"));
	for (int i = 0; i < page->count; i++)
		marks[i] = page->marks[i];
	part->u.part.kind = kind;
	marks[page->count].node = part;
	marks[page->count + 1].role = MARK_FOOTER;
	page->marks = marks;
	page->count += 2;
}

static struct pages ending_in_imprint(struct arena *arena, int count)
{
	struct pages pages = booklet_pages(arena, count);
	for (int i = 0; i < count - 1; i++)
		add_text(arena, &pages.items[i], PART_ARTICLE);
	add_text(arena, &pages.items[count - 1], PART_IMPRINT);
	return pages;
}

static void an_imprint_alone_stands_on_the_back(void **state)
{
	struct pages pages = ending_in_imprint(*state, 7);
	assert_string_equal(sides_of(*state, "en", pages), "7 1, 2 -, 6 3, 4 5");
	assert_string_equal(sides_of(*state, "ar", pages), "1 7, - 2, 3 6, 5 4");
	assert_string_equal(sides_of(*state, "en", ending_in_imprint(*state, 3)), "3 1, 2 -");
	add_text(*state, &pages.items[6], PART_REFERENCES);
	assert_string_equal(sides_of(*state, "en", pages), "- 1, 2 7, 6 3, 4 5");
}

static void no_blank_pages_stand_before_an_imprint(void **state)
{
	assert_string_equal(sides_of(*state, "en", ending_in_imprint(*state, 6)), "- 1, 2 -, 6 3, 4 5");
	assert_string_equal(sides_of(*state, "ar", ending_in_imprint(*state, 6)), "1 -, - 2, 3 6, 5 4");
	assert_string_equal(sides_of(*state, "en", ending_in_imprint(*state, 5)), "- 1, 2 -, - 3, 4 5");
	assert_string_equal(sides_of(*state, "en", ending_in_imprint(*state, 8)), "8 1, 2 7, 6 3, 4 5");
}

static void an_imprint_on_two_pages_stays_together(void **state)
{
	struct pages pages = booklet_pages(*state, 3);
	add_text(*state, &pages.items[0], PART_ARTICLE);
	add_text(*state, &pages.items[1], PART_IMPRINT);
	add_text(*state, &pages.items[2], PART_IMPRINT);
	assert_string_equal(sides_of(*state, "en", pages), "- 1, 2 3");
}

static void test_places(void **state)
{
	struct edition edition = edition_in("en", EDITION_BOOKLET, PAPER_A4);
	struct pages pages = booklet_pages(*state, 4);
	struct sheets *sheets = impose(*state, &edition, &pages);
	assert_int_equal(sheets->width, MM(297));
	assert_int_equal(sheets->height, MM(210));
	assert_int_equal(sheets->slots[0].x, (MM(297) - 2 * MM(148)) / 2 + MM(148));
	assert_int_equal(sheets->slots[3].x, (MM(297) - 2 * MM(148)) / 2);
	struct edition letter = edition_in("en", EDITION_BOOKLET, PAPER_LETTER);
	pages.width = MM(139.7);
	pages.height = MM(215.9);
	sheets = impose(*state, &letter, &pages);
	assert_true(sheets->width >= 2 * pages.width && sheets->width <= MM(279.4) + 2);
	assert_int_equal(sheets->height, MM(215.9));
}

/* How far apart the two pages of a side are. */
static int apart(const struct sheets *sheets, int side)
{
	const int *pages = sheets->sides[side].pages;
	return sheets->slots[pages[1]].x - sheets->slots[pages[0]].x;
}

static void inner_sheets_stand_nearer_to_the_fold(void **state)
{
	struct edition edition = edition_in("en", EDITION_BOOKLET, PAPER_A4);
	struct pages pages = booklet_pages(*state, 12);
	const struct sheets *sheets = impose(*state, &edition, &pages);
	assert_int_equal(apart(sheets, 0), MM(148));
	for (int side = 0; side < 6; side += 2)
		assert_int_equal(apart(sheets, side), apart(sheets, side + 1));
	assert_true(apart(sheets, 2) < apart(sheets, 0));
	assert_int_equal(apart(sheets, 2) - apart(sheets, 4), apart(sheets, 0) - apart(sheets, 2));
	assert_int_equal(sheets->slots[2].x + sheets->slots[9].x,
					 sheets->slots[0].x + sheets->slots[11].x);
}

static void test_labels(void **state)
{
	struct edition english = edition_in("en", EDITION_BOOKLET, PAPER_A4);
	struct edition arabic = edition_in("ar", EDITION_BOOKLET, PAPER_A4);
	struct pages pages = booklet_pages(*state, 6);
	struct sheets *sheets = impose(*state, &english, &pages);
	assert_string_equal(impose_label(*state, &english, sheets, 0), "1");
	assert_string_equal(impose_label(*state, &english, sheets, 2), "6, 3");
	sheets = impose(*state, &arabic, &pages);
	assert_string_equal(impose_label(*state, &arabic, sheets, 2), "٦, ٣");
	pages.count = 1;
	sheets = impose(*state, &english, &pages);
	assert_string_equal(impose_label(*state, &english, sheets, 1), "-");
}

static void test_other_editions(void **state)
{
	struct edition edition = edition_in("ar", EDITION_STANDARD, PAPER_A4);
	struct pages pages = {.width = MM(210), .height = MM(297), .count = 3};
	struct sheets *sheets = impose(*state, &edition, &pages);
	assert_int_equal(sheets->count, 3);
	assert_int_equal(sheets->width, MM(210));
	for (int i = 0; i < 3; i++) {
		assert_int_equal(sheets->sides[i].pages[0], i);
		assert_int_equal(sheets->sides[i].pages[1], -1);
		assert_int_equal(sheets->slots[i].x, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_order, setup, teardown),
		cmocka_unit_test_setup_teardown(test_blank_pages, setup, teardown),
		cmocka_unit_test_setup_teardown(an_imprint_alone_stands_on_the_back, setup, teardown),
		cmocka_unit_test_setup_teardown(no_blank_pages_stand_before_an_imprint, setup, teardown),
		cmocka_unit_test_setup_teardown(an_imprint_on_two_pages_stays_together, setup, teardown),
		cmocka_unit_test_setup_teardown(test_places, setup, teardown),
		cmocka_unit_test_setup_teardown(inner_sheets_stand_nearer_to_the_fold, setup, teardown),
		cmocka_unit_test_setup_teardown(test_labels, setup, teardown),
		cmocka_unit_test_setup_teardown(test_other_editions, setup, teardown),
	};
	return cmocka_run_group_tests_name("pdf_impose", tests, NULL, NULL);
}
