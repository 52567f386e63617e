/* Footnotes: their labels, which cmark-gfm does not tell, and those that it drops. */
#include <string.h>

#include <glib.h>

#include "read/inline.h"

/* A line without its end, from 0. */
static struct str line_at(const struct reading *in, size_t i)
{
	size_t start = in->lines[i];
	size_t end = i + 1 < in->line_count ? in->lines[i + 1] - 1 : in->text.len;
	return (struct str){in->text.s + start, end - start};
}

void notes_find(struct reading *in, cmark_node *document)
{
	size_t count = 0;
	for (cmark_node *n = cmark_node_first_child(document); n; n = cmark_node_next(n))
		count += cmark_node_get_type(n) == CMARK_NODE_FOOTNOTE_DEFINITION;
	in->notes = ARENA_ARRAY(in->arena, struct node *, count + 1);
	in->marks = ARENA_ARRAY(in->arena, int, count + 1);
	for (cmark_node *n = cmark_node_first_child(document); n; n = cmark_node_next(n)) {
		if (cmark_node_get_type(n) != CMARK_NODE_FOOTNOTE_DEFINITION)
			continue;
		struct node *note = doc_node(in->arena, NODE_NOTE, inline_pos(in, n));
		struct str line = line_at(in, (size_t)note->pos.line - 1);
		const char *open = g_strstr_len(line.s, (gssize)line.len, "[^");
		size_t rest = open ? line.len - (size_t)(open - line.s) : 0;
		const char *close = open ? memchr(open, ']', rest) : NULL;
		note->u.note.label =
			close ? str_copy_n(in->arena, open + 2, (size_t)(close - open) - 2) : "";
		note->pos.col = open ? (int)g_utf8_strlen(line.s, open - line.s) + 1 : 1;
		in->notes[in->note_count++] = note;
	}
}

/* The lines that define a note which is cited, or are code: there "[^x]:" is no loss. */
static bool *lines_in_order(struct reading *in, cmark_node *document)
{
	bool *fine = ARENA_ARRAY(in->arena, bool, in->line_count + 2);
	for (size_t i = 0; i < in->note_count; i++)
		fine[in->notes[i]->pos.line] = true;
	for (cmark_node *n = cmark_node_first_child(document); n; n = cmark_node_next(n)) {
		if (cmark_node_get_type(n) != CMARK_NODE_CODE_BLOCK)
			continue;
		size_t last = (size_t)cmark_node_get_end_line(n);
		for (size_t i = (size_t)cmark_node_get_start_line(n); i <= last && i <= in->line_count; i++)
			fine[i] = true;
	}
	return fine;
}

void notes_report_lost(struct reading *in, cmark_node *document)
{
	bool *fine = lines_in_order(in, document);
	for (size_t i = 0; i < in->line_count; i++) {
		struct str line = line_at(in, i);
		const char *close = NULL;
		if (line.len > 2 && strncmp(line.s, "[^", 2) == 0 && !fine[i + 1])
			close = memchr(line.s, ']', line.len);
		if (!close || close + 1 == line.s + line.len || close[1] != ':')
			continue;
		diag_error(in->diag, (struct pos){in->file, (int)i + 1, 1},
				   "the footnote %.*s is not cited in the text, or has two texts: cite it or "
				   "remove this line",
				   (int)(close - line.s) + 1, line.s);
	}
}
