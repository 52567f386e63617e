/* po/signoff.yaml: who signed which segments. A signature is under the hash of the words, so it
 * falls away by itself when either text changes. */
#include "translate/signoff.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "read/yaml.h"

enum { HASH_DIGITS = 16, HASHES_PER_LINE = 4 };

const char *const signoff_roles[] = {"translator", "reviewer", "approver", NULL};
const char *const signoff_processes[] = {"human", "mt+human", "mt", NULL};

const char *signoff_hash(struct arena *arena, const char *context, const char *source,
						 const char *translation)
{
	struct buf buf = {.arena = arena};
	/* with their NULs, so that no two triples give the same bytes */
	buf_add(&buf, context, strlen(context) + 1);
	buf_add(&buf, source, strlen(source) + 1);
	buf_add(&buf, translation, strlen(translation) + 1);
	return str_copy_n(arena, hash_sha256(arena, buf_str(&buf)), HASH_DIGITS);
}

static int compare_hashes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_segments(struct arena *arena, struct diag *diag, const struct yaml *list,
						  struct signoff_entry *entry)
{
	size_t count = 0, used = 0;
	for (const struct yaml *n = list->child; n; n = n->next)
		count++;
	const char **hashes = ARENA_ARRAY(arena, const char *, count);
	for (const struct yaml *n = list->child; n; n = n->next) {
		bool good = n->kind == YAML_TEXT && strlen(n->text) == HASH_DIGITS &&
					strspn(n->text, "0123456789abcdef") == HASH_DIGITS;
		if (good)
			hashes[used++] = n->text;
		else
			diag_error(diag, n->pos,
					   "not the key of a segment (%d digits of 0-9 and a-f): remove it and sign "
					   "again with \"handout signoff\"",
					   HASH_DIGITS);
	}
	if (used)
		qsort(hashes, used, sizeof *hashes, compare_hashes);
	for (size_t i = 0; i < used; i++)
		if (!entry->count || strcmp(hashes[entry->count - 1], hashes[i]) != 0)
			hashes[entry->count++] = hashes[i];
	entry->hashes = hashes;
}

static void read_entry(struct arena *arena, struct diag *diag, const struct yaml *map,
					   struct signoff_entry *entry)
{
	static const struct yaml_field fields[] = {
		{"language", YAML_TEXT, true}, {"name", YAML_TEXT, true}, {"role", YAML_TEXT, true},
		{"process", YAML_TEXT, true},  {"date", YAML_TEXT, true}, {"segments", YAML_LIST, true},
		{NULL, YAML_TEXT, false},
	};
	if (!yaml_check(diag, map, fields))
		return;
	int role = yaml_choice(diag, yaml_get(map, "role"), signoff_roles);
	int process = yaml_choice(diag, yaml_get(map, "process"), signoff_processes);
	const struct yaml *date = yaml_get(map, "date"), *segments = yaml_get(map, "segments");
	entry->lang = yaml_text(map, "language", "");
	entry->name = yaml_text(map, "name", "");
	entry->pos = map->pos;
	if (role >= 0 && process >= 0) {
		entry->role = (enum signoff_role)role;
		entry->process = (enum signoff_process)process;
	}
	if (date && !date_parse(date->text, &entry->date))
		diag_error(diag, date->pos, "\"%s\" is not a date: %s", date->text,
				   date_remedy(arena, date->text));
	if (segments)
		read_segments(arena, diag, segments, entry);
}

struct signoff *signoff_read(struct arena *arena, struct diag *diag, const char *path)
{
	static const struct yaml_field fields[] = {{"signoffs", YAML_LIST, false},
											   {NULL, YAML_TEXT, false}};
	struct signoff *signoff = ARENA_NEW(arena, struct signoff);
	size_t before = diag->errors, count = 0;
	if (file_is_absent(path))
		return signoff;
	const struct yaml *root = yaml_read(arena, diag, path);
	if (!root || !yaml_check(diag, root, fields))
		return NULL;
	const struct yaml *list = yaml_get(root, "signoffs");
	for (const struct yaml *n = list ? list->child : NULL; n; n = n->next)
		count++;
	struct signoff_entry *entries = ARENA_ARRAY(arena, struct signoff_entry, count);
	for (const struct yaml *n = list ? list->child : NULL; n; n = n->next)
		read_entry(arena, diag, n, &entries[signoff->count++]);
	signoff->entries = entries;
	return diag->errors == before ? signoff : NULL;
}

static void write_segments(struct buf *out, const char *const *hashes, size_t count)
{
	buf_puts(out, "    segments: [");
	for (size_t i = 0; i < count; i++) {
		buf_puts(out, i % HASHES_PER_LINE ? " " : "\n      ");
		/* in quotes: sixteen digits would be a number to other programs */
		buf_fmt(out, "\"%s\"%s", hashes[i], i + 1 < count ? "," : "\n    ");
	}
	buf_puts(out, "]\n");
}

static void write_entry(struct arena *arena, struct buf *out, const struct signoff_entry *entry)
{
	const char **hashes = ARENA_ARRAY(arena, const char *, entry->count);
	if (entry->count) {
		memcpy(hashes, entry->hashes, entry->count * sizeof *hashes);
		qsort(hashes, entry->count, sizeof *hashes, compare_hashes);
	}
	buf_fmt(out, "  - language: %s\n    name: ", entry->lang);
	yaml_quote(out, entry->name);
	buf_fmt(out, "\n    role: %s\n    process: %s\n    date: %s\n", signoff_roles[entry->role],
			signoff_processes[entry->process], date_iso(arena, entry->date));
	write_segments(out, hashes, entry->count);
}

struct str signoff_write(struct arena *arena, const struct signoff *signoff)
{
	struct buf out = {.arena = arena};
	buf_puts(&out,
			 "# Who translated and who reviewed which segments. Written by \"handout "
			 "signoff\".\nsignoffs:");
	buf_puts(&out, signoff->count ? "\n" : " []\n");
	for (size_t i = 0; i < signoff->count; i++)
		write_entry(arena, &out, &signoff->entries[i]);
	return buf_str(&out);
}

static bool covers(const struct signoff_entry *entry, const char *hash)
{
	return entry->count &&
		   bsearch(&hash, entry->hashes, entry->count, sizeof *entry->hashes, compare_hashes);
}

enum state signoff_state(const struct signoff *signoff, const char *lang, const char *hash)
{
	enum state best = STATE_DRAFT;
	for (size_t i = 0; signoff && i < signoff->count; i++) {
		const struct signoff_entry *entry = &signoff->entries[i];
		if (entry->role == SIGNOFF_TRANSLATOR || entry->process == PROCESS_MT ||
			strcmp(entry->lang, lang) != 0 || !covers(entry, hash))
			continue;
		enum state state = entry->role == SIGNOFF_APPROVER ? STATE_APPROVED : STATE_REVIEWED;
		best = state > best ? state : best;
	}
	return best;
}

const struct signoff_entry *signoff_last(const struct signoff *signoff, const char *lang,
										 enum signoff_role role)
{
	for (size_t i = signoff ? signoff->count : 0; i-- > 0;)
		if (signoff->entries[i].role == role && strcmp(signoff->entries[i].lang, lang) == 0)
			return &signoff->entries[i];
	return NULL;
}
