/* Shaping, lines and pages with the listed faces: nothing lost, nothing too wide, nothing torn
 * apart. */
#include "unit/setting.h"

#include "typeset/page.h"

static struct shaped *shape_leaflet(struct fixture *f, const char *text)
{
	struct node *root = read_document(f, f->edition.lang, text);
	return shape_block(&f->setting, f->arena, root->child->child, ROLE_BODY);
}

/* What has no glyph: isolates, line separators, soft hyphens. */
static const char *visible(struct fixture *f, const char *text)
{
	struct buf buf = {.arena = f->arena};
	for (const char *s = text; *s; s = g_utf8_next_char(s)) {
		gunichar c = g_utf8_get_char(s);
		if (c != 0xad && c != 0x2028 && c != 0x2029 && !(c >= 0x2066 && c <= 0x2069))
			buf_add(&buf, s, (size_t)(g_utf8_next_char(s) - s));
	}
	return buf_chars(&buf);
}

/* The text of the lines' runs in the order of the text, without hyphens of the program. */
static const char *text_of(struct fixture *f, const struct lines *lines)
{
	struct buf buf = {.arena = f->arena};
	for (int i = 0; i < lines->count; i++) {
		const struct line *line = &lines->items[i];
		const struct run *runs = line_runs(f->arena, line);
		for (int done = -1;;) {
			const struct run *next = NULL;
			for (int k = 0; k < line->count; k++) {
				const struct run *run = &runs[k];
				int offset = run->glyphs->item->offset;
				if (strcmp(run->text, "\u00ad") != 0 && offset > done &&
					(!next || offset < next->glyphs->item->offset))
					next = run;
			}
			if (!next)
				break;
			done = next->glyphs->item->offset;
			buf_add(&buf, next->text + done, (size_t)next->glyphs->item->length);
		}
	}
	return visible(f, buf_chars(&buf));
}

/* Runs stand from left to right without gaps; glyphs are as wide as their run. */
static void check_runs(struct fixture *f, const struct line *line)
{
	const struct run *runs = line_runs(f->arena, line);
	for (int i = 0; i < line->count; i++) {
		const struct run *run = &runs[i];
		int width = 0;
		for (int k = 0; k < run->glyphs->glyphs->num_glyphs; k++)
			width += run->glyphs->glyphs->glyphs[k].geometry.width;
		assert_true(abs((int)(width * run->scale) - run->width) <= 1 + line->count);
		/* The space at the end of a line stands outside it. */
		bool outside = i + 1 == line->count && (run->x >= line->width || run->x < 0);
		if (i > 0 && !outside)
			assert_int_equal(run->x, runs[i - 1].x + runs[i - 1].width);
	}
}

static const char english[] =
	"Depression is a *serious* mental disorder affecting **millions** of individuals worldwide. "
	"Take 0.5 mg/kg, call +44 20 7946 0958 and read `KET-001`; treatment-resistant depression "
	"is internationally acknowledged. ";
static const char arabic[] =
	"الاكتئاب اضطراب *نفسي* خطير يصيب **ملايين** الأشخاص في جميع أنحاء العالم. اتصل على "
	"+44 20 7946 0958 واقرأ KET-001 وخذ 0.5 mg/kg في اليوم (TRD). ";
static const char hebrew[] = "התקשרו אל +44 20 7946 0958 בכל עת, ובקשו את *העלון* KET-001 (TRD). ";
static const char hindi[] =
	"अवसाद एक *गंभीर* मानसिक विकार है जो दुनिया भर में **लाखों** लोगों को प्रभावित करता है। TRD के लिए 0.5 "
	"mg/kg लें। ";
static const char chinese[] =
	"抑郁症是一种*严重的*精神障碍，影响着全世界**数百万**人。根据世界卫生组织（WHO）的说法，0.5 "
	"mg/kg。";

static const struct sample {
	const char *lang, *text;
} samples[] = {
	{"en", english}, {"ar", arabic}, {"he", hebrew}, {"hi", hindi}, {"zh-Hans", chinese}};

