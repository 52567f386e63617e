/* Links, citations and footnotes' marks of Markdown that a handout would refuse: their words stay.
 */
#include "new/import.h"

#include <string.h>

#include <glib.h>

static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};

/* What the links, citations and footnotes' marks of a text may lead to, as sets of names. */
struct link_targets {
	struct arena *arena;
	GHashTable *names, *notes, *keys; /* of headings, footnotes and references */
	GHashTable *addresses;            /* by a name in small letters */
};

static bool has_scheme(struct str url)
{
	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (url.len > strlen(schemes[i]) &&
			g_ascii_strncasecmp(url.s, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

/* The name by which a link reaches a heading, as in an address. */
static char *name_of(struct str heading)
{
	char *text = g_strndup(heading.s, heading.len);
	char *plain = g_str_to_ascii(text, "C"), *out = plain;
	bool gap = false;

	g_free(text);
	for (const char *s = plain; *s; s++)
		if (g_ascii_isalnum(*s)) {
			if (gap && out > plain)
				*out++ = '-';
			*out++ = g_ascii_tolower(*s);
			gap = false;
		} else if (*s != '\'' && *s != '?') {
			gap = true;
		}
	*out = '\0';
	return plain;
}

/* Where the bracket closes that opens at a place; the length without one. */
static size_t closing(struct str line, size_t at)
{
	int depth = 0;

	for (; at < line.len; at++) {
		if (line.s[at] == '\\')
			at++;
		else if (line.s[at] == '[')
			depth++;
		else if (line.s[at] == ']' && --depth == 0)
			return at;
	}
	return line.len;
}

struct cleaner {
	struct arena *arena;
	struct diag *diag;
	struct pos pos;
	struct str line;
	const struct link_targets *targets;
	struct buf out;
};

/* A mark in brackets, "[^1]" or "[@key]", that leads nowhere becomes plain words. */
static bool is_plain_mark(const struct cleaner *c, size_t at, size_t close)
{
	struct str inside = {c->line.s + at + 1, close - at - 1};

	if (inside.len < 2)
		return false;
	const char *rest = str_copy_n(c->arena, inside.s + 1, inside.len - 1);
	bool note = inside.s[0] == '^' && !memchr(inside.s, ' ', inside.len) &&
				!g_hash_table_contains(c->targets->notes, rest);
	const char *key = str_copy_n(c->arena, rest, strcspn(rest, "; ,"));
	bool citation = inside.s[0] == '@' && !g_hash_table_contains(c->targets->keys, key);
	if (note || citation)
		diag_note(c->diag, c->pos,
				  "\"[%.*s]\" names no %s of this text: it stands as plain words now",
				  (int)inside.len, inside.s, note ? "footnote" : "reference");
	return note || citation;
}

bool import_is_target(struct str line)
{
	size_t close = line.len > 0 && line.s[0] == '[' ? closing(line, 0) : line.len;

	return close > 1 && close + 2 < line.len && line.s[1] != '^' && line.s[close + 1] == ':' &&
		   line.s[close + 2] == ' ';
}

/* Adds what stands between two marks to the set, for each such place of the line. */
static void add_between(struct link_targets *t, GHashTable *set, struct str line, const char *from,
						const char *to)
{
	const char *end = line.s + line.len, *open = g_strstr_len(line.s, (gssize)line.len, from);

	while (open) {
		open += strlen(from);
		const char *close = g_strstr_len(open, end - open, to);
		if (!close)
			return;
		g_hash_table_add(set, str_copy_n(t->arena, open, (size_t)(close - open)));
		open = g_strstr_len(open, end - open, from);
	}
}

/* The name of a heading, given or made of its words. */
static void add_name(struct link_targets *t, struct str line)
{
	const char *given = g_strstr_len(line.s, (gssize)line.len, "{#");
	char *made = name_of(line);

	if (given)
		add_between(t, t->names, (struct str){given, (size_t)(line.s + line.len - given)}, "{#",
					"}");
	else
		g_hash_table_add(t->names, str_copy(t->arena, made));
	g_free(made);
}

/* The address that a line gives to a name, by the name in small letters; the first one holds. */
static void add_address(struct link_targets *t, struct str line)
{
	size_t close = closing(line, 0);
	char *name = g_ascii_strdown(line.s + 1, (gssize)close - 1);

	if (!g_hash_table_contains(t->addresses, name))
		g_hash_table_insert(t->addresses, str_copy(t->arena, name),
							str_copy_n(t->arena, line.s + close + 2, line.len - close - 2));
	g_free(name);
}

static void destroy(void *targets)
{
	struct link_targets *t = targets;

	g_hash_table_destroy(t->names);
	g_hash_table_destroy(t->notes);
	g_hash_table_destroy(t->keys);
	g_hash_table_destroy(t->addresses);
}

const struct link_targets *import_link_targets(struct arena *arena, struct str text)
{
	struct link_targets *t = ARENA_NEW(arena, struct link_targets);

	*t = (struct link_targets){
		arena, g_hash_table_new(g_str_hash, g_str_equal), g_hash_table_new(g_str_hash, g_str_equal),
		g_hash_table_new(g_str_hash, g_str_equal), g_hash_table_new(g_str_hash, g_str_equal)};
	arena_defer(arena, destroy, t);
	for (size_t at = 0; at < text.len;) {
		const char *stop = memchr(text.s + at, '\n', text.len - at);
		size_t end = stop ? (size_t)(stop - text.s) : text.len;
		struct str line = str_trim((struct str){text.s + at, end - at});
		if (line.len > 0) {
			add_between(t, t->keys, line, "{#", "}");
			add_between(t, t->notes, line, "[^", "]:");
		}
		if (line.len > 0 && line.s[0] == '#')
			add_name(t, line);
		if (import_is_target(line))
			add_address(t, line);
		at = end + 1;
	}
	return t;
}

bool import_is_taken(const struct link_targets *targets, const char *name)
{
	return g_hash_table_contains(targets->names, name) ||
		   g_hash_table_contains(targets->keys, name);
}

/* The address that the text gives to a name; empty: none. */
static struct str target_of(const struct cleaner *c, struct str name)
{
	char *small = g_ascii_strdown(name.s ? name.s : "", (gssize)name.len);
	const char *address = g_hash_table_lookup(c->targets->addresses, small);

	g_free(small);
	return str_trim(str_of(address ? address : ""));
}

/* What a link with this address is to be: itself, with "https://", or its words only. */
static void take_link(struct cleaner *c, struct str words, struct str target)
{
	const char *title = g_strstr_len(target.s, (gssize)target.len, " \"");
	struct str url = {target.s, title ? (size_t)(title - target.s) : target.len};
	bool inside =
		url.len > 1 && url.s[0] == '#' &&
		g_hash_table_contains(c->targets->names, str_copy_n(c->arena, url.s + 1, url.len - 1));
	bool empty = str_trim(words).len == 0;
	if (!empty && (has_scheme(url) || inside || (url.len > 0 && url.s[0] == '<'))) {
		buf_fmt(&c->out, "[%.*s](%.*s)", (int)words.len, words.s, (int)target.len, target.s);
		return;
	}
	if (!empty && url.len > 4 && g_ascii_strncasecmp(url.s, "www.", 4) == 0) {
		buf_fmt(&c->out, "[%.*s](https://", (int)words.len, words.s);
		for (size_t i = 0; i < url.len; i++)
			buf_fmt(&c->out, url.s[i] == ' ' ? "%%20" : "%c", url.s[i]);
		buf_putc(&c->out, ')');
		return;
	}
	diag_note(c->diag, c->pos,
			  "left out: the address \"%.*s\" of the link \"%.*s\", which leads nowhere from here: "
			  "write [words](https://...) for one that does",
			  (int)target.len, target.s, (int)words.len, words.s);
	buf_add(&c->out, words.s, words.len);
}

size_t import_code_length(struct arena *arena, struct str line, size_t at)
{
	size_t ticks = 0;

	while (at + ticks < line.len && line.s[at + ticks] == '`')
		ticks++;
	const char *close = ticks > 0
							? g_strstr_len(line.s + at + ticks, (gssize)(line.len - at - ticks),
										   str_copy_n(arena, line.s + at, ticks))
							: NULL;
	return close ? (size_t)(close - line.s) + ticks - at : ticks;
}

/* The end of the round brackets that open at a place; the length without one. */
static size_t round_end(struct str line, size_t at)
{
	int depth = 0;

	for (; at < line.len; at++) {
		depth += line.s[at] == '(' ? 1 : line.s[at] == ')' ? -1 : 0;
		if (depth == 0)
			return at;
	}
	return at;
}

/* The link that begins at a place and whose words end at another: where the line goes on; 0: none.
 */
static size_t read_link(struct cleaner *c, size_t at, size_t close)
{
	struct str line = c->line, words = {line.s + at + 1, close - at - 1};
	char behind = close + 1 < line.len ? line.s[close + 1] : ' ';
	size_t stop = behind == '('   ? round_end(line, close + 1)
				  : behind == '[' ? closing(line, close + 1)
								  : close;

	if (close >= line.len || stop >= line.len)
		return 0;
	if (behind == '(') {
		take_link(c, words, str_trim((struct str){line.s + close + 2, stop - close - 2}));
		return stop + 1;
	}
	struct str name = stop > close + 2 ? (struct str){line.s + close + 2, stop - close - 2} : words;
	struct str target = behind == ':' ? STR("") : target_of(c, name);
	if (target.len == 0)
		return 0;
	take_link(c, words, target);
	return stop + 1;
}

struct str import_links(struct arena *arena, struct diag *diag, struct pos pos, struct str line,
						const struct link_targets *targets)
{
	struct cleaner c = {arena, diag, pos, line, targets, {.arena = arena}};

	for (size_t i = 0; i < line.len;) {
		size_t copied = MAX(import_code_length(arena, line, i), 1);
		bool opens = line.s[i] == '[' && !(i > 0 && line.s[i - 1] == '!');
		size_t close = opens ? closing(line, i) : line.len;
		size_t next = opens ? read_link(&c, i, close) : 0;
		if (next > 0) {
			i = next;
			continue;
		}
		if (line.s[i] == '\\' && i + 1 < line.len)
			copied = 2;
		if (close < line.len && is_plain_mark(&c, i, close))
			buf_puts(&c.out, "\\[ ");
		else
			buf_add(&c.out, line.s + i, copied);
		i += copied;
	}
	return buf_str(&c.out);
}
