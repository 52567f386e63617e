/* Blocks to XHTML or HTML. */
#include <assert.h>
#include <glib.h>
#include <string.h>

#include "base/units.h"
#include "base/xml.h"
#include "markup/writer.h"

static void block(struct writer *writer, const struct node *node);
static void blocks(struct writer *writer, const struct node *parent);

/* Opens a tag: <name id class lang dir>. */
static void open_tag(struct writer *writer, const struct node *node, const char *name,
					 const char *class)
{
	buf_fmt(&writer->buf, "<%s", name);
	writer_id(writer, node);
	xml_attr(&writer->buf, "class", class);
	writer_lang(writer, node);
	writer_puts(writer, ">");
}

static void close_tag(struct writer *writer, const char *name)
{
	buf_fmt(&writer->buf, "</%s>\n", name);
}

static void quote(struct writer *writer, const struct node *node)
{
	open_tag(writer, node, "blockquote", NULL);
	writer_role(writer, ROLE_QUOTE);
	writer_puts(writer, "\n");
	blocks(writer, node);
	close_tag(writer, "blockquote");
}

static void section(struct writer *writer, const struct node *node)
{
	writer_puts(writer, "<section");
	xml_attr(&writer->buf, "id", book_section_id(writer->book, node));
	writer_lang(writer, node);
	writer_puts(writer, ">\n");
	blocks(writer, node);
	close_tag(writer, "section");
}

static enum role heading_role(int level)
{
	return level == 1 ? ROLE_TITLE : level == 2 ? ROLE_SECTION : ROLE_SUBSECTION;
}

static void heading(struct writer *writer, const struct node *node)
{
	const char *name = str_fmt(writer->book->arena, "h%d", node->u.heading.level);
	const struct node *parent = node->parent;

	writer_page_marks(writer, node);
	open_tag(writer, node, name, NULL);
	writer_role(writer, heading_role(node->u.heading.level));
	if (parent->kind == NODE_SECTION && parent->u.section.number > 0) {
		struct setting before = writer_own_begin(writer);
		writer_text(writer, book_question_number(writer->book, parent));
		writer_own_end(writer, before);
		writer_puts(writer, " ");
	}
	inline_write(writer, node);
	close_tag(writer, name);
}

/* The drawn box of a task. */
static void task_box(struct writer *writer, const struct node *item)
{
	const struct strings *strings = writer->book->edition->strings;
	bool done = item->u.item.task == TASK_DONE;

	blocks_drawing(writer, "box", done ? BOOK_DONE : BOOK_OPEN,
				   strings_get(strings, done ? "task/done" : "task/open"));
	writer_puts(writer, " ");
}

/* What stands before the first text of a task or a footnote. */
static void lead(struct writer *writer, const struct node *parent)
{
	if (parent->kind == NODE_ITEM && parent->u.item.task != TASK_NONE)
		task_box(writer, parent);
	if (parent->kind == NODE_NOTE) {
		writer_puts(writer, "<span class=\"number\">");
		struct setting before = writer_own_begin(writer);
		writer_text(writer, locale_number(writer->book->arena, writer->book->edition->locale,
										  parent->u.note.number));
		writer_own_end(writer, before);
		writer_puts(writer, "</span> ");
	}
}

static int count_marks(const struct node *root, const struct node *note)
{
	int count = 0;

	for (const struct node *n = root; n != NULL; n = doc_next(n, root))
		count += n->kind == NODE_NOTE_MARK && n->u.note_mark.note == note;
	return count;
}

/* The ways back from a footnote, one for each of its marks. */
static void back_links(struct writer *writer, const struct node *note)
{
	const struct edition *edition = writer->book->edition;
	const char *back = strings_get(edition->strings, "notes/back");
	int marks = count_marks(writer->content->part, note), number = note->u.note.number;

	for (int i = 1; i <= marks; i++) {
		const char *alt = marks == 1
							  ? back
							  : str_fmt(writer->book->arena, "%s (%s)", back,
										locale_number(writer->book->arena, edition->locale, i));
		writer_puts(writer, " <a");
		writer_type(writer, "backlink");
		buf_fmt(&writer->buf, " role=\"doc-backlink\" href=\"#mark_%d_%d\">", number, i);
		blocks_drawing(writer, "back", BOOK_BACK, alt);
		writer_puts(writer, "</a>");
	}
}

