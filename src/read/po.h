/* PO files (gettext) with a place for each message, read and written; ours because libgettextpo
 * keeps no line numbers of the PO itself. */
#ifndef HANDOUT_READ_PO_H
#define HANDOUT_READ_PO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/* Texts are UTF-8 without NUL; NULL where a field is absent. Plural forms are not used. */
struct po_message {
	struct pos pos;     /* of the msgid (of the msgctxt when there is one) */
	struct pos str_pos; /* of the msgstr's first line of text */
	const char *context, *id, *str;
	const char *previous_context, *previous_id; /* "#| msgid"; a context only with an id */
	const char *comments;                       /* "# " lines, without the mark, joined by '\n' */
	const char *extracted;                      /* "#. " */
	const char *references;                     /* "#: " */
	const char *flags;                          /* other flags than fuzzy, joined by ", " */
	bool fuzzy, obsolete;
};

struct po {
	const char *file;
	const char *header; /* the msgstr of the empty msgid; NULL: none */
	const char *header_comments;
	bool header_fuzzy;
	const struct po_message *messages;
	size_t count;
	const struct po_message *const *index; /* by po_parse: those that are not obsolete and have a
											  context, sorted by context, then id */
	size_t index_count;
};

/* Parses text of the file named. Syntax errors, a charset other than UTF-8 in the header and two
 * messages of the same context and id are reported with line and column; then returns NULL. */
struct po *po_parse(struct arena *, struct diag *, struct str text, const char *file);

/* file_read_text and po_parse. */
struct po *po_read(struct arena *, struct diag *, const char *path);

/* The message (not obsolete) with that context, or NULL; po is NULL or from po_parse. */
const struct po_message *po_find(const struct po *, const char *context);

/* The same, but where several have the context the one with that id, if it is among them. */
const struct po_message *po_find_id(const struct po *, const char *context, const char *id);

/* The value of a header field ("Language"), in the arena, or NULL. */
const char *po_header(struct arena *, const struct po *, const char *field);

/* Warns and returns false where the header names another language than the tag's: it is the wrong
 * file, or a copy that nobody translated. po may be NULL. */
bool po_check_language(struct arena *, struct diag *, const struct po *, const char *lang);

/* The file's bytes, wrapped as msgcat wraps at 79 columns, messages in the given order. Like msgcat
 * it leaves out obsolete messages without translation, and "fuzzy" where there is none. */
struct str po_write(struct arena *, const struct po *);

#endif
