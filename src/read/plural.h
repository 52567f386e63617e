/* The Plural-Forms field of a PO's header: how many forms the language's nouns have beside numbers,
 * and which of them stands beside which number. The program's own texts avoid plurals; Poedit and
 * Weblate, which ask translators for the forms, go by this field. */
#ifndef HANDOUT_READ_PLURAL_H
#define HANDOUT_READ_PLURAL_H

#include "base/arena.h"
#include "base/diag.h"
#include "read/po.h"

/* The form for a number, from 0, by a field's value "nplurals=2; plural=(n != 1);". -1 where the
 * value is not so written (gettext: an expression of C with n), divides by zero or names a form
 * that is not among nplurals. */
int plural_form(const char *value, unsigned long number);

/* Warns where the header's field does not put the same numbers together as right does, or in
 * another order. right is the language's own value; "" where it is not known. A header without the
 * field is no fault. po may be NULL. */
void plural_check(struct arena *, struct diag *, const struct po *, const char *right);

#endif
