/* Facts about a language. The table is made from ICU's CLDR data when the program is built. */
#ifndef HANDOUT_DOCUMENT_LOCALE_H
#define HANDOUT_DOCUMENT_LOCALE_H

#include <stdbool.h>

#include "base/arena.h"

/* A calendar date, Gregorian. Zero: none. */
struct date {
	int year, month, day;
};

/* How a counter of W3C's "Ready-made Counter Styles" makes signs of numbers. */
enum counter_system { COUNTER_ALPHABETIC, COUNTER_FIXED, COUNTER_ADDITIVE };

/* Letters and other signs that count the items of a list. */
struct counter {
	const char *name; /* "persian-alphabetic", as W3C's note has it */
	enum counter_system system;
	const char *symbols; /* separated by spaces; additive: each after its value, "10 x 9 ix" */
};

/* What a list's item is marked with: the counter's sign between two texts. */
struct marker {
	const struct counter *counter; /* NULL: the language's digits */
	const char *before, *after;    /* "(", ")"; no space */
};

/* Levels of ordered lists that differ: the outermost, one in it, one in that. */
enum { MARKER_LEVELS = 3 };

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
	const char *quotes;  /* four marks, a space between: opening, closing, the inner two */
	const char *plural;  /* gettext's Plural-Forms: "nplurals=2; plural=(n != 1);"; "" */
	const char *numbers; /* 1 to 20, 30 to 90 by tens, 100, 1000 in words, separated by '|'; "" */
	struct marker markers[MARKER_LEVELS];
	bool rtl;
};

/* The facts of a language tag: the longest known beginning of it at a '-' ("es-MX" has those of
 * "es" if it has none of its own), compared without case. NULL if even the first part is unknown.
 */
const struct locale *locale_find(const char *tag);

/* The same facts as people have them in a country ("GB"), for dates: "22 November 2026". Those of
 * the language where the country is NULL or writes it in another script or with other digits.
 * English in a country that CLDR does not know it of is that of the world, not of the US. */
const struct locale *locale_in(struct arena *, const struct locale *, const char *country);

/* Whether two tags, with '-' or '_' between their parts, are of one language in one script: "zh_CN"
 * and "zh-Hans", "es-MX" and "es", not "sr" and "sr-Latn". */
bool locale_is_kin(const char *tag, const char *other);

/* Whether i and dotless i are two letters in a tag's language, so that no ligature may hide which
 * of them it has (Microsoft, OpenType layout tags, "liga"). */
bool locale_has_dotless_i(const char *tag);

/* All known tags, NULL-terminated: for "did you mean". */
const char *const *locale_tags(void);

/* A whole number in the language's digits for generated text. */
const char *locale_number(struct arena *, const struct locale *, int number);

/* How the items of an ordered list are marked that stands within depth others (doc_list_depth): the
 * levels again from the fourth on. */
const struct marker *locale_marker(const struct locale *, int depth);

/* The marker of an item, whole: "3.", "b)", "(ج)"; digits where the counter has no sign for the
 * number. No space after it, no direction: in text from right to left it is a line of its own, or
 * is isolated in the direction of the text. */
const char *locale_marker_text(struct arena *, const struct locale *, int depth, int number);

/* A long date in the language, in its digits: "22 November 2026". */
const char *locale_date(struct arena *, const struct locale *, struct date);

/* "2026-11-22" -> date; false if it is not a day of the calendar. */
bool date_parse(const char *text, struct date *);

/* The remedy for a text that date_parse refuses, in the arena: how dates are written, or how many
 * days the month has. */
const char *date_remedy(struct arena *, const char *text);

/* The reverse, in the arena. */
const char *date_iso(struct arena *, struct date);

/* Seconds since 1970 of the date's midnight, UTC. */
long long date_epoch(struct date);

/* The date of seconds since 1970, UTC. */
struct date date_of_epoch(long long seconds);

#endif
