/* Markdown to a part: blocks, sections, anchors and the contexts of messages. cmark-gfm accepts
 * everything; what a handout cannot use is refused here. */
#include "read/markdown.h"

#include <assert.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "document/citations.h"
#include "document/terms.h"
#include "read/bounds.h"
#include "read/inline.h"
#include "read/missing.h"

/* Bytes of a text from which on it pays to give free memory back. */
enum { TEXT_LARGE = 512 * 1024 };

/* A part while it is read. Counters name the messages of the section at hand. */
struct reader {
	struct reading in;
	const struct handout *handout;
	const struct part *part;
	struct node *root;
	GHashTable *slugs; /* used in this part, with the last number added to each, or 1 */
	const char *where; /* "article/what-is-ketamine" */
	int paragraphs, tables, figures;
	size_t unheaded; /* sections without a heading so far */
	bool titled;     /* a heading with one '#' was read */
	int questions;
};

static void read_blocks(struct reader *, cmark_node *from, struct node *parent, int depth);

static struct node *block(struct reader *r, cmark_node *from, enum node_kind kind)
{
	return doc_node(r->in.arena, kind, inline_pos(&r->in, from));
}

/* Lower-case ASCII letters and digits of a text, words joined by '-'; "" when it has none. */
static const char *slug_of(struct arena *arena, const char *text)
{
	struct buf buf = {.arena = arena};
	char *plain = g_str_to_ascii(text, "C");
	bool gap = false;
	for (const char *s = plain; *s; s++) {
		if (g_ascii_isalnum(*s)) {
			if (gap && buf.len)
				buf_putc(&buf, '-');
			buf_putc(&buf, g_ascii_tolower(*s));
			gap = false;
		} else if (*s != '\'' && *s != '?') {
			gap = true;
		}
	}
	g_free(plain);
	return buf_chars(&buf);
}

static const char *unique_slug(struct reader *r, const char *slug)
{
	const char *stem = *slug ? slug : "section", *unique = stem;
	int last = GPOINTER_TO_INT(g_hash_table_lookup(r->slugs, stem)), n = last;
	while (g_hash_table_contains(r->slugs, unique))
		unique = str_fmt(r->in.arena, "%s-%d", stem, ++n);
	g_hash_table_insert(r->slugs, (gpointer)unique, GINT_TO_POINTER(1));
	if (n > last)
		g_hash_table_insert(r->slugs, (gpointer)stem, GINT_TO_POINTER(n));
	return unique;
}

static void enter(struct reader *r, const char *slug)
{
	r->where = str_fmt(r->in.arena, "%s/%s", part_name(r->part->kind), slug);
	r->paragraphs = r->tables = r->figures = 0;
}

static bool has_messages(const struct reader *r)
{
	return r->part->kind != PART_REFERENCES;
}

static const char *context(struct reader *r, const char *short_name, int n)
{
	if (!has_messages(r))
		return NULL;
	return str_fmt(r->in.arena, "%s/%s%d", r->where, short_name, n);
}

