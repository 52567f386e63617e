/* What an output is made from. Which files a job reads is not traced: whatever lies where the
 * content of a handout lies counts, so that a file that comes or goes counts too. Small files are
 * read again for each build; large ones, and all that belongs to the program, only when their
 * stamps have changed. */
#include "batch/inputs.h"

#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <glib.h>

#include "base/file.h"
#include "base/hash.h"
#include "batch/origin.h"
#include "document/locale.h"

/* The largest file that is read again for each build, in bytes. */
#define SMALL ((size_t)64 * 1024)

enum { DEPTH_MAX = 8 };

/* What content is made of, in capitals too; anything else in its folders is somebody's own. */
static const char *const suffixes[] = {".md",  ".yaml", ".yml",  ".po",
									   ".png", ".jpg",  ".jpeg", ".svg"};

struct input {
	const char *path;
	const char *hash; /* NULL: not asked for yet */
	const char *lang; /* only for this language; NULL: for all */
};

struct input_list {
	struct arena *arena;
	struct input *items;
	size_t count, cap;
};

/* The files of a content root, for all of its handouts. */
struct root {
	const char *path;
	struct input_list files;   /* of the root, for those with a clinic */
	struct input_list program; /* the root's own or the program's: how pages look, what they say */
	struct root *next;
};

struct inputs {
	struct arena *arena;
	const struct options *options;
	struct cache *cache;
	const char *program; /* the hash of what belongs to the program; NULL: not known yet */
	const char *program_stamp, *program_files; /* for the cache; NULL: it has them */
	struct root *roots;
	struct arena *source_arena; /* for the source that is asked about */
	const struct source *source;
	struct input_list files;
	GHashTable *keys;   /* language -> struct key of all files, for the source */
	GHashTable *packed; /* the same for all sources, where there are packs: "source language" */
	GHashTable *shared; /* path -> hash, of files outside of the sources' folders */
};

static void close_inputs(void *data)
{
	struct inputs *inputs = data;

	if (inputs->keys)
		g_hash_table_destroy(inputs->keys);
	arena_free(inputs->source_arena);
}

struct inputs *inputs_open(struct arena *arena, const struct options *options, struct cache *cache)
{
	struct inputs *inputs = ARENA_NEW(arena, struct inputs);

	*inputs = (struct inputs){.arena = arena, .options = options, .cache = cache};
	inputs->packed = g_hash_table_new(g_str_hash, g_str_equal);
	arena_defer(arena, (void (*)(void *))g_hash_table_destroy, inputs->packed);
	inputs->shared = g_hash_table_new(g_str_hash, g_str_equal);
	arena_defer(arena, (void (*)(void *))g_hash_table_destroy, inputs->shared);
	arena_defer(arena, close_inputs, inputs);
	return inputs;
}

/* The hash of a file of the content, or what stands for it; "" when there is none. */
static const char *content_hash(struct inputs *inputs, struct arena *arena, const char *path)
{
	size_t size;
	const char *stamp = file_stamp(arena, path, &size), *hash = NULL;

	if (stamp && size > SMALL)
		hash = cache_file_hash(inputs->cache, arena, path, stamp, NULL);
	if (hash || !stamp)
		return hash ? hash : "";
	/* No stage reads a larger one. */
	if (size > FILE_MAX)
		return stamp;
	hash = hash_file(arena, path);
	/* A file that changes while it is read has no hash: what is made of it is made again. */
	const char *after = file_stamp(arena, path, NULL);
	if (!hash || !after || !str_same(stamp, after))
		return str_fmt(arena, "unreadable %s", stamp);
	if (size > SMALL)
		cache_keep_file(inputs->cache, path, stamp, hash);
	return hash;
}

/* Whether the file is in the folder or below it. */
static bool is_below(const char *path, const char *dir)
{
	size_t len = strlen(dir);

	return strncmp(path, dir, len) == 0 && path[len] == '/';
}

