/* Words are counted in the file and in what was made of it; what lacks is told by the stretch. */
#include "new/kept.h"

#include <string.h>

#include <glib.h>

/* Words that a message quotes, in bytes. */
#define QUOTED_MOST 600

/* The words of a text, one after the other. */
struct scan {
	struct str text;
	size_t at;
	struct buf word;
};

void stretches_add(struct stretches *all, enum stretch_kind kind, struct str text, struct pos pos)
{
	struct stretch stretch = {kind, text, pos};

	all->list.arena = all->arena;
	buf_add(&all->list, &stretch, sizeof stretch);
	all->count++;
}

/* Signs within words that nobody sees. */
static bool is_unseen(gunichar c)
{
	return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
		   (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

/* The sign as words are compared: no capital, no raised or lowered figure, European digits. */
static void add_folded(struct buf *word, gunichar c)
{
	gunichar plain[8];
	char bytes[6];
	gsize count = g_unichar_fully_decompose(c, TRUE, plain, G_N_ELEMENTS(plain));

	for (gsize i = 0; i < count; i++) {
		int digit = g_unichar_digit_value(plain[i]);
		gunichar small = digit >= 0 ? (gunichar)('0' + digit) : g_unichar_tolower(plain[i]);
		buf_add(word, bytes, (size_t)g_unichar_to_utf8(small, bytes));
	}
}

/* A number without the noughts before it, as items of lists are numbered. */
static void trim_noughts(struct buf *word)
{
	size_t noughts = 0;

	while (noughts + 1 < word->len && word->s[noughts] == '0' &&
		   g_ascii_isdigit(word->s[noughts + 1]))
		noughts++;
	memmove(word->s, word->s + noughts, word->len - noughts + 1);
	word->len -= noughts;
}

/* The next word as it stands; false at the end. A wide character is one. */
static bool next_raw_word(struct scan *s)
{
	s->word.len = 0;
	while (s->at < s->text.len) {
		const char *here = s->text.s + s->at;
		gunichar c = g_utf8_get_char_validated(here, (gssize)(s->text.len - s->at));
		size_t len = c >= 0xfffffffe ? 1 : (size_t)(g_utf8_next_char(here) - here);
		bool letter = c < 0xfffffffe && (g_unichar_isalnum(c) || g_unichar_ismark(c));
		bool wide = letter && g_unichar_iswide(c);
		if (wide && s->word.len > 0)
			return true;
		s->at += len;
		if (letter)
			add_folded(&s->word, c);
		if (wide || (!letter && s->word.len > 0 && !is_unseen(c)))
			return true;
	}
	return s->word.len > 0;
}

static bool next_word(struct scan *s)
{
	bool found = next_raw_word(s);

	if (found)
		trim_noughts(&s->word);
	return found;
}

static struct scan scan_of(struct arena *arena, struct str text)
{
	return (struct scan){text, 0, {.arena = arena}};
}

static void count_words(struct arena *arena, GHashTable *counts, struct str text, int step)
{
	struct scan scan = scan_of(arena, text);

	while (next_word(&scan)) {
		const char *word = buf_chars(&scan.word);
		int count = GPOINTER_TO_INT(g_hash_table_lookup(counts, word));
		if (count == 0 && !g_hash_table_contains(counts, word))
			word = str_copy(arena, word);
		g_hash_table_replace(counts, str_copy(arena, word), GINT_TO_POINTER(count + step));
	}
}

/* Markdown without its backslashes and comments, in which the program's own words stand. */
static struct str bare(struct arena *arena, struct str made)
{
	struct buf out = {.arena = arena};

	for (size_t i = 0; i < made.len; i++) {
		const char *rest = made.s + i;
		const char *end = made.len - i > 4 && strncmp(rest, "<!--", 4) == 0
							  ? g_strstr_len(rest, (gssize)(made.len - i), "-->")
							  : NULL;
		if (end)
			i += (size_t)(end - rest) + 2;
		else if (made.s[i] == '\\' && i + 1 < made.len && g_ascii_ispunct(made.s[i + 1]))
			buf_putc(&out, made.s[++i]);
		else
			buf_putc(&out, made.s[i]);
	}
	return buf_str(&out);
}

/* The words that a message says are elsewhere, or nowhere: from its first quotation mark to its
 * last; of a picture, those that describe it. */
static struct str named_words(const char *text)
{
	bool names = g_str_has_prefix(text, "left out") || g_str_has_prefix(text, "taken out") ||
				 g_str_has_prefix(text, "joined") || strstr(text, " was put into ");
	bool picture = g_str_has_prefix(text, "left out: the picture");
	const char *from = !names ? NULL : picture ? strstr(text, "![") : strchr(text, '"');
	const char *to = !from ? NULL : picture ? strstr(from, "](") : strrchr(text, '"');

	return from && to ? (struct str){from, (size_t)(to - from)} : STR("");
}

/* How often each word lacks: more than 0. */
static GHashTable *lacking(struct arena *arena, const struct diag *diag,
						   const struct stretches *stretches, struct str made)
{
	const struct stretch *all = (const void *)stretches->list.s;
	GHashTable *counts = g_hash_table_new(g_str_hash, g_str_equal);

	count_words(arena, counts, bare(arena, made), -1);
	for (const struct message *m = diag->first; m; m = m->next)
		count_words(arena, counts, named_words(m->text), -1);
	for (size_t i = 0; i < stretches->count; i++)
		if (all[i].kind != STRETCH_HIDDEN)
			count_words(arena, counts, all[i].text, 1);
	return counts;
}

/* Whether the words of a text lack: all of them, or any. Text without words lacks none. */
static bool lacks(struct arena *arena, GHashTable *counts, struct str text, bool whole)
{
	struct scan scan = scan_of(arena, text);
	bool any = false, all = true;

	while (next_word(&scan)) {
		bool lacking = GPOINTER_TO_INT(g_hash_table_lookup(counts, buf_chars(&scan.word))) > 0;
		any = any || lacking;
		all = all && lacking;
	}
	return any && (all || !whole);
}

/* The words of a text that lack, in quotes; each is told once. */
static const char *take_words(struct arena *arena, GHashTable *counts, struct str text)
{
	struct scan scan = scan_of(arena, text);
	struct buf out = {.arena = arena};

	while (next_word(&scan)) {
		const char *word = str_copy(arena, buf_chars(&scan.word));
		int count = GPOINTER_TO_INT(g_hash_table_lookup(counts, word));
		if (count > 0) {
			buf_fmt(&out, "%s\"%s\"", out.len > 0 ? ", " : "", word);
			g_hash_table_replace(counts, str_copy(arena, word), GINT_TO_POINTER(count - 1));
		}
	}
	return buf_chars(&out);
}

static const char *quote(struct arena *arena, struct str text)
{
	size_t len = MIN(text.len, QUOTED_MOST);

	while (len < text.len && len > 0 && ((unsigned char)text.s[len] & 0xc0) == 0x80)
		len--;
	return str_fmt(arena, "%.*s%s", (int)len, text.s, len < text.len ? "..." : "");
}

static void tell_lost(struct diag *diag, const struct stretch *p, const char *words)
{
	switch (p->kind) {
	case STRETCH_TEXT:
	case STRETCH_HIDDEN:
	case STRETCH_FORMULA:
	case STRETCH_TABS:
		diag_warning(diag, p->pos, "left out: \"%s\": write it where it belongs", words);
		break;
	case STRETCH_PICTURE:
		diag_warning(
			diag, p->pos,
			"left out: a picture, described as \"%s\": save it in the folder images and write "
			"![what it shows](images/FILE) into the text",
			words);
		break;
	case STRETCH_BOX:
		diag_warning(diag, p->pos,
					 "left out: \"%s\", which stands in a box beside the text: write it where it "
					 "belongs",
					 words);
		break;
	case STRETCH_MARGIN:
		diag_note(
			diag, p->pos,
			"left out: \"%s\", from the head or foot of the pages: handout.yaml and clinic.yaml "
			"have lines for what stands there",
			words);
		break;
	case STRETCH_COMMENT:
		diag_note(diag, p->pos, "left out: the comment \"%s\"", words);
		break;
	case STRETCH_CHANGE:
		diag_note(diag, p->pos, "left out: \"%s\", which a recorded change deletes", words);
		break;
	}
}

static void tell_seen(struct diag *diag, const struct stretch *p, const char *words)
{
	if (p->kind == STRETCH_HIDDEN)
		diag_warning(
			diag, p->pos,
			"\"%s\" is hidden in the file, and is in the text now: delete it if it is not for "
			"patients",
			words);
	else if (p->kind == STRETCH_FORMULA)
		diag_warning(diag, p->pos,
					 "\"%s\" is an equation, which a handout does not have: say it in words",
					 words);
	else if (p->kind == STRETCH_TABS)
		diag_note(
			diag, p->pos,
			"\"%s\" stands in columns that tabs part, of which a space is left: make a table of it",
			words);
}

void kept_check(struct arena *arena, struct diag *diag, const struct stretches *stretches,
				struct str made)
{
	const struct stretch *all = (const void *)stretches->list.s;
	GHashTable *counts = lacking(arena, diag, stretches, made);

	for (size_t i = 0; i < stretches->count; i++) {
		bool text = all[i].kind == STRETCH_TEXT || all[i].kind == STRETCH_FORMULA ||
					all[i].kind == STRETCH_TABS || all[i].kind == STRETCH_PICTURE;
		if (all[i].kind != STRETCH_HIDDEN && lacks(arena, counts, all[i].text, text)) {
			take_words(arena, counts, all[i].text);
			tell_lost(diag, &all[i], quote(arena, str_trim(all[i].text)));
		} else {
			tell_seen(diag, &all[i], quote(arena, str_trim(all[i].text)));
		}
	}
	for (size_t i = 0; i < stretches->count; i++)
		if (all[i].kind != STRETCH_HIDDEN && lacks(arena, counts, all[i].text, false))
			diag_warning(
				diag, all[i].pos, "left out: %s, of \"%s\": compare the text with the file",
				take_words(arena, counts, all[i].text), quote(arena, str_trim(all[i].text)));
	g_hash_table_destroy(counts);
}

/* The length of the tag that begins at a place; 0: none does. *space: it parts words. */
static size_t tag_length(struct str line, size_t at, bool *space)
{
	static const char *const apart[] = {"br", "td", "th", "tr", "p", "div", "li", "table", NULL};
	size_t begin = at + 1 + (at + 1 < line.len && line.s[at + 1] == '/'), end = begin;

	while (end < line.len && g_ascii_isalnum(line.s[end]))
		end++;
	if (line.s[at] != '<' || end == begin || end == line.len || !strchr(" />", line.s[end]))
		return 0;
	char *name = g_ascii_strdown(line.s + begin, (gssize)(end - begin));
	*space = g_strv_contains(apart, name);
	g_free(name);
	const char *close = memchr(line.s + end, '>', line.len - end);
	return close ? (size_t)(close - line.s) + 1 - at : 0;
}

/* The length of the name of a link's target or a picture's file that begins at a place, in brackets
 * behind others; 0: none does. */
static size_t target_length(struct str line, size_t at, bool picture)
{
	bool behind = at > 0 && line.s[at - 1] == ']';
	char ends = behind && line.s[at] == '['              ? ']'
				: behind && picture && line.s[at] == '(' ? ')'
														 : 0;
	const char *close = ends ? memchr(line.s + at, ends, line.len - at) : NULL;

	return close ? (size_t)(close - line.s) + 1 - at : 0;
}

/* The line of Markdown without tags, and without the names of links' targets and pictures' files.
 */
static struct str without_marks(struct arena *arena, struct str line)
{
	struct buf out = {.arena = arena};
	bool picture = false;

	for (size_t i = 0; i < line.len;) {
		bool space = false;
		size_t tag = tag_length(line, i, &space), target = target_length(line, i, picture);
		picture = (picture && target == 0) || (line.s[i] == '[' && i > 0 && line.s[i - 1] == '!');
		if (space)
			buf_putc(&out, ' ');
		if (tag == 0 && target == 0)
			buf_putc(&out, line.s[i]);
		i += MAX(MAX(tag, target), 1);
	}
	return bare(arena, buf_str(&out));
}

void stretches_of_lines(struct stretches *all, const char *path, struct str text, bool marked)
{
	struct pos pos = {path, 1, 1};
	if (!text.len)
		return;
	bool data = marked && g_str_has_prefix(text.s, "---\n") && strstr(text.s + 4, "\n---\n");

	for (size_t at = 0; at < text.len; pos.line++) {
		const char *stop = memchr(text.s + at, '\n', text.len - at);
		size_t end = stop ? (size_t)(stop - text.s) : text.len;
		struct str line = {text.s + at, end - at};
		bool rule = str_eq(line, STR("---"));
		if (!data)
			stretches_add(all, STRETCH_TEXT, marked ? without_marks(all->arena, line) : line, pos);
		data = data && (pos.line == 1 || !rule);
		at = end + 1;
	}
}
