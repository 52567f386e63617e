/* The cache as two tables. Each row of outputs carries a sum of its own, so that damage which
 * SQLite does not see harms nothing; a file that is no database is emptied and begun again. */
#include "batch/cache.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"

#define SCHEMA_VERSION 2
#define WAIT_MS 5000
#define ENDING ".sqlite"

enum column {
	COLUMN_PATH,
	COLUMN_SOURCE,
	COLUMN_NEAR, /* the source as a path from the cache's folder; "": not known */
	COLUMN_LANG,
	COLUMN_EDITION,
	COLUMN_FORMAT,
	COLUMN_PAPER,
	COLUMN_KEY,
	COLUMN_PROGRAM,
	COLUMN_STAMP,
	COLUMN_SHA256,
	COLUMN_BYTES,
	COLUMN_PAGES,
	COLUMN_FACTS,
	COLUMN_MESSAGES,
	COLUMN_SUM,
};

#define COLUMNS                                                                              \
	"path, source, near, lang, edition, format, paper, key, program, stamp, sha256, bytes, " \
	"pages, facts, messages, sum"

static const char schema[] =
	"BEGIN IMMEDIATE;"
	"CREATE TABLE IF NOT EXISTS output(path TEXT PRIMARY KEY, source TEXT, near TEXT, lang TEXT,"
	" edition TEXT, format TEXT, paper TEXT, key TEXT, program TEXT, stamp TEXT, sha256 TEXT,"
	" bytes INTEGER, pages INTEGER, facts BLOB, messages BLOB, sum TEXT) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS file(path TEXT PRIMARY KEY, stamp TEXT, hash TEXT) WITHOUT ROWID;"
	"PRAGMA user_version = 2;"
	"COMMIT";

enum statement { FIND, KEEP, FORGET, ALL, COUNT, FILE_FIND, FILE_KEEP, STATEMENT_COUNT };

static const char *const statements[] = {
	[FIND] = "SELECT " COLUMNS " FROM output WHERE path = ?",
	[KEEP] = "INSERT OR REPLACE INTO output(" COLUMNS ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[FORGET] = "DELETE FROM output WHERE path = ?",
	[ALL] = "SELECT " COLUMNS " FROM output ORDER BY path",
	[COUNT] = "SELECT count(*) FROM output",
	[FILE_FIND] = "SELECT stamp, hash FROM file WHERE path = ?",
	[FILE_KEEP] = "INSERT OR REPLACE INTO file(path, stamp, hash) VALUES(?,?,?)",
};

struct cache {
	struct arena *arena;
	struct diag *diag;
	const char *dir, *file;
	sqlite3 *db; /* NULL: not open */
	sqlite3_stmt *prepared[STATEMENT_COUNT];
	bool has_tables, only_read;
	char *real;             /* dir after links; NULL: not asked for yet */
	char *near, *found;     /* what source_of was asked for last, and where it is */
	const char *unusable;   /* why, a phrase: it is not tried again; NULL: it is usable */
	const char *unwritable; /* the same of writing alone */
	bool told;
};

static void close_database(struct cache *cache)
{
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		sqlite3_finalize(cache->prepared[i]);
		cache->prepared[i] = NULL;
	}
	sqlite3_close(cache->db);
	cache->db = NULL;
	cache->has_tables = false;
}

static void close_cache(void *data)
{
	struct cache *cache = data;

	close_database(cache);
	free(cache->real);
	free(cache->near);
	free(cache->found);
}

static void give_up(struct cache *cache, const char *why)
{
	cache->unusable = str_copy(cache->arena, why);
	close_database(cache);
}

void cache_tell_unusable(struct cache *cache)
{
	const char *why = cache->unusable ? cache->unusable : cache->unwritable;

	if (!why || cache->told)
		return;
	cache->told = true;
	diag_note(
		cache->diag, POS_FILE(cache->file),
		"cannot be used (%s), so that what this build made is not remembered: allow the file to "
		"be written, or remove it",
		why);
}

