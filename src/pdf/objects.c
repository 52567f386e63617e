/* New objects for a PDF, as JSON in the form that libqpdf reads. */
#include "pdf/objects.h"

#include "base/units.h"

/* A part of the text that goes to the sink; all of a long document's would be larger than its PDF.
 */
enum { PART = 256 * 1024 };

int objects_number(struct objects *objects)
{
	return objects->next++;
}

void objects_begin(struct objects *objects, int number)
{
	struct buf *json = &objects->json;
	if (!json->arena)
		json->arena = arena_new();
	buf_puts(json, json->len ? ",\n" : "{\"qpdf\":[{\"jsonversion\":2},{\n");
	buf_fmt(json, "\"obj:%d 0 R\":{\"value\":", number);
}

void objects_end(struct objects *objects)
{
	buf_putc(&objects->json, '}');
	if (objects->json.len >= PART)
		objects_close(objects);
}

bool objects_close(struct objects *objects)
{
	struct arena *arena = objects->json.arena;
	if (arena) {
		buf_puts(&objects->json, "}]}\n");
		if (!objects->refused && !objects->take(objects->sink, buf_str(&objects->json)))
			objects->refused = true;
		arena_free(arena);
		objects->json = (struct buf){0};
	}
	return !objects->refused;
}

void json_text(struct buf *json, const char *utf8)
{
	buf_puts(json, "\"u:");
	for (const char *c = utf8; *c; c++) {
		if (*c == '"' || *c == '\\')
			buf_putc(json, '\\');
		if ((unsigned char)*c < 0x20)
			buf_fmt(json, "\\u%04x", (unsigned)*c);
		else
			buf_putc(json, *c);
	}
	buf_putc(json, '"');
}

void json_ref(struct buf *json, int number)
{
	buf_fmt(json, "\"%d 0 R\"", number);
}

void json_entry(struct buf *json, const char *key, const char *utf8)
{
	if (!utf8)
		return;
	buf_fmt(json, ",\"/%s\":", key);
	json_text(json, utf8);
}

/* Where a node stands: the page of the PDF, and the top of its page of the document there. */
static bool place_of(const struct objects *objects, const struct node *node, struct slot *slot,
					 int *y)
{
	const struct slot *slots = objects->sheets->slots;
	for (int i = 0; i < objects->pages->place_count; i++)
		if (objects->pages->places[i].node == node) {
			*slot = slots[objects->pages->places[i].page];
			*y = objects->pages->places[i].y;
			return true;
		}
	const struct element *element = tags_find(objects->tags, node);
	if (!element || element->page < 0)
		return false;
	*slot = slots[element->folio];
	*y = element->y;
	return true;
}

bool objects_destination(struct objects *objects, const struct node *node)
{
	int y;
	struct slot slot;
	if (!place_of(objects, node, &slot, &y))
		return false;
	buf_putc(&objects->json, '[');
	json_ref(&objects->json, objects->page_objects[slot.side]);
	buf_puts(&objects->json, ",\"/XYZ\",");
	if (objects->sheets->width > objects->pages->width)
		buf_fmt(&objects->json, "%.3f", TO_PT(slot.x));
	else
		buf_puts(&objects->json, "null");
	buf_fmt(&objects->json, ",%.3f,null]", TO_PT(objects->sheets->height - y));
	return true;
}
