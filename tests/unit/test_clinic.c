/* What a clinic adds to a handout: numbers for an emergency, fields in the text, the QR code. */
#include "unit/test.h"

#include <stdio.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "check/emergency.h"
#include "document/clinic.h"
#include "document/emergency.h"
#include "document/frame.h"
#include "document/placeholder.h"
#include "document/qr.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	char *dir;
	struct handout handout;
	struct edition edition;
	struct node *document, *paragraph;
};

static int setup(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);
	f->arena = arena;
	f->diag = diag_new(arena);
	f->dir = g_dir_make_tmp(NULL, NULL);
	f->handout = (struct handout){.file = "handout.yaml",
								  .title = "A Sheet",
								  .code = "KET-001",
								  .version = "1.0",
								  .language = "en",
								  .status = "draft",
								  .issued = {2026, 11, 22},
								  .clinic = {.file = "clinic.yaml",
											 .name = "Demo *clinic*",
											 .country = "GB",
											 .phone = "020 7946 0958",
											 .address = "1 Street,\nTown",
											 .web = "clinic.example.org",
											 .email = "a@example.org"}};
	f->edition = (struct edition){.handout = &f->handout, .title = "Ein Blatt", .lang = "en"};
	f->edition.locale = locale_find("en");
	f->document = doc_node(arena, NODE_DOCUMENT, POS_FILE("article.md"));
	struct node *part = doc_node(arena, NODE_PART, POS_FILE("article.md"));
	part->u.part.kind = PART_ARTICLE;
	doc_append(f->document, part);
	f->paragraph = doc_node(arena, NODE_PARAGRAPH, (struct pos){"article.md", 3, 1});
	doc_append(part, f->paragraph);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	remove(path_join(f->arena, f->dir, "emergency.yaml"));
	remove(f->dir);
	g_free(f->dir);
	arena_free(f->arena);
	return 0;
}

static void say(struct fixture *f, struct node *parent, const char *text)
{
	doc_append(parent, doc_text(f->arena, (struct pos){"article.md", 3, 5}, text));
}

static void expect(struct fixture *f, size_t errors, const char *text)
{
	assert_int_equal(f->diag->errors, errors);
	assert_non_null(f->diag->first);
	assert_non_null(strstr(diag_line(f->arena, f->diag->first), text));
}

static void test_fields(void **state)
{
	struct fixture *f = *state;
	say(f, f->paragraph,
		"Call {{clinic.phone}} or {{ clinic.email }}, see {{clinic.web}} at {{clinic.address}}; "
		"{{handout.code}}, {{handout.title}}, {{handout.issued}}.");
	placeholder_check(f->diag, f->document, &f->handout);
	placeholder_fill(f->arena, f->diag, f->document, &f->edition);
	assert_int_equal(f->diag->errors, 0);
	assert_string_equal(doc_plain(f->arena, f->paragraph),
						"Call 020 7946 0958 or a@example.org, see clinic.example.org at 1 Street, "
						"Town; KET-001, Ein Blatt, 22 November 2026.");
	const char *dump = doc_dump(f->arena, f->document);
	assert_non_null(strstr(dump, "<tel:02079460958>"));
	assert_non_null(strstr(dump, "<mailto:a@example.org>"));
	assert_non_null(strstr(dump, "<https://clinic.example.org>"));
}

/* Values are not read as Markdown; the clinic's own words are marked where the page is in another
 * language; a link holds no second one, and code stays as it is written. */
