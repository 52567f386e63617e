/* Unicode's own tests of line breaks, grapheme clusters and bidirectional levels, through the
 * functions of Pango on which lines rely. Every exception is listed with its reason. */
#include "unit/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <pango/pango.h>

#define FOLDER "/usr/share/unicode/"

enum { CHARS_MAX = 256, SHOWN = 12 };

/* One line of a test: characters, and what is expected at the boundary before each and at the end.
 */
struct sample {
	gunichar chars[CHARS_MAX];
	bool breaks[CHARS_MAX + 1];
	int count;
	char *text;
	int len;
};

static FILE *open_file(const char *name)
{
	char *path = g_strconcat(FOLDER, name, NULL);
	FILE *file = fopen(path, "r");
	g_free(path);
	if (!file)
		skip();
	return file;
}

/* "÷ 0023 × 0020 ÷"; false: no sample. The text is the caller's to free. */
static bool parse_breaks(char *line, struct sample *s)
{
	*s = (struct sample){0};
	char *comment = strchr(line, '#'), *save = NULL;
	if (comment)
		*comment = '\0';
	for (char *word = strtok_r(line, " \t\n", &save); word; word = strtok_r(NULL, " \t\n", &save)) {
		if (strcmp(word, "÷") == 0)
			s->breaks[s->count] = true;
		else if (strcmp(word, "×") != 0 && s->count < CHARS_MAX)
			s->chars[s->count++] = (gunichar)strtoul(word, NULL, 16);
	}
	if (!s->count)
		return false;
	glong len = 0;
	s->text = g_ucs4_to_utf8(s->chars, s->count, NULL, &len, NULL);
	s->len = (int)len;
	return s->text != NULL;
}

static void show(const struct sample *s, int at, bool expected)
{
	GString *shown = g_string_new(NULL);
	for (int i = 0; i < s->count; i++)
		g_string_append_printf(shown, "%s%04X", i == at ? "| " : i ? " " : "", s->chars[i]);
	print_message("%s: a break at | is %s\n", shown->str, expected ? "expected" : "not expected");
	g_string_free(shown, TRUE);
}

/* Compares the breaks inside each sample of a file; returns how many samples differ and are not
 * excepted. */
static int compare(const char *name, bool (*is_break)(const PangoLogAttr *),
				   bool (*excepted)(const struct sample *, int at), int *count)
{
	FILE *file = open_file(name);
	char *line = NULL;
	size_t room = 0;
	int failed = 0;
	*count = 0;
	while (getline(&line, &room, file) > 0) {
		struct sample s;
		if (!parse_breaks(line, &s))
			continue;
		PangoLogAttr attrs[CHARS_MAX + 1] = {0};
		bool wrong = false;
		pango_default_break(s.text, s.len, NULL, attrs, s.count + 1);
		for (int i = 1; i < s.count && !wrong; i++) {
			wrong = is_break(&attrs[i]) != s.breaks[i] && !excepted(&s, i);
			if (wrong && failed < SHOWN)
				show(&s, i, s.breaks[i]);
		}
		failed += wrong;
		++*count;
		g_free(s.text);
	}
	free(line);
	fclose(file);
	return failed;
}

static bool is_line_break(const PangoLogAttr *attr)
{
	return attr->is_line_break;
}

static bool is_cursor_position(const PangoLogAttr *attr)
{
	return attr->is_cursor_position;
}

static bool no_exception(const struct sample *s, int at)
{
	(void)s;
	(void)at;
	return false;
}

static void lines_break_where_unicode_says(void **state)
{
	(void)state;
	int count;
	int failed = compare("auxiliary/LineBreakTest.txt", is_line_break, no_exception, &count);
	assert_true(count > 7000);
	assert_int_equal(failed, 0);
}

static void clusters_are_those_of_unicode(void **state)
{
	(void)state;
	int count;
	int failed =
		compare("auxiliary/GraphemeBreakTest.txt", is_cursor_position, no_exception, &count);
	assert_true(count > 500);
	assert_int_equal(failed, 0);
}

/* The levels of a text as lines are made of them; the caller frees them. */
static guint8 *levels_of(const gunichar *chars, int count, int direction)
{
	static const PangoDirection directions[] = {PANGO_DIRECTION_LTR, PANGO_DIRECTION_RTL,
												PANGO_DIRECTION_NEUTRAL};
	PangoDirection base = directions[direction];
	glong len = 0;
	char *text = g_ucs4_to_utf8(chars, count, NULL, &len, NULL);
	guint8 *levels = pango_log2vis_get_embedding_levels(text, (int)len, &base);
	g_free(text);
	return levels;
}

/* Whether rule L1 gives the character the level of the paragraph: white space and isolates at the
 * end of the line or before a separator. Lines end before their spaces, so L1 has no part in them.
 */
static bool is_reset(const gunichar *chars, int count, int at)
{
	for (int i = at; i < count; i++) {
		if (strchr("\t\n\r\x1c\x1d\x1e\x1f\v", (int)chars[i]) && chars[i] < 0x80)
			return true;
		if (chars[i] == 0x85 || chars[i] == 0x2029)
			return true;
		GUnicodeType type = g_unichar_type(chars[i]);
		bool white = type == G_UNICODE_SPACE_SEPARATOR || chars[i] == 0x2028 || chars[i] == '\f';
		if (!white && type != G_UNICODE_FORMAT && type != G_UNICODE_CONTROL)
			return false;
	}
	return true;
}

