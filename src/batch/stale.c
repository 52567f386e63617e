/* Stale outputs: what the cache knows against what the manifests list. A build of a part of the
 * plan says nothing about the rest: only a language that is no longer listed, or a handout that is
 * no longer there, makes an output stale. */
#include "batch/stale.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/str.h"
#include "batch/pack.h"
#include "document/pseudo.h"

struct finder {
	struct arena *arena;
	GHashTable *listings; /* absolute folder of a handout -> struct listing, NULL: unread */
	GHashTable *names;    /* the folder's name -> the same */
	GHashTable *above;    /* the folders that these folders are in */
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

static bool is_handout(const char *dir)
{
	struct arena *arena = arena_new();
	bool there = !file_is_absent(path_join(arena, dir, "handout.yaml"));

	arena_free(arena);
	return there;
}

/* Whether a handout of the folder's name stands beside one of the plan. */
static bool is_beside(const struct finder *finder, const char *source)
{
	struct arena *arena = arena_new();
	GHashTableIter iterator;
	gpointer above;
	bool there = false;

	g_hash_table_iter_init(&iterator, finder->above);
	while (!there && g_hash_table_iter_next(&iterator, &above, NULL))
		there = is_handout(path_join(arena, above, path_base(source)));
	arena_free(arena);
	return there;
}

/* Whether the handout lists the language, as far as it could be read. */
static bool is_wanted(const struct listing *listing, const char *lang)
{
	return !listing || is_listed(listing, lang) || pseudo_is(lang);
}

/* Sets why the output is stale, which it is not where that stays NULL. */
static void judge(const struct finder *finder, const struct cached *cached, struct stale *stale)
{
	struct arena *arena = finder->arena;
	gpointer listing;

	/* A pack is of no handout. */
	if (cached->source[0] == '\0')
		return;
	bool planned = g_hash_table_lookup_extended(finder->listings, cached->source, NULL, &listing);
	if (planned ? is_wanted(listing, cached->lang) : is_handout(cached->source))
		return;
	const char *language = path_dir(arena, cached->path), *above = path_dir(arena, cached->source);
	stale->folder = path_dir(arena, language);
	if (planned ||
		g_hash_table_lookup_extended(finder->names, path_base(stale->folder), NULL, &listing)) {
		stale->folder = language;
		if (!is_wanted(listing, cached->lang))
			stale->why = str_fmt(arena, "%s is not among the handout's languages", cached->lang);
		return;
	}
	if (is_beside(finder, cached->source))
		return;
	stale->unsure = !file_is_dir(above);
	stale->why = stale->unsure ? str_fmt(arena, "%s, where its handout was, is not there", above)
							   : "its handout is no more";
}

static void look_at(void *data, const struct cached *cached)
{
	struct finder *finder = data;
	struct stale stale = {.path = cached->path};

	judge(finder, cached, &stale);
	if (!stale.why)
		return;
	stale.path = str_copy(finder->arena, cached->path);
	stale.sha256 = str_copy(finder->arena, cached->sha256);
	if (file_is_absent(stale.path)) {
		buf_add(&finder->lost, &stale.path, sizeof stale.path);
		finder->lost_count++;
		return;
	}
	buf_add(&finder->found, &stale, sizeof stale);
	finder->count++;
}

/* Adds a handout of the plan. */
static void know(struct finder *finder, const struct source *source)
{
	char *real = realpath(source->dir, NULL);
	gpointer listing = (gpointer)source->listing;

	if (!real)
		return;
	const char *folder = str_copy(finder->arena, real);
	g_hash_table_insert(finder->listings, (gpointer)folder, listing);
	g_hash_table_insert(finder->names, (gpointer)path_base(folder), listing);
	g_hash_table_add(finder->above, path_dir(finder->arena, folder));
	free(real);
}

struct stale *stale_find(struct arena *arena, struct cache *cache, const struct plan *plan,
						 size_t *count)
{
	struct finder finder = {.arena = arena, .found = {.arena = arena}, .lost = {.arena = arena}};

	finder.listings = g_hash_table_new(g_str_hash, g_str_equal);
	finder.names = g_hash_table_new(g_str_hash, g_str_equal);
	finder.above = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t i = 0; i < plan->source_count; i++)
		know(&finder, &plan->sources[i]);
	cache_each(cache, look_at, &finder);
	g_hash_table_destroy(finder.listings);
	g_hash_table_destroy(finder.names);
	g_hash_table_destroy(finder.above);
	for (size_t i = 0; i < finder.lost_count; i++)
		cache_forget(cache, ((const char **)(void *)finder.lost.s)[i]);
	*count = finder.count;
	return (void *)finder.found.s;
}

void stale_tell(struct diag *diag, const struct stale *items, size_t count)
{
	for (size_t i = 0, end; i < count; i = end) {
		const struct stale *first = &items[i];
		for (end = i + 1; end < count && str_same(items[end].folder, first->folder) &&
						  str_same(items[end].why, first->why);
			 end++)
			;
		const char *place = end - i > 1 ? first->folder : first->path;
		if (first->unsure)
			diag_note(diag, POS_FILE(place),
					  "%s: build from where it is now, or remove what you no longer need by hand",
					  first->why);
		else if (end - i == 1)
			diag_note(diag, POS_FILE(place), "%s: --prune removes the file", first->why);
		else
			diag_note(diag, POS_FILE(place), "%s: --prune removes the %zu files", first->why,
					  end - i);
	}
}

