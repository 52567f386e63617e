/* Embedded CFF fonts made small: hb-subset keeps every glyph and drops what none of them uses. What
 * it does not do is written anew: glyphs twice, CIDs. */
#include "pdf/cff.h"

#include <hb-subset.h>

/* A place in a font; at is past its length after a fault. */
struct reader {
	struct str font;
	size_t at;
};

static unsigned number(struct reader *reader, unsigned size)
{
	unsigned value = 0;
	if (reader->at > reader->font.len || size > reader->font.len - reader->at) {
		reader->at = reader->font.len + 1;
		return 0;
	}
	for (unsigned i = 0; i < size; i++)
		value = value << 8 | (unsigned char)reader->font.s[reader->at++];
	return value;
}

/* Operators of DICTs. One of two bytes is 12 << 8 and the second. */
enum {
	BOX = 5,
	CHARSET = 15,
	OUTLINES = 17,
	PRIVATE = 18,
	SUBROUTINES = 19,
	MATRIX = 12 << 8 | 7,
	ORDERING = 12 << 8 | 30,
	COUNT = 12 << 8 | 34,
	FONTS = 12 << 8 | 36,
	SELECTION = 12 << 8 | 37,
};

/* Reads an INDEX: the count of its entries, where the first begins and where it ends; the reader is
 * left after the last. */
static unsigned read_index(struct reader *reader, size_t *first, size_t *first_end)
{
	unsigned count = number(reader, 2);
	*first = *first_end = reader->at;
	if (count == 0)
		return 0;
	unsigned size = number(reader, 1);
	if (size < 1 || size > 4) {
		reader->at = reader->font.len + 1;
		return 0;
	}
	size_t base = reader->at + ((size_t)count + 1) * size - 1;
	*first = base + number(reader, size);
	*first_end = base + number(reader, size);
	reader->at = base - size + 1;
	reader->at = base + number(reader, size);
	return count;
}

/* An entry of a DICT: its operator, and its operands. Integers are their bytes as a number, without
 * a sign. */
struct entry {
	unsigned operator;
	size_t start, end; /* of the operands */
	unsigned first, last;
};

/* What an operand that begins with this byte is; 0: it is no integer, and passed over. */
static unsigned read_operand(struct reader *reader, unsigned byte, size_t end)
{
	if (byte == 28)
		return number(reader, 2);
	if (byte == 29)
		return number(reader, 4);
	if (byte >= 32 && byte <= 246)
		return byte - 139;
	if (byte >= 247 && byte <= 250)
		return (byte - 247) * 256 + number(reader, 1) + 108;
	if (byte >= 251 && byte <= 254)
		number(reader, 1);
	while (byte == 30 && reader->at < end) {
		unsigned digits = number(reader, 1);
		if ((digits & 15) == 15 || digits >> 4 == 15)
			break;
	}
	return 0;
}

/* The next entry of a DICT that ends there; false: there is none. */
static bool next_entry(struct reader *reader, size_t end, struct entry *entry)
{
	bool is_first = true;
	if (end > reader->font.len)
		end = reader->font.len;
	*entry = (struct entry){.start = reader->at};
	while (reader->at < end) {
		entry->end = reader->at;
		unsigned byte = number(reader, 1);
		if (byte <= 21) {
			entry->operator= byte == 12 ? byte << 8 | number(reader, 1) : byte;
			return true;
		}
		entry->last = read_operand(reader, byte, end);
		entry->first = is_first ? entry->last : entry->first;
		is_first = false;
	}
	return false;
}

/* The entry of an operator in a DICT; false: it has none. The reader is left behind it. */
static bool find_entry(struct reader *reader, size_t end, unsigned wanted, struct entry *entry)
{
	while (next_entry(reader, end, entry))
		if (entry->operator== wanted)
			return true;
	*entry = (struct entry){0};
	return false;
}

