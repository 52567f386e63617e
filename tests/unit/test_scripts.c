/* What readers of each script and language see first: where lines break, what stays together, how
 * wide marks are, in which order both directions stand. Real words, short. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "document/spaces.h"
#include "unit/setting.h"

/* The text of each sample, shaped, has the breaks that are marked in it. */
static void check_marks(struct fixture *f, const char *const (*samples)[2], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char **parts = g_strsplit(samples[i][1], "|", -1);
		char *text = g_strjoinv("", parts);
		assert_string_equal(marked(f, shape(f, samples[i][0], text)), samples[i][1]);
		g_free(text);
		g_strfreev(parts);
	}
}

/* What may break is marked with '|'; what is not marked may not. */
static void lines_end_where_the_language_says(void **state)
{
	static const char *const samples[][2] = {
		/* words of one letter stay with the next */
		{"pl", "Mieszkam |w domu |i z nim."},
		{"cs", "Bydlím |v domě |a s ním."},
		{"sk", "Bývam |v dome |a s ním."},
		{"en", "Give |a |dose"},
		/* nor words that begin with one letter or a number */
		{"sl", "jemljite |C-vitamin |in |50-letni |so"},
		{"en", "an |X-ray |of |long-|term |use"},
		/* no line begins with a dash */
		{"ru", "Это — |дело"},
		{"uk", "Це — |справа"},
		{"en", "This |— |that"},
		/* initials and surname */
		{"ru", "доктор |А. С. Пушкин |пишет"},
		{"uk", "Пише |Франко І. Я. |тут"},
		{"en", "says |J. R. Smith |here. |We |go"},
		/* dandas after a space */
		{"hi", "दवा |लें । |फिर"},
		{"bn", "ওষুধ |খান । |পরে"},
		{"pa", "ਦਵਾਈ |ਲਓ । |ਫਿਰ"},
		/* words without spaces */
		{"th", "รับ|ประทาน|ยา|ต่าง ๆ |ทุก|วัน"},
		{"th", "ความ|ดัน|โลหิต|สูง ฯลฯ"},
		{"km", "ថ្នាំ|ថ្មី|របស់|អ្នក។"},
		/* quotes of Chinese are brackets */
		{"zh-Hans", "他|说|“好”|的|话"},
		{"zh-Hans", "看|（“要|点”）|吧"},
		{"zh-Hans", "重|要……|再|见|——|好"},
		/* Korean particles */
		{"ko", "MRI를 |찍|고 |(약)은 |50mg"},
		{"ko", "2주 |안|에"},
	};
	check_marks(*state, samples, G_N_ELEMENTS(samples));
}

static void quantities_stay_together(void **state)
{
	static const char *const samples[][2] = {
		/* numbers, signs, units */
		{"ru", "дозу |50 мг |дважды"},
		{"fr", "dose |de |10 000 mg |par"},
		{"en", "since |2020 |500 |people"},
		{"tr", "yüzde |% 20 |kadar"},
		{"he", "מנה |50 מ״ג |ביום"},
		{"de", "etwa |20 % |davon"},
		{"en", "see |§ 12 |there"},
		{"th", "ราคา |฿ 500 |ต่อ|ครั้ง"},
		{"en", "a |12 |mgs |dose |5 min |and |5 |mineral"},
		{"en", "from |8 am |to |6 p.m. |and |5 |amber"},
		{"es", "a |las |8 a. m. |en |punto"},
		{"de", "ab |9 Uhr |und |2 |Uhren"},
		/* units of ideographs, which may have several, and of other scripts */
		{"zh-Hans", "服|用 |10 毫克|药|片"},
		{"zh-Hans", "服|用|10毫克|药|片"},
		{"zh-Hant", "每|次 |5 毫升，|共"},
		{"ja", "一|日|に|10ミリグラム|を|三|回"},
		{"ja", "毎|日|2錠|を|飲|む"},
		{"ko", "하|루 |50 밀리그램|을"},
		{"th", "วัน|ละ |50 มก.และ"},
		/* dates in justified text: day and month */
		{"es", "el |22 de noviembre |de |2026 |en"},
		{"en", "on |22 November |2026 |at"},
		{"en", "on |November 22, |2026 |at"},
		{"de", "am |22. November |2026 |um"},
		{"hu", "ma |2026. |november 22. |van"},
		{"en", "see |Table |22 |November |rain"},
	};
	check_marks(*state, samples, G_N_ELEMENTS(samples));
}

