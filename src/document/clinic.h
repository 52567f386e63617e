/* Who hands the sheet out: clinic.yaml at the content root. */
#ifndef HANDOUT_DOCUMENT_CLINIC_H
#define HANDOUT_DOCUMENT_CLINIC_H

#include "base/arena.h"
#include "base/diag.h"
#include "document/handout.h"

/* The least contrast of the accent colour on white (WCAG 2, enhanced). */
#define CLINIC_CONTRAST 7.0

/* Reads the file at path into clinic; what is wrong is reported. Its logo lies in the content root.
 */
void clinic_read(struct arena *, struct diag *, const char *path, const char *root,
				 struct clinic *clinic);

/* Makes what clinic.yaml says in the language of a handout's texts the clinic's own, which stands
 * for languages that it does not name. Nothing where it does not name that one. */
void clinic_prefer(struct clinic *, const char *lang);

/* The contrast of two colours 0xRRGGBB by WCAG 2: from 1 to 21. */
double clinic_contrast(unsigned a, unsigned b);

#endif
