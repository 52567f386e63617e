/* What a careful editor sees: rules, sheets, writing, readability, print, contrast. */
#include "unit/test.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "base/units.h"
#include "check/check.h"
#include "check/print.h"
#include "check/rules.h"
#include "check/sheet.h"
#include "check/writing.h"
#include "document/final.h"

#define TODAY ((struct date){2026, 11, 22})
#define TEXTS_MAX 8

struct fixture {
	struct arena *arena;
	struct handout handout;
	struct findings findings;
	struct prose_text texts[TEXTS_MAX];
	struct prose prose;
};

static int setup(void **state)
{
	static struct fixture f;
	f = (struct fixture){.arena = arena_new()};
	f.findings.arena = f.arena;
	f.handout = (struct handout){.file = "handout.yaml", .status = "final", .language = "en"};
	f.handout.review_by = (struct date){2028, 1, 1};
	f.handout.clinic =
		(struct clinic){.file = "clinic.yaml", .name = "Us", .phone = "020 7946 0958"};
	f.handout.clinic.feedback = f.handout.clinic.phone;
	f.handout.sign_off.name = "Dr A";
	f.prose = (struct prose){"en", f.texts, 0};
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

/* A paragraph of the article more. */
static void add(struct fixture *f, const char *plain)
{
	f->texts[f->prose.count] = (struct prose_text){
		.plain = plain,
		.node = doc_node(f->arena, NODE_PARAGRAPH, (struct pos){0}),
		.part = PART_ARTICLE,
		.pos = {"article.md", (int)f->prose.count + 1, 1},
	};
	f->prose.count++;
}

/* Compares the rules and lines found since the last call with "rule:1 rule:3". */
static void expect(struct fixture *f, const char *expected)
{
	GString *got = g_string_new(NULL);
	for (size_t i = 0; i < f->findings.count; i++) {
		const struct finding *finding = &findings_all(&f->findings)[i];
		g_string_append_printf(got, "%s%s:%d", got->len ? " " : "", finding->rule,
							   finding->pos.line);
	}
	assert_string_equal(got->str, expected);
	g_string_free(got, TRUE);
	f->findings = (struct findings){.arena = f->arena};
}

static void test_rules(void **state)
{
	struct fixture *f = *state;
	for (size_t i = 0; i < rule_count; i++) {
		assert_ptr_equal(rule_find(rules[i].id), &rules[i]);
		assert_true(g_str_has_suffix(rules[i].meaning, "."));
		assert_true(g_str_has_suffix(rules[i].remedy, "."));
		assert_true(rules[i].source[0] != '\0');
		assert_non_null(strstr(rules_text(f->arena).s, rules[i].source));
	}
	assert_null(rule_find("no-such-rule"));
	assert_string_equal(rule_ids(f->arena)[0], "clinical-note");
}

static void test_acronyms(void **state)
{
	struct fixture *f = *state;
	add(f, "Treatment-resistant depression (TRD) is hard. TRD lasts. See your GP in the UK.");
	add(f, "An MRI (magnetic resonance imaging) scan shows it; later an MRI again.");
	add(f, "The SSRIs help. An SSRI is a medicine. Take vitamin B12 or COVID tests.");
	add(f, "Ask for ECT, sheet KET-001.");
	add(f, "ECT: electroconvulsive therapy");
	f->texts[4].part = PART_GLOSSARY;
	add(f, "A nurse reads an EEG.");
	f->texts[5].node = doc_node(f->arena, NODE_FIGURE, (struct pos){0}); /* its description */
	add(f, "We take an EEG.");
	writing_check(&f->findings, &f->prose);
	expect(f, "acronym-undefined:3 acronym-undefined:7");
}

static void test_spellings(void **state)
{
	struct fixture *f = *state;
	add(f, "An anaesthetic for the tumour.");
	add(f, "The anesthetic works in the laboratory. Organized care, emphasis on color.");
	writing_check(&f->findings, &f->prose);
	const struct finding *found = findings_all(&f->findings);
	assert_int_equal(found->place_count, 2);
	assert_string_equal(found->places[0].text, "anaesthetic");
	assert_string_equal(found->places[1].text, "anesthetic");
	expect(f, "spelling-mixed:1");
	/* -ize is British too, but not beside -ise. */
	f->prose.count = 0;
	add(f, "A randomized study of anaesthetics.");
	writing_check(&f->findings, &f->prose);
	expect(f, "");
	add(f, "It was recognised.");
	writing_check(&f->findings, &f->prose);
	expect(f, "spelling-mixed:2");
	f->prose.lang = "de";
	writing_check(&f->findings, &f->prose);
	expect(f, "");
}

static void test_units(void **state)
{
	struct fixture *f = *state;
	add(f, "Take 10 mg, 0.5 mg/kg, 70% or 3D, on the A4 sheet, by 5pm.");
	add(f, "Take 0.5mg/kg or 1,000ml.");
	add(f, "Journal 12mg.");
	f->texts[2].part = PART_REFERENCES;
	writing_check(&f->findings, &f->prose);
	assert_non_null(strstr(findings_all(&f->findings)[0].text, "write \"0.5 mg\""));
	expect(f, "unit-spacing:2 unit-spacing:2");
}

static void test_capitals(void **state)
{
	struct fixture *f = *state;
	add(f, "DO NOT DRIVE after the NHS appointment.");
	add(f, "The HIV or TB tests at an NHS GP.");
	add(f, "ПОМНИТЕ ОБ ЭТОМ всегда.");
	writing_check_translation(&f->findings, &f->prose);
	expect(f, "capitals:1 capitals:3");
}

static void test_syllables(void **state)
{
	static const struct {
		const char *lang, *word;
		int count;
	} words[] = {
		{"en", "treatment", 2},   {"en", "makes", 1},        {"en", "improvement", 3},
		{"en", "psychiatry", 4},  {"en", "depression", 3},   {"en", "tables", 2},
		{"en", "needed", 2},      {"en", "taken", 2},        {"en", "being", 2},
		{"en", "effectively", 4}, {"en", "walked", 1},       {"en", "the", 1},
		{"es", "depresión", 3},   {"es", "tratamiento", 4},  {"es", "quetamina", 4},
		{"es", "leído", 3},       {"pt", "depressão", 3},    {"pt", "medicamento", 5},
		{"fr", "dépression", 3},  {"fr", "traite", 1},       {"fr", "réalité", 4},
		{"de", "behandlung", 3},  {"de", "arzneimittel", 4}, {"ru", "лечение", 4},
		{"pl", "leczenie", 0},
	};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (sentences_syllables(words[i].word, words[i].lang) != words[i].count)
			fail_msg("%s: %d", words[i].word, sentences_syllables(words[i].word, words[i].lang));
}

static void test_sentences(void **state)
{
	static const struct {
		const char *lang, *text;
		int sentences, words;
	} texts[] = {
		{"en", "Take 0.5 mg/kg. Dr. A. N. Lee asks: e.g. why? \"Rest.\" Then go", 4, 13},
		{"en", "See www.nhs.uk for more. Don't stop", 2, 6},
		{"ar", "هل تشعر بدوار؟ اجلس.", 2, 4},
		{"hi", "बैठ जाइए। आराम करें।", 2, 4},
		{"ur", "بیٹھ جائیں۔ آرام کریں۔", 2, 4},
		{"zh-Hans", "请坐下。请休息！", 2, 0},
		{"ja", "座ってください。休んでください。", 2, 0},
		{"th", "นั่งลง พักผ่อน", 1, 0},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		f->prose.count = 0;
		f->prose.lang = texts[i].lang;
		add(f, texts[i].text);
		struct sentences found = sentences_of(f->arena, &f->prose);
		assert_int_equal(found.count, texts[i].sentences);
		assert_true(found.all.words >= 2);
		if (texts[i].words)
			assert_int_equal(found.all.words, texts[i].words);
	}
	/* Headings and references are not read as sentences. */
	((struct node *)f->texts[0].node)->kind = NODE_HEADING;
	assert_int_equal(sentences_of(f->arena, &f->prose).count, 0);
}

static void test_formulas(void **state)
{
	/* 5 sentences of 100 words with 600 letters, 150 syllables, 10 words of three and more, 20 of
	 * more than six letters: by hand from the formulas as published. */
	const struct counts c = {5, 100, 600, 20, 150, 10};
	static const struct {
		const char *lang;
		double score;
	} scores[] = {
		{"en", 59.635}, {"es-MX", 96.44},   {"de", 72.25},  {"fr", 76.3},
		{"it", 44},     {"pt-BR", 101.635}, {"ru", 90.685}, {"sv", 40},
	};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(scores); i++)
		assert_true(fabs(readability_of(&c, scores[i].lang).score - scores[i].score) < 0.01);
	assert_true(fabs(readability_grade(&c) - 9.91) < 0.01);
	assert_true(fabs(readability_smog(&c) - 11.208) < 0.01);
	assert_null(readability_of(&c, "pl").formula);
	assert_null(readability_of(&c, "eo").formula);
}

