/* PO files out, byte for byte as gettext's msgcat writes them: its line breaking is UAX #14 over
 * the escaped text, with widths of terminal cells, so that its tools, Poedit and Weblate leave our
 * files as they are. */
#include "read/po.h"

#include <string.h>

#include <glib.h>

enum { PAGE_WIDTH = 79, SOFT_HYPHEN = 0xAD };

/* A text on its way out. */
struct writer {
	struct buf *out;
	struct buf escaped; /* one portion, up to and with a "\n" */
	bool wrap;
};

/* Where the text may be broken between two characters. */
enum opening { OPENING_NO, OPENING_YES, OPENING_FORCED };

/* The state of the search for opportunities; classes are GUnicodeBreakType. */
struct breaker {
	int last, before; /* class of the last character but spaces and marks; of the very last one */
	bool start, spaces, joiner, hebrew_hyphen;
	int indicators; /* regional indicators just passed */
};

static bool in(int class, int a, int b, int c)
{
	return class == a || class == b || class == c;
}

static bool is_letter(int class)
{
	return in(class, G_UNICODE_BREAK_ALPHABETIC, G_UNICODE_BREAK_HEBREW_LETTER, -1);
}

static bool is_ideograph(int class)
{
	return in(class, G_UNICODE_BREAK_IDEOGRAPHIC, G_UNICODE_BREAK_EMOJI_BASE,
			  G_UNICODE_BREAK_EMOJI_MODIFIER);
}

static bool is_syllable(int class)
{
	return in(class, G_UNICODE_BREAK_HANGUL_LV_SYLLABLE, G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE, -1);
}

static bool is_jamo(int class)
{
	return in(class, G_UNICODE_BREAK_HANGUL_L_JAMO, G_UNICODE_BREAK_HANGUL_V_JAMO,
			  G_UNICODE_BREAK_HANGUL_T_JAMO);
}

/* LB11 to LB17: no break between the two even with spaces. */
static bool never(int a, int b)
{
	switch (b) {
	case G_UNICODE_BREAK_WORD_JOINER:
	case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
	case G_UNICODE_BREAK_CLOSE_PARENTHESIS:
	case G_UNICODE_BREAK_EXCLAMATION:
	case G_UNICODE_BREAK_INFIX_SEPARATOR:
	case G_UNICODE_BREAK_SYMBOL:
		return true;
	case G_UNICODE_BREAK_OPEN_PUNCTUATION:
		return in(a, G_UNICODE_BREAK_OPEN_PUNCTUATION, G_UNICODE_BREAK_QUOTATION, -1);
	case G_UNICODE_BREAK_NON_STARTER:
		return in(a, G_UNICODE_BREAK_OPEN_PUNCTUATION, G_UNICODE_BREAK_CLOSE_PUNCTUATION, -1);
	case G_UNICODE_BREAK_BEFORE_AND_AFTER:
		return in(a, G_UNICODE_BREAK_OPEN_PUNCTUATION, G_UNICODE_BREAK_BEFORE_AND_AFTER, -1);
	}
	return a == G_UNICODE_BREAK_OPEN_PUNCTUATION;
}

/* LB23 to LB25: numbers with what stands about them. */
static bool numeric(int a, int b)
{
	bool affix = in(b, G_UNICODE_BREAK_PREFIX, G_UNICODE_BREAK_POSTFIX, -1);
	switch (a) {
	case G_UNICODE_BREAK_ALPHABETIC:
	case G_UNICODE_BREAK_HEBREW_LETTER:
		return affix || b == G_UNICODE_BREAK_NUMERIC;
	case G_UNICODE_BREAK_NUMERIC:
		return affix || b == G_UNICODE_BREAK_NUMERIC || is_letter(b);
	case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
	case G_UNICODE_BREAK_CLOSE_PARENTHESIS:
		return affix;
	case G_UNICODE_BREAK_PREFIX:
		if (is_ideograph(b) || is_jamo(b) || is_syllable(b))
			return true;
		return is_letter(b) || in(b, G_UNICODE_BREAK_OPEN_PUNCTUATION, G_UNICODE_BREAK_NUMERIC, -1);
	case G_UNICODE_BREAK_POSTFIX:
		return is_letter(b) || in(b, G_UNICODE_BREAK_OPEN_PUNCTUATION, G_UNICODE_BREAK_NUMERIC, -1);
	case G_UNICODE_BREAK_HYPHEN:
	case G_UNICODE_BREAK_INFIX_SEPARATOR:
	case G_UNICODE_BREAK_SYMBOL:
		return b == G_UNICODE_BREAK_NUMERIC;
	}
	return b == G_UNICODE_BREAK_POSTFIX && (is_ideograph(a) || is_jamo(a) || is_syllable(a));
}