static void check_sample(struct fixture *f, const struct sample *sample, struct measure measure)
{
	set_leaflet(f, sample->lang);
	const char *text = repeated(f, sample->text, 12);
	struct shaped *shaped = shape_leaflet(f, text);
	struct lines lines = paragraph_lines(&f->setting, shaped, measure);
	assert_int_equal(f->diag->errors, 0);
	assert_true(lines.count > 5);
	assert_string_equal(text_of(f, &lines), visible(f, shaped->text));
	for (int i = 0; i < lines.count; i++) {
		const struct line *line = &lines.items[i];
		check_runs(f, line);
		if (line->width > measure.width + PT(0.05))
			fail_msg("%s line %d is %.2f pt too wide", sample->lang, i + 1,
					 TO_PT(line->width - measure.width));
		if (measure.justify && i + 1 < lines.count && line->width < measure.width - PT(0.05))
			fail_msg("%s line %d is %.2f pt too narrow", sample->lang, i + 1,
					 TO_PT(measure.width - line->width));
		assert_int_equal(line->ascent + line->descent, shaped->style.leading);
		assert_false(line->hyphenated && !measure.hyphenate);
	}
	g_hash_table_destroy(f->setting.reported);
	f->setting.reported = NULL;
}

static void justified_lines_fill_the_measure_and_keep_the_text(void **state)
{
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		check_sample(*state, &samples[i], (struct measure){MM(130), true, true});
}

static void ragged_lines_fit_and_keep_the_text(void **state)
{
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		check_sample(f, &samples[i], (struct measure){MM(70), false, false});
	set_leaflet(f, "en");
	struct shaped *shaped = shape_leaflet(f, repeated(f, english, 4));
	struct lines lines = paragraph_lines(&f->setting, shaped, (struct measure){.width = MM(60)});
	int sum = 0, natural = paragraph_natural(shaped);
	for (int i = 0; i < lines.count; i++) {
		assert_true(lines.items[i].ratio == 0);
		sum += lines.items[i].width;
	}
	assert_true(sum <= natural && sum > natural * 9 / 10);
}

static void right_to_left_lines_begin_at_the_right(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "ar");
	struct shaped *shaped = shape_leaflet(f, repeated(f, arabic, 6));
	struct lines lines = paragraph_lines(&f->setting, shaped, (struct measure){.width = MM(130)});
	assert_true(shaped->rtl);
	for (int i = 0; i < lines.count; i++) {
		const struct line *line = &lines.items[i];
		const struct run *first = line_runs(f->arena, line);
		const struct run *runs = first;
		for (int k = 1; k < line->count; k++)
			if (runs[k].glyphs->item->offset < first->glyphs->item->offset)
				first = &runs[k];
		int right = first->x + first->width;
		/* A phone number or a code may stand at the beginning in several runs. */
		bool latin = !(first->glyphs->item->analysis.level & 1);
		if (!latin && abs(right - line->width) > PT(0.1))
			fail_msg("line %d begins %.1f pt from the right", i + 1, TO_PT(line->width - right));
	}
}

static void an_isolate_stands_from_left_to_right(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "he");
	struct shaped *shaped = shape_leaflet(f, hebrew);
	struct lines lines = paragraph_lines(&f->setting, shaped, (struct measure){.width = MM(170)});
	assert_int_equal(lines.count, 1);
	struct buf buf = {.arena = f->arena};
	const struct run *runs = line_runs(f->arena, &lines.items[0]);
	for (int i = 0; i < lines.items[0].count; i++) {
		const PangoItem *item = runs[i].glyphs->item;
		if (!(item->analysis.level & 1))
			buf_add(&buf, runs[i].text + item->offset, (size_t)item->length);
	}
	const char *seen = buf_chars(&buf);
	assert_non_null(strstr(seen, "+44 20 7946 0958"));
	assert_non_null(strstr(seen, "KET-001"));
	/* The code comes later in the text and stands further to the left. */
	assert_true(strstr(seen, "KET-001") < strstr(seen, "+44"));
}

