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
		if (lines.items[i].width > width + PANGO_SCALE / 8)
			fail_msg("line %d is %d wider than %d", i + 1, lines.items[i].width - width, width);
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

/* A word is shaped once and cut where a line ends, through ligatures and pairs that are kerned:
 * what stands on the line is what its letters give when they are set alone. */
static void parts_of_words_are_set_as_if_alone(void **state)
{
	static const char *const samples[][2] = {
		{"en", "affliction officially difficulties inefficiency waffling offering coefficient"},
		{"de", "Schifffahrt Auffälligkeiten Stoffwechseluntersuchungen treffsicher Tafelwasser"},
		{"fr", "difficultés officiellement effectivement suffisamment affaiblissement"},
		{"ru", "лекарственный депрессивные исследование медицинский противопоказания"},
		{"hu", "kórházi gyógyszerek mellékhatások vizsgálatok kezelőorvos"},
	};
	struct fixture *f = *state;
	int divided = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		for (int width = 50; width < 110; width += 4) {
			struct lines lines = divided_lines(f, samples[i][0], samples[i][1], PT(width), false);
			for (int k = 0; k < lines.count; k++) {
				if (!lines.items[k].hyphenated)
					continue;
				char **parts = g_strsplit(said(f, &lines.items[k]), "\u00ad", -1);
				char *text = g_strjoinv("-", parts);
				check_shows(f, samples[i][0], &lines.items[k], text);
				g_free(text);
				g_strfreev(parts);
				divided++;
			}
			f->diag = diag_new(f->arena);
		}
	assert_true(divided > 60);
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

/* A letter wider than its column cannot be helped: it is told where it was written. */
static void a_line_that_is_too_wide_is_an_error(void **state)
{
	struct fixture *f = *state;
	struct shaped *s = shape(f, "en", "\n\nWWW");
	struct lines lines = paragraph_lines(&f->setting, s, (struct measure){PT(5), true, true});
	assert_int_equal(lines.count, 3);
	assert_non_null(f->diag->first);
	const struct message *last = f->diag->last;
	assert_int_equal(last->level, LEVEL_ERROR);
	assert_string_equal(last->pos.file, "x/a.md");
	assert_int_equal(last->pos.line, 3);
	assert_non_null(strstr(last->text, "too wide for its column"));
	f->diag = diag_new(f->arena);
}

/* Among others, before and after it: broken between clusters, within the measure, and told. */
static void a_word_of_twenty_thousand_letters_stays_in_the_measure(void **state)
{
	static const char *const samples[][2] = {
		{"en", "abcdefghij"}, {"hi", "क्षत्रिकी"}, {"ar", "بتثجحخ"}};
	struct fixture *f = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct buf text = {.arena = f->arena};
		buf_puts(&text, "10 20 ");
		for (int k = 0; k < 2000; k++)
			buf_puts(&text, samples[i][1]);
		buf_puts(&text, " 30 40.");
		struct shaped *s = shape(f, samples[i][0], buf_chars(&text));
		for (int justify = 0; justify < 2; justify++) {
			struct lines lines = divided_lines(f, samples[i][0], s->text, MM(130), justify);
			assert_true(lines.count > 100);
			assert_int_equal(f->diag->errors, 0);
			assert_true(f->diag->warnings > 0);
			f->diag = diag_new(f->arena);
		}
	}
}

