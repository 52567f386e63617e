/* Folders that are moved, copied or named from elsewhere: nothing is made again that is unchanged,
 * and nothing that is alive is called stale. */
#include "unit/project.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Goes to a folder of the test's own. */
static void go(struct fixture *f, const char *name)
{
	assert_int_equal(chdir(path_join(f->arena, f->dir, name)), 0);
}

static size_t count_stale(struct fixture *f)
{
	struct cache *cache;
	size_t count;

	stale(f, &cache, &count);
	return count;
}

/* Builds nothing, and nothing is stale. */
static void assert_as_it_was(struct fixture *f)
{
	struct done done = build(f);

	assert_string_equal(done.files, "");
	assert_int_equal(done.failed, 0);
	assert_true(done.current > 0);
	assert_int_equal(count_stale(f), 0);
}

/* The project as the folder DIR/one, built. */
static void begin(struct fixture *f)
{
	assert_int_equal(g_mkdir("one", 0700), 0);
	assert_int_equal(g_rename("content", "one/content"), 0);
	f->options.share.program = path_join(f->arena, f->dir, "program");
	go(f, "one");
	assert_int_equal(build(f).written, 6);
}

/* Copies a folder as cp does, with times and inodes of its own. */
static void copy_tree(struct fixture *f, const char *from, const char *to)
{
	size_t count = 0;
	char **names = file_list(f->arena, from, &count);
	struct str bytes;

	if (!names) {
		assert_true(file_read(f->arena, f->diag, from, &bytes));
		assert_true(file_write(f->diag, to, bytes));
	}
	for (size_t i = 0; names && i < count; i++)
		copy_tree(f, path_join(f->arena, from, names[i]), path_join(f->arena, to, names[i]));
}

static void test_a_project_that_is_moved(void **state)
{
	struct fixture *f = *state;
	struct cache *cache;
	size_t count;

	begin(f);
	go(f, ".");
	assert_int_equal(g_rename("one", "two"), 0);
	go(f, "two");
	assert_as_it_was(f);
	put_manifest("en, fr");
	const struct stale *found = stale(f, &cache, &count);
	assert_int_equal(count, 2);
	assert_string_equal(found[0].why, "es is not among the handout's languages");
	assert_string_equal(found[0].folder, "out/handouts/leaflet/es");
}

static void test_a_project_that_is_copied(void **state)
{
	struct fixture *f = *state;

	begin(f);
	go(f, ".");
	copy_tree(f, "one", "two");
	go(f, "two");
	assert_as_it_was(f);
	put_manifest("en, fr");
	assert_int_equal(count_stale(f), 2);
	go(f, "one");
	assert_as_it_was(f);
}

/* What was said is said again with the files as they are written now. */
static void test_another_working_folder(void **state)
{
	struct fixture *f = *state;

	put_file("content/leaflet/article.md", "# A Leaflet\n\nText.\n\n## Same\n\n## Same\n");
	begin(f);
	assert_non_null(f->diag->first);
	assert_true(g_str_has_prefix(f->diag->first->pos.file, "content/leaflet/"));
	const char *file = f->diag->first->pos.file + strlen("content/leaflet/");
	go(f, "one/content");
	f->options.handouts = (const char *const[]){"leaflet", NULL};
	f->options.out = "../out/handouts";
	assert_as_it_was(f);
	build(f);
	assert_string_equal(f->diag->first->pos.file, path_join(f->arena, "leaflet", file));
	go(f, "one/content/leaflet");
	f->options.handouts = (const char *const[]){".", NULL};
	f->options.out = "../../out/handouts/";
	assert_as_it_was(f);
	build(f);
	assert_string_equal(f->diag->first->pos.file, file);
}

