/* Codes of glyphs by their meanings, and the CMaps that tell of them. */
#include "pdf/codes.h"

#include <glib.h>
#include <string.h>

/* Entries that a CMap may have in one list. */
enum { LIST = 100 };

/* A composite font's codes have two bytes. */
enum { CODES_END = 0x10000 };

struct font {
	bool simple;
	GArray *codes;       /* struct code */
	GHashTable *numbers; /* "glyph text" -> code */
};

struct codes {
	struct arena *arena;
	GHashTable *fonts; /* name -> struct font */
};

static void free_font(void *data)
{
	struct font *font = data;
	g_array_free(font->codes, TRUE);
	g_hash_table_destroy(font->numbers);
	g_free(font);
}

static void free_table(void *table)
{
	g_hash_table_destroy(table);
}

struct codes *codes_new(struct arena *arena)
{
	struct codes *codes = ARENA_NEW(arena, struct codes);
	codes->arena = arena;
	codes->fonts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_font);
	arena_defer(arena, free_table, codes->fonts);
	return codes;
}

static struct font *find_font(const struct codes *codes, struct str name)
{
	char *key = g_strndup(name.s, name.len);
	struct font *font = g_hash_table_lookup(codes->fonts, key);
	g_free(key);
	return font;
}

/* The name of a character of WinAnsiEncoding that may mean another where it stands: a bracket that
 * is mirrored, a hyphen, a space, a dot; NULL: it is none of these. */
static const char *name_of(unsigned code)
{
	switch (code) {
	case ' ':
		return "space";
	case '(':
		return "parenleft";
	case ')':
		return "parenright";
	case '-':
		return "hyphen";
	case '<':
		return "less";
	case '>':
		return "greater";
	case '[':
		return "bracketleft";
	case ']':
		return "bracketright";
	case '{':
		return "braceleft";
	case '}':
		return "braceright";
	case 0x8b:
		return "guilsinglleft";
	case 0x9b:
		return "guilsinglright";
	case 0xab:
		return "guillemotleft";
	case 0xbb:
		return "guillemotright";
	case 0x95:
		return "bullet";
	case 0xb5:
		return "mu";
	case 0xb7:
		return "periodcentered";
	}
	return NULL;
}

static struct font *add_font(struct codes *codes, struct str name, bool simple)
{
	struct font *font = g_new0(struct font, 1);
	font->simple = simple;
	font->codes = g_array_new(FALSE, FALSE, sizeof(struct code));
	font->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_hash_table_insert(codes->fonts, g_strndup(name.s, name.len), font);
	return font;
}

unsigned codes_take(struct codes *codes, struct str name, bool simple, unsigned glyph,
					struct str text)
{
	unsigned first = simple ? CODES_SIMPLE_FIRST : CODES_FIRST,
			 end = simple ? CODES_SIMPLE_END : CODES_END;
	if (simple && !name_of(glyph))
		return 0;
	struct font *font = find_font(codes, name);
	if (!font)
		font = add_font(codes, name, simple);
	char *key = g_strdup_printf("%u %.*s", glyph, (int)text.len, text.s);
	unsigned code = GPOINTER_TO_UINT(g_hash_table_lookup(font->numbers, key));
	if (code || font->codes->len == end - first || font->simple != simple) {
		g_free(key);
		return font->simple == simple ? code : 0;
	}
	code = first + font->codes->len;
	struct code entry = {glyph, str_dup(codes->arena, text)};
	g_array_append_val(font->codes, entry);
	g_hash_table_insert(font->numbers, key, GUINT_TO_POINTER(code));
	return code;
}

struct code_list codes_of(const struct codes *codes, struct str name)
{
	const struct font *font = find_font(codes, name);
	if (!font)
		return (struct code_list){0};
	return (struct code_list){(const struct code *)font->codes->data, font->codes->len,
							  font->simple};
}

/* Begins or goes on with a list of so many entries, of which i are there. */
static void list_entry(struct buf *out, const char *kind, unsigned i, unsigned count)
{
	if (i % LIST)
		return;
	if (i)
		buf_fmt(out, "end%s\n", kind);
	buf_fmt(out, "%u begin%s\n", MIN(count - i, LIST), kind);
}

void codes_map(struct buf *out, struct code_list list, unsigned first)
{
	buf_puts(out,
			 "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
			 "/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def "
			 "/Supplement 0 def end def\n"
			 "/CMapName /Meanings def\n/CMapType 1 def\n/WMode 0 def\n"
			 "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n");
	buf_fmt(out, "2 begincidrange\n<0000> <%04x> 0\n<%04x> <%04x> %u\nendcidrange\n",
			CODES_FIRST - 1, CODES_FIRST, CODES_FIRST + list.count - 1, first);
	buf_puts(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

static void put_glyph(unsigned char *map, unsigned at, unsigned cid, unsigned first)
{
	unsigned glyph = cid ? first + cid - 1 : 0;
	map[2 * (size_t)at] = (unsigned char)(glyph >> 8);
	map[2 * (size_t)at + 1] = (unsigned char)glyph;
}

struct str codes_glyphs(struct arena *arena, struct code_list list, unsigned count, unsigned first)
{
	size_t cids = list.count ? (size_t)CODES_FIRST + list.count : MIN(count, CODES_FIRST);
	unsigned char *map = arena_alloc(arena, 2 * cids);
	for (unsigned cid = 0; cid < MIN(count, CODES_FIRST); cid++)
		put_glyph(map, cid, cid, first);
	for (unsigned i = 0; i < list.count; i++)
		put_glyph(map, CODES_FIRST + i, list.items[i].glyph, first);
	return (struct str){(const char *)map, 2 * cids};
}

void codes_differences(struct buf *out, struct code_list list)
{
	buf_fmt(out, "<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[%d",
			CODES_SIMPLE_FIRST);
	for (unsigned i = 0; i < list.count; i++)
		buf_fmt(out, "/%s", name_of(list.items[i].glyph));
	buf_puts(out, "]>>");
}

void codes_meanings(struct buf *out, struct str unicode, struct code_list list)
{
	const struct str close = STR("endcmap");
	const char *found = memmem(unicode.s, unicode.len, close.s, close.len);
	size_t at = found ? (size_t)(found - unicode.s) : unicode.len;
	buf_add(out, unicode.s, at);
	for (unsigned i = 0; i < list.count; i++) {
		list_entry(out, "bfchar", i, list.count);
		buf_fmt(out, list.simple ? "<%02x> <%.*s>\n" : "<%04x> <%.*s>\n",
				(list.simple ? CODES_SIMPLE_FIRST : CODES_FIRST) + i, (int)list.items[i].text.len,
				list.items[i].text.s);
	}
	buf_puts(out, "endbfchar\n");
	buf_add(out, unicode.s + at, unicode.len - at);
}
