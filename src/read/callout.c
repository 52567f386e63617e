/* Callouts: "> [!NOTE]" and the blocks that patients write in. */
#include <string.h>

#include <glib.h>

#include "document/handout.h"
#include "read/inline.h"

static const char *const callouts[] = {"NOTE",    "TIP",       "IMPORTANT", "WARNING",
									   "CAUTION", "SUMMARY",   "QUESTIONS", "APPOINTMENT",
									   "LABEL",   "MEDICINES", NULL};
/* Authors cannot write the last kind. */
_Static_assert(G_N_ELEMENTS(callouts) == CALLOUT_KINDS, "a word for each kind, in their order");

bool callout_take(struct reading *in, cmark_node *quote, enum callout_kind *kind)
{
	cmark_node *paragraph = cmark_node_first_child(quote);
	if (!paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH)
		return false;
	cmark_node *text = cmark_node_first_child(paragraph);
	if (!text || cmark_node_get_type(text) != CMARK_NODE_TEXT)
		return false;
	const char *literal = cmark_node_get_literal(text);
	const char *end = strncmp(literal, "[!", 2) == 0 ? strchr(literal, ']') : NULL;
	if (!end)
		return false;
	char *word = g_ascii_strup(literal + 2, end - literal - 2);
	struct pos pos = inline_pos(in, text);
	int index = name_index(callouts, word);
	*kind = index < 0 ? CALLOUT_NOTE : (enum callout_kind)index;
	bool has_lines = *kind == CALLOUT_QUESTIONS || callout_use(*kind) == CALLOUT_IS_FILLED_IN;
	const char *nearest = str_nearest(word, callouts);
	if (index < 0)
		diag_error(in->diag, pos,
				   "the callout [!%s] is not known: use NOTE, TIP, IMPORTANT, WARNING, CAUTION, "
				   "SUMMARY, QUESTIONS, APPOINTMENT, LABEL or MEDICINES%s%s%s",
				   word, nearest ? " (did you mean " : "", nearest ? nearest : "",
				   nearest ? "?)" : "");
	else if (end[1])
		diag_error(
			in->diag, pos,
			"the words of the callout stand in the line of [!%s]: begin a new line with '> ' "
			"for them",
			word);
	else if (!has_lines && !cmark_node_next(text) && !cmark_node_next(paragraph))
		diag_error(in->diag, pos, "the callout [!%s] has no words: add a line beginning with '> '",
				   word);
	g_free(word);
	cmark_node *space = cmark_node_next(text);
	cmark_node_free(text);
	if (space && cmark_node_get_type(space) == CMARK_NODE_SOFTBREAK)
		cmark_node_free(space);
	return true;
}

/* The words of an item become a label with room to write after it. */
static void take_field(struct reading *in, struct node *callout, struct node *item)
{
	struct node *label = item->child;
	if (!label || label->kind != NODE_PARAGRAPH || label->next) {
		diag_error(
			in->diag, item->pos,
			"this is no label to write after: in [!APPOINTMENT] write each in one line, such "
			"as \"- Date\"");
		return;
	}
	doc_unlink(label);
	label->u.paragraph.use = USE_FIELD;
	doc_append(callout, label);
}

static void take_fields(struct reading *in, struct node *callout)
{
	struct node *first = callout->child;
	callout->child = callout->last = NULL;
	for (struct node *next; first; first = next) {
		next = first->next;
		if (first->kind != NODE_LIST) {
			doc_append(callout, first);
			continue;
		}
		for (struct node *item = first->child; item; item = item->next)
			take_field(in, callout, item);
	}
}

void callout_finish(struct reading *in, struct node *callout)
{
	enum callout_kind kind = callout->u.callout.kind;
	if (kind == CALLOUT_APPOINTMENT)
		take_fields(in, callout);
	bool table = false;
	for (const struct node *n = callout->child; n; n = n->next)
		table = table || n->kind == NODE_TABLE;
	if (kind == CALLOUT_MEDICINES && callout->child && !table)
		diag_error(in->diag, callout->pos,
				   "[!MEDICINES] has words but no table: add one, or delete the words to have an "
				   "empty one");
}
