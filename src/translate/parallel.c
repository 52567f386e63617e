/* Two documents side by side: the same structure says the same thing, another structure says
 * nothing. Paragraphs are never counted past one that is missing. */
#include "translate/parallel.h"

#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "read/markdown.h"

struct pairing {
	struct arena *arena;
	struct diag *diag;
	struct buf items; /* of struct brought */
	size_t count;
	GHashTable *ids; /* of the translation to those of the source */
};

/* Whether a file has the name of a part, alone or with a language's tag: "faq.es.md" for "faq.md".
 */
static bool is_named(const char *file, const char *part)
{
	const char *name = path_base(file), *own = path_base(part);
	size_t own_len = strcspn(own, "."), len = strlen(name);
	const char *dot = strrchr(name, '.');

	if (dot && dot > name)
		len = (size_t)(dot - name);
	if (len < own_len || strncmp(name, own, own_len) != 0)
		return false;
	if (len == own_len)
		return true;
	char *tag = g_strndup(name + own_len + 1, len - own_len - 1);
	bool known = strchr(".-_", name[own_len]) && locale_find(tag);
	g_free(tag);
	return known;
}

const struct part *parallel_part(struct arena *arena, struct diag *diag,
								 const struct handout *handout, const char *file)
{
	const struct part *found = NULL, *only = NULL;
	struct buf names = {.arena = arena};
	size_t count = 0;

	for (size_t i = 0; i < handout->part_count; i++) {
		const struct part *part = &handout->parts[i];
		if (part->kind == PART_REFERENCES)
			continue;
		if (is_named(file, part->file))
			found = part;
		buf_fmt(&names, "%s%s", count++ ? " or " : "", part->file);
		only = part;
	}
	if (!found && count == 1)
		found = only;
	if (!found)
		diag_error(diag, POS_FILE(file),
				   "its name does not say which part it translates: give it the name of %s",
				   buf_chars(&names));
	return found;
}

/* The structure of a block, as letters. */
static void add_signature(struct buf *out, const struct node *node)
{
	if (doc_is_inline(node->kind))
		return;
	buf_putc(out, (char)('A' + (int)node->kind));
	if (node->kind == NODE_HEADING)
		buf_fmt(out, "%d", node->u.heading.level);
	if (node->kind == NODE_LIST)
		buf_putc(out, node->u.list.ordered ? '1' : '*');
	if (node->kind == NODE_NOTE)
		buf_puts(out, node->u.note.label);
	if (doc_holds_inlines(node->kind) || !node->child)
		return;
	buf_putc(out, '(');
	for (const struct node *n = node->child; n; n = n->next)
		add_signature(out, n);
	buf_putc(out, ')');
}

static const char *signature(struct pairing *p, const struct node *node)
{
	struct buf out = {.arena = p->arena};
	add_signature(&out, node);
	return buf_chars(&out);
}

/* Whether two blocks may stand for each other before their insides are looked at. */
static bool is_alike(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == NODE_HEADING)
		return !a->u.heading.key == !b->u.heading.key;
	if (a->kind == NODE_SECTION && a->child->kind == NODE_HEADING && b->child->kind == NODE_HEADING)
		return a->child->u.heading.level == b->child->u.heading.level;
	if (a->kind == NODE_NOTE)
		return strcmp(a->u.note.label, b->u.note.label) == 0;
	if (a->kind == NODE_TABLE)
		return a->u.table.columns == b->u.table.columns;
	return a->kind != NODE_LIST || a->u.list.ordered == b->u.list.ordered;
}

static void report_below(struct pairing *p, const struct node *block, bool source)
{
	if (source)
		diag_warning(
			p->diag, block->pos,
			"for this %s nothing was found in the translation: translate it in the PO file",
			doc_kind_name(block->kind));
	else
		diag_warning(p->diag, block->pos,
					 "this %s could not be placed, the source has another structure here: copy it "
					 "into the PO file by hand",
					 doc_kind_name(block->kind));
}

static void add(struct pairing *p, const struct node *source, const char *of, const char *text,
				struct pos pos)
{
	struct brought item = {
		.context = source->context, .source = of, .text = text, .state = STATE_DRAFT, .pos = pos};
	buf_add(&p->items, &item, sizeof item);
	p->count++;
}

static void pair_children(struct pairing *p, const struct node *source, const struct node *other);

static void pair_blocks(struct pairing *p, const struct node *source, const struct node *other)
{
	if (source->id && other->id)
		g_hash_table_insert(p->ids, (gpointer)other->id, (gpointer)source->id);
	if (source->kind == NODE_FIGURE && source->context)
		add(p, source, source->u.figure.alt, other->u.figure.alt, other->pos);
	if (doc_holds_inlines(source->kind)) {
		if (source->context && source->child && other->child)
			add(p, source, markdown_inlines(p->arena, source), markdown_inlines(p->arena, other),
				other->pos);
		return;
	}
	pair_children(p, source, other);
}

/* Some children of two blocks. */
struct run {
	const struct node **items;
	size_t count;
};

static struct run children_of(struct pairing *p, const struct node *parent)
{
	struct run run = {NULL, 0};
	for (const struct node *n = parent->child; n; n = n->next)
		run.count++;
	run.items = ARENA_ARRAY(p->arena, const struct node *, run.count);
	run.count = 0;
	for (const struct node *n = parent->child; n; n = n->next)
		run.items[run.count++] = n;
	return run;
}

