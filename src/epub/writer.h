/* The text of one XHTML file under construction, with the style in force at its end. */
#ifndef HANDOUT_EPUB_WRITER_H
#define HANDOUT_EPUB_WRITER_H

#include "epub/book.h"

/* How text is set; follows what the style sheet makes of the elements around it. */
struct setting {
	struct tongue *tongue;
	const struct script *script; /* whose faces: the tongue's, or the book's latin */
	enum role role;              /* the innermost that has a style of its own */
	enum family family;
	bool bold, italic;
	bool rtl; /* the direction that the element has */
};

struct writer {
	struct book *book;
	const struct content *content; /* NULL: not a part's file */
	struct buf buf;
	struct setting now;
	int next_start; /* index of the first page start not yet written */
	int labels;     /* callouts so far, for their ids */
	bool label;     /* writing a table of contents: no links, marks or ids */
};

/* The head of a file, up to and with <body>; type is the body's epub:type or NULL. */
struct writer *writer_new(struct book *, const struct content *, const char *title,
						  const char *type);

/* Ends the file. */
struct str writer_end(struct writer *);

void writer_puts(struct writer *, const char *markup);

/* Text, escaped; its characters are noted as used in the setting in force. */
void writer_text(struct writer *, const char *text);

/* One of the page's own words; marked as English where it fell back. */
void writer_string(struct writer *, const char *key);

/* Notes the characters of the markers of an ordered list as used. */
void writer_markers(struct writer *);

/* Adds lang, xml:lang and dir when the node has a language of its own that is not the one in
 * force, and puts that one in force. */
void writer_lang(struct writer *, const struct node *);

/* The same, but the direction is stated in any case and is the one given. */
void writer_lang_dir(struct writer *, const struct node *, const char *dir);

/* Adds the language in force when it is not the book's, for readers whose style sheets know only
 * what an element says of itself. */
void writer_lang_again(struct writer *);

/* Puts the Latin faces in force where the language in force runs from right to left. */
void writer_latin(struct writer *);

/* Puts the style of a role in force. */
void writer_role(struct writer *, enum role);

/* Adds the node's id, if it has one. */
void writer_id(struct writer *, const struct node *);

/* The marks of the pages that begin before the node (a HEADING, CALLOUT or FIGURE). */
void writer_page_marks(struct writer *, const struct node *);

/* The inlines below a block. */
void inline_write(struct writer *, const struct node *parent);

/* The same without links, footnote marks, ids and page marks: for the table of contents. */
void inline_label(struct writer *, const struct node *parent);

/* A leaf's text with the page marks that stand in it. */
void inline_leaf(struct writer *, const struct node *leaf, const char *text);

#endif
