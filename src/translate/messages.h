/* The messages of a document, and bringing PO files up to date with them: by context and by equal
 * text, never by similarity. */
#ifndef HANDOUT_TRANSLATE_MESSAGES_H
#define HANDOUT_TRANSLATE_MESSAGES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/doc.h"
#include "document/handout.h"
#include "read/po.h"

struct source_message {
	const char *context;
	const char *text;        /* Markdown of the inlines */
	const char *comment;     /* for translators: "heading", "table cell", NULL */
	const struct node *node; /* the block; NULL for the title of the handout */
	struct pos pos;
};

struct messages {
	const struct source_message *items;
	size_t count;
};

/* All messages in document order, the handout's title (context "title") first. */
struct messages messages_of(struct arena *, const struct handout *, const struct node *document);

/* Whether the PO's message is a translation of the source as it is now: not fuzzy and of the same
 * text, or marked fuzzy by messages_merge when the source was another than now and then. NULL: no.
 */
bool messages_current(const struct source_message *, const struct po_message *);

/* A PO with a translation of every message into a pseudo-language. */
struct po *messages_pseudo(struct arena *, const struct messages *, const char *lang);

/* The POT. */
struct str messages_pot(struct arena *, const struct handout *, const struct messages *);

/* For each message of the source the PO's message that stands for it, or NULL; an array in the
 * arena. Contexts count blocks by their position, so within a section equal texts are joined first
 * (in order, where one stands several times): what was written before or taken out before a
 * paragraph does not touch it. A section whose heading changed is known by its texts, else by the
 * section before it; a long text that went to another section of its part, by itself. What is left
 * is joined by context: there the text has changed. Obsolete messages count where no other fits. po
 * may be NULL. */
const struct po_message **messages_align(struct arena *, const struct messages *,
										 const struct po *);

/* The PO of a language brought up to date, by messages_align: where the source text changed the
 * message is marked fuzzy with the previous source; what is no longer in the source becomes
 * obsolete; what comes back is revived. old may be NULL. */
struct str messages_merge(struct arena *, const struct handout *, const struct messages *,
						  const struct po *old, const char *lang);

/* For a language whose PO file is not there: the path of one in the handout's folder po that is
 * named for the same language in another way, as programs for translators do ("zh_CN.po" for
 * zh-Hans), and for no other that the handout lists. NULL: none. */
const char *messages_otherwise_named(struct arena *, const struct handout *, const char *lang);

#endif
