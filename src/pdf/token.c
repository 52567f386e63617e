/* Tokens of PDF. Strings, comments and hexadecimal strings are passed over as a whole, so that text
 * which looks like an operator is none. */
#include "pdf/token.h"

#include <stdlib.h>
#include <string.h>

enum byte_class { REGULAR, SPACE, DELIMITER };

static enum byte_class class_of(char c)
{
	static const unsigned char classes[256] = {
		[0] = SPACE,       [' '] = SPACE,     ['\n'] = SPACE,    ['\r'] = SPACE,
		['\t'] = SPACE,    ['\f'] = SPACE,    ['('] = DELIMITER, [')'] = DELIMITER,
		['<'] = DELIMITER, ['>'] = DELIMITER, ['['] = DELIMITER, [']'] = DELIMITER,
		['{'] = DELIMITER, ['}'] = DELIMITER, ['/'] = DELIMITER, ['%'] = DELIMITER,
	};
	return classes[(unsigned char)c];
}

static size_t regular_end(struct str source, size_t at)
{
	while (at < source.len && class_of(source.s[at]) == REGULAR)
		at++;
	return at;
}

/* The end of the string that begins at a parenthesis. */
static size_t string_end(struct str source, size_t at)
{
	int depth = 0;
	for (; at < source.len; at++) {
		char c = source.s[at];
		if (c == '\\')
			at++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			return at + 1;
	}
	return source.len;
}

/* The place after the first such byte; the source's end where there is none. */
static size_t after(struct str source, size_t at, char c)
{
	const char *found = at < source.len ? memchr(source.s + at, c, source.len - at) : NULL;
	return found ? (size_t)(found - source.s) + 1 : source.len;
}

static size_t skip_space(struct str source, size_t at)
{
	for (; at < source.len; at++) {
		if (source.s[at] == '%')
			while (at + 1 < source.len && source.s[at + 1] != '\n' && source.s[at + 1] != '\r')
				at++;
		else if (class_of(source.s[at]) != SPACE)
			break;
	}
	return at;
}

struct token token_next(struct str source, size_t *at)
{
	size_t start = skip_space(source, *at), end = start + 1;
	enum token_kind kind = TOKEN_END;
	if (start >= source.len) {
		*at = source.len;
		return (struct token){TOKEN_END, {source.s + source.len, 0}};
	}
	char c = source.s[start], next = end < source.len ? source.s[end] : '\0';
	switch (c) {
	case '(':
		kind = TOKEN_STRING;
		end = string_end(source, start);
		break;
	case '<':
		kind = next == '<' ? TOKEN_OPEN : TOKEN_HEX;
		end = next == '<' ? end + 1 : after(source, end, '>');
		break;
	case '[':
	case '{':
		kind = TOKEN_OPEN;
		break;
	case '>':
		end += next == '>';
		kind = TOKEN_CLOSE;
		break;
	case ']':
	case '}':
	case ')':
		kind = TOKEN_CLOSE;
		break;
	case '/':
		kind = TOKEN_NAME;
		end = regular_end(source, end);
		break;
	default:
		kind =
			(c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' ? TOKEN_NUMBER : TOKEN_WORD;
		end = regular_end(source, start);
	}
	*at = end;
	return (struct token){kind, {source.s + start, end - start}};
}

/* The end of the value that begins at or after the place. */
static size_t value_end(struct str source, size_t at)
{
	int depth = 0;
	do {
		struct token token = token_next(source, &at);
		if (token.kind == TOKEN_END)
			return at;
		depth += (token.kind == TOKEN_OPEN) - (token.kind == TOKEN_CLOSE);
		if (token.kind == TOKEN_NUMBER && depth == 0) {
			size_t ahead = at;
			struct token generation = token_next(source, &ahead);
			struct token word = token_next(source, &ahead);
			if (generation.kind == TOKEN_NUMBER && str_eq(word.text, STR("R")))
				at = ahead;
		}
	} while (depth > 0);
	return at;
}

struct str token_value(struct str source, size_t *at)
{
	size_t start = skip_space(source, *at);
	*at = value_end(source, start);
	return (struct str){source.s + start, *at - start};
}

struct str token_entry(struct str dict, const char *key)
{
	struct str wanted = str_of(key);
	size_t at = 0;
	token_next(dict, &at);
	for (;;) {
		struct token token = token_next(dict, &at);
		if (token.kind != TOKEN_NAME)
			return STR("");
		struct str value = token_value(dict, &at);
		if (str_eq(token.text, wanted))
			return value;
	}
}

int token_reference(struct str value)
{
	size_t at = 0;
	struct token number = token_next(value, &at);
	struct token generation = token_next(value, &at);
	if (number.kind != TOKEN_NUMBER || generation.kind != TOKEN_NUMBER ||
		!str_eq(token_next(value, &at).text, STR("R")))
		return 0;
	return (int)strtol(number.text.s, NULL, 10);
}
