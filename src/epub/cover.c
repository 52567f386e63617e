/* The cover: the title, the language, the clinic and one figure of two discs, in white and its
 * shades on the accent colour. Drawn as shades alone, so that the PNG is a palette of sixteen. */
#include <pango/pangocairo.h>
#include <png.h>
#include <string.h>

#include "base/xml.h"
#include "document/frame.h"
#include "epub/package.h"
#include "markup/writer.h"

/* Pixels. */
#define MARGIN 90
#define MEASURE (COVER_WIDTH - 2 * MARGIN)
#define CLINIC_TOP 100
#define RULE_TOP 250
#define TITLE_TOP 310
#define TITLE_ROOM 640
#define LANGUAGE_GAP 60
#define STAMP_FOOT 110
#define STAMP_PAD 22
#define CLINIC_SIZE 44
#define LANGUAGE_SIZE 56
#define STAMP_SIZE 40
#define STAMP_SMALLEST 28

#define SHADES 16
#define ROW_BYTES (COVER_WIDTH / 2)

struct cover {
	struct book *book;
	const struct script *script;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoContext *context;
};

/* A text of a role at a size in pixels, as wide as the measure. The caller unrefs it. */
static PangoLayout *lay_out(const struct cover *cover, enum role role, int size, const char *text)
{
	struct style style = theme_style(cover->book->edition->theme, cover->script, role);
	PangoFontDescription *font = fonts_describe(cover->script, &style);
	PangoLayout *layout = pango_layout_new(cover->context);

	pango_font_description_set_absolute_size(font, (double)size * PANGO_SCALE);
	PangoFontMetrics *metrics = pango_context_get_metrics(cover->context, font, NULL);
	double natural = pango_font_metrics_get_height(metrics) / (double)PANGO_SCALE;
	double leading = (double)style.leading / style.size * size;
	if (natural > 0)
		pango_layout_set_line_spacing(layout, (float)(leading / natural));
	pango_font_metrics_unref(metrics);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_auto_dir(layout, FALSE);
	if (cover->book->edition->locale->rtl)
		pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
	pango_layout_set_width(layout, MEASURE * PANGO_SCALE);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
	pango_layout_set_text(layout, text, -1);
	return layout;
}

static int height_of(PangoLayout *layout)
{
	int height;

	pango_layout_get_pixel_size(layout, NULL, &height);
	return height;
}

/* Draws the text with its top at y, takes the layout, and returns where it ends. */
static int show(const struct cover *cover, PangoLayout *layout, int y)
{
	int end = y + height_of(layout);

	cairo_move_to(cover->cr, MARGIN, y);
	pango_cairo_show_layout(cover->cr, layout);
	g_object_unref(layout);
	return end;
}

/* The title with ordinary spaces between words: large letters matter more here than which words
 * stand in one line. Those beside marks and numbers stay. */
static const char *loosened(const struct cover *cover)
{
	struct buf out = {.arena = cover->book->arena};
	const char *title = cover->book->edition->title;
	gunichar before = 0;

	for (const char *p = title; *p != '\0'; p = g_utf8_next_char(p)) {
		const char *next = g_utf8_next_char(p);
		gunichar c = g_utf8_get_char(p);
		if (c == 0xA0 && g_unichar_isalpha(before) && g_unichar_isalpha(g_utf8_get_char(next)))
			buf_putc(&out, ' ');
		else
			buf_add(&out, p, (size_t)(next - p));
		before = c;
	}
	return buf_chars(&out);
}

/* The title as large as it fits without splitting a word. */
static PangoLayout *lay_out_title(const struct cover *cover)
{
	const char *title = loosened(cover);
	static const int sizes[] = {136, 124, 112, 100, 90, 80, 70, 60, 50};
	size_t last = sizeof sizes / sizeof *sizes - 1;

	for (size_t i = 0; i < last; i++) {
		PangoLayout *layout = lay_out(cover, ROLE_TITLE, sizes[i], title);
		PangoRectangle ink, logical;
		pango_layout_get_pixel_extents(layout, &ink, &logical);
		if (logical.width <= MEASURE && ink.width <= MEASURE && logical.height <= TITLE_ROOM)
			return layout;
		g_object_unref(layout);
	}
	PangoLayout *layout = lay_out(cover, ROLE_TITLE, sizes[last], title);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	return layout;
}

