/* What stands beside each other in a bilingual edition, on all pages. */
#include "unit/setting.h"

#include "document/bilingual.h"
#include "typeset/page.h"

/* The pages of two texts of the same blocks, the source's in English. */
static struct pages *set_pair(struct fixture *f, const char *lang, const char *source,
							  const char *translation)
{
	set_leaflet(f, lang);
	f->edition.kind = EDITION_BILINGUAL;
	f->edition.theme = theme_edition(f->edition.theme, EDITION_BILINGUAL);
	f->edition.source_strings =
		strings_read(f->arena, f->diag, (struct strings_dirs){NULL, "content/strings"}, "en");
	struct node *document = read_document(f, lang, translation);
	bilingual_join(f->arena, document, read_document(f, "en", source));
	f->edition.document = document;
	struct pages *pages = typeset(f->arena, f->diag, opened().fonts, &f->edition);
	if (!pages)
		fail_msg("%s", diag_line(f->arena, f->diag->first));
	return pages;
}

/* A table of many rows; every fourth has more words. */
static const char *table(struct fixture *f, const char *head, const char *words, const char *more)
{
	struct buf buf = {.arena = f->arena};
	buf_fmt(&buf, "| %s | %s |\n|---|--:|\n", head, head);
	for (int i = 0; i < 90; i++)
		buf_fmt(&buf, "| %s %s | %d mg |\n", words, i % 4 == 1 ? more : "", i * 5);
	return buf_chars(&buf);
}

static bool is_cell(const struct mark *mark)
{
	return mark->role == MARK_CONTENT && mark->line && mark->node && mark->node->kind == NODE_CELL;
}

/* The number of a cell's row, from 0. */
static int row_of(const struct mark *cell)
{
	int row = 0;
	const struct node *table = doc_ancestor(cell->node, NODE_TABLE);
	for (const struct node *r = table->child; r != cell->node->parent; r = r->next)
		row++;
	return row;
}

/* The first baseline of each row, by side; 0: not on the page. Returns how many rows there are. */
static int find_rows(const struct page *page, int baselines[2][128])
{
	int rows = 0;
	memset(baselines, 0, sizeof(int[2][128]));
	for (int i = 0; i < page->count; i++) {
		const struct mark *mark = &page->marks[i];
		if (!is_cell(mark))
			continue;
		int *baseline = &baselines[doc_is_source_side(mark->node)][row_of(mark)];
		if (!*baseline || mark->y < *baseline)
			*baseline = mark->y;
	}
	for (int r = 0; r < 128; r++)
		rows += baselines[0][r] > 0;
	return rows;
}

