/* The page's own words: keys and files held to each other, and what stands in for what lacks. */
#include "unit/folder.h"

#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "base/str.h"
#include "document/doc.h"
#include "document/handout.h"
#include "document/strings.h"
#include "read/po.h"

#define DIR "content/strings"

static const struct strings_dirs program = {NULL, DIR};

/* The fixture's folder as the program's, with none of one's own. */
static struct strings_dirs alone(struct folder *f)
{
	return (struct strings_dirs){NULL, f->dir};
}

/* Copies the real en.po, without the message of a key if that is not NULL. */
static void put_english(struct folder *f, const char *without)
{
	struct str text;
	char *copy;
	assert_true(file_read_text(f->arena, f->diag, DIR "/en.po", &text));
	copy = str_copy_n(f->arena, text.s, text.len);
	if (without)
		*strstr(copy, without) = 'x';
	put_file(in(f, "en.po"), copy);
}

static bool is_key(const char *context)
{
	for (size_t i = 0; strings_keys[i]; i++)
		if (strcmp(strings_keys[i], context) == 0)
			return true;
	return false;
}

static void english_has_the_keys_and_no_others(void **state)
{
	struct folder *f = *state;
	const struct po *po = po_read(f->arena, f->diag, DIR "/en.po");
	assert_non_null(po);
	for (size_t i = 0; strings_keys[i]; i++)
		if (!po_find(po, strings_keys[i]))
			fail_msg("en.po lacks %s", strings_keys[i]);
	for (size_t i = 0; i < po->count; i++) {
		if (!is_key(po->messages[i].context))
			fail_msg("en.po has %s, which is no key", po->messages[i].context);
		assert_string_equal(po->messages[i].id, po->messages[i].str);
	}
}

static void each_callout_and_output_has_its_words(void **state)
{
	struct folder *f = *state;
	for (int i = EDITION_STANDARD; i < EDITION_KINDS; i++)
		assert_true(is_key(str_fmt(f->arena, "edition/%s", edition_names[i])));
	for (const char *const *name = format_names + FORMAT_PDF + 1; *name; name++)
		assert_true(is_key(str_fmt(f->arena, "edition/%s", *name)));
	for (int kind = 0; kind < CALLOUT_KINDS; kind++)
		if (!is_key(callout_key((enum callout_kind)kind)))
			fail_msg("%s is no key", callout_key((enum callout_kind)kind));
}

/* The {placeholders} of a text, sorted, with spaces between. */
static char *placeholders(const char *text)
{
	GRegex *regex = g_regex_new("\\{[a-z-]+\\}", 0, 0, NULL);
	GMatchInfo *match;
	GList *found = NULL;
	GString *out = g_string_new(NULL);
	g_regex_match(regex, text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL))
		found = g_list_insert_sorted(found, g_match_info_fetch(match, 0), (GCompareFunc)strcmp);
	for (GList *item = found; item; item = item->next)
		g_string_append_printf(out, "%s ", (char *)item->data);
	g_list_free_full(found, g_free);
	g_match_info_free(match);
	g_regex_unref(regex);
	return g_string_free(out, FALSE);
}

static void check_translation(struct folder *f, const char *path, const struct po *english)
{
	const struct po *po = po_read(f->arena, f->diag, path);
	assert_non_null(po);
	for (size_t i = 0; i < po->count; i++) {
		const struct po_message *message = &po->messages[i], *source;
		char *wanted, *found;
		if (message->obsolete)
			continue;
		source = po_find(english, message->context);
		if (!source) {
			fail_msg("%s:%d: %s is no key", path, message->pos.line, message->context);
			return;
		}
		assert_string_equal(message->id, source->id);
		if (!message->str || !*message->str)
			continue;
		wanted = placeholders(source->id);
		found = placeholders(message->str);
		if (strcmp(wanted, found) != 0)
			fail_msg("%s:%d: placeholders %s are not %s", path, message->str_pos.line, found,
					 wanted);
		g_free(wanted);
		g_free(found);
	}
}

static void translations_have_known_keys_and_the_placeholders(void **state)
{
	struct folder *f = *state;
	const struct po *english = po_read(f->arena, f->diag, DIR "/en.po");
	size_t count;
	char **names = file_list(f->arena, DIR, &count);
	assert_non_null(names);
	for (size_t i = 0; i < count; i++)
		if (g_str_has_suffix(names[i], ".po"))
			check_translation(f, path_join(f->arena, DIR, names[i]), english);
}

