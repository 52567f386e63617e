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

/* The page's name, also for the cache, where each output that is kept outdates it. */
#define INDEX_PAGE "index.html"

/* Writes the page of all outputs that the cache knows and that are there, those of earlier builds
 * too. Without any it writes none. changed: outputs were written or removed; else a page that was
 * made in full and is as it was made is left alone. Returns false after reporting; *out_of_memory
 * is set when its worker had none left. */
bool index_of_cache(struct diag *, const struct options *, struct cache *, bool changed,
					bool *out_of_memory);

/* The same of the outputs of a report, whose paths begin with the folder dir. */
bool index_of_report(struct arena *, struct diag *, const struct share *, const char *dir,
					 struct str report);

#endif
