/* The title block, the draft stamp and the running head, in every language and edition; where the
 * pages that follow begin and end. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/units.h"
#include "document/frame.h"
#include "document/language_name.h"
#include "read/markdown.h"
#include "typeset/page.h"

static const char *const languages[] = {
	"es", "fr", "de", "it", "pt-BR", "pl", "ro", "ru",      "uk",      "tr", "vi", "ar",
	"fa", "ur", "he", "hi", "pa",    "bn", "ja", "zh-Hans", "zh-Hant", "ko", "th",
};

static const enum edition_kind kinds[] = {EDITION_STANDARD, EDITION_CLEAR, EDITION_LARGE,
										  EDITION_BILINGUAL, EDITION_BOOKLET};

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct fonts *fonts;
	struct theme *theme;
	struct handout handout;
	struct edition edition;
};

static int setup(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);
	const char *out = getenv("OUT");
	out = out ? out : "out";
	*f = (struct fixture){
		.arena = arena,
		.diag = diag_new(arena),
		.handout = {.dir = "x",
					.root = "x",
					.file = "x/handout.yaml",
					.title = "Medicines For Depression",
					.language = "en",
					.code = "KET-001",
					.version = "1.0",
					.clinic = {.name = "Demonstration Clinic", .country = "GB"}},
	};
	f->fonts = fonts_open(arena, f->diag, path_join(arena, out, "fonts"));
	f->theme = theme_read(arena, f->diag, "content/theme.yaml", &f->handout.clinic);
	*state = f;
	return f->fonts && f->theme ? 0 : -1;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

static struct node *add_part(struct fixture *f, struct node *root, enum part_kind kind,
							 const char *text)
{
	struct part *part = ARENA_NEW(f->arena, struct part);
	*part = (struct part){.kind = kind, .file = "a.md", .path = "x/a.md"};
	struct node *read = markdown_read(f->arena, f->diag, &f->handout, part, str_of(text));
	if (!read)
		fail_msg("%s", diag_line(f->arena, f->diag->last));
	doc_append(root, read);
	return read;
}

static struct node *start(struct fixture *f, const char *lang, enum edition_kind kind)
{
	const char *out = getenv("OUT");
	f->edition = (struct edition){
		.handout = &f->handout,
		.theme = theme_edition(f->theme, kind),
		.locale = locale_find(lang),
		.lang = lang,
		.strings =
			strings_read(f->arena, f->diag, (struct strings_dirs){NULL, "content/strings"}, lang),
		.title = "Ketamin 2026",
		.kind = kind,
		.draft = true,
		.hyphenation = path_join(f->arena, out ? out : "out", "share/hyphenation"),
	};
	assert_non_null(f->edition.theme);
	assert_non_null(f->edition.strings);
	struct node *root = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x/handout.yaml"));
	root->lang = lang;
	return root;
}

static struct pages *set(struct fixture *f, struct node *root)
{
	frame_add(f->arena, root, &f->edition);
	frame_isolate(f->arena, root, f->edition.locale);
	f->edition.document = root;
	struct pages *pages = typeset(f->arena, f->diag, f->fonts, &f->edition);
	if (!pages)
		fail_msg("%s", diag_line(f->arena, f->diag->last));
	return pages;
}

/* So many paragraphs of 30 short words, which all faces have. */
static const char *paragraphs(struct fixture *f, int count)
{
	struct buf text = {.arena = f->arena};
	for (int i = 0; i < count; i++) {
		for (int k = 0; k < 30; k++)
			buf_puts(&text, k ? " ketamin" : "Ketamin");
		buf_puts(&text, "\n\n");
	}
	return buf_chars(&text);
}

static struct pages *set_draft(struct fixture *f, const char *lang, enum edition_kind kind)
{
	struct node *root = start(f, lang, kind);
	add_part(f, root, PART_ARTICLE, paragraphs(f, 16));
	return set(f, root);
}

static bool has_use(const struct mark *mark, enum paragraph_use use)
{
	return mark->line && mark->role == MARK_CONTENT && mark->node->kind == NODE_PARAGRAPH &&
		   mark->node->u.paragraph.use == use;
}

static bool holds(const struct mark *frame, const struct mark *line)
{
	return line->y - line->line->ascent >= frame->y &&
		   line->y + line->line->descent <= frame->y + frame->height && line->x >= frame->x &&
		   line->x + line->line->width <= frame->x + frame->width;
}

