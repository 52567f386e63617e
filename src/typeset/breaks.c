/* Where a line may end: pango_default_break, tailored for each item's language, with words of Thai
 * and its like by ICU; then the customs of the language, as data; then number and unit, doses,
 * phones and codes are kept together. */
#include "typeset/breaks.h"
#include "typeset/character.h"

#include <string.h>

#include "typeset/place.h"
#include "typeset/quantities.h"
#include "typeset/segment.h"
#include "typeset/spacing.h"

/* What a break between two syllables of a Korean word costs, and one after the hyphen of a compound
 * that is repeated, or after a word of one letter: about as much as a hyphen. One within an address
 * costs more than a line nearly empty, one beside the hyphen of an acronym ("NMDA-receptor") more
 * than any hyphen within the word. */
enum {
	SYLLABLE_PENALTY = 25,
	REPEAT_PENALTY = 50,
	LONE_PENALTY = 80,
	ADDRESS_PENALTY = 130,
	ACRONYM_PENALTY = 300
};

/* The fewest letters of an alphabet's word before or after its hyphen that a line may end or begin
 * with: "s-a", "făcut-o", "a-t-il", "кто-то". */
enum { PART_MIN = 3 };

/* The sources of these lists, and the tests that hold them, are in customs.ini. */

/* Begin no line, even where a space stands before them. */
static const struct custom not_first[] = {
	{"", "।॥៖។៕ៗ၊။ๆฯໆຯ"},
	{"ru uk be bg pl", "—–"},
	{"zh", "、。，．：；！？）〕］｝〉》」』】〗’”·・‧–～／％‰℃"},
	{"ja",
	 "、。，．：；！？‼⁇⁈⁉）〕］｝〉》」』】〙〗〟’”»‐–〜～゠・ヽヾゝゞ々〻ーぁぃぅぇぉっゃゅょゎゕ"
	 "ゖ"
	 "ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ％‰℃"},
	{"ko", "、。，．：；！？）〕］｝〉》」』】’”·・％℃"},
};

/* End no line. */
static const struct custom not_last[] = {
	{"zh", "（〔［｛〈《「『【〖‘“／"},
	{"ja", "（〔［｛〈《「『【〘〖〝‘“«"},
	{"ko", "（〔［｛〈《「『【‘“"},
};

/* Quotes that are brackets between ideographs: before the opening and after the closing a line may
 * end, which UAX #14 does not know before Unicode 16. */
static const struct custom opening_quotes[] = {{"zh", "“‘"}};
static const struct custom closing_quotes[] = {{"zh", "”’"}};

/* Words of one letter that end no line. The orthographies of Croatian, Serbian and Slovenian ask
 * for nothing of the kind. */
static const struct custom lone_words[] = {
	{"pl", "aiouwzAIOUWZ"},
	{"cs sk", "kosuvzaiKOSUVZAI"},
};

/* Those that end one where it cannot well be otherwise. At a sentence's beginning none does, in any
 * alphabet. */
static const struct custom rather_not_last[] = {
	{"ru", "авикосуяАВИКОСУЯ"},
	{"uk be", "авзійоуєїАВЗІЙОУЄЇ"},
};

/* Prepositions of two and three letters that end no line where they begin a sentence. */
static const struct custom first_words[] = {
	{"ru", "без во до для за из изо ко на над об обо от ото по под при про со"},
	{"uk", "без від для до за зі зо із на над об од під по при про"},
};

/* Thai words that ICU's dictionary divides though every reader takes them for one: what leaflets
 * have most often. */
static const char *const undivided[] = {
	"ผู้ป่วย",     "ผู้ใหญ่",   "ผู้ดูแล",   "ผู้เชี่ยวชาญ", "ระยะยาว", "ระยะสั้น",  "ระยะเวลา", "ผลข้างเคียง",
	"ดังนั้น",     "เพียงใด", "อย่างไร", "อย่างน้อย",  "เท่านั้น",   "เท่าใด",   "เมื่อใด",    "นอกจากนี้",
	"นอกจากนั้น", "แม้ว่า",   "ถึงแม้",   "เพราะว่า",  "ทางเลือก", "ค่าใช้จ่าย", "หรือไม่",    NULL};

/* A line that begins after the hyphen of a compound begins with a hyphen too. */
static const struct custom repeated[] = {{"pl pt es cs sk hr sl sr", "-‐"}};

