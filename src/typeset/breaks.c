/* Where a line may end: pango_default_break, tailored for each item's language, with words of Thai
 * and its like by ICU; then the customs of the language, as data; then number and unit, doses,
 * phones and codes are kept together. */
#include "typeset/breaks.h"

#include <string.h>

#include "typeset/quantities.h"
#include "typeset/segment.h"
#include "typeset/spacing.h"

/* What a break between two syllables of a Korean word costs, and one after the hyphen of a compound
 * that is repeated, or after a word of one letter: about as much as a hyphen. */
enum { SYLLABLE_PENALTY = 25, REPEAT_PENALTY = 50, LONE_PENALTY = 80 };

/* In headings: what a break within a word costs, and one before a word that leans on the last.
 * Lines of very different widths are better. */
enum { WORD_PENALTY = 400, LEANING_PENALTY = 200 };

/* Languages (as many letters of a tag as are given, "" for all) and the characters of a custom. */
struct custom {
	const char *langs, *chars;
};

/* Begin no line, even where a space stands before them.
 *
 * Dandas and the like end a sentence (Unicode 15, chapters 12, 13 and 16). ๆ and its like repeat
 * the word before them, ฯ shortens it (Royal Society of Thailand, rules for spaces and marks). The
 * dash: A. Milchin, Spravochnik izdatelya i avtora. Chinese: GB/T 15834-2011 as W3C, Requirements
 * for Chinese Text Layout, "Prohibition Rules for Line Start and Line End", has it, GB style.
 * Japanese: JIS X 4051 as W3C, Requirements for Japanese Text Layout, "Characters Not Starting a
 * Line" and "Characters Not Ending a Line", has it. Korean: W3C, Requirements for Hangul Text
 * Layout, "Line Head Restrictions" and "Line End Restrictions". */
static const struct custom not_first[] = {
	{"", "।॥៖។៕ៗ၊။ๆฯໆຯ"},
	{"ru uk be bg", "—–"},
	{"zh", "、。，．：；！？）〕］｝〉》」』】〗’”·・‧–～／％‰℃"},
	{"ja",
	 "、。，．：；！？‼⁇⁈⁉）〕］｝〉》」』】〙〗〟’”»‐–〜～゠・ヽヾゝゞ々〻ーぁぃぅぇぉっゃゅょゎゕ"
	 "ゖ"
	 "ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ％‰℃"},
	{"ko", "、。，．：；！？）〕］｝〉》」』】’”·・％℃"},
};

/* End no line. The same sources. */
static const struct custom not_last[] = {
	{"zh", "（〔［｛〈《「『【〖‘“／"},
	{"ja", "（〔［｛〈《「『【〘〖〝‘“«"},
	{"ko", "（〔［｛〈《「『【‘“"},
};

/* Quotes that are brackets between ideographs: before the opening and after the closing a line may
 * end, which UAX #14 does not know before Unicode 16. */
static const struct custom opening_quotes[] = {{"zh", "“‘"}};
static const struct custom closing_quotes[] = {{"zh", "”’"}};

/* Words of one letter that end no line. Polish: A. Wolański, Edycja tekstów, for lines of more than
 * 40 characters; Wielki słownik ortograficzny PWN, rule 204, asks for it in titles alone. Czech:
 * ČSN 01 6910 and the Czech Language Institute; Slovak: STN 01 6910. */
static const struct custom lone_words[] = {
	{"pl", "aiouwzAIOUWZ"},
	{"cs sk", "kosuvzaiKOSUVZAI"},
};

/* Those that end one where it cannot well be otherwise: K. Bylinsky and A. Zhilin, Spravochnaya
 * kniga korrektora, 1960, p. 361. */
static const struct custom rather_not_last[] = {{"ru", "авикосуяАВИКОСУЯ"}};

/* A line that begins after the hyphen of a compound begins with a hyphen too. Polish: Wielki
 * słownik ortograficzny PWN, rule 195; Portuguese: Acordo Ortográfico 1990, base XX, 6.º; Czech and
 * Slovak: Pravidla českého pravopisu, Pravidlá slovenského pravopisu; Croatian: Institut za
 * hrvatski jezik, Hrvatski pravopis, 2013; Slovenian: Slovenski pravopis (vzgojno-/-izobraževalni);
 * Serbian: Pravopis srpskoga jezika, Matica srpska (Herceg-/-Novi). */
static const struct custom repeated[] = {{"pl pt cs sk hr sl sr", "-‐"}};