static void shade(const struct cover *cover, double white)
{
	cairo_set_source_rgba(cover->cr, 1, 1, 1, white);
}

/* Two discs on the corner where reading ends. */
static void draw_figure(const struct cover *cover)
{
	double x = cover->book->edition->locale->rtl ? 0 : COVER_WIDTH;

	shade(cover, 0.13);
	cairo_arc(cover->cr, x, COVER_HEIGHT, 600, 0, 2 * G_PI);
	cairo_fill(cover->cr);
	shade(cover, 0.15);
	cairo_arc(cover->cr, x, COVER_HEIGHT, 360, 0, 2 * G_PI);
	cairo_fill(cover->cr);
	shade(cover, 0.6);
	cairo_rectangle(cover->cr, MARGIN, RULE_TOP, MEASURE, 3);
	cairo_fill(cover->cr);
}

/* The words of the draft stamp, as they stand on the title page, its languages on a line each;
 * NULL: no draft. */
static const char *stamp_text(const struct cover *cover)
{
	const struct node *root = cover->book->edition->document, *n = root;
	const char *between = frame_between(cover->book->edition->locale);

	while (n != NULL && (n->kind != NODE_PARAGRAPH || n->u.paragraph.use != USE_STAMP))
		n = doc_next(n, root);
	if (n == NULL)
		return NULL;
	const char *text = doc_plain(cover->book->arena, n), *end = strstr(text, between);
	if (end == NULL)
		return text;
	return str_fmt(cover->book->arena, "%.*s\n%s", (int)(end - text), text, end + strlen(between));
}

/* Framed, at the foot; smaller if that saves lines. */
static void draw_stamp(const struct cover *cover, const char *text)
{
	PangoLayout *layout = lay_out(cover, ROLE_STAMP, STAMP_SIZE, text);
	int lines = strchr(text, '\n') != NULL ? 2 : 1, size = STAMP_SIZE;

	while (size > STAMP_SMALLEST && pango_layout_get_line_count(layout) > lines) {
		g_object_unref(layout);
		layout = lay_out(cover, ROLE_STAMP, size -= 2, text);
	}
	int height = height_of(layout), top = COVER_HEIGHT - STAMP_FOOT - height;

	shade(cover, 1);
	cairo_set_line_width(cover->cr, 4);
	cairo_rectangle(cover->cr, MARGIN - STAMP_PAD, top - STAMP_PAD, MEASURE + 2 * STAMP_PAD,
					height + 2 * STAMP_PAD);
	cairo_stroke(cover->cr);
	show(cover, layout, top);
}

/* The text shut off from the direction of what is around it. */
static const char *isolated(const struct cover *cover, const char *text)
{
	return str_fmt(cover->book->arena, "\u2068%s\u2069", text);
}

/* "Español (Spanish)" */
static const char *language_line(const struct cover *cover)
{
	const struct edition *edition = cover->book->edition;
	const struct locale *locale = edition->locale;
	const char *staff = edition->staff_name ? edition->staff_name : locale->english;

	if (*frame_staff_name(cover->book->arena, edition) == '\0')
		return locale->native;
	return str_fmt(cover->book->arena, "%s (%s)", locale->native, isolated(cover, staff));
}

static void draw(const struct cover *cover)
{
	const struct edition *edition = cover->book->edition;
	const char *clinic = clinic_name(&edition->handout->clinic, edition->lang);
	const char *stamp = stamp_text(cover);

	draw_figure(cover);
	shade(cover, 1);
	if (clinic != NULL)
		show(cover, lay_out(cover, ROLE_CLINIC, CLINIC_SIZE, isolated(cover, clinic)), CLINIC_TOP);
	int end = show(cover, lay_out_title(cover), TITLE_TOP);
	show(cover, lay_out(cover, ROLE_LANGUAGE, LANGUAGE_SIZE, language_line(cover)),
		 end + LANGUAGE_GAP);
	if (stamp != NULL)
		draw_stamp(cover, stamp);
}

