/* The names that are asked for on the command line, in which * and ? stand for any letters and any
 * letter. */
#ifndef HANDOUT_BATCH_ASKED_H
#define HANDOUT_BATCH_ASKED_H

#include <stdbool.h>

#include "base/diag.h"

/* Whether the word has a * or ?. */
bool asked_is_glob(const char *word);

/* Whether the word, as written, means the name. Capitals count as small letters. */
bool asked_means(const char *word, const char *name);

/* Whether any word of the NULL-terminated list means the name; NULL means all names. */
bool asked_for(const char *const *words, const char *name);

/* Whether each word (words may be NULL) means something on the list; the others are reported, with
 * the nearest: "unknown edition \"larg\": did you mean \"large\"?", or with what is on the list; of
 * a long one its beginning, and the command that prints it all (NULL: it is short). */
bool asked_known(struct diag *, const char *what, const char *const *words, const char *const *list,
				 const char *command);

#endif
