/* The style sheet, from the theme: sizes in em, no colours of text, nothing that a reader in dark
 * or sepia mode would fight with. */
#include <stdlib.h>
#include <string.h>

#include "markup/book.h"

/* The element that has a role, and the role of what it stands in: em are relative to that. */
struct rule {
	enum role role, inside;
	const char *selector;
};

static const struct rule rules[] = {
	{ROLE_TITLE, ROLE_BODY, "h1"},
	{ROLE_SECTION, ROLE_BODY, "h2"},
	{ROLE_SUBSECTION, ROLE_BODY, "h3"},
	{ROLE_SUBSECTION, ROLE_BODY, "h4"},
	{ROLE_SUBSECTION, ROLE_BODY, "h5"},
	{ROLE_SUBSECTION, ROLE_BODY, "h6"},
	{ROLE_QUOTE, ROLE_BODY, "blockquote"},
	{ROLE_CODE, ROLE_BODY, "code"},
	{ROLE_CAPTION, ROLE_BODY, "figcaption"},
	{ROLE_TABLE, ROLE_BODY, "table"},
	{ROLE_TABLE_HEAD, ROLE_TABLE, "th"},
	{ROLE_CALLOUT, ROLE_BODY, ".callout"},
	{ROLE_CALLOUT_LABEL, ROLE_CALLOUT, ".label"},
	{ROLE_SUBSECTION, ROLE_CALLOUT, ".call"},
	{ROLE_NOTE, ROLE_BODY, ".footnote"},
	{ROLE_REFERENCE, ROLE_BODY, ".reference"},
	{ROLE_STAMP, ROLE_BODY, ".stamp"},
	{ROLE_CLINIC, ROLE_BODY, ".clinic"},
	{ROLE_LANGUAGE, ROLE_BODY, ".language"},
	{ROLE_IMPRINT, ROLE_BODY, ".imprint"},
};

#define RULES (sizeof rules / sizeof *rules)

/* What no theme changes. <: the side where the language begins reading; >: the other. */
static const char fixed[] =
	"article, aside, figure, figcaption, footer, header, main, nav, section { display: block; }\n"
	"nav[hidden] { display: none; }\n"
	"h1, h2, h3, h4, h5, h6 { text-align: start; -epub-hyphens: none; -webkit-hyphens: none;"
	" hyphens: none; page-break-after: avoid; break-after: avoid; page-break-inside: avoid;"
	" break-inside: avoid; }\n"
	"p, li, aside { orphans: 2; widows: 2; }\n"
	"ol, ul { margin: 0.5em 0; padding: 0; padding-<: 1.8em; }\n"
	"li { margin: 0.25em 0; }\n"
	".task { list-style-type: none; }\n"
	".box, .back { width: 0.9em; height: 0.9em; }\n"
	"blockquote { margin: 1em 0; padding: 0; padding-<: 1.2em; }\n"
	"pre { white-space: pre-wrap; margin: 1em 0; }\n"
	"pre code { font-size: 1em; }\n"
	"img { max-width: 100%; }\n"
	"figure { margin: 1.5em 0; page-break-inside: avoid; break-inside: avoid; }\n"
	"figure img { height: auto; }\n"
	"figcaption { margin-top: 0.5em; }\n"
	"table { border-collapse: collapse; margin: 1em 0; border-top: 0.08em solid;"
	" border-bottom: 0.08em solid; -epub-hyphens: none; -webkit-hyphens: none; hyphens: none; }\n"
	"th, td { padding: 0.3em 0.6em; vertical-align: top; text-align: start; }\n"
	"thead { border-bottom: 0.08em solid; }\n"
	"tr, .entries li, .field, .stamp { page-break-inside: avoid; break-inside: avoid; }\n"
	"thead, .callout .label { page-break-after: avoid; break-after: avoid; }\n"
	"th.center, td.center { text-align: center; }\n"
	"th.end, td.end { text-align: end; }\n"
	".callout { margin: 1.2em 0; padding: 0.2em 0; padding-<: 1em;"
	" border-<: 0.4em solid; page-break-inside: avoid; break-inside: avoid; }\n"
	".warning, .caution, .emergency { padding->: 1em; border: 0.15em solid; border-<: 0.4em solid; "
	"}\n"
	".label { margin: 0.4em 0; }\n"
	".field { border-bottom: 0.08em solid; padding-top: 1em; }\n"
	".callout.medicines { border: 0; padding: 0; }\n"
	".callout.label { border: 0.08em solid; padding: 0 1em 4em; }\n"
	".entries { list-style: none; padding: 0; }\n"
	".entries li { margin: 0.6em 0; }\n"
	".form td { border: 0.08em solid; height: 2em; }\n"
	".questions { padding-bottom: 5em; }\n"
	"[role=\"doc-noteref\"] { font-size: 0.75em; line-height: 0; vertical-align: super; }\n"
	"table [role=\"doc-noteref\"], figcaption [role=\"doc-noteref\"] { font-size: 0.85em; }\n"
	".footnote { margin: 1em 0; }\n"
	".reference { opacity: 0.85; -epub-hyphens: none; -webkit-hyphens: none; hyphens: none; }\n"
	"@media (monochrome), (update: slow) { .reference { opacity: 1; } }\n"
	".stamp { padding: 0.3em 0.6em; border: 0.12em solid; }\n"
	"hr { margin: 1.5em 0; border: 0; border-top: 0.08em solid; }\n"
	"a { overflow-wrap: break-word; word-wrap: break-word; }\n"
	".cover { margin: 0; padding: 0; text-align: center; }\n"
	".cover img { max-height: 100%; max-height: 95vh; page-break-inside: avoid; break-inside: "
	"avoid; }\n";

