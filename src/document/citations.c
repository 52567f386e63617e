/* Citations: keys to numbers, and links both ways. */
#include "document/citations.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "document/handout.h"
#include "document/locale.h"

#define NBSP "\u00A0"

static bool is_reference(const struct node *node)
{
	return node->kind == NODE_ITEM && node->u.item.key;
}

static struct node *find_reference(const struct node *document, const char *key)
{
	for (const struct node *n = document; n; n = doc_next(n, document))
		if (is_reference(n) && strcmp(n->u.item.key, key) == 0)
			return (struct node *)n;
	return NULL;
}

static void report(struct diag *diag, const struct node *document, const struct node *citation,
				   const char *key)
{
	size_t count = 0;
	for (const struct node *n = document; n; n = doc_next(n, document))
		count += is_reference(n);
	const char **keys = ARENA_ARRAY(diag->arena, const char *, count + 1);
	count = 0;
	for (const struct node *n = document; n; n = doc_next(n, document))
		if (is_reference(n))
			keys[count++] = n->u.item.key;
	const char *nearest = str_nearest(key, keys);
	if (nearest)
		diag_error(diag, citation->pos, "no reference has the key of [@%s]: did you mean [@%s]?",
				   key, nearest);
	else
		diag_error(
			diag, citation->pos,
			"no reference has the key of [@%s]: write {#%s} at the end of one, or remove the "
			"citation",
			key, key);
}

/* "[key]" in plain words, with the key of a reference. */
static void report_plain(struct diag *diag, const struct node *document, const struct node *text)
{
	const char *open = text->u.text.text;
	for (; (open = strchr(open, '[')); open++) {
		size_t len = strspn(open + 1, "abcdefghijklmnopqrstuvwxyz0123456789-");
		const char *key = str_copy_n(diag->arena, open + 1, len);
		if (len && open[len + 1] == ']' && find_reference(document, key))
			diag_warning(
				diag, text->pos,
				"[%s] is printed as it stands: write [@%s] for the number of the reference", key,
				key);
	}
}

bool citations_check(struct diag *diag, const struct node *document)
{
	bool known = true;
	for (const struct node *n = document; n; n = doc_next(n, document)) {
		if (n->kind == NODE_TEXT)
			report_plain(diag, document, n);
		if (n->kind != NODE_CITATION)
			continue;
		for (const char *const *key = n->u.citation.keys; *key; key++) {
			if (find_reference(document, *key))
				continue;
			report(diag, document, n, *key);
			known = false;
		}
	}
	return known;
}

/* The numeral of a reference as its list shows it. */
static const char *number_of(struct arena *arena, const struct node *item)
{
	const struct locale *locale = locale_find(doc_lang(item));
	int number = item->parent->u.list.start;
	for (const struct node *n = item->parent->child; n != item; n = n->next)
		number++;
	return locale ? locale_number(arena, locale, number) : str_fmt(arena, "%d", number);
}

/* What stands between two numbers. */
static const char *comma(const char *lang)
{
	static const char *const wide[] = {"Hans", "Hant", "Jpan", NULL};
	const struct locale *locale = lang ? locale_find(lang) : NULL;
	if (locale && strcmp(locale->script, "Arab") == 0)
		return "\u060C ";
	return locale && name_index(wide, locale->script) >= 0 ? "\u3001" : ", ";
}

static void keep_with_text_before(struct arena *arena, const struct node *citation)
{
	struct node *before = citation->parent->child;
	while (before != citation && before->next != citation)
		before = before->next;
	if (before == citation || before->kind != NODE_TEXT)
		return;
	const char *text = before->u.text.text;
	size_t len = strlen(text);
	if (len > 1 && text[len - 1] == ' ')
		before->u.text.text = str_fmt(arena, "%.*s" NBSP, (int)len - 1, text);
}

static struct node *new_link(struct arena *arena, const struct node *citation, struct node *item)
{
	struct node *link = doc_node(arena, NODE_LINK, citation->pos);
	link->u.link.use = LINK_CITATION;
	link->u.link.url = str_fmt(arena, "#%s", item->id);
	link->id = str_fmt(arena, "cite-%s-%d", item->u.item.key, ++item->u.item.citations);
	if (!item->u.item.cited)
		item->u.item.cited = link;
	return link;
}

/* Inside a link the numbers are words like others. */
static void connect(struct arena *arena, struct node *document, struct node *citation)
{
	citation->child = citation->last = NULL;
	bool linked = doc_ancestor(citation, NODE_LINK) != NULL;
	const char *mark = "[";
	for (const char *const *key = citation->u.citation.keys; *key; key++) {
		struct node *item = find_reference(document, *key);
		if (!item)
			continue;
		struct node *holder = linked ? citation : new_link(arena, citation, item);
		doc_append(citation, doc_text(arena, citation->pos, mark));
		doc_append(holder, doc_text(arena, citation->pos, number_of(arena, item)));
		if (!linked)
			doc_append(citation, holder);
		mark = comma(doc_lang(citation));
	}
	doc_append(citation, doc_text(arena, citation->pos, "]"));
	keep_with_text_before(arena, citation);
}

void citations_connect(struct arena *arena, struct node *document)
{
	for (struct node *n = document; n; n = (struct node *)doc_next(n, document))
		if (is_reference(n)) {
			n->u.item.cited = NULL;
			n->u.item.citations = 0;
		}
	for (struct node *n = document; n; n = (struct node *)doc_next(n, document))
		if (n->kind == NODE_CITATION)
			connect(arena, document, n);
}
