/* Worker processes that are fed numbers and answer with bytes. It knows nothing of handouts. */
#ifndef HANDOUT_BATCH_POOL_H
#define HANDOUT_BATCH_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "batch/sandbox.h"

/* What next gives when nothing is left to do, and when it has done something itself and wants to be
 * asked again, so that signals are looked at in between. */
#define POOL_END ((size_t)-1)
#define POOL_AGAIN ((size_t)-2)

/* What the workers do, and what becomes of their answers. */
struct pool_task {
	void *data;     /* given to all of these */
	double seconds; /* the longest that an answer may take; 0: as long as it likes */

	/* In the parent: the number that a free worker gets, each only once, or POOL_AGAIN, or
	 * POOL_END, which it goes on to return. */
	size_t (*next)(void *data);

	/* Entered by a worker after open; NULL: a worker may do what the parent may. */
	const struct sandbox *sandbox;

	/* In a worker, before its first job; what it returns is given to run. The arena lives as long
	 * as the worker. */
	void *(*open)(void *data, struct arena *);

	/* In a worker: the answer to a number, in the arena, which is freed after it. */
	struct str (*run)(void *data, void *opened, struct arena *, size_t index);

	/* In a worker, after each run: whether the next number is for another worker, because this one
	 * is no longer as it was opened. NULL: never. */
	bool (*is_spent)(void *opened);

	/* In the parent: the answer, valid during the call, after so many seconds. The worker already
	 * has its next job. */
	void (*done)(void *data, size_t index, struct str answer, double seconds);

	/* In the parent: the job's worker ended without an answer, or was killed because it took too
	 * long. why is a phrase, "was ended by signal 11 (Segmentation fault)"; memory: it ran out of
	 * memory. */
	void (*died)(void *data, size_t index, const char *why, bool memory);
};

/* Runs the numbers of next in at most so many processes (at least one), which are forked as there
 * is work for them. A worker that ends costs its job and is replaced. Each number gets one call of
 * done or died, unless SIGINT, SIGTERM or SIGHUP comes: then the workers are killed and the signal
 * is returned; else 0. */
int pool_run(const struct pool_task *, int workers);

#endif
