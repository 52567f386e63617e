/* The ways into the book: the navigation document and the NCX. */
#include <string.h>

#include "base/xml.h"
#include "epub/package.h"
#include "markup/contents.h"

static const char *content_title(const struct book *book, const struct content *content)
{
	if (content->part->u.part.kind == PART_FRONT)
		return strings_get(book->edition->strings, "epub/title-page");
	return content->title;
}

static void content_entry(struct writer *writer, const struct content *content)
{
	contents_link(writer, content->name, NULL);
	if (content->part->u.part.kind == PART_FRONT)
		writer_string(writer, "epub/title-page");
	else if (content->heading != NULL)
		contents_label(writer, content->heading);
	else
		writer_text(writer, content->title);
	writer_puts(writer, "</a>");
	contents_list(writer, content, content->root);
	writer_puts(writer, "</li>\n");
}

static void toc(struct writer *writer)
{
	const struct book *book = writer->book;

	writer_puts(writer,
				"<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\""
				" aria-labelledby=\"toc_title\">\n<h1 id=\"toc_title\">");
	struct setting saved = writer->now;
	writer_role(writer, ROLE_TITLE);
	writer_string(writer, "epub/contents");
	writer->now = saved;
	writer_puts(writer, "</h1>\n<ol>\n");
	for (int i = 0; i < book->content_count; i++)
		content_entry(writer, &book->contents[i]);
	writer_puts(writer, "</ol>\n</nav>\n");
}

static void page_list(struct writer *writer)
{
	const struct book *book = writer->book;

	if (book->start_count == 0)
		return;
	writer_puts(writer, "<nav epub:type=\"page-list\" role=\"doc-pagelist\" hidden=\"hidden\"");
	xml_attr(&writer->buf, "aria-label", strings_get(book->edition->strings, "epub/pages"));
	writer_puts(writer, ">\n<ol>\n");
	for (int i = 0; i < book->start_count; i++) {
		contents_link(writer, book->starts[i].content->name, book->starts[i].id);
		writer_text(writer, book->starts[i].label);
		writer_puts(writer, "</a></li>\n");
	}
	writer_puts(writer, "</ol>\n</nav>\n");
}

static void landmark(struct writer *writer, const char *type, const char *file, const char *key)
{
	writer_puts(writer, "<li><a");
	xml_attr(&writer->buf, "epub:type", type);
	xml_attr(&writer->buf, "href", file);
	writer_puts(writer, ">");
	writer_string(writer, key);
	writer_puts(writer, "</a></li>\n");
}

static void landmarks(struct writer *writer)
{
	const struct book *book = writer->book;
	bool started = false, referred = false;

	writer_puts(writer, "<nav epub:type=\"landmarks\" hidden=\"hidden\"");
	xml_attr(&writer->buf, "aria-label", strings_get(book->edition->strings, "epub/landmarks"));
	writer_puts(writer, ">\n<ol>\n");
	landmark(writer, "cover", PACKAGE_COVER, "epub/cover");
	for (int i = 0; i < book->content_count; i++) {
		const struct content *content = &book->contents[i];
		enum part_kind kind = content->part->u.part.kind;
		if (kind == PART_FRONT)
			landmark(writer, "titlepage", content->name, "epub/title-page");
		if (!started && (kind == PART_ARTICLE || kind == PART_FAQ)) {
			landmark(writer, "bodymatter", content->name, "epub/start");
			started = true;
		}
		if (!referred && kind == PART_REFERENCES) {
			landmark(writer, "bibliography", content->name, "part/references");
			referred = true;
		}
	}
	writer_puts(writer, "</ol>\n</nav>\n");
}

struct str nav_xhtml(struct book *book)
{
	struct writer *writer =
		writer_xhtml(book, NULL, strings_get(book->edition->strings, "epub/contents"), NULL);

	toc(writer);
	page_list(writer);
	landmarks(writer);
	return writer_end(writer);
}

/* The NCX under construction. */
struct ncx {
	const struct book *book;
	struct buf buf;
	int order;
};

static void point_open(struct ncx *ncx, const char *label, const char *target)
{
	ncx->order++;
	buf_fmt(&ncx->buf, "<navPoint id=\"point_%d\" playOrder=\"%d\"><navLabel><text>", ncx->order,
			ncx->order);
	xml_text(&ncx->buf, label);
	buf_puts(&ncx->buf, "</text></navLabel><content");
	xml_attr(&ncx->buf, "src", target);
	buf_puts(&ncx->buf, "/>\n");
}

static void section_points(struct ncx *ncx, const struct content *content,
						   const struct node *parent)
{
	struct arena *arena = ncx->book->arena;

	for (const struct node *section = contents_section(parent->child); section != NULL;
		 section = contents_section(section->next)) {
		const char *label = doc_plain(arena, contents_heading(section));
		if (section->u.section.number > 0)
			label = str_fmt(arena, "%s %s", book_question_number(ncx->book, section), label);
		point_open(ncx, label,
				   str_fmt(arena, "%s#%s", content->name, book_section_id(ncx->book, section)));
		section_points(ncx, content, section);
		buf_puts(&ncx->buf, "</navPoint>\n");
	}
}

static void ncx_pages(struct ncx *ncx)
{
	const struct book *book = ncx->book;

	if (book->start_count == 0)
		return;
	buf_puts(&ncx->buf, "<pageList>\n");
	for (int i = 0; i < book->start_count; i++) {
		const struct page_start *start = &book->starts[i];
		ncx->order++;
		buf_fmt(&ncx->buf,
				"<pageTarget id=\"target_%d\" type=\"normal\" value=\"%d\" playOrder=\"%d\">"
				"<navLabel><text>",
				start->number, start->number, ncx->order);
		xml_text(&ncx->buf, start->label);
		buf_fmt(&ncx->buf, "</text></navLabel><content src=\"%s#%s\"/></pageTarget>\n",
				start->content->name, start->id);
	}
	buf_puts(&ncx->buf, "</pageList>\n");
}

static void ncx_head(struct ncx *ncx)
{
	const struct book *book = ncx->book;
	int last = book->start_count > 0 ? book->starts[book->start_count - 1].number : 0;

	buf_puts(&ncx->buf,
			 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			 "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"");
	xml_attr(&ncx->buf, "xml:lang", book->edition->lang);
	xml_attr(&ncx->buf, "dir", book->dir);
	buf_fmt(&ncx->buf,
			">\n<head>\n<meta name=\"dtb:uid\" content=\"urn:uuid:%s\"/>\n"
			"<meta name=\"dtb:totalPageCount\" content=\"%d\"/>\n"
			"<meta name=\"dtb:maxPageNumber\" content=\"%d\"/>\n</head>\n<docTitle><text>",
			edition_uuid(book->arena, book->edition, FORMAT_EPUB), book->start_count, last);
	xml_text(&ncx->buf, book->edition->title);
	buf_puts(&ncx->buf, "</text></docTitle>\n<navMap>\n");
}

struct str nav_ncx(struct book *book)
{
	struct ncx ncx = {.book = book, .buf = {.arena = book->arena}};

	ncx_head(&ncx);
	for (int i = 0; i < book->content_count; i++) {
		point_open(&ncx, content_title(book, &book->contents[i]), book->contents[i].name);
		section_points(&ncx, &book->contents[i], book->contents[i].root);
		buf_puts(&ncx.buf, "</navPoint>\n");
	}
	buf_puts(&ncx.buf, "</navMap>\n");
	ncx_pages(&ncx);
	buf_puts(&ncx.buf, "</ncx>\n");
	return buf_str(&ncx.buf);
}
