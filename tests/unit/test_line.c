/* Packed lines: what comes out is what went in. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "document/locale.h"
#include "typeset/fonts.h"
#include "typeset/line.h"

struct fixture {
	struct arena *arena;
	struct fonts *fonts;
	struct palette *palette;
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
	f.palette = palette_new(f.arena);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	arena_free(((struct fixture *)*state)->arena);
	return 0;
}

static void free_layout(void *layout)
{
	g_object_unref(layout);
}

/* The text set on one line by Pango, each of its runs as one of ours; *count of them. */
static struct run *set_runs(struct fixture *f, const char *lang, const char *family,
							const char *text, int *count)
{
	PangoContext *context = fonts_context(f->fonts, lang, locale_find(lang)->rtl);
	PangoLayout *layout = pango_layout_new(context);
	PangoFontDescription *font = pango_font_description_new();
	arena_defer(f->arena, free_layout, layout);
	g_object_unref(context);
	pango_font_description_set_family(font, family);
	pango_font_description_set_absolute_size(font, 11 * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_text(layout, text, -1);
	GSList *items = pango_layout_get_line_readonly(layout, 0)->runs;
	struct run *runs = ARENA_ARRAY(f->arena, struct run, g_slist_length(items) + 1);
	*count = 0;
	for (int x = 0; items; items = items->next) {
		struct run *run = &runs[(*count)++];
		*run = (struct run){.text = text, .glyphs = items->data, .x = x, .scale = 1};
		run->width = pango_glyph_string_get_width(run->glyphs->glyphs);
		x += run->width;
	}
	assert_true(*count > 0);
	return runs;
}

static void assert_same_run(const struct run *a, const struct run *b)
{
	const PangoItem *x = a->glyphs->item, *y = b->glyphs->item;
	const PangoGlyphString *glyphs = a->glyphs->glyphs, *same = b->glyphs->glyphs;
	assert_string_equal(a->text, b->text);
	assert_true(a->x == b->x && a->width == b->width && a->rise == b->rise);
	assert_true(a->scale == b->scale && a->apart == b->apart && a->color == b->color &&
				a->node == b->node);
	assert_true(a->underline == b->underline && a->strike == b->strike);
	assert_true(x->offset == y->offset && x->length == y->length && x->num_chars == y->num_chars);
	assert_true(x->analysis.font == y->analysis.font && x->analysis.level == y->analysis.level);
	assert_true(x->analysis.script == y->analysis.script);
	assert_true(x->analysis.language == y->analysis.language);
	assert_int_equal(glyphs->num_glyphs, same->num_glyphs);
	for (int i = 0; i < glyphs->num_glyphs; i++) {
		PangoGlyphInfo p = glyphs->glyphs[i], q = same->glyphs[i];
		assert_int_equal(p.glyph, q.glyph);
		assert_int_equal(p.geometry.width, q.geometry.width);
		assert_int_equal(p.geometry.x_offset, q.geometry.x_offset);
		assert_int_equal(p.geometry.y_offset, q.geometry.y_offset);
		assert_int_equal(p.attr.is_cluster_start, q.attr.is_cluster_start);
		assert_int_equal(p.attr.is_color, q.attr.is_color);
		assert_int_equal(glyphs->log_clusters[i], same->log_clusters[i]);
	}
}

static struct line pack(struct fixture *f, const struct run *runs, int count)
{
	struct line line = {0};
	line_pack(f->palette, &line, runs, count);
	const struct run *same = line_runs(f->arena, &line);
	assert_int_equal(line.count, count);
	for (int i = 0; i < count; i++)
		assert_same_run(&runs[i], &same[i]);
	return line;
}

static void lines_of_all_scripts_come_back(void **state)
{
	static const char *const samples[][3] = {
		{"en", "Noto Serif", "Affluent VAT offices (fi) e\u0301\u0323 wait"},
		{"ar", "Noto Naskh Arabic", "اُكْتُبْ الاكتئاب 12 (TRD)"},
		{"ur", "Noto Nastaliq Urdu", "ڈپریشن ایک سنگین بیماری ہے"},
		{"hi", "Noto Serif Devanagari", "गंभीर मानसिक विकार क्षत्रिय"},
		{"th", "Noto Serif Thai", "ที่นี้ผู้ป่วยรับประทาน"},
		{"zh-Hans", "Noto Serif CJK SC", "抑郁症是一种（WHO）𠮷"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		int count;
		const struct run *runs = set_runs(f, samples[i][0], samples[i][1], samples[i][2], &count);
		struct line line = pack(f, runs, count);
		assert_ptr_equal(line.text, samples[i][2]);
		assert_false(line.has_notes);
		assert_int_equal(line.has_cff, strstr(samples[i][1], "CJK") != NULL);
	}
}

/* Whatever numbers are in a run. */
static void odd_runs_come_back(void **state)
{
	static const int odd[] = {0, 1, -1, 63, 64, -65, 127, 128, 1 << 20, G_MAXINT, G_MININT};
	struct fixture *f = *state;
	int count;
	struct run *runs = set_runs(f, "en", "Noto Serif", "abcdefghijklmnopq", &count);
	PangoGlyphString *glyphs = runs[0].glyphs->glyphs;
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
			glyphs->glyphs[k].geometry.x_offset = odd[(i + k) % G_N_ELEMENTS(odd)];
			glyphs->glyphs[k].geometry.y_offset = i % 2 ? odd[k] : 0;
		}
		glyphs->glyphs[i].geometry.width = odd[i] / 2;
		glyphs->glyphs[i].attr.is_cluster_start = i % 2;
		glyphs->glyphs[i].attr.is_color = i % 3 == 0;
		runs[0].x = runs[0].width = odd[i];
		runs[0].scale = 1 + (double)i / 700;
		runs[0].apart = (int)i % 3 - 1;
		pack(f, runs, count);
	}
	glyphs->glyphs[0].glyph = PANGO_GLYPH_EMPTY;
	glyphs->glyphs[1].glyph = PANGO_GET_UNKNOWN_GLYPH(0x10ffff);
	glyphs->glyphs[2].glyph = 65535;
	pack(f, runs, count);
	glyphs->num_glyphs = 0;
	pack(f, runs, count);
}

