/* Orthography: the table's rules, and what holds for all languages: one normal form, one script a
 * word, one kind of digits. */
#include "check/orthography.h"

#include <string.h>

#include <glib.h>

#include "check/orthography_rules.h"
#include "check/values.h"
#include "document/locale.h"

enum { ABBREVIATION_MAX = 3 }; /* characters */

/* A segment being checked. */
struct checking {
	struct findings *findings;
	struct pos pos;
	const char *lang, *plain;
	GUnicodeScript script; /* of the language */
};

static bool is_shown(const struct segment *segment)
{
	return segment->state >= STATE_DRAFT && segment->message;
}

/* Whether a tag is or begins with one of the listed ones; "zh" is any with simplified characters.
 */
static bool is_for(const char *langs, const char *lang)
{
	const struct locale *locale = locale_find(lang);
	if (strcmp(langs, "*") == 0)
		return true;
	for (const char *p = langs; *p;) {
		bool whole = *p == '=';
		p += whole;
		size_t len = strcspn(p, " ");
		bool exact = strlen(lang) == len ||
					 (strlen(lang) > len && lang[len] == '-' && !whole && strncmp(p, "zh", 2) != 0);
		bool chinese = len == strlen("zh") && strncmp(p, "zh", len) == 0 && locale &&
					   strcmp(locale->script, "Hans") == 0;
		if (g_ascii_strncasecmp(lang, p, len) == 0 && (exact || chinese))
			return true;
		p += len + (p[len] == ' ');
	}
	return false;
}

static bool is_word_part(const char *s)
{
	gunichar c = *s ? g_utf8_get_char(s) : 0;
	return c && (g_unichar_isalnum(c) || g_unichar_ismark(c) || c == 0x200C);
}

static bool is_own_letter(const struct checking *in, const char *s)
{
	gunichar c = g_utf8_get_char(s);
	GUnicodeScript script = g_unichar_get_script(c);
	bool kana = in->script == G_UNICODE_SCRIPT_HIRAGANA &&
				(script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_KATAKANA);
	return (script == in->script || kana) && (g_unichar_isalpha(c) || g_unichar_ismark(c));
}

/* Whether the word before a full stop has one inside, or three letters at most. */
static bool is_abbreviated(const char *plain, const char *stop)
{
	size_t letters = 0;
	for (const char *p = stop; p > plain; p = g_utf8_prev_char(p)) {
		gunichar c = g_utf8_get_char(g_utf8_prev_char(p));
		if (c == '.')
			return true;
		if (!g_unichar_isalpha(c) && !g_unichar_ismark(c))
			break;
		letters++;
	}
	return letters <= ABBREVIATION_MAX;
}

/* Whether the text at p, which has the rule's, is where the rule means it. */
static bool applies(const struct checking *in, const struct orthography_rule *rule, const char *p,
					size_t len)
{
	bool begins = p == in->plain || !is_word_part(g_utf8_prev_char(p));
	bool own = p > in->plain && is_own_letter(in, g_utf8_prev_char(p));
	const char *end = p + len;
	switch (rule->where) {
	case RULE_ANYWHERE:
		return true;
	case RULE_WORD:
		return begins && !is_word_part(end);
	case RULE_PREFIX:
		return begins && *end == ' ' && is_own_letter(in, end + 1);
	case RULE_AFTER:
		return own && !g_ascii_isalnum(*end) && (*p != '.' || end[0] != '.');
	case RULE_LAST:
		return own && !*end && !is_abbreviated(in->plain, p);
	case RULE_UNPAIRED:
		break;
	}
	return false;
}

static size_t count_of(const char *text, const char *part, size_t len)
{
	size_t count = 0;
	for (const char *p = text; (p = g_strstr_len(p, -1, part)) && len; p += len)
		count++;
	return count;
}

/* The n-th of texts separated by spaces; of fewer the last. */
static struct str nth(const char *list, size_t n)
{
	for (; n && strchr(list, ' '); n--)
		list = strchr(list, ' ') + 1;
	return (struct str){list, strcspn(list, " ")};
}

