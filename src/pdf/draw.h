/* Pages -> a PDF by cairo, in which markers stand where the element changes. */
#ifndef HANDOUT_PDF_DRAW_H
#define HANDOUT_PDF_DRAW_H

#include <glib.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "pdf/impose.h"
#include "pdf/links.h"
#include "pdf/tags.h"
#include "typeset/page.h"

/* Draws all pages in their places on sheets, adding the PDF's bytes to out; opens markers in tags
 * and gathers links. What cannot be drawn is reported at its block; then returns false. */
bool draw_pages(struct arena *, struct diag *, const struct pages *, const struct sheets *,
				struct tags *, struct links *, GByteArray *out);

#endif
