/* Source tree + messages of a language -> a new tree in that language, and the state of each
 * segment. Source text with an up-to-date translation is current wherever it moved to, and its
 * sign-off is under the context that the PO has: "handout messages" changes neither. */
#ifndef HANDOUT_TRANSLATE_APPLY_H
#define HANDOUT_TRANSLATE_APPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/doc.h"
#include "document/handout.h"
#include "read/po.h"
#include "translate/messages.h"
#include "translate/signoff.h"

struct segment {
	const char *context;
	struct pos pos; /* in the PO where it has the message, else in the source */
	enum state state;
	const struct source_message *source;
	const struct po_message *message; /* the PO's, see messages_align; NULL: it has none */
};

struct translation {
	const char *lang;
	const struct po *po;   /* NULL: there is none */
	struct node *document; /* new, owned by the caller's arena; root's lang is the language */
	const char *title;
	enum state title_state;
	const struct segment *segments; /* in document order, one a message */
	size_t count;
	size_t missing, stale, draft, reviewed, approved;
};

/* Builds the tree. Where a message is missing or stale the source's words stand, the block marked
 * with the source's language and its state. References keep the source's language. Of images/x.png
 * the language's own images/x.LANG.png is taken where it is there; a warning tells when other
 * languages have their own and this one has not. po NULL: every message is missing. With lang equal
 * to the source's language the tree is a copy, all STATE_SOURCE. Returns NULL when a translation
 * breaks its markup (reported). */
struct translation *translate_apply(struct arena *, struct diag *, const struct handout *,
									const struct node *source, const struct messages *,
									const struct po *, const struct signoff *, const char *lang);

/* What translate_apply makes for the source's own language, of the source tree itself: nothing is
 * copied, and there is no source tree any more. */
struct translation *translate_own(struct arena *, struct diag *, const struct handout *,
								  struct node *source, const struct messages *);

/* Reports what is missing or stale, each in its place: warnings, or errors where the handout
 * refuses untranslated text. Returns whether the edition may be made. */
bool translate_report(struct diag *, const struct handout *, const struct translation *);

#endif
