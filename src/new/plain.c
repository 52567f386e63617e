/* Plain text to the parts of a handout: what each paragraph is, is guessed and told. */
#include "new/import.h"

#include <string.h>

#include <glib.h>

/* A heading is no longer than this, in code points. */
enum { HEADING_MOST = 90 };

enum guess { GUESS_TEXT, GUESS_HEADING, GUESS_QUESTION, GUESS_REFERENCE, GUESS_LIST };

struct paragraph {
	struct str text; /* with its line breaks */
	int line;        /* from 1 */
	int gap;         /* empty lines before it */
};

struct reader {
	struct arena *arena;
	struct diag *diag;
	const char *path;
	struct import *import;
	struct buf *part; /* that the next paragraph belongs to */
};

/* The next paragraph after *at; false at the end. */
static bool next_paragraph(struct str text, size_t *at, int *line, struct paragraph *out)
{
	size_t begin = *at, end;
	int gap = 0, lines = 0;

	while (begin < text.len) {
		const char *stop = memchr(text.s + begin, '\n', text.len - begin);
		size_t next = stop ? (size_t)(stop - text.s) + 1 : text.len;
		bool empty = str_trim((struct str){text.s + begin, next - begin}).len == 0;
		if (!empty)
			break;
		gap++;
		begin = next;
	}
	for (end = begin; end < text.len; lines++) {
		const char *stop = memchr(text.s + end, '\n', text.len - end);
		size_t next = stop ? (size_t)(stop - text.s) + 1 : text.len;
		if (str_trim((struct str){text.s + end, next - end}).len == 0)
			break;
		end = next;
	}
	*out =
		(struct paragraph){str_trim((struct str){text.s + begin, end - begin}), *line + gap, gap};
	*at = end;
	*line += gap + lines;
	return end > begin;
}

/* The length of "12. " or "12) " at the start; 0: none. */
static size_t number_length(struct str text)
{
	size_t digits = 0;

	while (digits < text.len && digits < 4 && g_ascii_isdigit(text.s[digits]))
		digits++;
	if (digits == 0 || digits + 1 >= text.len || !strchr(".)", text.s[digits]) ||
		text.s[digits + 1] != ' ')
		return 0;
	return digits + 2;
}

/* The length of "- ", "* " or a bullet at the start; 0: none. */
static size_t bullet_length(struct str text)
{
	static const char *const bullets[] = {"- ", "* ", "\342\200\242 ", "\342\200\242\t", NULL};

	for (size_t i = 0; bullets[i]; i++) {
		size_t len = strlen(bullets[i]);
		if (text.len > len && memcmp(text.s, bullets[i], len) == 0)
			return len;
	}
	return 0;
}

/* "(2020)" or "(2020a)" */
static bool has_year(struct str text)
{
	for (size_t i = 0; i + 5 < text.len; i++) {
		const char *s = text.s + i;
		if (s[0] == '(' && (s[1] == '1' || s[1] == '2') && g_ascii_isdigit(s[2]) &&
			g_ascii_isdigit(s[3]) && g_ascii_isdigit(s[4]) &&
			(s[5] == ')' || g_ascii_isalpha(s[5])))
			return true;
	}
	return false;
}

static enum guess guess(const struct paragraph *p)
{
	struct str text = p->text;
	bool one_line = !memchr(text.s, '\n', text.len);
	char last = text.s[text.len - 1];

	if (number_length(text) > 0)
		return one_line && last == '?' ? GUESS_QUESTION
			   : has_year(text)        ? GUESS_REFERENCE
									   : GUESS_LIST;
	if (bullet_length(text) > 0)
		return GUESS_LIST;
	return one_line && g_utf8_strlen(text.s, (gssize)text.len) <= HEADING_MOST &&
				   !strchr(".,;:!\"')", last)
			   ? GUESS_HEADING
			   : GUESS_TEXT;
}

static void separate(struct buf *part)
{
	if (part->len > 0)
		buf_putc(part, '\n');
}

