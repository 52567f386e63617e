/* XLIFF 2.0 out: what is not words in a message is an inline code, whose Markdown stands in the
 * unit's original data. */
#include "translate/xliff.h"

#include <string.h>

#include <glib.h>

#include "base/xml.h"
#include "document/locale.h"
#include "read/markdown.h"

#define NAMESPACE "urn:oasis:names:tc:xliff:document:2.0"

/* By state; missing and stale are both initial. */
static const char *const states[] = {"initial",    "initial",  "initial",
									 "translated", "reviewed", "final"};

/* A text of a unit in pieces. */
struct text {
	const struct piece *pieces;
	size_t count;
};

/* An inline code of a unit: a pair, or a mark without close. */
struct code {
	const char *open, *close;
	bool used; /* by the target */
};

/* A unit while it is written. */
struct unit {
	struct arena *arena;
	struct buf *out;
	struct code *codes; /* of the source, then those that only the target has; id = index + 1 */
	size_t count;
	const char **data; /* the distinct Markdown of the codes; id = "d" and index + 1 */
	size_t data_count;
};

static void add_note(struct buf *out, const char *category, const char *text)
{
	if (!text || !*text)
		return;
	buf_fmt(out, "        <note category=\"%s\">", category);
	xml_text(out, text);
	buf_puts(out, "</note>\n");
}

/* A context as an XML name token: "article.doses.p1". */
static const char *unit_id(struct arena *arena, const char *context)
{
	return g_strdelimit(str_copy(arena, context), "/", '.');
}

/* The words alone, where nothing is known of marks. */
static struct text plain_text(struct arena *arena, const char *text)
{
	struct piece *piece = ARENA_NEW(arena, struct piece);
	*piece = (struct piece){.kind = PIECE_TEXT, .markdown = text};
	return (struct text){piece, 1};
}

static struct text source_text(struct arena *arena, const struct source_message *source)
{
	struct text text = {0};
	if (!source->node || source->node->kind == NODE_FIGURE)
		return plain_text(arena, source->text);
	text.pieces = markdown_pieces(arena, source->node, &text.count);
	return text;
}

/* The translation in pieces; its words alone where they would not come back as they are. */
static struct text target_text(struct arena *arena, const struct source_message *source,
							   const struct po_message *message)
{
	struct text text = {0};
	if (!source->node || source->node->kind == NODE_FIGURE)
		return plain_text(arena, message->str);
	struct node *block = doc_node(arena, source->node->kind, message->pos);
	markdown_message(arena, diag_new(arena), source->node, message->str, message->pos, block);
	if (strcmp(markdown_inlines(arena, block), message->str) != 0)
		return plain_text(arena, message->str);
	text.pieces = markdown_pieces(arena, block, &text.count);
	return text;
}

/* The piece that closes what the one at i opens. */
static size_t closing(const struct text *text, size_t i)
{
	for (int depth = 0;; i++) {
		depth += (text->pieces[i].kind == PIECE_OPEN) - (text->pieces[i].kind == PIECE_CLOSE);
		if (depth == 0)
			return i;
	}
}

static void add_data(struct unit *unit, const char *markdown)
{
	for (size_t i = 0; i < unit->data_count; i++)
		if (strcmp(unit->data[i], markdown) == 0)
			return;
	unit->data[unit->data_count++] = markdown;
}

static size_t data_id(const struct unit *unit, const char *markdown)
{
	size_t i = 0;
	while (strcmp(unit->data[i], markdown) != 0)
		i++;
	return i + 1;
}

/* The number of the code for the piece at i: the next of the source's that is the same, or a new
 * one. */
static size_t code_id(struct unit *unit, const struct text *text, size_t i, bool source)
{
	const char *open = text->pieces[i].markdown;
	const char *close =
		text->pieces[i].kind == PIECE_OPEN ? text->pieces[closing(text, i)].markdown : NULL;
	for (size_t k = 0; !source && k < unit->count; k++) {
		struct code *code = &unit->codes[k];
		if (code->used || strcmp(code->open, open) != 0 || !str_same(code->close, close))
			continue;
		code->used = true;
		return k + 1;
	}
	unit->codes[unit->count] = (struct code){open, close, !source};
	return ++unit->count;
}

/* What a code is, for the translator's program. */
static void add_kind(struct unit *unit, const struct piece *piece)
{
	const char *type = "other", *sub = "handout:character";
	bool must = false; /* what a translation may not lose */
	if (piece->node->kind == NODE_EMPHASIS || piece->node->kind == NODE_STRONG ||
		piece->node->kind == NODE_STRIKE) {
		type = "fmt";
		sub = piece->node->kind == NODE_EMPHASIS ? "xlf:i"
			  : piece->node->kind == NODE_STRONG ? "xlf:b"
												 : "handout:strike";
	} else if (piece->node->kind == NODE_LINK) {
		type = "link";
		sub = NULL;
		must = true;
	} else if (piece->node->kind == NODE_BREAK) {
		type = "fmt";
		sub = "xlf:lb";
	} else if (piece->node->kind == NODE_TEXT && piece->markdown[0] == '{') {
		type = "ui";
		sub = "xlf:var";
		must = true;
	} else if (piece->node->kind != NODE_TEXT) {
		sub = piece->node->kind == NODE_CODE ? "handout:code" : "handout:reference";
		must = true;
	}
	xml_attr(unit->out, "type", type);
	xml_attr(unit->out, "subType", sub);
	xml_attr(unit->out, "canDelete", must ? "no" : NULL);
}

