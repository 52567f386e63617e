/* What the writers of a PDF's objects share, and places in the document. */
#ifndef HANDOUT_PDF_OBJECTS_H
#define HANDOUT_PDF_OBJECTS_H

#include <glib.h>

#include "base/arena.h"
#include "base/str.h"
#include "document/edition.h"
#include "pdf/impose.h"
#include "pdf/links.h"
#include "pdf/output.h"
#include "pdf/tags.h"
#include "typeset/page.h"

struct objects {
	struct arena *arena; /* dies with the PDF's making */
	const struct edition *edition;
	const struct pages *pages;
	const struct sheets *sheets;
	struct tags *tags;
	struct links *links;
	struct output *output;
	const int *page_objects; /* the number of the object of each page of the PDF */
	GHashTable *places;      /* node -> struct place, its first */
	GHashTable *marks;       /* note -> its first NOTE_MARK */
};

/* All but page_objects. The file's bytes are in the first arena, all else in the second. */
struct objects *objects_new(struct arena *file, struct arena *, const struct edition *,
							const struct pages *);

/* Adds an explicit destination: the top of where the node stands. Returns false, adding nothing,
 * when it stands nowhere. */
bool objects_destination(const struct objects *, struct buf *, const struct node *);

#endif
