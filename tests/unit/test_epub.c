/* EPUBs from trees made by hand: the archive, the content files, languages, page marks, metadata;
 * and what must fail. */
#include "unit/archive.h"

#include <string.h>

#include <glib.h>

#define CONTENT_BEGIN 30 /* of a first entry without extra field: the header's length */

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
	for (int i = 1; i <= 3; i++) {
		mark = add(f, p, NODE_NOTE_MARK);
		mark->u.note_mark.mark = i;
		if (i != 2)
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
			   "id=\"mark_1_2\" href=\"#note_1\">1</a> <a epub:type=\"noteref\" "
			   "role=\"doc-noteref\" id=\"mark_1_3\" href=\"#note_1\">1</a> and");
	assert_has(xhtml,
			   "<aside epub:type=\"footnote\" role=\"doc-footnote\" class=\"footnote\" "
			   "id=\"note_1\">\n<p><span class=\"number\">1</span> Below.");
	assert_has(xhtml,
			   "href=\"#mark_1_3\"><img class=\"back\" src=\"back.svg\" "
			   "alt=\"Back to the text (3)\"/></a></p>\n</aside>");
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
	/* Digits that the face of a bdi does not have. */
	block(f, add(f, p->parent, NODE_PARAGRAPH), NODE_ISOLATE, "٠٢٠ ٧٩٤٦");
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
	assert_has(xhtml, "<span dir=\"ltr\">\u200E٠٢٠ ٧٩٤٦\u200E</span>");
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
	assert_has(css, "bdi { font-family: \"Noto Serif\", serif; font-size: 0.913em; }");
	assert_lacks(css, "direction:");
	assert_lacks(css, "bidi");
	assert_lacks(css, " color:");
	arena_free(f->arena);
}

/* The style sheet of a book in a language with a word in another one. */
static const char *style_in(struct book_fixture *f, const char *words, const char *other)
{
	struct node *p = block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, words);

	block(f, p, NODE_SPAN, "MRI")->lang = other;
	return entry(f, write_book(f), "EPUB/style.css");
}

static void follows_habits_of_scripts(void **state)
{
	static const struct {
		const char *lang, *words, *habit, *other, *back;
	} cases[] = {
		{"ar", "كلمات", " letter-spacing: normal; }\np {", "en", NULL},
		{"fa", "کلمات", " letter-spacing: normal; font-feature-settings: \"locl\" 0; }\np {", "en",
		 "[lang=\"en\"] { font-feature-settings: normal; }"},
		{"zh-Hans", "药物", " text-autospace: normal;", "en", NULL},
		{"ko", "약을 드십시오", " word-break: keep-all;", "en",
		 "[lang=\"en\"] { word-break: normal; }"},
		{"tr", "ilaç", " font-variant-ligatures: no-common-ligatures; }\np {", "en",
		 "[lang=\"en\"] { font-variant-ligatures: normal; }"},
		{"en", "Words", "font-synthesis: none; }\np {", "tr",
		 "[lang=\"tr\"] { font-variant-ligatures: no-common-ligatures; }"},
	};
	(void)state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct book_fixture *f = new_book(cases[i].lang, cases[i].words);
		const char *css = style_in(f, cases[i].words, cases[i].other);
		assert_has(css, cases[i].habit);
		if (cases[i].back != NULL)
			assert_has(css, cases[i].back);
		arena_free(f->arena);
	}
}

/* Where a reader shows pages. */
static void keeps_whole_what_is_read_at_a_glance(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	const char *css = style_in(f, "Words", "fr");
	(void)state;

	assert_has(
		css, "tr, .entries li, .field, .stamp { page-break-inside: avoid; break-inside: avoid; }");
	assert_has(css, "thead, .callout .label { page-break-after: avoid; break-after: avoid; }");
	assert_has(css, "figure { margin: 1.5em 0; page-break-inside: avoid; break-inside: avoid; }");
	arena_free(f->arena);
}

static void parts_words_that_stand_without_spaces(void **state)
{
	struct book_fixture *f = new_book("th", "ยา");
	(void)state;

	block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "กินยาพร้อมน้ำ");
	assert_has(dump(f), "<p>กิน\u200Bยา\u200Bพร้อม\u200Bน้ำ</p>");
	write_book(f);
	arena_free(f->arena);
}

static void names_the_face_of_marks(void **state)
{
	struct book_fixture *f = new_book("km", "ថ្នាំ");
	(void)state;

	block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "៥០–១០០");
	assert_has(dump(f), "<p>៥០<span class=\"serif\">–</span>១០០</p>");
	assert_has(entry(f, write_book(f), "EPUB/style.css"),
			   ".serif { font-family: \"Noto Serif\", serif; }\n");
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

/* A page that begins with an empty line or an indent is marked before the words after it. */
static void marks_pages_in_code(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *code = add(f, part(f, PART_ARTICLE), NODE_CODE_BLOCK);
	(void)state;

	code->u.text.text = "first\n\n    second";
	add_page(f, code, 6);
	assert_has(dump(f),
			   "first\n\n    <span epub:type=\"pagebreak\" role=\"doc-pagebreak\" "
			   "id=\"page_1\" aria-label=\"1\"></span>second</code>");
	f->items[0].offset = 7;
	assert_has(dump(f), "    <span epub:type=\"pagebreak\" role=\"doc-pagebreak\"");
	arena_free(f->arena);
}

/* What only paper has stands in no book: its page is marked at the text after it, and later pages
 * are. */
static void marks_pages_that_begin_in_an_address(void **state)
{
	struct book_fixture *f = new_book("en", "Title");
	struct node *p = block(f, part(f, PART_ARTICLE), NODE_PARAGRAPH, "See our page");
	struct node *span = block(f, p, NODE_SPAN, " (clinic.example.org)");
	struct node *after = text(f, p, " for more.");
	(void)state;

	span->u.span.printed = true;
	add_page(f, span->child, 9);
	add_page(f, after, 5);
	assert_has(dump(f),
			   "page <span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page_1\" "
			   "aria-label=\"1\"></span>for <span epub:type=\"pagebreak\" "
			   "role=\"doc-pagebreak\" id=\"page_2\" aria-label=\"2\"></span>more.</p>");
	after->u.text.text = ".";
	f->items[1].offset = 0;
	assert_has(dump(f), "our <span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page_1\"");
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
		cmocka_unit_test(follows_habits_of_scripts),
		cmocka_unit_test(keeps_whole_what_is_read_at_a_glance),
		cmocka_unit_test(parts_words_that_stand_without_spaces),
		cmocka_unit_test(names_the_face_of_marks),
		cmocka_unit_test(marks_pages_between_words),
		cmocka_unit_test(marks_pages_before_callouts),
		cmocka_unit_test(marks_pages_in_chinese),
		cmocka_unit_test(marks_pages_in_code),
		cmocka_unit_test(marks_pages_that_begin_in_an_address),
		cmocka_unit_test(isolates_keep_their_pages_outside),
		cmocka_unit_test(describes_what_it_holds),
		cmocka_unit_test(claims_what_is_certified),
		cmocka_unit_test(reports_a_missing_image),
		cmocka_unit_test(has_an_identity_of_its_own),
		cmocka_unit_test(draws_a_cover),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