/* The ways back from a reference, one for each citation of it. */
static void citation_links(struct writer *writer, const struct node *item)
{
	struct book *book = writer->book;
	const struct edition *edition = book->edition;

	for (int i = 1; i <= item->u.item.citations; i++) {
		const char *id = str_fmt(book->arena, "cite-%s-%d", item->u.item.key, i);
		const struct node *link = doc_find(edition->document, id);
		const struct content *content = link != NULL ? book_content_of(book, link) : NULL;
		if (content == NULL)
			break;
		writer_puts(writer, " <a");
		writer_type(writer, "backlink");
		buf_fmt(&writer->buf, " role=\"doc-backlink\" href=\"%s#%s\">",
				content == writer->content ? "" : content->name, book_id(book->arena, id));
		blocks_drawing(writer, "back", BOOK_BACK,
					   strings_fill(book->arena, edition->strings, "citation/back", "number",
									locale_number(book->arena, edition->locale, i), NULL));
		writer_puts(writer, "</a>");
	}
}

static void paragraph_inlines(struct writer *writer, const struct node *node)
{
	const struct node *parent = node->parent;

	if (parent->child == node)
		lead(writer, parent);
	inline_write(writer, node);
	if (parent->kind == NODE_NOTE && node->next == NULL)
		back_links(writer, parent);
	if (parent->kind == NODE_ITEM && node->next == NULL && parent->u.item.cited != NULL)
		citation_links(writer, parent);
}

/* Whether the block is an entry, or a list of entries, of the references. */
static bool is_reference(const struct node *node)
{
	const struct node *part = doc_ancestor(node, NODE_PART);
	bool outer = node->parent->kind == NODE_PART || node->parent->kind == NODE_SECTION;

	return outer && part != NULL && part->u.part.kind == PART_REFERENCES;
}

/* Whether the list is of the glossary's entries. */
static bool is_entries(const struct node *list)
{
	const struct node *part = doc_ancestor(list, NODE_PART);

	return part != NULL && part->u.part.kind == PART_GLOSSARY &&
		   doc_ancestor(list->parent, NODE_LIST) == NULL;
}

static const char *paragraph_class(const struct node *node, enum role *role)
{
	*role = ROLE_BODY;
	switch (node->u.paragraph.use) {
	case USE_BODY:
		if (!is_reference(node))
			return NULL;
		*role = ROLE_REFERENCE;
		return "reference";
	case USE_CLINIC:
		*role = ROLE_CLINIC;
		return "clinic";
	case USE_LANGUAGE:
		*role = ROLE_LANGUAGE;
		return "language";
	case USE_STAMP:
		*role = ROLE_STAMP;
		return "stamp";
	case USE_IMPRINT:
		*role = ROLE_IMPRINT;
		return "imprint";
	case USE_ALT:
		*role = ROLE_CAPTION;
		return "alt";
	case USE_CALL:
		*role = ROLE_SUBSECTION;
		return "call";
	case USE_FIELD:
		*role = ROLE_CALLOUT_LABEL;
		return "field";
	}
	return NULL;
}

static void paragraph(struct writer *writer, const struct node *node)
{
	enum role role;
	const char *class = paragraph_class(node, &role);

	open_tag(writer, node, "p", class);
	if (class != NULL)
		writer_role(writer, role);
	paragraph_inlines(writer, node);
	close_tag(writer, "p");
}

/* An item all of whose words run the other way has its marker where they begin. */
static void item_direction(struct writer *writer, const struct node *node)
{
	const char *lang = doc_common_lang(node);
	bool rtl = lang != NULL && book_tongue(writer->book, lang)->rtl;

	if (lang != NULL && rtl != writer->now.tongue->rtl)
		xml_attr(&writer->buf, "dir", rtl ? "rtl" : "ltr");
}

