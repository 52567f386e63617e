/* Streams compressed as PDF has them. */
#ifndef HANDOUT_PDF_DEFLATE_H
#define HANDOUT_PDF_DEFLATE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

struct deflater;

/* Its memory dies with the arena. */
struct deflater *deflater_new(struct arena *);

/* The bytes deflated; valid until the next call. */
struct str deflater_run(struct deflater *, struct str bytes);

/* The reverse, in the arena. False: the bytes are not whole. */
bool inflate_whole(struct arena *, struct str bytes, struct str *out);

#endif
