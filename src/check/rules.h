/* The rules of "handout check": what each means, what to do, and where it is from. */
#ifndef HANDOUT_CHECK_RULES_H
#define HANDOUT_CHECK_RULES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct rule {
	const char *id;
	enum level level;             /* unless the finding says another */
	const char *meaning, *remedy; /* a sentence each */
	const char *source;           /* the document that asks for it */
};

/* The table, in the order in which the manual has it. */
extern const struct rule rules[];
extern const size_t rule_count;

/* The rule of that id, or NULL. */
const struct rule *rule_find(const char *id);

/* All ids, NULL-terminated. */
const char *const *rule_ids(struct arena *);

/* The table as text: for each rule "id (level)", its meaning, remedy and source, indented. */
struct str rules_text(struct arena *);

#endif
