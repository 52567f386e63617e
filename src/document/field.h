/* What a field of a manifest may hold: each reader reports what is wrong at the field's place, with
 * a remedy. A node that is NULL or no text gives NULL or false without a report: yaml_check has
 * reported it. */
#ifndef HANDOUT_DOCUMENT_FIELD_H
#define HANDOUT_DOCUMENT_FIELD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/handout.h"
#include "document/locale.h"
#include "read/yaml.h"

/* One line of text that is not blank, trimmed, in the arena. */
const char *field_line(struct arena *, struct diag *, const struct yaml *);

/* The same with line breaks allowed inside. */
const char *field_text(struct arena *, struct diag *, const struct yaml *);

/* A code, version or id: letters A to Z and a to z, digits, full stops and hyphens. */
const char *field_id(struct diag *, const struct yaml *);

/* "2026-11-22". */
bool field_date(struct diag *, const struct yaml *, struct date *out);

/* A language tag that locale_find knows; in the spelling of its table where it stands there. */
const char *field_language(struct diag *, const char *tag, struct pos);

/* The tag of the language whose English name, own name, tag or other code ("spa", "iw") is what was
 * written, or whose names or tag is nearest to it; NULL: none is near. */
const char *field_nearest_language(const char *written);

/* The tag of the NULL-terminated list that is of the same language as the known tag, if there is
 * one in its script: zh-Hant for zh-TW. NULL: none is. */
const char *field_kin_language(const char *tag, const char *const *listed);

/* The entries of a list of language tags, or of words of the given list; no entry may stand twice
 * and none at all is an error. node may be NULL: no names. */
struct names field_names(struct arena *, struct diag *, const struct yaml *node,
						 const char *const *words);

#endif
