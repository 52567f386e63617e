/* What is asked for becomes jobs and paths; what does not exist is named with its neighbour. */
#include "unit/folder.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "batch/plan.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	char *home, *dir;
	struct options options;
};

static void put_handout(struct fixture *f, const char *dir, const char *lists)
{
	put_file(path_join(f->arena, dir, "handout.yaml"),
			 str_fmt(f->arena,
					 "title: A Leaflet\ncode: T-1\nversion: \"1.0\"\nlanguage: en\n"
					 "issued: 2026-01-02\nreview-by: 2028-01-02\nstatus: draft\n"
					 "parts:\n  - kind: article\n    file: article.md\n%s",
					 lists));
	put_file(path_join(f->arena, dir, "article.md"), "# A Leaflet\n\nText.\n\n## More\n\nText.\n");
}

static int set_up(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);

	f->arena = arena_new();
	f->diag = diag_new(f->arena);
	enter_folder(&f->home, &f->dir);
	f->options = (struct options){
		.epoch = -1,
		.share = {path_join(f->arena, f->home, "out/fonts"),
				  path_join(f->arena, f->home, "content/theme.yaml"),
				  path_join(f->arena, f->home, "content/strings"),
				  path_join(f->arena, f->home, "out/share/hyphenation")},
	};
	put_file("content/clinic.yaml", "name: A Clinic\ncountry: GB\n");
	put_handout(f, "content/alpha",
				"languages: [en, es, ar]\neditions: [standard]\n"
				"formats: [pdf, epub]\n");
	put_handout(f, "content/beta",
				"languages: [en]\neditions: [standard, large]\n"
				"formats: [pdf, epub]\npapers: [a4, letter]\n");
	put_file("content/notes/readme", "no handout");
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	int back = leave_folder(f->arena, f->home, f->dir);

	arena_free(f->arena);
	g_free(f);
	return back;
}

static const char **list(struct fixture *f, const char *words)
{
	char **split = g_strsplit(words, ",", -1);
	const char **copy = ARENA_ARRAY(f->arena, const char *, g_strv_length(split) + 1);

	for (size_t i = 0; split[i]; i++)
		copy[i] = str_copy(f->arena, split[i]);
	g_strfreev(split);
	return copy;
}

/* The paths of all outputs, a line each. */
static const char *paths(struct fixture *f)
{
	struct buf out = {.arena = f->arena};
	struct plan *plan = plan_make(f->arena, f->diag, &f->options);

	for (const struct message *m = f->diag->first; m && !plan; m = m->next)
		buf_puts(&out, diag_line(f->arena, m));
	for (size_t i = 0; plan && i < plan->job_count; i++)
		for (size_t j = 0; j < plan->jobs[i].output_count; j++)
			buf_fmt(&out, "%s\n", plan->jobs[i].outputs[j].path);
	return buf_chars(&out);
}

static void test_all_of_content(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(paths(f),
						"out/handouts/alpha/en/alpha-en.pdf\n"
						"out/handouts/alpha/en/alpha-en.epub\n"
						"out/handouts/alpha/es/alpha-es.pdf\n"
						"out/handouts/alpha/es/alpha-es.epub\n"
						"out/handouts/alpha/ar/alpha-ar.pdf\n"
						"out/handouts/alpha/ar/alpha-ar.epub\n"
						"out/handouts/beta/en/beta-en.pdf\n"
						"out/handouts/beta/en/beta-en.epub\n"
						"out/handouts/beta/en/beta-en-letter.pdf\n"
						"out/handouts/beta/en/beta-en-large.pdf\n"
						"out/handouts/beta/en/beta-en-large-letter.pdf\n");
}

static void test_choices(void **state)
{
	struct fixture *f = *state;

	f->options.handouts = list(f, "alpha");
	f->options.languages = list(f, "es");
	f->options.out = "to";
	f->options.papers = list(f, "letter");
	assert_string_equal(paths(f), "to/alpha/es/alpha-es.epub\nto/alpha/es/alpha-es-letter.pdf\n");
	f->options.editions = list(f, "clear,booklet");
	assert_string_equal(paths(f),
						"to/alpha/es/alpha-es-clear-letter.pdf\n"
						"to/alpha/es/alpha-es-booklet-letter.pdf\n");
	f->options.formats = list(f, "epub");
	assert_non_null(strstr(paths(f), "nothing to build"));
	f->options.editions = NULL;
	assert_string_equal(paths(f), "to/alpha/es/alpha-es.epub\n");
}

static size_t notes(struct fixture *f, const char *languages, const char *editions)
{
	size_t count = 0;

	f->diag = diag_new(f->arena);
	f->options.languages = languages ? list(f, languages) : NULL;
	f->options.editions = editions ? list(f, editions) : NULL;
	paths(f);
	for (const struct message *m = f->diag->first; m; m = m->next)
		if (m->level == LEVEL_NOTE && strstr(m->text, "no bilingual edition in \"en\""))
			count++;
	return count;
}

