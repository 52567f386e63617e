/* Words that were shaped before are not shaped again. That is right only where a space keeps what
 * stands before it from what stands after it: in the alphabets of Europe, and with faces none of
 * whose rules has to do with the space. Other items are left to Pango as a whole. */
#include "typeset/words.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <hb-ot.h>

/* The longest word that is kept, in bytes; how many are kept, and how many in each of the places
 * that a hash leads to; from how many bytes of a face on. */
enum { WORD_MOST = 16, WORDS = 4096, PLACE = 4, FACE_LEAST = 4000 };

/* Letters and marks to try beside a space. */
static const char sample[] =
	"a b c d e f g h i j k l m n o p q r s t u v w x y z A B C D E F G H I J K L M N O P Q R S T U "
	"V W X Y Z 0 1 2 3 4 5 6 7 8 9 . , : ; ! ? ' \" ( ) [ ] / - + % & * = @ ä ö ü ß é è ç ñ ø å ł "
	"ž "
	"Ä Ö Ü É Ç Ø Å Ł Ž – — ‘ ’ “ ” „ « » … α β γ λ π ω а б в г д е ж з и к л м н о п р с т у ф х я "
	"А Б В Г Д К Л Р С Т У Ф ";

/* A face with a language and a script, whose rules are the same in all sizes. */
struct judged {
	hb_face_t *face; /* of fonts that voices hold */
	int bytes;       /* shaped so far; -1: words are kept, -2: they cannot be */
};

enum { KEEPS_WORDS = -1, NO_WORDS = -2 };

/* How an item is shaped. */
struct voice {
	PangoFont *font;
	PangoLanguage *language;
	guint8 script;
	int number;
	struct judged *judged;
	struct voice *next;
};

/* Glyphs without offsets. clusters: in bytes from the word's beginning. */
struct word {
	uint16_t voice; /* its number; 0: no word */
	unsigned char len, count;
	unsigned char clusters[WORD_MOST];
	char text[WORD_MOST];
	uint16_t glyphs[WORD_MOST];
	uint16_t widths[WORD_MOST];
};

struct words {
	struct arena *arena;
	struct voice *voices;
	int voice_count;
	struct word *items; /* WORDS, by hash; in each place the last one first */
	PangoGlyphString *glyphs;
};

static void free_words(void *data)
{
	struct words *words = data;
	for (struct voice *v = words->voices; v; v = v->next)
		g_object_unref(v->font);
	pango_glyph_string_free(words->glyphs);
}

struct words *words_new(struct arena *arena)
{
	struct words *words = ARENA_NEW(arena, struct words);
	words->arena = arena;
	words->glyphs = pango_glyph_string_new();
	arena_defer(arena, free_words, words);
	return words;
}

/* What is known of the face of a font, in any size. */
static struct judged *judged_of(struct words *words, const PangoAnalysis *analysis)
{
	hb_face_t *face = hb_font_get_face(pango_font_get_hb_font(analysis->font));
	for (struct voice *v = words->voices; v; v = v->next)
		if (v->judged->face == face && v->language == analysis->language &&
			v->script == analysis->script)
			return v->judged;
	struct judged *judged = ARENA_NEW(words->arena, struct judged);
	judged->face = face;
	return judged;
}

/* The voice heard last comes first. */
static struct voice *voice_of(struct words *words, const PangoAnalysis *analysis)
{
	for (struct voice **link = &words->voices, *v = *link; v; link = &v->next, v = *link) {
		if (v->font != analysis->font || v->language != analysis->language ||
			v->script != analysis->script)
			continue;
		*link = v->next;
		v->next = words->voices;
		words->voices = v;
		return v;
	}
	struct voice *voice = ARENA_NEW(words->arena, struct voice);
	*voice = (struct voice){
		.font = g_object_ref(analysis->font),
		.language = analysis->language,
		.script = analysis->script,
		.number = ++words->voice_count,
		.judged = judged_of(words, analysis),
		.next = words->voices,
	};
	words->voices = voice;
	return voice;
}

/* Whether a table of the face has a rule for the glyph. */
static bool has_rule(hb_face_t *face, hb_tag_t table, hb_codepoint_t glyph)
{
	hb_set_t *lookups = hb_set_create(), *glyphs = hb_set_create();
	hb_codepoint_t lookup = HB_SET_VALUE_INVALID;
	bool found = false;
	hb_ot_layout_collect_lookups(face, table, NULL, NULL, NULL, lookups);
	while (!found && hb_set_next(lookups, &lookup)) {
		hb_ot_layout_lookup_collect_glyphs(face, table, lookup, glyphs, glyphs, glyphs, NULL);
		found = hb_set_has(glyphs, glyph);
	}
	hb_set_destroy(lookups);
	hb_set_destroy(glyphs);
	return found;
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *blob = hb_face_reference_table(face, tag);
	bool found = hb_blob_get_length(blob) > 0;
	hb_blob_destroy(blob);
	return found;
}

