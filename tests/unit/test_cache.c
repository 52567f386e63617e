/* The cache: what was kept is found, whatever became of the file nothing wrong is, and it goes on.
 */
#include "unit/folder.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "batch/cache.h"

#define NAME ".handout.sqlite"

static struct cached entry(struct folder *f, const char *name, const char *key)
{
	return (struct cached){
		.path = in(f, name),
		.source = "/content/leaflet",
		.lang = "es",
		.edition = "standard",
		.format = "pdf",
		.paper = "a4",
		.key = key,
		.program = "p1",
		.stamp = "1:2:3",
		.sha256 = "abc",
		.bytes = 12,
		.pages = 3,
		.facts = STR("{\"title\": \"Un folleto\"}"),
		.messages = {"a\0b", 3},
	};
}

static void assert_same(const struct cached *a, const struct cached *b)
{
	assert_string_equal(a->path, b->path);
	assert_string_equal(a->source, b->source);
	assert_string_equal(a->lang, b->lang);
	assert_string_equal(a->format, b->format);
	assert_string_equal(a->key, b->key);
	assert_string_equal(a->program, b->program);
	assert_string_equal(a->stamp, b->stamp);
	assert_string_equal(a->sha256, b->sha256);
	assert_int_equal(a->bytes, b->bytes);
	assert_int_equal(a->pages, b->pages);
	assert_true(str_eq(a->facts, b->facts));
	assert_true(str_eq(a->messages, b->messages));
}

static void count_entry(void *data, const struct cached *cached)
{
	size_t *count = data;

	assert_string_equal(cached->lang, "es");
	++*count;
}

static void test_kept_and_found(void **state)
{
	struct folder *f = *state;
	struct cached a = entry(f, "es/a.pdf", "k1"), b = entry(f, "es/b.pdf", "k2"), found;
	struct cache *cache = cache_open(f->arena, f->diag, f->dir, NAME);
	size_t count = 0;
	bool known;

	assert_false(cache_find(cache, f->arena, a.path, &found));
	assert_true(file_is_absent(in(f, NAME)));
	cache_keep(cache, (struct cached[]){a, b}, 2, NULL);
	a.key = "k3";
	cache_keep(cache, &a, 1, NULL);
	cache = cache_open(f->arena, f->diag, f->dir, NAME);
	assert_true(cache_find(cache, f->arena, a.path, &found));
	assert_same(&found, &a);
	cache_each(cache, count_entry, &count);
	assert_int_equal(count, 2);
	cache_forget(cache, a.path);
	assert_false(cache_find(cache, f->arena, a.path, &found));
	assert_true(cache_find(cache, f->arena, b.path, &found));
	assert_true(cache_is_alone(cache));
	put_file(in(f, ".handout-1-of-2.sqlite"), "");
	assert_false(cache_is_alone(cache));
	assert_null(cache_file_hash(cache, f->arena, "x", "s1", &known));
	assert_false(known);
	cache_keep_file(cache, "x", "s1", "h1");
	assert_string_equal(cache_file_hash(cache, f->arena, "x", "s1", NULL), "h1");
	assert_null(cache_file_hash(cache, f->arena, "x", "s2", &known));
	assert_true(known);
	cache_keep(cache, &a, 1, "x");
	assert_null(cache_file_hash(cache, f->arena, "x", "s1", &known));
	assert_true(known);
	assert_true(cache_find(cache, f->arena, a.path, &found));
	assert_null(f->diag->first);
}

/* A folder that is moved takes its cache along. */
static void test_paths_are_relative(void **state)
{
	struct folder *f = *state;
	struct cached a = entry(f, "es/a.pdf", "k"), found;
	char *moved = g_strconcat(f->dir, "-moved", NULL);
	struct arena *arena = arena_new();

	cache_keep(cache_open(arena, f->diag, f->dir, NAME), &a, 1, NULL);
	arena_free(arena);
	assert_int_equal(g_rename(f->dir, moved), 0);
	g_free(f->dir);
	f->dir = moved;
	a.path = path_join(f->arena, moved, "es/a.pdf");
	assert_true(cache_find(cache_open(f->arena, f->diag, moved, NAME), f->arena, a.path, &found));
	assert_same(&found, &a);
}

/* What the cache in DIR/out says of the source of a.pdf, which is DIR/leaflet when it is kept. */
static const char *source_by(struct folder *f, const char *dir, bool keep)
{
	const char *out = path_join(f->arena, dir, "out");
	struct cache *cache = cache_open(f->arena, f->diag, out, NAME);
	struct cached a = entry(f, "", "k"), found;

	a.path = path_join(f->arena, out, "a.pdf");
	a.source = path_join(f->arena, dir, "leaflet");
	if (keep)
		cache_keep(cache, &a, 1, NULL);
	assert_true(cache_find(cache, f->arena, a.path, &found));
	return found.source;
}