static void reads_english(void **state)
{
	struct folder *f = *state;
	const struct strings *strings = strings_read(f->arena, f->diag, program, "en");
	assert_non_null(strings);
	assert_string_equal(strings_get(strings, "heading/conclusion"), "Conclusion");
	assert_string_equal(strings_lang(strings, "heading/conclusion"), "en");
	assert_string_equal(
		strings_fill(f->arena, strings, "page/number", "pages", "3", "page", "2", NULL),
		"Page 2 of 3");
	assert_string_equal(strings_fill(f->arena, strings, "part/faq", NULL),
						"Frequently asked questions");
	strings = strings_read(f->arena, f->diag, program, "en-GB");
	assert_string_equal(strings_lang(strings, "part/faq"), "en-GB");
	assert_int_equal(f->diag->errors + f->diag->warnings, 0);
}

static void english_stands_for_what_lacks(void **state)
{
	struct folder *f = *state;
	const struct strings *strings;
	const char *line;
	put_english(f, NULL);
	put_file(in(f, "es.po"),
			 "msgctxt \"part/faq\"\nmsgid \"Frequently asked questions\"\nmsgstr \"Preguntas\"\n\n"
			 "#, fuzzy\nmsgctxt \"callout/tip\"\nmsgid \"Tip\"\nmsgstr \"Consejo\"\n\n"
			 "msgctxt \"callout/note\"\nmsgid \"Remark\"\nmsgstr \"Nota\"\n\n"
			 "msgctxt \"callout/warning\"\nmsgid \"Warning\"\nmsgstr \"\"\n");
	strings = strings_read(f->arena, f->diag, alone(f), "es-MX");
	assert_non_null(strings);
	assert_string_equal(strings_get(strings, "part/faq"), "Preguntas");
	assert_string_equal(strings_lang(strings, "part/faq"), "es-MX");
	assert_string_equal(strings_get(strings, "callout/tip"), "Tip");
	assert_string_equal(strings_get(strings, "callout/note"), "Note");
	assert_string_equal(strings_get(strings, "callout/warning"), "Warning");
	assert_string_equal(strings_lang(strings, "callout/warning"), "en");
	assert_int_equal(f->diag->errors, 0);
	assert_int_equal(f->diag->warnings, 1);
	line = diag_line(f->arena, f->diag->first);
	assert_non_null(strstr(line, "es.po: warning: "));
	assert_non_null(strstr(line, "callout/tip"));
	assert_null(strstr(line, "part/faq"));
}

static void a_broken_placeholder_is_an_error(void **state)
{
	struct folder *f = *state;
	const struct strings *strings;
	put_english(f, NULL);
	put_file(in(f, "es.po"),
			 "msgctxt \"page/number\"\nmsgid \"Page {page} of {pages}\"\n"
			 "msgstr \"Página {página} de {pages}\"\n");
	strings = strings_read(f->arena, f->diag, alone(f), "es");
	assert_non_null(strings);
	assert_int_equal(f->diag->errors, 1);
	assert_int_equal(f->diag->first->pos.line, 3);
	assert_string_equal(strings_get(strings, "page/number"), "Page {page} of {pages}");
}

static void a_language_without_file_warns(void **state)
{
	struct folder *f = *state;
	const struct strings *strings;
	put_english(f, NULL);
	put_file(in(f, "sr.po"), "msgctxt \"callout/tip\"\nmsgid \"Tip\"\nmsgstr \"Савет\"\n");
	strings = strings_read(f->arena, f->diag, alone(f), "sr-Latn");
	assert_non_null(strings);
	assert_string_equal(strings_get(strings, "callout/tip"), "Tip");
	assert_int_equal(f->diag->warnings, 1);
	assert_non_null(strstr(diag_line(f->arena, f->diag->first), "sr-Latn.po: warning: not found"));
}

static void a_region_has_the_strings_of_its_script(void **state)
{
	struct folder *f = *state;
	put_english(f, NULL);
	put_file(in(f, "zh-Hans.po"), "msgctxt \"callout/tip\"\nmsgid \"Tip\"\nmsgstr \"提示\"\n");
	const struct strings *strings = strings_read(f->arena, f->diag, alone(f), "zh-CN");
	assert_string_equal(strings_get(strings, "callout/tip"), "提示");
	assert_null(strstr(diag_line(f->arena, f->diag->first), "not found"));
	strings = strings_read(f->arena, f->diag, alone(f), "zh-TW");
	assert_string_equal(strings_get(strings, "callout/tip"), "Tip");
	assert_non_null(strstr(diag_line(f->arena, f->diag->last), "zh-TW.po: warning: not found"));
}

