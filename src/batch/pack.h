/* A language pack: the standard editions of many handouts in one language as one PDF to print, with
 * contents. */
#ifndef HANDOUT_BATCH_PACK_H
#define HANDOUT_BATCH_PACK_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "batch/edition.h"
#include "batch/plan.h"
#include "typeset/fonts.h"

/* What stands in the place of the edition's name for a pack. */
#define PACK_NAME "pack"

/* Makes the pack of a job that is one. Each handout begins on a right-hand page; pages are numbered
 * through; the contents link to the handouts. A handout that fails is reported, and then there is
 * no pack. All its pages are in memory together. made has one entry. *facts is as edition_make's,
 * the segments those of all handouts; *lasting: inputs_cover of all of them. Both are set when it
 * was made. */
bool pack_make(struct arena *, struct diag *, struct fonts *, const struct options *,
			   const struct job *, struct made *made, const char **facts, bool *lasting);

#endif