/* LB26: within a Hangul syllable. */
static bool hangul(int a, int b)
{
	switch (a) {
	case G_UNICODE_BREAK_HANGUL_L_JAMO:
		return is_syllable(b) ||
			   in(b, G_UNICODE_BREAK_HANGUL_L_JAMO, G_UNICODE_BREAK_HANGUL_V_JAMO, -1);
	case G_UNICODE_BREAK_HANGUL_V_JAMO:
	case G_UNICODE_BREAK_HANGUL_LV_SYLLABLE:
		return in(b, G_UNICODE_BREAK_HANGUL_V_JAMO, G_UNICODE_BREAK_HANGUL_T_JAMO, -1);
	case G_UNICODE_BREAK_HANGUL_T_JAMO:
	case G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE:
		return b == G_UNICODE_BREAK_HANGUL_T_JAMO;
	}
	return false;
}

/* LB11, LB12, LB19 to LB30 (not LB29, as gettext): no break between the two without a
 * space. */
static bool joined(int a, int b, bool wide)
{
	if (in(a, G_UNICODE_BREAK_WORD_JOINER, G_UNICODE_BREAK_NON_BREAKING_GLUE,
		   G_UNICODE_BREAK_BEFORE) ||
		a == G_UNICODE_BREAK_QUOTATION)
		return true;
	if (b == G_UNICODE_BREAK_NON_BREAKING_GLUE)
		return !in(a, G_UNICODE_BREAK_AFTER, G_UNICODE_BREAK_HYPHEN, -1);
	if (in(b, G_UNICODE_BREAK_QUOTATION, G_UNICODE_BREAK_AFTER, G_UNICODE_BREAK_HYPHEN) ||
		in(b, G_UNICODE_BREAK_NON_STARTER, G_UNICODE_BREAK_INSEPARABLE, -1))
		return true;
	if (numeric(a, b) || hangul(a, b))
		return true;
	if (is_letter(b))
		return is_letter(a) || a == G_UNICODE_BREAK_CLOSE_PARENTHESIS ||
			   (a == G_UNICODE_BREAK_SYMBOL && b == G_UNICODE_BREAK_HEBREW_LETTER);
	if (b == G_UNICODE_BREAK_OPEN_PUNCTUATION)
		return !wide && (is_letter(a) || a == G_UNICODE_BREAK_NUMERIC);
	if (b == G_UNICODE_BREAK_NUMERIC)
		return a == G_UNICODE_BREAK_CLOSE_PARENTHESIS;
	return a == G_UNICODE_BREAK_EMOJI_BASE && b == G_UNICODE_BREAK_EMOJI_MODIFIER;
}

/* LB1, with what gettext takes for the classes that leave a choice. */
static int break_class(gunichar c)
{
	GUnicodeBreakType class = g_unichar_break_type(c);
	switch ((int)class) {
	case G_UNICODE_BREAK_CARRIAGE_RETURN:
	case G_UNICODE_BREAK_LINE_FEED:
	case G_UNICODE_BREAK_NEXT_LINE:
		return G_UNICODE_BREAK_MANDATORY;
	case G_UNICODE_BREAK_AMBIGUOUS:
	case G_UNICODE_BREAK_COMPLEX_CONTEXT:
	case G_UNICODE_BREAK_SURROGATE:
	case G_UNICODE_BREAK_UNKNOWN:
		return G_UNICODE_BREAK_ALPHABETIC;
	case G_UNICODE_BREAK_CONDITIONAL_JAPANESE_STARTER:
		return G_UNICODE_BREAK_NON_STARTER;
	case G_UNICODE_BREAK_CONTINGENT:
		return G_UNICODE_BREAK_IDEOGRAPHIC;
	case G_UNICODE_BREAK_ZERO_WIDTH_JOINER:
		return G_UNICODE_BREAK_COMBINING_MARK;
	}
	return (int)class;
}