/* The same in the top DICT. */
static bool top_entry(struct reader *reader, unsigned wanted, struct entry *entry)
{
	size_t first, end;
	*entry = (struct entry){0};
	reader->at = 2;
	reader->at = number(reader, 1);
	read_index(reader, &first, &end);
	if (read_index(reader, &first, &end) != 1)
		return false;
	reader->at = first;
	return find_entry(reader, end, wanted, entry);
}

/* The last operand of an operator of the top DICT; 0: there is none. The reader is left behind the
 * operator. */
static unsigned top_operand(struct reader *reader, unsigned wanted)
{
	struct entry entry;
	top_entry(reader, wanted, &entry);
	return entry.last;
}

/* How many glyphs the font has; 0: it cannot be read. */
static unsigned glyph_count(struct str font)
{
	struct reader reader = {font, 0};
	size_t first, end;
	reader.at = top_operand(&reader, OUTLINES);
	return reader.at == 0 ? 0 : read_index(&reader, &first, &end);
}

/* A face that has nothing but the outlines. */
static hb_face_t *wrap(struct str font, unsigned glyphs)
{
	char maxp[6] = {0, 0, 0x50, 0, (char)(glyphs >> 8), (char)glyphs};
	hb_blob_t *outlines =
		hb_blob_create(font.s, (unsigned)font.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_blob_t *sizes = hb_blob_create(maxp, sizeof maxp, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
	hb_face_t *builder = hb_face_builder_create();
	hb_face_builder_add_table(builder, HB_TAG('C', 'F', 'F', ' '), outlines);
	hb_face_builder_add_table(builder, HB_TAG('m', 'a', 'x', 'p'), sizes);
	hb_blob_t *file = hb_face_reference_blob(builder);
	hb_face_t *face = hb_face_create(file, 0);
	hb_blob_destroy(file);
	hb_face_destroy(builder);
	hb_blob_destroy(sizes);
	hb_blob_destroy(outlines);
	return face;
}

bool cff_shrink(struct arena *arena, struct str font, struct str *out)
{
	unsigned glyphs = glyph_count(font);
	if (glyphs == 0)
		return false;
	hb_face_t *face = wrap(font, glyphs);
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (!input)
		arena_exhausted();
	hb_set_add_range(hb_subset_input_glyph_set(input), 0, glyphs - 1);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	hb_face_t *subset = hb_subset_or_fail(face, input);
	bool smaller = false;
	if (subset) {
		unsigned length = 0;
		hb_blob_t *blob = hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' '));
		const char *bytes = hb_blob_get_data(blob, &length);
		smaller = length > 0 && length < font.len;
		if (smaller)
			*out = str_dup(arena, (struct str){bytes, length});
		smaller = smaller && glyph_count(*out) == glyphs;
		hb_blob_destroy(blob);
		hb_face_destroy(subset);
	}
	hb_subset_input_destroy(input);
	hb_face_destroy(face);
	return smaller;
}

static void put_number(struct buf *out, unsigned value, int size)
{
	while (size--)
		buf_putc(out, (char)(value >> (8 * size)));
}

/* Lets an operator of the top DICT refer to the end of what is there. Cairo writes such an operand
 * with four bytes, whatever its value. */
static bool point_to_end(struct str font, unsigned wanted, struct buf *out)
{
	struct reader reader = {font, 0};
	size_t width = wanted > 255 ? 2 : 1;
	if (top_operand(&reader, wanted) == 0 || reader.at > font.len || reader.at < width + 5 ||
		font.s[reader.at - width - 5] != 29)
		return false;
	for (size_t i = 0; i < 4; i++)
		out->s[reader.at - width - 4 + i] = (char)(out->len >> (8 * (3 - i)));
	return true;
}

