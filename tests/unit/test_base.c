/* Arenas, strings, messages, XML and identifiers. */
#include "unit/test.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/units.h"
#include "base/xml.h"

static int setup(void **state)
{
	*state = arena_new();
	return 0;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static void memory_is_zeroed_aligned_and_kept(void **state)
{
	static const size_t sizes[] = {0, 1, 15, 17, 1000, 20000, 300000, 3, 2000000, 5};
	unsigned char *blocks[sizeof sizes / sizeof *sizes];
	size_t before = arena_used(*state);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		blocks[i] = arena_alloc(*state, sizes[i]);
		assert_non_null(blocks[i]);
		assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
		for (size_t k = 0; k < sizes[i]; k++)
			assert_int_equal(blocks[i][k], 0);
		memset(blocks[i], (int)i + 1, sizes[i]);
	}
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (size_t k = 0; k < sizes[i]; k++)
			assert_int_equal(blocks[i][k], i + 1);
	assert_true(arena_used(*state) - before >= 2321036);
}

static void fill(unsigned char *block, size_t from, size_t size)
{
	for (size_t i = from; i < size; i++)
		block[i] = (unsigned char)(i * 7 + 1);
}

static void check_filled(const unsigned char *block, size_t size)
{
	for (size_t i = 0; i < size; i++)
		assert_int_equal(block[i], (unsigned char)(i * 7 + 1));
}

/* Sizes below, at and beyond those of chunks; other blocks between. */
static void blocks_are_resized_in_place_or_moved(void **state)
{
	static const size_t sizes[] = {1,       10,     16,      17,  100,    40000, 300000,
								   1200000, 262144, 5000000, 100, 262145, 7};
	for (int between = 0; between < 2; between++) {
		unsigned char *block = NULL, *other = NULL;
		size_t size = 0;
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			block = arena_resize(*state, block, size, sizes[i]);
			assert_int_equal((uintptr_t)block % _Alignof(max_align_t), 0);
			check_filled(block, size < sizes[i] ? size : sizes[i]);
			fill(block, 0, sizes[i]);
			size = sizes[i];
			if (!between)
				continue;
			for (int k = 0; other && k < 5000; k++)
				assert_int_equal(other[k], 5);
			other = arena_alloc(*state, 5000);
			for (int k = 0; k < 5000; k++)
				assert_int_equal(other[k], 0);
			memset(other, 5, 5000);
			check_filled(block, size);
		}
	}
}

static void the_last_block_grows_and_shrinks_where_it_is(void **state)
{
	char *block = arena_alloc(*state, 40);
	size_t used = arena_used(*state);
	memset(block, 1, 40);
	assert_ptr_equal(arena_resize(*state, block, 40, 4000), block);
	memset(block, 1, 4000);
	assert_ptr_equal(arena_resize(*state, block, 4000, 40), block);
	assert_int_equal(arena_used(*state), used);
	const char *next = arena_alloc(*state, 4000);
	for (int i = 0; i < 4000; i++)
		assert_int_equal(next[i], 0);
	assert_ptr_not_equal(arena_resize(*state, block, 40, 60), block);
}

static void a_cleared_arena_is_as_new(void **state)
{
	static const size_t sizes[] = {100, 20000, 2000000, 5};
	for (int i = 0; i < 3; i++) {
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
			unsigned char *block = arena_alloc(*state, sizes[k]);
			for (size_t n = 0; n < sizes[k]; n++)
				assert_int_equal(block[n], 0);
			memset(block, 7, sizes[k]);
		}
		arena_clear(*state);
		assert_int_equal(arena_used(*state), 0);
		arena_clear(*state);
	}
}

struct call {
	char *text;
	char letter;
};

static void note_call(void *object)
{
	struct call *call = object;
	call->text[strlen(call->text)] = call->letter;
}

static void deferred_calls_run_last_first(void **state)
{
	(void)state;
	char text[4] = "";
	struct call calls[3] = {{text, 'a'}, {text, 'b'}, {text, 'c'}};
	struct arena *arena = arena_new();
	for (int i = 0; i < 3; i++)
		arena_defer(arena, note_call, &calls[i]);
	assert_string_equal(text, "");
	arena_clear(arena);
	assert_string_equal(text, "cba");
	memset(text, 0, sizeof text);
	arena_defer(arena, note_call, &calls[1]);
	arena_free(arena);
	assert_string_equal(text, "b");
	arena_free(NULL);
}

