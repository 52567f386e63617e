/* Pages as cairo might draw them one day: what is wrong with one is said at the block. */
#include "unit/test.h"

#include <string.h>

#include "base/units.h"
#include "pdf/deflate.h"
#include "pdf/finish.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct handout handout;
	struct edition edition;
	struct page page;
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

/* One page of two blocks, of lines 3 and 7, each with a marker, and an artifact after them. */
static int setup(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);
	f->arena = arena;
	f->diag = diag_new(arena);
	f->handout = (struct handout){.name = "test", .code = "T-1", .version = "1.0"};
	f->handout.clinic.name = "Clinic";
	f->edition = (struct edition){.handout = &f->handout, .lang = "en", .title = "A test"};
	f->edition.locale = locale_find("en");
	f->edition.strings = strings_read(arena, f->diag, "content/strings", "en");
	struct node *document = doc_node(arena, NODE_DOCUMENT, POS_FILE("article.md"));
	struct node *part = doc_node(arena, NODE_PART, POS_FILE("article.md"));
	doc_append(document, part);
	add_block(f, part, NODE_HEADING, 3);
	part->child->u.heading.level = 1;
	add_block(f, part, NODE_PARAGRAPH, 7);
	f->edition.document = document;
	f->pages = (struct pages){PT(100), PT(200), &f->page, 1, NULL, 0};
	f->objects = objects_new(arena, arena, &f->edition, &f->pages);
	f->finish = finish_new(arena, f->diag, f->objects);
	tags_turn(f->objects->tags, 0);
	for (const struct node *block = part->child; block; block = block->next)
		tags_mark(f->objects->tags, 0, tags_content(f->objects->tags, block, NULL), ARTIFACT_NONE,
				  block->pos);
	tags_mark(f->objects->tags, 0, NULL, ARTIFACT_FOOTER, part->last->pos);
	*state = f;
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
static bool draw(struct fixture *f, struct str content)
{
	struct buf out = {.arena = f->arena};
	buf_fmt(&out, "%%PDF-1.5\n4 0 obj\n<< /Length 5 0 R\n   /Filter /FlateDecode\n>>\nstream\n");
	buf_add(&out, content.s, content.len);
	buf_fmt(&out, "\nendstream\nendobj\n5 0 obj\n   %zu\nendobj\n", content.len);
	buf_puts(&out,
			 "3 0 obj\n<<\n   /Font <<\n   >>\n>>\nendobj\n"
			 "2 0 obj\n<< /Type /Page %% 1\n   /MediaBox [ 0 0 100 200 ]\n"
			 "   /Contents 4 0 R\n   /Resources 3 0 R\n>>\nendobj\n");
	return finish_take(f->finish, out.s, out.len) && finish_page(f->finish, 0);
}

static bool draw_text(struct fixture *f, const char *content)
{
	return draw(f, deflater_run(deflater_new(f->arena), str_of(content)));
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
	assert_false(draw(*state, STR("not deflated")));
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
	};
	return cmocka_run_group_tests_name("pdf-finish", tests, NULL, NULL);
}
