/* Markdown to the parts of a handout, line by line: which section is which part, and what a handout
 * cannot have. */
#include "new/import.h"

#include <assert.h>
#include <string.h>

#include <glib.h>

#include "new/captions.h"
#include "new/lines.h"

/* Of a line that may be a title, in bytes. */
#define TITLE_MOST 80

/* The levels, as written, of the headings that the next one stands below. */
struct outline {
	int levels[6];
	int depth;
};

struct reader {
	struct arena *arena;
	struct diag *diag;
	struct pos pos;
	struct import *import;
	struct buf *part, *note; /* note: of the footnote at hand; NULL: none */
	int base;                /* the level of the heading that began the part; 0: the article */
	char fence;              /* the mark of the code that is open; 0: none */
	bool starts;             /* no heading has been seen */
	bool headed;             /* the title is a heading of the first level */
	struct outline article, other;
	int questions;                      /* so many are in faq.md */
	struct str text;                    /* all of it */
	const struct link_targets *targets; /* in the text */
	struct buf pictures;                /* those of the paragraph at hand, to stand below it */
	const struct captions *captions;    /* in the document; NULL: none */
	struct buf *figured;                /* the part that ends with a picture; NULL: none does */
	size_t figure;                      /* where that picture's line begins in it */
};

/* The words of a heading without marks: a title stands in handout.yaml too. */
static char *plain_words(struct arena *arena, struct str text)
{
	struct buf out = {.arena = arena};

	for (size_t i = 0; i < text.len; i++) {
		if (text.s[i] == '\\' && i + 1 < text.len && g_ascii_ispunct(text.s[i + 1]))
			buf_putc(&out, text.s[++i]);
		else if (!strchr("*`", text.s[i]))
			buf_putc(&out, text.s[i]);
	}
	return str_copy(arena, buf_chars(&out));
}

/* The level of a heading and its words; 0: the line is none. */
static int heading_level(struct str line, struct str *words)
{
	size_t level = 0;

	while (level < line.len && line.s[level] == '#')
		level++;
	if (level == 0 || level > 6 || (level < line.len && line.s[level] != ' '))
		return 0;
	*words = str_trim((struct str){line.s + level, line.len - level});
	size_t len = words->len;
	while (len > 0 && words->s[len - 1] == '#')
		len--;
	if (len == 0 || words->s[len - 1] == ' ')
		*words = str_trim((struct str){words->s, len});
	return (int)level;
}

/* A heading that is underlined with = or -: its level, else 0. */
static int underlined(struct str line, struct str below)
{
	struct str marks = str_trim(below);
	size_t same = 0;

	if (line.len == 0 || marks.len < 3 || strchr("#>-*|<", line.s[0]))
		return 0;
	while (same < marks.len && marks.s[same] == marks.s[0])
		same++;
	if (same < marks.len)
		return 0;
	return marks.s[0] == '=' ? 1 : marks.s[0] == '-' ? 2 : 0;
}

/* The words of a question without a number that is not its own in faq.md. */
static struct str without_number(struct reader *r, struct str words)
{
	struct typed_mark mark = typed_mark_of(words);

	r->questions++;
	if (mark.kind != TYPED_NUMBER || mark.number == r->questions)
		return words;
	diag_note(r->diag, r->pos, "taken out: \"%.*s\", for questions are numbered", (int)mark.len,
			  words.s);
	return (struct str){words.s + mark.len, words.len - mark.len};
}

/* No level is left out: a heading stands one below the last that it is smaller than. */
static void write_heading(struct reader *r, int level, struct str words)
{
	static const char marks[] = "######";
	struct outline *outline = r->base > 0 ? &r->other : &r->article;

	while (outline->depth > 0 && outline->levels[outline->depth - 1] >= level)
		outline->depth--;
	if (outline->depth < 5)
		outline->levels[outline->depth++] = level;
	if (r->part == &r->import->faq && outline->depth == 1)
		words = without_number(r, words);
	buf_fmt(r->part, "%.*s %.*s\n", outline->depth + 1, marks, (int)words.len, words.s);
}