static void test_readability(void **state)
{
	struct fixture *f = *state;
	struct reading reading;
	add(f,
		"Rest now. Drink some tea. Considerable improvement of depressive symptomatology "
		"necessitates additional administrations. Sit here for a while.");
	add(f, "Pharmacological interventions demonstrate considerable antidepressant efficacy.");
	add(f, "Multidisciplinary guideline recommendations: Unipolar Depression, Recommendation.");
	struct node *note = doc_node(f->arena, NODE_NOTE, (struct pos){0});
	struct node *cited = doc_node(f->arena, NODE_PARAGRAPH, (struct pos){0});
	doc_append(note, cited);
	f->texts[2].node = cited;
	assert_true(readability_check(&f->findings, &f->prose, &reading));
	const struct finding *found = &findings_all(&f->findings)[1];
	assert_int_equal(found->place_count, 3); /* not those of two and three words, nor a footnote */
	assert_int_equal(found->places[0].pos.line, 2);
	assert_true(g_str_has_prefix(found->places[0].what, "6 words, score -"));
	assert_string_equal(reading.formula, "Flesch reading ease");
	assert_int_equal(reading.sentences, 5);
	expect(f, "reading-grade:0 readability:0");
	f->prose.lang = "pl";
	assert_true(readability_check(&f->findings, &f->prose, &reading));
	assert_non_null(strstr(findings_all(&f->findings)[0].text, "no formula"));
	expect(f, "readability:0");
	f->prose.count = 1;
	f->texts[0].plain = "Rest now.";
	assert_false(readability_check(&f->findings, &f->prose, &reading));
	expect(f, "");
}

