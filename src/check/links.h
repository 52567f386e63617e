/* Where links lead, and what their words promise: names of hosts that look like others, characters
 * that nobody sees, words that are another address than the link's.
 *
 * Warnings at the link: link-confusable, link-invisible, link-other. */
#ifndef HANDOUT_CHECK_LINKS_H
#define HANDOUT_CHECK_LINKS_H

#include "check/finding.h"
#include "document/doc.h"

/* Checks all links of a document that its author wrote; of a translation, whose links lead where
 * the source's do, only the words. */
void links_check(struct findings *, const struct node *document, bool translated);

#endif