/* Not where the next part has a capital. */
static const char repeated_before_small[] = "es";

/* Languages that set thousands apart by a space. */
static const struct custom thousands[] = {
	{"fr ru uk be bg pl cs sk hu fi sv nb nn no et lv lt pt es", " "}};

/* Signs that stay with the number after them. */
static const struct custom before_numbers[] = {
	{"", "№§#$€£¥₹฿±"},
	{"tr", "%"},
};

/* The length of the word without spaces that begins at s. */
static size_t word_length(const char *s)
{
	const char *end = s;
	while (*end && !place_is_space(character_at(end)))
		end = g_utf8_next_char(end);
	return (size_t)(end - s);
}

/* Whether a leaf begins the mark of a footnote or of a citation. */
static bool begins_mark(const struct node *node)
{
	const struct node *parent = node ? node->parent : NULL;
	bool cites = parent && parent->kind == NODE_CITATION && node == parent->child;
	return cites || (node && node->kind == NODE_NOTE_MARK);
}

/* Whether no line may begin in the leaf at a byte. Marks also stay with what they follow. */
static bool is_bound(const struct leaf *leaf, int at)
{
	bool mark = begins_mark(leaf->node);
	return mark ? leaf->start <= at : leaf->bound && leaf->start < at;
}

static void bind_leaves(struct shaped *s)
{
	const char *c = s->text;
	int leaf = 0;
	for (int i = 0; i < s->chars && leaf < s->leaf_count; i++, c = g_utf8_next_char(c)) {
		int at = (int)(c - s->text);
		while (leaf < s->leaf_count && s->leaves[leaf].end <= at)
			leaf++;
		if (leaf < s->leaf_count && is_bound(&s->leaves[leaf], at))
			s->attrs[i].is_line_break = FALSE;
	}
}

static bool has(const struct custom *customs, size_t count, const char *lang, gunichar c)
{
	/* Most characters of Chinese and Japanese: none of them is in a list. */
	if (!c || (c >= 0x4e00 && c < 0xa000))
		return false;
	for (size_t i = 0; i < count; i++) {
		const char *chars = customs[i].chars;
		bool listed =
			c < 0x80 ? strchr(chars, (int)c) != NULL : g_utf8_strchr(chars, -1, c) != NULL;
		if (listed && place_has_lang(customs[i].langs, lang))
			return true;
	}
	return false;
}

#define HAS(customs, lang, c) has(customs, G_N_ELEMENTS(customs), lang, c)

/* The word of one letter that ends before the space of a place, and before which a space or an
 * opening mark stands; 0: another word. */
static gunichar lone_word(const struct place *p)
{
	const char *end = p->word_end;
	gunichar letter = place_back(p->text, &end), before = place_back(p->text, &end);
	bool lone = p->spaced && !g_unichar_isalnum(before) && before != '-' && before != '\'' &&
				before != 0x2019;
	return lone ? letter : 0;
}

/* The beginning of the word of letters that ends before the space of a place, if it has a capital
 * there and no more than three letters; else NULL. */
static const char *short_word(const struct place *p)
{
	const char *start = p->word_end, *end = p->word_end;
	gunichar first = 0, c;
	for (int letters = 0; (c = place_back(p->text, &end)) && place_is_alphabetic(c); letters++) {
		if (letters == 3)
			return NULL;
		first = c;
		start = end;
	}
	return p->spaced && g_unichar_isupper(first) ? start : NULL;
}

static bool is_first_word(const struct place *p, const char *word)
{
	char *small = g_utf8_strdown(word, p->word_end - word);
	bool found = false;
	for (size_t i = 0; i < G_N_ELEMENTS(first_words) && !found; i++)
		found = place_has_lang(first_words[i].langs, p->lang) &&
				place_has_word(first_words[i].chars, small, strlen(small));
	g_free(small);
	return found;
}

/* Whether the word before a place begins a sentence and may end no line: a word of one letter or a
 * listed one, before which is nothing but a stop or a mark that opens. */
static bool begins_sentence(const struct place *p, gunichar lone)
{
	const char *end = short_word(p);
	gunichar before;
	if (!end || !(lone ? place_is_alphabetic(lone) : is_first_word(p, end)))
		return false;
	do
		before = place_back(p->text, &end);
	while (place_is_space(before) || place_is_opening(before));
	return !before || g_utf8_strchr(".!?…—–:\"»”", -1, before) != NULL;
}

