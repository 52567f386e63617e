/* Which characters are set in which face, and the faces cut down to them with hb-subset. The only
 * file that knows HarfBuzz. */
#include "epub/subset.h"

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

/* The characters of one style. */
struct slot {
	const struct script *script;
	enum family family;
	bool bold, italic;
	hb_set_t *required, *optional;
	struct slot *next;
};

struct usage {
	struct arena *arena;
	struct slot *slots, *recent;
};

/* A face while it is cut. */
struct cut {
	const struct face *face;
	bool regional; /* a face of Han characters as one language writes them */
	hb_face_t *source;
	hb_font_t *font;
	hb_set_t *wanted;
};

struct cuts {
	struct arena *arena;
	const struct faces *faces;
	struct cut *items; /* in the order of the list of faces; source NULL: not opened */
	struct diag *diag;
	bool failed;
};

struct usage *usage_new(struct arena *arena)
{
	struct usage *usage = ARENA_NEW(arena, struct usage);

	usage->arena = arena;
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

void usage_add(struct usage *usage, const struct script *script, enum family family, bool bold,
			   bool italic, const char *text)
{
	add_text(find_slot(usage, script, family, bold, italic)->required, text);
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

static void open_cut(struct cuts *cuts, struct cut *cut, const struct face *face)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(face->path);

	cut->face = face;
	cut->source = hb_face_create(blob, (unsigned)face->index);
	cut->font = hb_font_create(cut->source);
	cut->wanted = hb_set_create();
	hb_blob_destroy(blob);
	if (hb_face_get_glyph_count(cut->source) == 0) {
		diag_error(cuts->diag, POS_FILE(face->path),
				   "cannot read this font: run \"make\" again, or install the package %s",
				   face->package);
		cuts->failed = true;
	} else if (!may_embed(cut->source)) {
		diag_error(cuts->diag, POS_FILE(face->path),
				   "the licence of this font forbids to put it into an e-book: use another family "
				   "in the theme");
		cuts->failed = true;
	}
}

static void close_cut(struct cut *cut)
{
	if (cut->source == NULL)
		return;
	hb_set_destroy(cut->wanted);
	hb_font_destroy(cut->font);
	hb_face_destroy(cut->source);
}

/* Whether the faces of the script come in one for each language. */
static bool is_regional(const char *script)
{
	static const char *const scripts[] = {"Hans", "Hant", "Jpan", "Kore", NULL};

	return name_index(scripts, script) >= 0;
}

/* The cut of the face that sets the family in the slot's style; NULL: the family is not listed. */
static struct cut *family_cut(struct cuts *cuts, const struct slot *slot, const char *family)
{
	const struct face *face = faces_find(cuts->faces, family, slot->bold, slot->italic);

	if (face == NULL)
		return NULL;
	struct cut *cut = &cuts->items[face - cuts->faces->items];
	if (cut->source == NULL)
		open_cut(cuts, cut, face);
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
static unsigned share_out(struct cuts *cuts, const struct slot *slot, hb_set_t *set, bool optional)
{
	const char *list = slot->family == FAMILY_SERIF ? slot->script->serif : slot->script->sans;
	const char *family;
	hb_codepoint_t c = HB_SET_VALUE_INVALID;

	while (!hb_set_is_empty(set) && (list = family_next(cuts->arena, list, &family)) != NULL) {
		struct cut *cut = family_cut(cuts, slot, family);
		if (cut != NULL)
			take(cut, set, optional);
	}
	while (hb_set_next(set, &c))
		if (!is_invisible(c))
			return c;
	return 0;
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
	/* the forms of the other languages, which have faces of their own, would make it twice as large
	 */
	if (cut->regional)
		hb_set_del(hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG),
				   HB_TAG('l', 'o', 'c', 'l'));
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
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

static bool make_font(struct cuts *cuts, const struct cut *cut, struct font *font)
{
	hb_subset_input_t *input = make_input(cut);
	hb_face_t *result = hb_subset_or_fail(cut->source, input);
	unsigned length;

	hb_subset_input_destroy(input);
	if (result == NULL) {
		diag_error(cuts->diag, POS_FILE(cut->face->path),
				   "this font cannot be cut for the e-book: install the package %s again",
				   cut->face->package);
		return false;
	}
	hb_blob_t *blob = hb_face_reference_blob(result);
	const char *data = hb_blob_get_data(blob, &length);
	bool cff = length >= 4 && memcmp(data, "OTTO", 4) == 0;
	font->face = cut->face;
	font->bytes = str_dup(cuts->arena, (struct str){data, length});
	font->name = font_name(cuts->arena, cut->face, cff);
	font->type = cff ? "font/otf" : "font/ttf";
	hb_blob_destroy(blob);
	hb_face_destroy(result);
	return true;
}

const struct font *usage_subset(struct arena *arena, struct diag *diag, struct usage *usage,
								const struct faces *faces, size_t *count, unsigned *missing)
{
	struct cuts cuts = {.arena = arena, .faces = faces, .diag = diag};
	struct font *fonts = ARENA_ARRAY(arena, struct font, faces->count);

	*count = 0;
	*missing = 0;
	cuts.items = ARENA_ARRAY(arena, struct cut, faces->count);
	for (struct slot *slot = usage->slots; slot != NULL; slot = slot->next) {
		unsigned without = share_out(&cuts, slot, slot->required, false);
		*missing = without != 0 ? without : *missing;
	}
	for (struct slot *slot = usage->slots; slot != NULL; slot = slot->next)
		share_out(&cuts, slot, slot->optional, true);
	for (size_t i = 0; i < faces->count; i++) {
		if (cuts.items[i].source != NULL && !cuts.failed && !hb_set_is_empty(cuts.items[i].wanted))
			cuts.failed = !make_font(&cuts, &cuts.items[i], &fonts[(*count)++]);
		close_cut(&cuts.items[i]);
	}
	return cuts.failed ? NULL : fonts;
}
