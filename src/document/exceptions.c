/* The words under `hyphenation` in handout.yaml: for each language a list of words with hyphens
 * where they may be divided. A word without hyphens is never divided. */
#include "document/exceptions.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "document/field.h"

static bool is_letter(gunichar c)
{
	return g_unichar_isalpha(c) || g_unichar_ismark(c) || c == '\'' || c == 0x2019 || c == 0xb7;
}

/* Whether hyphens stand between letters and nothing else is there. */
static bool is_word(const char *text)
{
	bool after_letter = false;
	for (const char *c = text; *c; c = g_utf8_next_char(c)) {
		if (!is_letter(g_utf8_get_char(c)) && (*c != '-' || !after_letter))
			return false;
		after_letter = *c != '-';
	}
	return after_letter;
}

/* The word without its hyphens, in small letters. */
static const char *bare(struct arena *arena, const char *text)
{
	char *small = g_utf8_strdown(text, -1);
	char **parts = g_strsplit(small, "-", -1);
	char *joined = g_strjoinv("", parts);
	const char *copy = str_copy(arena, joined);
	g_free(joined);
	g_strfreev(parts);
	g_free(small);
	return copy;
}

static struct names read_words(struct arena *arena, struct diag *diag, const struct yaml *list)
{
	size_t count = 0;
	for (const struct yaml *n = list->child; n; n = n->next)
		count++;
	struct name *items = ARENA_ARRAY(arena, struct name, count);
	struct names names = {items, 0};
	GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
	for (const struct yaml *n = list->child; n; n = n->next) {
		if (n->kind != YAML_TEXT || !is_word(n->text))
			diag_error(diag, n->pos,
					   "this is no word to divide: write one word of letters, with hyphens where "
					   "a line may end, such as ke-ta-mine");
		else if (!g_hash_table_add(seen, (gpointer)bare(arena, n->text)))
			diag_error(diag, n->pos, "\"%s\" stands twice in this list: delete one", n->text);
		else
			items[names.count++] = (struct name){n->text, n->pos};
	}
	g_hash_table_destroy(seen);
	return names;
}

void exceptions_read(struct arena *arena, struct diag *diag, const struct yaml *map,
					 struct handout *handout)
{
	size_t count = 0;
	for (const struct yaml *n = map ? map->child : NULL; n; n = n->next)
		count++;
	struct exceptions *lists = ARENA_ARRAY(arena, struct exceptions, count);
	handout->exceptions = lists;
	for (const struct yaml *n = map ? map->child : NULL; n; n = n->next) {
		const char *lang = field_language(diag, n->key, n->key_pos);
		if (n->kind != YAML_LIST)
			diag_error(diag, n->pos, "a list of words belongs here: write \"%s: [ke-ta-mine]\"",
					   n->key);
		else if (lang)
			lists[handout->exception_count++] =
				(struct exceptions){lang, read_words(arena, diag, n)};
	}
}

/* Whether a list for one tag is for another too. */
static bool is_for(const char *tag, const char *lang)
{
	size_t len = strlen(tag);
	return g_ascii_strncasecmp(tag, lang, len) == 0 && (lang[len] == '\0' || lang[len] == '-');
}

const char *const *exceptions_of(struct arena *arena, const struct handout *handout,
								 const char *lang)
{
	size_t count = 0, n = 0;
	for (size_t i = 0; i < handout->exception_count; i++)
		count += handout->exceptions[i].words.count;
	const char **words = ARENA_ARRAY(arena, const char *, count + 1);
	for (size_t i = 0; i < handout->exception_count; i++)
		for (size_t k = 0; k < handout->exceptions[i].words.count; k++)
			if (is_for(handout->exceptions[i].lang, lang))
				words[n++] = handout->exceptions[i].words.items[k].text;
	return words;
}
