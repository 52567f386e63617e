/* What a human must look at: open clinical notes and how far translations are. Nothing is changed.
 */
#ifndef HANDOUT_CHECK_CHECK_H
#define HANDOUT_CHECK_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "batch/plan.h"
#include "document/doc.h"

/* Rules: clinical-note, clinical-note-passage (a note quotes what the part does not say),
 * translation-missing, translation-stale. */
struct finding {
	const char *rule;
	enum level level;
	struct pos pos;
	const char *text; /* may have several lines */
};

struct message_state {
	const char *handout, *lang, *context;
	enum state state;
};

struct check {
	struct finding *findings;
	size_t finding_count;
	struct message_state *states; /* of translations, in document order, by handout and language */
	size_t state_count;
	size_t errors; /* findings of that level */
};

/* Checks the handouts that could be read. What keeps a translation from being read is reported.
 * strict: warnings are errors. */
struct check *check_run(struct arena *, struct diag *, const struct source *, size_t count,
						bool strict);

/* "file:line: warning: clinical-note: text" for each finding, then for each language how many
 * messages are in which state. */
struct str check_text(struct arena *, const struct check *);

/* {"messages": [{lang, context, state, handout}], "findings": [{rule, level, file, line, text}]} */
struct str check_json(struct arena *, const struct check *);

#endif
