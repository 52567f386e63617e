/* Who translated and who reviewed which segments: po/signoff.yaml. */
#ifndef HANDOUT_TRANSLATE_SIGNOFF_H
#define HANDOUT_TRANSLATE_SIGNOFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/doc.h"
#include "document/locale.h"

/* As written in the file and on the command line, NULL-terminated, in the order of the enums. */
enum signoff_role { SIGNOFF_TRANSLATOR, SIGNOFF_REVIEWER, SIGNOFF_APPROVER };
enum signoff_process { PROCESS_HUMAN, PROCESS_MT_HUMAN, PROCESS_MT };
extern const char *const signoff_roles[];     /* translator reviewer approver */
extern const char *const signoff_processes[]; /* human mt+human mt */

/* One signature under a set of segments of one language. */
struct signoff_entry {
	const char *lang, *name;
	enum signoff_role role;
	enum signoff_process process;
	struct date date;
	const char *const *hashes; /* sorted, see signoff_hash */
	size_t count;
	struct pos pos;
};

struct signoff {
	const struct signoff_entry *entries;
	size_t count;
};

/* The key of a segment: SHA-256 of context, source and translation, first 16 hexadecimal digits.
 * The context is the one that the PO has, so a segment that only moved keeps its signatures;
 * "handout messages", which gives it its new context, gives it its new key too. */
const char *signoff_hash(struct arena *, const char *context, const char *source,
						 const char *translation);

/* Reads po/signoff.yaml; a file that is not there is an empty one. NULL after reporting an error.
 */
struct signoff *signoff_read(struct arena *, struct diag *, const char *path);

/* The file's bytes. */
struct str signoff_write(struct arena *, const struct signoff *);

/* The best that anybody signed for the segment: DRAFT, REVIEWED or APPROVED. A review by a machine
 * does not count. */
enum state signoff_state(const struct signoff *, const char *lang, const char *hash);

/* The last entry of a role for a language, or NULL. */
const struct signoff_entry *signoff_last(const struct signoff *, const char *lang,
										 enum signoff_role);

#endif
