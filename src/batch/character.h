/* Where exactly a character stands that a message is about. */
#ifndef HANDOUT_BATCH_CHARACTER_H
#define HANDOUT_BATCH_CHARACTER_H

#include "base/arena.h"
#include "base/diag.h"

/* Moves the place of each message about a character, which is that of a text, to the first such
 * character from there on in the file. A message stays where it is when the file cannot be read or
 * when the character is written in another way there, as &#x1F600;. */
void characters_find(struct arena *, struct diag *);

#endif
