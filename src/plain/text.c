/* Document -> plain text: blocks to lines with what stands before them, inlines to words. */
#include "plain/text.h"

#include <assert.h>
#include <glib.h>
#include <string.h>

#include "document/frame.h"

/* Left to right whatever is around it, in marks that also old software knows: an embedding, closed,
 * and then a mark that puts what follows back. */
#define EMBED_LTR "\u202A"
#define EMBED_RTL "\u202B"
#define EMBED_END "\u202C"
#define MARK_LTR "\u200E"
#define MARK_RTL "\u200F"

#define UNDERLINE_MOST 60
#define STEP 4                       /* spaces of an indent */
#define BLANK "____________________" /* to write on */

struct text {
	struct arena *arena;
	const struct edition *edition;
	struct buf out;
	int indent;         /* spaces before each line */
	const char *marker; /* of a list's item: in the indent of its first line; NULL: none */
	const char *label;  /* of a callout: before its first line; NULL: none */
	bool tight;         /* no empty line before the next block */
};

static void block(struct text *text, const struct node *node);
static void inlines(struct text *text, const struct node *parent, struct buf *out);

/* The direction of a node's language. */
static bool is_rtl(const struct text *text, const struct node *node)
{
	const char *lang = doc_lang(node);
	const struct locale *locale = lang != NULL ? locale_find(lang) : NULL;

	return (locale != NULL ? locale : text->edition->locale)->rtl;
}

static bool is_rtl_letter(gunichar c)
{
	static const GUnicodeScript scripts[] = {
		G_UNICODE_SCRIPT_ARABIC, G_UNICODE_SCRIPT_HEBREW, G_UNICODE_SCRIPT_SYRIAC,
		G_UNICODE_SCRIPT_THAANA, G_UNICODE_SCRIPT_NKO,
	};
	GUnicodeScript script = g_unichar_get_script(c);

	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++)
		if (script == scripts[i])
			return true;
	return false;
}

/* Whether software that looks for the first letter takes a line to run from right to left. */
static bool seems_rtl(const char *line)
{
	for (const char *p = line; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (c == 0x200F || c == 0x202B)
			return true;
		if (c == 0x200E || c == 0x202A)
			return false;
		if (g_unichar_isalpha(c))
			return is_rtl_letter(c);
	}
	return false;
}

/* A line of its own, after the indent, the marker and the label; rtl: its direction. */
static void add_line(struct text *text, bool rtl, const char *words)
{
	const char *marker = text->marker != NULL ? text->marker : "";
	const char *label = text->label != NULL ? text->label : "";
	const char *line = str_fmt(text->arena, "%s%s%s", marker, label, words);
	int indent = text->indent - (int)g_utf8_strlen(marker, -1);

	if (rtl != seems_rtl(line))
		buf_puts(&text->out, rtl ? MARK_RTL : MARK_LTR);
	buf_fmt(&text->out, "%*s%s\n", MAX(indent, 0), "", line);
	text->marker = NULL;
	text->label = NULL;
}

/* The lines of a text in which the author broke them. */
static void add_lines(struct text *text, const struct node *node, struct buf *words)
{
	bool rtl = is_rtl(text, node);
	char **lines = g_strsplit(buf_chars(words), "\n", -1);

	for (char **line = lines; *line != NULL; line++)
		add_line(text, rtl, *line);
	g_strfreev(lines);
}

/* The empty line before a block. */
static void gap(struct text *text)
{
	if (text->out.len > 0 && !text->tight && text->marker == NULL)
		buf_putc(&text->out, '\n');
	text->tight = false;
}

/* The words of a buffer in one line. */
static const char *one_line(struct buf *words)
{
	for (const char *p = buf_chars(words); *p != '\0'; p++)
		if (*p == '\n')
			words->s[p - words->s] = ' ';
	return words->s;
}

