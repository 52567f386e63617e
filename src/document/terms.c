/* Words of the glossary: finds the first use of each and links the two. */
#include "document/terms.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "document/handout.h"
#include "document/locale.h"

/* Words of fewer letters have no endings but those that English has: "pain" is not in "painting".
 */
#define STEM_LEAST 5
#define ENDING_MOST 3

/* The Arabic article, without which a word is the same word. */
#define ARTICLE "ال"

struct term {
	struct node *item, *word;
	const char *text; /* without article and the sign that ends it: "Ketamine" of "**Ketamine:**" */
	const char *lang;
	const struct locale *locale;
	glong chars;
};

struct connecting {
	struct arena *arena;
	struct diag *diag;
	struct node *document;
	int number; /* of the entries with an id of ours */
};

/* A use in a text: from its first byte up to the one behind its last. */
struct use {
	const char *from, *to;
};

struct node *terms_word(const struct node *item)
{
	/* A notice that the entry is not translated may stand before it. */
	for (struct node *n = item->child; n; n = n->next)
		for (struct node *word = n->kind == NODE_PARAGRAPH ? n->child : NULL; word;
			 word = word->next)
			if (word->kind == NODE_STRONG)
				return word;
	return NULL;
}

static bool is_letter(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static gunichar before(const char *text, const char *at)
{
	return at > text ? g_utf8_get_char(g_utf8_prev_char(at)) : ' ';
}

/* Where letters that go on from at end. */
static const char *letters_end(const char *at)
{
	while (*at && is_letter(g_utf8_get_char(at)))
		at = g_utf8_next_char(at);
	return at;
}

static bool has_no_spaces(const struct locale *locale)
{
	static const char *const scripts[] = {"Hans", "Hant", "Jpan", "Thai",
										  "Khmr", "Laoo", "Mymr", NULL};
	return name_index(scripts, locale->script) >= 0;
}

/* Whether what stands between the beginning of a written word and the term is what the script
 * writes there without a space: and, the, in, to. */
static bool is_prefix(const struct locale *locale, const char *from, const char *to)
{
	static const char *const arabic[] = {"ال",  "و",   "ب",  "ل",   "ف",   "ك",
										 "وال", "بال", "لل", "فال", "كال", NULL};
	static const char *const hebrew[] = {"ה", "ו", "ב", "ל", "מ", "ש", "כ", "וה", "שה", NULL};
	const char *const *list = strcmp(locale->script, "Arab") == 0   ? arabic
							  : strcmp(locale->script, "Hebr") == 0 ? hebrew
																	: NULL;
	for (; list && *list; list++)
		if (strlen(*list) == (size_t)(to - from) && memcmp(*list, from, (size_t)(to - from)) == 0)
			return true;
	return false;
}

/* Where the text has the words from at on, whatever their capitals and spaces; NULL: it has not. */
static const char *same_words(const char *at, const char *words, glong chars)
{
	for (; chars > 0; chars--, words = g_utf8_next_char(words), at = g_utf8_next_char(at)) {
		gunichar a = g_utf8_get_char(at), w = g_utf8_get_char(words);
		bool spaces = a && g_unichar_isspace(a) && g_unichar_isspace(w);
		if (!spaces && g_unichar_tolower(a) != g_unichar_tolower(w))
			return NULL;
	}
	return at;
}

/* The end of a use whose stem ends at end: behind an ending that the language may add; NULL: this
 * is the beginning of another word. */
static const char *with_ending(const struct term *term, const char *end)
{
	const char *stop = letters_end(end);
	size_t len = (size_t)(stop - end);
	if (!len || has_no_spaces(term->locale))
		return end;
	if (strcmp(term->lang, "en") == 0 || g_str_has_prefix(term->lang, "en-"))
		return (len == 1 && *end == 's') || (len == 2 && memcmp(end, "es", 2) == 0) ? stop : NULL;
	return term->chars >= STEM_LEAST && g_utf8_strlen(end, stop - end) <= ENDING_MOST ? stop : NULL;
}

/* Whether the word's last letter is one that gives way to other endings. */
static bool ends_in_vowel(const char *word, size_t len)
{
	gunichar last = len ? g_utf8_get_char(g_utf8_prev_char(word + len)) : 0;
	return last && g_utf8_strchr("aeiouyаеёиоуыэюяьй", -1, last) != NULL;
}

static bool find_use(const struct term *term, const char *text, struct use *use)
{
	bool free = has_no_spaces(term->locale);
	const char *word = text; /* the beginning of the written word */
	bool shorter = strcmp(term->lang, "en") != 0 && term->chars > STEM_LEAST &&
				   ends_in_vowel(term->text, strlen(term->text));
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		if (!is_letter(before(text, at)))
			word = at;
		if (!free && at != word && !is_prefix(term->locale, word, at))
			continue;
		const char *end = same_words(at, term->text, term->chars);
		end = end ? with_ending(term, end) : NULL;
		if (!end && shorter) {
			end = same_words(at, term->text, term->chars - 1);
			end = end ? with_ending(term, end) : NULL;
		}
		if (!end)
			continue;
		*use = (struct use){free ? at : word, end};
		return true;
	}
	return false;
}

