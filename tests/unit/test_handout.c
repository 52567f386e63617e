/* Manifests: handout.yaml, clinic.yaml and notes.yaml, what they may say and what is refused. */
#include "unit/folder.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "document/clinic.h"
#include "document/field.h"
#include "document/handout.h"

#define MANIFEST                                                                      \
	"title: A Sheet\ncode: KET-001\nversion: 1.0\nlanguage: en\nissued: 2026-11-22\n" \
	"parts:\n  - {kind: article, file: article.md}\nlanguages: [en]\n"

#define NOTE "notes:\n  - id: a\n    concern: Something.\n    status: open\n"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	char *top, *dir;
};

static void put(struct fixture *f, const char *name, const char *text)
{
	put_file(path_join(f->arena, f->top, name), text);
}

static int setup(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);
	f->arena = arena;
	f->diag = diag_new(arena);
	char *top = g_dir_make_tmp("handout-XXXXXX", NULL);
	f->top = str_copy(arena, top);
	g_free(top);
	f->dir = path_join(arena, f->top, "sheet");
	put(f, "sheet/article.md", "# A Sheet\n");
	put(f, "sheet/faq.md", "## A question?\n");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	remove_tree(f->arena, f->top);
	arena_free(f->arena);
	return 0;
}

static const struct handout *read_with(struct fixture *f, const char *manifest)
{
	f->diag = diag_new(f->arena);
	put(f, "sheet/handout.yaml", manifest);
	return handout_read(f->arena, f->diag, f->dir);
}

/* Some message ends its place with this, is an error, and has that text. */
static void expect(struct fixture *f, const char *place, const char *text)
{
	for (const struct message *m = f->diag->first; m; m = m->next) {
		const char *line = diag_line(f->arena, m), *at = strstr(line, place);
		if (at && g_str_has_prefix(at + strlen(place), " error: ") && strstr(at, text))
			return;
	}
	for (const struct message *m = f->diag->first; m; m = m->next)
		print_error("%s", diag_line(f->arena, m));
	fail_msg("no error at \"%s\" with \"%s\"", place, text);
}

static void test_full(void **state)
{
	struct fixture *f = *state;
	put(f, "sheet/notes.yaml",
		NOTE
		"    passages:\n      - {part: article, text: 'One: two'}\n"
		"      - part: faq\n        text: >\n          three\n");
	const struct handout *h = read_with(
		f,
		"title: \"A: Sheet\"\ncode: KET-001\nversion: \"1.0\"\nlanguage: EN\n"
		"issued: 2026-11-22\nreview-by: 2028-11-22\nstatus: final\npublisher: Us\n"
		"untranslated: omit\ndrug-names: [ketamine, St John's wort]\n"
		"sign-off: {name: Dr A, role: consultant, date: 2026-11-01}\n"
		"parts:\n  - kind: article\n    file: article.md\n    headings: [conclusion, summary]\n"
		"  - {kind: faq, file: ./faq.md}\n"
		"languages: [en, es-MX, zh-hans]\neditions: [large, clear]\nformats: [txt]\n"
		"papers: [letter, a4]\n"
		"certifier: {name: Access Ltd, credential: Level 2, report: 'https://example.org/r'}\n");
	assert_non_null(h);
	assert_string_equal(h->title, "A: Sheet");
	assert_int_equal(h->title_pos.line, 1);
	assert_int_equal(h->title_pos.col, 8);
	assert_string_equal(h->version, "1.0");
	assert_string_equal(h->language, "en");
	assert_string_equal(h->name, "sheet");
	assert_int_equal(h->review_by.year, 2028);
	assert_string_equal(h->status, "final");
	assert_int_equal(h->untranslated, UNTRANSLATED_OMIT);
	assert_int_equal(h->drug_names.count, 2);
	assert_string_equal(h->drug_names.items[1].text, "St John's wort");
	assert_string_equal(h->publisher, "Us");
	assert_string_equal(h->sign_off.role, "consultant");
	assert_int_equal(h->sign_off.date.month, 11);
	assert_string_equal(h->certifier.name, "Access Ltd");
	assert_string_equal(h->certifier.credential, "Level 2");
	assert_string_equal(h->certifier.report, "https://example.org/r");
	assert_int_equal(h->part_count, 2);
	assert_int_equal(h->parts[1].kind, PART_FAQ);
	assert_string_equal(h->parts[1].file, "./faq.md");
	assert_true(file_exists(h->parts[1].path));
	assert_string_equal(h->parts[0].headings.items[1].text, "summary");
	assert_string_equal(h->languages.items[1].text, "es-MX");
	assert_string_equal(h->languages.items[2].text, "zh-Hans");
	assert_string_equal(h->editions.items[0].text, "large");
	assert_int_equal(h->formats.count, 1);
	assert_int_equal(h->papers.count, 2);
	assert_int_equal(h->note_count, 1);
	assert_int_equal(h->notes[0].passage_count, 2);
	assert_string_equal(h->notes[0].passages[0].text, "One: two");
	assert_string_equal(h->notes[0].passages[1].text, "three");
	assert_null(h->notes[0].by);
	assert_null(f->diag->first);
}

