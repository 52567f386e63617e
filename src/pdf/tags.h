/* The structure tree: what each piece of painted content is to a reader who cannot see the page. */
#ifndef HANDOUT_PDF_TAGS_H
#define HANDOUT_PDF_TAGS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/edition.h"
#include "typeset/page.h"

struct link;

enum artifact {
	ARTIFACT_NONE, /* real content */
	ARTIFACT_HEADER,
	ARTIFACT_FOOTER,
	ARTIFACT_LAYOUT,
	ARTIFACT_BACKGROUND,
	ARTIFACT_REPEAT,
};

enum kid_kind { KID_ELEMENT, KID_CONTENT, KID_LINK };

/* What an element holds: another element, marked content of a page, or the annotation of a link. */
struct kid {
	enum kid_kind kind;
	struct element *element;
	int page, mcid;
	const struct link *link;
	long long order; /* of painting as pages are read; 0: made with the blocks */
	struct kid *next;
};

/* A structure element. Strings are UTF-8, NULL where absent. */
struct element {
	const char *type; /* "P" */
	const struct node *node;
	struct element *parent;
	struct kid *kids, *last;
	const char *lang, *alt, *actual, *id;
	const char *attributes; /* the text of a dictionary */
	int page, x, y;         /* where it begins on which side of a sheet; page -1: nowhere */
	int folio;              /* the page of the document that this is on */
	int object;             /* the number of its object, once it has one */
};

/* A stretch of a page's content between two changes of element, in the order of painting. */
struct marker {
	struct element *element; /* NULL: an artifact */
	enum artifact artifact;
	int mcid; /* -1: an artifact */
	struct pos pos;
};

struct markers {
	struct marker *items;
	int count, cap;
	int contents; /* how many are not artifacts: the next MCID */
};

struct tags;

/* The elements of all blocks of the edition's document, in its order. Footnotes stand after the
 * block that cites them first. */
struct tags *tags_new(struct arena *, const struct edition *, int page_count);

struct element *tags_root(const struct tags *);

/* Where content of a block belongs: the block's own element, or below it that of an inline (run may
 * be NULL or no descendant of the block). Inline elements join the tree at the first call. NULL:
 * the node is none that holds content. */
struct element *tags_content(struct tags *, const struct node *block, const struct node *run);

/* Where the label of a node belongs. For a footnote that is the link back to the text. NULL: it has
 * none. */
struct element *tags_label(struct tags *, const struct node *);

/* The element of a block or inline that has one, or NULL. */
struct element *tags_find(const struct tags *, const struct node *);

/* What is painted from now on is on a page of the document. Pages may come in any order. */
void tags_turn(struct tags *, int folio);

/* Brings what was painted into the order of reading, once all is. */
void tags_settle(struct tags *);

/* Opens the next marker of a page of the PDF: content of the element or, when it is NULL, an
 * artifact. */
void tags_mark(struct tags *, int page, struct element *, enum artifact, struct pos);

const struct markers *tags_markers(const struct tags *, int page);

/* Adds the annotation of a link to its element. */
void tags_link(struct tags *, struct element *, const struct link *);

/* Whether all text of the document was painted; reports each block that was not. */
bool tags_check(struct arena *, struct diag *, const struct tags *);

/* Whether an element has anything to say: content below it, or a place that must be kept (a cell).
 */
bool tags_is_used(const struct element *);

#endif
