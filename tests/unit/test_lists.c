/* Lists, boxes and tables where a page ends: what belongs together stays together while there is
 * room. */
#include "unit/setting.h"

#include "typeset/flow.h"
#include "typeset/page.h"

static const struct pages *set_pages(struct fixture *f, const char *text)
{
	set_leaflet(f, "en");
	f->edition.document = read_document(f, "en", text);
	struct pages *pages = typeset(f->arena, f->diag, opened().fonts, &f->edition);
	if (!pages)
		fail_msg("%s", diag_line(f->arena, f->diag->first));
	return pages;
}

/* Short paragraphs before and after some text, as many in all: the last page is always as full. */
static const char *between(struct fixture *f, int lines, const char *text)
{
	return str_fmt(f->arena, "%s%s\n%s", repeated(f, "Words to fill.\n\n", lines), text,
				   repeated(f, "Words to fill.\n\n", 95 - lines));
}

/* How many lines of notes stand on a page. */
static int count_notes(const struct page *page)
{
	int count = 0;
	for (int i = 0; i < page->count; i++) {
		const struct mark *mark = &page->marks[i];
		const struct node *box = mark->node ? doc_ancestor(mark->node, NODE_CALLOUT) : NULL;
		count += mark->role == MARK_CONTENT && box && box->u.callout.kind == CALLOUT_NOTE;
	}
	return count;
}

/* The first lines of the items of a list. */
static int count_labels(const struct page *page)
{
	int count = 0;
	for (int i = 0; i < page->count; i++)
		count += page->marks[i].role == MARK_LABEL;
	return count;
}

/* The page that has the paragraph before the list or table; -1: none. */
static int page_of_lead(const struct pages *pages)
{
	for (int p = 0; p < pages->count; p++)
		for (int i = 0; i < pages->items[p].count; i++) {
			const struct node *node = pages->items[p].marks[i].node;
			if (node && node->kind == NODE_PARAGRAPH && flow_is_led(node->next))
				return p;
		}
	return -1;
}

static void no_item_stands_alone_and_none_without_its_lead(void **state)
{
	struct fixture *f = *state;
	int divided = 0;
	for (int before = 20; before < 50; before++) {
		const struct pages *pages = set_pages(
			f, between(f, before, "Bring with you:\n\n- one\n- two\n- three\n- four\n- five\n"));
		int lead = page_of_lead(pages);
		assert_true(lead >= 0);
		assert_true(count_labels(&pages->items[lead]) > 0);
		for (int p = 0; p < pages->count; p++) {
			int labels = count_labels(&pages->items[p]);
			if (labels == 1)
				fail_msg("%d paragraphs before it: an item alone on page %d", before, p + 1);
			divided += labels > 0 && labels < 5;
		}
	}
	assert_true(divided > 0);
}

/* The foot of the lowest line on a page, from its top. */
static int lowest(const struct page *page)
{
	int y = 0;
	for (int i = 0; i < page->count; i++)
		if (page->marks[i].role == MARK_CONTENT && page->marks[i].y > y)
			y = page->marks[i].y;
	return y;
}

/* Frames as high as half a page, which are never divided, follow the box: they leave holes that a
 * divided box would make more even. */
static void a_box_is_divided_on_full_pages_only(void **state)
{
	struct fixture *f = *state;
	const char *frame = str_fmt(f->arena, "> [!APPOINTMENT]\n%s\n", repeated(f, "> - Name\n", 16));
	for (int before = 5; before < 40; before++) {
		const char *text = str_fmt(
			f->arena, "%s> [!NOTE]\n%s> The end.\n\n%s", repeated(f, "Words to fill.\n\n", before),
			repeated(f, "> A line of the box.\n>\n", 12), repeated(f, frame, 4));
		const struct pages *pages = set_pages(f, text);
		int foot = f->edition.theme->pages[f->edition.paper].height - PT(120);
		for (int p = 0; p + 1 < pages->count; p++) {
			bool parts = count_notes(&pages->items[p]) && count_notes(&pages->items[p + 1]);
			if (parts && lowest(&pages->items[p]) < foot)
				fail_msg("%d paragraphs before it: %d pt below the box are empty", before,
						 (foot - lowest(&pages->items[p])) / PT(1));
		}
	}
}

/* How many cells stand on a page. */
static int count_cells(const struct page *page)
{
	int count = 0;
	for (int i = 0; i < page->count; i++) {
		const struct node *node = page->marks[i].node;
		count += page->marks[i].role == MARK_CONTENT && node && node->kind == NODE_CELL;
	}
	return count;
}

static void a_table_has_its_lead_above_it(void **state)
{
	struct fixture *f = *state;
	for (int before = 20; before < 50; before++) {
		const char *table = "When to come:\n\n| Day | Hour |\n|---|---|\n| one | two |\n";
		const struct pages *pages = set_pages(f, between(f, before, table));
		int lead = page_of_lead(pages);
		assert_true(lead >= 0);
		if (!count_cells(&pages->items[lead]))
			fail_msg("%d paragraphs before it: no table on page %d", before, lead + 1);
	}
}

static void a_table_to_write_in_stays_whole(void **state)
{
	struct fixture *f = *state;
	const char *rows = repeated(f, "| one | |\n", 8);
	const char *text = str_fmt(f->arena, "| Day | Dose |\n|---|---|\n%s", rows);
	for (int before = 20; before < 50; before += 2) {
		const struct pages *pages = set_pages(f, between(f, before, text));
		for (int p = 0; p < pages->count; p++) {
			int cells = count_cells(&pages->items[p]);
			if (cells != 0 && cells != 10)
				fail_msg("%d paragraphs before it: %d cells on page %d", before, cells, p + 1);
		}
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_item_stands_alone_and_none_without_its_lead),
		TEST(a_box_is_divided_on_full_pages_only),
		TEST(a_table_has_its_lead_above_it),
		TEST(a_table_to_write_in_stays_whole),
	};
	return cmocka_run_group_tests(tests, NULL, close_faces);
}