static void put_handout(struct folder *f, const char *dir)
{
	put_file(path_join(f->arena, dir, "leaflet/handout.yaml"), "");
}

/* A handout that is moved or copied with its outputs is theirs, and one that stays where it was
 * when they are moved. */
static void test_the_way_to_the_source(void **state)
{
	struct folder *f = *state;
	char *real = realpath(f->dir, NULL);
	const char *one = path_join(f->arena, real, "one"), *two = path_join(f->arena, real, "two");
	const char *deep = path_join(f->arena, real, "deep/er");
	struct str bytes;

	put_handout(f, one);
	assert_int_equal(g_mkdir(path_join(f->arena, one, "out"), 0700), 0);
	assert_string_equal(source_by(f, one, true), path_join(f->arena, one, "leaflet"));
	assert_true(file_read(f->arena, f->diag, path_join(f->arena, one, "out/" NAME), &bytes));
	put_handout(f, two);
	assert_true(file_write(f->diag, path_join(f->arena, two, "out/" NAME), bytes));
	assert_string_equal(source_by(f, two, false), path_join(f->arena, two, "leaflet"));
	assert_true(file_write(f->diag, path_join(f->arena, deep, "out/" NAME), bytes));
	assert_string_equal(source_by(f, deep, false), path_join(f->arena, one, "leaflet"));
	free(real);
}

/* A file whose tables are those of another version, which only their number tells. */
static void test_another_version(void **state)
{
	struct folder *f = *state;
	struct cached a = entry(f, "es/a.pdf", "k1"), found;
	struct arena *arena = arena_new();
	struct str whole;

	cache_keep(cache_open(arena, f->diag, f->dir, NAME), &a, 1, NULL);
	arena_free(arena);
	assert_true(file_read(f->arena, f->diag, in(f, NAME), &whole));
	((char *)whole.s)[63] = 1; /* user_version */
	assert_true(g_file_set_contents(in(f, NAME), whole.s, (gssize)whole.len, NULL));
	struct cache *cache = cache_open(f->arena, f->diag, f->dir, NAME);
	cache_only_read(cache);
	assert_false(cache_find(cache, f->arena, a.path, &found));
	assert_int_equal(cache_count(cache), 0);
	cache_forget(cache, a.path);
	cache_renew(cache, &a);
	cache_keep_file(cache, "x", "s", "h");
	assert_true(file_holds(in(f, NAME), whole));
	assert_null(f->diag->first);
	cache = cache_open(f->arena, f->diag, f->dir, NAME);
	cache_keep(cache, &a, 1, NULL);
	assert_true(cache_find(cache, f->arena, a.path, &found));
	assert_same(&found, &a);
	assert_non_null(strstr(f->diag->first->text, "of another version of the program"));
	assert_null(f->diag->first->next);
}

static void test_only_read(void **state)
{
	struct folder *f = *state;
	struct cached a = entry(f, "es/a.pdf", "k1"), b = entry(f, "es/b.pdf", "k2"), found;
	struct arena *arena = arena_new();
	struct str whole;

	cache_keep(cache_open(arena, f->diag, f->dir, NAME), &a, 1, NULL);
	arena_free(arena);
	assert_true(file_read(f->arena, f->diag, in(f, NAME), &whole));
	struct cache *cache = cache_open(f->arena, f->diag, f->dir, NAME);
	cache_only_read(cache);
	assert_true(cache_find(cache, f->arena, a.path, &found));
	cache_forget(cache, a.path);
	cache_renew(cache, &b);
	cache_keep_file(cache, "x", "s", "h");
	assert_true(file_holds(in(f, NAME), whole));
	assert_true(g_file_set_contents(in(f, NAME), "no database", -1, NULL));
	cache = cache_open(f->arena, f->diag, f->dir, NAME);
	cache_only_read(cache);
	assert_false(cache_find(cache, f->arena, a.path, &found));
	assert_true(file_holds(in(f, NAME), STR("no database")));
	assert_null(f->diag->first);
}

