/* Breaks between pages of ten lines. */
#include "unit/test.h"

#include <string.h>

#include "base/units.h"
#include "typeset/paginate.h"

#define LINE PT(10)

enum { LINES_MOST = 60, PAGES_MOST = 9 };

struct fixture {
	struct arena *arena;
	struct box boxes[LINES_MOST];
	int count;
	int ends[PAGES_MOST], pages; /* how many boxes stand before the end of each page */
};

/* Adds a paragraph of so many lines. */
static void paragraph(struct fixture *f, int lines)
{
	for (int i = 0; i < lines; i++)
		f->boxes[f->count++] = (struct box){.height = LINE, .inner = i > 0};
}

/* Adds what is so high and never divided. */
static void block(struct fixture *f, int lines, double keep)
{
	f->boxes[f->count++] = (struct box){.height = lines * LINE, .keep = keep};
}

static void take(void *data, const struct stop *from, const struct stop *to)
{
	struct fixture *f = data;

	(void)from;
	f->ends[f->pages++] = to->box;
}

static void paginate(struct fixture *f)
{
	struct setting setting = {.column = f->arena, .arena = f->arena};
	struct paginator p = {.setting = &setting,
						  .room = {.bottom = 10 * LINE, .grid = LINE / 2},
						  .measure = PT(300),
						  .take = take,
						  .data = f};

	paginate_start(&p);
	assert_int_equal(paginate_offer(&p, (struct flow){f->boxes, f->count}, true), f->count);
	paginate_end(&p);
}

static int setup(void **state)
{
	static struct fixture f;

	memset(&f, 0, sizeof f);
	f.arena = arena_new();
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	arena_free(f->arena);
	return 0;
}

/* Half empty pages are not made by breaking a paragraph off: it is 7 and 9 lines, not 8 and 8. */
static void test_broken(void **state)
{
	struct fixture *f = *state;

	paragraph(f, 7);
	paragraph(f, 9);
	block(f, 8, 0);
	paginate(f);
	assert_int_equal(f->pages, 3);
	assert_int_equal(f->ends[0], 7);
	assert_int_equal(f->ends[1], 16);
}

/* A full page may break one off. */
static void test_full(void **state)
{
	struct fixture *f = *state;

	paragraph(f, 4);
	paragraph(f, 14);
	block(f, 8, 0);
	paginate(f);
	assert_int_equal(f->pages, 3);
	assert_int_equal(f->ends[0], 10);
	assert_int_equal(f->ends[1], 18);
}

/* What wants company gets it, unless that costs a page. */
static void test_company(void **state)
{
	struct fixture *f = *state;

	paragraph(f, 5);
	paragraph(f, 5);
	block(f, 4, KEEP_COMPANY);
	paginate(f);
	assert_int_equal(f->pages, 2);
	assert_true(f->ends[0] < 10);
}

/* A tight page takes from the white between blocks, not from that above a callout. */
static void test_tight(void **state)
{
	static const struct region ground = {.width = PT(300)}, between = {.line = true};
	const struct region *const regions[] = {NULL, &ground, &between};
	const int tops[] = {3 * LINE / 2, 2 * LINE, 3 * LINE / 2};
	struct fixture *f = *state;
	struct paginator p = {.room = {.grid = LINE / 2}, .boxes = f->boxes, .count = 2};
	const struct stop from = {.box = 0};

	for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
		f->boxes[0] = (struct box){.height = LINE};
		f->boxes[1] = (struct box){.height = LINE, .before = LINE, .regions = {regions[i]}};
		assert_int_equal(paginate_box_top(&p, &from, 1, true, LINE), tops[i]);
		assert_int_equal(paginate_box_top(&p, &from, 1, false, LINE), 2 * LINE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_broken, setup, teardown),
		cmocka_unit_test_setup_teardown(test_full, setup, teardown),
		cmocka_unit_test_setup_teardown(test_company, setup, teardown),
		cmocka_unit_test_setup_teardown(test_tight, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
