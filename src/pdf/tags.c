/* The structure tree. Blocks join it in the document's order before anything is drawn; inlines join
 * their block when they are first drawn, so that both orders are those of reading. */
#include "pdf/tags.h"

#include <glib.h>
#include <string.h>

#include "document/doc.h"
#include "document/locale.h"

struct tags {
	struct arena *arena;
	const struct edition *edition;
	struct element *root;
	GHashTable *elements;  /* node -> element that holds its content */
	GHashTable *labels;    /* node -> element of its label */
	GArray *markers;       /* of the page that is being marked */
	int page, contents;    /* its number, and how many markers of it are no artifacts */
	struct owners *owners; /* a page each */
	long long order;
	int notes;
};

static void free_table(void *table)
{
	g_hash_table_destroy(table);
}

static void free_markers(void *markers)
{
	g_array_free(markers, TRUE);
}

struct detail *tags_detail(struct tags *tags, struct element *element)
{
	if (!element->detail)
		element->detail = ARENA_NEW(tags->arena, struct detail);
	return element->detail;
}

static void set_lang(struct tags *tags, struct element *element, const char *lang)
{
	if (lang)
		tags_detail(tags, element)->lang = lang;
}

static void add_kid(struct tags *tags, struct element *parent, struct kid kid)
{
	struct kid *copy = ARENA_NEW(tags->arena, struct kid);
	*copy = kid;
	copy->order = tags->order ? ++tags->order : 0;
	if (parent->last)
		parent->last->next = copy;
	else
		parent->kids = copy;
	parent->last = copy;
}

static struct element *add_element(struct tags *tags, struct element *parent, const char *type,
								   const struct node *node)
{
	struct element *element = ARENA_NEW(tags->arena, struct element);
	element->type = type;
	element->node = node;
	element->parent = parent;
	element->page = -1;
	if (parent)
		add_kid(tags, parent, (struct kid){.kind = KID_ELEMENT, .u.element = element});
	return element;
}

static struct element *add_block(struct tags *tags, struct element *parent, const char *type,
								 const struct node *node)
{
	struct element *element = add_element(tags, parent, type, node);
	set_lang(tags, element, node->lang);
	g_hash_table_insert(tags->elements, (void *)node, element);
	return element;
}

static struct element *add_label(struct tags *tags, struct element *parent, const char *type,
								 const struct node *node)
{
	struct element *element = add_element(tags, parent, type, node);
	g_hash_table_insert(tags->labels, (void *)node, element);
	return element;
}

static void add_node(struct tags *, struct element *parent, const struct node *);

static void add_children(struct tags *tags, struct element *parent, const struct node *node)
{
	for (const struct node *child = node->child; child; child = child->next)
		add_node(tags, parent, child);
}

static void add_note(struct tags *tags, struct element *parent, const struct node *note)
{
	if (g_hash_table_contains(tags->elements, note))
		return;
	struct element *element = add_block(tags, parent, "Note", note);
	tags_detail(tags, element)->id = str_fmt(tags->arena, "note-%06d", ++tags->notes);
	struct element *label = add_element(tags, element, "Lbl", note);
	add_label(tags, label, "Link", note);
	add_children(tags, element, note);
}

/* The footnotes whose first mark is below the node. */
static void add_cited(struct tags *tags, struct element *parent, const struct node *node)
{
	for (const struct node *n = doc_next(node, node); n; n = doc_next(n, node))
		if (n->kind == NODE_NOTE_MARK && n->u.note_mark.mark <= 1 && n->u.note_mark.note)
			add_note(tags, parent, n->u.note_mark.note);
}

