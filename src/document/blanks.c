/* Blocks to write in: what the program adds to empty ones. */
#include "document/blanks.h"

#include <glib.h>

/* Empty rows of a table of medicines. */
enum { EMPTY_ROWS = 5 };

static const char *const appointment[] = {"appointment/date", "appointment/time",
										  "appointment/place", "appointment/with"};
static const char *const medicines[] = {"medicine/name", "medicine/purpose", "medicine/dose",
										"medicine/when"};

/* A block of one of the page's own words. */
static struct node *worded(struct arena *arena, enum node_kind kind, const struct node *parent,
						   const struct strings *strings, const char *key)
{
	struct node *node = doc_node(arena, kind, parent->pos);
	const char *lang = strings_lang(strings, key), *around = doc_lang(parent);
	node->lang = str_same(lang, around) ? NULL : lang;
	doc_append(node, doc_text(arena, parent->pos, strings_get(strings, key)));
	return node;
}

static void add_fields(struct arena *arena, struct node *callout, const struct strings *strings)
{
	for (size_t i = 0; i < G_N_ELEMENTS(appointment); i++) {
		struct node *field = worded(arena, NODE_PARAGRAPH, callout, strings, appointment[i]);
		field->u.paragraph.use = USE_FIELD;
		doc_append(callout, field);
	}
}

static void add_table(struct arena *arena, struct node *callout, const struct strings *strings)
{
	enum { COLUMNS = G_N_ELEMENTS(medicines) };
	struct node *table = doc_node(arena, NODE_TABLE, callout->pos);
	table->u.table.columns = COLUMNS;
	table->u.table.align = ARENA_ARRAY(arena, enum align, COLUMNS);
	doc_append(callout, table);
	for (int i = 0; i <= EMPTY_ROWS; i++) {
		struct node *row = doc_node(arena, NODE_ROW, callout->pos);
		row->u.row.head = i == 0;
		doc_append(table, row);
		for (int c = 0; c < COLUMNS; c++) {
			struct node *cell = i ? doc_node(arena, NODE_CELL, callout->pos)
								  : worded(arena, NODE_CELL, callout, strings, medicines[c]);
			cell->u.cell.column = c;
			cell->u.cell.head = i == 0;
			doc_append(row, cell);
		}
	}
}

static bool has_field(const struct node *callout)
{
	for (const struct node *n = callout->child; n; n = n->next)
		if (n->kind == NODE_PARAGRAPH && n->u.paragraph.use == USE_FIELD)
			return true;
	return false;
}

void blanks_fill(struct arena *arena, struct node *document, const struct strings *strings)
{
	for (struct node *n = document; n; n = (struct node *)doc_next(n, document)) {
		if (n->kind != NODE_CALLOUT)
			continue;
		if (n->u.callout.kind == CALLOUT_APPOINTMENT && !has_field(n))
			add_fields(arena, n, strings);
		else if (n->u.callout.kind == CALLOUT_MEDICINES && !n->child)
			add_table(arena, n, strings);
	}
}
