/* Words that were shaped before: the same glyphs as Pango's of the whole item. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "document/locale.h"
#include "typeset/fonts.h"
#include "typeset/words.h"

struct fixture {
	struct arena *arena;
	struct fonts *fonts;
};

static int setup(void **state)
{
	static struct fixture f;
	const char *out = getenv("OUT");
	f.arena = arena_new();
	struct diag *diag = diag_new(f.arena);
	f.fonts = fonts_open(f.arena, diag, path_join(f.arena, out ? out : "out", "fonts"));
	if (!f.fonts)
		fail_msg("%s", diag_line(f.arena, diag->first));
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	arena_free(((struct fixture *)*state)->arena);
	return 0;
}

/* How texts are shaped in a test. */
struct manner {
	PangoContext *context;
	PangoAttrList *attrs;
	struct words *words;
	bool rtl;
	int items;
};

static void assert_same(const PangoGlyphString *a, const PangoGlyphString *b, const char *text)
{
	bool same = a->num_glyphs == b->num_glyphs;
	for (int i = 0; same && i < a->num_glyphs; i++) {
		const PangoGlyphInfo *x = &a->glyphs[i], *y = &b->glyphs[i];
		same = x->glyph == y->glyph && x->geometry.width == y->geometry.width &&
			   x->geometry.x_offset == y->geometry.x_offset &&
			   x->geometry.y_offset == y->geometry.y_offset &&
			   x->attr.is_cluster_start == y->attr.is_cluster_start &&
			   x->attr.is_color == y->attr.is_color && a->log_clusters[i] == b->log_clusters[i];
	}
	if (!same)
		fail_msg("other glyphs: %s", text);
}

static void check_text(struct manner *manner, const char *text)
{
	int len = (int)strlen(text);
	GList *items = pango_itemize_with_base_dir(
		manner->context, manner->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR, text, 0, len,
		manner->attrs, NULL);
	for (GList *l = items; l; l = l->next, manner->items++) {
		const PangoItem *item = l->data;
		PangoGlyphString *whole = pango_glyph_string_new(), *words = pango_glyph_string_new();
		pango_shape_with_flags(text + item->offset, item->length, text, len, &item->analysis, whole,
							   PANGO_SHAPE_NONE);
		words_shape(manner->words, text, len, item, words);
		assert_same(words, whole, text);
		pango_glyph_string_free(whole);
		pango_glyph_string_free(words);
	}
	g_list_free_full(items, (GDestroyNotify)pango_item_free);
}

/* Shapes each line of a file; returns how many bytes the words take. */
static size_t check_file(struct fixture *f, const char *lang, const char *font, const char *path)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct str file;
	PangoFontDescription *description = pango_font_description_from_string(font);
	struct manner manner = {fonts_context(f->fonts, lang, locale_find(lang)->rtl),
							pango_attr_list_new(), words_new(arena), locale_find(lang)->rtl, 0};
	pango_font_description_set_absolute_size(description, 11 * PANGO_SCALE);
	pango_attr_list_insert(manner.attrs, pango_attr_font_desc_new(description));
	pango_attr_list_insert(manner.attrs, pango_attr_language_new(pango_language_from_string(lang)));
	if (strcmp(lang, "tr") == 0)
		pango_attr_list_insert(manner.attrs, pango_attr_font_features_new("liga=0"));
	if (!file_read_text(arena, diag, path, &file))
		fail_msg("%s", diag_line(arena, diag->first));
	char **lines = g_strsplit(file.s, "\n", -1);
	size_t before = arena_used(arena);
	for (char **line = lines; *line; line++)
		check_text(&manner, *line);
	size_t used = arena_used(arena) - before;
	assert_true(manner.items > 5);
	g_strfreev(lines);
	pango_attr_list_unref(manner.attrs);
	pango_font_description_free(description);
	g_object_unref(manner.context);
	arena_free(arena);
	return used;
}

/* Every Latin, Cyrillic and other translation, with letters and marks of their PO files. */
static void shapes_are_those_of_pango(void **state)
{
	static const char *const langs[] = {"de", "es", "fr", "it", "pl", "pt-BR", "ro", "ru",     "tr",
										"uk", "vi", "ar", "he", "hi", "th",    "ur", "zh-Hans"};
	static const char *const fonts[] = {"Noto Serif", "Noto Serif Bold Italic", "Noto Sans"};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
		for (size_t k = 0; k < sizeof fonts / sizeof *fonts; k++)
			check_file(f, langs[i], fonts[k],
					   str_fmt(f->arena, "content/ketamine-for-depression/po/%s.po", langs[i]));
	check_file(f, "en", "Noto Serif", "tests/bench/evenness/en.txt");
	check_file(f, "en", "Noto Serif", "content/ketamine-for-depression/article.md");
}

/* Words take memory only where they are kept. */
static void words_are_kept_where_spaces_keep_them_apart(void **state)
{
	static const struct {
		const char *lang, *font;
		bool kept;
	} samples[] = {
		{"fr", "Noto Serif", true},
		{"ru", "Noto Sans Bold", true},
		{"fr", "Noto Serif CJK SC", false},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		size_t used = check_file(
			f, samples[i].lang, samples[i].font,
			str_fmt(f->arena, "content/ketamine-for-depression/po/%s.po", samples[i].lang));
		if ((used > 100000) != samples[i].kept)
			fail_msg("%s, %s: %zu bytes", samples[i].lang, samples[i].font, used);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shapes_are_those_of_pango),
		cmocka_unit_test(words_are_kept_where_spaces_keep_them_apart),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
