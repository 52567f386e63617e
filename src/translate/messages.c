/* The messages of a document as POT, and PO files brought up to date with them: by context alone,
 * since the sentence most like another may say the opposite of it. */
#include "translate/messages.h"

#include <string.h>

#include <glib.h>

#include "read/markdown.h"

static const char *paragraph_comment(const struct node *node)
{
	for (const struct node *n = node->parent; n; n = n->parent) {
		if (n->kind == NODE_NOTE)
			return "footnote";
		if (n->kind == NODE_CALLOUT)
			return "callout";
		if (n->kind == NODE_ITEM)
			return "list item";
		if (n->kind == NODE_QUOTE)
			return "quotation";
	}
	return "paragraph";
}

/* What the block is, for translators. */
static const char *comment_of(const struct node *node)
{
	if (node->kind == NODE_HEADING)
		return node->parent && node->parent->kind == NODE_SECTION && node->parent->u.section.number
				   ? "question"
				   : "heading";
	if (node->kind == NODE_CELL)
		return node->u.cell.head ? "table heading" : "table cell";
	if (node->kind == NODE_CAPTION)
		return "caption of an image";
	if (node->kind == NODE_FIGURE)
		return "description of an image, plain text";
	return node->kind == NODE_PARAGRAPH ? paragraph_comment(node) : NULL;
}

static bool is_message(const struct node *node)
{
	return node->context &&
		   (node->kind == NODE_FIGURE || (doc_holds_inlines(node->kind) && node->child));
}

struct messages messages_of(struct arena *arena, const struct handout *handout,
							const struct node *document)
{
	size_t count = 1;
	for (const struct node *n = document; n; n = doc_next(n, document))
		count += is_message(n);
	struct source_message *items = ARENA_ARRAY(arena, struct source_message, count);
	items[0] = (struct source_message){
		.context = "title",
		.text = handout->title,
		.comment = "title of the handout, plain text",
		.pos = handout->title_pos,
	};
	size_t used = 1;
	for (const struct node *n = document; n; n = doc_next(n, document)) {
		if (!is_message(n))
			continue;
		const char *text = n->kind == NODE_FIGURE ? n->u.figure.alt : markdown_inlines(arena, n);
		if (text && *text)
			items[used++] = (struct source_message){
				.context = n->context,
				.text = text,
				.comment = comment_of(n),
				.node = n,
				.pos = n->pos,
			};
	}
	return (struct messages){items, used};
}

/* "article.md:12", the file as seen from the handout's folder. */
static const char *reference(struct arena *arena, const struct handout *handout, struct pos pos)
{
	const char *file = pos.file, *dir = handout->dir;
	size_t len = dir ? strlen(dir) : 0;
	while (len && dir[len - 1] == '/')
		len--;
	if (!file)
		return NULL;
	if (len && strncmp(file, dir, len) == 0 && file[len] == '/')
		file += len + 1;
	return pos.line ? str_fmt(arena, "%s:%d", file, pos.line) : file;
}

/* One field of a header; own: ours to set, else only where the old header lacks it. */
struct header_field {
	const char *name, *value;
	bool own;
};

/* Adds what the old header has beyond the fields. */
static void add_other_fields(struct buf *buf, const char *old, const struct header_field *fields)
{
	while (old && *old) {
		size_t len = strcspn(old, "\n"), name = strcspn(old, ":\n");
		bool known = false;
		for (const struct header_field *f = fields; f->name; f++)
			known = known || (strlen(f->name) == name && strncmp(f->name, old, name) == 0);
		if (!known && len) {
			buf_add(buf, old, len);
			buf_putc(buf, '\n');
		}
		old += len + (old[len] == '\n');
	}
}

/* "2026-11-22 00:00+0000": the handout's issue date, since no clock may show in the bytes. */
static const char *issue_time(struct arena *arena, const struct handout *handout)
{
	if (!handout->issued.year)
		return NULL;
	return str_fmt(arena, "%s 00:00+0000", date_iso(arena, handout->issued));
}

/* lang NULL: the header of the POT. */
static const char *make_header(struct arena *arena, const struct handout *handout,
							   const struct po *old, const char *lang)
{
	const struct locale *locale = lang ? locale_find(lang) : NULL;
	const char *issued = issue_time(arena, handout);
	char *code = lang ? g_strdelimit(str_copy(arena, lang), "-", '_') : "";
	const char *team = locale ? locale->english : lang ? lang : "LANGUAGE <LL@li.org>";
	const struct header_field fields[] = {
		{"Project-Id-Version",
		 str_fmt(arena, "%s %s", handout->code ? handout->code : handout->name,
				 handout->version ? handout->version : ""),
		 true},
		{"POT-Creation-Date", issued, issued != NULL},
		{"PO-Revision-Date", lang && issued ? issued : "YEAR-MO-DA HO:MI+ZONE", false},
		{"Last-Translator", lang ? "" : "FULL NAME <EMAIL@ADDRESS>", false},
		{"Language-Team", team, false},
		{"Language", code, true},
		{"MIME-Version", "1.0", true},
		{"Content-Type", "text/plain; charset=UTF-8", true},
		{"Content-Transfer-Encoding", "8bit", true},
		{NULL, NULL, false},
	};
	struct buf buf = {.arena = arena};
	for (const struct header_field *f = fields; f->name; f++) {
		const char *kept = f->own ? NULL : po_header(arena, old, f->name);
		if (kept || f->value)
			buf_fmt(&buf, "%s: %s\n", f->name, kept ? kept : f->value);
	}
	add_other_fields(&buf, old ? old->header : NULL, fields);
	return buf_chars(&buf);
}

