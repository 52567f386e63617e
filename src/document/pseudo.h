/* Pseudo-languages, to try a design before there are translations: en-XA is English with accents, a
 * third longer and in brackets, so that what is cut off or cannot be translated shows; ar-XB is
 * English set from right to left. */
#ifndef HANDOUT_DOCUMENT_PSEUDO_H
#define HANDOUT_DOCUMENT_PSEUDO_H

#include <stdbool.h>

#include "base/arena.h"

/* Their tags, NULL-terminated. */
extern const char *const pseudo_tags[];

/* Whether the tag is that of a pseudo-language. */
bool pseudo_is(const char *lang);

/* A text in the pseudo-language. {Names} in braces and Markdown's marks, links' targets, code and
 * footnotes stay as they are. */
const char *pseudo_text(struct arena *, const char *lang, const char *text);

#endif
