/* Messages as people read them: repeated ones joined, places marked in the lines of their files. */
#include "show.h"

#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/json.h"

/* Numbers of lines that one message lists; the least that an excerpt is wide, in columns; messages
 * of a file that differ in what they quote only and are shown one by one. */
enum { LINES_MOST = 12, EXCERPT_LEAST = 20, KIN_MOST = 3 };

/* A message with those that repeat it. */
struct entry {
	const struct message *message;
	size_t times;      /* for the same place */
	struct buf places; /* struct pos of the others; of those that are no entry of their own */
	struct buf kin;    /* the same of those that quote something else */
};

/* Entries that differ in what they quote only. */
struct kin {
	size_t count;
	struct entry *last; /* that is shown */
};

struct shower {
	struct arena *arena;
	const struct show_style *style;
	struct buf out;
	const char *file; /* whose text is at hand; NULL: none */
	struct str text;
};

static const char *color_of(enum level level)
{
	switch (level) {
	case LEVEL_NOTE:
		return "\033[36m";
	case LEVEL_WARNING:
		return "\033[33m";
	case LEVEL_ERROR:
		return "\033[31m";
	}
	return "";
}

static void add_color(struct shower *s, const char *code)
{
	if (s->style->color)
		buf_puts(&s->out, code);
}

/* Text without control codes, but with its line breaks where it is a message's. */
static void add_safely(struct shower *s, const char *text)
{
	for (; *text; text++) {
		const unsigned char *bytes = (const void *)text;
		bool ascii = g_ascii_iscntrl(*text) && *text != '\n';
		bool other = bytes[0] == 0xc2 && bytes[1] >= 0x80 && bytes[1] <= 0x9f;
		buf_putc(&s->out, s->style->terminal && (ascii || other) ? '?' : *text);
		text += s->style->terminal && other;
	}
}

/* The line of a file, from 1, without its end; s NULL: there is none. */
static struct str line_of(struct shower *s, const char *file, int line)
{
	struct diag *unsaid = diag_new(s->arena);

	if (!str_same(s->file, file)) {
		s->file = file;
		if (!file_exists(file) || !file_read(s->arena, unsaid, file, &s->text) ||
			!g_utf8_validate(s->text.s, (gssize)s->text.len, NULL))
			s->text = (struct str){NULL, 0};
		/* No place counts the mark of UTF-8 at the beginning. */
		if (s->text.len >= 3 && memcmp(s->text.s, "\357\273\277", 3) == 0)
			s->text = (struct str){s->text.s + 3, s->text.len - 3};
	}
	struct str rest = s->text;
	for (; line > 1 && rest.len > 0; line--) {
		const char *end = memchr(rest.s, '\n', rest.len);
		size_t skip = end ? (size_t)(end - rest.s) + 1 : rest.len;
		rest = (struct str){rest.s + skip, rest.len - skip};
	}
	const char *end = rest.len > 0 ? memchr(rest.s, '\n', rest.len) : NULL;
	size_t len = end ? (size_t)(end - rest.s) : rest.len;
	if (len > 0 && rest.s[len - 1] == '\r')
		len--;
	return (struct str){rest.len > 0 ? rest.s : NULL, len};
}

/* Whether a space stands for the character: codes of a terminal, and those that would turn the rest
 * of the line. */
