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
	struct pictures *pictures;           /* of a document, or beside a Markdown file; NULL: none */
	const char *language;                /* never NULL after import_read */
};

/* Reads a .txt, .md, .docx or .odt (the last two by pandoc, which must be installed). Each guess
 * about its structure, each formatting order that is taken out and each line that is left out is
 * a note at its line. language NULL: it is guessed. Returns false after an error. */
bool import_read(struct arena *, struct diag *, const char *path, const char *language,
				 struct import *);

/* Which part of a handout a heading such as "FAQ" or "References:" names, in the languages of the
 * program; any other is one of the article. */
enum import_part { IMPORT_ARTICLE, IMPORT_FAQ, IMPORT_REFERENCES };
enum import_part import_part_of(struct str heading);

/* Plain text: paragraphs between empty lines. Short lines are headings, numbered ones that end with
 * a question mark are questions, numbered ones with a year in brackets are references; "Q:" and
 * "A:", lists typed by hand, columns and numbers of pages are seen. A form feed ends a page. */
void import_plain(struct arena *, struct diag *, const char *path, struct str text,
				  struct import *);

/* Markdown: the sections called "Questions" or "FAQ" and "References" or "Sources" become parts. */
void import_markdown(struct arena *, struct diag *, const char *path, struct str text,
					 struct import *);

/* The Markdown that pandoc made of a document, with the lists that somebody typed by hand as lists,
 * and without its table of contents. headings: the document has none, so lines in bold are taken
 * for some, else short lines; where it has some, those in bold that name a part. Each is a note at
 * its line. */
struct str import_promote(struct arena *, struct diag *, const char *path, struct str text,
						  bool headings);

/* What links, citations and footnotes' marks lead to in a whole text of Markdown. */
struct link_targets;
const struct link_targets *import_link_targets(struct arena *, struct str text);

/* A line of Markdown whose links, citations and footnotes' marks a handout can have: those that
 * lead to none of the targets become words. */
struct str import_links(struct arena *, struct diag *, struct pos, struct str line,
						const struct link_targets *);

/* Whether a heading or a reference among the targets has a name. */
bool import_is_taken(const struct link_targets *, const char *name);

/* Gives each reference without a key one at its end, such as {#lee-2020}, which is a note at the
 * file. A paragraph with a year becomes an item. */
void import_keys(struct arena *, struct diag *, const char *path, struct buf *references);

/* Puts what would be faq.md at the end of the article where it has no question, with a note. */
void import_unasked(struct diag *, const char *path, struct import *, int questions);

/* Whether a line is the target of links, "[name]: https://...", which import_links puts where they
 * are. */
bool import_is_target(struct str line);

/* A table in HTML from its first line to its last as one of Markdown, or as a box where it has one
 * cell, or its cells as paragraphs where tables stand in it. */
struct str import_table(struct arena *, struct diag *, struct pos, struct str html,
						struct pictures *, struct buf *after);

/* The tag of the language that a text is most likely in; "en" where nothing tells. */
const char *import_language(struct str text);

/* The text without the order in brackets at its end, or its start, that says how to set it, such as
 * "(Italic, Grey and size 8pt)" or "[bold]", which becomes a note. What may be one stays, with a
 * note. In the diag's arena where it is another. */
struct str import_order(struct diag *, struct pos, struct str text);

/* The length of the code with its backticks at a place of a line, or of backticks that nothing
 * closes; 0: none stand there. The arena is for the search. */
size_t import_code_length(struct arena *, struct str line, size_t at);

/* A line of Markdown without HTML: what it says by tags is said otherwise or told in notes, and its
 * words stay. Code in backticks stays as it is. Pictures of a document are taken out of the line
 * and added to `after`, each as a line; pictures NULL: they are told of. */
struct str import_tags(struct arena *, struct diag *, struct pos, struct str line,
					   struct pictures *, struct buf *after);

/* Adds text to a buffer so that it means the same in Markdown, without a new line. What would be a
 * field that handouts do not have, a key, a citation or a footnote has a space in it. */
void import_escape(struct buf *, struct str text);

/* The words as a title: those that import_escape makes of them, as a reader gets them. */
const char *import_title(struct arena *, struct str text);

#endif
