/* Sign-offs: hashes, states by who signed and how, the file written and read. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "translate/signoff.h"

#define HASH_A "00000000000000aa"
#define HASH_B "00000000000000bb"
#define HASH_C "00000000000000cc"

struct fixture {
	struct arena *arena;
	struct diag *diag;
};

static int setup(void **state)
{
	static struct fixture f;
	f.arena = arena_new();
	f.diag = diag_new(f.arena);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

/* Reads the text as a signoff.yaml. Messages name the path "signoff.yaml" at their end. */
static struct signoff *read_text(struct fixture *f, const char *text)
{
	char *dir = g_dir_make_tmp("handout-signoff-XXXXXX", NULL);
	char *path = g_build_filename(dir, "signoff.yaml", NULL);
	assert_true(g_file_set_contents(path, text, -1, NULL));
	struct signoff *signoff = signoff_read(f->arena, f->diag, path);
	g_remove(path);
	g_rmdir(dir);
	g_free(path);
	g_free(dir);
	return signoff;
}

static void test_hash_depends_on_each_text(void **state)
{
	struct fixture *f = *state;
	const char *hash = signoff_hash(f->arena, "a", "b", "c");
	assert_int_equal(strlen(hash), 16);
	assert_string_equal(hash, signoff_hash(f->arena, "a", "b", "c"));
	assert_string_not_equal(hash, signoff_hash(f->arena, "x", "b", "c"));
	assert_string_not_equal(hash, signoff_hash(f->arena, "a", "x", "c"));
	assert_string_not_equal(hash, signoff_hash(f->arena, "a", "b", "x"));
	assert_string_not_equal(signoff_hash(f->arena, "ab", "", "c"),
							signoff_hash(f->arena, "a", "b", "c"));
}

static void test_states(void **state)
{
	static const struct {
		enum signoff_role role;
		enum signoff_process process;
		enum state state;
	} cases[] = {
		{SIGNOFF_TRANSLATOR, PROCESS_HUMAN, STATE_DRAFT},
		{SIGNOFF_TRANSLATOR, PROCESS_MT_HUMAN, STATE_DRAFT},
		{SIGNOFF_TRANSLATOR, PROCESS_MT, STATE_DRAFT},
		{SIGNOFF_REVIEWER, PROCESS_HUMAN, STATE_REVIEWED},
		{SIGNOFF_REVIEWER, PROCESS_MT_HUMAN, STATE_REVIEWED},
		{SIGNOFF_REVIEWER, PROCESS_MT, STATE_DRAFT},
		{SIGNOFF_APPROVER, PROCESS_HUMAN, STATE_APPROVED},
		{SIGNOFF_APPROVER, PROCESS_MT_HUMAN, STATE_APPROVED},
		{SIGNOFF_APPROVER, PROCESS_MT, STATE_DRAFT},
	};
	const char *const hashes[] = {HASH_A, HASH_B};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct signoff_entry entry = {"es",   "Ana", cases[i].role, cases[i].process, {2026, 1, 2},
									  hashes, 2,     POS_FILE("x")};
		struct signoff signoff = {&entry, 1};
		assert_int_equal(signoff_state(&signoff, "es", HASH_A), cases[i].state);
		assert_int_equal(signoff_state(&signoff, "es", HASH_B), cases[i].state);
		assert_int_equal(signoff_state(&signoff, "es", HASH_C), STATE_DRAFT);
		assert_int_equal(signoff_state(&signoff, "fr", HASH_A), STATE_DRAFT);
	}
	assert_int_equal(signoff_state(NULL, "es", HASH_A), STATE_DRAFT);
}

static void test_the_best_counts(void **state)
{
	const char *const a[] = {HASH_A}, *const b[] = {HASH_B};
	struct signoff_entry entries[] = {
		{"es", "Ana", SIGNOFF_APPROVER, PROCESS_HUMAN, {2026, 1, 1}, a, 1, POS_FILE("x")},
		{"es", "Eva", SIGNOFF_REVIEWER, PROCESS_HUMAN, {2026, 1, 2}, a, 1, POS_FILE("x")},
		{"es", "Ida", SIGNOFF_REVIEWER, PROCESS_HUMAN, {2026, 1, 3}, b, 1, POS_FILE("x")},
		{"fr", "Luc", SIGNOFF_REVIEWER, PROCESS_HUMAN, {2026, 1, 4}, b, 1, POS_FILE("x")},
	};
	struct signoff signoff = {entries, 4};
	(void)state;
	assert_int_equal(signoff_state(&signoff, "es", HASH_A), STATE_APPROVED);
	assert_int_equal(signoff_state(&signoff, "es", HASH_B), STATE_REVIEWED);
	assert_string_equal(signoff_last(&signoff, "es", SIGNOFF_REVIEWER)->name, "Ida");
	assert_string_equal(signoff_last(&signoff, "es", SIGNOFF_APPROVER)->name, "Ana");
	assert_null(signoff_last(&signoff, "fr", SIGNOFF_APPROVER));
	assert_null(signoff_last(NULL, "es", SIGNOFF_REVIEWER));
}

