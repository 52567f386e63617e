/* Places: what the rules of breaks ask about the text before and after them. */
#include "typeset/place.h"

#include <string.h>

#include "typeset/character.h"
bool place_is_space(gunichar c)
{
	return c == ' ' || c == 0xa0 || c == 0x202f;
}

bool place_has_lang(const char *langs, const char *tag)
{
	size_t len = strcspn(tag, "-");
	if (!*langs)
		return true;
	for (const char *lang = langs; *lang; lang += strcspn(lang, " "), lang += *lang == ' ')
		if (strcspn(lang, " ") == len && g_ascii_strncasecmp(lang, tag, len) == 0)
			return true;
	return false;
}

bool place_has_word(const char *words, const char *word, size_t len)
{
	for (const char *item = words; *item; item += strcspn(item, " "), item += *item == ' ')
		if (strcspn(item, " ") == len && memcmp(item, word, len) == 0)
			return true;
	return false;
}

struct place place_at(const char *text, const char *c, const char *lang)
{
	struct place p = {.text = text, .c = c, .word_end = c, .lang = lang};
	p.now = character_at(c);
	p.last = character_at(g_utf8_prev_char(c));
	while (p.word_end > text && place_is_space(character_at(g_utf8_prev_char(p.word_end))))
		p.word_end = g_utf8_prev_char(p.word_end);
	p.spaced = p.word_end < c;
	return p;
}

gunichar place_back(const char *text, const char **end)
{
	if (*end <= text)
		return 0;
	*end = g_utf8_prev_char(*end);
	return character_at(*end);
}

bool place_is_alphabetic(gunichar c)
{
	GUnicodeScript script = g_unichar_get_script(c);
	return character_is_letter(c) &&
		   (script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_GREEK ||
			script == G_UNICODE_SCRIPT_CYRILLIC || script == G_UNICODE_SCRIPT_ARMENIAN);
}

bool place_is_opening(gunichar c)
{
	GUnicodeType type = g_unichar_type(c);
	return type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION ||
		   c == 0xbf || c == 0xa1;
}