static void a_copy_of_english_warns(void **state)
{
	struct folder *f = *state;
	put_english(f, NULL);
	assert_int_equal(g_rename(in(f, "en.po"), in(f, "pl.po")), 0);
	put_english(f, NULL);
	assert_non_null(strings_read(f->arena, f->diag, alone(f), "pl"));
	assert_int_equal(f->diag->errors, 0);
	assert_int_equal(f->diag->warnings, 2);
	assert_non_null(strstr(diag_line(f->arena, f->diag->first), "says \"Language: en\""));
	const char *line = diag_line(f->arena, f->diag->last);
	assert_non_null(strstr(line, "English stands for part/faq, page/number, "));
}

static void english_must_be_whole(void **state)
{
	struct folder *f = *state;
	assert_null(strings_read(f->arena, f->diag, alone(f), "en"));
	assert_int_equal(f->diag->errors, 1);
	put_english(f, "part/faq");
	assert_null(strings_read(f->arena, f->diag, alone(f), "en"));
	assert_int_equal(f->diag->errors, 2);
	assert_non_null(strstr(diag_line(f->arena, f->diag->last), "\"part/faq\" is missing"));
}

/* What was read is found again until its file changes; a warning is given each time. */
static void what_is_known_is_not_read_again(void **state)
{
	struct folder *f = *state;
	struct strings_known *known = strings_known_new(f->arena);
	const char *text = "msgctxt \"part/faq\"\nmsgid \"Frequently asked questions\"\nmsgstr \"";
	put_english(f, NULL);
	const struct strings *first = strings_recall(known, f->arena, f->diag, alone(f), "en-GB");
	assert_non_null(first);
	assert_string_equal(strings_lang(first, "part/faq"), "en-GB");
	assert_string_equal(strings_get(first, "heading/conclusion"), "Conclusion");
	assert_ptr_equal(strings_recall(known, f->arena, f->diag, alone(f), "en-GB"), first);
	assert_ptr_not_equal(strings_recall(known, f->arena, f->diag, alone(f), "en"), first);
	assert_ptr_not_equal(strings_recall(NULL, f->arena, f->diag, alone(f), "en-GB"), first);
	assert_int_equal(f->diag->warnings, 0);
	put_file(in(f, "es.po"), str_fmt(f->arena, "%sPreguntas\"\n", text));
	for (unsigned i = 1; i <= 2; i++) {
		first = strings_recall(known, f->arena, f->diag, alone(f), "es");
		assert_string_equal(strings_get(first, "part/faq"), "Preguntas");
		assert_int_equal(f->diag->warnings, i);
	}
	put_file(in(f, "es.po"), str_fmt(f->arena, "%sOtras preguntas\"\n", text));
	first = strings_recall(known, f->arena, f->diag, alone(f), "es");
	assert_string_equal(strings_get(first, "part/faq"), "Otras preguntas");
	put_file(in(f, "en-GB.po"), str_fmt(f->arena, "%sQuestions\"\n", text));
	first = strings_recall(known, f->arena, f->diag, alone(f), "en-GB");
	assert_string_equal(strings_get(first, "part/faq"), "Questions");
}

#define MESSAGE(context, id, str) \
	"msgctxt \"" context "\"\nmsgid \"" id "\"\nmsgstr \"" str "\"\n\n"

/* The fixture's folder beside the program's. */
static struct strings_dirs beside(struct folder *f)
{
	return (struct strings_dirs){f->dir, DIR};
}

static void ones_own_messages_come_first(void **state)
{
	struct folder *f = *state;
	put_file(in(f, "es.po"), MESSAGE("part/faq", "Frequently asked questions", "Preguntas")
								 MESSAGE("part/references", "Another wording", "Otra cosa"));
	const struct strings *strings = strings_read(f->arena, f->diag, beside(f), "es");
	assert_non_null(strings);
	assert_string_equal(strings_get(strings, "part/faq"), "Preguntas");
	assert_string_equal(strings_get(strings, "part/references"), "Referencias");
	assert_string_equal(strings_get(strings, "heading/summary"), "Resumen");
	assert_string_equal(
		strings_get(strings_read(f->arena, f->diag, beside(f), "fr"), "heading/summary"),
		strings_get(strings_read(f->arena, f->diag, program, "fr"), "heading/summary"));
	assert_int_equal(f->diag->errors + f->diag->warnings, 0);
}

