/* What languages are called in others than English, from ICU's CLDR data. */
#ifndef HANDOUT_DOCUMENT_LANGUAGE_NAME_H
#define HANDOUT_DOCUMENT_LANGUAGE_NAME_H

#include "base/arena.h"
#include "document/locale.h"

/* The name that a language has in another as it stands within a sentence: "Hebräisch"; the
 * locale's native where that is the same but for capitals. NULL where its English name is to be
 * used: `in` is English, has no name for it, or ICU is not installed. */
const char *language_name(struct arena *, const struct locale *, const char *in);

#endif
