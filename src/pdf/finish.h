/* Cairo's pages -> the finished PDF, with structure, links, metadata. */
#ifndef HANDOUT_PDF_FINISH_H
#define HANDOUT_PDF_FINISH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "pdf/objects.h"

struct finish;

/* A PDF without pages. All in the arena. */
struct finish *finish_new(struct arena *, struct diag *, struct objects *);

/* Takes the next bytes of cairo's file. False: they are not what cairo writes. */
bool finish_take(struct finish *, const void *bytes, size_t len);

/* Takes a page that has come whole and turns its markers into marked content. On failure reports at
 * the block and returns false. */
bool finish_page(struct finish *, int page);

/* Adds everything that cairo leaves out, once all has come. The bytes of *out are those of
 * the objects' output. On failure reports, with the block where that is known, and returns false.
 */
bool finish(struct finish *, struct str *out);

#endif