/* Whether words of the node may be a use. */
static bool may_hold_uses(const struct node *node)
{
	switch (node->kind) {
	case NODE_PART:
		return node->u.part.kind == PART_ARTICLE || node->u.part.kind == PART_FAQ;
	case NODE_CALLOUT:
		return node->u.callout.kind != CALLOUT_EMERGENCY;
	case NODE_PARAGRAPH:
		return node->u.paragraph.use != USE_FIELD;
	case NODE_ROW:
		return !node->u.row.head;
	case NODE_DOCUMENT:
	case NODE_SECTION:
	case NODE_LIST:
	case NODE_ITEM:
	case NODE_QUOTE:
	case NODE_TABLE:
	case NODE_CELL:
	case NODE_FIGURE:
	case NODE_CAPTION:
	case NODE_PAIR:
	case NODE_SIDE:
	case NODE_TEXT:
	case NODE_EMPHASIS:
	case NODE_STRONG:
		return true;
	case NODE_HEADING:
	case NODE_CODE_BLOCK:
	case NODE_RULE:
	case NODE_NOTE:
	case NODE_STRIKE:
	case NODE_CODE:
	case NODE_LINK:
	case NODE_NOTE_MARK:
	case NODE_BREAK:
	case NODE_ISOLATE:
	case NODE_SPAN:
	case NODE_CITATION:
		return false;
	}
	return false;
}

/* Puts the link in the place of the use, between what is left of the text. */
static struct node *link_use(struct connecting *c, struct node *text, struct use use,
							 const struct term *term)
{
	struct node *parent = text->parent, *rest = text->next;
	const char *whole = text->u.text.text;
	struct node *link = doc_node(c->arena, NODE_LINK, text->pos);
	struct node *bold = doc_node(c->arena, NODE_STRONG, text->pos);
	link->u.link.use = LINK_TERM;
	link->u.link.url = str_fmt(c->arena, "#%s", term->item->id);
	link->id = str_fmt(c->arena, "use-%s", term->item->id);
	doc_append(bold, doc_text(c->arena, text->pos,
							  str_copy_n(c->arena, use.from, (size_t)(use.to - use.from))));
	doc_append(link, bold);
	text->u.text.text = str_copy_n(c->arena, whole, (size_t)(use.from - whole));
	parent->last = text;
	text->next = NULL;
	doc_append(parent, link);
	if (*use.to)
		doc_append(parent, doc_text(c->arena, text->pos, use.to));
	for (struct node *next; rest; rest = next) {
		next = rest->next;
		doc_append(parent, rest);
	}
	if (!*text->u.text.text)
		doc_unlink(text);
	return link;
}

