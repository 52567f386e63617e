/* HTML within a line of Markdown, as pandoc writes what Markdown does not have: raised and lowered
 * figures become characters, recorded changes are told, other words lose their tags. */
#include "new/import.h"

#include <string.h>

#include <glib.h>

/* Words that a note quotes, in bytes. */
#define QUOTED_MOST 600

/* Tags that Markdown has marks for. */
enum { MARKS = 6 };

/* A tag at a place of a line; len 0: none begins there. */
struct tag {
	struct str name, attributes;
	size_t len;
	bool closes;
};

struct cleaner {
	struct arena *arena;
	struct diag *diag;
	struct pos pos;
	struct str line;
	struct buf out;
	struct pictures *pictures; /* NULL: none can be had */
	int open[MARKS];           /* of each mark of Markdown's, how often it is */
	struct str link;           /* the address of the link that is open */
	struct buf *after;         /* of the line: its pictures */
};

static struct tag tag_at(struct str line, size_t at)
{
	struct tag tag = {{NULL, 0}, {NULL, 0}, 0, at + 1 < line.len && line.s[at + 1] == '/'};
	size_t begin = at + 1 + tag.closes, i = begin;
	char quote = '\0';

	while (i < line.len && g_ascii_isalnum(line.s[i]))
		i++;
	if (i == begin || !g_ascii_isalpha(line.s[begin]) || i == line.len || !strchr(" />", line.s[i]))
		return tag;
	tag.name = (struct str){line.s + begin, i - begin};
	begin = i;
	for (; i < line.len && (quote || line.s[i] != '>'); i++)
		if (quote ? line.s[i] == quote : strchr("\"'", line.s[i]) != NULL)
			quote = quote ? '\0' : line.s[i];
	if (i == line.len)
		return tag;
	tag.attributes = (struct str){line.s + begin, i - begin};
	tag.len = i + 1 - at;
	return tag;
}

static bool is_named(const struct tag *tag, const char *name)
{
	return strlen(name) == tag->name.len &&
		   g_ascii_strncasecmp(name, tag->name.s, tag->name.len) == 0;
}

static bool says(const struct tag *tag, const char *text)
{
	return g_strstr_len(tag->attributes.s, (gssize)tag->attributes.len, text) != NULL;
}

/* Where the closing tag begins for the one that ends at a place; the line's end without one. */
static size_t closing(struct str line, size_t at, const struct tag *open)
{
	int depth = 1;

	for (; at < line.len; at++) {
		struct tag tag = line.s[at] == '<' ? tag_at(line, at) : (struct tag){0};
		if (tag.len == 0 || tag.name.len != open->name.len ||
			g_ascii_strncasecmp(tag.name.s, open->name.s, tag.name.len) != 0)
			continue;
		depth += tag.closes ? -1 : 1;
		if (depth == 0)
			return at;
	}
	return at;
}

/* The raised or lowered form of a sign; 0: it has none that faces have. */
static gunichar small_form(char c, bool raised)
{
	static const gunichar up[] = {0x2070, 0xb9,   0xb2,   0xb3,   0x2074,
								  0x2075, 0x2076, 0x2077, 0x2078, 0x2079};
	static const char signs[] = "+-=()";
	const char *sign = c ? strchr(signs, c) : NULL;

	if (c >= '0' && c <= '9')
		return raised ? up[c - '0'] : (gunichar)(0x2080 + c - '0');
	if (sign)
		return (gunichar)((raised ? 0x207a : 0x208a) + (sign - signs));
	return raised && c == 'n' ? 0x207f : 0;
}

/* The text in raised or lowered characters, as far as there are such; false: it has no figures, so
 * it is left to be written as it is. */
static bool add_small(struct buf *out, struct str text, bool raised)
{
	bool figures = false, all = true;
	char bytes[6];

	for (size_t i = 0; i < text.len; i++) {
		figures = figures || g_ascii_isdigit(text.s[i]);
		all = all && small_form(text.s[i], raised) > 0;
	}
	for (size_t i = 0; i < text.len && (figures || all); i++) {
		gunichar small = small_form(text.s[i], raised);
		if (small > 0)
			buf_add(out, bytes, (size_t)g_unichar_to_utf8(small, bytes));
		else
			buf_putc(out, text.s[i]);
	}
	return figures || all;
}

