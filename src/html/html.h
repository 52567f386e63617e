/* Document -> one page of HTML for a phone or a browser. */
#ifndef HANDOUT_HTML_HTML_H
#define HANDOUT_HTML_HTML_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/edition.h"
#include "typeset/page.h"

/* A page that needs no other file and no network, has no script, and is set in the faces of the
 * reader's machine; the same bytes for the same input. pages are those of a PDF, for the images
 * that were read for it; NULL: they are read. On failure reports and returns false. */
bool html_write(struct arena *, struct diag *, const struct edition *, const struct pages *,
				struct str *out);

#endif
