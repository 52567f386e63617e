/* Values of PDF objects as text. */
#ifndef HANDOUT_PDF_VALUE_H
#define HANDOUT_PDF_VALUE_H

#include "base/str.h"

/* Each adds to the buffer. */

/* A text string: "(words)". */
void value_text(struct buf *, const char *utf8);

/* A string of bytes. */
void value_string(struct buf *, const char *bytes);

void value_integer(struct buf *, long long);

/* "7 0 R" */
void value_reference(struct buf *, int number);

/* A length of Pango units, in points. */
void value_length(struct buf *, int length);

/* "/key(words)"; nothing when utf8 is NULL. */
void value_entry(struct buf *, const char *key, const char *utf8);

#endif
