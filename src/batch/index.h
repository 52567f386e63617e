/* The language page beside the outputs, DIR/index.html: what it lists is gathered here. */
#ifndef HANDOUT_BATCH_INDEX_H
#define HANDOUT_BATCH_INDEX_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "batch/cache.h"
#include "batch/plan.h"
#include "batch/share.h"

/* Writes the page of all outputs that the cache knows and that are there, those of earlier builds
 * too. Without any it writes none. Returns false after reporting. */
bool index_of_cache(struct diag *, const struct options *, const struct cache *);

/* The same of the outputs of a report, whose paths begin with the folder dir. */
bool index_of_report(struct arena *, struct diag *, const struct share *, const char *dir,
					 struct str report);

#endif
