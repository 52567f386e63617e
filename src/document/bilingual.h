/* Two languages of one handout as one document. */
#ifndef HANDOUT_DOCUMENT_BILINGUAL_H
#define HANDOUT_DOCUMENT_BILINGUAL_H

#include "base/arena.h"
#include "document/doc.h"

/* Joins the framed source to its framed translation: headings, paragraphs and whole lists, tables,
 * quotes, callouts and figures become PAIRs; a notice in the translation is paired with what it
 * stands for. The title block, the references' list and the imprint stay as they
 * are in the translation. The title, the pairs and last the footnotes are numbered from 1 on. Both
 * trees are the caller's own and are changed; the result is that of the translation. Ids stay with
 * the translation; links of the source lead to it. */
void bilingual_join(struct arena *, struct node *translation, struct node *source);

#endif