static void test_fields_inside(void **state)
{
	struct fixture *f = *state;
	struct node *link = doc_node(f->arena, NODE_LINK, f->paragraph->pos);
	struct node *code = doc_node(f->arena, NODE_CODE, f->paragraph->pos);
	link->u.link.url = "tel:1";
	say(f, link, "{{clinic.phone}}");
	code->u.text.text = "{{clinic.nothing}}";
	say(f, f->paragraph, "{{clinic.name}}");
	doc_append(f->paragraph, link);
	doc_append(f->paragraph, code);
	f->edition.lang = "ar";
	f->edition.locale = locale_find("ar");
	placeholder_check(f->diag, f->document, &f->handout);
	placeholder_fill(f->arena, f->diag, f->document, &f->edition);
	assert_int_equal(f->diag->errors, 0);
	assert_string_equal(f->paragraph->child->lang, "en");
	assert_string_equal(f->paragraph->child->child->u.text.text, "Demo *clinic*");
	assert_null(link->next->child);
	assert_int_equal(link->child->kind, NODE_ISOLATE);
	assert_string_equal(doc_plain(f->arena, f->paragraph),
						"Demo *clinic*020 7946 0958{{clinic.nothing}}");
}

/* A passage that is not translated is in the source's language, with all that stands in it. */
static void test_fields_untranslated(void **state)
{
	static const struct name tags[] = {{"en", {0}}, {"ar", {0}}};
	static const char *const texts[] = {"9 to 5", "من 9 إلى 5"};
	struct fixture *f = *state;
	f->handout.clinic.hours = (struct worded){"9 to 5", {tags, 2}, texts};
	f->edition.lang = "ar";
	f->edition.locale = locale_find("ar");
	f->document->lang = "ar";
	struct node *other = doc_node(f->arena, NODE_PARAGRAPH, f->paragraph->pos);
	doc_append(f->paragraph->parent, other);
	f->paragraph->lang = "en";
	say(f, f->paragraph, "{{handout.title}}, open {{clinic.hours}}, {{handout.issued}}, ");
	say(f, f->paragraph, "{{clinic.phone}}");
	say(f, other, "{{handout.title}}، {{clinic.hours}}، {{handout.issued}}، ");
	say(f, other, "{{clinic.phone}}");
	placeholder_fill(f->arena, f->diag, f->document, &f->edition);
	assert_int_equal(f->diag->errors, 0);
	assert_string_equal(doc_plain(f->arena, f->paragraph),
						"A Sheet, open 9 to 5, 22 November 2026, 020 7946 0958");
	assert_int_equal(f->paragraph->last->child->kind, NODE_TEXT);
	assert_non_null(strstr(doc_plain(f->arena, other), "Ein Blatt، من 9 إلى 5، ٢٢ نوفمبر"));
	assert_int_equal(other->last->child->kind, NODE_ISOLATE);
}

static void test_fields_unknown(void **state)
{
	struct fixture *f = *state;
	say(f, f->paragraph, "Call {{clinic.fone}}.");
	placeholder_check(f->diag, f->document, &f->handout);
	expect(f, 1,
		   "article.md:3:5: error: unknown field \"{{clinic.fone}}\": did you mean "
		   "\"{{clinic.phone}}\"?");
}

static void test_fields_torn(void **state)
{
	struct fixture *f = *state;
	static const char *const torn[] = {
		"Call {{clinic.phone} on {{clinic.name}}.",
		"Call {{clinic.name}} on {clinic.phone}.",
		"Call clinic.phone}} or come.",
	};
	for (size_t i = 0; i < sizeof torn / sizeof *torn; i++) {
		f->paragraph->child = f->paragraph->last = NULL;
		say(f, f->paragraph, torn[i]);
		placeholder_check(f->diag, f->document, &f->handout);
		expect(f, i + 1,
			   "article.md:3:5: error: the field \"{{clinic.phone}}\" is not whole here: write two "
			   "braces before it and two behind it");
	}
	f->paragraph->child = f->paragraph->last = NULL;
	say(f, f->paragraph, "Call {{the clinic} or {{clinic.phone}}, never clinic.name or {us}.");
	placeholder_check(f->diag, f->document, &f->handout);
	assert_int_equal(f->diag->errors, sizeof torn / sizeof *torn + 1);
	assert_non_null(strstr(f->diag->last->text, "\"{{\" without the \"}}\" of a field"));
}

