/* Notices where text has no up-to-date translation: the children of each block are taken out and
 * put back with the notices between them. */
#include "translate/untranslated.h"

#include <glib.h>

struct marking {
	struct arena *arena;
	struct node *document;
	const struct strings *strings;
	bool omit;
	enum state run; /* of the blocks before, STATE_SOURCE: none is lacking */
};

/* How many messages a block has, how many of them lack a translation. */
struct tally {
	size_t messages, lacking;
	enum state first, last; /* of those lacking; last: STATE_SOURCE when the last message is fine */
};

static bool is_lacking(const struct node *node)
{
	return node->state == STATE_MISSING || node->state == STATE_STALE;
}

static struct tally tally_of(const struct node *block)
{
	struct tally tally = {0};
	for (const struct node *n = block; n; n = doc_next(n, block)) {
		if (n->state == STATE_SOURCE || n->kind == NODE_FIGURE)
			continue;
		tally.messages++;
		tally.lacking += is_lacking(n);
		tally.last = is_lacking(n) ? n->state : STATE_SOURCE;
		if (is_lacking(n) && tally.first == STATE_SOURCE)
			tally.first = n->state;
	}
	return tally;
}

static bool is_inner(const struct node *parent)
{
	return parent->kind != NODE_PART && parent->kind != NODE_SECTION;
}

static void add_notice(struct marking *m, struct node *parent, struct pos pos, enum state state)
{
	const char *key = m->omit                ? "missing/omitted"
					  : state == STATE_STALE ? "missing/stale"
											 : "missing/source";
	struct node *paragraph = doc_node(m->arena, NODE_PARAGRAPH, pos);
	const char *lang = strings_lang(m->strings, key);
	doc_append(paragraph, doc_text(m->arena, pos, strings_get(m->strings, key)));
	if (!str_same(lang, m->document->lang))
		paragraph->lang = lang;
	if (is_inner(parent)) {
		paragraph->u.paragraph.leads = !m->omit;
		doc_append(parent, paragraph);
		return;
	}
	struct node *callout = doc_node(m->arena, NODE_CALLOUT, pos);
	callout->u.callout.kind = CALLOUT_NOTE;
	callout->u.callout.leads = !m->omit;
	doc_append(callout, paragraph);
	doc_append(parent, callout);
}

/* A notice unless one stands before the same run. */
static void begin_run(struct marking *m, struct node *parent, struct pos pos, enum state state)
{
	bool same = m->omit ? m->run != STATE_SOURCE : m->run == state;
	if (!same)
		add_notice(m, parent, pos, state);
	m->run = state;
}

static void mark_children(struct marking *m, struct node *parent);

static bool is_whole(const struct node *block)
{
	return block->kind == NODE_PARAGRAPH || block->kind == NODE_TABLE || block->kind == NODE_FIGURE;
}

/* Puts a block back under its parent, or what stands for it. */
static void mark_block(struct marking *m, struct node *parent, struct node *block)
{
	struct tally tally = tally_of(block);
	bool all = tally.lacking == tally.messages;
	bool box = block->kind == NODE_CALLOUT || block->kind == NODE_QUOTE;
	if (tally.lacking == 0 || (!all && !is_whole(block)) || (box && !m->omit)) {
		doc_append(parent, block);
		if (tally.lacking)
			mark_children(m, block);
		else if (tally.messages)
			m->run = STATE_SOURCE;
	} else if (!m->omit) {
		begin_run(m, parent, block->pos, tally.first);
		doc_append(parent, block);
		m->run = tally.last;
	} else {
		if (block->kind == NODE_FIGURE) {
			doc_unlink(block->child);
			doc_append(parent, block);
		}
		begin_run(m, parent, block->pos, tally.first);
	}
}

/* An item of which all is left out says so itself, or is gone where a bullet before it says so. */
static void mark_item(struct marking *m, struct node *list, struct node *item)
{
	struct tally tally = tally_of(item);
	if (!m->omit || tally.lacking < tally.messages) {
		doc_append(list, item);
		mark_children(m, item);
		return;
	}
	if (m->run != STATE_SOURCE && !list->u.list.ordered)
		return;
	item->child = item->last = NULL;
	add_notice(m, item, item->pos, tally.first);
	doc_append(list, item);
	m->run = tally.first;
}