static bool execute(struct cache *cache, const char *sql)
{
	return sqlite3_exec(cache->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Whether the error says that the file is not what it was, rather than that it cannot be had. */
static bool is_damage(const struct cache *cache, int error)
{
	switch (error & 0xff) {
	case SQLITE_READONLY: /* so says a damaged head too */
		return access(cache->file, W_OK) == 0 && access(cache->dir, W_OK) == 0;
	case SQLITE_ERROR:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_MISMATCH:
	case SQLITE_SCHEMA:
		return true;
	default:
		return false;
	}
}

/* The version of the tables, 0 for an empty file; false with an error in the database. */
static bool version(struct cache *cache, int *found)
{
	sqlite3_stmt *statement = NULL;
	bool good =
		sqlite3_prepare_v2(cache->db, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK &&
		sqlite3_step(statement) == SQLITE_ROW;

	*found = good ? sqlite3_column_int(statement, 0) : 0;
	return sqlite3_finalize(statement) == SQLITE_OK && good;
}

/* Opens the file; false with an error in the database. */
static bool open_database(struct cache *cache, int flags)
{
	return sqlite3_open_v2(cache->file, &cache->db, SQLITE_OPEN_READWRITE | flags, NULL) ==
			   SQLITE_OK &&
		   sqlite3_busy_timeout(cache->db, WAIT_MS) == SQLITE_OK &&
		   /* A crash of the system may cost the cache, which costs only time. */
		   execute(cache, "PRAGMA synchronous = OFF");
}

/* Empties the file, whatever is in it; other builds that have it open find it empty. */
static bool empty(struct cache *cache)
{
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		sqlite3_finalize(cache->prepared[i]);
		cache->prepared[i] = NULL;
	}
	cache->has_tables = false;
	if (!sqlite3_get_autocommit(cache->db))
		execute(cache, "ROLLBACK");
	if (sqlite3_db_config(cache->db, SQLITE_DBCONFIG_RESET_DATABASE, 1, NULL) != SQLITE_OK)
		return false;
	bool emptied = execute(cache, "VACUUM");
	sqlite3_db_config(cache->db, SQLITE_DBCONFIG_RESET_DATABASE, 0, NULL);
	return emptied;
}

/* Empties the file of another version of the program. */
static void begin_again(struct cache *cache)
{
	diag_note(cache->diag, POS_FILE(cache->file),
			  "is of another version of the program and is begun again: everything is made again");
	empty(cache);
}

/* After an error: empties a damaged file, gives up an unusable one. */
static void mend(struct cache *cache)
{
	int error = cache->db ? sqlite3_errcode(cache->db) : SQLITE_NOMEM;

	if (error == SQLITE_NOMEM)
		arena_exhausted();
	if (cache->only_read || !is_damage(cache, error)) {
		give_up(cache, sqlite3_errmsg(cache->db));
		return;
	}
	diag_note(cache->diag, POS_FILE(cache->file),
			  "was damaged and is begun again: everything is made again");
	if (!empty(cache)) {
		close_database(cache);
		if (unlink(cache->file) != 0 || !open_database(cache, SQLITE_OPEN_CREATE))
			give_up(cache, "it is damaged and cannot be removed");
	}
}

/* Whether the database is open, and has its tables where they are needed. */
static bool ready(struct cache *cache, bool needs_tables)
{
	struct stat st;
	bool there = lstat(cache->file, &st) == 0;

	if (!cache->unusable && !cache->db && (there || needs_tables)) {
		if (there && !S_ISREG(st.st_mode))
			give_up(cache, S_ISLNK(st.st_mode) ? "it is a link" : "it is not a file");
		else if (!open_database(cache, SQLITE_OPEN_CREATE))
			mend(cache);
	}
	if (cache->unusable || !cache->db)
		return false;
	if (!cache->has_tables) {
		int found;
		if (!version(cache, &found))
			mend(cache);
		else if (needs_tables && found != 0 && found != SCHEMA_VERSION)
			begin_again(cache);
		cache->has_tables = found == SCHEMA_VERSION;
	}
	if (cache->has_tables || cache->unusable || !needs_tables)
		return cache->has_tables;
	cache->has_tables = execute(cache, schema);
	if (!cache->has_tables)
		give_up(cache, sqlite3_errmsg(cache->db));
	return cache->has_tables;
}

/* The statement, ready for its values; NULL when there is no cache. */
static sqlite3_stmt *prepare(struct cache *cache, enum statement which, bool writes)
{
	if ((writes && cache->only_read) || !ready(cache, writes))
		return NULL;
	if (!cache->prepared[which] && sqlite3_prepare_v2(cache->db, statements[which], -1,
													  &cache->prepared[which], NULL) != SQLITE_OK)
		mend(cache);
	return cache->prepared[which];
}

static void bind(sqlite3_stmt *statement, int index, const char *text)
{
	sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

static void bind_bytes(sqlite3_stmt *statement, int index, struct str bytes)
{
	sqlite3_bind_blob64(statement, index, bytes.len > 0 ? bytes.s : "", bytes.len, SQLITE_STATIC);
}

/* After an error of writing: what is there can still be read if it is not damaged. */
static void mend_writing(struct cache *cache)
{
	int error = sqlite3_errcode(cache->db);

	if (error == SQLITE_NOMEM || is_damage(cache, error)) {
		mend(cache);
		return;
	}
	cache->unwritable = str_copy(cache->arena, sqlite3_errmsg(cache->db));
	cache->only_read = true;
	for (int i = 0; i < STATEMENT_COUNT; i++)
		if (cache->prepared[i])
			sqlite3_reset(cache->prepared[i]);
	if (!sqlite3_get_autocommit(cache->db))
		execute(cache, "ROLLBACK");
}

/* Runs a statement that gives no rows; false when the cache had to be mended. */
static bool finish(struct cache *cache, sqlite3_stmt *statement)
{
	bool done = sqlite3_step(statement) == SQLITE_DONE;

	if (done)
		sqlite3_reset(statement);
	else
		mend_writing(cache);
	return done;
}

static const char *relative(const struct cache *cache, const char *path)
{
	size_t len = strlen(cache->dir);

	while (len > 1 && cache->dir[len - 1] == '/')
		len--;
	return strncmp(path, cache->dir, len) == 0 && path[len] == '/' ? path + len + 1 : path;
}

/* The way from the cache's folder to another one, both after links; "" when it is not known. */
static const char *way_to(struct cache *cache, struct arena *arena, const char *source)
{
	struct buf way = {.arena = arena};
	size_t same = 0;

	if (!cache->real)
		cache->real = realpath(cache->dir, NULL);
	const char *from = cache->real;
	if (!from || from[0] != '/' || source[0] != '/')
		return "";
	for (size_t i = 0;; i++) {
		if ((!from[i] || from[i] == '/') && (!source[i] || source[i] == '/'))
			same = i;
		if (!from[i] || from[i] != source[i])
			break;
	}
	for (const char *c = from + same; *c; c++)
		if (*c == '/' && c[1] != '\0')
			buf_puts(&way, "../");
	buf_puts(&way, source[same] == '/' ? source + same + 1 : source + same);
	return way.len > 0 ? buf_chars(&way) : ".";
}

/* Where a handout's folder is: on the way to it if there is a handout, as when both were moved or
 * copied together; else where it was. */
static const char *source_of(struct cache *cache, const char *near, const char *source)
{
	if (near[0] == '\0')
		return source;
	if (!str_same(cache->near, near)) {
		struct arena *arena = arena_new();
		const char *there = path_join(arena, cache->dir, near);
		free(cache->near);
		free(cache->found);
		cache->near = strdup(near);
		cache->found =
			file_is_absent(path_join(arena, there, "handout.yaml")) ? NULL : realpath(there, NULL);
		arena_free(arena);
	}
	return cache->found ? cache->found : source;
}

/* The sum of all columns but the sum. */
static const char *sum_of(struct arena *arena, const struct cached *cached, const char *path,
						  const char *near)
{
	struct buf all = {.arena = arena};
	const char *const texts[] = {path,          cached->source,  near,
								 cached->lang,  cached->edition, cached->format,
								 cached->paper, cached->key,     cached->program,
								 cached->stamp, cached->sha256};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		buf_add(&all, texts[i], strlen(texts[i]) + 1);
	buf_fmt(&all, "%zu %d %zu ", cached->bytes, cached->pages, cached->facts.len);
	buf_add(&all, cached->facts.s, cached->facts.len);
	buf_add(&all, cached->messages.s, cached->messages.len);
	return hash_sha256(arena, buf_str(&all));
}

static const char *text_at(struct arena *arena, sqlite3_stmt *statement, int column)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	return text ? str_copy(arena, text) : "";
}

static struct str bytes_at(struct arena *arena, sqlite3_stmt *statement, int column)
{
	const char *bytes = sqlite3_column_blob(statement, column);
	int len = sqlite3_column_bytes(statement, column);

	return str_dup(arena, (struct str){bytes, bytes ? (size_t)len : 0});
}

/* The row that the statement is at; false when its sum is wrong. */
static bool row(struct cache *cache, struct arena *arena, sqlite3_stmt *statement,
				struct cached *out)
{
	const char *path = text_at(arena, statement, COLUMN_PATH);
	const char *near = text_at(arena, statement, COLUMN_NEAR);

	*out = (struct cached){
		.path = path_join(arena, cache->dir, path),
		.source = text_at(arena, statement, COLUMN_SOURCE),
		.lang = text_at(arena, statement, COLUMN_LANG),
		.edition = text_at(arena, statement, COLUMN_EDITION),
		.format = text_at(arena, statement, COLUMN_FORMAT),
		.paper = text_at(arena, statement, COLUMN_PAPER),
		.key = text_at(arena, statement, COLUMN_KEY),
		.program = text_at(arena, statement, COLUMN_PROGRAM),
		.stamp = text_at(arena, statement, COLUMN_STAMP),
		.sha256 = text_at(arena, statement, COLUMN_SHA256),
		.bytes = (size_t)sqlite3_column_int64(statement, COLUMN_BYTES),
		.pages = sqlite3_column_int(statement, COLUMN_PAGES),
		.facts = bytes_at(arena, statement, COLUMN_FACTS),
		.messages = bytes_at(arena, statement, COLUMN_MESSAGES),
	};
	if (!str_same(sum_of(arena, out, path, near), text_at(arena, statement, COLUMN_SUM)))
		return false;
	out->source = str_copy(arena, source_of(cache, near, out->source));
	return true;
}

struct cache *cache_open(struct arena *arena, struct diag *diag, const char *dir, const char *name)
{
	struct cache *cache = ARENA_NEW(arena, struct cache);

	*cache = (struct cache){.arena = arena, .diag = diag, .dir = dir};
	cache->file = path_join(arena, dir, name);
	arena_defer(arena, close_cache, cache);
	return cache;
}

void cache_only_read(struct cache *cache)
{
	cache->only_read = true;
}

bool cache_is_alone(const struct cache *cache)
{
	struct arena *arena = arena_new();
	size_t count = 0, caches = 0;
	char **names = file_list(arena, cache->dir, &count);

	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(names[i]), end = strlen(ENDING);
		caches += names[i][0] == '.' && len > end && strcmp(names[i] + len - end, ENDING) == 0;
	}
	arena_free(arena);
	return caches < 2;
}

struct cache *cache_again(struct arena *arena, struct diag *diag, const struct cache *cache)
{
	return cache_open(arena, diag, cache->dir, path_base(cache->file));
}

bool cache_find(struct cache *cache, struct arena *arena, const char *path, struct cached *out)
{
	sqlite3_stmt *statement = prepare(cache, FIND, false);
	bool found = false;

	if (!statement)
		return false;
	bind(statement, 1, relative(cache, path));
	int status = sqlite3_step(statement);
	if (status == SQLITE_ROW)
		found = row(cache, arena, statement, out);
	if (status == SQLITE_ROW || status == SQLITE_DONE)
		sqlite3_reset(statement);
	else
		mend(cache);
	return found;
}

/* False when it was not kept; then the cache was mended or cannot be used. */
static bool keep(struct cache *cache, const struct cached *cached)
{
	sqlite3_stmt *statement = prepare(cache, KEEP, true);

	if (!statement)
		return false;
	struct arena *arena = arena_new();
	const char *path = relative(cache, cached->path);
	const char *near = way_to(cache, arena, cached->source);
	bind(statement, COLUMN_PATH + 1, path);
	bind(statement, COLUMN_SOURCE + 1, cached->source);
	bind(statement, COLUMN_NEAR + 1, near);
	bind(statement, COLUMN_LANG + 1, cached->lang);
	bind(statement, COLUMN_EDITION + 1, cached->edition);
	bind(statement, COLUMN_FORMAT + 1, cached->format);
	bind(statement, COLUMN_PAPER + 1, cached->paper);
	bind(statement, COLUMN_KEY + 1, cached->key);
	bind(statement, COLUMN_PROGRAM + 1, cached->program);
	bind(statement, COLUMN_STAMP + 1, cached->stamp);
	bind(statement, COLUMN_SHA256 + 1, cached->sha256);
	sqlite3_bind_int64(statement, COLUMN_BYTES + 1, (sqlite3_int64)cached->bytes);
	sqlite3_bind_int(statement, COLUMN_PAGES + 1, cached->pages);
	bind_bytes(statement, COLUMN_FACTS + 1, cached->facts);
	bind_bytes(statement, COLUMN_MESSAGES + 1, cached->messages);
	bind(statement, COLUMN_SUM + 1, sum_of(arena, cached, path, near));
	bool kept = finish(cache, statement);
	arena_free(arena);
	return kept;
}

/* As finish, for a statement without values. */
static bool step(struct cache *cache, const char *sql)
{
	bool done = execute(cache, sql);

	if (!done)
		mend_writing(cache);
	return done;
}

/* False when it was not kept; then the cache was mended or cannot be used. */
static bool keep_file(struct cache *cache, const char *path, const char *stamp, const char *hash)
{
	sqlite3_stmt *statement = prepare(cache, FILE_KEEP, true);

	if (!statement)
		return false;
	bind(statement, 1, path);
	bind(statement, 2, stamp);
	bind(statement, 3, hash);
	return finish(cache, statement);
}

/* All of them or none. A cache that is mended forgets what was begun. */
static bool keep_all(struct cache *cache, const struct cached *cached, size_t count,
					 const char *outdated)
{
	if (cache->only_read || !ready(cache, true) || !step(cache, "BEGIN IMMEDIATE"))
		return false;
	if (outdated && !keep_file(cache, outdated, "outdated", ""))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!keep(cache, &cached[i]))
			return false;
	return step(cache, "COMMIT");
}