/* Other words in English are no reason to doubt the program's translations; those of one's own are
 * of one's own English. */
static void ones_own_english(void **state)
{
	struct folder *f = *state;
	put_file(in(f, "en.po"), MESSAGE("part/faq", "Your questions", ""));
	put_file(in(f, "de.po"), MESSAGE("part/faq", "Your questions", "Ihre Fragen"));
	const struct strings *strings = strings_read(f->arena, f->diag, beside(f), "en");
	assert_string_equal(strings_get(strings, "part/faq"), "Your questions");
	assert_string_equal(strings_get(strings, "part/references"), "References");
	strings = strings_read(f->arena, f->diag, beside(f), "es");
	assert_string_equal(strings_get(strings, "part/faq"), "Preguntas frecuentes");
	strings = strings_read(f->arena, f->diag, beside(f), "de");
	assert_string_equal(strings_get(strings, "part/faq"), "Ihre Fragen");
	assert_int_equal(f->diag->errors + f->diag->warnings, 0);

	put_file(in(f, "en.po"), MESSAGE("page/number", "Sheet {sheet}", ""));
	assert_null(strings_read(f->arena, f->diag, beside(f), "en"));
	assert_int_equal(f->diag->errors, 1);
	put_file(in(f, "en.po"), "nonsense\n");
	assert_null(strings_read(f->arena, f->diag, beside(f), "en"));
}

static void a_language_of_ones_own(void **state)
{
	struct folder *f = *state;
	assert_non_null(strings_read(f->arena, f->diag, beside(f), "mt"));
	const char *line = diag_line(f->arena, f->diag->first);
	assert_true(g_str_has_prefix(line, in(f, "mt.po: warning: not found")));
	assert_non_null(strstr(line, "copy " DIR "/en.po to this name"));
	put_file(in(f, "mt.po"), MESSAGE("heading/summary", "Summary", "Fil-qosor"));
	f->diag = diag_new(f->arena);
	const struct strings *strings = strings_read(f->arena, f->diag, beside(f), "mt");
	assert_string_equal(strings_get(strings, "heading/summary"), "Fil-qosor");
	assert_string_equal(strings_lang(strings, "heading/summary"), "mt");
	assert_string_equal(strings_lang(strings, "part/faq"), "en");
	assert_int_equal(f->diag->warnings, 1);
	assert_non_null(strstr(diag_line(f->arena, f->diag->first), "mt.po: warning: English stands"));
}

/* A file of one's own that comes, or changes, is read; folders without such files have the same
 * strings, so that a thousand of them need no more memory than one. */
static void what_is_known_is_of_its_files(void **state)
{
	struct folder *f = *state;
	struct strings_known *known = strings_known_new(f->arena);
	const struct strings *strings = strings_recall(known, f->arena, f->diag, beside(f), "es");
	assert_string_equal(strings_get(strings, "part/faq"), "Preguntas frecuentes");
	assert_ptr_equal(strings_recall(known, f->arena, f->diag, beside(f), "es"), strings);
	assert_ptr_equal(strings_recall(known, f->arena, f->diag, program, "es"), strings);
	put_file(in(f, "es.po"), MESSAGE("part/faq", "Frequently asked questions", "Preguntas"));
	strings = strings_recall(known, f->arena, f->diag, beside(f), "es");
	assert_string_equal(strings_get(strings, "part/faq"), "Preguntas");
	assert_ptr_not_equal(strings_recall(known, f->arena, f->diag, program, "es"), strings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(english_has_the_keys_and_no_others, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(each_callout_and_output_has_its_words, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(translations_have_known_keys_and_the_placeholders,
										folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(reads_english, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(english_stands_for_what_lacks, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(a_broken_placeholder_is_an_error, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(a_language_without_file_warns, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(a_region_has_the_strings_of_its_script, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(a_copy_of_english_warns, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(english_must_be_whole, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(what_is_known_is_not_read_again, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(ones_own_messages_come_first, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(ones_own_english, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(a_language_of_ones_own, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(what_is_known_is_of_its_files, folder_setup,
										folder_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