/* Whatever the file is: what is found is what was kept, and something can be kept and found. */
static void assert_survives(struct folder *f, const char *bytes, size_t len)
{
	struct arena *arena = arena_new();
	struct cached a = entry(f, "es/a.pdf", "k1"), b = entry(f, "es/b.pdf", "k2"), found;
	struct diag *diag = diag_new(arena);

	assert_true(g_file_set_contents(in(f, NAME), bytes, (gssize)len, NULL));
	struct cache *cache = cache_open(arena, diag, f->dir, NAME);
	if (cache_find(cache, arena, a.path, &found))
		assert_same(&found, &a);
	cache_keep(cache, &b, 1, NULL);
	assert_true(cache_find(cache, arena, b.path, &found));
	assert_same(&found, &b);
	assert_int_equal(diag->errors + diag->warnings, 0);
	arena_free(arena);
	arena = arena_new();
	cache = cache_open(arena, diag_new(arena), f->dir, NAME);
	assert_true(cache_find(cache, arena, b.path, &found));
	arena_free(arena);
}

static void test_damage(void **state)
{
	struct folder *f = *state;
	struct arena *arena = arena_new();
	struct cached a = entry(f, "es/a.pdf", "k1");
	struct str whole;

	cache_keep(cache_open(arena, f->diag, f->dir, NAME), &a, 1, NULL);
	arena_free(arena);
	assert_true(file_read(f->arena, f->diag, in(f, NAME), &whole));
	for (size_t len = 0; len < whole.len; len += len < 200 ? 1 : 509)
		assert_survives(f, whole.s, len);
	char *bytes = arena_alloc(f->arena, whole.len);
	for (size_t at = 0; at < whole.len; at += at < 120 ? 1 : 173) {
		memcpy(bytes, whole.s, whole.len);
		bytes[at] = (char)~bytes[at];
		assert_survives(f, bytes, whole.len);
	}
	assert_survives(f, "this is no database, and never was; it is only text\n", 52);
}

static void test_a_row_that_was_altered(void **state)
{
	struct folder *f = *state;
	struct arena *arena = arena_new();
	struct cached a = entry(f, "es/a.pdf", "keykeykeykey"), found;
	struct str whole;

	cache_keep(cache_open(arena, f->diag, f->dir, NAME), &a, 1, NULL);
	arena_free(arena);
	assert_true(file_read(f->arena, f->diag, in(f, NAME), &whole));
	char *at = memmem(whole.s, whole.len, "Un folleto", 10);
	assert_non_null(at);
	at[0] = 'E';
	at[1] = 'l';
	assert_true(g_file_set_contents(in(f, NAME), whole.s, (gssize)whole.len, NULL));
	assert_false(cache_find(cache_open(f->arena, f->diag, f->dir, NAME), f->arena, a.path, &found));
}

/* Where nothing can be written, what is known is still found: by a user who is not root. */
static void test_what_can_only_be_read(void **state)
{
	struct folder *f = *state;
	struct cached a = entry(f, "es/a.pdf", "k1"), b = entry(f, "es/b.pdf", "k2"), found;
	struct arena *arena = arena_new();
	int status;

	cache_keep(cache_open(arena, f->diag, f->dir, NAME), &a, 1, NULL);
	arena_free(arena);
	assert_int_equal(chmod(in(f, NAME), 0444), 0);
	assert_int_equal(chmod(f->dir, 0555), 0);
	pid_t pid = fork();
	if (pid == 0) {
		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(9);
		struct cache *cache = cache_open(f->arena, f->diag, f->dir, NAME);
		cache_renew(cache, &b);
		bool silent = !f->diag->first;
		cache_keep(cache, &b, 1, NULL);
		cache_keep(cache, &b, 1, NULL);
		bool told = f->diag->first && !f->diag->first->next &&
					strstr(f->diag->first->text, "cannot be used (attempt to write");
		_exit(!silent + 2 * !told + 4 * !cache_find(cache, f->arena, a.path, &found));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(chmod(f->dir, 0700), 0);
	assert_int_equal(status, 0);
}

static void test_what_cannot_be_used(void **state)
{
	struct folder *f = *state;
	struct cached a = entry(f, "es/a.pdf", "k"), found;

	assert_int_equal(g_mkdir(in(f, NAME), 0700), 0);
	struct cache *cache = cache_open(f->arena, f->diag, f->dir, NAME);
	assert_false(cache_find(cache, f->arena, a.path, &found));
	assert_null(f->diag->first);
	cache_renew(cache, &a);
	assert_null(f->diag->first);
	cache_keep(cache, &a, 1, NULL);
	cache_keep(cache, &a, 1, NULL);
	assert_false(cache_find(cache, f->arena, a.path, &found));
	assert_non_null(f->diag->first);
	assert_null(f->diag->first->next);
	assert_int_equal(f->diag->first->level, LEVEL_NOTE);
	assert_non_null(strstr(f->diag->first->text, "is not remembered"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_kept_and_found, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_paths_are_relative, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_the_way_to_the_source, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_another_version, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_only_read, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_damage, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_a_row_that_was_altered, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_what_can_only_be_read, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_what_cannot_be_used, folder_setup, folder_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
