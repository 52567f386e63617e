/* References of a text from elsewhere get keys, such as "{#lee-2020}", by which it can cite them.
 */
#include "new/import.h"

#include <string.h>

#include <glib.h>

/* Words of an organisation's name in a key, bytes of the words, and of a reference in a note. */
enum { WORDS_MOST = 3, STEM_MOST = 40, QUOTED_MOST = 24 };

struct keeper {
	struct arena *arena;
	struct diag *diag;
	const char *path;
	struct str *lines;
	size_t count;
	const struct link_targets *targets;
	GHashTable *keys;  /* given here */
	const char *first; /* that was given here */
	bool changed;
	int number; /* of the last reference */
};

/* The length of what begins an item in Markdown, with its space; *number: its own, else 0. */
static size_t item_length(struct str line, int *number)
{
	size_t len = 0;

	*number = 0;
	while (len < line.len && len < 9 && g_ascii_isdigit(line.s[len]))
		*number = *number * 10 + (line.s[len++] - '0');
	if (len == line.len || !strchr(len > 0 ? ".)" : "-*+", line.s[len]))
		return 0;
	len++;
	if (len == line.len || line.s[len] != ' ')
		return 0;
	while (len < line.len && line.s[len] == ' ')
		len++;
	return len;
}

/* Whether the bytes are a year that is no part of a number, an address or a range of pages. */
static bool is_year(struct str text, size_t at)
{
	const char *s = text.s + at;

	return at + 4 <= text.len && (strncmp(s, "19", 2) == 0 || strncmp(s, "20", 2) == 0) &&
		   g_ascii_isdigit(s[2]) && g_ascii_isdigit(s[3]) &&
		   (at + 4 == text.len || !g_ascii_isdigit(s[4])) &&
		   (at == 0 || (g_ascii_isprint(s[-1]) && !g_ascii_isdigit(s[-1]) && !strchr("/-", s[-1])));
}

/* The year, best one in brackets; the length of the text: none. */
static size_t year_of(struct str text)
{
	size_t found = text.len;

	for (size_t i = 0; i < text.len; i++) {
		if (!is_year(text, i))
			continue;
		if (i > 0 && text.s[i - 1] == '(')
			return i;
		found = MIN(found, i);
	}
	return found;
}

/* "NICE" of "(NICE)" before a place; empty: none. */
static struct str acronym_before(struct str text, size_t stop)
{
	for (size_t i = 0; i < stop; i++) {
		size_t len = 0;
		while (text.s[i] == '(' && i + 1 + len < stop && g_ascii_isupper(text.s[i + 1 + len]))
			len++;
		if (len > 1 && i + 1 + len < stop && text.s[i + 1 + len] == ')')
			return (struct str){text.s + i + 1, len};
	}
	return STR("");
}

static bool is_initials(const char *word)
{
	return strlen(word) <= 3 && strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(word);
}

static bool has_letters(char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) > 1 && !is_initials(*words))
			return true;
	return false;
}

/* Where the name of the first author or the organisation ends; one letter and a full stop are
 * initials. */
static size_t name_end(struct str text)
{
	size_t word = 0, longest = 0;

	for (size_t i = 0; i < text.len; i++) {
		bool initial = text.s[i] == '.' && longest < 2;
		word = g_ascii_isalnum(text.s[i]) ? word + 1 : 0;
		longest = MAX(longest, word);
		if ((strchr(".,:;(/", text.s[i]) && !initial) || is_year(text, i))
			return i;
	}
	return text.len;
}

/* The words of a name in small letters, joined by hyphens; initials only where it has no other. */
static const char *stem_of(struct arena *arena, struct str name)
{
	static const char *const ends[] = {"et", "and", "und", "y", NULL};
	char *copy = g_strndup(name.s, name.len);
	char **words = g_strsplit_set(copy, " .,", -1);
	struct buf out = {.arena = arena};
	size_t used = 0;

	for (char **word = words; *word && used < WORDS_MOST; word++) {
		char *bare = g_strcanon(*word, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS, '-');
		if (used > 0 && g_strv_contains(ends, bare))
			break;
		bool small = used > 1 && g_ascii_islower(bare[0]);
		bool initials =
			is_initials(bare) && (used > 0 || (strlen(bare) == 1 && has_letters(word + 1)));
		if (strspn(bare, "-") == strlen(bare) || small || initials ||
			out.len + strlen(bare) > STEM_MOST)
			continue;
		bool gap = used++ > 0;
		for (const char *s = bare; *s; s++) {
			if (*s != '-' && gap && out.len > 0)
				buf_putc(&out, '-');
			gap = *s == '-';
			if (!gap)
				buf_putc(&out, g_ascii_tolower(*s));
		}
	}
	g_strfreev(words);
	g_free(copy);
	return buf_chars(&out);
}

/* The key of a reference: its first author or organisation, and its year. */
static const char *key_of(struct keeper *k, struct str text)
{
	struct buf bare = {.arena = k->arena};

	char *copy = g_strndup(text.s, text.len), *ascii = g_str_to_ascii(copy, "C");
	for (const char *s = ascii; *s; s++)
		if (!strchr("*_`\\[]'\"", *s))
			buf_putc(&bare, *s == '?' ? ' ' : *s);
	g_free(ascii);
	g_free(copy);
	struct str words = str_trim(buf_str(&bare));
	size_t year = year_of(words), end = MIN(name_end(words), year);
	struct str acronym = acronym_before(words, MIN(year, end + STEM_MOST));
	const char *stem = stem_of(k->arena, (struct str){words.s, end});
	stem = acronym.len > 0 ? str_dup(k->arena, acronym).s : *stem == '\0' ? "reference" : stem;
	char *small = g_ascii_strdown(stem, -1);
	const char *key = year < words.len ? str_fmt(k->arena, "%s-%.4s", small, words.s + year)
									   : str_copy(k->arena, small),
			   *unique = key;
	g_free(small);
	for (int n = 2; g_hash_table_contains(k->keys, unique) || import_is_taken(k->targets, unique);
		 n++)
		unique = str_fmt(k->arena, "%s-%d", key, n);
	g_hash_table_add(k->keys, (gpointer)unique);
	return unique;
}