/* Begins the part that a heading with these words stands for; false: none. */
static bool begin_part(struct reader *r, int level, const char *plain)
{
	enum import_part part = import_part_of(str_of(plain));

	if (part == IMPORT_ARTICLE)
		return false;
	r->part = part == IMPORT_FAQ ? &r->import->faq : &r->import->references;
	r->base = level;
	r->other.depth = 0;
	diag_note(r->diag, r->pos, "\"%s\" and what stands below it was put into %s", plain,
			  part == IMPORT_FAQ ? "faq.md" : "references.md");
	return true;
}

/* The words without what stands in braces behind them, unless that is a name. */
static struct str without_braces(struct reader *r, struct str words)
{
	size_t open = words.len;

	while (open > 0 && words.s[open - 1] != '{')
		open--;
	struct str inside = {words.s + open, words.len - open};
	bool name = inside.len > 2 && inside.s[0] == '#' && !memchr(inside.s, ' ', inside.len);
	if (open < 2 || words.s[words.len - 1] != '}' || name || !strchr("#.-", inside.s[0]))
		return words;
	diag_note(r->diag, r->pos, "taken out: \"{%.*s\", which a handout does not have",
			  (int)inside.len, inside.s);
	return str_trim((struct str){words.s, open - 1});
}

static void read_heading(struct reader *r, int level, struct str words)
{
	words = without_braces(r, import_order(r->diag, r->pos, words));
	char *plain = plain_words(r->arena, words);
	bool first = r->starts;

	if (words.len == 0) {
		diag_note(r->diag, r->pos, "left out: a heading without words");
		return;
	}
	r->starts = false;
	if (first && !r->import->title && r->import->article.len == 0 && !begin_part(r, level, plain)) {
		r->import->title = import_title(r->arena, str_of(plain));
		r->headed = level == 1;
		diag_note(r->diag, r->pos, "taken for the title: \"%s\"", plain);
		return;
	}
	if (r->base > 0 && level <= r->base) {
		r->part = &r->import->article;
		r->base = 0;
	}
	if (begin_part(r, level, plain))
		return;
	if (level == 1 && r->headed)
		diag_note(r->diag, r->pos, "a second title: it became a heading of the article");
	write_heading(r, level, words);
}

/* The row above the line below has the heads of a table's columns. */
static void look_at_table(struct reader *r, struct str line, struct str below)
{
	struct str head = str_trim(line), rule = str_trim(below);
	size_t marks = 0;

	while (marks < head.len && strchr("| ", head.s[marks]))
		marks++;
	if (marks == head.len && head.len > 1 && rule.len > 2 && strncmp(rule.s, "|-", 2) == 0)
		diag_note(r->diag, r->pos,
				  "the columns of this table have no heads, or pandoc lost them: compare the table "
				  "with the file");
}

static struct str line_at(struct str text, size_t at, size_t *next)
{
	const char *stop = at < text.len ? memchr(text.s + at, '\n', text.len - at) : NULL;
	size_t end = stop ? (size_t)(stop - text.s) : text.len;

	*next = stop ? end + 1 : text.len;
	return (struct str){text.s + at, end - at};
}

/* Whether a text has a heading of at most the level. */
static bool has_heading(struct str text, int most)
{
	struct str words;
	char fence = '\0';

	for (size_t at = 0; at < text.len;) {
		struct str line = str_trim(line_at(text, at, &at));
		int level = heading_level(line, &words);
		if (line.len > 2 && (strncmp(line.s, "```", 3) == 0 || strncmp(line.s, "~~~", 3) == 0) &&
			(!fence || fence == line.s[0]))
			fence = fence ? '\0' : line.s[0];
		if (!fence && level > 0 && level <= most)
			return true;
	}
	return false;
}

/* A title that is no heading, found in the text or its data. */
static void take_title(struct reader *r, struct str title)
{
	r->import->title = import_title(r->arena, str_of(plain_words(r->arena, title)));
	diag_note(r->diag, r->pos, "taken for the title: \"%s\"", r->import->title);
}

