/* Cairo's fonts of one face. It cuts a face twice, to a simple font of Latin letters and a
 * composite one of the other glyphs; in the finished PDF both show the glyphs of one program. */
#ifndef HANDOUT_PDF_JOINED_H
#define HANDOUT_PDF_JOINED_H

#include "base/arena.h"
#include "base/str.h"
#include "pdf/drawn.h"

/* Of a composite font whose glyphs were put behind those of another: what it shares with that. */
struct guest {
	struct str name; /* "/ABCDEF+Name" */
	int descriptor;  /* its number in cairo's file */
	unsigned first;  /* what its own glyph 1 is in the program */
};

struct joined;

/* Joins the programs of those of the fonts that are TrueType and of one face. The others are left
 * as they are: those of another form than cairo's; and those with CFF outlines, for the program of
 * a composite one serves no simple one. Of a face with these, text has a composite one alone
 * (pdf/cut), to which the lettering of an SVG adds its own. All in the arena; programs that
 * no font needs any more are dropped. */
struct joined *joined_make(struct arena *, struct drawn *, const int *fonts, unsigned count);

/* NULL: the font has a program of its own. */
const struct guest *joined_guest(const struct joined *, int font);

/* The program that takes the place of the one in this object of cairo's; empty: nothing joined it.
 */
struct str joined_program(const struct joined *, int number);

/* What a composite font's codes are of; NULL: it is not there. */
const struct drawn_object *joined_descendant(const struct drawn *, const struct drawn_object *font);

#endif
