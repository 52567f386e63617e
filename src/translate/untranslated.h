/* What readers see where text has no up-to-date translation. */
#ifndef HANDOUT_TRANSLATE_UNTRANSLATED_H
#define HANDOUT_TRANSLATE_UNTRANSLATED_H

#include "base/arena.h"
#include "document/doc.h"
#include "document/handout.h"
#include "document/strings.h"

/* Puts a notice once for each run of blocks that are missing or stale: before the source's words,
 * or, where the handout omits them, in their place. Between the blocks of a section the notice is a
 * callout, inside a list item, quotation, callout or footnote a paragraph. What is omitted: a table
 * is whole or not there, an ordered list keeps its numbers, a footnote that nothing cites any more
 * goes; headings and descriptions of images stay in the source's words, since they are the way
 * through the text. A list of which nothing is translated is one of the source's language. Changes
 * the caller's own tree, which comes from translate_apply. */
void untranslated_mark(struct arena *, struct node *document, const struct handout *,
					   const struct strings *);

#endif