/* Whether one of the rule's texts is wrong here. */
static bool is_wrong(const struct checking *in, const struct orthography_rule *rule,
					 struct str wrong, struct str right)
{
	char *text = g_strndup(wrong.s, wrong.len), *other = g_strndup(right.s, right.len);
	bool found = false;
	if (rule->where == RULE_UNPAIRED)
		found = count_of(in->plain, other, right.len) > count_of(in->plain, text, wrong.len);
	for (const char *p = in->plain; !found && (p = strstr(p, text)); p += wrong.len)
		found = applies(in, rule, p, wrong.len);
	g_free(text);
	g_free(other);
	return found;
}

static void check_rule(struct checking *in, const struct orthography_rule *rule)
{
	for (const char *p = rule->wrong; *p;) {
		struct str wrong = {p, strcspn(p, " ")};
		struct str right =
			nth(rule->right, (size_t)count_of(rule->wrong, " ", 1) - count_of(p, " ", 1));
		p += wrong.len + (p[wrong.len] == ' ');
		if (!is_wrong(in, rule, wrong, right))
			continue;
		if (rule->where == RULE_UNPAIRED)
			finding_add(in->findings, rule->rule, LEVEL_WARNING, in->pos,
						"%s: write %.*s before it", rule->why, (int)wrong.len, wrong.s);
		else if (right.len)
			finding_add(in->findings, rule->rule, LEVEL_WARNING, in->pos,
						"\"%.*s\", %s: write \"%.*s\"", (int)wrong.len, wrong.s, rule->why,
						(int)right.len, right.s);
		else
			finding_add(in->findings, rule->rule, LEVEL_WARNING, in->pos,
						"\"%.*s\", %s: correct it", (int)wrong.len, wrong.s, rule->why);
		return;
	}
}

/* Two of Latin, Cyrillic and Greek in one word: letters that look alike were mixed up. */
static void check_scripts(struct checking *in)
{
	GUnicodeScript last = G_UNICODE_SCRIPT_COMMON;
	const char *word = in->plain;
	for (const char *p = in->plain; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		GUnicodeScript script = g_unichar_get_script(c);
		bool letter = g_unichar_isalpha(c);
		bool alike = script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_CYRILLIC;
		if (!letter) {
			last = G_UNICODE_SCRIPT_COMMON;
			word = g_utf8_next_char(p);
		} else if (alike && last != G_UNICODE_SCRIPT_COMMON && script != last) {
			const char *end = p;
			while (*end && g_unichar_isalpha(g_utf8_get_char(end)))
				end = g_utf8_next_char(end);
			finding_add(in->findings, "letters", LEVEL_WARNING, in->pos,
						"\"%.*s\" has Latin and Cyrillic letters: type the word again",
						(int)(end - word), word);
			return;
		} else if (alike) {
			last = script;
		}
	}
}

/* Whether the mark is a quotation mark of the language. */
static bool is_own_quote(const struct checking *in, const struct locale *locale, const char *mark)
{
	if (strstr(locale->quotes, mark))
		return true;
	for (const struct orthography_quotes *row = orthography_quotes; row->langs; row++)
		if (is_for(row->langs, in->lang) && strstr(row->marks, mark))
			return true;
	return false;
}

/* Whether a straight quotation mark at p is something else: an inch, the gershayim in a Hebrew
 * word. */
static bool is_no_quote(const struct checking *in, const char *p)
{
	return p > in->plain && (g_ascii_isdigit(p[-1]) ||
							 (is_own_letter(in, g_utf8_prev_char(p)) && is_own_letter(in, p + 1)));
}

/* Quotation marks of another language. The apostrophe is none. */
static void check_quotes(struct checking *in)
{
	static const char marks[] = "\"“”„‟«»‹›‘‚「」『』《》〈〉〝〞〟＂";
	const struct locale *locale = locale_find(in->lang);
	char **own = g_strsplit(locale->quotes, " ", 4);
	for (const char *p = in->plain; *p; p = g_utf8_next_char(p)) {
		size_t len = (size_t)(g_utf8_next_char(p) - p);
		char *mark = g_strndup(p, len);
		bool wrong = strstr(marks, mark) && !is_own_quote(in, locale, mark) &&
					 !(*p == '"' && is_no_quote(in, p));
		if (wrong)
			finding_add(in->findings, "punctuation", LEVEL_WARNING, in->pos,
						"%s, a quotation mark that %s does not have: write %s and %s", mark,
						locale->english, own[0], own[1]);
		g_free(mark);
		if (wrong)
			break;
	}
	g_strfreev(own);
}

