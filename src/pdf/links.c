/* Links as they were painted, gathered while drawing. */
#include "pdf/links.h"

#include <glib.h>
#include <string.h>

/* Ends this near to each other, in Pango units, are of one piece. */
enum { NEAR = 64 };

const struct node *links_target(const struct node *node, const struct node *block)
{
	for (; node && node != block; node = node->parent)
		if (node->kind == NODE_LINK || node->kind == NODE_NOTE_MARK)
			return node;
	return NULL;
}

static struct link *link_on_page(struct links *links, struct tags *tags, struct element *element,
								 const struct node *node, int page)
{
	if (links->last && links->last->node == node && links->last->page == page)
		return links->last;
	struct link *link = ARENA_NEW(links->arena, struct link);
	link->node = node;
	link->element = element;
	link->page = page;
	if (links->last)
		links->last->next = link;
	else
		links->first = link;
	links->last = link;
	links->count++;
	tags_link(tags, element, link);
	return link;
}

/* Whether b continues a on the same line; then a grows. */
static bool join(struct quad *a, const struct quad *b)
{
	if (a->y != b->y || a->height != b->height)
		return false;
	int gap = b->x >= a->x ? b->x - (a->x + a->width) : a->x - (b->x + b->width);
	if (gap > NEAR)
		return false;
	int right = MAX(a->x + a->width, b->x + b->width);
	a->x = MIN(a->x, b->x);
	a->width = right - a->x;
	return true;
}

void links_add(struct links *links, struct tags *tags, struct element *element,
			   const struct node *node, int page, struct quad quad)
{
	struct link *link = link_on_page(links, tags, element, node, page);
	if (link->count && join(&link->quads[link->count - 1], &quad))
		return;
	if (link->count == link->cap) {
		int cap = link->cap ? link->cap * 2 : 2;
		struct quad *quads = ARENA_ARRAY(links->arena, struct quad, (size_t)cap);
		if (link->count)
			memcpy(quads, link->quads, (size_t)link->count * sizeof *quads);
		link->quads = quads;
		link->cap = cap;
	}
	link->quads[link->count++] = quad;
}
