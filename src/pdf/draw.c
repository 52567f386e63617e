/* Pages -> a PDF by cairo. All that is painted stands between flat markers, one for each stretch of
 * content of the same element; underlines and other furniture are artifacts. */
#include "pdf/draw.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "base/units.h"
#include "pdf/cut.h"
#include "pdf/glyphs.h"
#include "pdf/hyphen.h"
#include "pdf/picture.h"
#include "pdf/reading.h"
#include "pdf/value.h"

/* Sheets from which on it pays to give free memory back. */
enum { TRIM_LEAST = 100 };

struct pen {
	struct arena *arena;
	struct arena *lines; /* what only drawing a side needs */
	struct diag *diag;
	struct tags *tags;
	struct links *links;
	struct pictures *pictures;
	struct cuts *cuts;
	cairo_t *cr;
	int page;  /* of the PDF */
	int folio; /* the page of the document that is drawn there */
	int left;  /* where that begins, in Pango units */
	bool open; /* between a marker's begin and end */
	struct element *element;
	enum artifact artifact;
	double apart; /* em */
};

static void close_marker(struct pen *pen)
{
	if (pen->open)
		cairo_tag_end(pen->cr, "NonStruct");
	pen->open = false;
}

/* What stands apart has a marker to itself, for cairo puts what follows on without a break next to
 * where it takes it to end. */
static void open_marker(struct pen *pen, struct element *element, enum artifact artifact,
						double apart, struct pos pos)
{
	bool joins = pen->open && pen->element == element && pen->artifact == artifact;
	if (joins && apart == 0 && pen->apart == 0)
		return;
	close_marker(pen);
	cairo_tag_begin(pen->cr, "NonStruct", NULL);
	tags_mark(pen->tags, pen->page,
			  (struct content_marker){element, artifact, -1, pos, apart, joins});
	pen->open = true;
	pen->element = element;
	pen->artifact = artifact;
	pen->apart = apart;
}

