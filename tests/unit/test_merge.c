/* Reports as one: everything once, in an order that does not depend on the parts'. */
#include "unit/folder.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "batch/merge.h"

/* The parts, NULL-terminated. */
static const char *const *files_in(const struct folder *f)
{
	const char **files = ARENA_ARRAY(f->arena, const char *, 3);

	files[0] = in(f, "1.json");
	files[1] = in(f, "2.json");
	return files;
}

static void put(struct folder *f, int file, const char *outputs, const char *failed,
				const char *seconds)
{
	const char *text =
		str_fmt(f->arena,
				"{\"shard\": null, \"seconds\": %s, \"handouts\": [{\"name\": \"a\"}],"
				"\"outputs\": [%s], \"failed\": [%s],"
				"\"messages\": [{\"text\": \"same\"}, {\"text\": \"%d\"}]}",
				seconds, outputs, failed, file);

	put_file(files_in(f)[file], text);
}

static json_t *merge(struct folder *f)
{
	struct str bytes = merge_reports(f->arena, f->diag, files_in(f));

	return bytes.s ? json_loadb(bytes.s, bytes.len, JSON_REJECT_DUPLICATES, NULL) : NULL;
}

static const char *path_at(const json_t *report, const char *list, size_t index)
{
	return json_string_value(
		json_object_get(json_array_get(json_object_get(report, list), index), "path"));
}

#define ENTRY(path, sum) "{\"path\": \"" path "\", \"sha256\": \"" sum "\"}"

static void test_union(void **state)
{
	struct folder *f = *state;

	put(f, 0, ENTRY("c", "1") "," ENTRY("a", "2"), ENTRY("b", "") "," ENTRY("e", ""), "1.5");
	put(f, 1, ENTRY("b", "3") "," ENTRY("a", "2"), ENTRY("d", "") "," ENTRY("e", ""), "2.5");
	json_t *report = merge(f);
	assert_non_null(report);
	assert_int_equal(json_array_size(json_object_get(report, "outputs")), 3);
	assert_string_equal(path_at(report, "outputs", 0), "a");
	assert_string_equal(path_at(report, "outputs", 1), "b");
	assert_string_equal(path_at(report, "outputs", 2), "c");
	assert_int_equal(json_array_size(json_object_get(report, "failed")), 2);
	assert_string_equal(path_at(report, "failed", 0), "d");
	assert_string_equal(path_at(report, "failed", 1), "e");
	assert_int_equal(json_array_size(json_object_get(report, "handouts")), 1);
	assert_int_equal(json_array_size(json_object_get(report, "messages")), 3);
	assert_true(json_number_value(json_object_get(report, "seconds")) > 2.4);
	json_decref(report);
}

static void test_other_bytes(void **state)
{
	struct folder *f = *state;

	put(f, 0, ENTRY("a", "1"), "", "1");
	put(f, 1, ENTRY("a", "2"), "", "1");
	assert_null(merge(f));
	assert_int_equal(f->diag->errors, 1);
	assert_string_equal(f->diag->first->pos.file, in(f, "2.json"));
	assert_non_null(strstr(f->diag->first->text, "a has other bytes in another report"));
}

static void test_no_report(void **state)
{
	struct folder *f = *state;

	put(f, 0, "", "", "1");
	static const char *const texts[] = {"", "[]", "{}", "{\"outputs\": 1}", "no JSON", "{\"a\": "};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		put_file(in(f, "2.json"), texts[i]);
		f->diag = diag_new(f->arena);
		assert_null(merge(f));
		assert_int_equal(f->diag->errors, 1);
		assert_non_null(strstr(f->diag->first->text, "is no report of a build"));
	}
	g_remove(in(f, "2.json"));
	assert_null(merge(f));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_union, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_other_bytes, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_no_report, folder_setup, folder_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
