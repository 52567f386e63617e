/* Worker processes: they make bytes, the parent writes them. What is up to date is not made. */
#ifndef HANDOUT_BATCH_JOBS_H
#define HANDOUT_BATCH_JOBS_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "batch/cache.h"
#include "batch/plan.h"

enum outcome {
	OUTCOME_WRITTEN,
	OUTCOME_CURRENT, /* it was up to date and is as it was */
	OUTCOME_FAILED,
	OUTCOME_CRASHED, /* its worker ended or was ended */
	OUTCOME_STOPPED, /* the build was stopped before */
};

/* What became of an output. */
struct result {
	const struct job *job;
	const struct output *output;
	enum outcome outcome;
	const char *why;    /* FAILED, CRASHED: in a phrase */
	const char *sha256; /* WRITTEN, CURRENT */
	size_t bytes;
	int pages;
	double seconds;              /* that its job took; 0: it is CURRENT */
	struct str facts;            /* for options->report: what edition_make tells, JSON */
	const struct diag *messages; /* of its job, those of an earlier build for CURRENT; NULL: none */
};

struct inputs;
struct results {
	struct result *items; /* in the order of the plan */
	size_t count, written, current;
	size_t upgraded;       /* not current only because the program is not what it was */
	struct inputs *inputs; /* what the outputs were compared with, see inputs_key */
	bool out_of_memory;    /* a worker ran out of memory */
	int stopped;           /* the signal that ended the batch early; 0: none */
};

/* Called in the parent after each job. */
typedef void jobs_progress(void *data, size_t done, size_t total, const struct job *);

/* Runs the plan's jobs in worker processes, each with one font map opened after the fork, and
 * writes their outputs; the largest handouts first. An output whose file and inputs are what they
 * were by the cache is left alone, unless options->force. Messages of the jobs are appended in the
 * order of the plan, the same one only once. progress may be NULL. */
struct results *jobs_run(struct arena *, struct diag *, const struct plan *, const struct options *,
						 struct cache *, jobs_progress *, void *data);

/* Which outputs jobs_run would write, without making any: a result for each, WRITTEN or CURRENT. */
struct results *jobs_foresee(struct arena *, const struct plan *, const struct options *,
							 struct cache *);

#endif
