/* The document: one tree of blocks and inlines, the same for every writer.
 *
 *     DOCUMENT
 *       PART front          the title block (made by frame)
 *       PART article        blocks and SECTIONs
 *       PART faq            a HEADING, then a SECTION for each question
 *       PART references     a HEADING, then an ordered LIST
 *       PART glossary       a HEADING, then a LIST of entries that begin with their word in STRONG
 *       PART imprint        (made by frame)
 *
 * A SECTION's first child is its HEADING, unless the section has none. A PART's NOTEs (footnotes)
 * are its last children. In a bilingual edition a block of the source and its translation are a
 * PAIR of two SIDEs, the source's first (made by bilingual). Trees are made by one stage and are
 * const for all later ones. */
#ifndef HANDOUT_DOCUMENT_DOC_H
#define HANDOUT_DOCUMENT_DOC_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

enum node_kind {
	/* blocks */
	NODE_DOCUMENT,
	NODE_PART,
	NODE_SECTION,
	NODE_HEADING,   /* holds inlines */
	NODE_PARAGRAPH, /* holds inlines */
	NODE_LIST,      /* holds items */
	NODE_ITEM,
	NODE_QUOTE,
	NODE_CALLOUT,
	NODE_CODE_BLOCK,
	NODE_RULE,
	NODE_TABLE,   /* holds rows; the first is the head */
	NODE_ROW,     /* holds cells */
	NODE_CELL,    /* holds inlines */
	NODE_FIGURE,  /* holds a caption or nothing */
	NODE_CAPTION, /* holds inlines */
	NODE_NOTE,    /* the text of a footnote, blocks */
	NODE_PAIR,    /* what stands beside each other in two languages: two sides */
	NODE_SIDE,    /* holds blocks in one language */
	/* inlines */
	NODE_TEXT,
	NODE_EMPHASIS,
	NODE_STRONG,
	NODE_STRIKE,
	NODE_CODE,
	NODE_LINK,
	NODE_NOTE_MARK, /* the mark of a footnote in the text */
	NODE_BREAK,     /* a line break that the author asked for */
	NODE_ISOLATE,   /* a phone, code, URL or dose: left to right whatever is around it */
	NODE_SPAN,      /* inlines in another language (lang) */
	NODE_CITATION,  /* [1, 3]: the numbers of references; holds what cite_connect makes */
};

#define NODE_KINDS (NODE_CITATION + 1)

/* `case INLINE_KINDS:` in a switch that has nothing to say of inlines one by one. */
#define INLINE_KINDS     \
	NODE_TEXT:           \
	case NODE_EMPHASIS:  \
	case NODE_STRONG:    \
	case NODE_STRIKE:    \
	case NODE_CODE:      \
	case NODE_LINK:      \
	case NODE_NOTE_MARK: \
	case NODE_BREAK:     \
	case NODE_ISOLATE:   \
	case NODE_SPAN:      \
	case NODE_CITATION

enum part_kind { PART_FRONT, PART_ARTICLE, PART_FAQ, PART_REFERENCES, PART_GLOSSARY, PART_IMPRINT };

enum callout_kind {
	CALLOUT_NOTE,
	CALLOUT_TIP,
	CALLOUT_IMPORTANT,
	CALLOUT_WARNING,
	CALLOUT_CAUTION,
	CALLOUT_SUMMARY,
	CALLOUT_QUESTIONS,   /* on paper with ruled lines to write on */
	CALLOUT_APPOINTMENT, /* a frame; its paragraphs of USE_FIELD have a line to write on */
	CALLOUT_LABEL,       /* a frame to stick a label in, with a paragraph of USE_FIELD or none */
	CALLOUT_MEDICINES,   /* its tables are ruled, with room to write in empty cells */
	CALLOUT_EMERGENCY,   /* made by the program (frame) */
};
#define CALLOUT_KINDS (CALLOUT_EMERGENCY + 1)

/* What a callout is for: what may be left out, what may not, and a form more than words. */
enum callout_use { CALLOUT_INFORMS, CALLOUT_WARNS, CALLOUT_IS_FILLED_IN };

enum task { TASK_NONE, TASK_OPEN, TASK_DONE };

enum align { ALIGN_START, ALIGN_CENTER, ALIGN_END };

/* What a paragraph is for; all but USE_BODY and USE_FIELD are made by the program (frame) alone. */
enum paragraph_use {
	USE_BODY,
	USE_CLINIC,   /* the letterhead: the clinic's name */
	USE_LANGUAGE, /* "Español (Spanish)" with the English title */
	USE_STAMP,    /* "Draft translation, not reviewed" */
	USE_IMPRINT,
	USE_CALL,  /* a number to call, below its label */
	USE_FIELD, /* the author's too: a label, with room on paper to write after it */
	USE_ALT,   /* on a review sheet: what is read aloud in the place of the figure before */
};

/* What a link is for: LINK_TERM leads from the first use of a word to its entry in the glossary,
 * LINK_BACK from there back. */
enum link_use { LINK_PLAIN, LINK_CITATION, LINK_TERM, LINK_BACK };

/* How far a translated block is. Source text has STATE_SOURCE. */
enum state {
	STATE_SOURCE,
	STATE_MISSING,
	STATE_STALE,
	STATE_DRAFT,
	STATE_REVIEWED,
	STATE_APPROVED,
};

