/* Stale outputs: what the cache knows against what the manifests list. A build of a part of the
 * plan says nothing about the rest: only a language that is no longer listed, or a handout that is
 * no longer there, makes an output stale. */
#include "batch/stale.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "document/pseudo.h"

struct finder {
	struct arena *arena;
	GHashTable *listings; /* absolute folder of a handout -> struct listing, NULL: unread */
	struct buf found;     /* of struct stale */
	struct buf lost;      /* of paths whose files are no more */
	size_t count, lost_count;
};

static bool is_listed(const struct listing *listing, const char *lang)
{
	for (const char *const *tag = listing->languages; *tag; tag++)
		if (str_same(*tag, lang))
			return true;
	return false;
}

/* Why the output is stale, NULL: it is not. */
static const char *staleness(struct finder *finder, const struct cached *cached)
{
	gpointer listing;

	/* A pack is of no handout. */
	if (cached->source[0] == '\0')
		return NULL;
	if (g_hash_table_lookup_extended(finder->listings, cached->source, NULL, &listing))
		return listing && !is_listed(listing, cached->lang) && !pseudo_is(cached->lang)
				   ? str_fmt(finder->arena, "%s is not among the handout's languages", cached->lang)
				   : NULL;
	struct arena *arena = arena_new();
	bool gone = file_is_absent(path_join(arena, cached->source, "handout.yaml"));
	arena_free(arena);
	return gone ? "its handout is no more" : NULL;
}

static void look_at(void *data, const struct cached *cached)
{
	struct finder *finder = data;
	const char *why = staleness(finder, cached);

	if (!why)
		return;
	struct stale stale = {str_copy(finder->arena, cached->path), why,
						  str_copy(finder->arena, cached->sha256)};
	if (file_is_absent(stale.path)) {
		buf_add(&finder->lost, &stale.path, sizeof stale.path);
		finder->lost_count++;
		return;
	}
	buf_add(&finder->found, &stale, sizeof stale);
	finder->count++;
}

struct stale *stale_find(struct arena *arena, struct cache *cache, const struct plan *plan,
						 size_t *count)
{
	struct finder finder = {.arena = arena, .found = {.arena = arena}, .lost = {.arena = arena}};

	finder.listings = g_hash_table_new_full(g_str_hash, g_str_equal, free, NULL);
	for (size_t i = 0; i < plan->source_count; i++) {
		char *real = realpath(plan->sources[i].dir, NULL);
		if (real)
			g_hash_table_insert(finder.listings, real, (void *)plan->sources[i].listing);
	}
	cache_each(cache, look_at, &finder);
	g_hash_table_destroy(finder.listings);
	for (size_t i = 0; i < finder.lost_count; i++)
		cache_forget(cache, ((const char **)(void *)finder.lost.s)[i]);
	*count = finder.count;
	return (void *)finder.found.s;
}

bool stale_remove(struct diag *diag, struct cache *cache, const struct stale *items, size_t count)
{
	struct arena *arena = arena_new();
	bool removed = true;

	for (size_t i = 0; i < count; i++) {
		const struct stale *stale = &items[i];
		if (!str_same(hash_file(arena, stale->path), stale->sha256)) {
			diag_warning(diag, POS_FILE(stale->path),
						 "%s, but somebody has changed this file: remove it by hand", stale->why);
			continue;
		}
		if (!file_remove(diag, stale->path)) {
			removed = false;
			continue;
		}
		cache_forget(cache, stale->path);
		diag_note(diag, POS_FILE(stale->path), "removed: %s", stale->why);
	}
	arena_free(arena);
	return removed;
}

/* Outputs in the plan's folders: each folder has those of one handout in one language. */
struct besides {
	struct arena *arena;
	GHashTable *planned; /* paths */
	GHashTable *folders; /* path of a folder -> struct job in it */
	struct buf found;    /* of struct beside */
	size_t count;
};

struct beside {
	const char *path, *key;
	struct job job;
	enum format format;
};