/* A piece that runs to its own side inside text that may run to the other. */
static void embedded(bool rtl, bool outer, const char *words, struct buf *out)
{
	if (rtl == outer) {
		buf_puts(out, words);
		return;
	}
	buf_puts(out, rtl ? EMBED_RTL : EMBED_LTR);
	buf_puts(out, words);
	buf_puts(out, EMBED_END);
	buf_puts(out, outer ? MARK_RTL : MARK_LTR);
}

static const char *words_of(struct text *text, const struct node *parent)
{
	struct buf words = {.arena = text->arena};

	inlines(text, parent, &words);
	return buf_chars(&words);
}

/* What a reader types to follow a link: no scheme that says how; NULL: nothing, as for a place in
 * the handout. */
static const char *address(const char *url)
{
	if (url[0] == '#')
		return NULL;
	return g_ascii_strncasecmp(url, "mailto:", 7) == 0 ? url + 7 : url;
}

/* Letters and digits of a text, to see whether it already says an address. */
static const char *letters(struct arena *arena, const char *words)
{
	struct buf out = {.arena = arena};

	for (const char *p = words; *p != '\0'; p++)
		if (g_ascii_isalnum(*p))
			buf_putc(&out, g_ascii_tolower(*p));
	return buf_chars(&out);
}

static void hyperlink(struct text *text, const struct node *node, bool rtl, struct buf *out)
{
	const char *words = words_of(text, node), *to = address(node->u.link.url);
	const char *place = to != NULL && strstr(to, "://") != NULL ? strstr(to, "://") : to;
	bool phone = to != NULL && g_ascii_strncasecmp(to, "tel:", 4) == 0;

	embedded(is_rtl(text, node), rtl, words, out);
	/* a phone's words are its number as people write it */
	if (to == NULL || phone || strstr(letters(text->arena, words), letters(text->arena, place)))
		return;
	buf_puts(out, " (");
	embedded(false, rtl, to, out);
	buf_puts(out, ")");
}

static void one_inline(struct text *text, const struct node *node, bool rtl, struct buf *out)
{
	switch (node->kind) {
	case NODE_TEXT:
		buf_puts(out, node->u.text.text);
		break;
	case NODE_CODE:
		embedded(false, rtl, node->u.text.text, out);
		break;
	case NODE_ISOLATE:
		embedded(false, rtl, words_of(text, node), out);
		break;
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_SPAN:
		embedded(is_rtl(text, node), rtl, words_of(text, node), out);
		break;
	case NODE_STRIKE:
		buf_fmt(out, "~%s~", words_of(text, node));
		break;
	case NODE_CITATION:
		buf_fmt(out, "%s%s", rtl ? MARK_RTL : "", words_of(text, node));
		break;
	case NODE_LINK:
		hyperlink(text, node, rtl, out);
		break;
	case NODE_NOTE_MARK:
		buf_fmt(out, "(%s)",
				locale_number(text->arena, text->edition->locale,
							  node->u.note_mark.note->u.note.number));
		break;
	case NODE_BREAK:
		buf_putc(out, '\n');
		break;
	case NODE_DOCUMENT:
	case NODE_PART:
	case NODE_SECTION:
	case NODE_HEADING:
	case NODE_PARAGRAPH:
	case NODE_LIST:
	case NODE_ITEM:
	case NODE_QUOTE:
	case NODE_CALLOUT:
	case NODE_CODE_BLOCK:
	case NODE_RULE:
	case NODE_TABLE:
	case NODE_ROW:
	case NODE_CELL:
	case NODE_FIGURE:
	case NODE_CAPTION:
	case NODE_NOTE:
	case NODE_PAIR:
	case NODE_SIDE:
		assert(false);
		break;
	}
}

static void inlines(struct text *text, const struct node *parent, struct buf *out)
{
	bool rtl = is_rtl(text, parent);

	for (const struct node *n = parent->child; n != NULL; n = n->next)
		if (n->kind != NODE_SPAN || !n->u.span.printed)
			one_inline(text, n, rtl, out);
}

/* Whether the block is a line of the imprint after another one, or a number to call or what is said
 * of it. */
