/* Worker processes: they make bytes, the parent writes them. */
#ifndef HANDOUT_BATCH_JOBS_H
#define HANDOUT_BATCH_JOBS_H

#include "base/arena.h"
#include "base/diag.h"
#include "batch/plan.h"

enum outcome { OUTCOME_WRITTEN, OUTCOME_FAILED, OUTCOME_CRASHED };

/* What became of an output. */
struct result {
	const struct job *job;
	const struct output *output;
	enum outcome outcome;
	const char *why;    /* not WRITTEN: in a phrase */
	const char *sha256; /* WRITTEN */
	size_t bytes;
	int pages;
	const struct diag *messages; /* of its job; NULL: none */
};

struct results {
	struct result *items; /* in the order of the plan */
	size_t count, written;
	bool out_of_memory; /* a worker ran out of memory */
	int stopped;        /* the signal that ended the batch early; 0: none */
};

/* Called in the parent after each job. */
typedef void jobs_progress(void *data, size_t done, size_t total, const struct job *);

/* Runs the plan's jobs in worker processes, each with one font map opened after the fork, and
 * writes their outputs. Messages of the jobs are appended in the order of the plan, the same one
 * only once. progress may be NULL. */
struct results *jobs_run(struct arena *, struct diag *, const struct plan *, const struct options *,
						 jobs_progress *, void *data);

#endif
