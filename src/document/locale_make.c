/* A program of the build: writes the table of locale.c from ICU's CLDR data to standard output, so
 * that the typesetter itself needs no ICU for it. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/unumsys.h>
#include <unicode/ustring.h>

#define NAME_MAX_UNITS 256
#define ID_MAX 96

/* One row before it is printed. Strings are owned. */
struct row {
	char *tag, *script, *native, *english, *digits, *date, *months, *decimal, *group, *numbers;
	bool rtl;
};

/* Rows that are wanted although CLDR has no such locale or a shorter tag says the same. */
static const char *const wanted[][2] = {
	{"tl", "fil"},
	{"zh-Hant-HK", "zh_Hant_HK"},
	{"zh-Hant-TW", "zh_Hant_TW"},
};

static void check(UErrorCode status, const char *what)
{
	if (U_FAILURE(status)) {
		fprintf(stderr, "locale_make: %s: %s\n", what, u_errorName(status));
		exit(EXIT_FAILURE);
	}
}

static char *utf8(const UChar *text)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = 0;
	char *out;
	u_strToUTF8(NULL, 0, &len, text, -1, &status);
	status = U_ZERO_ERROR;
	out = g_malloc0((gsize)len + 1);
	u_strToUTF8(out, len + 1, NULL, text, -1, &status);
	check(status, "UTF-8");
	return out;
}

/* Makes the first letter a capital, where CLDR leaves a list's names small ("polski"), but not in
 * words with a capital inside ("isiZulu"). */
static void capitalise(UChar *text, const char *reader)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar first[8] = {0}, capital[8] = {0}, rest[NAME_MAX_UNITS];
	int32_t end = 0;
	for (int32_t i = 0; text[i] && text[i] != ' '; i++)
		if (u_isupper(text[i]))
			return;
	U16_FWD_1(text, end, u_strlen(text));
	u_strncpy(first, text, end);
	u_strcpy(rest, text + end);
	u_strToTitle(capital, 8, first, -1, NULL, reader, &status);
	check(status, reader);
	u_strcpy(text, capital);
	u_strncat(text, rest, NAME_MAX_UNITS - 1 - u_strlen(capital));
}

/* The locale's name in the language of reader, as in a list of languages. */
static char *display_name(const char *locale, const char *reader, UDisplayContext length)
{
	UErrorCode status = U_ZERO_ERROR;
	UDisplayContext contexts[] = {UDISPCTX_DIALECT_NAMES,
								  UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU, length};
	ULocaleDisplayNames *names = uldn_openForContext(reader, contexts, 3, &status);
	UChar text[NAME_MAX_UNITS];
	uldn_localeDisplayName(names, locale, text, NAME_MAX_UNITS, &status);
	uldn_close(names);
	check(status, locale);
	capitalise(text, reader);
	return utf8(text);
}

/* Whether an English name is one of its own ("Brazilian Portuguese"), not made with brackets. */
static bool is_own_name(const char *english)
{
	return !strchr(english, '(');
}

/* Both names; those that are made with brackets in their short form ("Hong Kong"). */
static void names_of(const char *locale, char **native, char **english)
{
	UDisplayContext length = UDISPCTX_LENGTH_FULL;
	*english = display_name(locale, "en", length);
	if (!is_own_name(*english)) {
		length = UDISPCTX_LENGTH_SHORT;
		g_free(*english);
		*english = display_name(locale, "en", length);
	}
	*native = display_name(locale, locale, length);
}

static char *digits_of(const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	UNumberingSystem *system = unumsys_open(locale, &status);
	UChar text[32] = {0};
	check(status, locale);
	if (unumsys_isAlgorithmic(system) || unumsys_getRadix(system) != 10)
		u_uastrcpy(text, "0123456789");
	else
		unumsys_getDescription(system, text, 32, &status);
	unumsys_close(system);
	check(status, locale);
	return utf8(text);
}

static char *symbol(const UDateFormat *format, UDateFormatSymbolType type, int32_t index)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar text[NAME_MAX_UNITS];
	udat_getSymbols(format, type, index, text, NAME_MAX_UNITS, &status);
	check(status, "symbols");
	return utf8(text);
}

/* The pattern with the name of the era, where it has one, as quoted text. */
static char *without_era(const UDateFormat *format, const char *pattern)
{
	GString *out = g_string_new(NULL);
	bool quoted = false;
	for (const char *p = pattern; *p; p++) {
		if (*p == '\'')
			quoted = !quoted;
		if (*p == 'G' && !quoted) {
			char *era = symbol(format, UDAT_ERAS, 1);
			g_string_append_printf(out, "'%s'", era);
			g_free(era);
			while (p[1] == 'G')
				p++;
		} else {
			g_string_append_c(out, *p);
		}
	}
	return g_string_free(out, FALSE);
}

