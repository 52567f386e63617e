/* Codes that say what a glyph means where it stands. Cairo gives a glyph one code with one meaning
 * and where it means something else writes an ActualText, which many readers ignore. */
#ifndef HANDOUT_PDF_CODES_H
#define HANDOUT_PDF_CODES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* In a composite font all codes of ours are at or above the first, cairo's below it. In a simple
 * one they are those that WinAnsiEncoding leaves to nobody. */
enum { CODES_FIRST = 0x4000, CODES_SIMPLE_FIRST = 1, CODES_SIMPLE_END = 32 };

/* A code: the code that cairo gave the glyph, and its text as hexadecimal digits of UTF-16. */
struct code {
	unsigned glyph;
	struct str text;
};

/* A font's, by their codes from the first on. */
struct code_list {
	const struct code *items;
	unsigned count;
	bool simple;
};

struct codes;

/* None so far. All in the arena. */
struct codes *codes_new(struct arena *);

/* The code of a glyph with a text in a font ("/f-0-1"), which is simple or composite; 0: the font
 * has no more of them, or the glyph's code in a simple font is not one whose name is known. */
unsigned codes_take(struct codes *, struct str name, bool simple, unsigned glyph, struct str text);

/* Those of a font, in the order in which they were taken. */
struct code_list codes_of(const struct codes *, struct str name);

/* Adds the CMap of a font with such codes. Each has a CID of its own, from the first one on, for
 * some readers know the meanings of CIDs alone; cairo's codes are their own CIDs. */
void codes_map(struct buf *, struct code_list, unsigned first);

/* The map from CIDs to glyphs of a font whose codes, with those, are the CIDs: two bytes each.
 * Cairo's CIDs are so many; from 1 on their glyphs follow each other, from the first one on. */
struct str codes_glyphs(struct arena *, struct code_list, unsigned count, unsigned first);

/* Adds the encoding of a simple font with such codes: WinAnsiEncoding and what differs. */
void codes_differences(struct buf *, struct code_list);

/* Adds what the codes mean to a font's CMap to Unicode, and with it the whole of that CMap. */
void codes_meanings(struct buf *, struct str unicode, struct code_list);

#endif
