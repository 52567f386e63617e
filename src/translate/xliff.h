/* XLIFF 2.0 out and in: for translation programs that do not take PO files. */
#ifndef HANDOUT_TRANSLATE_XLIFF_H
#define HANDOUT_TRANSLATE_XLIFF_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/handout.h"
#include "translate/apply.h"
#include "translate/brought.h"

/* The subState of a segment whose source has changed since it was translated. */
#define XLIFF_STALE "handout:stale"

/* The translation as XLIFF 2.0: a unit for each message, named by its context, with notes for
 * translators. The texts are the messages' Markdown: words as text, the marks of emphasis, links,
 * footnotes, code, citations, fields and the backslashes as inline codes (pc, ph), whose Markdown
 * stands in originalData. A code of the target has the id of the source's that is the same. A
 * target whose Markdown is written in another way than ours is all text. States: missing and stale
 * are "initial" (stale with its old target and subState "handout:stale"), draft is "translated",
 * reviewed is "reviewed", approved is "final". */
struct str xliff_write(struct arena *, const struct handout *, const struct translation *);

/* What a file of XLIFF 2 has. */
struct xliff {
	const char *lang; /* trgLang; NULL: it has none */
	struct brought_list list;
};

/* Parses text of the file named. Segments of one unit are joined; its state is the least of theirs;
 * a target whose state is "initial" is stale. A code gives its original data, else what the
 * source's code of its id gives; where nothing is known of it, only what it holds. Text without
 * codes may be Markdown itself. Reports faults, with their lines, and returns NULL then. No
 * document type, entity or other file is ever followed. */
struct xliff *xliff_read(struct arena *, struct diag *, struct str text, const char *file);

#endif