static void a_break_ends_a_line_that_is_not_stretched(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	struct shaped *shaped = shape_leaflet(f, "Two short\\\nlines of text");
	struct lines lines =
		paragraph_lines(&f->setting, shaped, (struct measure){MM(130), true, true});
	assert_int_equal(lines.count, 2);
	assert_true(lines.items[0].width < MM(40));
	assert_string_equal(text_of(f, &lines), "Two shortlines of text");
	assert_int_equal(f->diag->errors, 0);
}

static void a_break_needs_no_glyph_in_any_script(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[][2] = {{"ar", "سطران هما\\\nفقرة"},
										   {"hi", "दो\\\nपंक्तियाँ"},
										   {"zh-Hans", "两行\\\n是一段"},
										   {"he", "שתי\\\nשורות"}};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		set_leaflet(f, texts[i][0]);
		struct shaped *shaped = shape_leaflet(f, texts[i][1]);
		struct lines lines =
			paragraph_lines(&f->setting, shaped, (struct measure){.width = MM(130)});
		assert_int_equal(lines.count, 2);
		assert_int_equal(f->diag->errors, 0);
		g_hash_table_destroy(f->setting.reported);
		f->setting.reported = NULL;
	}
}

static void nothing_gives_no_line(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	struct shaped *shaped = shape_text(&f->setting, f->arena, "", "en", ROLE_BODY, NULL);
	assert_int_equal(paragraph_lines(&f->setting, shaped, (struct measure){.width = PT(9)}).count,
					 0);
	assert_int_equal(paragraph_natural(shaped), 0);
	assert_int_equal(paragraph_smallest(shaped), 0);
}

static void a_word_without_end_is_split_and_told(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	struct shaped *shaped = shape_leaflet(f, repeated(f, "MWMWMWMWMW", 20));
	struct lines lines = paragraph_lines(&f->setting, shaped, (struct measure){MM(50), true, true});
	assert_true(lines.count > 5);
	for (int i = 0; i < lines.count; i++)
		assert_true(lines.items[i].width <= MM(50) + 1);
	assert_string_equal(text_of(f, &lines), shaped->text);
	assert_int_equal(f->diag->warnings, 1);
	assert_int_equal(f->diag->errors, 0);
	assert_int_equal(f->diag->first->pos.line, 1);
	lines = paragraph_lines(&f->setting, shaped, (struct measure){PT(3), true, true});
	assert_true(f->diag->errors > 0);
}

/* The message names the word, without the sign of an isolate, and the edition with its language. */
static void a_split_word_is_named(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "fa");
	f->edition.theme = theme_edition(f->edition.theme, EDITION_LARGE);
	struct shaped *shaped = shape_leaflet(f, "کد `Llanfairpwllgwyngyllgogerychwyrndrobwll` است");
	paragraph_lines(&f->setting, shaped, (struct measure){MM(30), false, false});
	assert_int_equal(f->diag->warnings, 1);
	assert_string_equal(
		f->diag->first->text,
		"the word \"Llanfairpwllgwyngyllgogerychwy…\" is wider than its line in the "
		"large edition in \"fa\" and was split without a hyphen: shorten it or put a "
		"space into it");
}

/* What is kept together and is too wide parts at its spaces, of which none ends a line. */
static void what_is_kept_together_parts_at_its_spaces(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "fa");
	struct shaped *shaped = shape_leaflet(f, "تلفن +44 20 7946 0958 است");
	struct measure measure = {MM(15), false, false};
	struct lines lines = paragraph_lines(&f->setting, shaped, measure);
	if (f->diag->first)
		fail_msg("%s", diag_line(f->arena, f->diag->first));
	assert_true(lines.count > 2);
	assert_string_equal(text_of(f, &lines), visible(f, shaped->text));
	for (int i = 0; i < lines.count; i++)
		assert_true(lines.items[i].width <= measure.width);
}