static void mark_heading(struct marking *m, struct node *parent, struct node *heading)
{
	doc_append(parent, heading);
	if (is_lacking(heading) && !m->omit)
		begin_run(m, parent, heading->pos, heading->state);
	else
		m->run = STATE_SOURCE;
}

static void mark_child(struct marking *m, struct node *parent, struct node *child)
{
	if (child->kind == NODE_HEADING) {
		mark_heading(m, parent, child);
	} else if (child->kind == NODE_ITEM) {
		mark_item(m, parent, child);
	} else if (child->kind == NODE_SECTION || child->kind == NODE_NOTE) {
		if (child->kind == NODE_NOTE)
			m->run = STATE_SOURCE;
		doc_append(parent, child);
		mark_children(m, child);
	} else {
		mark_block(m, parent, child);
	}
}

static void mark_children(struct marking *m, struct node *parent)
{
	GPtrArray *children = g_ptr_array_new();
	while (parent->child) {
		g_ptr_array_add(children, parent->child);
		doc_unlink(parent->child);
	}
	for (guint i = 0; i < children->len; i++)
		mark_child(m, parent, children->pdata[i]);
	g_ptr_array_free(children, TRUE);
}

/* Takes out the notes that nothing cites, until every note is cited; marks inside a note that goes
 * go with it. */
static void drop_notes(struct node *document)
{
	bool dropped = true;
	while (dropped) {
		GHashTable *cited = g_hash_table_new(NULL, NULL);
		dropped = false;
		for (const struct node *n = document; n; n = doc_next(n, document))
			if (n->kind == NODE_NOTE_MARK)
				g_hash_table_add(cited, (gpointer)n->u.note_mark.note);
		for (struct node *part = document->child; part; part = part->next)
			for (struct node *n = part->child, *next; n; n = next) {
				next = n->next;
				if (n->kind != NODE_NOTE || g_hash_table_contains(cited, n))
					continue;
				doc_unlink(n);
				dropped = true;
			}
		g_hash_table_destroy(cited);
	}
}

/* Notes keep their order; numbers and marks count without gaps again. */
static void number_notes(struct node *document)
{
	GHashTable *marks = g_hash_table_new(NULL, NULL);
	int number = 0;
	for (struct node *part = document->child; part; part = part->next)
		for (struct node *n = part->child; n; n = n->next)
			if (n->kind == NODE_NOTE)
				n->u.note.number = ++number;
	for (struct node *n = document->child; n; n = (struct node *)doc_next(n, document)) {
		if (n->kind != NODE_NOTE_MARK)
			continue;
		gpointer note = (gpointer)n->u.note_mark.note;
		n->u.note_mark.mark = GPOINTER_TO_INT(g_hash_table_lookup(marks, note)) + 1;
		g_hash_table_insert(marks, note, GINT_TO_POINTER(n->u.note_mark.mark));
	}
	g_hash_table_destroy(marks);
}

static void inherit_lang(struct node *parent, const char *lang)
{
	for (struct node *child = parent->child; child; child = child->next) {
		if (child->lang && str_same(child->lang, lang))
			child->lang = NULL;
		if (child->kind == NODE_ITEM || child->kind == NODE_LIST)
			inherit_lang(child, lang);
	}
}

/* A list all of whose words are in another language is a list of that language, with its markers
 * and its direction. */
static void lift_langs(struct node *parent)
{
	for (struct node *child = parent->child; child; child = child->next) {
		const char *lang = child->kind == NODE_LIST ? doc_common_lang(child) : NULL;
		if (lang && !str_same(lang, doc_lang(child))) {
			child->lang = lang;
			inherit_lang(child, lang);
		} else if (!doc_holds_inlines(child->kind)) {
			lift_langs(child);
		}
	}
}

void untranslated_mark(struct arena *arena, struct node *document, const struct handout *handout,
					   const struct strings *strings)
{
	struct marking m = {
		.arena = arena,
		.document = document,
		.strings = strings,
		.omit = handout->untranslated == UNTRANSLATED_OMIT,
	};
	for (struct node *part = document->child; part; part = part->next) {
		m.run = STATE_SOURCE;
		if (part->u.part.kind != PART_REFERENCES) {
			mark_children(&m, part);
			lift_langs(part);
		}
	}
	if (m.omit) {
		drop_notes(document);
		number_notes(document);
	}
}
