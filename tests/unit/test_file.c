/* Reading within limits, text faults located, replacement that is whole or not at all. */
#include "unit/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static const char *put(const struct folder *f, const char *name, const char *bytes, size_t len)
{
	const char *path = in(f, name);

	assert_true(g_file_set_contents(path, bytes, (gssize)len, NULL));
	return path;
}

/* The one message, an error at that line and column, has the words. */
static void assert_error(const struct diag *diag, int line, int col, const char *words)
{
	assert_int_equal(diag->errors, 1);
	assert_int_equal(diag->first->pos.line, line);
	assert_int_equal(diag->first->pos.col, col);
	if (!strstr(diag->first->text, words))
		fail_msg("\"%s\" is not in \"%s\"", words, diag->first->text);
}

static void test_reads_bytes(void **state)
{
	struct folder *f = *state;
	struct str out;

	assert_true(file_read(f->arena, f->diag, put(f, "a", "x\0\r\n", 4), &out));
	assert_int_equal(out.len, 4);
	assert_memory_equal(out.s, "x\0\r\n", 5);
	assert_true(file_read(f->arena, f->diag, put(f, "empty", "", 0), &out));
	assert_int_equal(out.len, 0);
	assert_int_equal(f->diag->errors, 0);
}

static void test_refuses_what_is_no_file(void **state)
{
	struct folder *f = *state;
	struct str out;

	assert_int_equal(mkfifo(in(f, "fifo"), 0600), 0);
	assert_false(file_read(f->arena, f->diag, in(f, "fifo"), &out));
	assert_error(f->diag, 0, 0, "is a pipe");
	f->diag = diag_new(f->arena);
	assert_false(file_read(f->arena, f->diag, f->dir, &out));
	assert_error(f->diag, 0, 0, "is a folder");
	f->diag = diag_new(f->arena);
	assert_false(file_read(f->arena, f->diag, "/dev/zero", &out));
	assert_error(f->diag, 0, 0, "is a device");
	f->diag = diag_new(f->arena);
	assert_false(file_read(f->arena, f->diag, in(f, "none"), &out));
	assert_error(f->diag, 0, 0, "No such file");
}

static void test_refuses_what_is_too_large(void **state)
{
	struct folder *f = *state;
	const char *path = put(f, "large", "", 0);
	struct str out;

	assert_int_equal(truncate(path, (off_t)FILE_MAX + 1), 0);
	assert_false(file_read(f->arena, f->diag, path, &out));
	assert_error(f->diag, 0, 0, "64 MiB");
}

static void test_text_is_unified(void **state)
{
	struct folder *f = *state;
	struct str out;

	assert_true(file_read_text(f->arena, f->diag,
							   put(f, "a",
								   "\xEF\xBB\xBF"
								   "a\r\nb\rc\n\r\n",
								   12),
							   &out));
	assert_string_equal(out.s, "a\nb\nc\n\n");
	assert_int_equal(out.len, 7);
	assert_true(file_read_text(f->arena, f->diag, put(f, "bom", "\xEF\xBB\xBF", 3), &out));
	assert_int_equal(out.len, 0);
}

static void test_text_faults_are_located(void **state)
{
	struct folder *f = *state;
	struct str out;

	assert_false(file_read_text(f->arena, f->diag, put(f, "a", "a\r\né\xE9z", 7), &out));
	assert_error(f->diag, 2, 2, "byte 0xE9 is not UTF-8");
	f->diag = diag_new(f->arena);
	assert_false(file_read_text(f->arena, f->diag, put(f, "b", "ab\0c", 4), &out));
	assert_error(f->diag, 1, 3, "NUL");
	f->diag = diag_new(f->arena);
	assert_false(file_read_text(f->arena, f->diag,
								put(f, "c",
									"\xFF\xFE"
									"a\0",
									4),
								&out));
	assert_error(f->diag, 0, 0, "this file is UTF-16");
}

