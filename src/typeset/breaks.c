/* Where a line may end: pango_default_break, tailored for each item's language; then number and
 * unit, doses, phones and codes are kept together. */
#include "typeset/breaks.h"

#include <string.h>

/* Units that stay with the number before them, as they are written in every language here. */
static const char *const units[] = {
	"%",  "mg", "g",    "kg",      "\u00b5g", "\u03bcg", "mcg", "ml",   "mL",
	"l",  "L",  "dl",   "dL",      "mm",      "cm",      "m",   "km",   "mmol",
	"IU", "UI", "kcal", "\u00b0C", "\u00b0F", "h",       "min", "mmHg", NULL};

/* The longest text with a '/' that is kept in one piece ("mg/kg"); a path or "and/or" chain may
 * break. */
enum { SLASHED_MAX = 12 };

static bool is_space(gunichar c)
{
	return c == ' ' || c == 0xa0 || c == 0x202f;
}

/* Whether a unit begins at s: one of the list, and then no further letter. */
static bool unit_at(const char *s)
{
	for (const char *const *unit = units; *unit; unit++) {
		size_t len = strlen(*unit);
		if (strncmp(s, *unit, len) == 0 && !g_unichar_isalpha(g_utf8_get_char(s + len)))
			return true;
	}
	return false;
}

/* The length of the word without spaces that begins at s. */
static size_t word_length(const char *s)
{
	const char *end = s;
	while (*end && !is_space(g_utf8_get_char(end)))
		end = g_utf8_next_char(end);
	return (size_t)(end - s);
}

/* Binds "5 mg" and "0.5 mg/kg". Walks the words once. */
static void bind_units(struct shaped *s)
{
	gunichar before = 0, last = 0; /* the two characters before c */
	size_t word = 0;               /* bytes of the word that c is in */
	const char *c = s->text;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		if (i == 0 || is_space(last))
			word = word_length(c);
		bool unit = g_unichar_isdigit(before) && is_space(last) && unit_at(c);
		bool slash = last == '/' && word <= SLASHED_MAX;
		bool percent = g_unichar_isdigit(last) && unit_at(c);
		if (unit || slash || percent)
			s->attrs[i].is_line_break = FALSE;
		before = last;
		last = g_utf8_get_char(c);
	}
}

/* Whether no line may begin in the leaf at a byte. Marks of footnotes also stay with what they
 * follow. */
static bool is_bound(const struct leaf *leaf, int at)
{
	bool mark = leaf->node && leaf->node->kind == NODE_NOTE_MARK;
	return mark ? leaf->start <= at : leaf->bound && leaf->start < at;
}

static void bind_leaves(struct shaped *s)
{
	const char *c = s->text;
	int leaf = 0;
	for (int i = 0; i < s->chars && leaf < s->leaf_count; i++, c = g_utf8_next_char(c)) {
		int at = (int)(c - s->text);
		while (leaf < s->leaf_count && s->leaves[leaf].end <= at)
			leaf++;
		if (leaf < s->leaf_count && is_bound(&s->leaves[leaf], at))
			s->attrs[i].is_line_break = FALSE;
	}
}

void breaks_find(struct shaped *s, PangoAttrList *attrs)
{
	int all = s->chars + 1;
	pango_default_break(s->text, s->len, NULL, s->attrs, all);
	int first = 0;
	for (int i = 0; i < s->item_count; i++) {
		PangoItem *item = s->items[i].item;
		pango_tailor_break(s->text + item->offset, item->length, &item->analysis, item->offset,
						   s->attrs + first, item->num_chars + 1);
		first += item->num_chars;
	}
	pango_attr_break(s->text, s->len, attrs, 0, s->attrs, all);
	bind_units(s);
	bind_leaves(s);
}

void breaks_keep_compounds(struct shaped *s)
{
	gunichar before = 0, last = 0; /* the two characters before c */
	bool address = false;          /* c is in a word with a '/' */
	const char *c = s->text;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		gunichar now = g_utf8_get_char(c);
		if (i == 0 || is_space(last))
			address = memchr(c, '/', word_length(c)) != NULL;
		bool joint = (last == '-' || last == 0x2010) && g_unichar_isalpha(now);
		if (joint && g_unichar_isalpha(before) && !address)
			s->attrs[i].is_line_break = FALSE;
		before = last;
		last = now;
	}
}
