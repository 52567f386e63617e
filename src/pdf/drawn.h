/* What cairo draws: its PDF taken apart into objects as it comes. */
#ifndef HANDOUT_PDF_DRAWN_H
#define HANDOUT_PDF_DRAWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/* An object as cairo wrote it: its value or, for a stream, its dictionary and the bytes (as they
 * are in the file). Both are borrowed until it is dropped. */
struct drawn_object {
	bool is_stream;
	struct str value, bytes;
};

struct drawn;

/* Nothing so far. All dies with the arena. */
struct drawn *drawn_new(struct arena *);

/* Takes the next bytes of cairo's file. False: they are not what cairo writes. */
bool drawn_take(struct drawn *, const void *bytes, size_t len);

/* Takes apart what has come. False as above. */
bool drawn_settle(struct drawn *);

/* An object by its number in cairo's file; NULL: it has not come or was dropped. Of what cairo says
 * about structure nothing is kept. */
const struct drawn_object *drawn_find(const struct drawn *, int number);

/* The number of the object of a page, from page 0; 0: it has not come. */
int drawn_page(const struct drawn *, int page);

/* Frees an object. */
void drawn_drop(struct drawn *, int number);

#endif
