/* What is up to date: only what depends on a change is made again, whatever happened before. */
#include "unit/project.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "batch/jobs.h"

static void test_content(void **state)
{
	struct fixture *f = *state;

	assert_builds(f, ALL);
	put_po(f, "es", "El folleto");
	assert_builds(f, SPANISH);
	put_file("content/clinic.yaml", "name: A Clinic\ncountry: GB\nphone: 020 7946 0959\n");
	assert_builds(f, ALL);
	put_file("content/leaflet/article.md", "# A Leaflet\n\nOther text.\n");
	assert_builds(f, ALL);
	put_file("content/leaflet/po/signoff.yaml", "signoffs: []\n");
	put_file("content/leaflet/images/map.png", "not read, but it could be");
	assert_builds(f, ALL);
	put_file("content/leaflet/notes.txt~", "an editor's copy");
	put_file("content/leaflet/.hidden.md", "hidden");
	put_file("content/leaflet/letter.docx", "somebody's own");
	put_file("content/leaflet/report.json", "a report of a build");
	assert_builds(f, "");
}

static void put_svg(const char *path, int size)
{
	char *svg = g_strdup_printf(
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\"/>", size, size);

	put_file(path, svg);
	g_free(svg);
}

/* A logo may lie anywhere in the content. */
static void test_logo(void **state)
{
	struct fixture *f = *state;

	put_svg("content/brand/signs/logo.svg", 20);
	put_file("content/clinic.yaml",
			 "name: A Clinic\ncountry: GB\nphone: 020 7946 0958\n"
			 "logo: {file: brand/signs/logo.svg, alt: A logo}\n");
	assert_builds(f, ALL);
	put_svg("content/brand/signs/logo.svg", 21);
	assert_builds(f, ALL);
}

/* An image is known by its bytes, whatever its name ends with. */
static void test_names_of_images(void **state)
{
	static const struct {
		const char *name;
		bool lasting;
	} cases[] = {{"map.svg", true},          {"MAP.SVG", true},   {"map", false},
				 {"map.img", false},         {".map.svg", false}, {"deep/er/map.svg", true},
				 {"deep/.er/map.svg", false}};
	struct fixture *f = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *path = path_join(f->arena, "content/leaflet/images", cases[i].name);
		put_svg(path, 20);
		put_file("content/leaflet/article.md",
				 str_fmt(f->arena, "# A Leaflet\n\n![A map](images/%s)\n", cases[i].name));
		assert_string_equal(build(f).files, ALL);
		assert_string_equal(build(f).files, cases[i].lasting ? "" : ALL);
		put_svg(path, 21);
		assert_string_equal(build(f).files, ALL);
	}
	put_svg("content/leaflet/inner/map.svg", 20);
	put_file("content/leaflet/inner/handout.yaml", "");
	put_file("content/leaflet/article.md", "# A Leaflet\n\n![A map](inner/map.svg)\n");
	assert_string_equal(build(f).files, ALL);
	assert_string_equal(build(f).files, ALL);
}

/* An image of another handout may change without being noticed, so what shows it is made again. */
static void test_images_elsewhere(void **state)
{
	struct fixture *f = *state;
	struct cache *cache;
	size_t count;

	put_svg("content/other/images/map.svg", 9);
	put_svg("content/images/map.svg", 9);
	put_file("content/leaflet/article.md", "# A Leaflet\n\n![A map](../images/map.svg)\n");
	assert_builds(f, ALL);
	put_svg("content/images/map.svg", 8);
	assert_builds(f, ALL);
	put_file("content/leaflet/article.md", "# A Leaflet\n\n![A map](../other/images/map.svg)\n");
	assert_string_equal(build(f).files, ALL);
	assert_string_equal(build(f).files, ALL);
	put_manifest("en, fr");
	stale(f, &cache, &count);
	assert_int_equal(count, 2);
}

static void test_theme_and_strings(void **state)
{
	struct fixture *f = *state;
	struct str theme, strings;

	assert_builds(f, ALL);
	assert_true(file_read(f->arena, f->diag, "content/theme.yaml", &theme));
	assert_true(file_read(f->arena, f->diag, "content/strings/es.po", &strings));
	put_file("content/theme.yaml", str_fmt(f->arena, "%s\n# changed\n", theme.s));
	assert_builds(f, ALL);
	put_file("content/strings/es.po", str_fmt(f->arena, "%s\n# changed\n", strings.s));
	assert_builds(f, SPANISH);
	f->options.epoch = 0;
	assert_builds(f, ALL);
}

