/* A page's content stream: the markers that cairo wrote become marked content of our own. Strings,
 * comments and inline images are passed over, so that text which contains a marker's bytes is safe.
 */
#include "pdf/content.h"

#include <stdlib.h>
#include <string.h>

#include "pdf/token.h"

/* Marked content never nests deeper than this: a marker, and the spans cairo makes in it. */
enum { DEPTH = 8 };

struct scanner {
	const char *s;
	size_t len, at;
	size_t operands; /* where the operands of the next operator begin */
	size_t copied;   /* what is before this has gone to out */
	const char *const *begins;
	int count, marker;
	bool is_marker[DEPTH];
	int depth, markers_open;
	struct buf *out;
	const char *fault;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

/* The data of an inline image ends before the first EI that stands alone. */
static void skip_inline_image(struct scanner *sc)
{
	for (sc->at++; sc->at + 2 < sc->len; sc->at++)
		if (is_space(sc->s[sc->at]) && sc->s[sc->at + 1] == 'E' && sc->s[sc->at + 2] == 'I' &&
			(sc->at + 3 == sc->len || is_space(sc->s[sc->at + 3])))
			return;
	sc->at = sc->len;
}

/* The next operator; false at the end. */
static bool next_operator(struct scanner *sc, struct str *op)
{
	struct token token;
	do
		token = token_next((struct str){sc->s, sc->len}, &sc->at);
	while (token.kind != TOKEN_WORD && token.kind != TOKEN_END);
	*op = token.text;
	return token.kind == TOKEN_WORD;
}

static bool is_word(struct str op, const char *const *words)
{
	for (; *words; words++)
		if (str_eq(op, str_of(*words)))
			return true;
	return false;
}

static bool is_painting(struct str op)
{
	static const char *const words[] = {"f",  "F",  "f*", "B",  "B*", "b",  "b*", "S", "s",
										"Tj", "TJ", "'",  "\"", "Do", "sh", "EI", NULL};
	return is_word(op, words);
}

/* The number of the marker whose operands stand before the operator; -1: it is none. */
static int marker_number(const struct scanner *sc, size_t end)
{
	static const char tag[] = "/NonStruct", key[] = "/MCID";
	size_t start = sc->operands;
	while (start < end && is_space(sc->s[start]))
		start++;
	struct str text = {sc->s + start, end - start};
	if (text.len < sizeof tag || memcmp(text.s, tag, sizeof tag - 1) != 0)
		return -1;
	const char *number = memmem(text.s, text.len, key, sizeof key - 1);
	if (!number)
		return -1;
	return (int)strtol(number + sizeof key - 1, NULL, 10);
}

static void begin(struct scanner *sc, struct str op)
{
	size_t start = (size_t)(op.s - sc->s);
	int number = marker_number(sc, start);
	if (sc->depth == DEPTH) {
		sc->fault = "marked content is nested too deeply";
		return;
	}
	sc->is_marker[sc->depth++] = number >= 0;
	if (number < 0)
		return;
	if (number != sc->marker + 1 || number >= sc->count || sc->markers_open) {
		sc->fault = "the markers are not in order";
		return;
	}
	sc->markers_open++;
	sc->marker = number;
	size_t operands = sc->operands;
	while (is_space(sc->s[operands]))
		operands++;
	buf_add(sc->out, sc->s + sc->copied, operands - sc->copied);
	buf_puts(sc->out, sc->begins[number]);
	sc->copied = start + op.len;
}

static void end(struct scanner *sc)
{
	if (sc->depth == 0) {
		sc->fault = "marked content is not balanced";
		return;
	}
	if (sc->is_marker[--sc->depth])
		sc->markers_open--;
}

bool content_rewrite(struct str content, const char *const *begins, int count, struct buf *out,
					 const char **fault, int *marker)
{
	static const char *const opening[] = {"BDC", "BMC", NULL};
	struct scanner sc = {content.s, content.len, .begins = begins, .count = count, .marker = -1};
	struct str op;
	sc.out = out;
	while (!sc.fault && next_operator(&sc, &op)) {
		if (is_word(op, opening))
			begin(&sc, op);
		else if (str_eq(op, STR("EMC")))
			end(&sc);
		else if (str_eq(op, STR("ID")))
			skip_inline_image(&sc);
		else if (is_painting(op) && !sc.markers_open)
			sc.fault = "something is painted that is neither content nor an artifact";
		sc.operands = sc.at;
	}
	if (!sc.fault && sc.depth != 0)
		sc.fault = "marked content is not balanced";
	if (!sc.fault && sc.marker != count - 1)
		sc.fault = "a marker is missing";
	buf_add(out, sc.s + sc.copied, sc.len - sc.copied);
	*fault = sc.fault;
	*marker = sc.marker;
	return !sc.fault;
}
