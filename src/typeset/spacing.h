/* White between and beside the marks of Chinese and Japanese: what is squeezed, what is added. */
#ifndef HANDOUT_TYPESET_SPACING_H
#define HANDOUT_TYPESET_SPACING_H

#include "typeset/shape.h"

/* The text's array of spacing, made in the arena when there is none. */
struct spacing *spacing_of(struct arena *, struct shaped *);

/* Sets the widths of the glyphs of full-width marks, and a quarter of an em between ideographs and
 * Latin letters or digits where the author typed no space, in languages that do so. Keeps
 * shaped->advance up to date. */
void spacing_set(struct arena *, struct shaped *);

#endif
