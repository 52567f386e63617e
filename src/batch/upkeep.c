/* Keeping translations: merging writes PO files, signing writes po/signoff.yaml; both only when
 * something changed. */
#include "batch/upkeep.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "document/locale.h"
#include "document/pseudo.h"
#include "read/po.h"
#include "translate/messages.h"

static const char *po_path(struct arena *arena, const struct source *source, const char *name)
{
	return path_join(arena, source->dir, str_fmt(arena, "po/%s", name));
}

/* Writes the bytes unless the file has them already; *changed says which. */
static bool write_changed(struct arena *arena, struct diag *diag, const char *path,
						  struct str bytes, bool *changed)
{
	struct str old;

	*changed = true;
	if (file_exists(path) && file_read(arena, diag, path, &old) && str_eq(old, bytes)) {
		*changed = false;
		return true;
	}
	return file_write(diag, path, bytes);
}

/* "content/x/po/es.po: 95 translated, 1 stale, 2 missing, 0 obsolete (unchanged)" */
static void add_counts(struct buf *out, const char *path, const struct po *po, bool changed)
{
	size_t translated = 0, stale = 0, missing = 0, obsolete = 0;

	for (size_t i = 0; i < po->count; i++) {
		const struct po_message *message = &po->messages[i];
		if (message->obsolete)
			obsolete++;
		else if (!message->str || message->str[0] == '\0')
			missing++;
		else if (message->fuzzy)
			stale++;
		else
			translated++;
	}
	buf_fmt(out, "%s: %zu translated, %zu stale, %zu missing, %zu obsolete (%s)\n", path,
			translated, stale, missing, obsolete, changed ? "written" : "unchanged");
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Keys of segments that moved, old to new: what was signed under another context stays signed. */
static GHashTable *moves_of(struct arena *arena, const struct messages *messages,
							const struct po *old)
{
	GHashTable *moves = g_hash_table_new(g_str_hash, g_str_equal);
	const struct po_message **aligned = messages_align(arena, messages, old);

	for (size_t i = 0; i < messages->count; i++) {
		const struct source_message *source = &messages->items[i];
		const struct po_message *from = aligned[i];
		if (!messages_current(source, from) || str_same(from->context, source->context))
			continue;
		g_hash_table_insert(
			moves, (gpointer)signoff_hash(arena, from->context, source->text, from->str),
			(gpointer)signoff_hash(arena, source->context, source->text, from->str));
	}
	return moves;
}

/* Leads the signatures of a language after the segments that moved. */
static void follow_moves(struct arena *arena, struct signoff *signoff, const char *lang,
						 GHashTable *moves)
{
	struct signoff_entry *entries = ARENA_ARRAY(arena, struct signoff_entry, signoff->count);

	for (size_t i = 0; i < signoff->count; i++) {
		struct signoff_entry *entry = &entries[i];
		*entry = signoff->entries[i];
		if (!str_same(entry->lang, lang))
			continue;
		const char **hashes = ARENA_ARRAY(arena, const char *, entry->count);
		for (size_t j = 0; j < entry->count; j++) {
			const char *to = g_hash_table_lookup(moves, entry->hashes[j]);
			hashes[j] = to ? to : entry->hashes[j];
		}
		if (entry->count)
			qsort(hashes, entry->count, sizeof *hashes, by_text);
		entry->hashes = hashes;
	}
	signoff->entries = entries;
}

static bool merge_language(struct arena *arena, struct diag *diag, const struct source *source,
						   const char *lang, struct signoff *signoff, struct buf *out)
{
	const char *path = po_path(arena, source, str_fmt(arena, "%s.po", lang));
	const struct po *old = NULL;
	bool changed;

	const char *other =
		file_is_absent(path) ? messages_otherwise_named(arena, source->handout, lang) : NULL;
	if (other) {
		diag_error(diag, POS_FILE(other),
				   "the translation to %s is looked for in %s.po: rename this file if it is that, "
				   "else put it into another folder",
				   lang, lang);
		return false;
	}
	if (!file_is_absent(path)) {
		old = po_read(arena, diag, path);
		if (!old)
			return false;
	}
	struct str bytes = messages_merge(arena, source->handout, &source->messages, old, lang);
	const struct po *po = po_parse(arena, diag, bytes, path);
	if (!po || !write_changed(arena, diag, path, bytes, &changed))
		return false;
	GHashTable *moves = moves_of(arena, &source->messages, old);
	if (g_hash_table_size(moves))
		follow_moves(arena, signoff, lang, moves);
	g_hash_table_destroy(moves);
	add_counts(out, path, po, changed);
	return true;
}

static bool is_wanted(const char *const *languages, const char *lang)
{
	for (const char *const *item = languages; item && *item; item++)
		if (g_ascii_strcasecmp(*item, lang) == 0 || g_pattern_match_simple(*item, lang))
			return true;
	return !languages;
}

/* Tells of PO files that no language of the handout uses. */
static void tell_unused(struct arena *arena, const struct source *source, struct buf *out)
{
	size_t count = 0;
	char **names = file_list(arena, po_path(arena, source, ""), &count);
	for (size_t i = 0; names && i < count; i++) {
		if (!g_str_has_suffix(names[i], ".po"))
			continue;
		const char *tag = str_copy_n(arena, names[i], strlen(names[i]) - strlen(".po"));
		bool used = false;
		for (size_t k = 0; k < source->handout->languages.count; k++)
			used = used || str_same(source->handout->languages.items[k].text, tag);
		if (!used)
			buf_fmt(out, "%s: not used: add \"%s\" to languages in handout.yaml\n",
					po_path(arena, source, names[i]), tag);
	}
}

bool upkeep_messages(struct arena *arena, struct diag *diag, const struct source *source,
					 const char *const *languages, struct buf *out)
{
	const struct handout *handout = source->handout;
	const char *pot = po_path(arena, source, "messages.pot");
	struct signoff signoff = *source->signoff;
	bool changed;

	file_clean(po_path(arena, source, ""));
	bool good =
		write_changed(arena, diag, pot, messages_pot(arena, handout, &source->messages), &changed);
	if (good)
		buf_fmt(out, "%s: %s (%s)\n", pot, str_count(arena, source->messages.count, "message"),
				changed ? "written" : "unchanged");
	for (size_t i = 0; i < handout->languages.count; i++) {
		const char *lang = handout->languages.items[i].text;
		if (!str_same(lang, handout->language) && !pseudo_is(lang) && is_wanted(languages, lang))
			good = merge_language(arena, diag, source, lang, &signoff, out) && good;
	}
	tell_unused(arena, source, out);
	if (signoff.entries != source->signoff->entries)
		good = write_changed(arena, diag, po_path(arena, source, "signoff.yaml"),
							 signoff_write(arena, &signoff), &changed) &&
			   good;
	return good;
}

static bool matches(const char *const *globs, const char *context)
{
	if (!globs)
		return true;
	for (; *globs; globs++)
		if (g_pattern_match_simple(*globs, context))
			return true;
	return false;
}

static bool has(const char *const *sorted, size_t count, const char *text)
{
	return count > 0 && bsearch(&text, sorted, count, sizeof *sorted, by_text) != NULL;
}

/* The keys of the segments to sign, sorted. */
static const char **keys_of(struct arena *arena, const struct messages *messages,
							const struct po *po, const char *const *globs, size_t *count)
{
	const char **keys = ARENA_ARRAY(arena, const char *, messages->count + 1);

	const struct po_message **aligned = messages_align(arena, messages, po);

	*count = 0;
	for (size_t i = 0; i < messages->count; i++) {
		const struct source_message *source = &messages->items[i];
		const struct po_message *message = aligned[i];
		if (messages_current(source, message) && matches(globs, source->context))
			keys[(*count)++] = signoff_hash(arena, message->context, source->text, message->str);
	}
	qsort(keys, *count, sizeof *keys, by_text);
	return keys;
}

static bool same_signer(const struct signoff_entry *a, const struct signoff_entry *b)
{
	return str_same(a->lang, b->lang) && str_same(a->name, b->name) && a->role == b->role;
}

static bool same_act(const struct signoff_entry *a, const struct signoff_entry *b)
{
	return same_signer(a, b) && a->process == b->process && a->date.year == b->date.year &&
		   a->date.month == b->date.month && a->date.day == b->date.day;
}

/* The entries with the keys signed: kept in their order, the signed one last if it is new. */
static struct signoff signed_off(struct arena *arena, const struct signoff *old,
								 const struct signoff_entry *entry, const char **keys, size_t count)
{
	struct signoff_entry *entries = ARENA_ARRAY(arena, struct signoff_entry, old->count + 1);
	struct signoff_entry *target = NULL;
	size_t kept = 0;

	for (size_t i = 0; i < old->count; i++) {
		const struct signoff_entry *from = &old->entries[i];
		struct signoff_entry *to = &entries[kept];
		*to = *from;
		if (same_signer(from, entry)) {
			const char **hashes = ARENA_ARRAY(arena, const char *, from->count + count);
			to->hashes = hashes;
			to->count = 0;
			for (size_t j = 0; j < from->count; j++)
				if (!has(keys, count, from->hashes[j]))
					hashes[to->count++] = from->hashes[j];
			if (same_act(from, entry) && !target) {
				memcpy(hashes + to->count, keys, count * sizeof *keys);
				to->count += count;
				qsort(hashes, to->count, sizeof *hashes, by_text);
				target = to;
			}
		}
		if (to->count > 0)
			kept++;
	}
	if (!target) {
		target = &entries[kept++];
		*target = *entry;
		target->hashes = keys;
		target->count = count;
	}
	return (struct signoff){entries, kept};
}

bool upkeep_sign(struct arena *arena, struct diag *diag, const struct source *source,
				 const struct signoff_entry *entry, const char *const *globs, size_t *count)
{
	const char *path = po_path(arena, source, str_fmt(arena, "%s.po", entry->lang));
	const struct po *po = po_read(arena, diag, path);
	bool changed;

	*count = 0;
	if (!po)
		return false;
	const char **keys = keys_of(arena, &source->messages, po, globs, count);
	if (*count == 0) {
		diag_error(diag, POS_FILE(path),
				   "there is nothing to sign, for no segment that matches is translated and up to "
				   "date: see with \"handout check\" which are");
		return false;
	}
	struct signoff now = signed_off(arena, source->signoff, entry, keys, *count);
	return write_changed(arena, diag, po_path(arena, source, "signoff.yaml"),
						 signoff_write(arena, &now), &changed);
}
