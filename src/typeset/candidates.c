/* Where the lines of a paragraph may end: a walk over its characters with the sums of their widths,
 * at each break of the script, at each place of a hyphen inside a word, and, in what is kept
 * together and is wider than the measure, at its spaces, or in a word between its clusters. */
#include <string.h>

#include <hb.h>

#include "typeset/character.h"
#include "typeset/fit.h"

/* A space stretches by half of itself, and shrinks as its script bears it; ideographs move apart by
 * 1/20 em. */
#define SPACE_STRETCH 0.5
#define IDEOGRAPH_STRETCH 0.05

/* Of a hyphen in a word that has one, and of one with no more than two letters before or after it.
 */
#define COMPOUND_PENALTY 200
#define FRAGMENT_PENALTY 40

/* Words of fewer letters are not divided; parts of fewer are worse than others. */
enum { WORD_MIN = 5, FRAGMENT_LETTERS = 3 };

bool fit_is_glue(gunichar c)
{
	return c == ' ' || c == 0xa0;
}

bool fit_is_invisible(gunichar c)
{
	return (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0xad;
}

bool fit_is_tracked(gunichar c)
{
	if (c < 0x80)
		return !fit_is_glue(c);
	GUnicodeScript script = g_unichar_get_script(c);
	return !fit_is_glue(c) &&
		   (script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_CYRILLIC ||
			script == G_UNICODE_SCRIPT_GREEK || script == G_UNICODE_SCRIPT_COMMON);
}

static bool is_ideograph(gunichar c)
{
	return g_unichar_iswide(c) && g_unichar_get_script(c) != G_UNICODE_SCRIPT_HANGUL;
}

/* How much of a character may hang into the margin, in thousandths of its width. */
static int protrusion(gunichar c, bool at_start)
{
	static const struct {
		gunichar c;
		short start, end;
	} table[] = {
		{'!', 0, 100},    {'"', 300, 300},    {'\'', 500, 500},   {'(', 50, 0},
		{')', 0, 50},     {',', 0, 500},      {'-', 0, 500},      {'.', 0, 700},
		{':', 0, 400},    {';', 0, 300},      {'?', 0, 100},      {'A', 40, 40},
		{'T', 40, 40},    {'V', 40, 40},      {'W', 30, 30},      {'Y', 40, 40},
		{0xab, 200, 200}, {0xad, 0, 500},     {0xbb, 200, 200},   {0x2010, 0, 500},
		{0x2013, 0, 250}, {0x2014, 0, 150},   {0x2018, 500, 500}, {0x2019, 500, 500},
		{0x201a, 400, 0}, {0x201c, 350, 350}, {0x201d, 350, 350}, {0x201e, 350, 0},
		{0x2026, 0, 200}, {0x060c, 0, 500},   {0x061b, 0, 300},   {0x06d4, 0, 500},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].c == c)
			return at_start ? table[i].start : table[i].end;
	return 0;
}

static struct spacing spacing_at(const struct shaped *s, int at)
{
	return s->spacing ? s->spacing[at] : (struct spacing){0};
}

static int hanging(const struct fit *f, const char *at, bool at_start)
{
	struct spacing spacing = spacing_at(f->shaped, (int)(at - f->shaped->text));
	int white = at_start ? spacing.before : spacing.after;
	if (white || !f->protrude)
		return white;
	int advance = f->shaped->advance[at - f->shaped->text];
	return (int)((int64_t)advance * protrusion(character_at(at), at_start) / 1000);
}

