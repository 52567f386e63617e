/* The structure tree as objects. */
#ifndef HANDOUT_PDF_TREE_H
#define HANDOUT_PDF_TREE_H

#include "pdf/objects.h"

/* Writes the structure tree with its parent tree and its tree of IDs. Links must have the numbers
 * of their annotations. The parent tree's keys are the pages' indices, then the links in their
 * order. Returns the number of the root's object. */
int tree_write(struct objects *);

#endif
