/* The theme: what is read, what is refused, and how scripts change a style. */
#include "unit/folder.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "base/str.h"
#include "base/units.h"
#include "document/theme.h"
#include "read/faces.h"

#define THEME "content/theme.yaml"

static const struct theme *real(struct folder *f)
{
	const struct theme *theme = theme_read(f->arena, f->diag, THEME, NULL);
	assert_non_null(theme);
	assert_null(f->diag->first);
	return theme;
}

/* Reads the real theme with the first `from` replaced by `to`; *line is where that stands. */
static const struct theme *altered(struct folder *f, const char *from, const char *to, int *line)
{
	struct str text;
	const char *at, *path = in(f, "theme.yaml");
	struct buf out = {.arena = f->arena};
	f->diag = diag_new(f->arena);
	assert_true(file_read_text(f->arena, f->diag, THEME, &text));
	at = strstr(text.s, from);
	if (!at)
		fail_msg("\"%s\" is not in the theme", from);
	*line = 1;
	for (const char *p = text.s; p < at; p++)
		*line += *p == '\n';
	buf_add(&out, text.s, (size_t)(at - text.s));
	buf_puts(&out, to);
	buf_puts(&out, at + strlen(from));
	put_file(path, buf_chars(&out));
	return theme_read(f->arena, f->diag, path, NULL);
}

/* The altered theme has one fault, in the line after the altered place, that says words. */
static void fails(struct folder *f, const char *from, const char *to, int after, const char *words)
{
	int line;
	if (altered(f, from, to, &line))
		fail_msg("\"%s\" was accepted", to);
	assert_int_equal(f->diag->errors, 1);
	if (!strstr(f->diag->first->text, words))
		fail_msg("\"%s\" does not say \"%s\"", f->diag->first->text, words);
	if (f->diag->first->pos.line != line + after)
		fail_msg("%s: line %d is not %d", to, f->diag->first->pos.line, line + after);
}

static void reads_the_real_theme(void **state)
{
	const struct theme *theme = real(*state);
	const struct page_geometry *a4 = &theme->pages[PAPER_A4];
	const struct style *body = &theme->styles[ROLE_BODY];
	const struct style *reference = &theme->styles[ROLE_REFERENCE];
	assert_string_equal(theme->file, THEME);
	assert_int_equal(a4->measure, MM(130));
	assert_int_equal(a4->width, MM(210));
	assert_int_equal(theme->pages[PAPER_LETTER].measure, a4->measure);
	assert_int_equal(theme->pages[PAPER_LETTER].width, PT(612));
	assert_int_equal(body->size, PT(11));
	assert_int_equal(body->leading, PT(15));
	assert_int_equal(theme->grid, PT(15));
	assert_int_equal(theme->hairline, PT(0.5));
	assert_true(body->justify && !body->bold && !body->italic);
	assert_int_equal(body->family, FAMILY_SERIF);
	assert_int_equal(body->color, 0);
	assert_true(reference->italic);
	assert_int_equal(reference->size, PT(8));
	assert_int_equal(reference->color, 0x595959);
	assert_int_equal(theme->styles[ROLE_SECTION].color, theme->accent);
	assert_int_equal(theme->styles[ROLE_IMPRINT].family, FAMILY_SANS);
	assert_int_equal(theme->bar, theme->accent);
}

static void the_clinic_gives_the_accent(void **state)
{
	struct folder *f = *state;
	const struct clinic clinic = {.accent = 0x123456, .has_accent = true}, plain = {.accent = 1};
	const struct theme *theme = theme_read(f->arena, f->diag, THEME, &clinic);
	assert_int_equal(theme->accent, 0x123456);
	assert_int_equal(theme->bar, 0x123456);
	assert_int_equal(theme->styles[ROLE_SECTION].color, 0x123456);
	assert_int_equal(theme->styles[ROLE_BODY].color, 0);
	theme = theme_read(f->arena, f->diag, THEME, &plain);
	assert_int_equal(theme->accent, real(f)->accent);
}