static void test_defaults(void **state)
{
	struct fixture *f = *state;
	const struct handout *h = read_with(f, MANIFEST "sign-off:\npublisher:\n");
	assert_non_null(h);
	assert_string_equal(h->version, "1.0");
	assert_string_equal(h->status, "draft");
	assert_null(h->sign_off.name);
	assert_null(h->certifier.name);
	assert_null(h->publisher);
	assert_int_equal(h->review_by.year, 0);
	assert_int_equal(h->editions.count, 1);
	assert_string_equal(h->editions.items[0].text, "standard");
	assert_int_equal(h->formats.count, 2);
	assert_string_equal(h->formats.items[1].text, "epub");
	assert_int_equal(h->papers.count, 0);
	assert_null(h->clinic.name);
	assert_null(clinic_name(&h->clinic, "en"));
	assert_int_equal(h->clinic.paper, PAPER_A4);
}

static void test_faults(void **state)
{
	static const char *const cases[][3] = {
		{MANIFEST "lanugages: [en]\n", "handout.yaml:9:1:", "did you mean \"languages\"?"},
		{MANIFEST "review-by: 22.11.2028\n", "handout.yaml:9:12:", "2026-11-22"},
		{MANIFEST "review-by: 2026-02-30\n",
		 "handout.yaml:9:12:", "2 of 2026 has the days 01 to 28"},
		{MANIFEST "review-by: 2028-11-31\n", "handout.yaml:9:12:", "days 01 to 30"},
		{MANIFEST "review-by: 2028-22-11\n",
		 "handout.yaml:9:12:", "the month stands in the middle"},
		{MANIFEST "review-by: 2026-11-22\n", "handout.yaml:9:12:", "not after"},
		{MANIFEST "status: finished\n", "handout.yaml:9:9:", "draft, final"},
		{MANIFEST "untranslated: hide\n", "handout.yaml:9:15:", "show-source, omit, refuse"},
		{MANIFEST "drug-names: [[a]]\n", "handout.yaml:9:14:", "no name of a drug"},
		{MANIFEST "sign-off: {name: A, role: B}\n", "handout.yaml:9:11:", "\"date\" is missing"},
		{MANIFEST "sign-off: {name: A, role: B, date: C}\n", "handout.yaml:9:36:", "not a date"},
		{MANIFEST "sign-off: A\n", "handout.yaml:9:11:", "holds keys"},
		{MANIFEST "certifier: {credential: A}\n", "handout.yaml:9:12:", "\"name\" is missing"},
		{MANIFEST "certifier: {name: A, by: B}\n", "handout.yaml:9:22:", "unknown key \"by\""},
		{MANIFEST "certifier: {name: A, report: r}\n", "handout.yaml:9:30:", "https://"},
		{MANIFEST "certifier: A\n", "handout.yaml:9:12:", "holds keys"},
		{MANIFEST "editions: [standrad]\n", "handout.yaml:9:12:", "did you mean \"standard\"?"},
		{MANIFEST "formats: [pdf, pdf]\n", "handout.yaml:9:16:", "stands twice"},
		{MANIFEST "papers: []\n", "handout.yaml:9:9:", "empty"},
		{MANIFEST "papers: [a5]\n", "handout.yaml:9:10:", "a4"},
		{MANIFEST "publisher: \" \"\n", "handout.yaml:9:12:", "empty"},
		{MANIFEST "publisher: \"a\\nb\"\n", "handout.yaml:9:12:", "several lines"},
		{MANIFEST "publisher: \"a\\eb\"\n", "handout.yaml:9:12:", "control character"},
		{"- title\n", "handout.yaml:1:1:", "title: ..."},
		{"title: [\n", "handout.yaml:2:1:", "missing"},
		{"", "handout.yaml:1:1:", "\"parts\" is missing"},
		{NULL, NULL, NULL},
	};
	struct fixture *f = *state;
	for (size_t i = 0; cases[i][0]; i++) {
		assert_null(read_with(f, cases[i][0]));
		expect(f, cases[i][1], cases[i][2]);
	}
}