static struct node *child(struct fixture *f, struct node *parent, enum node_kind kind, int line)
{
	struct node *node = doc_node(f->arena, kind, (struct pos){"article.md", line, 1});
	doc_append(parent, node);
	return node;
}

/* A document with one part. */
static struct node *document(struct fixture *f, enum part_kind kind)
{
	struct node *root = doc_node(f->arena, NODE_DOCUMENT, (struct pos){0});
	child(f, root, NODE_PART, 1)->u.part.kind = kind;
	return root;
}

static void say(struct fixture *f, struct node *parent, int line, const char *text)
{
	struct node *paragraph = child(f, parent, NODE_PARAGRAPH, line);
	doc_append(paragraph, doc_text(f->arena, paragraph->pos, text));
}

static void test_sheet(void **state)
{
	struct fixture *f = *state;
	struct handout *h = &f->handout;
	const struct node *root = document(f, PART_ARTICLE);
	h->evidence = "A guideline";
	sheet_check(&f->findings, h, root, 0, TODAY);
	expect(f, "");
	h->evidence = h->clinic.phone = h->clinic.feedback = h->clinic.name = NULL;
	h->review_by = (struct date){2026, 11, 21};
	h->review_pos = (struct pos){"handout.yaml", 6, 1};
	sheet_check(&f->findings, h, root, 0, TODAY);
	expect(f,
		   "review-past:6 imprint-publisher:0 imprint-contact:0 imprint-feedback:0 "
		   "imprint-evidence:0");
}

static void test_lacks(void **state)
{
	struct fixture *f = *state;
	struct handout *h = &f->handout;
	static const struct clinical_note open = {.status = "open"}, closed = {.status = "changed"};
	assert_int_equal(final_lacks(h), 0);
	h->notes = &closed;
	h->note_count = 1;
	assert_int_equal(final_lacks(h), 0);
	h->notes = &open;
	assert_int_equal(final_lacks(h), FINAL_NOTES);
	h->note_count = 0;
	h->mental_health = h->emergency = true;
	assert_int_equal(final_lacks(h), FINAL_EMERGENCY);
	h->numbers[EMERGENCY_CRISIS].number = "116 123";
	assert_int_equal(final_lacks(h), 0);
	h->emergency = false;
	assert_int_equal(final_lacks(h), FINAL_EMERGENCY);
	h->sign_off.name = NULL;
	h->review_by.year = 0;
	h->status = "draft";
	assert_int_equal(final_lacks(h),
					 FINAL_STATUS | FINAL_SIGN_OFF | FINAL_REVIEW_DATE | FINAL_EMERGENCY);
	assert_string_equal(final_words(f->arena, h, FINAL_SIGN_OFF | FINAL_REVIEW_DATE),
						"a sign-off, a review date");
	h->evidence = "A guideline";
	sheet_check(&f->findings, h, document(f, PART_ARTICLE), final_lacks(h), TODAY);
	expect(f, "sign-off:0 review-date:0 emergency-block:0");
	h->status = "final";
	sheet_check(&f->findings, h, document(f, PART_ARTICLE),
				FINAL_NOTES | FINAL_TRANSLATIONS | final_lacks(h), TODAY);
	expect(f,
		   "final-notes:0 final-sign-off:0 final-review-date:0 final-emergency:0 "
		   "final-translations:0");
}

