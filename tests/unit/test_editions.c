/* The clear and large editions, set with the listed faces: what nobody may find in them, on any
 * page, in any script. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/units.h"
#include "batch/edition.h"
#include "document/frame.h"
#include "read/markdown.h"
#include "typeset/page.h"

#define SHEET "tests/data/everything"

static const char *const languages[] = {"en", "ar", "zh-Hans", "hi"};
static const enum edition_kind kinds[] = {EDITION_CLEAR, EDITION_LARGE};

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct fonts *fonts;
	struct source source;
	struct edition edition;
};

static int setup(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);
	const struct share share = {.theme = "content/theme.yaml", .strings = "content/strings"};
	const char *out = getenv("OUT");
	f->arena = arena;
	f->diag = diag_new(arena);
	f->fonts = fonts_open(arena, f->diag, path_join(arena, out ? out : "out", "fonts"));
	source_read(arena, f->diag, SHEET, &share, &f->source);
	*state = f;
	return f->fonts && !f->source.failed ? 0 : -1;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

static void start(struct fixture *f, const char *lang, enum edition_kind kind, enum paper paper)
{
	f->edition = (struct edition){
		.handout = f->source.handout,
		.theme = theme_edition(f->source.theme, kind),
		.locale = locale_find(lang),
		.lang = lang,
		.strings = strings_read(f->arena, f->diag, f->source.strings_dirs, lang),
		.kind = kind,
		.paper = paper,
		.draft = strcmp(lang, "en") != 0,
	};
	assert_non_null(f->edition.theme);
	assert_non_null(f->edition.strings);
}

static struct pages *set(struct fixture *f, struct node *document)
{
	frame_add(f->arena, document, &f->edition);
	frame_isolate(f->arena, document, f->edition.locale);
	f->edition.document = document;
	struct pages *pages = typeset(f->arena, f->diag, f->fonts, &f->edition);
	if (!pages)
		fail_msg("%s", diag_line(f->arena, f->diag->last));
	return pages;
}

static struct pages *set_sheet(struct fixture *f, const char *lang, enum edition_kind kind,
							   enum paper paper)
{
	struct translation *translation = edition_translate(f->arena, f->diag, &f->source, lang);
	start(f, lang, kind, paper);
	assert_non_null(translation);
	f->edition.title = translation->title;
	return set(f, translation->document);
}

/* The pages of an article in English. */
static struct pages *set_article(struct fixture *f, const char *text, enum edition_kind kind)
{
	static const struct part part = {.kind = PART_ARTICLE, .file = "a.md", .path = "a.md"};
	struct node *root = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("handout.yaml"));
	start(f, "en", kind, PAPER_A4);
	f->edition.title = "Everything at once";
	root->lang = "en";
	struct node *read = markdown_read(f->arena, f->diag, f->source.handout, &part, str_of(text));
	if (!read)
		fail_msg("%s", diag_line(f->arena, f->diag->first));
	doc_append(root, read);
	return set(f, root);
}

static void check_run(const struct run *run, int smallest)
{
	PangoFontDescription *font = pango_font_describe(run->glyphs->item->analysis.font);
	int size = pango_font_description_get_size(font);
	bool slanted = pango_font_description_get_style(font) != PANGO_STYLE_NORMAL;
	pango_font_description_free(font);
	if (size < smallest)
		fail_msg("%.1f pt is too small: %.20s", TO_PT(size), run->text + run->glyphs->item->offset);
	assert_false(slanted);
	assert_false(run->underline);
	assert_int_equal(run->rise, 0);
	assert_true(run->scale == 1.0);
}

static void check_mark(struct fixture *f, const struct pages *pages, const struct mark *mark,
					   int smallest)
{
	int width = mark->line ? mark->line->width : mark->width;
	int top = mark->line ? mark->y - mark->line->ascent : mark->y;
	int height = mark->line ? mark->line->ascent + mark->line->descent : mark->height;
	assert_in_range(mark->x, MM(5), pages->width - MM(5) - width);
	assert_in_range(top, MM(5), pages->height - MM(5) - height);
	const struct run *runs = mark->line ? line_runs(f->arena, mark->line) : NULL;
	for (int i = 0; mark->line && i < mark->line->count; i++)
		check_run(&runs[i], smallest);
	if (mark->line) {
		assert_false(mark->line->hyphenated);
		assert_true(mark->line->ratio == 0);
	}
}

/* Head, text and foot stand one below the other. */
static void check_zones(const struct page *page)
{
	int head = 0, top = INT_MAX, bottom = 0, foot = INT_MAX;
	for (int i = 0; i < page->count; i++) {
		const struct mark *mark = &page->marks[i];
		if (!mark->line)
			continue;
		int above = mark->y - mark->line->ascent, below = mark->y + mark->line->descent;
		if (mark->role == MARK_HEADER)
			head = MAX(head, below);
		else if (mark->role == MARK_FOOTER)
			foot = MIN(foot, above);
		else {
			top = MIN(top, above);
			bottom = MAX(bottom, below);
		}
	}
	assert_true(head < top);
	assert_true(bottom < foot);
	assert_true(foot < INT_MAX);
}

