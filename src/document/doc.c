/* The document: building, walking, dumping and checking the tree. */
#include "document/doc.h"

#include <string.h>

#include <glib.h>

struct node *doc_node(struct arena *arena, enum node_kind kind, struct pos pos)
{
	struct node *node = ARENA_NEW(arena, struct node);
	node->kind = kind;
	node->pos = pos;
	return node;
}

struct node *doc_text(struct arena *arena, struct pos pos, const char *text)
{
	struct node *node = doc_node(arena, NODE_TEXT, pos);
	node->u.text.text = text;
	return node;
}

void doc_append(struct node *parent, struct node *child)
{
	child->parent = parent;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->child = child;
	parent->last = child;
}

void doc_prepend(struct node *parent, struct node *child)
{
	child->parent = parent;
	child->next = parent->child;
	parent->child = child;
	if (!parent->last)
		parent->last = child;
}

void doc_insert(struct node *before, struct node *node)
{
	struct node *parent = before->parent;
	node->parent = parent;
	node->next = before->next;
	before->next = node;
	if (parent->last == before)
		parent->last = node;
}

void doc_unlink(struct node *node)
{
	struct node *parent = node->parent, *before = NULL;
	if (!parent)
		return;
	for (struct node *n = parent->child; n != node; n = n->next)
		before = n;
	if (before)
		before->next = node->next;
	else
		parent->child = node->next;
	if (parent->last == node)
		parent->last = before;
	node->parent = node->next = NULL;
}

struct node *doc_copy(struct arena *arena, const struct node *node)
{
	struct node *copy = ARENA_NEW(arena, struct node);
	*copy = *node;
	copy->parent = copy->child = copy->last = copy->next = NULL;
	return copy;
}

