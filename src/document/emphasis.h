/* Emphasis where a script has no italic. */
#ifndef HANDOUT_DOCUMENT_EMPHASIS_H
#define HANDOUT_DOCUMENT_EMPHASIS_H

#include "base/diag.h"
#include "document/doc.h"
#include "document/theme.h"

/* Notes once how many passages of emphasis are set bold because the faces of their language have no
 * italic. In an edition without italics nothing is noted: there the theme orders it. */
void emphasis_tell(struct diag *, const struct node *document, const struct theme *);

#endif
