/* Document -> one page of HTML: the parts in one file, with the EPUB's elements and style sheet,
 * the images within. */
#include "html/html.h"

#include "base/xml.h"
#include "markup/book.h"
#include "markup/contents.h"
#include "markup/writer.h"

/* Below so many sections a list of them helps nobody. */
#define CONTENTS_LEAST 4

/* What a page needs beyond the style sheet of an e-book, whose reader has margins and colours. */
static const char page_rules[] =
	":root { color-scheme: light dark; background: #ffffff; color: #111111; font-size: 112.5%;"
	" -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }\n"
	"a { color: #0b4fa8; }\n"
	"body { max-width: 36em; margin: 0 auto; padding: 1em 1em 3em; overflow-wrap: break-word; }\n"
	"table { width: 100%; }\n"
	"@media (max-width: 24em) { th, td { padding: 0.3em; } }\n"
	".contents { margin: 1.5em 0; }\n"
	".contents summary { cursor: pointer; padding: 0.6em 0; font-weight: bold; }\n"
	".contents ol { list-style-type: none; }\n"
	".contents li { margin: 0.6em 0; }\n"
	".imprint a { display: inline-block; line-height: 1.9; }\n"
	"svg.box, svg.back { vertical-align: -0.1em; }\n"
	":target { scroll-margin-top: 1em; }\n"
	"@media (prefers-color-scheme: dark) {\n"
	":root { background: #16181b; color: #e8e8e8; }\n"
	"a { color: #8ab4f8; }\n"
	"}\n"
	"@page { margin: 18mm; }\n"
	"@media print {\n"
	":root { color-scheme: light; background: #ffffff; color: #000000; font-size: 11pt; }\n"
	"body { max-width: none; padding: 0; }\n"
	".contents, .back { display: none; }\n"
	".imprint a { line-height: inherit; }\n"
	"a { color: inherit; }\n"
	"a.named::after { content: \" (\" attr(href) \")\"; }\n"
	"}\n";

/* Sections with headings. */
static int count_sections(const struct node *document)
{
	int count = 0;

	for (const struct node *n = document; n != NULL; n = doc_next(n, document))
		count += n->kind == NODE_SECTION && contents_heading(n) != NULL;
	return count;
}

static void part_items(struct writer *writer, const struct content *content)
{
	const char *id = content->root->kind == NODE_SECTION
						 ? book_section_id(writer->book, content->root)
						 : content->part->id;

	if (content->heading == NULL || id == NULL) {
		contents_items(writer, content, content->root);
		return;
	}
	contents_link(writer, content->name, id);
	contents_label(writer, content->heading);
	writer_puts(writer, "</a>");
	contents_list(writer, content, content->root);
	writer_puts(writer, "</li>\n");
}

/* Closed at first: on a phone the text begins without delay. */
static void contents(struct writer *writer)
{
	const struct book *book = writer->book;

	if (count_sections(book->edition->document) < CONTENTS_LEAST)
		return;
	writer_puts(writer, "<nav class=\"contents\" role=\"doc-toc\"");
	xml_attr(&writer->buf, "aria-label", strings_get(book->edition->strings, "epub/contents"));
	writer_puts(writer, ">\n<details>\n<summary>");
	writer_string(writer, "epub/contents");
	writer_puts(writer, "</summary>\n<ol>\n");
	for (int i = 0; i < book->content_count; i++)
		if (book->contents[i].part->u.part.kind != PART_FRONT)
			part_items(writer, &book->contents[i]);
	writer_puts(writer, "</ol>\n</details>\n</nav>\n");
}

static struct str body(struct book *book)
{
	struct writer *writer = writer_new(book, NULL);
	bool listed = false;

	for (int i = 0; i < book->content_count; i++) {
		if (!listed && book->contents[i].part->u.part.kind != PART_FRONT) {
			contents(writer);
			listed = true;
		}
		writer->content = &book->contents[i];
		blocks_part(writer);
	}
	return buf_str(&writer->buf);
}

/* The accent colour, which no dark mode knows, for headings on white. */
static void accent(struct buf *out, const struct theme *theme)
{
	buf_fmt(out, "@media (prefers-color-scheme: light), print { h1, h2 { color: #%06x; } }\n",
			theme->accent & 0xFFFFFF);
}

static void head(struct buf *out, const struct book *book)
{
	struct str style = style_sheet(book);

	buf_puts(out, "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"");
	xml_attr(out, "lang", book->edition->lang);
	xml_attr(out, "dir", book->dir);
	buf_puts(out,
			 ">\n<head>\n<meta charset=\"utf-8\"/>\n"
			 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
			 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
			 " img-src data:; style-src 'unsafe-inline'\"/>\n"
			 "<meta name=\"referrer\" content=\"no-referrer\"/>\n<title>");
	xml_text(out, book->edition->title);
	buf_puts(out, "</title>\n<style>\n");
	buf_add(out, style.s, style.len);
	buf_puts(out, page_rules);
	accent(out, book->edition->theme);
	buf_puts(out, "</style>\n</head>\n<body");
	xml_attr(out, "dir", book->dir);
	buf_puts(out, ">\n<main>\n");
}

bool html_write(struct arena *arena, struct diag *diag, const struct edition *edition,
				const struct pages *pages, struct str *out)
{
	struct book *book = book_new(arena, diag, FORM_HTML, edition, NULL, pages);
	struct buf page = {.arena = arena};

	*out = (struct str){NULL, 0};
	if (book == NULL)
		return false;
	/* before the style sheet, which has rules for what was written */
	struct str text = body(book);
	head(&page, book);
	buf_add(&page, text.s, text.len);
	buf_puts(&page, "</main>\n</body>\n</html>\n");
	*out = buf_str(&page);
	return true;
}
