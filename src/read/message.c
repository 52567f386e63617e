/* Messages: a block's inlines as Markdown, and a translator's Markdown back to inlines. */
#include "read/markdown.h"

#include <string.h>

#include <glib.h>

#include "read/inline.h"

static bool is_alnum_at(const char *s)
{
	return *s && g_unichar_isalnum(g_utf8_get_char(s));
}

static bool is_entity(const char *s)
{
	return s[0] == '&' && (g_ascii_isalpha(s[1]) || s[1] == '#');
}

/* Whether the character at s would be markup: then it is written after a backslash. */
static bool needs_escape(const char *text, const char *s)
{
	switch (*s) {
	case '\\':
	case '`':
	case '*':
	case '[':
	case ']':
	case '<':
	case '~':
		return true;
	case '_':
		return s == text || !is_alnum_at(g_utf8_prev_char(s)) || !is_alnum_at(s + 1);
	case '&':
		return is_entity(s);
	}
	return false;
}

/* The length of what would make another kind of block of a line that begins with it; 0: nothing. */
static size_t block_start(const char *s)
{
	if (strchr("#>+-=|", *s) && *s)
		return 1;
	size_t digits = strspn(s, "0123456789");
	return digits && digits < 10 && (s[digits] == '.' || s[digits] == ')') &&
				   (s[digits + 1] == ' ' || s[digits + 1] == '\t' || !s[digits + 1])
			   ? digits + 1
			   : 0;
}

/* A message on its way out: its text, and where in it each piece begins. */
struct writing {
	struct buf buf;
	struct buf pieces; /* of struct begun */
	size_t count;
};

struct begun {
	enum piece_kind kind;
	const struct node *node;
	size_t from;
};

static void begin(struct writing *w, enum piece_kind kind, const struct node *node)
{
	struct begun piece = {kind, node, w->buf.len};
	buf_add(&w->pieces, &piece, sizeof piece);
	w->count++;
}

/* The length of "{{clinic.phone}}" at s; 0: there is none. */
static size_t field_length(const char *s)
{
	const char *end = s[0] == '{' && s[1] == '{' ? strstr(s, "}}") : NULL;
	size_t len = end ? (size_t)(end - s) + 2 : 0;
	return len && strcspn(s, "*[]<>\\`~&_ ") >= len ? len : 0;
}

static bool is_white(const char *s)
{
	return g_unichar_isspace(g_utf8_get_char(s));
}

/* Whether white space that begins a line would be taken for indentation, or hide what begins
 * another kind of block. */
static bool is_indented(const struct node *node, const char *text)
{
	size_t count = strspn(text, " \t");
	bool alone = !text[count] && !node->next;
	return count && (count > 3 || memchr(text, '\t', count) || alone || block_start(text + count));
}

/* White space beside the marks of emphasis makes them none. */
static bool in_marks(const struct node *node)
{
	enum node_kind kind = node->parent ? node->parent->kind : node->kind;
	return kind == NODE_EMPHASIS || kind == NODE_STRONG || kind == NODE_STRIKE;
}

/* The white space that ends the marks' words; NULL: none does. */
static const char *last_white(const struct node *node, const char *text)
{
	const char *last = *text ? g_utf8_prev_char(text + strlen(text)) : NULL;
	return last && in_marks(node) && !node->next && is_white(last) ? last : NULL;
}

/* The bytes at s that stay as they are: before what may be markup, and before stop if that is not
 * NULL or behind. */
static size_t plain_length(const char *s, const char *stop)
{
	size_t len = strcspn(s, "\\`*[]<~_&{");
	return stop && stop >= s ? MIN(len, (size_t)(stop - s)) : len;
}

