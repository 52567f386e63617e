/* SVG by librsvg, which is loaded when the first SVG is met: few handouts have one, and linking to
 * it costs every start 5 ms. */
#include <glib-object.h>
#include <string.h>

#include "base/library.h"
#include "base/units.h"
#include "read/codec.h"
#include "read/svg_uses.h"

#define SVG_NO_LIBRARY \
	"needs librsvg, which cannot be loaded: install the package librsvg2-2, or save it as PNG"
#define SVG_NO_SIZE "has no size: give its <svg> a width and a height, or a viewBox"
#define SVG_INSIDE                                                                                 \
	"holds a picture that is no sound PNG or JPEG of at most 50 million pixels: save that alone, " \
	"or save it all as PNG"
#define SVG_DECLARES "declares names for texts of its own (ENTITY): save it as plain SVG or PNG"
#define SVG_DAMAGED \
	"is damaged or nested too deep: open it in a drawing program and save it as plain SVG or PNG"
#define SVG_MANY                                                                                   \
	"has more than 100,000 elements drawn by references (use, pattern, mask, marker): save it as " \
	"PNG"
#define SVG_DEEP "has elements or references nested more than 1,000 deep: save it as PNG"
#define SVG_OUTSIDE "refers to something outside itself: embed it, or save it as plain SVG or PNG"

/* As librsvg declares them. */
struct rectangle {
	double x, y, width, height;
};

struct length {
	double length;
	int unit;
};

struct rsvg {
	void *(*open)(const guint8 *data, gsize length, GError **);
	void (*set_dpi)(void *handle, double dpi);
	gboolean (*pixel_size)(void *handle, double *width, double *height);
	void (*dimensions)(void *handle, gboolean *has_width, struct length *width,
					   gboolean *has_height, struct length *height, gboolean *has_box,
					   struct rectangle *box);
	gboolean (*render)(void *handle, struct _cairo *, const struct rectangle *, GError **);
};

static const struct library_function functions[] = {
	{"rsvg_handle_new_from_data", offsetof(struct rsvg, open)},
	{"rsvg_handle_set_dpi", offsetof(struct rsvg, set_dpi)},
	{"rsvg_handle_get_intrinsic_size_in_pixels", offsetof(struct rsvg, pixel_size)},
	{"rsvg_handle_get_intrinsic_dimensions", offsetof(struct rsvg, dimensions)},
	{"rsvg_handle_render_document", offsetof(struct rsvg, render)},
};

/* Here the library must stay loaded: what GLib knows of its types cannot be taken back. */
static bool load(struct rsvg *rsvg)
{
	return library_load("librsvg-2.so.2", functions, G_N_ELEMENTS(functions), rsvg);
}

/* A handle without a base: nothing outside the bytes can be reached. Unref it. NULL: damaged. */
static void *open_handle(const struct rsvg *rsvg, const struct image *image)
{
	void *handle = rsvg->open((const guint8 *)image->bytes.s, image->bytes.len, NULL);
	if (handle)
		rsvg->set_dpi(handle, 96.0);
	return handle;
}

static const char *skip(const char *c, const char *set)
{
	return c + strspn(c, set);
}

/* The data of a picture in Base64, up to the quote that ends it; white space may be written out. */
static char *picture_data(const char *c)
{
	static const char *const spaces[] = {"&#10;", "&#xA;", "&#xa;", "&#13;", "&#9;"};
	GString *data = g_string_new_len(c, (gssize)strcspn(c, "\"'"));
	for (size_t i = 0; i < G_N_ELEMENTS(spaces); i++)
		g_string_replace(data, spaces[i], "", 0);
	return g_string_free(data, FALSE);
}

/* Whether a "data:" target is a PNG or JPEG that could stand alone. */
static bool is_sound_picture(const char *target)
{
	static const char *const kinds[] = {"data:image/png;base64,", "data:image/jpeg;base64,",
										"data:image/jpg;base64,"};
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (g_ascii_strncasecmp(target, kinds[i], strlen(kinds[i])) != 0)
			continue;
		char *data = picture_data(target + strlen(kinds[i]));
		gsize length;
		guchar *bytes = g_base64_decode(data, &length);
		struct image inner = {.bytes = {(const char *)bytes, length}};
		bool png = length > 8 && memcmp(bytes, "\x89PNG", 4) == 0;
		bool jpeg = length > 4 && memcmp(bytes, "\xff\xd8\xff", 3) == 0;
		bool sound = (png && !codec_check_png(&inner)) || (jpeg && !codec_check_jpeg(&inner));
		g_free(bytes);
		g_free(data);
		return sound;
	}
	return false;
}

