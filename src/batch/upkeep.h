/* Keeping a handout's translations: its POT and PO files brought up to date, its segments signed.
 */
#ifndef HANDOUT_BATCH_UPKEEP_H
#define HANDOUT_BATCH_UPKEEP_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "batch/plan.h"
#include "translate/signoff.h"

/* Writes po/messages.pot and, for each language of the handout but its own, po/LANG.po; signatures
 * in po/signoff.yaml follow the segments that moved to another context with both texts as they
 * were. languages: only these (NULL: all). A file that would not change is not touched. Adds one
 * line a language to out, with what is in it. Returns false when anything was reported. */
bool upkeep_messages(struct arena *, struct diag *, const struct source *,
					 const char *const *languages, struct buf *out);

/* Signs the segments of a language whose context matches one of the globs (NULL: all) and whose
 * translation is neither missing nor stale: adds to the entry with the same name, role, process and
 * date, or makes one; the name's earlier entries of that role lose these segments. entry's hashes
 * are not used. Writes po/signoff.yaml; *count is how many segments were signed. */
bool upkeep_sign(struct arena *, struct diag *, const struct source *,
				 const struct signoff_entry *entry, const char *const *globs, size_t *count);

#endif