const struct node *doc_skip(const struct node *node, const struct node *root)
{
	while (node && node != root) {
		if (node->next)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

const struct node *doc_next(const struct node *node, const struct node *root)
{
	return node->child ? node->child : doc_skip(node, root);
}

bool doc_is_inline(enum node_kind kind)
{
	return kind >= NODE_TEXT;
}

bool doc_holds_inlines(enum node_kind kind)
{
	switch (kind) {
	case NODE_HEADING:
	case NODE_PARAGRAPH:
	case NODE_CELL:
	case NODE_CAPTION:
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_STRIKE:
	case NODE_LINK:
	case NODE_ISOLATE:
	case NODE_SPAN:
	case NODE_CITATION:
		return true;
	case NODE_DOCUMENT:
	case NODE_PART:
	case NODE_SECTION:
	case NODE_LIST:
	case NODE_ITEM:
	case NODE_QUOTE:
	case NODE_CALLOUT:
	case NODE_CODE_BLOCK:
	case NODE_RULE:
	case NODE_TABLE:
	case NODE_ROW:
	case NODE_FIGURE:
	case NODE_NOTE:
	case NODE_PAIR:
	case NODE_SIDE:
	case NODE_TEXT:
	case NODE_CODE:
	case NODE_NOTE_MARK:
	case NODE_BREAK:
		return false;
	}
	return false;
}

int doc_list_depth(const struct node *list)
{
	int depth = 0;
	for (const struct node *n = list->parent; n; n = n->parent)
		depth += n->kind == NODE_LIST && n->u.list.ordered;
	return depth;
}

const char *doc_lang(const struct node *node)
{
	for (; node; node = node->parent)
		if (node->lang)
			return node->lang;
	return NULL;
}

const char *doc_common_lang(const struct node *node)
{
	const char *common = NULL;
	for (const struct node *child = node->child; child; child = child->next) {
		bool inner = child->kind == NODE_ITEM || child->kind == NODE_LIST;
		if (child->kind == NODE_CODE_BLOCK || child->kind == NODE_RULE)
			continue;
		const char *lang = inner ? doc_common_lang(child) : doc_lang(child);
		if (!lang || (common && strcmp(common, lang) != 0))
			return NULL;
		common = lang;
	}
	return common;
}

const struct node *doc_ancestor(const struct node *node, enum node_kind kind)
{
	while (node && node->kind != kind)
		node = node->parent;
	return node;
}

const char *doc_own_lang(const struct node *node)
{
	while (node->parent && node->kind != NODE_SIDE && node->kind != NODE_NOTE)
		node = node->parent;
	return doc_lang(node);
}

const struct node *doc_headed(const struct node *heading)
{
	const struct node *first = heading, *parent = heading->parent;
	if (parent && parent->kind == NODE_SIDE && parent->child == heading) {
		first = parent->parent;
		parent = first->parent;
	}
	return parent && parent->kind == NODE_SECTION && parent->child == first ? parent : NULL;
}

static bool is_row_to_write_in(const struct node *row)
{
	if (row->u.row.head || !row->child || !row->child->next)
		return false;
	for (const struct node *cell = row->child->next; cell; cell = cell->next)
		if (cell->child)
			return false;
	return true;
}

bool doc_is_form(const struct node *table)
{
	const struct node *callout = doc_ancestor(table, NODE_CALLOUT);
	if (callout && callout->u.callout.kind == CALLOUT_MEDICINES)
		return true;
	for (const struct node *row = table->child; row; row = row->next)
		if (is_row_to_write_in(row))
			return true;
	return false;
}

bool doc_is_source_side(const struct node *node)
{
	const struct node *side = doc_ancestor(node, NODE_SIDE);
	return side && side->parent->child == side;
}

const char *doc_plain(struct arena *arena, const struct node *root)
{
	struct buf buf = {.arena = arena};
	for (const struct node *n = root, *next; n; n = next) {
		bool printed = n->kind == NODE_SPAN && n->u.span.printed;
		next = printed ? doc_skip(n, root) : doc_next(n, root);
		if (n->kind == NODE_TEXT || n->kind == NODE_CODE || n->kind == NODE_CODE_BLOCK)
			buf_puts(&buf, n->u.text.text);
		else if (n->kind == NODE_BREAK)
			buf_putc(&buf, ' ');
	}
	return buf_chars(&buf);
}

const struct node *doc_find(const struct node *root, const char *id)
{
	for (const struct node *n = root; n; n = doc_next(n, root))
		if (n->id && strcmp(n->id, id) == 0)
			return n;
	return NULL;
}

/* The kinds that may hold each kind, as bits; inlines may stand in anything that holds inlines. */
#define BIT(kind) (1ull << (kind))
#define FLOW                                                                                     \
	(BIT(NODE_PART) | BIT(NODE_SECTION) | BIT(NODE_ITEM) | BIT(NODE_QUOTE) | BIT(NODE_CALLOUT) | \
	 BIT(NODE_NOTE) | BIT(NODE_SIDE))

static unsigned long long holders(enum node_kind kind)
{
	switch (kind) {
	case NODE_DOCUMENT:
		return 0;
	case NODE_PART:
		return BIT(NODE_DOCUMENT);
	case NODE_SECTION:
	case NODE_HEADING:
		return BIT(NODE_PART) | BIT(NODE_SECTION) | BIT(NODE_SIDE);
	case NODE_PAIR:
		return BIT(NODE_PART) | BIT(NODE_SECTION);
	case NODE_SIDE:
		return BIT(NODE_PAIR);
	case NODE_PARAGRAPH:
	case NODE_LIST:
	case NODE_QUOTE:
	case NODE_CALLOUT:
	case NODE_CODE_BLOCK:
	case NODE_RULE:
	case NODE_TABLE:
	case NODE_FIGURE:
		return FLOW;
	case NODE_ITEM:
		return BIT(NODE_LIST);
	case NODE_ROW:
		return BIT(NODE_TABLE);
	case NODE_CELL:
		return BIT(NODE_ROW);
	case NODE_CAPTION:
		return BIT(NODE_FIGURE);
	case NODE_NOTE:
		return BIT(NODE_PART);
	case INLINE_KINDS:
		return BIT(NODE_HEADING) | BIT(NODE_PARAGRAPH) | BIT(NODE_CELL) | BIT(NODE_CAPTION) |
			   BIT(NODE_EMPHASIS) | BIT(NODE_STRONG) | BIT(NODE_STRIKE) | BIT(NODE_LINK) |
			   BIT(NODE_ISOLATE) | BIT(NODE_SPAN) | BIT(NODE_CITATION);
	}
	return 0;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void report_link(struct diag *diag, const struct node *link, GHashTable *ids)
{
	const char **names = (const char **)g_hash_table_get_keys_as_array(ids, NULL);
	size_t count = g_hash_table_size(ids);
	/* The order of a hash table is not that of the text. */
	qsort(names, count, sizeof *names, by_text);
	const char *nearest = str_nearest(link->u.link.url + 1, names);
	if (nearest)
		diag_error(diag, link->pos, "the link \"%s\" leads nowhere: did you mean \"#%s\"?",
				   link->u.link.url, nearest);
	else
		diag_error(diag, link->pos,
				   "the link \"%s\" leads nowhere: no heading has that id; correct the link or "
				   "remove it",
				   link->u.link.url);
	g_free(names);
}

static void check_ids(struct diag *diag, const struct node *root)
{
	GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);
	for (const struct node *n = root; n; n = doc_next(n, root)) {
		if (!n->id)
			continue;
		const struct node *other = g_hash_table_lookup(ids, n->id);
		if (other)
			diag_error(diag, n->pos,
					   "the id \"%s\" is used twice (first at %s:%d): give one of them another id",
					   n->id, other->pos.file ? other->pos.file : "?", other->pos.line);
		else
			g_hash_table_insert(ids, (gpointer)n->id, (gpointer)n);
	}
	for (const struct node *n = root; n; n = doc_next(n, root)) {
		if (n->kind == NODE_LINK && n->u.link.url[0] == '#' &&
			!g_hash_table_contains(ids, n->u.link.url + 1))
			report_link(diag, n, ids);
	}
	g_hash_table_destroy(ids);
}

static void check_headings(struct diag *diag, const struct node *root)
{
	int last = 1;
	for (const struct node *n = root; n; n = doc_next(n, root)) {
		if (n->kind == NODE_PART)
			last = 1;
		if (n->kind != NODE_HEADING)
			continue;
		if (n->u.heading.level > last + 1)
			diag_error(
				diag, n->pos,
				"this heading is %d levels below the one before it: remove %d '#', or add the "
				"heading between",
				n->u.heading.level - last, n->u.heading.level - last - 1);
		last = n->u.heading.level;
	}
}

bool doc_check(struct diag *diag, const struct node *root)
{
	size_t before = diag->errors;
	for (const struct node *n = root; n; n = doc_next(n, root)) {
		if (n == root || (holders(n->kind) & BIT(n->parent->kind)))
			continue;
		diag_error(diag, n->pos, "a %s cannot stand in a %s: move it out", doc_kind_name(n->kind),
				   doc_kind_name(n->parent->kind));
	}
	check_headings(diag, root);
	check_ids(diag, root);
	return diag->errors == before;
}

const char *doc_kind_name(enum node_kind kind)
{
	static const char *const names[NODE_KINDS] = {
		[NODE_DOCUMENT] = "document",
		[NODE_PART] = "part",
		[NODE_SECTION] = "section",
		[NODE_HEADING] = "heading",
		[NODE_PARAGRAPH] = "paragraph",
		[NODE_LIST] = "list",
		[NODE_ITEM] = "list item",
		[NODE_QUOTE] = "quotation",
		[NODE_CALLOUT] = "callout",
		[NODE_CODE_BLOCK] = "code block",
		[NODE_RULE] = "rule",
		[NODE_TABLE] = "table",
		[NODE_ROW] = "table row",
		[NODE_CELL] = "table cell",
		[NODE_FIGURE] = "figure",
		[NODE_CAPTION] = "caption",
		[NODE_NOTE] = "footnote",
		[NODE_PAIR] = "pair",
		[NODE_SIDE] = "side",
		[NODE_TEXT] = "text",
		[NODE_EMPHASIS] = "emphasis",
		[NODE_STRONG] = "strong",
		[NODE_STRIKE] = "strikethrough",
		[NODE_CODE] = "code",
		[NODE_LINK] = "link",
		[NODE_NOTE_MARK] = "footnote mark",
		[NODE_BREAK] = "line break",
		[NODE_ISOLATE] = "isolate",
		[NODE_SPAN] = "span",
		[NODE_CITATION] = "citation",
	};
	return names[kind];
}

const char *state_name(enum state state)
{
	static const char *const names[] = {"source", "missing",  "stale",
										"draft",  "reviewed", "approved"};
	return names[state];
}

const char *part_name(enum part_kind kind)
{
	static const char *const names[] = {"front",      "article",  "faq",
										"references", "glossary", "imprint"};
	return names[kind];
}

const char *callout_name(enum callout_kind kind)
{
	static const char *const names[] = {"note",    "tip",       "important", "warning",
										"caution", "summary",   "questions", "appointment",
										"label",   "medicines", "emergency"};
	_Static_assert(sizeof names / sizeof *names == CALLOUT_KINDS, "a name for each kind");
	return names[kind];
}

const char *callout_key(enum callout_kind kind)
{
	static const char *const keys[] = {"callout/note",    "callout/tip",       "callout/important",
									   "callout/warning", "callout/caution",   "block/summary",
									   "block/questions", "block/appointment", "appointment/label",
									   "block/medicines", "emergency/title"};
	_Static_assert(sizeof keys / sizeof *keys == CALLOUT_KINDS, "a heading for each kind");
	return keys[kind];
}

enum callout_use callout_use(enum callout_kind kind)
{
	switch (kind) {
	case CALLOUT_NOTE:
	case CALLOUT_TIP:
	case CALLOUT_SUMMARY:
	case CALLOUT_QUESTIONS:
		return CALLOUT_INFORMS;
	case CALLOUT_IMPORTANT:
	case CALLOUT_WARNING:
	case CALLOUT_CAUTION:
	case CALLOUT_EMERGENCY:
		return CALLOUT_WARNS;
	case CALLOUT_APPOINTMENT:
	case CALLOUT_LABEL:
	case CALLOUT_MEDICINES:
		return CALLOUT_IS_FILLED_IN;
	}
	return CALLOUT_WARNS;
}

static void dump_list(struct buf *buf, const struct node *n)
{
	static const char *const tasks[] = {"", " task=open", " task=done"};
	if (n->kind == NODE_ITEM) {
		buf_puts(buf, tasks[n->u.item.task]);
		if (n->u.item.key)
			buf_fmt(buf, " key=%s cited=%d", n->u.item.key, n->u.item.citations);
		return;
	}
	buf_fmt(buf, n->u.list.ordered ? " ordered start=%d" : " bullets", n->u.list.start);
	buf_puts(buf, n->u.list.tight ? " tight" : " loose");
}

static void dump_table(struct buf *buf, const struct node *n)
{
	static const char *const aligns[] = {"start", "center", "end"};
	if (n->kind == NODE_TABLE)
		buf_fmt(buf, " columns=%d", n->u.table.columns);
	else if (n->kind == NODE_ROW)
		buf_puts(buf, n->u.row.head ? " head" : "");
	else
		buf_fmt(buf, " column=%d align=%s%s", n->u.cell.column, aligns[n->u.cell.align],
				n->u.cell.head ? " head" : "");
}

static void dump_heading(struct buf *buf, const struct node *n)
{
	static const char *const uses[] = {"",           " use=clinic",  " use=language",
									   " use=stamp", " use=imprint", " use=call",
									   " use=field", " use=alt"};
	if (n->kind == NODE_PARAGRAPH) {
		buf_puts(buf, uses[n->u.paragraph.use]);
	} else if (n->kind == NODE_SECTION) {
		if (n->u.section.number)
			buf_fmt(buf, " number=%d", n->u.section.number);
	} else {
		buf_fmt(buf, " level=%d", n->u.heading.level);
		if (n->u.heading.key)
			buf_fmt(buf, " key=%s", n->u.heading.key);
	}
}

static void dump_inline(struct buf *buf, const struct node *n)
{
	if (n->kind == NODE_SPAN) {
		buf_puts(buf, n->u.span.printed ? " printed" : "");
		return;
	}
	for (const char *const *key = n->u.citation.keys; *key; key++)
		buf_fmt(buf, " @%s", *key);
}

/* What the kinds add to their line of the dump. */
static void dump_fields(struct buf *buf, const struct node *n)
{
	switch (n->kind) {
	case NODE_PART:
		buf_fmt(buf, " %s", part_name(n->u.part.kind));
		break;
	case NODE_SECTION:
	case NODE_HEADING:
	case NODE_PARAGRAPH:
		dump_heading(buf, n);
		break;
	case NODE_LIST:
	case NODE_ITEM:
		dump_list(buf, n);
		break;
	case NODE_CALLOUT:
		buf_fmt(buf, " %s", callout_name(n->u.callout.kind));
		break;
	case NODE_TABLE:
	case NODE_ROW:
	case NODE_CELL:
		dump_table(buf, n);
		break;
	case NODE_FIGURE:
		buf_fmt(buf, " \"%s\"", n->u.figure.alt);
		break;
	case NODE_LINK:
		buf_fmt(buf, " <%s>", n->u.link.url);
		break;
	case NODE_NOTE:
		buf_fmt(buf, " number=%d", n->u.note.number);
		break;
	case NODE_NOTE_MARK:
		buf_fmt(buf, " number=%d mark=%d", n->u.note_mark.note->u.note.number, n->u.note_mark.mark);
		break;
	case NODE_TEXT:
	case NODE_CODE:
	case NODE_CODE_BLOCK:
		buf_fmt(buf, " \"%s\"", n->u.text.text);
		break;
	case NODE_PAIR:
		buf_fmt(buf, " number=%d", n->u.pair.number);
		break;
	case NODE_DOCUMENT:
	case NODE_QUOTE:
	case NODE_RULE:
	case NODE_CAPTION:
	case NODE_SIDE:
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_STRIKE:
	case NODE_BREAK:
	case NODE_ISOLATE:
		break;
	case NODE_SPAN:
	case NODE_CITATION:
		dump_inline(buf, n);
		break;
	}
}

const char *doc_dump(struct arena *arena, const struct node *root)
{
	struct buf buf = {.arena = arena};
	int depth = 0;
	for (const struct node *n = root; n;) {
		buf_fmt(&buf, "%*s%s", depth * 2, "", doc_kind_name(n->kind));
		dump_fields(&buf, n);
		if (n->id)
			buf_fmt(&buf, " #%s", n->id);
		if (n->context)
			buf_fmt(&buf, " @%s", n->context);
		if (n->lang)
			buf_fmt(&buf, " lang=%s", n->lang);
		if (n->state != STATE_SOURCE)
			buf_fmt(&buf, " %s", state_name(n->state));
		if (n->pos.line && !doc_is_inline(n->kind))
			buf_fmt(&buf, " (%d:%d)", n->pos.line, n->pos.col);
		buf_putc(&buf, '\n');
		if (n->child) {
			n = n->child;
			depth++;
			continue;
		}
		while (n != root && !n->next) {
			n = n->parent;
			depth--;
		}
		n = n == root ? NULL : n->next;
	}
	return buf_chars(&buf);
}
