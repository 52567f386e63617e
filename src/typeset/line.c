/* Lines packed. A long document has millions of glyphs, and Pango's form of them takes 24 bytes
 * each. Here a run is a row of numbers of few bytes: glyphs by their number, and of widths,
 * clusters and offsets how often the same one follows, widths as what they are beyond the face's
 * own, those of the spaces after those of the letters. */
#include "typeset/line.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include <hb.h>

/* Glyphs whose advance is looked up once. */
enum { ADVANCES = 256 };

/* Packed lines share blocks of so many bytes. */
enum { BLOCK = 4096 };

/* The documented flags of an item: others speak of fields that a copy does not have. */
#define FLAGS PANGO_ANALYSIS_FLAG_CENTERED_BASELINE

/* What a packed run has. */
enum {
	RUN_HYPHEN = 1,
	RUN_OFFSETS = 2,
	RUN_ATTRS = 4,
	RUN_SCALED = 8, /* or apart, otherwise than the run before it, or than 1 and 0 */
	RUN_LOOKS = 16, /* or belongs to another node than the run before it */
	RUN_LEAF = 32   /* that node is the line's leaf */
};

/* The most bytes of a number or a pointer; the most of them that are put for a run, and for each of
 * its glyphs: its number, and a pair in each series. */
enum { NUMBER_MOST = 8, RUN_NUMBERS = 12, GLYPH_NUMBERS = 11 };

/* Visible attributes of a glyph as a number: begins a cluster, has colours. */
enum { ATTR_START = 1, ATTR_COLOR = 2 };

/* What stands before the first run. */
static const struct run none = {.scale = 1};

struct face_advances {
	PangoFont *font;
	hb_font_t *hb;
	hb_codepoint_t space; /* the glyph of a space */
	bool cff;
	struct face_advances *next;
	int items[ADVANCES];
};

/* What runs of one kind have in common. */
struct look {
	PangoAnalysis analysis;
	unsigned color;
	int rise;
	bool underline, strike;
	const struct face_advances *advances;
	struct look *next;
};

/* A buffer. What is put must have been reserved. */
struct bytes {
	unsigned char *items;
	size_t len, room;
};

struct palette {
	struct arena *arena;
	struct arena *lines; /* of what is packed */
	struct look *looks;
	struct face_advances *faces;
	struct bytes bytes; /* of the line that is packed */
	GArray *series;     /* int: of the run that is packed */
	unsigned char *block;
	size_t left; /* bytes of the block that are free, at its end */
};

static void free_buffers(void *data)
{
	struct palette *palette = data;
	g_free(palette->bytes.items);
	g_array_free(palette->series, TRUE);
}

struct palette *palette_new(struct arena *arena)
{
	struct palette *palette = ARENA_NEW(arena, struct palette);
	palette->arena = palette->lines = arena;
	palette->series = g_array_new(FALSE, FALSE, sizeof(int));
	arena_defer(arena, free_buffers, palette);
	return palette;
}

void palette_turn(struct palette *palette, struct arena *arena)
{
	palette->lines = arena;
	palette->left = 0;
}

static bool has_cff(hb_font_t *font)
{
	hb_blob_t *cff = hb_face_reference_table(hb_font_get_face(font), HB_TAG('C', 'F', 'F', ' '));
	bool has = hb_blob_get_length(cff) > 0;
	hb_blob_destroy(cff);
	return has;
}

static const struct face_advances *face_of(struct palette *palette, PangoFont *font)
{
	for (const struct face_advances *face = palette->faces; face; face = face->next)
		if (face->font == font)
			return face;
	struct face_advances *face = ARENA_NEW(palette->arena, struct face_advances);
	face->font = font;
	face->hb = pango_font_get_hb_font(font);
	face->cff = has_cff(face->hb);
	if (!hb_font_get_nominal_glyph(face->hb, ' ', &face->space))
		face->space = 0;
	for (unsigned i = 0; i < ADVANCES; i++)
		face->items[i] = hb_font_get_glyph_h_advance(face->hb, i);
	face->next = palette->faces;
	palette->faces = face;
	return face;
}

static bool same_look(const struct look *look, const struct run *run)
{
	const PangoAnalysis *a = &look->analysis, *b = &run->glyphs->item->analysis;
	return a->font == b->font && a->level == b->level && a->gravity == b->gravity &&
		   a->flags == (b->flags & FLAGS) && a->script == b->script && a->language == b->language &&
		   look->color == run->color && look->rise == run->rise &&
		   look->underline == run->underline && look->strike == run->strike;
}

