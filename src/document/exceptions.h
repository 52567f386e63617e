/* Words that a handout divides otherwise than its language does. */
#ifndef HANDOUT_DOCUMENT_EXCEPTIONS_H
#define HANDOUT_DOCUMENT_EXCEPTIONS_H

#include "base/arena.h"
#include "base/diag.h"
#include "document/handout.h"
#include "read/yaml.h"

/* Reads the map of languages to lists of words into handout->exceptions; what is wrong is reported
 * at its place. map NULL: none. */
void exceptions_read(struct arena *, struct diag *, const struct yaml *map, struct handout *);

/* The words for a language, of its own list and those of the tags that it begins with ("en" for
 * "en-GB"): NULL-terminated, in the arena. */
const char *const *exceptions_of(struct arena *, const struct handout *, const char *lang);

#endif
