/* What a long document takes of memory, in bytes that are allocated at a time: counted here, not
 * measured, so that nothing else on the machine changes them. */
#include "unit/test.h"

#include <glib.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "batch/edition.h"
#include "typeset/page.h"

#if !defined(__SANITIZE_ADDRESS__) && defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__
#endif
#endif

static struct {
	size_t now, most;
} counted;

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define COUNTS true

/* glibc's allocator; no header declares these names. Those below stand for base/memory's. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

static void *count_in(void *block)
{
	counted.now += block ? malloc_usable_size(block) : 0;
	if (counted.now > counted.most)
		counted.most = counted.now;
	return block;
}

static void count_out(void *block)
{
	counted.now -= block ? malloc_usable_size(block) : 0;
}

void *malloc(size_t size)
{
	return count_in(__libc_malloc(size));
}

void *calloc(size_t nmemb, size_t size)
{
	return count_in(__libc_calloc(nmemb, size));
}

void *realloc(void *ptr, size_t size)
{
	count_out(ptr);
	return count_in(__libc_realloc(ptr, size));
}

void *memalign(size_t alignment, size_t size)
{
	return count_in(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int posix_memalign(void **memptr, size_t alignment, size_t size)
{
	*memptr = memalign(alignment, size);
	return 0;
}

void free(void *ptr)
{
	count_out(ptr);
	__libc_free(ptr);
}
#else
#define COUNTS false
#endif

/* Texts of so many sections, each a little less than a page. */
enum { SHORT = 300, LONG = 900 };

/* Bytes that a page of a PDF may cost. */
enum { PAGE_MOST = 44 * 1024 };

/* Sentences of paragraphs that are much too long, and the bytes that a byte of them may cost. */
enum { SENTENCES = 1500, BYTE_MOST = 128 };

/* What stands while a handout is made. */
struct making {
	char *dir;
	struct arena *reading, *arena;
	struct diag *diag;
	struct fonts *fonts;
	struct job job;
};

static void add_section(struct buf *text, int number)
{
	buf_fmt(text, "## Section %d\n\n", number);
	for (int i = 0; i < 7; i++)
		buf_fmt(
			text,
			"Most people notice the first signs within %d days, and **most** of them go away by "
			"themselves. Drink enough, rest when you are tired, and go on with your other "
			"medicines unless we told you otherwise. Call us when you are not sure; there is "
			"always somebody who knows what to do.\n\n",
			number + i);
	buf_puts(text, "| What | When |\n|---|---|\n| One tablet | in the morning |\n");
	buf_puts(text, "| Two tablets | in the evening |\n\n- with water\n- before food\n\n");
}

/* A handout of the text, which is freed. */
static struct making begin(struct buf text)
{
	const char *out = getenv("OUT");
	struct making m = {.dir = g_dir_make_tmp("handout-long-XXXXXX", NULL),
					   .reading = arena_new(),
					   .arena = arena_new()};
	struct source *source = ARENA_NEW(m.reading, struct source);
	m.diag = diag_new(m.reading);
	assert_true(g_file_set_contents(path_join(m.reading, m.dir, "article.md"), text.s,
									(gssize)text.len, NULL));
	assert_true(
		g_file_set_contents(path_join(m.reading, m.dir, "handout.yaml"),
							"title: Long\ncode: L\nversion: \"1\"\nlanguage: en\nlanguages: [en]\n"
							"issued: 2026-01-01\nreview-by: 2028-01-01\nstatus: draft\n"
							"parts:\n  - kind: article\n    file: article.md\n",
							-1, NULL));
	arena_free(text.arena);
	struct share share = share_find(m.reading, str_fmt(m.reading, "%s/bin", out ? out : "out"));
	source_read(m.reading, m.diag, m.dir, &share, source);
	m.fonts = fonts_open(m.reading, m.diag, share.fonts);
	if (source->failed || !m.fonts)
		fail_msg("%s", m.diag->first ? diag_line(m.reading, m.diag->first) : "cannot be read");
	m.job = (struct job){.source = source, .lang = "en", .paper = PAPER_A4, .last = true};
	return m;
}

static struct making start(int sections)
{
	struct buf text = {.arena = arena_new()};
	for (int i = 0; i < sections; i++)
		add_section(&text, i);
	return begin(text);
}

