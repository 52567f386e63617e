/* Translations beside their sources: doses, phones, numbers, drugs, terms, and odd wording. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "base/str.h"
#include "check/orthography.h"
#include "check/parity.h"
#include "check/wording.h"

struct fixture {
	struct arena *arena;
	struct handout handout;
	struct findings findings;
	struct glossary glossary;
	struct segment segments[16];
	struct translation translation;
};

static int setup(void **state)
{
	static struct fixture f;
	static const struct name drugs[] = {{"ketamine", {"handout.yaml", 10, 3}},
										{"esketamine", {"handout.yaml", 20, 3}}};
	static const char *const arabic[] = {"كيتامين", NULL}, *const terms[] = {"DRT", "TRD", NULL};
	static const struct term_forms drug_forms[] = {{"ar", arabic}};
	static const struct term_forms term_forms[] = {{"es", terms}};
	static const struct term glossary[] = {
		{"ketamine", drug_forms, 1, {0}},
		{"treatment-resistant depression", term_forms, 1, {0}},
	};
	f = (struct fixture){.arena = arena_new()};
	f.handout.language = "en";
	f.handout.drug_names = (struct names){drugs, G_N_ELEMENTS(drugs)};
	f.glossary = (struct glossary){glossary, G_N_ELEMENTS(glossary)};
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

/* A translation of one message more. */
static void add(struct fixture *f, const char *lang, const char *source, const char *text)
{
	struct source_message *message = ARENA_NEW(f->arena, struct source_message);
	struct po_message *po = ARENA_NEW(f->arena, struct po_message);
	size_t i = f->translation.count++;
	message->text = source;
	po->str = text;
	po->id = source;
	po->str_pos = (struct pos){"x.po", 10 * (int)(i + 1), 9};
	f->segments[i] = (struct segment){
		.context = "article/p1", .state = STATE_DRAFT, .source = message, .message = po};
	f->translation.segments = f->segments;
	f->translation.lang = lang;
}

static void begin(struct fixture *f)
{
	f->translation.count = 0;
	f->findings = (struct findings){.arena = f->arena};
}

/* "parity-dose! parity-number": the rules in order, errors with "!". */
static const char *rules(struct fixture *f)
{
	struct buf out = {.arena = f->arena};
	for (size_t i = 0; i < f->findings.count; i++) {
		const struct finding *finding = &findings_all(&f->findings)[i];
		bool manifest = strcmp(finding->rule, "drug-unsought") == 0;
		assert_string_equal(finding->pos.file, manifest ? "handout.yaml" : "x.po");
		assert_int_equal(finding->pos.line % 10, 0);
		buf_fmt(&out, "%s%s%s", i ? " " : "", finding->rule,
				finding->level == LEVEL_ERROR ? "!" : "");
	}
	return buf_chars(&out);
}

static void check_parity(struct fixture *f, const char *lang, const char *source, const char *text,
						 const char *expected)
{
	size_t errors = 0;
	begin(f);
	add(f, lang, source, text);
	parity_check(&f->findings, &f->handout, &f->translation, &f->glossary);
	assert_string_equal(rules(f), expected);
	for (const char *p = expected; (p = strchr(p, '!')); p++)
		errors++;
	assert_int_equal(f->findings.errors, errors);
	begin(f);
	add(f, lang, source, text);
	parity_errors(&f->findings, &f->handout, &f->translation);
	assert_int_equal(f->findings.count, errors);
}

