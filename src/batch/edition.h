/* The pipeline for one job: translate, frame, typeset, write. One function shows it whole. */
#ifndef HANDOUT_BATCH_EDITION_H
#define HANDOUT_BATCH_EDITION_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "batch/plan.h"
#include "translate/apply.h"
#include "typeset/fonts.h"

/* One output's bytes, in the arena; s is NULL when it was not made. */
struct made {
	struct str bytes;
	int pages; /* of a PDF */
};

/* The source in a language, with the PO at po/LANG.po if there is one. NULL after reporting. */
struct translation *edition_translate(struct arena *, struct diag *, const struct source *,
									  const char *lang);

/* The job's source translated and framed: all that typesetting and the writers need. *translated
 * is what it is made of, with the edition's document. The source must have been opened. NULL after
 * reporting. */
struct edition *edition_open(struct arena *, struct diag *, const struct job *, long long epoch,
							 struct translation **translated);

/* Makes a job's outputs: made has job->output_count entries. Returns whether all were made. What
 * one format reports does not keep the others from being made, unless they need it. The job's
 * source must have been opened. *facts (facts may be NULL) is what a report tells of the edition, a
 * JSON object: {"title", "segments": {missing, stale, draft, reviewed, approved}, "headings":
 * [those that are not the author's], "final"}; NULL where it was not made. */
bool edition_make(struct arena *, struct diag *, struct fonts *, const struct job *,
				  long long epoch, struct made *made, const char **facts);

enum dump { DUMP_TREE, DUMP_MESSAGES, DUMP_LINES, DUMP_PAGES, DUMP_XHTML };
extern const char *const dump_names[];

/* What a stage made of a job, as text; NULL after reporting. fonts may be NULL for the tree and the
 * messages. */
const char *edition_dump(struct arena *, struct diag *, struct fonts *, const struct job *,
						 long long epoch, enum dump);

#endif
