/* Where words are divided, with real dictionaries: letters that a hyphen changes, apostrophes and
 * middle dots in words, a handout's own exceptions. */
#include "unit/test.h"

#include <string.h>

#include "unit/setting.h"

/* The glyphs of a line from left to right. */
static GArray *glyphs_of(struct fixture *f, const struct line *line)
{
	const struct run *runs = line_runs(f->arena, line);
	GArray *all = g_array_new(FALSE, FALSE, sizeof(PangoGlyph));
	for (int i = 0; i < line->count; i++) {
		const PangoGlyphString *glyphs = runs[i].glyphs->glyphs;
		for (int k = 0; k < glyphs->num_glyphs; k++)
			g_array_append_val(all, glyphs->glyphs[k].glyph);
	}
	return all;
}

/* The text that the line's glyphs say. */
static const char *said(struct fixture *f, const struct line *line)
{
	struct buf buf = {.arena = f->arena};
	const struct run *runs = line_runs(f->arena, line);
	for (int i = 0; i < line->count; i++) {
		const PangoItem *item = runs[i].glyphs->item;
		buf_add(&buf, runs[i].text + item->offset, (size_t)item->length);
	}
	return buf_chars(&buf);
}

static struct lines divided_lines(struct fixture *f, const char *lang, const char *text, int width,
								  bool justify)
{
	struct lines lines =
		paragraph_lines(&f->setting, shape(f, lang, text), (struct measure){width, justify, true});
	for (int i = 0; i < lines.count; i++)
		assert_true(lines.items[i].width <= width + 2);
	return lines;
}

/* The line has the glyphs of a text set by itself, and its width. */
static void check_shows(struct fixture *f, const char *lang, const struct line *line,
						const char *text)
{
	struct lines alone =
		paragraph_lines(&f->setting, shape(f, lang, text), (struct measure){MM(170), false, false});
	GArray *wanted = glyphs_of(f, &alone.items[0]), *got = glyphs_of(f, line);
	if (wanted->len != got->len ||
		memcmp(wanted->data, got->data, wanted->len * sizeof(PangoGlyph)) != 0)
		fail_msg("the line that says \"%s\" does not show \"%s\"", said(f, line), text);
	assert_true(ABS(alone.items[0].width - line->width) <= PANGO_SCALE);
	g_array_free(wanted, TRUE);
	g_array_free(got, TRUE);
}

