/* What outputs were made from: one SQLite file beside them. Several builds may use it at once; what
 * is damaged counts as not there. Without it everything is made again, and nothing else happens. */
#ifndef HANDOUT_BATCH_CACHE_H
#define HANDOUT_BATCH_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct cache;

/* An output that was made. No text is NULL. */
struct cached {
	const char *path;   /* as in the plan, in the folder that cache_open got */
	const char *source; /* the handout's folder, absolute and after links; "": of several */
	const char *lang, *edition, *format, *paper; /* their names */
	const char *key, *program; /* as in struct key; "": it is made again by each build */
	const char *stamp;         /* the output's file_stamp */
	const char *sha256;        /* of the output */
	size_t bytes;
	int pages;
	struct str facts, messages; /* as in struct answer */
};

/* The cache of the outputs in DIR, in the file DIR/NAME, which is made when something is kept. When
 * DIR was moved or copied together with a handout, the source of what is found is where the handout
 * is now. The arena closes it. Never NULL: where the file cannot be used nothing is found or kept,
 * and a note tells so when something should have been kept. */
struct cache *cache_open(struct arena *, struct diag *, const char *dir, const char *name);

/* From here on nothing is kept or forgotten, and the file stays as it is. */
void cache_only_read(struct cache *);

/* Whether there is no other cache in its folder, of builds that this one knows nothing of. */
bool cache_is_alone(const struct cache *);

/* The same file opened anew, for a worker: what was opened before a fork is the parent's. */
struct cache *cache_again(struct arena *, struct diag *, const struct cache *);

/* What is known of the output at the path; false: nothing. In the arena. */
bool cache_find(struct cache *, struct arena *, const char *path, struct cached *);

/* Keeps or replaces what is known of so many outputs; it is there after a crash. Together they cost
 * little more than one of them. In the same step the file of cache_keep_file at outdated is no
 * longer as it was; NULL: none. */
void cache_keep(struct cache *, const struct cached *, size_t count, const char *outdated);

/* The same of an output that has another stamp or source only. Where it cannot be kept nothing is
 * lost, and nothing is told. */
void cache_renew(struct cache *, const struct cached *);

/* Forgets an output. */
void cache_forget(struct cache *, const char *path);

/* A note tells, once, when the file was found to be unusable. */
void cache_tell_unusable(struct cache *);

/* Calls each with all that is known, in the order of the paths; what it gets is valid during the
 * call, which must not use the cache. */
void cache_each(struct cache *, void (*each)(void *data, const struct cached *), void *data);

/* How many outputs are known. */
size_t cache_count(struct cache *);

/* The hash that a file had when it had this stamp, in the arena; NULL: not known. *known (may be
 * NULL): whether its hash at any stamp is. */
const char *cache_file_hash(struct cache *, struct arena *, const char *path, const char *stamp,
							bool *known);
void cache_keep_file(struct cache *, const char *path, const char *stamp, const char *hash);

#endif
