/* The table of orthography.c. */
#ifndef HANDOUT_CHECK_ORTHOGRAPHY_RULES_H
#define HANDOUT_CHECK_ORTHOGRAPHY_RULES_H

#include <stddef.h>

/* How a text is looked for. */
enum rule_where {
	RULE_ANYWHERE, /* the text */
	RULE_WORD,     /* the text as a whole word */
	RULE_AFTER,    /* the text directly after a letter of the language's script */
	RULE_LAST,     /* the same, and nothing follows */
	RULE_UNPAIRED, /* the text is not there as often as its other half in `right` */
	RULE_PREFIX,   /* the text as a whole word before another one */
};

/* One thing that is wrong in some languages. */
struct orthography_rule {
	const char *langs; /* beginnings of tags, separated by spaces; after "=" the whole tag; "*": all
						*/
	const char *rule;
	enum rule_where where;
	const char *wrong; /* each of them, separated by spaces */
	const char *right; /* one for each of wrong, or one for all; "" in place of one: none */
	const char *why;   /* ends "...: write X" */
};

/* Ended by NULL langs. */
extern const struct orthography_rule orthography_rules[];

/* Quotation marks that are good in a language besides CLDR's. */
struct orthography_quotes {
	const char *langs; /* as in a rule */
	const char *marks; /* one after the other */
};

/* Ended by NULL langs. */
extern const struct orthography_quotes orthography_quotes[];

#endif