static void rows_of_both_languages_stand_beside_each_other(void **state)
{
	static const char *const samples[][4] = {
		{"de", "Wann", "Sitzung",
		 "von etwa neunzig Minuten und länger, und mit allen Medikamenten"},
		{"ar", "متى", "الجلسة", "نحو تسعين دقيقة وأحضر معك قائمة بجميع أدويتك"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		const char *source = table(f, "When", "Session", "that is longer");
		struct pages *pages = set_pair(f, samples[i][0], source,
									   table(f, samples[i][1], samples[i][2], samples[i][3]));
		int rows = 0, baselines[2][128];
		assert_true(pages->count >= 2);
		for (int p = 0; p < pages->count; p++) {
			rows += find_rows(&pages->items[p], baselines);
			for (int r = 0; r < 128; r++)
				assert_int_equal(baselines[0][r], baselines[1][r]);
		}
		assert_int_equal(rows, 91);
	}
}

static void both_heads_are_repeated_under_one_rule(void **state)
{
	struct fixture *f = *state;
	struct pages *pages =
		set_pair(f, "ar", table(f, "When", "Session", ""), table(f, "متى", "الجلسة", ""));
	assert_true(pages->count >= 2);
	for (int p = 0; p < pages->count; p++) {
		int repeats = 0, heads = 0, rules = 0, top = INT_MAX;
		const struct page *page = &pages->items[p];
		for (int i = 0; i < page->count; i++) {
			const struct mark *mark = &page->marks[i];
			repeats += mark->role == MARK_REPEAT;
			assert_true(mark->role != MARK_REPEAT || !mark->node);
			heads += is_cell(mark) && mark->node->u.cell.head;
			bool rule = mark->kind == MARK_RECT && mark->width > mark->height;
			top = rule && mark->y < top ? mark->y : top;
		}
		for (int i = 0; i < page->count; i++)
			rules += page->marks[i].kind == MARK_RECT && page->marks[i].y == top;
		assert_int_equal(heads, p == 0 ? 4 : 0);
		assert_int_equal(repeats, p == 0 ? 0 : 4);
		/* Two rules and the line between the columns. */
		assert_int_equal(rules, 3);
	}
}

/* The same table in a box. */
static const char *boxed(struct fixture *f, const char *table)
{
	struct buf buf = {.arena = f->arena};
	buf_puts(&buf, "> [!NOTE]\n> A table:\n>\n");
	char **lines = g_strsplit(table, "\n", -1);
	for (int i = 0; lines[i] && *lines[i]; i++)
		buf_fmt(&buf, "> %s\n", lines[i]);
	g_strfreev(lines);
	return buf_chars(&buf);
}

static void a_repeated_head_stands_on_the_ground_of_its_rows(void **state)
{
	struct fixture *f = *state;
	struct pages *pages = set_pair(f, "ar", boxed(f, table(f, "When", "Session", "")),
								   boxed(f, table(f, "متى", "الجلسة", "")));
	assert_true(pages->count >= 2);
	const struct page *page = &pages->items[1];
	int grounds = 0, heads = 0, bottom = 0, top = pages->height;
	for (int i = 0; i < page->count; i++) {
		const struct mark *mark = &page->marks[i];
		if (mark->role == MARK_BACKGROUND) {
			assert_int_equal(heads, 0);
			grounds++;
			top = MIN(top, mark->y);
			bottom = MAX(bottom, mark->y + mark->height);
			assert_int_equal(mark->y, top);
		}
		if (mark->role != MARK_REPEAT)
			continue;
		heads++;
		assert_in_range(mark->y, top, bottom);
	}
	assert_int_equal(grounds, 2);
	assert_int_equal(heads, 4);
}

static void a_table_becomes_records_in_both_languages(void **state)
{
	static const char narrow[] = "| A | B | C | D | E |\n|--|--|--|--|--|\n| a | b | c | d | e |\n";
	static const char wide[] =
		"| Arzneimittelverordnung | Behandlungszeitraum | Untersuchungstermin | "
		"Medikamenteneinnahme | Nebenwirkungen |\n|--|--|--|--|--|\n| a | b | c | d | e |\n";
	struct fixture *f = *state;
	struct pages *pages = set_pair(f, "de", narrow, wide);
	int ys[2][10] = {{0}}, counts[2] = {0, 0};
	for (int i = 0; i < pages->items[0].count; i++) {
		const struct mark *mark = &pages->items[0].marks[i];
		int side = is_cell(mark) && doc_is_source_side(mark->node);
		if (is_cell(mark) && !mark->node->u.cell.head && counts[side] < 10)
			ys[side][counts[side]++] = mark->y;
	}
	assert_true(counts[0] == 5 && counts[1] == 5);
	for (int i = 0; i < 5; i++)
		assert_true(ys[0][i] == ys[1][i] && (i == 0 || ys[0][i] > ys[0][i - 1]));
}

/* Each ground is below every rule; it and its bar go on where rows of the pair meet. */
static void no_ground_covers_a_line_to_write_on(void **state)
{
	struct fixture *f = *state;
	struct pages *pages =
		set_pair(f, "de", "> [!QUESTIONS]\n> What to ask?\n\n> [!NOTE]\n> A note.\n",
				 "> [!QUESTIONS]\n> Was möchten Sie bei Ihrem nächsten Termin in der Klinik alles "
				 "fragen?\n\n> [!NOTE]\n> Ein Hinweis.\n");
	int grounds = 0, rules = 0, bars = 0;
	for (int i = 0; i < pages->items[0].count; i++) {
		const struct mark *mark = &pages->items[0].marks[i];
		bool ground = mark->role == MARK_BACKGROUND;
		grounds += ground;
		assert_false(ground && rules);
		bars += mark->role == MARK_LAYOUT && mark->kind == MARK_RECT && mark->width == MM(2);
		rules += mark->role == MARK_LAYOUT && mark->kind == MARK_RECT && mark->width > MM(20) &&
				 mark->height < PT(2);
	}
	assert_int_equal(grounds, 4);
	assert_int_equal(bars, 4);
	assert_int_equal(rules, 8);
}

/* A box with a paragraph and a list, so many words longer in each next item. */
static const char *list_in_box(struct fixture *f, const char *words, int first, int more)
{
	struct buf buf = {.arena = f->arena};
	buf_fmt(&buf, "> [!IMPORTANT]\n> %s\n>\n", repeated(f, words, first));
	for (int i = 0; i < 12; i++)
		buf_fmt(&buf, "> - %s\n", repeated(f, words, first + i % 3 * more));
	buf_fmt(&buf, "\n%s\n", repeated(f, words, 40));
	return buf_chars(&buf);
}

/* Whether the lines of each paragraph on a page are equally far from each other. Returns how many
 * distances there are. */
static int check_leading(const struct page *page)
{
	int checked = 0;
	for (int i = 0; i < page->count; i++) {
		const struct mark *mark = &page->marks[i], *last[2] = {NULL, NULL};
		if (!mark->line || mark->role != MARK_CONTENT || mark->node->kind != NODE_PARAGRAPH)
			continue;
		for (int k = i - 1; k >= 0 && !last[1]; k--)
			if (page->marks[k].line && page->marks[k].node == mark->node &&
				page->marks[k].role == MARK_CONTENT)
				last[last[0] != NULL] = &page->marks[k];
		if (!last[1])
			continue;
		assert_true(abs((mark->y - last[0]->y) - (last[0]->y - last[1]->y)) <= 1);
		checked++;
	}
	return checked;
}

/* No white opens inside a paragraph where a list begins beside it. */
static void lines_of_a_paragraph_stay_equally_far_from_each_other(void **state)
{
	static const char *const samples[][2] = {
		{"de", "Rufen Sie an. "}, {"ru", "Звоните, если боль. "}, {"ar", "اتصل بنا فورا. "}};
	struct fixture *f = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		for (int words = 3; words < 15; words++) {
			const char *source = list_in_box(f, "Call the ward if it hurts. ", 9, 2);
			struct pages *pages =
				set_pair(f, samples[i][0], source, list_in_box(f, samples[i][1], words, 5));
			int checked = 0;
			for (int p = 0; p < pages->count; p++)
				checked += check_leading(&pages->items[p]);
			assert_true(checked > 40);
		}
	}
}