static void looks_are_told_apart(void **state)
{
	struct fixture *f = *state;
	struct node *text = doc_text(f->arena, POS_FILE("a.md"), "word");
	struct node *mark = doc_node(f->arena, NODE_NOTE_MARK, POS_FILE("a.md"));
	struct run runs[5];
	int count;
	for (int i = 0; i < 5; i++) {
		runs[i] = *set_runs(f, "en", "Noto Serif", i == 4 ? LINE_HYPHEN : "word", &count);
		runs[i].color = i == 1 ? 0x123456 : 0;
		runs[i].underline = i == 2;
		runs[i].strike = i == 3;
		runs[i].node = i == 0 ? text : NULL;
	}
	struct line line = pack(f, runs, 5);
	assert_string_equal(line.text, "word");
	assert_false(line.has_notes);
	runs[3].rise = 7;
	runs[3].node = mark;
	assert_true(pack(f, runs, 5).has_notes);
	assert_int_equal(pack(f, runs, 0).count, 0);
}

/* A justified line of the Latin alphabet takes no more than two bytes a glyph. */
static void packed_lines_are_small(void **state)
{
	struct fixture *f = *state;
	static const char text[] =
		"Depression is a serious mental disorder affecting millions of individuals worldwide.";
	int count;
	struct run *runs = set_runs(f, "en", "Noto Serif", text, &count);
	for (int i = 0; i < runs->glyphs->glyphs->num_glyphs; i++)
		if (text[runs->glyphs->glyphs->log_clusters[i]] == ' ')
			runs->glyphs->glyphs->glyphs[i].geometry.width += 213;
	struct line line = {0};
	line_pack(f->palette, &line, runs, count);
	size_t before = arena_used(f->arena);
	for (int i = 0; i < 200; i++)
		line_pack(f->palette, &line, runs, count);
	assert_in_range(arena_used(f->arena) - before, 1, 200 * 2 * 84);
	const struct run *again = line_runs(f->arena, &line);
	for (int i = 0; i < runs->glyphs->glyphs->num_glyphs; i++)
		assert_int_equal(again->glyphs->glyphs->glyphs[i].geometry.width,
						 runs->glyphs->glyphs->glyphs[i].geometry.width);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lines_of_all_scripts_come_back, setup, teardown),
		cmocka_unit_test_setup_teardown(odd_runs_come_back, setup, teardown),
		cmocka_unit_test_setup_teardown(looks_are_told_apart, setup, teardown),
		cmocka_unit_test_setup_teardown(packed_lines_are_small, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