/* The only frame on the page, which holds lines, in the text or in the head. */
static const struct mark *only_frame(const struct page *page, bool in_head)
{
	const struct mark *frame = NULL;
	int held = 0;
	for (int i = 0; i < page->count; i++) {
		const struct mark *mark = &page->marks[i];
		if (mark->kind != MARK_FRAME)
			continue;
		assert_null(frame);
		frame = mark;
	}
	assert_non_null(frame);
	assert_int_equal(frame->role, in_head ? MARK_HEADER : MARK_LAYOUT);
	for (int i = 0; i < page->count; i++)
		if (page->marks[i].line && holds(frame, &page->marks[i])) {
			assert_true(in_head || has_use(&page->marks[i], USE_STAMP));
			held++;
		}
	assert_in_range(held, 1, 4);
	return frame;
}

static void every_page_has_the_stamp_once(void **state)
{
	struct fixture *f = *state;
	for (size_t l = 0; l < G_N_ELEMENTS(languages); l++)
		for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
			struct pages *pages = set_draft(f, languages[l], kinds[k]);
			assert_true(pages->count > 1);
			for (int p = 0; p < pages->count; p++) {
				const struct page *page = &pages->items[p];
				only_frame(page, p > 0);
				for (int i = 0; p > 0 && i < page->count; i++) {
					assert_false(has_use(&page->marks[i], USE_STAMP));
					assert_false(has_use(&page->marks[i], USE_LANGUAGE));
				}
			}
		}
}

/* The text of a line, in the order of its runs. */
static const char *words(struct fixture *f, const struct line *line)
{
	struct buf buf = {.arena = f->arena};
	const struct run *runs = line_runs(f->arena, line);
	for (int i = 0; i < line->count; i++)
		buf_add(&buf, runs[i].text + runs[i].glyphs->item->offset,
				(size_t)runs[i].glyphs->item->length);
	return g_strstrip(str_copy(f->arena, buf_chars(&buf)));
}

static void no_line_begins_or_ends_with_what_parts_two_pieces(void **state)
{
	struct fixture *f = *state;
	for (size_t l = 0; l < G_N_ELEMENTS(languages); l++)
		for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
			struct pages *pages = set_draft(f, languages[l], kinds[k]);
			for (int p = 0; p < 2; p++)
				for (int i = 0; i < pages->items[p].count; i++) {
					const struct mark *mark = &pages->items[p].marks[i];
					if (!mark->line)
						continue;
					const char *text = words(f, mark->line);
					assert_false(g_str_has_prefix(text, "·") || g_str_has_prefix(text, "•"));
					assert_false(g_str_has_suffix(text, "·") || g_str_has_suffix(text, "•"));
				}
		}
}

static bool same_face(const struct run *a, const struct run *b)
{
	return a->glyphs->item->analysis.font == b->glyphs->item->analysis.font;
}

/* Round the English name of a language: one face, however the text runs. */
static void brackets_are_a_pair(void **state)
{
	static const char *const samples[] = {"ar", "fa", "ur", "he", "hi", "th", "zh-Hans"};
	struct fixture *f = *state;
	for (size_t l = 0; l < G_N_ELEMENTS(samples); l++) {
		struct pages *pages = set_draft(f, samples[l], EDITION_STANDARD);
		int pairs = 0;
		for (int p = 0; p < 2; p++)
			for (int i = 0; i < pages->items[p].count; i++) {
				const struct line *line = pages->items[p].marks[i].line;
				const struct run *runs = line ? line_runs(f->arena, line) : NULL;
				const struct run *open = NULL, *close = NULL;
				for (int r = 0; line && r < line->count; r++) {
					const PangoItem *item = runs[r].glyphs->item;
					const char *text = runs[r].text + item->offset;
					open = memchr(text, '(', (size_t)item->length) ? &runs[r] : open;
					close = memchr(text, ')', (size_t)item->length) ? &runs[r] : close;
				}
				if (!open && !close)
					continue;
				assert_true(open && close && same_face(open, close));
				pairs++;
			}
		assert_int_equal(pairs, 2);
	}
}

