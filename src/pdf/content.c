/* A page's content stream: the markers that cairo wrote become marked content of our own. Strings,
 * comments and inline images are passed over, so that text which contains a marker's bytes is safe.
 */
#include "pdf/content.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/token.h"

/* Marked content never nests deeper than this: a marker, and the spans cairo makes in it. */
enum { DEPTH = 8 };

/* Glyphs that one ActualText can stand for. */
enum { GLYPHS = 32 };

/* A glyph's code and where it stands: as four hexadecimal digits in a composite font, as a
 * character or an escape of a string in a simple one. */
struct shown {
	struct str font;
	size_t at, len;
	unsigned code;
	bool simple;
};

/* The ActualText that is open. */
struct span {
	int depth;    /* of marked content in which it stands; 0: none is open */
	size_t start; /* of its operands */
	size_t body;
	struct str text;
	struct shown shown[GLYPHS];
	int count;
	bool strange; /* it has what cairo does not write there: it stays as it is */
};

struct scanner {
	const char *s;
	size_t len, at;
	size_t operands; /* where the operands of the next operator begin */
	size_t copied;   /* what is before this has gone to out */
	const struct marked *marked;
	int count, marker;
	bool is_marker[DEPTH];
	int depth, markers_open;
	struct codes *codes;
	struct str font; /* the one that is selected */
	struct span span;
	struct buf *out;
	const char *fault;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static size_t skip_space(const struct scanner *sc, size_t at)
{
	while (at < sc->len && is_space(sc->s[at]))
		at++;
	return at;
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

static void note_code(struct scanner *sc, struct shown shown)
{
	struct span *span = &sc->span;
	shown.font = sc->font;
	if (!sc->font.len || span->count == GLYPHS)
		span->strange = true;
	else
		span->shown[span->count++] = shown;
}

/* The code of a character of a string, or of the escape that stands there; *len: its bytes. */
static unsigned read_character(const char *s, size_t rest, size_t *len)
{
	static const char letters[] = "nrtbf", meanings[] = "\n\r\t\b\f";
	unsigned code = (unsigned char)s[0];
	*len = 1;
	if (code != '\\' || rest < 2)
		return code;
	const char *letter = strchr(letters, s[1]);
	*len = 2;
	code = letter && *letter ? (unsigned char)meanings[letter - letters] : (unsigned char)s[1];
	if (s[1] < '0' || s[1] > '7')
		return code;
	for (code = 0, *len = 1; *len < MIN(rest, 4) && s[*len] >= '0' && s[*len] <= '7'; ++*len)
		code = code * 8 + (unsigned)(s[*len] - '0');
	return code;
}

/* Notes the codes of a string that is shown in an ActualText. */
static void note_shown(struct scanner *sc, struct token token)
{
	const char *s = token.text.s;
	size_t len;
	if (token.kind == TOKEN_HEX && (token.text.len - 2) % 4)
		sc->span.strange = true;
	for (size_t i = 1; i + 1 < token.text.len && !sc->span.strange; i += len) {
		struct shown shown = {.at = (size_t)(s + i - sc->s), .simple = token.kind == TOKEN_STRING};
		char digits[5] = {0};
		len = 4;
		if (shown.simple)
			shown.code = read_character(s + i, token.text.len - 1 - i, &len);
		else
			shown.code = (unsigned)strtoul(memcpy(digits, s + i, 4), NULL, 16);
		shown.len = len;
		note_code(sc, shown);
	}
}

/* The next operator; false at the end. */
static bool next_operator(struct scanner *sc, struct str *op)
{
	struct str name = {0};
	for (;;) {
		struct token token = token_next((struct str){sc->s, sc->len}, &sc->at);
		*op = token.text;
		if (token.kind == TOKEN_NAME)
			name = token.text;
		if (sc->span.depth && (token.kind == TOKEN_STRING || token.kind == TOKEN_HEX))
			note_shown(sc, token);
		if (token.kind == TOKEN_WORD && str_eq(token.text, STR("Tf")))
			sc->font = name;
		if (token.kind == TOKEN_WORD || token.kind == TOKEN_END)
			return token.kind == TOKEN_WORD;
	}
}

static bool is_painting(struct str op)
{
	static const char singles[] = "fFBbSs'\"";
	static const char pairs[][3] = {"f*", "B*", "b*", "Tj", "TJ", "Do", "sh", "EI"};
	if (op.len == 1)
		return memchr(singles, op.s[0], sizeof singles - 1) != NULL;
	for (size_t i = 0; op.len == 2 && i < G_N_ELEMENTS(pairs); i++)
		if (memcmp(op.s, pairs[i], 2) == 0)
			return true;
	return false;
}

/* The number of the marker whose operands stand before the operator; -1: it is none. */
static int marker_number(const struct scanner *sc, size_t end)
{
	static const char tag[] = "/NonStruct", key[] = "/MCID";
	size_t start = skip_space(sc, sc->operands);
	struct str text = {sc->s + start, end - start};
	if (text.len < sizeof tag || memcmp(text.s, tag, sizeof tag - 1) != 0)
		return -1;
	const char *number = memmem(text.s, text.len, key, sizeof key - 1);
	if (!number)
		return -1;
	return (int)strtol(number + sizeof key - 1, NULL, 10);
}

/* Opens an ActualText of cairo's: "/Span << /ActualText <feff0041> >>". */
static void begin_span(struct scanner *sc, size_t end)
{
	struct str operands = {sc->s + sc->operands, end - sc->operands};
	size_t at = 0;
	if (!sc->codes || !str_eq(token_next(operands, &at).text, STR("/Span")))
		return;
	struct str text = token_entry((struct str){operands.s + at, operands.len - at}, "/ActualText");
	if (text.len < 6 || memcmp(text.s, "<feff", 5) != 0)
		return;
	size_t start = skip_space(sc, sc->operands);
	sc->span = (struct span){.depth = sc->depth, .start = start, .body = sc->at};
	sc->span.text = (struct str){text.s + 5, text.len - 6};
}

/* The digits of the first character of a text of UTF-16. */
static size_t first_character(struct str text)
{
	bool pair = text.len >= 8 && (text.s[0] == 'd' || text.s[0] == 'D') &&
				strchr("89abAB", text.s[1]) != NULL;
	return pair ? 8 : 4;
}

/* Gives each glyph its code: one character of the text to each, what is left to the last.
 * *is_short: there are fewer characters than glyphs; what gets none means a word joiner, which
 * nobody sees. False: the span is none of text that codes can be given to. */
static bool take_codes(struct scanner *sc, unsigned *codes, bool *is_short)
{
	const struct span *span = &sc->span;
	struct str rest = span->text;
	*is_short = false;
	if (span->strange || span->count == 0 || rest.len % 4)
		return false;
	for (int i = 0; i < span->count; i++) {
		const struct shown *shown = &span->shown[i];
		size_t len = i == span->count - 1 ? rest.len : first_character(rest);
		*is_short = *is_short || rest.len == 0;
		struct str text = rest.len ? (struct str){rest.s, MIN(len, rest.len)} : STR("2060");
		codes[i] = codes_take(sc->codes, shown->font, shown->simple, shown->code, text);
		if (!codes[i])
			return false;
		len = MIN(len, rest.len);
		rest = (struct str){rest.s + len, rest.len - len};
	}
	return true;
}

/* Puts codes that mean the text in the place of those in the ActualText that ends here. It is
 * itself then needless, unless it says fewer characters than there are glyphs. */
static void end_span(struct scanner *sc, size_t end)
{
	struct span *span = &sc->span;
	unsigned codes[GLYPHS];
	bool stays;
	span->depth = 0;
	span->strange = span->strange || skip_space(sc, sc->operands) < end;
	if (!take_codes(sc, codes, &stays))
		return;
	size_t from = skip_space(sc, stays ? span->start : span->body);
	buf_add(sc->out, sc->s + sc->copied, span->start - sc->copied);
	for (int i = 0; i < span->count; i++) {
		buf_add(sc->out, sc->s + from, span->shown[i].at - from);
		buf_fmt(sc->out, span->shown[i].simple ? "\\%03o" : "%04x", codes[i]);
		from = span->shown[i].at + span->shown[i].len;
	}
	buf_add(sc->out, sc->s + from, end - from);
	sc->copied = stays ? end : sc->at;
	if (!stays)
		sc->copied = skip_space(sc, sc->copied);
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
	sc->span.strange = true;
	if (number < 0) {
		if (!sc->span.depth)
			begin_span(sc, start);
		return;
	}
	if (number != sc->marker + 1 || number >= sc->count || sc->markers_open) {
		sc->fault = "the markers are not in order";
		return;
	}
	sc->markers_open++;
	sc->marker = number;
	size_t operands = skip_space(sc, sc->operands);
	buf_add(sc->out, sc->s + sc->copied, operands - sc->copied);
	if (sc->marked[number].begin)
		buf_puts(sc->out, sc->marked[number].begin);
	sc->copied = start + op.len;
}

/* Leaves the end of a marker out that the next one goes on with. */
static void end_marker(struct scanner *sc, struct str op)
{
	size_t start = (size_t)(op.s - sc->s);
	sc->markers_open--;
	if (sc->marker + 1 == sc->count || sc->marked[sc->marker + 1].begin)
		return;
	sc->span.strange = true;
	buf_add(sc->out, sc->s + sc->copied, start - sc->copied);
	sc->copied = skip_space(sc, start + op.len);
}

static void end(struct scanner *sc, struct str op)
{
	if (sc->depth == 0) {
		sc->fault = "marked content is not balanced";
		return;
	}
	if (sc->span.depth == sc->depth)
		end_span(sc, (size_t)(op.s - sc->s));
	if (sc->is_marker[--sc->depth])
		end_marker(sc, op);
}

/* Moves letters apart in a text object that begins or ends here, if the passage has them so. */
static void move_apart(struct scanner *sc, struct str op, bool begins)
{
	const char *apart = sc->markers_open ? sc->marked[sc->marker].apart : NULL;
	size_t at = (size_t)(op.s - sc->s) + (begins ? op.len : 0);
	if (!apart)
		return;
	sc->span.strange = true;
	buf_add(sc->out, sc->s + sc->copied, at - sc->copied);
	buf_fmt(sc->out, begins ? " %s Tc" : "0 Tc ", apart);
	sc->copied = at;
}

bool content_rewrite(struct str content, const struct marked *marked, int count,
					 struct codes *codes, struct buf *out, const char **fault, int *marker)
{
	struct scanner sc = {content.s, content.len, .marked = marked, .count = count};
	struct str op;
	sc.marker = -1;
	sc.codes = codes;
	sc.out = out;
	while (!sc.fault && next_operator(&sc, &op)) {
		if (str_eq(op, STR("BDC")) || str_eq(op, STR("BMC")))
			begin(&sc, op);
		else if (str_eq(op, STR("EMC")))
			end(&sc, op);
		else if (str_eq(op, STR("BT")) || str_eq(op, STR("ET")))
			move_apart(&sc, op, op.s[0] == 'B');
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