static const struct item *item_at(const struct shaped *s, int at)
{
	int low = 0, high = s->item_count - 1;
	while (low < high) {
		int middle = (low + high) / 2;
		if (s->items[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return &s->items[low];
}

int fit_hyphen_width(const struct shaped *s, int at, PangoGlyph *glyph)
{
	hb_font_t *font = pango_font_get_hb_font(item_at(s, at)->item->analysis.font);
	hb_codepoint_t found = 0;
	if (!hb_font_get_nominal_glyph(font, '-', &found))
		hb_font_get_nominal_glyph(font, 0x2010, &found);
	if (glyph)
		*glyph = found;
	return hb_font_get_glyph_h_advance(font, found);
}

int fit_edge(const struct shaped *s, const char *end)
{
	int at = (int)(end - s->text) - 1;
	while (at > 0 && s->advance[at] == 0)
		at--;
	return at;
}

static void add_candidate(struct fit *f, struct candidate candidate)
{
	if (f->count == f->room) {
		int room = f->room ? f->room * 2 : 64;
		f->candidates = arena_resize(f->scratch, f->candidates, sizeof candidate * (size_t)f->count,
									 sizeof candidate * (size_t)room);
		f->room = room;
	}
	f->candidates[f->count++] = candidate;
}

/* The walk over the characters of a paragraph. */
struct walk {
	struct fit *fit;
	bool hyphens;         /* candidates inside words are wanted */
	const char *c, *last; /* the character at hand and the one before it */
	const char *visible_end, *last_visible;
	int index; /* of the character at hand */
	int since; /* index of the character after the last candidate */
	struct sums sums, visible;
	int64_t cluster;       /* the width before the cluster at hand */
	struct hyphen *places; /* of the word at hand */
	int place_count, place;
	int word, word_end;
	bool compound; /* the word has a hyphen of its own */
};

/* Adds what the character at a byte, whose glue is set, gives its line. */
static void add_sums(const struct fit *f, struct sums *sums, int at)
{
	gunichar c = character_at(f->shaped->text + at);
	int advance = f->shaped->advance[at];
	sums->width += advance;
	sums->stretch += f->glue.stretch[at];
	sums->shrink += f->glue.shrink[at];
	if (!fit_is_glue(c)) {
		sums->expand += advance;
		sums->track += advance && fit_is_tracked(c) ? f->tracking : 0;
	}
}

/* Adds places in what is wider than the measure though no line may end in it: at its spaces, else
 * between its clusters. */
static void add_emergency(struct walk *w)
{
	struct fit *f = w->fit;
	const struct shaped *s = f->shaped;
	const struct candidate *from = &f->candidates[f->count - 1];
	struct sums sums = from->after;
	struct candidate space = {0}; /* the last one since the line's beginning; start 0: none */
	int64_t line = sums.width;
	int i = w->since, first = from->start, stop = (int)(w->visible_end - s->text);
	for (int at = first; at < stop; i++) {
		int width = s->advance[at];
		bool ends_word = at > first && s->text[at] == ' ';
		if (ends_word)
			space = (struct candidate){.end = at, .start = at + 1, .before = sums};
		else if (space.start && sums.width + width - line > f->measure.width) {
			add_candidate(f, space);
			line = space.after.width;
			space.start = 0;
		}
		if (!ends_word && at > first && width && s->attrs[i].is_cursor_position &&
			sums.width + width - line > f->measure.width) {
			add_candidate(
				f, (struct candidate){
					   .end = at, .start = at, .before = sums, .after = sums, .emergency = true});
			f->split = true;
			line = sums.width;
			space.start = 0;
		}
		add_sums(f, &sums, at);
		if (ends_word)
			space.after = sums;
		at = (int)(g_utf8_next_char(s->text + at) - s->text);
	}
}

/* A break before the character at hand, or the end of the text. */
static void note_break(struct walk *w, bool end)
{
	struct fit *f = w->fit;
	gunichar last = character_at(w->last);
	struct sums before = w->visible;
	int glue = w->last_visible ? fit_edge(f->shaped, w->visible_end) : 0;
	before.stretch -= f->glue.stretch[glue];
	before.shrink -= f->glue.shrink[glue];
	int start = (int)(w->c - f->shaped->text);
	struct spacing spacing = spacing_at(f->shaped, start);
	bool repeats = spacing.repeats_hyphen;
	if (w->visible.width - f->candidates[f->count - 1].after.width > f->measure.width &&
		!w->hyphens)
		add_emergency(w);
	if (!end && !fit_is_glue(last) && is_ideograph(last) && !fit_is_glue(character_at(w->c))) {
		int gap = (int)(f->shaped->style.size * IDEOGRAPH_STRETCH);
		f->glue.stretch[w->last - f->shaped->text] += gap;
		w->sums.stretch += gap;
	}
	add_candidate(f, (struct candidate){
						 .end = (int)(w->visible_end - f->shaped->text),
						 .start = start,
						 .before = before,
						 .after = w->sums,
						 .penalty = spacing.penalty,
						 .lead = repeats ? fit_hyphen_width(f->shaped, start, NULL) : 0,
						 .repeats = repeats,
						 .left = end ? 0 : hanging(f, w->c, true),
						 .right = w->last_visible ? hanging(f, w->last_visible, false) : 0,
						 .forced = end || last == 0x2028 || spacing.begins_line,
					 });
	w->since = w->index;
}

/* Whether the text at a byte may be hyphenated: not code, nor a phone, code or address. */
static bool may_hyphenate(const struct shaped *s, int at)
{
	int low = 0, high = s->leaf_count;
	while (low < high) {
		int middle = (low + high) / 2;
		if (s->leaves[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	const struct leaf *leaf = &s->leaves[low];
	return low < s->leaf_count && at >= leaf->start && !leaf->bound &&
		   (!leaf->node || leaf->node->kind == NODE_TEXT);
}

static bool is_hyphen(gunichar c)
{
	return c == '-' || c == 0x2010;
}

/* Whether the word [word, end) has a capital behind its first letter or an apostrophe: a name of a
 * substance, an acronym. */
static bool has_capitals(const char *word, const char *end)
{
	bool first = true;
	for (const char *c = word; c < end; c = g_utf8_next_char(c)) {
		gunichar letter = character_at(c);
		if (!first && g_unichar_isupper(letter))
			return true;
		first = !character_is_letter(letter) && !g_unichar_ismark(letter);
	}
	return false;
}

/* At the beginning of a word: finds its places. Words with capitals inside and those that a digit
 * joins are left whole. */
static void enter_word(struct walk *w)
{
	const struct shaped *s = w->fit->shaped;
	w->word = (int)(w->c - s->text);
	w->place_count = w->place = 0;
	const char *lang = pango_language_to_string(item_at(s, w->word)->item->analysis.language);
	const struct tongue *tongue = setting_tongue(w->fit->setting, lang);
	const char *end = w->c + hyphenate_word(tongue->hyphenator, w->c);
	w->word_end = (int)(end - s->text);
	gunichar next = character_at(end), last = w->last ? character_at(w->last) : ' ';
	bool joined = character_is_digit(last) || character_is_digit(next) || last == '/' ||
				  next == '/' || last == '@' || next == '@' || last == '.';
	w->compound = is_hyphen(last) || is_hyphen(next);
	if (!tongue->hyphenator || joined || !may_hyphenate(s, w->word))
		return;
	if ((g_utf8_strlen(w->c, end - w->c) < WORD_MIN || has_capitals(w->c, end)) &&
		!hyphenate_listed(tongue->hyphenator, w->c, (size_t)(end - w->c)))
		return;
	w->place_count =
		hyphenate(tongue->hyphenator, w->c, (size_t)(end - w->c), w->places, HYPHENS_MAX);
}

PangoGlyphString *fit_shape(const struct shaped *s, int at, const char *letters)
{
	PangoGlyphString *glyphs = pango_glyph_string_new();
	pango_shape_with_flags(letters, -1, letters, -1, &item_at(s, at)->item->analysis, glyphs,
						   PANGO_SHAPE_NONE);
	return glyphs;
}

/* By how much letters are wider than len bytes of the text at a byte. */
static int excess(const struct walk *w, int at, int len, const char *letters)
{
	const struct shaped *s = w->fit->shaped;
	char *own = g_strndup(s->text + at, (gsize)len);
	PangoGlyphString *set = fit_shape(s, at, letters), *instead = fit_shape(s, at, own);
	int width = pango_glyph_string_get_width(set) - pango_glyph_string_get_width(instead);
	pango_glyph_string_free(set);
	pango_glyph_string_free(instead);
	g_free(own);
	return width;
}

/* Makes the sides of a place say what changes there and no more: a side that stays as it is has no
 * letters to set; another has at least one letter in the text and one to set, so that the letters
 * set can be told to say those of the text. False if there is none. */
static bool narrow_change(const struct walk *w, struct hyphen *hyphen)
{
	const char *text = w->fit->shaped->text, *at = text + w->word + hyphen->at;
	struct arena *arena = w->fit->scratch;
	if (!hyphen->left)
		return true;
	if (hyphen->before == 0 || !*hyphen->left) {
		const char *last = at - hyphen->before, *c = g_utf8_prev_char(last);
		if (c < text + w->word)
			return false;
		hyphen->left = str_fmt(arena, "%.*s%s", (int)(last - c), c, hyphen->left);
		hyphen->before = (int)(at - c);
	}
	if (hyphen->after == 0 || !*hyphen->right) {
		const char *c = at + hyphen->after, *next = g_utf8_next_char(c);
		if (next > text + w->word_end)
			return false;
		hyphen->right = str_fmt(arena, "%s%.*s", hyphen->right, (int)(next - c), c);
		hyphen->after = (int)(next - at);
	}
	if (strncmp(hyphen->left, at - hyphen->before, (size_t)hyphen->before) == 0 &&
		!hyphen->left[hyphen->before])
		hyphen->left = NULL;
	if (strncmp(hyphen->right, at, (size_t)hyphen->after) == 0 && !hyphen->right[hyphen->after])
		hyphen->right = NULL;
	return true;
}

/* Whether all letters that a place changes are of one item and one leaf. */
static bool in_one_run(const struct shaped *s, int start, int end)
{
	for (int i = 0; i < s->leaf_count; i++)
		if ((s->leaves[i].start > start && s->leaves[i].start < end) ||
			(s->leaves[i].end > start && s->leaves[i].end < end))
			return false;
	return start >= end || item_at(s, start) == item_at(s, end - 1);
}

/* The advance of the letters of a ligature, each set alone: of those before a byte of the text, and
 * of the others. */
static void divide_ligature(const struct shaped *s, int at, int *before, int *after)
{
	hb_font_t *font = pango_font_get_hb_font(item_at(s, at)->item->analysis.font);
	const char *c = s->text + at;
	*before = *after = 0;
	do
		c = g_utf8_prev_char(c);
	while (c > s->text && s->advance[c - s->text] == 0);
	for (; c < s->text + at || (*c && s->advance[c - s->text] == 0); c = g_utf8_next_char(c)) {
		hb_codepoint_t glyph = 0;
		hb_font_get_nominal_glyph(font, character_at(c), &glyph);
		*(c < s->text + at ? before : after) += hb_font_get_glyph_h_advance(font, glyph);
	}
}

/* What it costs to divide the word at hand before the character at hand. */
static int hyphen_penalty(const struct walk *w)
{
	const char *text = w->fit->shaped->text;
	bool fragment = g_utf8_strlen(text + w->word, w->c - text - w->word) < FRAGMENT_LETTERS ||
					g_utf8_strlen(w->c, text + w->word_end - w->c) < FRAGMENT_LETTERS;
	return w->compound ? COMPOUND_PENALTY : fragment ? FRAGMENT_PENALTY : 0;
}

static void note_hyphen(struct walk *w)
{
	struct fit *f = w->fit;
	int at = (int)(w->c - f->shaped->text);
	if (w->place >= w->place_count || w->word + w->places[w->place].at != at)
		return;
	struct hyphen *hyphen = ARENA_NEW(f->scratch, struct hyphen);
	*hyphen = w->places[w->place++];
	if (!narrow_change(w, hyphen) ||
		(hyphen->left && !in_one_run(f->shaped, at - hyphen->before, at)) ||
		(hyphen->right && !in_one_run(f->shaped, at, at + hyphen->after)))
		return;
	int width = fit_hyphen_width(f->shaped, at, NULL);
	struct sums before = w->sums, after = w->sums;
	if (f->shaped->advance[at] == 0) {
		int first, rest;
		divide_ligature(f->shaped, at, &first, &rest);
		before.width = w->cluster + first;
		after.width -= rest;
	}
	struct candidate candidate = {
		.end = at,
		.start = at,
		.before = before,
		.after = after,
		.penalty = hyphen_penalty(w),
		.hyphen_width = width,
		.right = f->protrude ? width / 2 : 0,
		.left = hanging(f, w->c, true),
		.hyphen = hyphen,
		.word = w->word,
	};
	if (hyphen->left)
		candidate.hyphen_width += excess(w, at - hyphen->before, hyphen->before, hyphen->left);
	if (hyphen->right)
		candidate.lead = excess(w, at, hyphen->after, hyphen->right);
	add_candidate(f, candidate);
}

static void add_character(struct walk *w)
{
	struct fit *f = w->fit;
	gunichar now = character_at(w->c);
	int at = (int)(w->c - f->shaped->text), advance = f->shaped->advance[at];
	if (advance)
		w->cluster = w->sums.width;
	if (fit_is_glue(now)) {
		f->glue.stretch[at] = (int)(advance * SPACE_STRETCH);
		f->glue.shrink[at] = (int)(advance * f->space_shrink);
	} else {
		struct spacing spacing = spacing_at(f->shaped, at);
		f->glue.stretch[at] = spacing.stretch;
		f->glue.shrink[at] = spacing.shrink;
	}
	add_sums(f, &w->sums, at);
	if (now != ' ' && !fit_is_invisible(now)) {
		w->visible = w->sums;
		w->last_visible = w->c;
		w->visible_end = g_utf8_next_char(w->c);
	}
}

void fit_candidates(struct fit *f, bool hyphens)
{
	const struct shaped *s = f->shaped;
	struct walk w = {
		.fit = f, .hyphens = hyphens, .c = s->text, .last = s->text, .visible_end = s->text};
	w.places = ARENA_ARRAY(f->scratch, struct hyphen, HYPHENS_MAX);
	f->count = 0;
	add_candidate(f, (struct candidate){.left = hanging(f, s->text, true)});
	for (; w.index < s->chars; w.index++) {
		int at = (int)(w.c - s->text);
		if (hyphens && at >= w.word_end && character_is_letter(character_at(w.c)))
			enter_word(&w);
		/* A soft hyphen of the author is not a place: its hyphen would not be the program's. */
		if (w.index > 0 && s->attrs[w.index].is_line_break && character_at(w.last) != 0xad)
			note_break(&w, false);
		else if (at < w.word_end)
			note_hyphen(&w);
		add_character(&w);
		w.last = w.c;
		w.c = g_utf8_next_char(w.c);
	}
	note_break(&w, true);
}