static void names_with_brackets_get_no_more(void **state)
{
	struct fixture *f = *state;
	const struct {
		const char *lang, *in, *expected;
	} names[] = {
		{"es", "en", "(Spanish)"},
		{"pt-BR", "en", "– Brazilian Portuguese"},
		{"en", "en", ""},
		{"he", "de", "(Hebräisch)"},
		{"pt-BR", "fr", "– portugais brésilien"},
		{"zh-Hans", "de", "– Chinesisch (vereinfacht)"},
		{"fr", "fr", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct locale *locale = locale_find(names[i].lang);
		struct edition edition = {
			.locale = locale,
			.staff_name = language_name(f->arena, locale, names[i].in),
		};
		assert_string_equal(frame_staff_name(f->arena, &edition), names[i].expected);
	}
}

/* In the standard edition, in every language. */
static void the_stamp_stands_beside_the_running_head(void **state)
{
	struct fixture *f = *state;
	for (size_t l = 0; l < G_N_ELEMENTS(languages); l++) {
		struct pages *pages = set_draft(f, languages[l], EDITION_STANDARD);
		const struct page *page = &pages->items[1];
		const struct mark *frame = only_frame(page, true);
		int beside = 0;
		for (int i = 0; i < page->count; i++) {
			const struct mark *mark = &page->marks[i];
			if (!mark->line || mark->role != MARK_HEADER || holds(frame, mark))
				continue;
			int middle = mark->y + (mark->line->descent - mark->line->ascent) / 2;
			assert_in_range(middle, frame->y, frame->y + frame->height);
			assert_true(mark->x + mark->line->width <= frame->x ||
						mark->x >= frame->x + frame->width);
			beside++;
		}
		assert_in_range(beside, 1, 2);
	}
}

/* It has no running head that would need room. */
static void the_first_page_begins_at_the_top(void **state)
{
	struct fixture *f = *state;
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
		struct pages *pages = set_draft(f, "ur", kinds[k]);
		const struct mark *first = &pages->items[0].marks[0];
		int room = first->y - first->line->ascent - f->edition.theme->pages[0].top;
		assert_in_range(room + PT(1), 0, PT(2));
	}
}

static const struct mark *find_heading(const struct page *page, const char *words)
{
	for (int i = 0; i < page->count; i++) {
		const struct mark *mark = &page->marks[i];
		if (mark->line && mark->role == MARK_CONTENT && mark->node->kind == NODE_HEADING &&
			strcmp(mark->node->child->u.text.text, words) == 0)
			return mark;
	}
	fail_msg("no heading %s", words);
	return NULL;
}

static void a_heading_is_near_to_the_one_above(void **state)
{
	struct fixture *f = *state;
	struct node *root = start(f, "es", EDITION_STANDARD);
	add_part(f, root, PART_ARTICLE, "## Ketamin\n\n### Dosis\n\nKetamin.\n\n### Tid\n\nKetamin.\n");
	const struct page *page = &set(f, root)->items[0];
	int above = find_heading(page, "Ketamin")->y, y = find_heading(page, "Dosis")->y;
	int tid = find_heading(page, "Tid")->y;
	struct style section = f->edition.theme->styles[ROLE_SECTION];
	struct style below = f->edition.theme->styles[ROLE_SUBSECTION];
	assert_in_range(y - above, below.leading, below.leading + section.after + PT(8));
	/* a line of text stands between these */
	assert_true(tid - y >= 2 * below.leading + below.before);
}

/* Wherever the list comes, its heading and all items are on one page. */
static void a_short_list_of_references_stays_together(void **state)
{
	static const char list[] =
		"1. Ketamin ketamin ketamin ketamin ketamin ketamin ketamin ketamin ketamin ketamin "
		"ketamin ketamin ketamin ketamin ketamin.\n2. Ketamin.\n3. Ketamin.\n4. Ketamin.\n";
	struct fixture *f = *state;
	for (int count = 8; count < 16; count++) {
		struct node *root = start(f, "es", EDITION_STANDARD);
		add_part(f, root, PART_ARTICLE, paragraphs(f, count));
		struct node *part = add_part(f, root, PART_REFERENCES, list);
		struct pages *pages = set(f, root);
		int on = -1, lines = 0;
		for (int p = 0; p < pages->count; p++)
			for (int i = 0; i < pages->items[p].count; i++) {
				const struct mark *mark = &pages->items[p].marks[i];
				if (mark->role != MARK_CONTENT || doc_ancestor(mark->node, NODE_PART) != part)
					continue;
				assert_true(on < 0 || on == p);
				on = p;
				lines++;
			}
		assert_true(lines >= 5);
	}
}

