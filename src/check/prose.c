/* Prose: the messages of a document or of a translation without their Markdown. */
#include "check/prose.h"

#include "check/values.h"

static struct prose_text text_of(struct arena *arena, const struct source_message *source,
								 const char *markdown, struct pos pos)
{
	const struct node *part = source->node ? doc_ancestor(source->node, NODE_PART) : NULL;

	return (struct prose_text){
		.plain = values_plain(arena, markdown),
		.node = source->node,
		.part = part ? part->u.part.kind : PART_FRONT,
		.pos = pos,
	};
}

struct prose prose_of_source(struct arena *arena, const struct messages *messages, const char *lang)
{
	struct prose_text *items = ARENA_ARRAY(arena, struct prose_text, messages->count + 1);

	for (size_t i = 0; i < messages->count; i++)
		items[i] =
			text_of(arena, &messages->items[i], messages->items[i].text, messages->items[i].pos);
	return (struct prose){lang, items, messages->count};
}

struct prose prose_of_translation(struct arena *arena, const struct translation *translation)
{
	struct prose_text *items = ARENA_ARRAY(arena, struct prose_text, translation->count + 1);
	struct prose prose = {translation->lang, items, 0};

	for (size_t i = 0; i < translation->count; i++) {
		const struct segment *segment = &translation->segments[i];
		if (segment->state >= STATE_DRAFT && segment->message)
			items[prose.count++] =
				text_of(arena, segment->source, segment->message->str, segment->message->str_pos);
	}
	return prose;
}

bool prose_is_running(const struct prose_text *text)
{
	bool own = text->part == PART_ARTICLE || text->part == PART_FAQ;
	return own && text->node && text->node->kind == NODE_PARAGRAPH &&
		   text->node->u.paragraph.use == USE_BODY && !doc_ancestor(text->node, NODE_NOTE);
}
