/* Translations brought in: aligned like a PO's own, checked like a PO's own, then put before what
 * the PO has. */
#include "translate/brought.h"

#include <string.h>

#include "base/str.h"
#include "read/markdown.h"

/* The list as a PO. */
static struct po *po_of(struct arena *arena, const struct brought_list *list)
{
	struct po *po = ARENA_NEW(arena, struct po);
	struct po_message *items = ARENA_ARRAY(arena, struct po_message, list->count);

	for (size_t i = 0; i < list->count; i++)
		items[i] = (struct po_message){
			.context = list->items[i].context,
			.id = list->items[i].source,
			.str = list->items[i].text,
			.comments = list->items[i].note,
			.pos = list->items[i].pos,
			.str_pos = list->items[i].pos,
			.fuzzy = list->items[i].state == STATE_STALE,
		};
	po->messages = items;
	po->count = list->count;
	return po;
}

/* Whether the text could stand for the source; what is wrong is a warning. */
static bool is_sound(struct diag *diag, const struct source_message *source,
					 const struct po_message *message)
{
	struct arena *scratch = arena_new();
	struct diag *own = diag_new(scratch);

	if (source->node && source->node->kind != NODE_FIGURE) {
		struct node *block = doc_node(scratch, source->node->kind, message->pos);
		markdown_message(scratch, own, source->node, message->str, message->pos, block);
	} else if (strchr(message->str, '\n')) {
		diag_error(own, message->pos, "this text is one line: remove the line break");
	}
	for (const struct message *m = own->first; m; m = m->next)
		diag_warning(diag, m->pos, "\"%s\" is marked fuzzy: %s", source->context, m->text);
	bool sound = own->errors == 0;
	arena_free(scratch);
	return sound;
}

/* What the PO will have for a source message. */
static struct po_message choose(struct diag *diag, const struct source_message *source,
								const struct po_message *had, const struct po_message *came,
								bool over, struct brought_counts *counts)
{
	struct po_message message = had ? *had : (struct po_message){.str = ""};
	bool had_current = messages_current(source, had), came_current = messages_current(source, came);
	bool better = came_current ? over || !had_current : !had || !*had->str;

	if (!came || !*came->str)
		return message;
	if (had && had_current && came_current && strcmp(had->str, came->str) == 0) {
		counts->taken++;
		return message;
	}
	if (!better) {
		counts->kept++;
		return message;
	}
	message.id = came->id;
	message.str = came->str;
	if (came->comments)
		message.comments = came->comments;
	message.obsolete = false;
	message.previous_id = NULL;
	message.fuzzy = came->fuzzy || !is_sound(diag, source, came);
	if (message.fuzzy || !came_current)
		counts->stale++;
	else
		counts->taken++;
	return message;
}

static void report_unplaced(struct diag *diag, const struct po *po, const bool *placed,
							struct brought_counts *counts)
{
	for (size_t i = 0; i < po->count; i++) {
		if (placed[i] || !*po->messages[i].str)
			continue;
		diag_warning(
			diag, po->messages[i].pos,
			"\"%s\" is not in the source any more and was not taken: nothing is to be done",
			po->messages[i].context);
		counts->unplaced++;
	}
}

struct po *brought_into(struct arena *arena, struct diag *diag, const struct messages *messages,
						const struct po *old, const struct brought_list *list, bool over,
						struct brought_counts *counts)
{
	struct po *po = ARENA_NEW(arena, struct po), *came = po_of(arena, list);
	const struct po_message **had = messages_align(arena, messages, old);
	const struct po_message **of = messages_align(arena, messages, came);
	size_t most = messages->count + (old ? old->count : 0);
	struct po_message *items = ARENA_ARRAY(arena, struct po_message, most);
	bool *placed = ARENA_ARRAY(arena, bool, list->count);
	bool *used = ARENA_ARRAY(arena, bool, old ? old->count : 0);

	*counts = (struct brought_counts){0};
	if (old)
		*po = *old;
	po->count = po->index_count = 0;
	for (size_t i = 0; i < messages->count; i++) {
		struct po_message message = choose(diag, &messages->items[i], had[i], of[i], over, counts);
		if (of[i])
			placed[of[i] - came->messages] = true;
		if (had[i] && old)
			used[had[i] - old->messages] = true;
		message.context = messages->items[i].context;
		message.id = message.id ? message.id : messages->items[i].text;
		items[po->count++] = message;
	}
	for (size_t i = 0; old && i < old->count; i++)
		if (!used[i])
			items[po->count++] = old->messages[i];
	report_unplaced(diag, came, placed, counts);
	po->messages = items;
	return po;
}
