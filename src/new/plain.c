/* Plain text to the parts of a handout: what each paragraph is, is guessed and told. */
#include "new/import.h"

#include <string.h>

#include <glib.h>

#include "new/lines.h"

/* Cells of a row, and bytes of a reference that a note quotes. */
enum { CELLS_MOST = 12, QUOTED_MOST = 24 };

/* The next item of a list begins within so many lines. */
enum { ITEM_LINES = 12 };

struct paragraph {
	const struct source_line *lines;
	size_t count;
	int gap; /* empty lines before it; 1 at the end of a page */
};

struct reader {
	struct arena *arena;
	struct diag *diag;
	const char *path;
	struct import *import;
	struct buf *part; /* that the next paragraph belongs to */
	const struct paragraph *all;
	size_t count, at;
	int reference; /* the number of the last one */
	int questions; /* so many are in faq.md */
	bool numbered; /* the references are */
	bool asked;    /* the last question was marked as one by a letter */
	bool divided;  /* a heading of the article is underlined with = */
	bool in_list;  /* the part ends with an item, which began with: */
	struct typed_mark last;
};

static struct pos pos_of(const struct reader *r, const struct source_line *line)
{
	return (struct pos){r->path, line->number, 1};
}

/* The paragraphs between empty lines and ends of pages. */
static void find_paragraphs(struct reader *r, struct source_lines lines)
{
	struct buf list = {.arena = r->arena};
	struct paragraph p = {NULL, 0, 0};
	bool paged = false;

	for (size_t i = 0; i <= lines.count; i++) {
		const struct source_line *line = i < lines.count ? &lines.all[i] : NULL;
		bool ends = !line || line->text.len == 0 || line->paged;
		if (ends && p.count > 0) {
			buf_add(&list, &p, sizeof p);
			r->count++;
			p = (struct paragraph){NULL, 0, 0};
			paged = false;
		}
		paged = paged || (line && (line->paged || line->taken));
		if (line && line->text.len == 0) {
			p.gap++;
		} else if (line) {
			p.lines = p.count == 0 ? line : p.lines;
			p.gap = paged ? 1 : p.gap;
			p.count++;
		}
	}
	r->all = (const void *)list.s;
}

static void separate(struct reader *r)
{
	if (r->part->len > 0)
		buf_putc(r->part, '\n');
	r->in_list = false;
}

static bool ends_asking(struct str line)
{
	return line.len > 0 && (line.s[line.len - 1] == '?' || g_str_has_suffix(line.s, "?") ||
							(line.len > 2 && memcmp(line.s + line.len - 2, "؟", 2) == 0) ||
							(line.len > 3 && memcmp(line.s + line.len - 3, "？", 3) == 0));
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

/* The length of "Q:", "Q4.", "Question 4:", or "A:" and the like for an answer; 0: none. */
static size_t letter_length(struct str line, bool answer)
{
	static const char *const asks[] = {"Question", "Frage", "Pregunta", "Domanda",
									   "Q",        "问",    "問",       NULL};
	static const char *const answers[] = {"Answer", "Antwort", "Respuesta", "Risposta", "Réponse",
										  "A",      "R",       "答",        NULL};

	for (const char *const *word = answer ? answers : asks; *word; word++) {
		size_t at = strlen(*word);
		if (line.len <= at || g_ascii_strncasecmp(line.s, *word, at) != 0)
			continue;
		while (at < line.len && (g_ascii_isdigit(line.s[at]) ||
								 (line.s[at] == ' ' && g_ascii_isdigit(line.s[at + 1]))))
			at++;
		struct str rest = {line.s + at, line.len - at};
		bool wide = g_str_has_prefix(rest.s, "：");
		if (rest.len < 2 ||
			(!wide && (!strchr(":.)", rest.s[0]) || (g_ascii_isalpha(**word) && rest.s[1] != ' ' &&
													 g_ascii_isgraph(rest.s[1])))))
			continue;
		at += wide ? strlen("：") : 1;
		return at + (at < line.len && line.s[at] == ' ');
	}
	return 0;
}

/* What becomes one word of two at the end of a line: "choles-" and "terol". A hyphen that the text
 * has elsewhere stays. */
static bool join_words(struct reader *r, const struct source_line *line, struct str next)
{
	static const char *const firsts[] = {"well", "self", "non",  "long", "short", "high",   "low",
										 "full", "half", "part", "two",  "three", "follow", "post",
										 "pre",  "over", "up",   "day",  "out",   NULL};
	struct str text = line->text;
	size_t begin = text.len - 1, stop = 0;

	while (begin > 0 && g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(text.s + begin))))
		begin = (size_t)(g_utf8_prev_char(text.s + begin) - text.s);
	while (stop < next.len && g_unichar_isalnum(g_utf8_get_char(next.s + stop)))
		stop = (size_t)(g_utf8_next_char(next.s + stop) - next.s);
	char *first = g_ascii_strdown(text.s + begin, (gssize)(text.len - 1 - begin));
	bool compound = g_strv_contains(firsts, first);
	g_free(first);
	if (!compound)
		diag_note(
			r->diag, pos_of(r, line),
			"joined: \"%.*s\" and \"%.*s\", for a hyphen ended the line: put it back if the word "
			"has one",
			(int)(text.len - begin), text.s + begin, (int)stop, next.s);
	return !compound;
}