/* Which names of months a pattern calls for, by its longest run of M or L. */
static UDateFormatSymbolType month_type(const char *pattern)
{
	bool quoted = false;
	for (const char *p = pattern; *p; p++) {
		if (*p == '\'')
			quoted = !quoted;
		if (quoted)
			continue;
		if (strncmp(p, "MMMM", 4) == 0)
			return UDAT_MONTHS;
		if (strncmp(p, "LLLL", 4) == 0)
			return UDAT_STANDALONE_MONTHS;
		if (strncmp(p, "MMM", 3) == 0)
			return UDAT_SHORT_MONTHS;
		if (strncmp(p, "LLL", 3) == 0)
			return UDAT_STANDALONE_SHORT_MONTHS;
	}
	return UDAT_MONTHS;
}

/* The long Gregorian date: its pattern, and the names of the months that stand in it. */
static void dates_of(const char *locale, char **pattern, char **months)
{
	UErrorCode status = U_ZERO_ERROR;
	char gregorian[ID_MAX];
	UChar text[NAME_MAX_UNITS];
	UDateFormat *format;
	GString *names = g_string_new(NULL);
	char *raw;
	g_snprintf(gregorian, sizeof gregorian, "%s@calendar=gregorian", locale);
	format = udat_open(UDAT_NONE, UDAT_LONG, gregorian, NULL, 0, NULL, 0, &status);
	check(status, locale);
	udat_toPattern(format, false, text, NAME_MAX_UNITS, &status);
	check(status, locale);
	raw = utf8(text);
	*pattern = without_era(format, raw);
	for (int32_t month = 0; month < 12; month++) {
		char *name = symbol(format, month_type(raw), month);
		g_string_append_printf(names, "%s%s", month ? "|" : "", name);
		g_free(name);
	}
	*months = g_string_free(names, FALSE);
	g_free(raw);
	udat_close(format);
}

/* The signs with which a number is written in European digits. */
static void signs_of(const char *locale, char **decimal, char **group)
{
	UErrorCode status = U_ZERO_ERROR;
	char latin[ID_MAX];
	UChar text[32] = {0};
	g_snprintf(latin, sizeof latin, "%s@numbers=latn", locale);
	UNumberFormat *format = unum_open(UNUM_DECIMAL, NULL, 0, latin, NULL, &status);
	check(status, locale);
	unum_getSymbol(format, UNUM_DECIMAL_SEPARATOR_SYMBOL, text, 32, &status);
	*decimal = utf8(text);
	unum_getSymbol(format, UNUM_GROUPING_SEPARATOR_SYMBOL, text, 32, &status);
	*group = utf8(text);
	check(status, locale);
	unum_close(format);
}

/* Takes out the marks that show where a word may be divided. */
static void without_marks(UChar *text)
{
	UChar *to = text;
	for (const UChar *from = text; *from; from++)
		if (*from != 0xAD && *from != 0x200B)
			*to++ = *from;
	*to = 0;
}

/* One to twenty, thirty to ninety, a hundred and a thousand in words; "" where CLDR has none. */
static char *numbers_of(const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormat *format = unum_open(UNUM_SPELLOUT, NULL, 0, locale, NULL, &status);
	GString *words = g_string_new(NULL);
	check(status, locale);
	for (int32_t number = 1; number <= 1000; number += number < 20 ? 1 : number < 100 ? 10 : 900) {
		UChar text[NAME_MAX_UNITS] = {0};
		unum_format(format, number, text, NAME_MAX_UNITS, NULL, &status);
		check(status, locale);
		without_marks(text);
		char *word = utf8(text);
		if (u_isdigit(text[0]))
			g_string_truncate(words, 0);
		else
			g_string_append_printf(words, "%s%s", words->len ? "|" : "", word);
		g_free(word);
	}
	unum_close(format);
	if (g_str_has_prefix(words->str, "one|") && !g_str_has_prefix(locale, "en"))
		g_string_truncate(words, 0); /* those of the default locale */
	return g_string_free(words, FALSE);
}

static struct row *row_new(const char *tag, const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	struct row *row = g_new0(struct row, 1);
	char likely[ID_MAX], script[ID_MAX];
	uloc_addLikelySubtags(locale, likely, ID_MAX, &status);
	uloc_getScript(likely, script, ID_MAX, &status);
	check(status, locale);
	row->tag = g_strdup(tag);
	row->script = g_strdup(script);
	names_of(locale, &row->native, &row->english);
	row->digits = digits_of(locale);
	row->rtl = uloc_isRightToLeft(locale);
	dates_of(locale, &row->date, &row->months);
	signs_of(locale, &row->decimal, &row->group);
	row->numbers = numbers_of(locale);
	return row;
}

static void row_free(void *data)
{
	struct row *row = data;
	char *const strings[] = {row->tag,  row->script, row->native,  row->english, row->digits,
							 row->date, row->months, row->decimal, row->group,   row->numbers};
	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
	g_free(row);
}

