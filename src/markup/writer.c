/* One file of XHTML or HTML under construction: its head, its end, text and the style in force. */
#include "markup/writer.h"

#include <glib.h>
#include <string.h>

#include "base/xml.h"
#include "typeset/segment.h"

static void set_body(struct writer *writer)
{
	struct tongue *tongue = book_tongue(writer->book, writer->book->edition->lang);
	struct style body = theme_style(writer->book->edition->theme, tongue->script, ROLE_BODY);

	writer->now = (struct setting){tongue,    tongue->script, ROLE_BODY,  body.family,
								   body.bold, body.italic,    tongue->rtl};
	if (writer->book->usage == NULL)
		return;
	/* of words that the reader splits */
	usage_add_optional(writer->book->usage, tongue->script, body.family, body.bold, body.italic,
					   "-\u2010");
}

struct writer *writer_new(struct book *book, const struct content *content)
{
	struct writer *writer = ARENA_NEW(book->arena, struct writer);

	writer->book = book;
	writer->content = content;
	writer->buf.arena = book->arena;
	while (writer->next_start < book->start_count &&
		   book->starts[writer->next_start].content != content)
		writer->next_start++;
	set_body(writer);
	return writer;
}

struct writer *writer_xhtml(struct book *book, const struct content *content, const char *title,
							const char *type)
{
	struct writer *writer = writer_new(book, content);

	writer_puts(writer,
				"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
				"<html xmlns=\"http://www.w3.org/1999/xhtml\""
				" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
	writer_tag_lang(writer, book->edition->lang);
	xml_attr(&writer->buf, "dir", book->dir);
	writer_puts(writer, ">\n<head>\n<meta charset=\"utf-8\"/>\n<title>");
	xml_text(&writer->buf, title);
	writer_puts(writer, "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"" BOOK_STYLE
						"\"/>\n"
						"</head>\n<body");
	xml_attr(&writer->buf, "dir", book->dir);
	writer_type(writer, type);
	writer_puts(writer, ">\n");
	return writer;
}

void writer_type(struct writer *writer, const char *type)
{
	if (writer->book->form == FORM_EPUB)
		xml_attr(&writer->buf, "epub:type", type);
}

void writer_tag_lang(struct writer *writer, const char *lang)
{
	xml_attr(&writer->buf, "lang", lang);
	if (writer->book->form == FORM_EPUB)
		xml_attr(&writer->buf, "xml:lang", lang);
}

struct str writer_end(struct writer *writer)
{
	writer_puts(writer, "</body>\n</html>\n");
	return buf_str(&writer->buf);
}

void writer_puts(struct writer *writer, const char *markup)
{
	buf_puts(&writer->buf, markup);
}

/* Whether the character is a mark that the first of the families in force lacks: readers that take
 * one face for a word, such as MuPDF, would show a box. */
static bool is_strange(struct writer *writer, gunichar c)
{
	const struct setting *now = &writer->now;

	return c >= 0x80 && writer->now.script == writer->book->tongues[0]->script &&
		   g_unichar_get_script(c) == G_UNICODE_SCRIPT_COMMON &&
		   (g_unichar_ispunct(c) || g_unichar_type(c) == G_UNICODE_MATH_SYMBOL) &&
		   !usage_is_first(writer->book->usage, now->script, now->family, now->bold, now->italic,
						   c);
}

/* Text with such marks in spans that name the face which has them. */
static void set_text(struct writer *writer, const char *text)
{
	const char *from = text, *p = text, *next;

	for (; *p != '\0'; p = next) {
		next = g_utf8_next_char(p);
		if (!is_strange(writer, g_utf8_get_char(p)))
			continue;
		xml_text(&writer->buf, str_copy_n(writer->book->arena, from, (size_t)(p - from)));
		buf_puts(&writer->buf, writer->now.family == FAMILY_SERIF ? "<span class=\"serif\">"
																  : "<span class=\"sans\">");
		xml_text(&writer->buf, str_copy_n(writer->book->arena, p, (size_t)(next - p)));
		buf_puts(&writer->buf, "</span>");
		writer->book->strange[writer->now.family] = true;
		from = next;
	}
	xml_text(&writer->buf, from);
}

/* The text with U+200B between the words of scripts that write no spaces, which few readers find.
 */
static const char *with_words(struct writer *writer, const char *text)
{
	struct buf out = {.arena = writer->book->arena};
	int chars = (int)g_utf8_strlen(text, -1), i = 0;
	bool needed = false;

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		needed = needed || segment_needs(g_utf8_get_char(p));
	if (!needed)
		return text;
	PangoLogAttr *attrs = g_new0(PangoLogAttr, chars + 1);
	segment_words(text, (int)strlen(text), attrs, chars);
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p), i++) {
		bool inside = i > 0 && segment_needs(g_utf8_get_char(p)) &&
					  segment_needs(g_utf8_get_char(g_utf8_prev_char(p)));
		if (inside && attrs[i].is_line_break &&
			g_unichar_type(g_utf8_get_char(p)) != G_UNICODE_MODIFIER_LETTER)
			buf_puts(&out, "\u200B");
		buf_add(&out, p, (size_t)(g_utf8_next_char(p) - p));
	}
	g_free(attrs);
	return buf_chars(&out);
}

void writer_text(struct writer *writer, const char *text)
{
	const struct setting *now = &writer->now;

	if (writer->book->form == FORM_HTML) {
		xml_text(&writer->buf, text);
		return;
	}
	usage_add(writer->book->usage, now->script, now->family, now->bold, now->italic, text);
	set_text(writer, with_words(writer, text));
}

