/* Ways into the document: bookmarks of the headings, named places of all nodes with an id. */
#include "pdf/outline.h"

#include <stdlib.h>
#include <string.h>

/* A bookmark; links between bookmarks are indices, -1 for none. */
struct item {
	const struct node *heading;
	int parent, before, after, first, last, count;
};

struct outline {
	struct item *items;
	int count;
	int first, last; /* of the root */
};

static bool is_placed(struct objects *objects, const struct node *node)
{
	const struct element *element = tags_find(objects->tags, node);
	return element && element->page >= 0;
}

/* Hangs item i below the nearest earlier heading of a lower level. */
static void hang(struct outline *outline, int i)
{
	struct item *items = outline->items;
	int level = items[i].heading->u.heading.level, parent = i - 1;
	while (parent >= 0 && items[parent].heading->u.heading.level >= level)
		parent = items[parent].parent;
	items[i].parent = parent;
	int *first = parent >= 0 ? &items[parent].first : &outline->first;
	int *last = parent >= 0 ? &items[parent].last : &outline->last;
	items[i].before = *last;
	if (*last >= 0)
		items[*last].after = i;
	else
		*first = i;
	*last = i;
	for (int up = parent; up >= 0; up = items[up].parent)
		items[up].count++;
}

static struct outline gather(struct objects *objects)
{
	const struct node *root = objects->edition->document;
	struct outline outline = {.first = -1, .last = -1};
	int count = 0;
	for (const struct node *n = root; n; n = doc_next(n, root))
		count += n->kind == NODE_HEADING;
	outline.items = ARENA_ARRAY(objects->arena, struct item, (size_t)count + 1);
	for (const struct node *n = root; n; n = doc_next(n, root)) {
		if (n->kind != NODE_HEADING || !is_placed(objects, n))
			continue;
		outline.items[outline.count] = (struct item){n, -1, -1, -1, -1, -1, 0};
		hang(&outline, outline.count++);
	}
	return outline;
}

/* The heading's words, after the number of a question. */
static const char *title(const struct objects *objects, const struct node *heading)
{
	const char *text = doc_plain(objects->arena, heading);
	const struct node *section = heading->parent;
	if (!section || section->kind != NODE_SECTION || section->u.section.number == 0)
		return text;
	return str_fmt(
		objects->arena, "%s. %s",
		locale_number(objects->arena, objects->edition->locale, section->u.section.number), text);
}

static void write_reference(struct buf *json, const char *key, int first, int index)
{
	if (index >= 0)
		buf_fmt(json, ",\"/%s\":\"%d 0 R\"", key, first + index);
}

int outline_write(struct objects *objects)
{
	struct buf *json = &objects->json;
	struct outline outline = gather(objects);
	if (outline.count == 0)
		return 0;
	int root = objects_number(objects), first = objects->next;
	objects->next += outline.count;
	for (int i = 0; i < outline.count; i++) {
		const struct item *item = &outline.items[i];
		objects_begin(objects, first + i);
		buf_puts(json, "{\"/Title\":");
		json_text(json, title(objects, item->heading));
		buf_fmt(json, ",\"/Parent\":\"%d 0 R\"", item->parent >= 0 ? first + item->parent : root);
		write_reference(json, "Prev", first, item->before);
		write_reference(json, "Next", first, item->after);
		write_reference(json, "First", first, item->first);
		write_reference(json, "Last", first, item->last);
		if (item->count)
			buf_fmt(json, ",\"/Count\":%d", item->count);
		buf_puts(json, ",\"/Dest\":");
		if (!objects_destination(objects, item->heading))
			buf_puts(json, "null");
		buf_putc(json, '}');
		objects_end(objects);
	}
	objects_begin(objects, root);
	buf_puts(json, "{\"/Type\":\"/Outlines\"");
	write_reference(json, "First", first, outline.first);
	write_reference(json, "Last", first, outline.last);
	buf_fmt(json, ",\"/Count\":%d}", outline.count);
	objects_end(objects);
	return root;
}

static int compare_ids(const void *a, const void *b)
{
	const struct node *const *x = a, *const *y = b;
	return strcmp((*x)->id, (*y)->id);
}

int outline_names(struct objects *objects)
{
	struct buf *json = &objects->json;
	const struct node *root = objects->edition->document;
	size_t count = 0, written = 0;
	for (const struct node *n = root; n; n = doc_next(n, root))
		count += n->id != NULL;
	const struct node **named = ARENA_ARRAY(objects->arena, const struct node *, count + 1);
	count = 0;
	for (const struct node *n = root; n; n = doc_next(n, root))
		if (n->id)
			named[count++] = n;
	qsort(named, count, sizeof *named, compare_ids);
	int names = objects_number(objects);
	objects_begin(objects, names);
	buf_puts(json, "{\"/Names\":[");
	for (size_t i = 0; i < count; i++) {
		size_t mark = json->len;
		buf_puts(json, written ? "," : "");
		json_text(json, named[i]->id);
		buf_putc(json, ',');
		if (objects_destination(objects, named[i]))
			written++;
		else
			json->len = mark;
	}
	buf_puts(json, "]}");
	objects_end(objects);
	return written ? names : 0;
}
