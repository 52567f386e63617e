/* The font map of a process: the listed faces and nothing else, positions unrounded, no hinting. */
#include "typeset/fonts.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include "base/file.h"
#include "base/hash.h"

/* So many digits of its hash name a configuration. */
enum { HASH_DIGITS = 16 };

struct fonts {
	PangoFontMap *map;
	const struct faces *faces;
	struct words *words;
	struct hyphenators *hyphenators;
	GHashTable *by_font; /* PangoFont -> const struct face, found once */
	GHashTable *read;    /* names of the files that fontconfig has read */
};

/* The function of a library that one here stands in the place of. */
static void find_replaced(const char *name, void *function, size_t size)
{
	void *address = dlsym(RTLD_NEXT, name);

	/* ISO C has no conversion from an object's pointer to a function's. */
	memcpy(function, &address, size);
}

/* In the place of fontconfig's own, for Pango: it asks for the faces in the order of their likeness
 * without those that add no character to the ones before, and takes the first that has a character.
 * None left out would ever be taken, and to find them costs three times as much as the order. */
FcFontSet *FcFontSetSort(FcConfig *config, FcFontSet **sets, int nsets, FcPattern *p, FcBool trim,
						 FcCharSet **csp, FcResult *result)
{
	__typeof__(FcFontSetSort) *sort;

	(void)trim;
	find_replaced("FcFontSetSort", &sort, sizeof sort);
	return sort(config, sets, nsets, p, FcFalse, csp, result);
}

/* In the place of GLib's own, for Pango: it has faces found by two threads for each font, and waits
 * for them. Among the listed faces that takes less than the threads do. */
GThread *g_thread_new(const gchar *name, GThreadFunc func, gpointer data)
{
	__typeof__(g_thread_new) *start;

	if (str_same(name, "[pango] FcFontSetMatch") || str_same(name, "[pango] FcFontSetSort")) {
		func(data);
		return g_thread_ref(g_thread_self());
	}
	find_replaced("g_thread_new", &start, sizeof start);
	return start(name, func, data);
}

static void fonts_close(void *data)
{
	struct fonts *fonts = data;
	g_hash_table_destroy(fonts->by_font);
	g_hash_table_destroy(fonts->read);
	g_object_unref(fonts->map);
}

/* Turns standard error away; -1: it stays. fontconfig prints there, among the program's messages,
 * when there is no folder that it may keep its list in, which costs time only, and what is wrong
 * with fonts.conf. */
static int hush(void)
{
	int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (kept >= 0 && nowhere >= 0)
		dup2(nowhere, STDERR_FILENO);
	if (nowhere >= 0)
		close(nowhere);
	return kept;
}

static void unhush(int kept)
{
	if (kept < 0)
		return;
	dup2(kept, STDERR_FILENO);
	close(kept);
}

/* Where fontconfig keeps what it found out by a configuration: beside the folder of faces, for in
 * it every run would be a change that makes it scan again, and for those who may not write there in
 * their own. What was found by other rules is not taken for this. */
static struct str cache_folders(struct arena *arena, const char *dir, struct str configuration)
{
	struct buf xml = {.arena = arena};
	char *escaped = g_markup_escape_text(dir, -1), *hash = hash_sha256(arena, configuration);
	hash[HASH_DIGITS] = '\0';
	buf_fmt(&xml,
			"<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
			"<cachedir>%s-cache/%s</cachedir><cachedir prefix=\"xdg\">handout/%s</cachedir>"
			"</fontconfig>",
			escaped, hash, hash);
	g_free(escaped);
	buf_chars(&xml);
	return buf_str(&xml);
}

/* fonts.conf with the folder of faces; NULL: it cannot be parsed. */
static FcConfig *configure(struct arena *arena, struct diag *diag, const char *dir)
{
	struct str text;
	char *path = path_join(arena, dir, "fonts.conf");
	if (!file_read(arena, diag, path, &text))
		return NULL;
	FcConfig *config = FcConfigCreate();
	struct str cache = cache_folders(arena, dir, text);
	int kept = hush();
	bool good = FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)cache.s, FcTrue) &&
				FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)text.s, FcTrue) &&
				FcConfigAppFontAddDir(config, (const FcChar8 *)dir);
	unhush(kept);
	if (!good) {
		diag_error(
			diag, POS_FILE(path),
			"not a configuration of fontconfig: install the program again, or run \"make\" again");
		FcConfigDestroy(config);
		return NULL;
	}
	return config;
}

