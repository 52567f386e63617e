/* Spaces that a language's typographers set otherwise than they are typed. */
#ifndef HANDOUT_DOCUMENT_SPACES_H
#define HANDOUT_DOCUMENT_SPACES_H

#include "base/arena.h"
#include "base/diag.h"
#include "document/doc.h"

/* Makes a space that stands before or inside such marks one that does not break, or a narrow one,
 * by language and country: that of the tag ("fr-CA"), else the clinic's ("CA"). Only a typed U+0020
 * is replaced, none is added; code and isolates are left. Notes once how many there were in the
 * document's own language; other texts in it are told where they are the document. Changes
 * the caller's own tree; comes after frame_isolate. */
void spaces_set(struct arena *, struct diag *, struct node *document, const char *country);

#endif
