/* What the language page lists: outputs from the cache or a report, in the order of the handouts'
 * names, of the languages as the handouts list them, and of the editions. */
#include "batch/index.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/json.h"
#include "batch/answer.h"
#include "batch/pool.h"
#include "batch/reach.h"
#include "batch/sandbox.h"
#include "batch/source.h"
#include "document/locale.h"
#include "site/site.h"

/* A handout: its title and languages. */
struct leaflet {
	const char *title, *lang;
	const char *const *languages; /* NULL at the end */
};

struct entry {
	struct site_item item;
	int language; /* its place among the handout's languages */
};

struct gathering {
	struct arena *arena;
	struct diag *diag;
	const char *dir;
	GHashTable *leaflets; /* folder or name -> struct leaflet; NULL: it cannot be read */
	GArray *entries;
	const char *first_dir; /* of a handout; NULL: none is known */
};

static const char *text_at(struct arena *arena, const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? str_copy(arena, text) : "";
}

static json_int_t number_at(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

/* That of the weakest segment. */
static enum state state_of(const json_t *facts, const char *lang, const char *source_lang)
{
	const json_t *segments = json_object_get(facts, "segments");

	if (strcmp(lang, source_lang) == 0)
		return STATE_SOURCE;
	if (number_at(segments, "missing") + number_at(segments, "stale") +
			number_at(segments, "draft") >
		0)
		return STATE_DRAFT;
	return number_at(segments, "reviewed") > 0 ? STATE_REVIEWED : STATE_APPROVED;
}

static int place_of(const struct leaflet *leaflet, const char *lang)
{
	int place = 0;

	while (leaflet->languages[place] && strcmp(leaflet->languages[place], lang) != 0)
		place++;
	return place;
}

/* The path from the page's folder; NULL: it is not in it. */
static const char *inside(const char *dir, const char *path)
{
	size_t len = strlen(dir);

	if (strcmp(dir, ".") == 0)
		return path;
	while (len > 0 && dir[len - 1] == '/')
		len--;
	return strncmp(path, dir, len) == 0 && path[len] == '/' ? path + len + 1 : NULL;
}

/* Adds an output, with its facts, that stands in DIR/[CLINIC/]NAME/LANG. */
static void add(struct gathering *g, const struct leaflet *leaflet, struct site_item item,
				const json_t *facts)
{
	const char *path = inside(g->dir, item.path);

	if (!path)
		return;
	item.path = path;
	item.handout = path_dir(g->arena, path_dir(g->arena, path));
	item.source_title = leaflet->title;
	item.source_lang = leaflet->lang;
	item.title = text_at(g->arena, facts, "title");
	item.state = state_of(facts, item.lang, leaflet->lang);
	item.unfinished = json_is_false(json_object_get(facts, "final"));
	item.unreviewed = json_is_false(json_object_get(facts, "signed-off"));
	struct entry entry = {item, place_of(leaflet, item.lang)};
	g_array_append_val(g->entries, entry);
}

static int compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->item.handout, y->item.handout);

	if (order == 0)
		order = x->language - y->language;
	if (order == 0)
		order = strcmp(x->item.lang, y->item.lang);
	if (order == 0)
		order = (x->item.format != FORMAT_PDF) - (y->item.format != FORMAT_PDF);
	if (order == 0)
		order = (int)x->item.edition - (int)y->item.edition;
	if (order == 0)
		order = (int)x->item.format - (int)y->item.format;
	return order ? order : (int)x->item.paper - (int)y->item.paper;
}

/* The page is made without a handout, or a clinic's name, that cannot be read. */
static void tell_lack(struct gathering *g, const char *dir, const struct diag *said)
{
	const struct message *first = said->first;

	while (first && first->level != LEVEL_ERROR)
		first = first->next;
	if (first)
		diag_note(g->diag, POS_FILE(dir), "index.html is made without it: %s", first->text);
}

