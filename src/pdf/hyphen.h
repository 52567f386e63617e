/* Hyphens that the program put in, told from those of the text. */
#ifndef HANDOUT_PDF_HYPHEN_H
#define HANDOUT_PDF_HYPHEN_H

#include <cairo.h>
#include <stdbool.h>

#include "base/arena.h"
#include "typeset/line.h"

struct hyphens;

struct hyphens *hyphens_new(struct arena *);

bool hyphen_is(const struct run *);

/* The run of a hyphen as it is to be drawn: of the same glyph in a font of its own, so that its
 * code in the PDF means U+00AD to every reader and that of the text's hyphen stays U+002D; in a
 * third one if it is to be unsaid. */
struct run hyphen_run(struct hyphens *, struct arena *, const struct run *, bool unsaid);

/* Shows a run that is to be unsaid at the current point, as text of no letters by an ActualText
 * that is empty: the hyphen that repeats that of a compound. */
void hyphen_show_unsaid(cairo_t *, const struct run *);

#endif