/* A short line alone at the head of a text that has headings. */
static bool is_title(const struct reader *r, struct str line, struct str below, struct str text)
{
	return r->starts && !r->import->title && r->import->article.len == 0 && line.len > 0 &&
		   line.len <= TITLE_MOST && (g_ascii_isalnum(line.s[0]) || !g_ascii_isprint(line.s[0])) &&
		   !strchr(".:;,", line.s[line.len - 1]) && str_trim(below).len == 0 &&
		   has_heading(text, 6);
}

/* A footnote stands in the part that cites it: the buffer for a line of its text, else NULL. */
static struct buf *note_part(struct reader *r, struct str line)
{
	struct import *import = r->import;
	struct buf *const parts[] = {&import->article, &import->faq, &import->references};
	const char *close = line.len > 2 ? memchr(line.s, ']', line.len) : NULL;
	bool begins =
		close && strncmp(line.s, "[^", 2) == 0 && close + 1 < line.s + line.len && close[1] == ':';

	if (!begins)
		return line.len == 0 || strchr(" \t", line.s[0]) ? r->note : NULL;
	const char *mark = str_copy_n(r->arena, line.s, (size_t)(close - line.s) + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (strstr(buf_chars(parts[i]), mark))
			return parts[i];
	return r->part;
}

/* A line and its end, but no second empty line. */
static void write_line(struct buf *part, struct str line)
{
	assert(part);
	if (str_trim(line).len == 0 && (part->len == 0 || g_str_has_suffix(part->s, "\n\n")))
		return;
	buf_add(part, line.s, line.len);
	buf_putc(part, '\n');
}

/* Puts the pictures of the paragraph that has ended below it. */
static void put_pictures(struct reader *r)
{
	struct str all = buf_str(&r->pictures);

	for (size_t at = 0; at < all.len;) {
		write_line(r->part, STR(""));
		r->figure = r->part->len;
		r->figured = r->part;
		write_line(r->part, line_at(all, at, &at));
	}
	if (all.len > 0)
		r->pictures = (struct buf){.arena = r->arena};
}

/* What a picture is described by, where the part ends with one; empty: it does not. */
static struct str description(const struct reader *r)
{
	struct str last = {NULL, 0};

	if (r->figured == r->part && r->part->len > r->figure)
		last = str_trim((struct str){r->part->s + r->figure, r->part->len - r->figure});
	const char *close = last.len > 2 && strncmp(last.s, "![", 2) == 0
							? g_strrstr_len(last.s, (gssize)last.len, "](images/")
							: NULL;
	return close && last.s[last.len - 1] == ')' && !memchr(last.s, '\n', last.len)
			   ? (struct str){last.s + 2, (size_t)(close - last.s) - 2}
			   : STR("");
}

/* Writes the words into the picture with which the part ends, as its title. */
static void write_caption(struct reader *r, struct str words)
{
	struct buf *part = r->part;
	const char *plain = plain_words(r->arena, words);

	while (part->s[part->len - 1] != ')')
		part->len--;
	part->len--;
	buf_puts(part, " \"");
	for (const char *s = plain; *s; s++) {
		if (strchr("\"\\", *s) || (*s == '&' && (g_ascii_isalpha(s[1]) || s[1] == '#')))
			buf_putc(part, '\\');
		buf_putc(part, *s);
	}
	buf_puts(part, "\")\n");
	r->figured = NULL;
	diag_note(r->diag, r->pos, "\"%s\" became the caption of the picture above it", plain);
}

/* Whether the words below a picture are its caption: the document says so, or they are those that
 * describe it. */
static bool is_caption(const struct reader *r, struct str words)
{
	struct str described = description(r);
	bool plain = words.len > 0 && !g_strstr_len(words.s, (gssize)words.len, "](") &&
				 !strchr("#>|-+", words.s[0]) && strncmp(words.s, "![", 2) != 0;

	return plain && described.len > 0 &&
		   (captions_same(described, words) || captions_have(r->captions, words));
}

/* The line without an order at its end; what it is indented by stays. */
static struct str without_order(struct reader *r, struct str line)
{
	size_t indent = 0;

