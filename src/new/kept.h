/* Whether each word of a file is in what was made of it. */
#ifndef HANDOUT_NEW_KEPT_H
#define HANDOUT_NEW_KEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/* Where words of a file stand. */
enum stretch_kind {
	STRETCH_TEXT,
	STRETCH_BOX,    /* in a text box */
	STRETCH_MARGIN, /* in the header or the footer of the pages */
	STRETCH_COMMENT,
	STRETCH_CHANGE,  /* deleted by a recorded change */
	STRETCH_HIDDEN,  /* shown to nobody; these words are in another stretch too */
	STRETCH_FORMULA, /* in the running text, as an equation */
	STRETCH_TABS,    /* in the running text, in columns that tabs part */
	STRETCH_PICTURE, /* the description of one */
};

struct stretch {
	enum stretch_kind kind;
	struct str text; /* UTF-8, without markup */
	struct pos pos;
};

/* A growing list of them. */
struct stretches {
	struct arena *arena;
	struct buf list; /* struct stretch */
	size_t count;
};

void stretches_add(struct stretches *, enum stretch_kind, struct str text, struct pos);

/* Warns of each stretch whose words are neither in `made`, which is Markdown, nor quoted in
 * a message that begins with "left out", "taken out" or "joined", or says what "was put into" a
 * part; and of those in the text that nobody saw in the file. Words are compared by number, without
 * capitals' or marks' order. */
void kept_check(struct arena *, struct diag *, const struct stretches *, struct str made);

/* The lines of a text; marked: it is Markdown, in which tags and links' names are no words. */
void stretches_of_lines(struct stretches *, const char *path, struct str text, bool marked);

#endif