static void test_fields_empty(void **state)
{
	struct fixture *f = *state;
	say(f, f->paragraph, "We are here {{clinic.hours}}.");
	placeholder_check(f->diag, f->document, &f->handout);
	expect(f, 1, "add \"hours\" to clinic.yaml");
}

static void test_fields_without_a_clinic(void **state)
{
	struct fixture *f = *state;
	f->handout.clinic = (struct clinic){0};
	say(f, f->paragraph, "Call {{clinic.phone}}.");
	placeholder_check(f->diag, f->document, &f->handout);
	expect(f, 1, "there is no clinic.yaml: make one in this folder or one above, with \"phone\"");
}

static const char *numbers_file(struct fixture *f, const char *text)
{
	const char *path = path_join(f->arena, f->dir, "emergency.yaml");
	assert_true(file_write(f->diag, path, str_of(text)));
	return path;
}

static void test_numbers(void **state)
{
	struct fixture *f = *state;
	const char *path =
		numbers_file(f,
					 "GB:\n  ambulance: {number: 999, verified: null}\n  urgent: {number: 111}\n"
					 "US:\n  crisis: {number: 988}\n");
	f->handout.emergency = true;
	f->handout.clinic.emergency[EMERGENCY_URGENT].stated = true;
	f->handout.clinic.emergency[EMERGENCY_CRISIS] =
		(struct emergency_number){"116 123", {2026, 1, 2}, {"clinic.yaml", 9, 3}, true};
	emergency_read(f->arena, f->diag, path, &f->handout);
	assert_int_equal(f->diag->errors + f->diag->warnings, 0);
	assert_string_equal(f->handout.numbers[EMERGENCY_AMBULANCE].number, "999");
	assert_int_equal(f->handout.numbers[EMERGENCY_AMBULANCE].verified.year, 0);
	assert_string_equal(f->handout.numbers[EMERGENCY_CRISIS].number, "116 123");
	assert_int_equal(emergency_count(&f->handout), 2);
	assert_string_equal(f->handout.numbers[EMERGENCY_AMBULANCE].pos.file, "clinic.yaml");
}

/* A country without numbers: a draft is warned of, a final handout is refused. */
static void test_numbers_none(void **state)
{
	struct fixture *f = *state;
	const char *path = numbers_file(f, "US:\n  crisis: {number: 988}\n");
	f->handout.emergency = true;
	emergency_read(f->arena, f->diag, path, &f->handout);
	expect(f, 0, "no numbers for an emergency are known in the country GB");
	assert_int_equal(f->diag->warnings, 1);
	assert_int_equal(emergency_count(&f->handout), 0);
}

static void test_numbers_wrong(void **state)
{
	struct fixture *f = *state;
	const char *path = numbers_file(f, "GB:\n  ambulanse: {number: 999}\n");
	f->handout.emergency = true;
	emergency_read(f->arena, f->diag, path, &f->handout);
	expect(f, 1, "did you mean \"ambulance\"?");
}

/* Every country that comes with the program has an ambulance, and nobody has verified a number. */
static void test_numbers_shipped(void **state)
{
	static const char *const countries[] = {"GB", "IE", "US", "CA", "AU", "NZ", "ES", "FR",
											"DE", "IT", "PT", "BR", "PL", "RO", "UA", "TR",
											"VN", "IN", "PK", "BD", "IL", "KR", "JP", "TH",
											"TW", "CN", "EG", "SA", "RU", "IR", "MX", NULL};
	struct fixture *f = *state;
	f->handout.emergency = true;
	for (size_t i = 0; countries[i]; i++) {
		struct emergency_number *numbers = f->handout.numbers;
		memset(numbers, 0, sizeof f->handout.numbers);
		f->handout.clinic.country = countries[i];
		emergency_read(f->arena, f->diag, "src/share/emergency.yaml", &f->handout);
		assert_non_null(numbers[EMERGENCY_AMBULANCE].number);
		for (int k = 0; k < EMERGENCY_KINDS; k++)
			assert_int_equal(numbers[k].verified.year, 0);
	}
	assert_int_equal(f->diag->errors + f->diag->warnings, 0);
}

