/* Facts about a language. The table is made from ICU's CLDR data when the program is built. */
#ifndef HANDOUT_DOCUMENT_LOCALE_H
#define HANDOUT_DOCUMENT_LOCALE_H

#include <stdbool.h>

#include "base/arena.h"

/* A calendar date, Gregorian. Zero: none. */
struct date {
	int year, month, day;
};

/* All strings are static. */
struct locale {
	const char *tag;     /* BCP 47, as the table has it: "zh-Hans" */
	const char *script;  /* ISO 15924: "Arab"; of the language's usual writing */
	const char *native;  /* "Español" (first letter as in a list of languages) */
	const char *english; /* "Spanish" */
	const char *digits;  /* the ten digits of generated text, UTF-8, one after the other */
	const char *date;    /* CLDR pattern of a long date: "d MMMM y" */
	const char *months;  /* the twelve names as they stand in a date, separated by '|' */
	const char *decimal; /* the sign before the fraction in European digits: "." or "," */
	const char *group;   /* the sign between thousands, likewise */
	const char *numbers; /* 1 to 20, 30 to 90 by tens, 100, 1000 in words, separated by '|'; "" */
	bool rtl;
};

/* The facts of a language tag: the longest known beginning of it at a '-' ("es-MX" has those of
 * "es" if it has none of its own), compared without case. NULL if even the first part is unknown.
 */
const struct locale *locale_find(const char *tag);

/* Whether i and dotless i are two letters in a tag's language, so that no ligature may hide which
 * of them it has (Microsoft, OpenType layout tags, "liga"). */
bool locale_has_dotless_i(const char *tag);

/* All known tags, NULL-terminated: for "did you mean". */
const char *const *locale_tags(void);

/* A whole number in the language's digits for generated text. */
const char *locale_number(struct arena *, const struct locale *, int number);

/* A long date in the language, in its digits: "22 November 2026". */
const char *locale_date(struct arena *, const struct locale *, struct date);

/* "2026-11-22" -> date; false if it is not a day of the calendar. */
bool date_parse(const char *text, struct date *);

/* The reverse, in the arena. */
const char *date_iso(struct arena *, struct date);

/* Seconds since 1970 of the date's midnight, UTC. */
long long date_epoch(struct date);

/* The date of seconds since 1970, UTC. */
struct date date_of_epoch(long long seconds);

#endif
