/* Document -> plain text. */
#ifndef HANDOUT_PLAIN_TEXT_H
#define HANDOUT_PLAIN_TEXT_H

#include "base/arena.h"
#include "base/str.h"
#include "document/edition.h"

/* The handout as UTF-8 text, for those who ask for it and for devices that read aloud or show
 * Braille: each paragraph, entry of a list and cell of a table in one line, however long, for what
 * shows it breaks lines where it needs to; an empty line between blocks, and two before a heading,
 * which is underlined; addresses of links in parentheses; the words for images; footnotes behind
 * their part. Where text runs from right to left, every line says so, and phones and codes are kept
 * in order, by invisible marks. */
struct str text_write(struct arena *, const struct edition *);

#endif