static void test_check(void **state)
{
	struct fixture *f = *state;
	struct findings findings = {.arena = f->arena};
	const struct date today = {2026, 11, 22};
	struct emergency_number *numbers = f->handout.numbers;
	numbers[EMERGENCY_AMBULANCE] = (struct emergency_number){.number = "999"};
	numbers[EMERGENCY_CRISIS] = (struct emergency_number){"116 123", {2025, 11, 20}, {0}, true};
	numbers[EMERGENCY_URGENT] = (struct emergency_number){"111", {2025, 11, 22}, {0}, true};
	numbers[EMERGENCY_POISON] = (struct emergency_number){"112", {2027, 1, 1}, {0}, true};
	emergency_check(&findings, &f->handout, today);
	assert_int_equal(findings.count, 0);
	f->handout.emergency = true;
	emergency_check(&findings, &f->handout, today);
	assert_int_equal(findings.count, 3);
	const struct finding *all = findings_all(&findings);
	assert_string_equal(all[0].rule, "emergency-unverified");
	assert_non_null(strstr(all[0].text, "\"ambulance: {number: 999, verified: 2026-11-22}\""));
	assert_string_equal(all[1].rule, "emergency-old");
	assert_non_null(strstr(all[1].text, "2025-11-20"));
	assert_string_equal(all[2].rule, "emergency-unverified");
}

static void frame(struct fixture *f, const char *lang)
{
	f->edition.lang = f->document->lang = lang;
	f->edition.locale = locale_find(lang);
	f->edition.strings =
		strings_read(f->arena, f->diag, (struct strings_dirs){NULL, "content/strings"}, lang);
	assert_non_null(f->edition.strings);
	frame_add(f->arena, f->document, &f->edition);
	assert_true(doc_check(f->diag, f->document));
}

/* The block ends the article, before its footnotes; only what nobody has verified is marked. */
static void test_block(void **state)
{
	struct fixture *f = *state;
	struct node *article = f->document->child;
	struct node *note = doc_node(f->arena, NODE_NOTE, f->paragraph->pos);
	note->u.note.number = 1;
	doc_append(article, note);
	f->handout.emergency = true;
	f->handout.numbers[EMERGENCY_AMBULANCE] = (struct emergency_number){.number = "999"};
	f->handout.numbers[EMERGENCY_CRISIS].number = "116 123";
	f->handout.numbers[EMERGENCY_CRISIS].verified = (struct date){2026, 11, 22};
	frame(f, "en");
	const struct node *callout = doc_find(f->document, "emergency");
	assert_non_null(callout);
	assert_ptr_equal(callout->next, note);
	assert_ptr_equal(article->last, note);
	assert_int_equal(callout->u.callout.kind, CALLOUT_EMERGENCY);
	assert_string_equal(doc_plain(f->arena, callout),
						"If a life is in danger: ambulance999number not verified"
						"Suicide and crisis line116 123");
	const struct node *number = callout->child->next;
	assert_int_equal(number->u.paragraph.use, USE_CALL);
	assert_string_equal(number->child->u.link.url, "tel:999");
}

