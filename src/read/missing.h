/* Pictures that are not where the text says, and which was meant. */
#ifndef HANDOUT_READ_MISSING_H
#define HANDOUT_READ_MISSING_H

#include "base/arena.h"
#include "base/diag.h"

/* Reports that nothing has the address, which is as written in a text of the folder dir, with that
 * of the picture in its folder, or else in images, whose name is nearest. Only what is in root is
 * named.
 */
void missing_picture(struct arena *, struct diag *, struct pos, const char *root, const char *dir,
					 const char *url);

#endif