/* The clinic's name and the folders of strings, from any handout of the tree. */
static void name_clinic(struct gathering *g, const struct share *share, struct site *site)
{
	struct diag *said = diag_new(g->arena);
	struct handout *handout = g->first_dir ? handout_read(g->arena, said, g->first_dir) : NULL;

	site->strings_dirs = handout ? source_strings(g->arena, share, handout->root)
								 : (struct strings_dirs){NULL, share->strings};
	if (handout && handout->clinic.name)
		site->clinic = clinic_name(&handout->clinic, site->lang);
	else if (g->first_dir)
		tell_lack(g, g->first_dir, said);
}

/* The page, in the arena; empty when there is nothing to list, s NULL after reporting. */
static struct str make_page(struct gathering *g, struct diag *diag, const struct share *share)
{
	size_t count = g->entries->len;
	struct site_item *items = ARENA_ARRAY(g->arena, struct site_item, count + 1);
	struct site site = {.items = items, .count = count};
	struct str page = STR("");

	g_array_sort(g->entries, compare);
	for (size_t i = 0; i < count; i++)
		items[i] = g_array_index(g->entries, struct entry, i).item;
	if (count > 0) {
		site.lang = items[0].source_lang;
		name_clinic(g, share, &site);
		size_t errors = diag->errors;
		const char *html = site_html(g->arena, diag, &site);
		page = html && diag->errors == errors ? str_of(html) : (struct str){NULL, 0};
	}
	g_array_free(g->entries, TRUE);
	g_hash_table_destroy(g->leaflets);
	return page;
}

/* A page that would be the same is left alone. */
static bool write_page(struct diag *diag, const char *dir, struct str page)
{
	struct arena *arena = arena_new();
	const char *path = path_join(arena, dir, INDEX_PAGE);
	bool written =
		page.s && (page.len == 0 || file_holds(path, page) || file_write(diag, path, page));

	arena_free(arena);
	return written;
}

static struct gathering begin(struct arena *arena, struct diag *diag, const char *dir)
{
	return (struct gathering){
		.arena = arena,
		.diag = diag,
		.dir = dir,
		.leaflets = g_hash_table_new(g_str_hash, g_str_equal),
		.entries = g_array_new(FALSE, TRUE, sizeof(struct entry)),
	};
}

/* The handout in a folder; NULL: it cannot be read, which is told once. */
static const struct leaflet *leaflet_in(struct gathering *g, const char *dir)
{
	gpointer known;

	if (g_hash_table_lookup_extended(g->leaflets, dir, NULL, &known))
		return known;
	struct leaflet *leaflet = NULL;
	struct source source = {.dir = str_copy(g->arena, dir)};
	struct diag *said = diag_new(g->arena);
	bool there = !file_is_absent(path_join(g->arena, dir, "handout.yaml"));
	if (there)
		source_list(g->arena, said, source.dir, NULL, &source);
	if (source.listing) {
		leaflet = ARENA_NEW(g->arena, struct leaflet);
		*leaflet = (struct leaflet){source.listing->title, source.listing->language,
									source.listing->languages};
		g->first_dir = g->first_dir ? g->first_dir : source.dir;
	} else if (there) {
		tell_lack(g, source.dir, said);
	}
	g_hash_table_insert(g->leaflets, (gpointer)source.dir, leaflet);
	return leaflet;
}

static void add_cached(void *data, const struct cached *cached)
{
	struct gathering *g = data;
	const struct leaflet *leaflet = cached->source[0] ? leaflet_in(g, cached->source) : NULL;
	int edition = name_index(edition_names, cached->edition);
	int format = name_index(format_names, cached->format);
	int paper = name_index(paper_names, cached->paper);
	json_error_t error;

	if (!leaflet || edition < 0 || format < 0 || paper < 0 || !file_exists(cached->path))
		return;
	json_t *facts = json_loadb(cached->facts.s, cached->facts.len, 0, &error);
	add(g, leaflet,
		(struct site_item){.lang = str_copy(g->arena, cached->lang),
						   .edition = (enum edition_kind)edition,
						   .format = (enum format)format,
						   .paper = (enum paper)paper,
						   .path = str_copy(g->arena, cached->path),
						   .pages = cached->pages,
						   .bytes = cached->bytes},
		facts);
	json_decref(facts);
}

