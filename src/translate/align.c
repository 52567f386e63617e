/* Which message of a PO stands for which of the source: by equal text first, so that what moved
 * keeps its translation, then by context, where the text has changed. Never by similarity. */
#include "translate/messages.h"

#include <string.h>

#include <glib.h>

enum { LONG_TEXT = 40 }; /* bytes; a shorter text may need other words in another section */

/* A context in its parts: "article/doses" and "t1/r2/c1". */
struct place {
	struct str part, section; /* of the context; the section begins with the part */
	const char *name;         /* within the section; "" for the title */
	char kind;                /* of the name: p t f(igure) c(aption) h(eading) */
	size_t group;             /* which of the sections of its side, in order */
};

/* The messages of one side, the source or the PO; partners are one more than an index of the other
 * side, 0: none. */
struct side {
	size_t count;
	struct place *places;
	size_t *partner; /* of a message */
	struct str *sections;
	size_t section_count;
	size_t *section_partner;
};

struct aligning {
	struct arena *scratch;
	const struct messages *messages;
	const struct po *po;
	struct side source, old;
};

/* Messages of both sides with the same key, as indexes in order. */
struct bucket {
	GArray *source, *old;
};

/* Whether the len characters at s are the letters and then digits, nothing else. */
static bool is_numbered(const char *s, size_t len, const char *letters)
{
	size_t prefix = strlen(letters);
	return len > prefix && strncmp(s, letters, prefix) == 0 &&
		   strspn(s + prefix, "0123456789") == len - prefix;
}

/* Where the last component before end begins. */
static const char *last_component(const char *context, const char *end)
{
	while (end > context && end[-1] != '/')
		end--;
	return end;
}

/* Where the name within the section begins; NULL: the context is all section. */
static const char *name_of(const char *context, char *kind)
{
	const char *end = context + strlen(context), *last = last_component(context, end);
	size_t len = (size_t)(end - last);
	*kind = *last;
	if (last == context)
		return NULL;
	if (strcmp(last, "heading") == 0 || is_numbered(last, len, "p") ||
		is_numbered(last, len, "fig"))
		return last;
	const char *before = last_component(context, last - 1);
	if (strcmp(last, "caption") == 0)
		return before;
	if (!is_numbered(last, len, "c") || before == context)
		return NULL;
	*kind = 't';
	return last_component(context, before - 1);
}

static struct str part_of(struct str section)
{
	const char *slash = section.len ? memchr(section.s, '/', section.len) : NULL;
	return (struct str){section.s, slash ? (size_t)(slash - section.s) : section.len};
}

static struct place place_of(const char *context)
{
	struct place place = {.kind = 0};
	const char *name = name_of(context, &place.kind);
	size_t len = name && name > context ? (size_t)(name - 1 - context) : strlen(context);
	place.name = name && name > context ? name : "";
	place.section = (struct str){context, len};
	place.part = part_of(place.section);
	return place;
}

/* A side with room for count messages. */
static struct side side_new(struct arena *arena, size_t count)
{
	return (struct side){
		.places = ARENA_ARRAY(arena, struct place, count),
		.partner = ARENA_ARRAY(arena, size_t, count),
		.sections = ARENA_ARRAY(arena, struct str, count),
		.section_partner = ARENA_ARRAY(arena, size_t, count),
	};
}

/* Enters the next message. groups: names of the side's sections to one more than their index. */
static void add_place(struct arena *arena, struct side *side, GHashTable *groups,
					  const char *context)
{
	struct place *place = &side->places[side->count++];
	*place = place_of(context ? context : "");
	const char *name = str_dup(arena, place->section).s;
	size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(groups, name));
	if (!found) {
		side->sections[side->section_count] = place->section;
		found = ++side->section_count;
		g_hash_table_insert(groups, (gpointer)name, GSIZE_TO_POINTER(found));
	}
	place->group = found - 1;
}

static void bucket_free(gpointer data)
{
	struct bucket *bucket = data;
	g_array_free(bucket->source, TRUE);
	g_array_free(bucket->old, TRUE);
	g_free(bucket);
}

static GHashTable *buckets_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, NULL, bucket_free);
}

/* The bucket of a key, which lives as long as the table. */
static struct bucket *bucket_of(GHashTable *buckets, char *key)
{
	struct bucket *bucket = g_hash_table_lookup(buckets, key);
	if (!bucket) {
		bucket = g_new0(struct bucket, 1);
		bucket->source = g_array_new(FALSE, FALSE, sizeof(size_t));
		bucket->old = g_array_new(FALSE, FALSE, sizeof(size_t));
		g_hash_table_insert(buckets, key, bucket);
	}
	return bucket;
}