static const struct look *look_of(struct palette *palette, const struct run *run)
{
	for (const struct look *look = palette->looks; look; look = look->next)
		if (same_look(look, run))
			return look;
	struct look *look = ARENA_NEW(palette->arena, struct look);
	*look = (struct look){
		.analysis = run->glyphs->item->analysis,
		.color = run->color,
		.rise = run->rise,
		.underline = run->underline,
		.strike = run->strike,
		.advances = face_of(palette, run->glyphs->item->analysis.font),
		.next = palette->looks,
	};
	look->analysis.extra_attrs = NULL;
	look->analysis.flags &= FLAGS;
	palette->looks = look;
	return look;
}

static int advance_of(const struct face_advances *face, PangoGlyph glyph)
{
	if (glyph < ADVANCES)
		return face->items[glyph];
	return glyph < PANGO_GLYPH_EMPTY ? hb_font_get_glyph_h_advance(face->hb, glyph) : 0;
}

/* Room for so many more numbers or pointers. */
static void reserve(struct bytes *bytes, size_t numbers)
{
	size_t needed = bytes->len + numbers * NUMBER_MOST;
	if (needed <= bytes->room)
		return;
	bytes->room = needed * 2;
	bytes->items = g_realloc(bytes->items, bytes->room);
}

/* Seven bits a byte, the lowest first; the eighth says that more follow. */
static void put_number(struct bytes *bytes, uint32_t number)
{
	for (; number > 127; number >>= 7)
		bytes->items[bytes->len++] = (unsigned char)(number | 128);
	bytes->items[bytes->len++] = (unsigned char)number;
}

static uint32_t get_number(const unsigned char **at)
{
	uint32_t number = 0;
	int shift = 0;
	for (; **at & 128; shift += 7)
		number |= (uint32_t)(*(*at)++ & 127) << shift;
	return number | (uint32_t) * (*at)++ << shift;
}

/* Small numbers of either sign as small ones. */
static void put_signed(struct bytes *bytes, int number)
{
	put_number(bytes, (uint32_t)number << 1 ^ (number < 0 ? UINT32_MAX : 0));
}

static int get_signed(const unsigned char **at)
{
	uint32_t number = get_number(at);
	return (int)(number >> 1 ^ (number & 1 ? UINT32_MAX : 0));
}

static void put_bytes(struct bytes *bytes, const void *from, size_t length)
{
	memcpy(bytes->items + bytes->len, from, length);
	bytes->len += length;
}

static void get_bytes(const unsigned char **at, void *to, size_t length)
{
	memcpy(to, *at, length);
	*at += length;
}

/* A series as pairs: how often, what. */
static void put_series(struct bytes *bytes, const int *items, int count)
{
	for (int i = 0, j; i < count; i = j) {
		for (j = i + 1; j < count && items[j] == items[i]; j++)
			;
		put_number(bytes, (uint32_t)(j - i));
		put_signed(bytes, items[i]);
	}
}

static void get_series(const unsigned char **at, int *items, int count)
{
	for (int i = 0; i < count;) {
		int more = (int)get_number(at), item = get_signed(at);
		while (more-- > 0)
			items[i++] = item;
	}
}

static int attr_of(const PangoGlyphInfo *glyph)
{
	return (glyph->attr.is_cluster_start ? ATTR_START : 0) |
		   (glyph->attr.is_color ? ATTR_COLOR : 0);
}

/* What a glyph's attributes are when nothing is said: it begins a cluster if that is another. */
static int natural_attr(const PangoGlyphString *glyphs, int i)
{
	return i == 0 || glyphs->log_clusters[i] != glyphs->log_clusters[i - 1] ? ATTR_START : 0;
}

static unsigned kind_of(const struct run *run, const struct run *before)
{
	const PangoGlyphString *glyphs = run->glyphs->glyphs;
	unsigned kind = strcmp(run->text, LINE_HYPHEN) == 0 ? RUN_HYPHEN : 0;
	if (run->scale != before->scale || run->apart != before->apart)
		kind |= RUN_SCALED;
	for (int i = 0; i < glyphs->num_glyphs; i++) {
		if (glyphs->glyphs[i].geometry.x_offset || glyphs->glyphs[i].geometry.y_offset)
			kind |= RUN_OFFSETS;
		if (attr_of(&glyphs->glyphs[i]) != natural_attr(glyphs, i))
			kind |= RUN_ATTRS;
	}
	return kind;
}

