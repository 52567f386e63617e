/* Holds src/typeset/customs.ini to the sources and the tests: what it says is there. */
#include "unit/test.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

#define TABLE "src/typeset/customs.ini"

static GKeyFile *read_table(void)
{
	GKeyFile *table = g_key_file_new();
	GError *error = NULL;
	if (!g_key_file_load_from_file(table, TABLE, G_KEY_FILE_NONE, &error))
		fail_msg(TABLE ": %s", error->message);
	return table;
}

/* The value of a key, which is not empty; the caller frees it. */
static char *value_of(GKeyFile *table, const char *custom, const char *key)
{
	char *value = g_key_file_get_string(table, custom, key, NULL);
	if (!value || !*g_strstrip(value))
		fail_msg(TABLE ": [%s] has no %s", custom, key);
	return value;
}

/* Whether a file holds a text; fails if there is no such file. */
static bool file_has(const char *path, const char *text)
{
	char *bytes = NULL;
	if (!g_file_get_contents(path, &bytes, NULL, NULL))
		fail_msg("%s is not there", path);
	bool has = strstr(bytes, text) != NULL;
	g_free(bytes);
	return has;
}

/* "typeset/breaks:not_first", or "share/hyphenation.ini:source": a file below src/. */
static void check_place(const char *custom, const char *place)
{
	char **parts = g_strsplit(place, ":", 2);
	if (!parts[1] || !*parts[1])
		fail_msg(TABLE ": [%s] has \"%s\" as a place: write FILE:NAME", custom, place);
	char *name = g_path_get_basename(parts[0]);
	char *path = g_strconcat("src/", parts[0], strchr(name, '.') ? "" : ".c", NULL);
	if (!file_has(path, parts[1]))
		fail_msg(TABLE ": [%s]: %s has no %s", custom, path, parts[1]);
	g_free(path);
	g_free(name);
	g_strfreev(parts);
}

/* "unit/scripts/kinsoku", a case that is run, "golden/lines-th" or "validators/order". */
static void check_test(const char *custom, const char *test)
{
	char **parts = g_strsplit(test, "/", 3);
	bool golden = strcmp(parts[0], "golden") == 0;
	if ((golden || strcmp(parts[0], "validators") == 0) && parts[1] && !parts[2]) {
		char *path = g_strconcat("tests/", test, golden ? "/cmd" : "", NULL);
		if (!g_file_test(path, G_FILE_TEST_EXISTS))
			fail_msg(TABLE ": [%s]: there is no %s", custom, path);
		g_free(path);
	} else if (strcmp(parts[0], "unit") == 0 && parts[1] && parts[2]) {
		char *path = g_strconcat("tests/unit/test_", parts[1], ".c", NULL);
		char *made = g_strconcat(" ", parts[2], "(void **state)", NULL);
		char *run = g_strconcat("(", parts[2], NULL);
		if (!file_has(path, made) || !file_has(path, run))
			fail_msg(TABLE ": [%s]: %s does not run %s", custom, path, parts[2]);
		g_free(run);
		g_free(made);
		g_free(path);
	} else
		fail_msg(TABLE ": [%s] has \"%s\" as a test", custom, test);
	g_strfreev(parts);
}

static void check_words(const char *custom, const char *words,
						void check(const char *custom, const char *word))
{
	char **all = g_strsplit(words, " ", -1);
	for (char **word = all; *word; word++)
		check(custom, *word);
	g_strfreev(all);
}

static void each_custom_has_a_source_and_a_test(void **state)
{
	static const char *const keys[] = {"what", "langs", "where", "basis", "source", "tests", NULL};
	GKeyFile *table = read_table();
	char **customs = g_key_file_get_groups(table, NULL);
	(void)state;
	assert_true(g_strv_length(customs) > 40);
	for (char **custom = customs; *custom; custom++) {
		char **own = g_key_file_get_keys(table, *custom, NULL, NULL);
		for (char **key = own; *key; key++)
			if (!g_strv_contains(keys, *key))
				fail_msg(TABLE ": [%s]: unknown key %s", *custom, *key);
		for (const char *const *key = keys; *key; key++)
			g_free(value_of(table, *custom, *key));
		g_strfreev(own);
		char *basis = value_of(table, *custom, "basis"),
			 *source = value_of(table, *custom, "source");
		bool is_own = strcmp(basis, "own") == 0;
		if (!is_own && strcmp(basis, "read") != 0 && strcmp(basis, "cited") != 0)
			fail_msg(TABLE ": [%s] has the basis \"%s\"", *custom, basis);
		if (is_own != g_str_has_prefix(source, "This program's own choice"))
			fail_msg(TABLE ": [%s] does not say whose choice it is", *custom);
		char *where = value_of(table, *custom, "where"), *tests = value_of(table, *custom, "tests");
		check_words(*custom, where, check_place);
		check_words(*custom, tests, check_test);
		g_free(where);
		g_free(tests);
		g_free(basis);
		g_free(source);
	}
	g_strfreev(customs);
	g_key_file_free(table);
}

/* All places of the table, each between spaces. */
static char *all_places(void)
{
	GKeyFile *table = read_table();
	char **customs = g_key_file_get_groups(table, NULL);
	GString *places = g_string_new(" ");
	for (char **custom = customs; *custom; custom++) {
		char *where = value_of(table, *custom, "where");
		g_string_append_printf(places, "%s ", where);
		g_free(where);
	}
	g_strfreev(customs);
	g_key_file_free(table);
	return g_string_free(places, FALSE);
}

/* Data by language: a table whose first field is languages, or a list of words. */
static void each_list_of_the_sources_is_in_the_table(void **state)
{
	static const char *const modules[] = {"typeset/breaks", "typeset/phrases", "typeset/quantities",
										  "typeset/spacing", "document/spaces"};
	char *places = all_places();
	int lists = 0;
	(void)state;
	GRegex *list = g_regex_new(
		"^(?:static const (?:struct custom|char \\*const)|static const struct "
		"(?:manner|custom) \\{(?:[^}]|\\n)*\\}) ?(\\w+)\\[\\]",
		G_REGEX_MULTILINE, 0, NULL);
	assert_non_null(list);
	for (size_t i = 0; i < G_N_ELEMENTS(modules); i++) {
		char *path = g_strconcat("src/", modules[i], ".c", NULL), *text = NULL;
		GMatchInfo *match;
		assert_true(g_file_get_contents(path, &text, NULL, NULL));
		g_regex_match(list, text, 0, &match);
		for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
			char *name = g_match_info_fetch(match, 1);
			char *place = g_strconcat(" ", modules[i], ":", name, " ", NULL);
			if (!strstr(places, place))
				fail_msg("%s: %s is in no entry of " TABLE, path, name);
			g_free(place);
			g_free(name);
			lists++;
		}
		g_match_info_free(match);
		g_free(text);
		g_free(path);
	}
	assert_true(lists > 12);
	g_regex_unref(list);
	g_free(places);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_custom_has_a_source_and_a_test),
		cmocka_unit_test(each_list_of_the_sources_is_in_the_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
