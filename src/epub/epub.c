/* Document -> EPUB: names the files, writes each from the tree, cuts the faces to the characters
 * that were written, draws the cover, lists everything and packs it. All in memory. */
#include "epub/epub.h"

#include <glib.h>
#include <string.h>

#include "epub/book.h"

#define TYPE_XHTML "application/xhtml+xml"
#define TYPE_SVG "image/svg+xml"

static void add_drawing(struct book *book, const char *name)
{
	book_add(book, (struct item){.name = name, .type = TYPE_SVG, .bytes = xhtml_drawing(name)});
}

static void add_contents(struct book *book)
{
	for (int i = 0; i < book->content_count; i++)
		book_add(book, (struct item){.name = book->contents[i].name,
									 .type = TYPE_XHTML,
									 .spine = true,
									 .bytes = xhtml_part(book, &book->contents[i])});
	book_add(book, (struct item){.name = BOOK_NAV,
								 .type = TYPE_XHTML,
								 .properties = "nav",
								 .bytes = nav_xhtml(book)});
}

static const char *picture_type(enum image_kind kind)
{
	switch (kind) {
	case IMAGE_PNG:
		return "image/png";
	case IMAGE_JPEG:
		return "image/jpeg";
	case IMAGE_SVG:
		return TYPE_SVG;
	}
	return NULL;
}

static void add_resources(struct book *book)
{
	book_add(book, (struct item){.name = BOOK_NCX,
								 .type = "application/x-dtbncx+xml",
								 .bytes = nav_ncx(book)});
	book_add(book,
			 (struct item){.name = BOOK_STYLE, .type = "text/css", .bytes = style_sheet(book)});
	if (book->notes)
		add_drawing(book, BOOK_BACK);
	if (book->tasks) {
		add_drawing(book, BOOK_OPEN);
		add_drawing(book, BOOK_DONE);
	}
	for (int i = 0; i < book->picture_count; i++)
		book_add(book, (struct item){.name = book->pictures[i].name,
									 .type = picture_type(book->pictures[i].image->kind),
									 .bytes = image_clean(book->arena, book->pictures[i].image)});
	for (size_t i = 0; i < book->font_count; i++)
		book_add(book, (struct item){.name = book->fonts[i].name,
									 .type = book->fonts[i].type,
									 .bytes = book->fonts[i].bytes});
}

/* Reads the file back. A fault here is ours, but the document that led to it is the author's. */
static bool well_formed(struct book *book, const struct item *item)
{
	static const GMarkupParser ignore;
	GMarkupParseContext *context = g_markup_parse_context_new(&ignore, 0, NULL, NULL);
	GError *error = NULL;
	bool ok =
		g_markup_parse_context_parse(context, item->bytes.s, (gssize)item->bytes.len, &error) &&
		g_markup_parse_context_end_parse(context, &error);

	if (!ok) {
		diag_error(book->diag, POS_FILE(book->edition->handout->file),
				   "the e-book's file \"%s\" is not well-formed XML (%s): report this as a fault "
				   "of handout",
				   item->name, error->message);
		g_error_free(error);
	}
	g_markup_parse_context_free(context);
	return ok;
}

static bool check_items(struct book *book, struct str package)
{
	bool ok = well_formed(book, &(struct item){.name = BOOK_PACKAGE, .bytes = package});

	for (int i = 0; i < book->item_count; i++)
		if (strstr(book->items[i].type, "xml") != NULL &&
			strcmp(book->items[i].type, TYPE_SVG) != 0)
			ok = well_formed(book, &book->items[i]) && ok;
	return ok;
}

/* The text that has the code point, for a message. */
static struct pos place_of(const struct edition *edition, unsigned code_point)
{
	const struct node *root = edition->document;

	for (const struct node *n = root; n != NULL; n = doc_next(n, root)) {
		bool has_text = n->kind == NODE_TEXT || n->kind == NODE_CODE || n->kind == NODE_CODE_BLOCK;
		if (has_text && g_utf8_strchr(n->u.text.text, -1, code_point) != NULL)
			return n->pos;
	}
	return POS_FILE(edition->handout->file);
}

static void report_missing(struct book *book, const struct faces *faces, unsigned code_point)
{
	const struct face *having = faces_having(faces, code_point);
	struct pos pos = place_of(book->edition, code_point);
	char utf8[7] = {0};

	g_unichar_to_utf8(code_point, utf8);
	if (having != NULL)
		diag_error(book->diag, pos,
				   "no face of this language has the character \"%s\" (U+%04X): replace it, or add "
				   "\"%s\" to the language's families in the theme",
				   utf8, code_point, having->family);
	else
		diag_error(book->diag, pos,
				   "no listed face has the character \"%s\" (U+%04X): replace it, or add a face "
				   "that has it to the list of faces",
				   utf8, code_point);
}

static bool embed_fonts(struct book *book, const struct fonts *fonts)
{
	unsigned missing = 0;
	size_t errors = book->diag->errors;

	book->fonts = usage_subset(book->usage, &book->font_count, &missing);
	if (missing != 0)
		report_missing(book, fonts_faces(fonts), missing);
	return book->diag->errors == errors;
}

bool epub_write(struct arena *arena, struct diag *diag, const struct edition *edition,
				struct fonts *fonts, const struct pages *pages, struct str *out)
{
	struct book *book = book_new(arena, diag, edition, fonts, pages);

	*out = (struct str){NULL, 0};
	if (book == NULL)
		return false;
	book_add(book, (struct item){.name = BOOK_COVER,
								 .type = TYPE_XHTML,
								 .spine = true,
								 .bytes = xhtml_cover(book)});
	add_contents(book);
	if (!embed_fonts(book, fonts))
		return false;
	add_resources(book);
	book_add(book, (struct item){.name = BOOK_COVER_IMAGE,
								 .type = "image/png",
								 .properties = "cover-image",
								 .bytes = cover_png(book, fonts)});
	struct str package = opf_write(book);
	return check_items(book, package) && package_write(book, package, out);
}

const char *epub_dump(struct arena *arena, const struct edition *edition, const struct fonts *fonts,
					  const struct pages *pages)
{
	struct buf out = {.arena = arena};
	struct book *book = book_new(arena, diag_new(arena), edition, fonts, pages);

	if (book == NULL)
		return "";
	book_add(book, (struct item){.name = BOOK_COVER,
								 .type = TYPE_XHTML,
								 .spine = true,
								 .bytes = xhtml_cover(book)});
	add_contents(book);
	for (int i = 0; i < book->item_count; i++) {
		buf_fmt(&out, "=== %s\n", book->items[i].name);
		buf_add(&out, book->items[i].bytes.s, book->items[i].bytes.len);
	}
	return buf_chars(&out);
}
