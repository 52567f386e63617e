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

/* The hash, in the arena, of the program with its libraries, faces and dictionaries, of the
 * options, and of the content that the job can see: files for text, data and images in the
 * handout's folder and below, its parts, its clinic, its theme, the strings, and the files and
 * images of the content root; of PO files only those of its language. A file is read when the first
 * job of its source is asked about: ask before the job reads it, and about the jobs of a source one
 * after another. */
const char *inputs_key(struct inputs *, struct arena *, const struct job *, enum format);

/* Whether the opened source's images all lie where inputs_key looks. One in another handout's
 * folder does not; what it is in must not be kept in the cache. */
bool inputs_cover(const struct source *);

#endif
