/* Phrases of headings: where a break would part what a reader takes for one, as data by language.
 * Headings are ragged, so a break is only made dear. */
#include <string.h>

#include "typeset/breaks.h"
#include "typeset/place.h"
#include "typeset/segment.h"
#include "typeset/spacing.h"

/* What a break within a word costs, one before a word that leans on the last, and one after a word
 * that belongs to the next. Lines of very different widths are better. */
enum { WORD_PENALTY = 400, LEANING_PENALTY = 200, FUNCTION_PENALTY = 100 };

/* Words of so many letters are articles, prepositions, conjunctions and the like, more often than
 * not. */
enum { FUNCTION_LETTERS = 3 };

/* Words that lean on the one before them. Chinese: particles. In Japanese all that begins with
 * hiragana does, for nouns and stems are mostly written with other signs (phrases, bunsetsu, begin
 * with them), and signs that end a noun. */
static const struct custom leaning[] = {
	{"zh", "的了吗嗎呢吧着著过過们們地得"},
	{"ja", "師者員等性的症科剤用後中"},
};

/* The same with a space before them: particles and postpositions, whole chains of which stand in
 * Hindi, Urdu and Punjabi ("के लिए"). */
static const struct custom leaning_words[] = {
	{"tr", "mi mı mu mü de da ile için"},
	{"hi", "का की के को ने से में पर तक लिए साथ बाद"},
	{"ur", "کا کی کے کو نے سے میں پر تک لیے ساتھ بعد"},
	{"pa", "ਦਾ ਦੀ ਦੇ ਨੂੰ ਨੇ ਤੋਂ ਵਿੱਚ ਵਿਚ ਤੇ ਤੱਕ ਲਈ ਨਾਲ ਬਾਅਦ"},
	{"bn", "জন্য থেকে দিয়ে সঙ্গে পরে"},
};

/* Longer words that belong to the next. */
static const struct custom function_words[] = {
	{"en",
	 "about after before does during from have into should than that this what when which "
	 "while will with your"},
	{"es",
	 "como cómo cuál cuándo cuando desde durante entre esta este para pero según sobre tras "
	 "unas unos"},
	{"fr",
	 "avec cette chez comment contre dans depuis elle entre leur leurs notre pendant pour "
	 "quand quel quelle quelles quels sans selon sous vers votre"},
	{"de",
	 "auch beim dass dem denn dieser diese dieses durch eine einem einen einer eines gegen "
	 "kann mein nach nicht oder ohne sich sind soll über unter vom wann warum welche wenn "
	 "werden wird zwischen"},
	{"it",
	 "alla alle allo agli come contro dagli dalla dalle degli della delle dello dopo durante "
	 "negli nella nelle nello prima quale quali quando quanto questa questo senza sono sulla "
	 "sulle"},
	{"pt",
	 "após como contra desde durante entre essa esse esta este para pela pelas pelo pelos "
	 "quais qual quando quanto sobre"},
	{"pl", "jest jaki jaka jakie przed przez przy podczas oraz albo może można kiedy"},
	{"ro",
	 "cand când care cele cere către cum dacă despre dintre după este între pentru prin sunt"},
	{"ru uk be bg", "через перед после після если якщо можно можна нужно когда коли между між"},
	{"hu", "amely egyes hogy mely milyen mint vagy"},
	{"tr", "bütün daha gibi hangi nasıl veya"},
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
			(start > p->text && !place_is_space(g_utf8_get_char(g_utf8_prev_char(start)))))
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
		if (place_has_lang(leaning[i].langs, p->lang) &&
			g_utf8_strchr(leaning[i].chars, -1, p->now))
			return true;
	return place_has_lang("ja", p->lang) &&
		   g_unichar_get_script(p->now) == G_UNICODE_SCRIPT_HIRAGANA;
}

static bool is_katakana(gunichar c)
{
	return g_unichar_get_script(c) == G_UNICODE_SCRIPT_KATAKANA || c == 0x30fc;
}

/* Whether a place is within a run of katakana. Words of other languages are written with them,
 * which ICU's dictionary does not know and parts anywhere. */
static bool parts_katakana(const struct place *p)
{
	return is_katakana(p->last) && is_katakana(p->now);
}

/* Whether a word stands in a list. */
static bool is_listed(const struct custom *customs, size_t count, const char *lang,
					  const char *word, size_t len)
{
	char *small = g_utf8_strdown(word, (gssize)len);
	bool found = false;
	for (size_t i = 0; i < count && !found; i++)
		found = place_has_lang(customs[i].langs, lang) &&
				place_has_word(customs[i].chars, small, strlen(small));
	g_free(small);
	return found;
}

/* Whether the word before a place is one that belongs to the next: short, or listed. A noun of
 * German is not, nor an acronym. */
static bool ends_with_function(const struct place *p)
{
	const char *start = p->word_end, *end = p->word_end;
	int letters = 0, capitals = 0;
	for (gunichar c; (c = place_back(p->text, &end)) && !place_is_space(c); start = end) {
		if (place_is_opening(c))
			break;
		if (!place_is_alphabetic(c))
			return false;
		letters++;
		capitals += g_unichar_isupper(c);
	}
	bool noun = place_has_lang("de", p->lang) && start > p->text && capitals;
	if (!p->spaced || letters == 0 || noun || (letters > 1 && capitals == letters))
		return false;
	return letters <= FUNCTION_LETTERS || is_listed(function_words, G_N_ELEMENTS(function_words),
													p->lang, start, (size_t)(p->word_end - start));
}

/* Whether the word after a place leans on the one before. */
static bool begins_with_leaning(const struct place *p)
{
	size_t len = strcspn(p->c, " ?!.,");
	return p->spaced && is_listed(leaning_words, G_N_ELEMENTS(leaning_words), p->lang, p->c, len);
}

/* What a break at a place costs in a heading. */
static short phrase_penalty(const struct place *p, bool word)
{
	if (place_has_lang("vi", p->lang))
		return p->spaced && in_compound(p) ? WORD_PENALTY : 0;
	if (p->spaced && begins_with_leaning(p))
		return LEANING_PENALTY;
	if (p->spaced)
		return ends_with_function(p) ? FUNCTION_PENALTY : 0;
	if (!segment_is_ideographic(p->last))
		return 0;
	return !word || parts_katakana(p) ? WORD_PENALTY : leans(p) ? LEANING_PENALTY : 0;
}

void breaks_keep_phrases(struct arena *arena, struct shaped *s)
{
	const bool *words = find_words(arena, s);
	const char *c = s->text;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		if (i == 0 || !s->attrs[i].is_line_break || s->attrs[i].is_mandatory_break)
			continue;
		struct place p = place_at(s->text, c, s->lang);
		short penalty = phrase_penalty(&p, words[i]);
		if (penalty) {
			struct spacing *spacing = &spacing_of(arena, s)[c - s->text];
			spacing->penalty = MAX(spacing->penalty, penalty);
		}
	}
}
