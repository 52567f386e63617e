/* Footnotes on pages: beside their mark, in part on the next page where they must, never torn apart
 * so that a line of them stands alone. */
#include "unit/setting.h"

#include "typeset/page.h"

static const char words[] = "Some words that fill a line of the page, and then some more of them. ";

static struct pages *set_pages(struct fixture *f, const char *text)
{
	set_leaflet(f, "en");
	struct node *root = read_document(f, "en", text);
	f->edition.document = root;
	struct pages *pages = typeset(f->arena, f->diag, opened().fonts, &f->edition);
	if (!pages || f->diag->first)
		fail_msg("%s", f->diag->first ? diag_line(f->arena, f->diag->first) : "no pages");
	return pages;
}

/* Where a footnote stands. */
struct share {
	int first, last;   /* pages */
	int lines[8];      /* by page from the first on */
	int count, labels; /* lines in all; on the first page */
	int rules;         /* over the footnotes, on its pages */
	int text_on_last;  /* lines of the text on its last page */
};

static bool is_note_rule(const struct fixture *f, const struct mark *mark)
{
	const struct page_geometry *page = &f->edition.theme->pages[PAPER_A4];
	return mark->kind == MARK_RECT && mark->role == MARK_LAYOUT && mark->width == page->measure / 4;
}

static bool is_of(const struct mark *mark, const struct node *note)
{
	return mark->kind == MARK_LINE && mark->node && doc_ancestor(mark->node, NODE_NOTE) == note;
}

static struct share share_of(struct fixture *f, const struct pages *pages, const struct node *note)
{
	struct share share = {.first = -1};
	for (int p = 0; p < pages->count; p++) {
		const struct page *page = &pages->items[p];
		int here = 0, rules = 0, text = 0, bottom = 0;
		for (int i = 0; i < page->count; i++) {
			const struct mark *mark = &page->marks[i];
			bool content = mark->kind == MARK_LINE && mark->role == MARK_CONTENT;
			rules += is_note_rule(f, mark);
			if (is_of(mark, note) && mark->role == MARK_LABEL) {
				share.labels++;
				assert_true(share.first < 0 || share.first == p);
				share.first = p;
			}
			if (is_of(mark, note) && content) {
				share.first = share.first < 0 ? p : share.first;
				assert_true(!here++ || mark->y > bottom);
				bottom = mark->y;
			}
			text += content && mark->node && !doc_ancestor(mark->node, NODE_NOTE);
		}
		if (!here)
			continue;
		assert_true(p - share.first < 8);
		share.lines[p - share.first] = here;
		share.count += here;
		share.rules += rules;
		share.last = p;
		share.text_on_last = text;
	}
	return share;
}

static const struct node *note_of(const struct fixture *f)
{
	const struct node *root = f->edition.document;
	for (const struct node *n = root; n; n = doc_next(n, root))
		if (n->kind == NODE_NOTE)
			return n;
	return NULL;
}

static int page_of_mark(const struct pages *pages)
{
	for (int i = 0; i < pages->place_count; i++)
		if (pages->places[i].node->kind == NODE_NOTE_MARK)
			return pages->places[i].page;
	return -1;
}

/* The note's parts follow each other page by page, two lines or more on each. */
static void check_parts(const struct share *share)
{
	for (int p = 0; p <= share->last - share->first; p++)
		if (share->lines[p] < 2)
			fail_msg("%d lines of the note on page %d", share->lines[p], share->first + p + 1);
	assert_int_equal(share->labels, 1);
	assert_int_equal(share->rules, share->last - share->first + 1);
}

static const char *one_note(struct fixture *f, int before, int after, int note)
{
	return str_fmt(f->arena, "%sA mark.[^n]\n\n%s\n\n[^n]: %s\n",
				   repeated(f, str_fmt(f->arena, "%s\n\n", words), before),
				   repeated(f, str_fmt(f->arena, "%s\n\n", words), after),
				   repeated(f, words, note));
}

static void a_footnote_longer_than_a_page_goes_on_over_pages(void **state)
{
	struct fixture *f = *state;
	struct pages *pages = set_pages(f, one_note(f, 3, 60, 120));
	struct share share = share_of(f, pages, note_of(f));
	assert_int_equal(share.first, page_of_mark(pages));
	assert_true(share.last - share.first >= 1);
	check_parts(&share);
	assert_true(share.count > 60);
	/* What follows the mark goes on above the end of the note. */
	assert_true(share.text_on_last > 0);
}

static void the_end_of_a_footnote_may_have_pages_to_itself(void **state)
{
	struct fixture *f = *state;
	struct pages *pages = set_pages(f, one_note(f, 3, 0, 200));
	struct share share = share_of(f, pages, note_of(f));
	check_parts(&share);
	assert_int_equal(share.text_on_last, 0);
	assert_int_equal(share.last, pages->count - 1);
}

/* At whatever height the mark stands, all of the note is there once, never one line alone. */
static void a_footnote_is_divided_at_any_height_without_a_lone_line(void **state)
{
	struct fixture *f = *state;
	int divided = 0, whole = 0;
	for (int before = 8; before < 30; before++) {
		struct pages *pages = set_pages(f, one_note(f, before, 12, 40));
		struct share share = share_of(f, pages, note_of(f));
		assert_int_equal(share.first, page_of_mark(pages));
		check_parts(&share);
		divided += share.last > share.first;
		whole += share.last == share.first;
	}
	assert_true(divided > 0);
	assert_true(whole > 0);
}

/* A note that fits with the line that has its mark is never divided, nor are three lines. */
static void a_short_footnote_stays_whole(void **state)
{
	struct fixture *f = *state;
	for (int before = 20; before < 50; before++) {
		struct pages *pages = set_pages(f, one_note(f, before, 12, 3));
		struct share share = share_of(f, pages, note_of(f));
		assert_int_equal(share.first, page_of_mark(pages));
		assert_int_equal(share.first, share.last);
	}
}

/* Text and notes end above the foot. */
static void divided_footnotes_stay_on_the_paper(void **state)
{
	struct fixture *f = *state;
	struct pages *pages = set_pages(f, one_note(f, 10, 80, 150));
	const struct page_geometry *geometry = &f->edition.theme->pages[PAPER_A4];
	int bottom = geometry->height - geometry->foot + f->edition.theme->grid / 2;
	for (int p = 0; p < pages->count; p++) {
		int text = 0, notes = bottom;
		for (int i = 0; i < pages->items[p].count; i++) {
			const struct mark *mark = &pages->items[p].marks[i];
			if (mark->kind != MARK_LINE || mark->role != MARK_CONTENT)
				continue;
			int end = mark->y + mark->line->descent;
			assert_true(end <= bottom + 1);
			if (!doc_ancestor(mark->node, NODE_NOTE))
				text = MAX(text, end);
			else
				notes = MIN(notes, mark->y - mark->line->ascent);
		}
		assert_true(text <= notes);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_footnote_longer_than_a_page_goes_on_over_pages),
		TEST(the_end_of_a_footnote_may_have_pages_to_itself),
		TEST(a_footnote_is_divided_at_any_height_without_a_lone_line),
		TEST(a_short_footnote_stays_whole),
		TEST(divided_footnotes_stay_on_the_paper),
	};
	return cmocka_run_group_tests(tests, NULL, close_faces);
}