static void item(struct writer *writer, const struct node *node, bool tight)
{
	buf_puts(&writer->buf, "<li");
	writer_id(writer, node);
	xml_attr(&writer->buf, "class", node->u.item.task != TASK_NONE ? "task" : NULL);
	item_direction(writer, node);
	writer_puts(writer, ">");
	if (node->child != NULL && node->child->kind != NODE_PARAGRAPH)
		lead(writer, node);
	for (const struct node *n = node->child; n != NULL; n = n->next) {
		struct setting saved = writer->now;
		if (tight && n->kind == NODE_PARAGRAPH && n->lang == NULL && n->id == NULL)
			paragraph_inlines(writer, n);
		else
			block(writer, n);
		writer->now = saved;
	}
	close_tag(writer, "li");
}

/* The class of a list; the level of an ordered one decides how its items are marked. */
static const char *list_class(const struct node *node)
{
	static const char *const levels[MARKER_LEVELS] = {NULL, "second", "third"};

	if (is_reference(node))
		return "reference";
	if (is_entries(node))
		return "entries";
	return node->u.list.ordered ? levels[doc_list_depth(node) % MARKER_LEVELS] : NULL;
}

static void list(struct writer *writer, const struct node *node)
{
	const char *name = node->u.list.ordered ? "ol" : "ul";

	buf_fmt(&writer->buf, "<%s", name);
	writer_id(writer, node);
	xml_attr(&writer->buf, "class", list_class(node));
	if (node->u.list.ordered && node->u.list.start != 1)
		buf_fmt(&writer->buf, " start=\"%d\"", node->u.list.start);
	if (is_reference(node) && node->lang == NULL)
		writer_lang_again(writer);
	writer_lang(writer, node);
	writer_puts(writer, ">\n");
	if (is_reference(node))
		writer_role(writer, ROLE_REFERENCE);
	if (node->u.list.ordered)
		writer_markers(writer, node);
	for (const struct node *n = node->child; n != NULL; n = n->next) {
		struct setting saved = writer->now;
		item(writer, n, node->u.list.tight);
		writer->now = saved;
	}
	close_tag(writer, name);
}

/* DPUB-ARIA has a tip for what may be left out and a notice for what may not. */
static void callout(struct writer *writer, const struct node *node)
{
	enum callout_kind kind = node->u.callout.kind;
	bool tip = callout_use(kind) != CALLOUT_WARNS;
	const char *name = tip ? "aside" : "section";
	const char *label =
		str_fmt(writer->book->arena, "label_%s_%d", callout_name(kind), ++writer->book->labels);

	writer_page_marks(writer, node);
	buf_fmt(&writer->buf, "<%s", name);
	writer_type(writer, tip ? "tip" : "notice");
	buf_fmt(&writer->buf, " role=\"doc-%s\"", tip ? "tip" : "notice");
	writer_id(writer, node);
	buf_fmt(&writer->buf, " class=\"callout %s\" aria-labelledby=\"%s\"", callout_name(kind),
			label);
	writer_lang(writer, node);
	buf_fmt(&writer->buf, ">\n<p class=\"label\" id=\"%s\">", label);
	writer_role(writer, ROLE_CALLOUT);
	struct setting saved = writer->now;
	writer_role(writer, ROLE_CALLOUT_LABEL);
	writer_string(writer, callout_key(kind));
	writer->now = saved;
	writer_puts(writer, "</p>\n");
	blocks(writer, node);
	close_tag(writer, name);
}

static void code_block(struct writer *writer, const struct node *node)
{
	writer_puts(writer, "<pre");
	writer_id(writer, node);
	writer_lang_dir(writer, node, "ltr");
	writer_puts(writer, "><code>");
	writer_role(writer, ROLE_CODE);
	writer_latin(writer);
	inline_leaf(writer, node, node->u.text.text);
	writer_puts(writer, "</code></pre>\n");
}

static void cell(struct writer *writer, const struct node *node)
{
	static const char *const classes[] = {
		[ALIGN_START] = NULL, [ALIGN_CENTER] = "center", [ALIGN_END] = "end"};
	bool head = node->u.cell.head && node->child != NULL;

	buf_fmt(&writer->buf, head ? "<th scope=\"col\"" : "<td");
	writer_id(writer, node);
	xml_attr(&writer->buf, "class", classes[node->u.cell.align]);
	writer_lang(writer, node);
	writer_puts(writer, ">");
	if (head)
		writer_role(writer, ROLE_TABLE_HEAD);
	inline_write(writer, node);
	close_tag(writer, head ? "th" : "td");
}