/* What the glyphs' widths are beyond the face's own: of the letters first, then of the spaces,
 * which in a line are all as wide as each other. */
static void take_widths(const struct face_advances *face, const PangoGlyphString *glyphs,
						int *series)
{
	for (int spaces = 0; spaces < 2; spaces++)
		for (int i = 0; i < glyphs->num_glyphs; i++)
			if ((glyphs->glyphs[i].glyph == face->space) == spaces)
				*series++ =
					glyphs->glyphs[i].geometry.width - advance_of(face, glyphs->glyphs[i].glyph);
}

static void give_widths(const struct face_advances *face, PangoGlyphString *glyphs,
						const int *series)
{
	for (int spaces = 0; spaces < 2; spaces++)
		for (int i = 0; i < glyphs->num_glyphs; i++)
			if ((glyphs->glyphs[i].glyph == face->space) == spaces)
				glyphs->glyphs[i].geometry.width =
					*series++ + advance_of(face, glyphs->glyphs[i].glyph);
}

static void pack_glyphs(struct palette *palette, const struct look *look,
						const PangoGlyphString *glyphs, unsigned kind)
{
	struct bytes *bytes = &palette->bytes;
	int count = glyphs->num_glyphs;
	g_array_set_size(palette->series, (guint)count);
	int *series = (int *)(void *)palette->series->data;
	put_number(bytes, (uint32_t)count);
	for (int i = 0; i < count; i++)
		put_number(bytes, glyphs->glyphs[i].glyph);
	take_widths(look->advances, glyphs, series);
	put_series(bytes, series, count);
	for (int i = 0; i < count; i++)
		series[i] = glyphs->log_clusters[i] - (i ? glyphs->log_clusters[i - 1] : 0);
	put_series(bytes, series, count);
	if (kind & RUN_OFFSETS) {
		for (int i = 0; i < count; i++)
			series[i] = glyphs->glyphs[i].geometry.x_offset;
		put_series(bytes, series, count);
		for (int i = 0; i < count; i++)
			series[i] = glyphs->glyphs[i].geometry.y_offset;
		put_series(bytes, series, count);
	}
	if (kind & RUN_ATTRS) {
		for (int i = 0; i < count; i++)
			series[i] = attr_of(&glyphs->glyphs[i]);
		put_series(bytes, series, count);
	}
}

static void unpack_glyphs(struct arena *arena, const unsigned char **at, const struct look *look,
						  unsigned kind, PangoGlyphString *glyphs)
{
	int count = (int)get_number(at);
	int *series = ARENA_ARRAY(arena, int, (size_t)count);
	glyphs->num_glyphs = glyphs->space = count;
	glyphs->glyphs = ARENA_ARRAY(arena, PangoGlyphInfo, (size_t)count);
	glyphs->log_clusters = ARENA_ARRAY(arena, int, (size_t)count);
	for (int i = 0; i < count; i++)
		glyphs->glyphs[i].glyph = get_number(at);
	get_series(at, series, count);
	give_widths(look->advances, glyphs, series);
	get_series(at, series, count);
	for (int i = 0; i < count; i++)
		glyphs->log_clusters[i] = series[i] + (i ? glyphs->log_clusters[i - 1] : 0);
	if (kind & RUN_OFFSETS) {
		get_series(at, series, count);
		for (int i = 0; i < count; i++)
			glyphs->glyphs[i].geometry.x_offset = series[i];
		get_series(at, series, count);
		for (int i = 0; i < count; i++)
			glyphs->glyphs[i].geometry.y_offset = series[i];
	}
	if (kind & RUN_ATTRS)
		get_series(at, series, count);
	for (int i = 0; i < count; i++) {
		int attr = kind & RUN_ATTRS ? series[i] : natural_attr(glyphs, i);
		glyphs->glyphs[i].attr.is_cluster_start = (attr & ATTR_START) != 0;
		glyphs->glyphs[i].attr.is_color = (attr & ATTR_COLOR) != 0;
	}
}