void writer_string(struct writer *writer, const char *key)
{
	const struct strings *strings = writer->book->edition->strings;
	const char *lang = strings_lang(strings, key);

	if (strcmp(lang, writer->book->edition->lang) == 0) {
		writer_text(writer, strings_get(strings, key));
		return;
	}
	struct setting saved = writer->now;
	writer_puts(writer, "<span");
	writer_lang(writer, &(struct node){.lang = lang});
	writer_puts(writer, ">");
	writer_text(writer, strings_get(strings, key));
	writer_puts(writer, "</span>");
	writer->now = saved;
}

struct setting writer_own_begin(struct writer *writer)
{
	struct setting before = writer->now;

	if (strcmp(before.tongue->lang, writer->book->edition->lang) != 0) {
		writer_puts(writer, "<span");
		writer_lang(writer, &(struct node){.lang = writer->book->edition->lang});
		writer_puts(writer, ">");
	}
	return before;
}

void writer_own_end(struct writer *writer, struct setting before)
{
	if (strcmp(before.tongue->lang, writer->book->edition->lang) != 0)
		writer_puts(writer, "</span>");
	writer->now = before;
}

void writer_markers(struct writer *writer, const struct node *list)
{
	const struct setting *now = &writer->now;
	const struct locale *locale = locale_find(now->tongue->lang);
	int depth = doc_list_depth(list), number = list->u.list.start;
	struct arena *scratch = arena_new();

	now->tongue->levels |= 1u << depth % MARKER_LEVELS;
	if (writer->book->usage != NULL) {
		usage_add(writer->book->usage, now->script, now->family, now->bold, now->italic,
				  "0123456789. ");
		if (locale != NULL)
			usage_add(writer->book->usage, now->script, now->family, now->bold, now->italic,
					  locale->digits);
		for (const struct node *item = list->child; item != NULL && locale != NULL;
			 item = item->next)
			usage_add(writer->book->usage, now->script, now->family, now->bold, now->italic,
					  locale_marker_text(scratch, locale, depth, number++));
	}
	arena_free(scratch);
}

/* Puts the node's own language in force; returns whether it is another one. */
static bool switch_lang(struct writer *writer, const struct node *node)
{
	if (node->lang == NULL || strcmp(node->lang, writer->now.tongue->lang) == 0)
		return false;
	writer->now.tongue = book_tongue(writer->book, node->lang);
	writer->now.script = writer->now.tongue->script;
	writer->now.rtl = writer->now.tongue->rtl;
	writer->now.tongue->inside |= 1u << writer->now.role;
	writer_tag_lang(writer, node->lang);
	return true;
}

void writer_lang(struct writer *writer, const struct node *node)
{
	if (switch_lang(writer, node))
		xml_attr(&writer->buf, "dir", writer->now.tongue->rtl ? "rtl" : "ltr");
}

void writer_lang_again(struct writer *writer)
{
	const struct tongue *now = writer->now.tongue;

	if (now == writer->book->tongues[0])
		return;
	writer_tag_lang(writer, now->lang);
	xml_attr(&writer->buf, "dir", now->rtl ? "rtl" : "ltr");
}

void writer_lang_dir(struct writer *writer, const struct node *node, const char *dir)
{
	switch_lang(writer, node);
	writer->now.rtl = strcmp(dir, "rtl") == 0;
	xml_attr(&writer->buf, "dir", dir);
}

void writer_latin(struct writer *writer)
{
	if (!writer->now.tongue->rtl || writer->book->latin == NULL)
		return;
	writer->now.script = writer->book->latin;
	writer->book->around_latin |= 1u << writer->now.role;
}

void writer_role(struct writer *writer, enum role role)
{
	const struct theme *theme = writer->book->edition->theme;
	const struct script *script = writer->now.tongue->script;
	struct style body = theme_style(theme, script, ROLE_BODY);
	struct style style = theme_style(theme, script, role);

	writer->now.role = role;
	writer->now.tongue->roles |= 1u << role;
	if (style.family != body.family)
		writer->now.family = style.family;
	writer->now.bold = style.bold;
	writer->now.italic = style.italic;
}

void writer_id(struct writer *writer, const struct node *node)
{
	if (node->id != NULL && !writer->label)
		xml_attr(&writer->buf, "id", book_id(writer->book->arena, node->id));
}

/* name: div between blocks, span in text. */
static void page_mark(struct writer *writer, const char *name, const struct page_start *start)
{
	buf_fmt(&writer->buf, "<%s epub:type=\"pagebreak\" role=\"doc-pagebreak\"", name);
	xml_attr(&writer->buf, "id", start->id);
	xml_attr(&writer->buf, "aria-label", start->label);
	buf_fmt(&writer->buf, "></%s>", name);
}

static const struct page_start *next_start(const struct writer *writer, const struct node *node)
{
	if (writer->label || writer->next_start >= writer->book->start_count)
		return NULL;
	const struct page_start *start = &writer->book->starts[writer->next_start];
	return start->node == node ? start : NULL;
}

void writer_page_marks(struct writer *writer, const struct node *node)
{
	const struct page_start *start;

	while ((start = next_start(writer, node)) != NULL) {
		page_mark(writer, "div", start);
		writer_puts(writer, "\n");
		writer->next_start++;
	}
}

void inline_leaf(struct writer *writer, const struct node *leaf, const char *text)
{
	const struct page_start *start;
	int at = 0;

	while ((start = next_start(writer, leaf)) != NULL) {
		if (start->offset > at)
			writer_text(writer,
						str_copy_n(writer->book->arena, text + at, (size_t)(start->offset - at)));
		at = start->offset;
		page_mark(writer, "span", start);
		writer->next_start++;
	}
	writer_text(writer, text + at);
}