/* Of more outputs than these the parent leaves the page to a worker. */
enum { OUTPUTS_MOST = 512 };

/* The page of a library is larger than what the parent keeps of all its jobs: a worker makes it. */
struct apart {
	struct diag *diag;
	const struct options *options;
	const struct cache *cache; /* the parent's, in a worker */
	struct cache *own;         /* the same, in the parent */
	const char *dir;
	bool given, written, out_of_memory;
};

static size_t apart_next(void *data)
{
	struct apart *apart = data;
	bool given = apart->given;

	apart->given = true;
	return given ? POOL_END : 0;
}

/* What a worker has before it reads a manifest. */
struct apart_worker {
	struct diag *diag;
	struct cache *cache;
};

struct folders {
	GHashTable *known;
	struct buf paths; /* const char * */
};

static void add_folder(void *data, const struct cached *cached)
{
	struct folders *folders = data;

	if (g_hash_table_contains(folders->known, cached->source))
		return;
	const char *path = str_copy(folders->paths.arena, cached->source);
	g_hash_table_add(folders->known, (gpointer)path);
	buf_add(&folders->paths, &path, sizeof path);
}

/* The cache is opened, which may mean writing, and then the sandbox is entered. */
static void *apart_open(void *data, struct arena *arena)
{
	const struct apart *apart = data;
	struct apart_worker *worker = ARENA_NEW(arena, struct apart_worker);
	struct folders folders = {g_hash_table_new(g_str_hash, g_str_equal), {.arena = arena}};
	const char *end = NULL;

	worker->diag = diag_new(arena);
	worker->cache = cache_again(arena, worker->diag, apart->cache);
	cache_each(worker->cache, add_folder, &folders);
	buf_add(&folders.paths, &end, sizeof end);
	const char *const *paths = (const char *const *)(const void *)folders.paths.s;
	sandbox_enter(reach_folders(arena, worker->diag, paths, &apart->options->share));
	g_hash_table_destroy(folders.known);
	return worker;
}

static struct str apart_run(void *data, void *opened, struct arena *arena, size_t number)
{
	const struct apart *apart = data;
	const struct apart_worker *worker = opened;
	struct diag *diag = worker->diag;
	struct gathering g = begin(arena, diag, apart->dir);

	(void)number;
	cache_each(worker->cache, add_cached, &g);
	cache_tell_unusable(worker->cache);
	struct made made = {make_page(&g, diag, &apart->options->share), 0};
	return answer_pack(arena, &made, 1, false, NULL, diag);
}

static void apart_done(void *data, size_t number, struct str answer, double seconds)
{
	struct apart *apart = data;
	struct made made;
	struct str facts;
	bool lasting;

	(void)number;
	(void)seconds;
	apart->written = answer_unpack(answer, &made, 1, &lasting, &facts, apart->diag) &&
					 write_page(apart->diag, apart->dir, made.bytes);
}

static void apart_died(void *data, size_t number, const char *why, bool memory)
{
	struct apart *apart = data;

	(void)number;
	apart->out_of_memory = memory;
	diag_error(apart->diag, POS_FILE(apart->dir),
			   "the worker process that makes index.html %s: build again", why);
}

/* The page of a few handouts, for which a process would cost more than the page. */
static void make_here(struct apart *apart)
{
	struct arena *arena = arena_new();
	struct gathering g = begin(arena, apart->diag, apart->dir);

	cache_each(apart->own, add_cached, &g);
	apart->written =
		write_page(apart->diag, apart->dir, make_page(&g, apart->diag, &apart->options->share));
	arena_free(arena);
}

