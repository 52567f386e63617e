/* Pages -> a PDF by cairo, in which markers stand where the element changes. */
#ifndef HANDOUT_PDF_DRAW_H
#define HANDOUT_PDF_DRAW_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "pdf/impose.h"
#include "pdf/links.h"
#include "pdf/tags.h"
#include "typeset/page.h"

/* Where cairo's bytes go. Either may return false, which ends the drawing. */
struct outlet {
	bool (*take)(void *data, const void *bytes, size_t len);
	bool (*turn)(void *data, int page); /* that page of the PDF is drawn; reports what it finds */
	void *data;
};

/* Draws all pages in their places on sheets and releases them; opens markers in tags and gathers
 * links. What cannot be drawn is reported at its block; then returns false. */
bool draw_pages(struct arena *, struct diag *, struct pages *, const struct sheets *, struct tags *,
				struct links *, const struct outlet *);

#endif