/* As content_hash; what lies outside of the source's folder is read once for all sources. */
static const char *input_hash(struct inputs *inputs, struct arena *arena, const char *path)
{
	if (is_below(path, inputs->source->dir))
		return content_hash(inputs, arena, path);
	const char *hash = g_hash_table_lookup(inputs->shared, path);
	if (!hash) {
		hash = content_hash(inputs, inputs->arena, path);
		g_hash_table_insert(inputs->shared, str_copy(inputs->arena, path), (void *)hash);
	}
	return hash;
}

/* Adds a file, which need not be there; a path that is NULL adds nothing. */
static void add_file(struct input_list *list, const char *path, const char *lang)
{
	if (!path)
		return;
	if (list->count == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 32;
		struct input *items = ARENA_ARRAY(list->arena, struct input, cap);
		if (list->count > 0)
			memcpy(items, list->items, list->count * sizeof *items);
		list->items = items;
		list->cap = cap;
	}
	list->items[list->count++] = (struct input){.path = path, .lang = lang};
}

static bool is_content(const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		size_t end = strlen(suffixes[i]);
		if (len > end && g_ascii_strcasecmp(name + len - end, suffixes[i]) == 0)
			return name[0] != '.';
	}
	return false;
}

/* Whether the folder is where outputs go, which may lie in a handout's folder. */
static bool is_output(const struct inputs *inputs, const char *path)
{
	struct stat dir, out;
	const char *out_path = inputs->options->out ? inputs->options->out : OUT_DEFAULT;

	return stat(path, &dir) == 0 && stat(out_path, &out) == 0 && dir.st_dev == out.st_dev &&
		   dir.st_ino == out.st_ino;
}

/* The language of a PO file, from its name. */
static const char *po_language(struct arena *arena, const char *name)
{
	return g_str_has_suffix(name, ".po") ? str_copy_n(arena, name, strlen(name) - strlen(".po"))
										 : NULL;
}

/* Adds the folder's files, and with depth those of the folders in it that are no handouts. */
static void add_folder(struct inputs *inputs, struct input_list *list, const char *dir, int depth)
{
	size_t count = 0;
	char **names = file_list(list->arena, dir, &count);

	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(list->arena, dir, names[i]);
		if (names[i][0] == '.')
			continue;
		if (is_content(names[i]))
			add_file(list, path, po_language(list->arena, names[i]));
		else if (depth > 0 && file_is_dir(path) && !is_output(inputs, path) &&
				 !file_exists(path_join(list->arena, path, "handout.yaml")))
			add_folder(inputs, list, path, depth - 1);
	}
}

/* The files of the content root beside its handouts; clinics are for the sources that have them. */
static void add_root(struct inputs *inputs, struct root *root)
{
	size_t count = 0;
	char **names = file_list(inputs->arena, root->path, &count);

	for (size_t i = 0; i < count; i++)
		if (is_content(names[i]) && strcmp(names[i], "clinic.yaml") != 0)
			add_file(&root->files, path_join(inputs->arena, root->path, names[i]), NULL);
	add_folder(inputs, &root->files, path_join(inputs->arena, root->path, "images"), DEPTH_MAX);
}

static void add_program_files(struct inputs *inputs, struct root *root)
{
	const struct share *share = &inputs->options->share;
	struct input_list *list = &root->program;
	const struct strings_dirs dirs = source_strings(list->arena, share, root->path);

	add_file(list, source_theme(list->arena, share, root->path), NULL);
	add_file(list, source_emergency(list->arena, share, root->path), NULL);
	add_folder(inputs, list, dirs.program, 0);
	if (dirs.own)
		add_folder(inputs, list, dirs.own, 0);
}

static struct root *find_root(struct inputs *inputs, const struct source *source)
{
	struct arena *arena = inputs->arena;
	const char *path = source_root(inputs->source_arena, source);
	struct root *root = inputs->roots;

