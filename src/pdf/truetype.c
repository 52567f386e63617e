/* Embedded TrueType fonts: hb-subset keeps every glyph and drops the hints. The glyphs of a second
 * font are put behind those of a first one table by table, for no library does that. */
#include "pdf/truetype.h"

#include <hb-subset.h>
#include <string.h>

static hb_face_t *subset(hb_face_t *face)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (!input)
		arena_exhausted();
	hb_set_add_range(hb_subset_input_glyph_set(input), 0, hb_face_get_glyph_count(face) - 1);
	hb_face_collect_unicodes(face, hb_subset_input_unicode_set(input));
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING |
										 HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	hb_face_t *made = hb_subset_or_fail(face, input);
	hb_subset_input_destroy(input);
	return made;
}

bool truetype_shrink(struct arena *arena, struct str font, struct str *out)
{
	bool smaller = false;
	hb_blob_t *blob =
		hb_blob_create(font.s, (unsigned)font.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *face = hb_face_create(blob, 0);
	unsigned glyphs = hb_face_get_glyph_count(face);
	hb_face_t *made = glyphs ? subset(face) : NULL;
	if (made) {
		unsigned length = 0;
		hb_blob_t *file = hb_face_reference_blob(made);
		const char *bytes = hb_blob_get_data(file, &length);
		smaller = length > 0 && length < font.len && hb_face_get_glyph_count(made) == glyphs;
		if (smaller)
			*out = str_dup(arena, (struct str){bytes, length});
		hb_blob_destroy(file);
		hb_face_destroy(made);
	}
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	return smaller;
}

/* A font's tables of glyphs; the lengths of all but glyf are those that its counts ask for. */
struct tables {
	struct str font, head, hhea, maxp, hmtx, loca, glyf;
	unsigned glyphs, metrics;
	bool is_long; /* what loca has: four bytes each, else two, of half the value */
};

static unsigned number(struct str bytes, size_t at, unsigned size)
{
	unsigned value = 0;
	for (size_t i = 0; i < size; i++)
		value = value << 8 | (unsigned char)bytes.s[at + i];
	return value;
}

static void put_number(struct buf *out, unsigned value, int size)
{
	while (size--)
		buf_putc(out, (char)(value >> (8 * size)));
}

enum { DIRECTORY = 12, ENTRY = 16 };

/* The nth table; an empty one when it is not in the font. */
static struct str nth_table(struct str font, unsigned n, struct str *tag)
{
	size_t at = DIRECTORY + (size_t)n * ENTRY;
	*tag = (struct str){font.s + at, 4};
	size_t start = number(font, at + 8, 4), len = number(font, at + 12, 4);
	return start <= font.len && len <= font.len - start ? (struct str){font.s + start, len}
														: (struct str){0};
}

/* How many tables the font has, by a directory that is whole. */
static unsigned table_count(struct str font)
{
	unsigned count = font.len < DIRECTORY ? 0 : number(font, 4, 2);
	return DIRECTORY + (size_t)count * ENTRY <= font.len ? count : 0;
}

static struct str find_table(struct str font, const char *wanted)
{
	struct str tag;
	unsigned count = table_count(font);
	for (unsigned i = 0; i < count; i++) {
		struct str table = nth_table(font, i, &tag);
		if (memcmp(tag.s, wanted, 4) == 0)
			return table;
	}
	return (struct str){0};
}

static bool open_tables(struct str font, struct tables *out)
{
	*out = (struct tables){.font = font,
						   .head = find_table(font, "head"),
						   .hhea = find_table(font, "hhea"),
						   .maxp = find_table(font, "maxp"),
						   .hmtx = find_table(font, "hmtx"),
						   .loca = find_table(font, "loca"),
						   .glyf = find_table(font, "glyf")};
	if (out->head.len != 54 || out->hhea.len != 36 || out->maxp.len != 32 || !out->glyf.s)
		return false;
	out->glyphs = number(out->maxp, 4, 2);
	out->metrics = number(out->hhea, 34, 2);
	out->is_long = number(out->head, 50, 2) == 1;
	return out->metrics >= 1 && out->metrics <= out->glyphs &&
		   out->hmtx.len >= 2 * ((size_t)out->glyphs + out->metrics) &&
		   out->loca.len >= ((size_t)out->glyphs + 1) * (out->is_long ? 4 : 2);
}

/* Fonts of one face say the same of it and run the same programs for hints. */
static bool same_face(const struct tables *a, const struct tables *b)
{
	static const char *const hints[] = {"cvt ", "fpgm", "prep"};
	if (memcmp(a->head.s + 12, b->head.s + 12, 50 - 12) != 0)
		return false;
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (!str_eq(find_table(a->font, hints[i]), find_table(b->font, hints[i])))
			return false;
	return true;
}

/* Where a glyph begins in glyf, or the one before it ends. */
static size_t glyph_start(const struct tables *tables, unsigned glyph)
{
	return tables->is_long ? number(tables->loca, (size_t)glyph * 4, 4)
						   : (size_t)2 * number(tables->loca, (size_t)glyph * 2, 2);
}

/* Adds so much to the numbers of a composite glyph's parts, but to that of .notdef. False: a part
 * is cut off or is no glyph. */
static bool shift_parts(char *glyph, size_t len, unsigned glyphs, unsigned shift)
{
	enum { WORDS = 1, SCALE = 8, MORE = 0x20, TWO_SCALES = 0x40, MATRIX = 0x80 };
	struct str bytes = {glyph, len};
	unsigned flags = MORE;
	for (size_t at = 10; flags & MORE;) {
		if (at + 4 > len)
			return false;
		flags = number(bytes, at, 2);
		unsigned part = number(bytes, at + 2, 2), moved = part ? part + shift : 0;
		if (part >= glyphs)
			return false;
		glyph[at + 2] = (char)(moved >> 8);
		glyph[at + 3] = (char)moved;
		at += 4 + (flags & WORDS ? 4 : 2);
		at += flags & SCALE ? 2 : flags & TWO_SCALES ? 4 : flags & MATRIX ? 8 : 0;
		if (at > len)
			return false;
	}
	return true;
}

/* Adds the outlines from a glyph on, with the numbers of parts shifted by so much, and where each
 * begins. False: one is not whole. */
static bool put_outlines(const struct tables *tables, unsigned from, unsigned shift,
						 struct buf *glyf, struct buf *loca)
{
	for (unsigned i = from; i < tables->glyphs; i++) {
		size_t start = glyph_start(tables, i), end = glyph_start(tables, i + 1), at = glyf->len;
		if (start > end || end > tables->glyf.len || (end > start && end - start < 10))
			return false;
		put_number(loca, (unsigned)at, 4);
		if (start == end)
			continue;
		buf_add(glyf, tables->glyf.s + start, end - start);
		bool composite = tables->glyf.s[start] & 0x80;
		if (composite && !shift_parts(glyf->s + at, end - start, tables->glyphs, shift))
			return false;
		while (glyf->len % 4)
			buf_putc(glyf, 0);
	}
	return true;
}

/* Adds the widths and side bearings from a glyph on; those after the last width have it too. */
static void put_metrics(const struct tables *tables, unsigned from, struct buf *out)
{
	size_t last = (size_t)tables->metrics - 1;
	for (size_t i = from; i < tables->glyphs; i++) {
		put_number(out, number(tables->hmtx, 4 * (i < last ? i : last), 2), 2);
		put_number(
			out, number(tables->hmtx, i <= last ? 4 * i + 2 : 4 * last + 4 + 2 * (i - last - 1), 2),
			2);
	}
}

/* Adds a copy of a table with another word in one place. */
static void put_changed(struct buf *out, struct str table, size_t at, unsigned word)
{
	buf_add(out, table.s, at);
	put_number(out, word, 2);
	buf_add(out, table.s + at + 2, table.len - at - 2);
}

/* Adds the counts of a font of so many glyphs: the greater of each. */
static void put_counts(struct buf *out, struct str a, struct str b, unsigned glyphs)
{
	buf_add(out, a.s, 4);
	put_number(out, glyphs, 2);
	for (size_t at = 6; at < a.len; at += 2) {
		unsigned of_a = number(a, at, 2), of_b = number(b, at, 2);
		put_number(out, of_a > of_b ? of_a : of_b, 2);
	}
}

/* A table by its tag in the font that is made. */
struct made {
	char tag[5];
	struct buf bytes;
};

static void add_table(hb_face_t *builder, struct str tag, struct str bytes)
{
	hb_blob_t *blob =
		hb_blob_create(bytes.s, (unsigned)bytes.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_builder_add_table(builder, hb_tag_from_string(tag.s, 4), blob);
	hb_blob_destroy(blob);
}

/* The font with the tables that were made in the place of its own. */
static struct str build(struct arena *arena, struct str font, const struct made *made, size_t count)
{
	hb_face_t *builder = hb_face_builder_create();
	struct str tag;
	for (unsigned n = 0; n < table_count(font); n++) {
		struct str table = nth_table(font, n, &tag);
		for (size_t i = 0; i < count; i++)
			if (memcmp(tag.s, made[i].tag, 4) == 0)
				table = buf_str(&made[i].bytes);
		add_table(builder, tag, table);
	}
	unsigned length = 0;
	hb_blob_t *file = hb_face_reference_blob(builder);
	const char *bytes = hb_blob_get_data(file, &length);
	struct str out = str_dup(arena, (struct str){bytes, length});
	hb_blob_destroy(file);
	hb_face_destroy(builder);
	return out;
}

bool truetype_join(struct arena *arena, struct str first, struct str second, struct str *out,
				   unsigned *before)
{
	enum { HEAD, HHEA, MAXP, HMTX, LOCA, GLYF, MADE };
	struct made made[MADE] = {{.tag = "head"}, {.tag = "hhea"}, {.tag = "maxp"},
							  {.tag = "hmtx"}, {.tag = "loca"}, {.tag = "glyf"}};
	struct tables a, b;
	if (!open_tables(first, &a) || !open_tables(second, &b) || !same_face(&a, &b) ||
		a.glyphs + b.glyphs > 0x10000 || first.len + second.len > 0x3fffffff)
		return false;
	for (int i = 0; i < MADE; i++)
		made[i].bytes.arena = arena;
	unsigned glyphs = a.glyphs + b.glyphs - 1;
	struct buf *glyf = &made[GLYF].bytes, *loca = &made[LOCA].bytes;
	if (!put_outlines(&a, 0, 0, glyf, loca) || !put_outlines(&b, 1, a.glyphs - 1, glyf, loca))
		return false;
	put_number(loca, (unsigned)glyf->len, 4);
	put_metrics(&a, 0, &made[HMTX].bytes);
	put_metrics(&b, 1, &made[HMTX].bytes);
	put_changed(&made[HEAD].bytes, a.head, 50, 1); /* loca has four bytes each */
	put_changed(&made[HHEA].bytes, a.hhea, 34, glyphs);
	put_counts(&made[MAXP].bytes, a.maxp, b.maxp, glyphs);
	*out = build(arena, first, made, MADE);
	*before = a.glyphs;
	return out->len > 0;
}
