/* Facts about languages: a table made from CLDR when the program is built, and what follows from a
 * row of it. */
#include "document/locale.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"

#include "locale_data.inc"

#define SUBTAG_MAX 8
#define TAG_MAX 64
#define ADDITIVE_MAX 999 /* the least of their ranges in W3C's note */
#define SECONDS_PER_DAY 86400
#define JULIAN_1970 719163 /* GDate's day number of 1970-01-01 */

static bool is_well_formed(const char *tag)
{
	size_t len = 0;
	for (const char *p = tag; *p; p++) {
		if (*p == '-' && len == 0)
			return false;
		if (*p != '-' && !g_ascii_isalnum(*p))
			return false;
		len = *p == '-' ? 0 : len + 1;
		if (len > SUBTAG_MAX)
			return false;
	}
	return len > 0;
}

/* Like strcasecmp, of the first len bytes of tag with the whole of row. */
static int compare(const char *tag, size_t len, const char *row)
{
	int order = g_ascii_strncasecmp(tag, row, len);
	return order || !row[len] ? order : -1;
}

static const struct locale *find(const char *tag, size_t len)
{
	size_t low = 0, high = G_N_ELEMENTS(locales);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(tag, len, locales[middle].tag);
		if (order == 0)
			return &locales[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const struct locale *locale_find(const char *tag)
{
	if (!tag || !is_well_formed(tag))
		return NULL;
	for (size_t len = strlen(tag);;) {
		const struct locale *locale = find(tag, len);
		const char *hyphen = g_strrstr_len(tag, (gssize)len, "-");
		if (locale || !hyphen)
			return locale;
		len = (size_t)(hyphen - tag);
	}
}

/* Whether English there is that of the US: CLDR's locales of English that inherit from it. */
static bool is_american(const char *country)
{
	static const char *const countries[] = {"AS", "BI", "GU", "MH", "MP",
											"PH", "PR", "UM", "US", "VI"};
	for (size_t i = 0; i < G_N_ELEMENTS(countries); i++)
		if (str_same(countries[i], country))
			return true;
	return false;
}

const struct locale *locale_in(struct arena *arena, const struct locale *locale,
							   const char *country)
{
	const struct locale *local =
		country ? locale_find(str_fmt(arena, "%s-%s", locale->tag, country)) : NULL;
	if (!local)
		return locale;
	if (local == locale && strcmp(locale->tag, "en") == 0 && !is_american(country))
		return locale_find("en-001");
	bool alike = str_same(local->script, locale->script) && str_same(local->digits, locale->digits);
	return alike ? local : locale;
}

/* The same for a tag that may be written as systems do: "zh_CN". */
static const struct locale *find_written(const char *tag)
{
	char written[TAG_MAX];
	if (g_strlcpy(written, tag, sizeof written) >= sizeof written)
		return NULL;
	return locale_find(g_strdelimit(written, "_", '-'));
}

bool locale_is_kin(const char *tag, const char *other)
{
	size_t len = strcspn(tag, "-_");
	if (strcspn(other, "-_") != len || g_ascii_strncasecmp(tag, other, len) != 0)
		return false;
	const struct locale *one = find_written(tag), *two = find_written(other);
	return one && two && str_same(one->script, two->script);
}

const char *const *locale_tags(void)
{
	return tags;
}

bool locale_has_dotless_i(const char *tag)
{
	static const char *const dotless[] = {"tr", "az", "crh", "tt", NULL};
	size_t len = strcspn(tag, "-");
	for (const char *const *lang = dotless; *lang; lang++)
		if (strlen(*lang) == len && g_ascii_strncasecmp(*lang, tag, len) == 0)
			return true;
	return false;
}

/* Adds the number with at least width digits. */
static void add_number(struct buf *out, const struct locale *locale, int number, int width)
{
	char european[32];
	g_snprintf(european, sizeof european, "%0*d", width, number);
	for (const char *p = european; *p; p++) {
		const char *digit, *end;
		if (!g_ascii_isdigit(*p)) {
			buf_putc(out, *p);
			continue;
		}
		digit = g_utf8_offset_to_pointer(locale->digits, *p - '0');
		end = g_utf8_next_char(digit);
		buf_add(out, digit, (size_t)(end - digit));
	}
}

const char *locale_number(struct arena *arena, const struct locale *locale, int number)
{
	struct buf out = {.arena = arena};
	add_number(&out, locale, number, 1);
	return buf_chars(&out);
}

const struct marker *locale_marker(const struct locale *locale, int depth)
{
	return &locale->markers[depth % MARKER_LEVELS];
}

/* The n-th, from 0, of the counter's signs. */
static struct str nth_symbol(const struct counter *counter, int n)
{
	const char *p = counter->symbols;
	for (; n > 0 && *p; n--) {
		p += strcspn(p, " ");
		p += *p == ' ';
	}
	return (struct str){p, strcspn(p, " ")};
}

static int count_symbols(const struct counter *counter)
{
	int count = 1;
	for (const char *p = counter->symbols; *p; p++)
		count += *p == ' ';
	return count;
}

/* Adds letters as if they were digits without a zero: after z comes aa. */
static void add_alphabetic(struct buf *out, const struct counter *counter, int number)
{
	int count = count_symbols(counter);
	if (number > count)
		add_alphabetic(out, counter, (number - 1) / count);
	struct str symbol = nth_symbol(counter, (number - 1) % count);
	buf_add(out, symbol.s, symbol.len);
}

/* Adds the signs whose values make up the number, the greatest first. */
static void add_additive(struct buf *out, const struct counter *counter, int number)
{
	for (int n = 0, count = count_symbols(counter); n < count && number > 0; n += 2) {
		int value = (int)g_ascii_strtoll(nth_symbol(counter, n).s, NULL, 10);
		struct str symbol = nth_symbol(counter, n + 1);
		for (; value > 0 && number >= value; number -= value)
			buf_add(out, symbol.s, symbol.len);
	}
}

/* Whether the counter has a sign for the number. */
static bool can_count(const struct counter *counter, int number)
{
	if (!counter || number < 1)
		return false;
	switch (counter->system) {
	case COUNTER_ALPHABETIC:
		return true;
	case COUNTER_FIXED:
		return number <= count_symbols(counter);
	case COUNTER_ADDITIVE:
		return number <= ADDITIVE_MAX;
	}
	return false;
}

const char *locale_marker_text(struct arena *arena, const struct locale *locale, int depth,
							   int number)
{
	const struct marker *marker = locale_marker(locale, depth);
	const struct counter *counter = marker->counter;
	struct buf out = {.arena = arena};
	buf_puts(&out, marker->before);
	if (!can_count(counter, number)) {
		add_number(&out, locale, number, 1);
	} else {
		switch (counter->system) {
		case COUNTER_ALPHABETIC:
			add_alphabetic(&out, counter, number);
			break;
		case COUNTER_FIXED: {
			struct str symbol = nth_symbol(counter, number - 1);
			buf_add(&out, symbol.s, symbol.len);
			break;
		}
		case COUNTER_ADDITIVE:
			add_additive(&out, counter, number);
			break;
		}
	}
	buf_puts(&out, marker->after);
	return buf_chars(&out);
}

static void add_month(struct buf *out, const struct locale *locale, int month)
{
	const char *name = locale->months;
	while (--month > 0)
		name = strchr(name, '|') + 1;
	buf_add(out, name, strcspn(name, "|"));
}

/* Adds a run of width equal letters of a CLDR pattern. */
static void add_field(struct buf *out, const struct locale *locale, struct date date, char letter,
					  int width)
{
	if (letter == 'd')
		add_number(out, locale, date.day, width);
	else if (letter == 'y')
		add_number(out, locale, width == 2 ? date.year % 100 : date.year, width);
	else if (width >= 3)
		add_month(out, locale, date.month);
	else
		add_number(out, locale, date.month, width);
}

/* Adds quoted text of a pattern; returns what follows it. Two quotes are one. */
static const char *add_quoted(struct buf *out, const char *p)
{
	if (*++p == '\'') {
		buf_putc(out, '\'');
		return p + 1;
	}
	for (; *p && *p != '\''; p++) {
		buf_putc(out, *p);
		if (p[1] == '\'' && p[2] == '\'') {
			buf_putc(out, '\'');
			p += 2;
		}
	}
	return *p ? p + 1 : p;
}

const char *locale_date(struct arena *arena, const struct locale *locale, struct date date)
{
	struct buf out = {.arena = arena};
	const char *p = locale->date;
	while (*p) {
		if (*p == '\'') {
			p = add_quoted(&out, p);
		} else if (strchr("dMLy", *p)) {
			int width = 1;
			while (p[width] == *p)
				width++;
			add_field(&out, locale, date, *p, width);
			p += width;
		} else {
			buf_putc(&out, *p++);
		}
	}
	return buf_chars(&out);
}

static bool read_digits(const char *text, int count, int *out)
{
	*out = 0;
	for (int i = 0; i < count; i++) {
		if (!g_ascii_isdigit(text[i]))
			return false;
		*out = *out * 10 + (text[i] - '0');
	}
	return true;
}

/* "2026-11-22" -> date, which may be no day of the calendar. */
static bool read_date(const char *text, struct date *out)
{
	return strlen(text) == strlen("2026-11-22") && text[4] == '-' && text[7] == '-' &&
		   read_digits(text, 4, &out->year) && read_digits(text + 5, 2, &out->month) &&
		   read_digits(text + 8, 2, &out->day);
}

bool date_parse(const char *text, struct date *out)
{
	struct date date;
	if (!read_date(text, &date) ||
		!g_date_valid_dmy((GDateDay)date.day, (GDateMonth)date.month, (GDateYear)date.year))
		return false;
	*out = date;
	return true;
}

const char *date_remedy(struct arena *arena, const char *text)
{
	struct date date;
	if (!read_date(text, &date) || !date.year)
		return "write year, month and day as 2026-11-22";
	if (date.month < 1 || date.month > 12)
		return "the month stands in the middle, 01 to 12, as in 2026-11-22";
	return str_fmt(arena, "month %d of %d has the days 01 to %d", date.month, date.year,
				   g_date_get_days_in_month((GDateMonth)date.month, (GDateYear)date.year));
}

const char *date_iso(struct arena *arena, struct date date)
{
	return str_fmt(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

long long date_epoch(struct date date)
{
	GDate day;
	g_date_clear(&day, 1);
	g_date_set_dmy(&day, (GDateDay)date.day, (GDateMonth)date.month, (GDateYear)date.year);
	return ((long long)g_date_get_julian(&day) - JULIAN_1970) * SECONDS_PER_DAY;
}

struct date date_of_epoch(long long seconds)
{
	long long days = seconds / SECONDS_PER_DAY - (seconds % SECONDS_PER_DAY < 0);
	GDate day;
	g_date_clear(&day, 1);
	g_date_set_julian(&day, (guint32)(days + JULIAN_1970));
	return (struct date){g_date_get_year(&day), (int)g_date_get_month(&day), g_date_get_day(&day)};
}
