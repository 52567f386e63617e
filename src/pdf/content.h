/* A page's content stream: the markers that cairo wrote become marked content of our own. */
#ifndef HANDOUT_PDF_CONTENT_H
#define HANDOUT_PDF_CONTENT_H

#include <stdbool.h>

#include "base/str.h"
#include "pdf/codes.h"

/* What becomes of a marker. */
struct marked {
	const char *begin; /* "/P<</MCID 3>>BDC"; NULL: it goes on with the passage before */
	const char *apart; /* how far its letters are moved apart, in em; NULL: they are not */
};

/* Copies a content stream to out, putting what begins the nth passage in the place of the nth
 * marker ("/NonStruct <</MCID n>> BDC"), and codes that mean the text in the place of those in
 * an ActualText, which then goes where each of its glyphs has a character of it (codes may be NULL:
 * all stays).
 * Returns false when something is painted outside a marker, when the markers are not 0 to count - 1
 * in this order, or when marked content is not balanced; *fault then says which in a phrase, and
 * *marker is the last marker seen (-1: none). */
bool content_rewrite(struct str content, const struct marked *, int count, struct codes *,
					 struct buf *out, const char **fault, int *marker);

#endif
