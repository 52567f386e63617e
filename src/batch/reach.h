/* Which files a worker may read: the content of the plan, the program's own data and faces, and the
 * system's libraries with what belongs to them; and where a command may write. */
#ifndef HANDOUT_BATCH_REACH_H
#define HANDOUT_BATCH_REACH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "batch/plan.h"
#include "batch/sandbox.h"

/* The sandbox for the plan's workers. A note tells when the kernel has none. */
struct sandbox *reach_sandbox(struct arena *, struct diag *, const struct plan *,
							  const struct share *);

/* The sandbox for a process that reads the manifests in these folders (absolute, NULL at the end),
 * with what they share in the folders above. */
struct sandbox *reach_folders(struct arena *, struct diag *, const char *const *folders,
							  const struct share *);

/* What a command that reads the content itself needs beyond what a worker may. */
struct reach {
	const char *file;   /* to be read; NULL: none */
	bool po;            /* writes in the folders po of the plan's handouts */
	const char *folder; /* to be written in too; NULL: none */
};

/* Enters such a sandbox for good, before a text of the plan is read. The folders to be written in
 * are made where they are not there: false after reporting that one cannot be, or that a folder of
 * translations is a link that leads out of the content. The arena is to be freed when the process
 * ends: those of them go with it in which nothing was written. */
bool reach_enter(struct arena *, struct diag *, const struct plan *, const struct share *,
				 const struct reach *);

#endif