static void nothing_is_small_slanted_split_or_justified(void **state)
{
	struct fixture *f = *state;
	for (size_t l = 0; l < G_N_ELEMENTS(languages); l++) {
		for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
			struct pages *pages = set_sheet(f, languages[l], kinds[k], (enum paper)(l % 2));
			assert_true(pages->count > 3);
			for (int p = 0; p < pages->count; p++) {
				check_zones(&pages->items[p]);
				for (int i = 0; i < pages->items[p].count; i++)
					check_mark(f, pages, &pages->items[p].marks[i],
							   kinds[k] == EDITION_CLEAR ? PT(12) : PT(16));
			}
		}
	}
}

/* The first run that sets text of a kind of node. */
static const struct run *run_of(struct fixture *f, const struct pages *pages, enum node_kind kind)
{
	for (int p = 0; p < pages->count; p++)
		for (int i = 0; i < pages->items[p].count; i++) {
			const struct line *line = pages->items[p].marks[i].line;
			const struct run *runs = line ? line_runs(f->arena, line) : NULL;
			for (int r = 0; line && r < line->count; r++)
				if (runs[r].node && runs[r].node->kind == kind)
					return &runs[r];
		}
	fail_msg("no run of a %s", doc_kind_name(kind));
	return NULL;
}

static void marks_of_footnotes_stand_in_brackets(void **state)
{
	struct fixture *f = *state;
	const struct run *mark = run_of(f, set_sheet(f, "en", EDITION_LARGE, PAPER_A4), NODE_NOTE_MARK);
	assert_int_equal(strncmp(mark->text + mark->glyphs->item->offset, "(1)", 3), 0);
	mark = run_of(f, set_sheet(f, "en", EDITION_STANDARD, PAPER_A4), NODE_NOTE_MARK);
	assert_int_equal(mark->text[mark->glyphs->item->offset], '1');
	assert_true(mark->rise > 0);
}

/* In Arabic a mark in brackets is of several runs. */
static void a_footnote_stands_once(void **state)
{
	struct fixture *f = *state;
	struct pages *pages = set_sheet(f, "ar", EDITION_LARGE, PAPER_A4);
	int labels = 0;
	for (int p = 0; p < pages->count; p++)
		for (int i = 0; i < pages->items[p].count; i++) {
			const struct mark *mark = &pages->items[p].marks[i];
			labels += mark->role == MARK_LABEL && mark->node->kind == NODE_NOTE;
			if (mark->line && mark->role == MARK_CONTENT && mark->line->leaf)
				assert_int_not_equal(mark->line->leaf->kind, NODE_NOTE_MARK);
		}
	assert_int_equal(labels, 2);
}

static void compounds_stay_whole(void **state)
{
	struct fixture *f = *state;
	struct buf text = {.arena = f->arena};
	buf_puts(&text, "# Everything at once\n\n");
	for (int i = 0; i < 60; i++)
		buf_puts(&text, "long-term out-of-body safety ");
	struct pages *pages = set_article(f, buf_chars(&text), EDITION_CLEAR);
	int lines = 0;
	for (int i = 0; i < pages->items[0].count; i++) {
		const struct mark *mark = &pages->items[0].marks[i];
		if (mark->role != MARK_CONTENT || !mark->node || mark->node->kind != NODE_PARAGRAPH)
			continue;
		const char *start = mark->line->leaf->u.text.text + mark->line->offset;
		assert_false(mark->line->offset > 0 && start[-1] == '-');
		lines++;
	}
	assert_true(lines > 10);
}

/* Each row of code is set by itself. */
static void lines_of_code_say_where_they_begin(void **state)
{
	struct fixture *f = *state;
	struct pages *pages = set_article(
		f, "# Everything at once\n\n```\nfirst\n\n    second\nthird\n```\n", EDITION_STANDARD);
	static const char *const rows[] = {"first", "    second", "third"};
	size_t found = 0;
	for (int i = 0; i < pages->items[0].count; i++) {
		const struct mark *mark = &pages->items[0].marks[i];
		if (!mark->line || !mark->line->leaf || mark->line->leaf->kind != NODE_CODE_BLOCK)
			continue;
		const char *start = mark->line->leaf->u.text.text + mark->line->offset;
		assert_true(found < G_N_ELEMENTS(rows) && g_str_has_prefix(start, rows[found]));
		found++;
	}
	assert_int_equal(found, G_N_ELEMENTS(rows));
}

