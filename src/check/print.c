/* Print: sizes, lines and manners of each edition, from its theme. */
#include "check/print.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "base/units.h"
#include "document/locale.h"

/* UKAAF's floors. */
#define CLEAR_LEAST PT(12)
#define LARGE_LEAST PT(16)
/* Of 9 pt Times New Roman, in mm; the least distance of lines, in mm. */
#define X_HEIGHT_LEAST 1.4
#define PITCH_LEAST 3.0

enum { MEASURE_MOST = 80, MEASURE_LEAST = 40, SAMPLE_MAX = 2000 };
/* Of letters that are as wide as they are high. */
enum { WIDE_MOST = 40, WIDE_LEAST = 20 };

struct print {
	struct findings *findings;
	const struct handout *handout;
	const struct theme *theme; /* of the edition */
	const struct script *script;
	const struct locale *locale;
	const struct faces *faces;
	const struct prose *prose;
};

static double millimetres(int length)
{
	return (double)length / MM(1);
}

/* The first listed face of the role's families. */
static const struct face *face_of(const struct print *print, const struct style *style)
{
	const char *families =
		style->family == FAMILY_SERIF ? print->script->serif : print->script->sans;
	char *family = g_strndup(families, strcspn(families, ","));
	const struct face *face =
		faces_find(print->faces, g_strstrip(family), style->bold, style->italic);

	g_free(family);
	return face;
}

static const char *name_of(const struct print *print)
{
	return edition_names[print->theme->kind];
}

/* The roles for which the test holds, as "table, table-head"; NULL: none. */
static const char *roles_for(const struct print *print,
							 bool (*test)(const struct print *, const struct style *))
{
	struct buf out = {.arena = print->findings->arena};

	for (enum role role = 0; role < ROLE_COUNT; role++) {
		struct style style = theme_style(print->theme, print->script, role);
		if (test(print, &style))
			buf_fmt(&out, "%s%s", out.len ? ", " : "", role_names[role]);
	}
	return out.len ? buf_chars(&out) : NULL;
}

static int floor_of(const struct print *print)
{
	return print->theme->kind == EDITION_LARGE ? LARGE_LEAST : CLEAR_LEAST;
}

static bool is_small(const struct print *print, const struct style *style)
{
	return style->size < floor_of(print);
}

static bool is_low(const struct print *print, const struct style *style)
{
	const struct face *face = face_of(print, style);
	double part = face ? faces_x_height(face) : 0;

	return part > 0 && part * millimetres(style->size) < X_HEIGHT_LEAST;
}

static bool is_tight(const struct print *print, const struct style *style)
{
	(void)print;
	return millimetres(style->leading) < PITCH_LEAST;
}

static bool is_italic(const struct print *print, const struct style *style)
{
	(void)print;
	return style->italic;
}

static bool is_justified(const struct print *print, const struct style *style)
{
	(void)print;
	return style->justify;
}

static void tell(const struct print *print, const char *rule, const char *roles, const char *text)
{
	struct pos pos = POS_FILE(print->theme->file);

	if (roles)
		finding_add(print->findings, rule, LEVEL_WARNING, pos, "in the %s edition %s: %s",
					name_of(print), text, roles);
}

/* Whether letters of the script stand on a line with x. */
static bool has_x(const struct print *print)
{
	static const char *const scripts[] = {"Latn", "Cyrl", "Grek", NULL};

	return name_index(scripts, print->locale->script) >= 0;
}

static void check_sizes(const struct print *print)
{
	bool clear = print->theme->kind == EDITION_CLEAR || print->theme->kind == EDITION_LARGE;
	const char *least = str_fmt(print->findings->arena, "type is smaller than %g pt",
								(double)floor_of(print) / PT(1));

	if (clear)
		tell(print, "print-size", roles_for(print, is_small), least);
	if (print->faces && has_x(print))
		tell(print, "print-x-height", roles_for(print, is_low),
			 "the letter x is lower than 1.4 mm, make the size larger");
	tell(print, "print-pitch", roles_for(print, is_tight),
		 "lines are nearer to each other than 3 mm, make the leading larger");
}

