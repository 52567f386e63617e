/* The text of one file of XHTML or HTML under construction, with the style in force at its end. */
#ifndef HANDOUT_MARKUP_WRITER_H
#define HANDOUT_MARKUP_WRITER_H

#include "markup/book.h"

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
	const struct content *content; /* NULL: in no part */
	struct buf buf;
	struct setting now;
	int next_start; /* index of the first page start not yet written */
	bool label;     /* writing a table of contents: no links, marks or ids */
};

/* A writer with nothing written, at the beginning of a part or of another file. */
struct writer *writer_new(struct book *, const struct content *);

/* The same after the head of a file of XHTML, up to and with <body>; type is the body's epub:type
 * or NULL. */
struct writer *writer_xhtml(struct book *, const struct content *, const char *title,
							const char *type);

/* Ends a file of XHTML. */
struct str writer_end(struct writer *);

/* Adds the attribute epub:type in XHTML. */
void writer_type(struct writer *, const char *type);

/* Adds the attributes of a language: in XHTML twice, as XML has it too. */
void writer_tag_lang(struct writer *, const char *lang);

void writer_puts(struct writer *, const char *markup);

/* Text, escaped; its characters are noted as used in the setting in force. */
void writer_text(struct writer *, const char *text);

/* One of the page's own words; marked as English where it fell back. */
void writer_string(struct writer *, const char *key);

/* What is written between the two is in the edition's language, also where another is in force: its
 * digits, for instance. begin returns the setting that end restores. */
struct setting writer_own_begin(struct writer *);
void writer_own_end(struct writer *, struct setting before);

/* Notes the characters of the markers of an ordered LIST as used, and its level for the style
 * sheet.
 */
void writer_markers(struct writer *, const struct node *list);

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

/* The blocks of a part in its element, with the writer's content set to it. */
void blocks_part(struct writer *);

/* A drawing (BOOK_BACK, BOOK_OPEN, BOOK_DONE) with words for those who do not see it. In XHTML the
 * file of that name, in HTML the drawing itself. */
void blocks_drawing(struct writer *, const char *class, const char *name, const char *alt);

/* The file of a drawing. */
struct str blocks_drawing_file(struct arena *, const char *name);

/* The inlines below a block. */
void inline_write(struct writer *, const struct node *parent);

/* The same without links, footnote marks, ids and page marks: for the table of contents. */
void inline_label(struct writer *, const struct node *parent);

/* A leaf's text with the page marks that stand in it. */
void inline_leaf(struct writer *, const struct node *leaf, const char *text);

#endif
