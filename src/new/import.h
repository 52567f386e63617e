/* A text from elsewhere as the parts of a handout. */
#ifndef HANDOUT_NEW_IMPORT_H
#define HANDOUT_NEW_IMPORT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "new/pictures.h"

/* The parts as Markdown; empty: the text has none. */
struct import {
	const char *title;                   /* without markup; NULL: the text has none */
	struct buf article, faq, references; /* the article without the line of its title */
	struct pictures *pictures;           /* of a document of a word processor; NULL: none */
};

/* Reads a .txt, .md, .docx or .odt (the last two by pandoc, which must be installed). Each guess
 * about its structure, each formatting order that is taken out and each line that is left out is
 * a note at its line. Returns false after an error. */
bool import_read(struct arena *, struct diag *, const char *path, struct import *);

/* Plain text: paragraphs between empty lines. Short lines are headings, numbered ones that end with
 * a question mark are questions, numbered ones with a year in brackets are references. */
void import_plain(struct arena *, struct diag *, const char *path, struct str text,
				  struct import *);

/* Markdown: the sections called "Questions" or "FAQ" and "References" or "Sources" become parts. */
void import_markdown(struct arena *, struct diag *, const char *path, struct str text,
					 struct import *);

/* The text without the order in brackets at its end that says how to set it, such as "(Italic, Grey
 * and size 8pt)", which becomes a note. */
struct str import_order(struct diag *, struct pos, struct str text);

/* A line of Markdown without HTML: what it says by tags is said otherwise or told in notes, and its
 * words stay. Code in backticks stays as it is. Pictures of a document are taken out of the line
 * and added to `after`, each as a line; pictures NULL: they are told of. */
struct str import_tags(struct arena *, struct diag *, struct pos, struct str line,
					   struct pictures *, struct buf *after);

/* Adds text to a buffer so that it means the same in Markdown, without a new line. */
void import_escape(struct buf *, struct str text);

#endif
