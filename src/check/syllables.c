/* Syllables by rules of spelling: not every word is right, but the mean of a text is. */
#include <stdbool.h>
#include <string.h>

#include <glib.h>

#include "check/sentences.h"

enum { LETTERS_MAX = 128 };

/* A word as letters, with room for what is looked at before and after. */
struct word {
	gunichar letters[LETTERS_MAX];
	int count;
};

static bool is_one_of(gunichar c, const char *set)
{
	return c && g_utf8_strchr(set, -1, c);
}

static gunichar letter(const struct word *word, int i)
{
	return i >= 0 && i < word->count ? word->letters[i] : 0;
}

static bool ends_with(const struct word *word, const char *ending)
{
	int len = (int)strlen(ending);
	for (int i = 0; i < len; i++)
		if (letter(word, word->count - len + i) != (gunichar)(unsigned char)ending[i])
			return false;
	return true;
}

/* Runs of vowels; a letter of `breaks` begins a new one, and so does any after it. */
static int runs(const struct word *word, const char *vowels, const char *breaks)
{
	int count = 0;
	for (int i = 0; i < word->count; i++) {
		gunichar c = word->letters[i], before = letter(word, i - 1);
		if (is_one_of(c, vowels) &&
			(!is_one_of(before, vowels) || is_one_of(c, breaks) || is_one_of(before, breaks)))
			count++;
	}
	return count;
}

/* Vowels that meet and belong to two syllables: psychiatry, radio, actual, medium, being. */
static int english_hiatus(const struct word *word)
{
	static const char vowels[] = "aeiouy";
	int count = 0;
	for (int i = 1; i + 1 < word->count; i++) {
		gunichar a = word->letters[i], b = letter(word, i + 1), before = letter(word, i - 1);
		bool soft = is_one_of(before, "ctsgx");
		count += a == 'i' && (b == 'a' || b == 'o') && !soft;
		count += a == 'i' && b == 'u' && !soft;
		count += a == 'i' && b == 'e' && letter(word, i + 2) == 't';
		count += a == 'u' && b == 'a' && !is_one_of(before, "qg");
		count += a == 'i' && b == 'n' && letter(word, i + 2) == 'g' && is_one_of(before, vowels);
	}
	return count;
}

static int english(const struct word *word)
{
	static const char vowels[] = "aeiouy";
	int count = runs(word, vowels, "") + english_hiatus(word);
	gunichar last = letter(word, word->count - 1), before = letter(word, word->count - 2);
	gunichar third = letter(word, word->count - 3), fourth = letter(word, word->count - 4);
	if (last == 'e' && !is_one_of(before, vowels) && (before != 'l' || is_one_of(third, vowels)))
		count--;
	if (ends_with(word, "es") && !is_one_of(third, "aeiouysxzcgh") &&
		(third != 'l' || is_one_of(fourth, vowels)))
		count--;
	if (ends_with(word, "ed") && !is_one_of(third, "aeiouytd"))
		count--;
	if ((ends_with(word, "ely") || ends_with(word, "ement") || ends_with(word, "eful") ||
		 ends_with(word, "eless")) &&
		count > 2)
		count--;
	if (ends_with(word, "ism") || ends_with(word, "isms"))
		count++;
	return count;
}

/* Strong vowels each make a syllable, weak ones beside them none. */
static int iberian(const struct word *word, const char *strong, const char *weak)
{
	int count = 0;
	for (int i = 0; i < word->count;) {
		int own = 0, from = i;
		for (; i < word->count; i++) {
			gunichar c = word->letters[i], next = letter(word, i + 1);
			bool silent =
				c == 'u' && is_one_of(letter(word, i - 1), "qg") && is_one_of(next, "eiéíê");
			bool final_y = c == 'y' && i + 1 == word->count;
			if (!is_one_of(c, strong) && !is_one_of(c, weak) && !final_y)
				break;
			own += is_one_of(c, strong) && !silent;
			/* Nasal diphthongs. */
			own -= is_one_of(c, "ãõ") && is_one_of(next, "oe");
		}
		if (i > from)
			count += own > 0 ? own : 1;
		i += i == from;
	}
	return count;
}

static int french(const struct word *word)
{
	int count = runs(word, "aeiouyàâäéèêëîïôöùûüœæ", "éèïë");
	gunichar before = letter(word, word->count - 2), third = letter(word, word->count - 3);
	static const char vowels[] = "aeiouyàâéèêëîïôùû";
	if ((ends_with(word, "e") && !is_one_of(before, vowels)) ||
		(ends_with(word, "es") && !is_one_of(third, vowels)))
		count--;
	return count;
}

static int german(const struct word *word)
{
	static const char vowels[] = "aeiouyäöü";
	static const char *const pairs[] = {"ei", "ai", "au", "eu", "äu", "ie", "aa", "ee", "oo"};
	int count = 0;
	for (int i = 0; i < word->count; i++) {
		gunichar c = word->letters[i], next = letter(word, i + 1);
		if (!is_one_of(c, vowels))
			continue;
		count++;
		for (size_t j = 0; j < G_N_ELEMENTS(pairs); j++)
			if (c == g_utf8_get_char(pairs[j]) &&
				next == g_utf8_get_char(g_utf8_next_char(pairs[j]))) {
				i++;
				break;
			}
	}
	return count;
}

int sentences_syllables(const char *text, const char *lang)
{
	struct word word = {.count = 0};
	int count;
	for (const char *p = text; *p && word.count < LETTERS_MAX; p = g_utf8_next_char(p))
		word.letters[word.count++] = g_utf8_get_char(p);
	if (strncmp(lang, "en", 2) == 0)
		count = english(&word);
	else if (strncmp(lang, "es", 2) == 0)
		count = iberian(&word, "aeoáéóíú", "iuü");
	else if (strncmp(lang, "pt", 2) == 0)
		count = iberian(&word, "aeoáéóíúâêôãõà", "iu");
	else if (strncmp(lang, "fr", 2) == 0)
		count = french(&word);
	else if (strncmp(lang, "de", 2) == 0)
		count = german(&word);
	else if (strncmp(lang, "ru", 2) == 0)
		count = runs(&word, "аеёиоуыэюя", "аеёиоуыэюя");
	else
		return 0;
	return count > 0 ? count : 1;
}
