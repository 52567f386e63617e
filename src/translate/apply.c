/* Source tree and messages to a tree in another language. What is missing or stale stays in the
 * source's words and is marked with the source's language: nothing old is shown as current. */
#include "translate/apply.h"

#include <string.h>

#include <glib.h>

#include "read/markdown.h"

/* A translation while it is made. */
struct making {
	struct arena *arena;
	struct diag *diag;
	const struct messages *messages;
	const struct po *po;
	const struct signoff *signoff;
	const char *lang, *source_lang;
	bool same; /* lang is the source's language */
	struct translation *result;
	struct segment *segments;
	size_t next;       /* of the messages, in document order */
	GHashTable *notes; /* NOTEs of the source to those of the new tree */
};

static void warn(struct making *m, const struct source_message *source,
				 const struct po_message *message)
{
	struct diag *diag = m->diag;
	const char *lang = m->lang, *name = source->context;
	if (!m->po)
		return;
	if (!message)
		diag_warning(diag, source->pos,
					 "\"%s\" is missing in po/%s.po and stays in the source's language: run "
					 "\"handout messages\" and translate it",
					 name, lang);
	else if (!*message->str)
		diag_warning(diag, message->pos,
					 "\"%s\" is not translated and stays in the source's language: write its "
					 "translation",
					 name);
	else if (strcmp(message->id, source->text) != 0)
		diag_warning(diag, message->pos,
					 "the source of \"%s\" has changed and it stays in the source's language: run "
					 "\"handout messages\" and bring the translation up to date",
					 name);
	else
		diag_warning(diag, message->pos,
					 "\"%s\" is marked fuzzy and stays in the source's language: check the "
					 "translation, then remove the mark",
					 name);
}

static enum state state_of(struct making *m, const struct source_message *source,
						   const struct po_message *message)
{
	if (m->same)
		return STATE_SOURCE;
	if (!message || !*message->str)
		return STATE_MISSING;
	if (message->fuzzy || strcmp(message->id, source->text) != 0)
		return STATE_STALE;
	const char *hash = signoff_hash(m->arena, source->context, source->text, message->str);
	return signoff_state(m->signoff, m->lang, hash);
}

static void count(struct translation *result, enum state state)
{
	switch (state) {
	case STATE_SOURCE:
		break;
	case STATE_MISSING:
		result->missing++;
		break;
	case STATE_STALE:
		result->stale++;
		break;
	case STATE_DRAFT:
		result->draft++;
		break;
	case STATE_REVIEWED:
		result->reviewed++;
		break;
	case STATE_APPROVED:
		result->approved++;
		break;
	}
}

/* Enters the next message into the segments. Returns the PO's message whose text stands for the
 * source's, or NULL where the source's own words stay. */
static const struct po_message *take(struct making *m, enum state *state)
{
	const struct source_message *source = &m->messages->items[m->next];
	const struct po_message *message = po_find_id(m->po, source->context, source->text);
	*state = state_of(m, source, message);
	m->segments[m->next++] = (struct segment){
		.context = source->context,
		.pos = message && !m->same ? message->pos : source->pos,
		.state = *state,
	};
	count(m->result, *state);
	if (*state == STATE_MISSING || *state == STATE_STALE)
		warn(m, source, message);
	return *state >= STATE_DRAFT ? message : NULL;
}

static struct node *copy_below(struct making *m, const struct node *source, struct node *parent);

/* Sets the language of a block where it is not its parent's. */
static void set_lang(struct node *node, const struct node *parent, const char *lang)
{
	const char *around = doc_lang(parent);
	node->lang = around && strcmp(around, lang) == 0 ? NULL : lang;
}

/* A description of an image is plain text in one line. */
static void set_alt(struct making *m, struct node *figure, const struct po_message *message)
{
	if (strchr(message->str, '\n'))
		diag_error(m->diag, message->str_pos,
				   "the description of an image is one line: remove the line break (\\n)");
	figure->u.figure.alt = message->str;
}

/* A block that is a message, without the blocks below it. */
static void copy_message(struct making *m, const struct node *source, struct node *node,
						 const struct node *parent)
{
	const struct po_message *message = take(m, &node->state);
	if (m->same || !message) {
		if (!m->same && !node->lang)
			set_lang(node, parent, m->source_lang);
		if (source->kind != NODE_FIGURE)
			for (const struct node *n = source->child; n; n = n->next)
				copy_below(m, n, node);
		return;
	}
	set_lang(node, parent, m->lang);
	if (source->kind == NODE_FIGURE) {
		set_alt(m, node, message);
		return;
	}
	node->pos = message->str_pos;
	markdown_message(m->arena, m->diag, source, message->str, message->str_pos, node);
}