/* Whether a build without options would make it, or it is not there. */
static bool is_passed(const struct job *job, const struct beside *b)
{
	const struct listing *listing = job->source->listing;
	bool listed = b->job.review ? false
				  : b->format == FORMAT_PDF
					  ? listing->editions[b->job.edition] && listing->papers[b->job.paper]
					  : true;
	return (listed && listing->formats[b->format]) || file_is_absent(b->path);
}

static void look_beside(void *data, const struct cached *cached)
{
	struct besides *besides = data;
	int edition = name_index(edition_names, cached->edition);
	int format = name_index(format_names, cached->format);
	int paper = name_index(paper_names, cached->paper);

	if (g_hash_table_contains(besides->planned, cached->path))
		return;
	if (cached->source[0] == '\0' || edition < 0 || format < 0 || paper < 0)
		return;
	const char *dir = path_dir(besides->arena, cached->path);
	const struct job *job = g_hash_table_lookup(besides->folders, dir);
	struct beside beside = {
		.path = cached->path,
		.job = {.edition = (enum edition_kind)edition,
				.paper = (enum paper)paper,
				.review = strstr(path_base(cached->path), "-bilingual-review") != NULL},
		.format = (enum format)format,
	};
	if (!job || is_passed(job, &beside))
		return;
	beside.path = str_copy(besides->arena, cached->path);
	beside.key = str_copy(besides->arena, cached->key);
	beside.job.source = job->source;
	beside.job.lang = job->lang;
	buf_add(&besides->found, &beside, sizeof beside);
	besides->count++;
}

/* The options that ask for it. */
static const char *asking(struct arena *arena, const struct beside *beside)
{
	const struct job *job = &beside->job;
	const char *paper = paper_names[job->paper];
	bool own_paper = job->source->listing->papers[job->paper];

	if (beside->format != FORMAT_PDF)
		return str_fmt(arena, "-f %s", format_names[beside->format]);
	return str_fmt(arena, "%s%s%s%s", job->review ? "--review" : "-e ",
				   job->review ? "" : edition_names[job->edition], own_paper ? "" : " --paper ",
				   own_paper ? "" : paper);
}

/* Warns of those whose inputs have changed, once for a folder. */
static void tell(struct diag *diag, struct inputs *inputs, struct arena *arena,
				 const struct beside *items, size_t count)
{
	for (size_t i = 0, end; i < count; i = end) {
		struct buf options = {.arena = arena};
		const char *first = NULL;
		size_t old = 0;
		for (end = i; end < count && items[end].job.source == items[i].job.source &&
					  str_same(items[end].job.lang, items[i].job.lang);
			 end++) {
			const struct beside *item = &items[end];
			if (str_same(item->key, inputs_key(inputs, arena, &item->job, item->format)))
				continue;
			buf_fmt(&options, "%s\"%s\"", old++ ? ", " : "", asking(arena, item));
			first = first ? first : item->path;
		}
		if (old == 1)
			diag_warning(diag, POS_FILE(first),
						 "it was made before the last change: build it again with %s, or remove it",
						 buf_chars(&options));
		else if (old > 1)
			diag_warning(diag, POS_FILE(first),
						 "it and %zu more beside it were made before the last change: build them "
						 "again with %s, or remove them",
						 old - 1, buf_chars(&options));
	}
}

void stale_tell_outdated(struct diag *diag, struct cache *cache, const struct plan *plan,
						 struct inputs *inputs)
{
	struct arena *arena = arena_new();
	struct besides besides = {.arena = arena, .found = {.arena = arena}};

	besides.planned = g_hash_table_new(g_str_hash, g_str_equal);
	besides.folders = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t i = 0; i < plan->job_count; i++) {
		const struct job *job = &plan->jobs[i];
		for (size_t j = 0; j < job->output_count; j++)
			g_hash_table_add(besides.planned, (void *)job->outputs[j].path);
		if (!job->pack && job->output_count > 0)
			g_hash_table_insert(besides.folders, path_dir(arena, job->outputs[0].path),
								(void *)job);
	}
	cache_each(cache, look_beside, &besides);
	tell(diag, inputs, arena, (const void *)besides.found.s, besides.count);
	g_hash_table_destroy(besides.planned);
	g_hash_table_destroy(besides.folders);
	arena_free(arena);
}
