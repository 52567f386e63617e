/* Translations brought in from elsewhere, and a PO with them. */
#ifndef HANDOUT_TRANSLATE_BROUGHT_H
#define HANDOUT_TRANSLATE_BROUGHT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/handout.h"
#include "read/po.h"
#include "translate/messages.h"

/* One segment as it came. */
struct brought {
	const char *context; /* as the messages had it then */
	const char *source;  /* what it translates */
	const char *text;    /* Markdown; "": not translated */
	const char *note;    /* the translator's; NULL: none */
	enum state state;    /* MISSING, STALE, DRAFT, REVIEWED or APPROVED, as it was said there */
	struct pos pos;
};

struct brought_list {
	const struct brought *items;
	size_t count;
};

/* What became of them. */
struct brought_counts {
	size_t taken;    /* now in the PO, up to date */
	size_t stale;    /* in the PO, marked fuzzy: the source has changed, or the markup is broken */
	size_t kept;     /* not taken, since the PO has an up-to-date translation */
	size_t unplaced; /* nothing in the source is like it (reported) */
};

/* The PO old (NULL: none) with the translations, before messages_merge. They are joined to the
 * source by messages_align. over: what is up to date replaces what the PO has, else it fills only
 * what is missing or stale there. A text whose markup is not the source's is taken as stale, and a
 * warning says what is wrong with it. */
struct po *brought_into(struct arena *, struct diag *, const struct messages *,
						const struct po *old, const struct brought_list *, bool over,
						struct brought_counts *);

#endif
