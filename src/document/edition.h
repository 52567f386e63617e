/* One handout in one language, edition and paper: what typesetting and every writer take. */
#ifndef HANDOUT_DOCUMENT_EDITION_H
#define HANDOUT_DOCUMENT_EDITION_H

#include <stdbool.h>

#include "document/doc.h"
#include "document/handout.h"
#include "document/locale.h"
#include "document/strings.h"
#include "document/theme.h"

struct edition {
	const struct handout *handout;
	const struct theme *theme;
	const struct locale *locale;
	const char *lang;                     /* the tag as asked for: "zh-Hans" */
	const struct strings *strings;        /* the page's own words, in lang */
	const struct strings *source_strings; /* bilingual: those beside it; else NULL */
	const struct strings *staff_strings;  /* those of the source's language, for what the clinic's
											 staff must understand; NULL: it is English */
	const char *staff_name;      /* of lang in the source's language, as language_name has it; NULL:
									its English name */
	const char *hyphenation;     /* the folder of TAG.hyph; NULL: no words are divided */
	const struct node *document; /* framed, translated */
	const char *title;           /* in lang */
	enum state title_state;      /* of the title's message; MISSING and STALE: the source's words */
	const char *translator;      /* who translated, NULL: not recorded */
	const char *process;         /* how, one of signoff_processes; NULL with translator */
	const char *reviewer;        /* who reviewed all of the translation; NULL: nobody */
	enum edition_kind kind;
	enum paper paper;
	bool review;     /* bilingual: with the numbers of its pairs and boxes to tick */
	bool draft;      /* a translation with a segment that nobody reviewed */
	bool unfinished; /* the handout is not final, see document/final.h */
	long long epoch; /* seconds since 1970: the one date that bytes may depend on */

	/* Bound into a document of so many pages, after so many others; total 0: it is none. */
	int pages_before, pages_total;
};

/* The identifier of an output as 36 characters: a UUID of code, version, language, edition, paper
 * and format. */
const char *edition_uuid(struct arena *, const struct edition *, enum format);

#endif
