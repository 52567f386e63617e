/* The inlines of one block: text, emphasis, links, notes. Refuses raw HTML, images inside text,
 * links that a reader could not follow, and footnotes without a text. */
#include "read/inline.h"

#include <string.h>

#include <glib.h>

#include "read/leftover.h"
#include "read/markdown.h"

/* Bytes of a footnote's mark, from which on cmark-gfm does not look for its end. */
enum { LABEL_MOST = 1000 };

/* How deep in marks an iterator is. */
struct depth {
	int emphasis, strong, most;
};

/* Whether the words would be in the same text as those beside them without this node: emphasis in
 * emphasis, or a comment between a bracket's sides. last: what was found before; NULL: nothing. */
static bool divides_text(cmark_node *node, bool enters, struct depth *depth, cmark_node *last)
{
	cmark_node_type type = cmark_node_get_type(node);
	depth->most = MAX(depth->most, depth->emphasis + depth->strong);
	if (type == CMARK_NODE_EMPH)
		return (depth->emphasis += enters ? 1 : -1) > 1 && enters;
	if (type == CMARK_NODE_STRONG)
		return (depth->strong += enters ? 1 : -1) > 1 && enters;
	cmark_node *before = type == CMARK_NODE_HTML_INLINE ? cmark_node_previous(node) : NULL;
	if (!before || !g_str_has_prefix(cmark_node_get_literal(node), "<!--"))
		return false;
	if (cmark_node_get_type(before) != CMARK_NODE_TEXT)
		return before == last;
	const char *open = strrchr(cmark_node_get_literal(before), '[');
	return open && !strchr(open, ']');
}

/* Takes away what divides texts, so that a citation is one, or is none, however it is written; but
 * leaves marks that are refused for their depth. */
static void join_texts(cmark_node *root)
{
	GPtrArray *found = g_ptr_array_new();
	struct depth depth = {0};
	cmark_iter *iter = cmark_iter_new(root);
	cmark_node *last = NULL;
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (!divides_text(node, event == CMARK_EVENT_ENTER, &depth, last))
			continue;
		g_ptr_array_add(found, node);
		last = node;
	}
	cmark_iter_free(iter);
	for (guint i = 0; i < found->len && depth.most <= MARKDOWN_DEPTH; i++) {
		for (cmark_node *child; (child = cmark_node_first_child(found->pdata[i]));)
			cmark_node_insert_before(found->pdata[i], child);
		cmark_node_free(found->pdata[i]);
	}
	if (found->len)
		cmark_consolidate_text_nodes(root);
	g_ptr_array_free(found, TRUE);
}

cmark_node *inline_parse(struct str text)
{
	static const char *const wanted[] = {"table", "strikethrough", "tasklist"};
	cmark_gfm_core_extensions_ensure_registered();
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_SOURCEPOS |
											CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
		cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(wanted[i]));
	cmark_parser_feed(parser, text.s, text.len);
	cmark_node *root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	cmark_consolidate_text_nodes(root);
	join_texts(root);
	return root;
}

/* How many characters stand before a byte of a line. */
static int chars_before(struct reading *in, int number, size_t bytes)
{
	const char *line = in->text.s + in->lines[number - 1];

	if (in->counted.line != number || in->counted.bytes > bytes) {
		in->counted.line = number;
		in->counted.chars = 0;
		in->counted.bytes = 0;
	}
	in->counted.chars +=
		(int)g_utf8_strlen(line + in->counted.bytes, (gssize)(bytes - in->counted.bytes));
	in->counted.bytes = bytes;
	return in->counted.chars;
}

/* The line, from the given one on, that has a byte of the text; cmark-gfm does not count the end of
 * a line behind a backslash or in a link. */
