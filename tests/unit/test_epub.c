/* EPUBs from trees made by hand: the archive, the content files, languages, page marks, metadata,
 * fonts; and what must fail. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>
#include <hb.h>
#include <zip.h>

#include "base/str.h"
#include "epub/epub.h"

#define PAGES_MOST 8
#define CONTENT_BEGIN 30 /* of a first entry without extra field: the header's length */

struct book_fixture {
	struct arena *arena;
	struct diag *diag;
	struct fonts *fonts;
	struct handout handout;
	struct edition edition;
	struct page items[PAGES_MOST];
	struct pages pages;
};

static struct node *add(struct book_fixture *f, struct node *parent, enum node_kind kind)
{
	struct node *node = doc_node(f->arena, kind, (struct pos){"article.md", 7, 1});
	doc_append(parent, node);
	return node;
}

static struct node *text(struct book_fixture *f, struct node *parent, const char *words)
{
	struct node *node = doc_text(f->arena, (struct pos){"article.md", 7, 1}, words);
	doc_append(parent, node);
	return node;
}

static struct node *block(struct book_fixture *f, struct node *parent, enum node_kind kind,
						  const char *words)
{
	struct node *node = add(f, parent, kind);
	text(f, node, words);
	return node;
}

static struct node *document(struct book_fixture *f)
{
	return (struct node *)(uintptr_t)f->edition.document;
}

static struct node *part(struct book_fixture *f, enum part_kind kind)
{
	struct node *node = add(f, document(f), NODE_PART);
	node->u.part.kind = kind;
	return node;
}

static struct node *heading(struct book_fixture *f, struct node *parent, int level,
							const char *words)
{
	struct node *node = block(f, parent, NODE_HEADING, words);
	node->u.heading.level = level;
	return node;
}

static struct node *section(struct book_fixture *f, struct node *parent, const char *id,
							const char *words)
{
	struct node *node = add(f, parent, NODE_SECTION);
	node->id = id;
	heading(f, node, parent->u.part.kind == PART_FAQ ? 3 : 2, words);
	return node;
}

/* An edition in a language with a title page. */
static struct book_fixture *new_book(const char *lang, const char *title)
{
	struct arena *arena = arena_new();
	struct book_fixture *f = ARENA_NEW(arena, struct book_fixture);
	const char *out = getenv("OUT");

	f->arena = arena;
	f->diag = diag_new(arena);
	f->fonts = fonts_open(arena, f->diag, str_fmt(arena, "%s/fonts", out ? out : "out"));
	f->handout =
		(struct handout){.name = "test", .file = "handout.yaml", .code = "T-1", .version = "1.0"};
	f->handout.clinic.name = "The Clinic";
	f->edition = (struct edition){
		.handout = &f->handout,
		.lang = lang,
		.title = title,
		.locale = locale_find(lang),
		.theme = theme_read(arena, f->diag, "content/theme.yaml", &f->handout.clinic),
		.strings = strings_read(arena, f->diag, "content/strings", lang),
		.document = doc_node(arena, NODE_DOCUMENT, POS_FILE("article.md")),
		.epoch = 1795305600 + 3661,
	};
	assert_non_null(f->fonts);
	assert_non_null(f->edition.theme);
	assert_non_null(f->edition.strings);
	document(f)->lang = lang;
	f->pages = (struct pages){.items = f->items};
	heading(f, part(f, PART_FRONT), 1, title);
	return f;
}

static void add_page(struct book_fixture *f, const struct node *leaf, int offset)
{
	assert_true(f->pages.count < PAGES_MOST);
	f->items[f->pages.count++] = (struct page){.leaf = leaf, .offset = offset};
}

static struct str write_book(struct book_fixture *f)
{
	struct str bytes;
	bool written = epub_write(f->arena, f->diag, &f->edition, f->fonts,
							  f->pages.count > 0 ? &f->pages : NULL, &bytes);

