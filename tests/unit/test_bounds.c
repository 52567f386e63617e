/* bounds: what is too much for one text is refused, with its place. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>

#include "base/arena.h"
#include "read/bounds.h"
#include "read/markdown.h"

/* A text of so many times the same words. */
static struct str times(struct arena *arena, const char *words, size_t count)
{
	struct buf buf = {.arena = arena};
	for (size_t i = 0; i < count; i++)
		buf_puts(&buf, words);
	return buf_str(&buf);
}

/* Reads an article; the only message must be the one given, or NULL for none. */
static void expect(const char *words, size_t count, const char *message)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	const struct part part = {.kind = PART_ARTICLE, .file = "a.md", .path = "a.md"};
	const struct handout handout = {.dir = ".",
									.root = ".",
									.file = "handout.yaml",
									.language = "en",
									.parts = (struct part *)&part,
									.part_count = 1};
	struct node *root = markdown_read(arena, diag, &handout, &part, times(arena, words, count));
	assert_int_equal(root == NULL, message != NULL);
	assert_int_equal(diag->errors, message != NULL);
	if (message)
		assert_string_equal(diag_line(arena, diag->first), message);
	arena_free(arena);
}

static void test_size(void **state)
{
	(void)state;
	expect("words\n\n", (BOUNDS_TEXT - 16) / 7 / 20, NULL);
	expect("0123456\n", BOUNDS_TEXT / 8 + 1,
		   "a.md: error: has 33554440 bytes, more than the 32 MiB that a text may have: divide it "
		   "into several handouts\n");
}

static void test_lines(void **state)
{
	(void)state;
	expect("\n\n\n\n\n\n\n\n\na\n", BOUNDS_LINES / 10, NULL);
	expect("\n\n\n\n\n\n\n\n\na\n", BOUNDS_LINES / 10 + 1,
		   "a.md:500001:1: error: the text has more than 500000 lines: divide it into several "
		   "handouts\n");
}

static void test_line(void **state)
{
	static const char message[] =
		"a.md:1:1: error: a paragraph has more than 4000000 bytes: divide it\n";
	(void)state;
	expect("wordword", BOUNDS_BLOCK / 8, NULL);
	expect("wordword", BOUNDS_BLOCK / 8 + 1, message);
	/* In several lines, of which the ends do not count. */
	expect("word word word word word word word word\n", BOUNDS_BLOCK / 39, NULL);
	expect("word word word word word word word word\n", BOUNDS_BLOCK / 39 + 1, message);
}

static void test_pieces(void **state)
{
	static const char message[] =
		"a.md:200000:3: error: the text has more than 600000 pieces (paragraphs, items, cells, "
		"links, lines): divide it into several handouts\n";
	(void)state;
	/* An item, a paragraph and its words; document and list are two more. */
	expect("- a\n", BOUNDS_PIECES / 3 - 1, NULL);
	expect("- a\n", BOUNDS_PIECES / 3 + 1, message);
	expect(
		"*a* ", BOUNDS_PIECES / 3 + 1,
		"a.md:1:1: error: the text has more than 600000 pieces (paragraphs, items, cells, links, "
		"lines): divide it into several handouts\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_pieces),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