static void end(struct making *m)
{
	remove(path_join(m->reading, m->dir, "article.md"));
	remove(path_join(m->reading, m->dir, "handout.yaml"));
	remove(m->dir);
	g_free(m->dir);
	arena_free(m->arena);
	arena_free(m->reading);
}

/* The most bytes while a PDF is made, source included; its pages. */
static size_t most_of_pdf(int sections, int *pages)
{
	struct output output = {.format = FORMAT_PDF};
	size_t before = counted.now;
	counted.most = before;
	struct making m = start(sections);
	struct made made;
	m.job.outputs = &output;
	m.job.output_count = 1;
	assert_true(edition_make(m.arena, m.diag, m.fonts, &m.job, 0, &made, NULL));
	*pages = made.pages;
	end(&m);
	return counted.most - before;
}

static void a_page_of_a_pdf_costs_little(void **state)
{
	int few, many;
	(void)state;
	size_t first = most_of_pdf(SHORT, &few), second = most_of_pdf(LONG, &many);
	size_t page = (second - first) / (size_t)(many - few);
	print_message("a page of a PDF: %zu bytes, of %d and %d pages\n", page, few, many);
	if (COUNTS)
		assert_in_range(page, 1, PAGE_MOST);
}

/* The most bytes while a paragraph of so many sentences is set; *len is how many it has. */
static size_t most_of_paragraph(int sentences, size_t *len)
{
	struct buf text = {.arena = arena_new()};
	struct translation *translation;
	for (int i = 0; i < sentences; i++)
		buf_fmt(&text,
				"Most people notice considerable improvements within %d days, immediately "
				"recommending the responsible practitioner to their acquaintances. ",
				i);
	*len = text.len;
	struct making m = begin(text);
	struct edition *edition = edition_open(m.reading, m.diag, &m.job, 0, &translation);
	assert_non_null(edition);
	size_t before = counted.now;
	counted.most = before;
	assert_non_null(typeset(m.arena, m.diag, m.fonts, edition));
	size_t most = counted.most - before;
	end(&m);
	return most;
}

static void a_byte_of_a_paragraph_costs_little(void **state)
{
	size_t few, many;
	(void)state;
	size_t first = most_of_paragraph(SENTENCES, &few);
	size_t second = most_of_paragraph(2 * SENTENCES, &many);
	size_t byte = (second - first) / (many - few);
	print_message("a byte of a paragraph: %zu bytes, of %zu and %zu bytes\n", byte, few, many);
	if (COUNTS)
		assert_in_range(byte, 1, BYTE_MOST);
}

/* All that the marks of a page say. */
static guint hash_of(struct arena *arena, const struct page *page)
{
	guint hash = 0;
	for (int i = 0; i < page->count; i++) {
		const struct mark *mark = &page->marks[i];
		hash = hash * 31 + (guint)mark->x + (guint)mark->y;
		const struct run *runs = mark->line ? line_runs(arena, mark->line) : NULL;
		for (int r = 0; runs && r < mark->line->count; r++)
			hash = hash * 31 + (guint)runs[r].x + g_str_hash(runs[r].text);
	}
	return hash;
}

static void released_pages_leave_the_others_whole(void **state)
{
	struct making m = start(LONG);
	struct translation *translation;
	struct edition *edition = edition_open(m.reading, m.diag, &m.job, 0, &translation);
	(void)state;
	assert_non_null(edition);
	struct pages *pages = typeset(m.arena, m.diag, m.fonts, edition);
	assert_non_null(pages);
	int half = pages->count / 2;
	guint *hashes = ARENA_ARRAY(m.reading, guint, (size_t)pages->count);
	for (int i = half; i < pages->count; i++)
		hashes[i] = hash_of(m.reading, &pages->items[i]);
	size_t kept = pages_kept(pages);
	pages_release(pages, half);
	assert_in_range(pages_kept(pages), 1, kept - 1);
	for (int i = 0; i < half; i++)
		assert_int_equal(pages->items[i].count, 0);
	for (int i = half; i < pages->count; i++)
		assert_int_equal(hash_of(m.reading, &pages->items[i]), hashes[i]);
	assert_non_null(pages->items[0].leaf);
	pages_release(pages, pages->count + 1);
	assert_int_equal(pages_kept(pages), 0);
	assert_int_equal(pages->items[pages->count - 1].count, 0);
	end(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_of_a_pdf_costs_little),
		cmocka_unit_test(a_byte_of_a_paragraph_costs_little),
		cmocka_unit_test(released_pages_leave_the_others_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
