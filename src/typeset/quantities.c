/* Numbers with their units, and dates. A unit stays with its number, with a space or without one. A
 * date is recognised by the pattern and the names of months that CLDR has for its language. Sources
 * are in customs.ini. */
#include "typeset/quantities.h"

#include <string.h>

#include "document/unit_names.h"
#include "typeset/character.h"
#include "typeset/segment.h"
#include "typeset/spacing.h"

/* Units that stay with the number before them, beside the names in document/unit_names that are not
 * Latin: words of Latin, as "milligrams", may part from it. */
static const char *const more_units[] = {
	"%",    "٪",    "‰",    "mg",     "g",    "kg",       "\u00b5g",  "\u03bcg", "mcg",
	"ml",   "mL",   "l",    "L",      "dl",   "dL",       "mm",       "cm",      "m",
	"km",   "mmol", "IU",   "UI",     "kcal", "\u00b0C",  "\u00b0F",  "h",       "min",
	"mmHg", "am",   "pm",   "a.m.",   "p.m.", "a. m.",    "p. m.",    "Uhr",     "м",
	"км",   "ч",    "мин",  "год",    "хв",   "ккал",     "ملل",      "سال",     "ਮਿ.ਗ੍ਰਾ",
	"公克", "米",   "公尺", "毫摩爾", "单位", "單位",     "千卡",     "大卡",    "摄氏度",
	"小时", "小時", "分钟", "分鐘",   "片",   "粒",       "滴",       "次",      "メートル",
	"単位", "錠",   "滴",   "時間",   "分",   "밀리미터", "센티미터", "미터",    "시간",
	"분",   NULL};

/* Words that rather stay with the number before them: how long, how often. Languages whose words
 * have no spaces between them have theirs among the units too. */
static const char time_words[] =
	"hour|hours|day|days|week|weeks|minute|minutes|month|months|year|years|"
	"hora|horas|día|días|semana|semanas|minuto|minutos|mes|meses|año|años|"
	"heure|heures|jour|jours|semaine|semaines|mois|an|ans|année|années|"
	"Stunde|Stunden|Tag|Tage|Tagen|Woche|Wochen|Minute|Minuten|Monat|Monate|Monaten|Jahr|Jahre|"
	"Jahren|"
	"ora|ore|giorno|giorni|settimana|settimane|minuti|mese|mesi|anno|anni|"
	"dia|dias|mês|ano|anos|"
	"godzina|godziny|godzin|dzień|dni|tydzień|tygodnie|tygodni|minuta|minuty|minut|miesiąc|"
	"miesiące|"
	"miesięcy|rok|lata|lat|"
	"oră|zi|zile|săptămână|săptămâni|lună|luni|ani|"
	"час|часа|часов|день|дня|дней|неделя|недели|неделю|недель|минута|минуты|минуту|минут|месяц|"
	"месяца|"
	"месяцев|года|лет|"
	"година|години|годину|годин|дні|днів|тиждень|тижні|тижня|тижнів|хвилина|хвилини|хвилину|хвилин|"
	"місяць|місяці|місяця|місяців|рік|роки|року|років|"
	"saat|gün|hafta|dakika|ay|yıl|günlük|saatlik|haftalık|günde|saatte|"
	"giờ|ngày|tuần|phút|tháng|năm|"
	"ساعة|ساعات|يوم|يوما|يومًا|أيام|أسبوع|أسبوعا|أسبوعًا|أسابيع|دقيقة|دقائق|شهر|شهرا|شهرًا|أشهر|شهور|"
	"سنة|"
	"سنوات|ساعت|روز|هفته|دقیقه|ماه|سال|گھنٹہ|گھنٹے|گھنٹوں|دن|دنوں|ہفتہ|ہفتے|ہفتوں|منٹ|ماہ|مہینہ|"
	"مہینے|"
	"مہینوں|שעה|שעות|יום|ימים|שבוע|שבועות|דקה|דקות|חודש|חודשים|שנה|שנים|"
	"घंटा|घंटे|घंटों|घण्टे|दिन|दिनों|सप्ताह|हफ़्ता|हफ़्ते|हफ्ते|हफ़्तों|हफ्तों|मिनट|महीना|महीने|महीनों|साल|वर्ष|"
	"ঘণ্টা|ঘন্টা|দিন|সপ্তাহ|মিনিট|মাস|বছর|ਘੰਟਾ|ਘੰਟੇ|ਘੰਟਿਆਂ|ਦਿਨ|ਦਿਨਾਂ|ਹਫ਼ਤਾ|ਹਫ਼ਤੇ|ਹਫ਼ਤਿਆਂ|ਮਿੰਟ|ਮਹੀਨਾ|ਮਹੀਨੇ|"
	"ਮਹੀਨਿਆਂ|ਸਾਲ|天|日|日間|周|週|週間|个月|個月|か月|年|일|주|주일|개월|년|"
	"วัน|ชั่วโมง|สัปดาห์|นาที|เดือน|ปี";

