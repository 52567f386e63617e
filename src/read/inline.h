/* The inlines of one block: from cmark-gfm's nodes to ours. Private to the Markdown reader. */
#ifndef HANDOUT_READ_INLINE_H
#define HANDOUT_READ_INLINE_H

#include <stdbool.h>
#include <stddef.h>

#define CMARK_NO_SHORT_NAMES 1
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/doc.h"

/* A text while it is read. */
struct reading {
	struct arena *arena;
	struct diag *diag;
	const char *file;
	struct str text;
	const size_t
		*lines; /* offsets of the beginnings of lines in text; NULL: all positions are at pos */
	size_t line_count;
	struct pos pos;
	struct node **notes; /* the NOTE of each number, from 1 at [0] */
	size_t note_count;
	int *marks;     /* how many marks each note has had */
	struct buf run; /* text that is not yet a node, and where it began */
	struct pos run_pos;
	size_t checked;      /* bytes of run in which no mark of a footnote begins that is not known */
	struct pos mark_pos; /* of what begins there */
	/* The place counted last: columns of the same line are counted from there on. */
	struct {
		int line, chars; /* chars before it in the line */
		size_t bytes;    /* the same in bytes */
	} counted;
};

/* Where a cmark node begins; of one without a place, where the nearest before it ends, or else its
 * parent begins. */
struct pos inline_pos(struct reading *, cmark_node *);

/* The title of a link or an image, in the arena: on one line, as every message stands; NULL: it has
 * none. */
const char *inline_title(const struct reading *, cmark_node *);

/* The parser for both: tables, strikethrough, task lists and footnotes, nothing else. */
cmark_node *inline_parse(struct str text);

/* Finds the footnotes of a document: in->notes, with the labels that stand only in the text. */
void notes_find(struct reading *in, cmark_node *document);

/* Reports the footnotes whose text cmark-gfm drops: nothing cites them, or they have two. */
void notes_report_lost(struct reading *in, cmark_node *document);

/* Warns of addresses of links, "[name]: https://...", that no link names: cmark-gfm drops them. */
void notes_report_unnamed(struct reading *in, cmark_node *document);

/* "[!NOTE]" at the head of a block quote: takes the words out; false if there are none. What is
 * wrong with them is reported. */
bool callout_take(struct reading *, cmark_node *quote, enum callout_kind *);

/* What its kind asks of a callout whose blocks have been read: an appointment's list items become
 * fields, medicines need a table. */
void callout_finish(struct reading *, struct node *callout);

/* Appends the inlines below from to parent. Reports what is refused. */
void inline_read(struct reading *, cmark_node *from, struct node *parent);

#endif