static bool same_facts(const struct row *a, const struct row *b)
{
	return strcmp(a->script, b->script) == 0 && strcmp(a->digits, b->digits) == 0 &&
		   strcmp(a->date, b->date) == 0 && strcmp(a->months, b->months) == 0 && a->rtl == b->rtl;
}

/* Whether CLDR has the language's own words, not only codes in their place. */
static bool is_complete(const struct row *row)
{
	return !strstr(row->months, "M11") && g_ascii_strcasecmp(row->native, row->tag) != 0;
}

static struct row *row_find(const GPtrArray *rows, const char *tag)
{
	for (guint i = 0; i < rows->len; i++) {
		struct row *row = g_ptr_array_index(rows, i);
		if (g_ascii_strcasecmp(row->tag, tag) == 0)
			return row;
	}
	return NULL;
}

/* The row that a tag would get if it had none of its own: locale_find's rule. */
static struct row *row_above(const GPtrArray *rows, const char *tag)
{
	char *part = g_strdup(tag);
	struct row *row = NULL;
	char *hyphen;
	while (!row && (hyphen = strrchr(part, '-')) != NULL) {
		*hyphen = '\0';
		row = row_find(rows, part);
	}
	g_free(part);
	return row;
}

/* Adds a row, unless a shorter tag says the same. */
static void add(GPtrArray *rows, const char *tag, const char *locale)
{
	struct row *row, *above;
	if (row_find(rows, tag))
		return;
	row = row_new(tag, locale);
	above = row_above(rows, tag);
	if (is_complete(row) && (!above || !same_facts(row, above) || is_own_name(row->english)))
		g_ptr_array_add(rows, row);
	else
		row_free(row);
}

/* Adds a locale of ICU under its BCP 47 tag. */
static void add_locale(GPtrArray *rows, const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	char tag[ID_MAX];
	uloc_toLanguageTag(locale, tag, ID_MAX, true, &status);
	check(status, locale);
	add(rows, tag, locale);
}

/* Adds a locale with script and region under its shorter tag too: zh_Hant_TW as zh-TW. */
static void add_short(GPtrArray *rows, const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	char minimal[ID_MAX], tag[ID_MAX];
	uloc_minimizeSubtags(locale, minimal, ID_MAX, &status);
	uloc_toLanguageTag(minimal, tag, ID_MAX, true, &status);
	check(status, locale);
	add(rows, tag, locale);
}

static bool has_part(int32_t (*part)(const char *, char *, int32_t, UErrorCode *),
					 const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	char text[ID_MAX];
	return part(locale, text, ID_MAX, &status) > 0;
}

static gint by_tag(gconstpointer a, gconstpointer b)
{
	return g_ascii_strcasecmp((*(struct row *const *)a)->tag, (*(struct row *const *)b)->tag);
}

static void print_string(const char *text)
{
	char above_ascii[0x81] = {0};
	char *escaped;
	for (int i = 0; i < 0x80; i++)
		above_ascii[i] = (char)(0x80 + i);
	escaped = g_strescape(text, above_ascii);
	printf("\"%s\", ", escaped);
	g_free(escaped);
}

static void print_row(const struct row *row)
{
	printf("\t{");
	print_string(row->tag);
	print_string(row->script);
	print_string(row->native);
	print_string(row->english);
	print_string(row->digits);
	print_string(row->date);
	print_string(row->months);
	print_string(row->decimal);
	print_string(row->group);
	print_string(row->numbers);
	printf("%s},\n", row->rtl ? "true" : "false");
}

/* Languages first, then scripts, then regions: a row is compared with those above it. */
static void collect(GPtrArray *rows)
{
	int32_t count = uloc_countAvailable();
	for (int parts = 0; parts <= 2; parts++) {
		for (int32_t i = 0; i < count; i++) {
			const char *locale = uloc_getAvailable(i);
			bool script = has_part(uloc_getScript, locale);
			bool region = has_part(uloc_getCountry, locale);
			if (has_part(uloc_getVariant, locale) || script + region != parts)
				continue;
			add_locale(rows, locale);
			if (script && region)
				add_short(rows, locale);
		}
	}
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
		if (!row_find(rows, wanted[i][0]))
			g_ptr_array_add(rows, row_new(wanted[i][0], wanted[i][1]));
}

int main(void)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
	UErrorCode status = U_ZERO_ERROR;
	uloc_setDefault("en", &status);
	check(status, "en");
	collect(rows);
	g_ptr_array_sort(rows, by_tag);
	printf("static const struct locale locales[] = {\n");
	for (guint i = 0; i < rows->len; i++)
		print_row(g_ptr_array_index(rows, i));
	printf("};\n\nstatic const char *const tags[] = {\n");
	for (guint i = 0; i < rows->len; i++)
		printf("\t\"%s\",\n", ((const struct row *)g_ptr_array_index(rows, i))->tag);
	printf("\tNULL,\n};\n");
	g_ptr_array_free(rows, TRUE);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("locale_make");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