static size_t at(const GArray *array, guint i)
{
	return g_array_index(array, size_t, i);
}

static bool is_free(const struct aligning *a, size_t old)
{
	return !a->old.partner[old] && a->po->messages[old].context;
}

static void join(struct aligning *a, size_t source, size_t old)
{
	a->source.partner[source] = old + 1;
	a->old.partner[old] = source + 1;
}

static void join_sections(struct aligning *a, size_t source, size_t old)
{
	a->source.section_partner[source] = old + 1;
	a->old.section_partner[old] = source + 1;
}

/* The key of equal texts in one section of the source. */
static char *section_key(const struct aligning *a, size_t section, char kind, const char *text)
{
	return str_fmt(a->scratch, "%zu %c %s", section, kind, text);
}

/* The key of equal texts in one part. */
static char *part_key(const struct aligning *a, const struct place *place, const char *text)
{
	return str_fmt(a->scratch, "%.*s %c %s", (int)place->part.len, place->part.s, place->kind,
				   text);
}

/* Enters what has no partner yet by the texts of its part. */
static GHashTable *by_part(const struct aligning *a)
{
	GHashTable *buckets = buckets_new();
	for (size_t s = 0; s < a->source.count; s++)
		if (!a->source.partner[s]) {
			char *key = part_key(a, &a->source.places[s], a->messages->items[s].text);
			g_array_append_val(bucket_of(buckets, key)->source, s);
		}
	for (size_t o = 0; o < a->old.count; o++) {
		const struct po_message *m = &a->po->messages[o];
		if (is_free(a, o) && *m->str)
			g_array_append_val(bucket_of(buckets, part_key(a, &a->old.places[o], m->id))->old, o);
	}
	return buckets;
}

/* A section of the source whose name the PO does not have is, of the sections that the source has
 * no more, the one with most texts in common. */
static void find_renamed(struct aligning *a, GHashTable *buckets, size_t section, size_t *votes)
{
	size_t best = 0;
	memset(votes, 0, a->old.section_count * sizeof *votes);
	for (size_t s = 0; s < a->source.count; s++) {
		if (a->source.places[s].group != section)
			continue;
		const struct bucket *bucket =
			bucket_of(buckets, part_key(a, &a->source.places[s], a->messages->items[s].text));
		for (guint i = 0; i < bucket->old->len; i++)
			votes[a->old.places[at(bucket->old, i)].group]++;
	}
	for (size_t o = 0; o < a->old.section_count; o++)
		if (!a->old.section_partner[o] && votes[o] > (best ? votes[best - 1] : 0))
			best = o + 1;
	if (best)
		join_sections(a, section, best - 1);
}

/* Else it is the one that follows the same section. */
static void find_follower(struct aligning *a, size_t section)
{
	const struct str *names = a->source.sections, *olds = a->old.sections;
	size_t next = section ? a->source.section_partner[section - 1] : 0;
	if (!next || next >= a->old.section_count || a->old.section_partner[next])
		return;
	struct str part = part_of(names[section]), old_part = part_of(olds[next]);
	bool headed = names[section].len > part.len, old_headed = olds[next].len > old_part.len;
	if (str_eq(part, old_part) && headed == old_headed)
		join_sections(a, section, next);
}

static void pair_sections(struct aligning *a, GHashTable *olds)
{
	size_t *votes = ARENA_ARRAY(a->scratch, size_t, a->old.section_count);
	GHashTable *buckets = NULL;
	for (size_t s = 0; s < a->source.section_count; s++) {
		const char *name = str_dup(a->scratch, a->source.sections[s]).s;
		size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(olds, name));
		if (found)
			join_sections(a, s, found - 1);
	}
	for (size_t s = 0; s < a->source.section_count; s++)
		if (!a->source.section_partner[s]) {
			buckets = buckets ? buckets : by_part(a);
			find_renamed(a, buckets, s, votes);
		}
	for (size_t s = 0; s < a->source.section_count; s++)
		if (!a->source.section_partner[s])
			find_follower(a, s);
	if (buckets)
		g_hash_table_destroy(buckets);
}

static bool same_name(const struct aligning *a, size_t s, size_t o)
{
	return str_same(a->source.places[s].name, a->old.places[o].name);
}