/* A file of one's own stands beside the program's; a variety of a language reads the language's. */
static void test_strings_of_ones_own(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(remove("content/strings/es.po"), 0);
	put_manifest("en, es-MX");
	put_po(f, "es-MX", "Un folleto");
	assert_int_equal(build(f).written, 4);
	copy(f, "content/strings/es.po", "content/strings/es.po");
	assert_string_equal(build(f).files, "leaflet-es-MX.pdf leaflet-es-MX.epub ");
	copy(f, "content/strings/fr.po", "content/strings/fr.po");
	assert_string_equal(build(f).files, "");
	assert_int_equal(remove("content/strings/es.po"), 0);
	assert_string_equal(build(f).files, "leaflet-es-MX.pdf leaflet-es-MX.epub ");
}

static void test_same_bytes_count_not_times(void **state)
{
	struct fixture *f = *state;

	assert_builds(f, ALL);
	g_usleep(20000);
	put_po(f, "es", "Un folleto");
	put_manifest("en, es, fr");
	assert_builds(f, "");
}

/* A file of the program, first known by its stamp alone, then by its bytes. */
static void test_program(void **state)
{
	struct fixture *f = *state;

	assert_builds(f, ALL);
	put_file("program", "two");
	assert_builds(f, ALL);
	put_file("program", "one");
	assert_builds(f, ALL);
	put_file("program", "one");
	assert_builds(f, "");
}

static void test_outputs(void **state)
{
	struct fixture *f = *state;
	const char *pdf = "out/handouts/leaflet/es/leaflet-es.pdf";
	struct str bytes;

	assert_builds(f, ALL);
	assert_true(file_read(f->arena, f->diag, pdf, &bytes));
	assert_int_equal(remove(pdf), 0);
	assert_builds(f, "leaflet-es.pdf ");
	put_file(pdf, "altered");
	assert_builds(f, "leaflet-es.pdf ");
	assert_true(g_file_set_contents(pdf, bytes.s, (gssize)bytes.len, NULL));
	assert_builds(f, "");
	f->options.force = true;
	assert_string_equal(build(f).files, ALL);
	f->options.force = false;
	f->options.formats = (const char *const[]){"pdf", NULL};
	assert_int_equal(build(f).current, 3);
	f->options.formats = NULL;
	remove("out/handouts/.handout.sqlite");
	assert_builds(f, ALL);
}

/* A build writes the files, and says of the one at the path, NULL: none, that it was altered. */
static void assert_altered(struct fixture *f, const char *files, const char *path)
{
	const char *told = NULL;

	assert_string_equal(build(f).files, files);
	for (const struct message *m = f->diag->first; m; m = m->next)
		if (strstr(m->text, "somebody had changed this file"))
			told = m->pos.file;
	assert_true(str_same(told, path));
}

/* What somebody wrote into an output is not lost without a word; what the program did itself, or
 * would do, is no such thing. */
static void test_altered_outputs(void **state)
{
	struct fixture *f = *state;
	const char *pdf = "out/handouts/leaflet/es/leaflet-es.pdf";
	struct str bytes;

	assert_altered(f, ALL, NULL);
	put_file(pdf, "altered");
	assert_altered(f, "leaflet-es.pdf ", pdf);
	assert_altered(f, "", NULL);
	put_po(f, "es", "El folleto");
	put_file(pdf, "altered");
	assert_altered(f, SPANISH, pdf);
	assert_true(file_read(f->arena, f->diag, pdf, &bytes));
	put_po(f, "es", "Un folleto");
	assert_altered(f, SPANISH, NULL);
	assert_true(file_write(f->diag, pdf, bytes));
	put_po(f, "es", "El folleto");
	assert_altered(f, SPANISH, NULL);
	remove(pdf);
	assert_altered(f, "leaflet-es.pdf ", NULL);
}

static void test_warnings_do_not_vanish(void **state)
{
	struct fixture *f = *state;
	size_t warnings;

	put_po(f, "es", "Un folleto");
	build(f);
	warnings = f->diag->warnings;
	assert_true(warnings > 0);
	assert_int_equal(build(f).current, 6);
	assert_int_equal(f->diag->warnings, warnings);
}

static void test_a_fault_is_told_until_it_is_mended(void **state)
{
	struct fixture *f = *state;

	assert_builds(f, ALL);
	put_file("content/leaflet/po/es.po", "msgid \"");
	for (int i = 0; i < 2; i++) {
		struct done done = build(f);
		assert_int_equal(done.current, 4);
		assert_int_equal(done.failed, 2);
		assert_true(f->diag->errors > 0);
	}
	put_po(f, "es", "Un folleto");
	assert_builds(f, "");
}

/* Runs the build in a process of its own; returns its status as wait gives it. */
static pid_t build_apart(struct fixture *f)
{
	pid_t pid = fork();

	if (pid == 0) {
		build(f);
		_exit(0);
	}
	return pid;
}