static void test_long_line(void **state)
{
	struct folder *f = *state;
	size_t most = (size_t)16 << 20;
	char *text = g_malloc(most + 3);
	struct str out;

	memset(text, 'x', most + 3);
	text[0] = '\n';
	text[most + 1] = '\n';
	assert_true(file_read_text(f->arena, f->diag, put(f, "fits", text, most + 3), &out));
	text[most + 1] = 'x';
	assert_false(file_read_text(f->arena, f->diag, put(f, "long", text, most + 3), &out));
	assert_error(f->diag, 2, 1, "longer than 16 MiB");
	g_free(text);
}

static void test_paths(void **state)
{
	struct folder *f = *state;

	assert_string_equal(path_join(f->arena, "a", "b"), "a/b");
	assert_string_equal(path_join(f->arena, "a/", "b"), "a/b");
	assert_string_equal(path_join(f->arena, ".", "b"), "b");
	assert_string_equal(path_join(f->arena, "a", "/b"), "/b");
	assert_string_equal(path_dir(f->arena, "a/b"), "a");
	assert_string_equal(path_dir(f->arena, "a/b/"), "a");
	assert_string_equal(path_dir(f->arena, "b"), ".");
	assert_string_equal(path_dir(f->arena, "/b"), "/");
	assert_string_equal(path_base("a/b"), "b");
}

static void test_inside(void **state)
{
	struct folder *f = *state;
	const char *root = in(f, "root"), *base = in(f, "root/h"), *why = NULL;

	assert_int_equal(g_mkdir_with_parents(base, 0700), 0);
	assert_int_equal(g_mkdir_with_parents(in(f, "root2"), 0700), 0);
	put(f, "root/shared.png", "x", 1);
	put(f, "root/h/own.png", "x", 1);
	put(f, "root2/secret", "x", 1);
	assert_int_equal(symlink("../../root2/secret", in(f, "root/h/link")), 0);
	assert_non_null(file_inside(f->arena, root, base, "own.png", &why));
	assert_non_null(file_inside(f->arena, root, base, "../shared.png", &why));
	assert_null(file_inside(f->arena, root, base, "../../root2/secret", &why));
	assert_string_equal(why, "is outside the content folder");
	assert_null(file_inside(f->arena, root, base, "link", &why));
	assert_string_equal(why, "is outside the content folder");
	assert_null(file_inside(f->arena, root, base, "/etc/passwd", &why));
	assert_string_equal(why, "is an absolute path");
	assert_null(file_inside(f->arena, root, base, "none.png", &why));
	assert_string_equal(why, "does not exist");
}

static void test_list_is_sorted(void **state)
{
	struct folder *f = *state;
	size_t count = 9;

	put(f, "b", "", 0);
	put(f, "B", "", 0);
	put(f, "a", "", 0);
	char **names = file_list(f->arena, f->dir, &count);
	assert_int_equal(count, 3);
	assert_string_equal(names[0], "B");
	assert_string_equal(names[1], "a");
	assert_string_equal(names[2], "b");
	assert_null(file_list(f->arena, in(f, "none"), &count));
	assert_int_equal(count, 0);
}

static void assert_content(const char *path, const char *expected)
{
	char *text;

	assert_true(g_file_get_contents(path, &text, NULL, NULL));
	assert_string_equal(text, expected);
	g_free(text);
}

static void test_write_replaces(void **state)
{
	struct folder *f = *state;
	const char *path = in(f, "new/folder/a.pdf");
	struct stat st;
	size_t count;

	assert_true(file_write(f->diag, path, STR("one, longer")));
	assert_content(path, "one, longer");
	assert_int_equal(chmod(path, 0640), 0);
	put(f, "new/folder/.a.pdf.tmp", "left by a dead process, longer than the new text", 48);
	assert_true(file_write(f->diag, path, STR("two")));
	assert_content(path, "two");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	file_list(f->arena, in(f, "new/folder"), &count);
	assert_int_equal(count, 1);
}

