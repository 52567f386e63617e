/* An existing translation in Markdown beside the source: what stands for what, by structure. */
#ifndef HANDOUT_TRANSLATE_PARALLEL_H
#define HANDOUT_TRANSLATE_PARALLEL_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/handout.h"
#include "translate/brought.h"

/* The part of the handout that a file translates: the one whose own name it has but for a tag
 * ("faq.es.md", "faq-es.md" and "faq.md" for faq.md), else the only part with messages. NULL after
 * reporting. */
const struct part *parallel_part(struct arena *, struct diag *, const struct handout *,
								 const char *file);

/* Pairs the texts of the translation with those of the source's part (a PART of its document).
 * Sections are paired when there are as many, else those of a structure that is there once; within
 * a section headings, paragraphs, lists, tables and figures are paired when they are of the same
 * kinds in the same order, else only what stands between two blocks that are sure. Links to places
 * in the text are led to the source's places. What could not be placed is a warning, on both sides.
 * Reports and returns false when the file cannot be read as Markdown. */
bool parallel_align(struct arena *, struct diag *, const struct handout *, const struct part *,
					const struct node *source, struct str text, const char *file,
					struct brought_list *);

#endif
