/* XLIFF 2.0 out and in: for translation programs that do not take PO files. */
#ifndef HANDOUT_TRANSLATE_XLIFF_H
#define HANDOUT_TRANSLATE_XLIFF_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/handout.h"
#include "translate/apply.h"
#include "translate/brought.h"

/* The translation as XLIFF 2.0: a unit for each message, named by its context, with the texts as
 * Markdown and notes for translators. States: missing and stale are "initial" (stale with its old
 * target and subState "handout:stale"), draft is "translated", reviewed is "reviewed", approved is
 * "final". */
struct str xliff_write(struct arena *, const struct handout *, const struct translation *);

/* What a file of XLIFF 2 has. */
struct xliff {
	const char *lang; /* trgLang; NULL: it has none */
	struct brought_list list;
};

/* Parses text of the file named. Segments of one unit are joined; its state is the least of theirs;
 * a target whose state is "initial" is stale. Marks in the texts are passed over, not what they
 * hold. Reports faults, with their lines, and returns NULL then. No document type, entity or other
 * file is ever followed. */
struct xliff *xliff_read(struct arena *, struct diag *, struct str text, const char *file);

#endif
