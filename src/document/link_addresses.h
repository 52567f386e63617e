/* The addresses of links on words, for those who have the sheet on paper: "our page
 * (clinic.example.org/fares)". */
#ifndef HANDOUT_DOCUMENT_LINK_ADDRESSES_H
#define HANDOUT_DOCUMENT_LINK_ADDRESSES_H

#include "base/arena.h"
#include "document/doc.h"
#include "document/handout.h"
#include "document/locale.h"

/* Puts the address at the end of each link on words, in brackets, as a SPAN that only paper has
 * (u.span.printed). Without its scheme; a phone number as clinic.yaml has it, if it does. Left out
 * are links whose words show their address, those in headings, those to places in the document, and
 * what another link of the part has shown. Of an address longer than 100 bytes only the site is
 * shown. Changes the caller's own tree. */
void link_addresses_add(struct arena *, struct node *document, const struct clinic *,
						const struct locale *);

#endif
