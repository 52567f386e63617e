/* Codes that say what a glyph means where it stands. Cairo gives a glyph one code with one meaning
 * and where it means something else writes an ActualText, which many readers ignore. */
#ifndef HANDOUT_PDF_CODES_H
#define HANDOUT_PDF_CODES_H

#include "base/arena.h"
#include "base/str.h"

/* All codes of ours are at or above this; cairo's are below it. */
enum { CODES_FIRST = 0x4000 };

/* A code: the code that cairo gave the glyph, and its text as hexadecimal digits of UTF-16. */
struct code {
	unsigned glyph;
	struct str text;
};

/* A font's, by their codes from CODES_FIRST on. */
struct code_list {
	const struct code *items;
	unsigned count;
};

struct codes;

/* None so far. All in the arena. */
struct codes *codes_new(struct arena *);

/* The code of a glyph with a text in a font ("/f-0-1"); 0: the font has no more of them. */
unsigned codes_take(struct codes *, struct str font, unsigned glyph, struct str text);

/* Those of a font, in the order in which they were taken. */
struct code_list codes_of(const struct codes *, struct str font);

/* Adds the CMap of a font with such codes: from codes to the glyphs' numbers. */
void codes_map(struct buf *, struct code_list);

/* Adds what the codes mean to a font's CMap to Unicode, and with it the whole of that CMap. */
void codes_meanings(struct buf *, struct str unicode, struct code_list);

#endif
