/* What a check found: a rule, a place, and words that say what to do. */
#ifndef HANDOUT_CHECK_FINDING_H
#define HANDOUT_CHECK_FINDING_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct finding {
	const char *rule; /* static */
	enum level level;
	struct pos pos;
	const char *text; /* may have several lines */
};

/* A list that grows in its arena. Zero all but the arena. */
struct findings {
	struct arena *arena;
	struct buf items; /* of struct finding */
	size_t count, errors;
};

/* Adds a finding; the text is formatted into the arena. */
void finding_add(struct findings *, const char *rule, enum level, struct pos, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* The findings in the order in which they were added; NULL when there are none. */
const struct finding *findings_all(const struct findings *);

#endif
