/* Pages as cairo might draw them one day: what is wrong with one is said at the block. */
#include "unit/test.h"

#include <string.h>

#include <qpdf/qpdf-c.h>

#include "base/units.h"
#include "pdf/deflate.h"
#include "pdf/finish.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct handout handout;
	struct edition edition;
	struct page items[8];
	struct pages pages;
	struct objects *objects;
	struct finish *finish;
};

static void add_block(struct fixture *f, struct node *parent, enum node_kind kind, int line)
{
	struct node *node = doc_node(f->arena, kind, (struct pos){"article.md", line, 1});
	doc_append(parent, node);
	doc_append(node, doc_text(f->arena, node->pos, "Words"));
}

/* Two blocks, of lines 3 and 7, each with a marker, and an artifact after them, on the first of so
 * many pages. */
static struct fixture *fixture_new(const char *lang, enum edition_kind kind, int page_count)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);
	f->arena = arena;
	f->diag = diag_new(arena);
	f->handout = (struct handout){.name = "test", .code = "T-1", .version = "1.0"};
	f->handout.clinic.name = "Clinic";
	f->edition = (struct edition){.handout = &f->handout, .lang = lang, .title = "A test"};
	f->edition.kind = kind;
	f->edition.locale = locale_find(lang);
	f->edition.strings =
		strings_read(arena, f->diag, (struct strings_dirs){NULL, "content/strings"}, lang);
	struct node *document = doc_node(arena, NODE_DOCUMENT, POS_FILE("article.md"));
	struct node *part = doc_node(arena, NODE_PART, POS_FILE("article.md"));
	doc_append(document, part);
	add_block(f, part, NODE_HEADING, 3);
	part->child->u.heading.level = 1;
	add_block(f, part, NODE_PARAGRAPH, 7);
	f->edition.document = document;
	f->pages =
		(struct pages){.width = PT(100), .height = PT(200), .items = f->items, .count = page_count};
	f->objects = objects_new(arena, arena, &f->edition, &f->pages);
	f->finish = finish_new(arena, f->diag, f->objects);
	tags_turn(f->objects->tags, 0);
	for (const struct node *block = part->child; block; block = block->next)
		tags_mark(f->objects->tags, 0,
				  (struct content_marker){.element = tags_content(f->objects->tags, block, NULL),
										  .pos = block->pos});
	tags_mark(f->objects->tags, 0,
			  (struct content_marker){.artifact = ARTIFACT_FOOTER, .pos = part->last->pos});
	return f;
}

static int setup(void **state)
{
	*state = fixture_new("en", EDITION_STANDARD, 1);
	return 0;
}

static int teardown(void **state)
{
	arena_free(((struct fixture *)*state)->arena);
	return 0;
}

#define MARKER(number) "/NonStruct << /MCID " number " >> BDC\n"
#define WHOLE   \
	MARKER("0") \
	"BT (a) Tj ET EMC\n" MARKER("1") "BT (b) Tj ET EMC\n" MARKER("2") "0 0 9 9 re f EMC\n"

/* Gives a page with that content as cairo writes it. */
static bool draw(struct fixture *f, int page, struct str content)
{
	struct buf out = {.arena = f->arena};
	int first = 1 + page * 4;
	buf_fmt(&out, "%d 0 obj\n<< /Length %d 0 R\n   /Filter /FlateDecode\n>>\nstream\n", first,
			first + 1);
	buf_add(&out, content.s, content.len);
	buf_fmt(&out, "\nendstream\nendobj\n%d 0 obj\n   %zu\nendobj\n", first + 1, content.len);
	buf_fmt(&out,
			"%d 0 obj\n<<\n   /Font <<\n   >>\n>>\nendobj\n%d 0 obj\n<< /Type /Page %% 1\n"
			"   /MediaBox [ 0 0 100 200 ]\n   /Contents %d 0 R\n   /Resources %d 0 R\n>>\nendobj\n",
			first + 2, first + 3, first, first + 2);
	return finish_take(f->finish, out.s, out.len) && finish_page(f->finish, page);
}

static bool draw_text(struct fixture *f, const char *content)
{
	return draw(f, 0, deflater_run(deflater_new(f->arena), str_of(content)));
}

static void expect(struct fixture *f, int line, const char *part)
{
	const struct message *message = f->diag->first;
	assert_non_null(message);
	assert_non_null(strstr(message->text, part));
	assert_non_null(strstr(message->text, "page 1 of the PDF"));
	assert_int_equal(message->pos.line, line);
	if (line)
		assert_string_equal(message->pos.file, "article.md");
}