/* Languages that set thousands apart by a space (CLDR 42, symbols/group). */
static const struct custom thousands[] = {
	{"fr ru uk be bg pl cs sk hu fi sv nb nn no et lv lt pt es", " "}};

/* Signs that stay with the number after them. Turkish percent: CLDR 42, percentFormat. */
static const struct custom before_numbers[] = {
	{"", "№§#$€£¥₹±"},
	{"tr", "%"},
};

/* Words that lean on the one before them. Chinese: particles. In Japanese all that begins with
 * hiragana does, for nouns and stems are mostly written with other signs (phrases, bunsetsu, begin
 * with them), and signs that end a noun. */
static const struct custom leaning[] = {
	{"zh", "的了吗嗎呢吧着著过過们們地得"},
	{"ja", "師者員等性的症科剤用後中"},
};

/* Vietnamese words of two syllables that headings of leaflets have. No dictionary marks words
 * there: between their syllables stands a space as between words. */
static const char *const compounds[] = {
	"ai đó",      "an toàn",    "ảnh hưởng",  "bác sĩ",    "bao gồm",     "bao giờ",
	"bảo quản",   "bệnh nhân",  "bệnh viện",  "bắt đầu",   "cải thiện",   "cảm giác",
	"cảm thấy",   "cần thiết",  "cấp cứu",    "câu hỏi",   "cho con bú",  "chóng mặt",
	"chuẩn bị",   "chuyên gia", "chú ý",      "có thể",    "cơ thể",      "cuộc hẹn",
	"cuộc sống",  "dị ứng",     "dịch vụ",    "dược sĩ",   "đái tháo",    "đau đầu",
	"đặc biệt",   "đi khám",    "điều dưỡng", "điều trị",  "đơn thuốc",   "gia đình",
	"giải thích", "giảm đau",   "giấc ngủ",   "hiểu biết", "hiệu quả",    "hoạt động",
	"huyết áp",   "hướng dẫn",  "kết quả",    "khẩn cấp",  "khó thở",     "không thể",
	"khuyến cáo", "kiểm tra",   "liên hệ",    "liên quan", "liều dùng",   "lo âu",
	"lo lắng",    "lợi ích",    "mang thai",  "mất ngủ",   "nghiên cứu",  "nghiêm trọng",
	"nguy cơ",    "nguy hiểm",  "người bệnh", "người lớn", "nhiễm trùng", "phản ứng",
	"phẫu thuật", "phòng khám", "phòng ngừa", "phụ nữ",    "phương pháp", "quan trọng",
	"rủi ro",     "sau đó",     "sức khỏe",   "sử dụng",   "tác dụng",    "dụng phụ",
	"tâm lý",     "tâm thần",   "tập luyện",  "tái khám",  "tế bào",      "thai kỳ",
	"thanh toán", "thay đổi",   "theo dõi",   "thông báo", "thông tin",   "thời gian",
	"thuốc viên", "thực phẩm",  "tiếp tục",   "tiền sử",   "tim mạch",    "tìm hiểu",
	"tiểu đường", "trầm cảm",   "trẻ em",     "trị liệu",  "triệu chứng", "trường hợp",
	"tư vấn",     "uống thuốc", "vấn đề",     "viên nén",  "xét nghiệm",  "y tá",
	"y tế",       "ý kiến",     NULL};

static bool is_space(gunichar c)
{
	return c == ' ' || c == 0xa0 || c == 0x202f;
}

/* The length of the word without spaces that begins at s. */
static size_t word_length(const char *s)
{
	const char *end = s;
	while (*end && !is_space(g_utf8_get_char(end)))
		end = g_utf8_next_char(end);
	return (size_t)(end - s);
}

/* Whether no line may begin in the leaf at a byte. Marks of footnotes also stay with what they
 * follow. */
static bool is_bound(const struct leaf *leaf, int at)
{
	bool mark = leaf->node && leaf->node->kind == NODE_NOTE_MARK;
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

/* Whether a list of languages has the tag's. */
static bool has_lang(const char *langs, const char *tag)
{
	size_t len = strcspn(tag, "-");
	if (!*langs)
		return true;
	for (const char *lang = langs; *lang; lang += strcspn(lang, " "), lang += *lang == ' ')
		if (strcspn(lang, " ") == len && g_ascii_strncasecmp(lang, tag, len) == 0)
			return true;
	return false;
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
		if (listed && has_lang(customs[i].langs, lang))
			return true;
	}
	return false;
}