	if (f->diag->first != NULL)
		print_message("%s", diag_line(f->arena, f->diag->first));
	assert_int_equal(f->diag->errors, 0);
	assert_true(written);
	return bytes;
}

static const char *dump(struct book_fixture *f)
{
	return epub_dump(f->arena, &f->edition, f->fonts, f->pages.count > 0 ? &f->pages : NULL);
}

static void assert_has(const char *whole, const char *piece)
{
	if (strstr(whole, piece) != NULL)
		return;
	print_message("%s\n", whole);
	fail_msg("this is not in it: %s", piece);
}

static void assert_lacks(const char *whole, const char *piece)
{
	if (strstr(whole, piece) == NULL)
		return;
	print_message("%s\n", whole);
	fail_msg("this is in it: %s", piece);
}

static zip_t *open_zip(struct str bytes)
{
	zip_source_t *source = zip_source_buffer_create(bytes.s, bytes.len, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);

	assert_non_null(zip);
	return zip;
}

static struct str read_entry(struct arena *arena, zip_t *zip, const char *name)
{
	zip_stat_t stat;

	if (zip_stat(zip, name, 0, &stat) != 0)
		return (struct str){NULL, 0};
	char *data = arena_alloc(arena, stat.size + 1);
	zip_file_t *file = zip_fopen(zip, name, 0);
	assert_int_equal(zip_fread(file, data, stat.size), stat.size);
	zip_fclose(file);
	return (struct str){data, stat.size};
}

static const char *entry(struct book_fixture *f, struct str bytes, const char *name)
{
	zip_t *zip = open_zip(bytes);
	struct str data = read_entry(f->arena, zip, name);

	zip_discard(zip);
	assert_non_null(data.s);
	return data.s;
}

static void packs_an_archive(void **state)
{
	struct book_fixture *f = new_book("en", "A <title> & more");
	(void)state;

	block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "Words.");
	struct str bytes = write_book(f), again = write_book(f);
	assert_true(str_eq(bytes, again));
	assert_memory_equal(bytes.s + CONTENT_BEGIN, "mimetypeapplication/epub+zip", 28);
	zip_t *zip = open_zip(bytes);
	for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
		zip_uint8_t system;
		zip_uint32_t attributes;
		zip_stat_t stat;
		assert_int_equal(zip_stat_index(zip, (zip_uint64_t)i, 0, &stat), 0);
		zip_file_get_external_attributes(zip, (zip_uint64_t)i, 0, &system, &attributes);
		assert_int_equal(attributes >> 16, 0100644);
		assert_int_equal(strspn(stat.name + (g_str_has_prefix(stat.name, "EPUB/") ? 5 : 0),
								"abcdefghijklmnopqrstuvwxyz0123456789._-/METAINF"),
						 strlen(stat.name) - (g_str_has_prefix(stat.name, "EPUB/") ? 5 : 0));
	}
	zip_discard(zip);
	assert_memory_equal(bytes.s + 10, "\0\0\x21\0", 4);
	assert_has(entry(f, bytes, "EPUB/package.opf"),
			   "<dc:title id=\"title\">A &lt;title&gt; &amp; more<");
	arena_free(f->arena);
}

static void add_inlines(struct book_fixture *f, struct node *article)
{
	struct node *p = block(f, article, NODE_PARAGRAPH, "Plain ");
	struct node *link;

	block(f, p, NODE_EMPHASIS, "slanted");
	block(f, p, NODE_STRONG, "bold");
	block(f, p, NODE_STRIKE, "gone");
	add(f, p, NODE_CODE)->u.text.text = "a < b";
	add(f, p, NODE_BREAK);
	link = block(f, p, NODE_LINK, "out");
	link->u.link.url = "https://example.org/a b?c&d=%20";
	link->u.link.title = "Say \"so\"";
	link = block(f, p, NODE_LINK, "in");
	link->u.link.url = "#1-question";
	link = block(f, p, NODE_LINK, "never");
	link->u.link.url = "javascript:alert(1)";
	link = block(f, p, NODE_LINK, "call");
	link->u.link.url = "tel:+442079460958";
}