static void write_text(struct writing *w, const struct node *node)
{
	struct buf *buf = &w->buf;
	const char *text = node->u.text.text;
	/* A byte order mark that begins a text is passed over by its reader. */
	static const char mark[] = "\xef\xbb\xbf";
	bool begins_line = buf->len == 0 || buf->s[buf->len - 1] == '\n';
	bool marked = buf->len == 0 && g_str_has_prefix(text, mark);
	size_t special = begins_line ? block_start(text) : 0;
	begin(w, PIECE_TEXT, node);
	buf_puts(buf, marked ? "&#xFEFF;" : "");
	text += marked ? sizeof mark - 1 : 0;
	bool first = begins_line ? is_indented(node, text)
							 : in_marks(node) && node->parent->child == node && is_white(text);
	const char *last = last_white(node, text), *guard = special ? text + special - 1 : NULL;
	for (const char *s = text; *s; s++) {
		if ((first && s == text) || s == last) {
			begin(w, PIECE_MARK, node);
			buf_fmt(buf, "&#%u;", (unsigned)g_utf8_get_char(s));
			begin(w, PIECE_TEXT, node);
			s = g_utf8_next_char(s) - 1;
			continue;
		}
		size_t plain = MIN(plain_length(s, last), plain_length(s, guard));
		if (plain) {
			buf_add(buf, s, plain);
			s += plain - 1;
			continue;
		}
		bool guarded = s == guard || needs_escape(text, s);
		size_t field = guarded ? 0 : field_length(s);
		if (guarded || field)
			begin(w, PIECE_MARK, node);
		if (guarded)
			buf_putc(buf, '\\');
		buf_add(buf, s, field ? field : 1);
		s += field ? field - 1 : 0;
		if (guarded || field)
			begin(w, PIECE_TEXT, node);
	}
}

/* Whether so many backticks, no more and no fewer, stand together in the text. */
static bool has_ticks(const char *text, size_t count)
{
	for (const char *s = strchr(text, '`'); s; s = strchr(s, '`')) {
		size_t run = strspn(s, "`");
		if (run == count)
			return true;
		s += run;
	}
	return false;
}

/* The fewest backticks that end the code nowhere but behind it: CommonMark's reader knows no fence
 * of more than 80. */
static void write_code(struct buf *buf, const char *text)
{
	size_t ticks = 1, len = strlen(text);
	while (has_ticks(text, ticks))
		ticks++;
	bool pad = len && (text[0] == '`' || text[len - 1] == '`' ||
					   (text[0] == ' ' && text[len - 1] == ' ' && strspn(text, " ") < len));
	for (size_t i = 0; i < ticks; i++)
		buf_putc(buf, '`');
	buf_fmt(buf, "%s%s%s", pad ? " " : "", text, pad ? " " : "");
	for (size_t i = 0; i < ticks; i++)
		buf_putc(buf, '`');
}

/* A part of a link, with a backslash before the characters of a set. In links, entities are read
 * before backslashes. */
static void write_quoted(struct buf *buf, const char *text, const char *set)
{
	for (const char *s = text; *s; s++) {
		if (is_entity(s)) {
			buf_puts(buf, "&amp;");
			continue;
		}
		if (strchr(set, *s))
			buf_putc(buf, '\\');
		buf_putc(buf, *s);
	}
}

static void write_target(struct buf *buf, const struct node *link)
{
	const char *url = link->u.link.url;
	bool angle = strpbrk(url, " ()<>\\") != NULL;
	buf_puts(buf, angle ? "](<" : "](");
	write_quoted(buf, url, "<>\\");
	buf_puts(buf, angle ? ">" : "");
	if (link->u.link.title) {
		buf_puts(buf, " \"");
		write_quoted(buf, link->u.link.title, "\"\\");
		buf_putc(buf, '"');
	}
	buf_putc(buf, ')');
}

/* Words after "!" in brackets would be an image. */
static void guard_cry(struct buf *buf)
{
	if (buf->len && buf->s[buf->len - 1] == '!') {
		buf->len--;
		buf_puts(buf, "\\!");
	}
}

/* What stands before (open) or after the children of a holder. */
static void write_edge(struct writing *w, const struct node *node, bool open)
{
	struct buf *buf = &w->buf;
	if (node->kind == NODE_LINK && open)
		guard_cry(buf);
	begin(w, open ? PIECE_OPEN : PIECE_CLOSE, node);
	if (node->kind == NODE_EMPHASIS)
		buf_putc(buf, '*');
	else if (node->kind == NODE_STRONG)
		buf_puts(buf, "**");
	else if (node->kind == NODE_STRIKE)
		buf_puts(buf, "~~");
	else if (node->kind == NODE_LINK && open)
		buf_putc(buf, '[');
	else if (node->kind == NODE_LINK)
		write_target(buf, node);
}