/* Scripts whose words readers may split with a hyphen. */
static const char *const hyphenated[] = {"Latn", "Cyrl", NULL};

/* The CSS counter of a set of digits, by its zero. */
static const char *const counters[][2] = {
	{"\u0660", "arabic-indic"}, {"\u06F0", "persian"},  {"\u0966", "devanagari"},
	{"\u09E6", "bengali"},      {"\u0A66", "gurmukhi"}, {"\u0AE6", "gujarati"},
	{"\u0BE6", "tamil"},        {"\u0E50", "thai"},     {"\u0ED0", "lao"},
	{"\u1040", "myanmar"},      {"\u17E0", "khmer"},
};

/* The same where text runs the other way. ~: the direction there. */
static const char turned[] =
	"ol[dir=\"~\"], ul[dir=\"~\"], [dir=\"~\"] ol, [dir=\"~\"] ul { padding: 0; padding->: 1.8em; "
	"}\n"
	"li[dir=\"~\"], li p[dir=\"~\"] { margin->: 1.8em; text-align: start; }\n"
	"li[dir=\"~\"] p[dir=\"~\"] { margin->: 0; }\n"
	"blockquote[dir=\"~\"], [dir=\"~\"] blockquote { padding: 0; padding->: 1.2em; }\n"
	".callout[dir=\"~\"], [dir=\"~\"] .callout { padding-<: 0; padding->: 1em; border-<: 0;"
	" border->: 0.4em solid; }\n"
	".warning[dir=\"~\"], [dir=\"~\"] .warning, .caution[dir=\"~\"], [dir=\"~\"] .caution,"
	" .emergency[dir=\"~\"], [dir=\"~\"] .emergency {"
	" padding-<: 1em; border-<: 0.15em solid; }\n";

struct sheet {
	const struct book *book;
	const struct tongue *base;
	struct buf buf;
};

/* A number of em with at most three decimals. */
static const char *em(struct arena *arena, double value)
{
	int thousandths = (int)(value * 1000 + (value < 0 ? -0.5 : 0.5));
	char *text = str_fmt(arena, "%s%d.%03d", thousandths < 0 ? "-" : "", abs(thousandths) / 1000,
						 abs(thousandths) % 1000);
	size_t len = strlen(text);

	while (text[len - 1] == '0')
		text[--len] = '\0';
	if (text[len - 1] == '.')
		text[--len] = '\0';
	return text;
}

static struct style style_of(const struct sheet *sheet, const struct tongue *tongue, enum role role)
{
	return theme_style(sheet->book->edition->theme, tongue->script, role);
}

