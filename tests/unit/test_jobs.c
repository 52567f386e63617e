/* The batch: what fails is told with its reason, a dead worker with its job, and good files stay.
 */
#include "unit/folder.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "batch/jobs.h"
#include "batch/report.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	char *dir;
	struct options options;
	struct listing listing;
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

/* Two jobs of a source whose clinic's name cannot be read: a worker that opens it crashes. */
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
	f->options.share = (struct share){.fonts = path_join(f->arena, f->dir, "fonts"),
									  .theme = "content/theme.yaml",
									  .strings = "content/strings"};
	f->listing = (struct listing){.name = "leaflet", .root = f->dir, .language = "en"};
	f->listing.parts = f->listing.languages = ARENA_ARRAY(f->arena, const char *, 1);
	f->source = (struct source){.dir = path_join(f->arena, f->dir, "leaflet"),
								.clinic = (const char *)8,
								.listing = &f->listing};
	for (int i = 0; i < 2; i++) {
		f->outputs[i] = (struct output){
			FORMAT_PDF, path_join(f->arena, f->dir, i ? "es/leaflet-es.pdf" : "en/leaflet-en.pdf")};
		f->jobs[i] = (struct job){.source = &f->source,
								  .lang = i ? "es" : "en",
								  .outputs = &f->outputs[i],
								  .output_count = 1};
		assert_true(file_write(f->diag, f->outputs[i].path, STR("good")));
	}
	assert_int_equal(g_mkdir(f->source.dir, 0700), 0);
	f->plan = (struct plan){&f->source, 1, f->jobs, 2};
	*state = f;
	return 0;
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
	struct cache *cache = cache_open(f->arena, f->diag, f->dir, ".handout.sqlite");

	return jobs_run(f->arena, f->diag, &f->plan, &f->options, cache, count_progress, f);
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

	f->source.clinic = NULL;
	struct results *results = run(f);
	assert_int_equal(results->items[0].outcome, OUTCOME_FAILED);
	assert_int_equal(results->items[1].outcome, OUTCOME_FAILED);
	assert_int_equal(f->diag->errors, 1);
	assert_non_null(strstr(results->items[1].why, f->diag->first->text));
	assert_good_files(f);
}

static void test_leftovers_are_removed(void **state)
{
	struct fixture *f = *state;
	const char *left = path_join(f->arena, f->dir, "es/.leaflet-es.pdf.tmp");

	assert_true(g_file_set_contents(left, "half", -1, NULL));
	f->source.clinic = NULL;
	run(f);
	assert_false(file_exists(left));
	assert_good_files(f);
}

static void assert_member(const json_t *object, const char *key, const char *text)
{
	const char *value = json_string_value(json_object_get(object, key));

	assert_non_null(value);
	assert_string_equal(value, text);
}

/* Writes a report of one output that was written, one that failed and a handout that could not be
 * read, and reads it again. */
static json_t *reported(struct fixture *f)
{
	struct diag *said = diag_new(f->arena);
	struct open_note note = {"n", "unclear", 7};
	struct source sources[2] = {{.dir = "content/leaflet", .listing = &f->listing},
								{.dir = "content/broken"}};
	struct result items[2] = {
		{.job = &f->jobs[0],
		 .output = &f->outputs[0],
		 .sha256 = "abc",
		 .bytes = 12,
		 .pages = 3,
		 .seconds = 0.5,
		 .facts = STR("{\"title\": \"T\"}"),
		 .messages = said},
		{.job = &f->jobs[1],
		 .output = &f->outputs[1],
		 .outcome = OUTCOME_FAILED,
		 .why = "no \"x\""},
	};
	struct results results = {.items = items, .count = 2, .written = 1};
	struct plan plan = {sources, 2, f->jobs, 2};
	const char *path = path_join(f->arena, f->dir, "report.json");
	struct str bytes;

	f->source.clinic = NULL;
	f->options.shard = 1;
	f->options.shards = 4;
	f->listing.notes = &note;
	f->listing.note_count = 1;
	f->outputs[0].path = "a.pdf";
	f->outputs[1].path = "b\xFF.pdf";
	diag_warning(said, (struct pos){"po/es.po", 3, 4}, "stale");
	diag_note(said, (struct pos){0}, "a note");
	diag_error(f->diag, (struct pos){"x.md", 1, 2}, "wrong");
	assert_true(
		report_write(f->diag, path, &(struct report){&plan, &f->options, &results, f->diag, 1.25}));
	assert_true(file_read(f->arena, f->diag, path, &bytes));
	json_t *root = json_loadb(bytes.s, bytes.len, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(root);
	return root;
}

static void test_report(void **state)
{
	struct fixture *f = *state;
	json_t *root = reported(f);

	assert_int_equal(json_integer_value(json_object_get(json_object_get(root, "shard"), "count")),
					 4);
	const json_t *outputs = json_object_get(root, "outputs"), *output = json_array_get(outputs, 0);
	assert_int_equal(json_array_size(outputs), 1);
	assert_member(output, "path", "a.pdf");
	assert_member(output, "sha256", "abc");
	assert_member(output, "state", "written");
	assert_member(output, "title", "T");
	assert_member(output, "edition", "standard");
	assert_int_equal(json_integer_value(json_object_get(output, "pages")), 3);
	const json_t *warnings = json_object_get(output, "warnings");
	assert_int_equal(json_array_size(warnings), 1);
	assert_string_equal(json_string_value(json_array_get(warnings, 0)),
						"po/es.po:3:4: warning: stale");
	const json_t *failed = json_object_get(root, "failed");
	assert_int_equal(json_array_size(failed), 2);
	assert_member(json_array_get(failed, 0), "path", "content/broken");
	assert_member(json_array_get(failed, 0), "state", "unread");
	assert_member(json_array_get(failed, 1), "path", "b\xEF\xBF\xBD.pdf");
	assert_member(json_array_get(failed, 1), "why", "no \"x\"");
	const json_t *handouts = json_object_get(root, "handouts");
	assert_int_equal(json_array_size(handouts), 1);
	assert_member(json_array_get(json_object_get(json_array_get(handouts, 0), "open_notes"), 0),
				  "concern", "unclear");
	assert_member(json_array_get(json_object_get(root, "messages"), 0), "text", "wrong");
	json_decref(root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_crash_names_its_job, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_fault_of_all_is_said_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_leftovers_are_removed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_report, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