static void add_heading(struct tags *tags, struct element *parent, const struct node *node)
{
	static const char *const types[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
	int level = CLAMP(node->u.heading.level, 1, 6);
	struct element *heading = add_block(tags, parent, types[level - 1], node);
	add_label(tags, heading, "Span", node);
	const struct node *section = doc_headed(node);
	if (section && !doc_is_source_side(node)) {
		struct element *label = g_hash_table_lookup(tags->labels, node);
		g_hash_table_insert(tags->labels, (void *)section, label);
	}
	add_cited(tags, parent, node);
}

static bool has_tasks(const struct node *list)
{
	for (const struct node *item = list->child; item; item = item->next)
		if (item->u.item.task != TASK_NONE)
			return true;
	return false;
}

/* PDF 1.7 has names for Latin letters only; letters of other scripts come nearest to them. */
static const char *numbering(const struct node *list)
{
	if (list->u.list.ordered) {
		const struct locale *locale = locale_find(doc_lang(list));
		const struct counter *counter =
			locale ? locale_marker(locale, doc_list_depth(list))->counter : NULL;
		if (!counter || counter->system == COUNTER_FIXED)
			return "<</O/List/ListNumbering/Decimal>>";
		return strcmp(counter->name, "lower-roman") == 0 ? "<</O/List/ListNumbering/LowerRoman>>"
														 : "<</O/List/ListNumbering/LowerAlpha>>";
	}
	return has_tasks(list) ? "<</O/List/ListNumbering/None>>" : "<</O/List/ListNumbering/Disc>>";
}

/* The numeral of a reference leads back to where it is cited. */
static struct element *add_cited_label(struct tags *tags, struct element *parent,
									   const struct node *item)
{
	return add_label(tags, add_element(tags, parent, "Lbl", item), "Link", item);
}

static void add_list(struct tags *tags, struct element *parent, const struct node *node)
{
	struct element *list = add_block(tags, parent, "L", node);
	tags_detail(tags, list)->attributes = numbering(node);
	for (const struct node *item = node->child; item; item = item->next) {
		struct element *li = add_element(tags, list, "LI", item);
		struct element *label =
			item->u.item.cited ? add_cited_label(tags, li, item) : add_label(tags, li, "Lbl", item);
		set_lang(tags, li, item->lang);
		if (item->u.item.task != TASK_NONE && tags->edition->strings)
			tags_detail(tags, label)->actual = strings_get(
				tags->edition->strings, item->u.item.task == TASK_DONE ? "task/done" : "task/open");
		struct element *body = add_element(tags, li, "LBody", item);
		g_hash_table_insert(tags->elements, (void *)item, body);
		add_children(tags, body, item);
	}
}

static void add_row(struct tags *tags, struct element *parent, const struct node *row)
{
	struct element *tr = add_block(tags, parent, "TR", row);
	for (const struct node *cell = row->child; cell; cell = cell->next) {
		bool head = row->u.row.head || cell->u.cell.head;
		struct element *element = add_block(tags, tr, head ? "TH" : "TD", cell);
		if (head)
			tags_detail(tags, element)->attributes =
				row->u.row.head ? "<</O/Table/Scope/Column>>" : "<</O/Table/Scope/Row>>";
	}
}

static void add_table(struct tags *tags, struct element *parent, const struct node *node)
{
	struct element *table = add_block(tags, parent, "Table", node);
	struct element *head = NULL, *body = NULL;
	for (const struct node *row = node->child; row; row = row->next) {
		if (row->kind == NODE_CAPTION) {
			add_block(tags, table, "Caption", row);
			continue;
		}
		if (row->u.row.head && !head && !body)
			head = row->next ? add_element(tags, table, "THead", node) : table;
		else if (!row->u.row.head && !body)
			body = add_element(tags, table, "TBody", node);
		add_row(tags, body ? body : head, row);
	}
	add_cited(tags, parent, node);
}

static void add_figure(struct tags *tags, struct element *parent, const struct node *node)
{
	struct element *group = node->child ? add_element(tags, parent, "Div", node) : parent;
	struct element *figure = add_block(tags, group, "Figure", node);
	tags_detail(tags, figure)->alt = node->u.figure.alt;
	for (const struct node *child = node->child; child; child = child->next)
		set_lang(tags, add_block(tags, group, "Caption", child),
				 child->lang ? child->lang : node->lang);
	add_cited(tags, parent, node);
}

static void add_callout(struct tags *tags, struct element *parent, const struct node *node)
{
	struct element *callout = add_block(tags, parent, "Div", node);
	add_label(tags, callout, "P", node);
	add_children(tags, callout, node);
}

static void add_pair(struct tags *tags, struct element *parent, const struct node *pair)
{
	struct element *element = add_block(tags, parent, "Div", pair);
	if (tags->edition->review)
		add_label(tags, element, "P", pair);
	for (const struct node *side = pair->child; side; side = side->next)
		add_children(tags, element, side);
}

static const char *group_type(const struct node *node)
{
	if (node->kind == NODE_DOCUMENT)
		return "Document";
	return node->kind == NODE_QUOTE ? "BlockQuote" : "Sect";
}

static void add_node(struct tags *tags, struct element *parent, const struct node *node)
{
	switch (node->kind) {
	case NODE_DOCUMENT:
	case NODE_PART:
	case NODE_SECTION:
	case NODE_QUOTE:
		add_children(tags, add_block(tags, parent, group_type(node), node), node);
		break;
	case NODE_HEADING:
		add_heading(tags, parent, node);
		break;
	case NODE_PARAGRAPH:
		add_block(tags, parent, "P", node);
		add_cited(tags, parent, node);
		break;
	case NODE_LIST:
		add_list(tags, parent, node);
		break;
	case NODE_CALLOUT:
		add_callout(tags, parent, node);
		break;
	case NODE_CODE_BLOCK:
		add_block(tags, add_element(tags, parent, "P", node), "Code", node);
		break;
	case NODE_TABLE:
		add_table(tags, parent, node);
		break;
	case NODE_FIGURE:
		add_figure(tags, parent, node);
		break;
	case NODE_CAPTION:
		add_block(tags, parent, "Caption", node);
		break;
	case NODE_NOTE:
		add_note(tags, parent, node);
		break;
	case NODE_PAIR:
		add_pair(tags, parent, node);
		break;
	case NODE_SIDE:
	case NODE_ITEM:
	case NODE_ROW:
	case NODE_CELL:
	case NODE_RULE:
	case INLINE_KINDS:
		break;
	}
}

struct tags *tags_new(struct arena *arena, const struct edition *edition, int page_count)
{
	struct tags *tags = ARENA_NEW(arena, struct tags);
	tags->arena = arena;
	tags->edition = edition;
	tags->elements = g_hash_table_new(NULL, NULL);
	arena_defer(arena, free_table, tags->elements);
	tags->labels = g_hash_table_new(NULL, NULL);
	arena_defer(arena, free_table, tags->labels);
	tags->markers = g_array_new(FALSE, FALSE, sizeof(struct content_marker));
	arena_defer(arena, free_markers, tags->markers);
	tags->owners = ARENA_ARRAY(arena, struct owners, (size_t)page_count);
	add_node(tags, NULL, edition->document);
	tags->root = tags_find(tags, edition->document);
	return tags;
}

struct element *tags_root(const struct tags *tags)
{
	return tags->root;
}

struct element *tags_find(const struct tags *tags, const struct node *node)
{
	return g_hash_table_lookup(tags->elements, node);
}

/* Whether a block's element may hold content itself. */
static bool holds_content(const struct node *block)
{
	switch (block->kind) {
	case NODE_HEADING:
	case NODE_PARAGRAPH:
	case NODE_ITEM:
	case NODE_CODE_BLOCK:
	case NODE_CELL:
	case NODE_FIGURE:
	case NODE_CAPTION:
		return true;
	case NODE_DOCUMENT:
	case NODE_PART:
	case NODE_SECTION:
	case NODE_LIST:
	case NODE_QUOTE:
	case NODE_CALLOUT:
	case NODE_RULE:
	case NODE_TABLE:
	case NODE_ROW:
	case NODE_NOTE:
	case NODE_PAIR:
	case NODE_SIDE:
	case INLINE_KINDS:
		return false;
	}
	return false;
}

/* The type of an inline's element; NULL: it has none. */
static const char *inline_type(const struct node *node)
{
	if (node->kind == NODE_LINK)
		return "Link";
	if (node->kind == NODE_NOTE_MARK)
		return "Reference";
	if (node->kind == NODE_CODE)
		return "Code";
	return node->lang ? "Span" : NULL;
}

static struct element *inline_element(struct tags *tags, const struct node *node,
									  const struct node *block)
{
	if (node == block)
		return tags_find(tags, block);
	struct element *known = tags_find(tags, node);
	if (known)
		return known;
	struct element *parent = inline_element(tags, node->parent, block);
	const char *type = inline_type(node);
	if (!type)
		return parent;
	if (node->kind == NODE_NOTE_MARK ||
		(node->kind == NODE_LINK && node->u.link.use == LINK_CITATION))
		parent = add_element(tags, parent, "Reference", node);
	return add_block(tags, parent, node->kind == NODE_NOTE_MARK ? "Link" : type, node);
}

struct element *tags_content(struct tags *tags, const struct node *block, const struct node *run)
{
	if (!block || !holds_content(block))
		return NULL;
	const struct node *top = run;
	while (top && top != block)
		top = top->parent;
	return inline_element(tags, top ? run : block, block);
}

struct element *tags_label(struct tags *tags, const struct node *node)
{
	for (; node; node = node->parent) {
		struct element *label = g_hash_table_lookup(tags->labels, node);
		if (label)
			return label;
	}
	return NULL;
}

void tags_turn(struct tags *tags, int folio)
{
	tags->order = (long long)(folio + 1) << 32;
}

static int compare_kids(const void *a, const void *b)
{
	const struct kid *x = *(const struct kid *const *)a, *y = *(const struct kid *const *)b;
	return (x->order > y->order) - (x->order < y->order);
}

/* Orders kids that were made while painting; those made before stand first as they are. */
static void order_kids(struct element *element)
{
	GPtrArray *painted = g_ptr_array_new();
	struct kid **end = &element->kids;
	while (*end && (*end)->order == 0)
		end = &(*end)->next;
	bool sorted = true;
	for (struct kid *kid = *end; kid; kid = kid->next) {
		g_ptr_array_add(painted, kid);
		sorted = sorted && (!kid->next || kid->order <= kid->next->order);
	}
	if (!sorted) {
		g_ptr_array_sort(painted, compare_kids);
		for (guint i = 0; i < painted->len; i++) {
			element->last = *end = g_ptr_array_index(painted, i);
			end = &(*end)->next;
		}
		*end = NULL;
	}
	g_ptr_array_free(painted, TRUE);
}

static void settle(struct element *element)
{
	for (struct kid *kid = element->kids; kid; kid = kid->next) {
		if (kid->kind != KID_ELEMENT)
			continue;
		settle(kid->u.element);
		const struct kid *first = kid->u.element->kids;
		if (kid->order && first && first->order)
			kid->order = first->order;
	}
	order_kids(element);
}

/* Of the page that was marked last only the elements are kept. */
static void close_page(struct tags *tags)
{
	struct markers markers = tags_markers(tags, tags->page);
	struct element **owners = ARENA_ARRAY(tags->arena, struct element *, (size_t)tags->contents);
	for (int i = 0; i < markers.count; i++)
		if (markers.items[i].element)
			owners[markers.items[i].mcid] = markers.items[i].element;
	tags->owners[tags->page] = (struct owners){owners, tags->contents};
	g_array_set_size(tags->markers, 0);
	tags->contents = 0;
}

void tags_settle(struct tags *tags)
{
	close_page(tags);
	settle(tags->root);
}

void tags_mark(struct tags *tags, int page, struct content_marker marker)
{
	struct element *element = marker.joins ? NULL : marker.element;
	if (page != tags->page)
		close_page(tags);
	tags->page = page;
	if (marker.joins)
		marker.mcid = tags->contents - 1;
	else
		marker.mcid = element ? tags->contents++ : -1;
	g_array_append_val(tags->markers, marker);
	if (element)
		add_kid(tags, element, (struct kid){.kind = KID_CONTENT, .u.content = {page, marker.mcid}});
}

struct markers tags_markers(const struct tags *tags, int page)
{
	if (page != tags->page)
		return (struct markers){0};
	return (struct markers){(const struct content_marker *)tags->markers->data,
							(int)tags->markers->len};
}

struct owners tags_owners(const struct tags *tags, int page)
{
	return tags->owners[page];
}

void tags_link(struct tags *tags, struct element *element, const struct link *link)
{
	add_kid(tags, element, (struct kid){.kind = KID_LINK, .u.link = link});
}

bool tags_is_used(const struct element *element)
{
	if (strcmp(element->type, "TD") == 0 || strcmp(element->type, "TH") == 0)
		return true;
	for (const struct kid *kid = element->kids; kid; kid = kid->next)
		if (kid->kind != KID_ELEMENT || tags_is_used(kid->u.element))
			return true;
	return false;
}

/* Whether the element has content that no other block below it accounts for. */
static bool is_painted(const struct element *element)
{
	for (const struct kid *kid = element->kids; kid; kid = kid->next)
		if (kid->kind == KID_CONTENT || (kid->kind == KID_ELEMENT && is_painted(kid->u.element)))
			return true;
	return false;
}

static bool is_blank(const char *text)
{
	return !text || str_trim(str_of(text)).len == 0;
}

static bool has_words(const struct node *block)
{
	if (block->kind == NODE_CODE_BLOCK)
		return !is_blank(block->u.text.text);
	for (const struct node *n = block; n; n = doc_next(n, block))
		if ((n->kind == NODE_TEXT || n->kind == NODE_CODE) && !is_blank(n->u.text.text))
			return true;
	return false;
}

bool tags_check(struct diag *diag, const struct tags *tags)
{
	bool whole = true;
	const struct node *root = tags->edition->document;
	for (const struct node *n = root; n; n = doc_next(n, root)) {
		bool leaf = doc_holds_inlines(n->kind) || n->kind == NODE_CODE_BLOCK;
		bool figure = n->kind == NODE_FIGURE;
		if (doc_is_inline(n->kind) || !(figure || (leaf && has_words(n))))
			continue;
		const struct element *element = tags_find(tags, n);
		if (element && is_painted(element))
			continue;
		diag_error(diag, n->pos,
				   "this %s is on no page of the PDF: a fault of the program, please report it",
				   doc_kind_name(n->kind));
		whole = false;
	}
	return whole;
}