struct node {
	enum node_kind kind;
	enum state state; /* of blocks with a context */
	struct pos pos;   /* in the source, or in the PO file after translation */
	struct node *parent, *child, *last, *next;
	const char *id;      /* anchor: [a-z0-9-]+, unique in the document; NULL: none */
	const char *context; /* stable name of the block's message, "article/what-is-ketamine/p2";
							NULL: not a message */
	const char *lang;    /* BCP 47 where it is not the parent's, else NULL */
	union {
		struct {
			enum part_kind kind;
			const char *file; /* as written in handout.yaml */
		} part;
		struct {
			int number; /* of a question from 1; 0: not a question */
		} section;
		struct {
			int level;       /* 1 to 6 in the document, 1 only for the title */
			const char *key; /* a heading that structure adds: its key in the strings, else NULL */
			int passage;     /* the title beside its source: its number among the pairs; else 0 */
		} heading;
		struct {
			enum paragraph_use use;
			bool leads; /* the same as a callout's */
		} paragraph;
		struct {
			int number; /* from 1 in the document */
		} pair;
		struct {
			bool ordered, tight;
			int start;
		} list;
		struct {
			enum task task;
			const char *key;          /* of a reference that may be cited, else NULL */
			const struct node *cited; /* the first link that cites it; NULL: none */
			int citations;            /* how many do; their ids are "cite-KEY-1" and so on */
		} item;
		struct {
			enum callout_kind kind;
			bool leads; /* what follows stands on the page on which it ends */
		} callout;
		struct {
			const char *text; /* TEXT, CODE, CODE_BLOCK */
		} text;
		struct {
			int columns;
			const enum align *align; /* one a column */
		} table;
		struct {
			bool head;
		} row;
		struct {
			int column; /* from 0 */
			enum align align;
			bool head;
		} cell;
		struct {
			const char *path; /* the file, after links, inside the content root */
			const char *alt;  /* its message's context is the figure's context */
			struct str bytes; /* made by the program: the SVG itself, path is only a name; s NULL:
								 the file at path */
		} figure;
		struct {
			const char *url; /* "#id" for a place in this document */
			const char *title;
			enum link_use use;
		} link;
		struct {
			bool printed; /* only paper has it: an address that others follow */
		} span;
		struct {
			const char *const *keys; /* of references, NULL-terminated */
		} citation;
		struct {
			int number; /* from 1 in the document, in the order of the first marks */
			const char *label;
			int passage; /* a translation beside its source: its number after the pairs; else 0 */
		} note;
		struct {
			const struct node *note;
			int mark; /* which mark of this note, from 1 */
		} note_mark;
	} u;
};

/* A new node without parent. */
struct node *doc_node(struct arena *, enum node_kind, struct pos);

/* A new TEXT node; the text is not copied. */
struct node *doc_text(struct arena *, struct pos, const char *text);

/* Makes child the last child of parent. */
void doc_append(struct node *parent, struct node *child);

/* Puts child before the first child of parent. */
void doc_prepend(struct node *parent, struct node *child);

/* Puts a node behind one that has a parent. */
void doc_insert(struct node *before, struct node *node);

/* Takes the node out of its parent. */
void doc_unlink(struct node *);

/* A copy of the node alone: no parent, no children. Strings are shared. */
struct node *doc_copy(struct arena *, const struct node *);

/* The next node in document order after node, within root; NULL at the end. */
const struct node *doc_next(const struct node *node, const struct node *root);

/* The same, but passing over node's children. */
const struct node *doc_skip(const struct node *node, const struct node *root);

/* The section that a heading opens, alone or in a pair; NULL: none. */
const struct node *doc_headed(const struct node *heading);

/* Whether the node is the source's in a pair, or stands in what is. */
bool doc_is_source_side(const struct node *);

/* Whether people write in the table's empty cells: one of medicines, or one with a row that has
 * words in its first cell at most. */
bool doc_is_form(const struct node *table);

/* Whether the kind is an inline; whether the kind's children are inlines. */
bool doc_is_inline(enum node_kind);
bool doc_holds_inlines(enum node_kind);

/* The language of a node: its own or the nearest ancestor's; NULL if none is set. */
const char *doc_lang(const struct node *);

/* The language that the program itself speaks there, in whose digits are the numbers that it gives
 * to questions and footnotes: that of the side of a pair or of the footnote, else the document's,
 * whatever the text beside the number is in. */
const char *doc_own_lang(const struct node *);

/* The language that all words of a LIST or ITEM are in; NULL: they are in several, or there are
 * none. Code and rules have no words. */
const char *doc_common_lang(const struct node *);

/* How many ordered lists a LIST stands in. */
int doc_list_depth(const struct node *list);

/* The nearest ancestor of that kind (the node itself included), or NULL. */
const struct node *doc_ancestor(const struct node *, enum node_kind);

/* The text of all TEXT and CODE below the node, in order, without what only paper has; a BREAK
 * gives a space. */
const char *doc_plain(struct arena *, const struct node *);

/* The node below root with that id, or NULL. */
const struct node *doc_find(const struct node *root, const char *id);

/* Whether the tree is one that writers may be given: each kind under a parent that may hold it,
 * headings never skip a level, ids unique, links inside the document lead somewhere, notes
 * numbered. What is the author's fault is reported; returns false if anything was. */
bool doc_check(struct diag *, const struct node *root);

/* The tree as text, one node a line, indented: what golden tests compare. */
const char *doc_dump(struct arena *, const struct node *root);

const char *doc_kind_name(enum node_kind);
const char *state_name(enum state);
const char *part_name(enum part_kind);
const char *callout_name(enum callout_kind);

/* The key of the word that stands at its head, in the strings. */
const char *callout_key(enum callout_kind);

enum callout_use callout_use(enum callout_kind);

#endif
