/* Which faces set which language, and whether they are there. */
#ifndef HANDOUT_BATCH_COVERAGE_H
#define HANDOUT_BATCH_COVERAGE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/theme.h"
#include "read/faces.h"

/* All languages that the theme has a script for, a line each: "es Spanish: Noto Serif; Noto Sans",
 * with ", missing FILE (package NAME)" for each face that is not in its folder. *missing says
 * whether any was. */
struct str coverage_all(struct arena *, const struct theme *, const struct faces *, bool *missing);

/* One language: each face on a line, with its file, licence and package. Reports and returns an
 * empty string when the tag is unknown or the theme has no script for it. */
struct str coverage_of(struct arena *, struct diag *, const struct theme *, const struct faces *,
					   const char *lang, bool *missing);

#endif