/* The names of the files that fontconfig could read; they are the configuration's. */
static GHashTable *files_read(FcConfig *config)
{
	GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
	const FcFontSet *set = FcConfigGetFonts(config, FcSetApplication);
	for (int i = 0; set && i < set->nfont; i++) {
		FcChar8 *path;
		if (FcPatternGetString(set->fonts[i], FC_FILE, 0, &path) == FcResultMatch)
			g_hash_table_add(names, (gpointer)path_base((const char *)path));
	}
	return names;
}

struct fonts *fonts_open(struct arena *arena, struct diag *diag, const char *dir)
{
	struct faces *faces = faces_read(arena, diag, dir);
	FcConfig *config = faces ? configure(arena, diag, dir) : NULL;
	if (!config)
		return NULL;
	struct fonts *fonts = ARENA_NEW(arena, struct fonts);
	fonts->faces = faces;
	fonts->read = files_read(config);
	/* Before Pango's map, which else loads the system's; librsvg sets the text of images with it.
	 * The map is not told of it again, for it would list all families of what it is told. */
	FcConfigSetCurrent(config);
	fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	FcConfigDestroy(config);
	fonts->words = words_new(arena);
	fonts->hyphenators = hyphenators_new(arena);
	fonts->by_font = g_hash_table_new_full(g_direct_hash, g_direct_equal, g_object_unref, NULL);
	arena_defer(arena, fonts_close, fonts);
	return fonts;
}

const struct faces *fonts_faces(const struct fonts *fonts)
{
	return fonts->faces;
}

bool fonts_has(const struct fonts *fonts, const struct face *face)
{
	return g_hash_table_contains(fonts->read, face->file);
}

struct words *fonts_words(const struct fonts *fonts)
{
	return fonts->words;
}

struct hyphenators *fonts_hyphenators(const struct fonts *fonts)
{
	return fonts->hyphenators;
}

PangoContext *fonts_context(struct fonts *fonts, const char *lang, bool rtl)
{
	PangoContext *context = pango_font_map_create_context(fonts->map);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(context, 72.0);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string(lang));
	pango_context_set_base_dir(context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
	return context;
}

PangoFontDescription *fonts_describe(const struct script *script, const struct style *style)
{
	PangoFontDescription *description = pango_font_description_new();
	pango_font_description_set_family(description,
									  style->family == FAMILY_SERIF ? script->serif : script->sans);
	pango_font_description_set_absolute_size(description, style->size);
	pango_font_description_set_weight(description,
									  style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_font_description_set_style(description,
									 style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	return description;
}

static const struct face *find_face(const struct fonts *fonts, FcPattern *pattern)
{
	FcChar8 *path;
	int index = 0;
	if (FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch)
		return NULL;
	FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
	const char *file = path_base((const char *)path);
	for (size_t i = 0; i < fonts->faces->count; i++) {
		const struct face *face = &fonts->faces->items[i];
		/* The upper half of fontconfig's index names an instance of a variable font. */
		if (strcmp(face->file, file) == 0 && face->index == (index & 0xffff))
			return face;
	}
	return NULL;
}

const struct face *fonts_face_of(const struct fonts *fonts, PangoFont *font)
{
	gpointer found;
	if (g_hash_table_lookup_extended(fonts->by_font, font, NULL, &found))
		return found;
	FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
	const struct face *face = find_face(fonts, pattern);
	g_hash_table_insert(fonts->by_font, g_object_ref(font), (gpointer)face);
	return face;
}

hb_face_t *fonts_hb_face(const struct fonts *fonts, const struct face *face)
{
	GHashTableIter all;
	gpointer font, of;
	g_hash_table_iter_init(&all, fonts->by_font);
	while (g_hash_table_iter_next(&all, &font, &of))
		if (of == face)
			return hb_face_reference(hb_font_get_face(pango_font_get_hb_font(font)));
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(face->path);
	hb_face_t *opened = hb_face_create(blob, (unsigned)face->index);
	hb_blob_destroy(blob);
	return opened;
}

bool fonts_is_synthetic(PangoFont *font)
{
	FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
	FcMatrix *matrix;
	FcBool embolden = FcFalse;
	FcPatternGetBool(pattern, FC_EMBOLDEN, 0, &embolden);
	return embolden || FcPatternGetMatrix(pattern, FC_MATRIX, 0, &matrix) == FcResultMatch;
}
