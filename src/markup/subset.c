/* Which characters are set in which face, and the faces cut down to them with hb-subset. The only
 * file that knows HarfBuzz. */
#include "markup/subset.h"

#include <ctype.h>
#include <glib.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <string.h>

/* OS/2 fsType: restricted licence; no subsetting; bitmaps only. */
#define FSTYPE_OFFSET 8
#define FSTYPE_LICENCE 0x000F
#define FSTYPE_RESTRICTED 0x0002
#define FSTYPE_NO_SUBSET 0x0100
#define FSTYPE_BITMAP 0x0200

/* What readers set a script with. */
static const hb_tag_t layout[] = {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
								  HB_TAG('G', 'D', 'E', 'F')};
#define LAYOUTS (sizeof layout / sizeof *layout)

/* The characters of one style. */
struct slot {
	const struct script *script;
	enum family family;
	bool bold, italic;
	hb_set_t *required, *optional;
	struct slot *next;
};

/* A face while it is cut. */
struct cut {
	const struct face *face;
	bool regional; /* a face of Han characters as one language writes them */
	hb_face_t *source;
	hb_font_t *font;
	hb_set_t *wanted;
};

struct usage {
	struct arena *arena;
	struct diag *diag;
	const struct fonts *fonts;
	const struct faces *faces;
	struct cut *cuts; /* in the order of the list of faces; source NULL: not opened */
	bool failed;
	struct slot *slots, *recent;
};

static void close_cuts(void *data)
{
	const struct usage *usage = data;

	for (size_t i = 0; i < usage->faces->count; i++) {
		if (usage->cuts[i].source == NULL)
			continue;
		hb_set_destroy(usage->cuts[i].wanted);
		hb_font_destroy(usage->cuts[i].font);
		hb_face_destroy(usage->cuts[i].source);
	}
}

struct usage *usage_new(struct arena *arena, struct diag *diag, const struct fonts *fonts)
{
	struct usage *usage = ARENA_NEW(arena, struct usage);

	usage->arena = arena;
	usage->diag = diag;
	usage->fonts = fonts;
	usage->faces = fonts_faces(fonts);
	usage->cuts = ARENA_ARRAY(arena, struct cut, usage->faces->count);
	arena_defer(arena, close_cuts, usage);
	return usage;
}

static void free_set(void *set)
{
	hb_set_destroy(set);
}

static hb_set_t *new_set(struct arena *arena)
{
	hb_set_t *set = hb_set_create();

	arena_defer(arena, free_set, set);
	return set;
}

static bool is_slot(const struct slot *slot, const struct script *script, enum family family,
					bool bold, bool italic)
{
	return slot->script == script && slot->family == family && slot->bold == bold &&
		   slot->italic == italic;
}

static struct slot *find_slot(struct usage *usage, const struct script *script, enum family family,
							  bool bold, bool italic)
{
	if (usage->recent != NULL && is_slot(usage->recent, script, family, bold, italic))
		return usage->recent;
	struct slot *slot = usage->slots;
	while (slot != NULL && !is_slot(slot, script, family, bold, italic))
		slot = slot->next;
	if (slot == NULL) {
		slot = ARENA_NEW(usage->arena, struct slot);
		*slot = (struct slot){
			script,      family, bold, italic, new_set(usage->arena), new_set(usage->arena),
			usage->slots};
		usage->slots = slot;
	}
	usage->recent = slot;
	return slot;
}

static void add_text(hb_set_t *set, const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		hb_set_add(set, g_utf8_get_char(p));
}

/* Vowels of several signs that HarfBuzz takes apart, and with it most readers, although Unicode
 * does not. */
static const struct vowel {
	hb_codepoint_t whole, parts[2];
} vowels[] = {
	{0x0E33, {0x0E4D, 0x0E32}}, {0x0EB3, {0x0ECD, 0x0EB2}}, {0x17BE, {0x17C1, 0x17BE}},
	{0x17BF, {0x17C1, 0x17BF}}, {0x17C0, {0x17C1, 0x17C0}}, {0x17C4, {0x17C1, 0x17C4}},
	{0x17C5, {0x17C1, 0x17C5}},
};