static void check_form(struct checking *in)
{
	char *normal = g_utf8_normalize(in->plain, -1, G_NORMALIZE_NFC);
	/* Bengali, Devanagari and others have letters that composing takes apart: that is no fault. */
	bool shorter = normal && strlen(normal) < strlen(in->plain);
	if (shorter)
		finding_add(in->findings, "encoding", LEVEL_WARNING, in->pos,
					"letters and their accents are separate characters: save the text in the "
					"normal form NFC");
	g_free(normal);
}

static GUnicodeScript script_of(const char *lang)
{
	const struct locale *locale = locale_find(lang);
	const char *code = locale ? locale->script : "Latn";
	if (strcmp(code, "Hans") == 0 || strcmp(code, "Hant") == 0)
		return G_UNICODE_SCRIPT_HAN;
	if (strcmp(code, "Jpan") == 0)
		return G_UNICODE_SCRIPT_HIRAGANA;
	if (strcmp(code, "Kore") == 0)
		return G_UNICODE_SCRIPT_HANGUL;
	guint32 tag =
		(guint32)code[0] << 24 | (guint32)code[1] << 16 | (guint32)code[2] << 8 | (guint32)code[3];
	return g_unicode_script_from_iso15924(tag);
}

/* Numbers in European digits (0) and in others (1): how many a message has of each. */
static void count_digits(struct arena *arena, const struct segment *segment, const char *lang,
						 size_t counts[2])
{
	struct values values = values_of(arena, segment->message->str, locale_find(lang));
	const char *plain = values_plain(arena, segment->message->str);
	for (size_t i = 0; i < values.count; i++) {
		const struct value *value = &values.items[i];
		const char *at = strstr(plain, value->text);
		bool code = at && at > plain && (at[-1] == '-' || g_ascii_isalpha(at[-1]));
		if (value->kind > VALUE_QUANTITY || code)
			continue;
		bool european = strpbrk(value->text, "0123456789") != NULL;
		counts[!european]++;
	}
}

static void check_digits(struct findings *findings, const struct translation *translation)
{
	struct arena *scratch = arena_new();
	size_t all[2] = {0};

	for (size_t i = 0; i < translation->count; i++)
		if (is_shown(&translation->segments[i]))
			count_digits(scratch, &translation->segments[i], translation->lang, all);
	size_t rarer = all[1] < all[0];
	for (size_t i = 0; all[0] && all[1] && i < translation->count; i++) {
		size_t own[2] = {0};
		if (!is_shown(&translation->segments[i]))
			continue;
		count_digits(scratch, &translation->segments[i], translation->lang, own);
		if (own[rarer])
			finding_add(findings, "digits", LEVEL_WARNING,
						translation->segments[i].message->str_pos,
						"numbers in %s digits, where most are in %s: use one kind",
						rarer ? "the language's own" : "European",
						rarer ? "European ones" : "the language's own");
	}
	arena_free(scratch);
}

void orthography_check(struct findings *findings, const struct translation *translation)
{
	if (!locale_find(translation->lang))
		return;
	for (size_t i = 0; i < translation->count; i++) {
		const struct segment *segment = &translation->segments[i];
		if (!is_shown(segment))
			continue;
		struct checking in = {
			.findings = findings,
			.pos = segment->message->str_pos,
			.lang = translation->lang,
			.plain = values_plain(findings->arena, segment->message->str),
			.script = script_of(translation->lang),
		};
		for (const struct orthography_rule *rule = orthography_rules; rule->langs; rule++)
			if (is_for(rule->langs, in.lang))
				check_rule(&in, rule);
		check_scripts(&in);
		check_quotes(&in);
		check_form(&in);
	}
	check_digits(findings, translation);
}