static void test_headings(void **state)
{
	struct fixture *f = *state;
	struct node *root = document(f, PART_ARTICLE), *part = root->child;
	GString *words = g_string_new(NULL);
	for (int i = 0; i < 130; i++)
		g_string_append(words, "word ");
	f->handout.evidence = "A guideline";
	say(f, part, 3, words->str);
	child(f, part, NODE_HEADING, 5);
	say(f, part, 7, words->str);
	say(f, part, 9, words->str);
	say(f, part, 11, words->str);
	child(f, part, NODE_RULE, 13);
	say(f, part, 15, "words");
	child(f, part, NODE_RULE, 17);
	child(f, part, NODE_SECTION, 19);
	child(f, part, NODE_RULE, 21);
	sheet_check(&f->findings, &f->handout, root, 0, TODAY);
	expect(f, "section-long:7 section-unheaded:13");
	g_string_free(words, TRUE);
}

static void test_references(void **state)
{
	static const char *const keys[] = {"lee2020", NULL};
	struct fixture *f = *state;
	struct node *root = document(f, PART_ARTICLE), *article = root->child;
	struct node *part = child(f, root, NODE_PART, 20), *list;
	part->u.part.kind = PART_REFERENCES;
	list = child(f, part, NODE_LIST, 20);
	say(f, child(f, list, NODE_ITEM, 20), 20, "Lee, A. (2020). Mood.");
	say(f, child(f, list, NODE_ITEM, 21), 21, "Zheng, W. (2019). Drugs. doi:10.1000/1");
	sheet_check(&f->findings, &f->handout, root, 0, TODAY);
	assert_non_null(strstr(findings_all(&f->findings)[0].text, "none of the references"));
	expect(f, "reference-uncited:20 reference-address:20");
	list->child->u.item.key = "lee2020";
	child(f, article, NODE_CITATION, 3)->u.citation.keys = keys;
	sheet_check(&f->findings, &f->handout, root, 0, TODAY);
	assert_non_null(strstr(findings_all(&f->findings)[0].text, "reference 2 is not"));
	expect(f, "reference-uncited:20 reference-address:20");
	say(f, article, 5, "As Zheng found in 2019.");
	sheet_check(&f->findings, &f->handout, root, 0, TODAY);
	expect(f, "reference-address:20");
}

static void test_contrast(void **state)
{
	(void)state;
	/* WCAG's own extremes, and its well-known grey. */
	assert_true(fabs(contrast_ratio(0x000000, 0xFFFFFF) - 21) < 0.001);
	assert_true(fabs(contrast_ratio(0x777777, 0xFFFFFF) - 4.478) < 0.001);
	assert_true(fabs(contrast_ratio(0xFFFFFF, 0x767676) - 4.542) < 0.001);
	assert_true(fabs(contrast_ratio(0x123456, 0x123456) - 1) < 0.001);
}

/* The theme that comes with the program, read anew. */
static struct theme *theme_of(struct fixture *f)
{
	struct diag *diag = diag_new(f->arena);
	static const struct name editions[] = {
		{"standard", {0}}, {"clear", {0}}, {"large", {0}}, {"bilingual", {0}}, {"booklet", {0}}};
	f->handout.editions = (struct names){editions, G_N_ELEMENTS(editions)};
	struct theme *theme = theme_read(f->arena, diag, "content/theme.yaml", &f->handout.clinic);
	assert_non_null(theme);
	return theme;
}