static void writes_inlines(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	(void)state;

	add_inlines(f, part(f, PART_ARTICLE));
	struct node *question = section(f, part(f, PART_FAQ), "1-question", "Why?");
	question->u.section.number = 1;
	const char *xhtml = dump(f);
	assert_has(xhtml,
			   "<p>Plain <em>slanted</em><strong>bold</strong><s>gone</s>"
			   "<code dir=\"ltr\">a &lt; b</code><br/>"
			   "<a href=\"https://example.org/a%20b?c&amp;d=%20\" "
			   "title=\"Say &quot;so&quot;\">out</a>"
			   "<a href=\"faq.xhtml#_1-question\">in</a><span>never</span>"
			   "<a href=\"tel:+442079460958\">call</a></p>");
	assert_lacks(xhtml, "javascript");
	assert_has(xhtml,
			   "<section epub:type=\"qna\" role=\"doc-qna\">\n<section id=\"_1-question\">\n"
			   "<h3>1. Why?</h3>");
	assert_has(xhtml, "<li><a href=\"faq.xhtml#_1-question\">1. Why?</a></li>");
	write_book(f);
	arena_free(f->arena);
}

static struct node *add_list(struct book_fixture *f, struct node *parent, bool ordered, bool tight)
{
	struct node *list = add(f, parent, NODE_LIST);
	list->u.list.ordered = ordered;
	list->u.list.tight = tight;
	list->u.list.start = 1;
	return list;
}

static void add_table(struct book_fixture *f, struct node *parent)
{
	static const enum align align[] = {ALIGN_START, ALIGN_END};
	static const char *const words[2][2] = {{"", "Dose"}, {"Adults", "0.5"}};
	struct node *table = add(f, parent, NODE_TABLE);

	table->u.table.columns = 2;
	table->u.table.align = align;
	for (int r = 0; r < 2; r++) {
		struct node *row = add(f, table, NODE_ROW);
		row->u.row.head = r == 0;
		for (int c = 0; c < 2; c++) {
			struct node *cell = add(f, row, NODE_CELL);
			if (words[r][c][0] != '\0')
				text(f, cell, words[r][c]);
			cell->u.cell.column = c;
			cell->u.cell.align = align[c];
			cell->u.cell.head = r == 0;
		}
	}
}

static void writes_blocks(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *article = part(f, PART_ARTICLE);
	(void)state;

	struct node *outer = add_list(f, article, true, true);
	outer->u.list.start = 3;
	struct node *item = add(f, outer, NODE_ITEM);
	block(f, item, NODE_PARAGRAPH, "First");
	struct node *task = add(f, add_list(f, item, false, true), NODE_ITEM);
	task->u.item.task = TASK_DONE;
	block(f, task, NODE_PARAGRAPH, "Asked");
	struct node *callout = add(f, article, NODE_CALLOUT);
	callout->u.callout.kind = CALLOUT_WARNING;
	block(f, callout, NODE_PARAGRAPH, "Stop.");
	add_table(f, article);
	block(f, add(f, article, NODE_QUOTE), NODE_PARAGRAPH, "Quoted");
	add(f, article, NODE_RULE);
	add(f, article, NODE_CODE_BLOCK)->u.text.text = "a\n  b";
	const char *xhtml = dump(f);
	assert_has(xhtml,
			   "<ol start=\"3\">\n<li>First<ul>\n<li class=\"task\"><img class=\"box\" "
			   "src=\"done.svg\" alt=\"Done\"/> Asked</li>\n</ul>\n</li>\n</ol>");
	assert_has(xhtml,
			   "<section epub:type=\"notice\" role=\"doc-notice\" class=\"callout warning\" "
			   "aria-labelledby=\"label_warning_1\">\n<p class=\"label\" "
			   "id=\"label_warning_1\">Warning</p>\n<p>Stop.</p>\n</section>");
	assert_has(xhtml,
			   "<thead>\n<tr>\n<td></td>\n<th scope=\"col\" class=\"end\">Dose</th>\n</tr>\n"
			   "</thead>\n<tbody>\n<tr>\n<td>Adults</td>\n<td class=\"end\">0.5</td>");
	assert_has(xhtml,
			   "<blockquote>\n<p>Quoted</p>\n</blockquote>\n<hr/>\n"
			   "<pre dir=\"ltr\"><code>a\n  b</code></pre>");
	struct str bytes = write_book(f);
	assert_has(entry(f, bytes, "EPUB/package.opf"), "href=\"done.svg\"");
	arena_free(f->arena);
}