static int line_holding(const struct reading *in, int from, size_t at)
{
	size_t low = (size_t)from - 1, high = in->line_count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (in->lines[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return (int)low + 1;
}

struct pos inline_pos(struct reading *in, cmark_node *node)
{
	if (!in->lines)
		return in->pos;
	bool behind = false;
	while (node && cmark_node_get_start_line(node) < 1) {
		behind = cmark_node_previous(node) != NULL;
		node = behind ? cmark_node_previous(node) : cmark_node_parent(node);
	}
	struct pos pos = {in->file, 0, 0};
	if (!node)
		return pos;
	behind = behind && cmark_node_get_end_line(node) == cmark_node_get_start_line(node);
	pos.line = cmark_node_get_start_line(node);
	int column = behind ? cmark_node_get_end_column(node) + 1 : cmark_node_get_start_column(node);
	pos.col = column > 0 ? column : 1;
	if ((size_t)pos.line <= in->line_count && column > 1) {
		size_t at = in->lines[pos.line - 1] + (size_t)column - 1;
		pos.line = line_holding(in, pos.line, at);
		size_t bytes = at - in->lines[pos.line - 1];
		size_t rest = in->text.len - in->lines[pos.line - 1];
		pos.col = chars_before(in, pos.line, bytes < rest ? bytes : rest) + 1;
	}
	return pos;
}

static void refuse_mark(struct reading *in, struct pos pos, const char *s, int len)
{
	if (in->lines)
		diag_error(in->diag, pos, "the footnote %.*s has no text: add a line \"%.*s: ...\"", len, s,
				   len, s);
	else
		diag_error(in->diag, pos,
				   "the translation has the footnote %.*s, which the source has not: remove it",
				   len, s);
}

/* Refuses what looks like the mark of a footnote in the text, in however many pieces it came; pos
 * is the place of the last, which begins at the byte `from`. What has no end yet is looked at again
 * when there is more of it. */
static void refuse_unknown_marks(struct reading *in, struct pos pos, size_t from)
{
	const char *text = in->run.s;
	size_t counted = from;
	for (size_t end = in->run.len; in->checked + 2 <= end; in->checked++) {
		const char *s = text + in->checked;
		size_t len = 2, most = MIN(end - in->checked, LABEL_MOST);
		if (s[0] != '[' || s[1] != '^')
			continue;
		while (len < most && s[len] != ']' && s[len] != ' ')
			len++;
		if (in->checked >= from) {
			if (in->lines)
				pos.col += (int)g_utf8_strlen(text + counted, s - (text + counted));
			counted = in->checked;
			in->mark_pos = pos;
		}
		if (len == end - in->checked)
			return;
		if (len > 2 && len < most && s[len] == ']')
			refuse_mark(in, in->mark_pos, s, (int)len + 1);
	}
}

static void add_text(struct reading *in, struct pos pos, const char *text)
{
	if (!in->run.len)
		in->run_pos = pos;
	size_t from = in->run.len;
	buf_puts(&in->run, text);
	refuse_unknown_marks(in, pos, from);
}

static void flush_text(struct reading *in, struct node *parent)
{
	if (!in->run.len)
		return;
	doc_append(parent, doc_text(in->arena, in->run_pos, buf_chars(&in->run)));
	in->run = (struct buf){.arena = in->arena};
	in->checked = 0;
}

/* Whether words are not separated by spaces beside this character. */
static bool is_unspaced(gunichar c)
{
	switch ((int)g_unichar_get_script(c)) {
	case G_UNICODE_SCRIPT_HAN:
	case G_UNICODE_SCRIPT_HIRAGANA:
	case G_UNICODE_SCRIPT_KATAKANA:
	case G_UNICODE_SCRIPT_BOPOMOFO:
	case G_UNICODE_SCRIPT_THAI:
	case G_UNICODE_SCRIPT_KHMER:
	case G_UNICODE_SCRIPT_LAO:
	case G_UNICODE_SCRIPT_MYANMAR:
		return true;
	}
	/* CJK symbols and punctuation; full-width forms of ASCII punctuation. */
	return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff0f) ||
		   (c >= 0xff1a && c <= 0xff20);
}

static gunichar char_before(const struct reading *in, const struct node *parent)
{
	if (in->run.len)
		return g_utf8_get_char(g_utf8_prev_char(in->run.s + in->run.len));
	while (!parent->last && doc_is_inline(parent->kind) && parent->parent)
		parent = parent->parent;
	while (parent->last)
		parent = parent->last;
	if (parent->kind != NODE_TEXT)
		return ' ';
	const char *text = parent->u.text.text, *end = text + strlen(text);
	return end > text ? g_utf8_get_char(g_utf8_prev_char(end)) : ' ';
}

static gunichar char_after(cmark_node *node)
{
	while (node && !cmark_node_next(node))
		node = cmark_node_parent(node);
	node = node ? cmark_node_next(node) : NULL;
	while (node && cmark_node_first_child(node))
		node = cmark_node_first_child(node);
	if (!node || cmark_node_get_type(node) != CMARK_NODE_TEXT)
		return ' ';
	return g_utf8_get_char(cmark_node_get_literal(node));
}

/* A line break in the source is a space, but nothing between ideographs and the like. */
static void add_soft_break(struct reading *in, cmark_node *node, const struct node *parent)
{
	if (!is_unspaced(char_before(in, parent)) || !is_unspaced(char_after(node)))
		add_text(in, inline_pos(in, node), " ");
}

/* A key of a citation at s, behind its "@": its length, 0 when there is none. */
static size_t key_length(const char *s)
{
	return *s == '@' ? strspn(s + 1, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;
}

/* "[@one; @other]" at s, of len bytes, as a node; NULL after reporting. */
static struct node *read_citation(struct reading *in, struct pos pos, const char *s, size_t len)
{
	const char *at = s + 1, *end = s + len - 1;
	const char **keys = ARENA_ARRAY(in->arena, const char *, len);
	size_t count = 0;
	for (size_t key; (key = key_length(at)) > 0; at += strspn(at, " ")) {
		keys[count++] = str_copy_n(in->arena, at + 1, key);
		at += 1 + key;
		if (at == end || *at != ';')
			break;
		at++;
	}
	if (at != end || !count) {
		diag_error(in->diag, pos,
				   "the citation %.*s is not understood: write [@key] or [@one; @other], with keys "
				   "of small letters, digits and hyphens",
				   (int)len, s);
		return NULL;
	}
	struct node *citation = doc_node(in->arena, NODE_CITATION, pos);
	citation->u.citation.keys = keys;
	return citation;
}

/* Where a citation begins in the text; NULL: it has none. */
static const char *find_citation(const char *text)
{
	while ((text = strstr(text, "[@")) && !g_ascii_isalnum(text[2]))
		text += 2;
	return text;
}

/* A text in one line: cmark-gfm leaves the ends of lines in what is nearly a footnote's mark. */
static const char *join_lines(struct arena *arena, const char *text)
{
	struct buf out = {.arena = arena};
	if (!strchr(text, '\n'))
		return text;
	for (size_t len; *text; text += len) {
		len = strcspn(text, "\n");
		buf_add(&out, text, len);
		if (text[len])
			buf_putc(&out, ' ');
		len += strspn(text + len, "\n ");
	}
	return buf_chars(&out);
}

/* Joins the lines of a text that ends inside a citation. */
static void join_citation(cmark_node *text)
{
	for (;;) {
		const char *literal = cmark_node_get_literal(text), *open = strrchr(literal, '[');
		cmark_node *space = cmark_node_next(text), *more = space ? cmark_node_next(space) : NULL;
		if (!open || find_citation(open) != open || strchr(open, ']') || !more ||
			cmark_node_get_type(space) != CMARK_NODE_SOFTBREAK ||
			cmark_node_get_type(more) != CMARK_NODE_TEXT)
			return;
		char *joined = g_strconcat(literal, " ", cmark_node_get_literal(more), NULL);
		cmark_node_set_literal(text, joined);
		cmark_node_free(space);
		cmark_node_free(more);
		g_free(joined);
	}
}

/* Text, and the citations in it. */
static void read_text(struct reading *in, struct pos pos, const char *text, struct node *parent)
{
	const char *open;
	while ((open = find_citation(text))) {
		const char *close = strchr(open, ']');
		if (!close) {
			diag_error(in->diag, pos, "the citation %.20s has no end: put a ] behind its key",
					   open);
			break;
		}
		if (open > text)
			add_text(in, pos, str_copy_n(in->arena, text, (size_t)(open - text)));
		struct pos at = pos;
		at.col += in->lines ? (int)g_utf8_strlen(text, open - text) : 0;
		size_t len = (size_t)(close - open) + 1;
		struct node *citation = read_citation(in, at, open, len);
		if (citation) {
			flush_text(in, parent);
			doc_append(parent, citation);
		}
		pos.col = at.col + (in->lines ? (int)g_utf8_strlen(open, (gssize)len) : 0);
		text = close + 1;
	}
	if (*text)
		add_text(in, pos, text);
}

static bool good_scheme(const char *url)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};
	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
		size_t len = strlen(schemes[i]);
		if (g_ascii_strncasecmp(url, schemes[i], len) == 0 && url[len])
			return true;
	}
	return url[0] == '#' && url[1];
}