	while (indent < line.len && strchr(" \t", line.s[indent]))
		indent++;
	struct str words = {line.s + indent, line.len - indent}, left;
	left = import_order(r->diag, r->pos, words);
	return left.s == words.s
			   ? line
			   : str_of(str_fmt(r->arena, "%.*s%.*s", (int)indent, line.s, (int)left.len, left.s));
}

/* "[1] Author" as an item of the references. */
static struct str as_reference(struct reader *r, struct str line)
{
	struct typed_mark marker = typed_mark_of(line);

	if (r->part != &r->import->references || marker.kind != TYPED_NUMBER)
		return line;
	return str_of(str_fmt(r->arena, "%d. %.*s", marker.number, (int)(line.len - marker.len),
						  line.s + marker.len));
}

static void read_line(struct reader *r, struct str line)
{
	struct str trimmed = str_trim(line), words;
	int level = heading_level(trimmed, &words);
	bool fence = trimmed.len > 2 && strchr("`~", trimmed.s[0]) && trimmed.s[1] == trimmed.s[0] &&
				 trimmed.s[2] == trimmed.s[0];

	if (fence && (!r->fence || r->fence == trimmed.s[0]))
		r->fence = r->fence ? '\0' : trimmed.s[0];
	if (!r->fence && !fence && level > 0) {
		r->note = NULL;
		read_heading(r, level, words);
		return;
	}
	if (!r->fence && !fence) {
		line = import_links(r->arena, r->diag, r->pos, without_order(r, as_reference(r, line)),
							r->targets);
	}
	struct buf *note = r->fence || fence ? NULL : note_part(r, line);
	if (note && note != r->note && note->len > 0)
		write_line(note, STR(""));
	r->note = note;
	if (r->fence || fence) {
		buf_add(r->part, line.s, line.len);
		buf_putc(r->part, '\n');
	} else {
		write_line(note ? note : r->part, line);
	}
}

/* Data at the head, between lines of three hyphens; where the text begins. */
static size_t skip_data(struct reader *r, struct str text)
{
	size_t at, end;

	if (!str_eq(str_trim(line_at(text, 0, &at)), STR("---")))
		return 0;
	for (end = at; end < text.len;) {
		struct str line = str_trim(line_at(text, end, &end));
		if (str_eq(line, STR("---")) || str_eq(line, STR("...")))
			break;
		if (end == text.len)
			return 0;
	}
	for (r->pos.line = 2; at < end; r->pos.line++) {
		struct str line = str_trim(line_at(text, at, &at));
		struct str title = str_trim((struct str){line.s + 6, line.len > 6 ? line.len - 6 : 0});
		bool quoted =
			title.len > 1 && strchr("\"'", title.s[0]) && title.s[title.len - 1] == title.s[0];
		if (line.len > 6 && strncmp(line.s, "title:", 6) == 0 && title.len > 0)
			take_title(r, quoted ? (struct str){title.s + 1, title.len - 2} : title);
		else if (line.len > 10 && strncmp(line.s, "subtitle: ", 10) == 0)
			buf_fmt(&r->import->article, "%.*s\n\n", (int)line.len - 10, line.s + 10);
		else if (line.len > 0 && at < end)
			diag_note(r->diag, r->pos, "left out: \"%.*s\": handout.yaml has lines for such data",
					  (int)line.len, line.s);
	}
	return end;
}

/* The HTML of the table that begins with the line at a place, to the line that closes it; *next:
 * the place behind it. Empty: none begins, or it does not end. */
static struct str table_at(struct str text, size_t at, size_t *next, int *lines)
{
	struct str line = str_trim(line_at(text, at, next));
	int depth = 0;

