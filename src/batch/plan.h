/* What is to be built: handouts x languages x editions x papers. */
#ifndef HANDOUT_BATCH_PLAN_H
#define HANDOUT_BATCH_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "batch/share.h"
#include "document/handout.h"
#include "document/strings.h"
#include "document/theme.h"
#include "translate/messages.h"
#include "translate/signoff.h"

/* As on the command line; lists are NULL-terminated or NULL for "all that handout.yaml lists". */
struct options {
	const char *const *handouts; /* as written; NULL or empty: all of ./content */
	const char *const *languages, *const *editions, *const *formats, *const *papers;
	const char *out;    /* -o; NULL: OUT_DEFAULT */
	const char *report; /* --report; NULL: none */
	int workers;        /* -j; 0: as many as there are processors */
	long long epoch;    /* SOURCE_DATE_EPOCH; -1: the handout's issue date */
	struct share share;
};

/* A handout read once, shared by all of its jobs. */
struct source {
	const char *dir;         /* its folder, as resolved */
	struct handout *handout; /* NULL: handout.yaml could not be read */
	struct node *document;
	struct messages messages;
	struct signoff *signoff;
	struct theme *theme;
	const char *strings_dir, *hyphenation_dir;
	const struct diag *said; /* what reading it reported; NULL: nothing */
	bool failed;             /* an error was reported: no job of it runs */
};

struct output {
	enum format format;
	const char *path;
};

/* One edition of one language on one paper; it may have several outputs (PDF, EPUB). */
struct job {
	const struct source *source;
	const char *lang;
	enum edition_kind edition;
	enum paper paper;
	const struct output *outputs;
	size_t output_count;
};

struct plan {
	struct source *sources;
	size_t source_count;
	struct job *jobs;
	size_t job_count;
};

/* Where outputs go when -o does not say, in the working directory. */
#define OUT_DEFAULT "out/handouts"

/* The folder of a HANDOUT as written: a path to a folder with a handout.yaml, or its name under
 * ./content. NULL after reporting (with the nearest name). */
const char *plan_resolve(struct arena *, struct diag *, const char *written);

/* Reads the handouts and makes the plan. A handout with errors is reported and its source is marked
 * failed; unknown names of languages, editions, formats or papers are errors with a suggestion, and
 * then NULL is returned. Outputs go to OUT/NAME/LANG/NAME-LANG[-EDITION][-PAPER].pdf|epub, where
 * OUT is options->out or OUT_DEFAULT. */
struct plan *plan_make(struct arena *, struct diag *, const struct options *);

/* Reads one handout: manifest, document, messages, sign-off, theme. Never NULL; see failed. */
void source_read(struct arena *, struct diag *, const char *dir, const struct share *,
				 struct source *);

#endif
