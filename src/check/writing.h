/* How a text is written, whatever it says: acronyms that nobody explains, two spellings of a
 * language, numbers that touch their units, capitals.
 *
 * Warnings: acronym-undefined, spelling-mixed, unit-spacing, capitals. */
#ifndef HANDOUT_CHECK_WRITING_H
#define HANDOUT_CHECK_WRITING_H

#include "check/finding.h"
#include "check/prose.h"

/* All rules, on the source's text. References keep to what they quote, and do not count. */
void writing_check(struct findings *, const struct prose *);

/* Only capitals: the rest a translator takes over from the source. */
void writing_check_translation(struct findings *, const struct prose *);

#endif