/* Adds what shaping takes the characters of a text apart into. */
static void add_parts(hb_set_t *set, const char *text)
{
	gunichar parts[8];

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (c < 0x300)
			continue;
		gsize count = g_unichar_ismark(c)
						  ? g_unichar_fully_decompose(c, FALSE, parts, G_N_ELEMENTS(parts))
						  : 0;
		for (gsize i = 0; i < MIN(count, G_N_ELEMENTS(parts)); i++)
			hb_set_add(set, parts[i]);
		for (size_t i = 0; i < G_N_ELEMENTS(vowels); i++)
			for (size_t j = 0; j < 2 && vowels[i].whole == c; j++)
				hb_set_add(set, vowels[i].parts[j]);
	}
}

void usage_add(struct usage *usage, const struct script *script, enum family family, bool bold,
			   bool italic, const char *text)
{
	struct slot *slot = find_slot(usage, script, family, bold, italic);

	add_text(slot->required, text);
	add_parts(slot->optional, text);
}

void usage_add_optional(struct usage *usage, const struct script *script, enum family family,
						bool bold, bool italic, const char *text)
{
	add_text(find_slot(usage, script, family, bold, italic)->optional, text);
}

const char *family_next(struct arena *arena, const char *list, const char **name)
{
	if (list == NULL || *list == '\0')
		return NULL;
	size_t len = strcspn(list, ",");
	struct str trimmed = str_trim((struct str){list, len});
	*name = str_copy_n(arena, trimmed.s, trimmed.len);
	return list + len + (list[len] == ',');
}

/* Whether the licence bits of the face let it be cut and embedded. */
static bool may_embed(hb_face_t *face)
{
	hb_blob_t *os2 = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	unsigned length, type = 0;
	const unsigned char *data = (const unsigned char *)hb_blob_get_data(os2, &length);

	if (length >= FSTYPE_OFFSET + 2)
		type = (unsigned)data[FSTYPE_OFFSET] << 8 | data[FSTYPE_OFFSET + 1];
	hb_blob_destroy(os2);
	return (type & FSTYPE_LICENCE) != FSTYPE_RESTRICTED &&
		   (type & (FSTYPE_NO_SUBSET | FSTYPE_BITMAP)) == 0;
}

static void open_cut(struct usage *usage, struct cut *cut, const struct face *face)
{
	cut->face = face;
	cut->source = fonts_hb_face(usage->fonts, face);
	cut->font = hb_font_create(cut->source);
	cut->wanted = hb_set_create();
	if (hb_face_get_glyph_count(cut->source) == 0) {
		diag_error(usage->diag, POS_FILE(face->path),
				   "cannot read this face: install the package %s, or run \"make\" again",
				   face->package);
		usage->failed = true;
	} else if (!may_embed(cut->source)) {
		diag_error(usage->diag, POS_FILE(face->path),
				   "the licence of this face forbids to put it into an e-book: use another family "
				   "in the theme");
		usage->failed = true;
	}
}

/* Whether the faces of the script come in one for each language. */
static bool is_regional(const char *script)
{
	static const char *const scripts[] = {"Hans", "Hant", "Jpan", "Kore", NULL};

	return name_index(scripts, script) >= 0;
}

/* The cut of the face that sets the family in the slot's style; NULL: the family is not listed. */
static struct cut *family_cut(struct usage *usage, const struct slot *slot, const char *family)
{
	const struct face *face = faces_find(usage->faces, family, slot->bold, slot->italic);

	if (face == NULL)
		return NULL;
	struct cut *cut = &usage->cuts[face - usage->faces->items];
	if (cut->source == NULL)
		open_cut(usage, cut, face);
	cut->regional = cut->regional || is_regional(slot->script->script);
	return cut;
}

