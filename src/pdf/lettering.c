/* The text in an SVG. It is found as the XML has it and shown to Pango, as librsvg does: a
 * character that no face has is there counted as unknown. */
#include "pdf/lettering.h"

#include <pango/pangocairo.h>
#include <string.h>

struct reader {
	int depth; /* of elements in a text, itself included; 0: in none */
	GString *text;
};

static const char *local_name(const char *name)
{
	const char *colon = strrchr(name, ':');
	return colon ? colon + 1 : name;
}

static void begin(GMarkupParseContext *context, const char *name, const char **keys,
				  const char **values, void *data, GError **error)
{
	(void)context, (void)keys, (void)values, (void)error;
	struct reader *reader = data;
	if (reader->depth || strcmp(local_name(name), "text") == 0)
		reader->depth++;
}

static void end(GMarkupParseContext *context, const char *name, void *data, GError **error)
{
	(void)context, (void)name, (void)error;
	struct reader *reader = data;
	if (reader->depth)
		reader->depth--;
}

static void add(GMarkupParseContext *context, const char *text, gsize len, void *data,
				GError **error)
{
	(void)context, (void)error;
	struct reader *reader = data;
	if (reader->depth)
		g_string_append_len(reader->text, text, (gssize)len);
}

/* All characters of the text elements; free it. */
static char *read_text(struct str svg)
{
	static const GMarkupParser parser = {begin, end, add, NULL, NULL};
	struct reader reader = {0, g_string_new(NULL)};
	GMarkupParseContext *context =
		g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
	g_markup_parse_context_parse(context, svg.s, (gssize)svg.len, NULL);
	g_markup_parse_context_free(context);
	return g_string_free(reader.text, FALSE);
}

static bool is_unknown(PangoLayout *layout, const char *text, int len)
{
	pango_layout_set_text(layout, text, len);
	return pango_layout_get_unknown_glyphs_count(layout) > 0;
}

/* The first character of a text that is unknown by itself. */
static unsigned first_unknown(PangoLayout *layout, const char *text)
{
	for (const char *c = text; *c; c = g_utf8_next_char(c)) {
		gunichar code = g_utf8_get_char(c);
		if (!g_unichar_isspace(code) && !g_unichar_iscntrl(code) &&
			is_unknown(layout, c, (int)(g_utf8_next_char(c) - c)))
			return code;
	}
	return 0;
}

unsigned lettering_missing(const struct image *image)
{
	if (image->kind != IMAGE_SVG)
		return 0;
	char *text = read_text(image->bytes);
	unsigned missing = 0;
	if (*text) {
		PangoFontMap *map = pango_cairo_font_map_new();
		PangoContext *context = pango_font_map_create_context(map);
		PangoLayout *layout = pango_layout_new(context);
		if (is_unknown(layout, text, -1))
			missing = first_unknown(layout, text);
		g_object_unref(layout);
		g_object_unref(context);
		g_object_unref(map);
	}
	g_free(text);
	return missing;
}
