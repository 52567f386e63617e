/* A program of the build: writes the table of locale.c from ICU's CLDR data and from markers.ini,
 * which is named on its command line, to standard output, so that the typesetter itself needs
 * neither. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/unum.h>
#include <unicode/unumsys.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#define NAME_MAX_UNITS 256
#define ID_MAX 96
#define PLURAL_SAMPLES 200 /* beyond, categories repeat by hundreds, but for millions */

/* One row before it is printed. Strings are owned but plural. */
struct row {
	char *tag, *script, *native, *english, *digits, *date, *months, *decimal, *group, *numbers;
	char *quotes, *levels;
	const char *plural;
	bool rtl;
};

/* The ways in which gettext's languages count: as a function, and as the words of a PO's header. */
#define COUNTING(name, count, expression) \
	static int name(int n)                \
	{                                     \
		(void)n;                          \
		return expression;                \
	}                                     \
	static const char name##_words[] = "nplurals=" #count "; plural=" #expression ";";

COUNTING(same, 1, 0)
COUNTING(not_one, 2, (n != 1))
COUNTING(above_one, 2, (n > 1))
COUNTING(one_two, 3, (n == 1 ? 0 : n == 2 ? 1 : 2))
COUNTING(east_slavic, 3,
		 (n % 10 == 1 && n % 100 != 11                                    ? 0
		  : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1
																		  : 2))
COUNTING(polish, 3,
		 (n == 1                                                          ? 0
		  : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1
																		  : 2))
COUNTING(czech, 3, (n == 1 ? 0 : n >= 2 && n <= 4 ? 1 : 2))
COUNTING(romanian, 3, (n == 1 ? 0 : n == 0 || (n % 100 > 0 && n % 100 < 20) ? 1 : 2))
COUNTING(lithuanian, 3,
		 (n % 10 == 1 && n % 100 != 11                     ? 0
		  : n % 10 >= 2 && (n % 100 < 10 || n % 100 >= 20) ? 1
														   : 2))
COUNTING(slovenian, 4, (n % 100 == 1 ? 0 : n % 100 == 2 ? 1 : n % 100 == 3 || n % 100 == 4 ? 2 : 3))
COUNTING(arabic, 6,
		 (n == 0                          ? 0
		  : n == 1                        ? 1
		  : n == 2                        ? 2
		  : n % 100 >= 3 && n % 100 <= 10 ? 3
		  : n % 100 >= 11                 ? 4
										  : 5))

static const struct counting {
	int (*category)(int n);
	const char *words;
} countings[] = {
	{same, same_words},           {not_one, not_one_words},         {above_one, above_one_words},
	{one_two, one_two_words},     {east_slavic, east_slavic_words}, {polish, polish_words},
	{czech, czech_words},         {romanian, romanian_words},       {lithuanian, lithuanian_words},
	{slovenian, slovenian_words}, {arabic, arabic_words},
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

/* The marks of quotations: opening, closing, and the same within a quotation. */
static char *quotes_of(const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	ULocaleData *data = ulocdata_open(locale, &status);
	GString *marks = g_string_new(NULL);
	check(status, locale);
	for (int type = ULOCDATA_QUOTATION_START; type <= ULOCDATA_ALT_QUOTATION_END; type++) {
		UChar text[32] = {0};
		ulocdata_getDelimiter(data, (ULocaleDataDelimiterType)type, text, 32, &status);
		check(status, locale);
		char *mark = utf8(text);
		g_string_append_printf(marks, "%s%s", marks->len ? " " : "", mark);
		g_free(mark);
	}
	ulocdata_close(data);
	return g_string_free(marks, FALSE);
}

/* Whether the counting puts the same numbers together as CLDR's categories do. */
static bool counts_as(const struct counting *counting, char (*categories)[16])
{
	for (int a = 0; a < PLURAL_SAMPLES; a++)
		for (int b = 0; b < a; b++)
			if ((strcmp(categories[a], categories[b]) == 0) !=
				(counting->category(a) == counting->category(b)))
				return false;
	return true;
}

/* The words of a PO's header for CLDR's plural categories; "" where gettext has no usual ones. */
static const char *plural_of(const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	UPluralRules *rules = uplrules_open(locale, &status);
	char categories[PLURAL_SAMPLES][16] = {0};
	check(status, locale);
	for (int n = 0; n < PLURAL_SAMPLES; n++) {
		UChar text[16] = {0};
		uplrules_select(rules, n, text, 16, &status);
		check(status, locale);
		u_UCharsToChars(text, categories[n], u_strlen(text));
	}
	uplrules_close(rules);
	for (size_t i = 0; i < G_N_ELEMENTS(countings); i++)
		if (counts_as(&countings[i], categories))
			return countings[i].words;
	return "";
}

/* The levels of a tag's lists as markers.ini has them for it, a beginning of it or its script. */
static char *levels_of(GKeyFile *markers, const char *tag, const char *script)
{
	char *part = g_strdup(tag), *levels = NULL, *hyphen = part;
	while (!levels && hyphen) {
		levels = g_key_file_get_string(markers, "levels", part, NULL);
		hyphen = strrchr(part, '-');
		if (hyphen)
			*hyphen = '\0';
	}
	g_free(part);
	if (!levels)
		levels = g_key_file_get_string(markers, "levels", script, NULL);
	return levels ? levels : g_strdup("(decimal) decimal)");
}

static struct row *row_new(GKeyFile *markers, const char *tag, const char *locale)
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
	row->quotes = quotes_of(locale);
	row->plural = plural_of(locale);
	row->levels = levels_of(markers, tag, script);
	return row;
}