static bool follows_closely(const struct node *node)
{
	const struct node *before = node->parent->child;

	while (before != node && before->next != node)
		before = before->next;
	if (before == node || before->kind != NODE_PARAGRAPH || node->kind != NODE_PARAGRAPH)
		return false;
	enum paragraph_use above = before->u.paragraph.use, use = node->u.paragraph.use;
	return use == USE_CALL || (use == USE_FIELD && above == USE_FIELD) ||
		   (use == USE_IMPRINT && (above == USE_IMPRINT || above == USE_CALL));
}

static bool is_field(const struct node *node)
{
	return node->kind == NODE_PARAGRAPH && node->u.paragraph.use == USE_FIELD;
}

/* A block of inlines as lines. */
static void words(struct text *text, const struct node *node)
{
	struct buf line = {.arena = text->arena};

	if (!follows_closely(node))
		gap(text);
	inlines(text, node, &line);
	if (is_field(node))
		buf_fmt(&line, "%s" BLANK, frame_colon(text->edition));
	add_lines(text, node, &line);
}

static void blocks(struct text *text, const struct node *parent)
{
	for (const struct node *n = parent->child; n != NULL; n = n->next)
		block(text, n);
}

/* As wide as the words look, which are wide in Chinese. */
static int width_of(const char *words)
{
	int width = 0;

	for (const char *p = words; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
	}
	return MIN(width, UNDERLINE_MOST);
}

static void heading(struct text *text, const struct node *node)
{
	const struct node *parent = node->parent;
	struct buf line = {.arena = text->arena};
	int level = node->u.heading.level;

	gap(text);
	if (text->out.len > 0 && level <= 3)
		buf_putc(&text->out, '\n');
	if (parent->kind == NODE_SECTION && parent->u.section.number > 0)
		buf_fmt(&line, "%s. ",
				locale_number(text->arena, text->edition->locale, parent->u.section.number));
	inlines(text, node, &line);
	add_line(text, is_rtl(text, node), one_line(&line));
	if (level > 2)
		return;
	char *rule = g_strnfill((gsize)width_of(line.s), level == 1 ? '=' : '-');
	add_line(text, is_rtl(text, node), rule);
	g_free(rule);
}

static const char *item_marker(struct text *text, const struct node *list, const struct node *item,
							   int number)
{
	switch (item->u.item.task) {
	case TASK_OPEN:
		return "[ ] ";
	case TASK_DONE:
		return "[x] ";
	case TASK_NONE:
		break;
	}
	if (!list->u.list.ordered)
		return "- ";
	const struct locale *locale = locale_find(doc_lang(list));
	if (locale == NULL)
		locale = text->edition->locale;
	return str_fmt(text->arena, "%s ",
				   locale_marker_text(text->arena, locale, doc_list_depth(list), number));
}

static void list(struct text *text, const struct node *node)
{
	int number = node->u.list.start;
	bool first = true;

	for (const struct node *n = node->child; n != NULL; n = n->next, number++) {
		if (first || !node->u.list.tight)
			gap(text);
		first = false;
		text->marker = item_marker(text, node, n, number);
		text->indent += STEP;
		if (n->child == NULL)
			add_line(text, is_rtl(text, n), "");
		for (const struct node *b = n->child; b != NULL; b = b->next) {
			text->tight = node->u.list.tight;
			block(text, b);
		}
		text->indent -= STEP;
		text->marker = NULL;
	}
	text->tight = false;
}

static void indented(struct text *text, const struct node *node)
{
	text->indent += STEP;
	blocks(text, node);
	text->indent -= STEP;
}

/* Its label, and in the same line what it begins with. */
static void callout(struct text *text, const struct node *node)
{
	const struct strings *strings = text->edition->strings;
	const char *key = callout_key(node->u.callout.kind);
	const struct node *first = node->child;
	/* a frame to stick something in, which text has not */
	if (node->u.callout.kind == CALLOUT_LABEL && first == NULL)
		return;
	char *label =
		str_fmt(text->arena, "%s%s", strings_get(strings, key), frame_colon(text->edition));

	gap(text);
	text->tight = true;
	if (first != NULL && first->kind == NODE_PARAGRAPH && !is_field(first) &&
		node->u.callout.kind != CALLOUT_EMERGENCY) {
		text->label = label;
		block(text, first);
		first = first->next;
	} else {
		add_line(text, text->edition->locale->rtl, g_strchomp(label));
	}
	text->indent += STEP;
	for (; first != NULL; first = first->next)
		block(text, first);
	text->indent -= STEP;
	text->tight = false;
}

