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
	struct kid *next;
	union {
		struct element *element;
		struct {
			int page, mcid;
		} content;
		const struct link *link;
	} u;
	long long order; /* of painting as pages are read; 0: made with the blocks */
	enum kid_kind kind;
};

/* What few elements have. Strings are UTF-8, NULL where absent. */
struct detail {
	const char *lang, *alt, *actual, *id;
	const char *attributes; /* the text of a dictionary */
};

/* A structure element. */
struct element {
	const char *type; /* "P" */
	const struct node *node;
	struct element *parent;
	struct kid *kids, *last;
	struct detail *detail; /* NULL: it has none */
	int page, y;           /* where it begins on which side of a sheet; page -1: nowhere */
	int folio;             /* the page of the document that this is on */
	int object;            /* the number of its object, once it has one */
};

/* A stretch of a page's content between two changes of element or of how far letters stand apart,
 * in the order of painting. */
struct content_marker {
	struct element *element; /* NULL: an artifact */
	enum artifact artifact;
	int mcid; /* -1: an artifact */
	struct pos pos;
	double apart; /* how far its letters are still to be moved apart, in em */
	bool joins;   /* it goes on with the content of the marker before it, whose mcid it has */
};

struct markers {
	const struct content_marker *items;
	int count;
};

/* The elements of a page's content by their MCIDs. */
struct owners {
	struct element *const *items;
	int count;
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

/* The detail of an element, made when there is none. */
struct detail *tags_detail(struct tags *, struct element *);

/* Opens the next marker of a page of the PDF, and gives it its mcid: content of the element or,
 * when it is NULL, an artifact. Pages of the PDF come in their order. */
void tags_mark(struct tags *, int page, struct content_marker);

/* The markers of a page that no other was marked after. They are valid until one is. */
struct markers tags_markers(const struct tags *, int page);

/* Once all pages are marked and settled. */
struct owners tags_owners(const struct tags *, int page);

/* Adds the annotation of a link to its element. */
void tags_link(struct tags *, struct element *, const struct link *);

/* Whether all text of the document was painted; reports each block that was not. */
bool tags_check(struct diag *, const struct tags *);

/* Whether an element has anything to say: content below it, or a place that must be kept (a cell).
 */
bool tags_is_used(const struct element *);

#endif