static bool may_break(const struct breaker *b, int class, gunichar c, bool joiner)
{
	if (b->start)
		return false;
	if (b->last == G_UNICODE_BREAK_ZERO_WIDTH_SPACE)
		return true;
	if (joiner)
		return false;
	if (b->last == G_UNICODE_BREAK_REGIONAL_INDICATOR && class == b->last)
		return b->spaces || b->indicators % 2 == 0;
	if (b->hebrew_hyphen)
		return false;
	return !never(b->last, class) && (b->spaces || !joined(b->last, class, g_unichar_iswide(c)));
}

/* LB9 and LB10: a mark belongs to what it follows; without that it is a letter. */
static enum opening combine(struct breaker *b)
{
	bool alone = b->start || b->spaces || b->last == G_UNICODE_BREAK_ZERO_WIDTH_SPACE;
	enum opening opening = alone && !b->start ? OPENING_YES : OPENING_NO;
	if (alone)
		b->last = G_UNICODE_BREAK_ALPHABETIC;
	b->start = b->spaces = false;
	return opening;
}

/* Whether the text may be broken before c, which follows all that b has seen. */
static enum opening next_opening(struct breaker *b, gunichar c)
{
	int class = break_class(c), before = b->before;
	bool joiner = b->joiner;
	enum opening opening = OPENING_NO;
	b->before = class;
	b->joiner = c == 0x200D;
	if (class == G_UNICODE_BREAK_MANDATORY) {
		*b = (struct breaker){.start = true, .before = class};
		return OPENING_FORCED;
	}
	if (class == G_UNICODE_BREAK_SPACE) {
		b->spaces = true;
	} else if (class == G_UNICODE_BREAK_COMBINING_MARK) {
		opening = combine(b);
	} else {
		if (class != G_UNICODE_BREAK_ZERO_WIDTH_SPACE && may_break(b, class, c, joiner))
			opening = OPENING_YES;
		b->last = class;
		b->start = b->spaces = false;
	}
	b->hebrew_hyphen = before == G_UNICODE_BREAK_HEBREW_LETTER &&
					   in(class, G_UNICODE_BREAK_HYPHEN, G_UNICODE_BREAK_AFTER, -1);
	b->indicators = class == G_UNICODE_BREAK_REGIONAL_INDICATOR ? b->indicators + 1 : 0;
	return opening;
}

/* The columns that a terminal gives a character. */
static int cells(gunichar c)
{
	if (g_unichar_iscntrl(c) || g_unichar_iszerowidth(c) || c == SOFT_HYPHEN)
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

/* Puts the portion of text up to and with its first new line into w->escaped; returns its end. */
static const char *escape_portion(struct writer *w, const char *text)
{
	static const char bytes[] = "\n\t\b\r\f\v\a\\\"", letters[] = "ntbrfva\\\"";
	w->escaped.len = 0;
	for (bool more = *text; more; text++) {
		const char *at = strchr(bytes, *text);
		if (at) {
			buf_putc(&w->escaped, '\\');
			buf_putc(&w->escaped, letters[at - bytes]);
		} else {
			buf_putc(&w->escaped, *text);
		}
		more = *text != '\n' && text[1];
	}
	return text;
}

/* Finds where to break the portion: marks[i] is set where a line begins. Returns whether any is.
 * column is where the portion begins, width what a line holds. */
static bool break_portion(struct str text, int column, int width, bool *marks)
{
	struct breaker breaker = {.start = true, .before = G_UNICODE_BREAK_MANDATORY};
	bool last = false, any = false, escaped = false;
	size_t last_at = 0;
	int piece = 0;
	for (size_t i = 0; i < text.len;) {
		gunichar c = g_utf8_get_char(text.s + i);
		enum opening opening = next_opening(&breaker, c);
		bool newline = i + 2 == text.len && c == '\\' && text.s[i + 1] == 'n' && !escaped;
		if (escaped || newline)
			opening = OPENING_NO;
		escaped = c == '\\' && !escaped;
		if (opening != OPENING_NO && last && column + piece > width) {
			marks[last_at] = any = true;
			column = 0;
		}
		if (opening == OPENING_YES) {
			column += piece;
			last = true;
			last_at = i;
			piece = 0;
		} else if (opening == OPENING_FORCED) {
			last = false;
			column = piece = 0;
		}
		if (opening != OPENING_FORCED)
			piece += cells(c);
		i += (size_t)(g_utf8_next_char(text.s + i) - (text.s + i));
	}
	if (last && column + piece > width)
		marks[last_at] = any = true;
	return any;
}

static void put_portion(struct writer *w, const char *prefix, const bool *marks)
{
	struct str text = buf_str(&w->escaped);
	buf_putc(w->out, '"');
	size_t from = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (!marks[i])
			continue;
		buf_add(w->out, text.s + from, i - from);
		buf_fmt(w->out, "\"\n%s\"", prefix);
		from = i;
	}
	buf_add(w->out, text.s + from, text.len - from);
	buf_puts(w->out, "\"\n");
}

