/* A text as a QR code (ISO/IEC 18004), for telephones that read it from paper. */
#ifndef HANDOUT_DOCUMENT_QR_H
#define HANDOUT_DOCUMENT_QR_H

#include "base/arena.h"
#include "base/str.h"

/* An SVG of one path, black on white, with the four modules of white all round that readers need;
 * each module is 0.6 mm. s is NULL when the text is too long for a code. */
struct str qr_svg(struct arena *, const char *text);

/* The white on each side of the code, of an image at its own size. */
#define QR_QUIET_MM 2.4

#endif