static void test_failed_write_leaves_the_old_file(void **state)
{
	struct folder *f = *state;
	const char *path = put(f, "a.pdf", "old", 3);
	struct rlimit old, small;
	char *bytes = g_malloc0(70000);
	size_t count;

	/* A limit on file size fails in the middle of writing, as a full disk does. */
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 65536;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_false(file_write(f->diag, path, (struct str){bytes, 70000}));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	g_free(bytes);
	assert_error(f->diag, 0, 0, "File too large");
	assert_content(path, "old");
	file_list(f->arena, f->dir, &count);
	assert_int_equal(count, 1);
}

static void test_write_errors(void **state)
{
	struct folder *f = *state;

	put(f, "file", "", 0);
	assert_false(file_write(f->diag, in(f, "file/a.pdf"), STR("x")));
	assert_error(f->diag, 0, 0, "cannot make the folder");
	f->diag = diag_new(f->arena);
	assert_false(file_write(f->diag, f->dir, STR("x")));
	assert_error(f->diag, 0, 0, "not a file");
	f->diag = diag_new(f->arena);
	assert_false(file_write_any(f->diag, "/dev/full", STR("x")));
	assert_error(f->diag, 0, 0, "No space left on device: free some space");
	assert_string_equal(f->diag->first->pos.file, "/dev/full");
	assert_true(file_write_any(f->diag, "/dev/null", STR("x")));
	assert_int_equal(access("/dev/full", F_OK), 0);
}

static void test_write_any_keeps_links(void **state)
{
	struct folder *f = *state;
	const char *link = in(f, "link");

	put(f, "target", "old and long", 12);
	assert_int_equal(symlink("target", link), 0);
	assert_true(file_write_any(f->diag, link, STR("new")));
	assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
	assert_content(in(f, "target"), "new");
	assert_true(file_write_any(f->diag, in(f, "fresh"), STR("new")));
	assert_content(in(f, "fresh"), "new");
}

static void test_a_planted_link_is_not_followed(void **state)
{
	struct folder *f = *state;

	put(f, "victim", "safe", 4);
	assert_int_equal(symlink("victim", in(f, ".a.pdf.tmp")), 0);
	assert_false(file_write(f->diag, in(f, "a.pdf"), STR("x")));
	assert_int_equal(f->diag->errors, 1);
	assert_content(in(f, "victim"), "safe");
}

static void test_holds(void **state)
{
	struct folder *f = *state;
	struct str bytes = {g_malloc0(40000), 40000};
	const char *path = put(f, "page", bytes.s, 40000);

	assert_true(file_holds(path, bytes));
	assert_false(file_holds(path, (struct str){bytes.s, 39999}));
	((char *)bytes.s)[39999] = 1;
	assert_false(file_holds(path, bytes));
	assert_true(file_holds(put(f, "empty", "", 0), STR("")));
	assert_false(file_holds(in(f, "none"), STR("")));
	assert_false(file_holds(f->dir, STR("")));
	assert_int_equal(symlink("empty", in(f, "link")), 0);
	assert_false(file_holds(in(f, "link"), STR("")));
	g_free((char *)bytes.s);
}

static void test_clean(void **state)
{
	struct folder *f = *state;
	const char *held = put(f, ".held.tmp", "", 0), *dead = put(f, ".dead.tmp", "", 0);
	const char *other = put(f, "file.tmp", "", 0), *hidden = put(f, ".tmp", "", 0);
	int fd = open(held, O_WRONLY);

	assert_int_equal(flock(fd, LOCK_EX), 0);
	file_clean(f->dir);
	assert_true(file_exists(held));
	assert_false(file_exists(dead));
	assert_true(file_exists(other));
	assert_true(file_exists(hidden));
	close(fd);
	file_clean(f->dir);
	assert_false(file_exists(held));
	file_clean(in(f, "none"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_reads_bytes, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_refuses_what_is_no_file, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(test_refuses_what_is_too_large, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(test_text_is_unified, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_text_faults_are_located, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(test_long_line, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_paths, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_inside, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_list_is_sorted, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_write_replaces, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_failed_write_leaves_the_old_file, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(test_write_errors, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_write_any_keeps_links, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_a_planted_link_is_not_followed, folder_setup,
										folder_teardown),
		cmocka_unit_test_setup_teardown(test_holds, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_clean, folder_setup, folder_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