/* Lines of a text, joined where they were broken to fit. */
static void add_text(struct reader *r, const struct source_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct str text = lines[i].text;
		struct typed_mark marker = typed_mark_of(text);
		bool last = i + 1 == count;
		bool hyphen = !last && text.len > 2 && text.s[text.len - 1] == '-' &&
					  g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(text.s + text.len - 1))) &&
					  g_unichar_islower(g_utf8_get_char(lines[i + 1].text.s));
		bool hard = !last && !hyphen && lines_break(lines, count, i);
		bool joined = hyphen && join_words(r, &lines[i], lines[i + 1].text);
		size_t digits = 0;
		while (digits < text.len && g_ascii_isdigit(text.s[digits]))
			digits++;
		if (marker.kind == TYPED_NUMBER && digits > 0) {
			buf_fmt(r->part, "%.*s\\", (int)digits, text.s);
			text = (struct str){text.s + digits, text.len - digits};
			buf_add(r->part, text.s, 1);
			text = (struct str){text.s + 1, text.len - 1};
		}
		import_escape(r->part, (struct str){text.s, text.len - joined});
		buf_puts(r->part, hard ? "\\\n" : hyphen ? "" : "\n");
	}
}

static void add_item(struct reader *r, struct typed_mark marker, const struct source_line *lines,
					 size_t count)
{
	struct source_line first = lines[0];
	bool again = marker.kind == TYPED_NUMBER && r->last.kind == TYPED_NUMBER && r->in_list &&
				 marker.number <= r->last.number;

	if (!r->in_list || marker.kind != r->last.kind)
		separate(r);
	else if (again)
		buf_puts(r->part, "\n<!-- Another list begins. -->\n\n");
	r->in_list = true;
	r->last = marker;
	if (marker.kind == TYPED_NUMBER)
		buf_fmt(r->part, "%d. ", marker.number);
	else
		buf_puts(r->part, marker.kind == TYPED_BULLET ? "- " : marker.done ? "- [x] " : "- [ ] ");
	if (first.text.s[0] == 'o')
		diag_note(r->diag, pos_of(r, &first), "taken out: \"o\", which begins an item of a list");
	first.text = (struct str){first.text.s + marker.len, first.text.len - marker.len};
	add_text(r, &first, 1);
	for (size_t i = 1; i < count; i++) {
		buf_puts(r->part, "  ");
		import_escape(r->part, lines[i].text);
		buf_putc(r->part, '\n');
	}
}

