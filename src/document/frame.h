/* What structure adds to the words of the author: the title block, the headings that the parts have
 * by their kind, the imprint. */
#ifndef HANDOUT_DOCUMENT_FRAME_H
#define HANDOUT_DOCUMENT_FRAME_H

#include "base/arena.h"
#include "document/doc.h"
#include "document/edition.h"

/* Gives headings with a key their words and blocks to write in their labels, adds PART_FRONT before
 * and PART_IMPRINT after the other parts. The tree is the caller's own and is changed. Uses all
 * fields of the edition but document.
 */
void frame_add(struct arena *, struct node *document, const struct edition *);

/* What is stamped on every page of a draft: of a translation that nobody reviewed, or of a handout
 * that is not final. */
struct stamp {
	const char *words; /* in the language lang; NULL: no stamp is due */
	const char *lang;
	const char *staff; /* beside it in the source's language; NULL: not on this one */
	const char *staff_lang;
};
struct stamp frame_stamp(struct arena *, const struct edition *);

/* What stands between two words on a line of facts: " · "; with Arabic letters, in whose faces many
 * readers lack that, " • ". */
const char *frame_between(const struct locale *);

/* The staff's name of the edition's language as it stands after its own: "(Spanish)"; where one of
 * them has brackets itself "– Brazilian Portuguese"; "" where both are the same. The brackets
 * belong to the staff's words, so that both are of one face. */
const char *frame_staff_name(struct arena *, const struct edition *);

/* What stands between a label and what it labels: ": " as the edition's language has it. */
const char *frame_colon(const struct edition *);

/* Makes links to call (tel:) of the phone numbers in the text: those with a country's code or with
 * a leading 0, of seven digits and more, and the clinic's own. Not in references, headings and
 * links. Changes the caller's own tree; comes before frame_isolate. */
void frame_call(struct arena *, struct node *document, const struct clinic *);

/* The URL that calls a number as people write it: "tel:+442079460958". */
const char *frame_phone_url(struct arena *, const char *number);

/* Puts phone numbers, codes, URLs, e-mail addresses, versions and doses in Latin units into ISOLATE
 * nodes wherever the text around them runs from right to left. Changes the caller's own tree. */
void frame_isolate(struct arena *, struct node *document, const struct locale *);

#endif
