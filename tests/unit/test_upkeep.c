/* PO files brought up to date and signed, and what check says of it, on a small handout. */
#include "unit/folder.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "batch/upkeep.h"
#include "check/check.h"

#define TODAY ((struct date){2026, 11, 22})

struct fixture {
	struct arena *arena;
	struct diag *diag;
	char *dir;
	struct source source;
};

static void put(struct fixture *f, const char *name, const char *text)
{
	assert_true(file_write(f->diag, path_join(f->arena, f->dir, name), str_of(text)));
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

static int set_up(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);

	f->arena = arena_new();
	f->diag = diag_new(f->arena);
	f->dir = g_dir_make_tmp(NULL, NULL);
	put(f, "handout.yaml",
		"title: A Leaflet\ncode: T-1\nversion: \"1.0\"\nlanguage: en\nissued: 2026-01-02\n"
		"review-by: 2028-01-02\nstatus: draft\nlanguages: [en, es]\neditions: [standard]\n"
		"formats: [pdf]\nparts:\n  - kind: article\n    file: article.md\n");
	put(f, "article.md", "# A Leaflet\n\nOne text.\n\n## More\n\nAnother text.\n");
	put(f, "notes.yaml",
		"notes:\n  - id: n1\n    concern: Two things are said\n    status: open\n    passages:\n"
		"      - part: article\n        text: \"Another text\"\n"
		"      - part: article\n        text: \"Nowhere said\"\n");
	put(f, "po/es.po",
		"msgid \"\"\nmsgstr \"Language: es\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\n"
		"msgctxt \"title\"\nmsgid \"A Leaflet\"\nmsgstr \"Una hoja\"\n\n"
		"msgctxt \"article/p1\"\nmsgid \"One old text.\"\nmsgstr \"Un texto viejo.\"\n\n"
		"msgctxt \"article/more/heading\"\nmsgid \"More\"\nmsgstr \"Más\"\n");
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

static const char *content(struct fixture *f, const char *name)
{
	struct str text;

	assert_true(file_read(f->arena, f->diag, path_join(f->arena, f->dir, name), &text));
	return text.s;
}

static void test_messages(void **state)
{
	struct fixture *f = *state;
	struct buf out = {.arena = f->arena}, again = {.arena = f->arena};

	assert_true(upkeep_messages(f->arena, f->diag, &f->source, NULL, &out));
	assert_non_null(strstr(buf_chars(&out), "po/messages.pot: 4 messages (written)"));
	assert_non_null(strstr(buf_chars(&out),
						   "po/es.po: 2 translated, 1 stale, 1 missing, 0 obsolete (written)"));
	assert_non_null(strstr(content(f, "po/es.po"), "#| msgid \"One old text.\""));
	const char *before = content(f, "po/es.po");
	assert_true(upkeep_messages(f->arena, f->diag, &f->source, NULL, &again));
	assert_null(strstr(buf_chars(&again), "(written)"));
	assert_string_equal(content(f, "po/es.po"), before);
}

/* A file that a translator's program named in its own way is not passed over for an empty one. */
static void test_named_otherwise(void **state)
{
	struct fixture *f = *state;
	struct buf out = {.arena = f->arena};
	const char *po = path_join(f->arena, f->dir, "po/es.po");
	const char *other = path_join(f->arena, f->dir, "po/es_MX.po");

	assert_int_equal(g_rename(po, other), 0);
	assert_false(upkeep_messages(f->arena, f->diag, &f->source, NULL, &out));
	assert_non_null(strstr(diag_line(f->arena, f->diag->last),
						   "po/es_MX.po: error: the translation to es is looked for in es.po"));
	assert_true(file_is_absent(po));
	assert_int_equal(g_rename(other, path_join(f->arena, f->dir, "po/sr.po")), 0);
	assert_true(upkeep_messages(f->arena, f->diag, &f->source, NULL, &out));
	assert_false(file_is_absent(po));
}

static size_t sign(struct fixture *f, const char *name, enum signoff_role role, int day,
				   const char *glob)
{
	const char *const globs[] = {glob, NULL};
	struct signoff_entry entry = {
		.lang = "es", .name = name, .role = role, .process = PROCESS_HUMAN, .date = {2026, 1, day}};
	size_t count;

	read_source(f);
	bool good = upkeep_sign(f->arena, f->diag, &f->source, &entry, glob ? globs : NULL, &count);
	assert_int_equal(good, count > 0);
	return count;
}

static void test_signing(void **state)
{
	struct fixture *f = *state;

	/* Neither the stale nor the missing segment can be signed. */
	assert_int_equal(sign(f, "A", SIGNOFF_TRANSLATOR, 1, NULL), 2);
	assert_int_equal(sign(f, "B", SIGNOFF_REVIEWER, 2, "title"), 1);
	read_source(f);
	assert_int_equal(f->source.signoff->count, 2);
	/* The same act again adds; a later one takes its segments over. */
	assert_int_equal(sign(f, "B", SIGNOFF_REVIEWER, 2, "*/heading"), 1);
	assert_int_equal(sign(f, "B", SIGNOFF_REVIEWER, 3, "title"), 1);
	read_source(f);
	assert_int_equal(f->source.signoff->count, 3);
	assert_int_equal(f->source.signoff->entries[1].count, 1);
	assert_int_equal(f->source.signoff->entries[2].count, 1);
	assert_int_equal(sign(f, "B", SIGNOFF_REVIEWER, 4, "*"), 2);
	read_source(f);
	assert_int_equal(f->source.signoff->count, 2);
	assert_int_equal(f->source.signoff->entries[1].date.day, 4);
	assert_int_equal(sign(f, "B", SIGNOFF_REVIEWER, 4, "nothing/*"), 0);
	assert_non_null(strstr(f->diag->last->text, "there is nothing to sign"));
}

/* The handout checked so often. */
static struct check *checked(struct fixture *f, int times, const struct check_request *request)
{
	struct check *check = check_new(f->arena, request);

	for (int i = 0; i < times; i++)
		check_add(check, f->diag, &f->source);
	return check;
}

static size_t count_rule(const struct check *check, const char *rule)
{
	size_t count = 0;

	for (size_t i = 0; i < check->finding_count; i++)
		count += strcmp(check->findings[i].rule, rule) == 0;
	return count;
}

static void test_check(void **state)
{
	struct fixture *f = *state;

	sign(f, "B", SIGNOFF_REVIEWER, 2, "title");
	read_source(f);
	const struct check_request lenient = {.today = TODAY};
	struct check *check = checked(f, 1, &lenient);
	assert_int_equal(check->errors, 0);
	assert_int_equal(count_rule(check, "clinical-note-passage"), 1);
	assert_string_equal(check->findings[1].rule, "clinical-note");
	assert_int_equal(check->findings[1].pos.line, 7);
	assert_string_equal(check->findings[1].places[0].text, "Another text");
	assert_null(check->findings[1].places[1].pos.file);
	assert_non_null(strstr(finding_text(f->arena, &check->findings[1]), "\"Nowhere said\""));
	assert_int_equal(count_rule(check, "translation-stale"), 1);
	assert_int_equal(count_rule(check, "translation-missing"), 1);
	assert_int_equal(check->state_count, 4);
	assert_int_equal(check->states[0].state, STATE_REVIEWED);
	assert_non_null(strstr(check_table(f->arena, check).s, "missing    stale    draft reviewed"));
	assert_non_null(strstr(check_table(f->arena, check).s,
						   "  es          Spanish                       1        1        1        "
						   "1        0\n"));
	assert_non_null(strstr(check_json(f->arena, check).s, "\"context\": \"article/p1\""));
}

static void test_strict(void **state)
{
	static const char *const all[] = {"*", NULL}, *const some[] = {"translation-*", NULL};
	struct fixture *f = *state;
	struct check_request request = {.today = TODAY};
	size_t warnings = 0, notes = 0;
	const struct check *lenient = checked(f, 1, &request);

	for (size_t i = 0; i < lenient->finding_count; i++) {
		warnings += lenient->findings[i].level == LEVEL_WARNING;
		notes += lenient->findings[i].level == LEVEL_NOTE;
	}
	assert_true(warnings > 4 && notes > 1);
	request.strict = some;
	assert_int_equal(checked(f, 1, &request)->errors, 2);
	request.strict = all;
	assert_int_equal(checked(f, 1, &request)->errors, warnings);
}

/* What a validator would ask of it first; tests/validators/sarif has the schema. */
static void test_sarif(void **state)
{
	struct fixture *f = *state;
	const struct check_request request = {.today = TODAY};
	const struct check *check = checked(f, 1, &request);
	size_t results = 0;

	diag_error(f->diag, POS_FILE("po/a b.po"), "broken");
	const char *text = check_sarif(f->arena, check, f->diag, "1.2").s;
	assert_non_null(strstr(text, "\"version\": \"2.1.0\""));
	assert_non_null(strstr(text, "\"name\": \"handout\""));
	assert_non_null(strstr(text, "\"executionSuccessful\": false"));
	assert_non_null(strstr(text, "\"uri\": \"po/a%20b.po\""));
	assert_non_null(strstr(text, "\"relatedLocations\""));
	for (const char *p = text; (p = strstr(p, "\"ruleId\"")); p++)
		results++;
	assert_int_equal(results, check->finding_count);
}

/* Two handouts of one clinic have its faults once. */
static void test_once(void **state)
{
	struct fixture *f = *state;
	const struct check_request request = {.today = TODAY};
	const struct check *one = checked(f, 1, &request), *two = checked(f, 2, &request);

	assert_int_equal(two->finding_count, one->finding_count);
	assert_int_equal(two->state_count, one->state_count);
	assert_int_equal(two->reading_count, one->reading_count);
}

static void test_hours(void **state)
{
	static const struct {
		const char *hours;
		size_t found;
	} cases[] = {
		{"hours: Monday to Friday\n", 1},
		{"hours: {en: Monday, es: lunes}\n", 0},
		{"hours: {en: Monday}\n", 1},
		{"hours: {es: lunes}\n", 0},
		{"hours: 9-17\n", 0},
		{"", 0},
	};
	struct fixture *f = *state;
	const struct check_request request = {.today = TODAY};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		put(f, "clinic.yaml", str_fmt(f->arena, "name: A\ncountry: GB\n%s", cases[i].hours));
		read_source(f);
		struct check *check = checked(f, 1, &request);
		assert_int_equal(count_rule(check, "translation-hours"), cases[i].found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_hours, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_named_otherwise, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_messages, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_signing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_check, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_strict, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sarif, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_once, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