/* Whether a line begins an item: its marker does so alone, or others stand beside it. */
static bool begins_item(const struct reader *r, const struct source_line *lines, size_t count,
						size_t at, bool listed)
{
	struct typed_mark marker = typed_mark_of(lines[at].text);
	struct str above = at > 0 ? lines[at - 1].text : STR("");
	bool beside = listed || (at == 0 && r->in_list);

	for (size_t i = at + 1; i < count && i <= at + ITEM_LINES && !beside; i++)
		beside = typed_mark_of(lines[i].text).kind == marker.kind;
	if (marker.kind == TYPED_NONE)
		return false;
	return beside || (at == 0 && !marker.weak) ||
		   (above.len > 0 && above.s[above.len - 1] == ':' && !marker.weak);
}

/* The lines that an item goes on for. */
static size_t item_lines(const struct reader *r, const struct source_line *lines, size_t count)
{
	size_t n = 1;

	while (n < count && !begins_item(r, lines, count, n, true) &&
		   (lines[n].indent > lines[0].indent || !lines_break(lines, n + 1, n - 1)))
		n++;
	return n;
}

/* Whether a line has as many cells as a table has columns. */
static bool is_row(struct str line, size_t columns, bool below, struct str *cells)
{
	return line_cells(line, CELLS_APART, cells, CELLS_MOST) == columns ||
		   (below && line_cells(line, CELLS_NEAR, cells, CELLS_MOST) == columns);
}

/* Rows of cells that tabs or spaces part: how many lines have as many cells. */
static size_t table_lines(const struct source_line *lines, size_t count, size_t *columns)
{
	struct str cells[CELLS_MOST];
	size_t n = 1;

	*columns = line_cells(lines[0].text, CELLS_APART, cells, CELLS_MOST);
	if (*columns < 2)
		return 0;
	while (n < count && is_row(lines[n].text, *columns, n > 1, cells))
		n++;
	return n > 1 ? n : 0;
}

/* Whether the first row has the heads of the columns: words, other than those below them. */
static bool has_heads(const struct source_line *lines, size_t columns)
{
	struct str heads[CELLS_MOST], below[CELLS_MOST];

	is_row(lines[0].text, columns, false, heads);
	is_row(lines[1].text, columns, false, below);
	for (size_t i = 0; i < columns; i++) {
		const char *s = heads[i].s, *end = s + heads[i].len;
		while (s < end && !g_unichar_isdigit(g_utf8_get_char(s)))
			s = g_utf8_next_char(s);
		if (heads[i].len == 0 || s < end || end[-1] == '.' || end[-1] == ':' ||
			str_eq(heads[i], below[i]))
			return false;
	}
	return true;
}

static void add_row(struct reader *r, const struct str *cells, size_t columns)
{
	for (size_t i = 0; i < columns; i++) {
		struct buf cell = {.arena = r->arena};
		import_escape(&cell, cells[i]);
		buf_puts(r->part, "| ");
		for (size_t c = 0; c < cell.len; c++)
			buf_fmt(r->part, "%s%c",
					cell.s[c] == '|' && (c == 0 || cell.s[c - 1] != '\\') ? "\\" : "", cell.s[c]);
		buf_puts(r->part, cells[i].len > 0 ? " " : "");
	}
	buf_puts(r->part, "|\n");
}

static void add_table(struct reader *r, const struct source_line *lines, size_t count,
					  size_t columns)
{
	struct str cells[CELLS_MOST] = {{"", 0}};
	bool heads = has_heads(lines, columns);

	diag_note(r->diag, pos_of(r, lines),
			  heads ? "taken for a table, for its columns are apart, and the first row for the "
					  "heads of them"
					: "taken for a table, for its columns are apart: give them heads in its first "
					  "row");
	separate(r);
	if (heads)
		is_row(lines[0].text, columns, false, cells);
	add_row(r, cells, columns);
	for (size_t i = 0; i < columns; i++)
		buf_puts(r->part, "|---");
	buf_puts(r->part, "|\n");
	for (size_t row = heads; row < count; row++) {
		is_row(lines[row].text, columns, row > 1, cells);
		add_row(r, cells, columns);
	}
}

