/* Links as annotations: where they are, what they say to a screen reader, where they lead. */
#include "pdf/annots.h"

#include <string.h>

#include "base/units.h"

void annots_number(struct objects *objects)
{
	for (struct link *link = objects->links->first; link; link = link->next)
		link->object = objects_number(objects);
}

/* Left, bottom, right and top in PDF's coordinates. */
static void corners(const struct objects *objects, const struct quad *quad, double out[4])
{
	out[0] = TO_PT(quad->x);
	out[1] = TO_PT(objects->sheets->height - quad->y - quad->height);
	out[2] = TO_PT(quad->x + quad->width);
	out[3] = TO_PT(objects->sheets->height - quad->y);
}

static void write_place(struct objects *objects, const struct link *link)
{
	struct buf *json = &objects->json;
	double all[4], one[4];
	corners(objects, &link->quads[0], all);
	buf_puts(json, ",\"/QuadPoints\":[");
	for (int i = 0; i < link->count; i++) {
		corners(objects, &link->quads[i], one);
		buf_fmt(json, "%s%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f", i ? "," : "", one[0], one[3],
				one[2], one[3], one[0], one[1], one[2], one[1]);
		for (int k = 0; k < 4; k++)
			if (k < 2 ? one[k] < all[k] : one[k] > all[k])
				all[k] = one[k];
	}
	buf_fmt(json, "],\"/Rect\":[%.3f,%.3f,%.3f,%.3f]", all[0], all[1], all[2], all[3]);
}

/* What a screen reader says: the title that the author gave, or what the link does. */
static const char *contents(const struct objects *objects, const struct node *node)
{
	const struct strings *strings = objects->edition->strings;
	struct arena *arena = objects->arena;
	if (node->kind == NODE_NOTE)
		return strings_get(strings, "notes/back");
	if (node->kind == NODE_NOTE_MARK)
		return strings_fill(
			arena, strings, "note/mark", "number",
			locale_number(arena, objects->edition->locale, node->u.note_mark.note->u.note.number),
			NULL);
	const char *url = node->u.link.url, *text = doc_plain(arena, node);
	if (node->u.link.title && *node->u.link.title)
		return node->u.link.title;
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

static const struct node *first_mark(const struct objects *objects, const struct node *note)
{
	const struct node *root = objects->edition->document;
	for (const struct node *n = root; n; n = doc_next(n, root))
		if (n->kind == NODE_NOTE_MARK && n->u.note_mark.note == note)
			return n;
	return NULL;
}

/* The place in the document that a link leads to; NULL: it leads outside. */
static const struct node *inside(const struct objects *objects, const struct node *node)
{
	if (node->kind == NODE_NOTE_MARK)
		return node->u.note_mark.note;
	if (node->kind == NODE_NOTE)
		return first_mark(objects, node);
	if (node->u.link.url[0] == '#')
		return doc_find(objects->edition->document, node->u.link.url + 1);
	return NULL;
}

static bool write_target(struct objects *objects, struct diag *diag, const struct node *node)
{
	struct buf *json = &objects->json;
	const struct node *target = inside(objects, node);
	if (node->kind == NODE_LINK && node->u.link.url[0] != '#') {
		buf_puts(json, ",\"/A\":{\"/S\":\"/URI\",\"/URI\":");
		json_text(json, uri(objects->arena, node->u.link.url));
		buf_putc(json, '}');
		return true;
	}
	buf_puts(json, ",\"/Dest\":");
	if (target && objects_destination(objects, target))
		return true;
	buf_puts(json, "null");
	diag_error(diag, node->pos,
			   "this link leads to nothing on the pages: check the place that it names");
	return false;
}

bool annots_write(struct objects *objects, struct diag *diag)
{
	struct buf *json = &objects->json;
	int key = objects->sheets->count;
	bool whole = true;
	for (struct link *link = objects->links->first; link; link = link->next) {
		objects_begin(objects, link->object);
		buf_puts(json, "{\"/Type\":\"/Annot\",\"/Subtype\":\"/Link\",\"/F\":4,\"/Border\":[0,0,0]");
		buf_fmt(json, ",\"/StructParent\":%d", key++);
		json_entry(json, "Contents", contents(objects, link->node));
		write_place(objects, link);
		whole = write_target(objects, diag, link->node) && whole;
		buf_putc(json, '}');
		objects_end(objects);
	}
	return whole;
}
