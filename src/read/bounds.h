/* What is too much for one text. A handout of five thousand pages stays below all of it; what is
 * beyond would take more memory and time than a computer at a clinic has. */
#ifndef HANDOUT_READ_BOUNDS_H
#define HANDOUT_READ_BOUNDS_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/str.h"
#include "read/inline.h"

/* A text may have so many bytes and lines; a line or a paragraph so many bytes; a text so many
 * pieces: paragraphs, items, cells, links, stretches of words between marks or ends of lines. */
#define BOUNDS_TEXT (32u << 20)
#define BOUNDS_LINES 500000
#define BOUNDS_BLOCK 4000000
#define BOUNDS_PIECES 600000

/* Whether the text may be parsed; reports the place where it goes beyond. */
bool bounds_text(struct diag *, const char *file, struct str text);

/* Whether what was parsed of it may become a tree; reports the place where it goes beyond. */
bool bounds_tree(struct reading *, cmark_node *document);

#endif
