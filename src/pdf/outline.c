/* Ways into the document: bookmarks of the headings, named places of all nodes with an id. */
#include "pdf/outline.h"

#include <stdlib.h>
#include <string.h>

#include "pdf/value.h"

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
		if (n->kind != NODE_HEADING || !is_placed(objects, n) || doc_is_source_side(n))
			continue;
		outline.items[outline.count] = (struct item){n, -1, -1, -1, -1, -1, 0};
		hang(&outline, outline.count++);
	}
	return outline;
}

/* The heading's words and, of a pair, the source's. */
static const char *words(struct arena *arena, const struct node *heading)
{
	const char *text = doc_plain(arena, heading);
	const struct node *side = heading->parent;
	if (!side || side->kind != NODE_SIDE)
		return text;
	for (const struct node *n = side->parent->child->child; n; n = n->next)
		if (n->kind == NODE_HEADING)
			return str_fmt(arena, "%s / %s", text, doc_plain(arena, n));
	return text;
}

/* The words after the number of a question. */
static const char *title(struct arena *arena, const struct objects *objects,
						 const struct node *heading)
{
	const char *text = words(arena, heading);
	const struct node *section = doc_headed(heading);
	if (!section || section->u.section.number == 0)
		return text;
	return str_fmt(arena, "%s. %s",
				   locale_number(arena, objects->edition->locale, section->u.section.number), text);
}

static void write_link(struct buf *out, const char *key, int number)
{
	buf_puts(out, key);
	value_reference(out, number);
}

/* index is that of a bookmark, -1 for none. */
static void write_item_link(struct buf *out, const char *key, int first, int index)
{
	if (index >= 0)
		write_link(out, key, first + index);
}

static void write_item(struct objects *objects, const struct item *item, int number, int first,
					   int root)
{
	struct arena *arena = arena_new();
	struct buf *out = output_begin(objects->output, number);
	buf_puts(out, "<<");
	value_entry(out, "Title", title(arena, objects, item->heading));
	write_link(out, "/Parent ", item->parent >= 0 ? first + item->parent : root);
	write_item_link(out, "/Prev ", first, item->before);
	write_item_link(out, "/Next ", first, item->after);
	write_item_link(out, "/First ", first, item->first);
	write_item_link(out, "/Last ", first, item->last);
	if (item->count) {
		buf_puts(out, "/Count ");
		value_integer(out, item->count);
	}
	buf_puts(out, "/Dest");
	if (!objects_destination(objects, out, item->heading))
		buf_puts(out, " null");
	buf_puts(out, ">>");
	output_end(objects->output);
	arena_free(arena);
}

int outline_write(struct objects *objects)
{
	struct outline outline = gather(objects);
	if (outline.count == 0)
		return 0;
	int root = output_number(objects->output), first = root + 1;
	for (int i = 0; i < outline.count; i++)
		output_number(objects->output);
	for (int i = 0; i < outline.count; i++)
		write_item(objects, &outline.items[i], first + i, first, root);
	struct buf *out = output_begin(objects->output, root);
	buf_puts(out, "<</Type/Outlines");
	write_item_link(out, "/First ", first, outline.first);
	write_item_link(out, "/Last ", first, outline.last);
	buf_puts(out, "/Count ");
	value_integer(out, outline.count);
	buf_puts(out, ">>");
	output_end(objects->output);
	return root;
}

static int compare_ids(const void *a, const void *b)
{
	const struct node *const *x = a, *const *y = b;
	return strcmp((*x)->id, (*y)->id);
}

int outline_names(struct objects *objects)
{
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
	int names = output_number(objects->output);
	struct buf *out = output_begin(objects->output, names);
	buf_puts(out, "<</Names[");
	for (size_t i = 0; i < count; i++) {
		size_t mark = out->len;
		value_string(out, named[i]->id);
		if (objects_destination(objects, out, named[i]))
			written++;
		else
			out->len = mark;
	}
	buf_puts(out, "]>>");
	output_end(objects->output);
	return written ? names : 0;
}