/* libpng fails here only when memory runs out: everything it is given is right. */
static void png_failed(png_structp png, png_const_charp why)
{
	(void)png;
	(void)why;
	arena_exhausted();
}

static void png_add(png_structp png, png_bytep bytes, size_t length)
{
	buf_add(png_get_io_ptr(png), bytes, length);
}

static void png_done(png_structp png)
{
	(void)png;
}

/* From the accent colour to white. */
static void make_palette(unsigned accent, png_color *palette)
{
	const unsigned from[] = {accent >> 16 & 0xFF, accent >> 8 & 0xFF, accent & 0xFF};
	png_byte mixed[3];

	for (unsigned i = 0; i < SHADES; i++) {
		for (int c = 0; c < 3; c++)
			mixed[c] = (png_byte)((from[c] * (SHADES - 1 - i) + 255 * i) / (SHADES - 1));
		palette[i] = (png_color){mixed[0], mixed[1], mixed[2]};
	}
}

/* The nearest shade of each alpha. */
static void make_shades(unsigned char *shades)
{
	for (unsigned alpha = 0; alpha < 256; alpha++)
		shades[alpha] = (unsigned char)((alpha * (SHADES - 1) + 127) / 255);
}

static void pack_row(const unsigned char *shades, const unsigned char *alpha, unsigned char *row)
{
	for (int i = 0; i < ROW_BYTES; i++)
		row[i] = (unsigned char)(shades[alpha[2 * i]] << 4 | shades[alpha[2 * i + 1]]);
}

static struct str encode(const struct cover *cover)
{
	struct buf out = {.arena = cover->book->arena};
	png_color palette[SHADES];
	unsigned char row[ROW_BYTES], shades[256];
	const unsigned char *data = cairo_image_surface_get_data(cover->surface);
	int stride = cairo_image_surface_get_stride(cover->surface);
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, png_failed, png_failed);
	png_infop info = png == NULL ? NULL : png_create_info_struct(png);

	if (info == NULL)
		arena_exhausted();
	png_set_write_fn(png, &out, png_add, png_done);
	png_set_IHDR(png, info, COVER_WIDTH, COVER_HEIGHT, 4, PNG_COLOR_TYPE_PALETTE,
				 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	make_palette(cover->book->edition->theme->accent, palette);
	png_set_PLTE(png, info, palette, SHADES);
	png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
	png_write_info(png, info);
	make_shades(shades);
	for (int y = 0; y < COVER_HEIGHT; y++) {
		pack_row(shades, data + (size_t)y * (size_t)stride, row);
		png_write_row(png, row);
	}
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	return buf_str(&out);
}

struct str cover_png(struct book *book, struct fonts *fonts)
{
	const struct edition *edition = book->edition;
	struct cover cover = {.book = book, .script = book->tongues[0]->script};

	cover.surface = cairo_image_surface_create(CAIRO_FORMAT_A8, COVER_WIDTH, COVER_HEIGHT);
	cover.cr = cairo_create(cover.surface);
	cover.context = fonts_context(fonts, edition->lang, edition->locale->rtl);
	draw(&cover);
	g_object_unref(cover.context);
	cairo_surface_flush(cover.surface);
	if (cairo_status(cover.cr) != CAIRO_STATUS_SUCCESS)
		arena_exhausted();
	struct str png = encode(&cover);
	cairo_destroy(cover.cr);
	cairo_surface_destroy(cover.surface);
	return png;
}

struct str cover_xhtml(struct book *book)
{
	const char *label = strings_get(book->edition->strings, "epub/cover");
	struct writer *writer = writer_xhtml(book, NULL, label, "cover");

	writer_puts(writer,
				"<section epub:type=\"cover\" class=\"cover\">\n"
				"<img src=\"" PACKAGE_COVER_IMAGE "\" role=\"doc-cover\"");
	xml_attr(&writer->buf, "alt", str_fmt(book->arena, "%s: %s", label, book->edition->title));
	writer_puts(writer, "/>\n</section>\n");
	return writer_end(writer);
}