/* last: the look of the run before it, then that of this one; none at first. */
static void pack_run(struct palette *palette, const struct line *line, const struct run *run,
					 const struct run *before, const struct look **last)
{
	struct bytes *bytes = &palette->bytes;
	const PangoItem *item = run->glyphs->item;
	const struct look *look = look_of(palette, run);
	unsigned kind = kind_of(run, before);
	if (look != *last || run->node != before->node)
		kind |= RUN_LOOKS | (run->node == line->leaf ? RUN_LEAF : 0);
	*last = look;
	reserve(bytes, RUN_NUMBERS + (size_t)run->glyphs->glyphs->num_glyphs * GLYPH_NUMBERS);
	put_number(bytes, kind);
	if (kind & RUN_LOOKS) {
		put_bytes(bytes, &look, sizeof(look));
		if (!(kind & RUN_LEAF))
			put_bytes(bytes, &run->node, sizeof(run->node));
	}
	put_number(bytes, (uint32_t)item->offset);
	put_number(bytes, (uint32_t)item->length);
	put_number(bytes, (uint32_t)item->num_chars);
	put_signed(bytes, run->x);
	put_signed(bytes, run->width);
	if (kind & RUN_SCALED) {
		put_bytes(bytes, &run->scale, sizeof(run->scale));
		put_signed(bytes, run->apart);
	}
	pack_glyphs(palette, look, run->glyphs->glyphs, kind);
}

static void unpack_run(struct arena *arena, const unsigned char **at, const struct line *line,
					   struct run *run, const struct run *before, const struct look **last)
{
	PangoItem *item = ARENA_NEW(arena, PangoItem);
	unsigned kind = get_number(at);
	run->node = before->node;
	if (kind & RUN_LOOKS) {
		get_bytes(at, last, sizeof(*last));
		run->node = line->leaf;
		if (!(kind & RUN_LEAF))
			get_bytes(at, &run->node, sizeof(run->node));
	}
	const struct look *look = *last;
	assert(look); /* the first run of a line has one */
	item->analysis = look->analysis;
	item->offset = (int)get_number(at);
	item->length = (int)get_number(at);
	item->num_chars = (int)get_number(at);
	run->x = get_signed(at);
	run->width = get_signed(at);
	run->scale = before->scale;
	run->apart = before->apart;
	if (kind & RUN_SCALED) {
		get_bytes(at, &run->scale, sizeof(run->scale));
		run->apart = get_signed(at);
	}
	run->text = kind & RUN_HYPHEN ? LINE_HYPHEN : line->text;
	run->rise = look->rise;
	run->color = look->color;
	run->underline = look->underline;
	run->strike = look->strike;
	run->glyphs = ARENA_NEW(arena, PangoGlyphItem);
	run->glyphs->item = item;
	run->glyphs->glyphs = ARENA_NEW(arena, PangoGlyphString);
	unpack_glyphs(arena, at, look, kind, run->glyphs->glyphs);
}

/* A copy of what is packed, which needs no alignment. */
static const unsigned char *keep(struct palette *palette)
{
	size_t len = palette->bytes.len;
	if (len > palette->left) {
		palette->left = len > BLOCK ? len : BLOCK;
		palette->block = arena_alloc(palette->lines, palette->left);
	}
	unsigned char *kept = palette->block;
	if (len)
		memcpy(kept, palette->bytes.items, len);
	palette->block += len;
	palette->left -= len;
	return kept;
}

void line_pack(struct palette *palette, struct line *line, const struct run *runs, int count)
{
	line->count = count;
	line->text = "";
	line->has_notes = line->has_cff = false;
	const struct look *look = NULL;
	palette->bytes.len = 0;
	for (int i = 0; i < count; i++) {
		pack_run(palette, line, &runs[i], i ? &runs[i - 1] : &none, &look);
		if (strcmp(runs[i].text, LINE_HYPHEN) != 0)
			line->text = runs[i].text;
		if (runs[i].node && runs[i].node->kind == NODE_NOTE_MARK)
			line->has_notes = true;
		line->has_cff = line->has_cff || look->advances->cff;
	}
	line->packed = keep(palette);
}

struct run *line_runs(struct arena *arena, const struct line *line)
{
	struct run *runs = ARENA_ARRAY(arena, struct run, (size_t)line->count);
	const unsigned char *at = line->packed;
	const struct look *look = NULL;
	for (int i = 0; i < line->count; i++)
		unpack_run(arena, &at, line, &runs[i], i ? &runs[i - 1] : &none, &look);
	return runs;
}
