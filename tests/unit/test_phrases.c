/* What stays together at a line's end: parts of compounds, lone words, words of Thai, numbers with
 * the names of units, and, in headings, words that belong to the next. Real words, short. */
#include "unit/test.h"

#include <string.h>

#include "typeset/breaks.h"
#include "typeset/page.h"
#include "unit/setting.h"

/* The text with '|' where a line may end, ':' where that costs something. */
static const char *costs(struct fixture *f, const struct shaped *s)
{
	struct buf buf = {.arena = f->arena};
	const char *c = s->text;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		bool dear = s->spacing && s->spacing[c - s->text].penalty > 0;
		if (i > 0 && s->attrs[i].is_line_break)
			buf_putc(&buf, dear ? ':' : '|');
		buf_add(&buf, c, (size_t)(g_utf8_next_char(c) - c));
	}
	return buf_chars(&buf);
}

static void check(struct fixture *f, enum role role, const char *const (*samples)[2], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char **parts = g_strsplit_set(samples[i][1], "|:", -1);
		char *text = g_strjoinv("", parts);
		assert_string_equal(costs(f, shape_as(f, samples[i][0], text, role)), samples[i][1]);
		g_free(text);
		g_strfreev(parts);
	}
}

static void short_parts_stay_with_their_hyphen(void **state)
{
	static const char *const samples[][2] = {
		{"it", "recettore |N-metil-D-aspartato |e"},
		{"uk", "рецептор |N-метил-D-аспартату"},
		{"zh-Hant", "稱|為|N-甲|基-D-天|門"},
		{"he", "קולטן |N־מתיל־D־אספרטט |או |אל־טבעי"},
		{"ro", "s-a |făcut-o |și |într-un |nou-|născut"},
		{"fr", "a-t-il |ou |est-ce |qu’agit-|elle"},
		{"pt-BR", "trata-se |de |segunda-:feira"},
		{"ru", "кто-то |из-за |бело-|голубой"},
		{"en", "an |e-mail |follow-up |of |long-|term |omega-3"},
	};
	check(*state, ROLE_BODY, samples, G_N_ELEMENTS(samples));
}

static void acronyms_are_parted_last(void **state)
{
	static const char *const samples[][2] = {
		{"de", "des |NMDA-:Rezeptors |und |anti-:NMDA"},
		{"ru", "стимулирует |NMDA-:рецептор"},
		{"en", "a |CYP2B6-:based |HCl-|based"},
	};
	check(*state, ROLE_BODY, samples, G_N_ELEMENTS(samples));
}

static void lone_words_that_begin_a_sentence_end_no_line(void **state)
{
	static const char *const samples[][2] = {
		{"ru", "Да. |В доме |и :в :лесу"},
		{"uk", "У дітей |болить. |«К нам»"},
		{"uk", "лікування |у :клініці"},
		/* prepositions of up to three letters too, in Russian and Ukrainian */
		{"ru", "Пейте |воду. |Для глаз |и :для |рук. |Вам |по |капле"},
		{"uk", "Пийте |воду. |Без їжі |або |з :їжею. |Ваш |лікар"},
		{"pt-BR", "Sim. |A cetamina. |O que |é |a |dose"},
		{"es", "¿Y si |no?"},
		{"en", "vitamin |A |helps. |A dose"},
	};
	check(*state, ROLE_BODY, samples, G_N_ELEMENTS(samples));
}

static void polish_lines_begin_with_no_dash(void **state)
{
	static const char *const samples[][2] = {{"pl", "To |lek – |nowy |lek — |dobry"}};
	check(*state, ROLE_BODY, samples, G_N_ELEMENTS(samples));
}

static void thai_words_of_several_are_one(void **state)
{
	static const char *const samples[][2] = {
		{"th", "ผู้ป่วย|บาง|ราย"},
		{"th", "ใน|ระยะยาว|และ|ผลข้างเคียง"},
		{"th", "ดังนั้น|ยา|ได้|ผล|เพียงใด"},
		{"th", "ขนาด :0.5 mg/kg |หรือ :5 :วัน"},
	};
	check(*state, ROLE_BODY, samples, G_N_ELEMENTS(samples));
}

static void numbers_stay_with_the_names_of_units(void **state)
{
	static const char *const samples[][2] = {
		{"ru", "доза |50 миллиграммов |и :0,5 мг/кг |в :день"},
		{"uk", "доза |50 міліграмів |на |добу"},
		{"ar", "جرعة |50 ملليغرام |يوميا"},
		{"fa", "مقدار |50 میلی گرم |در"},
		{"fa", "مقدار |50 میلی‌گرم |در"},
		{"ur", "خوراک |50 ملی گرام |روز"},
		{"he", "מנה |50 מיליגרם |ביום"},
		{"hi", "खुराक |50 मिलीग्राम |रोज़"},
		{"bn", "মাত্রা |50 মিলিগ্রাম |রোজ"},
		{"pa", "ਖੁਰਾਕ |50 ਮਿਲੀਗ੍ਰਾਮ |ਰੋਜ਼"},
		{"en", "dose |50 |milligrams |a |day"},
		{"ru", "доза |5 |граждан"},
	};
	check(*state, ROLE_BODY, samples, G_N_ELEMENTS(samples));
}

