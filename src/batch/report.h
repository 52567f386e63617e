/* What a build did, as JSON for other programs. */
#ifndef HANDOUT_BATCH_REPORT_H
#define HANDOUT_BATCH_REPORT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "batch/jobs.h"

/* {"outputs": [{path, sha256, pages, bytes, warnings}], "failed": [{path, why}], "messages":
 * [{level, file, line, col, text}]}: all in the order of the plan; pages is null for what has none;
 * warnings are texts; file is null and line and col are 0 where they are not known. Only outputs
 * that were written stand in outputs; a handout that could not be read stands in failed as its
 * folder. */
struct str report_json(struct arena *, const struct plan *, const struct results *,
					   const struct diag *);

#endif
