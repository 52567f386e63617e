/* The structure tree as objects: elements, the way from content back to them, and their IDs. */
#include "pdf/tree.h"

#include "pdf/value.h"

static void number_elements(struct objects *objects, struct element *element)
{
	element->object = output_number(objects->output);
	for (struct kid *kid = element->kids; kid; kid = kid->next)
		if (kid->kind == KID_ELEMENT && tags_is_used(kid->u.element))
			number_elements(objects, kid->u.element);
}

/* The page that most of an element's content needs no reference for; -1: it has none. */
static int own_page(const struct element *element)
{
	for (const struct kid *kid = element->kids; kid; kid = kid->next)
		if (kid->kind == KID_CONTENT)
			return kid->u.content.page;
	return -1;
}

static void write_content(const struct objects *objects, struct buf *out, const struct kid *kid,
						  int page)
{
	if (kid->u.content.page == page) {
		value_integer(out, kid->u.content.mcid);
		return;
	}
	buf_puts(out, "<</Type/MCR/Pg ");
	value_reference(out, objects->page_objects[kid->u.content.page]);
	buf_puts(out, "/MCID ");
	value_integer(out, kid->u.content.mcid);
	buf_puts(out, ">>");
}

static void write_kid(const struct objects *objects, struct buf *out, const struct kid *kid,
					  int page)
{
	switch (kid->kind) {
	case KID_ELEMENT:
		value_reference(out, kid->u.element->object);
		break;
	case KID_CONTENT:
		write_content(objects, out, kid, page);
		break;
	case KID_LINK:
		buf_puts(out, "<</Type/OBJR/Pg ");
		value_reference(out, objects->page_objects[kid->u.link->page]);
		buf_puts(out, "/Obj ");
		value_reference(out, kid->u.link->object);
		buf_puts(out, ">>");
		break;
	}
}

static bool is_written(const struct kid *kid)
{
	return kid->kind != KID_ELEMENT || kid->u.element->object;
}

static void write_kids(const struct objects *objects, struct buf *out,
					   const struct element *element, int page)
{
	int count = 0;
	for (const struct kid *kid = element->kids; kid; kid = kid->next)
		count += is_written(kid);
	const char *before = count == 1 ? "/K " : "/K[";
	for (const struct kid *kid = element->kids; kid; kid = kid->next) {
		if (!is_written(kid))
			continue;
		buf_puts(out, before);
		write_kid(objects, out, kid, page);
		before = " ";
	}
	if (count != 1)
		buf_puts(out, count ? "]" : "/K[]");
}

static void write_detail(struct buf *out, const struct detail *detail)
{
	value_entry(out, "Lang", detail->lang);
	value_entry(out, "Alt", detail->alt);
	value_entry(out, "ActualText", detail->actual);
	value_entry(out, "ID", detail->id);
	if (detail->attributes) {
		buf_puts(out, "/A");
		buf_puts(out, detail->attributes);
	}
}

static void write_element(struct objects *objects, const struct element *element, int parent)
{
	struct buf *out = output_begin(objects->output, element->object);
	int page = own_page(element);
	buf_puts(out, "<</S/");
	buf_puts(out, element->type);
	buf_puts(out, "/P ");
	value_reference(out, parent);
	if (page >= 0) {
		buf_puts(out, "/Pg ");
		value_reference(out, objects->page_objects[page]);
	}
	if (element->detail)
		write_detail(out, element->detail);
	write_kids(objects, out, element, page);
	buf_puts(out, ">>");
	output_end(objects->output);
	for (const struct kid *kid = element->kids; kid; kid = kid->next)
		if (kid->kind == KID_ELEMENT && kid->u.element->object)
			write_element(objects, kid->u.element, element->object);
}

/* One array a page, in the order of MCIDs. */
static void write_page_parents(struct objects *objects, int page, int number)
{
	struct owners owners = tags_owners(objects->tags, page);
	struct buf *out = output_begin(objects->output, number);
	buf_putc(out, '[');
	for (int i = 0; i < owners.count; i++) {
		buf_puts(out, i ? " " : "");
		value_reference(out, owners.items[i]->object);
	}
	buf_putc(out, ']');
	output_end(objects->output);
}

static int write_parents(struct objects *objects)
{
	int count = objects->sheets->count, tree = output_number(objects->output), first = tree + 1;
	for (int i = 0; i < count; i++)
		output_number(objects->output);
	for (int i = 0; i < count; i++)
		write_page_parents(objects, i, first + i);
	struct buf *out = output_begin(objects->output, tree);
	buf_puts(out, "<</Nums[");
	for (int i = 0; i < count; i++) {
		value_integer(out, i);
		buf_putc(out, ' ');
		value_reference(out, first + i);
		buf_putc(out, ' ');
	}
	int key = count;
	for (const struct link *link = objects->links->first; link; link = link->next) {
		value_integer(out, key++);
		buf_putc(out, ' ');
		value_reference(out, link->element->object);
		buf_putc(out, ' ');
	}
	buf_puts(out, "]>>");
	output_end(objects->output);
	return tree;
}

/* IDs are numbered in the order of the tree, which is that of their bytes. */
static bool write_ids(struct buf *out, const struct element *element)
{
	bool any = element->detail && element->detail->id;
	if (any) {
		value_text(out, element->detail->id);
		value_reference(out, element->object);
	}
	for (const struct kid *kid = element->kids; kid; kid = kid->next)
		if (kid->kind == KID_ELEMENT && kid->u.element->object)
			any = write_ids(out, kid->u.element) || any;
	return any;
}

int tree_write(struct objects *objects)
{
	struct element *top = tags_root(objects->tags);
	int root = output_number(objects->output);
	number_elements(objects, top);
	write_element(objects, top, root);
	int parents = write_parents(objects), ids = output_number(objects->output);
	struct buf *out = output_begin(objects->output, ids);
	buf_puts(out, "<</Names[");
	bool any = write_ids(out, top);
	buf_puts(out, "]>>");
	output_end(objects->output);
	out = output_begin(objects->output, root);
	buf_puts(out, "<</Type/StructTreeRoot/K ");
	value_reference(out, top->object);
	buf_puts(out, "/ParentTree ");
	value_reference(out, parents);
	buf_puts(out, "/ParentTreeNextKey ");
	value_integer(out, objects->sheets->count + objects->links->count);
	if (any) {
		buf_puts(out, "/IDTree ");
		value_reference(out, ids);
	}
	buf_puts(out, ">>");
	output_end(objects->output);
	return root;
}
