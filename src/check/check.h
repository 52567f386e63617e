/* What a human must look at: open clinical notes, how far translations are, and what is odd in
 * them. Nothing is changed.
 *
 * Rules: clinical-note, clinical-note-passage (a note quotes what the part does not say),
 * translation-file (a PO's header names another language, an image has no version in the
 * language), translation-missing, translation-stale (an error where the handout refuses
 * untranslated text), and those of emergency.h, parity.h, wording.h and
 * orthography.h. */
#ifndef HANDOUT_CHECK_CHECK_H
#define HANDOUT_CHECK_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "batch/plan.h"
#include "check/finding.h"
#include "document/doc.h"

struct message_state {
	const char *handout, *lang, *context;
	enum state state;
};

struct check {
	const struct finding *findings;
	size_t finding_count;
	struct message_state *states; /* of translations, in document order, by handout and language */
	size_t state_count;
	size_t errors; /* findings of that level */
};

/* Checks the handouts that could be read. What keeps a translation from being read is reported.
 * strict: warnings are errors. today: what dates are compared with. */
struct check *check_run(struct arena *, struct diag *, const struct source *, size_t count,
						bool strict, struct date today);

/* "file:line: warning: clinical-note: text" for each finding, then for each handout a table of its
 * languages: how many messages are in which state. */
struct str check_text(struct arena *, const struct check *);

/* {"messages": [{lang, context, state, handout}], "findings": [{rule, level, file, line, text}]} */
struct str check_json(struct arena *, const struct check *);

#endif