/* False: there is no page. */
static bool make(struct apart *apart)
{
	const struct pool_task task = {.data = apart,
								   .next = apart_next,
								   .open = apart_open,
								   .run = apart_run,
								   .done = apart_done,
								   .died = apart_died};

	if (cache_count(apart->own) <= OUTPUTS_MOST)
		make_here(apart);
	else if (pool_run(&task, 1) != 0)
		return false;
	return apart->written;
}

/* The page's stamp; "" when there is none. */
static const char *page_stamp(struct arena *arena, const char *dir)
{
	const char *stamp = file_stamp(arena, path_join(arena, dir, INDEX_PAGE), NULL);

	return stamp ? stamp : "";
}

bool index_of_cache(struct diag *diag, const struct options *options, struct cache *cache,
					bool changed, bool *out_of_memory)
{
	struct apart apart = {.diag = diag,
						  .options = options,
						  .cache = cache,
						  .own = cache,
						  .dir = options->out ? options->out : OUT_DEFAULT};
	struct arena *arena = arena_new();
	const struct message *last = diag->last;
	bool current =
		!changed && cache_file_hash(cache, arena, INDEX_PAGE, page_stamp(arena, apart.dir), NULL);
	bool good = current || make(&apart);

	if (good && !current && diag->last == last)
		cache_keep_file(cache, INDEX_PAGE, page_stamp(arena, apart.dir), "whole");
	*out_of_memory = *out_of_memory || apart.out_of_memory;
	arena_free(arena);
	return good;
}

static void add_leaflet(struct gathering *g, const json_t *handout)
{
	struct leaflet *leaflet = ARENA_NEW(g->arena, struct leaflet);
	const json_t *languages = json_object_get(handout, "languages");
	size_t count = json_array_size(languages);
	const char **tags = ARENA_ARRAY(g->arena, const char *, count + 1);

	for (size_t i = 0; i < count; i++) {
		const char *tag = json_string_value(json_array_get(languages, i));
		tags[i] = str_copy(g->arena, tag ? tag : "");
	}
	*leaflet = (struct leaflet){text_at(g->arena, handout, "title"),
								text_at(g->arena, handout, "language"), tags};
	g_hash_table_insert(g->leaflets, (gpointer)text_at(g->arena, handout, "name"), leaflet);
	const char *dir = text_at(g->arena, handout, "dir");
	if (!g->first_dir && file_exists(path_join(g->arena, dir, "handout.yaml")))
		g->first_dir = dir;
}

static void add_reported(struct gathering *g, const json_t *output)
{
	const struct leaflet *leaflet =
		g_hash_table_lookup(g->leaflets, text_at(g->arena, output, "handout"));
	int edition = name_index(edition_names, text_at(g->arena, output, "edition"));
	int format = name_index(format_names, text_at(g->arena, output, "format"));
	int paper = name_index(paper_names, text_at(g->arena, output, "paper"));

	if (leaflet && edition >= 0 && format >= 0 && paper >= 0)
		add(g, leaflet,
			(struct site_item){.lang = text_at(g->arena, output, "lang"),
							   .edition = (enum edition_kind)edition,
							   .format = (enum format)format,
							   .paper = (enum paper)paper,
							   .path = text_at(g->arena, output, "path"),
							   .pages = (int)number_at(output, "pages"),
							   .bytes = (size_t)number_at(output, "bytes")},
			output);
}

bool index_of_report(struct arena *arena, struct diag *diag, const struct share *share,
					 const char *dir, struct str report)
{
	struct gathering g = begin(arena, diag, dir);
	json_error_t error;
	json_t *root = json_loadb(report.s, report.len, 0, &error), *entry;
	size_t i;

	json_array_foreach(json_object_get(root, "handouts"), i, entry) add_leaflet(&g, entry);
	json_array_foreach(json_object_get(root, "outputs"), i, entry) add_reported(&g, entry);
	json_decref(root);
	return write_page(diag, dir, make_page(&g, diag, share));
}
