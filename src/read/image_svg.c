/* SVG by librsvg, which is loaded when the first SVG is met: few handouts have one, and linking to
 * it costs every start 5 ms. */
#include <dlfcn.h>
#include <glib-object.h>
#include <string.h>

#include "base/units.h"
#include "read/codec.h"

#define SVG_NO_LIBRARY \
	"needs librsvg, which is not installed: install the package librsvg2-2, or save it as PNG"
#define SVG_NO_SIZE "has no size: give its <svg> a width and a height, or a viewBox"
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

/* Finds a function; ISO C has no conversion from an object's pointer to a function's. */
static bool find(void *library, const char *name, void *function)
{
	void *address = dlsym(library, name);
	memcpy(function, &address, sizeof address);
	return address != NULL;
}

/* The library stays loaded: what GLib knows of its types cannot be taken back. */
static bool load(struct rsvg *rsvg)
{
	void *library = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL);
	return library && find(library, "rsvg_handle_new_from_data", &rsvg->open) &&
		   find(library, "rsvg_handle_set_dpi", &rsvg->set_dpi) &&
		   find(library, "rsvg_handle_get_intrinsic_size_in_pixels", &rsvg->pixel_size) &&
		   find(library, "rsvg_handle_get_intrinsic_dimensions", &rsvg->dimensions) &&
		   find(library, "rsvg_handle_render_document", &rsvg->render);
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

static bool is_inside(const char *target)
{
	return target[0] == '#' || g_ascii_strncasecmp(target, "data:", 5) == 0;
}

/* Whether every href="..." and url(...) stays in the file, and nothing is declared or imported. */
static bool is_self_contained(const char *text)
{
	static const char space[] = " \t\r\n";
	if (strstr(text, "<!ENTITY") || strstr(text, "<?xml-stylesheet") || strstr(text, "@import"))
		return false;
	for (const char *c = text; (c = strstr(c, "href")); c += 4) {
		const char *value = skip(c + 4, space);
		if (*value != '=')
			continue;
		value = skip(value + 1, space);
		if ((*value == '"' || *value == '\'') && !is_inside(skip(value + 1, space)))
			return false;
	}
	for (const char *c = text; (c = strstr(c, "url(")); c += 4)
		if (!is_inside(skip(c + 4, " \t\r\n\"'")))
			return false;
	return true;
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
	bool inside = is_self_contained(text);
	g_free(text);
	if (!inside)
		return SVG_OUTSIDE;
	if (!load(&rsvg))
		return SVG_NO_LIBRARY;
	void *handle = open_handle(&rsvg, image);
	if (!handle)
		return IMAGE_DAMAGED;
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