/* The face has other forms of these digits for Urdu, and gives them to Persian too unless told not
 * to: notofonts/arabic#27. */
static void persian_digits_are_persian(void **state)
{
	struct fixture *f = *state;
	for (int role = 0; role < 2; role++) {
		struct shaped *s = shape_as(f, "fa", "۴ ۶ ۷", role ? ROLE_BODY : ROLE_SUBSECTION);
		int seen = 0;
		for (int i = 0; i < s->item_count; i++) {
			const struct item *item = &s->items[i];
			hb_font_t *font = pango_font_get_hb_font(item->item->analysis.font);
			for (int g = 0; g < item->glyphs->num_glyphs; g++) {
				const char *at = s->text + item->start + item->glyphs->log_clusters[g];
				hb_codepoint_t plain = 0;
				hb_font_get_nominal_glyph(font, g_utf8_get_char(at), &plain);
				assert_int_equal(item->glyphs->glyphs[g].glyph, plain);
				seen += *at != ' ';
			}
		}
		assert_int_equal(seen, 3);
	}
}

/* The size of the first item that has a letter, in hundredths of a point. */
static int size_at(const struct shaped *s, const char *letter)
{
	int at = (int)(strstr(s->text, letter) - s->text), i = 0;
	while (s->items[i].end <= at)
		i++;
	PangoFontDescription *font = pango_font_describe(s->items[i].item->analysis.font);
	int size = pango_font_description_get_size(font);
	pango_font_description_free(font);
	return (int)(TO_PT(size) * 100 + 0.5);
}

/* Latin letters and digits beside large ones; the lines are as far apart as they were. */
static void latin_words_are_as_large_as_their_neighbours(void **state)
{
	struct fixture *f = *state;
	struct shaped *s = shape(f, "ur", "کیٹامین TRD اور 24");
	const struct theme *theme = f->edition.theme;
	const struct script *script = theme_script(theme, locale_find("ur"));
	assert_true(script->latin > 1);
	int expected = (int)(TO_PT(theme->styles[ROLE_BODY].size) * 100 * script->latin);
	assert_in_range(size_at(s, "TRD"), expected - 1, expected + 1);
	assert_int_equal(size_at(s, "24"), size_at(s, "TRD"));
	assert_int_equal(s->style.leading, theme_style(theme, script, ROLE_BODY).leading);
	/* where the script has a floor, they are raised as its letters are */
	s = shape_as(f, "ur", "صفحہ 24", ROLE_FURNITURE);
	assert_true(size_at(s, "24") * 100 >= size_at(s, "ص") * 85);
}

/* Words of Nastaliq would run together. */
static void urdu_spaces_do_not_shrink(void **state)
{
	struct fixture *f = *state;
	struct buf text = {.arena = f->arena};
	for (int i = 0; i < 12; i++)
		buf_puts(&text, "کیٹامین دماغ سے حاصل ہونے والے نیوروٹرافک فیکٹر کی پیداوار ");
	struct shaped *s = shape(f, "ur", buf_chars(&text));
	int stretched = 0;
	for (int width = 60; width < 140; width += 7) {
		struct lines lines =
			paragraph_lines(&f->setting, s, (struct measure){MM(width), true, false});
		for (int i = 0; i < lines.count; i++) {
			assert_true(lines.items[i].ratio >= 0);
			assert_true(lines.items[i].width <= MM(width) + PT(0.1));
			stretched += lines.items[i].ratio > 0;
		}
	}
	assert_true(stretched > 20);
}