static void faces(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->book->font_count; i++) {
		const struct font *font = &sheet->book->fonts[i];
		buf_fmt(&sheet->buf,
				"@font-face { font-family: \"%s\"; font-weight: %s; font-style: %s;"
				" src: url(%s); }\n",
				font->face->family, font->face->bold ? "bold" : "normal",
				font->face->italic ? "italic" : "normal", font->name);
	}
}

static void families(struct sheet *sheet, const char *list, enum family family)
{
	const char *name;

	buf_puts(&sheet->buf, " font-family: ");
	while ((list = family_next(sheet->book->arena, list, &name)) != NULL)
		buf_fmt(&sheet->buf, "\"%s\", ", name);
	buf_puts(&sheet->buf, family == FAMILY_SERIF ? "serif;" : "sans-serif;");
}

static void family(struct sheet *sheet, const struct script *script, enum family family)
{
	families(sheet, family == FAMILY_SERIF ? script->serif : script->sans, family);
}

static void sided_rules(struct sheet *sheet, const char *text)
{
	bool rtl = sheet->base->rtl;

	for (const char *p = text; *p != '\0'; p++)
		if (*p == '<')
			buf_puts(&sheet->buf, rtl ? "right" : "left");
		else if (*p == '>')
			buf_puts(&sheet->buf, rtl ? "left" : "right");
		else if (*p == '~')
			buf_puts(&sheet->buf, rtl ? "ltr" : "rtl");
		else
			buf_putc(&sheet->buf, *p);
}

static bool turns(const struct sheet *sheet)
{
	for (int i = 0; i < sheet->book->tongue_count; i++)
		if (sheet->book->tongues[i]->rtl != sheet->base->rtl)
			return true;
	return false;
}

static double leading(struct style style)
{
	return (double)style.leading / style.size;
}

/* Declarations for some scripts (ISO 15924); undo: what takes them back inside. */
static const struct habit {
	const char *scripts[5];
	const char *set, *undo;
} habits[] = {
	/* letters that join must not be pulled apart */
	{{"Arab", "Syrc", "Nkoo", "Mong", NULL}, " letter-spacing: normal;", ""},
	/* the white of full-width marks, and that between ideographs and Latin words */
	{{"Hans", "Hant", "Jpan", NULL},
	 " text-spacing-trim: trim-start; text-autospace: normal; hanging-punctuation: allow-end;",
	 ""},
	/* words stay whole, as on paper */
	{{"Kore", NULL}, " word-break: keep-all; overflow-wrap: break-word;", " word-break: normal;"},
};

/* A ligature would hide which i it has. */
static const struct habit dotless = {
	{NULL}, " font-variant-ligatures: no-common-ligatures;", " font-variant-ligatures: normal;"};

/* The faces' own forms for the language are wrong ones. */
static const struct habit unlocalized = {
	{NULL},
	" letter-spacing: normal; font-feature-settings: \"locl\" 0;",
	" font-feature-settings: normal;"};

static const struct habit *habit_of(const struct tongue *tongue)
{
	if (!tongue->script->localized)
		return &unlocalized;
	for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
		if (name_index(habits[i].scripts, tongue->script->script) >= 0)
			return &habits[i];
	return locale_has_dotless_i(tongue->lang) ? &dotless : NULL;
}

/* The habit of a language where the book's own differs. */
static void foreign_habit(struct sheet *sheet, const struct tongue *tongue)
{
	const struct habit *habit = habit_of(tongue), *base = habit_of(sheet->base);

	if (habit != base && (habit != NULL || base->undo[0] != '\0'))
		buf_fmt(&sheet->buf, "[lang=\"%s\"] {%s%s }\n", tongue->lang, base ? base->undo : "",
				habit ? habit->set : "");
}

/* Marks that the first families lack. */
static void strange(struct sheet *sheet)
{
	static const char *const classes[] = {[FAMILY_SERIF] = "serif", [FAMILY_SANS] = "sans"};
	const struct script *script = sheet->base->script;

	for (int i = 0; i < 2; i++) {
		const char *name,
			*rest = family_next(sheet->book->arena,
								i == FAMILY_SERIF ? script->serif : script->sans, &name);
		if (!sheet->book->strange[i] || rest == NULL)
			continue;
		buf_fmt(&sheet->buf, ".%s {", classes[i]);
		families(sheet, rest, i);
		buf_puts(&sheet->buf, " }\n");
	}
}

