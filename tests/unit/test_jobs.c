/* The batch: what fails is told with its reason, a dead worker with its job, and good files stay.
 */
#include "unit/test.h"

#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "batch/jobs.h"
#include "batch/report.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	char *dir;
	struct options options;
	struct source source;
	struct output outputs[2];
	struct job jobs[2];
	struct plan plan;
	size_t progressed;
};

static void copy(struct fixture *f, const char *from, const char *to)
{
	struct str bytes;

	assert_true(file_read(f->arena, f->diag, from, &bytes));
	assert_true(file_write(f->diag, to, bytes));
}

/* Two jobs of a source that has no manifest: a worker that makes one of them crashes. */
static int set_up(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);

	f->arena = arena_new();
	f->diag = diag_new(f->arena);
	f->dir = g_dir_make_tmp(NULL, NULL);
	assert_non_null(f->dir);
	copy(f, "fonts/faces.yaml", path_join(f->arena, f->dir, "fonts/faces.yaml"));
	copy(f, "fonts/fonts.conf", path_join(f->arena, f->dir, "fonts/fonts.conf"));
	f->options = (struct options){.epoch = 0, .workers = 1};
	f->options.share.fonts = path_join(f->arena, f->dir, "fonts");
	f->source = (struct source){.dir = "content/leaflet"};
	for (int i = 0; i < 2; i++) {
		f->outputs[i] = (struct output){
			FORMAT_PDF, path_join(f->arena, f->dir, i ? "es/leaflet-es.pdf" : "en/leaflet-en.pdf")};
		f->jobs[i] = (struct job){&f->source, i ? "es" : "en", EDITION_STANDARD,
								  PAPER_A4,   &f->outputs[i],  1};
		assert_true(file_write(f->diag, f->outputs[i].path, STR("good")));
	}
	f->plan = (struct plan){&f->source, 1, f->jobs, 2};
	*state = f;
	return 0;
}

static void remove_tree(struct arena *arena, const char *path)
{
	size_t count = 0;
	char **names = file_list(arena, path, &count);

	for (size_t i = 0; names && i < count; i++)
		remove_tree(arena, path_join(arena, path, names[i]));
	remove(path);
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	remove_tree(f->arena, f->dir);
	arena_free(f->arena);
	g_free(f->dir);
	g_free(f);
	return 0;
}

static void count_progress(void *data, size_t done, size_t total, const struct job *job)
{
	struct fixture *f = data;

	assert_non_null(job);
	assert_int_equal(total, 2);
	assert_int_equal(done, ++f->progressed);
}

static struct results *run(struct fixture *f)
{
	return jobs_run(f->arena, f->diag, &f->plan, &f->options, count_progress, f);
}

static void assert_good_files(struct fixture *f)
{
	struct str bytes;

	for (int i = 0; i < 2; i++) {
		assert_true(file_read(f->arena, f->diag, f->outputs[i].path, &bytes));
		assert_string_equal(bytes.s, "good");
	}
}

static void test_a_crash_names_its_job(void **state)
{
	struct fixture *f = *state;

	/* cmocka's handler would let the worker go on as a second test program. */
	signal(SIGSEGV, SIG_DFL);
	struct results *results = run(f);
	assert_int_equal(results->count, 2);
	assert_int_equal(results->written, 0);
	assert_int_equal(f->progressed, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(results->items[i].outcome, OUTCOME_CRASHED);
		assert_non_null(strstr(results->items[i].why, "the worker process "));
	}
	assert_int_equal(f->diag->errors, 2);
	assert_non_null(strstr(f->diag->first->text, "handout leaflet, language en, edition standard"));
	assert_non_null(strstr(f->diag->last->text, "language es"));
	assert_good_files(f);
}

static void test_a_fault_of_all_is_said_once(void **state)
{
	struct fixture *f = *state;

	f->options.share.fonts = path_join(f->arena, f->dir, "none");
	struct results *results = run(f);
	assert_int_equal(results->items[0].outcome, OUTCOME_FAILED);
	assert_int_equal(results->items[1].outcome, OUTCOME_FAILED);
	assert_int_equal(f->diag->errors, 1);
	assert_non_null(strstr(results->items[1].why, "faces.yaml: "));
	assert_non_null(strstr(results->items[1].why, f->diag->first->text));
	assert_good_files(f);
}

static void test_failed_sources_do_not_run(void **state)
{
	struct fixture *f = *state;

	struct diag *said = diag_new(f->arena);

	diag_warning(said, (struct pos){"a.md", 1, 1}, "odd");
	diag_error(said, (struct pos){"a.md", 7, 1}, "wrong: mend it");
	f->source.failed = true;
	f->source.said = said;
	struct results *results = run(f);
	assert_int_equal(f->progressed, 0);
	assert_int_equal(results->written, 0);
	assert_string_equal(results->items[0].why, "a.md:7: wrong: mend it");
	assert_int_equal(f->diag->errors, 0);
}

static void test_leftovers_are_removed(void **state)
{
	struct fixture *f = *state;
	const char *left = path_join(f->arena, f->dir, "es/.leaflet-es.pdf.tmp");

	assert_true(g_file_set_contents(left, "half", -1, NULL));
	f->source.failed = true;
	run(f);
	assert_false(file_exists(left));
	assert_good_files(f);
}

static void test_report(void **state)
{
	struct fixture *f = *state;
	struct diag *said = diag_new(f->arena);
	struct result items[2] = {
		{&f->jobs[0], &f->outputs[0], OUTCOME_WRITTEN, NULL, "abc", 12, 3, said},
		{&f->jobs[1], &f->outputs[1], OUTCOME_FAILED, "no \"font\"", NULL, 0, 0, NULL},
	};
	struct results results = {.items = items, .count = 2, .written = 1};

	f->outputs[0].path = "a.pdf";
	f->outputs[1].path = "b\xFF.pdf";
	diag_warning(said, (struct pos){"po/es.po", 3, 4}, "stale");
	diag_note(said, (struct pos){0}, "a note");
	diag_error(f->diag, (struct pos){"x.md", 1, 2}, "wrong");
	f->source.handout = (struct handout *)f->dir; /* only whether it is there counts */
	assert_string_equal(report_json(f->arena, &f->plan, &results, f->diag).s,
						"{\n \"outputs\": [\n  {\n   \"path\": \"a.pdf\",\n"
						"   \"sha256\": \"abc\",\n   \"pages\": 3,\n   \"bytes\": 12,\n"
						"   \"warnings\": [\n    \"po/es.po:3:4: warning: stale\"\n   ]\n  }\n ],\n"
						" \"failed\": [\n  {\n   \"path\": \"b\xEF\xBF\xBD.pdf\",\n"
						"   \"why\": \"no \\\"font\\\"\"\n  }\n ],\n"
						" \"messages\": [\n  {\n   \"level\": \"error\",\n   \"file\": \"x.md\",\n"
						"   \"line\": 1,\n   \"col\": 2,\n   \"text\": \"wrong\"\n  }\n ]\n}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_crash_names_its_job, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_fault_of_all_is_said_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_failed_sources_do_not_run, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_leftovers_are_removed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_report, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
