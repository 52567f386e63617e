/* The least that a PDF of a text costs: floor TEXT PDF [TEXT PDF]... sets each line of a text as a
 * paragraph with PangoLayout, greedily, justified at 170 mm, 11 on 15 points, untagged, straight to
 * Cairo, and does nothing else. "# " and "## " begin a title and a heading, "- " an item. */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>

#define MM (72 / 25.4)

static const double width = 210 * MM, height = 297 * MM, margin = 20 * MM, measure = 170 * MM,
					top = 22 * MM, foot = 24 * MM, after = 7.5;

struct style {
	const char *mark, *font;
	double leading;
};

static const struct style styles[] = {
	{"# ", "Noto Sans Bold 26", 30},
	{"## ", "Noto Sans Bold 15", 18},
	{"- ", "Noto Serif 11", 15},
	{"", "Noto Serif 11", 15},
};

/* Draws the paragraph from y on, over as many pages as it needs; the new y. */
static double set(cairo_t *cairo, PangoLayout *layout, const struct style *style, double y)
{
	for (int i = 0; i < pango_layout_get_line_count(layout); i++) {
		if (y + style->leading > height - foot) {
			cairo_show_page(cairo);
			y = top;
		}
		y += style->leading;
		cairo_move_to(cairo, margin, y);
		pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout, i));
	}
	return y + after;
}

static int write_pdf(const char *text, const char *pdf)
{
	char *all;
	cairo_surface_t *surface = cairo_pdf_surface_create(pdf, width, height);
	cairo_t *cairo = cairo_create(surface);
	PangoLayout *layout = pango_cairo_create_layout(cairo);
	pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72);
	pango_layout_set_width(layout, (int)(measure * PANGO_SCALE));
	pango_layout_set_justify(layout, TRUE);
	if (!g_file_get_contents(text, &all, NULL, NULL))
		return 0;
	double y = top;
	for (char *line = all, *end; *line != '\0'; line = end + 1) {
		end = strchr(line, '\n');
		if (!end)
			break;
		*end = '\0';
		const struct style *style = styles;
		while (!g_str_has_prefix(line, style->mark))
			style++;
		PangoFontDescription *font = pango_font_description_from_string(style->font);
		pango_layout_set_font_description(layout, font);
		pango_font_description_free(font);
		pango_layout_set_text(layout, line + strlen(style->mark), -1);
		y = set(cairo, layout, style, y);
	}
	g_free(all);
	g_object_unref(layout);
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	int written = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	return written;
}

int main(int argc, char **argv)
{
	for (int i = 1; i + 1 < argc; i += 2) {
		if (!write_pdf(argv[i], argv[i + 1])) {
			fprintf(stderr, "floor: %s: not written\n", argv[i]);
			return 1;
		}
	}
	return argc < 3 ? 2 : 0;
}