/* A name between other words has no box of its own: its words part as others. */
static void words_of_a_name_part(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "fa");
	struct node *root = read_document(f, "fa", "بازبینی: x");
	struct node *name = doc_node(f->arena, NODE_ISOLATE, root->pos);
	doc_append(name, doc_text(f->arena, root->pos, "Dr James Whitlock, surgeon"));
	doc_append(root->child->child, name);
	struct shaped *shaped = shape_block(&f->setting, f->arena, root->child->child, ROLE_BODY);
	const char *whitlock = strstr(shaped->text, "Whitlock"), *james = strstr(shaped->text, "James");
	assert_true(shaped->attrs[g_utf8_pointer_to_offset(shaped->text, whitlock)].is_line_break);
	assert_true(shaped->attrs[g_utf8_pointer_to_offset(shaped->text, james)].is_line_break);
}

static void a_missing_glyph_is_told_with_its_place(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	shape_leaflet(f, "Fine.\nThen ᚠ and ᚠ again");
	assert_int_equal(f->diag->errors, 1);
	assert_non_null(strstr(f->diag->first->text, "U+16A0"));
	assert_string_equal(f->diag->first->pos.file, "x/a.md");
}

static void words_have_a_smallest_and_a_natural_width(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	struct shaped *shaped = shape_leaflet(f, "a internationally b");
	int natural = paragraph_natural(shaped), smallest = paragraph_smallest(shaped);
	struct lines lines = paragraph_lines(&f->setting, shaped, (struct measure){.width = natural});
	assert_int_equal(lines.count, 1);
	assert_int_equal(lines.items[0].width, natural);
	assert_true(smallest < natural && smallest > natural / 2);
	lines = paragraph_lines(&f->setting, shaped, (struct measure){.width = smallest});
	assert_int_equal(lines.count, 3);
	assert_int_equal(f->diag->warnings, 0);
}

/* Pages */

/* Sections whose paragraphs have one to nine lines, with lists, a callout and a footnote here and
 * there. */
static const char *long_text(struct fixture *f)
{
	static const char words[] =
		"Some words that fill a line of the page, and then some more of them. ";
	struct buf buf = {.arena = f->arena};
	for (int i = 1; i <= 60; i++) {
		buf_fmt(&buf, "%s Heading %d\n\n", i % 3 == 1 ? "##" : "###", i);
		for (int k = 0; k <= i % 4; k++) {
			for (int n = 0; n <= (i * 7 + k * 5) % 11; n++)
				buf_puts(&buf, words);
			if (i % 5 == 0 && k == 0)
				buf_fmt(&buf, "A note.[^n%d]", i);
			buf_puts(&buf, "\n\n");
		}
		if (i % 7 == 0)
			buf_fmt(&buf, "> [!NOTE]\n> %s%s\n\n- one\n- two\n- three\n\n", words, words);
	}
	for (int i = 5; i <= 60; i += 5)
		buf_fmt(&buf, "[^n%d]: The text of note %d. %s\n\n", i, i, words);
	return buf_chars(&buf);
}

static struct pages *set_pages(struct fixture *f, const char *text)
{
	f->edition.document = read_document(f, f->edition.lang, text);
	struct pages *pages = typeset(f->arena, f->diag, opened().fonts, &f->edition);
	if (!pages)
		fail_msg("%s", diag_line(f->arena, f->diag->first));
	return pages;
}

/* Whether a mark is a line of the column: not of a footnote, not of the furniture. */
static bool in_column(const struct mark *mark)
{
	return mark->kind == MARK_LINE && mark->role == MARK_CONTENT && mark->node &&
		   !doc_ancestor(mark->node, NODE_NOTE);
}

