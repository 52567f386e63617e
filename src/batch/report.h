/* What a build did, as JSON for other programs; its schema is src/share/schemas/report.json. */
#ifndef HANDOUT_BATCH_REPORT_H
#define HANDOUT_BATCH_REPORT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "batch/jobs.h"

/* What a report tells of. */
struct report {
	const struct plan *plan;
	const struct options *options;
	const struct results *results;
	const struct diag *diag; /* the messages of the whole build */
	double seconds;          /* that the build took */
};

/* Writes the report to the path: {"shard", "seconds", "handouts": [...], "outputs": [...],
 * "failed":
 * [...], "messages": [...]}, all in the order of the plan. Only outputs that were written or are up
 * to date stand in outputs; a handout that could not be read stands in failed as its folder. */
bool report_write(struct diag *, const char *path, const struct report *);

#endif
