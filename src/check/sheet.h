/* What a sheet must say besides its text: who publishes it, until when it holds, whom to call, on
 * what it rests; that its parts have headings and its references are found; and what it lacks to be
 * final.
 *
 * Rules: final-*, review-*, sign-off, imprint-*, emergency-block, section-*, reference-*. */
#ifndef HANDOUT_CHECK_SHEET_H
#define HANDOUT_CHECK_SHEET_H

#include "check/finding.h"
#include "document/doc.h"
#include "document/handout.h"

/* lacks: the bits of document/final.h. today: the day of the check. */
void sheet_check(struct findings *, const struct handout *, const struct node *document,
				 unsigned lacks, struct date today);

#endif