static void no_line_of_a_paragraph_stands_alone(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	struct pages *pages = set_pages(f, long_text(f));
	assert_true(pages->count > 8);
	int broken = 0;
	const struct node *root = f->edition.document;
	for (const struct node *n = root; n; n = doc_next(n, root)) {
		if (n->kind != NODE_PARAGRAPH || doc_ancestor(n, NODE_NOTE))
			continue;
		int first = -1, last = -1, on_first = 0, on_last = 0, lines = 0;
		for (int p = 0; p < pages->count; p++) {
			int here = 0;
			for (int i = 0; i < pages->items[p].count; i++)
				here += in_column(&pages->items[p].marks[i]) && pages->items[p].marks[i].node == n;
			if (here && first < 0) {
				first = p;
				on_first = here;
			}
			if (here) {
				last = p;
				on_last = here;
			}
			lines += here;
		}
		assert_true(lines > 0);
		if (first == last)
			continue;
		broken++;
		if (on_first < 2 || on_last < 2)
			fail_msg("the paragraph at line %d has %d lines on page %d and %d on page %d",
					 n->pos.line, on_first, first + 1, on_last, last + 1);
	}
	assert_true(broken > 2);
}

static void a_heading_is_never_the_last_on_a_page(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	struct pages *pages = set_pages(f, long_text(f));
	for (int p = 0; p < pages->count; p++) {
		const struct node *last = NULL;
		for (int i = 0; i < pages->items[p].count; i++)
			if (in_column(&pages->items[p].marks[i]))
				last = pages->items[p].marks[i].node;
		assert_non_null(last);
		if (last->kind == NODE_HEADING)
			fail_msg("page %d ends with \"%s\"", p + 1, doc_plain(f->arena, last));
	}
}

/* A notice before text that is not translated, wherever on the page it comes to stand. */
static void what_leads_stands_with_what_follows(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	for (int before = 20; before < 50; before++) {
		struct buf text = {.arena = f->arena};
		for (int i = 0; i < 80; i++)
			buf_puts(&text, i == before ? "> [!NOTE]\n> Notice.\n\n" : "Words.\n\n");
		f->edition.document = read_document(f, f->edition.lang, buf_chars(&text));
		struct node *callout = f->edition.document->child->child;
		while (callout->kind != NODE_CALLOUT)
			callout = callout->next;
		callout->u.callout.leads = true;
		struct pages *pages = typeset(f->arena, f->diag, opened().fonts, &f->edition);
		assert_non_null(pages);
		for (int p = 0; p < pages->count; p++) {
			bool notice = false, end = false;
			for (int i = 0; i < pages->items[p].count; i++) {
				const struct mark *mark = &pages->items[p].marks[i];
				notice = notice || (in_column(mark) && mark->node->parent == callout);
				end = end || (in_column(mark) && mark->node == callout->next);
			}
			assert_true(notice == end);
		}
	}
}

static void all_lines_stand_in_the_text_area_and_in_order(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	struct pages *pages = set_pages(f, long_text(f));
	const struct page_geometry *page = &f->edition.theme->pages[PAPER_A4];
	const struct node *root = f->edition.document, *at = root;
	int left = page->start + page->column + page->gutter;
	/* a tight page may be half a line longer */
	int bottom = page->height - page->foot + f->edition.theme->grid / 2;
	for (int p = 0; p < pages->count; p++) {
		int y = 0;
		for (int i = 0; i < pages->items[p].count; i++) {
			const struct mark *mark = &pages->items[p].marks[i];
			if (mark->kind != MARK_LINE || mark->role != MARK_CONTENT)
				continue;
			assert_true(mark->y - mark->line->ascent >= page->top - 1);
			assert_true(mark->y + mark->line->descent <= bottom + 1);
			assert_true(mark->x >= left - PT(3));
			assert_true(mark->x + mark->line->width <= left + page->measure + PT(3));
			if (!in_column(mark))
				continue;
			assert_true(mark->y > y);
			y = mark->y;
			while (at && at != mark->node)
				at = doc_next(at, root);
			assert_non_null(at);
		}
	}
}

