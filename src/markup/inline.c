/* Inlines to XHTML or HTML. */
#include <glib.h>
#include <string.h>

#include "base/xml.h"
#include "markup/writer.h"

/* A mark of the direction in force where text turns from the other one, at both ends of an element
 * and behind it: readers that know nothing of the attribute dir, such as MuPDF, would reorder the
 * groups of a phone number and turn brackets over. outer: whether text runs from right to left
 * outside. */
static void turn(struct writer *writer, bool outer)
{
	if (writer->now.rtl != outer && writer->book->form == FORM_EPUB)
		writer_text(writer, writer->now.rtl ? "\u200F" : "\u200E");
}

/* <name lang dir>children</name> */
static void element(struct writer *writer, const struct node *node, const char *name)
{
	bool outer = writer->now.rtl;

	buf_fmt(&writer->buf, "<%s", name);
	writer_lang(writer, node);
	writer_puts(writer, ">");
	turn(writer, outer);
	inline_write(writer, node);
	turn(writer, outer);
	buf_fmt(&writer->buf, "</%s>", name);
}

/* Emphasis is upright inside italic text, and bold where the faces have no italic. */
static void emphasis(struct writer *writer, const struct node *node)
{
	writer_puts(writer, "<em");
	writer_lang(writer, node);
	writer_puts(writer, ">");
	if (writer->now.tongue->script->italic)
		writer->now.italic = !writer->now.italic;
	else
		writer->now.bold = true;
	inline_write(writer, node);
	writer_puts(writer, "</em>");
}

static void strong(struct writer *writer, const struct node *node)
{
	writer_puts(writer, "<strong");
	writer_lang(writer, node);
	writer_puts(writer, ">");
	writer->now.bold = true;
	inline_write(writer, node);
	writer_puts(writer, "</strong>");
}

static void code(struct writer *writer, const struct node *node)
{
	bool outer = writer->now.rtl;

	writer_puts(writer, "<code");
	writer_lang_dir(writer, node, "ltr");
	writer_puts(writer, ">");
	writer_role(writer, ROLE_CODE);
	writer_latin(writer);
	turn(writer, outer);
	inline_leaf(writer, node, node->u.text.text);
	turn(writer, outer);
	writer_puts(writer, "</code>");
}

/* Whether a text has digits of another script than Latin. */
static bool has_own_digits(const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		if ((unsigned char)*text >= 0x80 && g_unichar_isdigit(g_utf8_get_char(text)))
			return true;
	return false;
}

/* A bdi is in the Latin face; a number in digits of the language's own is not. */
static void isolate(struct writer *writer, const struct node *node)
{
	bool outer = writer->now.rtl, own = has_own_digits(doc_plain(writer->book->arena, node));
	const char *name = own ? "span" : "bdi";

	buf_fmt(&writer->buf, "<%s", name);
	writer_lang_dir(writer, node, "ltr");
	writer_puts(writer, ">");
	if (!own)
		writer_latin(writer);
	turn(writer, outer);
	inline_write(writer, node);
	turn(writer, outer);
	buf_fmt(&writer->buf, "</%s>", name);
}