/* The white above a label is the same at least as between its lines and the next label's. */
static void labels_of_many_lines_are_parted(void **state)
{
	static const enum edition_kind kinds[] = {EDITION_STANDARD, EDITION_CLEAR, EDITION_LARGE};
	static const char *const langs[] = {"en", "vi", "fa"};
	const char *text =
		"> [!APPOINTMENT]\n> - Nurse\n> - Clinic for patients after an operation "
		"of the hip or of the knee\n> - Doctor\n";
	struct fixture *f = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(langs) * G_N_ELEMENTS(kinds); i++) {
		set_leaflet(f, langs[i % G_N_ELEMENTS(langs)]);
		f->edition.kind = kinds[i / G_N_ELEMENTS(langs)];
		f->edition.theme = theme_edition(f->edition.theme, f->edition.kind);
		f->edition.document = read_document(f, f->edition.lang, text);
		struct pages *pages = typeset(f->arena, f->diag, opened().fonts, &f->edition);
		assert_non_null(pages);
		const struct mark *last = NULL;
		int within = 0, between = INT_MAX;
		for (int k = 0; k < pages->items[0].count; k++) {
			const struct mark *mark = &pages->items[0].marks[k];
			if (!mark->line || mark->role != MARK_CONTENT)
				continue;
			if (last && last->node == mark->node)
				within = MAX(within, mark->y - last->y);
			else if (last)
				between = MIN(between, mark->y - last->y);
			last = mark;
		}
		assert_true(within > 0 && between >= within * 5 / 4);
	}
}

/* Whether the first content of a page is the rule of "---"; *last: whether its last is. */
static bool begins_with_rule(const struct page *page, bool *last)
{
	const struct mark *top = NULL, *bottom = NULL;
	for (int i = 0; i < page->count; i++) {
		const struct mark *mark = &page->marks[i];
		bool rule = mark->kind == MARK_RECT && mark->role == MARK_LAYOUT;
		if (!rule && (!mark->line || mark->role != MARK_CONTENT))
			continue;
		top = !top || mark->y < top->y ? mark : top;
		bottom = !bottom || mark->y > bottom->y ? mark : bottom;
	}
	*last = bottom && !bottom->line;
	return top && !top->line;
}

static void a_rule_ends_a_page_and_begins_none(void **state)
{
	struct fixture *f = *state;
	int ends = 0;
	for (int lines = 20; lines < 60; lines++) {
		set_leaflet(f, "en");
		const char *text =
			str_fmt(f->arena, "%s\n---\n\n## Next\n\n%s", repeated(f, "A line.\\\n", lines),
					repeated(f, "And words of the next section. ", 200));
		f->edition.document = read_document(f, "en", text);
		struct pages *pages = typeset(f->arena, f->diag, opened().fonts, &f->edition);
		assert_non_null(pages);
		for (int p = 0; p < pages->count; p++) {
			bool last;
			assert_false(begins_with_rule(&pages->items[p], &last));
			ends += last;
		}
	}
	assert_true(ends > 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rows_of_both_languages_stand_beside_each_other),
		TEST(both_heads_are_repeated_under_one_rule),
		TEST(a_repeated_head_stands_on_the_ground_of_its_rows),
		TEST(a_table_becomes_records_in_both_languages),
		TEST(no_ground_covers_a_line_to_write_on),
		TEST(lines_of_a_paragraph_stay_equally_far_from_each_other),
		TEST(labels_of_many_lines_are_parted),
		TEST(a_rule_ends_a_page_and_begins_none),
	};
	return cmocka_run_group_tests(tests, NULL, close_faces);
}