/* Text, lists and tables as they follow each other without an empty line. */
static void add_blocks(struct reader *r, const struct source_line *lines, size_t count)
{
	bool listed = r->in_list;

	for (size_t i = 0, n, columns; i < count; i += n) {
		size_t rows = table_lines(lines + i, count - i, &columns);
		if (begins_item(r, lines, count, i, listed)) {
			n = item_lines(r, lines + i, count - i);
			add_item(r, typed_mark_of(lines[i].text), lines + i, n);
			listed = true;
		} else if (rows > 0) {
			add_table(r, lines + i, n = rows, columns);
			listed = false;
		} else {
			for (n = 1; i + n < count && !begins_item(r, lines, count, i + n, false) &&
						table_lines(lines + i + n, count - i - n, &columns) == 0;)
				n++;
			separate(r);
			add_text(r, lines + i, n);
			listed = false;
		}
	}
}

/* A question, with the number that it has if it is its own in faq.md. */
static void add_question(struct reader *r, const struct source_line *line, struct str words,
						 bool numbered)
{
	struct typed_mark mark = typed_mark_of(line->text);

	r->questions++;
	if (numbered && mark.number != r->questions)
		diag_note(r->diag, pos_of(r, line), "taken out: \"%.*s\", for questions are numbered",
				  (int)mark.len, line->text.s);
	diag_note(r->diag, pos_of(r, line), "taken for a question, in faq.md: \"%.*s\"", (int)words.len,
			  words.s);
	r->part = &r->import->faq;
	separate(r);
	buf_puts(r->part, "## ");
	if (numbered && mark.number == r->questions)
		buf_fmt(r->part, "%d. ", mark.number);
	import_escape(r->part, words);
	buf_putc(r->part, '\n');
}

static void add_heading(struct reader *r, const struct source_line *line)
{
	struct str words = line->text;

	if (words.s[words.len - 1] == ':')
		words.len--;
	diag_note(r->diag, pos_of(r, line),
			  line->underline > 0 ? "taken for a heading, for it is underlined: \"%.*s\""
								  : "taken for a heading: \"%.*s\"",
			  (int)words.len, words.s);
	r->part = &r->import->article;
	separate(r);
	r->divided = r->divided || line->underline == 1;
	buf_puts(r->part, r->divided && line->underline == 2 ? "### " : "## ");
	import_escape(r->part, words);
	buf_putc(r->part, '\n');
}

/* References, one for each number, or line where they have none. */
static void add_references(struct reader *r, const struct source_line *lines, size_t count)
{
	separate(r);
	for (size_t i = 0; i < count; i++) {
		struct typed_mark marker = typed_mark_of(lines[i].text);
		struct str text = lines[i].text, above = i > 0 ? lines[i - 1].text : STR(".");
		bool begins = i == 0 || marker.kind != TYPED_NONE ||
					  (!r->numbered && strchr(".)/", above.s[above.len - 1]) &&
					   lines_break(lines, count, i - 1));
		if (!begins) {
			buf_puts(r->part, "   ");
			import_escape(r->part, text);
			buf_putc(r->part, '\n');
			continue;
		}
		r->numbered = r->numbered || marker.kind == TYPED_NUMBER;
		r->reference = marker.kind == TYPED_NUMBER ? marker.number : r->reference + 1;
		diag_note(r->diag, pos_of(r, &lines[i]),
				  "taken for a reference, in references.md: \"%.*s\"",
				  (int)(g_utf8_offset_to_pointer(
							text.s, MIN(QUOTED_MOST, g_utf8_strlen(text.s, (gssize)text.len))) -
						text.s),
				  text.s);
		bool worded = marker.done || (marker.kind == TYPED_BULLET && marker.weak);
		size_t skip = worded ? 0 : marker.len;
		text = (struct str){text.s + skip, text.len - skip};
		buf_fmt(r->part, "%d. ", r->reference);
		import_escape(r->part, text);
		buf_putc(r->part, '\n');
	}
}