static bool may_link(const char *url)
{
	static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:"};

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (g_ascii_strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

/* The URL with what a URL may not hold escaped; what is escaped already stays. */
static const char *clean_url(struct arena *arena, const char *url)
{
	char *escaped = g_uri_escape_string(url, ":/?#[]@!$&'()*+,;=%", FALSE);
	const char *clean = str_copy(arena, escaped);

	g_free(escaped);
	return clean;
}

/* Where a link leads from this file; NULL: nowhere. */
static const char *link_target(const struct writer *writer, const char *url)
{
	struct book *book = writer->book;

	if (url[0] != '#')
		return may_link(url) ? clean_url(book->arena, url) : NULL;
	const struct node *node = doc_find(book->edition->document, url + 1);
	const struct content *content = node == NULL ? NULL : book_content_of(book, node);
	if (content == NULL)
		return NULL;
	return str_fmt(book->arena, "%s#%s", content == writer->content ? "" : content->name,
				   book_id(book->arena, url + 1));
}

/* Whether print must add the address of a link of an HTML page, for its words do not say it. */
static bool hides_address(const struct writer *writer, const struct node *node)
{
	return writer->book->form == FORM_HTML && node->u.link.url[0] != '#' &&
		   g_ascii_strncasecmp(node->u.link.url, "http", 4) == 0 &&
		   strstr(node->u.link.url, doc_plain(writer->book->arena, node)) == NULL;
}

static void hyperlink(struct writer *writer, const struct node *node)
{
	static const char *const types[] = {[LINK_PLAIN] = NULL,
										[LINK_CITATION] = "biblioref",
										[LINK_TERM] = "glossref",
										[LINK_BACK] = "backlink"};
	static const char *const roles[] = {[LINK_PLAIN] = NULL,
										[LINK_CITATION] = "doc-biblioref",
										[LINK_TERM] = "doc-glossref",
										[LINK_BACK] = "doc-backlink"};
	const struct book *book = writer->book;
	const char *target = link_target(writer, node->u.link.url);

	if (target == NULL || writer->label) {
		element(writer, node, "span");
		return;
	}
	writer_puts(writer, "<a");
	writer_type(writer, types[node->u.link.use]);
	xml_attr(&writer->buf, "role", roles[node->u.link.use]);
	writer_id(writer, node);
	xml_attr(&writer->buf, "class", hides_address(writer, node) ? "named" : NULL);
	if (node->u.link.use == LINK_CITATION)
		xml_attr(&writer->buf, "aria-label",
				 strings_fill(book->arena, book->edition->strings, "citation/reference", "number",
							  doc_plain(book->arena, node), NULL));
	xml_attr(&writer->buf, "href", target);
	xml_attr(&writer->buf, "title", node->u.link.title);
	writer_lang(writer, node);
	writer_puts(writer, ">");
	inline_write(writer, node);
	writer_puts(writer, "</a>");
}

static void note_mark(struct writer *writer, const struct node *node)
{
	const struct book *book = writer->book;
	int number = node->u.note_mark.note->u.note.number;

	if (writer->label)
		return;
	writer_puts(writer, "<a");
	writer_type(writer, "noteref");
	buf_fmt(&writer->buf, " role=\"doc-noteref\" id=\"mark_%d_%d\" href=\"#note_%d\">", number,
			node->u.note_mark.mark, number);
	struct setting before = writer_own_begin(writer);
	inline_leaf(writer, node, locale_number(book->arena, book->edition->locale, number));
	writer_own_end(writer, before);
	writer_puts(writer, "</a>");
	if (node->next != NULL && node->next->kind == NODE_NOTE_MARK)
		writer_puts(writer, " "); /* 2 and 1 are not 21 */
}

/* The numbers belong to what is before them, not to a Latin word there. */
static void citation(struct writer *writer, const struct node *node)
{
	if (writer->now.rtl)
		writer_puts(writer, "<bdi dir=\"rtl\">");
	inline_write(writer, node);
	if (writer->now.rtl)
		writer_puts(writer, "</bdi>");
}

static void one_inline(struct writer *writer, const struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT:
		inline_leaf(writer, node, node->u.text.text);
		break;
	case NODE_EMPHASIS:
		emphasis(writer, node);
		break;
	case NODE_STRONG:
		strong(writer, node);
		break;
	case NODE_STRIKE:
		element(writer, node, "s");
		break;
	case NODE_CODE:
		code(writer, node);
		break;
	case NODE_LINK:
		hyperlink(writer, node);
		break;
	case NODE_NOTE_MARK:
		note_mark(writer, node);
		break;
	case NODE_BREAK:
		writer_puts(writer, writer->label ? " " : "<br/>");
		break;
	case NODE_ISOLATE:
		isolate(writer, node);
		break;
	case NODE_SPAN:
		if (!node->u.span.printed)
			element(writer, node, "span");
		break;
	case NODE_CITATION:
		citation(writer, node);
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
		break;
	}
}

/* Whether the text begins in another direction than the one in force. */
static bool begins_turned(const struct writer *writer, const struct node *parent)
{
	for (const struct node *n = parent->child; n != NULL; n = n->child) {
		const struct locale *locale = n->lang != NULL ? locale_find(n->lang) : NULL;
		if (n->kind == NODE_ISOLATE || n->kind == NODE_CODE)
			return writer->now.rtl;
		if (locale != NULL)
			return locale->rtl != writer->now.rtl;
	}
	return false;
}

void inline_write(struct writer *writer, const struct node *parent)
{
	/* MuPDF takes the direction of a block from what it begins with */
	if (!doc_is_inline(parent->kind) && begins_turned(writer, parent))
		turn(writer, !writer->now.rtl);
	for (const struct node *n = parent->child; n != NULL; n = n->next) {
		struct setting saved = writer->now;
		one_inline(writer, n);
		bool inner = writer->now.rtl;
		writer->now = saved;
		turn(writer, inner);
	}
}

void inline_label(struct writer *writer, const struct node *parent)
{
	writer->label = true;
	inline_write(writer, parent);
	writer->label = false;
}
