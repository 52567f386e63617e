/* Divides each word of standard input by libhyphen's dictionary and by its compiled form, and
 * prints the words that come out differently: compare FOLDER TAG DICTIONARY LEFT RIGHT. The last
 * line says how many words and places there were, and how long 1000 words took. */
#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "typeset/hyphenate.h"

#define WORD_BYTES_MAX 200
#define SHOWN_MAX 20
#define OPENINGS 20

/* Both sides and what was counted. */
struct compare {
	const struct hyphenator *ours;
	HyphenDict *theirs;
	const char *charset;
	int left, right;
	long words, skipped, places, changes, differing;
	gint64 our_time, their_time; /* microseconds */
};

/* The word with hyphens, changes as "{before=after}" in place of what they remove. */
static void spell(GString *out, const char *word, const struct hyphen *places, int count)
{
	int at = 0;
	g_string_truncate(out, 0);
	for (int i = 0; i < count; i++) {
		int start = places[i].at - places[i].before;
		if (start < at)
			g_string_append_c(out, '!');
		else
			g_string_append_len(out, word + at, start - at);
		if (places[i].left)
			g_string_append_printf(out, "{%s=%s}", places[i].left, places[i].right);
		else
			g_string_append_c(out, '=');
		at = places[i].at + places[i].after;
	}
	g_string_append(out, word + at);
}

/* The same from libhyphen, for a word in the dictionary's character set. */
static void spell_theirs(struct compare *c, GString *out, const char *word, const char *raw)
{
	char hyphens[WORD_BYTES_MAX + 5], **changes = NULL;
	int *before = NULL, *removed = NULL, size = (int)strlen(raw), count = 0;
	struct hyphen places[WORD_BYTES_MAX];
	char *texts[WORD_BYTES_MAX];
	gint64 start = g_get_monotonic_time();
	hnj_hyphen_hyphenate3(c->theirs, raw, size, hyphens, NULL, &changes, &before, &removed, c->left,
						  c->right, 0, 0);
	c->their_time += g_get_monotonic_time() - start;
	const char *letter = word;
	for (int i = 0; *g_utf8_next_char(letter); i++) {
		letter = g_utf8_next_char(letter);
		struct hyphen *place = &places[count];
		if (!(hyphens[i] & 1))
			continue;
		*place = (struct hyphen){.at = (int)(letter - word)};
		texts[count] = NULL;
		char *equals = changes && changes[i] ? strchr(changes[i], '=') : NULL;
		if (equals) {
			const char *from = g_utf8_offset_to_pointer(letter, -before[i]);
			texts[count] = g_strndup(changes[i], (gsize)(equals - changes[i]));
			place->before = (int)(letter - from);
			place->after = (int)(g_utf8_offset_to_pointer(from, removed[i]) - letter);
			place->left = texts[count];
			place->right = equals + 1;
		}
		count++;
	}
	spell(out, word, places, count);
	for (int i = 0; i < count; i++)
		g_free(texts[i]);
	for (int i = 0; changes && i < size; i++)
		free(changes[i]);
	free(changes);
	free(before);
	free(removed);
}

static void compare_word(struct compare *c, const char *word, GString *ours, GString *theirs)
{
	struct hyphen places[HYPHENS_MAX];
	char *raw = g_convert(word, -1, c->charset, "UTF-8", NULL, NULL, NULL);
	if (!raw) {
		c->skipped++;
		return;
	}
	gint64 start = g_get_monotonic_time();
	int count = hyphenate(c->ours, word, strlen(word), places, HYPHENS_MAX);
	c->our_time += g_get_monotonic_time() - start;
	spell(ours, word, places, count);
	spell_theirs(c, theirs, word, raw);
	c->words++;
	c->places += count;
	for (int i = 0; i < count; i++)
		c->changes += places[i].left != NULL;
	if (!g_string_equal(ours, theirs) && c->differing++ < SHOWN_MAX)
		printf("%s, but libhyphen %s\n", ours->str, theirs->str);
	g_free(raw);
}

static void compare_words(struct compare *c)
{
	GString *ours = g_string_new(""), *theirs = g_string_new("");
	char line[1024];
	while (fgets(line, sizeof line, stdin)) {
		char *word = g_utf8_strdown(g_strchomp(line), -1);
		if (*word && strlen(word) < WORD_BYTES_MAX && g_utf8_validate(word, -1, NULL))
			compare_word(c, word, ours, theirs);
		g_free(word);
	}
	g_string_free(ours, TRUE);
	g_string_free(theirs, TRUE);
}

/* The least time that opening took, in microseconds: what the machine does beside that is not
 * counted. */
static gint64 opening_time(const char *folder, const char *tag)
{
	gint64 least = G_MAXINT64;
	for (int i = 0; i < OPENINGS; i++) {
		struct arena *arena = arena_new();
		gint64 start = g_get_monotonic_time();
		hyphenator_open(arena, diag_new(arena), folder, tag);
		least = MIN(least, g_get_monotonic_time() - start);
		arena_free(arena);
	}
	return least;
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	if (argc != 6)
		return 2;
	struct compare c = {.ours = hyphenator_open(arena, diag, argv[1], argv[2])};
	c.theirs = hnj_hyphen_load(argv[3]);
	for (const struct message *message = diag->first; message; message = message->next)
		fputs(diag_line(arena, message), stdout);
	if (!c.ours || !c.theirs)
		return 2;
	c.charset = c.theirs->cset;
	c.left = atoi(argv[4]);
	c.right = atoi(argv[5]);
	compare_words(&c);
	gint64 opened = opening_time(argv[1], argv[2]);
	printf(
		"%ld words (%ld in other letters), %ld places, %ld with changes, %ld differing; opened in "
		"%.3f ms, 1000 words in %.2f ms (libhyphen %.2f ms)\n",
		c.words, c.skipped, c.places, c.changes, c.differing, (double)opened / 1e3,
		(double)c.our_time / (double)MAX(c.words, 1),
		(double)c.their_time / (double)MAX(c.words, 1));
	hnj_hyphen_free(c.theirs);
	arena_free(arena);
	return c.differing || !c.words || opened >= 1000;
}
