/* Values in a text: one pass over its plain form; at each place an address, a phone number or a
 * number is tried. */
#include "check/values.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "document/unit_names.h"

enum { NUMERAL_MAX = 40, PARTS_MAX = 4, PHONE_MIN = 7, PHONE_MAX = 15 };

/* Signs within a numeral, whatever they were written as. */
enum { SIGN_DECIMAL = 'd', SIGN_GROUP = 'g' };

struct scan {
	struct arena *arena;
	const struct locale *locale;
	const char *start, *p;
	struct buf values;
	size_t count;
};

static int digit_at(const char *s)
{
	return *s ? g_unichar_digit_value(g_utf8_get_char(s)) : -1;
}

static bool is_letter_at(const char *s)
{
	gunichar c = *s ? g_utf8_get_char(s) : 0;
	return c && (g_unichar_isalpha(c) || g_unichar_ismark(c));
}

/* Whether words of the character's script stand without spaces. */
static bool is_unspaced_at(const char *s)
{
	switch ((int)g_unichar_get_script(g_utf8_get_char(s))) {
	case G_UNICODE_SCRIPT_HAN:
	case G_UNICODE_SCRIPT_HIRAGANA:
	case G_UNICODE_SCRIPT_KATAKANA:
	case G_UNICODE_SCRIPT_HANGUL:
	case G_UNICODE_SCRIPT_THAI:
	case G_UNICODE_SCRIPT_LAO:
	case G_UNICODE_SCRIPT_KHMER:
	case G_UNICODE_SCRIPT_MYANMAR:
		return true;
	}
	return false;
}

static bool is_space(gunichar c)
{
	return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x200C || c == '\n';
}

static const char *skip_spaces(const char *s)
{
	while (*s && is_space(g_utf8_get_char(s)))
		s = g_utf8_next_char(s);
	return s;
}

static size_t target_length(const char *s)
{
	int depth = 0;
	for (const char *p = s; *p; p++) {
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return (size_t)(p + 1 - s);
	}
	return 0;
}

const char *values_plain(struct arena *arena, const char *markdown)
{
	struct buf out = {.arena = arena};
	for (const char *s = markdown; *s;) {
		const char *mark = s + (s[0] == ' ' && s[1] == '[' && s[2] == '@');
		bool refers = mark[0] == '[' && (mark[1] == '^' || mark[1] == '@');
		const char *close = refers ? strchr(mark, ']') : NULL;
		size_t target = s[0] == ']' && s[1] == '(' ? target_length(s + 1) : 0;
		if (*s == '\\' && s[1]) {
			buf_putc(&out, s[1] == '\n' ? ' ' : s[1]);
			s += 2;
		} else if (close) {
			s = close + 1;
		} else if (target) {
			s += 1 + target;
		} else {
			bool strike = s[0] == '~' && s[1] == '~';
			if (!strike && !strchr("*[]`", *s))
				buf_putc(&out, *s);
			s += strike ? 2 : 1;
		}
	}
	return buf_chars(&out);
}

static void add(struct scan *scan, struct value value, const char *from, const char *to)
{
	value.text = str_copy_n(scan->arena, from, (size_t)(to - from));
	buf_add(&scan->values, &value, sizeof value);
	scan->count++;
	scan->p = to;
}

/* The length of an address at p, without the stop that ends its sentence. */
static size_t address_length(const char *p)
{
	size_t len = 0;
	while (p[len] && (unsigned char)p[len] > ' ' && (unsigned char)p[len] < 0x80 &&
		   !strchr("<>\"", p[len]))
		len++;
	while (len && strchr(".,;:!?)'", p[len - 1]))
		len--;
	return len;
}

static bool take_address(struct scan *scan)
{
	const char *p = scan->p;
	bool begins = p == scan->start || !g_ascii_isalnum(p[-1]);
	if (!begins || !g_ascii_isalpha(*p))
		return false;
	size_t len = address_length(p);
	const char *at = memchr(p, '@', len);
	bool url = g_str_has_prefix(p, "http://") || g_str_has_prefix(p, "https://") ||
			   g_str_has_prefix(p, "www.");
	if (!url && !(at && at > p && memchr(at, '.', (size_t)(p + len - at))))
		return false;
	add(scan,
		(struct value){.kind = url ? VALUE_URL : VALUE_MAIL,
					   .key = str_copy_n(scan->arena, p, len)},
		p, p + len);
	return true;
}

