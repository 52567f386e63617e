/* What readers of a script expect of a page whatever its text is: its own faces, its own leading,
 * its own grid. Real words, short. */
#include "unit/test.h"

#include <string.h>

#include "document/citations.h"
#include "document/emphasis.h"
#include "typeset/page.h"
#include "unit/setting.h"

/* The family, weight and style of the item at a byte; the caller frees it. */
static PangoFontDescription *font_at(const struct shaped *s, int at)
{
	int i = 0;
	while (s->items[i].end <= at)
		i++;
	return pango_font_describe(s->items[i].item->analysis.font);
}

/* The tables of a face may say that it is as light as another one. */
static void each_face_is_found_by_its_family_and_style(void **state)
{
	struct fixture *f = *state;
	const struct faces *faces = fonts_faces(opened().fonts);
	set_language(f, "en");
	PangoContext *context = setting_tongue(&f->setting, "en")->context;
	for (size_t i = 0; i < faces->count; i++) {
		const struct face *face = &faces->items[i];
		PangoFontDescription *wanted = pango_font_description_new();
		pango_font_description_set_family(wanted, face->family);
		pango_font_description_set_absolute_size(wanted, PT(11));
		pango_font_description_set_weight(wanted,
										  face->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
		pango_font_description_set_style(wanted,
										 face->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
		PangoFont *font = pango_context_load_font(context, wanted);
		const struct face *found = fonts_face_of(opened().fonts, font);
		if (found != face || fonts_is_synthetic(font))
			fail_msg("%s: %s instead", face->file, found ? found->file : "a face not listed");
		g_object_unref(font);
		pango_font_description_free(wanted);
	}
}

/* Latin faces have them too, but narrow and low. */
static void marks_come_from_the_face_of_the_ideographs(void **state)
{
	static const char *const samples[][3] = {
		{"zh-Hans", "他说：“好”……再见——‘好’，MRI“好”", "Noto Serif CJK SC"},
		{"zh-Hant", "他說：「好」……再見——“好”，MRI‘好’", "Noto Serif CJK TC"},
		{"ja", "彼は「はい」……または――“はい”と、MRI‘い’", "Noto Serif CJK JP"},
		{"ko", "그는 “네”, ‘약’……이라고 MRI“약”", "Noto Serif CJK KR"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct shaped *s = shape(f, samples[i][0], samples[i][1]);
		int marks = 0;
		for (const char *c = s->text; *c; c = g_utf8_next_char(c)) {
			if (!g_utf8_strchr("“”‘’…—―「」", -1, g_utf8_get_char(c)))
				continue;
			PangoFontDescription *font = font_at(s, (int)(c - s->text));
			if (strcmp(pango_font_description_get_family(font), samples[i][2]) != 0)
				fail_msg("%s: %.3s comes from %s", samples[i][0], c,
						 pango_font_description_get_family(font));
			pango_font_description_free(font);
			marks++;
		}
		assert_true(marks > 4);
	}
}

static void emphasis_is_bold_where_no_face_slants(void **state)
{
	static const char *const slanted[][2] = {{"en", "take *one* now"}, {"ru", "одну *две* три"}};
	static const char *const bold[][2] = {
		{"ar", "خذ *قرصا* واحدا"},  {"fa", "یک *قرص* بخورید"},    {"ur", "ایک *گولی* لیں"},
		{"he", "קחו *כדור* אחד"},   {"hi", "एक *गोली* लें"},        {"bn", "একটি *বড়ি* খান"},
		{"pa", "ਇੱਕ *ਗੋਲੀ* ਲਓ"},      {"th", "กิน *ยา* ทุกวัน"},       {"km", "លេប *ថ្នាំ* ថ្មី"},
		{"ta", "ஒரு *மருந்து* நாள்"}, {"zh-Hans", "服用*药片*吧"},  {"zh-Hant", "服用*藥片*吧"},
		{"ja", "薬を*毎日*飲む"},   {"ko", "약을 *매일* 드세요"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(slanted) + G_N_ELEMENTS(bold); i++) {
		bool slants = i < G_N_ELEMENTS(slanted);
		const char *const *sample = slants ? slanted[i] : bold[i - G_N_ELEMENTS(slanted)];
		struct shaped *s = shape(f, sample[0], sample[1]);
		int at = (int)(strchr(sample[1], '*') - sample[1]);
		PangoFontDescription *font = font_at(s, at), *plain = font_at(s, 0);
		if ((pango_font_description_get_style(font) != PANGO_STYLE_NORMAL) != slants ||
			(pango_font_description_get_weight(font) >= PANGO_WEIGHT_BOLD) == slants)
			fail_msg("%s: %s", sample[0], pango_font_description_to_string(font));
		if (pango_font_description_get_weight(plain) >= PANGO_WEIGHT_BOLD)
			fail_msg("%s: %s", sample[0], pango_font_description_to_string(plain));
		pango_font_description_free(font);
		pango_font_description_free(plain);
	}
}

/* What the author asked for and did not get is told, but not what the theme orders. */
static void bold_emphasis_is_told(void **state)
{
	struct fixture *f = *state;
	set_language(f, "ar");
	const struct theme *theme = f->edition.theme;
	emphasis_tell(f->diag, read_document(f, "en", "Take *one* and *two*."), theme);
	assert_null(f->diag->first);
	struct node *arabic = read_document(f, "ar", "خذ *قرصا* و *ماء*.");
	emphasis_tell(f->diag, arabic, theme_edition(theme, EDITION_CLEAR));
	assert_null(f->diag->first);
	emphasis_tell(f->diag, arabic, theme);
	assert_non_null(f->diag->first);
	assert_ptr_equal(f->diag->first, f->diag->last);
	assert_int_equal(f->diag->first->level, LEVEL_NOTE);
	assert_non_null(strstr(f->diag->first->text, "2 passages of emphasis are set bold"));
	assert_non_null(strstr(f->diag->first->text, "Arabic"));
}

/* Tall letters of another script in the middle of a paragraph push no line away. */
static void lines_are_as_far_apart_whatever_stands_in_them(void **state)
{
	static const char *const samples[][2] = {
		{"en", "The words یہ نستعلیق ہے and ที่นี่ and ប្រាប់ and 漢字 and กี่ stand between others. "},
		{"ar", "الكلمات MRI और 漢字 و ที่นี่ و 50 mg/kg بين الكلمات الأخرى في السطر نفسه. "},
		{"zh-Hans", "这些词 ที่นี่ 和 یہ 和 MRI 和 ប្រាប់ 在同一行里，行距不变，读者不会注意到。"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct shaped *s = shape(f, samples[i][0], samples[i][1]);
		struct lines lines = set_lines(f, s, MM(60), false);
		assert_true(lines.count > 1);
		for (int k = 0; k < lines.count; k++) {
			assert_int_equal(lines.items[k].ascent + lines.items[k].descent, s->style.leading);
			assert_int_equal(lines.items[k].ascent, lines.items[0].ascent);
		}
	}
}

/* Between 1/8 and 1/2 em. */
static void white_beside_latin_words_keeps_its_bounds(void **state)
{
	struct fixture *f = *state;
	struct buf text = {.arena = f->arena};
	for (int i = 0; i < 8; i++)
		buf_puts(&text,
				 "患者服用sertraline前先做MRI检查，每天50毫克，约有20%的人会感到头晕，属于正常。");
	struct shaped *s = shape(f, "zh-Hans", buf_chars(&text));
	int em = s->style.size, before = (int)strlen("患者服"), seen = 0;
	const struct spacing *white = &s->spacing[before];
	assert_in_range(white->after, em / 4 - 1, em / 4 + 1);
	for (int squares = 16; squares < 45; squares++) {
		struct lines lines =
			paragraph_lines(&f->setting, s, (struct measure){em * squares, true, false});
		for (int i = 0; i + 1 < lines.count; i++) {
			double ratio = lines.items[i].ratio;
			double set = white->after + ratio * (ratio < 0 ? white->shrink : white->stretch);
			if (set < em / 8.0 - 1 || set > em / 2.0 + 1)
				fail_msg("%d squares, line %d: %.2f em", squares, i + 1, set / em);
			seen += ratio != 0;
		}
	}
	assert_true(seen > 50);
}

static struct pages *pages_of(struct fixture *f, const char *lang, const char *text)
{
	f->handout.title = "Leaflet";
	f->handout.code = "L-1";
	f->handout.version = "1.0";
	f->handout.language = "en";
	f->handout.name = "x";
	f->handout.clinic.name = "Clinic";
	set_language(f, lang);
	f->edition.strings =
		strings_read(f->arena, f->diag, (struct strings_dirs){NULL, "content/strings"}, lang);
	f->edition.document = read_document(f, lang, text);
	struct pages *pages = typeset(f->arena, f->diag, opened().fonts, &f->edition);
	if (!pages)
		fail_msg("%s", diag_line(f->arena, f->diag->first));
	return pages;
}

/* Their measure is a number of squares, so that full lines need no stretching. */
static void chinese_and_japanese_stand_in_squares(void **state)
{
	static const char *const langs[] = {"zh-Hans", "zh-Hant", "ja"};
	struct fixture *f = *state;
	struct buf text = {.arena = f->arena};
	for (int i = 0; i < 62; i++)
		buf_puts(&text, "水火木金土");
	for (size_t l = 0; l < G_N_ELEMENTS(langs); l++) {
		struct pages *pages = pages_of(f, langs[l], buf_chars(&text));
		int size = f->edition.theme->styles[ROLE_BODY].size, lines = 0;
		for (int i = 0; i < pages->items[0].count; i++) {
			const struct mark *mark = &pages->items[0].marks[i];
			if (mark->role != MARK_CONTENT || !mark->line || !mark->node ||
				mark->node->kind != NODE_PARAGRAPH)
				continue;
			assert_true((mark->line->width + PT(0.1)) % size < PT(0.2));
			if (mark->line->ratio > 0.01 || mark->line->ratio < -0.01)
				fail_msg("%s, line %d: spaces are stretched by %.2f", langs[l], lines + 1,
						 mark->line->ratio);
			lines++;
		}
		assert_true(lines > 5);
	}
}

/* Where the digit and the stop of a marker are. */
static void find_stop(struct fixture *f, const struct line *line, int *digit, int *stop)
{
	const struct run *runs = line_runs(f->arena, line);
	*digit = *stop = G_MAXINT;
	for (int r = 0; r < line->count; r++) {
		int x = runs[r].x;
		for (int g = 0; g < runs[r].glyphs->glyphs->num_glyphs; g++) {
			const PangoGlyphString *glyphs = runs[r].glyphs->glyphs;
			const char *c = runs[r].text + runs[r].glyphs->item->offset + glyphs->log_clusters[g];
			*(*c == '.' ? stop : digit) = x;
			x += glyphs->glyphs[g].geometry.width;
		}
	}
}

/* The stop is on the left of the number, where the item's text begins. */
static void markers_run_in_the_direction_of_their_list(void **state)
{
	static const char *const samples[][2] = {
		{"ar", "1. خذ قرصا\n2. ثم ماء"},
		{"fa", "1. یک قرص\n2. با آب"},
		{"he", "1. קחו כדור\n2. עם מים"},
		{"ur", "1. ایک گولی\n2. پانی"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct pages *pages = pages_of(f, samples[i][0], samples[i][1]);
		int markers = 0, digit, stop;
		for (int k = 0; k < pages->items[0].count; k++) {
			const struct mark *mark = &pages->items[0].marks[k];
			if (mark->role != MARK_LABEL || !mark->line)
				continue;
			find_stop(f, mark->line, &digit, &stop);
			if (stop >= digit)
				fail_msg("%s: the stop of a marker is on its right", samples[i][0]);
			markers++;
		}
		assert_int_equal(markers, 2);
	}
}

/* An item that runs the other way than its list has its marker where its words begin, and is
 * indented there and where the list is; so is a block of another item that does. */
static void markers_stand_where_their_text_begins(void **state)
{
	static const char *const langs[] = {"ar", "fa", "he", "ur"};
	struct fixture *f = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(langs); i++) {
		pages_of(f, langs[i], "x");
		struct node *document =
			read_document(f, langs[i], "1. 12\n2. One, 2\n\n   Two\n3. 34\n\n   Three");
		struct node *items = document->child->child->child, *turned = items->next;
		turned->child->lang = turned->last->lang = turned->next->last->lang = "en";
		f->edition.document = document;
		const struct page *page = typeset(f->arena, f->diag, opened().fonts, &f->edition)->items;
		const struct mark *labels[3], *words[5];
		int label = 0, word = 0, digit, stop;
		for (int k = 0; k < page->count; k++) {
			const struct mark *mark = &page->marks[k];
			if (mark->role == MARK_LABEL && mark->line && label < 3)
				labels[label++] = mark;
			else if (mark->role == MARK_CONTENT && mark->line && word < 5)
				words[word++] = mark;
		}
		if (label < 3 || word < 5) {
			fail_msg("%s: %d labels, %d lines", langs[i], label, word);
			return;
		}
		assert_true(labels[0]->x > words[0]->x && labels[2]->x == labels[0]->x);
		assert_true(labels[1]->x + labels[1]->line->width < words[1]->x);
		assert_true(labels[1]->x >= f->edition.theme->pages[PAPER_A4].end);
		assert_true(words[1]->x == words[2]->x && words[2]->x == words[4]->x);
		find_stop(f, labels[1]->line, &digit, &stop);
		assert_true(digit < stop);
		assert_int_equal(f->diag->errors + f->diag->warnings, 0);
	}
}

/* Thai readers with little practice take letters without loops for Latin ones. */
static void large_thai_has_looped_letters(void **state)
{
	static const enum edition_kind kinds[] = {EDITION_CLEAR, EDITION_LARGE};
	struct fixture *f = *state;
	set_language(f, "th");
	const struct theme *theme = f->edition.theme;
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		const struct theme *edition = theme_edition(theme, kinds[i]);
		const struct script *script = theme_script(edition, locale_find("th"));
		for (int role = 0; role < ROLE_COUNT; role++) {
			assert_int_equal(edition->styles[role].family, FAMILY_SANS);
			assert_true(g_str_has_prefix(script->sans, "Noto Looped Thai,"));
		}
	}
}

/* What cannot all be kept together is parted, and nothing is lost. */
static void headings_longer_than_a_page_are_parted(void **state)
{
	struct fixture *f = *state;
	struct buf text = {.arena = f->arena};
	for (int i = 0; i < 90; i++)
		buf_fmt(&text, "%s Heading %d\n\n", i ? "###" : "##", i);
	buf_puts(&text, "The end.\n");
	struct pages *pages = pages_of(f, "en", buf_chars(&text));
	int headings = 0;
	assert_true(pages->count > 2 && pages->count < 8);
	for (int p = 0; p < pages->count; p++)
		for (int i = 0; i < pages->items[p].count; i++) {
			const struct mark *mark = &pages->items[p].marks[i];
			headings += mark->line && mark->role == MARK_CONTENT && mark->node &&
						mark->node->kind == NODE_HEADING;
			assert_true(mark->y > 0 && mark->y < pages->height);
		}
	assert_int_equal(headings, 90);
}

static void no_word_of_one_letter_ends_a_line_of_a_polish_heading(void **state)
{
	static const char text[] = "Co to jest i w jakim celu stosuje się lek z lekarzem i w domu";
	struct fixture *f = *state;
	struct shaped *s = shape_as(f, "pl", text, ROLE_SECTION);
	for (int width = 30; width < 160; width++) {
		struct lines lines = set_lines(f, s, MM(width), false);
		for (int i = 1; i < lines.count; i++) {
			const char *c = s->text + lines.items[i].offset;
			if (c - s->text > 3 && c[-1] == ' ' && c[-3] == ' ')
				fail_msg("at %d mm a line ends with \"%.1s\"", width, c - 2);
		}
		f->diag = diag_new(f->arena);
	}
}

/* "[1]" stays with the word or the stop that it follows, with or without a space between. */
static void a_citation_begins_no_line(void **state)
{
	static const char *const samples[][2] = {
		{"en", "low.[@a] One"},   {"en", "low [@a], one"},     {"en", "*low*.[@a] One"},
		{"ar", "منه.[@a] قراءة"}, {"zh-Hans", "很低。[@a]一"}, {"th", "ยา[@a] วัน"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		set_language(f, samples[i][0]);
		struct node *root = read_document(f, samples[i][0], samples[i][1]);
		struct node *list = doc_node(f->arena, NODE_LIST, root->pos);
		struct node *item = doc_node(f->arena, NODE_ITEM, root->pos);
		item->u.item.key = "a";
		item->id = "ref-a";
		list->u.list.start = 1;
		doc_append(list, item);
		doc_append(root, list);
		citations_connect(f->arena, root);
		struct shaped *s = shape_block(&f->setting, f->arena, root->child->child, ROLE_BODY);
		const char *shown = marked(f, s);
		assert_non_null(strchr(s->text, '['));
		assert_non_null(strchr(s->text, ']'));
		if (strstr(shown, "|[") || strstr(shown, "|\u2067["))
			fail_msg("%s: %s", samples[i][0], shown);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_face_is_found_by_its_family_and_style),
		TEST(marks_come_from_the_face_of_the_ideographs),
		TEST(emphasis_is_bold_where_no_face_slants),
		TEST(bold_emphasis_is_told),
		TEST(lines_are_as_far_apart_whatever_stands_in_them),
		TEST(white_beside_latin_words_keeps_its_bounds),
		TEST(chinese_and_japanese_stand_in_squares),
		TEST(markers_run_in_the_direction_of_their_list),
		TEST(markers_stand_where_their_text_begins),
		TEST(large_thai_has_looped_letters),
		TEST(headings_longer_than_a_page_are_parted),
		TEST(no_word_of_one_letter_ends_a_line_of_a_polish_heading),
		TEST(a_citation_begins_no_line),
	};
	return cmocka_run_group_tests(tests, NULL, close_faces);
}