/* The first line is as wide as what it shows. */
static void letters_change_at_a_hyphen(void **state)
{
	static const struct {
		const char *lang, *text, *shown, *rest, *said, *said_rest;
	} samples[] = {
		{"hu", "asszonnyal", "asszony-", "nyal", "asszon\u00ad", "nyal"},
		{"hu", "rosszul", "rosz-", "szul", "ros\u00ad", "szul"},
		{"hu", "könnyebben", "köny-", "nyebben", "kön\u00ad", "nyebben"},
		{"ca", "col·lecció", "col-", "lecció", "col·\u00ad", "lecció"},
		{"hu", "orvosunk", "orvo-", "sunk", "orvo\u00ad", "sunk"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const char *lang = samples[i].lang;
		int first = paragraph_natural(shape(f, lang, samples[i].shown)),
			second = paragraph_natural(shape(f, lang, samples[i].rest));
		struct lines lines =
			divided_lines(f, lang, samples[i].text, MAX(first, second) + PT(1), false);
		assert_int_equal(lines.count, 2);
		assert_true(lines.items[0].hyphenated);
		assert_string_equal(said(f, &lines.items[0]), samples[i].said);
		assert_string_equal(said(f, &lines.items[1]), samples[i].said_rest);
		check_shows(f, lang, &lines.items[0], samples[i].shown);
		check_shows(f, lang, &lines.items[1], samples[i].rest);
	}
}

/* What changes is counted when breaks are chosen: a line that would be too wide for it is not made.
 */
static void changed_letters_fit_the_line(void **state)
{
	struct fixture *f = *state;
	int narrow = paragraph_natural(shape(f, "hu", "asszon-")),
		wide = paragraph_natural(shape(f, "hu", "asszony-"));
	assert_true(wide > narrow + PT(2));
	struct lines lines = divided_lines(f, "hu", "asszonnyal", wide - PT(1), false);
	assert_string_equal(said(f, &lines.items[0]), "as\u00ad");
	lines = divided_lines(f, "hu", "A fiatalasszonnyal beszélgetünk", MM(30), true);
	assert_true(lines.count > 1);
	for (int i = 0; i + 1 < lines.count; i++)
		assert_true(ABS(lines.items[i].width - MM(30)) < PT(4));
}

/* Emphasis that ends among the letters that would change leaves them together. */
static void letters_of_two_manners_are_not_changed(void **state)
{
	struct fixture *f = *state;
	int width = paragraph_natural(shape(f, "hu", "könny*ebb*")) - PT(1);
	struct lines lines = divided_lines(f, "hu", "kön*ny*ebben", width, false);
	for (int i = 0; i < lines.count; i++)
		assert_string_not_equal(said(f, &lines.items[i]), "kön\u00ad");
}

/* The words of a text in as many lines as can be, with '|' between lines. */
static const char *narrowest(struct fixture *f, const char *lang, const char *text, int width)
{
	struct buf buf = {.arena = f->arena};
	struct lines lines =
		paragraph_lines(&f->setting, shape(f, lang, text), (struct measure){width, false, true});
	for (int i = 0; i < lines.count; i++)
		buf_fmt(&buf, "%s%s", i ? "|" : "", said(f, &lines.items[i]));
	f->diag = diag_new(f->arena);
	return buf_chars(&buf);
}

static void words_do_not_end_at_an_apostrophe(void **state)
{
	static const struct {
		const char *lang, *text, *expected;
		int width;
	} samples[] = {
		{"fr", "d’administration", "d’ad\u00ad|minis\u00ad|tration", 38},
		{"fr", "l'aujourd'hui", "l'au\u00ad|jour\u00ad|d'hui", 38},
		{"uk", "комп’ютерний", "комп’юте\u00ad|рний", 58},
		{"it", "all'ospedale", "all'ospeda\u00ad|le", 56},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		assert_string_equal(narrowest(f, samples[i].lang, samples[i].text, PT(samples[i].width)),
							samples[i].expected);
}

static void a_handout_has_exceptions(void **state)
{
	static const struct name words[] = {{"ke-ta-mine", {0}}, {"naloxone", {0}}, {"McDo-nald", {0}}};
	static const struct name others[] = {{"nal-oxone", {0}}};
	static const struct exceptions lists[] = {{"en", {words, 3}}, {"tr", {others, 1}}};
	struct fixture *f = *state;
	const char *before = narrowest(f, "en", "naloxone", PT(38));
	assert_true(strchr(before, '|') != NULL);
	f->handout.exceptions = lists;
	f->handout.exception_count = 2;
	assert_string_equal(narrowest(f, "en", "Ketamine", PT(38)), "Keta\u00ad|mine");
	assert_string_equal(narrowest(f, "en-GB", "“ketamine”", PT(38)), "“keta\u00ad|mine”");
	assert_string_equal(narrowest(f, "en", "McDonald", PT(38)), "McDo\u00ad|nald");
	/* Never divided, though wider than its line. */
	assert_null(strstr(narrowest(f, "en", "naloxone", PT(38)), "\u00ad"));
	/* A language without a dictionary; a language without a list. */
	assert_string_equal(narrowest(f, "tr", "naloxone", PT(38)), "nal\u00ad|oxone");
	assert_string_equal(narrowest(f, "de", "Naloxone", PT(38)), "Nalo\u00ad|xone");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(letters_change_at_a_hyphen),
		TEST(changed_letters_fit_the_line),
		TEST(letters_of_two_manners_are_not_changed),
		TEST(words_do_not_end_at_an_apostrophe),
		TEST(a_handout_has_exceptions),
	};
	return cmocka_run_group_tests(tests, NULL, close_faces);
}