/* The manifest with the line that begins with the key replaced by another line. */
static const char *with_line(struct fixture *f, const char *key, const char *line)
{
	struct buf buf = {.arena = f->arena};
	gchar **lines = g_strsplit(MANIFEST, "\n", -1);
	for (size_t i = 0; lines[i] && *lines[i]; i++)
		buf_fmt(&buf, "%s\n", g_str_has_prefix(lines[i], key) ? line : lines[i]);
	g_strfreev(lines);
	return buf_chars(&buf);
}

static void test_lines(void **state)
{
	static const char *const cases[][4] = {
		{"code", "code: KET 001", "handout.yaml:2:7:", "letters A to Z"},
		{"code", "code: ../x", "handout.yaml:2:7:", "letters A to Z"},
		{"version", "version: 1,0", "handout.yaml:3:10:", "1.0"},
		{"version", "version: ''", "handout.yaml:3:10:", "1.0"},
		{"language:", "language: english", "handout.yaml:4:11:", "did you mean \"en\" (English)?"},
		{"languages", "languages: [en, enn]", "handout.yaml:8:17:", "did you mean"},
		{"languages", "languages: [en, en-UK]", "handout.yaml:8:17:", "did you mean \"en-GB\""},
		{"languages", "languages: [qqqqqqqq]", "handout.yaml:8:13:", "zh-Hans"},
		{"languages", "languages: [es-../../x]", "handout.yaml:8:13:", "unknown language"},
		{"languages", "languages: [es-]", "handout.yaml:8:13:", "unknown language"},
		{"languages", "languages: [[es]]", "handout.yaml:8:13:", "language tag"},
		{"languages", "languages: [en, EN]", "handout.yaml:8:17:", "stands twice"},
		{"languages", "languages: []", "handout.yaml:8:12:", "empty"},
		{"languages", "languages: en", "handout.yaml:8:12:", "is a list"},
		{"languages", "# none", "handout.yaml:1:1:", "\"languages\" is missing"},
		{"issued", "issued:", "handout.yaml:1:1:", "\"issued\" is missing"},
		{"title", "title: A: Sheet", "handout.yaml:1:9:", "quotes"},
		{"  - ", "  - {kind: articel, file: article.md}", "handout.yaml:7:12:", "\"article\"?"},
		{"  - ", "  - {kind: article, file: artcle.md}", "handout.yaml:7:27:", "\"article.md\"?"},
		{"  - ", "  - {kind: article, file: zzz}", "handout.yaml:7:27:", "does not exist"},
		{"  - ", "  - {kind: article, file: .}", "handout.yaml:7:27:", "folder"},
		{"  - ", "  - {kind: article, file: /etc/passwd}", "handout.yaml:7:27:", "absolute"},
		{"  - ", "  - {kind: article, file: ../secret.md}", "handout.yaml:7:27:", "outside"},
		{"  - ", "  - {kind: article, file: link.md}", "handout.yaml:7:27:", "outside"},
		{"  - ", "  - {kind: article}", "handout.yaml:7:5:", "\"file\" is missing"},
		{"  - ", "  - article.md", "handout.yaml:7:5:", "kind: ..."},
		{"  - ", "  - {kind: faq, file: faq.md, headings: [conclusoin]}",
		 "handout.yaml:7:42:", "did you mean \"conclusion\"?"},
		{"  - ", "  - {kind: faq, file: faq.md}\n  - {kind: faq, file: article.md}",
		 "handout.yaml:8:12:", "second part of the kind \"faq\""},
		{"parts", "parts: []\nx:", "handout.yaml:6:8:", "empty"},
		{NULL, NULL, NULL, NULL},
	};
	struct fixture *f = *state;
	put(f, "secret.md", "secret\n");
	assert_int_equal(symlink("../secret.md", path_join(f->arena, f->dir, "link.md")), 0);
	for (size_t i = 0; cases[i][0]; i++) {
		assert_null(read_with(f, with_line(f, cases[i][0], cases[i][1])));
		expect(f, cases[i][2], cases[i][3]);
	}
}