#define HAS(customs, lang, c) has(customs, G_N_ELEMENTS(customs), lang, c)

/* A place where a line might begin: at c, before which `last` stands; the word before it ends at
 * word_end, with spaces between if `spaced`. */
struct place {
	const char *text, *c, *word_end, *lang;
	gunichar now, last;
	bool spaced;
};

static struct place place_at(const char *text, const char *c, const char *lang)
{
	struct place p = {.text = text, .c = c, .word_end = c, .lang = lang};
	p.now = g_utf8_get_char(c);
	p.last = g_utf8_get_char(g_utf8_prev_char(c));
	while (p.word_end > text && is_space(g_utf8_get_char(g_utf8_prev_char(p.word_end))))
		p.word_end = g_utf8_prev_char(p.word_end);
	p.spaced = p.word_end < c;
	return p;
}

/* The character that ends before `end`, or 0 at the beginning of the text; moves end before it. */
static gunichar back(const char *text, const char **end)
{
	if (*end <= text)
		return 0;
	*end = g_utf8_prev_char(*end);
	return g_utf8_get_char(*end);
}

/* The word of one letter that ends before the space of a place, and before which a space or an
 * opening mark stands; 0: another word. */
static gunichar lone_word(const struct place *p)
{
	const char *end = p->word_end;
	gunichar letter = back(p->text, &end), before = back(p->text, &end);
	bool lone = p->spaced && !g_unichar_isalnum(before) && before != '-' && before != '\'' &&
				before != 0x2019;
	return lone ? letter : 0;
}

/* After the hyphen of a word that begins with a number or one letter: "C-vitamin", "50-letni". */
static bool is_joint(const struct place *p)
{
	const char *end = p->c;
	gunichar hyphen = back(p->text, &end), before = back(p->text, &end);
	if (p->spaced || (hyphen != '-' && hyphen != 0x2010) || !g_unichar_isalpha(p->now))
		return false;
	return g_unichar_isdigit(before) ||
		   (g_unichar_isalpha(before) && !g_unichar_isalnum(back(p->text, &end)));
}

/* The length of "A." at s; 0: there is none. */
static size_t initial_length(const char *s)
{
	const char *next = *s ? g_utf8_next_char(s) : s;
	return g_unichar_isupper(g_utf8_get_char(s)) && *next == '.' ? (size_t)(next + 1 - s) : 0;
}

/* Whether "A." ends at `end`. */
static bool initial_before(const char *text, const char *end)
{
	gunichar stop = back(text, &end), letter = back(text, &end), before = back(text, &end);
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
		while (is_space(g_utf8_get_char(c)))
			c = g_utf8_next_char(c);
	}
	while (word > p->text && g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(word))))
		word = g_utf8_prev_char(word);
	return c > p->c && !g_unichar_isupper(g_utf8_get_char(c)) && word < p->word_end &&
		   g_unichar_isupper(g_utf8_get_char(word));
}

/* Between a sign and its number, and within "10 000". */
static bool is_number(const struct place *p)
{
	const char *end = p->word_end;
	gunichar sign = back(p->text, &end);
	if (!p->spaced || !g_unichar_isdigit(p->now))
		return false;
	if (HAS(before_numbers, p->lang, sign))
		return true;
	int digits = 0;
	const char *c = p->c;
	for (; g_unichar_isdigit(g_utf8_get_char(c)); c = g_utf8_next_char(c))
		digits++;
	return digits == 3 && g_unichar_isdigit(sign) && HAS(thousands, p->lang, ' ');
}

static bool is_hangul(gunichar c)
{
	return g_unichar_get_script(c) == G_UNICODE_SCRIPT_HANGUL;
}

/* A Korean particle or unit after a number, a Latin word or a closing bracket (W3C, Requirements
 * for Hangul Text Layout, 4.2). */
static bool is_particle(const struct place *p)
{
	if (p->spaced || !is_hangul(p->now) || is_hangul(p->last))
		return false;
	return (g_unichar_isalnum(p->last) && !g_unichar_iswide(p->last)) ||
		   g_utf8_strchr(")]}%\"'’”）］｝〉》」』】℃", -1, p->last) != NULL;
}

static bool is_kept(const struct place *p)
{
	return HAS(not_first, p->lang, p->now) || HAS(not_last, p->lang, p->last) ||
		   HAS(lone_words, p->lang, lone_word(p)) || is_joint(p) || is_name(p) || is_number(p) ||
		   is_particle(p);
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
	back(p->text, &end);
	return !p->spaced && HAS(repeated, p->lang, p->last) && g_unichar_isalpha(p->now) &&
		   g_unichar_isalpha(back(p->text, &end));
}

