/* What a check found: a rule, a place, and words that say what to do. */
#ifndef HANDOUT_CHECK_FINDING_H
#define HANDOUT_CHECK_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/* A passage that belongs to a finding. */
struct finding_place {
	struct pos pos;   /* file NULL: it stands nowhere */
	const char *what; /* "article", "44 words" */
	const char *text; /* as quoted */
};

struct finding {
	const char *rule; /* static, of rules.h */
	enum level level;
	struct pos pos;
	const char *text;
	const struct finding_place *places; /* further ones, in the order of reading */
	size_t place_count;
	bool compared; /* the places are to be read side by side */
};

/* A list that grows in its arena. Zero all but the arena. */
struct findings {
	struct arena *arena;
	struct buf items; /* of struct finding */
	size_t count, errors;
};

/* Adds a finding of a rule of rules.h; the text is formatted into the arena. */
void finding_add(struct findings *, const char *rule, enum level, struct pos, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* Gives the finding that was added last its places, in the arena. */
void finding_places(struct findings *, const struct finding_place *, size_t count);

/* The same for passages that are to be read side by side. */
void finding_compare(struct findings *, const struct finding_place *, size_t count);

/* "article (article.md:12)", or "article" where the place stands nowhere. */
const char *finding_place_name(struct arena *, const struct finding_place *);

/* The finding's text, and below it a line for each place: "    article (article.md:12): "words"".
 */
const char *finding_text(struct arena *, const struct finding *);

/* The findings in the order in which they were added; NULL when there are none. */
const struct finding *findings_all(const struct findings *);

#endif
