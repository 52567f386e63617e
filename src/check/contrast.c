/* Contrast: the colors of a theme in pairs. */
#include <math.h>

#include "base/str.h"
#include "base/units.h"
#include "check/print.h"

#define WHITE 0xFFFFFFU
/* WCAG's ratios: for text, for large text and signs, and for what tires nobody. */
#define RATIO_TEXT 4.5
#define RATIO_LARGE 3.0
#define RATIO_KIND 7.0
/* Text is large from these sizes on. */
#define LARGE PT(18)
#define LARGE_BOLD PT(14)

/* What the value of a color's part, 0 to 255, gives of light. */
static double light(unsigned part)
{
	double value = part / 255.0;

	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(unsigned color)
{
	return 0.2126 * light(color >> 16 & 0xFF) + 0.7152 * light(color >> 8 & 0xFF) +
		   0.0722 * light(color & 0xFF);
}

double contrast_ratio(unsigned a, unsigned b)
{
	double x = luminance(a), y = luminance(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* Tells of a pair that has less than the ratio. */
static void check_pair(struct findings *findings, const struct theme *theme, const char *what,
					   unsigned color, unsigned ground, double least)
{
	double ratio = contrast_ratio(color, ground);

	if (ratio < least)
		finding_add(findings, "contrast", LEVEL_WARNING, POS_FILE(theme->file),
					"in the %s edition %s (#%06x) has a contrast of %.1f to 1 with what is behind "
					"it (#%06x), %g to 1 is the least: choose a darker color",
					edition_names[theme->kind], what, color, floor(ratio * 10) / 10, ground, least);
}

static void check_theme(struct findings *findings, const struct theme *theme)
{
	static const enum role tinted[] = {ROLE_CALLOUT, ROLE_CALLOUT_LABEL, ROLE_SUBSECTION};

	for (enum role role = 0; role < ROLE_COUNT; role++) {
		const struct style *style = &theme->styles[role];
		bool large = style->size >= LARGE || (style->bold && style->size >= LARGE_BOLD);
		check_pair(findings, theme, role_names[role], style->color, WHITE,
				   large ? RATIO_LARGE : RATIO_TEXT);
	}
	for (size_t i = 0; i < sizeof tinted / sizeof tinted[0]; i++)
		check_pair(findings, theme,
				   str_fmt(findings->arena, "%s on the tint", role_names[tinted[i]]),
				   theme->styles[tinted[i]].color, theme->tint, RATIO_TEXT);
	check_pair(findings, theme, "a link", theme->accent, WHITE, RATIO_TEXT);
	check_pair(findings, theme, "a link on the tint", theme->accent, theme->tint, RATIO_TEXT);
	check_pair(findings, theme, "the bar of callouts", theme->bar, theme->tint, RATIO_LARGE);
	check_pair(findings, theme, "a rule", theme->rule, WHITE, RATIO_LARGE);
}

void contrast_check(struct findings *findings, const struct handout *handout,
					const struct theme *theme)
{
	const struct clinic *clinic = &handout->clinic;
	double ratio = contrast_ratio(theme->accent, WHITE);

	if (ratio < RATIO_KIND)
		finding_add(findings, "contrast-accent", LEVEL_WARNING,
					POS_FILE(clinic->has_accent && clinic->file ? clinic->file : theme->file),
					"the accent #%06x has a contrast of %.1f to 1 with white, 7 to 1 is better "
					"for readers who see little: choose a darker color",
					theme->accent, floor(ratio * 10) / 10);
	for (size_t i = 0; i < handout->editions.count; i++) {
		int kind = name_index(edition_names, handout->editions.items[i].text);
		const struct theme *edition =
			kind >= 0 ? theme_edition(theme, (enum edition_kind)kind) : NULL;
		if (edition)
			check_theme(findings, edition);
	}
}