static void writes_notes(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *article = part(f, PART_ARTICLE), *p, *note, *mark;
	(void)state;

	p = block(f, article, NODE_PARAGRAPH, "One");
	for (int i = 1; i <= 2; i++) {
		mark = add(f, p, NODE_NOTE_MARK);
		mark->u.note_mark.mark = i;
		text(f, p, " and");
	}
	note = add(f, article, NODE_NOTE);
	note->u.note.number = 1;
	block(f, note, NODE_PARAGRAPH, "Below.");
	for (struct node *n = p->child; n != NULL; n = n->next)
		if (n->kind == NODE_NOTE_MARK)
			n->u.note_mark.note = note;
	const char *xhtml = dump(f);
	assert_has(xhtml,
			   "One<a epub:type=\"noteref\" role=\"doc-noteref\" id=\"mark_1_1\" "
			   "href=\"#note_1\">1</a> and<a epub:type=\"noteref\" role=\"doc-noteref\" "
			   "id=\"mark_1_2\" href=\"#note_1\">1</a> and");
	assert_has(xhtml,
			   "<aside epub:type=\"footnote\" role=\"doc-footnote\" class=\"footnote\" "
			   "id=\"note_1\">\n<p><span class=\"number\">1</span> Below.");
	assert_has(xhtml,
			   "href=\"#mark_1_2\"><img class=\"back\" src=\"back.svg\" "
			   "alt=\"Back to the text (2)\"/></a></p>\n</aside>");
	write_book(f);
	arena_free(f->arena);
}

static void states_languages(void **state)
{
	struct book_fixture *f = new_book("ar", "عنوان");
	struct node *p = block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "اتصل ");
	struct node *references = part(f, PART_REFERENCES), *item;
	(void)state;

	block(f, p, NODE_ISOLATE, "+44 20 7946 0958");
	block(f, p, NODE_SPAN, "Ketamine")->lang = "en";
	block(f, add(f, p->parent, NODE_PARAGRAPH), NODE_SPAN, "Clinic")->lang = "en";
	heading(f, references, 2, "المراجع");
	references->child->u.heading.key = "part/references";
	struct node *list = add_list(f, references, true, true);
	list->lang = "en";
	item = add(f, list, NODE_ITEM);
	block(f, item, NODE_PARAGRAPH, "Browne, C. A. (2020).");
	const char *xhtml = dump(f);
	assert_has(xhtml, " lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\">");
	assert_has(xhtml, "<body dir=\"rtl\" epub:type=\"bodymatter\">");
	assert_has(xhtml,
			   "<p>اتصل <bdi dir=\"ltr\">\u200E+44 20 7946 0958\u200E</bdi>\u200F<span "
			   "lang=\"en\" xml:lang=\"en\" dir=\"ltr\">\u200EKetamine\u200E</span>\u200F</p>");
	assert_has(xhtml,
			   "<p>\u200F<span lang=\"en\" xml:lang=\"en\" dir=\"ltr\">\u200EClinic\u200E</span>");
	assert_has(xhtml, "<ol class=\"reference\" lang=\"en\" xml:lang=\"en\" dir=\"ltr\">");
	struct str bytes = write_book(f);
	const char *opf = entry(f, bytes, "EPUB/package.opf");
	assert_has(opf, "page-progression-direction=\"rtl\"");
	assert_has(opf, "xml:lang=\"ar\" dir=\"rtl\">");
	const char *css = entry(f, bytes, "EPUB/style.css");
	assert_has(css, ".reference[lang=\"en\"] { font-weight: normal; font-style: italic;");
	assert_has(css, "em { font-style: normal; font-weight: bold; }");
	assert_has(css, "ol, ul { margin: 0.5em 0; padding: 0; padding-right: 1.8em; }");
	assert_has(css,
			   "ol[dir=\"ltr\"], ul[dir=\"ltr\"], [dir=\"ltr\"] ol, [dir=\"ltr\"] ul "
			   "{ padding: 0; padding-left: 1.8em; }");
	assert_has(css, "bdi { font-family: \"Noto Serif\", serif; font-size: 0.87em; }");
	assert_lacks(css, "direction:");
	assert_lacks(css, "bidi");
	assert_lacks(css, " color:");
	arena_free(f->arena);
}

