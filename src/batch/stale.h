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
	const char *folder; /* that all its like stand in: of the language or of the handout */
	const char *why;    /* a phrase: "de is not among the handout's languages" */
	const char *sha256; /* as it was written */
	bool unsure;        /* a whole folder of handouts is gone, or its disk: it is not removed */
};

/* The stale outputs that the cache knows and that are still there, in the order of the paths. A
 * handout that was moved is found by its way from the outputs, by its name in the plan, or beside
 * one of the plan. */
struct stale *stale_find(struct arena *, struct cache *, const struct plan *, size_t *count);

/* A note for each folder of them. */
void stale_tell(struct diag *, const struct stale *, size_t count);

/* Removes them, with folders that are then empty; one that somebody changed stays, and one that is
 * unsure. Each is told in a note or a warning. Returns false when one could not be removed
 * (reported). */
bool stale_remove(struct diag *, struct cache *, const struct stale *, size_t count);

/* Warns of each output beside those of the plan that was made because an option asked for it, which
 * no other build repeats, and that now would be made from something else: an old dose in large
 * print, or in a language pack. It is told apart when only the program is not what it was. The
 * inputs are those of the plan's build. */
void stale_tell_outdated(struct diag *, struct cache *, const struct plan *, struct inputs *);

#endif