/* A heading that names a part, as the first line of a paragraph. */
static bool begin_part(struct reader *r, const struct source_line *line)
{
	enum import_part part = import_part_of(line->text);

	if (part == IMPORT_ARTICLE)
		return false;
	r->part = part == IMPORT_FAQ ? &r->import->faq : &r->import->references;
	r->in_list = false;
	diag_note(r->diag, pos_of(r, line), "\"%.*s\" and what stands below it was put into %s",
			  (int)line->text.len, line->text.s, part == IMPORT_FAQ ? "faq.md" : "references.md");
	return true;
}

static bool may_be_heading(const struct reader *r, size_t at)
{
	return at < r->count && r->all[at].count == 1 &&
		   (r->all[at].lines[0].underline > 0 || line_is_heading(r->all[at].lines[0].text));
}

/* A short line is a heading unless nothing follows it, or several like it. */
static bool is_heading(const struct reader *r)
{
	struct str text = r->all[r->at].lines[0].text;
	bool alone = !may_be_heading(r, r->at + 1);
	bool first = r->part == &r->import->article && r->part->len == 0;
	bool reference = r->part == &r->import->references && !line_is_capitals(text);

	if (!may_be_heading(r, r->at) || r->at + 1 == r->count)
		return false;
	for (const char *s = text.s; s < text.s + text.len && reference; s++)
		if (g_ascii_isdigit(*s))
			return false;
	return line_is_capitals(text) || ends_asking(text) || alone ||
		   (!first && !may_be_heading(r, r->at + 2) &&
			!(r->at > 0 && may_be_heading(r, r->at - 1)));
}

/* A first line that is a heading of the lines below it. */
static bool heads_lines(const struct paragraph *p)
{
	struct str first = p->lines[0].text;

	return p->count > 1 && line_is_heading(first) &&
		   (line_is_capitals(first) || (ends_asking(first) && lines_break(p->lines, p->count, 0)));
}

/* Text after the references, or apart from what stands before it. */
static void place(struct reader *r, const struct paragraph *p)
{
	struct pos pos = pos_of(r, p->lines);

	if (r->part == &r->import->references) {
		diag_note(r->diag, pos,
				  "this text follows the references: it was put at the end of article.md");
		r->part = &r->import->article;
		r->in_list = false;
	}
	if (p->gap < 2 || r->part->len == 0 || r->part != &r->import->article)
		return;
	diag_note(r->diag, pos,
			  "a break, \"---\", was put before this text, which stands apart: if it is the "
			  "conclusion, add a line \"headings: [conclusion]\" to the article in handout.yaml");
	separate(r);
	buf_puts(r->part, "---\n");
}

/* A question by its letter, its number, or its place; false: the paragraph begins with none. */
static bool read_question(struct reader *r, const struct paragraph *p, size_t *used)
{
	struct str text = p->lines[0].text;
	struct typed_mark marker = typed_mark_of(text);
	size_t letter = letter_length(text, false);
	bool list = p->count > 1 && typed_mark_of(p->lines[1].text).kind != TYPED_NONE;
	bool numbered = marker.kind == TYPED_NUMBER && ends_asking(text) && !list;
	bool placed = r->part == &r->import->faq && ends_asking(text) && line_is_heading(text);
	struct buf words = {.arena = r->arena};

	if (letter == 0 && !numbered && !placed)
		return false;
	*used = 1;
	if (letter > 0)
		letter += typed_mark_of((struct str){text.s + letter, text.len - letter}).len;
	size_t skip = letter > 0 ? letter : numbered ? marker.len : 0;
	buf_add(&words, text.s + skip, text.len - skip);
	while (letter > 0 && *used < p->count && !ends_asking(buf_str(&words)) &&
		   letter_length(p->lines[*used].text, true) == 0) {
		buf_fmt(&words, " %.*s", (int)p->lines[*used].text.len, p->lines[*used].text.s);
		++*used;
	}
	r->asked = letter > 0;
	if (letter > 0)
		diag_note(r->diag, pos_of(r, p->lines), "taken out: \"%.*s\", for questions are numbered",
				  (int)letter, text.s);
	add_question(r, p->lines, buf_str(&words), letter == 0 && numbered);
	return true;
}

