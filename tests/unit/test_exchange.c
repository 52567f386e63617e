/* Translations out as XLIFF and in from XLIFF and Markdown, on a small handout. */
#include "unit/folder.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "batch/exchange.h"
#include "read/po.h"
#include "translate/parallel.h"
#include "translate/xliff.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	char *dir;
	struct source source;
	struct buf out;
};

static const char *at(struct fixture *f, const char *name)
{
	return path_join(f->arena, f->dir, name);
}

static void put(struct fixture *f, const char *name, const char *text)
{
	assert_true(file_write(f->diag, at(f, name), str_of(text)));
}

static const char *content(struct fixture *f, const char *name)
{
	struct str text;
	assert_true(file_read(f->arena, f->diag, at(f, name), &text));
	return text.s;
}

static void read_source(struct fixture *f)
{
	struct share share = {
		.fonts = "out/fonts", .theme = "content/theme.yaml", .strings = "content/strings"};
	source_read(f->arena, f->diag, f->dir, &share, &f->source);
	for (const struct message *m = f->diag->first; m; m = m->next)
		print_message("%s", diag_line(f->arena, m));
	assert_false(f->source.failed);
}

static const char article[] =
	"# A Leaflet\n\nOne *text* & \"more\".\n\n## Doses\n\n"
	"See [above](#doses), 5 mg.\n\n- Day\n- Night\n\nAt the end.\n";

static const char spanish[] =
	"# translators\nmsgid \"\"\nmsgstr \"Language: es\\nX-Generator: Poedit 3.2\\n"
	"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
	"msgctxt \"title\"\nmsgid \"A Leaflet\"\nmsgstr \"Una hoja\"\n\n"
	"# a < b\nmsgctxt \"article/p1\"\nmsgid \"One *text* & \\\"more\\\".\"\n"
	"msgstr \"Un *texto* & \\\"más\\\".\"\n\n"
	"msgctxt \"article/doses/heading\"\nmsgid \"Doses\"\nmsgstr \"Dosis\"\n\n"
	"msgctxt \"article/doses/p1\"\nmsgid \"See [above](#doses), 6 mg.\"\n"
	"msgstr \"Vea [arriba](#doses), 6 mg.\"\n\n"
	"msgctxt \"article/doses/p2\"\nmsgid \"Day\"\nmsgstr \"\"\n";

static int set_up(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);
	f->arena = arena_new();
	f->diag = diag_new(f->arena);
	f->out.arena = f->arena;
	f->dir = g_dir_make_tmp("handout-exchange-XXXXXX", NULL);
	put(f, "handout.yaml",
		"title: A Leaflet\ncode: T-1\nversion: \"1.0\"\nlanguage: en\nissued: 2026-01-02\n"
		"review-by: 2028-01-02\nstatus: draft\nlanguages: [en, es, ar]\nparts:\n"
		"  - kind: article\n    file: article.md\n");
	put(f, "article.md", article);
	put(f, "po/es.po", spanish);
	read_source(f);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	remove_tree(f->arena, f->dir);
	arena_free(f->arena);
	g_free(f->dir);
	g_free(f);
	return 0;
}

static const char *exported(struct fixture *f, const char *lang)
{
	const char *const languages[] = {lang, NULL};
	assert_true(exchange_export(f->arena, f->diag, &f->source, languages, at(f, "x"), &f->out));
	return content(f, str_fmt(f->arena, "x/%s-%s.xlf", f->source.handout->name, lang));
}

static bool import(struct fixture *f, const char *lang, const char *name, const char *text)
{
	put(f, name, text);
	f->out.len = 0;
	return exchange_import(f->arena, f->diag, &f->source, lang, at(f, name), &f->out);
}

static const struct po_message *message(struct fixture *f, const char *lang, const char *context)
{
	const struct po *po = po_read(f->arena, f->diag, at(f, str_fmt(f->arena, "po/%s.po", lang)));
	assert_non_null(po);
	return po_find(po, context);
}