/* Whether a phone number may go on with the sign. */
static bool is_phone_sign(gunichar c)
{
	return is_space(c) || c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2013 || c == '.' ||
		   c == '/' || c == '(' || c == ')';
}

/* The digit after one or two signs of a phone number at s; NULL: there is none. */
static const char *next_group(const char *s, bool *dated)
{
	bool bracket = false, point = false;
	for (int signs = 0; signs < 2 && *s && is_phone_sign(g_utf8_get_char(s)); signs++) {
		point = point || *s == '.' || *s == '/';
		bracket = bracket || *s == '(' || *s == ')';
		s = g_utf8_next_char(s);
		if (digit_at(s) < 0)
			continue;
		*dated = *dated || point;
		return signs == 0 || bracket ? s : NULL;
	}
	return NULL;
}

/* The digits of a phone number at p, at most PHONE_MAX and one; end is behind the last. groups: how
 * many digits each group has, as figures ("334"). dated: with the signs of dates. */
static size_t read_phone(const char *p, char *digits, char *groups, const char **end, bool *dated)
{
	size_t count = 0, group = 0;
	for (const char *next = p; next && count <= PHONE_MAX;) {
		groups[group] = '0';
		for (p = next; digit_at(p) >= 0 && count <= PHONE_MAX; p = g_utf8_next_char(p)) {
			digits[count++] = (char)('0' + digit_at(p));
			groups[group]++;
		}
		groups[++group] = '\0';
		*end = p;
		next = next_group(p, dated);
	}
	digits[count] = '\0';
	return count;
}

/* A country's code, an area's code with its nought or in brackets, or three, three and four digits;
 * seven digits at least, nine where it could be a date. */
static bool take_phone(struct scan *scan)
{
	const char *p = scan->p, *end = p;
	char digits[PHONE_MAX + 2], groups[PHONE_MAX + 3];
	bool marked = *p == '+' || *p == '(', dated = false;
	const char *first = p + marked + (marked && p[1] == '(') + (p[0] == '(' && p[1] == '+');
	if (digit_at(first) < 0 || (p > scan->start && digit_at(g_utf8_prev_char(p)) >= 0))
		return false;
	size_t count = read_phone(first, digits, groups, &end, &dated);
	bool american = strcmp(groups, "334") == 0;
	bool date = dated && strncmp(groups, "224", 3) == 0;
	if (date || count < (dated && *p != '+' ? PHONE_MIN + 2 : PHONE_MIN) || count > PHONE_MAX ||
		!(marked || digits[0] == '0' || american))
		return false;
	add(scan, (struct value){.kind = VALUE_PHONE, .key = str_copy(scan->arena, digits)}, p, end);
	return true;
}

/* The number of digits from s on. */
static size_t digits_from(const char *s)
{
	size_t count = 0;
	for (; digit_at(s) >= 0; s = g_utf8_next_char(s))
		count++;
	return count;
}

/* The sign at s as it stands in a numeral; 0: none, the numeral ends. */
static char sign_at(const struct scan *scan, const char *s, size_t before)
{
	gunichar c = *s ? g_utf8_get_char(s) : 0;
	size_t after = c ? digits_from(g_utf8_next_char(s)) : 0;
	bool spaced = strchr(".,", *scan->locale->group) == NULL;
	if (!after)
		return 0;
	if (c == '.' || c == ',')
		return (char)c;
	if (c == 0x66B || c == 0x60C)
		return SIGN_DECIMAL;
	if (c == 0x66C)
		return SIGN_GROUP;
	gunichar next = g_utf8_get_char(g_utf8_next_char(s));
	if (c == '/' && next >= 0x6F0 && next <= 0x6F9)
		return SIGN_DECIMAL; /* as in Persian */
	bool group = (is_space(c) && c != '\n' && (c != ' ' || spaced)) || c == '\'' || c == 0x2019;
	return group && after == 3 && before <= 3 ? SIGN_GROUP : 0;
}