static const char wide[] =
	"# Everything at once\n\n"
	"| Medicine | Morning | Midday | Evening | Bedtime | Purpose | Prescriber | Remarks |\n"
	"| --- | --- | --- | --- | --- | --- | --- | --- |\n"
	"| Ketamine | nothing | something | nothing | nothing | depression | Example | none |\n"
	"| Midazolam | nothing | something | nothing | nothing | sedation | Example | |\n";

/* A table that is too wide becomes records: all words are there, each head once for those who hear
 * the text. */
static void a_wide_table_becomes_records(void **state)
{
	struct fixture *f = *state;
	struct pages *pages = set_article(f, wide, EDITION_LARGE);
	int cells = 0, repeated = 0;
	assert_int_equal(f->diag->errors + f->diag->warnings, 0);
	assert_non_null(strstr(f->diag->first->text, "8 columns"));
	assert_int_equal(f->diag->first->level, LEVEL_NOTE);
	assert_int_equal(f->diag->first->pos.line, 3);
	assert_null(f->diag->first->next);
	for (int p = 0; p < pages->count; p++)
		for (int i = 0; i < pages->items[p].count; i++) {
			const struct mark *mark = &pages->items[p].marks[i];
			cells += mark->role == MARK_CONTENT && mark->node && mark->node->kind == NODE_CELL;
			repeated += mark->role == MARK_REPEAT;
			check_mark(f, pages, mark, PT(16));
		}
	assert_int_equal(cells, 8 + 8 + 7);
	assert_int_equal(repeated, 8);
}

static void a_hundred_empty_columns_are_stacked(void **state)
{
	struct fixture *f = *state;
	static const char *const rows[] = {"\n|", " |", "\n|", "-|", "\n|", " |"};
	GString *text = g_string_new("# Everything at once\n\nHave it.\n");

	for (int i = 0; i < 6; i++)
		for (int j = 0; j < (i % 2 ? 100 : 1); j++)
			g_string_append(text, rows[i]);
	g_string_append_c(text, '\n');
	assert_non_null(set_article(f, text->str, EDITION_STANDARD));
	g_string_free(text, TRUE);
	assert_non_null(f->diag->first);
	assert_non_null(strstr(f->diag->first->text, "100 columns of this table do not fit"));
	assert_int_equal(f->diag->errors, 0);
}

static void a_narrow_table_stays_one(void **state)
{
	struct fixture *f = *state;
	struct pages *pages = set_article(
		f, "# Everything at once\n\n| Day | Dose |\n| - | - |\n| Monday | 5 mg |\n", EDITION_LARGE);
	const struct mark *cells[4];
	int count = 0;
	for (int i = 0; i < pages->items[0].count; i++) {
		const struct mark *mark = &pages->items[0].marks[i];
		if (mark->node && mark->node->kind == NODE_CELL && count < 4)
			cells[count++] = mark;
	}
	assert_int_equal(count, 4);
	assert_int_equal(cells[0]->y, cells[1]->y);
	assert_int_equal(cells[0]->x, cells[2]->x);
	assert_null(f->diag->first);
}

static void a_long_title_pushes_the_text_up(void **state)
{
	static const char title[] =
		"Behandlungsmoeglichkeiten therapieresistenter Depressionen mit "
		"Ketaminpraeparaten unter Aufsicht";
	struct fixture *f = *state;
	set_article(f, "# Everything at once\n\nText.\n", EDITION_LARGE);
	struct node *root = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("handout.yaml"));
	root->lang = "en";
	doc_append(root, doc_node(f->arena, NODE_PART, POS_FILE("a.md")));
	root->child->u.part.kind = PART_ARTICLE;
	f->edition.title = title;
	struct pages *pages = set(f, root);
	int lines = 0;
	for (int i = 0; i < pages->items[0].count; i++) {
		lines += pages->items[0].marks[i].role == MARK_FOOTER;
		check_mark(f, pages, &pages->items[0].marks[i], PT(16));
	}
	assert_true(lines >= 4);
	check_zones(&pages->items[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_is_small_slanted_split_or_justified, setup,
										teardown),
		cmocka_unit_test_setup_teardown(marks_of_footnotes_stand_in_brackets, setup, teardown),
		cmocka_unit_test_setup_teardown(a_footnote_stands_once, setup, teardown),
		cmocka_unit_test_setup_teardown(compounds_stay_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(lines_of_code_say_where_they_begin, setup, teardown),
		cmocka_unit_test_setup_teardown(a_wide_table_becomes_records, setup, teardown),
		cmocka_unit_test_setup_teardown(a_hundred_empty_columns_are_stacked, setup, teardown),
		cmocka_unit_test_setup_teardown(a_narrow_table_stays_one, setup, teardown),
		cmocka_unit_test_setup_teardown(a_long_title_pushes_the_text_up, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
