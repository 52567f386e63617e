/* Cairo's PDF -> the finished PDF, with structure, links, metadata. */
#ifndef HANDOUT_PDF_FINISH_H
#define HANDOUT_PDF_FINISH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "pdf/objects.h"

/* Rewrites the pages' markers and adds everything that cairo leaves out: objects has all but
 * page_objects, next and json. drawn is only read until the call returns. The bytes of *out are in
 * the arena given. On failure reports, with the block where that is known, and returns false. */
bool finish(struct arena *, struct diag *, struct objects *, struct str drawn, struct str *out);

#endif