static bool is_plain(const PangoGlyphString *glyphs, int i)
{
	const PangoGlyphInfo *glyph = &glyphs->glyphs[i];
	bool start = i == 0 || glyphs->log_clusters[i] != glyphs->log_clusters[i - 1];
	return glyph->glyph <= UINT16_MAX && glyph->geometry.width >= 0 &&
		   glyph->geometry.width <= UINT16_MAX && !glyph->geometry.x_offset &&
		   !glyph->geometry.y_offset && glyph->attr.is_cluster_start == start &&
		   !glyph->attr.is_color;
}

/* Whether a space keeps words apart: no rule is about it, and beside it each letter of a sample is
 * as wide as it is. */
static bool keeps_apart(struct words *words, const PangoAnalysis *analysis)
{
	hb_font_t *font = pango_font_get_hb_font(analysis->font);
	hb_face_t *face = hb_font_get_face(font);
	hb_codepoint_t space;
	if (!hb_font_get_nominal_glyph(font, ' ', &space) ||
		has_table(face, HB_TAG('k', 'e', 'r', 'n')) ||
		has_table(face, HB_TAG('m', 'o', 'r', 'x')) ||
		has_table(face, HB_TAG('k', 'e', 'r', 'x')) || has_rule(face, HB_OT_TAG_GSUB, space) ||
		has_rule(face, HB_OT_TAG_GPOS, space))
		return false;
	PangoAnalysis alone = *analysis;
	alone.extra_attrs = NULL;
	pango_shape_with_flags(sample, (int)strlen(sample), NULL, 0, &alone, words->glyphs,
						   PANGO_SHAPE_NONE);
	for (int i = 0; i < words->glyphs->num_glyphs; i++) {
		PangoGlyph glyph = words->glyphs->glyphs[i].glyph;
		bool known = !(glyph & PANGO_GLYPH_UNKNOWN_FLAG);
		if (known && (!is_plain(words->glyphs, i) || words->glyphs->glyphs[i].geometry.width !=
														 hb_font_get_glyph_h_advance(font, glyph)))
			return false;
	}
	return true;
}

/* Letters that no neighbour but those in their word changes, and marks among them. */
static bool is_simple(gunichar c)
{
	return (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c < 0x300 && c != 0xad) ||
		   (c >= 0x386 && c < 0x483) || (c >= 0x48a && c < 0x530) || (c >= 0x1e00 && c < 0x1f00) ||
		   (c >= 0x2010 && c <= 0x2027) || c == 0x202f;
}

static bool is_simple_item(const char *text, const PangoItem *item)
{
	const PangoAnalysis *analysis = &item->analysis;
	bool alphabet = analysis->script == G_UNICODE_SCRIPT_LATIN ||
					analysis->script == G_UNICODE_SCRIPT_CYRILLIC ||
					analysis->script == G_UNICODE_SCRIPT_GREEK;
	if (!alphabet || analysis->level & 1 || analysis->gravity != PANGO_GRAVITY_SOUTH)
		return false;
	const char *end = text + item->offset + item->length;
	for (const char *c = text + item->offset; c < end; c = g_utf8_next_char(c))
		if (!is_simple(g_utf8_get_char(c)))
			return false;
	return true;
}

static bool may_keep_words(struct words *words, const struct voice *voice, const char *text,
						   const PangoItem *item)
{
	struct judged *judged = voice->judged;
	if (judged->bytes == NO_WORDS || voice->number > UINT16_MAX || !is_simple_item(text, item))
		return false;
	if (judged->bytes == KEEPS_WORDS)
		return true;
	judged->bytes += item->length;
	if (judged->bytes < FACE_LEAST)
		return false;
	judged->bytes = keeps_apart(words, &item->analysis) ? KEEPS_WORDS : NO_WORDS;
	if (judged->bytes == KEEPS_WORDS && !words->items)
		words->items = ARENA_ARRAY(words->arena, struct word, WORDS);
	return judged->bytes == KEEPS_WORDS;
}