static bool covers(const struct cut *cut, hb_codepoint_t c)
{
	hb_codepoint_t glyph;

	return hb_font_get_nominal_glyph(cut->font, c, &glyph);
}

/* Characters that nobody sees: controls, joiners, direction marks, variation selectors. */
static bool is_invisible(hb_codepoint_t c)
{
	GUnicodeType type = g_unichar_type(c);

	return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || (c >= 0xFE00 && c <= 0xFE0F);
}

/* Moves the characters of set that the cut's face has into its wanted ones. */
static void take(struct cut *cut, hb_set_t *set, bool only_if_used)
{
	hb_codepoint_t c = HB_SET_VALUE_INVALID;

	if (only_if_used && hb_set_is_empty(cut->wanted))
		return;
	while (hb_set_next(set, &c))
		if (covers(cut, c)) {
			hb_set_add(cut->wanted, c);
			hb_set_del(set, c);
		}
}

/* Gives the slot's characters to its families in turn; returns the first that none has, or 0. */
static unsigned share_out(struct usage *usage, const struct slot *slot, hb_set_t *set,
						  bool optional)
{
	const char *list = slot->family == FAMILY_SERIF ? slot->script->serif : slot->script->sans;
	const char *family;
	hb_codepoint_t c = HB_SET_VALUE_INVALID;

	while (!hb_set_is_empty(set) && (list = family_next(usage->arena, list, &family)) != NULL) {
		struct cut *cut = family_cut(usage, slot, family);
		if (cut != NULL)
			take(cut, set, optional);
	}
	while (hb_set_next(set, &c))
		if (!is_invisible(c))
			return c;
	return 0;
}

/* Of a face of Han characters: not the forms of the other languages, which have faces of their own,
 * nor those of vertical text, which these books do not have and which would make it twice as large;
 * but the half widths that readers squeeze marks with. */
static void choose_features(hb_set_t *features)
{
	static const hb_tag_t needless[] = {HB_TAG('l', 'o', 'c', 'l'), HB_TAG('v', 'e', 'r', 't'),
										HB_TAG('v', 'r', 't', '2'), HB_TAG('v', 'k', 'r', 'n'),
										HB_TAG('v', 'a', 'l', 't'), HB_TAG('v', 'p', 'a', 'l')};

	for (size_t i = 0; i < sizeof needless / sizeof *needless; i++)
		hb_set_del(features, needless[i]);
	hb_set_add(features, HB_TAG('h', 'a', 'l', 't'));
	hb_set_add(features, HB_TAG('c', 'h', 'w', 's'));
}

static hb_subset_input_t *make_input(const struct cut *cut)
{
	static const hb_codepoint_t names[] = {0, 1, 2, 3, 4, 5, 6, 13, 14};
	hb_subset_input_t *input = hb_subset_input_create_or_fail();

	if (input == NULL)
		arena_exhausted();
	hb_set_t *ids = hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID);
	hb_set_clear(ids);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		hb_set_add(ids, names[i]);
	hb_set_union(hb_subset_input_unicode_set(input), cut->wanted);
	if (cut->regional)
		choose_features(hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG));
	/* subroutines that few glyphs share cost more bytes and time than they save */
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE |
										 HB_SUBSET_FLAGS_DESUBROUTINIZE);
	return input;
}

/* "notoserifcjk-regular-2.otf" */
static const char *font_name(struct arena *arena, const struct face *face, bool cff)
{
	const char *dot = strrchr(face->file, '.');
	size_t len = dot != NULL ? (size_t)(dot - face->file) : strlen(face->file);
	char *stem = str_copy_n(arena, face->file, len);

	for (char *p = stem; *p != '\0'; p++)
		*p = (char)(isalnum((unsigned char)*p) ? tolower((unsigned char)*p) : '-');
	return face->index == 0 ? str_fmt(arena, "%s.%s", stem, cff ? "otf" : "ttf")
							: str_fmt(arena, "%s-%d.%s", stem, face->index, cff ? "otf" : "ttf");
}