/* Of alpha, in three languages, and beta, in English alone. */
static void test_no_bilingual_edition(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(notes(f, NULL, NULL), 0);
	assert_int_equal(notes(f, "en", NULL), 0);
	assert_int_equal(notes(f, "en", "standard"), 0);
	assert_int_equal(notes(f, "es", "bilingual"), 0);
	assert_int_equal(notes(f, "e*", "bilingual"), 1);
	assert_int_equal(notes(f, "e*", "b*"), 0);
	assert_int_equal(notes(f, NULL, "bilingual"), 1);
	assert_int_equal(notes(f, "en", "bilingual"), 2);
	assert_int_equal(notes(f, "EN,es", "standard,bilingual"), 2);
	f->options.review = true;
	assert_int_equal(notes(f, "en", NULL), 2);
}

static void test_resolves_from_anywhere(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(plan_resolve(f->arena, f->diag, "alpha"), "content/alpha");
	assert_string_equal(plan_resolve(f->arena, f->diag, "content/alpha/"), "content/alpha");
	put_handout(f, "alpha", "languages: [en]\n");
	assert_string_equal(plan_resolve(f->arena, f->diag, "alpha"), "alpha");
	const char *absolute = path_join(f->arena, f->dir, "content/beta");
	assert_string_equal(plan_resolve(f->arena, f->diag, absolute), absolute);
	assert_int_equal(f->diag->errors, 0);
	assert_null(plan_resolve(f->arena, f->diag, "bta"));
	assert_non_null(strstr(f->diag->last->text, "did you mean \"beta\"?"));
	assert_null(plan_resolve(f->arena, f->diag, "content/notes"));
	assert_non_null(strstr(f->diag->last->text, "no handout.yaml"));
}

static void test_output_goes_to_the_working_directory(void **state)
{
	struct fixture *f = *state;

	f->options.languages = list(f, "en");
	f->options.formats = list(f, "epub");
	assert_int_equal(g_mkdir("elsewhere", 0700), 0);
	assert_int_equal(chdir("elsewhere"), 0);
	f->options.handouts = list(f, "../content/alpha");
	assert_string_equal(paths(f), "out/handouts/alpha/en/alpha-en.epub\n");
	assert_int_equal(chdir("../content/alpha"), 0);
	f->options.handouts = list(f, ".");
	assert_string_equal(paths(f), "out/handouts/alpha/en/alpha-en.epub\n");
}

static void test_a_handout_of_its_own(void **state)
{
	struct fixture *f = *state;

	put_handout(f, "own/leaflet", "languages: [en]\neditions: [standard]\nformats: [pdf]\n");
	f->options.handouts = list(f, "own/leaflet");
	assert_string_equal(paths(f), "out/handouts/leaflet/en/leaflet-en.pdf\n");
	f->options.handouts = list(f, "own/leaflet,own/leaflet/,own/../own/leaflet");
	assert_string_equal(paths(f), "out/handouts/leaflet/en/leaflet-en.pdf\n");
}

static void test_two_of_one_name(void **state)
{
	struct fixture *f = *state;

	put_handout(f, "own/alpha", "languages: [en]\neditions: [standard]\nformats: [pdf]\n");
	f->options.handouts = list(f, "own/alpha,content/alpha");
	assert_non_null(strstr(paths(f), "would write the same files as own/alpha"));
}

static void assert_fault(struct fixture *f, const char *words)
{
	const char *text = paths(f);

	if (!strstr(text, words))
		fail_msg("\"%s\" is not in \"%s\"", words, text);
	f->diag = diag_new(f->arena);
	f->options.languages = f->options.editions = f->options.formats = f->options.papers = NULL;
	f->options.handouts = NULL;
}

static void test_unknown_names(void **state)
{
	struct fixture *f = *state;

	f->options.editions = list(f, "standard,larg");
	assert_fault(f, "unknown edition \"larg\": did you mean \"large\"?");
	f->options.formats = list(f, "docx");
	assert_fault(f, "unknown format \"docx\": choose among pdf, epub, txt, html");
	f->options.papers = list(f, "leter");
	assert_fault(f, "unknown paper \"leter\": did you mean \"letter\"?");
	f->options.languages = list(f, "xx-nope");
	assert_fault(f, "unknown language \"xx-nope\"");
	f->options.languages = list(f, "fr");
	assert_fault(f, "no handout is in the language \"fr\"");
	f->options.languages = list(f, "en-AU");
	assert_fault(f,
				 "is in the language \"en-AU\": add it to languages in handout.yaml, or did you "
				 "mean \"en\" (English)?");
	f->options.languages = list(f, "SE");
	assert_fault(f,
				 "\"SE\": add it to languages in handout.yaml, or did you mean \"es\" (Spanish)?");
	f->options.languages = list(f, "es_mx");
	assert_fault(f, "unknown language \"es_mx\": did you mean \"es\" (Spanish)?");
	f->options.handouts = list(f, "content");
	assert_fault(f,
				 "content: error: the folder has no handout.yaml: name the folder of a handout, "
				 "such as content/alpha\n");
	f->options.handouts = list(f, ".");
	assert_fault(f,
				 ": error: the folder has no handout.yaml: name the folder of a handout, such as "
				 "content/alpha\n");
	f->options.handouts = list(f, "alphb");
	assert_fault(f, "did you mean \"alpha\"?");
	remove_tree(f->arena, "content");
	assert_fault(f, "there is no handout in ./content");
}

