/* What a PDF says about itself: the Info dictionary and the XMP packet, from one set of facts. */
#ifndef HANDOUT_PDF_XMP_H
#define HANDOUT_PDF_XMP_H

#include "base/arena.h"
#include "base/str.h"
#include "document/edition.h"

/* Strings are UTF-8; author is NULL where nobody is named, subject where there is
 * nothing to say. */
struct facts {
	const char *title, *subject, *author, *producer, *lang;
	const char *uuid;     /* 36 characters */
	const char *pdf_date; /* "D:20261122000000Z" */
	const char *xmp_date; /* "2026-11-22T00:00:00Z" */
};

struct facts facts_of(struct arena *, const struct edition *);

/* The XMP packet, claiming PDF/UA-1 and PDF/A-2a. */
struct str xmp_packet(struct arena *, const struct facts *);

#endif