static void body(struct sheet *sheet)
{
	struct style style = style_of(sheet, sheet->base, ROLE_BODY);
	bool split = name_index(hyphenated, sheet->base->script->script) >= 0;
	struct arena *arena = sheet->book->arena;
	const struct habit *habit = habit_of(sheet->base);

	buf_puts(&sheet->buf, "body {");
	family(sheet, sheet->base->script, style.family);
	if (sheet->base->script->size != 1)
		buf_fmt(&sheet->buf, " font-size: %sem;", em(arena, sheet->base->script->size));
	buf_fmt(&sheet->buf, " line-height: %s; font-synthesis: none;%s }\n", em(arena, leading(style)),
			habit != NULL ? habit->set : "");
	buf_fmt(&sheet->buf,
			"p { margin: %sem 0 %sem; -epub-hyphens: %s; -webkit-hyphens: %s;"
			" hyphens: %s; }\n",
			em(arena, (double)style.before / style.size),
			em(arena, (double)style.after / style.size), split ? "auto" : "manual",
			split ? "auto" : "manual", split ? "auto" : "manual");
}

/* Weight, slant and, where they are not the body's, family and leading. */
static void role_font(struct sheet *sheet, const struct tongue *tongue, struct style style)
{
	struct style body = style_of(sheet, tongue, ROLE_BODY);

	if (style.family != body.family)
		family(sheet, tongue->script, style.family);
	buf_fmt(&sheet->buf, " font-weight: %s; font-style: %s; line-height: %s;",
			style.bold ? "bold" : "normal", style.italic ? "italic" : "normal",
			em(sheet->book->arena, leading(style)));
}

/* Whether any text of the book has the role. */
static bool is_used(const struct sheet *sheet, enum role role)
{
	for (int i = 0; i < sheet->book->tongue_count; i++)
		if (sheet->book->tongues[i]->roles & 1u << role)
			return true;
	return false;
}

static void role_rules(struct sheet *sheet)
{
	struct arena *arena = sheet->book->arena;

	for (size_t i = 0; i < RULES; i++) {
		if (!is_used(sheet, rules[i].role))
			continue;
		struct style style = style_of(sheet, sheet->base, rules[i].role);
		struct style outer = style_of(sheet, sheet->base, rules[i].inside);
		buf_fmt(&sheet->buf, "%s {", rules[i].selector);
		role_font(sheet, sheet->base, style);
		buf_fmt(&sheet->buf, " font-size: %sem;", em(arena, (double)style.size / outer.size));
		bool heading = rules[i].selector[0] == 'h';
		if (heading || style.before != 0)
			buf_fmt(&sheet->buf, " margin-top: %sem;",
					em(arena, (double)style.before / style.size));
		if (heading || style.after != 0)
			buf_fmt(&sheet->buf, " margin-bottom: %sem;",
					em(arena, (double)style.after / style.size));
		buf_puts(&sheet->buf, " }\n");
	}
}

/* Emphasis turns the slant of what it stands in; without an italic it is bold. */
static void emphasis(struct sheet *sheet, const struct tongue *tongue, const char *lang)
{
	if (!tongue->script->italic) {
		buf_fmt(&sheet->buf, "em%s { font-style: normal; font-weight: bold; }\n", lang);
		return;
	}
	buf_fmt(&sheet->buf, "em%s { font-style: italic; font-weight: inherit; }\n", lang);
	buf_fmt(&sheet->buf, "em em%s { font-style: normal; }\n", lang);
	for (size_t i = 0; i < RULES; i++)
		if (is_used(sheet, rules[i].role) && style_of(sheet, tongue, rules[i].role).italic)
			buf_fmt(&sheet->buf,
					"%s em%s { font-style: normal; }\n%s em em%s { font-style: italic; }\n",
					rules[i].selector, lang, rules[i].selector, lang);
}

