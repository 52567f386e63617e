/* What the writers of objects share. */
#include "pdf/objects.h"

#include "pdf/value.h"

static void free_table(void *table)
{
	g_hash_table_destroy(table);
}

static void index_marks(struct objects *objects)
{
	const struct node *root = objects->edition->document;
	for (const struct node *n = root; n; n = doc_next(n, root))
		if (n->kind == NODE_NOTE_MARK && n->u.note_mark.note &&
			!g_hash_table_contains(objects->marks, n->u.note_mark.note))
			g_hash_table_insert(objects->marks, (void *)n->u.note_mark.note, (void *)n);
}

struct objects *objects_new(struct arena *file, struct arena *arena, const struct edition *edition,
							const struct pages *pages)
{
	struct objects *objects = ARENA_NEW(arena, struct objects);
	objects->arena = arena;
	objects->edition = edition;
	objects->pages = pages;
	objects->sheets = impose(arena, edition, pages);
	objects->tags = tags_new(arena, edition, objects->sheets->count);
	objects->links = ARENA_NEW(arena, struct links);
	objects->links->arena = arena;
	objects->output = output_new(file, arena);
	objects->places = g_hash_table_new(NULL, NULL);
	arena_defer(arena, free_table, objects->places);
	objects->marks = g_hash_table_new(NULL, NULL);
	arena_defer(arena, free_table, objects->marks);
	for (int i = pages->place_count - 1; i >= 0; i--)
		g_hash_table_insert(objects->places, (void *)pages->places[i].node, &pages->places[i]);
	index_marks(objects);
	return objects;
}

/* Where a node stands: the page of the PDF, and the top of its page of the document there. */
static bool place_of(const struct objects *objects, const struct node *node, struct slot *slot,
					 int *y)
{
	const struct slot *slots = objects->sheets->slots;
	const struct place *place = g_hash_table_lookup(objects->places, node);
	if (place) {
		*slot = slots[place->page];
		*y = place->y;
		return true;
	}
	const struct element *element = tags_find(objects->tags, node);
	if (!element || element->page < 0)
		return false;
	*slot = slots[element->folio];
	*y = element->y;
	return true;
}

bool objects_destination(const struct objects *objects, struct buf *out, const struct node *node)
{
	int y;
	struct slot slot;
	if (!place_of(objects, node, &slot, &y))
		return false;
	buf_putc(out, '[');
	value_reference(out, objects->page_objects[slot.side]);
	buf_puts(out, "/XYZ ");
	if (objects->sheets->width > objects->pages->width)
		value_length(out, slot.x);
	else
		buf_puts(out, "null");
	buf_putc(out, ' ');
	value_length(out, objects->sheets->height - y);
	buf_puts(out, " null]");
	return true;
}
