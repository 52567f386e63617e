/* The lines of a plain text: those that belong to pages are taken away, marks of lists are seen. */
#ifndef HANDOUT_NEW_LINES_H
#define HANDOUT_NEW_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct source_line {
	struct str text; /* without white space at its ends; empty: none */
	int number;      /* in the file, from 1 */
	size_t indent;   /* columns */
	bool paged;      /* a page ended before it */
	bool taken;      /* it was the number of a page or an underline, and is empty now */
	int underline;   /* 1: a line of = stood below it, 2: one of hyphens; 0: none */
};

struct source_lines {
	const struct source_line *all;
	size_t count;
};

/* The lines of a text, of which each number of a page becomes an empty one and a note. So does each
 * line of nothing but = or hyphens, without a note where it is the underline of a heading; one
 * between the rows of a table is left out. */
struct source_lines lines_split(struct arena *, struct diag *, const char *path, struct str text);

enum typed_kind { TYPED_NONE, TYPED_BULLET, TYPED_NUMBER, TYPED_BOX };

/* What an item of a list begins with. */
struct typed_mark {
	enum typed_kind kind;
	size_t len; /* bytes, with the space after it */
	int number; /* of TYPED_NUMBER */
	bool weak;  /* it marks an item only where others stand beside it */
	bool done;  /* a box that is ticked */
};

/* The marker at the start of a line: a bullet, a box, a number in any digits; a backslash may guard
 * it, as in Markdown. */
struct typed_mark typed_mark_of(struct str line);

/* Whether a line of a paragraph ends because its author wanted it to: the next word would have
 * fitted into the longest of the lines near it, or all are short. */
bool lines_break(const struct source_line *lines, size_t count, size_t at);

/* Whether a line has no small letters, and two capitals at least. */
bool line_is_capitals(struct str line);

/* Whether a line alone may be a heading: short, without what ends a sentence. */
bool line_is_heading(struct str line);

/* The spaces that part the cells of a row; fewer are enough where others stand above it. */
#define CELLS_APART 3
#define CELLS_NEAR 2

/* The cells of a line that tabs or so many spaces part; their number, at most `most`. */
size_t line_cells(struct str line, size_t spaces, struct str *cells, size_t most);

#endif