/* What stands between a hyphen and the next sign that is no letter, mark or digit; ideographs and
 * hangul are no part of a word of others. */
struct side {
	int letters; /* and digits */
	bool capitals, number;
	bool alphabetic; /* all of it */
};

static void add_to_side(struct side *side, gunichar c)
{
	bool digit = character_is_digit(c);
	side->letters += !g_unichar_ismark(c);
	side->capitals = side->capitals && (g_unichar_isupper(c) || digit);
	side->number = side->number && digit;
	side->alphabetic = side->alphabetic && (place_is_alphabetic(c) || digit);
}

static bool is_of_side(gunichar c, gunichar first)
{
	return c && (g_unichar_isalnum(c) || g_unichar_ismark(c)) &&
		   g_unichar_iswide(c) == g_unichar_iswide(first);
}

/* The parts before and after a hyphen, or a maqaf of Hebrew, at whose end a place is; false: there
 * is none. */
static bool sides_of(const struct place *p, struct side *before, struct side *after)
{
	const char *end = p->c, *next = p->c;
	gunichar hyphen = place_back(p->text, &end), last = place_back(p->text, &end);
	*before = *after = (struct side){.capitals = true, .number = true, .alphabetic = true};
	if (p->spaced || (hyphen != '-' && hyphen != 0x2010 && hyphen != 0x5be))
		return false;
	for (gunichar c = last; is_of_side(c, last); c = place_back(p->text, &end))
		add_to_side(before, c);
	for (gunichar c; is_of_side(c = character_at(next), p->now); next = g_utf8_next_char(next))
		add_to_side(after, c);
	return before->letters > 0 && after->letters > 0;
}

/* Beside a hyphen with a number, one letter or a short word: "C-vitamin", "50-letni", "N-methyl-D",
 * "s-a". */
static bool is_joint(const struct place *p)
{
	struct side before, after;
	if (!sides_of(p, &before, &after))
		return false;
	int least = before.alphabetic && after.alphabetic ? PART_MIN : 2;
	return (before.number && character_is_letter(p->now)) ||
		   MIN(before.letters, after.letters) < least;
}

/* Beside the hyphen of a compound with an acronym. */
static bool joins_acronym(const struct place *p)
{
	struct side before, after;
	return sides_of(p, &before, &after) &&
		   ((before.alphabetic && before.capitals) || (after.alphabetic && after.capitals));
}

/* The length of "A." at s; 0: there is none. */
static size_t initial_length(const char *s)
{
	const char *next = *s ? g_utf8_next_char(s) : s;
	return g_unichar_isupper(character_at(s)) && *next == '.' ? (size_t)(next + 1 - s) : 0;
}

/* Whether "A." ends at `end`. */
static bool initial_before(const char *text, const char *end)
{
	gunichar stop = place_back(text, &end), letter = place_back(text, &end),
			 before = place_back(text, &end);
	return stop == '.' && g_unichar_isupper(letter) && !g_unichar_isalnum(before);
}

/* Between initials and surname, in either order: "A. S. Pushkin", "Pushkin A. S." */
static bool is_name(const struct place *p)
{
	if (!p->spaced)
		return false;
	if (initial_before(p->text, p->word_end))
		return g_unichar_isupper(p->now);
	const char *c = p->c, *word = p->word_end;
	while (initial_length(c)) {
		c += initial_length(c);
		while (place_is_space(character_at(c)))
			c = g_utf8_next_char(c);
	}
	while (word > p->text && character_is_letter(character_at(g_utf8_prev_char(word))))
		word = g_utf8_prev_char(word);
	return c > p->c && !g_unichar_isupper(character_at(c)) && word < p->word_end &&
		   g_unichar_isupper(character_at(word));
}

/* Between a sign and its number, and within "10 000". */
static bool is_number(const struct place *p)
{
	const char *end = p->word_end;
	gunichar sign = place_back(p->text, &end);
	if (!p->spaced || !character_is_digit(p->now))
		return false;
	if (HAS(before_numbers, p->lang, sign))
		return true;
	int digits = 0;
	const char *c = p->c;
	for (; character_is_digit(character_at(c)); c = g_utf8_next_char(c))
		digits++;
	return digits == 3 && character_is_digit(sign) && HAS(thousands, p->lang, ' ');
}