static void test_doses(void **state)
{
	static const char source[] = "a dose of 0.5mg/kg for you";
	struct fixture *f = *state;
	check_parity(f, "es", source, "una dosis de 0,5 mg/kg para usted", "");
	check_parity(f, "es", source, "una dosis de 5 mg/kg", "parity-dose! parity-dose!");
	check_parity(f, "es", source, "una dosis de 0,5 g/kg", "parity-dose! parity-dose!");
	check_parity(f, "es", source, "una dosis de 0,5 mg", "parity-dose! parity-dose!");
	check_parity(f, "es", source, "una dosis", "parity-dose!");
	check_parity(f, "zh-Hans", source, "每公斤体重0.5毫克", "");
	check_parity(f, "ar", source, "جرعة ٠٫٥ ملغ/كغ", "");
	check_parity(f, "ar", source, "جرعة ٠٫٦ ملغ/كغ", "parity-dose! parity-dose!");
	check_parity(f, "es", source, "una dosis de 0,5 xyz", "parity-unit");
	/* a thousand times as much to a reader of Spanish */
	check_parity(f, "es", "Take 1.500 g", "Tome 1.500 g", "parity-dose! parity-dose!");
	check_parity(f, "es", "Take 5-10 mg", "Tome de 5 mg a 10 mg", "");
	check_parity(f, "es", "Take 5 mg twice", "Tome 5 mg dos veces, 5 mg", "parity-dose!");
}

static void test_phones(void **state)
{
	struct fixture *f = *state;
	check_parity(f, "ar", "Call 020 7946 0958.", "اتصل على 020 7946 0958.", "");
	check_parity(f, "ar", "Call 020 7946 0958.", "اتصل على 020 7946 0985.",
				 "parity-phone! parity-phone!");
	check_parity(f, "ar", "Call 020 7946 0958.", "اتصل بنا.", "parity-phone!");
	check_parity(f, "ar", "Call 020 7946 0958.", "اتصل على +44 20 7946 0958.", "parity-phone");
	f->handout.clinic.country = "GB";
	check_parity(f, "ar", "Call 020 7946 0958.", "اتصل على +44 20 7946 0958.", "");
	check_parity(f, "ar", "Call +44 (0)20 7946 0958.", "اتصل على 020 7946 0958.", "");
	check_parity(f, "ar", "Call 020 7946 0958.", "اتصل على +49 20 7946 0958.", "parity-phone");
	check_parity(f, "ar", "Call 020 7946 0958.", "اتصل على +44 20 7946 0985.",
				 "parity-phone! parity-phone!");
	check_parity(f, "ar", "Call 020 7946 0958.", "اتصل على ٠٢٠ ٧٩٤٦ ٠٩٥٨.", "");
}

static void test_numbers(void **state)
{
	struct fixture *f = *state;
	check_parity(f, "es", "Call 999.", "Llame al 999.", "");
	check_parity(f, "es", "Call 999.", "Llame al 99.", "parity-phone! parity-number");
	check_parity(f, "es", "Call 15.", "Llame al 51.", "parity-number parity-number");
	check_parity(f, "es", "112 cm tall", "122 cm de alto", "parity-number parity-number");
	check_parity(f, "es", "in 24 hours", "en 24 horas", "");
	check_parity(f, "es", "in 24 hours", "en 42 horas", "parity-number parity-number");
	check_parity(f, "fr", "8 am to 6:30 p.m.", "de 8 h à 18 h 30", "");
	check_parity(f, "es", "2 pm (14:00)", "a las 14 horas", "");
	check_parity(f, "es", "at 2 pm", "a las 2 de la tarde", "");
	check_parity(f, "es", "at 2 pm", "a las 15:00", "parity-number parity-number");
	check_parity(f, "fa", "at 18:00", "ساعت ۱۸:۰۰", "");
	check_parity(f, "fa", "at 18:30", "ساعت ۱۸:۳۰", "");
	check_parity(f, "fa", "at 18:30", "ساعت ۱۸:۲۰", "parity-number parity-number");
	check_parity(f, "de", "at 12 am", "um 0 Uhr", "");
	check_parity(f, "de", "14:30", "14:03", "parity-number parity-number");
	check_parity(f, "es", "2 pmol", "14 pmol", "parity-number parity-number");
	check_parity(f, "es", "in 7 days", "en siete días", "");
	check_parity(f, "zh-Hans", "up to seven days", "最长7天", "");
	check_parity(f, "zh-Hans", "a tablet", "1片", "");
	check_parity(f, "es", "70% of them", "el 70 % de ellos", "");
	check_parity(f, "tr", "70% of them", "%70'i", "");
	check_parity(f, "es", "70% of them", "70 por ciento", "");
	check_parity(f, "es", "70% of them", "70 de ellos", "parity-percent");
	check_parity(f, "es", "70% of them", "el 17 % de ellos", "parity-percent parity-percent");
	check_parity(f, "es", "see www.a.org or a@b.org", "vea www.a.org", "parity-address");
}