static int page_of(const struct pages *pages, const struct node *node)
{
	for (int i = 0; i < pages->place_count; i++)
		if (pages->places[i].node == node)
			return pages->places[i].page;
	return -1;
}

static void a_footnote_stands_on_the_page_of_its_mark(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	struct pages *pages = set_pages(f, long_text(f));
	const struct node *root = f->edition.document;
	int found = 0;
	for (const struct node *n = root; n; n = doc_next(n, root)) {
		if (n->kind != NODE_NOTE_MARK)
			continue;
		found++;
		int page = page_of(pages, n), times = 0;
		assert_true(page >= 0);
		assert_int_equal(page_of(pages, n->u.note_mark.note), page);
		for (int p = 0; p < pages->count; p++)
			for (int i = 0; i < pages->items[p].count; i++) {
				const struct mark *mark = &pages->items[p].marks[i];
				bool its = mark->role == MARK_LABEL && mark->node == n->u.note_mark.note;
				times += its;
				assert_true(!its || p == page);
			}
		assert_int_equal(times, 1);
	}
	assert_int_equal(found, 12);
}

static void a_table_head_is_repeated(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	struct buf buf = {.arena = f->arena};
	buf_puts(&buf, "Before.\n\n| Day | Dose |\n|---|--:|\n");
	for (int i = 0; i < 150; i++)
		buf_fmt(&buf, "| Day %d | %d mg |\n", i, i * 5);
	struct pages *pages = set_pages(f, buf_chars(&buf));
	assert_true(pages->count >= 3);
	int rows = 0;
	for (int p = 0; p < pages->count; p++) {
		int repeats = 0, cells = 0, head = 0;
		for (int i = 0; i < pages->items[p].count; i++) {
			const struct mark *mark = &pages->items[p].marks[i];
			if (mark->kind != MARK_LINE)
				continue;
			repeats += mark->role == MARK_REPEAT;
			assert_true(mark->role != MARK_REPEAT || !mark->node);
			bool cell = mark->role == MARK_CONTENT && mark->node && mark->node->kind == NODE_CELL;
			head += cell && mark->node->u.cell.head;
			cells += cell && !mark->node->u.cell.head;
		}
		assert_int_equal(head, p == 0 ? 2 : 0);
		assert_int_equal(repeats, p > 0 && cells > 0 ? 2 : 0);
		assert_int_equal(cells % 2, 0);
		rows += cells / 2;
	}
	assert_int_equal(rows, 150);
}

/* So is that above what is left of a row. */
static void a_table_head_is_repeated_within_a_row(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	const char *words = repeated(f, "Words that fill a cell of a table. ", 400);
	struct pages *pages = set_pages(
		f, str_fmt(f->arena, "| Day | Dose |\n|---|---|\n| 1 | %s |\n| 2 | less |\n", words));
	assert_true(pages->count >= 2);
	for (int p = 0; p < pages->count; p++) {
		int repeats = 0, cells = 0;
		for (int i = 0; i < pages->items[p].count; i++) {
			const struct mark *mark = &pages->items[p].marks[i];
			repeats += mark->role == MARK_REPEAT;
			cells += mark->role == MARK_CONTENT && mark->node && mark->node->kind == NODE_CELL;
		}
		assert_int_equal(repeats, p > 0 && cells > 0 ? 2 : 0);
	}
}

static void an_endless_footnote_is_told_or_set(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "en");
	struct buf buf = {.arena = f->arena};
	buf_fmt(&buf, "A note.[^n]\n\n[^n]: %s\n", repeated(f, english, 60));
	f->edition.document = read_document(f, f->edition.lang, buf_chars(&buf));
	struct pages *pages = typeset(f->arena, f->diag, opened().fonts, &f->edition);
	/* Whatever does not fit the page is an error, never lost in silence. */
	assert_true(pages || f->diag->errors > 0);
	for (int p = 0; pages && p < pages->count; p++)
		for (int i = 0; i < pages->items[p].count; i++)
			assert_true(pages->items[p].marks[i].y > 0);
}

