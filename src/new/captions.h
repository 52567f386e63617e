/* Captions in a .docx: the paragraphs in a style for them, of which pandoc keeps the words only. */
#ifndef HANDOUT_NEW_CAPTIONS_H
#define HANDOUT_NEW_CAPTIONS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "new/pictures.h"

struct captions;

/* Those of the document; none of what is no .docx, or NULL. */
const struct captions *captions_read(struct arena *, const struct pictures *);

/* Whether a paragraph of these words is one; only letters and digits are compared. */
bool captions_have(const struct captions *, struct str words);

/* Whether two texts have the same letters and digits, some at least. */
bool captions_same(struct str, struct str);

#endif
