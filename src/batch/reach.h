/* Which files a worker may read: the content of the plan, the program's own data and faces, and the
 * system's libraries with what belongs to them. */
#ifndef HANDOUT_BATCH_REACH_H
#define HANDOUT_BATCH_REACH_H

#include "base/arena.h"
#include "base/diag.h"
#include "batch/plan.h"
#include "batch/sandbox.h"

/* The sandbox for the plan's workers. A note tells when the kernel has none. */
struct sandbox *reach_sandbox(struct arena *, struct diag *, const struct plan *,
							  const struct share *);

#endif
