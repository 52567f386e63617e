/* Letters and signs that a native reader sees at once to be wrong, by language: Arabic yeh and kaf
 * in Persian, cedillas in Romanian, a comma of the wrong script, another language's quotation
 * marks. The rules are a table. Warnings at the msgstr: letters, punctuation, joiner, digits,
 * encoding. */
#ifndef HANDOUT_CHECK_ORTHOGRAPHY_H
#define HANDOUT_CHECK_ORTHOGRAPHY_H

#include "check/finding.h"
#include "translate/apply.h"

/* Checks all segments that are shown in the language, each rule once a segment. Digits of two kinds
 * in one translation are told where the rarer kind stands; phone numbers, codes and addresses do
 * not count. */
void orthography_check(struct findings *, const struct translation *);

#endif