static void test_the_file(void **state)
{
	static const char expected[] =
		"# Who translated and who reviewed which segments. Written by \"handout signoff\".\n"
		"signoffs:\n"
		"  - language: es\n"
		"    name: \"Ana \\\"la traductora\\\": Díaz\"\n"
		"    role: translator\n"
		"    process: mt+human\n"
		"    date: 2026-11-22\n"
		"    segments: [\n"
		"      \"0000000000000001\", \"0000000000000002\", \"0000000000000003\", "
		"\"0000000000000004\",\n"
		"      \"0000000000000005\"\n"
		"    ]\n";
	const char *const hashes[] = {"0000000000000005", "0000000000000001", "0000000000000003",
								  "0000000000000002", "0000000000000004"};
	struct fixture *f = *state;
	struct signoff_entry entry = {
		"es",   "Ana \"la traductora\": Díaz", SIGNOFF_TRANSLATOR, PROCESS_MT_HUMAN, {2026, 11, 22},
		hashes, G_N_ELEMENTS(hashes),          POS_FILE("x")};
	struct signoff signoff = {&entry, 1};
	assert_string_equal(signoff_write(f->arena, &signoff).s, expected);
	struct signoff *read = read_text(f, expected);
	assert_non_null(read);
	assert_int_equal(read->count, 1);
	assert_string_equal(read->entries[0].name, entry.name);
	assert_int_equal(read->entries[0].role, SIGNOFF_TRANSLATOR);
	assert_int_equal(read->entries[0].process, PROCESS_MT_HUMAN);
	assert_int_equal(read->entries[0].date.day, 22);
	assert_int_equal(read->entries[0].count, 5);
	assert_string_equal(signoff_write(f->arena, read).s, expected);
}

static void test_unsorted_and_double_segments(void **state)
{
	struct fixture *f = *state;
	struct signoff *read =
		read_text(f,
				  "signoffs:\n  - language: es\n    name: Ana\n    role: reviewer\n"
				  "    process: human\n    date: 2026-11-22\n    segments:\n"
				  "      - " HASH_C "\n      - " HASH_A "\n      - " HASH_C "\n");
	assert_non_null(read);
	assert_int_equal(read->entries[0].count, 2);
	assert_int_equal(signoff_state(read, "es", HASH_A), STATE_REVIEWED);
	assert_int_equal(signoff_state(read, "es", HASH_C), STATE_REVIEWED);
}

static void test_no_file_is_an_empty_one(void **state)
{
	struct fixture *f = *state;
	struct signoff *none = signoff_read(f->arena, f->diag, "tests/unit/data/none/signoff.yaml");
	assert_non_null(none);
	assert_int_equal(none->count, 0);
	struct str text = signoff_write(f->arena, none);
	assert_non_null(strstr(text.s, "signoffs: []\n"));
	none = read_text(f, text.s);
	assert_non_null(none);
	assert_int_equal(none->count, 0);
}

#define HEAD "signoffs:\n  - language: es\n    name: Ana\n    role: reviewer\n"

static void test_faults_are_located(void **state)
{
	static const char *const cases[][2] = {
		{HEAD "    process: human\n    date: 22.11.2026\n    segments: []\n",
		 "signoff.yaml:6:11: error: \"22.11.2026\" is not a date"},
		{HEAD "    process: humans\n    date: 2026-11-22\n    segments: []\n",
		 "signoff.yaml:5:14: error: unknown word \"humans\": did you mean \"human\"?"},
		{HEAD "    process: human\n    date: 2026-11-22\n    segments: [abc]\n",
		 "signoff.yaml:7:16: error: not the key of a segment"},
		{HEAD "    process: human\n    date: 2026-11-22\n    segments: [" HASH_A "0]\n",
		 "signoff.yaml:7:16: error: not the key of a segment"},
		{HEAD "    process: human\n    date: 2026-11-22\n",
		 "signoff.yaml:2:5: error: \"segments\" is missing"},
		{"signoff:\n  - a\n", "signoff.yaml:1:1: error:"},
		{"signoffs: es\n", "signoff.yaml:1:11: error:"},
	};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		void *fresh;
		setup(&fresh);
		struct fixture *f = fresh;
		assert_null(read_text(f, cases[i][0]));
		const char *line = diag_line(f->arena, f->diag->first);
		if (!strstr(line, cases[i][1]))
			fail_msg("\"%s\" instead of \"%s\"", line, cases[i][1]);
		teardown(&fresh);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_hash_depends_on_each_text, setup, teardown),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_the_best_counts),
		cmocka_unit_test_setup_teardown(test_the_file, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unsorted_and_double_segments, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_file_is_an_empty_one, setup, teardown),
		cmocka_unit_test(test_faults_are_located),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
