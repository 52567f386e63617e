/* All that an output is made from, as one hash. */
#ifndef HANDOUT_BATCH_INPUTS_H
#define HANDOUT_BATCH_INPUTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "batch/cache.h"
#include "batch/plan.h"

struct inputs;

/* Hashes of files are taken from the cache where their stamps say that they are what they were. */
struct inputs *inputs_open(struct arena *, const struct options *, struct cache *);

/* Two hashes of what an output is made from, in the arena they were asked for in. Neither depends
 * on where the handout's folder or the program's data is, or how that is written; of a pack both
 * do. */
struct key {
	const char *content; /* and options */
	const char *program; /* with its libraries, faces, dictionaries, words and its theme */
};

/* The content is what the job can see: files for text, data and images in the handout's folder and
 * below, its parts, its clinic, its theme, the strings, and the files and images of the content
 * root; of PO files only those of its language. A file is read when the first job of its source is
 * asked about: ask before the job reads it, and about the jobs of a source one after another. */
struct key inputs_key(struct inputs *, struct arena *, const struct job *, enum format);

/* Lets the cache know the program's files: after a build, when there is a folder to keep it in. */
void inputs_remember(struct inputs *);

/* Whether the opened source's images all lie where inputs_key looks. One in another handout's
 * folder does not; what it is in is made again by each build. */
bool inputs_cover(const struct source *);

#endif