	while (root && strcmp(root->path, path) != 0)
		root = root->next;
	if (root)
		return root;
	root = ARENA_NEW(arena, struct root);
	*root = (struct root){
		.path = str_copy(arena, path),
		.files = {.arena = arena},
		.program = {.arena = arena},
		.next = inputs->roots,
	};
	inputs->roots = root;
	if (source->listing->clinic)
		add_root(inputs, root);
	add_program_files(inputs, root);
	return root;
}

static bool is_listed(const struct input_list *list, const char *path)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i].path, path) == 0)
			return true;
	return false;
}

/* The clinic's file, and what stands beside that of a clinic of several, such as logos. */
static void add_clinic(struct input_list *list, const struct source *source)
{
	const char *dir = path_dir(list->arena, source->listing->clinic);
	size_t count = 0;
	char **names = source->clinic ? file_list(list->arena, dir, &count) : NULL;

	add_file(list, source->listing->clinic, NULL);
	for (size_t i = 0; i < count; i++)
		if (is_content(names[i]) && !g_str_has_suffix(names[i], ".yaml"))
			add_file(list, path_join(list->arena, dir, names[i]), NULL);
}

/* Reads the files of the job's source, if it is not the one asked about before. */
static void read_source(struct inputs *inputs, const struct source *source)
{
	const struct listing *listing = source->listing;

	if (inputs->source == source)
		return;
	close_inputs(inputs);
	inputs->source_arena = arena_new();
	inputs->keys = g_hash_table_new(g_str_hash, g_str_equal);
	inputs->source = source;
	inputs->files = (struct input_list){.arena = inputs->source_arena};
	struct input_list *list = &inputs->files;
	if (listing->clinic)
		add_clinic(list, source);
	add_file(list, listing->logo, NULL);
	add_folder(inputs, list, source->dir, DEPTH_MAX);
	for (const char *const *part = listing->parts; *part; part++)
		if (!is_listed(list, *part))
			add_file(list, *part, NULL);
}

static void add_line(struct buf *all, const char *a, const char *b)
{
	buf_puts(all, a ? a : "-");
	buf_putc(all, '\n');
	buf_puts(all, b ? b : "-");
	buf_putc(all, '\n');
}

/* Whether a language reads or names the files of a tag: its own, one that its own begins with ("es"
 * for "es-MX"), or another of the same language ("zh_CN" for "zh-Hans"). */
static bool is_within(const char *tag, const char *lang)
{
	size_t len = strlen(tag);
	bool begins = strncmp(tag, lang, len) == 0 && (lang[len] == '\0' || lang[len] == '-');

	return begins || locale_is_kin(tag, lang);
}

/* What a key is made of, and for which language. */
struct keying {
	const struct listing *listing;
	const char *lang;
	struct origins origins;
	struct buf content, program;
};

static void add_list(struct inputs *inputs, struct keying *keying, struct input_list *list)
{
	const struct listing *listing = keying->listing;

	for (size_t i = 0; i < list->count; i++) {
		struct input *input = &list->items[i];
		if (input->lang && !listing->final && !is_within(input->lang, keying->lang) &&
			!is_within(input->lang, listing->language) && strcmp(input->lang, "en") != 0)
			continue;
		if (!input->hash)
			input->hash = input_hash(inputs, list->arena, input->path);
		const char *rest;
		int origin = origins_find(&keying->origins, input->path, &rest);
		bool programs = origin >= 0 && origin < ORIGIN_HANDOUT;
		struct buf *all = programs ? &keying->program : &keying->content;
		buf_fmt(all, "%d ", origin);
		add_line(all, rest, input->hash);
	}
}

/* The build id in a loaded object's notes, which the linker made from its bytes; NULL: it has none.
 */
static const char *build_id_in(struct arena *arena, const char *notes, size_t len, size_t align)
{
	ElfW(Nhdr) head;

	while (len >= sizeof head) {
		memcpy(&head, notes, sizeof head);
		size_t name = (head.n_namesz + align - 1) / align * align;
		size_t desc = (head.n_descsz + align - 1) / align * align;
		if (name > len - sizeof head || desc > len - sizeof head - name)
			return NULL;
		const char *bytes = notes + sizeof head + name;
		if (head.n_type == NT_GNU_BUILD_ID && head.n_namesz == sizeof "GNU" &&
			memcmp(notes + sizeof head, "GNU", sizeof "GNU") == 0)
			return hash_sha256(arena, (struct str){bytes, head.n_descsz});
		notes = bytes + desc;
		len -= sizeof head + name + desc;
	}
	return NULL;
}