/* The lists of W3C's Requirements for Chinese and for Japanese Text Layout and of GB/T 15834. */
static void kinsoku(void **state)
{
	static const struct {
		const char *lang, *not_first, *not_last;
	} samples[] = {
		{"zh-Hans", "、。，．：；！？）〕］｝〉》」』】〗’”·～／", "（〔［｛〈《「『【〖‘“／"},
		{"zh-Hant", "、。，．：；！？）〕］｝〉》」』】〗’”·～／", "（〔［｛〈《「『【〖‘“／"},
		{"ja",
		 "、。，．・：；！？）〕］｝〉》」』】〙〗々〻ー～〜ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォ"
		 "ッャュョヮヵヶ",
		 "（〔［｛〈《「『【〘〖"},
		{"ko", "、。，．：；！？）〕］｝〉》」』】", "（〔［｛〈《「『【"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const char *lang = samples[i].lang, *base = strcmp(lang, "ko") ? "漢" : "약";
		for (int side = 0; side < 2; side++) {
			const char *list = side ? samples[i].not_last : samples[i].not_first;
			for (const char *c = list; *c; c = g_utf8_next_char(c)) {
				int len = (int)(g_utf8_next_char(c) - c);
				const char *text =
					str_fmt(f->arena, "%s%s%.*s%s%s", base, base, len, c, base, base);
				struct shaped *s = shape(f, lang, text);
				if (s->attrs[side ? 3 : 2].is_line_break)
					fail_msg("%s: a line may %s with %.*s", lang, side ? "end" : "begin", len, c);
				assert_true(s->attrs[1].is_line_break);
			}
		}
	}
}

/* Widths in hundredths of an em. */
static void marks_of_chinese_and_japanese_are_squeezed(void **state)
{
	static const struct {
		const char *lang, *text;
		int width;
	} samples[] = {
		{"zh-Hans", "好，好", 300},   {"zh-Hans", "好。”好", 350},
		{"zh-Hans", "（“好", 250},    {"zh-Hans", "好》（好", 350},
		{"zh-Hans", "好：“好", 350},  {"ja", "好』」好", 350},
		{"ja", "好、「好", 350},      {"ja", "「『好", 250},
		{"ja", "好！」好", 400},      {"zh-Hant", "好，「好", 400},
		{"zh-Hant", "好』」好", 350}, {"zh-Hans", "好《好》、好", 550},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct shaped *s = shape(f, samples[i].lang, samples[i].text);
		int width = (int)((double)paragraph_natural(s) * 100 / s->style.size + 0.5);
		if (abs(width - samples[i].width) > 1)
			fail_msg("%s %s: %d, expected %d", samples[i].lang, samples[i].text, width,
					 samples[i].width);
	}
}

/* White between ideographs and Latin words, in hundredths of an em: what is more than the glyphs.
 */
static void latin_words_stand_apart_from_ideographs(void **state)
{
	static const struct {
		const char *lang, *text, *latin;
		int white;
	} samples[] = {
		{"zh-Hans", "做MRI检查", "MRI", 50}, {"zh-Hant", "做MRI檢查", "MRI", 50},
		{"ja", "にMRI検査", "MRI", 50},      {"ja", "キャ20錠", "20", 50},
		{"zh-Hans", "做，20片", "20", 25},   {"zh-Hans", "做（MRI）", "MRI", 0},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const char *lang = samples[i].lang, *text = samples[i].text;
		struct shaped *s = shape(f, lang, text);
		int latin = paragraph_natural(shape(f, lang, samples[i].latin)), size = s->style.size;
		int wide = (int)(g_utf8_strlen(text, -1) - (glong)strlen(samples[i].latin)) * size;
		int white = (int)((double)(paragraph_natural(s) - latin - wide) * 100 / size + 0.5);
		if (abs(white - samples[i].white) > 1)
			fail_msg("%s %s: %d, expected %d", lang, text, white, samples[i].white);
	}
	/* Where the author typed a space, that is all there is. */
	struct shaped *s = shape(f, "zh-Hans", "做 MRI 检");
	for (int at = 0; at < s->len; at++)
		assert_true(!s->spacing || s->spacing[at].stretch == 0);
	s = shape(f, "ko", "약MRI를、「약");
	for (int at = 0; at < s->len; at++)
		assert_true(!s->spacing || s->spacing[at].stretch + s->spacing[at].after == 0);
}

/* The left end of a line's ink and its right end, from the left end of the line. */
static void ink_of(struct fixture *f, const struct line *line, int *left, int *right)
{
	const struct run *runs = line_runs(f->arena, line);
	*left = G_MAXINT;
	*right = 0;
	for (int i = 0; i < line->count; i++) {
		const struct run *run = &runs[i];
		PangoRectangle ink;
		pango_glyph_string_extents(run->glyphs->glyphs, run->glyphs->item->analysis.font, &ink,
								   NULL);
		if (ink.width > 0 && run->x + ink.x < *left)
			*left = run->x + ink.x;
		if (ink.width > 0 && run->x + ink.x + ink.width > *right)
			*right = run->x + ink.x + ink.width;
	}
}

/* Seven squares: the mark's own white hangs out, so that its ink stands at the edge. */
static void marks_at_the_ends_of_lines_hang_their_white(void **state)
{
	struct fixture *f = *state;
	struct shaped *s = shape(f, "ja", "一二三四五六。「一二三四五六。「一二三四");
	int em = s->style.size, left, right;
	struct lines lines = set_lines(f, s, em * 7, true);
	assert_int_equal(lines.count, 3);
	ink_of(f, &lines.items[0], &left, &right);
	assert_true(right > em * 7 - em / 2 - em / 4 && right <= em * 7);
	ink_of(f, &lines.items[1], &left, &right);
	assert_true(left >= 0 && left < em * 3 / 10);
	/* Seven ideographs and half a square hold a comma, whose other half is white. */
	s = shape(f, "zh-Hans", "一二三四五六七，一二三");
	lines = set_lines(f, s, em * 15 / 2, true);
	assert_int_equal(lines.count, 2);
	assert_true(lines.items[0].ratio < 0.01 && lines.items[0].ratio > -0.01);
	/* White between ideograph and Latin is none at the end of a line. */
	s = shape(f, "ja", "一二三四五六七MRI一");
	lines = set_lines(f, s, em * 7, true);
	assert_int_equal(lines.count, 2);
	ink_of(f, &lines.items[0], &left, &right);
	assert_true(right > em * 7 - em / 8);
	assert_true(lines.items[0].ratio < 0.01 && lines.items[0].ratio > -0.01);
}

/* A line before an address ends short rather than with its ideographs far apart; it keeps what of
 * the address there is room for. */
static void ideographs_before_an_address_stand_together(void **state)
{
	static const char *const samples[][2] = {
		{"zh-Hans",
		 "研究报告请看 https://doi.org/10.1016/j.psychres.2019.112345 这篇文章，其中说明了"
		 "治疗的效果。如有疑问，请写信给 leaflets@clinic.example.org "
		 "或者拨打电话。"},
		{"zh-Hant",
		 "如果您想了解更多，請訪問我們的網站 "
		 "https://clinic.example.org/patients/leaflets/ketamine-2026 查看完整的資料。"},
		{"ja",
		 "くわしくは、こちらの https://clinic.example.org/patients/leaflets をごらんください。"},
	};
	struct fixture *f = *state;
	int ended_short = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct shaped *s = shape(f, samples[i][0], samples[i][1]);
		int em = s->style.size;
		for (int width = 20 * em; width <= 30 * em; width += em) {
			struct lines lines =
				paragraph_lines(&f->setting, s, (struct measure){width, true, false});
			for (int k = 0; k + 1 < lines.count; k++) {
				const struct line *line = &lines.items[k];
				assert_true(line->ratio <= 3);
				assert_true(line->width > 2 * em);
				ended_short += line->width < width - em;
			}
		}
		assert_null(f->diag->first);
	}
	assert_true(ended_short > 0);
}

