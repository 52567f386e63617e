/* Citations in the text, "[@key]", and the references that they cite, "... {#key}". References keep
 * the order in which the author wrote them; a citation has the number of its reference's item. */
#ifndef HANDOUT_DOCUMENT_CITATIONS_H
#define HANDOUT_DOCUMENT_CITATIONS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/doc.h"

/* Reports citations of keys that no reference has, with the nearest key; false if there is any.
 * Warns of keys in brackets that lack the '@'. */
bool citations_check(struct diag *, const struct node *document);

/* Gives citations their numbers as links, "[1, 3]", and each reference the first link that cites
 * it. A space before a citation becomes one that does not break. Changes the caller's own tree; may
 * be repeated after the tree has changed. Comes after citations_check. */
void citations_connect(struct arena *, struct node *document);

#endif
