/* Texts are measured before they are parsed, trees before they are built. */
#include "read/bounds.h"

#include <string.h>

static bool refuse_block(struct diag *diag, struct pos pos)
{
	diag_error(diag, pos, "a paragraph has more than %d bytes: divide it", BOUNDS_BLOCK);
	return false;
}

bool bounds_text(struct diag *diag, const char *file, struct str text)
{
	const char *end = text.s + text.len;
	int line = 1;

	if (text.len > BOUNDS_TEXT) {
		diag_error(diag, POS_FILE(file),
				   "has %zu bytes, more than the %u MiB that a text may have: divide it into "
				   "several handouts",
				   text.len, BOUNDS_TEXT >> 20);
		return false;
	}
	for (const char *s = text.s; s < end; line++) {
		const char *stop = memchr(s, '\n', (size_t)(end - s));
		stop = stop ? stop : end;
		if (stop - s > BOUNDS_BLOCK)
			return refuse_block(diag, (struct pos){file, line, 1});
		if (line > BOUNDS_LINES) {
			diag_error(diag, (struct pos){file, line, 1},
					   "the text has more than %d lines: divide it into several handouts",
					   BOUNDS_LINES);
			return false;
		}
		s = stop + 1;
	}
	return true;
}

static bool is_inline(cmark_node *node)
{
	return (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE;
}

static size_t bytes_of(cmark_node *node)
{
	const char *literal = cmark_node_get_literal(node);

	return literal && is_inline(node) ? strlen(literal) : 0;
}

bool bounds_tree(struct reading *in, cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_node *block = document, *beyond = NULL;
	size_t pieces = 0, bytes = 0;

	for (cmark_event_type event; !beyond && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (event != CMARK_EVENT_ENTER)
			continue;
		if (!is_inline(node)) {
			block = node;
			bytes = 0;
		}
		bytes += bytes_of(node);
		if (++pieces > BOUNDS_PIECES || bytes > BOUNDS_BLOCK)
			beyond = block;
	}
	cmark_iter_free(iter);
	if (!beyond)
		return true;
	if (bytes > BOUNDS_BLOCK)
		return refuse_block(in->diag, inline_pos(in, beyond));
	diag_error(
		in->diag, inline_pos(in, beyond),
		"the text has more than %d pieces (paragraphs, items, cells, links, lines): divide it "
		"into several handouts",
		BOUNDS_PIECES);
	return false;
}
