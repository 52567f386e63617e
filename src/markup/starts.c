/* Where the pages of the PDF begin in the text: the page starts of typesetting, moved back to the
 * beginning of a word. */
#include <glib.h>
#include <pango/pango.h>
#include <string.h>

#include "markup/book.h"

/* A leaf of a block, with the place of its text in the text of the block. */
struct piece {
	const struct node *leaf;
	gsize at;
	bool printed; /* only paper has it: the text of the block lacks it */
};

struct block {
	GArray *pieces;
	GString *text;
};

static bool in_note(const struct node *node)
{
	return doc_ancestor(node, NODE_NOTE) != NULL;
}

/* The page's first text that is not a footnote's, or the figure that stands before it. */
static const struct node *page_begin(const struct page *page, int *offset)
{
	const struct node *leaf = page->leaf != NULL && !in_note(page->leaf) ? page->leaf : NULL;

	*offset = leaf != NULL ? page->offset : 0;
	for (int i = 0; i < page->count; i++) {
		const struct mark *mark = &page->marks[i];
		if (mark->role != MARK_CONTENT || mark->node == NULL || in_note(mark->node))
			continue;
		if (mark->kind == MARK_IMAGE && mark->node->kind == NODE_FIGURE)
			return mark->node;
		if (mark->kind == MARK_LINE && leaf != NULL)
			return leaf;
		if (mark->kind == MARK_LINE && mark->line->leaf != NULL) {
			*offset = mark->line->offset;
			return mark->line->leaf;
		}
	}
	return leaf;
}

static const struct node *block_of(const struct node *leaf)
{
	const struct node *block = leaf;

	while (block->parent != NULL && doc_is_inline(block->kind))
		block = block->parent;
	return block;
}

static bool is_printed(const struct node *node)
{
	while (node != NULL && !(node->kind == NODE_SPAN && node->u.span.printed))
		node = node->parent;
	return node != NULL;
}

static void gather(struct block *block, const struct node *root)
{
	for (const struct node *n = root; n != NULL; n = doc_next(n, root)) {
		struct piece piece = {n, block->text->len, is_printed(n)};
		if (n->kind == NODE_TEXT || n->kind == NODE_CODE || n->kind == NODE_CODE_BLOCK)
			g_string_append(block->text, piece.printed ? "" : n->u.text.text);
		else if (n->kind == NODE_BREAK)
			g_string_append_c(block->text, '\n');
		else if (n->kind != NODE_NOTE_MARK)
			continue;
		g_array_append_val(block->pieces, piece);
	}
}

/* Scripts that put no space between words. */
static bool is_unspaced(gunichar c)
{
	switch ((int)g_unichar_get_script(c)) {
	case G_UNICODE_SCRIPT_HAN:
	case G_UNICODE_SCRIPT_HIRAGANA:
	case G_UNICODE_SCRIPT_KATAKANA:
	case G_UNICODE_SCRIPT_BOPOMOFO:
	case G_UNICODE_SCRIPT_THAI:
	case G_UNICODE_SCRIPT_LAO:
	case G_UNICODE_SCRIPT_KHMER:
	case G_UNICODE_SCRIPT_MYANMAR:
		return true;
	default:
		return g_unichar_iswide(c);
	}
}

/* Whether a word may begin at p, which is inside the text. */
static bool is_word_start(const char *p)
{
	gunichar before = g_utf8_get_char(g_utf8_prev_char(p)), after = g_utf8_get_char(p);

	if (g_unichar_isspace(before))
		return !g_unichar_isspace(after);
	return !g_unichar_ismark(after) && (is_unspaced(before) || is_unspaced(after));
}

static gsize word_start(const GString *text, gsize at)
{
	while (at > 0 && !is_word_start(text->str + at))
		at = (gsize)(g_utf8_prev_char(text->str + at) - text->str);
	return at;
}