/* A numeral in European digits with its signs; *end is where it ends in the text. */
static void read_numeral(const struct scan *scan, char *out, const char **end)
{
	const char *p = scan->p;
	size_t len = 0, run = 0;
	while (len < NUMERAL_MAX) {
		int digit = digit_at(p);
		char sign = digit < 0 ? sign_at(scan, p, run) : 0;
		if (digit < 0 && !sign)
			break;
		out[len++] = digit >= 0 ? (char)('0' + digit) : sign;
		run = digit >= 0 ? run + 1 : 0;
		p = g_utf8_next_char(p);
	}
	out[len] = '\0';
	*end = p;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether the signs before end part groups of three digits, or of two as in India. */
static bool is_grouped(const char *numeral, const char *end)
{
	const char *p = numeral;
	size_t run = 0;
	char sign = 0;
	while (p < end && is_digit(*p))
		p++;
	if (p == numeral || p - numeral > 3 || *numeral == '0')
		return false;
	for (; p < end; p += run + 1) {
		run = 0;
		while (p + 1 + run < end && is_digit(p[1 + run]))
			run++;
		bool last = p + 1 + run >= end;
		if ((sign && *p != sign) || !(run == 3 || (run == 2 && !last)))
			return false;
		sign = *p;
	}
	return true;
}

/* Where the fraction's sign stands; the end when there is none; NULL: it is not one number. */
static const char *find_fraction(const char *numeral, char decimal)
{
	const char *end = numeral + strlen(numeral), *last = end, *first = NULL;
	for (const char *p = numeral; *p; p++)
		if (!is_digit(*p)) {
			first = first ? first : p;
			last = p;
		}
	if (!first || (first == last && *last == SIGN_GROUP))
		return end;
	if (*last == SIGN_DECIMAL || (first == last && *last == decimal))
		return first == last || is_grouped(numeral, last) ? last : NULL;
	if (first == last)
		return is_grouped(numeral, end) ? end : last;
	if (*first == *last)
		return is_grouped(numeral, end) ? end : NULL;
	return is_grouped(numeral, last) ? last : NULL;
}

/* The key of a numeral: digits without needless noughts, "." before the fraction. */
static const char *key_of(struct arena *arena, const char *numeral, const char *fraction,
						  int noughts)
{
	struct buf out = {.arena = arena};
	const char *tail = *fraction ? fraction + 1 : fraction;
	for (const char *p = numeral; p < fraction; p++)
		if (is_digit(*p) && (out.len || *p != '0'))
			buf_putc(&out, *p);
	for (; noughts > 0; noughts--) {
		char digit = is_digit(*tail) ? *tail++ : '0';
		if (out.len || digit != '0')
			buf_putc(&out, digit);
	}
	if (!out.len)
		buf_putc(&out, '0');
	size_t len = strlen(tail);
	while (len && tail[len - 1] == '0')
		len--;
	if (len)
		buf_fmt(&out, ".%.*s", (int)len, tail);
	return buf_chars(&out);
}

/* The length of the name at s, where the word may not go on; 0: it is not there. */
static size_t name_length(const char *s, const char *name, size_t len, bool open)
{
	char last[8] = {0};
	if (!len)
		return 0;
	size_t found = units_name_at(s, name, len, g_utf8_strlen(name, (gssize)len) <= 2);
	if (!found)
		return 0;
	const char *end = s + found, *letter = g_utf8_prev_char(end);
	memcpy(last, letter, (size_t)(end - letter));
	open = open || !is_letter_at(last);
	bool ends = !is_letter_at(end) || is_unspaced_at(end);
	return open || ends || is_unspaced_at(last) ? found : 0;
}

/* The longest of names separated by '|' at s; 0: none. */
static size_t longest_name(const char *s, const char *names)
{
	size_t longest = 0;
	for (const char *name = names; *name;) {
		size_t len = strcspn(name, "|"), found = name_length(s, name, len, false);
		longest = MAX(longest, found);
		name += len + (name[len] == '|');
	}
	return longest;
}

/* The unit at s, after spaces or a hyphen; *end is behind it. NULL: none. */
static const struct unit *unit_at(const char *s, const char **end)
{
	const struct unit *best = NULL;
	size_t longest = 0;
	s = skip_spaces(s + (*s == '-'));
	for (const struct unit *unit = units; unit->sign; unit++) {
		size_t len = longest_name(s, unit->names);
		if (len > longest) {
			longest = len;
			best = unit;
		}
	}
	*end = s + longest;
	return best;
}

static int multiplier_at(const char *s, const char **end)
{
	size_t longest = 0;
	int noughts = 0;
	s = skip_spaces(s);
	for (const struct multiplier *m = units_multipliers; m->word; m++) {
		size_t len = strlen(m->word);
		bool open = m->word[len - 1] == '*';
		size_t found = name_length(s, m->word, len - open, open);
		if (found > longest) {
			longest = found;
			noughts = m->noughts;
		}
	}
	if (longest)
		*end = s + longest;
	return noughts;
}

static size_t percent_at(const char *s)
{
	static const char *const signs[] = {"%", "٪", "％"};
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (g_str_has_prefix(s, signs[i]))
			return strlen(signs[i]);
	return 0;
}

static bool follows_percent(const struct scan *scan)
{
	return scan->p > scan->start && percent_at(g_utf8_prev_char(scan->p)) &&
		   (g_utf8_prev_char(scan->p) == scan->start ||
			digit_at(g_utf8_prev_char(g_utf8_prev_char(scan->p))) < 0);
}

/* Figures that are not one number, a date for example: each group of digits is one. */
static void take_groups(struct scan *scan, const char *numeral)
{
	for (const char *p = numeral; *p;) {
		size_t len = strcspn(p, ".,dg");
		const char *group = str_copy_n(scan->arena, p, len);
		add(scan,
			(struct value){.kind = VALUE_NUMBER, .key = key_of(scan->arena, group, group + len, 0)},
			scan->p, g_utf8_offset_to_pointer(scan->p, (glong)len));
		p += len + (p[len] != '\0');
		if (*p)
			scan->p = g_utf8_next_char(scan->p);
	}
}

/* The key of a part of a whole: a decimal fraction where that is short, else "1/3". */
static const char *fraction_key(struct arena *arena, unsigned long part, unsigned long whole)
{
	unsigned long thousandths = whole ? part * 1000 / whole : 0;
	if (!whole || part >= whole || thousandths * whole != part * 1000)
		return str_fmt(arena, "%lu/%lu", part, whole);
	const char *decimal = str_fmt(arena, "0.%03lu", thousandths);
	size_t len = strlen(decimal);
	while (decimal[len - 1] == '0')
		len--;
	return str_copy_n(arena, decimal, len);
}

/* Takes "3分の1", whose first figures end at `end`. */
static bool take_parts(struct scan *scan, const char *numeral, const char *end)
{
	char part[NUMERAL_MAX + 1];
	struct scan rest = *scan;
	const char *next = skip_spaces(end);
	size_t between = longest_name(next, units_parts_of);
	rest.p = skip_spaces(next + between);
	if (!between || digit_at(rest.p) < 0)
		return false;
	read_numeral(&rest, part, &end);
	if (part[strspn(part, "0123456789")] || numeral[strspn(numeral, "0123456789")] ||
		strlen(part) > PARTS_MAX || strlen(numeral) > PARTS_MAX)
		return false;
	const char *key =
		fraction_key(scan->arena, strtoul(part, NULL, 10), strtoul(numeral, NULL, 10));
	add(scan, (struct value){.kind = VALUE_NUMBER, .key = key}, scan->p, end);
	return true;
}

/* The hour of the day of an hour before "am" or "pm" at s, which may have full stops; NULL: neither
 * stands there. */
static const char *day_hour(struct arena *arena, unsigned long hour, const char *s)
{
	s = skip_spaces(s);
	bool pm = g_ascii_tolower(*s) == 'p';
	const char *m = *s ? s + 1 + (s[1] == '.') : s;
	if ((!pm && g_ascii_tolower(*s) != 'a') || g_ascii_tolower(*m) != 'm' || is_letter_at(m + 1) ||
		hour < 1 || hour > 12)
		return NULL;
	return str_fmt(arena, "%lu", hour % 12 + (pm ? 12 : 0));
}

/* The minutes of ":30" at s, in the digits of any script, and where they end; -1: none. */
static int minutes_at(const char *s, const char **end)
{
	const char *tens = s + 1;
	if (*s != ':' || digit_at(tens) < 0)
		return -1;
	const char *ones = g_utf8_next_char(tens);
	if (digit_at(ones) < 0)
		return -1;
	const char *behind = g_utf8_next_char(ones);
	if (digit_at(behind) >= 0 || *behind == ':')
		return -1;
	*end = behind;
	return digit_at(tens) * 10 + digit_at(ones);
}

/* Takes a time of day: "14:00" as 14, "2:30 pm" as 2, of which the hour of the day is 14, and 30.
 */
static bool take_clock(struct scan *scan, const char *numeral, const char *end)
{
	bool short_one = strlen(numeral) <= 2 && !numeral[strspn(numeral, "0123456789")];
	unsigned long hour = strtoul(numeral, NULL, 10);
	const char *behind = end;
	int minutes = short_one ? minutes_at(end, &behind) : -1;
	const char *of_day = short_one ? day_hour(scan->arena, hour, behind) : NULL;
	if (!of_day && minutes < 0)
		return false;
	add(scan,
		(struct value){
			.kind = VALUE_NUMBER, .key = str_fmt(scan->arena, "%lu", hour), .hour = of_day},
		scan->p, end);
	if (minutes > 0)
		add(scan, (struct value){.kind = VALUE_NUMBER, .key = str_fmt(scan->arena, "%d", minutes)},
			end + 1, behind);
	scan->p = behind;
	return true;
}

static void take_number(struct scan *scan)
{
	char numeral[NUMERAL_MAX + 1] = {0};
	const char *end, *behind;
	struct value value = {.kind = VALUE_NUMBER};
	read_numeral(scan, numeral, &end);
	const char *fraction = find_fraction(numeral, *scan->locale->decimal);
	if (take_parts(scan, numeral, end) || take_clock(scan, numeral, end))
		return;
	if (!fraction) {
		take_groups(scan, numeral);
		return;
	}
	const struct unit *unit = unit_at(end, &behind);
	size_t percent = percent_at(skip_spaces(end));
	value.key = key_of(scan->arena, numeral, fraction, unit ? 0 : multiplier_at(end, &end));
	if (unit) {
		value.unit = unit->sign;
		value.kind = unit->dose ? VALUE_QUANTITY : VALUE_NUMBER;
		end = behind;
		const char *next = skip_spaces(end);
		size_t per = longest_name(next, units_per);
		const struct unit *below = per ? unit_at(next + per, &behind) : NULL;
		if (below) {
			value.per = below->sign;
			end = behind;
		}
	} else if (percent) {
		value.kind = VALUE_PERCENT;
		end = skip_spaces(end) + percent;
	} else if (follows_percent(scan)) {
		value.kind = VALUE_PERCENT;
	}
	add(scan, value, scan->p, end);
}

/* Takes one sign ("½") by the figures and the fraction slash that it stands for. */
static bool take_fraction(struct scan *scan)
{
	gunichar sign = g_utf8_get_char(scan->p);
	if (!((sign >= 0xBC && sign <= 0xBE) || (sign >= 0x2150 && sign <= 0x215E)))
		return false;
	const char *end = g_utf8_next_char(scan->p);
	char *figures = g_utf8_normalize(scan->p, (gssize)(end - scan->p), G_NORMALIZE_ALL);
	unsigned long part = strtoul(figures, NULL, 10);
	unsigned long whole =
		strtoul(figures + strspn(figures, "0123456789") + strlen("\u2044"), NULL, 10);
	g_free(figures);
	const char *key = fraction_key(scan->arena, part, whole);
	add(scan, (struct value){.kind = VALUE_NUMBER, .key = key}, scan->p, end);
	return true;
}

struct values values_of(struct arena *arena, const char *markdown, const struct locale *locale)
{
	const char *plain = values_plain(arena, markdown);
	struct scan scan = {arena, locale, plain, plain, {.arena = arena}, 0};
	while (*scan.p) {
		if (take_address(&scan) || take_phone(&scan) || take_fraction(&scan))
			continue;
		if (digit_at(scan.p) >= 0)
			take_number(&scan);
		else
			scan.p = g_utf8_next_char(scan.p);
	}
	return (struct values){(const void *)scan.values.s, scan.count};
}

/* The word of a number in the locale's list; its length is 0 when it has none. */
static struct str word_of(const struct locale *locale, const char *key)
{
	int number = (int)strtol(key, NULL, 10), index = -1;
	const char *word = locale->numbers;
	if (strspn(key, "0123456789") != strlen(key))
		return (struct str){0};
	if (number >= 1 && number <= 20)
		index = number - 1;
	else if (number > 20 && number <= 100 && number % 10 == 0)
		index = 17 + number / 10;
	else if (number == 1000)
		index = 28;
	for (; index > 0 && *word; index--)
		word += strcspn(word, "|") + (word[strcspn(word, "|")] == '|');
	return (struct str){word, index == 0 ? strcspn(word, "|") : 0};
}

/* Whether any of the names stands in the text; in spaced scripts not after a letter. */
static bool has_name(const char *plain, const char *names)
{
	for (const char *p = plain; *p; p = g_utf8_next_char(p)) {
		bool begins = p == plain || is_unspaced_at(p) || !is_letter_at(g_utf8_prev_char(p));
		for (const char *name = names; begins && *name;) {
			size_t len = strcspn(name, "|");
			bool open = g_utf8_strlen(name, (gssize)len) > 2;
			if (name_length(p, name, len, open))
				return true;
			name += len + (name[len] == '|');
		}
	}
	return false;
}

/* Whether a word that means two of something stands in the text, by itself or after the words of
 * one letter that Arabic and Hebrew write together with the next. */
static bool has_dual(const char *plain)
{
	static const char *const joined = "وفبلكהובכלמש";
	for (const char *p = plain; *p; p = g_utf8_next_char(p)) {
		const char *before = p > plain ? g_utf8_prev_char(p) : NULL;
		bool begins =
			!before || !is_letter_at(before) || g_utf8_strchr(joined, -1, g_utf8_get_char(before));
		for (const char *name = units_duals; begins && *name;) {
			size_t len = strcspn(name, "|");
			if (strncmp(p, name, len) == 0 && !is_letter_at(p + len))
				return true;
			name += len + (name[len] == '|');
		}
	}
	return false;
}

bool values_is_spelled(const char *plain, const char *key, const struct locale *locale)
{
	for (const struct fraction_words *f = units_fractions; f->key; f++)
		if (strcmp(f->key, key) == 0 && has_name(plain, f->words))
			return true;
	if (strcmp(key, "2") == 0 && has_dual(plain))
		return true;
	struct str word = word_of(locale, key);
	if (!word.len)
		return false;
	char *want = str_fold(word.s, (ptrdiff_t)word.len);
	char *have = str_fold(plain, -1);
	if (g_utf8_strlen(want, -1) > 2 && !is_unspaced_at(want))
		*g_utf8_prev_char(want + strlen(want)) = '\0';
	bool found = false;
	for (const char *p = have; !found && (p = strstr(p, want)); p++)
		found = p == have || is_unspaced_at(p) || !is_letter_at(g_utf8_prev_char(p));
	g_free(want);
	g_free(have);
	return found;
}

bool values_has_unit(const char *plain, const char *sign)
{
	for (const struct unit *unit = units; unit->sign; unit++)
		if (strcmp(unit->sign, sign) == 0)
			return has_name(plain, unit->names);
	return false;
}

bool values_has_percent(const char *plain)
{
	return has_name(plain, units_percent);
}
