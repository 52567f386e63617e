/* Waits for changes of files, by inotify. */
#ifndef HANDOUT_BATCH_WATCH_H
#define HANDOUT_BATCH_WATCH_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "batch/plan.h"

struct watch;

/* Changes from now on are noticed, of what watch_add adds. The arena closes it. NULL after
 * reporting. From now on SIGINT, SIGTERM and SIGHUP wait for watch_wait. */
struct watch *watch_open(struct arena *, struct diag *);

/* Watches ./content and the folders that the plan's sources are read from; plan may be NULL.
 * Folders that are watched already stay so. */
void watch_add(struct watch *, const struct options *, const struct plan *);

/* Waits for the next changes, and until they have ceased for a moment. *changed gets their paths,
 * sorted, each once, NULL-terminated, in the arena. Returns 0, or the signal that ended the wait.
 */
int watch_wait(struct watch *, struct arena *, const char *const **changed);

#endif
