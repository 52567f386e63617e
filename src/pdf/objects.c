/* New objects for a PDF, as JSON in the form that libqpdf reads. */
#include "pdf/objects.h"

#include "base/units.h"

int objects_number(struct objects *objects)
{
	return objects->next++;
}

void objects_begin(struct objects *objects, int number)
{
	struct buf *json = &objects->json;
	buf_puts(json, json->len ? ",\n" : "{\"qpdf\":[{\"jsonversion\":2},{\n");
	buf_fmt(json, "\"obj:%d 0 R\":{\"value\":", number);
}

void objects_end(struct objects *objects)
{
	buf_putc(&objects->json, '}');
}

struct str objects_close(struct objects *objects)
{
	buf_puts(&objects->json, "}]}\n");
	return buf_str(&objects->json);
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

static bool place_of(const struct objects *objects, const struct node *node, int *page, int *y)
{
	for (int i = 0; i < objects->pages->place_count; i++)
		if (objects->pages->places[i].node == node) {
			*page = objects->pages->places[i].page;
			*y = objects->pages->places[i].y;
			return true;
		}
	const struct element *element = tags_find(objects->tags, node);
	if (!element || element->page < 0)
		return false;
	*page = element->page;
	*y = element->y;
	return true;
}

bool objects_destination(struct objects *objects, const struct node *node)
{
	int page, y;
	if (!place_of(objects, node, &page, &y))
		return false;
	buf_putc(&objects->json, '[');
	json_ref(&objects->json, objects->page_objects[page]);
	buf_fmt(&objects->json, ",\"/XYZ\",null,%.3f,null]", TO_PT(objects->pages->height - y));
	return true;
}
