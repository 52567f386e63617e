/* How a handout looks, as data: theme.yaml. */
#ifndef HANDOUT_DOCUMENT_THEME_H
#define HANDOUT_DOCUMENT_THEME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/handout.h"

enum family { FAMILY_SERIF, FAMILY_SANS };

/* What a piece of text is, for its style. */
enum role {
	ROLE_BODY,
	ROLE_TITLE,
	ROLE_SECTION,    /* headings of level 2 */
	ROLE_SUBSECTION, /* headings of level 3 and below; questions */
	ROLE_QUOTE,
	ROLE_CODE,
	ROLE_CAPTION,
	ROLE_TABLE,
	ROLE_TABLE_HEAD,
	ROLE_CALLOUT,
	ROLE_CALLOUT_LABEL,
	ROLE_NOTE, /* footnotes */
	ROLE_REFERENCE,
	ROLE_FURNITURE, /* running head and foot */
	ROLE_PAGE_NUMBER,
	ROLE_STAMP,
	ROLE_CLINIC,
	ROLE_LANGUAGE,
	ROLE_IMPRINT,
	ROLE_IMPRINT_HEAD,
	ROLE_COUNT,
};

/* Role names as written in theme.yaml ("table-head"), NULL-terminated, in the order of the enum. */
extern const char *const role_names[];

/* Lengths in Pango units, colours 0xRRGGBB. */
struct style {
	enum family family;
	bool bold, italic, justify;
	unsigned color;
	int size, leading;
	int before, after; /* white above and below the block; of two that meet the larger counts */
};

/* How one script is set. Lists of families are comma-separated, the first preferred, the others for
 * what it lacks. */
struct script {
	const char *script; /* ISO 15924 */
	const char *lang;   /* only for this language tag, or NULL: for the whole script */
	const char *serif, *sans;
	struct pos serif_pos, sans_pos;
	double size;     /* factor on every size: 1.15 */
	double leading;  /* factor on every leading: 1.2 */
	double white;    /* factor on the white above and below: that of the leading, if none is said */
	double tightest; /* no leading below this many times the size; 0: no floor */
	double latin;    /* factor on the size of Latin letters and digits in text of this script */
	double space;    /* the least that a space is in a justified line, as a part of its width */
	double justify_from; /* the least measure, in times the size, on which text is justified that
							is not hyphenated */
	int smallest;        /* no text below this size, Pango units; 0: no floor */
	bool italic;         /* the faces have a true italic */
	bool justify;        /* may be justified */
	bool localized;      /* forms that the faces have for the language are used: OpenType's locl */
};

/* Lengths in Pango units. The page is mirrored for right-to-left languages. */
struct page_geometry {
	int width, height;
	int top, foot;        /* margins above and below the text */
	int start, end;       /* outer margins at the reading side and at the other */
	int column, gutter;   /* the margin column at the reading side; 0: none */
	int measure;          /* width of the text */
	int head_at, foot_at; /* baseline of the running head from the top edge, of the foot from the
							 bottom edge */
};

/* How an edition looks: the theme's standard one, or what an entry of `editions` makes of it. */
struct theme {
	const char *file;
	enum edition_kind kind;
	struct page_geometry pages[2]; /* by enum paper */
	struct style styles[ROLE_COUNT];
	struct pos style_pos[ROLE_COUNT]; /* where the standard edition's stand */
	const struct script *scripts;
	size_t script_count;
	unsigned accent, rule, tint, bar; /* colours; bar: the bar of a callout, the stamp's frame */
	int grid;                         /* distance of baselines of the body */
	int indent;                       /* of lists and quotes, per level */
	int hairline;                     /* thickness of rules */
	int writing;                      /* height of a line or a cell to write in by hand */
	int label_width, label_height;    /* of the frame for a patient's label */
	int smallest;                     /* no text below this size, 0: no floor */
	int imprint_columns;              /* 1 or 2 */
	bool italic;                      /* text may be italic where its face has one */
	bool hyphenate;                   /* words may be divided where the language does */
	bool note_brackets;  /* marks of footnotes are (1) at the text's size, not raised */
	bool link_addresses; /* links on words have their address in brackets after them */
	const struct theme *editions[EDITION_KINDS]; /* NULL: not in theme.yaml */
};

/* Reads theme.yaml. The clinic's accent colour, if it has one, takes the place of the theme's.
 * Unknown keys and wrong values are reported; returns NULL if any was an error. */
struct theme *theme_read(struct arena *, struct diag *, const char *path, const struct clinic *);

/* The theme of an edition, with its floor, its ban on italics and its ban on justified text applied
 * to every style and script; NULL if theme.yaml does not have the edition. The theme must be what
 * theme_read gave. */
const struct theme *theme_edition(const struct theme *, enum edition_kind);

/* Notes, once, that an edition does not set references as the standard edition is ordered to. */
void theme_note_references(struct diag *, const struct theme *standard,
						   const struct theme *edition);

/* How to set a language: the entry for the tag or the longest beginning of it at a '-', else for
 * its script; NULL if the theme has none. */
const struct script *theme_script(const struct theme *, const struct locale *);

/* The entry for an ISO 15924 script, without a language; NULL if the theme has none. */
const struct script *theme_script_of(const struct theme *, const char *script);

/* The style of a role in a script: sizes, leadings, white before and after multiplied, floors
 * applied, italic and justified only where the script has them. A leading is even, for text stands
 * on a grid of half lines. */
struct style theme_style(const struct theme *, const struct script *, enum role);

#endif
