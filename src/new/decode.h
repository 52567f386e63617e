/* The bytes of a text as clean UTF-8. */
#ifndef HANDOUT_NEW_DECODE_H
#define HANDOUT_NEW_DECODE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/* Reads a text in UTF-8, in UTF-16 with its mark, or else in Windows-1252, which is a warning.
 * Lines end with LF. False after an error. */
bool decode_file(struct arena *, struct diag *, const char *path, struct str *out);

/* The text without signs that nobody sees, and with others for those that no face is likely to
 * have; each is a note at its line. A page's end is an empty line, with a form feed before it when
 * pages is set. */
struct str decode_clean(struct arena *, struct diag *, const char *path, struct str text,
						bool pages);

#endif
