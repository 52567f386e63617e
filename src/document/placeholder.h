/* Fields in the text: "{{clinic.phone}}" stands for what clinic.yaml or handout.yaml says, so that
 * one text serves several clinics and is not translated again when a number changes. */
#ifndef HANDOUT_DOCUMENT_PLACEHOLDER_H
#define HANDOUT_DOCUMENT_PLACEHOLDER_H

#include "base/arena.h"
#include "base/diag.h"
#include "document/doc.h"
#include "document/edition.h"
#include "document/handout.h"

/* Reports fields in the text that there are not, with the nearest one, those that the clinic or the
 * handout does not fill, and those that lack a brace. Code is not looked at: there a field stays as
 * it is written. */
void placeholder_check(struct diag *, const struct node *document, const struct handout *);

/* Puts what they say in the place of all fields: phones, e-mail and web addresses as links, except
 * in links and headings; each in the language of its passage, else marked as another one. Values
 * are never read as Markdown. Reports as above. Changes the caller's own tree; uses the edition's
 * handout, title, lang and locale. */
void placeholder_fill(struct arena *, struct diag *, struct node *document, const struct edition *);

/* The first field in a text: its length with the braces and where its name is; false: none. */
bool placeholder_find(const char *text, const char **at, size_t *len);

#endif