static void row_free(void *data)
{
	struct row *row = data;
	char *const strings[] = {row->tag,    row->script,  row->native, row->english,
							 row->digits, row->date,    row->months, row->decimal,
							 row->group,  row->numbers, row->quotes, row->levels};
	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
	g_free(row);
}

static bool same_facts(const struct row *a, const struct row *b)
{
	return strcmp(a->script, b->script) == 0 && strcmp(a->digits, b->digits) == 0 &&
		   strcmp(a->date, b->date) == 0 && strcmp(a->months, b->months) == 0 &&
		   strcmp(a->quotes, b->quotes) == 0 && strcmp(a->plural, b->plural) == 0 &&
		   strcmp(a->levels, b->levels) == 0 && a->rtl == b->rtl;
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
static void add(GPtrArray *rows, GKeyFile *markers, const char *tag, const char *locale)
{
	struct row *row, *above;
	if (row_find(rows, tag))
		return;
	row = row_new(markers, tag, locale);
	above = row_above(rows, tag);
	if (is_complete(row) && (!above || !same_facts(row, above) || is_own_name(row->english)))
		g_ptr_array_add(rows, row);
	else
		row_free(row);
}

/* Adds a locale of ICU under its BCP 47 tag. */
static void add_locale(GPtrArray *rows, GKeyFile *markers, const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	char tag[ID_MAX];
	uloc_toLanguageTag(locale, tag, ID_MAX, true, &status);
	check(status, locale);
	add(rows, markers, tag, locale);
}

/* Adds a locale with script and region under its shorter tag too: zh_Hant_TW as zh-TW. */
static void add_short(GPtrArray *rows, GKeyFile *markers, const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	char minimal[ID_MAX], tag[ID_MAX];
	uloc_minimizeSubtags(locale, minimal, ID_MAX, &status);
	uloc_toLanguageTag(minimal, tag, ID_MAX, true, &status);
	check(status, locale);
	add(rows, markers, tag, locale);
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

/* Prints the counters as a table; its order is that of the keys. */
static void print_counters(GKeyFile *markers, char **names)
{
	static const char *const systems[] = {"alphabetic", "COUNTER_ALPHABETIC",
										  "fixed",      "COUNTER_FIXED",
										  "additive",   "COUNTER_ADDITIVE"};
	printf("static const struct counter counters[] = {\n");
	for (char **name = names; *name; name++) {
		char *value = g_key_file_get_string(markers, "counters", *name, NULL);
		char *symbols = strchr(value, ' ');
		size_t i = 0;
		while (i < G_N_ELEMENTS(systems) && !g_str_has_prefix(value, systems[i]))
			i += 2;
		if (!symbols || i >= G_N_ELEMENTS(systems)) {
			fprintf(stderr, "locale_make: markers.ini: counter %s has no system\n", *name);
			exit(EXIT_FAILURE);
		}
		printf("\t{");
		print_string(*name);
		printf("%s, ", systems[i + 1]);
		print_string(symbols + 1);
		printf("},\n");
		g_free(value);
	}
	printf("};\n\n");
}

/* Prints one level, "(hindi)", as a struct marker. */
static void print_level(const char *level, char **names)
{
	const char *name = level + strcspn(level, "abcdefghijklmnopqrstuvwxyz");
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz-");
	char *before = g_strndup(level, (gsize)(name - level)), *own = g_strndup(name, len);
	size_t i = 0;
	while (names[i] && strcmp(names[i], own) != 0)
		i++;
	if (!names[i] && strcmp(own, "decimal") != 0) {
		fprintf(stderr, "locale_make: markers.ini: no counter in \"%s\"\n", level);
		exit(EXIT_FAILURE);
	}
	if (names[i])
		printf("{&counters[%zu], ", i);
	else
		printf("{NULL, ");
	print_string(before);
	print_string(name + len);
	printf("}, ");
	g_free(before);
	g_free(own);
}

static void print_levels(const char *levels, char **names)
{
	char **two = g_strsplit(levels, " ", 2);
	printf("{");
	print_level("decimal.", names);
	print_level(two[0], names);
	print_level(two[1] ? two[1] : two[0], names);
	printf("}, ");
	g_strfreev(two);
}

static void print_row(const struct row *row, char **names)
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
	print_string(row->quotes);
	print_string(row->plural);
	print_string(row->numbers);
	print_levels(row->levels, names);
	printf("%s},\n", row->rtl ? "true" : "false");
}

/* Languages first, then scripts, then regions: a row is compared with those above it. */
static void collect(GPtrArray *rows, GKeyFile *markers)
{
	int32_t count = uloc_countAvailable();
	for (int parts = 0; parts <= 2; parts++) {
		for (int32_t i = 0; i < count; i++) {
			const char *locale = uloc_getAvailable(i);
			bool script = has_part(uloc_getScript, locale);
			bool region = has_part(uloc_getCountry, locale);
			if (has_part(uloc_getVariant, locale) || script + region != parts)
				continue;
			add_locale(rows, markers, locale);
			if (script && region)
				add_short(rows, markers, locale);
		}
	}
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
		if (!row_find(rows, wanted[i][0]))
			g_ptr_array_add(rows, row_new(markers, wanted[i][0], wanted[i][1]));
}

static void print_table(const GPtrArray *rows, GKeyFile *markers)
{
	char **names = g_key_file_get_keys(markers, "counters", NULL, NULL);
	print_counters(markers, names);
	printf("static const struct locale locales[] = {\n");
	for (guint i = 0; i < rows->len; i++)
		print_row(g_ptr_array_index(rows, i), names);
	printf("};\n\nstatic const char *const tags[] = {\n");
	for (guint i = 0; i < rows->len; i++)
		printf("\t\"%s\",\n", ((const struct row *)g_ptr_array_index(rows, i))->tag);
	printf("\tNULL,\n};\n");
	g_strfreev(names);
}

int main(int argc, char **argv)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
	UErrorCode status = U_ZERO_ERROR;
	GKeyFile *markers = g_key_file_new();
	if (argc != 2 || !g_key_file_load_from_file(markers, argv[1], G_KEY_FILE_NONE, NULL) ||
		!g_key_file_has_group(markers, "counters")) {
		fprintf(stderr, "usage: locale_make MARKERS.INI\n");
		return EXIT_FAILURE;
	}
	uloc_setDefault("en", &status);
	check(status, "en");
	collect(rows, markers);
	g_ptr_array_sort(rows, by_tag);
	print_table(rows, markers);
	g_ptr_array_free(rows, TRUE);
	g_key_file_free(markers);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("locale_make");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
