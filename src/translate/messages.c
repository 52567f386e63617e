/* The messages of a document as POT, and PO files brought up to date with them: never by
 * similarity, since the sentence most like another may say the opposite of it. */
#include "translate/messages.h"

#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "document/locale.h"
#include "document/pseudo.h"
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

/* The Markdown of a block's inlines: the text itself where it is nothing else. */
static const char *text_of(struct arena *arena, struct arena *scratch, const struct node *node)
{
	if (node->kind == NODE_FIGURE)
		return node->u.figure.alt;
	const struct node *child = node->child;
	const char *text = markdown_inlines(scratch, node);
	bool bare = child->kind == NODE_TEXT && !child->next && str_same(child->u.text.text, text);
	text = bare ? child->u.text.text : str_copy(arena, text);
	arena_clear(scratch);
	return text;
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
	struct arena *scratch = arena_new();
	for (const struct node *n = document; n; n = doc_next(n, document)) {
		if (!is_message(n))
			continue;
		const char *text = text_of(arena, scratch, n);
		if (text && *text)
			items[used++] = (struct source_message){
				.context = n->context,
				.text = text,
				.comment = comment_of(n),
				.node = n,
				.pos = n->pos,
			};
	}
	arena_free(scratch);
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
		{"Plural-Forms", !old && locale && *locale->plural ? locale->plural : NULL, false},
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

bool messages_current(const struct source_message *source, const struct po_message *message)
{
	if (!message || !message->str || !*message->str)
		return false;
	if (strcmp(message->id, source->text) == 0)
		return !message->fuzzy;
	return message->fuzzy && str_same(message->previous_id, source->text);
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

struct po *messages_pseudo(struct arena *arena, const struct messages *messages, const char *lang)
{
	struct po *po = ARENA_NEW(arena, struct po);
	struct po_message *items = ARENA_ARRAY(arena, struct po_message, messages->count);
	for (size_t i = 0; i < messages->count; i++) {
		const struct source_message *source = &messages->items[i];
		items[i] = (struct po_message){
			.pos = source->pos,
			.str_pos = source->pos,
			.context = source->context,
			.id = source->text,
			.str = pseudo_text(arena, lang, source->text),
		};
	}
	po->file = "";
	po->messages = items;
	po->count = messages->count;
	return po;
}

/* Adds what the source no longer has; returns how many. used: of old's messages. */
static size_t add_obsolete(const struct po *po, const bool *used, struct po_message *items)
{
	size_t count = 0;
	for (size_t i = 0; po && i < po->count; i++) {
		const struct po_message *old = &po->messages[i];
		if (used[i] || !*old->str)
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
	const struct po_message **from = messages_align(arena, messages, old);
	size_t most = messages->count + (old ? old->count : 0), count = 0;
	struct po_message *items = ARENA_ARRAY(arena, struct po_message, most);
	bool *used = ARENA_ARRAY(arena, bool, old ? old->count : 0);
	for (size_t i = 0; i < messages->count; i++) {
		struct po_message *m = &items[count++];
		*m = untranslated(arena, handout, &messages->items[i]);
		if (!from[i] || !old)
			continue;
		inherit(m, from[i]);
		used[from[i] - old->messages] = true;
	}
	count += add_obsolete(old, used, items + count);
	struct po po = {
		.header = make_header(arena, handout, old, lang),
		.header_comments = old ? old->header_comments : NULL,
		.messages = items,
		.count = count,
	};
	return po_write(arena, &po);
}

static bool is_listed(const struct handout *handout, const char *tag)
{
	for (size_t i = 0; i < handout->languages.count; i++)
		if (g_ascii_strcasecmp(handout->languages.items[i].text, tag) == 0)
			return true;
	return false;
}

const char *messages_otherwise_named(struct arena *arena, const struct handout *handout,
									 const char *lang)
{
	char *dir = path_join(arena, handout->dir, "po");
	size_t count = 0;
	char **names = file_list(arena, dir, &count);
	for (size_t i = 0; names && i < count; i++) {
		if (!g_str_has_suffix(names[i], ".po"))
			continue;
		char *tag = str_copy_n(arena, names[i], strlen(names[i]) - strlen(".po"));
		if (locale_is_kin(tag, lang) && !is_listed(handout, tag))
			return path_join(arena, dir, names[i]);
	}
	return NULL;
}
