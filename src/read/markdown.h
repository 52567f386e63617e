/* Markdown (CommonMark with GFM tables, footnotes, task lists and callouts, by cmark-gfm) to a
 * part. */
#ifndef HANDOUT_READ_MARKDOWN_H
#define HANDOUT_READ_MARKDOWN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/doc.h"
#include "document/handout.h"

/* Blocks and inlines nest no deeper than this in a source file. */
#define MARKDOWN_DEPTH 16

/* Reads one part: a PART node with SECTIONs, ids and message contexts. Raw HTML, skipped heading
 * levels, images without alt text, unknown callouts, links with a scheme other than http, https,
 * mailto or tel, images outside the content root and an empty text are errors. Returns NULL if any
 * was reported. */
struct node *markdown_read(struct arena *, struct diag *, const struct handout *,
						   const struct part *, struct str text);

/* Reads the whole handout: a DOCUMENT of its parts, checked as one (links, ids, notes). */
struct node *markdown_read_all(struct arena *, struct diag *, const struct handout *);

/* The inlines below a block as Markdown: a message's source text. Canonical: the same tree gives
 * the same bytes. */
const char *markdown_inlines(struct arena *, const struct node *block);

/* A stretch of a message: words, or marks that a translator moves but does not write. */
enum piece_kind {
	PIECE_TEXT,
	PIECE_OPEN,  /* what stands before the words of emphasis, of a link */
	PIECE_CLOSE, /* what stands behind them */
	PIECE_MARK,  /* a footnote's mark, code, a field, a backslash with what it guards */
};

struct piece {
	enum piece_kind kind;
	const char *markdown;
	const struct node *node; /* the inline; a TEXT of a field or a backslash */
};

/* The inlines below a block as pieces, which joined are markdown_inlines. OPEN and CLOSE pair up.
 */
const struct piece *markdown_pieces(struct arena *, const struct node *block, size_t *count);

/* Parses a translator's text of one block: appends its inlines to block. source is the block of the
 * source tree that it translates: its footnotes and links are those that the text may use.
 * Positions are in the PO file, from pos. Reports and returns false when the text is not one block
 * of inlines or has not the same links, notes, code and placeholders as the source. */
bool markdown_message(struct arena *, struct diag *, const struct node *source, const char *text,
					  struct pos pos, struct node *block);

#endif