static void test_states_out(void **state)
{
	struct fixture *f = *state;
	const char *text = exported(f, "es");
	assert_non_null(strstr(text, "srcLang=\"en\" trgLang=\"es\""));
	assert_non_null(strstr(text, "<unit id=\"article.p1\" name=\"article/p1\">"));
	assert_non_null(strstr(text, "<note category=\"translator\">a &lt; b</note>"));
	assert_non_null(strstr(text,
						   "<segment state=\"translated\">\n"
						   "        <source>One <pc id=\"1\" type=\"fmt\" subType=\"xlf:i\" "
						   "dataRefStart=\"d1\" dataRefEnd=\"d1\">text</pc> &amp; "
						   "&quot;more&quot;.</source>\n"
						   "        <target>Un <pc id=\"1\" type=\"fmt\" subType=\"xlf:i\" "
						   "dataRefStart=\"d1\" dataRefEnd=\"d1\">texto</pc> &amp; "
						   "&quot;más&quot;.</target>"));
	assert_non_null(strstr(text, "<note category=\"previous-source\">See [above](#doses), 6 mg."));
	assert_non_null(strstr(text,
						   "<segment state=\"initial\" subState=\"handout:stale\">\n"
						   "        <source>See <pc id=\"1\" type=\"link\" canDelete=\"no\" "
						   "dataRefStart=\"d1\" dataRefEnd=\"d2\">above</pc>, 5 mg.</source>\n"
						   "        <target>Vea"));
	assert_non_null(strstr(text,
						   "<segment state=\"initial\">\n        <source>Day</source>\n"
						   "      </segment>"));
	assert_non_null(strstr(exported(f, "ar"), "trgDir=\"rtl\""));
	struct signoff_entry entry = {.lang = "es", .name = "B", .role = SIGNOFF_REVIEWER};
	const char *hash = signoff_hash(f->arena, "title", "A Leaflet", "Una hoja");
	entry.hashes = &hash;
	entry.count = 1;
	*f->source.signoff = (struct signoff){&entry, 1};
	assert_non_null(strstr(exported(f, "es"),
						   "<segment state=\"reviewed\">\n"
						   "        <source>A Leaflet</source>"));
	entry.role = SIGNOFF_APPROVER;
	assert_non_null(strstr(exported(f, "es"), "<segment state=\"final\">"));
}

/* What goes out comes in again: into nothing, and into what was there. */
static void test_round_trip(void **state)
{
	struct fixture *f = *state;
	const char *text = exported(f, "es");
	assert_true(import(f, NULL, "back.xlf", text));
	const char *with = content(f, "po/es.po");
	assert_non_null(strstr(with, "X-Generator: Poedit 3.2"));
	assert_non_null(strstr(buf_chars(&f->out), "3 taken, 0 stale, 1 kept as they were, 0 not"));
	remove(at(f, "po/es.po"));
	assert_true(import(f, "es", "back.xlf", text));
	assert_non_null(strstr(buf_chars(&f->out), "3 taken, 1 stale, 0 kept as they were, 0 not"));
	assert_string_equal(message(f, "es", "article/p1")->str, "Un *texto* & \"más\".");
	assert_string_equal(message(f, "es", "article/p1")->comments, "a < b");
	assert_true(message(f, "es", "article/doses/p1")->fuzzy);
	assert_string_equal(message(f, "es", "article/doses/p1")->str, "Vea [arriba](#doses), 6 mg.");
	assert_string_equal(message(f, "es", "article/doses/p2")->str, "");
	assert_string_equal(exported(f, "es"), exported(f, "es"));
}

static const char *unit(struct fixture *f, const char *name, const char *state, const char *source,
						const char *target)
{
	return str_fmt(f->arena,
				   "<unit id=\"a\" name=\"%s\"><segment state=\"%s\"><source>%s</source>"
				   "<target>%s</target></segment></unit>",
				   name, state, source, target);
}

static const char *file_of(struct fixture *f, const char *lang, const char *units)
{
	return str_fmt(f->arena,
				   "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" "
				   "srcLang=\"en\" trgLang=\"%s\"><file id=\"f\">%s</file></xliff>",
				   lang, units);
}

