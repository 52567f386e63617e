/* Which characters are set in which face, and the faces cut down to them (hb-subset). */
#ifndef HANDOUT_MARKUP_SUBSET_H
#define HANDOUT_MARKUP_SUBSET_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/theme.h"
#include "read/faces.h"
#include "typeset/fonts.h"

struct usage;

/* One embedded face. */
struct font {
	const struct face *face;
	const char *name; /* of its file in the book */
	const char *type; /* media type */
	struct str bytes;
};

/* No characters yet. Lives as long as the arena. Faces that may not be embedded or cannot be read
 * are reported when they are first needed. */
struct usage *usage_new(struct arena *, struct diag *, const struct fonts *);

/* Notes that the text is set in the script's families in this weight and slant. */
void usage_add(struct usage *, const struct script *, enum family, bool bold, bool italic,
			   const char *text);

/* Whether the first family of the script's list has the character. */
bool usage_is_first(struct usage *, const struct script *, enum family, bool bold, bool italic,
					unsigned code_point);

/* The same as usage_add for characters that are set only if a face has them: an automatic hyphen.
 */
void usage_add_optional(struct usage *, const struct script *, enum family, bool bold, bool italic,
						const char *text);

/* Cuts the faces. Every character goes to the first family of its list that has it, with what
 * shaping takes it apart into. A character that no face has is put into *missing (the first one
 * found; 0: none). NULL when a face was reported; else *count fonts in the order of the list of
 * faces. */
const struct font *usage_subset(struct usage *, size_t *count, unsigned *missing);

/* The families of a comma-separated list in order: copies the next one's name and returns where to
 * go on, NULL at the end. */
const char *family_next(struct arena *, const char *list, const char **name);

#endif