/* What a break before such a word costs: as much as a hyphen. */
enum { TIME_PENALTY = 80 };

/* The longest text with a '/' that is kept in one piece ("mg/kg"); a path or "and/or" chain may
 * break. */
enum { SLASHED_MAX = 12 };

/* Shorter names of Thai units, in bytes, may be the beginning of another word. */
enum { UNSPACED_MIN = 6 };

/* Orders of a date beside that of the language's own country. */
static const char *const common_orders[] = {"d MMMM y", "d. MMMM y", "MMMM d, y", NULL};

static bool is_space(gunichar c)
{
	return c == ' ' || c == 0xa0 || c == 0x202f;
}

/* Ideographs and kana stand without spaces; what follows may be a letter all the same. */
static bool is_ideographic(gunichar c)
{
	return g_unichar_iswide(c) && g_unichar_get_script(c) != G_UNICODE_SCRIPT_HANGUL;
}

static bool is_letter(gunichar c)
{
	return character_is_letter(c) || g_unichar_ismark(c);
}

/* The length of a name of len bytes that stands at s, after which no letter makes it another word
 * (others follow ideographs, kana, hangul and words of Thai); 0: it does not. */
static size_t name_length(const char *s, const char *name, size_t len)
{
	size_t found =
		*s == *name ? units_name_at(s, name, len, true) : 0; /* no name begins with a gap */
	if (!found)
		return 0;
	gunichar last = character_at(g_utf8_prev_char(s + found));
	bool unspaced = g_unichar_iswide(last) || (segment_needs(last) && found > UNSPACED_MIN);
	return !is_letter(last) || unspaced || !is_letter(character_at(s + found)) ? found : 0;
}

/* The length of the longest name of a list, separated by '|', that stands at s; 0: none does. */
static size_t listed_length(const char *s, const char *names)
{
	size_t longest = 0;
	for (const char *name = names; *name; name += *name == '|') {
		size_t len = strcspn(name, "|");
		longest = MAX(longest, len ? name_length(s, name, len) : 0);
		name += len;
	}
	return longest;
}

/* The length of the unit that begins at s; 0: none. The longest counts. */
static size_t unit_length(const char *s)
{
	size_t longest = 0;
	for (const char *const *unit = more_units; *unit; unit++)
		if (**unit == *s)
			longest = MAX(longest, name_length(s, *unit, strlen(*unit)));
	if ((unsigned char)*s < 0x80) /* of those names none that begins in ASCII is looked for */
		return longest;
	for (const struct unit *unit = units; unit->sign; unit++)
		longest = MAX(longest, listed_length(s, unit->names));
	return longest;
}

/* The length of the word without spaces that begins at s. */
static size_t word_length(const char *s)
{
	const char *end = s;
	while (*end && !is_space(character_at(end)))
		end = g_utf8_next_char(end);
	return (size_t)(end - s);
}

void quantities_bind(struct shaped *s)
{
	gunichar before = 0, last = 0; /* the two characters before c */
	size_t word = 0;               /* bytes of the word that c is in */
	const char *c = s->text, *unit_end = s->text;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		gunichar now = character_at(c);
		if (i == 0 || is_space(last))
			word = word_length(c);
		bool number = character_is_digit(last) || (is_space(last) && character_is_digit(before));
		size_t unit = number ? unit_length(c) : 0;
		bool slash = last == '/' && word <= SLASHED_MAX;
		bool counted = character_is_digit(last) && is_ideographic(now) && character_is_letter(now);
		if (unit || slash || counted || c < unit_end)
			s->attrs[i].is_line_break = FALSE;
		if (unit)
			unit_end = c + unit;
		before = last;
		last = now;
	}
}

void quantities_weigh(struct arena *arena, struct shaped *s)
{
	gunichar before = 0, last = 0; /* the two characters before c */
	const char *c = s->text;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		bool counted = is_space(last) && character_is_digit(before) && s->attrs[i].is_line_break;
		if (counted && listed_length(c, time_words)) {
			struct spacing *spacing = &spacing_of(arena, s)[c - s->text];
			spacing->penalty = MAX(spacing->penalty, TIME_PENALTY);
		}
		before = last;
		last = character_at(c);
	}
}