static void test_imprint(void **state)
{
	struct fixture *f = *state;
	f->handout.online = "https://clinic.example.org/{code}/{version}/{lang}";
	f->handout.evidence = "Guideline 1";
	f->handout.clinic.appointments = "020 7946 0959";
	f->handout.clinic.out_of_hours = "020 7946 0960";
	f->handout.clinic.hours.own = "Monday to Friday\n9 to 5";
	f->handout.clinic.feedback = "b@example.org";
	f->handout.clinic.other_formats = true;
	frame(f, "fr");
	const char *text = doc_plain(f->arena, f->document->last);
	assert_non_null(strstr(text, "\u00A0: 020 7946 0959"));
	assert_non_null(strstr(text, "Monday to Friday 9 to 5"));
	assert_non_null(strstr(text, "Guideline 1"));
	assert_non_null(strstr(text, "b@example.org"));
	assert_non_null(strstr(text, "clinic.example.org/KET-001/1.0/fr"));
	const struct node *figure = f->document->last->child->last;
	assert_int_equal(figure->kind, NODE_FIGURE);
	assert_true(g_str_has_prefix(figure->u.figure.bytes.s, "<svg"));
	assert_non_null(strstr(doc_dump(f->arena, f->document->last),
						   "<https://clinic.example.org/KET-001/1.0/fr>"));
}

/* Hours by language are in that language; without one they are the clinic's own, marked as such. */
static void test_hours(void **state)
{
	static const struct name tags[] = {{.text = "en"}, {.text = "fr"}};
	static const char *const texts[] = {"9 to 5", "du lundi au vendredi"};
	struct fixture *f = *state;
	f->handout.clinic.hours = (struct worded){"9 to 5", {tags, 2}, texts};
	frame(f, "fr");
	const char *tree = doc_dump(f->arena, f->document->last);
	assert_non_null(strstr(tree, "du lundi au vendredi"));
	assert_null(strstr(tree, "9 to 5"));
	assert_string_equal(worded_in(&f->handout.clinic.hours, "fr-CA"), "du lundi au vendredi");
	assert_string_equal(worded_lang(&f->handout.clinic.hours, "fr-CA"), "fr");
	assert_string_equal(worded_in(&f->handout.clinic.hours, "ar"), "9 to 5");
	assert_string_equal(worded_lang(&f->handout.clinic.hours, "ar"), "en");
	assert_null(worded_lang(&(const struct worded){.own = "9 to 5"}, "ar"));
	clinic_prefer(&f->handout.clinic, "fr");
	assert_string_equal(worded_in(&f->handout.clinic.hours, "ar"), "du lundi au vendredi");
	assert_string_equal(worded_lang(&f->handout.clinic.hours, "ar"), "fr");
	assert_string_equal(worded_in(&f->handout.clinic.hours, "en"), "9 to 5");
	clinic_prefer(&f->handout.clinic, "de");
	assert_string_equal(worded_lang(&f->handout.clinic.hours, "ar"), "fr");
}

/* The quiet zone, the corners of a code of 25 modules, and texts that no code can hold. */
static void test_qr(void **state)
{
	struct fixture *f = *state;
	struct str svg = qr_svg(f->arena, "https://example.org/KET-01");
	assert_non_null(strstr(svg.s, "viewBox=\"0 0 33 33\""));
	assert_non_null(strstr(svg.s, "width=\"19.8mm\""));
	assert_non_null(strstr(svg.s, "d=\"M4 4h7v1h-7z"));
	assert_null(strstr(svg.s, "M3 "));
	char *long_text = g_strnfill(4000, 'x');
	assert_null(qr_svg(f->arena, long_text).s);
	g_free(long_text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_fields, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fields_inside, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fields_untranslated, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fields_without_a_clinic, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fields_unknown, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fields_torn, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fields_empty, setup, teardown),
		cmocka_unit_test_setup_teardown(test_numbers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_numbers_none, setup, teardown),
		cmocka_unit_test_setup_teardown(test_numbers_wrong, setup, teardown),
		cmocka_unit_test_setup_teardown(test_numbers_shipped, setup, teardown),
		cmocka_unit_test_setup_teardown(test_check, setup, teardown),
		cmocka_unit_test_setup_teardown(test_block, setup, teardown),
		cmocka_unit_test_setup_teardown(test_imprint, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hours, setup, teardown),
		cmocka_unit_test_setup_teardown(test_qr, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
