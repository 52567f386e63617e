/* What stands outside the text: running head and foot. */
#ifndef HANDOUT_TYPESET_FURNITURE_H
#define HANDOUT_TYPESET_FURNITURE_H

#include "typeset/page.h"
#include "typeset/shape.h"

/* The edition's page, its margins made as deep as running head and foot need them: where words are
 * long or letters large they take several lines. */
struct page_geometry furniture_page(struct setting *);

/* The marks of the running head (none on the first page) and foot of a page, number from 1; *count
 * of them, all artifacts. */
struct mark *furniture_marks(struct setting *, int number, int pages, int *count);

#endif