static struct run part_of(struct run run, size_t from, size_t to)
{
	return (struct run){run.items + from, to - from};
}

static bool are_alike(struct run a, struct run b)
{
	for (size_t i = 0; i < a.count && i < b.count; i++)
		if (!is_alike(a.items[i], b.items[i]))
			return false;
	return a.count == b.count;
}

/* Whether a block tells by itself where it belongs: there is one of its structure on each side. */
static bool is_sure(struct pairing *p, struct run run, const struct node *block)
{
	size_t count = 0;
	const char *own = signature(p, block);
	if (block->kind == NODE_PARAGRAPH)
		return false;
	for (size_t i = 0; i < run.count; i++)
		count += is_alike(run.items[i], block) && strcmp(signature(p, run.items[i]), own) == 0;
	return count == 1;
}

/* The first pair of blocks that are sure, in the same order; false: none. */
static bool find_sure(struct pairing *p, struct run a, struct run b, size_t *i, size_t *j)
{
	for (*i = 0; *i < a.count; ++*i) {
		if (!is_sure(p, a, a.items[*i]) || !is_sure(p, b, a.items[*i]))
			continue;
		for (*j = 0; *j < b.count; ++*j)
			if (is_alike(a.items[*i], b.items[*j]) &&
				strcmp(signature(p, a.items[*i]), signature(p, b.items[*j])) == 0)
				return true;
	}
	return false;
}

static void pair_runs(struct pairing *p, struct run a, struct run b)
{
	size_t i, j;
	if (are_alike(a, b)) {
		for (size_t k = 0; k < a.count; k++)
			pair_blocks(p, a.items[k], b.items[k]);
		return;
	}
	if (find_sure(p, a, b, &i, &j)) {
		pair_runs(p, part_of(a, 0, i), part_of(b, 0, j));
		pair_blocks(p, a.items[i], b.items[j]);
		pair_runs(p, part_of(a, i + 1, a.count), part_of(b, j + 1, b.count));
		return;
	}
	for (size_t k = 0; k < a.count; k++)
		report_below(p, a.items[k], true);
	for (size_t k = 0; k < b.count; k++)
		report_below(p, b.items[k], false);
}

static size_t leading(struct run run)
{
	size_t count = 0;
	while (count < run.count && run.items[count]->kind != NODE_SECTION &&
		   run.items[count]->kind != NODE_NOTE)
		count++;
	return count;
}

static void pair_children(struct pairing *p, const struct node *source, const struct node *other)
{
	struct run a = children_of(p, source), b = children_of(p, other);
	size_t i = leading(a), j = leading(b);
	pair_runs(p, part_of(a, 0, i), part_of(b, 0, j));
	pair_runs(p, part_of(a, i, a.count), part_of(b, j, b.count));
}

/* The words of the line "# Title" that the file begins with; NULL: it has none. */
static const char *title_of(struct arena *arena, struct str text, int *line)
{
	*line = 1;
	for (size_t i = 0; i < text.len; ++*line) {
		size_t len = strcspn(text.s + i, "\n");
		struct str words = str_trim((struct str){text.s + i, len});
		if (words.len > 2 && words.s[0] == '#' && words.s[1] == ' ')
			return str_dup(arena, str_trim((struct str){words.s + 2, words.len - 2})).s;
		if (words.len)
			return NULL;
		i += len + 1;
	}
	return NULL;
}

/* Leads links to places of the translation to those of the source. */
static void lead_links(struct pairing *p, struct node *root)
{
	for (struct node *n = root; n; n = (struct node *)doc_next(n, root)) {
		const char *url = n->kind == NODE_LINK ? n->u.link.url : "";
		const char *id = *url == '#' ? g_hash_table_lookup(p->ids, url + 1) : NULL;
		if (id)
			n->u.link.url = str_fmt(p->arena, "#%s", id);
	}
}

bool parallel_align(struct arena *arena, struct diag *diag, const struct handout *handout,
					const struct part *part, const struct node *source, struct str text,
					const char *file, struct brought_list *list)
{
	struct pairing p = {.arena = arena, .diag = diag, .items = {.arena = arena}};
	struct handout as = *handout;
	struct part own = *part;
	int line;
	const char *title = title_of(arena, text, &line);

	as.dir = "";
	as.title = title ? title : handout->title;
	own.file = str_copy(arena, file);
	struct node *other = markdown_read(arena, diag, &as, &own, text);
	if (!other)
		return false;
	p.ids = g_hash_table_new(g_str_hash, g_str_equal);
	struct pairing first = p; /* only to learn the places that links lead to */
	first.diag = diag_new(arena);
	pair_children(&first, source, other);
	lead_links(&p, other);
	pair_children(&p, source, other);
	g_hash_table_destroy(p.ids);
	if (title && part->kind == PART_ARTICLE) {
		struct brought item = {.context = "title",
							   .source = handout->title,
							   .text = title,
							   .state = STATE_DRAFT,
							   .pos = {own.file, line, 1}};
		buf_add(&p.items, &item, sizeof item);
		p.count++;
	}
	*list = (struct brought_list){(const void *)p.items.s, p.count};
	return true;
}
