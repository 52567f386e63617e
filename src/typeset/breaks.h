/* Where a line may end: Unicode's rules, the language's tailoring, and what typographers keep
 * together. */
#ifndef HANDOUT_TYPESET_BREAKS_H
#define HANDOUT_TYPESET_BREAKS_H

#include "typeset/shape.h"

/* Fills shaped->attrs (chars + 1 of them); attrs are those that the text was itemised with. */
void breaks_find(struct shaped *, PangoAttrList *attrs);

/* Takes back the breaks after the hyphens of compounds ("long-term"), but not those in addresses:
 * for editions in which no word is divided. */
void breaks_keep_compounds(struct shaped *);

#endif