static int status_of_child(void (*body)(struct arena *), struct arena *arena)
{
	int status;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(STDERR_FILENO);
		body(arena);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void overflow(struct arena *arena)
{
	arena_calloc(arena, SIZE_MAX / 8, 16);
}

static void endless(struct arena *arena)
{
	arena_alloc(arena, SIZE_MAX - 8);
}

static void copy_without_end(struct arena *arena)
{
	str_copy_n(arena, "", SIZE_MAX);
}

static void memory_made_ready_is_as_any_other(void **state)
{
	enum { BLOCK = 30000, COUNT = 100 };
	unsigned char *blocks[COUNT];

	arena_make_ready(*state);
	arena_make_ready(*state);
	for (size_t i = 0; i < COUNT; i++) {
		blocks[i] = arena_alloc(*state, BLOCK);
		assert_int_equal(blocks[i][0] + blocks[i][BLOCK - 1], 0);
		memset(blocks[i], (int)i + 1, BLOCK);
	}
	for (size_t i = 0; i < COUNT; i++)
		assert_int_equal(blocks[i][0] + blocks[i][BLOCK - 1], 2 * (i + 1));
}

static void out_of_memory_ends_the_process(void **state)
{
	assert_int_equal(status_of_child(overflow, *state), EXIT_MEMORY);
	assert_int_equal(status_of_child(endless, *state), EXIT_MEMORY);
	assert_int_equal(status_of_child(copy_without_end, *state), EXIT_MEMORY);
}

static void strings_are_compared_and_trimmed(void **state)
{
	struct str trimmed = str_trim(STR(" \t\r\nwords and \xc2\xa0\v\f "));
	assert_true(str_eq(trimmed, STR("words and \xc2\xa0")));
	assert_int_equal(str_trim(STR(" \n ")).len, 0);
	assert_true(str_eq(str_of(NULL), STR("")));
	assert_non_null(str_of(NULL).s);
	assert_true(str_eq((struct str){NULL, 0}, STR("")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_false(str_eq(STR("ab"), STR("a")));
	assert_true(str_same(NULL, NULL));
	assert_false(str_same(NULL, ""));
	assert_false(str_same("", NULL));
	assert_true(str_same("a", str_copy(*state, "a")));
}

static void copies_end_with_nul(void **state)
{
	struct str copy = str_dup(*state, STR("a\0b"));
	assert_memory_equal(copy.s, "a\0b\0", 4);
	assert_string_equal(str_copy_n(*state, "words", 3), "wor");
	assert_string_equal(str_fmt(*state, "%s %d %%", "five", 5), "five 5 %");
	assert_string_equal(str_fmt(*state, "%s", ""), "");
	for (int width = 250; width < 260; width++) {
		struct buf buf = {.arena = *state};
		buf_fmt(&buf, "%*d", width, 7);
		assert_int_equal(buf.len, width);
		assert_string_equal(buf_chars(&buf), str_fmt(*state, "%*d", width, 7));
		assert_int_equal(strlen(str_fmt(*state, "%*d", width, 7)), width);
	}
	char *long_text = str_fmt(*state, "%5000d", 7);
	assert_int_equal(strlen(long_text), 5000);
	assert_int_equal(long_text[4999], '7');
}

static void buffers_grow(void **state)
{
	struct buf buf = {.arena = *state};
	assert_string_equal(buf_chars(&buf), "");
	assert_int_equal(buf_str(&buf).len, 0);
	buf_fmt(&buf, "%s", "");
	buf_add(&buf, NULL, 0);
	assert_int_equal(buf_str(&buf).len, 0);
	for (int i = 0; i < 1000; i++) {
		buf_putc(&buf, 'a');
		buf_puts(&buf, "bc");
		buf_fmt(&buf, "%03d", i);
	}
	buf_add(&buf, "\0z", 2);
	struct str all = buf_str(&buf);
	assert_int_equal(all.len, 6002);
	assert_memory_equal(all.s, "abc000abc001", 12);
	assert_memory_equal(all.s + 5994, "abc999\0z\0", 9);
}

static void fold_is_the_same_for_capitals(void **state)
{
	static const char *const samples[][2] = {
		{"İnme", "inme"}, {"ISI", "ısı"}, {"STRASSE", "Straße"}, {"ΣΑΣ", "σας"}, {"İİ", "ii"}};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		char *one = str_fold(samples[i][0], -1), *other = str_fold(samples[i][1], -1);
		assert_string_equal(one, other);
		g_free(one);
		g_free(other);
	}
	char *part = str_fold("İnme riski", 5);
	assert_string_equal(part, "inme");
	g_free(part);
}

static void one_is_counted_as_one(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(str_count(arena, 0, "message"), "0 messages");
	assert_string_equal(str_count(arena, 1, "message"), "1 message");
	assert_string_equal(str_count(arena, 12, "message"), "12 messages");
	arena_free(arena);
}

static void the_nearest_word_is_near(void **state)
{
	(void)state;
	static const char *const words[] = {"article", "faq", "references", "reference", "NOTE", NULL};
	static const char *const none[] = {NULL};
	assert_string_equal(str_nearest("artikle", words), "article");
	assert_string_equal(str_nearest("fax", words), "faq");
	assert_string_equal(str_nearest("afq", words), "faq");
	assert_string_equal(str_nearest("Note", words), "NOTE");
	assert_string_equal(str_nearest("references", words), "references");
	assert_string_equal(str_nearest("referenc", words), "reference");
	assert_string_equal(str_nearest("art", words), "article");
	assert_null(str_nearest("ar", words));
	assert_null(str_nearest("fa", words));
	assert_null(str_nearest("foot", words));
	assert_null(str_nearest("fx", words));
	assert_null(str_nearest("", words));
	assert_null(str_nearest("faq", none));
	char endless_word[200];
	memset(endless_word, 'a', sizeof endless_word - 1);
	endless_word[199] = '\0';
	assert_null(str_nearest(endless_word, words));
}

static void messages_keep_their_order_and_count(void **state)
{
	struct diag *diag = diag_new(*state), *other = diag_new(*state);
	char file[] = "article.md";
	diag_warning(diag, (struct pos){file, 14, 3}, "image \"%s\" is small: %d", "map.png", 5);
	strcpy(file, "changed.md");
	diag_error(other, POS_FILE("handout.yaml"), "no title: write one");
	diag_note(other, (struct pos){NULL, 0, 0}, "100%% done");
	diag_append(diag, other);
	diag_add(diag, LEVEL_ERROR, (struct pos){"a.md", 2, 0}, "100% as it is");
	assert_int_equal(diag->errors, 2);
	assert_int_equal(diag->warnings, 1);
	assert_int_equal(other->errors, 1);
	static const char *const lines[] = {
		"article.md:14:3: warning: image \"map.png\" is small: 5\n",
		"handout.yaml: error: no title: write one\n",
		"handout: note: 100% done\n",
		"a.md:2: error: 100% as it is\n",
	};
	const struct message *m = diag->first;
	for (size_t i = 0; i < 4; i++, m = m->next)
		assert_string_equal(diag_line(*state, m), lines[i]);
	assert_null(m);
}

static void xml_is_escaped(void **state)
{
	struct buf buf = {.arena = *state};
	xml_text(&buf,
			 "a < b & \"c\" > d's\t\n\r\x01\x0b\x1f\xef\xbf\xbe\xef\xbf\xbf\xef\xbf\xbd \xd8\xa7&");
	xml_attr(&buf, "title", "\"<&>\x02");
	xml_attr(&buf, "none", NULL);
	xml_attr(&buf, "empty", "");
	assert_string_equal(buf_chars(&buf),
						"a &lt; b &amp; &quot;c&quot; &gt; d's\t\n\r\xef\xbf\xbd "
						"\xd8\xa7&amp; title=\"&quot;&lt;&amp;&gt;\" empty=\"\"");
}

static void identifiers_are_those_of_the_standards(void **state)
{
	assert_string_equal(hash_sha256(*state, STR("")),
						"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_string_equal(hash_sha256(*state, STR("abc")),
						"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_string_not_equal(hash_sha256(*state, STR("a\0b")), hash_sha256(*state, STR("a\0c")));
	static const unsigned char of_abc[16] = {0x90, 0x01, 0x50, 0x98, 0x3c, 0xd2, 0x4f, 0xb0,
											 0xd6, 0x96, 0x3f, 0x7d, 0x28, 0xe1, 0x7f, 0x72};
	unsigned char md5[16];
	hash_md5(STR("abc"), md5);
	assert_memory_equal(md5, of_abc, sizeof md5);
	char *uuid = hash_uuid(*state, STR("KET-001"));
	assert_int_equal(strlen(uuid), 36);
	assert_int_equal(strspn(uuid, "0123456789abcdef-"), 36);
	assert_int_equal(uuid[14], '5');
	assert_non_null(strchr("89ab", uuid[19]));
	assert_string_equal(hash_uuid(*state, STR("KET-001")), uuid);
	assert_string_not_equal(hash_uuid(*state, STR("KET-002")), uuid);
}

static void lengths_are_rounded(void **state)
{
	(void)state;
	assert_int_equal(PT(10.5), 10752);
	assert_int_equal(PT(-10.5), -10752);
	assert_int_equal(MM(25.4), 72 * 1024);
	assert_true(TO_PT(PT(7.25)) == 7.25);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(memory_is_zeroed_aligned_and_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(blocks_are_resized_in_place_or_moved, setup, teardown),
		cmocka_unit_test_setup_teardown(the_last_block_grows_and_shrinks_where_it_is, setup,
										teardown),
		cmocka_unit_test_setup_teardown(a_cleared_arena_is_as_new, setup, teardown),
		cmocka_unit_test(deferred_calls_run_last_first),
		cmocka_unit_test_setup_teardown(memory_made_ready_is_as_any_other, setup, teardown),
		cmocka_unit_test_setup_teardown(out_of_memory_ends_the_process, setup, teardown),
		cmocka_unit_test_setup_teardown(strings_are_compared_and_trimmed, setup, teardown),
		cmocka_unit_test_setup_teardown(copies_end_with_nul, setup, teardown),
		cmocka_unit_test_setup_teardown(buffers_grow, setup, teardown),
		cmocka_unit_test(one_is_counted_as_one),
		cmocka_unit_test(the_nearest_word_is_near),
		cmocka_unit_test_setup_teardown(messages_keep_their_order_and_count, setup, teardown),
		cmocka_unit_test_setup_teardown(xml_is_escaped, setup, teardown),
		cmocka_unit_test_setup_teardown(identifiers_are_those_of_the_standards, setup, teardown),
		cmocka_unit_test(lengths_are_rounded),
		cmocka_unit_test(fold_is_the_same_for_capitals),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