/* What a break costs, where it is allowed. */
static void set_cost(struct arena *arena, struct shaped *s, const struct place *p)
{
	bool repeats = repeats_hyphen(p);
	bool syllables = !p->spaced && is_hangul(p->last);
	bool lone = HAS(rather_not_last, p->lang, lone_word(p));
	if (!repeats && !syllables && !lone)
		return;
	struct spacing *spacing = &spacing_of(arena, s)[p->c - s->text];
	spacing->penalty = lone ? LONE_PENALTY : repeats ? REPEAT_PENALTY : SYLLABLE_PENALTY;
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
	apply_customs(arena, s);
	quantities_bind(s);
	quantities_bind_dates(s, !s->style.justify);
	bind_leaves(s);
}

void breaks_keep_words(struct shaped *s)
{
	const char *c = s->text;
	gunichar last = 0;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		gunichar now = g_utf8_get_char(c);
		bool joint = strchr("-/~", (int)(last & 0x7f)) != NULL && last < 0x80;
		if (i > 0 && !is_space(last) && last != 0x2028 && !joint &&
			(is_hangul(last) || (is_hangul(now) && !g_unichar_iswide(last))))
			s->attrs[i].is_line_break = FALSE;
		last = now;
	}
}

void breaks_keep_compounds(struct shaped *s)
{
	gunichar before = 0, last = 0; /* the two characters before c */
	bool address = false;          /* c is in a word with a '/' */
	const char *c = s->text;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		gunichar now = g_utf8_get_char(c);
		if (i == 0 || is_space(last))
			address = memchr(c, '/', word_length(c)) != NULL;
		bool joint = (last == '-' || last == 0x2010) && g_unichar_isalpha(now);
		if (joint && g_unichar_isalpha(before) && !address)
			s->attrs[i].is_line_break = FALSE;
		before = last;
		last = now;
	}
}

/* The words of the text by ICU: whether one begins at each character; true where it does not say.
 */
static bool *find_words(struct arena *arena, const struct shaped *s)
{
	bool *begins = ARENA_ARRAY(arena, bool, (size_t)s->chars + 1);
	for (int i = 0; i < s->chars; i++)
		begins[i] = true;
	segment_ideographs(s->text, s->len, begins, s->chars);
	return begins;
}

/* Whether the words round a space are one of the compounds. */
static bool in_compound(const struct place *p)
{
	for (const char *const *compound = compounds; *compound; compound++) {
		size_t first = strcspn(*compound, " "), len = strlen(*compound);
		const char *start = p->word_end - first;
		if (start < p->text ||
			(start > p->text && !is_space(g_utf8_get_char(g_utf8_prev_char(start)))))
			continue;
		char *text = g_utf8_strdown(start, (gssize)len);
		bool same =
			strncmp(text, *compound, len) == 0 && !g_unichar_isalpha(g_utf8_get_char(start + len));
		g_free(text);
		if (same)
			return true;
	}
	return false;
}

/* Whether what begins at a place leans on the word before it. */
static bool leans(const struct place *p)
{
	for (size_t i = 0; i < G_N_ELEMENTS(leaning); i++)
		if (has_lang(leaning[i].langs, p->lang) && g_utf8_strchr(leaning[i].chars, -1, p->now))
			return true;
	return has_lang("ja", p->lang) && g_unichar_get_script(p->now) == G_UNICODE_SCRIPT_HIRAGANA;
}

/* What a break at a place costs in a heading. */
static int phrase_penalty(const struct place *p, bool word)
{
	if (has_lang("vi", p->lang))
		return p->spaced && in_compound(p) ? WORD_PENALTY : 0;
	if (p->spaced || !segment_is_ideographic(p->last))
		return 0;
	return !word ? WORD_PENALTY : leans(p) ? LEANING_PENALTY : 0;
}

void breaks_keep_phrases(struct arena *arena, struct shaped *s)
{
	if (!has_lang("zh ja vi", s->lang))
		return;
	const bool *words = find_words(arena, s);
	const char *c = s->text;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		if (i == 0 || !s->attrs[i].is_line_break || s->attrs[i].is_mandatory_break)
			continue;
		struct place p = place_at(s->text, c, s->lang);
		int penalty = phrase_penalty(&p, words[i]);
		if (penalty)
			spacing_of(arena, s)[c - s->text].penalty = penalty;
	}
}