static void test_drugs_and_terms(void **state)
{
	struct fixture *f = *state;
	check_parity(f, "es", "Ketamine helps", "La ketamina ayuda", "");
	check_parity(f, "fr", "Ketamine helps", "La kétamine aide", "");
	check_parity(f, "es", "Ketamine helps", "La esketamina ayuda", "drug-name");
	check_parity(f, "es", "Esketamine helps", "La ketamina ayuda", "drug-name");
	check_parity(f, "ar", "Ketamine helps", "الكيتامين يساعد", "");
	check_parity(f, "ar", "Ketamine helps", "الدواء يساعد", "drug-name");
	check_parity(f, "hi", "Ketamine helps", "Ketamine मदद करती है", "");
	check_parity(f, "hi", "It helps", "दवा मदद करती है", "");
	check_parity(f, "ar", "Esketamine helps", "الدواء يساعد", "drug-unsought");
	check_parity(f, "es", "treatment-resistant depression", "depresión (DRT)", "");
	check_parity(f, "es", "treatment-resistant depression", "depresión dura", "terminology");
	assert_true(glossary_has("İnme riskini azaltır.", "inme", false));
	check_parity(f, "fr", "treatment-resistant depression", "dépression", "");
}

/* Where nobody said how they are called. */
static void test_unsought_drugs_are_told_once(void **state)
{
	struct fixture *f = *state;
	begin(f);
	add(f, "ru", "Ketamine helps", "Лекарство помогает");
	add(f, "ru", "Ketamine and esketamine", "Два лекарства");
	parity_check(&f->findings, &f->handout, &f->translation, &f->glossary);
	assert_int_equal(f->findings.count, 1);
	const struct finding *finding = findings_all(&f->findings);
	assert_string_equal(finding->rule, "drug-unsought");
	assert_int_equal(finding->pos.line, 10);
	assert_string_equal(finding->text,
						"the drugs \"ketamine\", \"esketamine\" are not looked for in Russian: "
						"write into glossary.yaml what they are called there, after \"ru:\"");
	check_parity(f, "ru", "Ketamine helps", "Лекарство помогает", "drug-unsought");
}

static void test_only_what_is_shown(void **state)
{
	struct fixture *f = *state;
	begin(f);
	add(f, "es", "5 mg", "6 mg");
	f->segments[0].state = STATE_STALE;
	parity_errors(&f->findings, &f->handout, &f->translation);
	assert_int_equal(f->findings.count, 0);
}

static void check_wording(struct fixture *f, const char *lang, const char *source, const char *text,
						  const char *expected)
{
	begin(f);
	add(f, lang, source, text);
	wording_check(&f->findings, &f->handout, &f->translation);
	assert_string_equal(rules(f), expected);
}

static void test_wording(void **state)
{
	struct fixture *f = *state;
	check_wording(f, "es", "Take it daily.", "Take it daily.", "wording-unchanged");
	check_wording(f, "es", "Ketamine", "Ketamine", "");
	check_wording(f, "es", "5 mg", "5 mg", "");
	check_wording(f, "es", "Take it.", "Tome la la dosis.", "wording-doubled");
	check_wording(f, "fr", "We see.", "Nous nous voyons.", "");
	check_wording(f, "hi", "Slowly.", "धीरे धीरे", "");
	check_wording(f, "es", "Take (it).", "Tome (la.", "wording-brackets");
	check_wording(f, "es", "a) it", "a) la", "");
	check_wording(f, "de", "\"It\"", "„Es“", "");
	check_wording(f, "de", "\"It\"", "„Es", "wording-brackets");
	check_wording(f, "he", "5 mg", "5 מ\"ג", "");
}

