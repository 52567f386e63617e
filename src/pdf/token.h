/* Tokens of PDF: of content streams and of objects. */
#ifndef HANDOUT_PDF_TOKEN_H
#define HANDOUT_PDF_TOKEN_H

#include "base/str.h"

enum token_kind {
	TOKEN_END,
	TOKEN_NUMBER,
	TOKEN_NAME,   /* with its slash */
	TOKEN_STRING, /* with its parentheses */
	TOKEN_HEX,    /* with its angles */
	TOKEN_OPEN,   /* << or [ or { */
	TOKEN_CLOSE,
	TOKEN_WORD, /* an operator or keyword */
};

/* text is the token as it stands in its source. */
struct token {
	enum token_kind kind;
	struct str text;
};

/* The token at or after *at, which is then behind it. Comments are passed over. A token that the
 * source cuts off ends with the source. */
struct token token_next(struct str source, size_t *at);

/* The text of the value at or after *at, a reference as a whole; *at is then behind it. */
struct str token_value(struct str source, size_t *at);

/* The text of the value of a dictionary's key ("/Kids"), the first if it is there twice; empty: it
 * is not there. */
struct str token_entry(struct str dict, const char *key);

/* The number of the object that "7 0 R" refers to; 0: the text is no reference. */
int token_reference(struct str);

#endif
