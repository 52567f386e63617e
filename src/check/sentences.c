/* Sentences: where they end, and their words, letters and syllables. */
#include "check/sentences.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "typeset/segment.h"

enum { INITIAL_MAX = 1, LONG_WORD = 6, MANY = 3 }; /* letters, letters, syllables */

/* Words with a full stop after them that end no sentence, in small letters. */
static const char abbreviations[] =
	" dr mr mrs ms prof vs approx e.g i.e etc no nr st z.b bzw ca usw d.h u.a inkl ggf tj np tzn "
	"m.in др т.е т.д т.п напр см г p.ej sr sra dra av ex cf min max fig vol pp ed al тж ін т.зв ";

static bool is_word_part(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == 0x200C || c == 0x200D;
}

/* Signs inside of words and numbers: don't, out-of-body, 0.5mg/kg. */
static bool joins(gunichar c)
{
	return c && g_utf8_strchr("'’-‑·/.,׳״־", -1, c);
}

/* The bytes of the word at the beginning of a text. */
static size_t word_length(const char *text, const char *end)
{
	const char *p = text;
	while (p < end) {
		const char *next = g_utf8_next_char(p);
		gunichar c = g_utf8_get_char(p);
		bool inside = joins(c) && p > text && next < end && is_word_part(g_utf8_get_char(next));
		if (!is_word_part(c) && !inside)
			break;
		p = next;
	}
	return (size_t)(p - text);
}

/* Whether the text has letters whose words stand without spaces. */
static bool is_dense(const char *text, size_t len)
{
	for (const char *p = text; p < text + len; p = g_utf8_next_char(p))
		if (segment_needs(g_utf8_get_char(p)) || segment_is_ideographic(g_utf8_get_char(p)))
			return true;
	return false;
}

/* Words of text that has some without spaces between them. */
static int dense_words(const char *text, size_t len)
{
	int chars = (int)g_utf8_strlen(text, (gssize)len), count = 0, i = 0;
	PangoLogAttr *attrs = g_new0(PangoLogAttr, (size_t)chars + 1);
	bool *begins = g_new0(bool, (size_t)chars + 1), inside = false;
	segment_words(text, (int)len, attrs, chars);
	segment_ideographs(text, (int)len, begins, chars);
	for (const char *p = text; i < chars; p = g_utf8_next_char(p), i++) {
		gunichar c = g_utf8_get_char(p);
		bool part = is_word_part(c), dense = segment_is_ideographic(c), needs = segment_needs(c);
		bool first = part && !inside;
		if (part && dense)
			first = begins[i] || !inside;
		if (part && needs)
			first = attrs[i].is_line_break || !inside;
		count += first;
		inside = part;
	}
	g_free(attrs);
	g_free(begins);
	return count;
}

int sentences_words(const char *text, size_t len)
{
	const char *end = text + len;
	int count = 0;
	if (is_dense(text, len))
		return dense_words(text, len);
	for (const char *p = text; p < end;) {
		size_t word = word_length(p, end);
		count += word > 0;
		p = word ? p + word : g_utf8_next_char(p);
	}
	return count;
}

/* An address or a number is read as one short word. */
static void count_word(struct counts *counts, const char *word, size_t len, const char *lang)
{
	char *small = g_utf8_strdown(word, (gssize)len);
	int letters = 0;
	small[strcspn(small, "./,")] = '\0';
	for (const char *p = small; *p; p = g_utf8_next_char(p))
		letters += g_unichar_isalnum(g_utf8_get_char(p));
	int syllables = sentences_syllables(small, lang);
	counts->letters += letters;
	counts->long_words += letters > LONG_WORD;
	counts->syllables += syllables;
	counts->many += syllables >= MANY;
	g_free(small);
}

static struct counts counts_of(const char *text, size_t len, const char *lang)
{
	struct counts counts = {.sentences = 1, .words = sentences_words(text, len)};
	const char *end = text + len;
	for (const char *p = text; p < end;) {
		size_t word = word_length(p, end);
		if (word)
			count_word(&counts, p, word, lang);
		p = word ? p + word : g_utf8_next_char(p);
	}
	return counts;
}

/* Whether the full stop at p follows an abbreviation or an initial, or stands before small letters
 * or figures. */
static bool is_no_end(const char *text, const char *p)
{
	const char *from = p, *next = p + 1;
	while (from > text &&
		   (is_word_part(g_utf8_get_char(g_utf8_prev_char(from))) || from[-1] == '.'))
		from = g_utf8_prev_char(from);
	char *word = g_utf8_strdown(from, p - from), *key = g_strdup_printf(" %s ", word);
	bool known = strstr(abbreviations, key) != NULL;
	bool initial =
		g_utf8_strlen(word, -1) <= INITIAL_MAX && g_unichar_isalpha(g_utf8_get_char(word));
	g_free(key);
	g_free(word);
	while (*next == ' ')
		next++;
	gunichar c = g_utf8_get_char(next);
	return (known && *next) || (initial && *next) || g_unichar_islower(c) ||
		   (next == p + 1 && is_word_part(c));
}

/* The end of the sentence at the beginning of a text, with the signs that close it. */
static const char *sentence_end(const char *text, const char *from)
{
	const char *p = from;
	for (; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if ((c == '.' && !is_no_end(text, p)) ||
			(c != '.' && g_utf8_strchr("!?…。！？۔؟।॥။።։។", -1, c)))
			break;
	}
	while (*p && !is_word_part(g_utf8_get_char(p)) && *p != ' ')
		p = g_utf8_next_char(p);
	return p;
}

static void add_counts(struct counts *all, const struct counts *some)
{
	all->sentences += some->sentences;
	all->words += some->words;
	all->letters += some->letters;
	all->long_words += some->long_words;
	all->syllables += some->syllables;
	all->many += some->many;
}

struct sentences sentences_of(struct arena *arena, const struct prose *prose)
{
	struct buf items = {.arena = arena};
	struct sentences sentences = {0};
	for (size_t i = 0; i < prose->count; i++) {
		const char *text = prose->items[i].plain;
		for (const char *p = text; *p && prose_is_running(&prose->items[i]);) {
			const char *end = sentence_end(text, p);
			struct counts counts = counts_of(p, (size_t)(end - p), prose->lang);
			struct sentence sentence = {
				.text = str_copy_n(arena, p, (size_t)(end - p)),
				.pos = prose->items[i].pos,
				.counts = counts,
			};
			for (p = end; *p == ' ' || *p == '\n';)
				p++;
			if (!counts.words)
				continue;
			buf_add(&items, &sentence, sizeof sentence);
			add_counts(&sentences.all, &counts);
			sentences.count++;
		}
	}
	sentences.items = (const void *)items.s;
	return sentences;
}