static void test_lengths(void **state)
{
	static const char source[] = "A sentence of more than forty letters, as they are.";
	struct fixture *f = *state;
	begin(f);
	for (int i = 0; i < 8; i++)
		add(f, "es", source, "Una frase de más de cuarenta letras, como lo son todas.");
	wording_check(&f->findings, &f->handout, &f->translation);
	assert_string_equal(rules(f), "");
	begin(f);
	for (int i = 0; i < 8; i++)
		add(f, "es", source, "Una frase de más de cuarenta letras, como lo son todas.");
	add(f, "es", source, "Una frase.");
	wording_check(&f->findings, &f->handout, &f->translation);
	assert_string_equal(rules(f), "wording-length");
	assert_int_equal(findings_all(&f->findings)[0].pos.line, 90);
}

static void test_glossary_file(void **state)
{
	struct fixture *f = *state;
	char *dir = g_dir_make_tmp("handout-glossary-XXXXXX", NULL);
	char *own = g_build_filename(dir, "leaflet", NULL);
	char *shared = g_build_filename(dir, "glossary.yaml", NULL);
	char *file = g_build_filename(own, "glossary.yaml", NULL);
	struct diag *diag = diag_new(f->arena);
	struct handout handout = {.dir = own, .root = dir};
	g_mkdir(own, 0755);
	assert_int_equal(glossary_read(f->arena, diag, &handout, dir)->count, 0);
	g_file_set_contents(
		shared, "terms:\n  - term: dose\n    es: dosis\n  - term: pain\n    es: dolor\n", -1, NULL);
	g_file_set_contents(file, "terms:\n  - term: Dose\n    es: [toma, dosis]\n    pt-BR: dose\n",
						-1, NULL);
	const struct glossary *glossary = glossary_read(f->arena, diag, &handout, dir);
	assert_int_equal(diag->errors, 0);
	assert_int_equal(glossary->count, 2);
	assert_string_equal(glossary_forms(glossary, "dose", "es-MX")[0], "toma");
	assert_string_equal(glossary_forms(glossary, "pain", "es")[0], "dolor");
	assert_null(glossary_forms(glossary, "dose", "pt"));
	g_file_set_contents(file, "terms:\n  - es: toma\n  - term: a\n    spanish: b\n", -1, NULL);
	glossary_read(f->arena, diag, &handout, dir);
	assert_int_equal(diag->errors, 2);
	assert_int_equal(diag->first->pos.line, 2);
	g_remove(file);
	g_remove(shared);
	g_rmdir(own);
	g_rmdir(dir);
	g_free(file);
	g_free(shared);
	g_free(own);
	g_free(dir);
}

static void check_letters(struct fixture *f, const char *lang, const char *text,
						  const char *expected)
{
	begin(f);
	add(f, lang, "Source", text);
	orthography_check(&f->findings, &f->translation);
	assert_string_equal(rules(f), expected);
}

static void test_letters(void **state)
{
	struct fixture *f = *state;
	check_letters(f, "fa", "كتاب", "letters");
	check_letters(f, "fa", "کتاب", "");
	check_letters(f, "ur", "یہ دوا ہے۔", "");
	check_letters(f, "ur", "هے", "letters");
	check_letters(f, "ar", "هي كتاب", "");
	check_letters(f, "ar", "کتاب", "letters");
	check_letters(f, "ro", "ştiinţă", "letters");
	check_letters(f, "ro", "știință", "");
	check_letters(f, "tr", "şişe", "");
	check_letters(f, "uk", "это", "letters");
	check_letters(f, "uk", "молoко", "letters"); /* a Latin o */
	check_letters(f, "ru", "молоко NMDA", "");
	check_letters(f, "zh-Hans", "醫生", "letters");
	check_letters(f, "zh-Hant", "醫生", "");
	check_letters(f, "zh-Hant", "医生", "letters");
	check_letters(f, "th", "นํา", "letters");
	check_letters(f, "vi", "thuo\u0302\u0301c", "encoding");
	check_letters(f, "hi", "ख़ून", "");
	check_letters(f, "es", "mÃ¡s", "encoding");
}