static struct node *mark_first(struct connecting *c, const struct term *term)
{
	const struct node *n = c->document;
	struct use use;
	while (n) {
		if (!may_hold_uses(n)) {
			n = doc_skip(n, c->document);
			continue;
		}
		if (n->kind == NODE_TEXT && str_same(doc_lang(n), term->lang) &&
			find_use(term, n->u.text.text, &use))
			return link_use(c, (struct node *)n, use, term);
		n = doc_next(n, c->document);
	}
	return NULL;
}

/* The entry's word as a link back to its use. */
static void link_back(struct connecting *c, const struct term *term, const struct node *use)
{
	struct node *link = doc_node(c->arena, NODE_LINK, term->word->pos);
	link->u.link.use = LINK_BACK;
	link->u.link.url = str_fmt(c->arena, "#%s", use->id);
	for (struct node *n = term->word->child, *next; n; n = next) {
		next = n->next;
		doc_append(link, n);
	}
	term->word->child = term->word->last = NULL;
	doc_append(term->word, link);
}

/* Fills in a term; false after a note when the item does not begin with one. */
static bool read_term(struct connecting *c, struct node *item, struct term *term)
{
	struct node *word = terms_word(item);
	const char *text = word ? doc_plain(c->arena, word) : "";
	size_t len = strlen(text);
	while (len && strchr(":. ", text[len - 1]))
		len--;
	const char *lang = doc_lang(word ? word : item);
	const struct locale *locale = lang ? locale_find(lang) : NULL;
	if (!len || !locale) {
		diag_note(c->diag, (item->child ? item->child : item)->pos,
				  "this entry of the glossary does not begin with its word in bold, so no use of "
				  "it is marked: write \"**word**: what it means\"");
		return false;
	}
	text = str_copy_n(c->arena, text, len);
	if (strcmp(locale->script, "Arab") == 0 && g_str_has_prefix(text, ARTICLE))
		text += strlen(ARTICLE);
	*term = (struct term){item, word, text, lang, locale, g_utf8_strlen(text, -1)};
	item->id = str_fmt(c->arena, "word-%d", ++c->number);
	return true;
}

static bool is_entry(const struct node *node)
{
	const struct node *part = doc_ancestor(node, NODE_PART);
	return node->kind == NODE_ITEM && part && part->u.part.kind == PART_GLOSSARY &&
		   !doc_ancestor(node->parent->parent, NODE_ITEM);
}

/* The longest first: "NMDA receptor" is no use of "receptor". Else in their order. */
static int by_length(const void *a, const void *b)
{
	const struct term *x = *(const struct term *const *)a, *y = *(const struct term *const *)b;
	if (x->chars != y->chars)
		return x->chars < y->chars ? 1 : -1;
	return (x > y) - (x < y);
}

void terms_connect(struct arena *arena, struct diag *diag, struct node *document)
{
	struct connecting c = {arena, diag, document, 0};
	size_t most = 0, count = 0;
	for (const struct node *n = document; n; n = doc_next(n, document))
		most += is_entry(n);
	struct term *terms = ARENA_ARRAY(arena, struct term, most + 1);
	const struct term **order = ARENA_ARRAY(arena, const struct term *, most + 1);
	for (struct node *n = document; n && most; n = (struct node *)doc_next(n, document))
		if (is_entry(n) && read_term(&c, n, &terms[count])) {
			order[count] = &terms[count];
			count++;
		}
	qsort(order, count, sizeof *order, by_length);
	for (size_t i = 0; i < count; i++) {
		const struct node *use = mark_first(&c, order[i]);
		if (use)
			link_back(&c, order[i], use);
		else
			diag_note(diag, order[i]->word->parent->pos,
					  "the text does not have \"%s\" as the glossary writes it, so no first use is "
					  "marked",
					  doc_plain(arena, order[i]->word));
	}
}
