/* What a text says in figures and signs, by value: numbers, percentages, quantities, phone numbers,
 * addresses. The same in all digits, with all decimal signs and under all names of units. */
#ifndef HANDOUT_CHECK_VALUES_H
#define HANDOUT_CHECK_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "document/locale.h"

enum value_kind {
	VALUE_NUMBER,
	VALUE_PERCENT,
	VALUE_QUANTITY, /* a number with a unit of mass, volume or strength: a dose */
	VALUE_PHONE,
	VALUE_URL,
	VALUE_MAIL,
};

struct value {
	enum value_kind kind;
	const char *text; /* as written */
	const char *key; /* by value: "0.5", "2079460958", "https://a.org"; equal when the values are */
	const char *unit; /* of a quantity: "mg"; of a number with another known unit too ("kg"), else
						 NULL */
	const char *per;  /* of a quantity: "kg" of 0.5 mg/kg, else NULL */
	const char *hour; /* of a number with am or pm: the hour of the day, "14" of 2 pm; else NULL */
};

struct values {
	const struct value *items;
	size_t count;
};

/* The values of a message (Markdown; links' targets, code and footnotes do not count). locale says
 * which sign stands before fractions. "1.500" is 1.5 in English and 1500 in German; a number that
 * can only be of the other kind ("0.5" in German) is read as such. "2 million" is 2000000; "14:00"
 * is 14, as "2 pm" may be. */
struct values values_of(struct arena *, const char *markdown, const struct locale *);

/* The message without Markdown's marks, links' targets, footnotes' labels, and citations with the
 * space before them; what code has stays. */
const char *values_plain(struct arena *, const char *markdown);

/* Whether the text has the number in words ("siete"), as far as the locale knows them; endings may
 * differ. */
bool values_is_spelled(const char *plain, const char *key, const struct locale *);

/* Whether the text has a name of the unit in it. */
bool values_has_unit(const char *plain, const char *unit);

/* Whether the text has a sign or word for percent. */
bool values_has_percent(const char *plain);

#endif
