/* Footnotes: their labels, which cmark-gfm does not tell, and those that it drops; addresses of
 * links that stand by themselves, which it drops when no link names them. */
#include <string.h>

#include <glib.h>

#include "read/inline.h"

/* Bytes of a label, beyond which CommonMark has none. */
enum { LABEL_LONGEST = 999 };

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

/* The length of the label in a bracket that opens at s; 0: it does not end in its line. */
static size_t label_length(const char *s, const char *end)
{
	const char *p = s + 1;
	while (p < end && !strchr("[]\n", *p))
		p += *p == '\\' && p + 1 < end ? 2 : 1;
	return p < end && *p == ']' ? (size_t)(p - s) - 1 : 0;
}

/* A label as links name it, whether its letters are capitals or not. */
static const char *folded(struct arena *arena, const char *s, size_t len)
{
	char *fold = g_utf8_casefold(s, (gssize)len);
	const char *copy = str_copy(arena, fold);
	g_free(fold);
	return copy;
}

/* How often each label stands in brackets in the text. */
static GHashTable *labels_counted(struct reading *in)
{
	GHashTable *counts = g_hash_table_new(g_str_hash, g_str_equal);
	const char *end = in->text.s + in->text.len, *s = in->text.s;
	for (; (s = memchr(s, '[', (size_t)(end - s))); s++) {
		size_t len = label_length(s, end);
		if (len == 0 || len > LABEL_LONGEST)
			continue;
		const char *label = folded(in->arena, s + 1, len);
		gpointer count = g_hash_table_lookup(counts, label);
		g_hash_table_insert(counts, (gpointer)label, GSIZE_TO_POINTER(GPOINTER_TO_SIZE(count) + 1));
	}
	return counts;
}

/* The label of "[label]: address", maybe with a title, alone in a line; s NULL: it is something
 * else. */
static struct str address_label(struct str line)
{
	const struct str none = {NULL, 0};
	struct str text = str_trim(line);
	const char *end = text.s + text.len;
	if (text.len < 2 || text.s[0] != '[' || strchr("^@", text.s[1]))
		return none;
	size_t len = label_length(text.s, end);
	const char *s = text.s + len + 2;
	if (len == 0 || len > LABEL_LONGEST || s >= end || *s != ':')
		return none;
	for (s++; s < end && strchr(" \t", *s);)
		s++;
	const char *address = s;
	while (s < end && !strchr(" \t", *s))
		s++;
	if (s == address)
		return none;
	while (s < end && strchr(" \t", *s))
		s++;
	bool title =
		end - s > 1 && ((strchr("\"'", *s) && end[-1] == *s) || (*s == '(' && end[-1] == ')'));
	return s == end || title ? (struct str){text.s + 1, len} : none;
}

void notes_report_unnamed(struct reading *in, cmark_node *document)
{
	GHashTable *counts = NULL;
	bool *fine = lines_in_order(in, document), open = true;
	for (size_t i = 0; i < in->line_count; i++) {
		struct str line = line_at(in, i), label = {NULL, 0};
		if (open && !fine[i + 1])
			label = address_label(line);
		open = label.s || str_trim(line).len == 0;
		if (!label.s)
			continue;
		counts = counts ? counts : labels_counted(in);
		const char *key = folded(in->arena, label.s, label.len);
		if (GPOINTER_TO_SIZE(g_hash_table_lookup(counts, key)) > 1)
			continue;
		diag_warning(in->diag, (struct pos){in->file, (int)i + 1, 1},
					 "no link names [%.*s], so this line is not printed: remove it, or put a "
					 "backslash before the bracket to have it as text",
					 (int)label.len, label.s);
	}
	if (counts)
		g_hash_table_destroy(counts);
}