/* The paragraph without what marks it as an answer. */
static struct paragraph without_letter(struct reader *r, struct paragraph p)
{
	struct source_line *lines = (void *)arena_alloc(r->arena, p.count * sizeof *lines);
	size_t letter =
		r->asked && r->part == &r->import->faq ? letter_length(p.lines[0].text, true) : 0;

	memcpy(lines, p.lines, p.count * sizeof *lines);
	if (letter > 0) {
		diag_note(r->diag, pos_of(r, p.lines), "taken out: \"%.*s\", which begins an answer",
				  (int)letter, lines[0].text.s);
		lines[0].text = (struct str){lines[0].text.s + letter, lines[0].text.len - letter};
	}
	p.lines = lines;
	return p;
}

static void read_paragraph(struct reader *r, struct paragraph p)
{
	size_t used = 0;

	if (begin_part(r, p.lines)) {
		used = 1;
	} else if (!read_question(r, &p, &used) &&
			   (p.lines[0].underline > 0 || is_heading(r) || heads_lines(&p))) {
		add_heading(r, p.lines);
		used = 1;
	}
	p.lines += used;
	p.count -= used;
	if (p.count == 0)
		return;
	p = without_letter(r, p);
	struct typed_mark marker = typed_mark_of(p.lines[0].text);
	bool reference = marker.kind == TYPED_NUMBER && has_year(p.lines[0].text);
	bool listed = r->part == &r->import->references &&
				  (!r->numbered || marker.kind != TYPED_NONE || used > 0);
	if (reference)
		r->part = &r->import->references;
	if (reference || listed) {
		add_references(r, p.lines, p.count);
		return;
	}
	if (used == 0)
		place(r, &p);
	add_blocks(r, p.lines, p.count);
}

/* The lines without orders at their ends; those of which nothing is left are none. */
static struct source_lines without_orders(struct reader *r, struct source_lines lines)
{
	struct buf list = {.arena = r->arena};

	for (size_t i = 0; i < lines.count; i++) {
		struct source_line line = lines.all[i];
		line.text = import_order(r->diag, pos_of(r, &line), line.text);
		if (line.text.len > 0 || lines.all[i].text.len == 0)
			buf_add(&list, &line, sizeof line);
	}
	return (struct source_lines){(const void *)list.s, list.len / sizeof(struct source_line)};
}

void import_plain(struct arena *arena, struct diag *diag, const char *path, struct str text,
				  struct import *import)
{
	struct reader r = {
		.arena = arena, .diag = diag, .path = path, .import = import, .part = &import->article};

	find_paragraphs(&r, without_orders(&r, lines_split(arena, diag, path, text)));
	if (r.count > 0 && may_be_heading(&r, 0) &&
		import_part_of(r.all[0].lines[0].text) == IMPORT_ARTICLE) {
		import->title = import_title(arena, r.all[0].lines[0].text);
		diag_note(diag, pos_of(&r, r.all[0].lines), "taken for the title: \"%s\"", import->title);
		r.at = 1;
	}
	for (; r.at < r.count; r.at++)
		read_paragraph(&r, r.all[r.at]);
	import_unasked(diag, path, import, r.questions);
}
