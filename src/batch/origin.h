/* Where the files of a handout are, apart from how their folders are written: what is kept of them
 * holds when the folders are moved, or named from another one. */
#ifndef HANDOUT_BATCH_ORIGIN_H
#define HANDOUT_BATCH_ORIGIN_H

#include "base/arena.h"
#include "batch/share.h"
#include "batch/source.h"

/* Which folder a file is in. After the last one come the same three of the next handout. */
enum origin {
	ORIGIN_PROGRAM, /* the program's own data, and below */
	ORIGIN_STRINGS,
	ORIGIN_FONTS,
	ORIGIN_HYPHENATION,
	ORIGIN_HANDOUT,
	ORIGIN_ROOT,
	ORIGIN_REAL_ROOT, /* after links */
};

/* The folders as they are written now. */
struct origins {
	const char *const *dirs; /* by enum origin; NULL: there is none */
	int count;
};

/* Of sources with a listing; NULL at the end. */
struct origins origins_of(struct arena *, const struct source *const *sources,
						  const struct share *);

/* The nearest folder that the path is in, and *rest, the path from there; -1 and the whole path
 * when it is in none. */
int origins_find(const struct origins *, const char *path, const char **rest);

/* The path again, in the arena; NULL: there is no such folder. */
const char *origins_path(struct arena *, const struct origins *, int origin, const char *rest);

#endif