static void test_import(void **state)
{
	struct fixture *f = *state;
	/* a new text replaces the old one; what was translated from another text does not */
	assert_true(import(f, NULL, "a.xlf",
					   file_of(f, "es",
							   unit(f, "article/doses/heading", "translated", "Doses",
									"Las <mrk id=\"1\">dosis</mrk>"))));
	assert_string_equal(message(f, "es", "article/doses/heading")->str, "Las dosis");
	assert_true(import(
		f, NULL, "a.xlf",
		file_of(f, "es", unit(f, "article/doses/heading", "translated", "Dose", "La dosis"))));
	assert_string_equal(message(f, "es", "article/doses/heading")->str, "Las dosis");
	assert_non_null(strstr(buf_chars(&f->out), "0 taken, 0 stale, 1 kept"));
	/* what is "initial" is not said to be translated */
	assert_true(import(f, NULL, "a.xlf",
					   file_of(f, "es", unit(f, "article/doses/p3", "initial", "Night", "Noche"))));
	assert_true(message(f, "es", "article/doses/p3")->fuzzy);
	/* broken markup is not printed */
	assert_true(import(f, NULL, "a.xlf",
					   file_of(f, "es",
							   unit(f, "article/doses/p1", "translated",
									"See [above](#doses), 5 mg.", "Vea arriba, 5 mg."))));
	assert_true(message(f, "es", "article/doses/p1")->fuzzy);
	assert_non_null(strstr(f->diag->last->text, "is marked fuzzy: the translation lacks the link"));
	/* no review is made up */
	assert_true(import(f, NULL, "a.xlf",
					   file_of(f, "es", unit(f, "article/doses/p2", "reviewed", "Day", "Día"))));
	assert_string_equal(message(f, "es", "article/doses/p2")->str, "Día");
	assert_non_null(strstr(f->diag->last->text, "1 segment marked reviewed or final"));
	assert_true(file_is_absent(at(f, "po/signoff.yaml")));
	assert_true(import(f, NULL, "a.xlf",
					   file_of(f, "es", unit(f, "article/gone/p1", "final", "Gone.", "Ido."))));
	assert_non_null(strstr(buf_chars(&f->out), "1 not placed"));
	assert_int_equal(f->diag->errors, 0);
}