static bool is_hangul(gunichar c)
{
	return g_unichar_get_script(c) == G_UNICODE_SCRIPT_HANGUL;
}

/* A Korean particle or unit after a number, a Latin word or a closing bracket. */
static bool is_particle(const struct place *p)
{
	if (p->spaced || !is_hangul(p->now) || is_hangul(p->last))
		return false;
	return (g_unichar_isalnum(p->last) && !g_unichar_iswide(p->last)) ||
		   g_utf8_strchr(")]}%\"'’”）］｝〉》」』】℃", -1, p->last) != NULL;
}

static bool is_kept(const struct place *p)
{
	gunichar lone = lone_word(p);
	return HAS(not_first, p->lang, p->now) || HAS(not_last, p->lang, p->last) ||
		   HAS(lone_words, p->lang, lone) || begins_sentence(p, lone) || is_joint(p) ||
		   is_name(p) || is_number(p) || is_particle(p);
}

/* Beside a quote between ideographs. */
static bool is_bracketed(const struct place *p)
{
	bool before = g_unichar_iswide(p->last) || HAS(closing_quotes, p->lang, p->last);
	bool after = g_unichar_iswide(p->now) || HAS(opening_quotes, p->lang, p->now);
	return before && after &&
		   (HAS(opening_quotes, p->lang, p->now) || HAS(closing_quotes, p->lang, p->last));
}

static bool repeats_hyphen(const struct place *p)
{
	const char *end = p->word_end;
	place_back(p->text, &end);
	if (g_unichar_isupper(p->now) && place_has_lang(repeated_before_small, p->lang))
		return false;
	return !p->spaced && HAS(repeated, p->lang, p->last) && character_is_letter(p->now) &&
		   character_is_letter(place_back(p->text, &end));
}

/* Between a Thai word and the number that belongs to it: "ขนาด 0.5 mg/kg". */
static bool counts_before(const struct place *p)
{
	const char *end = p->word_end;
	return p->spaced && character_is_digit(p->now) && place_has_lang("th lo km my", p->lang) &&
		   segment_needs(place_back(p->text, &end));
}

/* Takes back the breaks within the words that are not divided, where ICU finds a word's beginning
 * and end. */
static void join_words(struct shaped *s)
{
	const char *c = s->text;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		if (*c != '\xe0' || (i > 0 && segment_needs(character_at(g_utf8_prev_char(c))) &&
							 !s->attrs[i].is_line_break))
			continue;
		for (const char *const *word = undivided; *word; word++) {
			int count = (int)g_utf8_strlen(*word, -1);
			bool here = g_str_has_prefix(c, *word);
			gunichar next = here ? character_at(c + strlen(*word)) : 0;
			if (here && (!segment_needs(next) || s->attrs[i + count].is_line_break))
				for (int k = i + 1; k < i + count; k++)
					s->attrs[k].is_line_break = FALSE;
		}
	}
}

/* What a break costs, where it is allowed. */
static void set_cost(struct arena *arena, struct shaped *s, const struct place *p)
{
	bool repeats = repeats_hyphen(p);
	bool syllables = !p->spaced && is_hangul(p->last);
	bool lone = HAS(rather_not_last, p->lang, lone_word(p)) || counts_before(p);
	bool acronym = joins_acronym(p);
	if (!repeats && !syllables && !lone && !acronym)
		return;
	struct spacing *spacing = &spacing_of(arena, s)[p->c - s->text];
	spacing->penalty = acronym   ? ACRONYM_PENALTY
					   : lone    ? LONE_PENALTY
					   : repeats ? REPEAT_PENALTY
								 : SYLLABLE_PENALTY;
	spacing->repeats_hyphen = repeats;
}

/* Applies the customs of each item's language. */
static void apply_customs(struct arena *arena, struct shaped *s)
{
	const char *c = s->text, *lang = s->lang;
	int item = 0;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		int at = (int)(c - s->text);
		for (; item < s->item_count && s->items[item].start <= at; item++)
			lang = pango_language_to_string(s->items[item].item->analysis.language);
		bool ascii = i > 0 && !((*c | c[-1]) & 0x80);
		if (i == 0 || s->attrs[i].is_mandatory_break || (ascii && !s->attrs[i].is_line_break))
			continue;
		struct place p = place_at(s->text, c, lang);
		if (s->attrs[i].is_line_break || is_bracketed(&p))
			s->attrs[i].is_line_break = !is_kept(&p);
		if (s->attrs[i].is_line_break)
			set_cost(arena, s, &p);
	}
}