bool stale_remove(struct diag *diag, struct cache *cache, const struct stale *items, size_t count)
{
	struct arena *arena = arena_new();
	bool removed = true;

	for (size_t i = 0; i < count; i++) {
		const struct stale *stale = &items[i];
		if (stale->unsure) {
			stale_tell(diag, stale, 1);
			continue;
		}
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
		/* The handout's folder, and the clinic's. */
		const char *folder = path_dir(arena, path_dir(arena, stale->path));
		file_remove_empty(folder);
		file_remove_empty(path_dir(arena, folder));
		diag_note(diag, POS_FILE(stale->path), "removed: %s", stale->why);
	}
	arena_free(arena);
	return removed;
}

/* Outputs in the plan's folders: each folder has those of one handout in one language. */
struct besides {
	struct arena *arena;
	const struct plan *plan;
	GHashTable *planned; /* paths */
	GHashTable *folders; /* path of a folder -> struct job in it */
	struct buf found;    /* of struct beside */
	size_t count;
};

struct beside {
	const char *path;
	struct key key; /* of the cache */
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

/* The handout of the plan; NULL: it has none of that name for that clinic. */
static const struct source *find_source(const struct plan *plan, const char *name,
										const char *clinic)
{
	for (size_t i = 0; i < plan->source_count; i++)
		if (plan->sources[i].listing && str_same(plan->sources[i].listing->name, name) &&
			str_same(plan->sources[i].clinic, clinic))
			return &plan->sources[i];
	return NULL;
}

/* The handouts of a pack by its facts, NULL-terminated, without those that are gone with all their
 * outputs; NULL: others are not in the plan, or none is. */
static const struct source *const *sources_of(const struct besides *besides, const char *pack,
											  const json_t *facts)
{
	struct arena *arena = besides->arena;
	const json_t *handouts = json_object_get(facts, "handouts");
	const char *clinic = json_string_value(json_object_get(facts, "clinic"));
	const char *out = path_dir(arena, path_dir(arena, pack));
	size_t count = json_array_size(handouts), found = 0;
	const struct source **sources = ARENA_ARRAY(arena, const struct source *, count + 1);

	for (size_t i = 0; i < count; i++) {
		const char *name = json_string_value(json_array_get(handouts, i));
		sources[found] = find_source(besides->plan, name, clinic);
		if (sources[found])
			found++;
		else if (!name || !file_is_absent(path_join(arena, out, name)))
			return NULL;
	}
	return found > 0 ? sources : NULL;
}

static void add_beside(struct besides *besides, const struct cached *cached, struct beside beside)
{
	beside.path = str_copy(besides->arena, cached->path);
	beside.key = (struct key){str_copy(besides->arena, cached->key),
							  str_copy(besides->arena, cached->program)};
	buf_add(&besides->found, &beside, sizeof beside);
	besides->count++;
}

static void look_at_pack(struct besides *besides, const struct cached *cached)
{
	int paper = name_index(paper_names, cached->paper);
	json_error_t error;
	json_t *facts = json_loadb(cached->facts.s, cached->facts.len, 0, &error);
	const struct source *const *sources = sources_of(besides, cached->path, facts);

	json_decref(facts);
	if (!sources || paper < 0 || file_is_absent(cached->path))
		return;
	struct beside beside = {
		.job = {.source = sources[0],
				.lang = str_copy(besides->arena, cached->lang),
				.paper = (enum paper)paper,
				.pack = sources},
		.format = FORMAT_PDF,
	};
	add_beside(besides, cached, beside);
}

static void look_beside(void *data, const struct cached *cached)
{
	struct besides *besides = data;
	int edition = name_index(edition_names, cached->edition);
	int format = name_index(format_names, cached->format);
	int paper = name_index(paper_names, cached->paper);

	if (g_hash_table_contains(besides->planned, cached->path) || cached->key[0] == '\0')
		return;
	if (str_same(cached->edition, PACK_NAME))
		look_at_pack(besides, cached);
	if (edition < 0 || format < 0 || paper < 0)
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
	beside.job.source = job->source;
	beside.job.lang = job->lang;
	add_beside(besides, cached, beside);
}

/* The options that ask for it. */
static const char *asking(struct arena *arena, const struct beside *beside)
{
	const struct job *job = &beside->job;
	const char *paper = paper_names[job->paper];
	bool own_paper = job->source->listing->papers[job->paper];

	if (job->pack)
		return str_fmt(arena, "--language-pack -l %s", job->lang);
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
		size_t old = 0, changed = 0;
		for (end = i; end < count && items[end].job.source == items[i].job.source &&
					  str_same(items[end].job.lang, items[i].job.lang) &&
					  !items[end].job.pack == !items[i].job.pack;
			 end++) {
			const struct beside *item = &items[end];
			const struct key key = inputs_key(inputs, arena, &item->job, item->format);
			bool same = str_same(item->key.content, key.content);
			if (same && str_same(item->key.program, key.program))
				continue;
			changed += !same;
			buf_fmt(&options, "%s\"%s\"", old++ ? ", " : "", asking(arena, item));
			first = first ? first : item->path;
		}
		const char *what = changed > 0 ? "the last change" : "the program was changed";
		if (old == 1)
			diag_warning(diag, POS_FILE(first),
						 "it was made before %s: build it again with %s, or remove it", what,
						 buf_chars(&options));
		else if (old > 1)
			diag_warning(diag, POS_FILE(first),
						 "it and %zu more beside it were made before %s: build them again with "
						 "%s, or remove them",
						 old - 1, what, buf_chars(&options));
	}
}

void stale_tell_outdated(struct diag *diag, struct cache *cache, const struct plan *plan,
						 struct inputs *inputs)
{
	struct arena *arena = arena_new();
	struct besides besides = {.arena = arena, .plan = plan, .found = {.arena = arena}};

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