static void row(struct writer *writer, const struct node *node)
{
	open_tag(writer, node, "tr", NULL);
	writer_puts(writer, "\n");
	for (const struct node *n = node->child; n != NULL; n = n->next) {
		struct setting saved = writer->now;
		cell(writer, n);
		writer->now = saved;
	}
	close_tag(writer, "tr");
}

static void table(struct writer *writer, const struct node *node)
{
	const struct node *n = node->child;

	open_tag(writer, node, "table", doc_is_form(node) ? "form" : NULL);
	writer_role(writer, ROLE_TABLE);
	writer_puts(writer, "\n<thead>\n");
	for (; n != NULL && n->u.row.head; n = n->next)
		row(writer, n);
	writer_puts(writer, "</thead>\n");
	if (n != NULL) {
		writer_puts(writer, "<tbody>\n");
		for (; n != NULL; n = n->next)
			row(writer, n);
		writer_puts(writer, "</tbody>\n");
	}
	close_tag(writer, "table");
}

/* The name of an image's file, or in HTML the image itself. */
static const char *picture_source(const struct writer *writer, const struct picture *picture)
{
	static const char *const types[] = {
		[IMAGE_PNG] = "image/png", [IMAGE_JPEG] = "image/jpeg", [IMAGE_SVG] = "image/svg+xml"};
	struct arena *arena = writer->book->arena;

	if (writer->book->form == FORM_EPUB)
		return picture->name;
	struct str bytes = image_clean(arena, picture->image);
	char *code = g_base64_encode((const guchar *)bytes.s, bytes.len);
	const char *source = str_fmt(arena, "data:%s;base64,%s", types[picture->image->kind], code);
	g_free(code);
	return source;
}

static void figure(struct writer *writer, const struct node *node)
{
	const struct picture *picture = book_picture(writer->book, node);

	writer_page_marks(writer, node);
	open_tag(writer, node, "figure", NULL);
	writer_puts(writer, "\n<img");
	xml_attr(&writer->buf, "src", picture_source(writer, picture));
	xml_attr(&writer->buf, "alt", node->u.figure.alt);
	/* CSS pixels, 96 to the inch */
	buf_fmt(&writer->buf, " width=\"%d\" height=\"%d\"/>\n",
			(int)(TO_PT(picture->image->width) * 96 / 72 + 0.5),
			(int)(TO_PT(picture->image->height) * 96 / 72 + 0.5));
	blocks(writer, node);
	close_tag(writer, "figure");
}

static void caption(struct writer *writer, const struct node *node)
{
	open_tag(writer, node, "figcaption", NULL);
	writer_role(writer, ROLE_CAPTION);
	inline_write(writer, node);
	close_tag(writer, "figcaption");
}

static void note(struct writer *writer, const struct node *node)
{
	const struct node *first = node->child, *last = node->last;

	writer_puts(writer, "<aside");
	writer_type(writer, "footnote");
	buf_fmt(&writer->buf, " role=\"doc-footnote\" class=\"footnote\" id=\"note_%d\"",
			node->u.note.number);
	writer_lang(writer, node);
	writer_puts(writer, ">\n");
	writer_role(writer, ROLE_NOTE);
	if (first != NULL && first->kind != NODE_PARAGRAPH) {
		writer_puts(writer, "<p>");
		lead(writer, node);
		close_tag(writer, "p");
	}
	blocks(writer, node);
	if (last == NULL || last->kind != NODE_PARAGRAPH) {
		writer_puts(writer, "<p>");
		back_links(writer, node);
		close_tag(writer, "p");
	}
	close_tag(writer, "aside");
}