static void marks_pages_between_words(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *article = part(f, PART_ARTICLE), *p, *second, *aim;
	(void)state;

	p = block(f, article, NODE_PARAGRAPH, "Some hyphen");
	block(f, p, NODE_EMPHASIS, "ation here ");
	second = section(f, article, "two", "Second");
	aim = text(f, add(f, second, NODE_PARAGRAPH), "After the heading");
	add_page(f, document(f)->child->child->child, 0);
	add_page(f, p->last->child, 2);
	add_page(f, second->child->child, 3);
	add_page(f, doc_text(f->arena, POS_FILE("other.md"), "elsewhere"), 0);
	add_page(f, aim, 6);
	add_page(f, p->child, 0);
	const char *xhtml = dump(f);
	assert_has(xhtml,
			   "<p>Some <span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page_2\" "
			   "aria-label=\"2\"></span>hyphen<em>ation here </em></p>");
	assert_has(xhtml,
			   "<section id=\"two\">\n<div epub:type=\"pagebreak\" role=\"doc-pagebreak\" "
			   "id=\"page_3\" aria-label=\"3\"></div>\n<h2>Second</h2>");
	assert_has(xhtml, "After <span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page_5\"");
	assert_lacks(xhtml, "page_4");
	assert_lacks(xhtml, "page_6");
	assert_has(xhtml,
			   "<ol>\n<li><a href=\"title.xhtml#page_1\">1</a></li>\n"
			   "<li><a href=\"article.xhtml#page_2\">2</a></li>\n"
			   "<li><a href=\"article.xhtml#page_3\">3</a></li>\n"
			   "<li><a href=\"article.xhtml#page_5\">5</a></li>\n</ol>");
	const char *opf = entry(f, write_book(f), "EPUB/package.opf");
	assert_has(opf, str_fmt(f->arena, "<meta property=\"pageBreakSource\">urn:uuid:%s</meta>",
							edition_uuid(f->arena, &f->edition, FORMAT_PDF)));
	assert_has(opf, "pageNavigation");
	arena_free(f->arena);
}

static void marks_pages_before_callouts(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *callout = add(f, part(f, PART_ARTICLE), NODE_CALLOUT);
	struct node *first = block(f, callout, NODE_PARAGRAPH, "Stop now.");
	(void)state;

	callout->u.callout.kind = CALLOUT_TIP;
	add_page(f, document(f)->child->child->child, 0);
	add_page(f, first->child, 0);
	assert_has(dump(f), "id=\"page_2\" aria-label=\"2\"></div>\n<aside epub:type=\"tip\"");
	f->items[1].offset = 5;
	assert_has(dump(f), "<p>Stop <span epub:type=\"pagebreak\"");
	arena_free(f->arena);
}

static void marks_pages_in_chinese(void **state)
{
	struct book_fixture *f = new_book("zh-Hans", "标题");
	struct node *p = add(f, part(f, PART_ARTICLE), NODE_PARAGRAPH);
	(void)state;

	struct node *leaf = text(f, p, "氯胺酮是药物");
	add_page(f, leaf, 9);
	assert_has(dump(f),
			   "氯胺酮<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page_1\" "
			   "aria-label=\"1\"></span>是药物");
	write_book(f);
	arena_free(f->arena);
}

