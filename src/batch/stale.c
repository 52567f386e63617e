/* Stale outputs: what the cache knows against what the manifests list. A build of a part of the
 * plan says nothing about the rest: only a language that is no longer listed, or a handout that is
 * no longer there, makes an output stale. */
#include "batch/stale.h"

#include <stdlib.h>

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
