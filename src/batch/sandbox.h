/* What a worker may not do: open files for writing, read files outside given folders, use the
 * network, start processes or programs, send signals. A command that reads content itself may not
 * either, but for writing in some folders. Landlock and seccomp, where the kernel has them. What
 * was open before stays open. */
#ifndef HANDOUT_BATCH_SANDBOX_H
#define HANDOUT_BATCH_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct sandbox;

/* What of it the kernel has. */
struct sandbox_kernel {
	bool landlock; /* else every file that the user may read can be read */
	bool seccomp;  /* else all but files is allowed */
};

/* A sandbox in which the files and the folders (with all below, after links) of the list may be
 * read; what does not exist is left out. writable: below these folders files may also be made,
 * replaced and removed, and beside them empty folders removed, without Landlock anywhere; NULL:
 * nowhere. NULL ends the lists. Made once,
 * before the processes that enter it are forked; the arena closes it. */
struct sandbox *sandbox_new(struct arena *, const char *const *readable,
							const char *const *writable);

struct sandbox_kernel sandbox_kernel(const struct sandbox *);

/* The open file that it is entered with; -1: none. */
int sandbox_file(const struct sandbox *);

/* Enters it for good, with all of the process's threads to come. False: the kernel lets the process
 * have no part of it. Threads may be started in it. What is forbidden fails with EACCES, EPERM or,
 * where there is an older call to try instead, ENOSYS. */
bool sandbox_enter(const struct sandbox *);

#endif