/* "{#id}" at the end of a block's text: takes it off and returns the id, or NULL. */
static const char *take_id(struct reader *r, struct node *block)
{
	struct node *last = block->last;
	if (!last || last->kind != NODE_TEXT)
		return NULL;
	const char *text = last->u.text.text, *open = strstr(text, "{#");
	size_t len = open ? strspn(open + 2, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;
	if (!len || strcmp(open + 2 + len, "}") != 0)
		return NULL;
	const char *id = str_copy_n(r->in.arena, open + 2, len);
	struct str rest = str_trim((struct str){text, (size_t)(open - text)});
	last->u.text.text = str_copy_n(r->in.arena, text, (size_t)(rest.s + rest.len - text));
	if (g_hash_table_contains(r->slugs, id))
		diag_error(r->in.diag, block->pos,
				   "the id \"%s\" is used twice in this file: give one of the two another id", id);
	g_hash_table_insert(r->slugs, (gpointer)id, GINT_TO_POINTER(1));
	return id;
}

static bool has_mark(const struct node *words)
{
	for (const struct node *n = words; n; n = doc_next(n, words))
		if (n->kind == NODE_CITATION || n->kind == NODE_NOTE_MARK)
			return true;
	return false;
}

static void read_figure(struct reader *r, cmark_node *image, struct node *parent)
{
	struct arena *arena = r->in.arena;
	struct node *figure = block(r, image, NODE_FIGURE);
	const char *url = cmark_node_get_url(image), *title = inline_title(&r->in, image), *why;
	struct node *alt = doc_node(arena, NODE_PARAGRAPH, figure->pos);
	inline_read(&r->in, image, alt);
	if (has_mark(alt) || (title && (strstr(title, "[@") || strstr(title, "[^"))))
		diag_error(r->in.diag, figure->pos,
				   "a citation or footnote cannot stand in the words of an image: put it into the "
				   "text");
	figure->u.figure.alt = doc_plain(arena, alt);
	if (!*str_trim(str_of(figure->u.figure.alt)).s)
		diag_error(r->in.diag, figure->pos,
				   "the image \"%s\" has no description for people who cannot see it: write "
				   "![what it shows](%s)",
				   url, url);
	char *dir = path_dir(arena, r->part->path);
	figure->u.figure.path = file_inside(arena, r->handout->root, dir, url, &why);
	if (!figure->u.figure.path && file_is_absent(path_join(arena, dir, url)))
		missing_picture(arena, r->in.diag, figure->pos, r->handout->root, dir, url);
	else if (!figure->u.figure.path)
		diag_error(r->in.diag, figure->pos,
				   "image \"%s\" %s: put the image itself into the handout's folder", url, why);
	else if (!file_exists(figure->u.figure.path))
		diag_error(r->in.diag, figure->pos,
				   "image \"%s\" is no file: put an image there or remove the line", url);
	figure->context = context(r, "fig", ++r->figures);
	doc_append(parent, figure);
	if (!title)
		return;
	struct node *caption = doc_node(arena, NODE_CAPTION, figure->pos);
	caption->context = figure->context ? str_fmt(arena, "%s/caption", figure->context) : NULL;
	doc_append(caption, doc_text(arena, figure->pos, title));
	doc_append(figure, caption);
}

static void read_paragraph(struct reader *r, cmark_node *from, struct node *parent)
{
	cmark_node *first = cmark_node_first_child(from);
	if (first && cmark_node_get_type(first) == CMARK_NODE_IMAGE && !cmark_node_next(first)) {
		read_figure(r, first, parent);
		return;
	}
	struct node *paragraph = block(r, from, NODE_PARAGRAPH);
	inline_read(&r->in, from, paragraph);
	if (!paragraph->child)
		return;
	paragraph->context = context(r, "p", ++r->paragraphs);
	doc_append(parent, paragraph);
}

/* An entry of the glossary names its messages: "glossary/ketamine". */
static void enter_entry(struct reader *r, cmark_node *from)
{
	cmark_node *paragraph = cmark_node_first_child(from);
	cmark_node *word = paragraph ? cmark_node_first_child(paragraph) : NULL;
	cmark_node *text = word ? cmark_node_first_child(word) : NULL;
	const char *literal = text ? cmark_node_get_literal(text) : NULL;
	enter(r, unique_slug(r, slug_of(r->in.arena, literal ? literal : "entry")));
}

/* "{#key}" at the end of a reference, by which the text cites it. */
static void take_key(struct reader *r, struct node *item)
{
	struct node *block = item->child, *last = block ? block->last : NULL;
	if (!last || last->kind != NODE_TEXT || !strstr(last->u.text.text, "{#"))
		return;
	const char *key = take_id(r, block);
	if (!key) {
		diag_error(
			r->in.diag, block->pos,
			"the key %s of this reference is not understood: put {#key} at its end, of small "
			"letters, digits and hyphens",
			strstr(last->u.text.text, "{#"));
		return;
	}
	item->u.item.key = key;
	item->id = str_fmt(r->in.arena, "ref-%s", key);
	if (!*last->u.text.text)
		doc_unlink(last);
}

static void read_list(struct reader *r, cmark_node *from, struct node *parent, int depth)
{
	struct node *list = block(r, from, NODE_LIST);
	list->u.list.ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
	list->u.list.tight = cmark_node_get_list_tight(from);
	list->u.list.start = list->u.list.ordered ? cmark_node_get_list_start(from) : 1;
	doc_append(parent, list);
	for (cmark_node *n = cmark_node_first_child(from); n; n = cmark_node_next(n)) {
		struct node *item = block(r, n, NODE_ITEM);
		if (strcmp(cmark_node_get_type_string(n), "tasklist") == 0)
			item->u.item.task =
				cmark_gfm_extensions_get_tasklist_item_checked(n) ? TASK_DONE : TASK_OPEN;
		doc_append(list, item);
		if (r->part->kind == PART_GLOSSARY && depth == 0)
			enter_entry(r, n);
		read_blocks(r, n, item, depth + 1);
		if (r->part->kind == PART_REFERENCES && depth == 0)
			take_key(r, item);
		if (r->part->kind == PART_GLOSSARY && depth == 0 && !terms_word(item))
			diag_error(r->in.diag, item->pos,
					   "this entry does not begin with the word that it explains: write "
					   "\"- **word**: what it means\"");
	}
}

static enum align align_of(unsigned char letter)
{
	return letter == 'c' ? ALIGN_CENTER : letter == 'r' ? ALIGN_END : ALIGN_START;
}

/* How many cells a row has in its line; cmark-gfm drops those that the head has no column for. */
static int cells_written(const struct reading *in, int line)
{
	const char *s = in->text.s + in->lines[line - 1], *end = in->text.s + in->text.len;
	int cells = 0;
	bool open = false;
	while (s < end && strchr(" \t>", *s))
		s++;
	s += s < end && *s == '|';
	for (; s < end && *s != '\n'; s++) {
		cells += *s == '|';
		open = *s != '|' && (open || !strchr(" \t\r", *s));
		s += *s == '\\' && s + 1 < end && g_ascii_ispunct(s[1]);
	}
	return cells + open;
}

static void read_table(struct reader *r, cmark_node *from, struct node *parent)
{
	struct arena *arena = r->in.arena;
	struct node *table = block(r, from, NODE_TABLE);
	int columns = cmark_gfm_extensions_get_table_columns(from);
	const unsigned char *letters = cmark_gfm_extensions_get_table_alignments(from);
	enum align *align = ARENA_ARRAY(arena, enum align, (size_t)columns);
	for (int i = 0; i < columns; i++)
		align[i] = align_of(letters[i]);
	table->u.table.columns = columns;
	table->u.table.align = align;
	const char *name = context(r, "t", ++r->tables);
	doc_append(parent, table);
	int row_number = 0;
	for (cmark_node *n = cmark_node_first_child(from); n; n = cmark_node_next(n)) {
		struct node *row = block(r, n, NODE_ROW);
		row->u.row.head = cmark_gfm_extensions_get_table_row_is_header(n);
		doc_append(table, row);
		row_number++;
		int column = 0, written = cells_written(&r->in, row->pos.line);
		if (written > columns && !row->u.row.head)
			diag_error(r->in.diag, row->pos,
					   "this row of the table has %d cells, but its head has %d: add columns to "
					   "the head, or join cells",
					   written, columns);
		for (cmark_node *c = cmark_node_first_child(n); c && column < columns;
			 c = cmark_node_next(c), column++) {
			struct node *cell = block(r, c, NODE_CELL);
			cell->u.cell.column = column;
			cell->u.cell.align = align[column];
			cell->u.cell.head = row->u.row.head;
			inline_read(&r->in, c, cell);
			if (name && cell->child)
				cell->context = str_fmt(arena, "%s/r%d/c%d", name, row_number, column + 1);
			doc_append(row, cell);
		}
	}
}

static void read_quote(struct reader *r, cmark_node *from, struct node *parent, int depth)
{
	enum callout_kind kind;
	struct node *quote = block(r, from, NODE_QUOTE);
	bool callout = callout_take(&r->in, from, &kind);
	if (callout) {
		quote->kind = NODE_CALLOUT;
		quote->u.callout.kind = kind;
	}
	doc_append(parent, quote);
	read_blocks(r, from, quote, depth + 1);
	if (callout)
		callout_finish(&r->in, quote);
}

static void read_code(struct reader *r, cmark_node *from, struct node *parent)
{
	struct node *code = block(r, from, NODE_CODE_BLOCK);
	char *text = str_copy(r->in.arena, cmark_node_get_literal(from));
	size_t len = strlen(text);
	while (len && text[len - 1] == '\n')
		text[--len] = '\0';
	code->u.text.text = text;
	doc_append(parent, code);
}

static void refuse_html(struct reader *r, cmark_node *from)
{
	const char *html = cmark_node_get_literal(from);
	const char *end = strncmp(html, "<!--", 4) == 0 ? strstr(html, "-->") : NULL;
	if (end && !*str_trim(str_of(end + 3)).s)
		return;
	diag_error(r->in.diag, inline_pos(&r->in, from),
			   "HTML cannot be used: write this in Markdown, or put a backslash before each '<'");
}

static void read_block(struct reader *r, cmark_node *n, struct node *parent, int depth)
{
	cmark_node_type type = cmark_node_get_type(n);
	if (type == CMARK_NODE_PARAGRAPH) {
		read_paragraph(r, n, parent);
	} else if (type == CMARK_NODE_LIST) {
		read_list(r, n, parent, depth);
	} else if (type == CMARK_NODE_BLOCK_QUOTE) {
		read_quote(r, n, parent, depth);
	} else if (type == CMARK_NODE_CODE_BLOCK) {
		read_code(r, n, parent);
	} else if (type == CMARK_NODE_HTML_BLOCK) {
		refuse_html(r, n);
	} else if (type == CMARK_NODE_THEMATIC_BREAK) {
		doc_append(parent, block(r, n, NODE_RULE));
	} else if (type == CMARK_NODE_HEADING) {
		diag_error(
			r->in.diag, inline_pos(&r->in, n),
			"a heading cannot stand inside a list, quotation, callout or footnote: move it out");
	} else if (strcmp(cmark_node_get_type_string(n), "table") == 0) {
		read_table(r, n, parent);
	}
}

static void read_blocks(struct reader *r, cmark_node *from, struct node *parent, int depth)
{
	if (depth > MARKDOWN_DEPTH) {
		diag_error(r->in.diag, inline_pos(&r->in, from),
				   "lists or quotations are nested more than %d deep: write it more simply",
				   MARKDOWN_DEPTH);
		return;
	}
	for (cmark_node *n = cmark_node_first_child(from); n; n = cmark_node_next(n))
		read_block(r, n, parent, depth);
}

/* "2. " typed before a question is its numeral, not its words. */
static void take_number(struct reader *r, struct node *section, struct node *heading)
{
	section->u.section.number = ++r->questions;
	struct node *first = heading->child;
	if (!first || first->kind != NODE_TEXT)
		return;
	const char *text = first->u.text.text;
	size_t digits = strspn(text, "0123456789");
	if (!digits || digits > 4 || (text[digits] != '.' && text[digits] != ')') ||
		!strspn(text + digits + 1, " \t"))
		return;
	int number = (int)g_ascii_strtoull(text, NULL, 10);
	if (number != r->questions)
		diag_error(
			r->in.diag, heading->pos,
			"this question is numbered %d but is number %d in its file: correct the number, or "
			"leave all numbers out",
			number, r->questions);
	first->u.text.text = text + digits + 1 + strspn(text + digits + 1, " \t");
}

/* Whether the title is the text in the quotation marks of print, which YAML takes for letters. */
static bool is_quoted(const char *title, const char *text)
{
	static const char *const marks[] = {"\u201C", "\u201D", "\u201E", "\u2018", "\u2019", "\u00AB"};
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (g_str_has_prefix(title, marks[i]))
			return *text && g_str_has_prefix(title + strlen(marks[i]), text) &&
				   g_utf8_strlen(title, -1) == g_utf8_strlen(text, -1) + 2;
	return false;
}

/* That the title is another than the manifest's. */
static void report_title(struct reader *r, const struct node *heading, const char *text)
{
	const char *title = r->handout->title;
	if (is_quoted(title, text))
		diag_error(r->in.diag, r->handout->title_pos,
				   "the quotation marks are taken for a part of the title: write straight ones, as "
				   "\"%s\"",
				   text);
	else
		diag_error(r->in.diag, heading->pos,
				   "this title is not the one in handout.yaml (\"%s\"): make them the same", title);
}

/* The title of an article or the heading of a part, level 1 in its file. */
static void read_top_heading(struct reader *r, cmark_node *from, struct node *heading)
{
	const char *text = doc_plain(r->in.arena, heading);
	cmark_node *before = cmark_node_previous(from);
	while (before && cmark_node_get_type(before) == CMARK_NODE_HTML_BLOCK)
		before = cmark_node_previous(before);
	bool second = r->titled;
	r->titled = true;
	if (!heading->child)
		diag_error(r->in.diag, heading->pos,
				   "this heading has no words: add them or remove the '#'");
	else if (second)
		diag_error(r->in.diag, heading->pos, "a second heading with one '#': use '##'");
	else if (before)
		diag_error(r->in.diag, heading->pos,
				   "the heading with one '#' comes first in its file: "
				   "move it up, or use '##'");
	else if (r->part->kind != PART_ARTICLE) {
		struct node *own = r->root->child; /* the heading that every other part has */
		assert(own);
		own->pos = heading->pos;
		own->child = own->last = NULL;
		own->u.heading.key = NULL;
		own->context =
			has_messages(r) ? str_fmt(r->in.arena, "%s/heading", part_name(r->part->kind)) : NULL;
		for (struct node *n = heading->child, *next; n; n = next) {
			next = n->next;
			doc_append(own, n);
		}
	} else if (strcmp(text, r->handout->title) != 0)
		report_title(r, heading, text);
}

static struct node *holder_of_level(struct node *root, struct node *current, int level)
{
	while (current != root &&
		   (current->child->kind != NODE_HEADING || current->child->u.heading.level >= level))
		current = current->parent;
	return current;
}

/* Opens the section of a heading in the document's order of levels; returns it. */
static struct node *read_heading(struct reader *r, cmark_node *from, struct node *current)
{
	struct arena *arena = r->in.arena;
	struct node *heading = block(r, from, NODE_HEADING);
	inline_read(&r->in, from, heading);
	int level = cmark_node_get_heading_level(from);
	if (level == 1) {
		read_top_heading(r, from, heading);
		return current;
	}
	heading->u.heading.level = r->part->kind == PART_ARTICLE ? level : level < 6 ? level + 1 : 6;
	struct node *section = doc_node(arena, NODE_SECTION, heading->pos);
	const char *id = take_id(r, heading);
	if (r->part->kind == PART_FAQ && level == 2)
		take_number(r, section, heading);
	if (!str_trim(str_of(doc_plain(arena, heading))).len)
		diag_error(r->in.diag, heading->pos,
				   "this heading has no words: add them or remove the '#'");
	section->id = id ? id : unique_slug(r, slug_of(arena, doc_plain(arena, heading)));
	enter(r, section->id);
	heading->context = has_messages(r) ? str_fmt(arena, "%s/heading", r->where) : NULL;
	doc_append(holder_of_level(r->root, current, heading->u.heading.level), section);
	doc_append(section, heading);
	return section;
}

/* A thematic break: a section without a heading of its own. Structure may add one by its key. */
static struct node *read_break(struct reader *r, cmark_node *from, struct node *current)
{
	if (r->part->kind != PART_ARTICLE || r->unheaded >= r->part->headings.count) {
		doc_append(current, block(r, from, NODE_RULE));
		return current;
	}
	const char *name = r->part->headings.items[r->unheaded++].text;
	struct node *section = block(r, from, NODE_SECTION);
	struct node *heading = block(r, from, NODE_HEADING);
	heading->u.heading.level = 2;
	heading->u.heading.key = str_fmt(r->in.arena, "heading/%s", name);
	section->id = unique_slug(r, name);
	enter(r, section->id);
	doc_append(r->root, section);
	doc_append(section, heading);
	return section;
}

static void read_note(struct reader *r, struct node *note, cmark_node *from)
{
	char *where = str_fmt(r->in.arena, "%s/note-%s", part_name(r->part->kind),
						  slug_of(r->in.arena, note->u.note.label));
	r->where = where;
	r->paragraphs = r->tables = r->figures = 0;
	doc_append(r->root, note);
	read_blocks(r, from, note, 0);
	if (!note->child)
		diag_error(r->in.diag, note->pos, "the footnote [^%s] has no words: add them",
				   note->u.note.label);
}

static void read_top(struct reader *r, cmark_node *document)
{
	struct node *current = r->root;
	size_t note = 0;
	for (cmark_node *n = cmark_node_first_child(document); n; n = cmark_node_next(n)) {
		cmark_node_type type = cmark_node_get_type(n);
		if (type == CMARK_NODE_HEADING)
			current = read_heading(r, n, current);
		else if (type == CMARK_NODE_THEMATIC_BREAK)
			current = read_break(r, n, current);
		else if (type == CMARK_NODE_FOOTNOTE_DEFINITION)
			read_note(r, r->in.notes[note++], n);
		else
			read_block(r, n, current, 0);
	}
}

/* How many list and quotation marks a line opens at once; 0 for a thematic break. */
static int marks_at(const char *line, const char *end)
{
	int marks = 0, kinds = 0;
	char first = 0;
	const char *s = line;
	while (s < end) {
		while (s < end && (*s == ' ' || *s == '\t'))
			s++;
		if (s < end && strchr(">-+*", *s) && (*s == '>' || s + 1 == end || s[1] == ' ')) {
			kinds += first && *s != first;
			first = *s++;
			marks++;
			continue;
		}
		break;
	}
	return s == end && !kinds && first != '>' && first != '+' ? 0 : marks;
}

/* Line beginnings, and the one fault that must be found before parsing: nesting without bound. */
static bool index_lines(struct reading *in)
{
	size_t count = 1;
	for (size_t i = 0; i < in->text.len; i++)
		count += in->text.s[i] == '\n';
	size_t *lines = ARENA_ARRAY(in->arena, size_t, count + 1);
	const char *end = in->text.s + in->text.len;
	in->line_count = 0;
	for (const char *s = in->text.s; s < end;) {
		const char *stop = memchr(s, '\n', (size_t)(end - s));
		stop = stop ? stop : end;
		lines[in->line_count++] = (size_t)(s - in->text.s);
		if (marks_at(s, stop) > MARKDOWN_DEPTH) {
			diag_error(in->diag, (struct pos){in->file, (int)in->line_count, 1},
					   "lists or quotations are nested more than %d deep: write it more simply",
					   MARKDOWN_DEPTH);
			return false;
		}
		s = stop + 1;
	}
	in->lines = lines;
	return true;
}

/* A part other than the article has a heading by its kind. */
static void add_heading(struct reader *r)
{
	if (r->part->kind == PART_ARTICLE)
		return;
	struct node *heading = doc_node(r->in.arena, NODE_HEADING, r->root->pos);
	heading->u.heading.level = 2;
	heading->u.heading.key = r->part->kind == PART_GLOSSARY
								 ? "block/glossary"
								 : str_fmt(r->in.arena, "part/%s", part_name(r->part->kind));
	doc_append(r->root, heading);
	r->root->id = part_name(r->part->kind);
}

/* before: how many errors there were before the part was read. */
static void check_part(struct reader *r, size_t before)
{
	const struct part *part = r->part;
	struct pos pos = POS_FILE(r->in.file);
	const struct node *content = r->root->child;
	while (content && content->kind == NODE_HEADING)
		content = content->next;
	if (!content && r->in.diag->errors == before)
		diag_error(r->in.diag, pos,
				   "the file has no text: write it, or take it out of handout.yaml");
	else if (content && part->kind == PART_FAQ && !r->questions)
		diag_error(r->in.diag, pos, "there is no question: begin each question with '## '");
	for (size_t i = r->unheaded; i < part->headings.count; i++)
		diag_error(
			r->in.diag, part->headings.items[i].pos,
			"the heading \"%s\" has no section: put a line \"---\" before that section in %s",
			part->headings.items[i].text, part->file);
}

struct node *markdown_read(struct arena *arena, struct diag *diag, const struct handout *handout,
						   const struct part *part, struct str text)
{
	size_t before = diag->errors;
	struct reader r = {
		.in = {.arena = arena, .diag = diag, .text = text, .run = {.arena = arena}},
		.handout = handout,
		.part = part,
	};
	r.in.file = path_join(arena, handout->dir, part->file);
	if (!bounds_text(diag, r.in.file, text) || !index_lines(&r.in))
		return NULL;
	r.root = doc_node(arena, NODE_PART, (struct pos){r.in.file, 1, 1});
	r.root->u.part.kind = part->kind;
	r.root->u.part.file = part->file;
	r.slugs = g_hash_table_new(g_str_hash, g_str_equal);
	r.where = part_name(part->kind);
	add_heading(&r);
	cmark_node *document = inline_parse(text);
	if (bounds_tree(&r.in, document)) {
		notes_find(&r.in, document);
		notes_report_lost(&r.in, document);
		notes_report_unnamed(&r.in, document);
		read_top(&r, document);
		check_part(&r, before);
	}
	cmark_node_free(document);
	if (text.len > TEXT_LARGE)
		arena_give_back(); /* cmark's tree takes several times the memory of ours */
	g_hash_table_destroy(r.slugs);
	return diag->errors == before ? r.root : NULL;
}

/* Anchors are unique in the document: one that an earlier part has gets this part's name before it.
 */
static void unify_ids(struct arena *arena, struct node *root, struct node *part, GHashTable *ids)
{
	for (const struct node *n = part; n; n = doc_next(n, part)) {
		if (!n->id)
			continue;
		const char *id = n->id;
		for (int i = 1; g_hash_table_contains(ids, id); i++)
			id = str_fmt(arena, i > 1 ? "%s-%s-%d" : "%s-%s", part_name(part->u.part.kind), n->id,
						 i);
		g_hash_table_add(ids, (gpointer)id);
		((struct node *)n)->id = id;
	}
	doc_append(root, part);
}

/* Footnotes are numbered through the document. */
static void number_notes(const struct node *part, int *number)
{
	for (struct node *n = part->child; n; n = n->next)
		if (n->kind == NODE_NOTE)
			n->u.note.number = ++*number;
}

struct node *markdown_read_all(struct arena *arena, struct diag *diag,
							   const struct handout *handout)
{
	size_t before = diag->errors;
	struct node *root = doc_node(arena, NODE_DOCUMENT, POS_FILE(handout->file));
	root->lang = handout->language;
	GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);
	int notes = 0;
	for (size_t i = 0; i < handout->part_count; i++) {
		struct str text;
		struct arena *scratch = arena_new();
		const char *path = path_join(arena, handout->dir, handout->parts[i].file);
		struct node *part = NULL;
		if (file_read_text(scratch, diag, path, &text))
			part = markdown_read(arena, diag, handout, &handout->parts[i], text);
		arena_free(scratch);
		if (!part)
			continue;
		unify_ids(arena, root, part, ids);
		number_notes(part, &notes);
	}
	g_hash_table_destroy(ids);
	if (diag->errors == before)
		citations_check(diag, root);
	return diag->errors == before && doc_check(diag, root) ? root : NULL;
}