static void foreign_role(struct sheet *sheet, const struct tongue *tongue, const struct rule *rule)
{
	struct style style = style_of(sheet, tongue, rule->role);
	struct style outer = style_of(sheet, sheet->base, rule->inside);

	if (tongue->roles & 1u << rule->role) {
		buf_fmt(&sheet->buf, "%s:lang(%s) {", rule->selector, tongue->lang);
		role_font(sheet, tongue, style);
		buf_fmt(&sheet->buf, " }\n%s[lang=\"%s\"] {", rule->selector, tongue->lang);
		role_font(sheet, tongue, style);
		buf_fmt(&sheet->buf, " font-size: %sem; }\n",
				em(sheet->book->arena, (double)style.size / outer.size));
	}
	if ((tongue->inside & 1u << rule->role) &&
		style.family != style_of(sheet, tongue, ROLE_BODY).family) {
		buf_fmt(&sheet->buf, "%s [lang=\"%s\"] {", rule->selector, tongue->lang);
		family(sheet, tongue->script, style.family);
		buf_puts(&sheet->buf, " }\n");
	}
}

/* What changes where another language with another script begins, and where the book's own comes
 * back inside it: [lang] at the element that states it, :lang() for elements below that have a
 * style of their own. */
static void foreign(struct sheet *sheet, const struct tongue *tongue)
{
	static const char *const sized[] = {"p", "span", "ol", "ul"};
	struct arena *arena = sheet->book->arena;
	struct style body = style_of(sheet, tongue, ROLE_BODY);
	struct style base = style_of(sheet, sheet->base, ROLE_BODY);

	buf_fmt(&sheet->buf, "[lang=\"%s\"] {", tongue->lang);
	family(sheet, tongue->script, body.family);
	buf_puts(&sheet->buf, " }\n");
	for (size_t i = 0; i < G_N_ELEMENTS(sized); i++)
		buf_fmt(&sheet->buf, "%s%s[lang=\"%s\"]", i ? ", " : "", sized[i], tongue->lang);
	buf_fmt(&sheet->buf, " { font-size: %sem;", em(arena, (double)body.size / base.size));
	if (leading(body) > leading(base))
		buf_fmt(&sheet->buf, " line-height: %s;", em(arena, leading(body)));
	buf_puts(&sheet->buf, " }\n");
	/* Words within a line match the letters around them, as isolates do. */
	if (tongue->script == sheet->book->latin && sheet->base->script->latin != 1)
		buf_fmt(&sheet->buf, "span[lang=\"%s\"] { font-size: %sem; }\n", tongue->lang,
				em(arena, sheet->base->script->latin * body.size / base.size));
	for (size_t i = 0; i < RULES; i++)
		foreign_role(sheet, tongue, &rules[i]);
	emphasis(sheet, tongue, str_fmt(arena, ":lang(%s)", tongue->lang));
}

/* Isolates and code in text from right to left. */
static void latin(struct sheet *sheet)
{
	struct arena *arena = sheet->book->arena;
	const struct theme *theme = sheet->book->edition->theme;
	struct style body = theme_style(theme, sheet->book->latin, ROLE_BODY);
	struct style base = style_of(sheet, sheet->base, ROLE_BODY);

	buf_puts(&sheet->buf, "bdi {");
	family(sheet, sheet->book->latin, body.family);
	if (sheet->base->rtl)
		buf_fmt(&sheet->buf, " font-size: %sem;",
				em(arena, sheet->base->script->latin * body.size / base.size));
	buf_puts(&sheet->buf, " }\n");
	for (size_t i = 0; i < RULES; i++) {
		struct style style = theme_style(theme, sheet->book->latin, rules[i].role);
		if ((sheet->book->around_latin & 1u << rules[i].role) == 0)
			continue;
		buf_fmt(&sheet->buf, rules[i].role == ROLE_CODE ? "%s {" : "%s bdi {", rules[i].selector);
		family(sheet, sheet->book->latin, style.family);
		buf_puts(&sheet->buf, " }\n");
	}
}

/* The CSS counter of the language's digits. */
static const char *decimal_of(const struct locale *locale)
{
	for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
		if (strncmp(locale->digits, counters[i][0], strlen(counters[i][0])) == 0)
			return counters[i][1];
	return "decimal";
}

/* The signs of a counter in quotes; additive: each after its value, with commas between. */
static void symbols(struct buf *buf, const struct counter *counter)
{
	bool additive = counter->system == COUNTER_ADDITIVE, value = additive;

	for (const char *p = counter->symbols; *p != '\0';) {
		int len = (int)strcspn(p, " ");
		buf_fmt(buf, value ? "%.*s " : "\"%.*s\"", len, p);
		p += len;
		p += *p == ' ';
		if (*p != '\0' && !value)
			buf_puts(buf, additive ? ", " : " ");
		value = additive && !value;
	}
}

