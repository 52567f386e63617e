/* Where the files of a handout are, apart from how their folders are written: what is kept of them
 * holds when the folders are moved, or named from another one. */
#ifndef HANDOUT_BATCH_PLACE_H
#define HANDOUT_BATCH_PLACE_H

#include "base/arena.h"
#include "batch/share.h"
#include "batch/source.h"

enum place {
	PLACE_HANDOUT,
	PLACE_ROOT,
	PLACE_REAL_ROOT, /* the root after links */
	PLACE_PROGRAM,   /* from here on the program's own data */
	PLACE_STRINGS,
	PLACE_FONTS,
	PLACE_HYPHENATION,
	PLACE_COUNT,
};

/* The folders as they are written now; NULL: there is none. */
struct places {
	const char *dirs[PLACE_COUNT];
};

/* Of a source with a listing. */
struct places places_of(struct arena *, const struct source *, const struct share *);

/* The nearest folder that the path is in, and *rest, the path from there; PLACE_COUNT and the whole
 * path when it is in none. */
enum place places_find(const struct places *, const char *path, const char **rest);

/* The path again, in the arena; NULL: there is no such folder. */
const char *places_path(struct arena *, const struct places *, enum place, const char *rest);

#endif
