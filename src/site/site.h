/* The language page: every handout in every language, as one HTML file beside the outputs. */
#ifndef HANDOUT_SITE_SITE_H
#define HANDOUT_SITE_SITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/doc.h"
#include "document/handout.h"
#include "document/strings.h"

/* One file that was written. */
struct site_item {
	const char *handout; /* its name, "ketamine-for-depression" */
	const char *source_title, *source_lang;
	const char *lang, *title; /* the title in lang */
	enum state state;         /* SOURCE, DRAFT, REVIEWED or APPROVED: that of its weakest segment */
	enum edition_kind edition;
	enum format format;
	enum paper paper;
	const char *path; /* from the page's folder, with '/' */
	size_t bytes;
	int pages;                   /* 0: has none */
	bool unfinished, unreviewed; /* its handout is a draft; nobody vouches for its content */
};

struct site {
	const char *clinic; /* its name, in source_lang's words; NULL: no clinic */
	const char *lang;   /* of the page's own words */
	struct strings_dirs strings_dirs;
	const struct site_item
		*items; /* those of one handout together, within it those of one language */
	size_t count;
};

/* The page: needs no other file, no network, no script (one adds searching). NULL after reporting
 * that the page's own words could not be read. */
const char *site_html(struct arena *, struct diag *, const struct site *);

#endif
