/* Figures with their captions, and the letterhead: the clinic's name with its logo on the other
 * side.
 */
#include "base/units.h"
#include "document/qr.h"
#include "typeset/flow.h"

/* The least white above a figure; the most of a page that it takes. */
#define ABOVE PT(6)
#define PAGE_MOST 0.8

/* The logo is at most so high, and at most such a part of the measure wide; the white beside it. */
#define LOGO_HEIGHT MM(14)
#define LOGO_WIDTH 0.4
#define LOGO_GUTTER MM(6)

/* A code for telephones is as much larger as the words beside it are larger than this size, within
 * limits: fingers and eyes that need large print hold the telephone further away. */
#define CODE_SIZE PT(10)
#define CODE_LEAST 1.25
#define CODE_MOST 1.8

static double code_scale(const struct style *style)
{
	double scale = (double)style->size / CODE_SIZE;
	return scale < CODE_LEAST ? CODE_LEAST : scale > CODE_MOST ? CODE_MOST : scale;
}

/* The figure's image at the size that fits into a width and a height; NULL after reporting. */
static const struct image *fitted(struct builder *b, const struct node *figure, double width,
								  double height, double *scale)
{
	struct setting *setting = b->setting;
	struct str bytes = figure->u.figure.bytes;
	const char *path = figure->u.figure.path;
	struct image *image = bytes.s
							  ? image_of(setting->arena, setting->diag, path, bytes, figure->pos)
							  : image_read(setting->arena, setting->diag, path, figure->pos);
	*scale = 1;
	if (!image)
		return NULL;
	if (image->width > width)
		*scale = width / image->width;
	if (image->height * *scale > height)
		*scale = height / image->height;
	return image;
}

static struct mark *add_image(struct builder *b, struct box *box, const struct node *figure,
							  const struct image *image, double scale)
{
	struct mark *mark = flow_mark(b, box, MARK_IMAGE, MARK_CONTENT, figure);
	mark->width = (int)(image->width * scale);
	mark->height = (int)(image->height * scale);
	mark->image = image;
	return mark;
}

void flow_figure(struct builder *b, const struct node *figure)
{
	const struct node *part = doc_ancestor(figure, NODE_PART);
	bool imprint = part && part->u.part.kind == PART_IMPRINT;
	enum role role = imprint ? ROLE_IMPRINT : ROLE_CAPTION;
	struct style style = flow_style(b, figure, role);
	const struct page_geometry *page = flow_page(b);
	double scale, room = (page->height - page->top - page->foot) * PAGE_MOST;
	/* The logo stands in the letterhead. */
	if (part && part->u.part.kind == PART_FRONT)
		return;
	const struct image *image = fitted(b, figure, b->frame.width, room, &scale);
	if (!image)
		return;
	if (figure->u.figure.bytes.s && scale >= 1)
		scale = code_scale(&style);
	int height = (int)(image->height * scale);
	struct box *box = flow_add(b, style.before > ABOVE ? style.before : ABOVE, height, height);
	struct mark *mark = add_image(b, box, figure, image, scale);
	mark->x = flow_is_rtl(b, figure) ? b->frame.left + b->frame.width - mark->width : b->frame.left;
	/* A code's own white stands outside the text, so that its modules are flush with the words. */
	if (figure->u.figure.bytes.s)
		mark->x += (int)(MM(QR_QUIET_MM) * scale) * (flow_is_rtl(b, figure) ? 1 : -1);
	b->after = style.after;
	for (const struct node *caption = figure->child; caption; caption = caption->next) {
		b->keep = KEEP_ALWAYS;
		b->after = 0;
		flow_words(b, caption, role, style.before, style.after);
	}
}

void flow_letterhead(struct builder *b, const struct node *name, const struct node *logo)
{
	struct style style = flow_style(b, name, ROLE_CLINIC);
	bool rtl = b->setting->edition->locale->rtl;
	double scale;
	const struct image *image = fitted(b, logo, b->frame.width * LOGO_WIDTH, LOGO_HEIGHT, &scale);
	if (!image)
		return;
	int width = (int)(image->width * scale), height = (int)(image->height * scale), words = 0;
	int taken = width + LOGO_GUTTER;
	struct builder inner = {
		.setting = b->setting, .frame = {0, b->frame.width - taken}, .role = ROLE_CLINIC};
	flow_words(&inner, name, ROLE_CLINIC, 0, 0);
	for (int i = 0; i < inner.flow.count; i++)
		words += inner.flow.boxes[i].height;
	int tall = words > height ? words : height, y = (tall - words) / 2;
	struct box *box = flow_add(b, style.before, tall, tall);
	for (int i = 0; i < inner.flow.count; i++) {
		flow_take(b, box, &inner.flow.boxes[i], b->frame.left + (rtl ? taken : 0), y);
		y += inner.flow.boxes[i].height;
	}
	struct mark *mark = add_image(b, box, logo, image, scale);
	mark->x = b->frame.left + (rtl ? 0 : b->frame.width - width);
	mark->y = (tall - height) / 2;
	b->after = style.after;
}