static void check_print(struct fixture *f, const struct theme *theme)
{
	const char *out = g_getenv("OUT");
	struct diag *diag = diag_new(f->arena);
	const struct faces *faces =
		faces_read(f->arena, diag, str_fmt(f->arena, "%s/fonts", out ? out : "out"));
	assert_non_null(faces);
	print_check(&f->findings, &f->handout, theme, faces, &f->prose);
	contrast_check(&f->findings, &f->handout, theme);
}

static void test_own_theme(void **state)
{
	struct fixture *f = *state;
	struct theme *theme = theme_of(f);
	add(f, "Some words of a text that is long enough to say how wide its letters are.");
	check_print(f, theme);
	expect(f, "");
}

static void test_print(void **state)
{
	struct fixture *f = *state;
	struct theme *theme = theme_of(f);
	struct theme *clear = (struct theme *)theme_edition(theme, EDITION_CLEAR);
	struct theme *large = (struct theme *)theme_edition(theme, EDITION_LARGE);
	struct script *scripts = (struct script *)clear->scripts;
	add(f, "Some words of a text that is long enough to say how wide its letters are.");
	theme->styles[ROLE_NOTE].size = PT(7);
	theme->styles[ROLE_NOTE].leading = PT(8);
	theme->pages[PAPER_A4].measure = MM(170);
	check_print(f, theme);
	expect(f, "print-x-height:0 print-pitch:0 print-measure:0");
	*theme = *theme_of(f);
	for (size_t i = 0; i < clear->script_count; i++)
		scripts[i].smallest = 0;
	clear->styles[ROLE_STAMP].size = PT(10);
	clear->italic = clear->hyphenate = true;
	clear->note_brackets = false;
	large->imprint_columns = 2;
	large->styles[ROLE_BODY].justify = true;
	((struct script *)large->scripts)[0].justify = true;
	theme->editions[EDITION_CLEAR] = clear;
	theme->editions[EDITION_LARGE] = large;
	check_print(f, theme);
	expect(f,
		   "print-size:0 print-italics:0 print-split-words:0 print-note-marks:0 "
		   "print-justified:0 print-columns:0");
}

/* Letters as wide as they are high: 40 a line are the most. */
static void test_wide_letters(void **state)
{
	struct fixture *f = *state;
	struct theme *theme = theme_of(f);

	f->prose.lang = "ja";
	add(f, "薬は毎日飲んでください。");
	check_print(f, theme);
	expect(f, "");
	theme->pages[PAPER_A4].measure = MM(170);
	check_print(f, theme);
	expect(f, "print-measure:0");
}

static void test_colors(void **state)
{
	struct fixture *f = *state;
	f->handout.clinic.accent = 0x5A82A0; /* 4.1 to 1 */
	f->handout.clinic.has_accent = true;
	struct theme *theme = theme_of(f);
	f->handout.editions.count = 1;
	contrast_check(&f->findings, &f->handout, theme);
	assert_string_equal(findings_all(&f->findings)[0].pos.file, "clinic.yaml");
	/* A link on white and on the tint; large headings and bars may have less. */
	expect(f, "contrast-accent:0 contrast:0 contrast:0");
	f->handout.clinic.accent = 0x1B4D6B;
	theme = theme_of(f);
	f->handout.editions.count = 1;
	theme->styles[ROLE_REFERENCE].color = 0x999999;
	contrast_check(&f->findings, &f->handout, theme);
	assert_non_null(strstr(findings_all(&f->findings)[0].text, "reference (#999999)"));
	expect(f, "contrast:0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_rules, setup, teardown),
		cmocka_unit_test_setup_teardown(test_acronyms, setup, teardown),
		cmocka_unit_test_setup_teardown(test_spellings, setup, teardown),
		cmocka_unit_test_setup_teardown(test_units, setup, teardown),
		cmocka_unit_test_setup_teardown(test_capitals, setup, teardown),
		cmocka_unit_test(test_syllables),
		cmocka_unit_test_setup_teardown(test_sentences, setup, teardown),
		cmocka_unit_test(test_formulas),
		cmocka_unit_test_setup_teardown(test_readability, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sheet, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lacks, setup, teardown),
		cmocka_unit_test_setup_teardown(test_headings, setup, teardown),
		cmocka_unit_test_setup_teardown(test_references, setup, teardown),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test_setup_teardown(test_own_theme, setup, teardown),
		cmocka_unit_test_setup_teardown(test_print, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wide_letters, setup, teardown),
		cmocka_unit_test_setup_teardown(test_colors, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