void cache_keep(struct cache *cache, const struct cached *cached, size_t count,
				const char *outdated)
{
	bool kept = keep_all(cache, cached, count, outdated);

	if (!kept) /* once more after damage */
		kept = keep_all(cache, cached, count, outdated);
	if (!kept)
		cache_tell_unusable(cache);
}

void cache_renew(struct cache *cache, const struct cached *cached)
{
	keep_all(cache, cached, 1, NULL);
}

void cache_forget(struct cache *cache, const char *path)
{
	sqlite3_stmt *statement = cache->only_read ? NULL : prepare(cache, FORGET, false);

	if (!statement)
		return;
	bind(statement, 1, relative(cache, path));
	finish(cache, statement);
}

void cache_each(struct cache *cache, void (*each)(void *data, const struct cached *), void *data)
{
	sqlite3_stmt *statement = prepare(cache, ALL, false);
	int status = SQLITE_DONE;

	while (statement && (status = sqlite3_step(statement)) == SQLITE_ROW) {
		struct arena *arena = arena_new();
		struct cached found;
		if (row(cache, arena, statement, &found))
			each(data, &found);
		arena_free(arena);
	}
	if (status != SQLITE_DONE)
		mend(cache);
	else if (statement)
		sqlite3_reset(statement);
}

size_t cache_count(struct cache *cache)
{
	sqlite3_stmt *statement = prepare(cache, COUNT, false);
	size_t count = 0;

	if (statement && sqlite3_step(statement) == SQLITE_ROW) {
		count = (size_t)sqlite3_column_int64(statement, 0);
		sqlite3_reset(statement);
	} else if (statement) {
		mend(cache);
	}
	return count;
}

const char *cache_file_hash(struct cache *cache, struct arena *arena, const char *path,
							const char *stamp, bool *known)
{
	sqlite3_stmt *statement = prepare(cache, FILE_FIND, false);
	const char *hash = NULL;

	if (known)
		*known = false;
	if (!statement)
		return NULL;
	bind(statement, 1, path);
	int status = sqlite3_step(statement);
	if (status == SQLITE_ROW && strcmp(text_at(arena, statement, 0), stamp) == 0)
		hash = text_at(arena, statement, 1);
	if (known)
		*known = status == SQLITE_ROW;
	if (status == SQLITE_ROW || status == SQLITE_DONE)
		sqlite3_reset(statement);
	else
		mend(cache);
	return hash;
}

void cache_keep_file(struct cache *cache, const char *path, const char *stamp, const char *hash)
{
	/* Where there are no outputs yet there may never be any. */
	if (file_is_dir(cache->dir))
		keep_file(cache, path, stamp, hash);
}