/* Whether the word of len bytes is an address on the web or of mail. */
static bool is_address(const char *word, size_t len)
{
	const char *slash = memchr(word, '/', len), *stop = memchr(word, '.', len);
	bool path = slash && stop && stop < slash;
	return stop && (path || memchr(word, '@', len) || g_strstr_len(word, (gssize)len, "://") ||
					g_strstr_len(word, (gssize)len, "www."));
}

/* In addresses a line ends before an '@' or a hyphen, but not after one, where it would look like
 * the program's. Both are dear: an address is best read on one line. */
static void move_hyphens(struct arena *arena, struct shaped *s)
{
	const char *c = s->text;
	bool address = false; /* c is in one */
	gunichar last = 0;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		if (i == 0 || place_is_space(last))
			address = is_address(c, word_length(c));
		gunichar now = character_at(c);
		if (address && last == '-')
			s->attrs[i].is_line_break = FALSE;
		if (address && (now == '-' || now == '@') && g_unichar_isalnum(last)) {
			s->attrs[i].is_line_break = TRUE;
			spacing_of(arena, s)[c - s->text].penalty = ADDRESS_PENALTY;
		}
		last = now;
	}
}

/* A key in setting->reported that is no code point. */
#define NO_ICU GUINT_TO_POINTER(0x110000)

void breaks_find(struct setting *setting, struct arena *arena, struct shaped *s,
				 PangoAttrList *attrs)
{
	int all = s->chars + 1;
	pango_default_break(s->text, s->len, NULL, s->attrs, all);
	int first = 0;
	for (int i = 0; i < s->item_count; i++) {
		PangoItem *item = s->items[i].item;
		pango_tailor_break(s->text + item->offset, item->length, &item->analysis, item->offset,
						   s->attrs + first, item->num_chars + 1);
		first += item->num_chars;
	}
	pango_attr_break(s->text, s->len, attrs, 0, s->attrs, all);
	if (!segment_words(s->text, s->len, s->attrs, s->chars) &&
		g_hash_table_add(setting->reported, NO_ICU))
		diag_warning(setting->diag, s->pos,
					 "lines may end inside words of Khmer, Lao and Burmese: install the package "
					 "libicu72");
	join_words(s);
	apply_customs(arena, s);
	move_hyphens(arena, s);
	quantities_bind(s);
	quantities_weigh(arena, s);
	quantities_bind_dates(s, !s->style.justify);
	bind_leaves(s);
}

void breaks_keep_words(struct shaped *s)
{
	const char *c = s->text;
	gunichar last = 0;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		gunichar now = character_at(c);
		bool joint = strchr("-/~", (int)(last & 0x7f)) != NULL && last < 0x80;
		if (i > 0 && !place_is_space(last) && last != 0x2028 && !joint &&
			(is_hangul(last) || (is_hangul(now) && !g_unichar_iswide(last))))
			s->attrs[i].is_line_break = FALSE;
		last = now;
	}
}

int breaks_after_colon(const struct shaped *s)
{
	const char *c = s->text;
	gunichar sign = 0; /* the last one that is no space */
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		gunichar now = character_at(c);
		if (s->attrs[i].is_line_break && (sign == ':' || sign == 0xff1a))
			return (int)(c - s->text);
		sign = place_is_space(now) ? sign : now;
	}
	return 0;
}

void breaks_keep_compounds(struct shaped *s)
{
	gunichar before = 0, last = 0; /* the two characters before c */
	bool address = false;          /* c is in a word with a '/' */
	const char *c = s->text;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		gunichar now = character_at(c);
		if (i == 0 || place_is_space(last))
			address = memchr(c, '/', word_length(c)) != NULL;
		bool joint = (last == '-' || last == 0x2010) && character_is_letter(now);
		if (joint && character_is_letter(before) && !address)
			s->attrs[i].is_line_break = FALSE;
		before = last;
		last = now;
	}
}