/* What is wrong with the target of a reference, or NULL. */
static const char *fault_of(const char *target)
{
	if (target[0] == '#')
		return NULL;
	if (g_ascii_strncasecmp(target, "data:", 5) == 0)
		return is_sound_picture(target) ? NULL : SVG_INSIDE;
	return SVG_OUTSIDE;
}

/* Whether every href="..." and url(...) stays in the file, and nothing is declared or imported:
 * what is wrong, or NULL. */
static const char *reference_fault(const char *text)
{
	static const char space[] = " \t\r\n";
	const char *fault = NULL;
	if (strstr(text, "<!ENTITY"))
		return SVG_DECLARES;
	if (strstr(text, "<?xml-stylesheet") || strstr(text, "@import"))
		return SVG_OUTSIDE;
	for (const char *c = text; !fault && (c = strstr(c, "href")); c += 4) {
		const char *value = skip(c + 4, space);
		if (*value != '=')
			continue;
		value = skip(value + 1, space);
		if (*value == '"' || *value == '\'')
			fault = fault_of(skip(value + 1, space));
	}
	for (const char *c = text; !fault && (c = strstr(c, "url(")); c += 4)
		fault = *skip(c + 4, " \t\r\n\"'") == '#' ? NULL : SVG_OUTSIDE;
	return fault;
}

/* Whether the references inside have little enough drawn: what is wrong, or NULL. */
static const char *uses_fault(struct str text)
{
	switch (svg_uses(text)) {
	case SVG_USES_FEW:
		return NULL;
	case SVG_USES_MANY:
		return SVG_MANY;
	case SVG_USES_DEEP:
		return SVG_DEEP;
	case SVG_USES_DAMAGED:
		return SVG_DAMAGED;
	}
	return NULL;
}

/* The size in pixels of 1/96 inch; false: it has none. */
static bool measure(const struct rsvg *rsvg, void *handle, double *width, double *height)
{
	if (rsvg->pixel_size(handle, width, height) && *width > 0 && *height > 0)
		return true;
	gboolean has_width, has_height, has_box = FALSE;
	struct length w, h;
	struct rectangle box;
	rsvg->dimensions(handle, &has_width, &w, &has_height, &h, &has_box, &box);
	*width = box.width;
	*height = box.height;
	return has_box && box.width > 0 && box.height > 0;
}

const char *codec_check_svg(struct image *image)
{
	struct rsvg rsvg;
	double width, height;
	if (!g_utf8_validate(image->bytes.s, (gssize)image->bytes.len, NULL))
		return IMAGE_DAMAGED;
	char *text = g_strndup(image->bytes.s, image->bytes.len);
	const char *fault = reference_fault(text);
	bool refers = strstr(text, "href") || strstr(text, "url(");
	g_free(text);
	if (!fault && refers)
		fault = uses_fault(image->bytes);
	if (fault)
		return fault;
	if (!load(&rsvg))
		return SVG_NO_LIBRARY;
	void *handle = open_handle(&rsvg, image);
	if (!handle)
		return SVG_DAMAGED;
	bool sized = measure(&rsvg, handle, &width, &height);
	g_object_unref(handle);
	if (!sized)
		return SVG_NO_SIZE;
	if (width > 20000 || height > 20000)
		return IMAGE_TOO_LARGE;
	image->width = PT(width * 0.75);
	image->height = PT(height * 0.75);
	return NULL;
}

bool image_render(const struct image *image, struct _cairo *cr, double width, double height)
{
	struct rsvg rsvg;
	struct rectangle viewport = {0, 0, width, height};
	if (image->kind != IMAGE_SVG || !load(&rsvg))
		return false;
	void *handle = open_handle(&rsvg, image);
	if (!handle)
		return false;
	bool drawn = rsvg.render(handle, cr, &viewport, NULL);
	g_object_unref(handle);
	return drawn;
}