static void set_color(struct pen *pen, unsigned color)
{
	cairo_set_source_rgb(pen->cr, (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0,
						 (color & 255) / 255.0);
}

static enum artifact artifact_of(enum mark_role role)
{
	switch (role) {
	case MARK_CONTENT:
	case MARK_LABEL:
		return ARTIFACT_NONE;
	case MARK_HEADER:
		return ARTIFACT_HEADER;
	case MARK_FOOTER:
		return ARTIFACT_FOOTER;
	case MARK_LAYOUT:
		return ARTIFACT_LAYOUT;
	case MARK_BACKGROUND:
		return ARTIFACT_BACKGROUND;
	case MARK_REPEAT:
		return ARTIFACT_REPEAT;
	}
	return ARTIFACT_LAYOUT;
}

/* The element and all that it is in begin here, unless they already began. */
static void note_place(const struct pen *pen, struct element *element, int y)
{
	for (; element && (element->page < 0 || element->folio > pen->folio);
		 element = element->parent) {
		element->page = pen->page;
		element->folio = pen->folio;
		element->y = y;
	}
}

static void show_run(struct pen *pen, const struct run *run, bool unsaid)
{
	if (unsaid)
		hyphen_show_unsaid(pen->cr, run, pen->cuts);
	else if (!cuts_show(pen->cuts, pen->cr, run))
		glyphs_show(pen->lines, pen->cr, run);
}

static void draw_run(struct pen *pen, const struct mark *mark, const struct run *run, bool first)
{
	bool unsaid = first && mark->line->repeats_hyphen && hyphen_is(run);
	double x = TO_PT(mark->x + run->x), y = TO_PT(mark->y - run->rise);
	set_color(pen, run->color);
	if (run->scale == 1.0 || run->scale <= 0) {
		cairo_move_to(pen->cr, x, y);
		show_run(pen, run, unsaid);
		return;
	}
	cairo_save(pen->cr);
	cairo_translate(pen->cr, x, y);
	cairo_scale(pen->cr, run->scale, 1.0);
	cairo_move_to(pen->cr, 0, 0);
	show_run(pen, run, unsaid);
	cairo_restore(pen->cr);
}

/* Moves the run's letters together again that stand apart; returns how far in em. The PDF says it
 * once for all of them, where cairo would say it after each. */
static double close_up(const struct run *run)
{
	PangoGlyphString *glyphs = run->glyphs->glyphs;
	int em;
	if (run->apart == 0)
		return 0;
	for (int i = 0; i < glyphs->num_glyphs; i++)
		if (glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY)
			glyphs->glyphs[i].geometry.width -= run->apart;
	hb_font_get_scale(pango_font_get_hb_font(run->glyphs->item->analysis.font), &em, NULL);
	return (double)run->apart / em;
}

/* The part of a run that is within its line: a space at the line's end is not. */
static struct quad run_quad(const struct mark *mark, const struct run *run)
{
	int left = MAX(run->x, 0), right = MIN(run->x + run->width, mark->line->width);
	return (struct quad){mark->x + left, mark->y - mark->line->ascent, MAX(right - left, 0),
						 mark->line->ascent + mark->line->descent};
}

static void draw_bars(struct pen *pen, const struct mark *mark, const struct run *run,
					  enum artifact artifact, struct pos pos)
{
	struct quad quad = run_quad(mark, run);
	PangoFontMetrics *metrics = pango_font_get_metrics(run->glyphs->item->analysis.font,
													   run->glyphs->item->analysis.language);
	int under = pango_font_metrics_get_underline_position(metrics);
	int through = pango_font_metrics_get_strikethrough_position(metrics);
	int thin = pango_font_metrics_get_underline_thickness(metrics);
	pango_font_metrics_unref(metrics);
	open_marker(pen, NULL, artifact, 0, pos);
	set_color(pen, run->color);
	if (run->underline)
		cairo_rectangle(pen->cr, TO_PT(quad.x), TO_PT(mark->y - under), TO_PT(quad.width),
						TO_PT(thin));
	if (run->strike)
		cairo_rectangle(pen->cr, TO_PT(quad.x), TO_PT(mark->y - run->rise - through),
						TO_PT(quad.width), TO_PT(thin));
	cairo_fill(pen->cr);
}

/* The element of a run of content; adds its words to the link that they belong to. */
static struct element *run_element(struct pen *pen, const struct mark *mark, const struct run *run)
{
	struct quad quad = run_quad(mark, run);
	struct element *element = mark->role == MARK_LABEL
								  ? tags_label(pen->tags, mark->node)
								  : tags_content(pen->tags, mark->node, run->node);
	if (!element)
		return NULL;
	note_place(pen, element, quad.y);
	const struct node *target = NULL;
	if (mark->role == MARK_CONTENT)
		target = links_target(run->node, mark->node);
	else if (element->node->kind == NODE_NOTE ||
			 (element->node->kind == NODE_ITEM && element->node->u.item.cited))
		target = element->node;
	quad.x += pen->left;
	if (target)
		links_add(pen->links, pen->tags, element, target, pen->page, quad);
	return element;
}

static bool draw_line(struct pen *pen, const struct mark *mark)
{
	enum artifact artifact = artifact_of(mark->role);
	struct pos pos = mark->node ? mark->node->pos : POS_FILE(NULL);
	int count;
	const struct run **runs = reading_order(pen->lines, mark->line, &count);
	for (int i = 0; i < count; i++) {
		struct element *element = NULL;
		if (artifact == ARTIFACT_NONE) {
			element = run_element(pen, mark, runs[i]);
			if (!element) {
				diag_error(pen->diag, pos,
						   "this text has no place in the structure of the PDF: a fault of the "
						   "program, please report it");
				return false;
			}
		}
		open_marker(pen, element, artifact, close_up(runs[i]), pos);
		draw_run(pen, mark, runs[i], i == 0);
	}
	for (int i = 0; i < count; i++)
		if (runs[i]->underline || runs[i]->strike)
			draw_bars(pen, mark, runs[i], artifact ? artifact : ARTIFACT_LAYOUT, pos);
	return true;
}

/* Rules and frames are no content, but for the drawn box of a task. */
static void draw_shape(struct pen *pen, const struct mark *mark)
{
	enum artifact artifact = artifact_of(mark->role);
	struct pos pos = mark->node ? mark->node->pos : POS_FILE(NULL);
	struct element *element = mark->role == MARK_LABEL ? tags_label(pen->tags, mark->node) : NULL;
	if (element && !(element->detail && element->detail->actual))
		element = NULL;
	if (!element && artifact == ARTIFACT_NONE)
		artifact = ARTIFACT_LAYOUT;
	note_place(pen, element, mark->y);
	open_marker(pen, element, artifact, 0, pos);
	set_color(pen, mark->color);
	if (mark->kind == MARK_RECT) {
		cairo_rectangle(pen->cr, TO_PT(mark->x), TO_PT(mark->y), TO_PT(mark->width),
						TO_PT(mark->height));
		cairo_fill(pen->cr);
		return;
	}
	double t = TO_PT(mark->thickness);
	cairo_set_line_width(pen->cr, t);
	cairo_rectangle(pen->cr, TO_PT(mark->x) + t / 2, TO_PT(mark->y) + t / 2, TO_PT(mark->width) - t,
					TO_PT(mark->height) - t);
	cairo_stroke(pen->cr);
}

static void set_box(struct pen *pen, struct element *element, const struct mark *mark, int height)
{
	const int corners[] = {pen->left + mark->x, height - mark->y - mark->height,
						   pen->left + mark->x + mark->width, height - mark->y};
	struct buf out = {.arena = pen->arena};
	buf_puts(&out, "<</O/Layout/Placement/Block/BBox[");
	for (int i = 0; i < 4; i++) {
		buf_puts(&out, i ? " " : "");
		value_length(&out, corners[i]);
	}
	buf_puts(&out, "]>>");
	tags_detail(pen->tags, element)->attributes = buf_chars(&out);
}

static bool report_missing(struct diag *diag, struct pos pos, const char *path, unsigned character)
{
	char text[8] = {0};
	const char *slash = strrchr(path, '/');
	g_unichar_to_utf8(character, text);
	diag_error(diag, pos,
			   "no face on the list has the character \"%s\" (U+%04X) in the text of image \"%s\": "
			   "convert its text to paths, replace the character, or add a face that has it",
			   text, character, slash ? slash + 1 : path);
	return false;
}

static bool draw_image(struct pen *pen, const struct mark *mark, int height)
{
	enum artifact artifact = artifact_of(mark->role);
	struct pos pos = mark->node ? mark->node->pos : POS_FILE(mark->image->path);
	struct element *element = NULL;
	if (mark->role == MARK_CONTENT && mark->node && mark->node->kind == NODE_FIGURE)
		element = tags_content(pen->tags, mark->node, NULL);
	if (element)
		set_box(pen, element, mark, height);
	else if (artifact == ARTIFACT_NONE)
		artifact = ARTIFACT_LAYOUT;
	note_place(pen, element, mark->y);
	open_marker(pen, element, artifact, 0, pos);
	unsigned missing = picture_missing(pen->pictures, mark->image);
	if (missing)
		return report_missing(pen->diag, pos, mark->image->path, missing);
	if (picture_draw(pen->pictures, pen->cr, mark))
		return true;
	diag_error(pen->diag, pos, "image \"%s\" cannot be drawn: save it again as PNG or plain SVG",
			   mark->image->path);
	return false;
}

static bool report(struct diag *diag, struct pos pos, cairo_status_t status)
{
	diag_error(diag, pos,
			   "the page cannot be drawn here (%s): a fault of the program, please report it",
			   cairo_status_to_string(status));
	return false;
}

static bool draw_mark(struct pen *pen, const struct mark *mark, int height)
{
	bool whole = true;
	switch (mark->kind) {
	case MARK_LINE:
		whole = draw_line(pen, mark);
		break;
	case MARK_RECT:
	case MARK_FRAME:
		draw_shape(pen, mark);
		break;
	case MARK_IMAGE:
		whole = draw_image(pen, mark, height);
		break;
	}
	cairo_status_t status = cairo_status(pen->cr);
	if (!whole || status == CAIRO_STATUS_SUCCESS)
		return whole;
	return report(pen->diag, mark->node ? mark->node->pos : POS_FILE(NULL), status);
}

/* The side of a pair that a node is in; NULL: it is in none. */
static const struct node *side_of(const struct node *node)
{
	while (node && node->kind != NODE_SIDE)
		node = node->parent;
	return node;
}

static bool is_second(const struct node *side)
{
	return side && side->parent && side->parent->child != side;
}

/* Draws the marks from one to before another that are of a second side. */
static bool draw_seconds(struct pen *pen, const struct page *page, int from, int to, int height)
{
	bool whole = true;
	for (int i = from; i < to && whole; i++)
		if (is_second(side_of(page->marks[i].node)))
			whole = draw_mark(pen, &page->marks[i], height);
	return whole;
}

/* The second side of a pair, whose lines stand among those of the first, is drawn after it: who
 * copies text without regard to the structure gets it in the order of drawing. */
static bool draw_page(struct pen *pen, const struct page *page, int height)
{
	const struct node *pair = NULL;
	int from = 0;
	bool whole = true;
	for (int i = 0; i < page->count && whole; i++) {
		const struct mark *mark = &page->marks[i];
		const struct node *side = side_of(mark->node);
		if (mark->node && (side ? side->parent : NULL) != pair) {
			whole = draw_seconds(pen, page, from, i, height);
			pair = side ? side->parent : NULL;
			from = i;
		}
		if (whole && !is_second(side))
			whole = draw_mark(pen, mark, height);
	}
	whole = whole && draw_seconds(pen, page, from, page->count, height);
	close_marker(pen);
	return whole;
}

static struct pos page_pos(const struct page *page)
{
	for (int i = 0; i < page->count; i++)
		if (page->marks[i].node)
			return page->marks[i].node->pos;
	return POS_FILE(NULL);
}

/* Draws the pages of a side, the earlier one first. */
static bool draw_side(struct pen *pen, const struct pages *pages, const struct sheets *sheets)
{
	const int *both = sheets->sides[pen->page].pages;
	bool swap = both[1] >= 0 && (both[0] < 0 || both[1] < both[0]), whole = true;
	struct pos pos = POS_FILE(NULL);
	arena_clear(pen->lines);
	for (int i = 0; i < 2 && whole; i++) {
		pen->folio = both[swap ? 1 - i : i];
		if (pen->folio < 0)
			continue;
		pen->left = sheets->slots[pen->folio].x;
		pos = page_pos(&pages->items[pen->folio]);
		tags_turn(pen->tags, pen->folio);
		cairo_save(pen->cr);
		cairo_translate(pen->cr, TO_PT(pen->left), 0);
		whole = draw_page(pen, &pages->items[pen->folio], sheets->height);
		cairo_restore(pen->cr);
	}
	cairo_show_page(pen->cr);
	cairo_status_t status = cairo_status(pen->cr);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(cairo_get_target(pen->cr));
	if (whole && status != CAIRO_STATUS_SUCCESS)
		return report(pen->diag, pos, status);
	return whole;
}

static cairo_status_t take_bytes(void *data, const unsigned char *bytes, unsigned length)
{
	const struct outlet *outlet = data;
	return outlet->take(outlet->data, bytes, length) ? CAIRO_STATUS_SUCCESS
													 : CAIRO_STATUS_WRITE_ERROR;
}

bool draw_pages(struct arena *arena, struct diag *diag, struct pages *pages,
				const struct sheets *sheets, struct tags *tags, struct links *links,
				const struct outlet *outlet)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
		take_bytes, (void *)outlet, TO_PT(sheets->width), TO_PT(sheets->height));
	struct pen pen = {arena, arena_new(), diag, tags, links, .cr = cairo_create(surface)};
	bool whole = true;
	pen.pictures = pictures_new(arena);
	pen.cuts = cuts_make(arena, pages);
	for (; pen.page < sheets->count && whole; pen.page++) {
		whole = draw_side(&pen, pages, sheets) && outlet->turn(outlet->data, pen.page);
		pages_release(pages, pen.page + 1); /* no later side has an earlier page */
	}
	arena_free(pen.lines);
	tags_settle(tags);
	cairo_status_t status = cairo_status(pen.cr);
	cairo_destroy(pen.cr);
	cairo_surface_finish(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (sheets->count > TRIM_LEAST)
		arena_give_back(); /* what cairo kept of each marker, a tenth of all memory */
	if (whole && status != CAIRO_STATUS_SUCCESS)
		return report(diag, POS_FILE(NULL), status);
	return whole;
}
