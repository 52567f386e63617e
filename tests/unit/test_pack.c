/* Language packs: which handouts are in which, and that a pack is made of all of them or not at
 * all.
 */
#include "unit/folder.h"

#include <glib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "batch/pack.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	char *home, *dir;
	struct options options;
};

static void put_handout(const char *name, const char *languages, const char *text)
{
	char *manifest = g_strdup_printf(
		"title: %s\ncode: %s\nversion: \"1.0\"\nlanguage: en\n"
		"issued: 2026-01-02\nparts:\n  - kind: article\n"
		"    file: article.md\nlanguages: [%s]\nformats: [pdf]\n",
		name, name, languages);
	char *article = g_strdup_printf("# %s\n\n%s\n", name, text);
	char *dir = g_strdup_printf("content/%s", name);
	char *manifest_path = g_build_filename(dir, "handout.yaml", NULL);
	char *article_path = g_build_filename(dir, "article.md", NULL);

	put_file(manifest_path, manifest);
	put_file(article_path, article);
	g_free(manifest);
	g_free(article);
	g_free(dir);
	g_free(manifest_path);
	g_free(article_path);
}

static int set_up(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);
	const char *out = getenv("OUT");

	f->arena = arena_new();
	f->diag = diag_new(f->arena);
	enter_folder(&f->home, &f->dir);
	f->options = (struct options){
		.epoch = -1,
		.language_pack = true,
		.share = {.fonts =
					  path_join(f->arena, f->home, path_join(f->arena, out ? out : "out", "fonts")),
				  .theme = path_join(f->arena, f->home, "content/theme.yaml"),
				  .strings = path_join(f->arena, f->home, "content/strings")},
	};
	put_file("content/clinic.yaml", "name: A Clinic\ncountry: GB\n");
	put_handout("alpha", "en, es", "Text, [here](#more).\n\n## More\n\nText.");
	put_handout("beta", "en", "Text, [here](#more).\n\n## More\n\nText.");
	put_handout("gamma", "fr, es", "Text.");
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

/* The packs of the plan: path, and the names of the handouts. */
static const char *packs(struct fixture *f)
{
	struct buf out = {.arena = f->arena};
	const struct plan *plan = plan_make(f->arena, f->diag, &f->options);

	assert_non_null(plan);
	for (size_t i = 0; i < plan->job_count; i++) {
		const struct job *job = &plan->jobs[i];
		for (size_t j = 0; job->pack && job->pack[j]; j++)
			buf_fmt(&out, "%s%s", j ? " " : "", job->pack[j]->listing->name);
		if (job->pack)
			buf_fmt(&out, " %s\n", job->outputs[0].path);
	}
	return buf_chars(&out);
}

static void test_plan(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(packs(f),
						"alpha beta out/handouts/packs/handouts-en.pdf\n"
						"alpha gamma out/handouts/packs/handouts-es.pdf\n"
						"gamma out/handouts/packs/handouts-fr.pdf\n");
	f->options.languages = (const char *const[]){"f*", NULL};
	assert_string_equal(packs(f), "gamma out/handouts/packs/handouts-fr.pdf\n");
	f->options.languages = NULL;
	put_file("content/clinics/north.yaml", "name: North\ncountry: US\n");
	put_file("content/clinics/south.yaml", "name: South\ncountry: GB\n");
	f->options.clinics = (const char *const[]){"*", NULL};
	f->options.handouts = (const char *const[]){"beta", NULL};
	assert_string_equal(packs(f),
						"beta out/handouts/north/packs/handouts-en.pdf\n"
						"beta out/handouts/south/packs/handouts-en.pdf\n");
	f->options.language_pack = false;
	assert_string_equal(packs(f), "");
}

/* Makes the plan's first pack. */
static bool make(struct fixture *f, struct made *made)
{
	const struct plan *plan = plan_make(f->arena, f->diag, &f->options);
	struct fonts *fonts = fonts_open(f->arena, f->diag, f->options.share.fonts);
	const struct job *job = plan->jobs;
	const char *facts;
	bool lasting = false;

	assert_non_null(fonts);
	while (!job->pack)
		job++;
	bool good = pack_make(f->arena, f->diag, fonts, &f->options, job, made, &facts, &lasting);
	assert_int_equal(good, lasting);
	return good;
}

static void test_pages(void **state)
{
	struct fixture *f = *state;
	struct made first, second;

	assert_true(make(f, &first));
	assert_int_equal(f->diag->errors, 0);
	assert_int_equal(first.pages, 6);
	assert_true(make(f, &second));
	assert_true(str_eq(first.bytes, second.bytes));
	put_handout("beta", "en", "Other text.");
	assert_true(make(f, &second));
	assert_false(str_eq(first.bytes, second.bytes));
}

static void test_all_or_none(void **state)
{
	struct fixture *f = *state;
	struct made made;

	put_handout("beta", "en", "<b>raw</b>");
	assert_false(make(f, &made));
	assert_null(made.bytes.s);
	assert_true(f->diag->errors > 0);
	assert_string_equal(f->diag->first->pos.file, "content/beta/article.md");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_plan, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_pages, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_all_or_none, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