static void add_open(struct unit *unit, const struct text *text, size_t i, bool source)
{
	buf_fmt(unit->out, "<pc id=\"%zu\"", code_id(unit, text, i, source));
	add_kind(unit, &text->pieces[i]);
	buf_fmt(unit->out, " dataRefStart=\"d%zu\" dataRefEnd=\"d%zu\">",
			data_id(unit, text->pieces[i].markdown),
			data_id(unit, text->pieces[closing(text, i)].markdown));
}

static void add_mark(struct unit *unit, const struct text *text, size_t i, bool source)
{
	const struct piece *piece = &text->pieces[i];
	const char *shown = piece->markdown;
	if (piece->node->kind == NODE_CODE)
		shown = piece->node->u.text.text;
	else if (shown[0] == '\\')
		shown++;
	buf_fmt(unit->out, "<ph id=\"%zu\"", code_id(unit, text, i, source));
	add_kind(unit, piece);
	if (piece->node->kind != NODE_BREAK) {
		xml_attr(unit->out, "disp", shown);
		xml_attr(unit->out, "equiv", shown);
	}
	buf_fmt(unit->out, " dataRef=\"d%zu\"/>", data_id(unit, piece->markdown));
}

static void add_text(struct unit *unit, const struct text *text, bool source)
{
	const char *name = source ? "source" : "target";
	buf_fmt(unit->out, "        <%s>", name);
	for (size_t i = 0; i < text->count; i++) {
		switch (text->pieces[i].kind) {
		case PIECE_TEXT:
			xml_text(unit->out, text->pieces[i].markdown);
			break;
		case PIECE_OPEN:
			add_open(unit, text, i, source);
			break;
		case PIECE_CLOSE:
			buf_puts(unit->out, "</pc>");
			break;
		case PIECE_MARK:
			add_mark(unit, text, i, source);
			break;
		}
	}
	buf_fmt(unit->out, "</%s>\n", name);
}

/* The Markdown of the codes of both texts, before the texts themselves. */
static void add_original_data(struct unit *unit, const struct text *source,
							  const struct text *target)
{
	for (size_t i = 0; i < source->count + target->count; i++) {
		const struct piece *piece =
			i < source->count ? &source->pieces[i] : &target->pieces[i - source->count];
		if (piece->kind != PIECE_TEXT)
			add_data(unit, piece->markdown);
	}
	if (unit->data_count)
		buf_puts(unit->out, "      <originalData>\n");
	for (size_t i = 0; i < unit->data_count; i++) {
		buf_fmt(unit->out, "        <data id=\"d%zu\">", i + 1);
		xml_text(unit->out, unit->data[i]);
		buf_puts(unit->out, "</data>\n");
	}
	if (unit->data_count)
		buf_puts(unit->out, "      </originalData>\n");
}

static void add_notes(struct buf *out, const struct segment *segment)
{
	const struct po_message *message = segment->message;
	const char *previous = message && message->fuzzy ? message->previous_id : NULL;

	if (message && !previous && segment->state == STATE_STALE &&
		strcmp(message->id, segment->source->text) != 0)
		previous = message->id;
	buf_puts(out, "      <notes>\n");
	add_note(out, "kind", segment->source->comment ? segment->source->comment : "text");
	add_note(out, "previous-source", previous);
	add_note(out, "translator", message ? message->comments : NULL);
	buf_puts(out, "      </notes>\n");
}

static void add_unit(struct arena *arena, struct buf *out, const struct segment *segment)
{
	const struct po_message *message = segment->message;
	bool translated = message && *message->str;
	struct text source = source_text(arena, segment->source), target = {0};

	if (translated)
		target = target_text(arena, segment->source, message);
	size_t most = source.count + target.count;
	struct unit unit = {arena,
						out,
						ARENA_ARRAY(arena, struct code, most),
						0,
						ARENA_ARRAY(arena, const char *, most),
						0};
	buf_puts(out, "    <unit");
	xml_attr(out, "id", unit_id(arena, segment->context));
	xml_attr(out, "name", segment->context);
	buf_puts(out, ">\n");
	add_notes(out, segment);
	add_original_data(&unit, &source, &target);
	buf_puts(out, "      <segment");
	xml_attr(out, "state", states[segment->state]);
	xml_attr(out, "subState", segment->state == STATE_STALE ? XLIFF_STALE : NULL);
	buf_puts(out, ">\n");
	add_text(&unit, &source, true);
	if (translated)
		add_text(&unit, &target, false);
	buf_puts(out, "      </segment>\n    </unit>\n");
}

struct str xliff_write(struct arena *arena, const struct handout *handout,
					   const struct translation *translation)
{
	struct buf out = {.arena = arena};
	const struct locale *locale = locale_find(translation->lang);

	buf_puts(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"" NAMESPACE
				   "\" version=\"2.0\"");
	xml_attr(&out, "srcLang", handout->language);
	xml_attr(&out, "trgLang", translation->lang);
	buf_puts(&out, ">\n  <file id=\"f1\"");
	xml_attr(&out, "original", handout->name);
	xml_attr(&out, "trgDir", locale && locale->rtl ? "rtl" : NULL);
	buf_puts(&out, " xml:space=\"preserve\">\n");
	for (size_t i = 0; i < translation->count; i++)
		add_unit(arena, &out, &translation->segments[i]);
	buf_puts(&out, "  </file>\n</xliff>\n");
	return buf_str(&out);
}
