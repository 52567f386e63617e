/* Blocks to write in that the author left empty: lines of an appointment, rows of medicines. */
#ifndef HANDOUT_DOCUMENT_BLANKS_H
#define HANDOUT_DOCUMENT_BLANKS_H

#include "base/arena.h"
#include "document/doc.h"
#include "document/strings.h"

/* Gives appointments without a field those for date, time, place and person, and medicines without
 * a table an empty one, in the words of the strings. Changes the caller's own tree, whose root has
 * its language. */
void blanks_fill(struct arena *, struct node *document, const struct strings *);

#endif
