/* Outputs that no build makes any more: those of a language that a handout does not list now, or of
 * a handout that is gone. Outputs that are out of date because a build was not asked for them. */
#ifndef HANDOUT_BATCH_STALE_H
#define HANDOUT_BATCH_STALE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "batch/cache.h"
#include "batch/inputs.h"
#include "batch/plan.h"

struct stale {
	const char *path;
	const char *why;    /* a phrase: "de is not among the handout's languages" */
	const char *sha256; /* as it was written */
};

/* The stale outputs that the cache knows and that are still there, in the order of the paths. */
struct stale *stale_find(struct arena *, struct cache *, const struct plan *, size_t *count);

/* Removes them, with folders that are then empty; one that somebody changed stays. Each is told in
 * a note or a warning. Returns false when one could not be removed (reported). */
bool stale_remove(struct diag *, struct cache *, const struct stale *, size_t count);

/* Warns of each output beside those of the plan that was made because an option asked for it, which
 * no other build repeats, and that now would be made from something else: an old dose in large
 * print. The inputs are those of the plan's build. */
void stale_tell_outdated(struct diag *, struct cache *, const struct plan *, struct inputs *);

#endif