/* "[@one; @other]" */
static void write_citation(struct buf *buf, const struct node *citation)
{
	for (const char *const *key = citation->u.citation.keys; *key; key++)
		buf_fmt(buf, "%s@%s", key == citation->u.citation.keys ? "[" : "; ", *key);
	buf_putc(buf, ']');
}

static void write_mark(struct writing *w, const struct node *node)
{
	begin(w, PIECE_MARK, node);
	if (node->kind == NODE_CODE)
		write_code(&w->buf, node->u.text.text);
	else if (node->kind == NODE_BREAK)
		buf_puts(&w->buf, "\\\n");
	else if (node->kind == NODE_NOTE_MARK)
		buf_fmt(&w->buf, "[^%s]", node->u.note_mark.note->u.note.label);
	else
		write_citation(&w->buf, node);
}

static bool has_stars(const struct node *node)
{
	return node->kind == NODE_EMPHASIS || node->kind == NODE_STRONG;
}

/* Whether the marks at the end of one inline and those at the beginning of the next would be read
 * as one: where a comment stood between them. */
static bool marks_meet(const struct node *node, const struct node *next)
{
	return next &&
		   ((has_stars(node) && has_stars(next)) ||
			(node->kind == next->kind && (node->kind == NODE_CODE || node->kind == NODE_STRIKE)));
}

static void write_inlines(struct writing *w, const struct node *parent)
{
	for (const struct node *n = parent->child; n; n = n->next) {
		if (n->kind == NODE_TEXT) {
			write_text(w, n);
		} else if (n->kind == NODE_CODE || n->kind == NODE_BREAK || n->kind == NODE_NOTE_MARK ||
				   n->kind == NODE_CITATION) {
			write_mark(w, n);
		} else {
			write_edge(w, n, true);
			if (!n->child)
				buf_puts(&w->buf, "<!-- -->");
			write_inlines(w, n);
			write_edge(w, n, false);
		}
		if (marks_meet(n, n->next))
			buf_puts(&w->buf, "<!-- -->");
	}
}

const char *markdown_inlines(struct arena *arena, const struct node *block)
{
	struct writing w = {.buf = {.arena = arena}, .pieces = {.arena = arena}};
	write_inlines(&w, block);
	return buf_chars(&w.buf);
}

const struct piece *markdown_pieces(struct arena *arena, const struct node *block, size_t *count)
{
	struct writing w = {.buf = {.arena = arena}, .pieces = {.arena = arena}};
	write_inlines(&w, block);
	const struct begun *begun = (const void *)w.pieces.s;
	struct piece *pieces = ARENA_ARRAY(arena, struct piece, w.count);
	*count = 0;
	for (size_t i = 0; i < w.count; i++) {
		size_t end = i + 1 < w.count ? begun[i + 1].from : w.buf.len;
		if (end == begun[i].from && begun[i].kind == PIECE_TEXT)
			continue;
		pieces[(*count)++] = (struct piece){
			.kind = begun[i].kind,
			.markdown = str_copy_n(arena, w.buf.s + begun[i].from, end - begun[i].from),
			.node = begun[i].node,
		};
	}
	return pieces;
}

/* The markup that a translation must keep, one entry a line: links' targets, notes, code,
 * citations. */
static GPtrArray *markup_of(struct arena *arena, const struct node *block)
{
	GPtrArray *list = g_ptr_array_new();
	for (const struct node *n = block; n; n = doc_next(n, block)) {
		if (n->kind == NODE_LINK)
			g_ptr_array_add(list, str_fmt(arena, "link %s", n->u.link.url));
		else if (n->kind == NODE_NOTE_MARK)
			g_ptr_array_add(list,
							str_fmt(arena, "footnote [^%s]", n->u.note_mark.note->u.note.label));
		else if (n->kind == NODE_CODE)
			g_ptr_array_add(list, str_fmt(arena, "code `%s`", n->u.text.text));
		for (const char *const *key = n->kind == NODE_CITATION ? n->u.citation.keys : NULL;
			 key && *key; key++)
			g_ptr_array_add(list, str_fmt(arena, "citation [@%s]", *key));
	}
	return list;
}

