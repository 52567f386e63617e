/* Ways into the document: bookmarks and named places. */
#ifndef HANDOUT_PDF_OUTLINE_H
#define HANDOUT_PDF_OUTLINE_H

#include "pdf/objects.h"

/* Writes bookmarks of all headings, nested by their levels. Returns the number of the root's
 * object; 0: no heading. */
int outline_write(struct objects *);

/* Writes the names of all nodes with an id that stand on a page. Returns the number of the name
 * tree's object; 0: there are none. */
int outline_names(struct objects *);

#endif
