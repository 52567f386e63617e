/* Trees made by hand, for the tests of what is written from them. */
#ifndef HANDOUT_TESTS_UNIT_BOOK_H
#define HANDOUT_TESTS_UNIT_BOOK_H

#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "document/edition.h"
#include "typeset/fonts.h"
#include "typeset/page.h"

#define PAGES_MOST 8

struct book_fixture {
	struct arena *arena;
	struct diag *diag;
	struct fonts *fonts;
	struct handout handout;
	struct edition edition;
	struct page items[PAGES_MOST];
	struct pages pages;
};

static inline struct node *add(struct book_fixture *f, struct node *parent, enum node_kind kind)
{
	struct node *node = doc_node(f->arena, kind, (struct pos){"article.md", 7, 1});
	doc_append(parent, node);
	return node;
}

static inline struct node *text(struct book_fixture *f, struct node *parent, const char *words)
{
	struct node *node = doc_text(f->arena, (struct pos){"article.md", 7, 1}, words);
	doc_append(parent, node);
	return node;
}

static inline struct node *block(struct book_fixture *f, struct node *parent, enum node_kind kind,
								 const char *words)
{
	struct node *node = add(f, parent, kind);
	text(f, node, words);
	return node;
}

static inline struct node *document(struct book_fixture *f)
{
	return (struct node *)(uintptr_t)f->edition.document;
}

static inline struct node *part(struct book_fixture *f, enum part_kind kind)
{
	struct node *node = add(f, document(f), NODE_PART);
	node->u.part.kind = kind;
	return node;
}

static inline struct node *heading(struct book_fixture *f, struct node *parent, int level,
								   const char *words)
{
	struct node *node = block(f, parent, NODE_HEADING, words);
	node->u.heading.level = level;
	return node;
}

static inline struct node *section(struct book_fixture *f, struct node *parent, const char *id,
								   const char *words)
{
	struct node *node = add(f, parent, NODE_SECTION);
	node->id = id;
	heading(f, node, parent->u.part.kind == PART_FAQ ? 3 : 2, words);
	return node;
}

/* An edition in a language with a title page. */
static inline struct book_fixture *new_book(const char *lang, const char *title)
{
	struct arena *arena = arena_new();
	struct book_fixture *f = ARENA_NEW(arena, struct book_fixture);
	const char *out = getenv("OUT");

	f->arena = arena;
	f->diag = diag_new(arena);
	f->fonts = fonts_open(arena, f->diag, str_fmt(arena, "%s/fonts", out ? out : "out"));
	f->handout =
		(struct handout){.name = "test", .file = "handout.yaml", .code = "T-1", .version = "1.0"};
	f->handout.clinic.name = "The Clinic";
	f->edition = (struct edition){
		.handout = &f->handout,
		.lang = lang,
		.title = title,
		.locale = locale_find(lang),
		.theme = theme_read(arena, f->diag, "content/theme.yaml", &f->handout.clinic),
		.strings =
			strings_read(arena, f->diag, (struct strings_dirs){NULL, "content/strings"}, lang),
		.document = doc_node(arena, NODE_DOCUMENT, POS_FILE("article.md")),
		.epoch = 1795305600 + 3661,
	};
	assert_non_null(f->fonts);
	assert_non_null(f->edition.theme);
	assert_non_null(f->edition.strings);
	document(f)->lang = lang;
	f->pages = (struct pages){.items = f->items};
	heading(f, part(f, PART_FRONT), 1, title);
	return f;
}

static inline void add_page(struct book_fixture *f, const struct node *leaf, int offset)
{
	assert_true(f->pages.count < PAGES_MOST);
	f->items[f->pages.count++] = (struct page){.leaf = leaf, .offset = offset};
}

static inline void assert_has(const char *whole, const char *piece)
{
	if (strstr(whole, piece) != NULL)
		return;
	print_message("%s\n", whole);
	fail_msg("this is not in it: %s", piece);
}

static inline void assert_lacks(const char *whole, const char *piece)
{
	if (strstr(whole, piece) == NULL)
		return;
	print_message("%s\n", whole);
	fail_msg("this is in it: %s", piece);
}

static inline struct node *add_list(struct book_fixture *f, struct node *parent, bool ordered,
									bool tight)
{
	struct node *list = add(f, parent, NODE_LIST);
	list->u.list.ordered = ordered;
	list->u.list.tight = tight;
	list->u.list.start = 1;
	return list;
}

static inline void add_table(struct book_fixture *f, struct node *parent)
{
	static const enum align align[] = {ALIGN_START, ALIGN_END};
	static const char *const words[2][2] = {{"", "Dose"}, {"Adults", "0.5"}};
	struct node *table = add(f, parent, NODE_TABLE);

	table->u.table.columns = 2;
	table->u.table.align = align;
	for (int r = 0; r < 2; r++) {
		struct node *row = add(f, table, NODE_ROW);
		row->u.row.head = r == 0;
		for (int c = 0; c < 2; c++) {
			struct node *cell = add(f, row, NODE_CELL);
			if (words[r][c][0] != '\0')
				text(f, cell, words[r][c]);
			cell->u.cell.column = c;
			cell->u.cell.align = align[c];
			cell->u.cell.head = r == 0;
		}
	}
}

#endif
