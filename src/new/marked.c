/* Markdown to the parts of a handout, line by line: which section is which part, and what a handout
 * cannot have. */
#include "new/import.h"

#include <string.h>

#include <glib.h>

static const char *const faq_words[] = {"faq",
										"faqs",
										"questions",
										"frequently asked questions",
										"questions and answers",
										"common questions",
										NULL};
static const char *const reference_words[] = {"references", "sources",         "bibliography",
											  "literature", "further reading", NULL};

struct reader {
	struct arena *arena;
	struct diag *diag;
	struct pos pos;
	struct import *import;
	struct buf *part, *note; /* note: of the footnote at hand; NULL: none */
	int base;                /* the level of the heading that began the part; 0: the article */
	char fence;              /* the mark of the code that is open; 0: none */
	bool starts;             /* no heading has been seen */
};

static bool is_one_of(const char *const *list, const char *text)
{
	for (; *list; list++)
		if (g_ascii_strcasecmp(*list, text) == 0)
			return true;
	return false;
}

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

static void write_heading(struct reader *r, int level, struct str words)
{
	static const char marks[] = "######";

	buf_fmt(r->part, "%.*s %.*s\n", CLAMP(level, 2, 6), marks, (int)words.len, words.s);
}

/* Begins the part that a heading with these words stands for; false: none. */
static bool begin_part(struct reader *r, int level, const char *plain)
{
	bool faq = is_one_of(faq_words, plain);

	if (!faq && !is_one_of(reference_words, plain))
		return false;
	r->part = faq ? &r->import->faq : &r->import->references;
	r->base = level;
	diag_note(r->diag, r->pos, "\"%s\" and what stands below it was put into %s", plain,
			  faq ? "faq.md" : "references.md");
	return true;
}

static void read_heading(struct reader *r, int level, struct str words)
{
	char *plain = plain_words(r->arena, words);
	bool first = r->starts;

	r->starts = false;
	if (first && r->import->article.len == 0 && !begin_part(r, level, plain)) {
		r->import->title = plain;
		diag_note(r->diag, r->pos, "taken for the title: \"%s\"", plain);
		return;
	}
	if (r->base > 0 && level <= r->base) {
		r->part = &r->import->article;
		r->base = 0;
	}
	if (begin_part(r, level, plain))
		return;
	if (level == 1)
		diag_note(r->diag, r->pos, "a second title: it became a heading of the article");
	write_heading(r, r->base > 0 ? level - r->base + 1 : level, words);
}

/* Pictures and HTML, which stand on a line of their own, are left out. */
static bool leave_out(struct reader *r, struct str line)
{
	bool image = line.len > 2 && line.s[0] == '!' && line.s[1] == '[';
	bool html =
		line.len > 1 && line.s[0] == '<' && (g_ascii_isalpha(line.s[1]) || line.s[1] == '/');

	if (image)
		diag_note(r->diag, r->pos,
				  "left out: the picture %.*s: put its file into the folder images and write "
				  "![what it shows](images/FILE) into the text",
				  (int)line.len, line.s);
	html = html && !g_strstr_len(line.s, (gssize)line.len, "://");
	if (html)
		diag_note(r->diag, r->pos, "left out: %.*s: a handout has no HTML", (int)line.len, line.s);
	return image || html;
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
	if (str_trim(line).len == 0 && (part->len == 0 || g_str_has_suffix(part->s, "\n\n")))
		return;
	buf_add(part, line.s, line.len);
	buf_putc(part, '\n');
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
		if (leave_out(r, trimmed))
			return;
		if (trimmed.len > 0 && trimmed.s[trimmed.len - 1] == ')')
			line = import_order(r->diag, r->pos, line);
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

static struct str line_at(struct str text, size_t at, size_t *next)
{
	const char *stop = at < text.len ? memchr(text.s + at, '\n', text.len - at) : NULL;
	size_t end = stop ? (size_t)(stop - text.s) : text.len;

	*next = stop ? end + 1 : text.len;
	return (struct str){text.s + at, end - at};
}

/* Data at the head, between lines of three hyphens; where the text begins. */
static size_t skip_data(struct reader *r, struct str text)
{
	size_t at, lines = 1;

	if (!str_eq(str_trim(line_at(text, 0, &at)), STR("---")))
		return 0;
	while (at < text.len) {
		struct str line = str_trim(line_at(text, at, &at));
		lines++;
		if (!str_eq(line, STR("---")) && !str_eq(line, STR("...")))
			continue;
		diag_note(r->diag, r->pos, "left out: the data in lines 1 to %zu: see handout.yaml", lines);
		r->pos.line = (int)lines + 1;
		return at;
	}
	return 0;
}

void import_markdown(struct arena *arena, struct diag *diag, const char *path, struct str text,
					 struct import *import)
{
	struct reader r = {arena, diag, {path, 1, 1}, import, &import->article, NULL, 0, '\0', true};
	struct str words;

	for (size_t at = skip_data(&r, text), next, after; at < text.len; at = next) {
		struct str line = line_at(text, at, &next);
		struct str below = line_at(text, next, &after);
		int level = r.fence ? 0 : underlined(line, below);
		words = str_trim(line);
		if (level > 0) {
			read_heading(&r, level, words);
			next = after;
		} else {
			read_line(&r, line);
		}
		r.pos.line += level > 0 ? 2 : 1;
	}
}
