/* What stands outside the text: running head and foot. */
#ifndef HANDOUT_TYPESET_FURNITURE_H
#define HANDOUT_TYPESET_FURNITURE_H

#include "typeset/page.h"
#include "typeset/shape.h"

struct furniture;

/* What stands outside the text of an edition, owned by the setting's arena. */
struct furniture *furniture_new(struct setting *);

/* The edition's page, its margins made as deep as running head and foot need them: where words are
 * long or letters large they take several lines. The first page has no head: *first_top is its
 * margin. *spare is what the margin at the foot is deeper than the foot needs. */
struct page_geometry furniture_page(struct furniture *, int *first_top, int *spare);

/* The marks of the running head (none on the first page) and foot of a page, number from 1; *count
 * of them, all artifacts. They are valid until the next call. */
const struct mark *furniture_marks(struct furniture *, int number, int pages, int *count);

#endif
