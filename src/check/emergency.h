/* The numbers for an emergency that a handout prints: whether somebody has called them lately.
 *
 * Warnings: emergency-unverified (nobody has), emergency-old (more than a year ago). */
#ifndef HANDOUT_CHECK_EMERGENCY_H
#define HANDOUT_CHECK_EMERGENCY_H

#include "check/finding.h"
#include "document/handout.h"

/* today: the day of the check. A date that is yet to come counts as unverified. */
void emergency_check(struct findings *, const struct handout *, struct date today);

#endif