static void test_punctuation(void **state)
{
	struct fixture *f = *state;
	check_letters(f, "ar", "نعم, لا", "punctuation");
	check_letters(f, "ar", "نعم، لا؟ 5,5 (a, b)", "");
	check_letters(f, "ur", "دوا لیں.", "punctuation");
	check_letters(f, "fa", "دوا.", "");
	check_letters(f, "hi", "दवा लेना.", "punctuation");
	check_letters(f, "hi", "दवा लें।", "");
	check_letters(f, "hi", "5 मि.ग्रा.", "");
	check_letters(f, "zh-Hans", "是的,不", "punctuation");
	check_letters(f, "zh-Hans", "是的，NMDA, 5.5", "");
	check_letters(f, "ja", "はい.", "punctuation");
	check_letters(f, "es", "Cómo?", "punctuation");
	check_letters(f, "es", "¿Cómo? ¡Ya!", "");
	check_letters(f, "fr", "Comment?", "punctuation");
	check_letters(f, "fr", "Comment\u202F?", "");
	check_letters(f, "fr-CA", "Comment?", "");
	check_letters(f, "fa", "می رود", "joiner");
	check_letters(f, "fa", "می\u200Cرود", "");
	check_letters(f, "fa", "کتاب ها", "joiner");
	check_letters(f, "fa", "میشود", "joiner");
}

static void test_quotes(void **state)
{
	struct fixture *f = *state;
	check_letters(f, "de", "„gut“ und ‚gut‘, »gut«", "");
	check_letters(f, "de", "“gut”", "punctuation");
	check_letters(f, "de", "\"gut\"", "punctuation");
	check_letters(f, "fr", "l’« État »", "");
	check_letters(f, "fr", "„État“", "punctuation");
	check_letters(f, "uk", "м’який «так»", "");
	check_letters(f, "pl", "„tak”", "");
	check_letters(f, "ja", "「はい」", "");
	check_letters(f, "ja", "«はい»", "punctuation");
	check_letters(f, "zh-Hans", "《药》", "");
	check_letters(f, "zh-Hant", "「是」", "");
	check_letters(f, "he", "ארה\"ב", "");
	check_letters(f, "he", "\"כן\"", "punctuation");
	check_letters(f, "ar", "«نعم»", "");
	check_letters(f, "es", "una aguja de 2\" y «sí»", "");
	assert_int_equal(f->findings.count, 0);
	check_letters(f, "es", "dice \u201esí\u201d", "punctuation");
	assert_string_equal(findings_all(&f->findings)[0].text,
						"„, a quotation mark that Spanish does not have: write « and »");
}

static void test_digits(void **state)
{
	struct fixture *f = *state;
	begin(f);
	add(f, "ar", "5 and 6", "٥ و ٦");
	add(f, "ar", "7, KET-001", "٧ و KET-001 على 020 7946 0958");
	orthography_check(&f->findings, &f->translation);
	assert_string_equal(rules(f), "");
	add(f, "ar", "8", "8 أيام");
	orthography_check(&f->findings, &f->translation);
	assert_string_equal(rules(f), "digits");
	assert_int_equal(findings_all(&f->findings)[0].pos.line, 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_doses, setup, teardown),
		cmocka_unit_test_setup_teardown(test_phones, setup, teardown),
		cmocka_unit_test_setup_teardown(test_numbers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_drugs_and_terms, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unsought_drugs_are_told_once, setup, teardown),
		cmocka_unit_test_setup_teardown(test_only_what_is_shown, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wording, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lengths, setup, teardown),
		cmocka_unit_test_setup_teardown(test_glossary_file, setup, teardown),
		cmocka_unit_test_setup_teardown(test_letters, setup, teardown),
		cmocka_unit_test_setup_teardown(test_punctuation, setup, teardown),
		cmocka_unit_test_setup_teardown(test_quotes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_digits, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