static void korean_words_are_divided_in_justified_text_alone(void **state)
{
	struct fixture *f = *state;
	const char *text = "어지러우십니까(어지럼) MRI를";
	assert_string_equal(marked(f, shape(f, "ko", text)), "어|지|러|우|십|니|까|(어|지|럼) |MRI를");
	assert_string_equal(marked(f, shape_as(f, "ko", text, ROLE_SECTION)),
						"어지러우십니까(어지럼) |MRI를");
	struct shaped *s = shape(f, "ko", text);
	assert_true(s->spacing[strlen("어")].penalty > 0);
	assert_int_equal(s->spacing[strlen("어지러우십니까(어지럼) ")].penalty, 0);
}

/* "biało-" and "-czerwony": the second hyphen is the program's. */
static void a_hyphen_at_which_a_compound_is_divided_is_repeated(void **state)
{
	static const struct {
		const char *lang, *text;
		bool repeats;
	} samples[] = {
		{"pl", "pudełko biało-czerwone", true},   {"pt-BR", "o senhor vice-prefeito", true},
		{"es", "balance riesgo-beneficio", true}, {"es", "la línea Madrid-Sevilla", false},
		{"cs", "krabička červeno-bílá", true},    {"sk", "tá červeno-biela", true},
		{"hr", "za hrvatsko-engleski", true},     {"sl", "in vzgojno-športni", true},
		{"sr-Latn", "iz Herceg-Novoga", true},    {"en", "a certain long-standing", false},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct shaped *s = shape(f, samples[i].lang, samples[i].text);
		char *first = g_strndup(samples[i].text,
								(size_t)(strchr(samples[i].text, '-') + 1 - samples[i].text));
		int width = paragraph_natural(shape(f, samples[i].lang, first)) + PT(2);
		g_free(first);
		struct lines lines = set_lines(f, s, width, false);
		assert_int_equal(lines.count, 2);
		if (lines.items[1].repeats_hyphen != samples[i].repeats)
			fail_msg("%s: \"%s\"", samples[i].lang, s->text + lines.items[1].offset);
		const struct run *runs = line_runs(f->arena, &lines.items[1]);
		assert_int_equal(strcmp(runs[0].text, "\u00ad") == 0, samples[i].repeats);
		assert_false(lines.items[0].repeats_hyphen || lines.items[0].hyphenated);
		const struct run *last = &runs[lines.items[1].count - 1];
		assert_true(!samples[i].repeats || last->x == runs[0].width);
	}
}