/* A message of the source, not translated. */
static struct po_message untranslated(struct arena *arena, const struct handout *handout,
									  const struct source_message *source)
{
	return (struct po_message){
		.context = source->context,
		.id = source->text,
		.str = "",
		.extracted = source->comment,
		.references = reference(arena, handout, source->pos),
	};
}

struct str messages_pot(struct arena *arena, const struct handout *handout,
						const struct messages *messages)
{
	struct po_message *items = ARENA_ARRAY(arena, struct po_message, messages->count);
	for (size_t i = 0; i < messages->count; i++)
		items[i] = untranslated(arena, handout, &messages->items[i]);
	struct po pot = {
		.header = make_header(arena, handout, NULL, NULL),
		.header_fuzzy = true,
		.messages = items,
		.count = messages->count,
	};
	return po_write(arena, &pot);
}

/* The old messages by context, obsolete ones too. next[i] is one more than the index of the next
 * with the context of i, 0 at the end. */
struct stock {
	const struct po *po;
	GHashTable *first;
	size_t *next;
	bool *used;
};

static struct stock stock_new(struct arena *arena, const struct po *po)
{
	struct stock stock = {.po = po, .first = g_hash_table_new(g_str_hash, g_str_equal)};
	size_t count = po ? po->count : 0;
	stock.next = ARENA_ARRAY(arena, size_t, count);
	stock.used = ARENA_ARRAY(arena, bool, count);
	for (size_t i = count; i-- > 0;) {
		gpointer context = (gpointer)po->messages[i].context;
		if (!context)
			continue;
		stock.next[i] = GPOINTER_TO_SIZE(g_hash_table_lookup(stock.first, context));
		g_hash_table_insert(stock.first, context, GSIZE_TO_POINTER(i + 1));
	}
	return stock;
}

/* Takes the old message for a source message: of those with its context a translated one, then
 * one of the same source, then one that is not obsolete. NULL: none. */
static const struct po_message *stock_take(struct stock *stock, const struct source_message *source)
{
	size_t best = 0;
	int best_score = -1;
	size_t i = GPOINTER_TO_SIZE(g_hash_table_lookup(stock->first, source->context));
	for (; i; i = stock->next[i - 1]) {
		const struct po_message *m = &stock->po->messages[i - 1];
		int score = 4 * (*m->str != '\0') + 2 * (strcmp(m->id, source->text) == 0) + !m->obsolete;
		if (!stock->used[i - 1] && score > best_score) {
			best = i;
			best_score = score;
		}
	}
	if (!best)
		return NULL;
	stock->used[best - 1] = true;
	return &stock->po->messages[best - 1];
}

/* Gives the message what the old one has. A translation keeps the source that it was made from as
 * its previous id, however often the source changes, and is whole again when that source returns.
 */
static void inherit(struct po_message *m, const struct po_message *old)
{
	m->comments = old->comments;
	m->flags = old->flags;
	m->str = old->str;
	if (!*old->str)
		return;
	bool same = strcmp(old->id, m->id) == 0;
	const char *made_from = old->fuzzy ? old->previous_id : old->id;
	m->fuzzy = same ? old->fuzzy : !str_same(made_from, m->id);
	if (!m->fuzzy)
		return;
	m->previous_id = made_from;
	m->previous_context = old->fuzzy ? old->previous_context : NULL;
}

/* Adds what the source no longer has; returns how many. */
static size_t add_obsolete(const struct stock *stock, struct po_message *items)
{
	size_t count = 0;
	for (size_t i = 0; stock->po && i < stock->po->count; i++) {
		const struct po_message *old = &stock->po->messages[i];
		if (stock->used[i] || !*old->str)
			continue;
		items[count] = *old;
		items[count].obsolete = true;
		items[count].extracted = items[count].references = items[count].flags = NULL;
		count++;
	}
	return count;
}

struct str messages_merge(struct arena *arena, const struct handout *handout,
						  const struct messages *messages, const struct po *old, const char *lang)
{
	struct stock stock = stock_new(arena, old);
	size_t most = messages->count + (old ? old->count : 0), count = 0;
	struct po_message *items = ARENA_ARRAY(arena, struct po_message, most);
	for (size_t i = 0; i < messages->count; i++) {
		struct po_message *m = &items[count++];
		*m = untranslated(arena, handout, &messages->items[i]);
		const struct po_message *from = stock_take(&stock, &messages->items[i]);
		if (from)
			inherit(m, from);
	}
	count += add_obsolete(&stock, items + count);
	g_hash_table_destroy(stock.first);
	struct po po = {
		.header = make_header(arena, handout, old, lang),
		.header_comments = old ? old->header_comments : NULL,
		.messages = items,
		.count = count,
	};
	return po_write(arena, &po);
}
