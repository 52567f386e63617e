/* Pages -> the bytes of a PDF. */
#ifndef HANDOUT_PDF_PDF_H
#define HANDOUT_PDF_PDF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/edition.h"
#include "typeset/page.h"

/* PDF/UA-1 and PDF/A-2a in one file, the same bytes for the same input. On failure reports and
 * returns false; the message names the block. The bytes are in the arena. The pages are released as
 * they are drawn. */
bool pdf_write(struct arena *, struct diag *, const struct edition *, struct pages *,
			   struct str *out);

/* How many pages the PDF has: those of the document, or in a booklet the sides of its sheets. */
int pdf_page_count(const struct edition *, const struct pages *);

#endif
