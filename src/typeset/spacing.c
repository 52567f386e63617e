/* Full-width marks are set in a square of which half is white. Where two meet, one half goes; at
 * the ends of lines the white hangs out. Between ideographs and Latin words stands white that no
 * author types. */
#include "typeset/spacing.h"

#include <string.h>

/* Sources are in customs.ini. Between ideograph and Latin: 1/4 em, from 1/8 to 1/2. What a mark
 * that meets no other gives up to fill a line: half of its white. */
#define LATIN_GLUE 0.25
#define LATIN_STRETCH 0.08
#define LATIN_SHRINK 0.125
#define MARK_SHRINK 0.25

/* How far ink may reach into the half that is taken for white. */
#define INK_MARGIN 0.04

/* How languages set full-width marks. Opening marks have their white before them, closing marks and
 * stops after; where a region's faces centre a stop, nothing is squeezed, for the ink says so. In
 * Japanese ！ and ？ keep their width. In Korean marks are narrow and none is squeezed. */
static const struct manner {
	const char *lang, *opening, *closing, *stops;
} manners[] = {
	{"zh", "（〔［｛〈《「『【〖‘“", "）〕］｝〉》」』】〗’”", "、。，．：；！？"},
	{"ja", "（〔［｛〈《「『【〘〖〝‘“", "）〕］｝〉》」』】〙〗〟’”", "、。，．"},
};

enum mark { NO_MARK, OPENING, CLOSING, STOP };

struct spacing *spacing_of(struct arena *arena, struct shaped *s)
{
	if (!s->spacing)
		s->spacing = ARENA_ARRAY(arena, struct spacing, (size_t)s->len + 1);
	return s->spacing;
}

static const struct manner *manner_of(const struct item *item)
{
	const char *lang = pango_language_to_string(item->item->analysis.language);
	for (size_t i = 0; i < G_N_ELEMENTS(manners); i++)
		if (strncmp(lang, manners[i].lang, 2) == 0 && !g_ascii_isalpha(lang[2]))
			return &manners[i];
	return NULL;
}

static enum mark mark_of(const struct manner *manner, gunichar c)
{
	if (c < 0x80 || (c >= 0x4e00 && c < 0xa000))
		return NO_MARK;
	if (g_utf8_strchr(manner->opening, -1, c))
		return OPENING;
	if (g_utf8_strchr(manner->closing, -1, c))
		return CLOSING;
	return g_utf8_strchr(manner->stops, -1, c) ? STOP : NO_MARK;
}

/* The last glyph of the cluster that a character is in. */
static int glyph_at(const struct item *item, int at)
{
	const PangoGlyphString *glyphs = item->glyphs;
	int low = 0, high = glyphs->num_glyphs;
	while (low < high) {
		int middle = (low + high) / 2;
		if (glyphs->log_clusters[middle] <= at - item->start)
			low = middle + 1;
		else
			high = middle;
	}
	return low - 1;
}

static int em_of(const struct item *item)
{
	int x = 0, y = 0;
	hb_font_get_scale(pango_font_get_hb_font(item->item->analysis.font), &x, &y);
	return x;
}

/* The white of a mark that may go: half an em if its glyph is a square and has that white. */
static int white_of(const struct item *item, int at, enum mark mark)
{
	int i = glyph_at(item, at), em = em_of(item);
	if (i < 0 || item->glyphs->log_clusters[i] != at - item->start)
		return 0;
	const PangoGlyphInfo *glyph = &item->glyphs->glyphs[i];
	PangoRectangle ink;
	pango_font_get_glyph_extents(item->item->analysis.font, glyph->glyph, &ink, NULL);
	int width = glyph->geometry.width, margin = (int)(em * INK_MARGIN);
	if (width < em - margin)
		return 0;
	bool white =
		mark == OPENING ? ink.x >= width / 2 - margin : ink.x + ink.width <= width / 2 + margin;
	return white ? width / 2 : 0;
}