static void finds_the_script_of_a_language(void **state)
{
	const struct theme *theme = real(*state);
	static const char *const first[][2] = {
		{"en", "Noto Serif"},
		{"tr", "Noto Serif"},
		{"ru", "Noto Serif"},
		{"el", "Noto Serif"},
		{"ar", "Noto Naskh Arabic"},
		{"fa", "Noto Naskh Arabic"},
		{"ps", "Noto Naskh Arabic"},
		{"ur", "Noto Nastaliq Urdu"},
		{"ur-IN", "Noto Nastaliq Urdu"},
		{"he", "Noto Serif Hebrew"},
		{"hi", "Noto Serif Devanagari"},
		{"ne", "Noto Serif Devanagari"},
		{"bn", "Noto Serif Bengali"},
		{"pa", "Noto Serif Gurmukhi"},
		{"pa-PK", "Noto Naskh Arabic"},
		{"zh-Hans", "Noto Serif CJK SC"},
		{"zh-TW", "Noto Serif CJK TC"},
		{"ja", "Noto Serif CJK JP"},
		{"ko", "Noto Serif CJK KR"},
		{"th", "Noto Serif Thai"},
		{"am", "Noto Serif Ethiopic"},
		{"hy", "Noto Serif Armenian"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(first); i++) {
		const struct script *script = theme_script(theme, locale_find(first[i][0]));
		size_t len = strlen(first[i][1]);
		assert_non_null(script);
		assert_int_equal(strncmp(script->serif, first[i][1], len), 0);
		assert_true(script->serif[len] == ',' || script->serif[len] == '\0');
	}
	assert_null(theme_script_of(theme, "Arab")->lang);
	assert_null(theme_script(theme, locale_find("chr")));
	assert_null(theme_script_of(theme, "Hani"));
}

static void scripts_change_styles(void **state)
{
	const struct theme *theme = real(*state);
	const struct script *arabic = theme_script_of(theme, "Arab");
	struct style style = theme_style(theme, theme_script_of(theme, "Latn"), ROLE_REFERENCE);
	assert_memory_equal(&style, &theme->styles[ROLE_REFERENCE], sizeof style);
	style = theme_style(theme, arabic, ROLE_BODY);
	assert_int_equal(style.size, PT(11 * 1.15));
	assert_int_equal(style.leading, PT(15 * 1.45));
	assert_int_equal(style.after, PT(7.5 * 1.45));
	assert_true(style.justify);
	style = theme_style(theme, arabic, ROLE_REFERENCE);
	assert_false(style.italic);
	assert_int_equal(style.size, PT(9.5));
	assert_true(abs(style.leading - PT(11 * 1.45 * 9.5 / 9.2)) <= 2);
	style = theme_style(theme, theme_script_of(theme, "Thai"), ROLE_BODY);
	assert_false(style.justify);
	style = theme_style(theme, theme_script(theme, locale_find("ur")), ROLE_SECTION);
	assert_int_equal(style.leading, PT(19.5 * 2.35) - 1);
	assert_int_equal(style.before, PT(22.5 * 1.4));
	assert_true(theme_script(theme, locale_find("ar"))->localized);
	assert_false(theme_script(theme, locale_find("fa"))->localized);
}

/* The natural height of each script's lines (facts of the faces) fits the leading of the body. */
static void leading_fits_the_faces(void **state)
{
	static const struct {
		const char *lang;
		double em;
	} heights[] = {{"en", 1.36}, {"ar", 1.70}, {"ur", 2.50}, {"hi", 1.55}, {"bn", 1.59},
				   {"pa", 1.43}, {"th", 1.60}, {"zh", 1.44}, {"he", 1.36}};
	const struct theme *theme = real(*state);
	for (size_t i = 0; i < 3 * G_N_ELEMENTS(heights); i++) {
		const struct theme *edition = theme_edition(theme, (enum edition_kind)(i % 3));
		const char *lang = heights[i / 3].lang;
		struct style style =
			theme_style(edition, theme_script(edition, locale_find(lang)), ROLE_BODY);
		if (style.leading < style.size * heights[i / 3].em * 0.99)
			fail_msg("the lines of %s are too near: %.2f em", lang,
					 (double)style.leading / style.size);
	}
}

static void editions_change_what_they_say(void **state)
{
	const struct theme *theme = real(*state);
	const struct theme *clear = theme_edition(theme, EDITION_CLEAR);
	const struct theme *large = theme_edition(theme, EDITION_LARGE);
	assert_ptr_equal(theme_edition(theme, EDITION_STANDARD), theme);
	assert_int_equal(theme_edition(theme, EDITION_BILINGUAL)->pages[PAPER_A4].measure, MM(174));
	assert_int_equal(clear->styles[ROLE_BODY].size, PT(14));
	assert_int_equal(clear->styles[ROLE_BODY].leading, PT(20));
	assert_int_equal(clear->styles[ROLE_BODY].family, FAMILY_SANS);
	assert_int_equal(clear->grid, PT(20));
	assert_int_equal(large->styles[ROLE_BODY].size, PT(18));
	assert_int_equal(large->styles[ROLE_PAGE_NUMBER].size, PT(18));
	assert_int_equal(large->pages[PAPER_A4].column, 0);
	assert_int_equal(large->pages[PAPER_A4].width, MM(210));
	assert_int_equal(large->pages[PAPER_A4].head_at, theme->pages[PAPER_A4].head_at);
	assert_true(large->hairline > clear->hairline && clear->hairline > theme->hairline);
	assert_true(large->writing > clear->writing && clear->writing > theme->writing);
	assert_true(large->styles[ROLE_TITLE].bold);
	assert_int_equal(large->styles[ROLE_SECTION].color, theme->accent);
	assert_true(theme->hyphenate && !clear->hyphenate && !large->hyphenate);
	assert_true(!theme->note_brackets && clear->note_brackets && large->note_brackets);
	assert_int_equal(theme->imprint_columns, 2);
	assert_int_equal(large->imprint_columns, 1);
}

static void editions_forbid_in_every_script(void **state)
{
	const struct theme *theme = real(*state);
	for (enum edition_kind kind = EDITION_CLEAR; kind <= EDITION_LARGE; kind++) {
		const struct theme *edition = theme_edition(theme, kind);
		assert_int_equal(edition->smallest, kind == EDITION_CLEAR ? PT(12) : PT(16));
		assert_int_equal(edition->script_count, theme->script_count);
		for (size_t i = 0; i < edition->script_count; i++)
			for (enum role role = 0; role < ROLE_COUNT; role++) {
				struct style style = theme_style(edition, &edition->scripts[i], role);
				assert_true(style.size >= edition->smallest);
				assert_true(style.leading > style.size);
				assert_false(style.italic || style.justify);
			}
	}
	assert_true(theme_script_of(theme, "Latn")->italic);
}

/* The grid is of half lines: an odd leading would set each paragraph half a line lower. */
static void every_line_is_two_halves(void **state)
{
	const struct theme *theme = real(*state);
	for (enum edition_kind kind = EDITION_STANDARD; kind < EDITION_KINDS; kind++) {
		const struct theme *edition = theme_edition(theme, kind);
		for (size_t i = 0; i < edition->script_count; i++)
			for (enum role role = 0; role < ROLE_COUNT; role++)
				assert_int_equal(theme_style(edition, &edition->scripts[i], role).leading % 2, 0);
	}
}

static void an_edition_may_be_missing(void **state)
{
	struct folder *f = *state;
	int line;
	struct str text;
	assert_true(file_read_text(f->arena, f->diag, THEME, &text));
	/* The last one. */
	const struct theme *theme = altered(f, strstr(text.s, "\n  booklet:\n"), "\n", &line);
	assert_non_null(theme);
	assert_null(theme_edition(theme, EDITION_BOOKLET));
	assert_int_equal(theme_edition(theme, EDITION_LARGE)->kind, EDITION_LARGE);
}

static void editions_are_checked(void **state)
{
	struct folder *f = *state;
	fails(f, "    smallest: 12 pt", "    smalest: 12 pt", 0, "did you mean \"smallest\"");
	fails(f, "editions:\n  clear:", "editions:\n  clera:", 1, "did you mean \"clear\"");
	fails(f, "note-marks: brackets", "note-marks: bracket", 0, "did you mean \"brackets\"");
	fails(f, "imprint-columns: 1", "imprint-columns: 3", 0, "3");
	fails(f, "      title: {size: 28 pt", "      title: {italic: true, size: 28 pt", 0,
		  "\"italic: false\", so title cannot");
	fails(f, "      title: {size: 28 pt", "      title: {justify: true, size: 28 pt", 0,
		  "\"justify: false\", so title cannot");
	fails(f, "      title: {size: 28 pt", "      title: {size: 11 pt", 0, "smaller than 12 pt");
	fails(f, "      title: {size: 28 pt", "      title: {size: 38 pt", 0, "lines would touch");
	fails(f, "      title: {size: 28 pt", "      titel: {size: 28 pt", 0, "did you mean \"title\"");
	fails(f, "        measure: 160 mm", "        measure: 150 mm", -4, "by 10.00 mm");
	fails(f, "    colors:\n      rule: \"#000000\"", "    colors:\n      accent: \"#000000\"", 1,
		  "accent");
	fails(f, "    hyphenate: false", "    hyphenate: never", 0, "never");
}

static void overridden_references_are_told(void **state)
{
	struct folder *f = *state;
	int line;
	const struct theme *theme = altered(f, "  reference:\n", "  reference:\n", &line);
	assert_non_null(theme);
	theme_note_references(f->diag, theme, theme);
	assert_null(f->diag->first);
	theme_note_references(f->diag, theme, theme_edition(theme, EDITION_CLEAR));
	assert_int_equal(f->diag->first->level, LEVEL_NOTE);
	assert_int_equal(f->diag->first->pos.line, line);
	assert_string_equal(f->diag->first->text,
						"references are set upright in black at 14 pt, not italic grey 8 pt as "
						"theme.yaml orders: the clear edition allows no italics and nothing below "
						"12 pt");
	theme = altered(f, "italic: true\n    color: \"#595959\"", "color: \"#123456\"", &line);
	theme_note_references(f->diag, theme, theme_edition(theme, EDITION_LARGE));
	assert_non_null(strstr(f->diag->first->text, "not upright #123456 8 pt"));
	assert_non_null(strstr(f->diag->first->text, "allows nothing below 16 pt"));
}

static bool names(const struct theme *theme, const char *family)
{
	for (size_t i = 0; i < theme->script_count; i++)
		for (int sans = 0; sans < 2; sans++) {
			char **list =
				g_strsplit(sans ? theme->scripts[i].sans : theme->scripts[i].serif, ",", -1);
			bool found = g_strv_contains((const char *const *)list, family);
			g_strfreev(list);
			if (found)
				return true;
		}
	return false;
}

static void check_families(const struct faces *faces, const char *list, bool italic)
{
	char **families = g_strsplit(list, ",", -1);
	for (char **family = families; *family; family++) {
		const struct face *face = faces_find(faces, *family, true, italic);
		if (!face || !face->bold || face->italic != italic ||
			!faces_find(faces, *family, false, false))
			fail_msg("faces.yaml has not all faces of %s", *family);
	}
	g_strfreev(families);
}

static void theme_and_faces_agree(void **state)
{
	struct folder *f = *state;
	const struct theme *theme = real(f);
	const struct faces *faces = faces_read(f->arena, f->diag, "fonts");
	for (size_t i = 0; i < theme->script_count; i++) {
		check_families(faces, theme->scripts[i].serif, theme->scripts[i].italic);
		check_families(faces, theme->scripts[i].sans, theme->scripts[i].italic);
	}
	for (size_t i = 0; i < faces->count; i++)
		if (!names(theme, faces->items[i].family))
			fail_msg("no script names %s", faces->items[i].family);
}

static void lengths_have_units(void **state)
{
	static const struct {
		const char *text;
		int length;
	} good[] = {
		{"6mm", MM(6)}, {"0.6 cm", MM(6)}, {"0.25 in", PT(18)}, {"\"18 pt\"", PT(18)}, {"0 pt", 0}};
	static const char *const bad[] = {"6",       "mm",       "-6 mm",  "6 px",
									  "6,5 mm",  "0x6 mm",   "inf mm", "nan pt",
									  "6 mm mm", "1.2.3 mm", "1e9 mm", "99999999999 mm"};
	struct folder *f = *state;
	int line;
	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		const char *text = str_fmt(f->arena, "indent: %s", good[i].text);
		const struct theme *theme = altered(f, "indent: 6 mm", text, &line);
		assert_non_null(theme);
		assert_int_equal(theme->indent, good[i].length);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		fails(f, "indent: 6 mm", str_fmt(f->arena, "indent: %s", bad[i]), 0, "not understood");
	fails(f, "size: 11 pt", "size: 1 pt", 0, "too small");
	fails(f, "hairline: 0.5 pt", "hairline: 0 pt", 0, "too small");
	fails(f, "writing: 9 mm", "writing: 2 mm", 0, "too small");
	fails(f, "label: {width: 90 mm, height: 38 mm}", "label: {width: 90 mm}", 0, "height");
	fails(f, "indent: 6 mm", "indent: [6 mm]", 0, "one text");
}

static void pages_add_up(void **state)
{
	struct folder *f = *state;
	fails(f, "measure: 130 mm", "measure: 131 mm", -7, "change one of them by 1.00 mm");
	fails(f, "top: 22 mm", "top: 140 mm", -2, "more than half");
	fails(f, "head-at: 13 mm", "head-at: 23 mm", -9, "22.00 mm");
	fails(f, "foot-at: 13 mm", "foot-at: 25 mm", -10, "24.00 mm");
	fails(f, "    gutter: 6 mm  ", "", -6, "\"gutter\" is missing");
}

static void tells_what_is_wrong(void **state)
{
	struct folder *f = *state;
	fails(f, "accent: \"#1b4d6b\"", "accent: #1b4d6b", 0, "in quotes");
	fails(f, "accent: \"#1b4d6b\"", "accent: accent", 0, "not understood");
	fails(f, "rule: \"#666666\"", "rule: gray", 0, "gray");
	fails(f, "rule: \"#666666\"", "rule: \"#66666g\"", 0, "#66666g");
	fails(f, "  tint: \"#f0f0f0\"", "", -2, "\"tint\" is missing");
	fails(f, "color: accent", "color: #595959", 0, "in quotes");
	fails(f, "family: serif", "family: serf", 0, "serif");
	fails(f, "justify: true", "justify: maybe", 0, "maybe");
	fails(f, "leading: 15 pt", "leading: 9 pt", 0, "11 pt");
	fails(f, "color: accent", "colour: accent", 0, "did you mean \"color\"");
	fails(f, "  title: {family: sans, size: 26 pt, leading: 30 pt, bold: true, after: 15 pt}", "",
		  -1, "\"title\" is missing");
	fails(f, "indent: 6 mm", "indents: 3 mm\nindent: 6 mm", 0, "indents");
}

static void scripts_are_checked(void **state)
{
	struct folder *f = *state;
	fails(f, "script: Grek", "script: greek", 0, "ISO 15924");
	fails(f, "script: Grek", "script: Cyrl", 0, "two entries for Cyrl");
	fails(f, "language: ur", "language: urd", 0, "did you mean \"ur\"");
	fails(f, "size: 1.15", "size: 115", 0, "out of range");
	fails(f, "latin: 1.05", "latin: 105", 0, "latin of 105 is out of range");
	fails(f, "space: 1\n", "space: 1.5\n", 0, "from 0.5 to 1, such as 0.9");
	fails(f, "justify-from: 36", "justify-from: 360", 0, "from 0 to 100");
	fails(f, "    localized: false", "    localized: perhaps", 0, "perhaps");
	fails(f, "white: 1.4", "white: 0", 0, "white of 0");
	fails(f, "leading: 1.45", "leading: much", 0, "much");
	fails(f, "serif: [Noto Serif]", "serif: Noto Serif", 0, "list");
	fails(f, "serif: [Noto Serif]", "serif: []", 0, "names no family");
	fails(f, "serif: [Noto Serif]", "serif: [\"Noto Serif, Noto Sans\"]", 0, "family's name");
	fails(f, "  - script: Latn", "  - Latn\n  - script: Zyyy", 0, "key: value");
}

static void latin_is_needed(void **state)
{
	struct folder *f = *state;
	int line;
	assert_null(altered(f, "script: Latn", "script: Xxxx", &line));
	assert_non_null(strstr(f->diag->last->text, "no entry for Latn"));
	assert_null(altered(f, "  letter:", "  legal:", &line));
	assert_int_equal(f->diag->errors, 2);
	assert_null(altered(f, "pages:", "seiten:", &line));
	assert_true(f->diag->errors >= 2);
}

static void a_missing_theme_is_reported(void **state)
{
	struct folder *f = *state;
	assert_null(theme_read(f->arena, f->diag, in(f, "none.yaml"), NULL));
	assert_int_equal(f->diag->errors, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_the_real_theme, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(the_clinic_gives_the_accent, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(finds_the_script_of_a_language, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(scripts_change_styles, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(leading_fits_the_faces, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(editions_change_what_they_say, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(editions_forbid_in_every_script, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(every_line_is_two_halves, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(an_edition_may_be_missing, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(editions_are_checked, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(overridden_references_are_told, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(theme_and_faces_agree, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(lengths_have_units, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(pages_add_up, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(tells_what_is_wrong, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(scripts_are_checked, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(latin_is_needed, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(a_missing_theme_is_reported, folder_setup, folder_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