static void isolates_keep_their_pages_outside(void **state)
{
	struct book_fixture *f = new_book("ar", "عنوان");
	struct node *p = block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "اتصل ");
	struct node *isolate = block(f, p, NODE_ISOLATE, "+44 20 7946 0958");
	(void)state;

	add_page(f, isolate->child, 7);
	assert_has(dump(f), "aria-label=\"١\"></span>+44 20 7946 0958\u200E</bdi>");
	arena_free(f->arena);
}

static void describes_what_it_holds(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *article = part(f, PART_ARTICLE);
	(void)state;

	block(f, article, NODE_PARAGRAPH, "Words.");
	const char *opf = entry(f, write_book(f), "EPUB/package.opf");
	assert_has(opf, "<meta property=\"dcterms:modified\">2026-11-22T01:01:01Z</meta>");
	assert_has(opf, "<dc:publisher>The Clinic</dc:publisher>");
	assert_lacks(opf, "visual");
	assert_lacks(opf, "alternativeText");
	assert_lacks(opf, "pageNavigation");
	assert_lacks(opf, "pageBreakSource");
	assert_lacks(opf, "conformsTo");
	assert_lacks(dump(f), "page-list");
	struct node *figure = add(f, article, NODE_FIGURE);
	figure->u.figure.path = "tests/unit/data/plain.svg";
	figure->u.figure.alt = "A \"plain\" picture";
	struct str bytes = write_book(f);
	opf = entry(f, bytes, "EPUB/package.opf");
	assert_has(opf, "<meta property=\"schema:accessMode\">visual</meta>");
	assert_has(opf, "alternativeText");
	assert_has(opf, "href=\"image-1.svg\" media-type=\"image/svg+xml\"");
	assert_has(entry(f, bytes, "EPUB/article.xhtml"),
			   "<img src=\"image-1.svg\" alt=\"A &quot;plain&quot; picture\" width=");
	arena_free(f->arena);
}

/* A figure of a file; the bytes that the book has of it. */
static struct str embedded_picture(const char *path, const char *name, struct image *read)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *figure = add(f, part(f, PART_ARTICLE), NODE_FIGURE);

	figure->u.figure.path = path;
	figure->u.figure.alt = "A picture";
	zip_t *zip = open_zip(write_book(f));
	struct str bytes = read_entry(f->arena, zip, name);
	zip_discard(zip);
	char *copy = g_memdup2(bytes.s, bytes.len);
	char *file = g_build_filename(g_get_tmp_dir(), "handout-XXXXXX", NULL);
	close(g_mkstemp(file));
	assert_true(g_file_set_contents(file, bytes.s, (gssize)bytes.len, NULL));
	const struct image *image = image_read(f->arena, f->diag, file, POS_FILE(path));
	assert_non_null(image);
	*read = *image;
	remove(file);
	g_free(file);
	arena_free(f->arena);
	return (struct str){copy, bytes.len};
}

static void pictures_tell_no_secrets(void **state)
{
	struct image image;
	struct str bytes =
		embedded_picture("tests/data/torture/images/turned.jpg", "EPUB/image-1.jpg", &image);
	(void)state;

	assert_non_null(memmem(bytes.s, bytes.len, "Exif", 4));
	assert_null(memmem(bytes.s, bytes.len, "\x88\x25", 2)); /* the directory of the place */
	assert_null(memmem(bytes.s, bytes.len, "51.5074", 7));
	assert_int_equal(image.rotation, 6);
	assert_int_equal(image.pixel_width, 48);
	g_free((void *)(uintptr_t)bytes.s);
	bytes = embedded_picture("tests/unit/data/secret.png", "EPUB/image-1.png", &image);
	assert_null(memmem(bytes.s, bytes.len, "51.5074", 7));
	assert_null(memmem(bytes.s, bytes.len, "tIME", 4));
	assert_non_null(memmem(bytes.s, bytes.len, "pHYs", 4));
	assert_int_equal(image.pixel_width, 2);
	g_free((void *)(uintptr_t)bytes.s);
}