/* Expected levels: numbers, or x for what rule X9 removes. Returns whether all are met. Pango gives
 * one level to a text that runs in one direction alone, whatever embeddings it has: expected levels
 * that are all even, or all odd, give the same order. */
static bool has_levels(const gunichar *chars, int count, int direction, const char *expected)
{
	guint8 *levels = levels_of(chars, count, direction);
	bool same = true, single = true, uniform = true;
	for (int i = 0; i < count; i++) {
		expected += strspn(expected, " \t");
		char *end = NULL;
		long level = strtol(expected, &end, 10);
		if (*expected == 'x')
			end = (char *)expected + 1;
		else {
			bool reset = is_reset(chars, count, i);
			same = same && (levels[i] == level || reset);
			single = single && levels[i] == levels[0];
			uniform = uniform && ((levels[i] - level) % 2 == 0 || reset);
		}
		expected = end;
	}
	g_free(levels);
	return same || (single && uniform);
}

static int parse_hex(const char *field, gunichar *chars)
{
	int count = 0;
	char *end = NULL;
	for (const char *c = field; count < CHARS_MAX && *c && *c != ';'; c = end)
		chars[count++] = (gunichar)strtoul(c, &end, 16);
	return count;
}

static void characters_have_the_levels_of_unicode(void **state)
{
	(void)state;
	FILE *file = open_file("BidiCharacterTest.txt");
	char *line = NULL;
	size_t room = 0;
	int failed = 0, count = 0;
	while (getline(&line, &room, file) > 0) {
		gunichar chars[CHARS_MAX];
		if (!g_ascii_isxdigit(*line))
			continue;
		char **fields = g_strsplit(line, ";", -1);
		int chars_count = parse_hex(fields[0], chars);
		if (!has_levels(chars, chars_count, atoi(fields[1]), fields[3])) {
			if (failed++ < SHOWN)
				print_message("%s", line);
		}
		count++;
		g_strfreev(fields);
	}
	free(line);
	fclose(file);
	assert_true(count > 90000);
	assert_int_equal(failed, 0);
}

/* A character of each class. */
static const struct {
	const char *name;
	gunichar c;
} classes[] = {
	{"L", 'a'},      {"R", 0x5d0},    {"AL", 0x627},   {"EN", '1'},     {"ES", '+'},
	{"ET", '%'},     {"AN", 0x661},   {"CS", ','},     {"NSM", 0x300},  {"BN", 0xad},
	{"B", 0x2029},   {"S", '\t'},     {"WS", ' '},     {"ON", '!'},     {"LRE", 0x202a},
	{"LRO", 0x202d}, {"RLE", 0x202b}, {"RLO", 0x202e}, {"PDF", 0x202c}, {"LRI", 0x2066},
	{"RLI", 0x2067}, {"FSI", 0x2068}, {"PDI", 0x2069},
};

static int parse_classes(const char *field, gunichar *chars)
{
	int count = 0;
	char **words = g_strsplit(field, " ", -1);
	for (char **word = words; *word; word++)
		for (size_t i = 0; i < G_N_ELEMENTS(classes); i++)
			if (strcmp(classes[i].name, *word) == 0)
				chars[count++] = classes[i].c;
	g_strfreev(words);
	return count;
}

static void show_classes(const char *classes_shown, int direction, const char *levels, int failed)
{
	static const char *const directions[] = {"left to right", "right to left", "automatic"};
	if (failed < SHOWN)
		print_message("%s, %s: expected %s", classes_shown, directions[direction], levels);
}

static void classes_have_the_levels_of_unicode(void **state)
{
	(void)state;
	static const int bits[] = {2, 0, 1}; /* automatic, left to right, right to left */
	FILE *file = open_file("BidiTest.txt");
	char *line = NULL, *levels = NULL;
	size_t room = 0;
	int failed = 0, count = 0;
	while (getline(&line, &room, file) > 0) {
		gunichar chars[CHARS_MAX];
		if (g_str_has_prefix(line, "@Levels:")) {
			g_free(levels);
			levels = g_strdup(line + strlen("@Levels:"));
		}
		char *set = strchr(line, ';');
		if (strchr("#@\n", *line) || !set)
			continue;
		*set = '\0';
		count++;
		int chars_count = parse_classes(line, chars), paragraphs = atoi(set + 1);
		for (int k = 0; k < 3; k++)
			if (paragraphs & 1 << k && !has_levels(chars, chars_count, bits[k], levels))
				show_classes(line, bits[k], levels, failed++);
	}
	free(line);
	g_free(levels);
	fclose(file);
	assert_true(count > 490000);
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_break_where_unicode_says),
		cmocka_unit_test(clusters_are_those_of_unicode),
		cmocka_unit_test(characters_have_the_levels_of_unicode),
		cmocka_unit_test(classes_have_the_levels_of_unicode),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
