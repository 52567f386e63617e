/* The messages of a document, and bringing PO files up to date with them: by context, never by
 * similarity. */
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

/* The POT. */
struct str messages_pot(struct arena *, const struct handout *, const struct messages *);

/* The PO of a language brought up to date: translations kept by context; where the source text
 * changed the message is marked fuzzy with the previous source; what is no longer in the source
 * becomes obsolete; what comes back is revived. old may be NULL. */
struct str messages_merge(struct arena *, const struct handout *, const struct messages *,
						  const struct po *old, const char *lang);

#endif
