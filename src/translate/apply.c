/* Source tree and messages to a tree in another language. What is missing or stale stays in the
 * source's words and is marked with the source's language: nothing old is shown as current. */
#include "translate/apply.h"

#include <assert.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "read/markdown.h"
#include "read/plural.h"

/* A translation while it is made. */
struct making {
	struct arena *arena;
	struct diag *diag;
	const struct handout *handout;
	const struct messages *messages;
	const struct po_message **aligned;
	const struct signoff *signoff;
	const char *lang, *source_lang;
	bool same; /* lang is the source's language */
	struct translation *result;
	struct segment *segments;
	size_t next;          /* of the messages, in document order */
	GHashTable *notes;    /* NOTEs of the source to those of the new tree */
	GHashTable *pictures; /* images already warned of */
};

static enum state state_of(struct making *m, const struct source_message *source,
						   const struct po_message *message)
{
	if (m->same)
		return STATE_SOURCE;
	if (!message || !*message->str)
		return STATE_MISSING;
	if (!messages_current(source, message))
		return STATE_STALE;
	const char *hash = signoff_hash(m->arena, message->context, source->text, message->str);
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
	const struct po_message *message = m->aligned[m->next];
	*state = state_of(m, source, message);
	m->segments[m->next++] = (struct segment){
		.context = source->context,
		.pos = message && !m->same ? message->pos : source->pos,
		.state = *state,
		.source = source,
		.message = message,
	};
	count(m->result, *state);
	return *state >= STATE_DRAFT ? message : NULL;
}

static struct node *copy_below(struct making *m, const struct node *source, struct node *parent);

/* Sets the language of a block where it is not its parent's. */
static void set_lang(struct node *node, const struct node *parent, const char *lang)
{
	const char *around = doc_lang(parent);
	node->lang = around && strcmp(around, lang) == 0 ? NULL : lang;
}

/* "map.es.png" for "map.png" and "es". */
static char *picture_name(struct making *m, const char *path, const char *tag)
{
	const char *base = path_base(path), *dot = strrchr(base, '.');
	int len = dot ? (int)(dot - base) : (int)strlen(base);
	return str_fmt(m->arena, "%.*s.%s%s", len, base, tag, dot ? dot : "");
}

/* The file beside the image with a tag in its name; NULL: none. */
static const char *picture_in(struct making *m, const char *path, const char *tag)
{
	const char *name = picture_name(m, path, tag), *why;
	char *found = file_inside(m->arena, m->handout->root, path_dir(m->arena, path), name, &why);
	return found && file_exists(found) ? found : NULL;
}

/* Whether the image has a version in any of the handout's languages. */
static bool is_localised(struct making *m, const char *path)
{
	const struct names *languages = &m->handout->languages;
	for (size_t i = 0; i < languages->count; i++)
		if (picture_in(m, path, languages->items[i].text))
			return true;
	return false;
}

/* Whether text and the elements in it, up to the end of the SVG's text element, have a word. */
static bool is_worded(const char *p, const char *end)
{
	bool tag = true, letter = false;
	for (; p < end && !g_str_has_prefix(p, "</text"); p++) {
		gunichar c = g_utf8_get_char_validated(p, end - p);
		bool alpha = !tag && c < 0x110000 && g_unichar_isalpha(c);
		if (letter && alpha)
			return true;
		letter = alpha || (letter && ((unsigned char)*p & 0xC0) == 0x80);
		tag = *p == '<' || (tag && *p != '>');
	}
	return false;
}

/* Whether the image is an SVG with words in it. */
static bool has_words(const char *path)
{
	struct arena *scratch = arena_new();
	struct str svg = {0};
	bool found = false;
	if (g_str_has_suffix(path, ".svg") && file_read(scratch, diag_new(scratch), path, &svg)) {
		const char *end = svg.s + svg.len;
		for (const char *p = svg.s; !found && (p = g_strstr_len(p, end - p, "<text")); p++)
			found = is_worded(p, end);
	}
	arena_free(scratch);
	return found;
}