/* Where a word is kept, as one of PLACE (FNV-1a). */
static struct word *place_of(const struct words *words, int voice, const char *text, int len)
{
	uint32_t hash = 2166136261u ^ (uint32_t)voice;
	for (int i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)text[i]) * 16777619u;
	return &words->items[(hash ^ hash >> 16) % (WORDS / PLACE) * PLACE];
}

/* The word at the place; NULL: it is not there. */
static const struct word *find(const struct word *place, int voice, const char *text, int len)
{
	for (const struct word *word = place; word < place + PLACE; word++)
		if (word->voice == voice && word->len == len && memcmp(word->text, text, word->len) == 0)
			return word;
	return NULL;
}

/* Makes room for more glyphs; returns where they begin. The string is not made smaller. */
static int make_room(PangoGlyphString *to, int *count, int more)
{
	int first = *count;
	*count += more;
	if (*count > to->num_glyphs)
		pango_glyph_string_set_size(to, *count * 2);
	return first;
}

static void add_kept(PangoGlyphString *to, int *count, const struct word *word, int at)
{
	int first = make_room(to, count, word->count);
	PangoGlyphInfo *glyph = to->glyphs + first;
	int *cluster = to->log_clusters + first;
	for (int i = 0; i < word->count; i++, glyph++, cluster++) {
		*cluster = at + word->clusters[i];
		*glyph = (PangoGlyphInfo){.glyph = word->glyphs[i], .geometry.width = word->widths[i]};
		glyph->attr.is_cluster_start = i == 0 || cluster[0] != cluster[-1];
	}
}

static void add_shaped(PangoGlyphString *to, int *count, const PangoGlyphString *from, int at)
{
	int first = make_room(to, count, from->num_glyphs);
	for (int i = 0; i < from->num_glyphs; i++) {
		to->glyphs[first + i] = from->glyphs[i];
		to->log_clusters[first + i] = at + from->log_clusters[i];
	}
}

/* Puts a word into the place of that which came first. */
static void keep(struct word *word, int voice, const char *text, int len,
				 const PangoGlyphString *glyphs)
{
	if (glyphs->num_glyphs > WORD_MOST)
		return;
	for (int i = 0; i < glyphs->num_glyphs; i++)
		if (!is_plain(glyphs, i))
			return;
	memmove(word + 1, word, (PLACE - 1) * sizeof *word);
	word->voice = (uint16_t)voice;
	word->len = (unsigned char)len;
	word->count = (unsigned char)glyphs->num_glyphs;
	memcpy(word->text, text, (size_t)len);
	for (int i = 0; i < glyphs->num_glyphs; i++) {
		word->glyphs[i] = (uint16_t)glyphs->glyphs[i].glyph;
		word->widths[i] = (uint16_t)glyphs->glyphs[i].geometry.width;
		word->clusters[i] = (unsigned char)glyphs->log_clusters[i];
	}
}

/* Adds the glyphs of [start, end), a word or a space, whose clusters are from the item's beginning.
 */
static void add_word(struct words *words, int voice, const char *text, int len,
					 const PangoItem *item, int start, int end, PangoGlyphString *to, int *count)
{
	struct word *place = NULL;
	int at = start - item->offset;
	if (end - start <= WORD_MOST) {
		place = place_of(words, voice, text + start, end - start);
		const struct word *kept = find(place, voice, text + start, end - start);
		if (kept) {
			add_kept(to, count, kept, at);
			return;
		}
	}
	pango_shape_with_flags(text + start, end - start, text, len, &item->analysis, words->glyphs,
						   PANGO_SHAPE_NONE);
	add_shaped(to, count, words->glyphs, at);
	if (place)
		keep(place, voice, text + start, end - start, words->glyphs);
}

void words_shape(struct words *words, const char *text, int len, const PangoItem *item,
				 PangoGlyphString *glyphs)
{
	struct voice *voice = voice_of(words, &item->analysis);
	if (!may_keep_words(words, voice, text, item)) {
		pango_shape_with_flags(text + item->offset, item->length, text, len, &item->analysis,
							   glyphs, PANGO_SHAPE_NONE);
		return;
	}
	int end = item->offset + item->length, count = 0;
	pango_glyph_string_set_size(glyphs, item->length);
	for (int at = item->offset, stop; at < end; at = stop) {
		for (stop = at + 1; stop < end && text[at] != ' ' && text[stop] != ' '; stop++)
			;
		add_word(words, voice->number, text, len, item, at, stop, glyphs, &count);
	}
	pango_glyph_string_set_size(glyphs, count);
}