static void block(struct writer *writer, const struct node *node)
{
	switch (node->kind) {
	case NODE_SECTION:
		section(writer, node);
		break;
	case NODE_HEADING:
		heading(writer, node);
		break;
	case NODE_PARAGRAPH:
		paragraph(writer, node);
		break;
	case NODE_LIST:
		list(writer, node);
		break;
	case NODE_QUOTE:
		quote(writer, node);
		break;
	case NODE_CALLOUT:
		callout(writer, node);
		break;
	case NODE_CODE_BLOCK:
		code_block(writer, node);
		break;
	case NODE_RULE:
		writer_puts(writer, "<hr/>\n");
		break;
	case NODE_TABLE:
		table(writer, node);
		break;
	case NODE_FIGURE:
		figure(writer, node);
		break;
	case NODE_CAPTION:
		caption(writer, node);
		break;
	case NODE_NOTE:
		note(writer, node);
		break;
	case NODE_DOCUMENT:
	case NODE_PART:
	case NODE_ITEM:
	case NODE_ROW:
	case NODE_CELL:
	case INLINE_KINDS:
	case NODE_PAIR:
	case NODE_SIDE:
		assert(false);
	}
}

static void blocks(struct writer *writer, const struct node *parent)
{
	for (const struct node *n = parent->child; n != NULL; n = n->next) {
		struct setting saved = writer->now;
		block(writer, n);
		writer->now = saved;
	}
}

/* How a part is marked: the element and its attributes. */
struct frame {
	const char *element, *type, *role;
};

static struct frame frame_of(enum part_kind kind)
{
	switch (kind) {
	case PART_FRONT:
		return (struct frame){"section", "titlepage", NULL};
	case PART_ARTICLE:
		return (struct frame){"article", NULL, NULL};
	case PART_FAQ:
		return (struct frame){"section", "qna", "doc-qna"};
	case PART_REFERENCES:
		return (struct frame){"section", "bibliography", "doc-bibliography"};
	case PART_GLOSSARY:
		return (struct frame){"section", "glossary", "doc-glossary"};
	case PART_IMPRINT:
		return (struct frame){"section", "imprint", NULL};
	}
	return (struct frame){NULL, NULL, NULL};
}

void blocks_part(struct writer *writer)
{
	const struct node *part = writer->content->part;
	struct frame frame = frame_of(part->u.part.kind);
	struct setting saved = writer->now;

	buf_fmt(&writer->buf, "<%s", frame.element);
	writer_type(writer, frame.type);
	xml_attr(&writer->buf, "role", frame.role);
	writer_id(writer, part);
	writer_lang(writer, part);
	writer_puts(writer, ">\n");
	blocks(writer, part);
	close_tag(writer, frame.element);
	writer->now = saved;
}

static const char *drawn(const char *name)
{
	if (strcmp(name, BOOK_BACK) == 0)
		return "<path d=\"M8 15V2M3 7l5-5 5 5\"/>";
	if (strcmp(name, BOOK_DONE) == 0)
		return "<path d=\"M2 2h12v12h-12zM4.5 8l3 3 4.5-6\"/>";
	return "<path d=\"M2 2h12v12h-12z\"/>";
}

struct str blocks_drawing_file(struct arena *arena, const char *name)
{
	/* the darkest grey of 3:1 on the darkest of dark modes and of sepia, in lines that electronic
	 * paper can show */
	return str_of(str_fmt(arena,
						  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
						  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"16\" height=\"16\""
						  " viewBox=\"0 0 16 16\"><g fill=\"none\" stroke=\"#6c6c6c\""
						  " stroke-width=\"2\">%s</g></svg>\n",
						  drawn(name)));
}

void blocks_drawing(struct writer *writer, const char *class, const char *name, const char *alt)
{
	bool file = writer->book->form == FORM_EPUB;

	writer_puts(writer, file ? "<img" : "<svg");
	xml_attr(&writer->buf, "class", class);
	xml_attr(&writer->buf, "src", file ? name : NULL);
	xml_attr(&writer->buf, file ? "alt" : "aria-label", alt);
	if (file)
		writer_puts(writer, "/>");
	else
		buf_fmt(&writer->buf,
				" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 16 16\" "
				"fill=\"none\" stroke=\"currentColor\""
				" stroke-width=\"2\">%s</svg>",
				drawn(name));
}
