/* The text of one block, itemised and shaped once. */
#ifndef HANDOUT_TYPESET_SHAPE_H
#define HANDOUT_TYPESET_SHAPE_H

#include <pango/pango.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/edition.h"
#include "typeset/fonts.h"

struct palette;
struct words;

/* How one language is set in this edition. */
struct tongue {
	const char *lang;
	const struct locale *locale;
	const struct script *script;
	PangoContext *context;               /* owned by the setting's arena */
	const struct hyphenator *hyphenator; /* NULL: not hyphenated */
	struct tongue *next;
};

/* What the setting of an edition shares. */
struct setting {
	struct arena *arena;  /* of the edition */
	struct arena *lines;  /* of lines and of what stands on pages; the palette is turned to it */
	struct arena *column; /* of what is needed until there are pages */
	struct arena *block;  /* of what is needed to set a block, cleared after it */
	struct arena *breaks; /* of what is needed to break it into lines, cleared after that */
	struct arena *runs;   /* of the runs of a line until they are packed, cleared after each */
	struct diag *diag;
	struct fonts *fonts;
	const struct edition *edition;
	struct tongue *tongues;
	struct palette *palette; /* of the lines */
	struct words *words;     /* that were shaped */
	GHashTable *reported;    /* code points whose lack was reported */
};

/* A stretch of the block's text that one inline gave: [start, end) in bytes. */
struct leaf {
	int start, end;
	const struct node *node; /* TEXT, CODE or NOTE_MARK; NULL for generated text */
	unsigned color;
	bool underline, strike;
	bool bound; /* never broken inside */
	int rise;
};

/* A shaped item: [start, end) in bytes of the text. */
struct item {
	int start, end;
	PangoItem *item;
	PangoGlyphString *glyphs;
};

/* What stands at a byte of the text beside its glyphs; zero: nothing. Lengths in Pango units. */
struct spacing {
	int stretch, shrink; /* of the white in the advance of the cluster at the byte */
	int before, after;   /* the white in a character's advance that stands outside the measure where
							it begins or ends a line */
	short penalty;       /* of a line that begins at the byte, as that of a hyphen */
	bool repeats_hyphen; /* a line that begins here begins with the hyphen that ends the last one */
	bool begins_line;    /* a line begins here in any case */
};

/* All arrays belong to the arena given; fonts live as long as the font map. */
struct shaped {
	const char *text;
	int len, chars;
	PangoLogAttr *attrs;     /* chars + 1 */
	int *advance;            /* len + 1; Pango units, at the byte where a cluster begins, else 0 */
	struct spacing *spacing; /* len + 1; NULL: none anywhere */
	struct item *items;
	int item_count;
	struct leaf *leaves;
	int leaf_count;
	bool rtl;           /* the block's direction */
	struct style style; /* of the block */
	const char *lang;   /* the block's language */
	struct pos pos;     /* where the block stands in the source */
};

/* The tongue for a language tag; an unknown language is set as the edition's. Never NULL once
 * setting_start succeeded. */
const struct tongue *setting_tongue(struct setting *, const char *lang);

/* Whether the characters of its script fill squares: ideographs, kana. */
bool tongue_is_square(const struct tongue *);

/* Prepares a setting, which has its arena (that of the lines too, at first), diag, fonts and
 * edition: checks that the theme has faces for the edition's language and that they are on the
 * list. Reports and returns false if not. */
bool setting_start(struct setting *);

/* Shapes the inlines of a block in a style's role. Missing glyphs, unlisted and synthetic faces are
 * reported at the inline that has them. */
struct shaped *shape_block(struct setting *, struct arena *, const struct node *block, enum role);

/* The same for a paragraph of words that frame_between parts: each piece on a line of its own,
 * without what parts them. */
struct shaped *shape_pieces(struct setting *, struct arena *, const struct node *block, enum role);

/* The same for generated text in a language; node is what its runs belong to (may be NULL). */
struct shaped *shape_text(struct setting *, struct arena *, const char *text, const char *lang,
						  enum role, const struct node *node);

#endif