/* Adds the characters of all embedded fonts to the set; *fonts of them. */
static hb_set_t *embedded(struct book_fixture *f, struct str bytes, size_t *fonts)
{
	hb_set_t *set = hb_set_create();
	zip_t *zip = open_zip(bytes);

	for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
		const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);
		if (!g_str_has_suffix(name, ".ttf") && !g_str_has_suffix(name, ".otf"))
			continue;
		struct str data = read_entry(f->arena, zip, name);
		hb_blob_t *blob =
			hb_blob_create(data.s, (unsigned)data.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
		hb_face_t *face = hb_face_create(blob, 0);
		hb_face_collect_unicodes(face, set);
		hb_face_destroy(face);
		hb_blob_destroy(blob);
		++*fonts;
	}
	zip_discard(zip);
	return set;
}

static void claims_what_is_certified(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	(void)state;

	block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "Words.");
	const char *opf = entry(f, write_book(f), "EPUB/package.opf");
	assert_lacks(opf, "conformsTo");
	assert_lacks(opf, "a11y:");
	f->handout.certifier = (struct certifier){.name = "Us & Co"};
	opf = entry(f, write_book(f), "EPUB/package.opf");
	assert_has(opf,
			   "<meta id=\"conformance\" property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - "
			   "WCAG 2.2 Level AA</meta>\n<meta id=\"certifier\" refines=\"#conformance\" "
			   "property=\"a11y:certifiedBy\">Us &amp; Co</meta>\n</metadata>");
	f->handout.certifier.credential = "Level 2";
	f->handout.certifier.report = "https://example.org/?a&b";
	opf = entry(f, write_book(f), "EPUB/package.opf");
	assert_has(opf,
			   "<meta refines=\"#certifier\" property=\"a11y:certifierCredential\">Level 2</meta>\n"
			   "<link refines=\"#certifier\" rel=\"a11y:certifierReport\" "
			   "href=\"https://example.org/?a&amp;b\"/>");
	arena_free(f->arena);
}

static void embeds_what_is_used(void **state)
{
	static const struct {
		const char *lang, *words;
		size_t fonts;
	} cases[] = {
		{"en", "Words “in” English – 0.5 mg/kg", 2},
		{"ar", "كلمات (TRD) 20%", 3},
		{"zh-Hans", "氯胺酮“药物”……", 2},
		{"hi", "केटामाइन 0.5 mg/kg", 2},
	};
	(void)state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct book_fixture *f = new_book(cases[i].lang, cases[i].words);
		size_t fonts = 0;
		block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, cases[i].words);
		hb_set_t *set = embedded(f, write_book(f), &fonts);
		for (const char *p = cases[i].words; *p != '\0'; p = g_utf8_next_char(p))
			assert_true(hb_set_has(set, g_utf8_get_char(p)));
		assert_true(fonts >= cases[i].fonts);
		assert_false(hb_set_has(set, 0x0416));
		hb_set_destroy(set);
		arena_free(f->arena);
	}
}

static unsigned rules_length(hb_face_t *face)
{
	hb_blob_t *table = hb_face_reference_table(face, HB_TAG('G', 'S', 'U', 'B'));
	unsigned length = hb_blob_get_length(table);

	hb_blob_destroy(table);
	return length;
}