static int compare_markup(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool same_markup(struct arena *arena, struct diag *diag, struct pos pos,
						const struct node *source, const struct node *block)
{
	GPtrArray *want = markup_of(arena, source), *have = markup_of(arena, block);
	g_ptr_array_sort(want, compare_markup);
	g_ptr_array_sort(have, compare_markup);
	bool same = true;
	guint i = 0, j = 0;
	while (i < want->len || j < have->len) {
		const char *w = i < want->len ? want->pdata[i] : NULL;
		const char *h = j < have->len ? have->pdata[j] : NULL;
		int order = !w ? 1 : !h ? -1 : strcmp(w, h);
		if (order < 0)
			diag_error(diag, pos, "the translation lacks the %s of the source: put it in", w);
		else if (order > 0)
			diag_error(diag, pos, "the translation has the %s, which the source has not: remove it",
					   h);
		same = same && order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	g_ptr_array_free(want, TRUE);
	g_ptr_array_free(have, TRUE);
	return same;
}

/* The distinct notes marked in the source block, in order. */
static GPtrArray *notes_of(const struct node *source)
{
	GPtrArray *notes = g_ptr_array_new();
	for (const struct node *n = source; n; n = doc_next(n, source))
		if (n->kind == NODE_NOTE_MARK && !g_ptr_array_find(notes, n->u.note_mark.note, NULL))
			g_ptr_array_add(notes, (gpointer)n->u.note_mark.note);
	return notes;
}

/* The numbers that cmark-gfm will give: in the order of the first marks in the text. */
static struct node **notes_in_order(struct arena *arena, const char *text, const GPtrArray *notes,
									size_t *count)
{
	struct node **order = ARENA_ARRAY(arena, struct node *, notes->len + 1);
	*count = 0;
	for (const char *s = text; *s; s++) {
		for (guint i = 0; s[0] == '[' && s[1] == '^' && i < notes->len; i++) {
			struct node *note = notes->pdata[i];
			size_t len = strlen(note->u.note.label);
			bool seen = false;
			for (size_t k = 0; k < *count; k++)
				seen = seen || order[k] == note;
			if (!seen && strncmp(s + 2, note->u.note.label, len) == 0 && s[2 + len] == ']')
				order[(*count)++] = note;
		}
	}
	return order;
}

bool markdown_message(struct arena *arena, struct diag *diag, const struct node *source,
					  const char *text, struct pos pos, struct node *block)
{
	size_t before = diag->errors;
	GPtrArray *notes = notes_of(source);
	struct buf buf = {.arena = arena};
	buf_puts(&buf, text);
	for (guint i = 0; i < notes->len; i++)
		buf_fmt(&buf, "\n\n[^%s]: x", ((const struct node *)notes->pdata[i])->u.note.label);
	struct reading in = {
		.arena = arena, .diag = diag, .text = str_of(text), .pos = pos, .run = {.arena = arena}};
	in.notes = notes_in_order(arena, text, notes, &in.note_count);
	in.marks = ARENA_ARRAY(arena, int, in.note_count + 1);
	cmark_node *root = inline_parse(buf_str(&buf));
	cmark_node *first = cmark_node_first_child(root);
	cmark_node *second = first ? cmark_node_next(first) : NULL;
	if (first && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH &&
		(!second || cmark_node_get_type(second) == CMARK_NODE_FOOTNOTE_DEFINITION)) {
		inline_read(&in, first, block);
		if (diag->errors == before)
			same_markup(arena, diag, pos, source, block);
	} else {
		diag_error(
			diag, pos,
			"the translation is not one paragraph of text: it reads as a list, heading, quotation "
			"or several paragraphs; put a backslash before its first mark, or join the lines");
	}
	cmark_node_free(root);
	g_ptr_array_free(notes, TRUE);
	return diag->errors == before;
}
