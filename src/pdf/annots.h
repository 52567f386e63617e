/* Links as annotations. */
#ifndef HANDOUT_PDF_ANNOTS_H
#define HANDOUT_PDF_ANNOTS_H

#include <stdbool.h>

#include "base/diag.h"
#include "pdf/objects.h"

/* Gives each link the number of its annotation; call it before the tree is written. */
void annots_number(struct objects *);

/* Writes the annotations. Reports a link inside the document that leads nowhere and returns false.
 */
bool annots_write(struct objects *, struct diag *);

#endif