static void widen(struct shaped *s, const struct item *item, int at, int by)
{
	int i = glyph_at(item, at);
	item->glyphs->glyphs[i].geometry.width += by;
	s->advance[item->start + item->glyphs->log_clusters[i]] += by;
}

/* A character of the text with its item. */
struct character {
	const struct item *item;
	const struct manner *manner;
	gunichar c;
	int at;
	enum mark mark;
	int white;
};

/* Takes the white between two marks, of which the first or the second is full, and notes what is
 * left of it. */
static void squeeze(struct shaped *s, struct spacing *spacing, const struct character *first,
					struct character *second)
{
	if (first->white && first->mark != OPENING && second->mark) {
		widen(s, first->item, first->at, -first->white);
		spacing[first->at].after = spacing[first->at].shrink = 0;
	} else if (first->mark == OPENING && second->mark == OPENING && second->white) {
		int i = glyph_at(second->item, second->at);
		second->item->glyphs->glyphs[i].geometry.x_offset -= second->white;
		widen(s, second->item, second->at, -second->white);
		spacing[second->at].before = 0;
	}
}

static bool is_ideograph(gunichar c)
{
	GUnicodeScript script = g_unichar_get_script(c);
	return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA ||
		   script == G_UNICODE_SCRIPT_KATAKANA || c == 0x30fc;
}

/* What of a Latin word or number stands beside an ideograph. */
static bool is_latin(gunichar c)
{
	return (g_unichar_isalnum(c) && !g_unichar_iswide(c)) || c == '%' || c == 0xb0;
}

static void add_glue(struct arena *arena, struct shaped *s, const struct character *first,
					 const struct character *second)
{
	bool border = (is_ideograph(first->c) && is_latin(second->c)) ||
				  (is_latin(first->c) && is_ideograph(second->c));
	if (!border || (!first->manner && !second->manner))
		return;
	struct spacing *spacing = spacing_of(arena, s);
	int em = em_of(first->manner ? first->item : second->item),
		glyph = glyph_at(first->item, first->at);
	int cluster = first->item->start + first->item->glyphs->log_clusters[glyph];
	widen(s, first->item, first->at, (int)(em * LATIN_GLUE));
	spacing[first->at].after = (int)(em * LATIN_GLUE);
	spacing[cluster].stretch = (int)(em * LATIN_STRETCH);
	spacing[cluster].shrink = (int)(em * LATIN_SHRINK);
}

static void note_mark(struct arena *arena, struct shaped *s, const struct character *now)
{
	struct spacing *spacing = &spacing_of(arena, s)[now->at];
	if (now->mark == OPENING)
		spacing->before = now->white;
	else
		spacing->after = now->white;
	if (now->mark == CLOSING || now->c == 0x3001 || now->c == 0xff0c)
		spacing->shrink = (int)(now->white * 2 * MARK_SHRINK);
}

static bool any_manner(const struct shaped *s)
{
	for (int k = 0; k < s->item_count; k++)
		if (manner_of(&s->items[k]))
			return true;
	return false;
}

void spacing_set(struct arena *arena, struct shaped *s)
{
	struct character last = {0};
	if (!any_manner(s))
		return;
	for (int k = 0; k < s->item_count; k++) {
		const struct item *item = &s->items[k];
		const struct manner *manner = manner_of(item);
		if (item->item->analysis.level & 1 || item->glyphs->num_glyphs == 0) {
			last = (struct character){0};
			continue;
		}
		for (const char *c = s->text + item->start; c < s->text + item->end;
			 c = g_utf8_next_char(c)) {
			struct character now = {item, manner, g_utf8_get_char(c), (int)(c - s->text), 0, 0};
			now.mark = manner ? mark_of(manner, now.c) : NO_MARK;
			now.white = now.mark ? white_of(item, now.at, now.mark) : 0;
			if (now.white)
				note_mark(arena, s, &now);
			if (last.mark && now.mark)
				squeeze(s, spacing_of(arena, s), &last, &now);
			else if (last.item)
				add_glue(arena, s, &last, &now);
			last = now;
		}
	}
}
