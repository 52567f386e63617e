/* Where the program's own data is: beside the executable in a build tree, or installed. */
#ifndef HANDOUT_BATCH_SHARE_H
#define HANDOUT_BATCH_SHARE_H

#include "base/arena.h"

struct share {
	const char *fonts;       /* folder with faces.yaml, fonts.conf and links to the faces */
	const char *theme;       /* the theme.yaml to use where the content has none */
	const char *strings;     /* the folder of LANG.po for what the content has not in its own */
	const char *emergency;   /* the emergency.yaml to use where the content has none */
	const char *hyphenation; /* the folder of TAG.hyph */
	const char *templates;   /* the folder of what a new handout begins with */
	const char *program;     /* the executable itself; NULL: not known */
};

/* From the folder of the executable (BIN): BIN/../fonts and BIN/../share/ when they exist (out/bin
 * in the source tree), else BIN/../share/handout/. */
struct share share_find(struct arena *, const char *bin);

#endif
