/* The names that may be asked for in the folder at hand, for the shells that complete them. */
#ifndef HANDOUT_BATCH_OFFER_H
#define HANDOUT_BATCH_OFFER_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/* What there are lists of, NULL-terminated. */
extern const char *const offer_names[];

/* One list, sorted by bytes, a name on each line: handouts of ./content and of the folder
 * at hand; clinics of ./content; languages that the handouts, and the one in which we are, list;
 * editions, formats, papers that there are. Unreadable manifests are left out. what must be one of
 * offer_names; reports and returns no bytes when it is not. */
struct str offer(struct arena *, struct diag *, const char *what);

#endif