/* Whether every reading system has the marker, without @counter-style. */
static bool is_builtin(const struct marker *marker)
{
	return (strcmp(marker->counter->name, "lower-alpha") == 0 ||
			strcmp(marker->counter->name, "lower-roman") == 0) &&
		   marker->before[0] == '\0' && strcmp(marker->after, ".") == 0;
}

/* The style of the markers on one level of a language's lists, under a name of its own. */
static void counter_style(struct sheet *sheet, const struct tongue *tongue,
						  const struct locale *locale, int level)
{
	static const char *const systems[] = {[COUNTER_ALPHABETIC] = "alphabetic",
										  [COUNTER_FIXED] = "fixed",
										  [COUNTER_ADDITIVE] = "additive"};
	static const char *const classes[MARKER_LEVELS] = {"", "second", "third"};
	const struct marker *marker = locale_marker(locale, level);
	const struct counter *counter = marker->counter;
	struct buf *buf = &sheet->buf;

	if (counter != NULL && is_builtin(marker)) {
		buf_fmt(buf, "ol.%s:lang(%s) { list-style-type: %s; }\n", classes[level], tongue->lang,
				counter->name);
		return;
	}
	buf_fmt(buf, "@counter-style %s-%s { system: ", classes[level], tongue->lang);
	if (counter == NULL) {
		buf_fmt(buf, "extends %s;", decimal_of(locale));
	} else {
		buf_fmt(buf, "%s; %s: ", systems[counter->system],
				counter->system == COUNTER_ADDITIVE ? "range: 1 999; additive-symbols" : "symbols");
		symbols(buf, counter);
		buf_fmt(buf, "; fallback: %s;", decimal_of(locale));
	}
	buf_fmt(buf, " prefix: \"%s\"; suffix: \"%s \"; }\n", marker->before, marker->after);
	buf_fmt(buf, "ol.%s:lang(%s) { list-style-type: %s-%s; }\n", classes[level], tongue->lang,
			classes[level], tongue->lang);
}

/* Markers of lists in the digits and the letters of each language. */
static void markers(struct sheet *sheet, const struct tongue *tongue)
{
	const struct locale *locale = locale_find(tongue->lang);

	if (locale == NULL)
		return;
	if (strcmp(decimal_of(locale), "decimal") != 0)
		buf_fmt(&sheet->buf, "ol:lang(%s) { list-style-type: %s; }\n", tongue->lang,
				decimal_of(locale));
	for (int level = 1; level < MARKER_LEVELS; level++)
		if ((tongue->levels & 1u << level) != 0)
			counter_style(sheet, tongue, locale, level);
}

/* Whether the language needs rules of its own: another script, or the book's own inside others. */
static bool is_foreign(const struct sheet *sheet, const struct tongue *tongue)
{
	return tongue == sheet->base ? tongue->inside != 0 : tongue->script != sheet->base->script;
}

struct str style_sheet(const struct book *book)
{
	struct sheet sheet = {book, book->tongues[0], {.arena = book->arena}};

	if (book->form == FORM_EPUB)
		buf_puts(&sheet.buf, "@charset \"UTF-8\";\n");
	faces(&sheet);
	body(&sheet);
	sided_rules(&sheet, fixed);
	if (turns(&sheet))
		sided_rules(&sheet, turned);
	role_rules(&sheet);
	emphasis(&sheet, sheet.base, "");
	strange(&sheet);
	for (int i = 0; i < book->tongue_count; i++) {
		if (is_foreign(&sheet, book->tongues[i]))
			foreign(&sheet, book->tongues[i]);
		foreign_habit(&sheet, book->tongues[i]);
		markers(&sheet, book->tongues[i]);
	}
	if (book->around_latin != 0)
		latin(&sheet);
	buf_puts(&sheet.buf,
			 "nav[role] ol, nav[hidden] ol { list-style-type: none; }\n"
			 ".callout .call { margin: 0; }\n"
			 ".callout .imprint { font-size: 0.8em; margin: 0 0 1.2em; }\n");
	return buf_str(&sheet.buf);
}
