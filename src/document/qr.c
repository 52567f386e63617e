/* QR codes by libqrencode, written as SVG: a run of dark modules is one piece of the path. */
#include "document/qr.h"

#include <qrencode.h>

#define QUIET 4 /* modules */
#define MODULE_MM (QR_QUIET_MM / QUIET)
#define DARK 1

static void add_row(struct buf *out, const unsigned char *row, int width, int y)
{
	for (int x = 0; x < width; x++) {
		int from = x;
		while (x < width && (row[x] & DARK))
			x++;
		if (x > from)
			buf_fmt(out, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from);
	}
}

struct str qr_svg(struct arena *arena, const char *text)
{
	struct buf out = {.arena = arena};
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	if (!code)
		return (struct str){NULL, 0};
	int side = code->width + 2 * QUIET, tenths = (int)(side * MODULE_MM * 10 + 0.5);
	buf_fmt(&out,
			"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d.%dmm\" height=\"%d.%dmm\" "
			"viewBox=\"0 0 %d %d\"><path fill=\"#ffffff\" d=\"M0 0h%dv%dh-%dz\"/>"
			"<path fill=\"#000000\" shape-rendering=\"crispEdges\" d=\"",
			tenths / 10, tenths % 10, tenths / 10, tenths % 10, side, side, side, side, side);
	for (int y = 0; y < code->width; y++)
		add_row(&out, code->data + (size_t)y * (size_t)code->width, code->width, y);
	buf_puts(&out, "\"/></svg>\n");
	QRcode_free(code);
	return buf_str(&out);
}
