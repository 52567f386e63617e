/* Document -> the bytes of an EPUB 3.3. */
#ifndef HANDOUT_EPUB_EPUB_H
#define HANDOUT_EPUB_EPUB_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/edition.h"
#include "read/faces.h"
#include "typeset/fonts.h"
#include "typeset/page.h"

/* An EPUB in memory, the same bytes for the same input; fonts is used for the cover. pages are
 * those of the standard PDF, for the page list; NULL: no page list. On failure reports and returns
 * false. */
bool epub_write(struct arena *, struct diag *, const struct edition *, struct fonts *,
				const struct pages *, struct str *out);

/* The XHTML of the content files, one after the other, each after a line with its name: what golden
 * tests compare. */
const char *epub_dump(struct arena *, const struct edition *, const struct fonts *,
					  const struct pages *);

#endif
