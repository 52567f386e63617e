/* What a human must look at: the rules of rules.h, run on handouts and their translations. Nothing
 * is changed. */
#ifndef HANDOUT_CHECK_CHECK_H
#define HANDOUT_CHECK_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "batch/plan.h"
#include "check/finding.h"
#include "check/readability.h"
#include "document/doc.h"
#include "read/faces.h"

struct message_state {
	const char *handout, *lang, *context;
	enum state state;
};

/* What is asked of a check. */
struct check_request {
	const char *const *strict; /* rules whose warnings are errors, with * and ?; NULL: none */
	/* With * and ?. languages: only what concerns these, the text's own or translations;
	 * editions: the print of these instead of those that are listed. NULL: all that are listed. */
	const char *const *languages, *const *editions;
	const struct faces *faces; /* NULL: what depends on them is not looked at */
	struct date today;         /* what dates are compared with */
};

struct kept;

/* What was found so far. */
struct check {
	const struct finding *findings;
	size_t finding_count;
	struct message_state *states; /* of translations, in document order, by handout and language */
	size_t state_count;
	const struct reading *readings; /* how hard texts are to read, by handout and language */
	size_t reading_count;
	size_t errors;     /* findings of that level */
	struct kept *kept; /* check.c's own */
};

/* Nothing found yet. The request must live as long. */
struct check *check_new(struct arena *, const struct check_request *);

/* Checks a handout that has been opened, and adds what is found; the handout may be freed then.
 * What keeps a translation from being read is reported. */
void check_add(struct check *, struct diag *, const struct source *);

/* "clinical-note: text" for each finding, with its level and place. The passages of a clinical note
 * stand on lines below, side by side where the width, in columns, allows it. */
const struct diag *check_messages(struct arena *, const struct check *, int width);

/* For each handout a table of its languages: how many messages are in which state. */
struct str check_table(struct arena *, const struct check *);

/* {"messages": [{lang, context, state, handout}], "findings": [{rule, level, file, line, text,
 * column, places: [{file, line, what, text}]}], "readability": [{handout, lang, formula, score,
 * sentences, words}]}; formula and score are null where a language has none. */
struct str check_json(struct arena *, const struct check *);

/* SARIF 2.1.0, with all rules; what the diag has is told as the program's own notifications.
 * version: the program's. */
struct str check_sarif(struct arena *, const struct check *, const struct diag *,
					   const char *version);

#endif