/* A face whose rules are nearly as large as its letters is not followed through them. */
static void keeps_woven_faces_whole(void **state)
{
	static const char words[] = "کیٹامائن دوا";
	struct book_fixture *f = new_book("ur", words);
	const struct face *face = NULL;
	(void)state;

	block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, words);
	zip_t *zip = open_zip(write_book(f));
	face = faces_find(fonts_faces(f->fonts), "Noto Nastaliq Urdu", false, false);
	assert_non_null(face);
	struct str bytes = read_entry(f->arena, zip, "EPUB/notonastaliqurdu-regular.ttf");
	zip_discard(zip);
	hb_blob_t *blob =
		hb_blob_create(bytes.s, (unsigned)bytes.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *cut = hb_face_create(blob, 0), *whole = fonts_hb_face(f->fonts, face);
	hb_set_t *set = hb_set_create();
	assert_int_equal(hb_face_get_glyph_count(cut), hb_face_get_glyph_count(whole));
	assert_int_equal(rules_length(cut), rules_length(whole));
	hb_face_collect_unicodes(cut, set);
	assert_true(hb_set_has(set, 0x06A9));
	hb_set_destroy(set);
	hb_face_destroy(cut);
	hb_face_destroy(whole);
	hb_blob_destroy(blob);
	arena_free(f->arena);
}

static void reports_a_missing_glyph(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct str bytes;
	(void)state;

	block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "Snow 雪 falls");
	assert_false(epub_write(f->arena, f->diag, &f->edition, f->fonts, NULL, &bytes));
	assert_null(bytes.s);
	assert_int_equal(f->diag->errors, 1);
	assert_has(diag_line(f->arena, f->diag->first), "article.md:7:1: error: ");
	assert_has(f->diag->first->text, "\"雪\" (U+96EA)");
	arena_free(f->arena);
}

static void reports_a_missing_image(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *figure = add(f, part(f, PART_ARTICLE), NODE_FIGURE);
	struct str bytes;
	(void)state;

	figure->u.figure.path = "tests/unit/data/none.png";
	figure->u.figure.alt = "Nothing";
	assert_false(epub_write(f->arena, f->diag, &f->edition, f->fonts, NULL, &bytes));
	assert_true(f->diag->errors > 0);
	assert_string_equal(dump(f), "");
	arena_free(f->arena);
}

static void has_an_identity_of_its_own(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	const char *pdf = edition_uuid(f->arena, &f->edition, FORMAT_PDF);
	(void)state;

	assert_int_equal(strlen(pdf), 36);
	assert_string_equal(pdf, edition_uuid(f->arena, &f->edition, FORMAT_PDF));
	assert_string_not_equal(pdf, edition_uuid(f->arena, &f->edition, FORMAT_EPUB));
	f->edition.paper = PAPER_LETTER;
	assert_string_not_equal(pdf, edition_uuid(f->arena, &f->edition, FORMAT_PDF));
	arena_free(f->arena);
}

static void draws_a_cover(void **state)
{
	struct book_fixture *f = new_book("en", "A long title of many words that is made smaller");
	(void)state;

	block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "Words.");
	struct str bytes = write_book(f);
	const unsigned char *png = (const unsigned char *)entry(f, bytes, "EPUB/cover.png");
	assert_memory_equal(png + 1, "PNG", 3);
	assert_int_equal(png[18] << 8 | png[19], 1000);
	assert_int_equal(png[22] << 8 | png[23], 1500);
	arena_free(f->arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packs_an_archive),
		cmocka_unit_test(writes_inlines),
		cmocka_unit_test(writes_blocks),
		cmocka_unit_test(writes_notes),
		cmocka_unit_test(states_languages),
		cmocka_unit_test(marks_pages_between_words),
		cmocka_unit_test(marks_pages_before_callouts),
		cmocka_unit_test(marks_pages_in_chinese),
		cmocka_unit_test(isolates_keep_their_pages_outside),
		cmocka_unit_test(describes_what_it_holds),
		cmocka_unit_test(pictures_tell_no_secrets),
		cmocka_unit_test(claims_what_is_certified),
		cmocka_unit_test(embeds_what_is_used),
		cmocka_unit_test(keeps_woven_faces_whole),
		cmocka_unit_test(reports_a_missing_glyph),
		cmocka_unit_test(reports_a_missing_image),
		cmocka_unit_test(has_an_identity_of_its_own),
		cmocka_unit_test(draws_a_cover),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
