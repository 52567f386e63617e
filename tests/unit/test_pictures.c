/* Pictures of documents: which are taken, how they are described, what is refused. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>
#include <zip.h>

#include "new/captions.h"
#include "new/import.h"
#include "new/pictures.h"

static const char dot[] =
	"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0\x3a\x7e\x9b\x55"
	"\0\0\0\nIDAT\x08\xd7\x63\x60\0\0\0\2\0\1\xe2\x21\xbc\x33"
	"\0\0\0\0IEND\xae\x42\x60\x82";

#define FRAME(src, text) "<draw:frame><draw:image xlink:href=\"" src "\"/>" text "</draw:frame>"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	char *dir, *path;
	zip_t *zip;
};

static int set_up(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);

	*f = (struct fixture){.arena = arena, .diag = diag_new(arena)};
	f->dir = g_dir_make_tmp("handout-XXXXXX", NULL);
	f->path = g_build_filename(f->dir, "old.docx", NULL);
	f->zip = zip_open(f->path, ZIP_CREATE, NULL);
	assert_non_null(f->zip);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	g_remove(f->path);
	g_rmdir(f->dir);
	g_free(f->path);
	g_free(f->dir);
	arena_free(f->arena);
	return 0;
}

/* bytes must last until the archive is closed. */
static void put(struct fixture *f, const char *name, const void *bytes, size_t len)
{
	zip_source_t *source = zip_source_buffer(f->zip, bytes, len, 0);

	assert_true(zip_file_add(f->zip, name, source, 0) >= 0);
}

static struct pictures *opened(struct fixture *f)
{
	assert_int_equal(zip_close(f->zip), 0);
	return pictures_open(f->arena, f->diag, f->path);
}

static const char *take(struct fixture *f, struct pictures *pictures, const char *src,
						const char *alt)
{
	struct pos pos = {"old.docx", 3, 1};

	return str_dup(f->arena, pictures_take(pictures, pos, str_of(src), str_of(alt))).s;
}

static void assert_said(const struct fixture *f, enum level level, const char *words)
{
	for (const struct message *m = f->diag->first; m; m = m->next)
		if (m->level == level && strstr(m->text, words))
			return;
	fail_msg("nothing says \"%s\"", words);
}

static void test_taken(void **state)
{
	struct fixture *f = *state;
	size_t count;

	put(f, "word/media/image1.png", dot, sizeof dot - 1);
	put(f, "word/media/logo.png", dot, sizeof dot - 1);
	struct pictures *pictures = opened(f);
	assert_non_null(pictures);
	assert_string_equal(
		take(f, pictures, "media/image1.png", "A &quot;dot&quot; [1]\n&amp; no more"),
		"![A \"dot\" \\[1\\] & no more](images/picture-1.png)");
	assert_string_equal(take(f, pictures, "media/image1.png", "again"),
						"![again](images/picture-1.png)");
	const struct picture_file *files = pictures_files(pictures, &count);
	assert_int_equal(count, 1);
	assert_string_equal(files[0].name, "picture-1.png");
	assert_memory_equal(files[0].bytes.s, dot, sizeof dot - 1);
	assert_int_equal(f->diag->warnings, 0);
	pictures_note_others(pictures, "old.docx");
	assert_said(f, LEVEL_NOTE, "left out: the picture \"media/logo.png\"");
}

static void test_undescribed(void **state)
{
	struct fixture *f = *state;

	put(f, "word/media/image1.png", dot, sizeof dot - 1);
	struct pictures *pictures = opened(f);
	assert_string_equal(take(f, pictures, "media/image1.png", " "),
						"<!-- A picture: to print it, take this away and write "
						"![what it shows](images/picture-1.png) -->");
	assert_said(f, LEVEL_WARNING, "nothing says what the picture \"images/picture-1.png\" shows");
	assert_int_equal(f->diag->first->pos.line, 3);
}

/* What pandoc does not tell of an .odt. */
static void test_described_by_document(void **state)
{
	struct fixture *f = *state;
	static const char content[] =
		FRAME("Pictures/a.png", "<svg:title>Title</svg:title><svg:desc>Words &lt; all</svg:desc>")
			FRAME("Pictures/b.png", "<svg:title>Title</svg:title>") FRAME("Pictures/c.png", "");

	put(f, "content.xml", content, sizeof content - 1);
	put(f, "Pictures/a.png", dot, sizeof dot - 1);
	put(f, "Pictures/b.png", dot, sizeof dot - 1);
	put(f, "Pictures/c.png", dot, sizeof dot - 1);
	struct pictures *pictures = opened(f);
	assert_string_equal(take(f, pictures, "Pictures/a.png", ""),
						"![Words \\< all](images/picture-1.png)");
	assert_string_equal(take(f, pictures, "Pictures/b.png", ""), "![Title](images/picture-2.png)");
	assert_true(g_str_has_prefix(take(f, pictures, "Pictures/c.png", ""), "<!-- A picture"));
}