static bool is_code(gunichar c)
{
	return g_unichar_iscntrl(c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static int columns(gunichar c)
{
	return is_code(c) ? 1 : g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

/* Whether the mark would stand elsewhere: terminals that turn right-to-left text move it. */
static bool turns(struct str line)
{
	for (const char *p = line.s; p < line.s + line.len; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if ((c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) ||
			(c >= 0xfe70 && c <= 0xfefc) || (c >= 0x10800 && c <= 0x10fff) ||
			(c >= 0x1e800 && c <= 0x1efff))
			return true;
	}
	return false;
}

/* The piece of the line around its column col, from 1, that is width columns wide; *mark: how many
 * columns stand before that place. */
static struct str piece(struct shower *s, struct str line, int col, int width, int *mark)
{
	const char *end = line.s + line.len, *at = line.s, *begin;
	struct buf out = {.arena = s->arena};
	int used = 0, before = 0;

	for (int i = 1; i < col && at < end; i++)
		at = g_utf8_next_char(at);
	for (begin = at; begin > line.s && before < width * 2 / 3;) {
		begin = g_utf8_prev_char(begin);
		before += columns(g_utf8_get_char(begin));
	}
	*mark = before;
	if (begin > line.s) {
		buf_puts(&out, "\342\200\246");
		++*mark;
	}
	for (; begin < end && used < width; begin = g_utf8_next_char(begin)) {
		gunichar c = g_utf8_get_char(begin);
		char bytes[6];
		if (is_code(c))
			buf_putc(&out, ' ');
		else
			buf_add(&out, bytes, (size_t)g_unichar_to_utf8(c, bytes));
		used += columns(c);
	}
	if (begin < end)
		buf_puts(&out, "\342\200\246");
	return buf_str(&out);
}

/* "  14 | the line", and a mark below the place. */
static void add_excerpt(struct shower *s, const struct pos *pos)
{
	struct str line =
		pos->line > 0 && pos->file ? line_of(s, pos->file, pos->line) : (struct str){NULL, 0};
	int width = MAX(s->style->width - 10, EXCERPT_LEAST), mark;

	if (!line.s || str_trim(line).len == 0)
		return;
	struct str shown = piece(s, line, MAX(pos->col, 1), width, &mark);
	const char *number = str_fmt(s->arena, "%5d", pos->line);
	buf_fmt(&s->out, "%s | %.*s\n", number, (int)shown.len, shown.s);
	if (pos->col < 1 || turns(line))
		return;
	buf_fmt(&s->out, "%*s | %*s", (int)strlen(number), "", mark, "");
	add_color(s, "\033[1;32m");
	buf_puts(&s->out, "^");
	add_color(s, "\033[0m");
	buf_putc(&s->out, '\n');
}

static void add_others(struct shower *s, const char *what, const struct buf *list)
{
	const struct pos *places = (const void *)list->s;
	size_t count = list->len / sizeof *places;

	if (count == 0)
		return;
	buf_fmt(&s->out, "      = %s in line%s", what, count > 1 ? "s" : "");
	for (size_t i = 0; i < count && i < LINES_MOST; i++)
		buf_fmt(&s->out, "%s %d", i > 0 ? "," : "", places[i].line);
	if (count > LINES_MOST)
		buf_fmt(&s->out, " and %zu more", count - LINES_MOST);
	buf_putc(&s->out, '\n');
}

static void add_json(struct shower *s, const struct entry *entry)
{
	const struct message *m = entry->message;
	json_t *object = json_object();

	json_put(object, "level", json_new_text(level_name(m->level)));
	json_put(object, "file", json_new_text(m->pos.file));
	json_put(object, "line", json_integer(m->pos.line));
	json_put(object, "col", json_integer(m->pos.col));
	json_put(object, "text", json_new_text(m->text));
	json_put(object, "times", json_integer((json_int_t)entry->times));
	buf_fmt(&s->out, "%s\n", str_dup(s->arena, str_trim(json_line(s->arena, object))).s);
}

static void add_entry(struct shower *s, const struct entry *entry)
{
	const struct message *m = entry->message;
	struct message copy = *m;
	const char *times = entry->times > 1 ? str_fmt(s->arena, " (%zu times)", entry->times) : "";
	const char *more = m->text + strcspn(m->text, "\n");
	const char *first = str_copy_n(s->arena, m->text, (size_t)(more - m->text));

	copy.text = str_fmt(s->arena, "%s%s%s", first, times, more);
	if (!s->style->terminal) {
		buf_puts(&s->out, diag_line(s->arena, &copy));
		return;
	}
	copy.text = "";
	const char *head = diag_line(s->arena, &copy);
	const char *level = level_name(m->level);
	size_t place = strlen(head) - strlen(level) - strlen(": \n");
	add_color(s, "\033[1m");
	add_safely(s, str_copy_n(s->arena, head, place));
	add_color(s, color_of(m->level));
	buf_fmt(&s->out, "%s:", level);
	add_color(s, "\033[0m");
	buf_putc(&s->out, ' ');
	add_safely(s, first);
	buf_fmt(&s->out, "%s\n", times);
	add_excerpt(s, &m->pos);
	if (*more) {
		add_safely(s, more + 1);
		buf_putc(&s->out, '\n');
	}
	add_others(s, "also", &entry->places);
	add_others(s, "others like it", &entry->kin);
}

/* The entry that the message repeats, found by its words and file; else NULL after adding it. */
static struct entry *earlier(GHashTable *seen, struct arena *arena, struct entry *entry,
							 bool places)
{
	const struct message *m = entry->message;
	const char *file = m->pos.file ? m->pos.file : "";
	char *key = places ? str_fmt(arena, "%d\n%s\n%s", m->level, file, m->text)
					   : str_fmt(arena, "%d\n%s\n%d\n%d\n%s", m->level, file, m->pos.line,
								 m->pos.col, m->text);
	struct entry *found = g_hash_table_lookup(seen, key);

	if (!found)
		g_hash_table_insert(seen, key, entry);
	return found;
}

/* The text without what it quotes. */
static const char *unquoted(struct arena *arena, const char *text)
{
	struct buf out = {.arena = arena};
	bool inside = false;

	for (; *text; text++) {
		inside = inside != (*text == '"');
		if (!inside)
			buf_putc(&out, *text);
	}
	return buf_chars(&out);
}

/* Whether the entry is shown by itself, as one of few that differ in what they quote; else it is
 * listed with the last of them. */
static bool join_kin(GHashTable *families, struct arena *arena, struct entry *entry)
{
	const struct message *m = entry->message;
	char *key = str_fmt(arena, "%d\n%s\n%s", m->level, m->pos.file ? m->pos.file : "",
						unquoted(arena, m->text));
	struct kin *kin = g_hash_table_lookup(families, key);

	if (!kin) {
		kin = ARENA_NEW(arena, struct kin);
		g_hash_table_insert(families, key, kin);
	}
	if (kin->count++ >= KIN_MOST) {
		buf_add(&kin->last->kin, &m->pos, sizeof m->pos);
		return false;
	}
	kin->last = entry;
	return true;
}

struct str show_messages(struct arena *arena, const struct diag *diag,
						 const struct show_style *style)
{
	struct shower s = {.arena = arena, .style = style, .out = {.arena = arena}};
	GHashTable *same = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTable *alike = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTable *families = g_hash_table_new(g_str_hash, g_str_equal);
	size_t count = 0, used = 0;

	for (const struct message *m = diag->first; m; m = m->next)
		count++;
	struct entry *entries = ARENA_ARRAY(arena, struct entry, count);
	for (const struct message *m = diag->first; m; m = m->next) {
		struct entry *entry = &entries[used];
		if (style->quiet && m->level == LEVEL_NOTE)
			continue;
		*entry = (struct entry){m, 1, {.arena = arena}, {.arena = arena}};
		struct entry *first = earlier(same, arena, entry, false);
		struct entry *other = first || !style->terminal || m->pos.line == 0
								  ? NULL
								  : earlier(alike, arena, entry, true);
		if (other && !other->message)
			other = NULL;
		if (first)
			first->times++;
		if (other)
			buf_add(&other->places, &m->pos, sizeof m->pos);
		/* An entry that is listed with another stays, for those that repeat it, but is not shown.
		 */
		if (other || (!first && style->terminal && !style->whole && m->pos.line > 0 &&
					  m->level != LEVEL_ERROR && !join_kin(families, arena, entry)))
			entry->message = NULL;
		used += !first;
	}
	for (size_t i = 0; i < used; i++)
		if (entries[i].message && style->json)
			add_json(&s, &entries[i]);
		else if (entries[i].message)
			add_entry(&s, &entries[i]);
	g_hash_table_destroy(same);
	g_hash_table_destroy(alike);
	g_hash_table_destroy(families);
	return buf_str(&s.out);
}
