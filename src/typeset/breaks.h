/* Where a line may end: Unicode's rules, the language's tailoring, and what typographers keep
 * together. */
#ifndef HANDOUT_TYPESET_BREAKS_H
#define HANDOUT_TYPESET_BREAKS_H

#include "typeset/shape.h"

/* Fills shaped->attrs (chars + 1 of them); attrs are those that the text was itemised with. */
void breaks_find(struct shaped *, PangoAttrList *attrs);

#endif
