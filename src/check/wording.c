/* Wording: each segment by itself, lengths beside those of all others. */
#include "check/wording.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "check/values.h"

/* Shorter texts say nothing by their length; ratios are in percent of the median. */
enum { TEXT_MIN = 40, TEXTS_MIN = 8, RATIO_MIN = 50, RATIO_MAX = 190, WORDS_MIN = 8 };

/* Languages that write words twice on purpose, and words that others do. */
static const char doubling[] =
	" vi hi bn pa ur ne mr gu ta te id ms jv tl tr az fa ku th lo km my "
	"zh ja ko sw am so ti ht ";
static const char doubled_words[] = " nous vous die der das de que had that lui via ";

static bool is_shown(const struct segment *segment)
{
	return segment->state >= STATE_DRAFT && segment->message;
}

static bool is_listed(const char *list, const char *word, size_t len)
{
	char *key = g_strdup_printf(" %.*s ", (int)len, word);
	bool listed = strstr(list, key) != NULL;
	g_free(key);
	return listed;
}

/* Letters of a text, and how many runs of them it has. */
static size_t letters_of(const char *text, size_t *words)
{
	size_t letters = 0;
	bool inside = false;
	*words = 0;
	for (; *text; text = g_utf8_next_char(text)) {
		bool letter = g_unichar_isalpha(g_utf8_get_char(text));
		letters += letter;
		*words += letter && !inside;
		inside = letter;
	}
	return letters;
}

static void check_unchanged(struct findings *findings, const struct segment *segment)
{
	const char *text = segment->message->str;
	size_t words, letters = letters_of(values_plain(findings->arena, text), &words);

	if (strcmp(text, segment->source->text) == 0 && words > 1 && letters >= WORDS_MIN &&
		!strstr(text, "://"))
		finding_add(findings, "wording-unchanged", LEVEL_WARNING, segment->message->str_pos,
					"the translation is the same as the source: translate it");
}

/* Whether the word that begins at s stands a second time after a space. */
static bool is_doubled(const char *s, const char *lang, size_t *len)
{
	const char *p = s;
	while (*p && (g_unichar_isalpha(g_utf8_get_char(p)) || g_unichar_ismark(g_utf8_get_char(p))))
		p = g_utf8_next_char(p);
	*len = (size_t)(p - s);
	if (*len < 2 || *p != ' ')
		return false;
	char *first = str_fold(s, (ptrdiff_t)*len);
	char *rest = str_fold(p + 1, -1);
	size_t size = strlen(first);
	gunichar after = g_str_has_prefix(rest, first) ? g_utf8_get_char(rest + size) : 'x';
	bool same = !g_unichar_isalpha(after) && !g_unichar_ismark(after) && after != '-' &&
				after != 0x2019 && after != '\'';
	same = same && !is_listed(doubled_words, first, size) &&
		   !is_listed(doubling, lang, strcspn(lang, "-"));
	g_free(first);
	g_free(rest);
	return same;
}

static const char *find_doubled(const char *plain, const char *lang, size_t *len)
{
	bool inside = false;
	for (const char *p = plain; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		bool letter = g_unichar_isalpha(c) || g_unichar_ismark(c);
		if (letter && !inside && is_doubled(p, lang, len))
			return p;
		inside = letter || c == '\'' || c == 0x2019 || c == '-';
	}
	return NULL;
}

static void check_doubled(struct findings *findings, const struct segment *segment,
						  const char *lang, const char *source_lang)
{
	const char *plain = values_plain(findings->arena, segment->message->str);
	const char *source = values_plain(findings->arena, segment->source->text);
	size_t len, other;
	const char *found = find_doubled(plain, lang, &len);

	if (found && !find_doubled(source, source_lang, &other))
		finding_add(findings, "wording-doubled", LEVEL_WARNING, segment->message->str_pos,
					"the word \"%.*s\" stands twice: take one away", (int)len, found);
}

/* Marks that open and close; of quotation marks those that can be nothing else. */
static const struct {
	gunichar open, close;
} brackets[] = {{'(', ')'},       {'[', ']'},       {0xFF08, 0xFF09}, {0x300C, 0x300D},
				{0x300E, 0x300F}, {0x3010, 0x3011}, {0x300A, 0x300B}};

/* How often the character stands in the text. */
static size_t count_of(const char *text, gunichar c)
{
	size_t count = 0;
	for (; *text; text = g_utf8_next_char(text))
		count += g_utf8_get_char(text) == c;
	return count;
}

