/* The text of a .docx or .odt, tag by tag: paragraphs, and in what they stand. */
#include "new/content.h"

#include <string.h>

#include <glib.h>

/* What is unpacked of one entry, in bytes. */
#define ENTRY_MOST (64u << 20)

/* A tab after no more than these bytes is that of a number or a bullet. */
enum { MARKER_MOST = 4 };

struct content {
	struct stretches *all;
	struct pos pos;
	struct buf text, hidden;
	enum stretch_kind kind; /* of the entry as a whole */
	int boxes, skipped, comments, changes, formulas;
	bool vanish;
	size_t tab; /* where the text stands behind the last tab between words; 0: none */
};

/* Elements whose text is none of the document's words. */
static const char *const skipped[] = {
	"w:instrText",        "mc:Fallback",           "dc:creator",         "dc:date",
	"text:note-citation", "meta:creator-initials", "wp:posOffset",       "wp14:pctWidth",
	"wp14:pctHeight",     "text:tracked-author",   "office:change-info", NULL};
static const char *const boxes[] = {"w:txbxContent", "draw:text-box", NULL};
static const char *const comments[] = {"office:annotation", NULL};
static const char *const changes[] = {"text:tracked-changes", "w:del", NULL};
static const char *const formulas[] = {"m:oMath", NULL};
static const char *const spaces[] = {"w:tab",           "w:br",   "w:cr", "text:tab",
									 "text:line-break", "text:s", "m:t",  NULL};
static const char *const begins[] = {"w:txbxContent", "draw:text-box", "svg:desc", "svg:title",
									 NULL};
static const char *const ends[] = {"w:p",      "text:p",        "text:h",    "w:txbxContent",
								   "svg:desc", "draw:text-box", "svg:title", NULL};

static bool is_one_of(const char *const *list, struct str name)
{
	for (; *list; list++)
		if (strlen(*list) == name.len && memcmp(*list, name.s, name.len) == 0)
			return true;
	return false;
}

/* Whether tabs part the paragraph's words, not only a number of a page from them. */
static bool has_columns(const struct content *c)
{
	for (size_t i = c->tab; c->tab > 0 && i < c->text.len; i++)
		if (!g_ascii_isdigit(c->text.s[i]) && c->text.s[i] != ' ')
			return true;
	return false;
}

static void end_paragraph(struct content *c)
{
	enum stretch_kind kind = c->changes > 0                              ? STRETCH_CHANGE
							 : c->comments > 0                           ? STRETCH_COMMENT
							 : c->boxes > 0                              ? STRETCH_BOX
							 : c->kind == STRETCH_TEXT && has_columns(c) ? STRETCH_TABS
																		 : c->kind;

	if (str_trim(buf_str(&c->text)).len > 0)
		stretches_add(c->all, kind, str_dup(c->all->arena, buf_str(&c->text)), c->pos);
	if (str_trim(buf_str(&c->hidden)).len > 0)
		stretches_add(c->all, STRETCH_HIDDEN, str_dup(c->all->arena, buf_str(&c->hidden)), c->pos);
	c->text.len = c->hidden.len = 0;
	c->tab = 0;
}

/* The text so far, which stands apart from what follows. */
static void set_apart(struct content *c, enum stretch_kind kind)
{
	if (str_trim(buf_str(&c->text)).len > 0)
		stretches_add(c->all, kind, str_dup(c->all->arena, buf_str(&c->text)), c->pos);
	c->text.len = 0;
}

static void count(struct content *c, struct str name, int step)
{
	c->boxes += is_one_of(boxes, name) ? step : 0;
	c->skipped += is_one_of(skipped, name) ? step : 0;
	c->comments += is_one_of(comments, name) ? step : 0;
	c->changes += is_one_of(changes, name) ? step : 0;
	c->formulas += is_one_of(formulas, name) ? step : 0;
}

static void read_text(struct content *c, struct str text);

/* The words that describe a picture stand in an attribute. */
static void add_description(struct content *c, struct str tag)
{
	const char *from = g_strstr_len(tag.s, (gssize)tag.len, " descr=\"");
	const char *words = from ? from + strlen(" descr=\"") : NULL;
	const char *end = words ? memchr(words, '"', (size_t)(tag.s + tag.len - words)) : NULL;
	struct buf text = c->text;

	if (!end || end == words)
		return;
	c->text = (struct buf){.arena = text.arena};
	read_text(c, (struct str){words, (size_t)(end - words)});
	set_apart(c, c->kind == STRETCH_TEXT ? STRETCH_PICTURE : c->kind);
	c->text = text;
}

