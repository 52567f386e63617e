/* Several reports as one: of the parts of a build that was shared among computers. */
#ifndef HANDOUT_BATCH_MERGE_H
#define HANDOUT_BATCH_MERGE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/* Joins the reports in the files (NULL-terminated): outputs and failures sorted by path, handouts
 * and messages in the order in which they come, each once; seconds are those of the longest. An
 * output that one report made and another failed to make is made. s is NULL after reporting a file
 * that is no report, or an output of which two reports have different bytes. */
struct str merge_reports(struct arena *, struct diag *, const char *const *files);

#endif
