/* Whether a handout is final. One that is not is printed as a draft, whatever its status asks for.
 */
#ifndef HANDOUT_DOCUMENT_FINAL_H
#define HANDOUT_DOCUMENT_FINAL_H

#include "base/arena.h"
#include "document/handout.h"

/* What keeps a handout from being final, a bit each. */
enum final_lack {
	FINAL_STATUS = 1,       /* "status" does not ask for it */
	FINAL_NOTES = 2,        /* a clinical note is open */
	FINAL_SIGN_OFF = 4,     /* nobody vouches for the text */
	FINAL_REVIEW_DATE = 8,  /* no day is set on which it is to be looked at again */
	FINAL_EMERGENCY = 16,   /* on mental health, and no numbers for an emergency */
	FINAL_TRANSLATIONS = 32 /* a listed translation is not reviewed, or not approved, as it asks */
};

/* The bits of all that it lacks; those of translations are for others to add. */
unsigned final_lacks(const struct handout *);

/* The lacks but that of the status in words: "a sign-off, a review date". "" without any. */
const char *final_words(struct arena *, const struct handout *, unsigned lacks);

#endif