static void test_whole_page(void **state)
{
	struct fixture *f = *state;
	struct str bytes;
	assert_true(draw_text(f, WHOLE));
	assert_true(finish_take(f->finish, "xref\n", 5));
	tags_settle(f->objects->tags);
	assert_true(finish(f->finish, &bytes));
	assert_null(f->diag->first);
	assert_true(bytes.len > 1000);
}

static void test_paint_outside(void **state)
{
	assert_false(draw_text(*state, MARKER("0") "BT (a) Tj ET EMC 0 0 9 9 re f\n"));
	expect(*state, 3, "painted that is neither content nor an artifact");
}

static void test_paint_after_all(void **state)
{
	assert_false(draw_text(*state, WHOLE "/x5 Do\n"));
	expect(*state, 7, "painted that is neither content nor an artifact");
}

static void test_markers_lost(void **state)
{
	assert_false(draw_text(*state, MARKER("0") "BT (a) Tj ET EMC\n" MARKER("1") "EMC\n"));
	expect(*state, 7, "a marker is missing");
}

static void test_markers_exchanged(void **state)
{
	assert_false(draw_text(*state, MARKER("1") "BT (a) Tj ET EMC\n" MARKER("0") "EMC\n"));
	expect(*state, 0, "the markers are not in order");
}

static void test_markers_not_balanced(void **state)
{
	assert_false(draw_text(*state, MARKER("0") "BT (a) Tj ET\n" MARKER("1") "EMC EMC\n"));
	expect(*state, 3, "the markers are not in order");
}

static void test_unreadable(void **state)
{
	assert_false(draw(*state, 0, STR("not deflated")));
	expect(*state, 0, "its content cannot be read");
}

static void test_other_file(void **state)
{
	struct fixture *f = *state;
	assert_true(finish_take(f->finish, "1 0 0\n", 6));
	assert_false(finish_page(f->finish, 0));
	expect(f, 0, "cairo's file has another form");
}

static void test_no_page(void **state)
{
	struct fixture *f = *state;
	assert_false(finish_page(f->finish, 0));
	expect(f, 0, "its content is not there");
}

static void test_no_end(void **state)
{
	struct fixture *f = *state;
	struct str bytes;
	assert_false(finish(f->finish, &bytes));
	assert_non_null(strstr(f->diag->first->text, "cannot be finished"));
}

static const char *resolved(struct arena *arena, qpdf_data pdf, qpdf_oh dict, const char *key)
{
	return str_copy(arena, qpdf_oh_unparse_resolved(pdf, qpdf_oh_get_key(pdf, dict, key)));
}

/* Five pages are padded to eight, which is four sides; Arabic is bound on the right. */
static void test_booklet(void **state)
{
	(void)state;
	struct fixture *f = fixture_new("ar", EDITION_BOOKLET, 5);
	struct str bytes;
	assert_true(draw_text(f, WHOLE));
	for (int side = 1; side < 4; side++)
		assert_true(draw(f, side, deflater_run(deflater_new(f->arena), STR("q Q"))));
	tags_settle(f->objects->tags);
	assert_true(finish(f->finish, &bytes));
	qpdf_data pdf = qpdf_init();
	assert_int_equal(qpdf_read_memory(pdf, "test", bytes.s, bytes.len, NULL), QPDF_SUCCESS);
	qpdf_oh root = qpdf_get_root(pdf);
	assert_int_equal(qpdf_get_num_pages(pdf), 4);
	assert_string_equal(resolved(f->arena, pdf, root, "/ViewerPreferences"),
						"<< /Direction /R2L /DisplayDocTitle true /Duplex /DuplexFlipShortEdge "
						"/PrintScaling /None >>");
	qpdf_oh labels = qpdf_oh_get_key(pdf, qpdf_oh_get_key(pdf, root, "/PageLabels"), "/Nums");
	assert_int_equal(qpdf_oh_get_array_n_items(pdf, labels), 8);
	assert_non_null(strstr(qpdf_get_info_key(pdf, "/Subject"), "printing and folding"));
	qpdf_cleanup(&pdf);
	arena_free(f->arena);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_whole_page),
		TEST(test_paint_outside),
		TEST(test_paint_after_all),
		TEST(test_markers_lost),
		TEST(test_markers_exchanged),
		TEST(test_unreadable),
		TEST(test_markers_not_balanced),
		TEST(test_other_file),
		TEST(test_no_page),
		TEST(test_no_end),
		cmocka_unit_test(test_booklet),
	};
	return cmocka_run_group_tests_name("pdf-finish", tests, NULL, NULL);
}