/* The text of an attribute such as alt="...", empty without it. */
static struct str attribute(const struct tag *tag, const char *name)
{
	const char *at = g_strstr_len(tag->attributes.s, (gssize)tag->attributes.len, name);
	const char *end = tag->attributes.s + tag->attributes.len;

	at = at ? at + strlen(name) : end;
	const char *close = at < end ? memchr(at, '"', (size_t)(end - at)) : NULL;
	return (struct str){at, close ? (size_t)(close - at) : 0};
}

/* "words" of the line between two places, for a note; shortened. */
static const char *quote(const struct cleaner *c, size_t from, size_t to)
{
	const char *text = c->line.s + from;
	size_t all = to - from, len = MIN(all, QUOTED_MOST);

	while (len < all && len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	return str_fmt(c->arena, "%.*s%s", (int)len, text, len < all ? "..." : "");
}

/* What a span means that pandoc makes of a recorded change or a comment; where the line goes on. */
static size_t take_span(struct cleaner *c, size_t after, const struct tag *tag)
{
	size_t end = closing(c->line, after, tag);

	if (says(tag, "\"deletion\"") || says(tag, "\"comment-start\"")) {
		struct tag close = end < c->line.len ? tag_at(c->line, end) : (struct tag){0};
		if (says(tag, "\"deletion\""))
			diag_note(c->diag, c->pos, "left out: \"%s\", which a recorded change deletes",
					  quote(c, after, end));
		else
			diag_note(c->diag, c->pos, "left out: the comment \"%s\"", quote(c, after, end));
		return end + close.len;
	}
	if (says(tag, "\"insertion\""))
		diag_note(c->diag, c->pos,
				  "\"%s\" is a recorded change that adds words: delete it if it is not accepted",
				  quote(c, after, end));
	if (says(tag, "\"smallcaps\""))
		diag_note(c->diag, c->pos, "taken out: <%s>, which a handout does not have: the words stay",
				  "smallcaps");
	return after;
}

/* "![alt](src "title")" at a place of the line: its length, 0 when there is none. */
static size_t marked_picture(struct str line, size_t at, struct str *src, struct str *alt)
{
	const char *from = line.s + at, *end = line.s + line.len;
	const char *middle = end - from > 4 && from[0] == '!' && from[1] == '['
							 ? g_strstr_len(from, end - from, "](")
							 : NULL;
	const char *close = middle ? memchr(middle, ')', (size_t)(end - middle)) : NULL;

	if (!close)
		return 0;
	*alt = (struct str){from + 2, (size_t)(middle - from) - 2};
	const char *space = memchr(middle, ' ', (size_t)(close - middle));
	*src = (struct str){middle + 2, (size_t)((space ? space : close) - middle) - 2};
	return (size_t)(close - from) + 1;
}

/* Takes the picture of a document out of the line. */
static void take_picture(struct cleaner *c, struct str src, struct str alt)
{
	struct str line = STR("");

	if (c->pictures && pictures_has(c->pictures, src))
		line = pictures_take(c->pictures, c->pos, src, alt);
	else
		diag_note(c->diag, c->pos,
				  "left out: the picture %.*s: put its file into the folder images and write "
				  "![%.*s](images/FILE) into the text",
				  (int)src.len, src.s, alt.len > 0 ? (int)alt.len : 13,
				  alt.len > 0 ? alt.s : "what it shows");
	if (line.len > 0)
		buf_fmt(c->after, "%.*s\n", (int)line.len, line.s);
}

/* Tags that Markdown has marks for; false: it has none. What never closes gets no mark. */
static bool take_marks(struct cleaner *c, const struct tag *tag, size_t after)
{
	static const char *const marks[MARKS][2] = {{"strong", "**"}, {"b", "**"},   {"em", "*"},
												{"i", "*"},       {"del", "~~"}, {"s", "~~"}};

	for (size_t i = 0; i < MARKS; i++) {
		if (!is_named(tag, marks[i][0]))
			continue;
		bool marked = tag->closes ? c->open[i] > 0 : closing(c->line, after, tag) < c->line.len;
		if (marked) {
			buf_puts(&c->out, marks[i][1]);
			c->open[i] += tag->closes ? -1 : 1;
		}
		return true;
	}
	if (is_named(tag, "br")) {
		bool row = c->line.len > 0 && c->line.s[0] == '|';
		bool last = tag->attributes.s + tag->attributes.len + 1 >= c->line.s + c->line.len;
		buf_puts(&c->out, row ? " " : last ? "  " : "  \n");
	} else if (is_named(tag, "li") && !tag->closes) {
		buf_puts(&c->out, "- ");
	} else if (is_named(tag, "a") && tag->closes) {
		if (c->link.s)
			buf_fmt(&c->out, "](%.*s)", (int)c->link.len, c->link.s);
		c->link = (struct str){NULL, 0};
	} else if (is_named(tag, "a") && says(tag, "href=\"")) {
		c->link = attribute(tag, "href=\"");
		buf_putc(&c->out, '[');
	} else {
		return is_named(tag, "li") || is_named(tag, "a");
	}
	return true;
}

/* What is no text, though it stands between tags. */
static size_t take_program(struct cleaner *c, size_t after, const struct tag *tag)
{
	size_t end = closing(c->line, after, tag);
	struct tag close = end < c->line.len ? tag_at(c->line, end) : (struct tag){0};

	diag_note(c->diag, c->pos, "left out: <%.*s> with \"%s\"", (int)tag->name.len, tag->name.s,
			  quote(c, after, end));
	return end + close.len;
}

/* The tag, of which the line keeps at most the words; where the line goes on. */
static size_t take_tag(struct cleaner *c, size_t at, const struct tag *tag)
{
	static const char *const silent[] = {"p",     "tr",  "td",       "th",     "thead",
										 "tbody", "col", "colgroup", "figure", "figcaption",
										 "div",   "ul",  "ol",       "center", NULL};
	size_t after = at + tag->len;
	bool raised = is_named(tag, "sup");

	if (take_marks(c, tag, after))
		return after;
	for (const char *const *name = silent; *name; name++)
		if (is_named(tag, *name))
			return after;
	if (tag->closes)
		return after;
	if (is_named(tag, "script") || is_named(tag, "style"))
		return take_program(c, after, tag);
	if (is_named(tag, "span"))
		return take_span(c, after, tag);
	if (is_named(tag, "img")) {
		struct str alt = attribute(tag, "alt=\""), src = attribute(tag, "src=\"");
		take_picture(c, src, alt);
		return after;
	}
	if (raised || is_named(tag, "sub")) {
		size_t end = closing(c->line, after, tag);
		if (add_small(&c->out, (struct str){c->line.s + after, end - after}, raised))
			return end < c->line.len ? end + tag_at(c->line, end).len : end;
	}
	diag_note(c->diag, c->pos, "taken out: <%.*s>, which a handout does not have: the words stay",
			  (int)tag->name.len, tag->name.s);
	return after;
}

struct str import_tags(struct arena *arena, struct diag *diag, struct pos pos, struct str line,
					   struct pictures *pictures, struct buf *after)
{
	struct cleaner c = {.arena = arena,
						.diag = diag,
						.pos = pos,
						.line = line,
						.out = {.arena = arena},
						.pictures = pictures,
						.after = after};

	for (size_t i = 0; i < line.len;) {
		struct str src, alt;
		size_t picture = marked_picture(line, i, &src, &alt);
		if (picture > 0) {
			take_picture(&c, src, alt);
			i += picture;
			continue;
		}
		struct tag tag = line.s[i] == '<' ? tag_at(line, i) : (struct tag){0};
		bool escaped = line.s[i] == '\\' && i + 1 < line.len;
		size_t copied = MAX(import_code_length(arena, line, i), escaped ? 2 : 1);
		if (tag.len > 0) {
			i = take_tag(&c, i, &tag);
			continue;
		}
		buf_add(&c.out, line.s + i, copied);
		i += copied;
	}
	if (c.link.s)
		buf_fmt(&c.out, "](%.*s)", (int)c.link.len, c.link.s);
	return buf_str(&c.out);
}
