/* The book under construction: what the files of src/epub share. */
#ifndef HANDOUT_EPUB_BOOK_H
#define HANDOUT_EPUB_BOOK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "document/edition.h"
#include "epub/subset.h"
#include "read/image.h"
#include "typeset/fonts.h"
#include "typeset/page.h"

#define BOOK_STYLE "style.css"
#define BOOK_COVER "cover.xhtml"
#define BOOK_COVER_IMAGE "cover.png"
#define BOOK_NAV "nav.xhtml"
#define BOOK_NCX "toc.ncx"
#define BOOK_PACKAGE "package.opf"
#define BOOK_BACK "back.svg" /* the arrow of a footnote's way back */
#define BOOK_OPEN "open.svg" /* the box of a task */
#define BOOK_DONE "done.svg"

/* The cover's size in pixels. */
#define COVER_WIDTH 1000
#define COVER_HEIGHT 1500

/* A file of the book, as the manifest lists it. */
struct item {
	const char *name, *type;
	const char *properties; /* of the manifest, or NULL */
	bool spine;
	struct str bytes;
};

/* A content file: one part of the document. */
struct content {
	const struct node *part;
	const char *name;  /* "article.xhtml" */
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
};

struct book {
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
	struct usage *usage;
	const struct font *fonts;
	size_t font_count;
	struct item *items; /* in the order of the manifest */
	int item_count, item_room;
};

/* A book of the edition's document with its content files named, its page starts and its images
 * found. NULL after reporting. pages may be NULL. */
struct book *book_new(struct arena *, struct diag *, const struct edition *, const struct fonts *,
					  const struct pages *);

/* Adds a file to the manifest. */
void book_add(struct book *, struct item);

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

/* The content files. */
struct str xhtml_part(struct book *, const struct content *);
struct str xhtml_cover(struct book *);

/* The drawings of back.svg, open.svg and done.svg. */
struct str xhtml_drawing(const char *name);

/* The navigation document and the NCX for older readers. */
struct str nav_xhtml(struct book *);
struct str nav_ncx(struct book *);

/* The style sheet, from the theme; fonts are the book's. */
struct str style_sheet(const struct book *);

/* The cover as PNG. */
struct str cover_png(struct book *, struct fonts *);

/* The package document; lists all items. */
struct str opf_write(struct book *);

/* The book's files and its package document as one archive. Reports and returns false on failure.
 */
bool package_write(struct book *, struct str opf, struct str *out);

#endif