static void numbers_stay_with_words_of_time(void **state)
{
	static const char *const samples[][2] = {
		{"de", "noch |Tabletten |für |7 :Tage |haben"},
		{"en", "for |2 :weeks |or |3 |weekends"},
		{"es", "cada |12 :horas |un |comprimido"},
		{"pl", "przez |5 :dni |po |10 :minut"},
		{"ru", "через |24 :часа |5 |дневников"},
		{"tr", "yalnız |7 :günlük |ilaç"},
		{"ar", "كل |8 :ساعات |ثم"},
		{"he", "כל |8 :שעות |אחר"},
		{"hi", "हर |8 :घंटे |में"},
		{"vi", "trong |7 :ngày |liền"},
		{"ko", "매 |7 :일 |뒤"},
	};
	check(*state, ROLE_BODY, samples, G_N_ELEMENTS(samples));
}

/* A hyphen at a line's end would seem to be the program's. */
static void addresses_end_no_line_with_a_hyphen(void **state)
{
	static const char *const samples[][2] = {
		{"de", "auf |www.praxis:-lindenhof.example |oder"},
		{"en", "to |info:@river:-side.example |or |a |long-|term |one"},
		{"en", "at |a-b.example |at |a:-b.example/|new:-page |either/|long-|term"},
	};
	check(*state, ROLE_BODY, samples, G_N_ELEMENTS(samples));
}

static void titles_part_after_their_colon(void **state)
{
	struct fixture *f = *state;
	struct shaped *s = shape_as(f, "tr", "Yaşamak: ilaç saat 8:00", ROLE_TITLE);
	assert_int_equal(breaks_after_colon(s), strlen("Yaşamak: "));
	assert_int_equal(breaks_after_colon(shape_as(f, "en", "At 8:00", ROLE_TITLE)), 0);
	assert_int_equal(breaks_after_colon(shape_as(f, "en", "Hip:", ROLE_TITLE)), 0);
	s = shape_as(f, "zh-Hans", "髋：回家", ROLE_TITLE);
	assert_int_equal(breaks_after_colon(s), strlen("髋："));
}

/* The byte of a title at which its second line begins. */
static int second_line(struct fixture *f, const char *text)
{
	set_leaflet(f, "en");
	struct node *root = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x/handout.yaml"));
	struct node *part = doc_node(f->arena, NODE_PART, root->pos);
	struct node *title = doc_node(f->arena, NODE_HEADING, root->pos);
	root->lang = "en";
	part->u.part.kind = PART_FRONT;
	title->u.heading.level = 1;
	doc_append(root, part);
	doc_append(part, title);
	doc_append(title, doc_text(f->arena, root->pos, text));
	f->edition.document = root;
	struct pages *pages = typeset(f->arena, f->diag, opened().fonts, &f->edition);
	assert_non_null(pages);
	int lines = 0, at = 0;
	for (int i = 0; i < pages->items[0].count; i++) {
		const struct mark *mark = &pages->items[0].marks[i];
		if (mark->line && mark->node == title && ++lines == 2)
			at = mark->line->offset;
	}
	assert_int_equal(lines, 2);
	return at;
}

static void titles_of_two_lines_part_after_their_colon(void **state)
{
	const char *parts = "Living with asthma: how to use your inhaler";
	const char *does_not = "Asthma: how to use your inhaler each day at home";
	assert_int_equal(second_line(*state, parts), strlen("Living with asthma: "));
	assert_int_not_equal(second_line(*state, does_not), strlen("Asthma: "));
}

static void headings_keep_small_words_with_the_next(void **state)
{
	static const char *const samples[][2] = {
		{"it", "Ketamine |per :la :depressione"},
		{"de", "Ketamin |bei :der :Behandlung |am :Tag |danach"},
		{"es", "¿Cómo :actúa |la :ketamina?"},
		{"fr", "La :kétamine, |comment :agit-|elle"},
		{"en", "The :MRI |scan, |and :it :helps"},
		{"ru", "Как :действует |кетамин"},
		{"tr", "Güvenli :mi? |Depresyon :için |ketamin |ve :siz"},
		{"vi", "Ai |sẽ |uống"},
		{"hi", "दवा |और |आप"},
		{"hi", "अवसाद :के |इलाज :के :लिए |दवाएँ"},
		{"ur", "ڈپریشن :کے :لیے |دوا"},
		{"ja", "治:療:に|ケ:タ:ミ:ン:は"},
	};
	check(*state, ROLE_SECTION, samples, G_N_ELEMENTS(samples));
	static const char *const body[][2] = {{"it", "Ketamine |per |la |depressione"}};
	check(*state, ROLE_BODY, body, G_N_ELEMENTS(body));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(short_parts_stay_with_their_hyphen, setup, teardown),
		cmocka_unit_test_setup_teardown(acronyms_are_parted_last, setup, teardown),
		cmocka_unit_test_setup_teardown(lone_words_that_begin_a_sentence_end_no_line, setup,
										teardown),
		cmocka_unit_test_setup_teardown(polish_lines_begin_with_no_dash, setup, teardown),
		cmocka_unit_test_setup_teardown(thai_words_of_several_are_one, setup, teardown),
		cmocka_unit_test_setup_teardown(numbers_stay_with_the_names_of_units, setup, teardown),
		cmocka_unit_test_setup_teardown(numbers_stay_with_words_of_time, setup, teardown),
		cmocka_unit_test_setup_teardown(addresses_end_no_line_with_a_hyphen, setup, teardown),
		cmocka_unit_test_setup_teardown(titles_part_after_their_colon, setup, teardown),
		cmocka_unit_test_setup_teardown(titles_of_two_lines_part_after_their_colon, setup,
										teardown),
		cmocka_unit_test_setup_teardown(headings_keep_small_words_with_the_next, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, close_faces);
}
