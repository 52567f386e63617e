/* The structure tree as objects: elements, the way from content back to them, and their IDs. */
#include "pdf/tree.h"

static void number_elements(struct objects *objects, struct element *element)
{
	element->object = objects_number(objects);
	for (struct kid *kid = element->kids; kid; kid = kid->next)
		if (kid->kind == KID_ELEMENT && tags_is_used(kid->element))
			number_elements(objects, kid->element);
}

/* The page that most of an element's content needs no reference for; -1: it has none. */
static int own_page(const struct element *element)
{
	for (const struct kid *kid = element->kids; kid; kid = kid->next)
		if (kid->kind == KID_CONTENT)
			return kid->page;
	return -1;
}

static void write_content(struct objects *objects, const struct kid *kid, int page)
{
	struct buf *json = &objects->json;
	if (kid->page == page) {
		buf_fmt(json, "%d", kid->mcid);
		return;
	}
	buf_puts(json, "{\"/Type\":\"/MCR\",\"/Pg\":");
	json_ref(json, objects->page_objects[kid->page]);
	buf_fmt(json, ",\"/MCID\":%d}", kid->mcid);
}

static void write_kid(struct objects *objects, const struct kid *kid, int page)
{
	struct buf *json = &objects->json;
	switch (kid->kind) {
	case KID_ELEMENT:
		json_ref(json, kid->element->object);
		break;
	case KID_CONTENT:
		write_content(objects, kid, page);
		break;
	case KID_LINK:
		buf_puts(json, "{\"/Type\":\"/OBJR\",\"/Pg\":");
		json_ref(json, objects->page_objects[kid->link->page]);
		buf_puts(json, ",\"/Obj\":");
		json_ref(json, kid->link->object);
		buf_putc(json, '}');
		break;
	}
}

static bool is_written(const struct kid *kid)
{
	return kid->kind != KID_ELEMENT || kid->element->object;
}

static void write_element(struct objects *objects, const struct element *element, int parent)
{
	struct buf *json = &objects->json;
	int page = own_page(element);
	objects_begin(objects, element->object);
	buf_fmt(json, "{\"/S\":\"/%s\",\"/P\":", element->type);
	json_ref(json, parent);
	if (page >= 0) {
		buf_puts(json, ",\"/Pg\":");
		json_ref(json, objects->page_objects[page]);
	}
	json_entry(json, "Lang", element->lang);
	json_entry(json, "Alt", element->alt);
	json_entry(json, "ActualText", element->actual);
	json_entry(json, "ID", element->id);
	if (element->attributes)
		buf_fmt(json, ",\"/A\":%s", element->attributes);
	int count = 0;
	for (const struct kid *kid = element->kids; kid; kid = kid->next)
		count += is_written(kid);
	buf_puts(json, count == 1 ? ",\"/K\":" : ",\"/K\":[");
	const char *before = "";
	for (const struct kid *kid = element->kids; kid; kid = kid->next) {
		if (!is_written(kid))
			continue;
		buf_puts(json, before);
		write_kid(objects, kid, page);
		before = ",";
	}
	buf_puts(json, count == 1 ? "}" : "]}");
	objects_end(objects);
	for (const struct kid *kid = element->kids; kid; kid = kid->next)
		if (kid->kind == KID_ELEMENT && kid->element->object)
			write_element(objects, kid->element, element->object);
}

/* One array a page, in the order of MCIDs. */
static void write_page_parents(struct objects *objects, int page, int number)
{
	struct buf *json = &objects->json;
	const struct markers *markers = tags_markers(objects->tags, page);
	objects_begin(objects, number);
	buf_putc(json, '[');
	const char *before = "";
	for (int i = 0; i < markers->count; i++) {
		if (!markers->items[i].element)
			continue;
		buf_puts(json, before);
		json_ref(json, markers->items[i].element->object);
		before = ",";
	}
	buf_putc(json, ']');
	objects_end(objects);
}

static int write_parents(struct objects *objects)
{
	struct buf *json = &objects->json;
	int tree = objects_number(objects), count = objects->sheets->count, first = objects->next;
	objects->next += count;
	for (int i = 0; i < count; i++)
		write_page_parents(objects, i, first + i);
	objects_begin(objects, tree);
	buf_puts(json, "{\"/Nums\":[");
	for (int i = 0; i < count; i++)
		buf_fmt(json, "%s%d,\"%d 0 R\"", i ? "," : "", i, first + i);
	int key = count;
	for (const struct link *link = objects->links->first; link; link = link->next)
		buf_fmt(json, ",%d,\"%d 0 R\"", key++, link->element->object);
	buf_puts(json, "]}");
	objects_end(objects);
	return tree;
}

/* IDs are numbered in the order of the tree, which is that of their bytes. */
static void write_ids(struct objects *objects, const struct element *element, const char **before)
{
	if (element->id) {
		buf_puts(&objects->json, *before);
		json_text(&objects->json, element->id);
		buf_putc(&objects->json, ',');
		json_ref(&objects->json, element->object);
		*before = ",";
	}
	for (const struct kid *kid = element->kids; kid; kid = kid->next)
		if (kid->kind == KID_ELEMENT && kid->element->object)
			write_ids(objects, kid->element, before);
}

int tree_write(struct objects *objects)
{
	struct buf *json = &objects->json;
	struct element *top = tags_root(objects->tags);
	int root = objects_number(objects);
	number_elements(objects, top);
	write_element(objects, top, root);
	int parents = write_parents(objects);
	int ids = objects_number(objects);
	const char *before = "";
	objects_begin(objects, ids);
	buf_puts(json, "{\"/Names\":[");
	write_ids(objects, top, &before);
	buf_puts(json, "]}");
	objects_end(objects);
	objects_begin(objects, root);
	buf_puts(json, "{\"/Type\":\"/StructTreeRoot\",\"/K\":");
	json_ref(json, top->object);
	buf_fmt(json, ",\"/ParentTree\":\"%d 0 R\",\"/ParentTreeNextKey\":%d", parents,
			objects->sheets->count + objects->links->count);
	if (*before)
		buf_fmt(json, ",\"/IDTree\":\"%d 0 R\"", ids);
	buf_putc(json, '}');
	objects_end(objects);
	return root;
}