/* Each line, escaped; a bullet or number at its start stays one where marks is set. */
static void add_lines(struct buf *part, struct str text, bool marks)
{
	while (text.len > 0) {
		const char *stop = memchr(text.s, '\n', text.len);
		size_t len = stop ? (size_t)(stop - text.s) : text.len;
		struct str line = str_trim((struct str){text.s, len});
		size_t number = number_length(line), bullet = bullet_length(line);
		if (marks && bullet > 0)
			buf_puts(part, "- ");
		else if (marks && number > 0)
			buf_fmt(part, "%.*s ", (int)number - 1, line.s);
		else if (number > 0)
			buf_fmt(part, "%.*s\\%.2s", (int)number - 2, line.s, line.s + number - 2);
		else
			bullet = 0;
		size_t skip = bullet > 0 && marks ? bullet : number;
		import_escape(part, (struct str){line.s + skip, line.len - skip});
		buf_putc(part, '\n');
		len += stop ? 1 : 0;
		text = (struct str){text.s + len, text.len - len};
	}
}

static void add_title(struct reader *r, const struct paragraph *p)
{
	r->import->title = str_dup(r->arena, p->text).s;
	diag_note(r->diag, (struct pos){r->path, p->line, 1}, "taken for the title: \"%s\"",
			  r->import->title);
}

static void add_heading(struct reader *r, const struct paragraph *p)
{
	diag_note(r->diag, (struct pos){r->path, p->line, 1}, "taken for a heading: \"%.*s\"",
			  (int)p->text.len, p->text.s);
	r->part = &r->import->article;
	separate(r->part);
	buf_puts(r->part, "## ");
	import_escape(r->part, p->text);
	buf_putc(r->part, '\n');
}

static void add_question(struct reader *r, const struct paragraph *p)
{
	size_t number = number_length(p->text);
	struct str words = {p->text.s + number, p->text.len - number};

	diag_note(r->diag, (struct pos){r->path, p->line, 1},
			  "taken for a question, in faq.md: \"%.*s\"", (int)words.len, words.s);
	r->part = &r->import->faq;
	separate(r->part);
	buf_fmt(r->part, "## %.*s. ", (int)number - 2, p->text.s);
	import_escape(r->part, words);
	buf_putc(r->part, '\n');
}

static void add_reference(struct reader *r, const struct paragraph *p, struct str text)
{
	diag_note(r->diag, (struct pos){r->path, p->line, 1},
			  "taken for a reference, in references.md: \"%.*s\"",
			  (int)MIN(number_length(text) + 20, text.len), text.s);
	r->part = &r->import->references;
	separate(r->part);
	add_lines(r->part, text, true);
}

/* A paragraph that stands apart, with more empty lines before it than elsewhere in the text. */
static void add_text(struct reader *r, const struct paragraph *p, struct str text, bool list)
{
	if (r->part == &r->import->references) {
		diag_note(r->diag, (struct pos){r->path, p->line, 1},
				  "this text follows the references: it was put at the end of article.md");
		r->part = &r->import->article;
	}
	bool apart = p->gap > 1 && r->part->len > 0 && r->part == &r->import->article;
	separate(r->part);
	if (apart) {
		diag_note(r->diag, (struct pos){r->path, p->line, 1},
				  "a break, \"---\", was put before this text, which stands apart: if it is the "
				  "conclusion, add a line \"headings: [conclusion]\" to the article in "
				  "handout.yaml");
		buf_puts(r->part, "---\n\n");
	}
	add_lines(r->part, text, list);
}

static void add_paragraph(struct reader *r, struct paragraph *p)
{
	struct pos pos = {r->path, p->line, 1};
	struct str text = import_order(r->diag, pos, p->text);

	if (text.len == 0)
		return;
	p->text = text;
	switch (guess(p)) {
	case GUESS_HEADING:
		add_heading(r, p);
		break;
	case GUESS_QUESTION:
		add_question(r, p);
		break;
	case GUESS_REFERENCE:
		add_reference(r, p, text);
		break;
	case GUESS_LIST:
		add_text(r, p, text, true);
		break;
	case GUESS_TEXT:
		add_text(r, p, text, false);
		break;
	}
}

void import_plain(struct arena *arena, struct diag *diag, const char *path, struct str text,
				  struct import *import)
{
	struct reader r = {arena, diag, path, import, &import->article};
	struct paragraph p;
	size_t at = 0;
	int line = 1;

	if (!next_paragraph(text, &at, &line, &p))
		return;
	p.text = import_order(diag, (struct pos){path, p.line, 1}, p.text);
	if (p.text.len > 0 && guess(&p) == GUESS_HEADING)
		add_title(&r, &p);
	else
		add_paragraph(&r, &p);
	while (next_paragraph(text, &at, &line, &p))
		add_paragraph(&r, &p);
}