static void test_left_out(void **state)
{
	struct fixture *f = *state;
	size_t count;
	const size_t big = 33u << 20;
	char *zeros = g_malloc0(big);

	memcpy(zeros, dot, sizeof dot - 1);
	put(f, "word/media/old.emf", "\1\0\0\0emf", 7);
	put(f, "word/media/cut.png", dot, 40);
	put(f, "word/media/big.png", zeros, big);
	struct pictures *pictures = opened(f);
	g_free(zeros);
	assert_string_equal(take(f, pictures, "media/old.emf", "x"), "");
	assert_said(f, LEVEL_WARNING, "\"media/old.emf\" is of a kind that a handout cannot have");
	assert_string_equal(take(f, pictures, "media/cut.png", "x"), "");
	assert_said(f, LEVEL_WARNING, "\"media/cut.png\" is damaged");
	assert_string_equal(take(f, pictures, "media/big.png", "x"), "");
	assert_said(f, LEVEL_WARNING, "\"media/big.png\" is not in the document, is damaged");
	assert_string_equal(take(f, pictures, "../../../../etc/hostname", "x"), "");
	assert_said(f, LEVEL_WARNING, "\"../../../../etc/hostname\" is not in the document");
	assert_int_equal(f->diag->warnings, 4);
	pictures_files(pictures, &count);
	assert_int_equal(count, 0);
}

static void test_bomb(void **state)
{
	struct fixture *f = *state;
	const size_t half = (size_t)(PICTURES_MOST / 2) + 1;
	char *zeros = g_malloc0(half);

	put(f, "word/document.xml", zeros, half);
	put(f, "word/footnotes.xml", zeros, half);
	assert_null(opened(f));
	g_free(zeros);
	assert_said(f, LEVEL_ERROR, "this document would unpack to more than 512 MiB");
}

static void test_no_archive(void **state)
{
	struct fixture *f = *state;

	zip_discard(f->zip);
	assert_true(g_file_set_contents(f->path, "no archive", -1, NULL));
	struct pictures *pictures = pictures_open(f->arena, f->diag, f->path);
	assert_non_null(pictures);
	assert_string_equal(take(f, pictures, "media/image1.png", "x"), "");
	assert_int_equal(f->diag->errors, 0);
	assert_int_equal(f->diag->warnings, 1);
}

static void test_beside(void **state)
{
	struct fixture *f = *state;
	char *picture = g_build_filename(f->dir, "arm.png", NULL);

	zip_discard(f->zip);
	assert_true(g_file_set_contents(picture, dot, sizeof dot - 1, NULL));
	struct pictures *pictures = pictures_beside(f->arena, f->diag, f->path);
	assert_true(pictures_has(pictures, STR("arm.png")));
	assert_false(pictures_has(pictures, STR("leg.png")));
	assert_false(pictures_has(pictures, STR("../arm.png")));
	assert_false(pictures_has(pictures, STR("/etc/hostname")));
	assert_false(pictures_has(pictures, STR("")));
	assert_string_equal(take(f, pictures, "arm.png", "An arm"), "![An arm](images/picture-1.png)");
	assert_string_equal(take(f, pictures, "../arm.png", "An arm"), "");
	assert_int_equal(f->diag->warnings, 1);
	assert_true(g_file_set_contents(picture, "no picture", -1, NULL));
	pictures = pictures_beside(f->arena, f->diag, f->path);
	assert_string_equal(take(f, pictures, "arm.png", "An arm"), "");
	assert_said(f, LEVEL_WARNING, "\"arm.png\" is of a kind that a handout cannot have");
	g_remove(picture);
	g_free(picture);
}

/* The line without its pictures and tags; those go to `after`. */
static const char *cleaned(struct fixture *f, struct pictures *pictures, const char *line,
						   struct buf *after)
{
	struct pos pos = {"old.docx", 3, 1};

	*after = (struct buf){.arena = f->arena};
	return str_dup(f->arena, import_tags(f->arena, f->diag, pos, str_of(line), pictures, after)).s;
}

