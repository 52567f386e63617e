/* A folder with content/leaflet in three languages, and its builds by worker processes. */
#ifndef HANDOUT_UNIT_PROJECT_H
#define HANDOUT_UNIT_PROJECT_H

#include "unit/folder.h"

#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "batch/jobs.h"
#include "batch/stale.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	char *home, *dir;
	struct options options;
	size_t killed_after; /* jobs until the process kills itself; 0: never */
};

/* What a build did. */
struct done {
	size_t written, current, failed, upgraded;
	char files[400]; /* names of the written files, each with a blank after it */
};

static inline void put_po(struct fixture *f, const char *lang, const char *word)
{
	put_file(
		path_join(f->arena, "content/leaflet/po", str_fmt(f->arena, "%s.po", lang)),
		str_fmt(f->arena,
				"msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
				"\"Language: %s\\n\"\n\nmsgctxt \"title\"\nmsgid \"A Leaflet\"\nmsgstr \"%s\"\n",
				lang, word));
}

static inline void put_manifest(const char *languages)
{
	char *text = g_strdup_printf(
		"title: A Leaflet\ncode: T-1\nversion: \"1.0\"\nlanguage: en\nissued: 2026-01-02\n"
		"parts:\n  - kind: article\n    file: article.md\nlanguages: [%s]\nformats: [pdf, epub]\n",
		languages);

	put_file("content/leaflet/handout.yaml", text);
	g_free(text);
}

static inline void copy(struct fixture *f, const char *from, const char *to)
{
	struct str bytes;

	assert_true(file_read(f->arena, f->diag, path_join(f->arena, f->home, from), &bytes));
	put_file(to, bytes.s);
}

static inline int project_setup(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);
	const char *out = getenv("OUT");

	f->arena = arena_new();
	f->diag = diag_new(f->arena);
	enter_folder(&f->home, &f->dir);
	f->options = (struct options){
		.epoch = -1,
		.workers = 2,
		.share = {.fonts =
					  path_join(f->arena, f->home, path_join(f->arena, out ? out : "out", "fonts")),
				  .theme = path_join(f->arena, f->home, "content/theme.yaml"),
				  .strings = path_join(f->arena, f->home, "content/strings"),
				  .program = "program"},
	};
	put_file("content/clinic.yaml", "name: A Clinic\ncountry: GB\nphone: 020 7946 0958\n");
	copy(f, "content/strings/en.po", "content/strings/en.po");
	copy(f, "content/strings/es.po", "content/strings/es.po");
	copy(f, "content/theme.yaml", "content/theme.yaml");
	put_file("content/leaflet/article.md", "# A Leaflet\n\nText.\n");
	put_manifest("en, es, fr");
	put_po(f, "es", "Un folleto");
	put_po(f, "fr", "Un feuillet");
	put_file("program", "one");
	*state = f;
	return 0;
}

static inline int project_teardown(void **state)
{
	struct fixture *f = *state;
	int back = leave_folder(f->arena, f->home, f->dir);

	arena_free(f->arena);
	g_free(f);
	return back;
}

static inline void progress(void *data, size_t done, size_t total, const struct job *job)
{
	const struct fixture *f = data;

	(void)total;
	(void)job;
	if (done == f->killed_after)
		raise(SIGKILL);
}

static inline const char *out_of(const struct fixture *f)
{
	return f->options.out ? f->options.out : OUT_DEFAULT;
}

static inline struct done build(struct fixture *f)
{
	struct arena *arena = arena_new();
	struct done done = {0};

	f->diag = diag_new(f->arena);
	struct plan *plan = plan_make(arena, f->diag, &f->options);
	assert_non_null(plan);
	struct cache *cache = cache_open(arena, f->diag, out_of(f), ".handout.sqlite");
	const struct results *results = jobs_run(arena, f->diag, plan, &f->options, cache, progress, f);
	done.written = results->written;
	done.current = results->current;
	done.upgraded = results->upgraded;
	done.failed = results->count - results->written - results->current;
	for (size_t i = 0; i < results->count; i++)
		if (results->items[i].outcome == OUTCOME_WRITTEN) {
			g_strlcat(done.files, path_base(results->items[i].output->path), sizeof done.files);
			g_strlcat(done.files, " ", sizeof done.files);
		}
	arena_free(arena);
	return done;
}

#define ALL                                                                         \
	"leaflet-en.pdf leaflet-en.epub leaflet-es.pdf leaflet-es.epub leaflet-fr.pdf " \
	"leaflet-fr.epub "
#define SPANISH "leaflet-es.pdf leaflet-es.epub "

/* The next build writes these files and leaves the others alone; the one after it does nothing. */
static inline void assert_builds(struct fixture *f, const char *files)
{
	struct done done = build(f);

	assert_string_equal(done.files, files);
	assert_int_equal(done.failed, 0);
	assert_int_equal(done.written + done.current, 6);
	done = build(f);
	assert_string_equal(done.files, "");
	assert_int_equal(done.current, 6);
}

/* What is stale now, by a cache opened anew. */
static inline struct stale *stale(struct fixture *f, struct cache **cache, size_t *count)
{
	f->diag = diag_new(f->arena);
	struct plan *plan = plan_make(f->arena, f->diag, &f->options);
	assert_non_null(plan);
	*cache = cache_open(f->arena, f->diag, out_of(f), ".handout.sqlite");
	return stale_find(f->arena, *cache, plan, count);
}

#endif
