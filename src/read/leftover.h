/* Marks of Markdown that were not understood, and would be printed as they were typed: "**words"
 * that nothing closes, "##Heading". Private to the Markdown reader. */
#ifndef HANDOUT_READ_LEFTOVER_H
#define HANDOUT_READ_LEFTOVER_H

#include "read/inline.h"

/* Warns of the first such mark in a block whose inlines were read into parent, where it was typed;
 * in a message at its place. A mark behind a backslash is meant, and code is not looked at. */
void leftover_report(struct reading *, cmark_node *block, const struct node *parent);

#endif
