/* Where pages are drawn. Pages of a booklet are set at their own size and never scaled; what the
 * sheet is wider than two of them is left free on both sides. */
#include "pdf/impose.h"

#include <glib.h>

#include "base/units.h"

/* How much further each sheet stands out at the edge than the one round it: paper of 80 g/m2 and
 * the air in the fold. */
#define CREEP MM(0.12)

/* The longer side of the paper, which is the width of a booklet's sheets. */
static int paper_length(enum paper paper)
{
	switch (paper) {
	case PAPER_A4:
		return MM(297);
	case PAPER_LETTER:
		break;
	}
	return MM(279.4);
}

static int paper_breadth(enum paper paper)
{
	switch (paper) {
	case PAPER_A4:
		return MM(210);
	case PAPER_LETTER:
		break;
	}
	return MM(215.9);
}

int impose_count(const struct edition *edition, const struct pages *pages)
{
	if (edition->kind != EDITION_BOOKLET)
		return pages->count;
	return (pages->count + 3) / 4 * 2;
}

/* Whether a page has something of the imprint, or of anything else. */
static bool has_content(const struct page *page, bool of_imprint)
{
	for (int i = 0; i < page->count; i++) {
		const struct mark *mark = &page->marks[i];
		if (mark->role != MARK_CONTENT && mark->role != MARK_LABEL)
			continue;
		const struct node *part = doc_ancestor(mark->node, NODE_PART);
		if ((part && part->u.part.kind == PART_IMPRINT) == of_imprint)
			return true;
	}
	return false;
}

/* Whether the last page is all of the imprint and nothing else. */
static bool ends_in_imprint(const struct pages *pages)
{
	if (pages->count < 2)
		return false;
	const struct page *last = &pages->items[pages->count - 1];
	return has_content(last, true) && !has_content(last, false) && !has_content(last - 1, true);
}

/* The page at a place in a booklet of so many, -1 for none. */
static int page_at(const struct pages *pages, bool back, int at, int places)
{
	if (back && at >= pages->count - 1)
		return at == places - 1 ? pages->count - 1 : -1;
	return at < pages->count ? at : -1;
}

static void place(struct sheets *sheets, const struct pages *pages, int side, int at, int page,
				  int left, int creep)
{
	sheets->sides[side].pages[at] = page;
	if (page >= 0)
		sheets->slots[page] = (struct slot){side, left + at * pages->width + (at ? -creep : creep)};
}

struct sheets *impose(struct arena *arena, const struct edition *edition, const struct pages *pages)
{
	struct sheets *sheets = ARENA_NEW(arena, struct sheets);
	bool booklet = edition->kind == EDITION_BOOKLET, rtl = edition->locale->rtl;
	sheets->count = impose_count(edition, pages);
	sheets->sides = ARENA_ARRAY(arena, struct side, (size_t)sheets->count + 1);
	sheets->slots = ARENA_ARRAY(arena, struct slot, (size_t)pages->count + 1);
	sheets->width = booklet ? MAX(paper_length(edition->paper), 2 * pages->width) : pages->width;
	sheets->height = booklet ? MAX(paper_breadth(edition->paper), pages->height) : pages->height;
	int left = (sheets->width - 2 * pages->width) / 2, places = 2 * sheets->count;
	bool back = booklet && pages->count == places - 1 && ends_in_imprint(pages);
	for (int i = 0; i < sheets->count; i++) {
		if (!booklet) {
			sheets->sides[i] = (struct side){{i, -1}};
			sheets->slots[i] = (struct slot){i, 0};
			continue;
		}
		/* On the front of a sheet the later page is where reading begins. */
		bool later_first = (i % 2 == 0) != rtl;
		int creep = i / 2 * CREEP;
		int later = page_at(pages, back, places - 1 - i, places);
		int earlier = page_at(pages, back, i, places);
		place(sheets, pages, i, later_first ? 0 : 1, later, left, creep);
		place(sheets, pages, i, later_first ? 1 : 0, earlier, left, creep);
	}
	return sheets;
}

const char *impose_label(struct arena *arena, const struct edition *edition,
						 const struct sheets *sheets, int side)
{
	const int *pages = sheets->sides[side].pages;
	bool rtl = edition->locale->rtl;
	struct buf out = {.arena = arena};
	for (int i = 0; i < 2; i++) {
		int page = pages[rtl ? 1 - i : i];
		if (page >= 0)
			buf_fmt(&out, "%s%s", out.len ? ", " : "",
					locale_number(arena, edition->locale, page + 1));
	}
	return out.len ? buf_chars(&out) : "-";
}