static void read_tag(struct content *c, struct str tag)
{
	bool closes = tag.len > 0 && tag.s[0] == '/';
	bool empty = tag.len > 0 && tag.s[tag.len - 1] == '/';
	struct str name = {tag.s + closes, 0};

	while (closes + name.len < tag.len && !strchr(" \t\r\n/>", name.s[name.len]))
		name.len++;
	bool apart = is_one_of(changes, name) || is_one_of(formulas, name) || is_one_of(comments, name);
	if (apart && !empty && !closes)
		set_apart(c, c->changes > 0 ? STRETCH_CHANGE : c->kind);
	if (apart && closes)
		set_apart(c, is_one_of(formulas, name)   ? STRETCH_FORMULA
					 : is_one_of(comments, name) ? STRETCH_COMMENT
												 : STRETCH_CHANGE);
	if (is_one_of(closes ? ends : begins, name))
		end_paragraph(c);
	if (!empty)
		count(c, name, closes ? -1 : 1);
	if ((str_eq(name, STR("w:tab")) || str_eq(name, STR("text:tab"))) &&
		buf_str(&c->text).len > MARKER_MOST)
		c->tab = c->text.len + 1;
	if (is_one_of(spaces, name) && !g_str_has_suffix(buf_chars(&c->text), " "))
		buf_putc(&c->text, ' ');
	if (str_eq(name, STR("w:noBreakHyphen")))
		buf_putc(&c->text, '-');
	if (str_eq(name, STR("wp:docPr")) && !closes && c->skipped == 0)
		add_description(c, tag);
	if (str_eq(name, STR("w:vanish")))
		c->vanish = !g_strstr_len(tag.s, (gssize)tag.len, "\"0\"") &&
					!g_strstr_len(tag.s, (gssize)tag.len, "\"false\"");
	if (str_eq(name, STR("w:r")))
		c->vanish = false;
}

/* The character that an entity between "&" and ";" stands for; a space where none is known. */
static gunichar entity_of(struct str name)
{
	static const char *const names[] = {"amp", "lt", "gt", "quot", "apos"};
	static const char signs[] = "&<>\"'";
	bool number = name.len > 1 && name.s[0] == '#';
	bool hex = number && g_ascii_tolower(name.s[1]) == 'x';
	guint64 code = number ? g_ascii_strtoull(name.s + (hex ? 2 : 1), NULL, hex ? 16 : 10) : ' ';

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (str_eq(name, str_of(names[i])))
			code = (guint64)signs[i];
	return code > 0 && code <= 0x10ffff && g_unichar_validate((gunichar)code) ? (gunichar)code
																			  : ' ';
}

static void read_text(struct content *c, struct str text)
{
	struct buf *out = &c->text;
	size_t before = out->len;

	if (c->skipped > 0)
		return;
	for (size_t i = 0; i < text.len; i++) {
		const char *rest = text.s + i;
		const char *end = *rest == '&' ? memchr(rest, ';', MIN(text.len - i, 12)) : NULL;
		char bytes[6];
		if (end) {
			gunichar sign = entity_of((struct str){rest + 1, (size_t)(end - rest) - 1});
			buf_add(out, bytes, (size_t)g_unichar_to_utf8(sign, bytes));
			i += (size_t)(end - rest);
		} else {
			buf_putc(out, *rest == '\n' ? ' ' : *rest);
		}
	}
	if (c->vanish)
		buf_add(&c->hidden, out->s + before, out->len - before);
}

static void read_entry(struct content *c, struct str xml)
{
	const char *first = g_strstr_len(xml.s, (gssize)xml.len, "<office:body");
	const char *body =
		first ? first : g_strstr_len(xml.s, (gssize)xml.len, "<office:master-styles");
	size_t at = body ? (size_t)(body - xml.s) : 0;

	while (at < xml.len) {
		const char *open = memchr(xml.s + at, '<', xml.len - at);
		size_t stop = open ? (size_t)(open - xml.s) : xml.len;
		read_text(c, (struct str){xml.s + at, stop - at});
		const char *close = open ? memchr(open, '>', xml.len - stop) : NULL;
		at = close ? (size_t)(close - xml.s) + 1 : xml.len;
		if (close && open[1] != '?' && open[1] != '!')
			read_tag(c, (struct str){open + 1, (size_t)(close - open) - 1});
	}
	end_paragraph(c);
}

/* The kind of what stands in an entry of the archive; false: it has no words. */
static bool kind_of(const char *name, enum stretch_kind *kind)
{
	const char *base = g_str_has_prefix(name, "word/") ? name + strlen("word/") : NULL;
	bool xml = base && !strchr(base, '/') && g_str_has_suffix(base, ".xml");

	*kind = STRETCH_TEXT;
	if (strcmp(name, "styles.xml") == 0 ||
		(xml && (g_str_has_prefix(base, "header") || g_str_has_prefix(base, "footer"))))
		*kind = STRETCH_MARGIN;
	else if (xml && g_str_has_prefix(base, "comments"))
		*kind = strcmp(base, "comments.xml") == 0 ? STRETCH_COMMENT : STRETCH_TEXT;
	else if (strcmp(name, "content.xml") != 0 &&
			 !(xml && (g_str_has_prefix(base, "document") || g_str_has_prefix(base, "footnotes") ||
					   g_str_has_prefix(base, "endnotes"))))
		return false;
	return true;
}

void content_stretches(struct stretches *all, const struct pictures *archive, const char *path)
{
	const char *name;
	enum stretch_kind kind;
	struct str xml;

	for (size_t i = 0; (name = pictures_entry_name(archive, i)); i++) {
		struct content c = {.all = all,
							.pos = POS_FILE(path),
							.text = {.arena = all->arena},
							.hidden = {.arena = all->arena}};
		if (!kind_of(name, &kind) || !pictures_entry(archive, name, ENTRY_MOST, &xml))
			continue;
		c.kind = kind;
		read_entry(&c, xml);
	}
}