/* Moves a place in a leaf back to the beginning of its word, which may be in a leaf before; from
 * empty lines and indents of code, on to the next word. */
static void to_word_start(const struct node **node, int *offset)
{
	const struct node *root = block_of(*node);
	struct block block = {g_array_new(FALSE, FALSE, sizeof(struct piece)), g_string_new(NULL)};
	gsize at = 0;

	gather(&block, root);
	const struct piece *pieces = (const struct piece *)(void *)block.pieces->data;
	for (guint i = 0; i < block.pieces->len; i++)
		if (pieces[i].leaf == *node)
			at = pieces[i].at + (pieces[i].printed ? 0 : (gsize)*offset);
	at = MIN(at, block.text->len);
	at = word_start(block.text, at + strspn(block.text->str + at, " \t\n"));
	for (guint i = 0; i < block.pieces->len && pieces[i].at <= at; i++)
		if (!pieces[i].printed && pieces[i].leaf->kind != NODE_NOTE_MARK &&
			pieces[i].leaf->kind != NODE_BREAK) {
			*node = pieces[i].leaf;
			*offset = (int)(at - pieces[i].at);
		}
	g_array_free(block.pieces, TRUE);
	g_string_free(block.text, TRUE);
}

/* The callout whose first text that is, or NULL: a page that begins with it begins with its label.
 */
static const struct node *callout_begun(const struct node *leaf)
{
	const struct node *callout = doc_ancestor(leaf, NODE_CALLOUT), *first = callout;

	while (first != NULL && first->child != NULL)
		first = first->child;
	return first == leaf ? callout : NULL;
}

/* A place where a mark may stand. */
static void settle(const struct node **node, int *offset)
{
	const struct node *isolate = doc_ancestor(*node, NODE_ISOLATE);
	const struct node *heading = doc_ancestor(*node, NODE_HEADING);
	const struct node *figure = doc_ancestor(*node, NODE_FIGURE);

	if (heading != NULL || figure != NULL) {
		*node = heading != NULL ? heading : figure;
		*offset = 0;
		return;
	}
	if (isolate != NULL) {
		while (isolate->child != NULL)
			isolate = isolate->child;
		*node = isolate;
		*offset = 0;
	}
	to_word_start(node, offset);
	if (*offset == 0 && callout_begun(*node) != NULL)
		*node = callout_begun(*node);
}

/* The document's nodes in order: node -> index + 1. */
static GHashTable *number_nodes(const struct node *document)
{
	GHashTable *order = g_hash_table_new(NULL, NULL);
	int index = 0;

	for (const struct node *n = document; n != NULL; n = doc_next(n, document))
		g_hash_table_insert(order, (gpointer)(uintptr_t)n, GINT_TO_POINTER(++index));
	return order;
}

static int order_of(GHashTable *order, const struct node *node)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(order, node));
}

static void add_start(struct book *book, const struct node *node, int offset, int number)
{
	book->starts[book->start_count++] = (struct page_start){
		.node = node,
		.offset = offset,
		.number = number,
		.label = locale_number(book->arena, book->edition->locale, number),
		.content = book_content_of(book, node),
		.id = str_fmt(book->arena, "page_%d", number),
	};
}

void starts_find(struct book *book, const struct pages *pages)
{
	int last = 0, last_offset = 0;

	if (pages == NULL || pages->count == 0)
		return;
	book->starts = ARENA_ARRAY(book->arena, struct page_start, (size_t)pages->count);
	GHashTable *order = number_nodes(book->edition->document);
	for (int i = 0; i < pages->count; i++) {
		int offset;
		const struct node *node = page_begin(&pages->items[i], &offset);
		if (node == NULL || order_of(order, node) == 0)
			continue;
		settle(&node, &offset);
		int index = order_of(order, node);
		if (index < last || (index == last && offset < last_offset))
			continue;
		add_start(book, node, offset, i + 1);
		last = index;
		last_offset = offset;
	}
	g_hash_table_destroy(order);
}