/* A copy of source as the last child of parent, translated with all below it. */
static struct node *copy_below(struct making *m, const struct node *source, struct node *parent)
{
	struct node *node = doc_copy(m->arena, source);
	if (parent)
		doc_append(parent, node);
	else
		node->lang = m->lang;
	if (node->kind == NODE_NOTE)
		g_hash_table_insert(m->notes, (gpointer)source, node);
	if (node->kind == NODE_PART && node->u.part.kind == PART_REFERENCES && !m->same)
		node->lang = m->source_lang;
	if (node->kind == NODE_HEADING && node->u.heading.key)
		set_lang(node, parent, m->lang);
	bool message = !doc_is_inline(source->kind) && m->next < m->messages->count &&
				   m->messages->items[m->next].node == source;
	if (message)
		copy_message(m, source, node, parent);
	if (!message || source->kind == NODE_FIGURE)
		for (const struct node *n = source->child; n; n = n->next)
			copy_below(m, n, node);
	return node;
}

static gint compare_notes(gconstpointer a, gconstpointer b)
{
	return (*(struct node *const *)a)->u.note.number - (*(struct node *const *)b)->u.note.number;
}

/* Whether the NOTEs of a part stand in the order of their numbers. */
static bool notes_are_sorted(const struct node *part)
{
	int last = 0;
	for (const struct node *n = part->child; n; n = n->next) {
		if (n->kind != NODE_NOTE)
			continue;
		if (n->u.note.number < last)
			return false;
		last = n->u.note.number;
	}
	return true;
}

/* Puts the NOTEs of a part, its last children, into the order of their numbers. */
static void sort_notes(struct node *part)
{
	GPtrArray *notes = g_ptr_array_new();
	for (struct node *n = part->child, *next; n; n = next) {
		next = n->next;
		if (n->kind != NODE_NOTE)
			continue;
		g_ptr_array_add(notes, n);
		doc_unlink(n);
	}
	g_ptr_array_sort(notes, compare_notes);
	for (guint i = 0; i < notes->len; i++)
		doc_append(part, notes->pdata[i]);
	g_ptr_array_free(notes, TRUE);
}

/* Leads the marks to the new tree's notes and numbers both in the order of the new text. */
static void connect_notes(struct making *m, struct node *root)
{
	GHashTable *marks = g_hash_table_new(NULL, NULL);
	int number = 0;
	for (struct node *n = root->child; n; n = (struct node *)doc_next(n, root)) {
		struct node *note =
			n->kind == NODE_NOTE_MARK ? g_hash_table_lookup(m->notes, n->u.note_mark.note) : NULL;
		if (!note)
			continue;
		int mark = GPOINTER_TO_INT(g_hash_table_lookup(marks, note)) + 1;
		g_hash_table_insert(marks, note, GINT_TO_POINTER(mark));
		if (mark == 1)
			note->u.note.number = ++number;
		n->u.note_mark.note = note;
		n->u.note_mark.mark = mark;
	}
	g_hash_table_destroy(marks);
	for (struct node *part = root->child; part; part = part->next)
		if (!notes_are_sorted(part))
			sort_notes(part);
}

/* Without a PO one warning says what every message would; a PO that says it is in another language
 * is the wrong file. */
static void check_file(struct making *m, const struct handout *handout)
{
	if (!m->po && !m->same)
		diag_warning(
			m->diag, POS_FILE(handout->file),
			"po/%s.po is not there, so all %zu messages stay in the source's language: run "
			"\"handout messages\" and translate the file that it makes",
			m->lang, m->messages->count);
	if (!m->same)
		po_check_language(m->arena, m->diag, m->po, m->lang);
}

static void take_title(struct making *m)
{
	struct translation *result = m->result;
	const struct po_message *message = take(m, &result->title_state);
	result->title = message ? message->str : m->messages->items[0].text;
	if (message && strchr(message->str, '\n'))
		diag_error(m->diag, message->str_pos, "the title is one line: remove the line break (\\n)");
}

struct translation *translate_apply(struct arena *arena, struct diag *diag,
									const struct handout *handout, const struct node *source,
									const struct messages *messages, const struct po *po,
									const struct signoff *signoff, const char *lang)
{
	struct making m = {
		.arena = arena,
		.diag = diag,
		.messages = messages,
		.po = po,
		.signoff = signoff,
		.lang = lang,
		.source_lang = handout->language,
		.same = strcmp(lang, handout->language) == 0,
		.result = ARENA_NEW(arena, struct translation),
		.segments = ARENA_ARRAY(arena, struct segment, messages->count),
		.notes = g_hash_table_new(NULL, NULL),
	};
	size_t before = diag->errors;
	check_file(&m, handout);
	take_title(&m);
	m.result->document = copy_below(&m, source, NULL);
	connect_notes(&m, m.result->document);
	g_hash_table_destroy(m.notes);
	m.result->segments = m.segments;
	m.result->count = m.next;
	return diag->errors == before ? m.result : NULL;
}
