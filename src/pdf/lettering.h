/* The text in an SVG, which is drawn with the faces on the list and no others. */
#ifndef HANDOUT_PDF_LETTERING_H
#define HANDOUT_PDF_LETTERING_H

#include "read/image.h"

/* The first character of an SVG's text that no face has, which would be drawn as a box; 0: there is
 * none, or the image is no SVG. */
unsigned lettering_missing(const struct image *);

#endif