/* Names, as other computers have the same libraries in other folders and of other times. */
static int add_library(struct dl_phdr_info *info, size_t size, void *data)
{
	struct buf *all = data;
	const char *id = NULL;

	(void)size;
	if (!info->dlpi_name || info->dlpi_name[0] != '/')
		return 0;
	for (int i = 0; i < info->dlpi_phnum && !id; i++) {
		const ElfW(Phdr) *part = &info->dlpi_phdr[i];
		if (part->p_type == PT_NOTE)
			id = build_id_in(all->arena, (const char *)(info->dlpi_addr + part->p_vaddr),
							 part->p_memsz, part->p_align == 8 ? 8 : 4);
	}
	add_line(all, path_base(info->dlpi_name),
			 id ? id : file_stamp(all->arena, info->dlpi_name, NULL));
	return 0;
}

/* Adds a line for each file that belongs to the program: its name, and its stamp or its hash. */
static void add_program(struct buf *all, const struct share *share,
						const char *(*describe)(struct arena *, const char *path))
{
	const char *const dirs[] = {share->fonts, share->hyphenation};

	if (share->program)
		add_line(all, path_base(share->program), describe(all->arena, share->program));
	for (size_t i = 0; i < G_N_ELEMENTS(dirs); i++) {
		size_t count = 0;
		char **names = dirs[i] ? file_list(all->arena, dirs[i], &count) : NULL;
		for (size_t j = 0; j < count; j++)
			add_line(all, names[j], describe(all->arena, path_join(all->arena, dirs[i], names[j])));
	}
}

static const char *stamp_of(struct arena *arena, const char *path)
{
	return file_stamp(arena, path, NULL);
}

static const char *hash_of(struct arena *arena, const char *path)
{
	return hash_file(arena, path);
}

/* The hash of what belongs to the program. To read a hundred megabytes of faces for the first build
 * would take longer than the build: only when stamps change that stood for nothing better are the
 * files themselves read, and then everything is made again once. */
static const char *program_hash(struct inputs *inputs)
{
	struct arena *arena = arena_new();
	const struct share *share = &inputs->options->share;
	struct buf stamps = {.arena = arena}, all = {.arena = arena};
	bool known;

	add_program(&stamps, share, stamp_of);
	const char *stamp = hash_sha256(arena, buf_str(&stamps));
	const char *hash = cache_file_hash(inputs->cache, arena, "program", stamp, &known);
	if (!hash) {
		hash = stamp;
		if (known) {
			add_program(&all, share, hash_of);
			hash = hash_sha256(arena, buf_str(&all));
		}
		inputs->program_stamp = str_copy(inputs->arena, stamp);
		inputs->program_files = str_copy(inputs->arena, hash);
	}
	/* A new version of a library may set the same text otherwise. */
	struct buf whole = {.arena = arena};
	add_line(&whole, hash, NULL);
	dl_iterate_phdr(add_library, &whole);
	const char *result = hash_sha256(inputs->arena, buf_str(&whole));
	arena_free(arena);
	return result;
}

void inputs_remember(struct inputs *inputs)
{
	if (inputs->program_stamp)
		cache_keep_file(inputs->cache, "program", inputs->program_stamp, inputs->program_files);
	inputs->program_stamp = NULL;
}