/* "en-GB" in the place of "en" asks for a translation; beside it, or with another language, it is
 * what it says. */
static void test_own_language(void **state)
{
	static const char *const fine[] = {"[en, en-GB, es]", "[es]", "[en]", "[es-MX, es]"};
	struct fixture *f = *state;
	assert_non_null(read_with(f, with_line(f, "languages", "languages: [es, en-GB]")));
	assert_int_equal(f->diag->warnings, 1);
	assert_non_null(strstr(diag_line(f->arena, f->diag->first),
						   "handout.yaml:8:17: warning: the text is in \"en\", so this asks for"));
	for (size_t i = 0; i < G_N_ELEMENTS(fine); i++) {
		const char *line = str_fmt(f->arena, "languages: %s", fine[i]);
		assert_non_null(read_with(f, with_line(f, "languages", line)));
		assert_int_equal(f->diag->warnings, 0);
	}
}

/* What people call languages, and whose tag that is. */
static void test_language_names(void **state)
{
	static const char *const cases[][2] = {
		{"English", "en"}, {"deutsch", "de"},   {"ESPAÑOL", "es"},      {"العربية", "ar"},
		{"spa", "es"},     {"chi", "zh-Hans"},  {"iw", "he"},           {"jp", "ja"},
		{"Farsi", "fa"},   {"es_MX", "es-MX"},  {"zh_hant", "zh-Hant"}, {"es_ZZ", "es"},
		{"Frnech", "fr"},  {"portugese", "pt"}, {"fr-", "fr"},          {"en_UK", "en-GB"},
	};
	static const char *const listed[] = {"en-XA", "zh-Hans", "zh-Hant", "pt-BR", NULL};
	static const char *const kin[][2] = {
		{"zh", "zh-Hans"}, {"zh-CN", "zh-Hans"}, {"zh-TW", "zh-Hant"}, {"pt-PT", "pt-BR"}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_string_equal(field_nearest_language(cases[i][0]), cases[i][1]);
	assert_null(field_nearest_language("xx"));
	assert_null(field_nearest_language("_"));
	assert_null(field_nearest_language("\xff\xfe"));
	for (size_t i = 0; i < G_N_ELEMENTS(kin); i++)
		assert_string_equal(field_kin_language(kin[i][0], listed), kin[i][1]);
	assert_null(field_kin_language("es", listed));
	assert_null(field_kin_language("zha", listed));
}

static void test_all_faults_at_once(void **state)
{
	struct fixture *f = *state;
	put(f, "sheet/notes.yaml", "note: []\n");
	put(f, "clinic.yaml", "name: A\ncountry: gb\n");
	assert_null(read_with(f, "title: x\ncode: a b\nissued: x\n"));
	expect(f, "handout.yaml:2:7:", "letters");
	expect(f, "handout.yaml:3:9:", "date");
	expect(f, "handout.yaml:1:1:", "\"languages\" is missing");
	expect(f, "notes.yaml:1:1:", "did you mean \"notes\"?");
	expect(f, "clinic.yaml:2:10:", "capital letters");
}

static void test_notes(void **state)
{
	static const char *const cases[][3] = {
		{NOTE "    passages: []\n", "notes.yaml:5:15:", "this one quotes 0"},
		{NOTE "    passages: [a, b, c]\n", "notes.yaml:5:15:", "this one quotes 3"},
		{NOTE "    passages: [{part: faq, text: x}]\n", "notes.yaml:5:23:", "article"},
		{NOTE "    passages: [{part: article}]\n", "notes.yaml:5:16:", "\"text\" is missing"},
		{NOTE "    passages: [{part: article, text: ' '}]\n", "notes.yaml:5:38:", "empty"},
		{"notes:\n  - {id: a b, concern: x, status: oopen, passages: [{part: article, text: x}]}\n",
		 "notes.yaml:2:10:", "letters"},
		{"notes:\n  - {id: a, concern: x, status: oopen, passages: [{part: article, text: x}]}\n",
		 "notes.yaml:2:33:", "did you mean \"open\"?"},
		{"notes:\n  - {id: a, concern: x, status: changed, by: B, passages: [{part: article, text: "
		 "x}]}\n",
		 "notes.yaml:2:5:", "add \"by\" and \"date\""},
		{NOTE "    passages: [{part: article, text: x}]\n  - {id: a, concern: x, status: open, "
			  "passages: [{part: article, text: x}]}\n",
		 "notes.yaml:6:10:", "used twice"},
		{"notes: none\n", "notes.yaml:1:8:", "is a list"},
		{NULL, NULL, NULL},
	};
	struct fixture *f = *state;
	for (size_t i = 0; cases[i][0]; i++) {
		put(f, "sheet/notes.yaml", cases[i][0]);
		assert_null(read_with(f, MANIFEST));
		expect(f, cases[i][1], cases[i][2]);
	}
	put(f, "sheet/notes.yaml", "# none\nnotes:\n");
	assert_non_null(read_with(f, MANIFEST));
}

static void test_clinic(void **state)
{
	struct fixture *f = *state;
	put(f, "clinic.yaml",
		"name:\n  es: Clínica\n  en: Clinic\n  zh-Hans: 诊所\ncountry: MX\n"
		"address: |\n  1 Street\n  Town\nphone: +44 (0)20 7946 0958\n"
		"web: https://example.org\nemail: a@example.org\naccent: \"#1B4d6b\"\n");
	const struct handout *h = read_with(f, MANIFEST);
	assert_non_null(h);
	assert_string_equal(h->clinic.name, "Clinic");
	assert_string_equal(clinic_name(&h->clinic, "es-MX"), "Clínica");
	assert_string_equal(clinic_name_lang(&h->clinic, "es-MX"), "es");
	assert_string_equal(clinic_name(&h->clinic, "zh-Hans"), "诊所");
	assert_string_equal(clinic_name(&h->clinic, "zh"), "Clinic");
	assert_string_equal(clinic_name(&h->clinic, "ar"), "Clinic");
	assert_string_equal(clinic_name_lang(&h->clinic, "ar"), "en");
	assert_int_equal(h->clinic.paper, PAPER_LETTER);
	assert_string_equal(h->clinic.address, "1 Street\nTown");
	assert_true(h->clinic.has_accent);
	assert_int_equal(h->clinic.accent, 0x1b4d6b);
	assert_true(g_str_has_suffix(h->clinic.file, "clinic.yaml"));
	put(f, "clinic.yaml", "name: Klinik\ncountry: US\npaper: a4\n");
	h = read_with(f, MANIFEST);
	assert_string_equal(clinic_name(&h->clinic, "de"), "Klinik");
	assert_null(clinic_name_lang(&h->clinic, "de"));
	assert_int_equal(h->clinic.paper, PAPER_A4);
	assert_false(h->clinic.has_accent);
	assert_null(h->clinic.phone);
}

static void test_clinic_faults(void **state)
{
	static const char *const cases[][3] = {
		{"country: GB\n", "clinic.yaml:1:1:", "\"name\" is missing"},
		{"name: {}\n", "clinic.yaml:1:7:", "empty"},
		{"name: [a]\n", "clinic.yaml:1:7:", "one text"},
		{"name: {xqz-: a}\n", "clinic.yaml:1:8:", "unknown language"},
		{"name: {en: [a]}\n", "clinic.yaml:1:12:", "a text belongs here"},
		{"hours: {en: [a]}\n", "clinic.yaml:1:13:", "write \"en: Monday to Friday"},
		{"hours: {xqz-: a}\n", "clinic.yaml:1:9:", "unknown language"},
		{"country: UK\n", "clinic.yaml:1:10:", "did you mean \"GB\"?"},
		{"country: England\n", "clinic.yaml:1:10:", "two capital letters"},
		{"paper: A4\n", "clinic.yaml:1:8:", "\"a4\"?"},
		{"phone: call us\n", "clinic.yaml:1:8:", "digits"},
		{"email: nobody\n", "clinic.yaml:1:8:", "name@example.org"},
		{"web: our page\n", "clinic.yaml:1:6:", "https://"},
		{"accent: #1f4e79\n", "clinic.yaml:1:1:", "quotes"},
		{"accent: \"#1f4e7\"\n", "clinic.yaml:1:9:", "#1f4e79"},
		{"accent: navy\n", "clinic.yaml:1:9:", "#1f4e79"},
		{"accent: \"#767676\"\n", "clinic.yaml:1:9:", "4.54:1"},
		{"logos: x.svg\n", "clinic.yaml:1:1:", "did you mean \"logo\"?"},
		{NULL, NULL, NULL},
	};
	struct fixture *f = *state;
	for (size_t i = 0; cases[i][0]; i++) {
		put(f, "clinic.yaml", cases[i][0]);
		assert_null(read_with(f, MANIFEST));
		expect(f, cases[i][1], cases[i][2]);
	}
}

static void test_contrast(void **state)
{
	(void)state;
	assert_true(clinic_contrast(0x000000, 0xffffff) > 20.99);
	assert_true(clinic_contrast(0xffffff, 0x000000) < 21.01);
	assert_true(clinic_contrast(0x595959, 0xffffff) > 7.0);
	assert_true(clinic_contrast(0x5a5a5a, 0xffffff) < 7.0);
}

static void test_root(void **state)
{
	struct fixture *f = *state;
	char *before = g_get_current_dir();
	char *real = realpath(f->top, NULL);
	const struct handout *h = read_with(f, MANIFEST);
	assert_string_equal(h->root, path_join(f->arena, real, "sheet"));
	put(f, "clinic.yaml", "name: A\ncountry: GB\n");
	assert_int_equal(chdir(f->top), 0);
	h = handout_read(f->arena, f->diag, "sheet///");
	assert_string_equal(h->root, real);
	assert_string_equal(h->dir, "sheet");
	assert_string_equal(h->file, "sheet/handout.yaml");
	assert_string_equal(h->parts[0].path, "sheet/article.md");
	assert_string_equal(h->clinic.file, "clinic.yaml");
	assert_int_equal(chdir("sheet"), 0);
	h = handout_read(f->arena, f->diag, ".");
	assert_string_equal(h->name, "sheet");
	assert_string_equal(h->file, "handout.yaml");
	assert_string_equal(h->clinic.file, "../clinic.yaml");
	put(f, "sheet/a/b/handout.yaml", MANIFEST);
	put(f, "sheet/a/b/article.md", "# A Sheet\n");
	assert_int_equal(chdir("a"), 0);
	assert_string_equal(handout_read(f->arena, f->diag, "b")->clinic.file, "../../clinic.yaml");
	assert_string_equal(handout_read(f->arena, f->diag, "../a/b")->clinic.file,
						"../../clinic.yaml");
	assert_int_equal(chdir(".."), 0);
	assert_null(handout_read(f->arena, f->diag, "nowhere"));
	expect(f, "nowhere:", "no folder");
	assert_null(handout_read(f->arena, f->diag, "article.md"));
	assert_int_equal(chdir(before), 0);
	free(real);
	g_free(before);
}

static void test_missing_manifest(void **state)
{
	struct fixture *f = *state;
	assert_null(handout_read(f->arena, f->diag, f->dir));
	expect(f, "handout.yaml:", "");
}

static void test_names(void **state)
{
	(void)state;
	assert_int_equal(name_index(edition_names, "booklet"), EDITION_BOOKLET);
	assert_int_equal(name_index(format_names, "html"), FORMAT_HTML);
	assert_int_equal(name_index(paper_names, "letter"), PAPER_LETTER);
	assert_int_equal(name_index(paper_names, "a5"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_full, setup, teardown),
		cmocka_unit_test_setup_teardown(test_defaults, setup, teardown),
		cmocka_unit_test_setup_teardown(test_faults, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lines, setup, teardown),
		cmocka_unit_test(test_language_names),
		cmocka_unit_test_setup_teardown(test_own_language, setup, teardown),
		cmocka_unit_test_setup_teardown(test_all_faults_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(test_notes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_clinic, setup, teardown),
		cmocka_unit_test_setup_teardown(test_clinic_faults, setup, teardown),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test_setup_teardown(test_root, setup, teardown),
		cmocka_unit_test_setup_teardown(test_missing_manifest, setup, teardown),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