/* What is known of a date that was found: where its parts begin. */
struct date_parts {
	const char *end, *day, *month, *year;
};

/* After the digits at c; NULL: there are fewer than least or more than most. */
static const char *after_digits(const char *c, int least, int most)
{
	int count = 0;
	for (; character_is_digit(character_at(c)); c = g_utf8_next_char(c))
		count++;
	return count >= least && count <= most ? c : NULL;
}

/* After the longest name of a month at c; NULL: there is none. */
static const char *after_month(const char *c, const char *months)
{
	const char *found = NULL;
	for (const char *name = months; *name; name += strcspn(name, "|"), name += *name == '|') {
		size_t len = strcspn(name, "|");
		if (len && strncmp(c, name, len) == 0 && (!found || c + len > found))
			found = c + len;
	}
	return found;
}

/* After the field of width equal letters of a pattern that stands at c. */
static const char *after_field(const char *c, const char *months, char letter, int width,
							   struct date_parts *parts)
{
	if (letter == 'd')
		parts->day = c;
	else if (letter == 'y')
		parts->year = c;
	else
		parts->month = c;
	if (letter == 'y')
		return after_digits(c, 4, 4);
	return letter == 'd' || width < 3 ? after_digits(c, 1, 2) : after_month(c, months);
}

/* Whether a date of the CLDR pattern stands at c. */
static bool date_at(const char *c, const char *pattern, const char *months,
					struct date_parts *parts)
{
	bool quoted = false;
	*parts = (struct date_parts){0};
	for (const char *p = pattern; c && *p;) {
		if (*p == '\'') {
			quoted = !quoted;
			p++;
		} else if (!quoted && strchr("dMLy", *p)) {
			int width = (int)strspn(p, (char[]){*p, '\0'});
			c = after_field(c, months, *p, width, parts);
			p += width;
		} else {
			bool space = is_space(character_at(p)) && is_space(character_at(c));
			bool same = character_at(p) == character_at(c);
			c = space || same ? g_utf8_next_char(c) : NULL;
			p = g_utf8_next_char(p);
		}
	}
	parts->end = c;
	return c != NULL && !character_is_digit(character_at(c));
}

/* Whether a date of one of the orders of a language stands at c, where a number or a word begins.
 */
static bool any_date_at(const char *c, const struct locale *locale, struct date_parts *parts)
{
	bool number = character_is_digit(character_at(c));
	bool own = number == (*locale->date == 'd' || *locale->date == 'y');
	if (own && date_at(c, locale->date, locale->months, parts))
		return true;
	for (const char *const *order = common_orders; *order; order++)
		if (number == (**order == 'd') && date_at(c, *order, locale->months, parts))
			return true;
	return false;
}

/* Whether a word that begins at c may be the month before a day: a number comes next. */
static bool before_number(const char *c)
{
	while (character_is_letter(character_at(c)) || g_unichar_ismark(character_at(c)))
		c = g_utf8_next_char(c);
	c += *c == '.';
	return is_space(character_at(c)) && character_is_digit(character_at(g_utf8_next_char(c)));
}

/* Takes back the breaks of the date at c, which is character i; in justified text the year may part
 * from the rest. */
static void bind_date(struct shaped *s, int i, const char *c, const struct date_parts *parts,
					  bool ragged)
{
	const char *first = MIN(parts->day, parts->month), *last = MAX(parts->day, parts->month);
	for (; c < parts->end; c = g_utf8_next_char(c), i++)
		if (c > s->text && (ragged ? c > MIN(first, parts->year) : c > first && c <= last))
			s->attrs[i].is_line_break = FALSE;
}

static bool has_digit(const char *text)
{
	for (const char *c = text; *c; c = g_utf8_next_char(c))
		if (character_is_digit(character_at(c)))
			return true;
	return false;
}

void quantities_bind_dates(struct shaped *s, bool ragged)
{
	const struct locale *locale = locale_find(s->lang);
	const char *c = s->text;
	gunichar last = 0;
	if (!locale || !has_digit(s->text))
		return;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		gunichar now = character_at(c);
		bool begins = character_is_digit(now) ? !character_is_digit(last)
											  : character_is_letter(now) &&
													!character_is_letter(last) && before_number(c);
		struct date_parts parts;
		if (begins && any_date_at(c, locale, &parts))
			bind_date(s, i, c, &parts, ragged);
		last = now;
	}
}