static void pages_of_right_to_left_text_are_mirrored(void **state)
{
	struct fixture *f = *state;
	set_leaflet(f, "ar");
	struct buf buf = {.arena = f->arena};
	buf_fmt(&buf, "%s\n\n- %s\n\n> [!NOTE]\n> %s\n", arabic, arabic, arabic);
	struct pages *pages = set_pages(f, buf_chars(&buf));
	const struct page_geometry *page = &f->edition.theme->pages[PAPER_A4];
	int labels = 0, bars = 0;
	for (int i = 0; i < pages->items[0].count; i++) {
		const struct mark *mark = &pages->items[0].marks[i];
		if (mark->role == MARK_CONTENT && mark->kind == MARK_LINE) {
			assert_true(mark->x >= page->end - PT(0.05));
			assert_true(mark->x + mark->line->width <= page->end + page->measure + PT(0.05));
		}
		if (mark->role == MARK_LABEL && mark->node->kind == NODE_ITEM) {
			assert_true(mark->x > page->end + page->measure - f->edition.theme->indent);
			labels++;
		}
		if (mark->role == MARK_LAYOUT && mark->kind == MARK_RECT && mark->width == MM(2)) {
			assert_int_equal(mark->x + mark->width, page->end + page->measure);
			bars++;
		}
	}
	assert_int_equal(labels, 1);
	assert_int_equal(bars, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* Sets so many paragraphs; returns the bytes that are kept of their pages, *pages of them. */
static size_t kept_of(struct fixture *f, const char *text, int paragraphs, int *pages)
{
	const char *paragraph = str_fmt(f->arena, "%s\n\n", repeated(f, text, 3));
	const char *all = repeated(f, paragraph, paragraphs);
	f->edition.document = read_document(f, f->edition.lang, all);
	size_t before = arena_used(f->arena);
	*pages = typeset(f->arena, f->diag, opened().fonts, &f->edition)->count;
	return arena_used(f->arena) - before;
}

/* What is kept grows with the pages, by no more than 20 kB for each in text of many pieces. */
static void pages_are_kept_in_little_memory(void **state)
{
	struct fixture *f = *state;
	int few, many;
	set_leaflet(f, "en");
	size_t first = kept_of(f, english, 60, &few);
	size_t more = kept_of(f, english, 180, &many) - first;
	assert_true(many > few + 4);
	if (more > (size_t)(many - few) * 20000)
		fail_msg("%zu bytes a page", more / (size_t)(many - few));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(justified_lines_fill_the_measure_and_keep_the_text),
		TEST(ragged_lines_fit_and_keep_the_text),
		TEST(right_to_left_lines_begin_at_the_right),
		TEST(an_isolate_stands_from_left_to_right),
		TEST(a_break_ends_a_line_that_is_not_stretched),
		TEST(a_break_needs_no_glyph_in_any_script),
		TEST(nothing_gives_no_line),
		TEST(a_word_without_end_is_split_and_told),
		TEST(a_split_word_is_named),
		TEST(what_is_kept_together_parts_at_its_spaces),
		TEST(words_of_a_name_part),
		TEST(a_missing_glyph_is_told_with_its_place),
		TEST(words_have_a_smallest_and_a_natural_width),
		TEST(no_line_of_a_paragraph_stands_alone),
		TEST(a_heading_is_never_the_last_on_a_page),
		TEST(what_leads_stands_with_what_follows),
		TEST(all_lines_stand_in_the_text_area_and_in_order),
		TEST(a_footnote_stands_on_the_page_of_its_mark),
		TEST(a_table_head_is_repeated),
		TEST(a_table_head_is_repeated_within_a_row),
		TEST(an_endless_footnote_is_told_or_set),
		TEST(pages_of_right_to_left_text_are_mirrored),
		TEST(pages_are_kept_in_little_memory),
	};
	return cmocka_run_group_tests(tests, NULL, close_faces);
}
