/* The font map of a process: the listed faces and nothing else. */
#ifndef HANDOUT_TYPESET_FONTS_H
#define HANDOUT_TYPESET_FONTS_H

#include <hb.h>
#include <pango/pango.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/theme.h"
#include "read/faces.h"
#include "typeset/hyphenate.h"
#include "typeset/words.h"

struct fonts;

/* Opens the folder of faces (fonts.conf and faces.yaml in it). The font map lives as long as the
 * arena; the faces are fontconfig's in this process from then on, for the text of images. Open it
 * once in a process, after forking. Reports and returns NULL on failure. */
struct fonts *fonts_open(struct arena *, struct diag *, const char *dir);

const struct faces *fonts_faces(const struct fonts *);

/* Whether the file of a listed face is there and is a font. */
bool fonts_has(const struct fonts *, const struct face *);

/* The words shaped before with its fonts, in whatever text. */
struct words *fonts_words(const struct fonts *);

/* The hyphenators opened before for texts set with its fonts. */
struct hyphenators *fonts_hyphenators(const struct fonts *);

/* A context for a language, with unrounded positions at 72 dpi. The caller unrefs it. */
PangoContext *fonts_context(struct fonts *, const char *lang, bool rtl);

/* Family list, size, weight and slant of a style in a script. The caller frees it. */
PangoFontDescription *fonts_describe(const struct script *, const struct style *);

/* The listed face that a font comes from, or NULL when it is not on the list. */
const struct face *fonts_face_of(const struct fonts *, PangoFont *);

/* A listed face in HarfBuzz: the one that Pango shapes with, if it has set text with the face, so
 * that no table is read and checked twice. A file that cannot be read is a face without glyphs. The
 * caller destroys it. */
hb_face_t *fonts_hb_face(const struct fonts *, const struct face *);

/* Whether fontconfig slanted or emboldened the font, because the face has no true one. */
bool fonts_is_synthetic(PangoFont *);

#endif