/* The language's own image, or that of a beginning of its tag ("pt" for "pt-BR"). */
static void set_picture(struct making *m, struct node *figure)
{
	const char *path = figure->u.figure.path, *found = NULL;
	char *tag = str_copy(m->arena, m->lang);
	if (!path || m->same)
		return;
	for (char *hyphen = tag; hyphen && !found; hyphen = strrchr(tag, '-')) {
		if (hyphen != tag)
			*hyphen = '\0';
		found = picture_in(m, path, tag);
	}
	if (found) {
		figure->u.figure.path = found;
		return;
	}
	bool localised = is_localised(m, path);
	if ((!localised && !has_words(path)) || !g_hash_table_add(m->pictures, (gpointer)path))
		return;
	const char *name = path_base(path), *own = picture_name(m, path, m->lang);
	if (localised)
		diag_warning(m->diag, figure->pos,
					 "%s has no version in %s, so the source's is shown: put %s beside it", name,
					 m->lang, own);
	else
		diag_warning(m->diag, figure->pos,
					 "%s has words in it, which are not translated to %s: put %s beside it", name,
					 m->lang, own);
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
	if (node->kind == NODE_FIGURE)
		set_picture(m, node);
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

static void take_title(struct making *m)
{
	struct translation *result = m->result;
	const struct po_message *message = take(m, &result->title_state);
	result->title = message ? message->str : m->messages->items[0].text;
	if (message && strchr(message->str, '\n'))
		diag_error(m->diag, message->str_pos, "the title is one line: remove the line break (\\n)");
}

static struct making start(struct arena *arena, struct diag *diag, const struct handout *handout,
						   const struct messages *messages, const struct signoff *signoff,
						   const char *lang)
{
	struct making m = {
		.arena = arena,
		.diag = diag,
		.handout = handout,
		.messages = messages,
		.signoff = signoff,
		.lang = lang,
		.source_lang = handout->language,
		.same = strcmp(lang, handout->language) == 0,
		.result = ARENA_NEW(arena, struct translation),
		.segments = ARENA_ARRAY(arena, struct segment, messages->count),
		.notes = g_hash_table_new(NULL, NULL),
		.pictures = g_hash_table_new(g_str_hash, g_str_equal),
	};
	m.result->lang = lang;
	return m;
}

/* The title is taken, the document made. */
static struct translation *end(struct making *m, struct node *document)
{
	assert(document);
	connect_notes(m, document);
	g_hash_table_destroy(m->notes);
	g_hash_table_destroy(m->pictures);
	m->result->document = document;
	m->result->segments = m->segments;
	m->result->count = m->next;
	return m->result;
}

struct translation *translate_apply(struct arena *arena, struct diag *diag,
									const struct handout *handout, const struct node *source,
									const struct messages *messages, const struct po *po,
									const struct signoff *signoff, const char *lang)
{
	struct making m = start(arena, diag, handout, messages, signoff, lang);
	size_t before = diag->errors;
	m.result->po = m.same ? NULL : po;
	m.aligned = messages_align(arena, messages, m.result->po);
	if (!m.same) {
		const struct locale *locale = locale_find(lang);
		if (po_check_language(arena, diag, po, lang) && locale)
			plural_check(arena, diag, po, locale->plural);
	}
	take_title(&m);
	struct translation *result = end(&m, copy_below(&m, source, NULL));
	return diag->errors == before ? result : NULL;
}

struct translation *translate_own(struct arena *arena, struct diag *diag,
								  const struct handout *handout, struct node *source,
								  const struct messages *messages)
{
	struct making m = start(arena, diag, handout, messages, NULL, handout->language);
	m.aligned = messages_align(arena, messages, NULL);
	take_title(&m);
	for (struct node *n = source; n; n = (struct node *)doc_next(n, source)) {
		if (n->kind == NODE_NOTE)
			g_hash_table_insert(m.notes, n, n);
		if (m.next < messages->count && messages->items[m.next].node == n)
			take(&m, &n->state);
	}
	return end(&m, source);
}

/* What becomes of text without a translation. */
static const char *outcome(const struct handout *handout)
{
	switch (handout->untranslated) {
	case UNTRANSLATED_SHOW_SOURCE:
		return "stays in the source's language";
	case UNTRANSLATED_OMIT:
		return "is left out";
	case UNTRANSLATED_REFUSE:
		break;
	}
	return "handout.yaml refuses that";
}

/* The same of a whole language, as a sentence. */
static const char *outcome_of_all(const struct handout *handout)
{
	switch (handout->untranslated) {
	case UNTRANSLATED_SHOW_SOURCE:
		return "the text stays in the source's language";
	case UNTRANSLATED_OMIT:
		return "the text is left out";
	case UNTRANSLATED_REFUSE:
		break;
	}
	return "handout.yaml refuses this language";
}

static void report(struct diag *diag, enum level level, const struct handout *handout,
				   const struct translation *translation, const struct segment *segment)
{
	const char *name = segment->context, *lang = translation->lang, *end = outcome(handout);
	bool refuse = handout->untranslated == UNTRANSLATED_REFUSE;
	const struct po_message *message = segment->message;
	char *text;

	if (!message)
		text = str_fmt(diag->arena,
					   "\"%s\" is missing in po/%s.po and %s: run \"handout messages\" and "
					   "translate it",
					   name, lang, end);
	else if (!*message->str)
		text = str_fmt(diag->arena, "\"%s\" is not translated and %s: write its translation", name,
					   end);
	else if (strcmp(message->id, segment->source->text) != 0)
		text = str_fmt(diag->arena,
					   "the source of \"%s\" has changed and %s%s: run \"handout messages\" and "
					   "bring the translation up to date",
					   name, refuse ? "" : "the text ", end);
	else
		text = str_fmt(diag->arena,
					   "\"%s\" is marked fuzzy and %s: check the translation, then remove the mark",
					   name, end);
	diag_add(diag, level, segment->pos, text);
}

/* That there is no PO file of the language. */
static void report_absent(struct diag *diag, enum level level, const struct handout *handout,
						  const struct translation *translation)
{
	const char *lang = translation->lang, *end = outcome_of_all(handout);
	const char *other = messages_otherwise_named(diag->arena, handout, lang);
	char *text = str_fmt(diag->arena,
						 "po/%s.po is not there, so %s: run \"handout messages\" and "
						 "translate the %s of the file that it makes",
						 lang, end, str_count(diag->arena, translation->count, "message"));
	if (other)
		text = str_fmt(diag->arena,
					   "the translation to %s is looked for in %s.po, so %s: rename this "
					   "file if it is that",
					   lang, lang, end);
	diag_add(diag, level, POS_FILE(other ? other : handout->file), text);
}

bool translate_report(struct diag *diag, const struct handout *handout,
					  const struct translation *translation)
{
	bool refuse = handout->untranslated == UNTRANSLATED_REFUSE;
	enum level level = refuse ? LEVEL_ERROR : LEVEL_WARNING;
	size_t lacking = translation->missing + translation->stale;

	if (!translation->po && lacking)
		report_absent(diag, level, handout, translation);
	const bool begun = translation->po && translation->missing < translation->count;
	if (translation->po && !begun)
		diag_add(diag, level, POS_FILE(translation->po->file),
				 str_fmt(diag->arena,
						 "nothing here is a translation yet, so %s: translate the %s "
						 "(\"handout messages\" brings the file up to date)",
						 outcome_of_all(handout),
						 str_count(diag->arena, translation->count, "message")));
	for (size_t i = 0; begun && i < translation->count; i++)
		if (translation->segments[i].state == STATE_MISSING ||
			translation->segments[i].state == STATE_STALE)
			report(diag, level, handout, translation, &translation->segments[i]);
	return !refuse || lacking == 0;
}