/* Whether a line goes on with the text of the paragraph above it; *plain: nothing else can be seen
 * in it. */
static bool goes_on(struct str line, bool *plain)
{
	struct str words = str_trim(line);
	int number, own;
	bool top = item_length(line, &own) > 0;
	size_t marker = item_length(words, &number);

	*plain = *plain && (words.len == 0 || !strchr("#>|`~=<", words.s[0]) ||
						strncmp(words.s, "<http", MIN(words.len, 5)) == 0);
	*plain = *plain && (words.len == 0 || strspn(words.s, "-*_ ") < words.len);
	return words.len > 0 && !top && (marker == 0 || number > 1);
}

/* The text of a reference, whose first line has `skip` bytes before it, gets a key where it can. */
static size_t give_key(struct keeper *k, size_t at, size_t skip)
{
	struct buf text = {.arena = k->arena};
	struct str first = {k->lines[at].s + skip, k->lines[at].len - skip};
	size_t end = at + 1;
	bool plain = first.len > 0 && (!strchr("#>|`~=-+<", first.s[0]) ||
								   strncmp(first.s, "<http", MIN(first.len, 5)) == 0);
	int number;

	buf_add(&text, first.s, first.len);
	while (end < k->count && goes_on(k->lines[end], &plain)) {
		struct str more = str_trim(k->lines[end++]);
		buf_fmt(&text, " %.*s", (int)more.len, more.s);
	}
	const char *words = buf_chars(&text);
	bool letters = false;
	for (const char *s = words; *s && !letters; s = g_utf8_next_char(s))
		letters = g_unichar_isalpha(g_utf8_get_char(s));
	if (!plain || !letters || item_length(first, &number) > 0 || strstr(words, "{#") ||
		g_str_has_prefix(words, "[^"))
		return end;
	const char *key = key_of(k, str_of(words));
	struct str last = k->lines[end - 1];
	while (last.len > 0 && last.s[last.len - 1] == ' ')
		last.len--;
	k->lines[end - 1] = str_of(str_fmt(k->arena, "%.*s {#%s}", (int)last.len, last.s, key));
	k->first = k->first ? k->first : key;
	return end;
}

/* A paragraph with a year becomes an item. */
static void number_paragraph(struct keeper *k, size_t at)
{
	struct str line = k->lines[at];

	k->number++;
	k->changed = true;
	const char *stop =
		g_utf8_offset_to_pointer(line.s, MIN(QUOTED_MOST, g_utf8_strlen(line.s, (gssize)line.len)));
	diag_note(k->diag, POS_FILE(k->path), "taken for a reference, in references.md: \"%.*s\"",
			  (int)(stop - line.s), line.s);
	k->lines[at] = str_of(str_fmt(k->arena, "%d. %.*s", k->number, (int)line.len, line.s));
}

/* Whether a paragraph that begins with a line is a reference. */
static bool is_reference(const struct keeper *k, size_t at)
{
	struct str line = k->lines[at];
	bool alone = at == 0 || k->lines[at - 1].len == 0;
	bool ends = at + 1 == k->count || k->lines[at + 1].len == 0;

	return alone && ends && line.len > 0 && !strchr(" \t#>|<`~=-+", line.s[0]) &&
		   strncmp(line.s, "[^", 2) != 0 && strncmp(line.s, "![", 2) != 0 &&
		   year_of(line) < line.len;
}

static void read_lines(struct keeper *k)
{
	bool fenced = false;

	for (size_t i = 0; i < k->count;) {
		struct str line = k->lines[i];
		int number = 0;
		bool fence = line.len > 2 && (strncmp(line.s, "```", 3) == 0 || !strncmp(line.s, "~~~", 3));
		fenced = fenced != fence;
		if (!fenced && item_length(line, &number) == 0 && is_reference(k, i))
			number_paragraph(k, i);
		size_t skip = fenced ? 0 : item_length(k->lines[i], &number);
		k->number = number > 0 && skip > 0 ? number : k->number;
		i = skip > 0 ? give_key(k, i, skip) : i + 1;
	}
}

void import_keys(struct arena *arena, struct diag *diag, const char *path, struct buf *references)
{
	struct keeper k = {.arena = arena, .diag = diag, .path = path};
	struct buf list = {.arena = arena}, out = {.arena = arena};

	for (size_t at = 0; at < references->len; k.count++) {
		const char *stop = memchr(references->s + at, '\n', references->len - at);
		size_t end = stop ? (size_t)(stop - references->s) : references->len;
		struct str line = {references->s + at, end - at};
		buf_add(&list, &line, sizeof line);
		at = end + 1;
	}
	k.lines = (void *)list.s;
	k.targets = import_link_targets(arena, buf_str(references));
	k.keys = g_hash_table_new(g_str_hash, g_str_equal);
	read_lines(&k);
	g_hash_table_destroy(k.keys);
	for (size_t i = 0; i < k.count; i++)
		buf_fmt(&out, "%.*s\n", (int)k.lines[i].len, k.lines[i].s);
	if (k.first || k.changed)
		*references = out;
	if (k.first)
		diag_note(
			diag, POS_FILE(path),
			"each reference has a name at its end, such as {#%s}: write [@%s] where the text rests "
			"on it",
			k.first, k.first);
}