static bool is_picture(const char *url)
{
	static const char *const endings[] = {".png", ".jpg", ".jpeg", ".svg"};
	const char *ending = strrchr(url, '.');
	for (size_t i = 0; ending && i < G_N_ELEMENTS(endings); i++)
		if (g_ascii_strcasecmp(ending, endings[i]) == 0)
			return true;
	return false;
}

/* What is a link itself in an e-book cannot stand in the words of one. */
static void refuse_in_link(struct reading *in, cmark_node *from, struct pos pos, const char *what)
{
	for (cmark_node *n = cmark_node_parent(from); n; n = cmark_node_parent(n))
		if (cmark_node_get_type(n) == CMARK_NODE_LINK) {
			diag_error(in->diag, pos, "%s stands in the words of a link: put it behind the link",
					   what);
			return;
		}
}

const char *inline_title(const struct reading *in, cmark_node *from)
{
	const char *title = cmark_node_get_title(from);
	return title && *title ? g_strdelimit(str_copy(in->arena, title), "\r\n", ' ') : NULL;
}

static struct node *read_link(struct reading *in, cmark_node *from)
{
	struct pos pos = inline_pos(in, from);
	const char *url = cmark_node_get_url(from);
	if (!good_scheme(url) && is_picture(url))
		diag_error(in->diag, pos,
				   "the link \"%s\" leads to an image: put a '!' before its '[' to show it there",
				   url);
	else if (!good_scheme(url))
		diag_error(in->diag, pos,
				   "the link \"%s\" cannot be followed from paper or an e-book: begin it with "
				   "https://, http://, mailto: or tel:, or name a heading of this handout with #",
				   url);
	refuse_in_link(in, from, pos, "a link");
	if (!cmark_node_first_child(from))
		diag_error(in->diag, pos, "the link \"%s\" has no words: write [words](address)", url);
	struct node *link = doc_node(in->arena, NODE_LINK, pos);
	link->u.link.url = str_copy(in->arena, url);
	link->u.link.title = inline_title(in, from);
	return link;
}