/* The cache is told of the first output at once, of the others when some more have come or a moment
 * has passed. */
static void test_a_killed_batch_goes_on(void **state)
{
	struct fixture *f = *state;
	int status;

	f->killed_after = 2;
	pid_t pid = build_apart(f);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	f->killed_after = 0;
	struct done done = build(f);
	assert_in_range(done.current, 1, 4);
	assert_int_equal(done.written, 6 - done.current);
	assert_builds(f, "");
}

static void test_several_builds_at_once(void **state)
{
	struct fixture *f = *state;
	pid_t pids[3];
	int status;

	for (size_t i = 0; i < 3; i++)
		pids[i] = build_apart(f);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	assert_builds(f, "");
}

static void test_stale_outputs(void **state)
{
	struct fixture *f = *state;
	struct cache *cache;
	size_t count;

	assert_builds(f, ALL);
	f->options.languages = (const char *const[]){"en", NULL};
	stale(f, &cache, &count);
	assert_int_equal(count, 0);
	f->options.languages = NULL;
	put_manifest("en, fr");
	const struct stale *found = stale(f, &cache, &count);
	assert_int_equal(count, 2);
	assert_string_equal(found[0].path, "out/handouts/leaflet/es/leaflet-es.epub");
	assert_string_equal(found[0].why, "es is not among the handout's languages");
	put_file(found[1].path, "altered");
	assert_true(stale_remove(f->diag, cache, found, count));
	assert_false(file_exists(found[0].path));
	assert_true(file_exists(found[1].path));
	assert_int_equal(f->diag->warnings, 1);
	remove(found[1].path);
	stale(f, &cache, &count);
	assert_int_equal(count, 0);
}

static void test_outputs_of_a_handout_that_is_gone(void **state)
{
	struct fixture *f = *state;
	struct cache *cache;
	size_t count;

	assert_builds(f, ALL);
	assert_int_equal(g_rename("content/leaflet", "content/sheet"), 0);
	const struct stale *found = stale(f, &cache, &count);
	assert_int_equal(count, 6);
	assert_true(stale_remove(f->diag, cache, found, count));
	assert_false(file_is_dir("out/handouts/leaflet"));
	assert_true(file_is_dir("out/handouts"));
}

static void test_foresight(void **state)
{
	struct fixture *f = *state;
	struct plan *plan = plan_make(f->arena, f->diag, &f->options);
	struct cache *cache = cache_open(f->arena, f->diag, OUT_DEFAULT, ".handout.sqlite");
	const struct results *results = jobs_foresee(f->arena, plan, &f->options, cache);

	assert_int_equal(results->count, 6);
	assert_int_equal(results->current, 0);
	assert_true(file_is_absent("out"));
	build(f);
	put_po(f, "fr", "Le feuillet");
	results = jobs_foresee(f->arena, plan, &f->options, cache);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(results->items[i].outcome, i < 4 ? OUTCOME_CURRENT : OUTCOME_WRITTEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_content, project_setup, project_teardown),
		cmocka_unit_test_setup_teardown(test_logo, project_setup, project_teardown),
		cmocka_unit_test_setup_teardown(test_names_of_images, project_setup, project_teardown),
		cmocka_unit_test_setup_teardown(test_images_elsewhere, project_setup, project_teardown),
		cmocka_unit_test_setup_teardown(test_theme_and_strings, project_setup, project_teardown),
		cmocka_unit_test_setup_teardown(test_strings_of_ones_own, project_setup, project_teardown),
		cmocka_unit_test_setup_teardown(test_same_bytes_count_not_times, project_setup,
										project_teardown),
		cmocka_unit_test_setup_teardown(test_program, project_setup, project_teardown),
		cmocka_unit_test_setup_teardown(test_outputs, project_setup, project_teardown),
		cmocka_unit_test_setup_teardown(test_altered_outputs, project_setup, project_teardown),
		cmocka_unit_test_setup_teardown(test_warnings_do_not_vanish, project_setup,
										project_teardown),
		cmocka_unit_test_setup_teardown(test_a_fault_is_told_until_it_is_mended, project_setup,
										project_teardown),
		cmocka_unit_test_setup_teardown(test_a_killed_batch_goes_on, project_setup,
										project_teardown),
		cmocka_unit_test_setup_teardown(test_several_builds_at_once, project_setup,
										project_teardown),
		cmocka_unit_test_setup_teardown(test_stale_outputs, project_setup, project_teardown),
		cmocka_unit_test_setup_teardown(test_outputs_of_a_handout_that_is_gone, project_setup,
										project_teardown),
		cmocka_unit_test_setup_teardown(test_foresight, project_setup, project_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
