/* New objects for a PDF, as JSON in the form that libqpdf reads (version 2). */
#ifndef HANDOUT_PDF_OBJECTS_H
#define HANDOUT_PDF_OBJECTS_H

#include "base/arena.h"
#include "base/str.h"
#include "document/edition.h"
#include "pdf/impose.h"
#include "pdf/links.h"
#include "pdf/tags.h"
#include "typeset/page.h"

/* What the writers of objects need, and the text that they add to. */
struct objects {
	struct arena *arena; /* dies with the PDF's making */
	const struct edition *edition;
	const struct pages *pages;
	const struct sheets *sheets;
	struct tags *tags;
	struct links *links;
	const int *page_objects; /* the number of the object of each page of the PDF */
	int next;                /* the next free number */
	/* Where a part of the text goes when there is enough of it; false: it is not understood. */
	bool (*take)(void *sink, struct str json);
	void *sink;
	bool refused; /* the sink did not understand */
	struct buf json;
};

/* The number for a new object. */
int objects_number(struct objects *);

/* Begins and ends the object with that number; between them the value is added to json. */
void objects_begin(struct objects *, int number);
void objects_end(struct objects *);

/* Gives what text is left to the sink. Returns whether it understood all. */
bool objects_close(struct objects *);

/* Adds a text string, a reference (`"7 0 R"`), `"key":` and a comma before all but the first. */
void json_text(struct buf *, const char *utf8);
void json_ref(struct buf *, int number);

/* Adds `,"key":"u:text"` when text is not NULL. */
void json_entry(struct buf *, const char *key, const char *utf8);

/* Adds an explicit destination: the top of where the node stands. Returns false, adding nothing,
 * when it stands nowhere. */
bool objects_destination(struct objects *, const struct node *);

#endif
