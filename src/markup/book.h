/* The document on its way to XHTML, for an EPUB, or to one HTML page: what the files of src/markup
 * share. */
#ifndef HANDOUT_MARKUP_BOOK_H
#define HANDOUT_MARKUP_BOOK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/edition.h"
#include "markup/subset.h"
#include "read/image.h"
#include "typeset/fonts.h"
#include "typeset/page.h"

#define BOOK_STYLE "style.css"
#define BOOK_BACK "back.svg" /* the arrow of a footnote's way back */
#define BOOK_OPEN "open.svg" /* the box of a task */
#define BOOK_DONE "done.svg"

/* What is written: the files of an EPUB, or one page of HTML that needs no other file. */
enum form { FORM_EPUB, FORM_HTML };

/* One part of the document; a file of an EPUB. */
struct content {
	const struct node *part;
	const char *name;  /* "article.xhtml"; "" in HTML */
	const char *title; /* its heading, else the book's title */
	const struct node
		*root; /* holds the blocks: the part, or the one section (not a question) that it holds */
	const struct node *heading; /* of the root, or NULL */
};

/* Where a page of the PDF begins. */
struct page_start {
	const struct node
		*node;         /* a leaf with text; or a HEADING, CALLOUT or FIGURE: it stands before */
	int offset;        /* in the leaf's text */
	int number;        /* of the page, from 1 */
	const char *label; /* the number in the language's digits */
	const struct content *content;
	const char *id; /* "page_2" */
};

/* A figure's image; figures with the same path share one. */
struct picture {
	const char *path, *name;
	const struct image *image;
};

/* A language that the book holds text in; the first is the edition's. */
struct tongue {
	const char *lang;
	const struct script *script;
	bool rtl;
	unsigned roles;  /* used with text in it: 1 << role */
	unsigned inside; /* around the places where it begins */
	unsigned levels; /* of its ordered lists: 1 << level */
};

struct book {
	enum form form;
	struct arena *arena;
	struct diag *diag;
	const struct edition *edition;
	const char *dir; /* of the edition: "ltr" or "rtl" */
	struct content *contents;
	int content_count;
	struct page_start *starts; /* in document order */
	int start_count;
	struct picture *pictures;
	int picture_count;
	struct tongue **tongues;
	int tongue_count, tongue_room;
	bool tasks, notes; /* whether it has task lists, footnotes */
	bool strange[2];   /* by family: whether text names the other face for some marks */
	/* What isolates and code in text from right to left are set in, whose own points sit too low
	 * for an address, and the roles of the text around them: 1 << role. */
	const struct script *latin;
	unsigned around_latin;
	struct usage *usage; /* NULL in HTML, which is set in the faces of the
							reader's machine */
	const struct font *fonts;
	size_t font_count;
	int labels; /* of callouts so far, for their ids */
};

/* A book of the edition's document with its parts named, its page starts (of an EPUB) and its
 * images found. NULL after reporting. pages may be NULL, and so may fonts for HTML. */
struct book *book_new(struct arena *, struct diag *, enum form, const struct edition *,
					  const struct fonts *, const struct pages *);

/* The file that holds the node; NULL when it is in no part. */
const struct content *book_content_of(const struct book *, const struct node *);

/* The picture of a FIGURE; NULL when it could not be read. */
const struct picture *book_picture(const struct book *, const struct node *figure);

/* The node's id as XML allows it: one that begins with a digit gets a '_' before it. */
const char *book_id(struct arena *, const char *id);

/* The id of a SECTION in its file: its own, else made from its place. */
const char *book_section_id(const struct book *, const struct node *section);

/* The numeral of a question as it stands before its heading: "1." */
const char *book_question_number(const struct book *, const struct node *section);

/* How to set a language in this book: its own entry of the theme, else the edition's. Remembers the
 * language for the style sheet. */
struct tongue *book_tongue(struct book *, const char *lang);

/* The page starts: see struct page_start. A start never splits a word, stands never in a footnote
 * and comes never before that of an earlier page; pages whose text is not in the document have
 * none. */
void starts_find(struct book *, const struct pages *);

/* The style sheet, from the theme; fonts are the book's. To be made when all text has been written.
 */
struct str style_sheet(const struct book *);

#endif