/* Outputs on another disk do not move along: the plan's names say whose they are. */
static void test_outputs_elsewhere(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(g_mkdir("disk", 0700), 0);
	assert_int_equal(symlink("disk", "out"), 0);
	f->options.out = path_join(f->arena, f->dir, "out");
	begin(f);
	go(f, ".");
	assert_int_equal(g_mkdir("deep", 0700), 0);
	assert_int_equal(g_rename("one", "deep/two"), 0);
	go(f, "deep/two");
	assert_int_equal(count_stale(f), 0);
	assert_as_it_was(f);
}

/* A part of a moved project is built: what stands beside it is alive. */
static void test_a_part_of_what_was_moved(void **state)
{
	struct fixture *f = *state;

	copy_tree(f, "content/leaflet", "content/sheet");
	f->options.out = path_join(f->arena, f->dir, "out");
	f->options.share.program = path_join(f->arena, f->dir, "program");
	assert_int_equal(build(f).written, 12);
	assert_int_equal(g_mkdir("deep", 0700), 0);
	assert_int_equal(g_rename("content", "deep/content"), 0);
	go(f, "deep");
	f->options.handouts = (const char *const[]){"sheet", NULL};
	assert_as_it_was(f);
	remove_tree(f->arena, "content/leaflet");
	assert_int_equal(count_stale(f), 6);
}

/* Of two projects that write into one folder, each leaves the other's alone, also when the other
 * cannot be found for the moment. */
static void test_two_projects_one_folder(void **state)
{
	struct fixture *f = *state;
	struct cache *cache;
	size_t count;

	f->options.out = path_join(f->arena, f->dir, "out");
	begin(f);
	go(f, ".");
	copy_tree(f, "one/content", "two/content");
	assert_int_equal(g_rename("two/content/leaflet", "two/content/sheet"), 0);
	go(f, "two");
	assert_int_equal(build(f).written, 6);
	assert_as_it_was(f);
	go(f, ".");
	assert_int_equal(g_rename("one", "away"), 0);
	go(f, "two");
	const struct stale *found = stale(f, &cache, &count);
	assert_int_equal(count, 6);
	assert_true(found[0].unsure);
	stale_tell(f->diag, found, count);
	assert_non_null(strstr(f->diag->first->text, "where its handout was, is not there"));
	assert_null(f->diag->first->next);
	assert_true(stale_remove(f->diag, cache, found, count));
	assert_true(file_exists(found[0].path));
	go(f, ".");
	assert_int_equal(g_rename("away", "one"), 0);
	remove_tree(f->arena, "one/content/leaflet");
	go(f, "two");
	found = stale(f, &cache, &count);
	assert_int_equal(count, 6);
	stale_tell(f->diag, found, count);
	assert_string_equal(f->diag->first->pos.file, path_join(f->arena, f->dir, "out/leaflet"));
	assert_string_equal(f->diag->first->text,
						"its handout is no more: --prune removes the 6 files");
	assert_true(stale_remove(f->diag, cache, found, count));
	assert_false(file_exists(found[0].path));
}

static void test_another_program(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(build(f).upgraded, 0);
	put_file("program", "two");
	put_po(f, "es", "El folleto");
	struct done done = build(f);
	assert_int_equal(done.written, 6);
	assert_int_equal(done.upgraded, 4);
	put_file("program", "two");
	assert_as_it_was(f);
	assert_int_equal(build(f).upgraded, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_project_that_is_moved, project_setup,
										project_teardown),
		cmocka_unit_test_setup_teardown(test_a_project_that_is_copied, project_setup,
										project_teardown),
		cmocka_unit_test_setup_teardown(test_another_working_folder, project_setup,
										project_teardown),
		cmocka_unit_test_setup_teardown(test_outputs_elsewhere, project_setup, project_teardown),
		cmocka_unit_test_setup_teardown(test_a_part_of_what_was_moved, project_setup,
										project_teardown),
		cmocka_unit_test_setup_teardown(test_two_projects_one_folder, project_setup,
										project_teardown),
		cmocka_unit_test_setup_teardown(test_another_program, project_setup, project_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