/* Whether any line of the text is set flush. */
static bool is_justified(struct fixture *f, const char *lang, enum edition_kind kind)
{
	struct pages *pages = set_draft(f, lang, kind);
	bool flush = false;
	for (int i = 0; i < pages->items[0].count; i++) {
		const struct mark *mark = &pages->items[0].marks[i];
		flush = flush || (has_use(mark, USE_BODY) && mark->line->ratio != 0);
	}
	return flush;
}

static void narrow_text_without_hyphens_is_ragged(void **state)
{
	struct fixture *f = *state;
	assert_false(is_justified(f, "vi", EDITION_BILINGUAL));
	assert_true(is_justified(f, "tr", EDITION_BOOKLET));
	assert_true(is_justified(f, "vi", EDITION_BOOKLET));
	assert_true(is_justified(f, "de", EDITION_BOOKLET));
	assert_true(is_justified(f, "ar", EDITION_STANDARD));
}

/* A clinic that fills the imprint. */
static void open_clinic(struct fixture *f)
{
	f->handout.clinic.address = "1 Example Street, Exampletown";
	f->handout.clinic.phone = f->handout.clinic.out_of_hours = "+44 20 7946 0958";
	f->handout.clinic.hours.own = "Monday 9 to 12\nTuesday 9 to 12\nFriday 9 to 12\nSunday 9 to 12";
	f->handout.clinic.web = "https://clinic.example.org";
	f->handout.clinic.email = "post@clinic.example.org";
}

/* At whatever height the text ends, some of it stands with the imprint. */
static void the_imprint_is_never_alone_on_a_page(void **state)
{
	struct fixture *f = *state;
	int followed = 0;
	open_clinic(f);
	f->handout.evidence = g_strdelimit(str_copy(f->arena, paragraphs(f, 4)), "\n", ' ');
	for (int count = 10; count < 34; count++) {
		struct node *root = start(f, "en", EDITION_STANDARD);
		add_part(f, root, PART_ARTICLE, paragraphs(f, count));
		const struct pages *pages = set(f, root);
		const struct page *last = &pages->items[pages->count - 1];
		bool text = false, imprint = false;
		for (int i = 0; i < last->count; i++) {
			text = text || has_use(&last->marks[i], USE_BODY);
			imprint = imprint || has_use(&last->marks[i], USE_IMPRINT);
		}
		assert_true(text && imprint);
		followed += pages->count > 1;
	}
	assert_true(followed > 10);
}

/* At whatever height the text ends, an imprint that must part leaves a good part for the last page,
 * not the QR code alone. */
static void the_end_of_a_long_imprint_has_company(void **state)
{
	struct fixture *f = *state;
	int parted = 0;
	open_clinic(f);
	f->handout.online = "https://clinic.example.org/{code}";
	for (int count = 4; count < 16; count++) {
		struct node *root = start(f, "hi", EDITION_LARGE);
		add_part(f, root, PART_ARTICLE, paragraphs(f, count));
		const struct pages *pages = set(f, root);
		int lines[2] = {0};
		assert_true(pages->count >= 2);
		for (int k = 0; k < 2; k++) {
			const struct page *page = &pages->items[pages->count - 2 + k];
			for (int i = 0; i < page->count; i++)
				lines[k] += has_use(&page->marks[i], USE_IMPRINT);
		}
		assert_true(!lines[0] || lines[1] >= 6);
		parted += lines[0] > 0;
	}
	assert_true(parted > 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_page_has_the_stamp_once, setup, teardown),
		cmocka_unit_test_setup_teardown(no_line_begins_or_ends_with_what_parts_two_pieces, setup,
										teardown),
		cmocka_unit_test_setup_teardown(brackets_are_a_pair, setup, teardown),
		cmocka_unit_test_setup_teardown(names_with_brackets_get_no_more, setup, teardown),
		cmocka_unit_test_setup_teardown(the_stamp_stands_beside_the_running_head, setup, teardown),
		cmocka_unit_test_setup_teardown(the_first_page_begins_at_the_top, setup, teardown),
		cmocka_unit_test_setup_teardown(a_heading_is_near_to_the_one_above, setup, teardown),
		cmocka_unit_test_setup_teardown(a_short_list_of_references_stays_together, setup, teardown),
		cmocka_unit_test_setup_teardown(narrow_text_without_hyphens_is_ragged, setup, teardown),
		cmocka_unit_test_setup_teardown(the_imprint_is_never_alone_on_a_page, setup, teardown),
		cmocka_unit_test_setup_teardown(the_end_of_a_long_imprint_has_company, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