/* cmark-gfm gives a footnote's mark its number as text. */
static struct node *read_mark(struct reading *in, cmark_node *from)
{
	const char *literal = cmark_node_get_literal(from);
	size_t number = literal ? (size_t)g_ascii_strtoull(literal, NULL, 10) : 0;
	if (number < 1 || number > in->note_count)
		return NULL;
	refuse_in_link(in, from, inline_pos(in, from), "the mark of a footnote");
	struct node *mark = doc_node(in->arena, NODE_NOTE_MARK, inline_pos(in, from));
	mark->u.note_mark.note = in->notes[number - 1];
	mark->u.note_mark.mark = ++in->marks[number - 1];
	return mark;
}

/* Whether the tag ends an element that begins shortly before it, and is refused there. */
static bool closes_refused(cmark_node *tag)
{
	enum { NEAR = 32 };
	const char *html = cmark_node_get_literal(tag);
	size_t len = strcspn(html, " \t\n>");
	cmark_node *before = cmark_node_previous(tag);
	for (int i = 0; strncmp(html, "</", 2) == 0 && before && i < NEAR; i++) {
		const char *other = cmark_node_get_type(before) == CMARK_NODE_HTML_INLINE
								? cmark_node_get_literal(before)
								: "";
		if (strcspn(other, " \t\n>") == len - 1 &&
			g_ascii_strncasecmp(other + 1, html + 2, len - 2) == 0)
			return true;
		before = cmark_node_previous(before);
	}
	return false;
}

static void read_html(struct reading *in, cmark_node *from)
{
	const char *html = cmark_node_get_literal(from);
	if (strncmp(html, "<!--", 4) == 0 || closes_refused(from))
		return;
	diag_error(
		in->diag, inline_pos(in, from),
		"HTML (%.20s) cannot be used: write it in Markdown, or put a backslash before the '<'",
		html);
}

/* A node of ours for a cmark inline that holds others; NULL: it is none. */
static struct node *read_holder(struct reading *in, cmark_node *from)
{
	cmark_node_type type = cmark_node_get_type(from);
	if (type == CMARK_NODE_EMPH)
		return doc_node(in->arena, NODE_EMPHASIS, inline_pos(in, from));
	if (type == CMARK_NODE_STRONG)
		return doc_node(in->arena, NODE_STRONG, inline_pos(in, from));
	if (type == CMARK_NODE_LINK)
		return read_link(in, from);
	if (strcmp(cmark_node_get_type_string(from), "strikethrough") == 0)
		return doc_node(in->arena, NODE_STRIKE, inline_pos(in, from));
	return NULL;
}

