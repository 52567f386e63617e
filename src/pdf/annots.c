/* Links as annotations: where they are, what they say to a screen reader, where they lead. */
#include "pdf/annots.h"

#include <string.h>

#include "pdf/value.h"

void annots_number(struct objects *objects)
{
	for (struct link *link = objects->links->first; link; link = link->next)
		link->object = output_number(objects->output);
}

/* Left, bottom, right and top from the bottom left corner, in Pango units. */
static void corners(const struct objects *objects, const struct quad *quad, int out[4])
{
	out[0] = quad->x;
	out[1] = objects->sheets->height - quad->y - quad->height;
	out[2] = quad->x + quad->width;
	out[3] = objects->sheets->height - quad->y;
}

static void write_lengths(struct buf *out, const int *lengths, int count)
{
	for (int i = 0; i < count; i++) {
		buf_puts(out, i ? " " : "");
		value_length(out, lengths[i]);
	}
}

static void write_place(const struct objects *objects, struct buf *out, const struct link *link)
{
	int all[4], one[4];
	corners(objects, &link->quads[0], all);
	buf_puts(out, "/QuadPoints[");
	for (int i = 0; i < link->count; i++) {
		corners(objects, &link->quads[i], one);
		const int quad[] = {one[0], one[3], one[2], one[3], one[0], one[1], one[2], one[1]};
		buf_puts(out, i ? " " : "");
		write_lengths(out, quad, 8);
		for (int k = 0; k < 4; k++)
			if (k < 2 ? one[k] < all[k] : one[k] > all[k])
				all[k] = one[k];
	}
	buf_puts(out, "]/Rect[");
	write_lengths(out, all, 4);
	buf_putc(out, ']');
}

/* What a screen reader says: the title that the author gave, or what the link does. */
static const char *contents(struct arena *arena, const struct objects *objects,
							const struct node *node)
{
	const struct strings *strings = objects->edition->strings;
	if (node->kind == NODE_NOTE || node->kind == NODE_ITEM)
		return strings_get(strings, "notes/back");
	if (node->kind == NODE_NOTE_MARK)
		return strings_fill(
			arena, strings, "note/mark", "number",
			locale_number(arena, objects->edition->locale, node->u.note_mark.note->u.note.number),
			NULL);
	const char *url = node->u.link.url, *text = doc_plain(arena, node);
	if (node->u.link.title && *node->u.link.title)
		return node->u.link.title;
	if (node->u.link.use == LINK_CITATION)
		return strings_fill(arena, strings, "citation/reference", "number", text, NULL);
	if (node->u.link.use == LINK_BACK)
		return strings_get(strings, "notes/back");
	if (strncmp(url, "tel:", 4) == 0)
		return strings_fill(arena, strings, "link/phone", "number", text, NULL);
	if (strncmp(url, "mailto:", 7) == 0)
		return strings_fill(arena, strings, "link/mail", "address", text, NULL);
	return *text ? text : url;
}

/* Bytes that a URI may not hold are escaped. */
static const char *uri(struct arena *arena, const char *url)
{
	struct buf out = {.arena = arena};
	for (const unsigned char *c = (const unsigned char *)url; *c; c++) {
		if (*c <= 0x20 || *c >= 0x7f || strchr("\"<>\\^`{|}", *c))
			buf_fmt(&out, "%%%02X", *c);
		else
			buf_putc(&out, (char)*c);
	}
	return buf_chars(&out);
}

/* The place in the document that a link leads to; NULL: it leads outside. */
static const struct node *inside(const struct objects *objects, const struct node *node)
{
	if (node->kind == NODE_NOTE_MARK)
		return node->u.note_mark.note;
	if (node->kind == NODE_NOTE)
		return g_hash_table_lookup(objects->marks, node);
	if (node->kind == NODE_ITEM)
		return node->u.item.cited;
	if (node->u.link.url[0] == '#')
		return doc_find(objects->edition->document, node->u.link.url + 1);
	return NULL;
}

static bool write_target(struct arena *arena, const struct objects *objects, struct buf *out,
						 struct diag *diag, const struct node *node)
{
	const struct node *target = inside(objects, node);
	if (node->kind == NODE_LINK && node->u.link.url[0] != '#') {
		buf_puts(out, "/A<</S/URI/URI");
		value_string(out, uri(arena, node->u.link.url));
		buf_puts(out, ">>");
		return true;
	}
	buf_puts(out, "/Dest");
	if (target && objects_destination(objects, out, target))
		return true;
	buf_puts(out, " null");
	diag_error(diag, node->pos,
			   "this link leads to nothing on the pages: check the place that it names");
	return false;
}

bool annots_write(struct objects *objects, struct diag *diag)
{
	int key = objects->sheets->count;
	bool whole = true;
	for (struct link *link = objects->links->first; link; link = link->next) {
		struct arena *arena = arena_new();
		struct buf *out = output_begin(objects->output, link->object);
		buf_puts(out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/StructParent ");
		value_integer(out, key++);
		value_entry(out, "Contents", contents(arena, objects, link->node));
		write_place(objects, out, link);
		whole = write_target(arena, objects, out, diag, link->node) && whole;
		buf_puts(out, ">>");
		output_end(objects->output);
		arena_free(arena);
	}
	return whole;
}