/* That there is a dictionary is no reason to divide a language's words. */
static void only_listed_languages_are_hyphenated(void **state)
{
	static const char *const divided[] = {"en", "en-GB", "es", "fr", "de", "it", "pt-BR",   "pt-PT",
										  "pl", "ro",    "ru", "uk", "hu", "ca", "sr-Latn", "nb"};
	static const char *const whole[] = {"ar", "fa", "ur",      "he",      "hi", "bn", "pa", "ta",
										"th", "km", "zh-Hans", "zh-Hant", "ja", "ko", "vi"};
	struct fixture *f = *state;
	set_language(f, "en");
	for (size_t i = 0; i < G_N_ELEMENTS(divided); i++)
		if (!setting_tongue(&f->setting, divided[i])->hyphenator)
			fail_msg("%s is not hyphenated", divided[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(whole); i++)
		if (setting_tongue(&f->setting, whole[i])->hyphenator)
			fail_msg("%s is hyphenated", whole[i]);
}

/* Compounds of German, as long as they come. */
#define GERMAN                                                                                     \
	"Wiederherstellungsmaßnahmen der Gesundheitsversorgungseinrichtungen berücksichtigen "       \
	"Arzneimittelunverträglichkeiten, Krankenhausbehandlungsvereinbarungen und "                  \
	"Bewegungseinschränkungen verschiedener Patientengruppen. Aufklärungsgespräche erläutern " \
	"Behandlungsmöglichkeiten, Nebenwirkungswahrscheinlichkeiten, Wechselwirkungen, "             \
	"Dosierungsempfehlungen sowie Verhaltensmaßregeln; Nachsorgeuntersuchungen überprüfen "     \
	"Wundheilungsverlauf und Medikamentenverträglichkeit regelmäßig."

static void no_more_than_two_hyphens_follow_each_other(void **state)
{
	struct fixture *f = *state;
	int hyphens = 0, longest = 0;
	for (int width = 50; width <= 110; width += 5) {
		struct lines lines = divided_lines(f, "de", GERMAN, MM(width), true);
		for (int i = 0, row = 0; i < lines.count; i++) {
			row = lines.items[i].hyphenated ? row + 1 : 0;
			longest = MAX(longest, row);
			hyphens += row > 0;
		}
		f->diag = diag_new(f->arena);
	}
	assert_true(hyphens > 50);
	assert_int_equal(longest, 2);
}

/* No paragraph ends with a line of only the end of a word; for that, lines may be looser and the
 * last but one may end short, but not by much. */
static void last_lines_are_whole_words(void **state)
{
	static const char *const samples[][2] = {
		{"tr", "Önce bizimle konuşun: hamilelikte ve emzirirken apiksaban alınmamalıdır."},
		{"en", "Talk to us before you take a medicine for depression during hospitalisation."},
	};
	struct fixture *f = *state;
	int fragments = 0, divided = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		for (int width = 70; width <= 140; width++) {
			struct lines lines = divided_lines(f, samples[i][0], samples[i][1], MM(width), true);
			const struct line *last = &lines.items[lines.count - 1], *above = last - 1;
			if (lines.count < 2)
				continue;
			bool whole = strchr(said(f, last), ' ') != NULL || !above->hyphenated;
			fragments += !whole;
			divided += above->hyphenated;
			assert_true(above->ratio <= 1.8F && above->width > MM(width) * 3 / 4);
			f->diag = diag_new(f->arena);
		}
	if (fragments)
		fail_msg("%d paragraphs end with the end of a word", fragments);
	assert_true(divided > 0);
}

/* Not codes, addresses, phones, numbers, acronyms, nor text whose lines are even without. */
static void what_is_no_word_is_not_hyphenated(void **state)
{
	static const char *const samples[] = {
		"see https://example.org/administration/hospitalisation/information now",
		"take `administration-information-hospitalisation` now",
		"the ABCADMINISTRATION and the eHospitalisation of it",
		"write administration@hospitalisation.example.org now",
		"in 1234567890123456789012345678901234567890 days",
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		for (int width = 60; width < 160; width += 10) {
			struct shaped *s = shape(f, "en", samples[i]);
			struct lines lines =
				paragraph_lines(&f->setting, s, (struct measure){PT(width), false, true});
			for (int k = 0; k < lines.count; k++)
				if (lines.items[k].hyphenated)
					fail_msg("hyphenated: %s", said(f, &lines.items[k]));
			f->diag = diag_new(f->arena);
		}
	struct lines lines = divided_lines(
		f, "en", "The doctor or the nurse will come to you and say what is to be done on that day.",
		MM(130), true);
	for (int i = 0; i < lines.count; i++)
		assert_false(lines.items[i].hyphenated);
}

/* Glyphs are at most 2 % wider or narrower, the ends of lines hang out, and both are left to
 * alphabets. */
static void letters_give_a_little(void **state)
{
	struct fixture *f = *state;
	bool wider = false, narrower = false, hangs = false;
	for (int width = 50; width <= 110; width += 5) {
		struct lines lines = divided_lines(f, "de", GERMAN, MM(width), true);
		for (int i = 0; i < lines.count; i++) {
			const struct run *runs = line_runs(f->arena, &lines.items[i]);
			const struct run *last = &runs[lines.items[i].count - 1];
			for (int k = 0; k < lines.items[i].count; k++) {
				assert_true(runs[k].scale >= 0.98 && runs[k].scale <= 1.02);
				wider = wider || runs[k].scale > 1.01;
				narrower = narrower || runs[k].scale < 0.99;
			}
			hangs = hangs || (lines.items[i].hyphenated && last->x + last->width > MM(width) + 99);
		}
		f->diag = diag_new(f->arena);
	}
	assert_true(wider && narrower && hangs);
	struct shaped *s =
		shape(f, "ar", "خذ قرصًا واحدًا كل صباح مع كوب من الماء ثم اتصل بالعيادة اليوم");
	struct lines lines = set_lines(f, s, MM(50), true);
	assert_true(lines.count > 1);
	for (int i = 0; i < lines.count; i++) {
		const struct run *runs = line_runs(f->arena, &lines.items[i]);
		for (int k = 0; k < lines.items[i].count; k++)
			assert_true(runs[k].scale == 1);
	}
	/* Thai is ragged: its spaces divide sentences. */
	s = shape(f, "th", "รับประทานยาวันละหนึ่งเม็ด ทุกวันตอนเช้า แล้วโทรหาคลินิกวันนี้ หรือพรุ่งนี้เช้า");
	assert_false(s->style.justify);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(letters_change_at_a_hyphen),
		TEST(changed_letters_fit_the_line),
		TEST(letters_of_two_manners_are_not_changed),
		TEST(parts_of_words_are_set_as_if_alone),
		TEST(words_do_not_end_at_an_apostrophe),
		TEST(a_handout_has_exceptions),
		TEST(a_line_that_is_too_wide_is_an_error),
		TEST(a_word_of_twenty_thousand_letters_stays_in_the_measure),
		TEST(only_listed_languages_are_hyphenated),
		TEST(no_more_than_two_hyphens_follow_each_other),
		TEST(last_lines_are_whole_words),
		TEST(what_is_no_word_is_not_hyphenated),
		TEST(letters_give_a_little),
	};
	return cmocka_run_group_tests(tests, NULL, close_faces);
}