static void test_taken_out_of_lines(void **state)
{
	struct fixture *f = *state;
	struct buf after;

	put(f, "word/media/image1.png", dot, sizeof dot - 1);
	put(f, "word/media/image2.png", dot, sizeof dot - 1);
	struct pictures *pictures = opened(f);
	assert_string_equal(cleaned(f, pictures,
								"One<img src=\"media/image1.png\" alt=\"An arm\" /> two "
								"![A leg](media/image2.png \"Leg\") three![](media/image1.png)",
								&after),
						"One two  three");
	assert_string_equal(buf_chars(&after),
						"![An arm](images/picture-1.png)\n![A leg](images/picture-2.png)\n"
						"<!-- A picture: to print it, take this away and write "
						"![what it shows](images/picture-1.png) -->\n");
	assert_int_equal(f->diag->warnings, 1);
	assert_string_equal(cleaned(f, pictures, "<img alt=\"x\" src=\"media/none.png\">so", &after),
						"so");
	assert_int_equal(after.len, 0);
	assert_said(f, LEVEL_WARNING, "\"media/none.png\" is not in the document");
	const char *const same[] = {"![no",           "![no] (a.png)",  "![no](a.png", "wait!",
								"\\![no](a.png)", "`![no](a.png)`", NULL};
	for (const char *const *line = same; *line; line++) {
		assert_string_equal(cleaned(f, pictures, *line, &after), *line);
		assert_int_equal(after.len, 0);
	}
	assert_int_equal(f->diag->warnings, 2);
}

static const char *imported(struct fixture *f, struct pictures *pictures, const char *text)
{
	struct import import = {.article = {.arena = f->arena},
							.faq = {.arena = f->arena},
							.references = {.arena = f->arena},
							.pictures = pictures};

	import_markdown(f->arena, f->diag, "old.docx", str_of(text), &import);
	return buf_chars(&import.article);
}

/* What stands below a picture is its caption by its style, by its words, or by its tag. */
static void test_captions(void **state)
{
	struct fixture *f = *state;
	static const char styles[] =
		"<w:style w:type=\"paragraph\" w:styleId=\"Beschriftung\"><w:name w:val=\"caption\"/>"
		"</w:style><w:style w:styleId=\"Text\"><w:name w:val=\"body\"/></w:style>";
	static const char document[] =
		"<w:p><w:pPr><w:pStyle w:val=\"Beschriftung\"/></w:pPr><w:r><w:t>Figure </w:t></w:r>"
		"<w:r><w:instrText>SEQ</w:instrText></w:r><w:t xml:space=\"preserve\">1: A &amp; B</w:t>"
		"</w:p><w:p><w:pPr><w:pStyle w:val=\"Text\"/></w:pPr><w:t>Words</w:t></w:p>";

	put(f, "word/media/a.png", dot, sizeof dot - 1);
	put(f, "word/styles.xml", styles, sizeof styles - 1);
	put(f, "word/document.xml", document, sizeof document - 1);
	struct pictures *pictures = opened(f);
	const struct captions *captions = captions_read(f->arena, pictures);
	assert_true(captions_have(captions, STR("*Figure 1:* A & B")));
	assert_false(captions_have(captions, STR("Words")));
	assert_false(captions_have(captions, STR("...")));
	assert_false(captions_have(captions_read(f->arena, NULL), STR("Words")));
	assert_string_equal(
		imported(f, pictures,
				 "# T\n\n<img src=\"media/a.png\" alt=\"A dot\" />\n\n*Figure 1:* A & B\n\nText\n"),
		"![A dot](images/picture-1.png \"Figure 1: A & B\")\n\nText\n");
	assert_said(f, LEVEL_NOTE, "\"Figure 1: A & B\" became the caption of the picture above it");
	assert_string_equal(
		imported(f, pictures, "# T\n\n![A \"dot\"](media/a.png)\n\nA \"dot\".\n\nA \"dot\".\n"),
		"![A \"dot\"](images/picture-1.png \"A \\\"dot\\\".\")\n\nA \"dot\".\n");
	assert_string_equal(imported(f, pictures,
								 "# T\n\n<figure>\n<img src=\"media/a.png\" alt=\"dot\" />\n"
								 "<figcaption><p>One</p></figcaption>\n</figure>\n\nText\n"),
						"![dot](images/picture-1.png \"One\")\n\nText\n");
	assert_string_equal(
		imported(f, pictures, "# T\n\n![dot](media/a.png)\n\nWords\n\nFigure 1: A & B\n\n- dot\n"),
		"![dot](images/picture-1.png)\n\nWords\n\nFigure 1: A & B\n\n- dot\n");
	assert_string_equal(imported(f, pictures, "# T\n\n![dot](media/a.png)\n\ndot\nmore\n"),
						"![dot](images/picture-1.png)\n\ndot\nmore\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_taken, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_undescribed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_described_by_document, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_taken_out_of_lines, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_left_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bomb, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_archive, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_captions, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_beside, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