/* The outline of a glyph, empty when there is none. */
static struct str outline(struct str font, unsigned glyph)
{
	struct reader reader = {font, 0};
	reader.at = top_operand(&reader, OUTLINES);
	unsigned count = number(&reader, 2), size = number(&reader, 1);
	size_t offsets = reader.at;
	if (glyph >= count || size < 1 || size > 4)
		return (struct str){0};
	reader.at = offsets + (size_t)glyph * size;
	size_t base = offsets + ((size_t)count + 1) * size - 1, start = base + number(&reader, size),
		   end = base + number(&reader, size);
	return start < end && end <= font.len ? (struct str){font.s + start, end - start}
										  : (struct str){0};
}

/* Which of the fonts in the font a glyph is of. */
static unsigned selected(struct str font, unsigned glyph)
{
	struct reader reader = {font, 0};
	reader.at = top_operand(&reader, SELECTION);
	unsigned found = 0;
	if (number(&reader, 1) == 0) {
		reader.at += glyph;
		return number(&reader, 1);
	}
	for (unsigned ranges = number(&reader, 2); ranges > 0; ranges--) {
		if (number(&reader, 2) > glyph)
			break;
		found = number(&reader, 1);
	}
	return found;
}

/* Adds the outlines of all glyphs and of the copies as an INDEX; false: one is not there. */
static bool put_outlines(struct str font, const unsigned *glyphs, unsigned before, unsigned all,
						 struct buf *out)
{
	unsigned offset = 1;
	put_number(out, all, 2);
	put_number(out, 4, 1);
	put_number(out, offset, 4);
	for (unsigned i = 0; i < all; i++) {
		struct str found = outline(font, i < before ? i : glyphs[i - before]);
		if (found.len == 0)
			return false;
		offset += (unsigned)found.len;
		put_number(out, offset, 4);
	}
	for (unsigned i = 0; i < all; i++) {
		struct str found = outline(font, i < before ? i : glyphs[i - before]);
		buf_add(out, found.s, found.len);
	}
	return true;
}

bool cff_copy(struct arena *arena, struct str font, const unsigned *glyphs, unsigned count,
			  struct str *out)
{
	struct buf copy = {.arena = arena};
	unsigned before = glyph_count(font), all = before + count;
	if (before < 2 || all > 0xffff || font.len > 0x7fffffff)
		return false;
	buf_add(&copy, font.s, font.len);
	if (!point_to_end(font, CHARSET, &copy))
		return false;
	put_number(&copy, 2, 1); /* from the first glyph after .notdef on, all in one range */
	put_number(&copy, 1, 2);
	put_number(&copy, all - 2, 2);
	if (!point_to_end(font, SELECTION, &copy))
		return false;
	put_number(&copy, 0, 1); /* a byte for each glyph */
	for (unsigned i = 0; i < all; i++)
		put_number(&copy, selected(font, i < before ? i : glyphs[i - before]), 1);
	if (!point_to_end(font, OUTLINES, &copy) || !put_outlines(font, glyphs, before, all, &copy))
		return false;
	*out = buf_str(&copy);
	return true;
}

/* Both add to a DICT; the integer as five bytes. */
static void put_operator(struct buf *out, unsigned operator)
{
	put_number(out, operator, operator> 255 ? 2 : 1);
}

static void put_integer(struct buf *out, unsigned value)
{
	put_number(out, 29, 1);
	put_number(out, value, 4);
}

/* Adds an INDEX of one or two entries. */
static void put_index(struct buf *out, struct str first, struct str second)
{
	put_number(out, second.len ? 2 : 1, 2);
	put_number(out, 2, 1);
	put_number(out, 1, 2);
	put_number(out, 1 + (unsigned)first.len, 2);
	if (second.len)
		put_number(out, 1 + (unsigned)(first.len + second.len), 2);
	buf_add(out, first.s, first.len);
	buf_add(out, second.s, second.len);
}

/* Adds what is before the outlines of a font with CIDs: the offsets in its top DICT are yet to be
 * set. False: the font has CIDs, or is not whole. */
