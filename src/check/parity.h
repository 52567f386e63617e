/* Parity: what a translation must have in common with its source by value, whatever the language:
 * doses, phone numbers, numbers, percentages, addresses, drugs and terms. Findings are at the
 * msgstr, but drug-unsought, once for a language, in handout.yaml.
 *
 * Errors: parity-dose, parity-field (a field such as {{clinic.phone}}), parity-phone (also of short
 * numbers that call help, where the translation lacks them; a warning
 * where one of the two numbers only has a country's code before it, nothing where that is the
 * clinic's country). Warnings: parity-number, parity-percent, parity-unit, parity-address,
 * drug-name, drug-unsought, terminology. */
#ifndef HANDOUT_CHECK_PARITY_H
#define HANDOUT_CHECK_PARITY_H

#include "base/arena.h"
#include "check/finding.h"
#include "check/glossary.h"
#include "document/handout.h"
#include "translate/apply.h"

/* Compares doses and phone numbers of all segments that are shown in the language: only errors. */
void parity_errors(struct findings *, const struct handout *, const struct translation *);

/* All of it. */
void parity_check(struct findings *, const struct handout *, const struct translation *,
				  const struct glossary *);

#endif
