/* Translations out to other programs and in from other files. */
#ifndef HANDOUT_BATCH_EXCHANGE_H
#define HANDOUT_BATCH_EXCHANGE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "batch/plan.h"

/* Writes DIR/NAME-LANG.xlf (XLIFF 2.0) for each language of the handout but its own, or those of
 * languages (NULL: all). Adds a line for each to out. Returns false after reporting. */
bool exchange_export(struct arena *, struct diag *, const struct source *,
					 const char *const *languages, const char *dir, struct buf *out);

/* Brings a translation into po/LANG.po. An XLIFF file says its language itself, and what is up to
 * date in it replaces what the PO has; a Markdown file (.md) needs lang, and fills what the PO
 * lacks. Nothing is signed: where the file says that segments were reviewed, a note tells how to
 * record by whom. Adds a line with what was done to out. Returns false after reporting. */
bool exchange_import(struct arena *, struct diag *, const struct source *, const char *lang,
					 const char *path, struct buf *out);

#endif