/* The hashes of all files that the source's jobs in a language see. */
static const struct key *language_key(struct inputs *inputs, const struct source *source,
									  const char *lang)
{
	const struct listing *listing = source->listing;

	read_source(inputs, source);
	struct key *key = g_hash_table_lookup(inputs->keys, lang);
	if (key)
		return key;
	struct arena *arena = arena_new();
	struct keying keying = {
		.listing = listing,
		.lang = lang,
		.origins = origins_of(arena, (const struct source *const[]){source, NULL},
							  &inputs->options->share),
		.content = {.arena = arena},
		.program = {.arena = arena},
	};
	add_line(&keying.program, inputs->program, NULL);
	add_line(&keying.content, listing->name, lang);
	if (listing->clinic)
		add_line(&keying.content, "clinic", source->clinic);
	buf_fmt(&keying.content, "%lld\n", inputs->options->epoch);
	struct root *root = find_root(inputs, source);
	if (listing->clinic)
		add_list(inputs, &keying, &root->files);
	add_list(inputs, &keying, &inputs->files);
	add_list(inputs, &keying, &root->program);
	struct arena *own = inputs->options->language_pack ? inputs->arena : inputs->source_arena;
	key = ARENA_NEW(own, struct key);
	key->content = hash_sha256(own, buf_str(&keying.content));
	key->program = hash_sha256(own, buf_str(&keying.program));
	arena_free(arena);
	g_hash_table_insert(inputs->keys, (void *)lang, key);
	if (inputs->options->language_pack)
		g_hash_table_insert(inputs->packed, str_fmt(own, "%p %s", (const void *)source, lang), key);
	return key;
}

/* The keys of all handouts of a pack as one. */
static struct key pack_key(struct inputs *inputs, struct arena *arena, const struct job *job)
{
	struct buf content = {.arena = arena}, program = {.arena = arena};

	for (size_t i = 0; job->pack[i]; i++) {
		const struct source *source = job->pack[i];
		const char *name = str_fmt(arena, "%p %s", (const void *)source, job->lang);
		const struct key *key = g_hash_table_lookup(inputs->packed, name);
		if (!key)
			key = language_key(inputs, source, job->lang);
		add_line(&content, key->content, NULL);
		add_line(&program, key->program, NULL);
	}
	return (struct key){hash_sha256(arena, buf_str(&content)),
						hash_sha256(arena, buf_str(&program))};
}

struct key inputs_key(struct inputs *inputs, struct arena *arena, const struct job *job,
					  enum format format)
{
	if (!inputs->program)
		inputs->program = program_hash(inputs);
	struct key key =
		job->pack ? pack_key(inputs, arena, job) : *language_key(inputs, job->source, job->lang);
	const char *all = str_fmt(arena, "%s %s %s %s%s", key.content, edition_names[job->edition],
							  paper_names[job->paper], format_names[format],
							  job->pack     ? " pack"
							  : job->review ? " review"
											: "");

	return (struct key){hash_sha256(arena, str_of(all)), str_copy(arena, key.program)};
}

/* Whether add_folder looks at the file, where it looks at the folder. */
static bool is_looked_at(struct arena *arena, const char *path, const char *dir)
{
	if (!is_below(path, dir) || !is_content(path_base(path)))
		return false;
	const char *above = path_dir(arena, path);
	for (int depth = DEPTH_MAX; strcmp(above, dir) != 0; depth--, above = path_dir(arena, above))
		if (depth == 0 || path_base(above)[0] == '.' ||
			!file_is_absent(path_join(arena, above, "handout.yaml")))
			return false;
	return true;
}

bool inputs_cover(const struct source *source)
{
	struct arena *arena = arena_new();
	const char *root = source->handout->root;
	char *dir = realpath(source->dir, NULL);
	bool covered = dir != NULL;

	for (const struct node *n = source->document; n && covered; n = doc_next(n, source->document))
		if (n->kind == NODE_FIGURE && n->u.figure.path)
			covered = is_looked_at(arena, n->u.figure.path, dir) ||
					  is_looked_at(arena, n->u.figure.path, path_join(arena, root, "images")) ||
					  (str_same(path_dir(arena, n->u.figure.path), root) &&
					   is_content(path_base(n->u.figure.path)));
	free(dir);
	arena_free(arena);
	return covered;
}
