/* The texts of a handout in one language as they are read: without marks, in the order of the
 * document, each with its place. */
#ifndef HANDOUT_CHECK_PROSE_H
#define HANDOUT_CHECK_PROSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "document/doc.h"
#include "translate/apply.h"
#include "translate/messages.h"

struct prose_text {
	const char *plain;
	const struct node *node; /* the source's block; NULL: the title */
	enum part_kind part;     /* of the title PART_FRONT */
	struct pos pos;          /* in the source, or of the msgstr */
};

struct prose {
	const char *lang;
	const struct prose_text *items;
	size_t count;
};

/* The source's texts; those of a translation that are shown in the language. */
struct prose prose_of_source(struct arena *, const struct messages *, const char *lang);
struct prose prose_of_translation(struct arena *, const struct translation *);

/* Whether the text is read as sentences: paragraphs and items of lists, neither headings nor
 * references nor tables nor footnotes, which mostly name a source. */
bool prose_is_running(const struct prose_text *);

#endif
