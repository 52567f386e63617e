/* Writing: words of the text one by one. */
#include "check/writing.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "check/spellings.h"

/* Letters of an acronym; of words in capitals that stand together. */
enum { ACRONYM_MIN = 2, ACRONYM_MAX = 6, CAPITALS_MIN = 9 };

/* Acronyms that patients know better than the words. */
static const char well_known[] =
	" NHS UK US USA EU GP UN AIDS HIV DNA TV PDF QR OK ID AM PM SMS FAQ CD DVD "
	"BBC PIN USB BC AD COVID ";

static const char *const units[] = {"mmol", "mmHg", "kcal", "mcg", "mol", "µg", "μg", "mg", "kg",
									"ng",   "ml",   "mL",   "dl",  "dL",  "cl", "cm", "mm", "km",
									"kJ",   "IU",   "g",    "l",   "L",   "m",  NULL};

static bool is_word(const char *text, const char *p)
{
	return p > text && g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(p)));
}

/* The bytes of letters and digits at the beginning of a text. */
static size_t word_at(const char *text)
{
	const char *p = text;

	while (*p && g_unichar_isalnum(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	return (size_t)(p - text);
}

static bool counts(const struct prose_text *text)
{
	return text->part == PART_ARTICLE || text->part == PART_FAQ || text->part == PART_FRONT;
}

/* Whether the text stands on paper: the description of an image does not. */
static bool is_printed(const struct prose_text *text)
{
	return !text->node || text->node->kind != NODE_FIGURE;
}

/* The letters of the acronym that the word is, without the s of a plural; 0: it is none, or a code
 * such as KET-001. */
static size_t acronym_length(const char *word, size_t len)
{
	size_t length = 0, letters = 0;

	while (length < len && (g_ascii_isupper(word[length]) || g_ascii_isdigit(word[length])))
		letters += g_ascii_isupper(word[length++]);
	bool plural = len == length + 1 && word[length] == 's';
	bool code = word[len] == '-' && g_ascii_isdigit(word[len + 1]);
	bool fits = !code && letters >= ACRONYM_MIN && length <= ACRONYM_MAX && g_ascii_isupper(*word);
	return fits && (length == len || plural) ? length : 0;
}

/* Whether the word at p is explained there: it stands in brackets after words, or words stand in
 * brackets after it. */
static bool is_explained(const char *text, const char *p, size_t len)
{
	const char *after = p + len;
	bool before = p > text + 1 && p[-1] == '(' && *after == ')';

	return before || strncmp(after, " (", 2) == 0;
}

static bool is_in(GHashTable *seen, const char *word, size_t len)
{
	char *key = g_strndup(word, len);
	bool known = !g_hash_table_add(seen, key);

	return known;
}

/* Whether the glossary has the acronym. */
static bool has_entry(const struct prose *prose, const char *word, size_t len)
{
	for (size_t i = 0; i < prose->count; i++) {
		const char *plain = prose->items[i].plain;
		if (prose->items[i].part == PART_GLOSSARY && strncmp(plain, word, len) == 0 &&
			word_at(plain) == len)
			return true;
	}
	return false;
}

static void check_acronyms(struct findings *findings, const struct prose *prose)
{
	GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (size_t i = 0; i < prose->count; i++) {
		const struct prose_text *text = &prose->items[i];
		for (const char *p = text->plain; *p && counts(text) && is_printed(text);) {
			size_t word = word_at(p), len = acronym_length(p, word);
			char *key = g_strdup_printf(" %.*s ", (int)len, p);
			bool known = !len || strstr(well_known, key) || has_entry(prose, p, len);
			g_free(key);
			if (!known && !is_in(seen, p, len) && !is_explained(text->plain, p, word))
				finding_add(findings, "acronym-undefined", LEVEL_WARNING, text->pos,
							"\"%.*s\" is not explained where it first stands: write the words, "
							"then (%.*s), or put it into a glossary",
							(int)len, p, (int)len, p);
			p = word ? p + word : g_utf8_next_char(p);
		}
	}
	g_hash_table_destroy(seen);
}

enum side { BRITISH, AMERICAN, ISE, IZE, SIDES };

/* Where a spelling stands first, and how often. */
struct spelled {
	const char *word;
	struct pos pos;
	size_t count;
};

/* Whether one of the beginnings, separated by spaces, is the word's. */
static bool begins_one(const char *list, const char *word)
{
	while (list && *list) {
		size_t len = strcspn(list, " ");
		if (strncmp(word, list, len) == 0)
			return true;
		list += len + (list[len] == ' ');
	}
	return false;
}

/* The side of a word in small letters; SIDES: it is spelled alike. */
static enum side side_of(const char *word)
{
	for (const struct spelling *pair = spellings; pair->british; pair++) {
		if (begins_one(pair->unless, word))
			continue;
		if (g_str_has_prefix(word, pair->british))
			return BRITISH;
		if (g_str_has_prefix(word, pair->american))
			return AMERICAN;
	}
	for (const char *const *stem = ise_stems; *stem; stem++) {
		const char *rest = g_str_has_prefix(word, *stem) ? word + strlen(*stem) : "";
		bool ise = strncmp(rest, "is", 2) == 0, ize = strncmp(rest, "iz", 2) == 0;
		if ((ise || ize) && rest[2] && strchr("eia", rest[2]))
			return ise ? ISE : IZE;
	}
	return SIDES;
}

static void note_spellings(struct arena *arena, const struct prose_text *text,
						   struct spelled sides[SIDES])
{
	for (const char *p = text->plain; *p;) {
		size_t len = word_at(p);
		char *small = g_utf8_strdown(p, (gssize)len);
		enum side side = len ? side_of(small) : SIDES;
		g_free(small);
		if (side < SIDES && sides[side].count++ == 0) {
			sides[side].word = str_copy_n(arena, p, len);
			sides[side].pos = text->pos;
		}
		p = len ? p + len : g_utf8_next_char(p);
	}
}

/* "American, 3 times" */
static struct finding_place place_of(struct arena *arena, const char *side,
									 const struct spelled *spelled)
{
	const char *often = spelled->count == 1 ? "once" : str_fmt(arena, "%zu times", spelled->count);

	return (struct finding_place){spelled->pos, str_fmt(arena, "%s, %s", side, often),
								  spelled->word};
}

/* Tells of two spellings, at the rarer one. */
static void tell_spellings(struct findings *findings, const char *name_a, const struct spelled *a,
						   const char *name_b, const struct spelled *b)
{
	struct finding_place *places = ARENA_ARRAY(findings->arena, struct finding_place, 2);
	const struct spelled *rarer = b->count < a->count ? b : a;

	if (!a->count || !b->count)
		return;
	finding_add(findings, "spelling-mixed", LEVEL_WARNING, rarer->pos,
				"%s and %s spellings are mixed: use one of them throughout", name_a, name_b);
	places[0] = place_of(findings->arena, name_a, a);
	places[1] = place_of(findings->arena, name_b, b);
	finding_places(findings, places, 2);
}

static void check_spellings(struct findings *findings, const struct prose *prose)
{
	struct spelled sides[SIDES] = {{0}};

	if (strncmp(prose->lang, "en", 2) != 0)
		return;
	for (size_t i = 0; i < prose->count; i++)
		if (counts(&prose->items[i]))
			note_spellings(findings->arena, &prose->items[i], sides);
	tell_spellings(findings, "-ise", &sides[ISE], "-ize", &sides[IZE]);
	if (!sides[BRITISH].count && sides[ISE].count)
		sides[BRITISH] = sides[ISE];
	tell_spellings(findings, "British", &sides[BRITISH], "American", &sides[AMERICAN]);
}

/* The unit that the text at p begins with, if it ends there; else NULL. */
static const char *unit_at(const char *p)
{
	for (size_t i = 0; units[i]; i++) {
		const char *end = p + strlen(units[i]);
		if (g_str_has_prefix(p, units[i]) && !g_unichar_isalnum(g_utf8_get_char(end)))
			return units[i];
	}
	return NULL;
}

static void check_units(struct findings *findings, const struct prose *prose)
{
	for (size_t i = 0; i < prose->count; i++) {
		const struct prose_text *text = &prose->items[i];
		for (const char *p = text->plain; *p && text->part != PART_REFERENCES; p++) {
			const char *unit = g_ascii_isdigit(*p) ? unit_at(p + 1) : NULL, *from = p;
			if (!unit)
				continue;
			while (from > text->plain && (g_ascii_isdigit(from[-1]) || strchr(".,", from[-1])))
				from--;
			if (is_word(text->plain, from))
				continue;
			int len = (int)(p + 1 - from);
			finding_add(findings, "unit-spacing", LEVEL_WARNING, text->pos,
						"\"%.*s%s\" has no space before its unit: write \"%.*s %s\"", len, from,
						unit, len, from, unit);
		}
	}
}

/* Whether all letters of the word are capitals, of which it has some. */
static bool is_shouted(const char *word, size_t len, size_t *letters)
{
	size_t count = 0;

	for (const char *p = word; p < word + len; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (g_unichar_isalpha(c) && !g_unichar_isupper(c))
			return false;
		count += g_unichar_isupper(c);
	}
	*letters += count;
	return count > 0;
}

static void check_capitals(struct findings *findings, const struct prose_text *text)
{
	const char *from = NULL, *end = NULL;
	size_t letters = 0;

	for (const char *p = text->plain;;) {
		size_t len = word_at(p);
		bool shouted = len > 0 && is_shouted(p, len, &letters);
		if (shouted) {
			from = from ? from : p;
			end = p + len;
		}
		if ((!*p || (len > 0 && !shouted)) && from) {
			if (letters >= CAPITALS_MIN)
				finding_add(
					findings, "capitals", LEVEL_WARNING, text->pos,
					"\"%.*s\" is hard to read in capitals: write small letters, and **bold** "
					"for what matters",
					(int)(end - from), from);
			from = NULL;
		}
		if (!*p)
			return;
		if (!shouted && len > 0)
			letters = 0;
		p = len ? p + len : g_utf8_next_char(p);
	}
}

void writing_check_translation(struct findings *findings, const struct prose *prose)
{
	for (size_t i = 0; i < prose->count; i++)
		if (prose->items[i].part != PART_REFERENCES)
			check_capitals(findings, &prose->items[i]);
}

void writing_check(struct findings *findings, const struct prose *prose)
{
	check_acronyms(findings, prose);
	check_spellings(findings, prose);
	check_units(findings, prose);
	writing_check_translation(findings, prose);
}