static int glyph_count(const struct shaped *s)
{
	int count = 0;
	for (int i = 0; i < s->item_count; i++)
		count += s->items[i].glyphs->num_glyphs;
	return count;
}

static void turkish_letters_i_are_never_hidden_in_a_ligature(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(glyph_count(shape(f, "tr", "hafifler fırtına")), 16);
	assert_int_equal(glyph_count(shape(f, "az", "hafif")), 5);
	assert_true(glyph_count(shape(f, "en", "hafifler")) < 8);
}

static void french_spaces_are_set_by_country(void **state)
{
	static const struct {
		const char *lang, *country, *text, *expected;
		bool told;
	} samples[] = {
		{"fr", "GB", "Oui ? « Non » : ah ; oh !",
		 "Oui\u202f? «\u00a0Non\u00a0»\u00a0: ah\u202f; oh\u202f!", true},
		{"fr", "CA", "Oui ? « Non » : ah ;", "Oui ? «\u00a0Non\u00a0»\u00a0: ah ;", true},
		{"fr-CA", "GB", "Oui ? Non :", "Oui ? Non\u00a0:", true},
		{"fr-FR", "CA", "Oui ? Non :", "Oui\u202f? Non\u00a0:", true},
		{"fr", "CH", "Oui ? « Non » : ah ; ‹ oh › !",
		 "Oui\u202f? «\u202fNon\u202f»\u202f: ah\u202f; ‹\u202foh\u202f›\u202f!", true},
		{"fr", NULL, "Oui? «Non»: *ah* ! `a ? b`", "Oui? «Non»: ah\u202f! a ? b", true},
		{"fr", "FR", "Oui\u00a0? 10 h", "Oui\u00a0? 10 h", false},
		{"en", "GB", "Yes ? « No » :", "Yes ? « No » :", false},
		{"fro", "FR", "Oïl ?", "Oïl ?", false},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct node *root = read_document(f, "en", samples[i].text);
		root->lang = samples[i].lang;
		struct diag *diag = diag_new(f->arena);
		spaces_set(f->arena, diag, root, samples[i].country);
		assert_string_equal(doc_plain(f->arena, root), samples[i].expected);
		bool told = diag->first != NULL;
		assert_int_equal(told, samples[i].told);
		assert_true(!told || (diag->first == diag->last && diag->first->level == LEVEL_NOTE));
	}
	struct node *shown = read_document(f, "en", "Oui ?");
	struct diag *unsaid = diag_new(f->arena);
	shown->child->lang = "fr";
	spaces_set(f->arena, unsaid, shown, "FR");
	assert_string_equal(doc_plain(f->arena, shown), "Oui\u202f?");
	assert_null(unsaid->first);
	struct shaped *s = shape(f, "fr", "Oui\u202f? «\u00a0Non\u00a0»");
	assert_string_equal(marked(f, s), "Oui\u202f? |«\u00a0Non\u00a0»");
}

/* The characters of a line from left to right as a reader sees them; each glyph's cluster gives its
 * first character, mirrored where it runs from right to left. */
