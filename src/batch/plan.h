/* What is to be built: clinics x handouts x languages x editions x papers. */
#ifndef HANDOUT_BATCH_PLAN_H
#define HANDOUT_BATCH_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "batch/share.h"
#include "batch/source.h"
#include "document/handout.h"

/* As on the command line; lists are NULL-terminated or NULL for "all that handout.yaml lists". In
 * the names * and ? stand for any letters and any letter. */
struct options {
	const char *const *handouts; /* as written; NULL or empty: all of ./content */
	const char *const *languages, *const *editions, *const *formats, *const *papers;
	const char *const *clinics; /* NULL: that of clinic.yaml */
	const char *out;            /* -o; NULL: OUT_DEFAULT */
	const char *report;         /* --report; NULL: none */
	int workers;                /* -j; 0: as many as there are processors */
	int shard, shards;          /* --shard, from 1; shards 0: all */
	int seconds;                /* --timeout, for one job; 0: SECONDS_DEFAULT */
	bool review;                /* only bilingual editions, as sheets to check them on */
	bool force;                 /* what is up to date is made too */
	bool language_pack;         /* in each language all handouts as one PDF too */
	long long epoch;            /* SOURCE_DATE_EPOCH; -1: the handout's issue date */
	struct share share;
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
	/* A language pack: all that it holds, NULL at the end, source being the first; else NULL. */
	const struct source *const *pack;
	bool review; /* bilingual: numbered, with boxes to tick */
	bool last;   /* none of its source comes after it in this process: its tree may be used up */
};

struct plan {
	struct source *sources;
	size_t source_count;
	struct job *jobs; /* those of a source stand together */
	size_t job_count;
};

/* Where outputs go when -o does not say, in the working directory. */
#define OUT_DEFAULT "out/handouts"

/* The longest that a job may take, in seconds, when --timeout does not say. */
#define SECONDS_DEFAULT 120

/* The folder of a HANDOUT as written: a path to a folder with a handout.yaml, or its name under
 * ./content. NULL after reporting (with the nearest name). */
const char *plan_resolve(struct arena *, struct diag *, const char *written);

/* Makes the plan from the manifests. A handout whose manifest cannot be read is reported and has no
 * listing; unknown names of handouts, clinics, languages, editions, formats or papers are errors
 * with a suggestion, and then NULL is returned. Outputs go to
 * OUT/[CLINIC/]NAME/LANG/NAME-LANG[-EDITION][-PAPER].pdf|epub, where OUT is options->out or
 * OUT_DEFAULT; language packs go to OUT/[CLINIC/]packs/handouts-LANG.pdf. CLINIC stands for a
 * clinic beside that of the root, but not where one alone has the OUT that was asked for. Of a
 * shard only the jobs that fall to it by the hash of clinic, name and language are there, perhaps
 * none. */
struct plan *plan_make(struct arena *, struct diag *, const struct options *);

/* The clinic's file of a source that has no listing, where that is at fault: its handout was read
 * for another clinic. Else NULL. */
const char *plan_faulty_clinic(struct arena *, const struct plan *, const struct source *);

/* Why a source of the plan has no listing, in a phrase. */
const char *plan_unread(struct arena *, const struct plan *, const struct source *);

/* source_open of all sources that have a listing; for commands that need their texts. */
void plan_open(struct arena *, struct diag *, const struct options *, struct plan *);

#endif
