/* Translations out as XLIFF, in from XLIFF or Markdown. */
#include "batch/exchange.h"

#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "document/pseudo.h"
#include "translate/apply.h"
#include "translate/brought.h"
#include "translate/parallel.h"
#include "translate/xliff.h"

static const char *po_path(struct arena *arena, const struct source *source, const char *lang)
{
	return path_join(arena, source->dir, str_fmt(arena, "po/%s.po", lang));
}

/* The PO of a language; *po is NULL when there is none; false after reporting. */
static bool read_po(struct arena *arena, struct diag *diag, const struct source *source,
					const char *lang, const struct po **po)
{
	const char *path = po_path(arena, source, lang);

	*po = file_is_absent(path) ? NULL : po_read(arena, diag, path);
	return *po || file_is_absent(path);
}

static bool is_wanted(const char *const *languages, const char *lang)
{
	for (const char *const *item = languages; item && *item; item++)
		if (g_ascii_strcasecmp(*item, lang) == 0 || g_pattern_match_simple(*item, lang))
			return true;
	return !languages;
}

static bool export_language(struct arena *arena, struct diag *diag, const struct source *source,
							const char *lang, const char *dir, struct buf *out)
{
	const char *name = str_fmt(arena, "%s-%s.xlf", source->handout->name, lang);
	const char *path = path_join(arena, dir, name);
	const struct po *po;

	if (!read_po(arena, diag, source, lang, &po))
		return false;
	const struct translation *translation =
		translate_apply(arena, diag, source->handout, source->document, &source->messages, po,
						source->signoff, lang);
	if (!translation || !file_write(diag, path, xliff_write(arena, source->handout, translation)))
		return false;
	buf_fmt(out, "%s: %s (written)\n", path, str_count(arena, translation->count, "message"));
	return true;
}

bool exchange_export(struct arena *arena, struct diag *diag, const struct source *source,
					 const char *const *languages, const char *dir, struct buf *out)
{
	const struct handout *handout = source->handout;
	bool good = true;

	for (size_t i = 0; i < handout->languages.count; i++) {
		const char *lang = handout->languages.items[i].text;
		if (!str_same(lang, handout->language) && !pseudo_is(lang) && is_wanted(languages, lang))
			good = export_language(arena, diag, source, lang, dir, out) && good;
	}
	return good;
}

/* The handout's own spelling of a language that it is translated to; NULL after reporting. */
static const char *own_language(struct diag *diag, const struct handout *handout, const char *lang,
								const char *path)
{
	if (!lang) {
		diag_error(diag, POS_FILE(path), "it does not say in which language it is: add -l LANG");
		return NULL;
	}
	for (size_t i = 0; i < handout->languages.count; i++) {
		const char *own = handout->languages.items[i].text;
		if (g_ascii_strcasecmp(own, lang) == 0 && !str_same(own, handout->language))
			return own;
	}
	if (g_ascii_strcasecmp(lang, handout->language) == 0)
		diag_error(diag, POS_FILE(path),
				   "\"%s\" is the language of the source: change the texts themselves", lang);
	else
		diag_error(diag, POS_FILE(path),
				   "the handout is not translated to \"%s\": add it to languages in handout.yaml",
				   lang);
	return NULL;
}

static const struct node *part_of(const struct source *source, const struct part *part)
{
	for (const struct node *n = source->document->child; n; n = n->next)
		if (n->u.part.kind == part->kind)
			return n;
	return NULL;
}

/* What a Markdown file has. */
static bool read_markdown(struct arena *arena, struct diag *diag, const struct source *source,
						  struct str text, const char *path, struct brought_list *list)
{
	const struct part *part = parallel_part(arena, diag, source->handout, path);
	const struct node *node = part ? part_of(source, part) : NULL;

	return node && parallel_align(arena, diag, source->handout, part, node, text, path, list);
}

/* How many segments the file calls reviewed or approved for which nobody has signed. */
static size_t count_unsigned(const struct brought_list *list, const struct translation *translation)
{
	GHashTable *states = g_hash_table_new(g_str_hash, g_str_equal);
	size_t count = 0;

	for (size_t i = 0; i < translation->count; i++)
		g_hash_table_insert(states, (gpointer)translation->segments[i].context,
							GINT_TO_POINTER((int)translation->segments[i].state));
	for (size_t i = 0; i < list->count; i++) {
		int state = GPOINTER_TO_INT(g_hash_table_lookup(states, list->items[i].context));
		count += list->items[i].state >= STATE_REVIEWED && state < (int)list->items[i].state;
	}
	g_hash_table_destroy(states);
	return count;
}

/* Writes the PO with the list. */
static bool bring(struct arena *arena, struct diag *diag, const struct source *source,
				  const char *lang, const struct brought_list *list, bool over, struct buf *out)
{
	const char *path = po_path(arena, source, lang);
	struct brought_counts counts;
	const struct po *old;

	if (!read_po(arena, diag, source, lang, &old))
		return false;
	const struct po *with = brought_into(arena, diag, &source->messages, old, list, over, &counts);
	struct str bytes = messages_merge(arena, source->handout, &source->messages, with, lang);
	const struct po *po = po_parse(arena, diag, bytes, path);
	if (!po || !file_write(diag, path, bytes))
		return false;
	buf_fmt(out, "%s: %zu taken, %zu stale, %zu kept as they were, %zu not placed\n", path,
			counts.taken, counts.stale, counts.kept, counts.unplaced);
	const struct translation *now =
		translate_apply(arena, diag_new(arena), source->handout, source->document,
						&source->messages, po, source->signoff, lang);
	size_t lacking = now ? count_unsigned(list, now) : 0;
	if (lacking)
		diag_note(diag, POS_FILE(path),
				  "%s marked reviewed or final in the file: record the reviewer with "
				  "\"handout signoff\"",
				  str_count(arena, lacking, "segment"));
	return true;
}

bool exchange_import(struct arena *arena, struct diag *diag, const struct source *source,
					 const char *lang, const char *path, struct buf *out)
{
	bool markdown = g_str_has_suffix(path, ".md") || g_str_has_suffix(path, ".markdown");
	struct brought_list list = {0};
	struct xliff *xliff = NULL;
	struct str text;

	if (!file_read_text(arena, diag, path, &text))
		return false;
	if (!markdown && !(xliff = xliff_read(arena, diag, text, path)))
		return false;
	if (xliff && xliff->lang && lang && g_ascii_strcasecmp(xliff->lang, lang) != 0) {
		diag_error(diag, POS_FILE(path), "its language is \"%s\", not \"%s\": correct -l",
				   xliff->lang, lang);
		return false;
	}
	lang = own_language(diag, source->handout, xliff && xliff->lang ? xliff->lang : lang, path);
	if (!lang)
		return false;
	if (xliff)
		list = xliff->list;
	else if (!read_markdown(arena, diag, source, text, path, &list))
		return false;
	return bring(arena, diag, source, lang, &list, xliff != NULL, out);
}