/* UKAAF's rules on how letters and lines are set. */
static void check_manners(const struct print *print)
{
	const struct theme *theme = print->theme;
	struct pos pos = POS_FILE(theme->file);

	if (theme->kind != EDITION_CLEAR && theme->kind != EDITION_LARGE)
		return;
	if (theme->italic)
		finding_add(print->findings, "print-italics", LEVEL_WARNING, pos,
					"the %s edition may have italics: write \"italic: false\" there",
					name_of(print));
	tell(print, "print-italics", roles_for(print, is_italic), "these are italic");
	tell(print, "print-justified", roles_for(print, is_justified),
		 "these are flush on both sides, write \"justify: false\" there");
	if (theme->hyphenate)
		finding_add(print->findings, "print-split-words", LEVEL_WARNING, pos,
					"the %s edition may split words: write \"hyphenate: false\" there",
					name_of(print));
	if (theme->kind == EDITION_LARGE && theme->imprint_columns > 1)
		finding_add(print->findings, "print-columns", LEVEL_WARNING, pos,
					"the large edition has its imprint in two columns: write "
					"\"imprint-columns: 1\" there");
	if (!theme->note_brackets)
		finding_add(print->findings, "print-note-marks", LEVEL_WARNING, pos,
					"marks of footnotes are raised and small in the %s edition: write "
					"\"note-marks: brackets\" there",
					name_of(print));
}

/* Running text of the language, as much as gives a mean. */
static const char *sample(const struct print *print)
{
	struct buf out = {.arena = print->findings->arena};

	for (size_t i = 0; i < print->prose->count && out.len < SAMPLE_MAX; i++)
		if (prose_is_running(&print->prose->items[i]))
			buf_puts(&out, print->prose->items[i].plain);
	return buf_chars(&out);
}

/* Whether the script's letters are as wide as they are high. */
static bool is_wide(const struct print *print)
{
	static const char *const scripts[] = {"Hans", "Hant", "Jpan", "Kore", NULL};

	return name_index(scripts, print->locale->script) >= 0;
}

/* The mean width of the text's letters, of the size of the type; 0 where that is not known. */
static double mean_width(const struct print *print, const struct style *body)
{
	const struct face *face = print->faces ? face_of(print, body) : NULL;

	if (is_wide(print))
		return 1;
	return face && has_x(print) ? faces_mean_width(face, sample(print)) : 0;
}

/* Characters a line of the body, by the mean width of the text's own. The columns of a bilingual
 * edition are another matter. */
static void check_measure(const struct print *print)
{
	const struct style body = theme_style(print->theme, print->script, ROLE_BODY);
	const struct page_geometry *page = &print->theme->pages[print->handout->clinic.paper];
	double mean = mean_width(print, &body);
	int most = is_wide(print) ? WIDE_MOST : MEASURE_MOST;
	int least = is_wide(print) ? WIDE_LEAST : MEASURE_LEAST;

	if (!(mean > 0) || body.size == 0 || print->theme->kind == EDITION_BILINGUAL)
		return;
	double characters = page->measure / (mean * body.size);
	if (characters > most || characters < least)
		finding_add(print->findings, "print-measure", LEVEL_WARNING, POS_FILE(print->theme->file),
					"lines of the %s edition have about %.0f characters in %s: make the %s, %d to "
					"%d are allowed",
					name_of(print), characters, print->locale->english,
					characters > most ? "measure narrower or the type larger"
									  : "measure wider or the type smaller",
					least, most);
}

void print_check(struct findings *findings, const struct handout *handout,
				 const struct theme *theme, const struct faces *faces, const struct prose *prose)
{
	struct print print = {.findings = findings,
						  .handout = handout,
						  .locale = locale_find(prose->lang),
						  .faces = faces,
						  .prose = prose};

	for (size_t i = 0; print.locale && i < handout->editions.count; i++) {
		int kind = name_index(edition_names, handout->editions.items[i].text);
		print.theme = kind >= 0 ? theme_edition(theme, (enum edition_kind)kind) : NULL;
		print.script = print.theme ? theme_script(print.theme, print.locale) : NULL;
		if (!print.script)
			continue;
		check_sizes(&print);
		check_manners(&print);
		check_measure(&print);
	}
}