/* All of both in order when there are as many, else first those of the same name. */
static void join_bucket(struct aligning *a, const struct bucket *bucket)
{
	const GArray *source = bucket->source, *old = bucket->old;
	for (int names = source->len != old->len; names >= 0; names--) {
		guint from = 0;
		for (guint i = 0; i < source->len; i++) {
			size_t s = at(source, i);
			for (guint j = names ? 0 : from; j < old->len && !a->source.partner[s]; j++) {
				size_t o = at(old, j);
				if (is_free(a, o) && (!names || same_name(a, s, o))) {
					join(a, s, o);
					from = j + 1;
				}
			}
		}
	}
}

/* Joins the equal texts of each section. */
static void join_equal(struct aligning *a, bool obsolete)
{
	GHashTable *buckets = buckets_new();
	GHashTableIter iter;
	gpointer bucket;
	for (size_t s = 0; s < a->source.count; s++) {
		const struct place *place = &a->source.places[s];
		char *key = section_key(a, place->group, place->kind, a->messages->items[s].text);
		if (!a->source.partner[s])
			g_array_append_val(bucket_of(buckets, key)->source, s);
	}
	for (size_t o = 0; o < a->old.count; o++) {
		const struct po_message *m = &a->po->messages[o];
		const struct place *place = &a->old.places[o];
		size_t section = a->old.section_partner[place->group];
		if (section && is_free(a, o) && *m->str && m->obsolete == obsolete) {
			char *key = section_key(a, section - 1, place->kind, m->id);
			g_array_append_val(bucket_of(buckets, key)->old, o);
		}
	}
	g_hash_table_iter_init(&iter, buckets);
	while (g_hash_table_iter_next(&iter, NULL, &bucket))
		join_bucket(a, bucket);
	g_hash_table_destroy(buckets);
}

/* Joins long texts that went to another section of their part, where nothing else can be meant. */
static void join_moved(struct aligning *a)
{
	GHashTable *buckets = by_part(a);
	GHashTableIter iter;
	gpointer value;
	g_hash_table_iter_init(&iter, buckets);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct bucket *bucket = value;
		if (bucket->source->len == 1 && bucket->old->len == 1 &&
			strlen(a->messages->items[at(bucket->source, 0)].text) >= LONG_TEXT)
			join(a, at(bucket->source, 0), at(bucket->old, 0));
	}
	g_hash_table_destroy(buckets);
}

/* Joins what has the same place: of several a translated one, then one of the same text, then one
 * that is not obsolete. */
static void join_changed(struct aligning *a)
{
	GHashTable *buckets = buckets_new();
	for (size_t o = 0; o < a->old.count; o++) {
		const struct place *place = &a->old.places[o];
		size_t section = a->old.section_partner[place->group];
		if (section && is_free(a, o)) {
			char *key = section_key(a, section - 1, place->kind, place->name);
			g_array_append_val(bucket_of(buckets, key)->old, o);
		}
	}
	for (size_t s = 0; s < a->source.count; s++) {
		const struct place *place = &a->source.places[s];
		const struct bucket *bucket =
			g_hash_table_lookup(buckets, section_key(a, place->group, place->kind, place->name));
		int best_score = -1;
		size_t best = 0;
		for (guint i = 0; !a->source.partner[s] && bucket && i < bucket->old->len; i++) {
			size_t o = at(bucket->old, i);
			const struct po_message *m = &a->po->messages[o];
			bool equal = strcmp(m->id, a->messages->items[s].text) == 0;
			int score = 4 * (*m->str != '\0') + 2 * equal + !m->obsolete;
			if (is_free(a, o) && score > best_score) {
				best = o;
				best_score = score;
			}
		}
		if (best_score >= 0)
			join(a, s, best);
	}
	g_hash_table_destroy(buckets);
}

const struct po_message **messages_align(struct arena *arena, const struct messages *messages,
										 const struct po *po)
{
	const struct po_message **of =
		ARENA_ARRAY(arena, const struct po_message *, messages->count + 1);
	if (!po)
		return of;
	struct arena *scratch = arena_new();
	struct aligning a = {scratch, messages, po, side_new(scratch, messages->count),
						 side_new(scratch, po->count)};
	GHashTable *sources = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTable *olds = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t i = 0; i < messages->count; i++)
		add_place(scratch, &a.source, sources, messages->items[i].context);
	for (size_t i = 0; i < po->count; i++)
		add_place(scratch, &a.old, olds, po->messages[i].context);
	pair_sections(&a, olds);
	join_equal(&a, false);
	join_equal(&a, true);
	join_moved(&a);
	join_changed(&a);
	for (size_t i = 0; i < messages->count; i++)
		of[i] = a.source.partner[i] ? &po->messages[a.source.partner[i] - 1] : NULL;
	g_hash_table_destroy(sources);
	g_hash_table_destroy(olds);
	arena_free(scratch);
	return of;
}