/* Straight quotation marks but those between letters, as in Hebrew abbreviations, and after
 * figures. */
static size_t count_straight(const char *text)
{
	size_t count = 0;
	for (const char *p = text; (p = strchr(p, '"')); p++) {
		gunichar before = p > text ? g_utf8_get_char(g_utf8_prev_char(p)) : ' ';
		bool inside = g_unichar_isalpha(before) && g_unichar_isalpha(g_utf8_get_char(p + 1));
		count += !inside && !g_unichar_isdigit(before);
	}
	return count;
}

/* Quotation marks that are curved or angled, of all kinds. */
static size_t count_quotes(const char *text)
{
	return count_of(text, 0xAB) + count_of(text, 0xBB) + count_of(text, 0x201C) +
		   count_of(text, 0x201D) + count_of(text, 0x201E);
}

static void tell_bracket(struct findings *findings, const struct segment *segment, gunichar open,
						 gunichar close)
{
	char marks[2][8] = {{0}};
	g_unichar_to_utf8(open, marks[0]);
	g_unichar_to_utf8(close, marks[1]);
	finding_add(findings, "wording-brackets", LEVEL_WARNING, segment->message->str_pos,
				"%s and %s are not as many: close what is opened", marks[0], marks[1]);
}

static void check_brackets(struct findings *findings, const struct segment *segment)
{
	const char *text = values_plain(findings->arena, segment->message->str);
	const char *source = values_plain(findings->arena, segment->source->text);

	for (size_t i = 0; i < G_N_ELEMENTS(brackets); i++) {
		gunichar open = brackets[i].open, close = brackets[i].close;
		if (count_of(text, open) != count_of(text, close) &&
			count_of(source, open) == count_of(source, close))
			tell_bracket(findings, segment, open, close);
	}
	if ((count_straight(text) % 2 && count_straight(source) % 2 == 0) ||
		(count_quotes(text) % 2 && count_quotes(source) % 2 == 0))
		finding_add(findings, "wording-brackets", LEVEL_WARNING, segment->message->str_pos,
					"a quotation mark has no partner: close what is opened");
}

static int by_number(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;
	return (x > y) - (x < y);
}

/* The length of a translation in thousandths of its source's; 0: too short to tell. */
static long ratio_of(struct arena *arena, const struct segment *segment)
{
	long source = g_utf8_strlen(values_plain(arena, segment->source->text), -1);
	long target = g_utf8_strlen(values_plain(arena, segment->message->str), -1);
	return source < TEXT_MIN ? 0 : MAX(1, 1000 * target / source);
}

static void check_lengths(struct findings *findings, const struct translation *translation)
{
	struct arena *scratch = arena_new();
	long *ratios = ARENA_ARRAY(scratch, long, translation->count);
	long *sorted = ARENA_ARRAY(scratch, long, translation->count);
	size_t count = 0;

	for (size_t i = 0; i < translation->count; i++)
		if (is_shown(&translation->segments[i])) {
			ratios[i] = ratio_of(scratch, &translation->segments[i]);
			if (ratios[i])
				sorted[count++] = ratios[i];
		}
	if (count)
		qsort(sorted, count, sizeof *sorted, by_number);
	long median = count >= TEXTS_MIN ? sorted[count / 2] : 0;
	for (size_t i = 0; median && i < translation->count; i++) {
		long percent = ratios[i] ? 100 * ratios[i] / median : 100;
		if (percent < RATIO_MIN || percent > RATIO_MAX)
			finding_add(findings, "wording-length", LEVEL_WARNING,
						translation->segments[i].message->str_pos,
						"the translation is much %s than the others beside their sources (%ld %%): "
						"see whether something was %s",
						percent < 100 ? "shorter" : "longer", percent,
						percent < 100 ? "left out" : "added");
	}
	arena_free(scratch);
}

void wording_check(struct findings *findings, const struct handout *handout,
				   const struct translation *translation)
{
	for (size_t i = 0; i < translation->count; i++) {
		const struct segment *segment = &translation->segments[i];
		if (!is_shown(segment))
			continue;
		check_unchanged(findings, segment);
		check_doubled(findings, segment, translation->lang, handout->language);
		check_brackets(findings, segment);
	}
	check_lengths(findings, translation);
}