/* A row as lines of "label: value"; without a label where the head has none. */
static void row(struct text *text, const struct node *head, const struct node *node)
{
	const struct node *label = head != NULL ? head->child : NULL;
	const bool form = doc_is_form(node->parent);

	gap(text);
	for (const struct node *cell = node->child; cell != NULL; cell = cell->next) {
		const char *value = words_of(text, cell);
		const char *name = label != NULL ? words_of(text, label) : "";
		struct buf line = {.arena = text->arena};
		if (name[0] != '\0')
			buf_fmt(&line, "%s%s", name, frame_colon(text->edition));
		buf_puts(&line, value);
		if (value[0] == '\0' && form)
			buf_puts(&line, BLANK);
		if (line.len > 0 && (value[0] != '\0' || form))
			add_line(text, is_rtl(text, node), one_line(&line));
		label = label != NULL ? label->next : NULL;
	}
}

static void table(struct text *text, const struct node *node)
{
	const struct node *head = node->child;

	for (const struct node *n = head != NULL ? head->next : NULL; n != NULL; n = n->next)
		row(text, head, n);
	if (head != NULL && head->next == NULL)
		row(text, NULL, head);
}

static void figure(struct text *text, const struct node *node)
{
	/* what the program drew, a code for phones, says nothing in words */
	if (node->u.figure.bytes.s == NULL) {
		gap(text);
		add_line(text, is_rtl(text, node), str_fmt(text->arena, "[%s]", node->u.figure.alt));
	}
	blocks(text, node);
}

static void code_block(struct text *text, const struct node *node)
{
	struct buf lines = {.arena = text->arena};

	gap(text);
	buf_puts(&lines, node->u.text.text);
	char **split = g_strsplit(buf_chars(&lines), "\n", -1);
	text->indent += STEP;
	for (char **line = split; *line != NULL; line++)
		if (line[1] != NULL || **line != '\0')
			add_line(text, false, *line);
	text->indent -= STEP;
	g_strfreev(split);
}

static void note(struct text *text, const struct node *node)
{
	gap(text);
	text->marker = str_fmt(text->arena, "(%s) ",
						   locale_number(text->arena, text->edition->locale, node->u.note.number));
	indented(text, node);
}

static void block(struct text *text, const struct node *node)
{
	switch (node->kind) {
	case NODE_DOCUMENT:
	case NODE_PART:
	case NODE_SECTION:
	case NODE_PAIR:
	case NODE_SIDE:
		blocks(text, node);
		break;
	case NODE_HEADING:
		heading(text, node);
		break;
	case NODE_PARAGRAPH:
	case NODE_CAPTION:
		words(text, node);
		break;
	case NODE_LIST:
		list(text, node);
		break;
	case NODE_QUOTE:
		indented(text, node);
		break;
	case NODE_CALLOUT:
		callout(text, node);
		break;
	case NODE_CODE_BLOCK:
		code_block(text, node);
		break;
	case NODE_RULE:
		gap(text);
		add_line(text, text->edition->locale->rtl, "* * *");
		break;
	case NODE_TABLE:
		table(text, node);
		break;
	case NODE_FIGURE:
		figure(text, node);
		break;
	case NODE_NOTE:
		note(text, node);
		break;
	case NODE_ITEM:
	case NODE_ROW:
	case NODE_CELL:
	case INLINE_KINDS:
		assert(false);
		break;
	}
}

struct str text_write(struct arena *arena, const struct edition *edition)
{
	struct text text = {.arena = arena, .edition = edition, .out = {.arena = arena}};

	block(&text, edition->document);
	return buf_str(&text.out);
}
