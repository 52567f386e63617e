/* Orders in brackets how to set a text, as authors write them for those who lay it out. Words that
 * medicine has too, such as colours and sides, make none by themselves. */
#include "new/import.h"

#include <string.h>

#include <glib.h>

/* Words that only an order has; those that it may have; those that join them. */
static const char *const strong_words[] = {
	"italic",      "italics",   "italicised", "italicized",    "bold",
	"boldface",    "underline", "underlined", "font",          "typeface",
	"justified",   "centred",   "centered",   "serif",         "heading",
	"uppercase",   "lowercase", "kursiv",     "unterstrichen", "schriftgröße",
	"schriftgrad", "italique",  "italiques",  "souligné",      "cursiva",
	"negrita",     "subrayado", "corsivo",    "grassetto",     "sottolineato",
	NULL};
static const char *const weak_words[] = {
	"grey",    "gray",     "black",   "red",       "blue",       "green",     "white",
	"color",   "colour",   "size",    "regular",   "small",      "large",     "normal",
	"light",   "dark",     "centre",  "center",    "left",       "right",     "sans",
	"caps",    "capitals", "aligned", "align",     "fett",       "grau",      "größe",
	"schrift", "klein",    "rot",     "gras",      "gris",       "taille",    "police",
	"petit",   "tamaño",   "fuente",  "grigio",    "dimensione", "carattere", "arial",
	"times",   "roman",    "calibri", "helvetica", "verdana",    "cambria",   NULL};
static const char *const joining_words[] = {
	"and", "in",      "with",    "text", "pt",    "pts",  "px",    "point", "points", "please",
	"set", "print",   "printed", "type", "style", "this", "to",    "be",    "the",    "as",
	"new", "letters", "und",     "et",   "y",     "e",    "punkt", NULL};

static bool is_one_of(const char *const *list, struct str word)
{
	char *small = g_utf8_strdown(word.s, (gssize)word.len);
	bool found = false;

	for (; *list && !found; list++)
		found = strcmp(*list, small) == 0;
	g_free(small);
	return found;
}

/* "8", "10.5", with the unit that may stand at it. */
static bool is_size(struct str word, bool *unit)
{
	size_t digits = 0;

	while (digits < word.len && (g_ascii_isdigit(word.s[digits]) || word.s[digits] == '.'))
		digits++;
	struct str rest = {word.s + digits, word.len - digits};
	*unit = str_eq(rest, STR("pt")) || str_eq(rest, STR("px"));
	return digits > 0 && (rest.len == 0 || *unit);
}

enum verdict { VERDICT_NONE, VERDICT_MAYBE, VERDICT_ORDER };

/* An order has only its own words, and one at least that nothing else has. */
static enum verdict judge(struct str text)
{
	size_t strong = 0, weak = 0;
	bool number = false, unit = false;

	for (size_t i = 0; i < text.len;) {
		size_t start = i;
		while (i < text.len && !strchr(" ,;:/-+\n", text.s[i]))
			i++;
		struct str word = {text.s + start, i - start};
		bool units = str_eq(word, STR("pt")) || str_eq(word, STR("point"));
		i += i < text.len;
		if (word.len == 0)
			continue;
		if (is_size(word, &unit)) {
			strong += unit;
			number = true;
		} else if (is_one_of(strong_words, word)) {
			strong++;
		} else if (is_one_of(weak_words, word)) {
			weak++;
		} else if (units && number) {
			strong++;
		} else if (!is_one_of(joining_words, word)) {
			return VERDICT_NONE;
		}
	}
	return strong > 0 ? VERDICT_ORDER : weak > 1 ? VERDICT_MAYBE : VERDICT_NONE;
}

/* Brackets of a text: what stands between them, and where they begin and end with all that goes
 * with them. */
struct brackets {
	struct str inside;
	size_t begin, end;
};

static const char openers[] = "([{<", closers[] = ")]}>";

static bool is_mark(char c)
{
	return c == '*' || c == '_';
}

/* The place after an opening bracket, of which "<<" and a backslash before it are part. */
static size_t opening(struct str text, size_t close, char open, size_t *begin)
{
	size_t at = close;

	while (at > 0 && text.s[at - 1] != open)
		at--;
	*begin = at;
	while (*begin > 0 && (text.s[*begin - 1] == open || text.s[*begin - 1] == '\\'))
		--*begin;
	return at;
}

/* The last brackets of a text, behind which only marks or a full stop may stand. */
static bool last_brackets(struct str text, struct brackets *out)
{
	size_t end = text.len, marks = 0;

	if (end > 0 && text.s[end - 1] == '.')
		end--;
	while (end > 0 && is_mark(text.s[end - 1])) {
		end--;
		marks++;
	}
	const char *kind = end > 0 ? strchr(closers, text.s[end - 1]) : NULL;
	if (!kind)
		return false;
	char open = openers[kind - closers];
	size_t close = end - 1;
	while (close > 0 && (text.s[close - 1] == *kind || text.s[close - 1] == '\\'))
		close--;
	size_t inside = opening(text, close, open, &out->begin);
	if (inside == 0)
		return false;
	out->inside = (struct str){text.s + inside, close - inside};
	out->end = end;
	size_t before = 0;
	while (before < marks && out->begin > before && is_mark(text.s[out->begin - before - 1]))
		before++;
	if (before == marks) {
		out->begin -= marks;
		out->end += marks;
	}
	return true;
}

/* The brackets with which a text begins. */
static bool first_brackets(struct str text, struct brackets *out)
{
	size_t at = text.len > 0 && text.s[0] == '\\';
	const char *kind = at < text.len ? strchr(openers, text.s[at]) : NULL;
	const char *close = kind && *kind ? memchr(text.s, closers[kind - openers], text.len) : NULL;

	if (!close)
		return false;
	size_t end = (size_t)(close - text.s);
	size_t slash = text.s[end - 1] == '\\';
	*out = (struct brackets){{text.s + at + 1, end - slash - at - 1}, 0, end + 1};
	return end > slash + at;
}

static bool take(struct diag *diag, struct pos pos, struct brackets found, struct str *text)
{
	enum verdict verdict = judge(found.inside);
	struct str order = {text->s + found.begin, found.end - found.begin};

	if (verdict == VERDICT_MAYBE)
		diag_note(diag, pos,
				  "\"(%.*s)\" may be an order how to set the text: delete it if it is none of the "
				  "text's words",
				  (int)found.inside.len, found.inside.s);
	if (verdict != VERDICT_ORDER)
		return false;
	diag_note(diag, pos,
			  "taken out: \"%.*s\", an order how to set the text: theme.yaml says how each kind "
			  "of text looks",
			  (int)order.len, order.s);
	struct str before = str_trim((struct str){text->s, found.begin});
	struct str after = str_trim((struct str){text->s + found.end, text->len - found.end});
	bool stop = after.len == 1 && after.s[0] == '.' &&
				(before.len == 0 || strchr(".!?", before.s[before.len - 1]));
	*text = str_of(str_fmt(diag->arena, "%.*s%.*s", (int)before.len, before.s,
						   stop ? 0 : (int)after.len, after.s));
	return true;
}

struct str import_order(struct diag *diag, struct pos pos, struct str text)
{
	struct str trimmed = str_trim(text);
	struct brackets found;
	bool taken = last_brackets(trimmed, &found) && take(diag, pos, found, &trimmed);

	if (!taken)
		taken = first_brackets(trimmed, &found) && take(diag, pos, found, &trimmed);
	return taken ? trimmed : text;
}