static unsigned table_length(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *table = hb_face_reference_table(face, tag);
	unsigned length = hb_blob_get_length(table);

	hb_blob_destroy(table);
	return length;
}

/* Whether the rules for joining letters are nearly as large as the letters (Nastaliq): then almost
 * all glyphs can come of almost any text, and finding out which takes longer than a whole book. */
static bool is_woven(hb_face_t *face)
{
	unsigned letters = table_length(face, HB_TAG('g', 'l', 'y', 'f'));

	return letters > 0 && table_length(face, layout[0]) / 2 > letters / 3;
}

/* A woven face keeps all glyphs and its rules as they are. */
static hb_face_t *cut_woven(hb_face_t *face, hb_subset_input_t *input)
{
	hb_set_add_range(hb_subset_input_glyph_set(input), 0, hb_face_get_glyph_count(face) - 1);
	for (size_t i = 0; i < LAYOUTS; i++)
		hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), layout[i]);
	hb_subset_input_set_flags(input,
							  hb_subset_input_get_flags(input) | HB_SUBSET_FLAGS_RETAIN_GIDS);
	hb_face_t *result = hb_subset_or_fail(face, input);
	for (size_t i = 0; result != NULL && i < LAYOUTS; i++) {
		hb_blob_t *table = hb_face_reference_table(face, layout[i]);
		hb_face_builder_add_table(result, layout[i], table);
		hb_blob_destroy(table);
	}
	return result;
}

static bool make_font(struct usage *usage, const struct cut *cut, struct font *font)
{
	hb_subset_input_t *input = make_input(cut);
	hb_face_t *result = is_woven(cut->source) ? cut_woven(cut->source, input)
											  : hb_subset_or_fail(cut->source, input);
	unsigned length;

	hb_subset_input_destroy(input);
	if (result == NULL) {
		diag_error(usage->diag, POS_FILE(cut->face->path),
				   "this face cannot be cut for the e-book: install the package %s again",
				   cut->face->package);
		return false;
	}
	hb_blob_t *blob = hb_face_reference_blob(result);
	const char *data = hb_blob_get_data(blob, &length);
	bool cff = length >= 4 && memcmp(data, "OTTO", 4) == 0;
	font->face = cut->face;
	font->bytes = str_dup(usage->arena, (struct str){data, length});
	font->name = font_name(usage->arena, cut->face, cff);
	font->type = cff ? "font/otf" : "font/ttf";
	hb_blob_destroy(blob);
	hb_face_destroy(result);
	return true;
}

bool usage_is_first(struct usage *usage, const struct script *script, enum family family, bool bold,
					bool italic, unsigned code_point)
{
	const char *name;
	struct slot *slot = find_slot(usage, script, family, bold, italic);
	const char *list = family == FAMILY_SERIF ? script->serif : script->sans;
	struct cut *cut =
		family_next(usage->arena, list, &name) == NULL ? NULL : family_cut(usage, slot, name);

	return cut != NULL && covers(cut, code_point);
}

const struct font *usage_subset(struct usage *usage, size_t *count, unsigned *missing)
{
	struct font *fonts = ARENA_ARRAY(usage->arena, struct font, usage->faces->count);

	*count = 0;
	*missing = 0;
	for (struct slot *slot = usage->slots; slot != NULL; slot = slot->next) {
		unsigned without = share_out(usage, slot, slot->required, false);
		*missing = without != 0 ? without : *missing;
	}
	for (struct slot *slot = usage->slots; slot != NULL; slot = slot->next)
		share_out(usage, slot, slot->optional, true);
	for (size_t i = 0; i < usage->faces->count && !usage->failed; i++)
		if (usage->cuts[i].source != NULL && !hb_set_is_empty(usage->cuts[i].wanted))
			usage->failed = !make_font(usage, &usage->cuts[i], &fonts[(*count)++]);
	return usage->failed ? NULL : fonts;
}
