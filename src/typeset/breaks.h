/* Where a line may end: Unicode's rules, the language's tailoring, and what typographers keep
 * together. */
#ifndef HANDOUT_TYPESET_BREAKS_H
#define HANDOUT_TYPESET_BREAKS_H

#include "typeset/shape.h"

/* Fills shaped->attrs (chars + 1 of them) and what breaks cost in shaped->spacing (in the arena);
 * attrs are those that the text was itemised with. Reports, once, that ICU is not installed when
 * the text needs it. */
void breaks_find(struct setting *, struct arena *, struct shaped *, PangoAttrList *attrs);

/* Takes back the breaks after the hyphens of compounds ("long-term"), but not those in addresses:
 * for editions in which no word is divided. */
void breaks_keep_compounds(struct shaped *);

/* Makes dear the breaks within the phrases of headings: in Chinese, Japanese and Vietnamese those
 * inside words, which are written without spaces or, in Vietnamese, with one between syllables;
 * those before words that lean on the one before; those after short words that belong to the next.
 * Costs go into shaped->spacing (in the arena). */
void breaks_keep_phrases(struct arena *, struct shaped *);

/* The byte behind the first colon of a text where a line may begin; 0: there is none. */
int breaks_after_colon(const struct shaped *);

/* Takes back the breaks between the syllables of Korean words: for ragged text and editions in
 * which no word is divided. */
void breaks_keep_words(struct shaped *);

#endif
