/* Links as they were painted: which words stand where. */
#ifndef HANDOUT_PDF_LINKS_H
#define HANDOUT_PDF_LINKS_H

#include "base/arena.h"
#include "document/doc.h"
#include "pdf/tags.h"

/* A rectangle on a page in Pango units from its top left corner. */
struct quad {
	int x, y, width, height;
};

/* The part of a link that stands on one page. */
struct link {
	const struct node *node; /* the LINK or NOTE_MARK, or the NOTE whose label leads back */
	struct element *element;
	int page;
	struct quad *quads; /* one a line, or more where the text runs both ways */
	int count, cap;
	int object; /* the number of its annotation, once it has one */
	struct link *next;
};

/* In the order of painting; pages never go back. */
struct links {
	struct arena *arena;
	struct link *first, *last;
	int count;
};

/* The link that the words of a node belong to: the nearest LINK or NOTE_MARK from the node up to
 * the block; NULL: none. */
const struct node *links_target(const struct node *node, const struct node *block);

/* Adds words of a link. The first on a page join the element. */
void links_add(struct links *, struct tags *, struct element *, const struct node *, int page,
			   struct quad);

#endif
