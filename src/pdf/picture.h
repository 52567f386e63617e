/* Images on cairo: pixels, JPEG data passed through, SVG as vectors. */
#ifndef HANDOUT_PDF_PICTURE_H
#define HANDOUT_PDF_PICTURE_H

#include <cairo.h>
#include <stdbool.h>

#include "base/arena.h"
#include "typeset/page.h"

struct pictures;

/* Keeps what was decoded, so that an image on many pages is in the file once. */
struct pictures *pictures_new(struct arena *);

/* Draws the image of an IMAGE mark into its rectangle. False: it could not be decoded. */
bool picture_draw(struct pictures *, cairo_t *, const struct mark *);

/* The first character in an SVG's text that no face has; 0: there is none. */
unsigned picture_missing(struct pictures *, const struct image *);

#endif
