/* What is odd about a translation whatever it says: text left as it was, much too long or short,
 * words written twice, brackets and quotation marks that do not close. Warnings at the msgstr:
 * wording-unchanged, wording-length, wording-doubled, wording-brackets. */
#ifndef HANDOUT_CHECK_WORDING_H
#define HANDOUT_CHECK_WORDING_H

#include "check/finding.h"
#include "document/handout.h"
#include "translate/apply.h"

/* A length is odd beside the median of the translation's own, so no table of languages is needed;
 * fewer than eight texts of a sentence or more give no median. */
void wording_check(struct findings *, const struct handout *, const struct translation *);

#endif