static bool put_head(struct arena *arena, struct str font, unsigned glyphs, struct buf *out)
{
	enum { FIRST_STRING = 391 };
	static const unsigned same[] = {MATRIX, BOX}, offsets[] = {CHARSET, OUTLINES, FONTS, SELECTION};
	struct buf top = {.arena = arena};
	struct reader reader = {font, 0};
	struct entry entry;
	size_t first, end;
	if (top_entry(&reader, ORDERING, &entry))
		return false;
	put_integer(&top, FIRST_STRING);
	put_integer(&top, FIRST_STRING + 1);
	put_integer(&top, 0);
	put_operator(&top, ORDERING);
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		if (!top_entry(&reader, same[i], &entry))
			continue;
		buf_add(&top, font.s + entry.start, entry.end - entry.start);
		put_operator(&top, same[i]);
	}
	put_integer(&top, glyphs);
	put_operator(&top, COUNT);
	for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
		put_integer(&top, 1);
		put_operator(&top, offsets[i]);
	}
	reader.at = 2;
	reader.at = number(&reader, 1);
	size_t names = reader.at;
	read_index(&reader, &first, &end);
	put_number(out, 0x01000404, 4);
	buf_add(out, font.s + names, reader.at - names);
	put_index(out, buf_str(&top), (struct str){0});
	put_index(out, STR("Adobe"), STR("Identity"));
	read_index(&reader, &first, &end);
	read_index(&reader, &first, &end);
	size_t subroutines = reader.at;
	read_index(&reader, &first, &end);
	if (reader.at > font.len)
		return false;
	buf_add(out, font.s + subroutines, reader.at - subroutines);
	return true;
}

/* Adds the font in the font: what was private to the whole. False: it is not whole, or has
 * subroutines. */
static bool put_font(struct arena *arena, struct str font, struct buf *out)
{
	enum { DICT = 11, INDEX = 7 }; /* their bytes: two integers and an operator, one entry */
	struct reader reader = {font, 0};
	struct entry entry, subroutines;
	struct buf dict = {.arena = arena};
	if (!top_entry(&reader, PRIVATE, &entry) || entry.last > font.len ||
		entry.first > font.len - entry.last)
		return false;
	reader.at = entry.last;
	if (find_entry(&reader, entry.last + entry.first, SUBROUTINES, &subroutines))
		return false;
	put_integer(&dict, entry.first);
	put_integer(&dict, (unsigned)out->len + INDEX + DICT);
	put_operator(&dict, PRIVATE);
	put_index(out, buf_str(&dict), (struct str){0});
	buf_add(out, font.s + entry.last, entry.first);
	return true;
}

bool cff_number(struct arena *arena, struct str font, struct str *out)
{
	struct buf made = {.arena = arena};
	unsigned glyphs = glyph_count(font);
	struct reader reader = {font, 0};
	size_t first, end, outlines = top_operand(&reader, OUTLINES);
	reader.at = outlines;
	if (glyphs < 2 || glyphs > 0xffff || font.len > 0x3fffffff)
		return false;
	read_index(&reader, &first, &end);
	if (reader.at > font.len || !put_head(arena, font, glyphs, &made) ||
		!point_to_end(buf_str(&made), CHARSET, &made))
		return false;
	put_number(&made, 2, 1); /* from the first glyph after .notdef on, all in one range */
	put_number(&made, 1, 2);
	put_number(&made, glyphs - 2, 2);
	if (!point_to_end(buf_str(&made), SELECTION, &made))
		return false;
	put_number(&made, 3, 1); /* ranges: one, from glyph 0 on, of font 0 */
	put_number(&made, 1, 2);
	put_number(&made, 0, 3);
	put_number(&made, glyphs, 2);
	if (!point_to_end(buf_str(&made), OUTLINES, &made))
		return false;
	buf_add(&made, font.s + outlines, reader.at - outlines);
	if (!point_to_end(buf_str(&made), FONTS, &made) || !put_font(arena, font, &made))
		return false;
	*out = buf_str(&made);
	return true;
}
