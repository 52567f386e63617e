/* The language of a text, by its script and its commonest small words. */
#include "new/import.h"

#include <string.h>

#include <glib.h>

/* Letters that are looked at, and words that a guess needs. */
enum { LETTERS_MOST = 20000, WORDS_LEAST = 3 };

/* Scripts that one language of the program has, or one far more often than others. */
static const struct {
	GUnicodeScript script;
	const char *tag;
} scripts[] = {{G_UNICODE_SCRIPT_ARABIC, "ar"},   {G_UNICODE_SCRIPT_BENGALI, "bn"},
			   {G_UNICODE_SCRIPT_CYRILLIC, "ru"}, {G_UNICODE_SCRIPT_DEVANAGARI, "hi"},
			   {G_UNICODE_SCRIPT_GREEK, "el"},    {G_UNICODE_SCRIPT_GURMUKHI, "pa"},
			   {G_UNICODE_SCRIPT_HAN, "zh-Hans"}, {G_UNICODE_SCRIPT_HANGUL, "ko"},
			   {G_UNICODE_SCRIPT_HEBREW, "he"},   {G_UNICODE_SCRIPT_HIRAGANA, "ja"},
			   {G_UNICODE_SCRIPT_KATAKANA, "ja"}, {G_UNICODE_SCRIPT_KHMER, "km"},
			   {G_UNICODE_SCRIPT_TAMIL, "ta"},    {G_UNICODE_SCRIPT_THAI, "th"}};

/* Small words that a language has and its neighbours have not. */
static const struct {
	const char *tag, *script; /* as the script alone says; empty: Latin letters */
	const char *words;
} common[] = {{"en", "", " the and of to is you your for are with "},
			  {"de", "", " der die und das ist nicht sie mit ein den "},
			  {"fr", "", " le les des et est une vous pour dans votre "},
			  {"es", "", " el los las que una por con su para "},
			  {"it", "", " il che di gli una per non è con della "},
			  {"pt-BR", "", " os que uma não em do da você para "},
			  {"pl", "", " nie na się jest do że lub jak "},
			  {"ro", "", " și de este nu în pentru care cu sau dumneavoastră "},
			  {"hu", "", " az és nem hogy egy van vagy meg ha ezt "},
			  {"tr", "", " ve bir bu için ile da çok olarak veya ne "},
			  {"vi", "", " và của là có không được cho bạn các những "},
			  {"ar", "ar", " من في على إلى أن هذا التي هل ما أو "},
			  {"fa", "ar", " از که را این است با شما برای می و "},
			  {"ur", "ar", " کے کی میں ہے کو سے کا اور آپ ہیں "},
			  {"ru", "ru", " и в не на что вы это или для если "},
			  {"uk", "ru", " і у не на що ви це або для якщо "}};

static const char *by_script(struct str text, bool *latin)
{
	size_t counts[G_N_ELEMENTS(scripts)] = {0}, latins = 0, most = 0, kana = 0, seen = 0;
	const char *tag = NULL;

	for (const char *s = text.s; s < text.s + text.len && seen < LETTERS_MOST;
		 s = g_utf8_next_char(s), seen++) {
		GUnicodeScript script = g_unichar_get_script(g_utf8_get_char(s));
		latins += script == G_UNICODE_SCRIPT_LATIN;
		for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++)
			counts[i] += scripts[i].script == script;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
		kana += strcmp(scripts[i].tag, "ja") == 0 ? counts[i] : 0;
		if (counts[i] > most) {
			most = counts[i];
			tag = scripts[i].tag;
		}
	}
	*latin = latins > 3 * most;
	return *latin || most == 0 ? NULL : kana > 0 && kana * 10 > most ? "ja" : tag;
}

static size_t words_of(struct str text, const char *list)
{
	size_t count = 0, start = 0;

	for (size_t i = 0; i <= MIN(text.len, LETTERS_MOST); i++) {
		if (i < text.len && !strchr(" \n\t.,;:!?()*\"", text.s[i]))
			continue;
		if (i > start && i - start < 24) {
			char word[32];
			g_snprintf(word, sizeof word, " %.*s ", (int)(i - start), text.s + start);
			count += strstr(list, word) != NULL;
		}
		start = i + 1;
	}
	return count;
}

const char *import_language(struct str text)
{
	bool latin;
	const char *script = by_script(text, &latin), *found = script;
	size_t most = WORDS_LEAST - 1;
	char *small = g_utf8_strdown(text.s, (gssize)text.len);

	for (size_t i = 0; i < G_N_ELEMENTS(common); i++) {
		bool fits = strcmp(common[i].script, latin ? "" : script ? script : "-") == 0;
		size_t count = fits ? words_of(str_of(small), common[i].words) : 0;
		if (count > most) {
			most = count;
			found = common[i].tag;
		}
	}
	g_free(small);
	return found ? found : "en";
}
