/* Document -> EPUB: names the files, writes each from the tree, cuts the faces to the characters
 * that were written, draws the cover, lists everything and packs it. All in memory. */
#include "epub/epub.h"

#include <glib.h>
#include <string.h>

#include "epub/package.h"
#include "markup/writer.h"

#define TYPE_XHTML "application/xhtml+xml"
#define TYPE_SVG "image/svg+xml"

static void add_drawing(struct package *package, const char *name)
{
	package_add(package, (struct item){.name = name,
									   .type = TYPE_SVG,
									   .bytes = blocks_drawing_file(package->book->arena, name)});
}

/* The epub:type of the body that holds a part. */
static const char *body_type(enum part_kind kind)
{
	switch (kind) {
	case PART_FRONT:
		return "frontmatter";
	case PART_ARTICLE:
	case PART_FAQ:
		return "bodymatter";
	case PART_REFERENCES:
	case PART_GLOSSARY:
	case PART_IMPRINT:
		return "backmatter";
	}
	return NULL;
}

static struct str part_xhtml(struct book *book, const struct content *content)
{
	struct writer *writer =
		writer_xhtml(book, content, content->title, body_type(content->part->u.part.kind));

	blocks_part(writer);
	return writer_end(writer);
}

/* The files with text. */
static void add_contents(struct package *package)
{
	struct book *book = package->book;

	package_add(package, (struct item){.name = PACKAGE_COVER,
									   .type = TYPE_XHTML,
									   .spine = true,
									   .bytes = cover_xhtml(book)});
	for (int i = 0; i < book->content_count; i++)
		package_add(package, (struct item){.name = book->contents[i].name,
										   .type = TYPE_XHTML,
										   .spine = true,
										   .bytes = part_xhtml(book, &book->contents[i])});
	package_add(package, (struct item){.name = PACKAGE_NAV,
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

static void add_resources(struct package *package)
{
	struct book *book = package->book;

	package_add(package, (struct item){.name = PACKAGE_NCX,
									   .type = "application/x-dtbncx+xml",
									   .bytes = nav_ncx(book)});
	package_add(package,
				(struct item){.name = BOOK_STYLE, .type = "text/css", .bytes = style_sheet(book)});
	if (book->notes)
		add_drawing(package, BOOK_BACK);
	if (book->tasks) {
		add_drawing(package, BOOK_OPEN);
		add_drawing(package, BOOK_DONE);
	}
	for (int i = 0; i < book->picture_count; i++)
		package_add(package,
					(struct item){.name = book->pictures[i].name,
								  .type = picture_type(book->pictures[i].image->kind),
								  .bytes = image_clean(book->arena, book->pictures[i].image)});
	for (size_t i = 0; i < book->font_count; i++)
		package_add(package, (struct item){.name = book->fonts[i].name,
										   .type = book->fonts[i].type,
										   .bytes = book->fonts[i].bytes});
}

/* Reads the file back. A fault here is ours, but the document that led to it is the author's. */
static bool well_formed(const struct book *book, const struct item *item)
{
	static const GMarkupParser ignore;
	GMarkupParseContext *context = g_markup_parse_context_new(&ignore, 0, NULL, NULL);
	GError *error = NULL;
	bool ok =
		g_markup_parse_context_parse(context, item->bytes.s, (gssize)item->bytes.len, &error) &&
		g_markup_parse_context_end_parse(context, &error);

	if (!ok) {
		diag_error(book->diag, POS_FILE(book->edition->handout->file),
				   "the e-book's file \"%s\" is not well-formed XML (%s): a fault of the program, "
				   "please report it",
				   item->name, error->message);
		g_error_free(error);
	}
	g_markup_parse_context_free(context);
	return ok;
}

static bool check_items(const struct package *package, struct str opf)
{
	const struct book *book = package->book;
	bool ok = well_formed(book, &(struct item){.name = PACKAGE_OPF, .bytes = opf});

	for (int i = 0; i < package->count; i++)
		if (strstr(package->items[i].type, "xml") != NULL &&
			strcmp(package->items[i].type, TYPE_SVG) != 0)
			ok = well_formed(book, &package->items[i]) && ok;
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
				   "\"%s\" to the families of its script in theme.yaml",
				   utf8, code_point, having->family);
	else
		diag_error(
			book->diag, pos,
			"no face on the list has the character \"%s\" (U+%04X): replace it, or add a face "
			"that has it to fonts/faces.yaml",
			utf8, code_point);
	diag_about(book->diag, code_point);
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
	struct package package = {.book = book_new(arena, diag, FORM_EPUB, edition, fonts, pages)};

	*out = (struct str){NULL, 0};
	if (package.book == NULL)
		return false;
	add_contents(&package);
	if (!embed_fonts(package.book, fonts))
		return false;
	add_resources(&package);
	package_add(&package, (struct item){.name = PACKAGE_COVER_IMAGE,
										.type = "image/png",
										.properties = "cover-image",
										.bytes = cover_png(package.book, fonts)});
	struct str opf = opf_write(&package);
	return check_items(&package, opf) && package_write(&package, opf, out);
}

const char *epub_dump(struct arena *arena, const struct edition *edition, const struct fonts *fonts,
					  const struct pages *pages)
{
	struct buf out = {.arena = arena};
	struct package package = {
		.book = book_new(arena, diag_new(arena), FORM_EPUB, edition, fonts, pages)};

	if (package.book == NULL)
		return "";
	add_contents(&package);
	for (int i = 0; i < package.count; i++) {
		buf_fmt(&out, "=== %s\n", package.items[i].name);
		buf_add(&out, package.items[i].bytes.s, package.items[i].bytes.len);
	}
	return buf_chars(&out);
}