static void test_globs(void **state)
{
	struct fixture *f = *state;

	f->options.handouts = list(f, "*a");
	f->options.languages = list(f, "E?");
	f->options.formats = list(f, "*f");
	f->options.papers = list(f, "a*");
	assert_string_equal(paths(f),
						"out/handouts/alpha/en/alpha-en.pdf\n"
						"out/handouts/alpha/es/alpha-es.pdf\n"
						"out/handouts/beta/en/beta-en.pdf\n"
						"out/handouts/beta/en/beta-en-large.pdf\n");
	f->options.languages = list(f, "x*");
	assert_fault(f, "no handout is in a language like \"x*\": \"handout list");
	f->options.handouts = list(f, "z*");
	assert_fault(f, "no handout in ./content is named like \"z*\": \"handout list");
	f->options.editions = list(f, "x*");
	assert_fault(f, "unknown edition \"x*\": choose among standard");
}

static void test_clinics(void **state)
{
	struct fixture *f = *state;

	put_file("content/clinics/north.yaml", "name: North\ncountry: US\n");
	put_file("content/clinics/south.yaml", "name: South\ncountry: GB\n");
	f->options.handouts = list(f, "alpha");
	f->options.languages = list(f, "en");
	f->options.formats = list(f, "pdf");
	assert_string_equal(paths(f), "out/handouts/alpha/en/alpha-en.pdf\n");
	f->options.clinics = list(f, "north");
	assert_string_equal(paths(f), "out/handouts/north/alpha/en/alpha-en.pdf\n");
	f->options.out = "print";
	assert_string_equal(paths(f), "print/alpha/en/alpha-en.pdf\n");
	f->options.out = NULL;
	f->options.clinics = list(f, "north,sou*");
	assert_string_equal(paths(f),
						"out/handouts/north/alpha/en/alpha-en.pdf\n"
						"out/handouts/south/alpha/en/alpha-en.pdf\n");
	struct plan *plan = plan_make(f->arena, f->diag, &f->options);
	plan_open(f->arena, f->diag, &f->options, plan);
	assert_string_equal(plan->sources[0].handout->clinic.name, "North");
	assert_int_equal(plan->sources[0].listing->paper, PAPER_LETTER);
	assert_string_equal(plan->sources[1].handout->clinic.name, "South");
	f->options.clinics = list(f, "nort");
	assert_fault(f, "unknown clinic \"nort\": did you mean \"north\"?");
	remove_tree(f->arena, "content/clinics");
	assert_fault(f, "unknown clinic \"nort\": there is none");
}

/* Each output is in one shard, wherever the handouts stand. */
static void test_shards(void **state)
{
	struct fixture *f = *state;
	const char *all = paths(f);
	size_t found = 0, total = 0;

	for (const char *p = all; *p; p++)
		total += *p == '\n';
	f->options.shards = 3;
	for (f->options.shard = 1; f->options.shard <= 3; f->options.shard++) {
		char **lines = g_strsplit(paths(f), "\n", -1);
		for (size_t i = 0; lines[i] && *lines[i]; i++, found++)
			assert_non_null(strstr(all, lines[i]));
		g_strfreev(lines);
	}
	assert_int_equal(found, total);
	f->options.shard = 2;
	const char *part = paths(f);
	put_handout(f, "content/aardvark", "languages: [en]\neditions: [standard]\nformats: [pdf]\n");
	assert_non_null(strstr(paths(f), part));
	f->options.shards = f->options.shard = 1;
	assert_int_equal(strlen(paths(f)),
					 strlen(all) + strlen("out/handouts/aardvark/en/aardvark-en.pdf\n"));
}

static void test_a_broken_handout_leaves_the_others(void **state)
{
	struct fixture *f = *state;

	put_file("content/alpha/handout.yaml", "title: [\n");
	put_file("content/beta/article.md", "# A Leaflet\n\n<b>raw</b>\n");
	put_handout(f, "content/gamma", "languages: [en]\neditions: [standard]\nformats: [pdf]\n");
	struct plan *plan = plan_make(f->arena, f->diag, &f->options);
	assert_non_null(plan);
	assert_int_equal(f->diag->errors, 1);
	assert_int_equal(plan->source_count, 3);
	assert_null(plan->sources[0].listing);
	assert_true(plan->sources[0].failed);
	plan_open(f->arena, f->diag, &f->options, plan);
	assert_true(plan->sources[1].failed);
	assert_false(plan->sources[2].failed);
	assert_string_equal(plan->jobs[plan->job_count - 1].outputs[0].path,
						"out/handouts/gamma/en/gamma-en.pdf");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_all_of_content, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_choices, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_bilingual_edition, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_resolves_from_anywhere, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_output_goes_to_the_working_directory, set_up,
										tear_down),
		cmocka_unit_test_setup_teardown(test_a_handout_of_its_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_two_of_one_name, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_unknown_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_globs, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_clinics, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_shards, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_broken_handout_leaves_the_others, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