/* Warns of "[words][name]" in a text of one line, which is a link when some line says where name
 * leads; not when backslashes make plain signs of the brackets. */
static void warn_unaddressed(struct reading *in, struct pos pos, const char *text)
{
	const char *s = in->lines && pos.line > 0 ? strstr(text, "][") : NULL;
	const char *written = s ? in->text.s + in->lines[pos.line - 1] : NULL, *counted = text;
	for (; s; s = strstr(s + 1, "][")) {
		const char *open = s, *end = in->text.s + in->text.len;
		size_t len = strcspn(s + 2, "[]"), digits = strspn(s + 2, "0123456789 ,-");
		while (open > text && !strchr("[]", open[-1]))
			open--;
		if (open == text || open == s || open[-1] != '[' || s[2 + len] != ']' || digits >= len)
			continue;
		const char *line_end = memchr(written, '\n', (size_t)(end - written));
		char *needle = g_strndup(s, len + 3);
		written = g_strstr_len(written, (line_end ? line_end : end) - written, needle);
		g_free(needle);
		if (!written)
			return;
		pos.col += (int)g_utf8_strlen(counted, open - 1 - counted);
		counted = open - 1;
		diag_warning(in->diag, pos,
					 "no line says where [%.*s] leads, so the brackets are printed: write [%.*s]"
					 "(address)",
					 (int)len, s + 2, (int)(s - open), open);
		written += len + 3;
	}
}

static void read_leaf(struct reading *in, cmark_node *from, struct node *parent)
{
	cmark_node_type type = cmark_node_get_type(from);
	struct pos pos = inline_pos(in, from);
	struct node *made = NULL;
	if (type == CMARK_NODE_TEXT) {
		join_citation(from);
		const char *text = join_lines(in->arena, cmark_node_get_literal(from));
		warn_unaddressed(in, pos, text);
		read_text(in, pos, text, parent);
	} else if (type == CMARK_NODE_SOFTBREAK) {
		add_soft_break(in, from, parent);
	} else if (type == CMARK_NODE_LINEBREAK) {
		made = doc_node(in->arena, NODE_BREAK, pos);
	} else if (type == CMARK_NODE_CODE) {
		made = doc_node(in->arena, NODE_CODE, pos);
		made->u.text.text = str_copy(in->arena, cmark_node_get_literal(from));
	} else if (type == CMARK_NODE_HTML_INLINE) {
		read_html(in, from);
	} else if (type == CMARK_NODE_IMAGE) {
		diag_error(in->diag, pos,
				   "an image cannot stand inside a line of text: put it in a paragraph of its own");
	} else if (type == CMARK_NODE_FOOTNOTE_REFERENCE) {
		made = read_mark(in, from);
	}
	if (made) {
		flush_text(in, parent);
		doc_append(parent, made);
	}
}

/* Whether the words are emphasised, or strong, already: once more means nothing. */
static bool is_marked(cmark_node *from, const struct node *parent)
{
	cmark_node_type type = cmark_node_get_type(from);
	return (type == CMARK_NODE_EMPH && doc_ancestor(parent, NODE_EMPHASIS)) ||
		   (type == CMARK_NODE_STRONG && doc_ancestor(parent, NODE_STRONG));
}

static void read_level(struct reading *in, cmark_node *from, struct node *parent, int depth)
{
	if (depth > MARKDOWN_DEPTH) {
		diag_error(in->diag, inline_pos(in, from),
				   "marks are nested more than %d deep: write it more simply", MARKDOWN_DEPTH);
		return;
	}
	for (cmark_node *n = cmark_node_first_child(from); n; n = cmark_node_next(n)) {
		struct node *holder = is_marked(n, parent) ? parent : read_holder(in, n);
		if (holder == parent) {
			read_level(in, n, parent, depth + 1);
		} else if (holder) {
			flush_text(in, parent);
			doc_append(parent, holder);
			read_level(in, n, holder, depth + 1);
			flush_text(in, holder);
		} else {
			read_leaf(in, n, parent);
		}
	}
}

void inline_read(struct reading *in, cmark_node *from, struct node *parent)
{
	read_level(in, from, parent, 0);
	flush_text(in, parent);
	leftover_report(in, from, parent);
}