/* All kinds of marks, there and back without a loss. */
static void test_codes_out(void **state)
{
	static const char markdown[] =
		"Say **stop *now***, ~~no~~ `K-1`[^a] 5 \\* 2\\\nat [us](https://a.org \"A\"), "
		"{{handout.code}}.";
	struct fixture *f = *state;
	put(f, "article.md", str_fmt(f->arena, "# A Leaflet\n\n%s\n\n[^a]: Note.\n", markdown));
	read_source(f);
	const struct source_message *source = &f->source.messages.items[1];
	assert_string_equal(source->text, markdown);
	const char *text = exported(f, "es");
	static const char *const parts[] = {
		"<data id=\"d1\">**</data>",
		("<pc id=\"1\" type=\"fmt\" subType=\"xlf:b\" dataRefStart=\"d1\" "
		 "dataRefEnd=\"d1\">stop <pc id=\"2\" type=\"fmt\" subType=\"xlf:i\" "
		 "dataRefStart=\"d2\" dataRefEnd=\"d2\">now</pc></pc>"),
		"subType=\"handout:code\" canDelete=\"no\" disp=\"K-1\" equiv=\"K-1\"",
		"subType=\"handout:reference\" canDelete=\"no\" disp=\"[^a]\"",
		"subType=\"handout:character\" disp=\"*\" equiv=\"*\"",
		"subType=\"xlf:lb\" dataRef=",
		"](https://a.org &quot;A&quot;)</data>",
		"type=\"ui\" subType=\"xlf:var\" canDelete=\"no\" disp=\"{{handout.code}}\"",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (!strstr(text, parts[i]))
			fail_msg("no %s in\n%s", parts[i], text);
	struct xliff *xliff = xliff_read(f->arena, f->diag, str_of(text), "a.xlf");
	assert_string_equal(xliff->list.items[1].source, markdown);
	/* a translation that has the marks in another way is text */
	put(f, "po/es.po",
		str_fmt(f->arena,
				"msgid \"\"\nmsgstr \"\"\n\nmsgctxt \"article/p1\"\nmsgid \"One "
				"*text* & \\\"more\\\".\"\nmsgstr \"_Un_ *texto*.\"\n"));
	put(f, "article.md", article);
	read_source(f);
	assert_non_null(strstr(exported(f, "es"), "<target>_Un_ *texto*.</target>"));
}

/* What a text in another program's words gives; the source has a pair, two marks and a backslash.
 */
static const char *brought_text(struct fixture *f, const char *target)
{
	static const char source[] =
		"<originalData><data id=\"d1\">**</data><data id=\"d2\">[^a]</data>"
		"<data id=\"d3\">\\*</data></originalData><segment><source>A <pc id=\"1\" "
		"dataRefStart=\"d1\" dataRefEnd=\"d1\">b</pc> <ph id=\"2\" dataRef=\"d2\"/>"
		"<ph id=\"3\" dataRef=\"d3\"/></source>";
	const char *text = file_of(
		f, "es",
		str_fmt(f->arena, "<unit id=\"u\">%s<target>%s</target></segment></unit>", source, target));
	struct xliff *xliff = xliff_read(f->arena, f->diag, str_of(text), "a.xlf");
	assert_non_null(xliff);
	assert_int_equal(xliff->list.count, 1);
	assert_string_equal(xliff->list.items[0].source, "A **b** [^a]\\*");
	return xliff->list.items[0].text;
}

static void test_codes_in(void **state)
{
	struct fixture *f = *state;
	/* as they went out, in another order, without references, split, copied */
	assert_string_equal(brought_text(f,
									 "<ph id=\"2\" dataRef=\"d2\"/> C <pc id=\"1\" "
									 "dataRefStart=\"d1\" dataRefEnd=\"d1\">d</pc>"),
						"[^a] C **d**");
	assert_string_equal(brought_text(f, "C <pc id=\"1\">d</pc><ph id=\"2\"/><ph id=\"3\"/>"),
						"C **d**[^a]\\*");
	assert_string_equal(brought_text(f, "C <sc id=\"1\" dataRef=\"d1\"/>d<ec startRef=\"1\"/>."),
						"C **d**.");
	assert_string_equal(brought_text(f, "<pc id=\"1\">d</pc> <pc id=\"9\" copyOf=\"1\">e</pc>"),
						"**d** **e**");
	/* a pair in a pair, a mark that is no code, a character that XML cannot have */
	assert_string_equal(brought_text(f,
									 "<pc id=\"1\">d <pc id=\"4\" type=\"fmt\" "
									 "subType=\"xlf:i\">e</pc></pc>"),
						"**d *e***");
	assert_string_equal(brought_text(f,
									 "<mrk id=\"m\" type=\"term\">C</mrk><sm id=\"n\"/>d<em "
									 "startRef=\"n\"/><cp hex=\"00AD\"/><cp hex=\"xx\"/>"),
						"Cd\u00AD");
	/* what is not known gives what it holds; Markdown as text stays */
	assert_string_equal(brought_text(f, "<pc id=\"7\">d</pc><ph id=\"8\"/> *e*"), "d *e*");
	assert_int_equal(f->diag->errors, 0);
}

static void check_refused(struct fixture *f, const char *lang, const char *text, const char *why)
{
	const char *before = content(f, "po/es.po");
	size_t errors = f->diag->errors;
	assert_false(import(f, lang, "a.xlf", text));
	assert_int_equal(f->diag->errors, errors + 1);
	assert_non_null(strstr(f->diag->last->text, why));
	assert_string_equal(content(f, "po/es.po"), before);
}

static void test_bad_files(void **state)
{
	struct fixture *f = *state;
	check_refused(f, "es", "<xliff version=\"1.2\"></xliff>", "this is XLIFF 1.2");
	check_refused(f, "es", "<tmx version=\"2\"/>", "no XLIFF file");
	check_refused(f, "es", "<xliff version=\"2.0\" trgLang=\"es\">", "not well-formed XML");
	check_refused(f, "es", "words", "not well-formed XML");
	check_refused(f, "es", file_of(f, "ar", ""), "its language is \"ar\", not \"es\"");
	check_refused(f, NULL, file_of(f, "fr", ""), "not translated to \"fr\"");
	check_refused(f, NULL, file_of(f, "en", ""), "\"en\" is the language of the source");
	check_refused(f, NULL, "<xliff version=\"2.0\"/>", "add -l LANG");
	check_refused(f, NULL, file_of(f, "es", unit(f, "title", "done", "a", "b")),
				  "unknown state \"done\"");
	check_refused(f, NULL,
				  "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
				  "<xliff version=\"2.0\" trgLang=\"es\"><file><unit id=\"title\"><segment><source>"
				  "A Leaflet</source><target>&e;</target></segment></unit></file></xliff>",
				  "not well-formed XML");
}

static void test_markdown(void **state)
{
	struct fixture *f = *state;
	remove(at(f, "po/es.po"));
	assert_true(import(f, "es", "article.es.md",
					   "# Una hoja\n\nUn *texto* y «más».\n\n## Las dosis\n\n"
					   "Vea [arriba](#las-dosis), 5 mg.\n\n- Día\n- Noche\n\nAl final.\n"));
	assert_int_equal(f->diag->warnings, 0);
	assert_non_null(strstr(buf_chars(&f->out), "7 taken, 0 stale, 0 kept as they were, 0 not"));
	assert_string_equal(message(f, "es", "title")->str, "Una hoja");
	assert_string_equal(message(f, "es", "article/doses/p1")->str, "Vea [arriba](#doses), 5 mg.");
	assert_string_equal(message(f, "es", "article/doses/p3")->str, "Noche");
	/* what is translated already is not touched */
	assert_true(import(f, "es", "article.md.es.md", "# Otra\n\nOtro.\n\n## Dosis\n\nVea.\n"));
	assert_string_equal(message(f, "es", "title")->str, "Una hoja");
}

/* A paragraph more: those before the list cannot be told apart, the list and what is after can. */
static void test_another_structure(void **state)
{
	struct fixture *f = *state;
	remove(at(f, "po/es.po"));
	assert_true(import(f, "es", "article.es.md",
					   "# Una hoja\n\nUn *texto* y «más».\n\n## Las dosis\n\nUno.\n\n"
					   "Dos.\n\n- Día\n- Noche\n\nAl final.\n"));
	assert_string_equal(message(f, "es", "article/doses/p1")->str, "");
	assert_string_equal(message(f, "es", "article/doses/p2")->str, "Día");
	assert_string_equal(message(f, "es", "article/doses/p4")->str, "Al final.");
	assert_string_equal(message(f, "es", "article/doses/heading")->str, "Las dosis");
	assert_int_equal(f->diag->warnings, 3);
	assert_int_equal(f->diag->last->pos.line, 9);
	assert_non_null(strstr(f->diag->last->text, "could not be placed"));
}

static void test_markdown_refused(void **state)
{
	struct fixture *f = *state;
	assert_false(import(f, NULL, "article.es.md", "Texto.\n"));
	assert_non_null(strstr(f->diag->last->text, "add -l LANG"));
	assert_false(import(f, "es", "article.es.md", "<b>Texto</b>\n"));
	assert_string_equal(f->diag->last->pos.file, at(f, "article.es.md"));
}

static void test_part_by_name(void **state)
{
	struct fixture *f = *state;
	const struct part parts[] = {{.kind = PART_ARTICLE, .file = "article.md"},
								 {.kind = PART_FAQ, .file = "faq.md"},
								 {.kind = PART_REFERENCES, .file = "references.md"}};
	const struct handout handout = {.parts = parts, .part_count = 3};
	const struct {
		const char *name;
		int part;
	} cases[] = {{"faq.md", 1},    {"es/faq.es.md", 1}, {"article_pt-BR.md", 0},
				 {"faq-es.md", 1}, {"hoja.md", -1},     {"references.md", -1}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_ptr_equal(parallel_part(f->arena, f->diag, &handout, cases[i].name),
						 cases[i].part < 0 ? NULL : &parts[cases[i].part]);
	assert_int_equal(f->diag->errors, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_states_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_round_trip, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_import, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_codes_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_codes_in, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bad_files, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_markdown, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_another_structure, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_markdown_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_part_by_name, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
