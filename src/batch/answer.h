/* How what a worker made and said travels as bytes: to the parent, and into the cache. They are
 * read by the program that wrote them and by no other. */
#ifndef HANDOUT_BATCH_ANSWER_H
#define HANDOUT_BATCH_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "batch/edition.h"
#include "batch/origin.h"

/* The answer to a job: made has an entry for each of its outputs; lasting: they are up to
 * date until what they were made from changes. */
struct str answer_pack(struct arena *, const struct made *made, size_t count, bool lasting,
					   const char *facts, const struct diag *);

/* The reverse: the bytes of made and of *facts stay those of the answer, messages are copied. False
 * when the answer is damaged. */
bool answer_unpack(struct str answer, struct made *made, size_t count, bool *lasting,
				   struct str *facts, struct diag *);

/* Messages alone, their files by the origins (NULL: none) when they were packed and when they are
 * unpacked. */
struct str answer_pack_messages(struct arena *, const struct diag *, const struct origins *);
bool answer_unpack_messages(struct str bytes, struct diag *, const struct origins *);

#endif