static const char *seen(struct fixture *f, const struct line *line)
{
	struct buf buf = {.arena = f->arena};
	const struct run *runs = line_runs(f->arena, line);
	for (int i = 0; i < line->count; i++) {
		const struct run *run = &runs[i];
		const PangoGlyphString *glyphs = run->glyphs->glyphs;
		bool rtl = run->glyphs->item->analysis.level & 1;
		if (i > 0 && run->x < runs[i - 1].x)
			continue;
		for (int k = 0; k < glyphs->num_glyphs; k++) {
			const char *at = run->text + run->glyphs->item->offset + glyphs->log_clusters[k];
			gunichar c = g_utf8_get_char(at), mirrored;
			char utf8[8] = {0};
			if (rtl && g_unichar_get_mirror_char(c, &mirrored))
				c = mirrored;
			g_unichar_to_utf8(c, utf8);
			buf_puts(&buf, utf8);
		}
	}
	return buf_chars(&buf);
}

static void both_directions_stand_as_they_are_read(void **state)
{
	static const struct {
		const char *lang, *text, *expected;
	} samples[] = {
		{"he", "קחו sertraline 50 mg (TRD) היום", "םויה (TRD) sertraline 50 mg וחק"},
		{"he", "חייגו +44 20 7946 0958, או 112.", ".112 וא ,+44 20 7946 0958 וגייח"},
		{"he", "טל׳ 020 7946 0958 (בכל עת)", "(תע לכב) 020 7946 0958 ׳לט"},
		{"he", "תרופה (sertraline 50 mg) חדשה", "השדח (sertraline 50 mg) הפורת"},
		{"he", "גיל 12-17, 20% מהמנה [א]", "[א] הנמהמ 20% ,12-17 ליג"},
		{"he", "קראו KET-001 v1.0 בבית", "תיבב KET-001 v1.0 וארק"},
		{"ar", "د 0.5 mg/kg د", "د 0.5 mg/kg د"},
		{"ar", "د (MRI) ر +44 20 7946 0958.", ".+44 20 7946 0958 ر (MRI) د"},
		/* digits of Arabic and of Persian; a range stands as Unicode orders it, for no one else
		   knows which number its writer meant to be read first */
		{"ar", "د ٥٠ ر (MRI) د", "د (MRI) ر ٥٠ د"},
		{"ar", "د ٥-١٠ ر ٢٠٢٦/١١", "٢٠٢٦/١١ ر ١٠-٥ د"},
		{"fa", "د ۵۰ ر (MRI) د", "د (MRI) ر ۵۰ د"},
		{"fa", "د ۵-۱۰ ر ۰٫۵", "۰٫۵ ر ۱۰-۵ د"},
		{"ur", "د 020 7946 0958 ر", "ر 020 7946 0958 د"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct shaped *s = shape(f, samples[i].lang, samples[i].text);
		struct lines lines = set_lines(f, s, MM(170), false);
		assert_int_equal(lines.count, 1);
		assert_string_equal(seen(f, &lines.items[0]), samples[i].expected);
	}
}

static bool begins_cluster(const char *text, const char *c)
{
	gunichar now = g_utf8_get_char(c);
	gunichar last = c > text ? g_utf8_get_char(g_utf8_prev_char(c)) : 0;
	bool virama = last == 0x94d || last == 0x9cd || last == 0xa4d || last == 0x17d2;
	return !g_unichar_ismark(now) && !virama;
}

/* A word that is too wide for its line is split between clusters, not within. */
static void clusters_are_never_split(void **state)
{
	static const char *const samples[][2] = {
		{"hi", "क्षत्रियस्त्रीपुरुषार्थसम्प्रदायश्रृंखलाविश्वविद्यालयक्षेत्रज्ञ"},
		{"bn", "বেশিরভাগপার্শ্বপ্রতিক্রিয়াবিশ্ববিদ্যালয়স্ত্রীক্ষেত্রজ্ঞান"},
		{"pa", "ਪ੍ਰੋਫ਼ੈਨਸ੍ਰੀਮਤੀਵਿਸ਼ਵਵਿਦਿਆਲਿਆਖ਼ੁਰਾਕਾਂਇਕੱਠੀਆਂ"},
		{"ta", "பல்கலைக்கழகக்கண்காணிப்பாளர்களுக்கிடையேயான"},
		{"th", "ที่นี้ผู้ป่วยรับประทานเซอร์ทราลีนสัปดาห์"},
		{"km", "វេជ្ជបណ្ឌិតស្ត្រីគិលានុបដ្ឋាកសប្ដាហ៍"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct shaped *s = shape(f, samples[i][0], samples[i][1]);
		struct lines lines =
			paragraph_lines(&f->setting, s, (struct measure){PT(40), false, false});
		assert_true(lines.count > 3);
		for (int k = 0; k < lines.count; k++) {
			const struct line *line = &lines.items[k];
			if (!begins_cluster(s->text, s->text + line->offset))
				fail_msg("%s: line %d begins within a cluster: %s", samples[i][0], k + 1,
						 s->text + line->offset);
		}
		f->diag = diag_new(f->arena);
	}
}

/* How far ink reaches above and below the baseline. */
static void heights(struct fixture *f, const struct line *line, int *above, int *below)
{
	const struct run *runs = line_runs(f->arena, line);
	*above = *below = 0;
	for (int i = 0; i < line->count; i++) {
		PangoRectangle ink;
		pango_glyph_string_extents(runs[i].glyphs->glyphs, runs[i].glyphs->item->analysis.font,
								   &ink, NULL);
		*above = MAX(*above, -ink.y);
		*below = MAX(*below, ink.y + ink.height);
	}
}

/* The leading of each script's faces holds its tallest and deepest letters apart. */
static void lines_do_not_collide(void **state)
{
	static const char *const samples[][2] = {
		{"ur",
		 "اس دوا کی پہلی گولی لینے سے پہلے آپ کو اپنے ڈاکٹر یا نرس کو کون کون سی باتیں بتانی "
		 "چاہئیں، صبح پھر نہیں"},
		{"ar",
		 "ما الذي يجب أن تخبر به طبيبك أو ممرضتك قبل أن تتناول القرص الأول من هذا الدواء ومتى؟ لَحْمٍ "
		 "مُّثَلَّجٌ"},
		{"fa", "پیش از خوردن نخستین قرص این دارو چه چیزهایی را باید به پزشک یا پرستار خود بگویید؟"},
		{"he", "מה לספר לרופאה או לאחות לפני נטילת הכדור הראשון של התרופה הזאת שקיבלת מהמרפאה שלך"},
		{"hi",
		 "इस दवा की पहली गोली लेने से पहले अपने डॉक्टर या नर्स को क्या-क्या बताना चाहिए कृत्रिम ट्रैफ़िक सृष्टि"},
		{"bn",
		 "এই ওষুধের প্রথম ট্যাবলেট খাওয়ার আগে আপনার ডাক্তার বা নার্সকে যা যা বলবেন পার্শ্বপ্রতিক্রিয়া দুঃখী"},
		{"pa", "ਇਸ ਦਵਾਈ ਦੀ ਪਹਿਲੀ ਗੋਲੀ ਲੈਣ ਤੋਂ ਪਹਿਲਾਂ ਆਪਣੇ ਡਾਕਟਰ ਜਾਂ ਨਰਸ ਨੂੰ ਕੀ-ਕੀ ਦੱਸਣਾ ਚਾਹੀਦਾ ਹੈ"},
		{"th", "สิ่งที่ควรบอกแพทย์หรือพยาบาลก่อนรับประทานยานี้เม็ดแรก ผู้ป่วยที่นี่ ปู่ ญาติ ฐานะ น้ำ"},
		{"km", "អ្វីដែលត្រូវប្រាប់គ្រូពេទ្យ ឬគិលានុបដ្ឋាក មុនពេលលេបថ្នាំនេះគ្រាប់ដំបូង ស្ត្រី ញ៉ាំ"},
	};
	static const enum role roles[] = {ROLE_BODY, ROLE_SECTION, ROLE_TITLE, ROLE_TABLE};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) {
			struct shaped *s = shape_as(f, samples[i][0], samples[i][1], roles[r]);
			int width = paragraph_natural(s) / 3 + s->style.size;
			struct lines lines = set_lines(f, s, width, false);
			assert_true(lines.count >= 3);
			for (int k = 1; k < lines.count; k++) {
				int above, below, none;
				heights(f, &lines.items[k - 1], &none, &below);
				heights(f, &lines.items[k], &above, &none);
				int rest = s->style.leading - above - below;
				if (rest < 0)
					fail_msg("%s, %s: line %d is %.1f pt too near", samples[i][0],
							 role_names[roles[r]], k + 1, -TO_PT(rest));
			}
		}
}

/* In ragged text a date is in one piece. */
static void dates_are_whole_in_ragged_text(void **state)
{
	static const char *const samples[][2] = {
		{"es", "el |22 de noviembre de 2026 |en |casa"},
		{"en", "on |22 November 2026 |at |May |2026"},
		{"pt", "em |22 de novembro de 2026 |na"},
		{"ru", "от |22 ноября 2026 г. |до"},
		{"ar", "في |22 نوفمبر 2026 |مساء"},
		{"ja", "発|行|2026年11月22日|に"},
		{"ko", "발행 |2026년 11월 22일 |오전"},
		{"vi", "ngày |22 tháng 11, 2026 |và"},
		{"hi", "तारीख |22 नवंबर 2026 |को"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		char **parts = g_strsplit(samples[i][1], "|", -1);
		char *text = g_strjoinv("", parts);
		assert_string_equal(marked(f, shape_as(f, samples[i][0], text, ROLE_IMPRINT)),
							samples[i][1]);
		g_free(text);
		g_strfreev(parts);
	}
}

/* The heading's text with '|' where a line may end at no cost, ':' where it leans on what is
 * before, and no sign inside words. */
static const char *phrases(struct fixture *f, const char *lang, const char *text)
{
	struct shaped *s = shape_as(f, lang, text, ROLE_SECTION);
	struct buf buf = {.arena = f->arena};
	const char *c = s->text;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		int penalty = s->spacing ? s->spacing[c - s->text].penalty : 0;
		if (i > 0 && s->attrs[i].is_line_break && penalty <= 200)
			buf_putc(&buf, penalty ? ':' : '|');
		buf_add(&buf, c, (size_t)(g_utf8_next_char(c) - c));
	}
	return buf_chars(&buf);
}

static void headings_end_lines_between_phrases(void **state)
{
	static const char *const samples[][2] = {
		{"ja", "医師:または|看護:師:に|伝える:こと"},
		{"ja", "最初:の|1錠:を|飲む|前:に、|確認"},
		{"zh-Hans", "服用|前|应|告知|医生:的|内容"},
		{"zh-Hant", "服用|前|應|告訴|醫生:的|事"},
		{"vi", "Nói |với |bác sĩ |hoặc |y tá |về |tác dụng phụ"},
		{"en", "Tell |your :doctor"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		char **parts = g_strsplit_set(samples[i][1], "|:", -1);
		char *text = g_strjoinv("", parts);
		assert_string_equal(phrases(f, samples[i][0], text), samples[i][1]);
		g_free(text);
		g_strfreev(parts);
	}
	/* The lines of a heading; one word that is wider than its line is divided all the same. */
	struct shaped *s = shape_as(f, "ja", "医師または看護師に伝えること", ROLE_SECTION);
	struct lines lines = set_lines(f, s, s->style.size * 19 / 2, false);
	assert_int_equal(lines.count, 2);
	assert_int_equal(lines.items[1].offset, strlen("医師または看護師に"));
	s = shape_as(f, "ja", "医師または看護師に伝えること", ROLE_SECTION);
	lines = set_lines(f, s, s->style.size * 2, false);
	assert_true(lines.count >= 7);
	assert_null(f->diag->first);
	/* Body text may end a line between any two. */
	s = shape(f, "ja", "看護師");
	assert_true(!s->spacing || s->spacing[strlen("看")].penalty == 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lines_end_where_the_language_says),
		TEST(quantities_stay_together),
		TEST(kinsoku),
		TEST(persian_digits_are_persian),
		TEST(latin_words_are_as_large_as_their_neighbours),
		TEST(urdu_spaces_do_not_shrink),
		TEST(marks_of_chinese_and_japanese_are_squeezed),
		TEST(latin_words_stand_apart_from_ideographs),
		TEST(marks_at_the_ends_of_lines_hang_their_white),
		TEST(ideographs_before_an_address_stand_together),
		TEST(korean_words_are_divided_in_justified_text_alone),
		TEST(a_hyphen_at_which_a_compound_is_divided_is_repeated),
		TEST(turkish_letters_i_are_never_hidden_in_a_ligature),
		TEST(french_spaces_are_set_by_country),
		TEST(both_directions_stand_as_they_are_read),
		TEST(clusters_are_never_split),
		TEST(lines_do_not_collide),
		TEST(dates_are_whole_in_ragged_text),
		TEST(headings_end_lines_between_phrases),
	};
	return cmocka_run_group_tests(tests, NULL, close_faces);
}
