/* Source and translation as one document: what stands beside each other becomes a PAIR. */
#include "document/bilingual.h"

#include <assert.h>
#include <string.h>

struct joining {
	struct arena *arena;
	const char *langs[2]; /* of the source and of the translation */
	int number;           /* of the last passage */
};

/* Kinds that are the same in both languages or are printed elsewhere. */
static bool stands_alone(const struct node *node)
{
	return node->kind == NODE_RULE || node->kind == NODE_CODE_BLOCK || node->kind == NODE_NOTE;
}

/* What a block and its translation have in common: the first context in them, the key of a heading,
 * else the kind. */
static const char *identity(const struct node *block)
{
	for (const struct node *node = block; node; node = doc_next(node, block)) {
		if (node->context)
			return node->context;
		if (node->kind == NODE_HEADING && node->u.heading.key)
			return node->u.heading.key;
	}
	return block->kind == NODE_CALLOUT ? callout_key(block->u.callout.kind)
									   : doc_kind_name(block->kind);
}

/* A paragraph, alone or in a note, that is no message: only the translation has such, where text of
 * it is missing. */
static bool is_notice(const struct node *block)
{
	const struct node *words = block;

	if (block->kind == NODE_CALLOUT && block->u.callout.kind == CALLOUT_NOTE)
		words = block->child;
	return words && words->kind == NODE_PARAGRAPH && !words->context;
}

static void forget_ids(struct node *root)
{
	root->id = NULL;
	for (struct node *child = root->child; child; child = child->next)
		forget_ids(child);
}

/* Moves the blocks from first up to end into a side of a pair. */
static void add_side(struct joining *j, struct node *pair, struct node *first,
					 const struct node *end, const char *lang)
{
	struct node *side = doc_node(j->arena, NODE_SIDE, pair->pos), *next;

	side->lang = lang;
	doc_append(pair, side);
	for (struct node *node = first; node != end; node = next) {
		next = node->next;
		doc_append(side, node);
		if (!node->lang)
			node->lang = lang;
	}
}

/* A pair of the blocks from the two up to their ends. */
static struct node *new_pair(struct joining *j, struct node *source, const struct node *source_end,
							 struct node *translation, const struct node *translation_end)
{
	assert(translation || source);
	struct node *pair = doc_node(j->arena, NODE_PAIR, (translation ? translation : source)->pos);

	pair->u.pair.number = ++j->number;
	add_side(j, pair, source, source_end, j->langs[0]);
	add_side(j, pair, translation, translation_end, j->langs[1]);
	for (struct node *node = pair->child->child; node; node = node->next)
		forget_ids(node);
	return pair;
}

/* Takes all children away; returns the first, which still leads to the others. */
static struct node *take_children(struct node *parent)
{
	struct node *first = parent->child;

	parent->child = parent->last = NULL;
	return first;
}

static void append_all(struct node *parent, struct node *first, const struct node *end)
{
	for (struct node *next; first != end; first = next) {
		next = first->next;
		doc_append(parent, first);
	}
}

/* The first of the blocks from first up to the footnotes that is what the other one is; NULL. */
static struct node *counterpart(struct node *first, const struct node *other)
{
	const char *wanted = identity(other);

	if (is_notice(other))
		return NULL;
	for (; first && first->kind != NODE_NOTE; first = first->next)
		if (first->kind == other->kind && strcmp(identity(first), wanted) == 0)
			return first;
	return NULL;
}

static struct node *first_note(struct node *node)
{
	while (node && node->kind != NODE_NOTE)
		node = node->next;
	return node;
}

/* Block by block. Notices, which only the translation has, are paired with what they stand for. */
static void join(struct joining *j, struct node *translation, struct node *source)
{
	struct node *ours = take_children(translation), *theirs = take_children(source);
	struct node *notes = first_note(theirs), *notices = ours, *next;

	for (; ours && ours->kind != NODE_NOTE; ours = next) {
		struct node *match = counterpart(theirs, ours);
		next = ours->next;
		if (!match)
			continue;
		if (match != theirs) {
			doc_append(translation, new_pair(j, theirs, match, notices, ours));
			notices = ours;
		}
		theirs = match->next;
		if (ours->kind == NODE_SECTION || stands_alone(ours)) {
			append_all(translation, notices, next);
			if (ours->kind == NODE_SECTION)
				join(j, ours, match);
		} else {
			doc_append(translation, new_pair(j, match, theirs, notices, next));
		}
		notices = next;
	}
	if (theirs != notes || notices != ours)
		doc_append(translation, new_pair(j, theirs, notes, notices, ours));
	append_all(translation, ours, NULL);
	for (struct node *note = notes; note; note = note->next)
		note->lang = note->lang ? note->lang : j->langs[0];
	append_all(translation, notes, NULL);
}

/* References stay in their language: only the heading is in both. */
static void join_heading(struct joining *j, struct node *translation, struct node *source)
{
	struct node *ours = translation->child, *theirs = source->child;

	if (!ours || !theirs || ours->kind != NODE_HEADING || theirs->kind != NODE_HEADING)
		return;
	doc_unlink(ours);
	doc_unlink(theirs);
	doc_prepend(translation, new_pair(j, theirs, NULL, ours, NULL));
}

/* The facts of the two languages beside each other as a whole: a translation has lines of its own.
 * One code to scan is enough, the translation's. */
static void join_imprint(struct joining *j, struct node *translation, struct node *source)
{
	struct node *section = translation->child, *ours, *theirs;

	if (!section || !source->child || section->kind != NODE_SECTION ||
		source->child->kind != NODE_SECTION)
		return;
	for (struct node *node = source->child->child, *next; node; node = next) {
		next = node->next;
		if (node->kind == NODE_FIGURE)
			doc_unlink(node);
	}
	ours = take_children(section);
	theirs = take_children(source->child);
	struct node *our_facts = ours->next, *their_facts = theirs->next;
	doc_append(section, new_pair(j, theirs, their_facts, ours, our_facts));
	doc_append(section, new_pair(j, their_facts, NULL, our_facts, NULL));
}

/* The title stands alone below the front, with the source's beside it in small. */
static void number_title(struct joining *j, struct node *node)
{
	if (node->kind == NODE_HEADING && node->u.heading.level == 1)
		node->u.heading.passage = ++j->number;
	for (struct node *child = node->child; child; child = child->next)
		number_title(j, child);
}

/* The translation's footnotes; the source's stand below them. */
static void number_notes(struct joining *j, struct node *node)
{
	if (node->kind == NODE_NOTE && (!node->lang || strcmp(node->lang, j->langs[0]) != 0))
		node->u.note.passage = ++j->number;
	for (struct node *child = node->child; child; child = child->next)
		number_notes(j, child);
}

void bilingual_join(struct arena *arena, struct node *translation, struct node *source)
{
	struct joining j = {arena, {source->lang, translation->lang}, 0};
	struct node *theirs = source->child;

	for (struct node *ours = translation->child; ours && theirs;
		 ours = ours->next, theirs = theirs->next) {
		switch (ours->u.part.kind) {
		case PART_ARTICLE:
		case PART_FAQ:
		case PART_GLOSSARY:
			join(&j, ours, theirs);
			break;
		case PART_REFERENCES:
			join_heading(&j, ours, theirs);
			break;
		case PART_IMPRINT:
			join_imprint(&j, ours, theirs);
			break;
		case PART_FRONT:
			number_title(&j, ours);
			break;
		}
	}
	number_notes(&j, translation);
}