	*lines = 0;
	if (line.len < 6 || g_ascii_strncasecmp(line.s, "<table", 6) != 0)
		return STR("");
	for (size_t i = at; i < text.len; i = *next) {
		line = line_at(text, i, next);
		++*lines;
		for (size_t c = 0; c + 6 < line.len; c++)
			if (line.s[c] == '<')
				depth += g_ascii_strncasecmp(line.s + c, "<table", 6) == 0    ? 1
						 : g_ascii_strncasecmp(line.s + c, "</table", 7) == 0 ? -1
																			  : 0;
		if (depth == 0)
			return (struct str){text.s + at, *next - at};
	}
	return STR("");
}

static void read_table(struct reader *r, struct str html)
{
	struct str rows =
		import_table(r->arena, r->diag, r->pos, html, r->import->pictures, &r->pictures);

	write_line(r->part, STR(""));
	for (size_t at = 0; at < rows.len;)
		write_line(r->part, line_at(rows, at, &at));
	write_line(r->part, STR(""));
}

/* Whether the words of a line became the caption of the picture above it. */
static bool take_caption(struct reader *r, struct str raw, struct str words, struct str below)
{
	static const char tag[] = "<figcaption";
	struct str trimmed = str_trim(raw);
	bool tagged = trimmed.len > strlen(tag) && strncmp(trimmed.s, tag, strlen(tag)) == 0;

	if (tagged)
		put_pictures(r);
	bool caption =
		tagged ? description(r).len > 0 : str_trim(below).len == 0 && is_caption(r, words);
	if (caption)
		write_caption(r, words);
	r->figured = NULL;
	return caption;
}

/* What is no table: lines, of which a heading may take two. Returns the place of the next. */
static size_t read_lines(struct reader *r, size_t at)
{
	size_t next, after;
	struct str raw = line_at(r->text, at, &next);
	struct str below = line_at(r->text, next, &after);

	if (!r->fence && str_trim(raw).len == 0)
		put_pictures(r);
	struct str line =
		r->fence ? raw
				 : import_tags(r->arena, r->diag, r->pos, raw, r->import->pictures, &r->pictures);
	struct str words = str_trim(line);
	int level = r->fence ? 0 : underlined(line, below);
	if (!r->fence && words.len > 0 && take_caption(r, raw, words, below)) {
		r->pos.line++;
		return next;
	}
	look_at_table(r, line, below);
	if (level > 0)
		read_heading(r, level, words);
	else if (is_title(r, words, below, r->text))
		take_title(r, words);
	else if ((words.len > 0 || str_trim(raw).len == 0) && (r->fence || !import_is_target(words)))
		read_line(r, line);
	r->pos.line += level > 0 ? 2 : 1;
	return level > 0 ? after : next;
}

/* The targets of links, which stand at each link now. */
static void note_targets(struct reader *r)
{
	r->pos.line = 1;
	for (size_t at = 0; at < r->text.len; r->pos.line++) {
		struct str line = str_trim(line_at(r->text, at, &at));
		if (import_is_target(line))
			diag_note(r->diag, r->pos, "left out: \"%.*s\", which stands where its links are now",
					  (int)line.len, line.s);
	}
}

void import_markdown(struct arena *arena, struct diag *diag, const char *path, struct str text,
					 struct import *import)
{
	struct reader r = {.arena = arena,
					   .diag = diag,
					   .pos = {path, 1, 1},
					   .import = import,
					   .part = &import->article,
					   .starts = true,
					   .text = text,
					   .captions = captions_read(arena, import->pictures),
					   .targets = import_link_targets(arena, text),
					   .pictures = {.arena = arena}};

	for (size_t at = skip_data(&r, text), next; at < text.len; at = next) {
		int lines;
		struct str html = r.fence ? STR("") : table_at(text, at, &next, &lines);
		if (html.len > 0) {
			read_table(&r, html);
			r.pos.line += lines;
		} else {
			next = read_lines(&r, at);
		}
	}
	put_pictures(&r);
	import_unasked(diag, path, import, r.questions);
	note_targets(&r);
}