/* `name "text"` with the prefix before each line: on one line if it fits and has no new line. */
static void put_field(struct writer *w, const char *prefix, const char *name, const char *text)
{
	/* both quotes are left out of the width */
	int width = w->wrap ? PAGE_WIDTH - 2 - (int)strlen(prefix) : G_MAXINT;
	int head = (int)strlen(name) + 1;
	bool first = true;
	buf_fmt(w->out, "%s%s ", prefix, name);
	do {
		text = escape_portion(w, text);
		struct str escaped = buf_str(&w->escaped);
		bool *marks = g_new0(bool, escaped.len + 1);
		if (first && escaped.len &&
			(break_portion(escaped, head, width, marks) || *text || head > width)) {
			memset(marks, 0, escaped.len);
			buf_puts(w->out, "\"\"\n");
			break_portion(escaped, 0, width, marks);
			buf_puts(w->out, prefix);
		} else if (!first) {
			break_portion(escaped, 0, width, marks);
			buf_puts(w->out, prefix);
		}
		first = false;
		put_portion(w, prefix, marks);
		g_free(marks);
	} while (*text);
}

/* Each line of text after the mark. */
static void put_lines(struct buf *out, const char *mark, const char *text)
{
	while (text) {
		const char *end = strchrnul(text, '\n');
		buf_puts(out, mark);
		if (end > text)
			buf_putc(out, ' ');
		buf_add(out, text, (size_t)(end - text));
		buf_putc(out, '\n');
		text = *end ? end + 1 : NULL;
	}
}

static void put_references(struct buf *out, const char *text)
{
	static const char space[] = " \t\n\v\f\r";
	size_t column = strlen("#:");
	buf_puts(out, "#:");
	while (*text) {
		size_t len = strcspn(text, space);
		if (len && column > 2 && column + len + 1 > PAGE_WIDTH) {
			buf_puts(out, "\n#:");
			column = strlen("#:");
		}
		if (len) {
			buf_putc(out, ' ');
			buf_add(out, text, len);
			column += len + 1;
		}
		text += len + strspn(text + len, space);
	}
	buf_putc(out, '\n');
}

static void put_message(struct writer *w, const struct po_message *m)
{
	bool fuzzy = m->fuzzy && *m->str, flags = m->flags && !m->obsolete;
	const char *previous = m->obsolete ? "#~| " : "#| ", *prefix = m->obsolete ? "#~ " : "";
	w->wrap = !flags || !strstr(m->flags, "no-wrap");
	if (w->out->len)
		buf_putc(w->out, '\n');
	put_lines(w->out, "#", m->comments);
	put_lines(w->out, "#.", m->extracted);
	if (m->references)
		put_references(w->out, m->references);
	if (fuzzy || flags)
		buf_fmt(w->out, "#, %s%s%s\n", fuzzy ? "fuzzy" : "", fuzzy && flags ? ", " : "",
				flags ? m->flags : "");
	if (m->previous_context && m->previous_id)
		put_field(w, previous, "msgctxt", m->previous_context);
	if (m->previous_id)
		put_field(w, previous, "msgid", m->previous_id);
	if (m->context)
		put_field(w, prefix, "msgctxt", m->context);
	put_field(w, prefix, "msgid", m->id);
	put_field(w, prefix, "msgstr", m->str);
}

struct str po_write(struct arena *arena, const struct po *po)
{
	struct buf out = {.arena = arena};
	struct writer w = {.out = &out, .escaped = {.arena = arena}};
	if (po->header || po->header_comments) {
		struct po_message header = {
			.id = "",
			.str = po->header ? po->header : "",
			.comments = po->header_comments,
			.fuzzy = po->header_fuzzy,
		};
		put_message(&w, &header);
	}
	for (size_t i = 0; i < po->count; i++)
		if (!po->messages[i].obsolete || *po->messages[i].str)
			put_message(&w, &po->messages[i]);
	return buf_str(&out);
}
