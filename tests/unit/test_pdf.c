/* PDFs from pages made by hand: structure, links, metadata, the same bytes; and what must fail. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include <hb.h>
#include <pango/pangocairo.h>
#include <qpdf/qpdf-c.h>

#include "base/str.h"
#include "base/units.h"
#include "pdf/pdf.h"
#include "pdf/reading.h"

#define MAX_MARKS 400
#define LEFT PT(80)
#define MEASURE PT(370)

/* Pages under construction: one cursor, lines from PangoLayout. */
struct sheet {
	struct arena *arena;
	struct diag *diag;
	PangoContext *context;
	struct palette *palette;
	const char *family;
	struct edition edition;
	struct handout handout;
	struct pages pages;
	int y;
};

static struct node *add(struct sheet *s, struct node *parent, enum node_kind kind)
{
	struct node *node = doc_node(s->arena, kind, (struct pos){"article.md", 1, 1});
	doc_append(parent, node);
	return node;
}

static struct node *text(struct sheet *s, struct node *parent, const char *words)
{
	struct node *node = doc_text(s->arena, (struct pos){"article.md", 1, 1}, words);
	doc_append(parent, node);
	return node;
}

static struct node *block(struct sheet *s, struct node *parent, enum node_kind kind,
						  const char *words)
{
	struct node *node = add(s, parent, kind);
	text(s, node, words);
	return node;
}

static struct mark *new_mark(struct sheet *s, enum mark_kind kind, enum mark_role role)
{
	struct page *page = &s->pages.items[s->pages.count - 1];
	assert_true(page->count < MAX_MARKS);
	struct mark *mark = &page->marks[page->count++];
	mark->kind = kind;
	mark->role = role;
	return mark;
}

static void new_page(struct sheet *s)
{
	s->pages.items[s->pages.count].marks = ARENA_ARRAY(s->arena, struct mark, MAX_MARKS);
	s->pages.count++;
	s->y = PT(70);
}

static void free_item(void *item)
{
	pango_glyph_item_free(item);
}

/* PangoLayout takes the space out of a line's end; the pages have it. */
static void restore_space(PangoGlyphItem *item, const char *words)
{
	hb_codepoint_t glyph;
	int last = item->glyphs->num_glyphs - 1;
	for (int i = 0; i <= last; i += MAX(last, 1))
		if (item->glyphs->glyphs[i].glyph == PANGO_GLYPH_EMPTY &&
			words[item->item->offset + item->glyphs->log_clusters[i]] == ' ' &&
			hb_font_get_nominal_glyph(pango_font_get_hb_font(item->item->analysis.font), ' ',
									  &glyph))
			item->glyphs->glyphs[i].glyph = glyph;
}

static struct line *take_line(struct sheet *s, PangoLayoutLine *from, const char *words,
							  const struct node **owner)
{
	struct line *line = ARENA_NEW(s->arena, struct line);
	PangoRectangle box;
	pango_layout_line_get_extents(from, NULL, &box);
	line->width = box.width;
	line->ascent = PT(11);
	line->descent = PT(4);
	struct run *runs = ARENA_ARRAY(s->arena, struct run, g_slist_length(from->runs) + 2);
	int x = 0, count = 0;
	for (GSList *r = from->runs; r; r = r->next) {
		PangoGlyphItem *item = pango_glyph_item_copy(r->data);
		arena_defer(s->arena, free_item, item);
		restore_space(item, words);
		const struct node *node = owner[item->item->offset];
		struct run *run = &runs[count++];
		*run = (struct run){words, item, x, pango_glyph_string_get_width(item->glyphs), .scale = 1};
		run->node = node;
		run->underline = node && node->parent && node->parent->kind == NODE_LINK;
		run->strike = node && node->parent && node->parent->kind == NODE_STRIKE;
		if (node && node->kind == NODE_NOTE_MARK)
			run->rise = PT(4);
		x += run->width;
	}
	line_pack(s->palette, line, runs, count);
	return line;
}

/* Sets words that belong to leaves (owner: one a byte) at the cursor. */
static void set_words(struct sheet *s, enum mark_role role, const struct node *node,
					  const char *words, const struct node **owner, int indent, double size)
{
	PangoLayout *layout = pango_layout_new(s->context);
	PangoAttrList *attributes = pango_attr_list_new();
	PangoFontDescription *font = pango_font_description_new();
	size_t length = strlen(words);
	pango_font_description_set_family(font, s->family);
	pango_font_description_set_absolute_size(font, PT(size));
	for (size_t i = 0, j; i < length; i = j) {
		for (j = i; j < length && owner[j] == owner[i]; j++)
			;
		PangoAttribute *color = pango_attr_foreground_new((guint16)i, 0, 0);
		color->start_index = (guint)i;
		color->end_index = (guint)j;
		pango_attr_list_insert(attributes, color);
	}
	pango_layout_set_font_description(layout, font);
	pango_layout_set_attributes(layout, attributes);
	pango_layout_set_width(layout, MEASURE - indent);
	pango_layout_set_text(layout, words, -1);
	for (int i = 0; i < pango_layout_get_line_count(layout); i++) {
		struct mark *mark = new_mark(s, MARK_LINE, role);
		mark->line = take_line(s, pango_layout_get_line_readonly(layout, i), words, owner);
		mark->node = role <= MARK_LABEL ? node : NULL;
		mark->x = LEFT + indent;
		if (s->edition.locale->rtl)
			mark->x = LEFT + MEASURE - indent - mark->line->width;
		mark->y = s->y += PT(15);
	}
	pango_font_description_free(font);
	pango_attr_list_unref(attributes);
	g_object_unref(layout);
}

static void set_plain(struct sheet *s, enum mark_role role, const struct node *node,
					  const char *words, int indent)
{
	const struct node **owner = ARENA_ARRAY(s->arena, const struct node *, strlen(words) + 1);
	set_words(s, role, node, words, owner, indent, 10);
}

/* The label stands on the first line of what follows. */
static void set_label(struct sheet *s, const struct node *node, const char *words, int indent)
{
	int y = s->y;
	set_plain(s, MARK_LABEL, node, words, indent);
	s->y = y;
}

static void set_block(struct sheet *s, const struct node *node, int indent, double size)
{
	struct buf words = {.arena = s->arena};
	const struct node **owner = ARENA_ARRAY(s->arena, const struct node *, 8192);
	for (const struct node *n = node; n; n = doc_next(n, node)) {
		size_t from = words.len;
		if (n->kind == NODE_TEXT || n->kind == NODE_CODE || n->kind == NODE_CODE_BLOCK)
			buf_puts(&words, n->u.text.text);
		if (n->kind == NODE_NOTE_MARK)
			buf_fmt(&words, "%d", n->u.note_mark.note->u.note.number);
		for (size_t i = from; i < words.len; i++)
			owner[i] = n == node ? NULL : n;
	}
	set_words(s, MARK_CONTENT, node, buf_chars(&words), owner, indent, size);
	s->y += PT(6);
}

static void furniture(struct sheet *s)
{
	int y = s->y;
	s->y = PT(30);
	set_plain(s, MARK_HEADER, NULL, "English", 0);
	struct mark *rule = new_mark(s, MARK_RECT, MARK_LAYOUT);
	rule->x = LEFT;
	rule->y = PT(60);
	rule->width = MEASURE;
	rule->height = PT(0.5);
	s->y = PT(790);
	set_plain(s, MARK_FOOTER, NULL, str_fmt(s->arena, "Page %d", s->pages.count), 0);
	s->y = y;
}

static void unref(void *object)
{
	g_object_unref(object);
}

static struct sheet *sheet_new(const char *lang, const char *family)
{
	struct arena *arena = arena_new();
	struct sheet *s = ARENA_NEW(arena, struct sheet);
	const char *out = getenv("OUT");
	s->arena = arena;
	s->diag = diag_new(arena);
	struct fonts *fonts = fonts_open(arena, s->diag, str_fmt(arena, "%s/fonts", out ? out : "out"));
	assert_non_null(fonts);
	s->handout = (struct handout){.name = "test", .code = "T-1", .version = "1.0"};
	s->handout.clinic.name = "Clinic";
	s->edition = (struct edition){.handout = &s->handout, .lang = lang, .title = "A <test> & more"};
	s->edition.locale = locale_find(lang);
	s->edition.strings =
		strings_read(arena, s->diag, (struct strings_dirs){NULL, "content/strings"}, lang);
	s->edition.document = doc_node(arena, NODE_DOCUMENT, POS_FILE("article.md"));
	s->edition.epoch = 1795305600;
	assert_non_null(s->edition.locale);
	assert_non_null(s->edition.strings);
	s->palette = palette_new(s->arena);
	s->context = fonts_context(fonts, lang, s->edition.locale->rtl);
	arena_defer(arena, unref, s->context);
	s->family = family;
	s->pages.width = PT(595);
	s->pages.height = PT(842);
	s->pages.items = ARENA_ARRAY(arena, struct page, 3000);
	new_page(s);
	return s;
}

static struct node *document(struct sheet *s)
{
	return (struct node *)s->edition.document;
}

static struct node *heading(struct sheet *s, struct node *parent, int level, const char *words)
{
	struct node *node = block(s, parent, NODE_HEADING, words);
	node->u.heading.level = level;
	return node;
}

static void add_lists(struct sheet *s, struct node *parent)
{
	struct node *list = add(s, parent, NODE_LIST);
	list->u.list.ordered = true;
	struct node *item = add(s, list, NODE_ITEM);
	struct node *first = block(s, item, NODE_PARAGRAPH, "First, take it with water.");
	struct node *tasks = add(s, item, NODE_LIST);
	struct node *task = add(s, tasks, NODE_ITEM);
	task->u.item.task = TASK_DONE;
	struct node *done = block(s, task, NODE_PARAGRAPH, "Ask your doctor.");
	struct node *item2 = add(s, list, NODE_ITEM);
	struct node *second = block(s, item2, NODE_PARAGRAPH, "Then rest.");
	set_label(s, item, "1.", 0);
	set_block(s, first, PT(20), 11);
	struct mark *box = new_mark(s, MARK_FRAME, MARK_LABEL);
	box->node = task;
	box->x = LEFT + PT(20);
	box->y = s->y + PT(5);
	box->width = box->height = PT(9);
	box->thickness = PT(1);
	set_block(s, done, PT(40), 11);
	set_label(s, item2, "2.", 0);
	set_block(s, second, PT(20), 11);
}

static void add_table(struct sheet *s, struct node *parent)
{
	static const char *const words[2][2] = {{"Drug", "Dose"}, {"Ketamine", "0.5 mg/kg"}};
	struct node *table = add(s, parent, NODE_TABLE);
	table->u.table.columns = 2;
	for (int r = 0; r < 2; r++) {
		struct node *row = add(s, table, NODE_ROW);
		row->u.row.head = r == 0;
		int y = s->y;
		for (int c = 0; c < 2; c++) {
			struct node *cell = block(s, row, NODE_CELL, words[r][c]);
			cell->u.cell.head = r == 0;
			s->y = y;
			set_block(s, cell, c * PT(150), 9);
		}
	}
}

static const struct image *read_image(struct sheet *s, const char *name)
{
	struct image *image = image_read(s->arena, s->diag, name, POS_FILE("article.md"));
	assert_non_null(image);
	return image;
}

static void add_figure(struct sheet *s, struct node *parent, const char *file, const char *alt)
{
	struct node *figure = add(s, parent, NODE_FIGURE);
	figure->u.figure.alt = alt;
	struct node *caption = block(s, figure, NODE_CAPTION, "What it looks like");
	struct mark *mark = new_mark(s, MARK_IMAGE, MARK_CONTENT);
	mark->node = figure;
	mark->x = LEFT;
	mark->y = s->y + PT(6);
	mark->width = PT(60);
	mark->height = PT(40);
	mark->image = read_image(s, file);
	s->y += PT(46);
	set_block(s, caption, 0, 9);
}

/* A paragraph with a link, a footnote's mark, code, French; and the footnote. */
static void add_rich(struct sheet *s, struct node *section, struct node *part)
{
	struct node *p = block(s, section, NODE_PARAGRAPH, "Ketamine (BDC) works ");
	struct node *link = add(s, p, NODE_LINK);
	link->u.link.url = "https://example.org/a b?q=\xc3\xa9";
	text(s, link,
		 "in a way that is explained at length on the page of the agency, which you may "
		 "read");
	text(s, p, " or ask");
	struct node *mark = add(s, p, NODE_NOTE_MARK);
	text(s, p, " for. See ");
	struct node *inside = add(s, p, NODE_LINK);
	inside->u.link.url = "#faq";
	text(s, inside, "the questions");
	text(s, p, ", type ");
	struct node *code = add(s, p, NODE_CODE);
	code->u.text.text = "EMC";
	struct node *strike = add(s, p, NODE_STRIKE);
	text(s, strike, " not");
	struct node *span = add(s, p, NODE_SPAN);
	span->lang = "fr";
	text(s, span, " tr\xc3\xa8s bien");
	struct node *note = add(s, part, NODE_NOTE);
	note->u.note.number = 1;
	mark->u.note_mark.note = note;
	mark->u.note_mark.mark = 1;
	block(s, note, NODE_PARAGRAPH, "A footnote's words.");
	set_block(s, p, 0, 11);
}

static void set_note(struct sheet *s, const struct node *note)
{
	set_label(s, note, "1", 0);
	set_block(s, note->child, PT(12), 8);
}

/* Every construct, on two pages. */
static struct sheet *full_sheet(void)
{
	struct sheet *s = sheet_new("en", "Noto Serif");
	struct node *front = add(s, document(s), NODE_PART);
	set_block(s, heading(s, front, 1, "A test"), 0, 20);
	struct node *article = add(s, document(s), NODE_PART);
	struct node *section = add(s, article, NODE_SECTION);
	section->id = "what";
	set_block(s, heading(s, section, 2, "What it is"), 0, 14);
	add_rich(s, section, article);
	add_lists(s, section);
	add_table(s, section);
	add_figure(s, section, "tests/unit/data/dot.png", "A red dot");
	struct node *quote = add(s, section, NODE_QUOTE);
	set_block(s, block(s, quote, NODE_PARAGRAPH, "Somebody said so."), PT(20), 11);
	struct node *callout = add(s, section, NODE_CALLOUT);
	struct mark *tint = new_mark(s, MARK_RECT, MARK_BACKGROUND);
	tint->x = LEFT;
	tint->y = s->y;
	tint->width = MEASURE;
	tint->height = PT(36);
	tint->color = 0xeeeeee;
	set_plain(s, MARK_LABEL, callout, "Important", PT(6));
	set_block(s, block(s, callout, NODE_PARAGRAPH, "Do not drive."), PT(6), 11);
	struct node *listing = add(s, section, NODE_CODE_BLOCK);
	listing->u.text.text = "% not ( a comment";
	set_block(s, listing, 0, 9);
	set_note(s, article->last);
	furniture(s);
	new_page(s);
	struct node *faq = add(s, document(s), NODE_PART);
	faq->id = "faq";
	set_block(s, heading(s, faq, 2, "Questions"), 0, 14);
	struct node *question = add(s, faq, NODE_SECTION);
	question->u.section.number = 1;
	struct node *asked = heading(s, question, 3, "Is it safe?");
	set_label(s, asked, "1.", 0);
	set_block(s, asked, PT(20), 12);
	set_block(s, block(s, question, NODE_PARAGRAPH, "Ask your clinic."), PT(20), 11);
	furniture(s);
	return s;
}

static struct str make(struct sheet *s)
{
	struct str out = {0};
	if (!pdf_write(s->arena, s->diag, &s->edition, &s->pages, &out))
		out = (struct str){0};
	return out;
}

static void expect_error(struct sheet *s, const char *part)
{
	assert_int_equal(make(s).len, 0);
	assert_non_null(s->diag->first);
	assert_non_null(strstr(s->diag->first->text, part));
	assert_string_equal(s->diag->first->pos.file, "article.md");
}

/* The types of the tree in brackets, with O for an annotation. */
static void print_tree(qpdf_data pdf, qpdf_oh object, struct buf *out)
{
	if (qpdf_oh_is_array(pdf, object)) {
		for (int i = 0; i < qpdf_oh_get_array_n_items(pdf, object); i++)
			print_tree(pdf, qpdf_oh_get_array_item(pdf, object, i), out);
		return;
	}
	if (!qpdf_oh_is_dictionary(pdf, object))
		return;
	if (qpdf_oh_has_key(pdf, object, "/Obj"))
		buf_puts(out, "O");
	if (!qpdf_oh_has_key(pdf, object, "/S"))
		return;
	buf_puts(out, qpdf_oh_get_name(pdf, qpdf_oh_get_key(pdf, object, "/S")) + 1);
	buf_putc(out, '(');
	print_tree(pdf, qpdf_oh_get_key(pdf, object, "/K"), out);
	buf_putc(out, ')');
}

static void test_structure(void **state)
{
	(void)state;
	struct sheet *s = full_sheet();
	struct str bytes = make(s);
	assert_true(bytes.len > 0);
	assert_int_equal(s->diag->errors, 0);
	struct buf out = {.arena = s->arena};
	qpdf_data pdf = qpdf_init();
	assert_int_equal(qpdf_read_memory(pdf, "test", bytes.s, bytes.len, NULL), QPDF_SUCCESS);
	print_tree(
		pdf,
		qpdf_oh_get_key(pdf, qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/StructTreeRoot"), "/K"),
		&out);
	qpdf_cleanup(&pdf);
	assert_string_equal(buf_chars(&out),
						"Document(Sect(H1())Sect(Sect(H2()"
						"P(Link(O)Reference(Link(O))Link(O)Code()Span())Note(Lbl(Link(O))P())"
						"L(LI(Lbl()LBody(P()L(LI(Lbl()LBody(P())))))LI(Lbl()LBody(P())))"
						"Table(THead(TR(TH()TH()))TBody(TR(TD()TD())))Div(Figure()Caption())"
						"BlockQuote(P())Div(P()P())P(Code())))Sect(H2()Sect(H3(Span())P())))");
	arena_free(s->arena);
}

static const char *resolved(struct sheet *s, qpdf_data pdf, qpdf_oh dict, const char *key)
{
	return str_copy(s->arena, qpdf_oh_unparse_resolved(pdf, qpdf_oh_get_key(pdf, dict, key)));
}

static void test_document(void **state)
{
	(void)state;
	struct sheet *s = full_sheet();
	struct str bytes = make(s);
	qpdf_data pdf = qpdf_init();
	assert_int_equal(qpdf_read_memory(pdf, "test", bytes.s, bytes.len, NULL), QPDF_SUCCESS);
	qpdf_oh root = qpdf_get_root(pdf);
	assert_memory_equal(bytes.s, "%PDF-1.7", 8);
	assert_string_equal(resolved(s, pdf, root, "/Lang"), "(en)");
	assert_string_equal(resolved(s, pdf, root, "/MarkInfo"), "<< /Marked true >>");
	assert_string_equal(resolved(s, pdf, root, "/ViewerPreferences"),
						"<< /DisplayDocTitle true >>");
	assert_string_equal(qpdf_get_info_key(pdf, "/Title"), "A <test> & more");
	assert_string_equal(qpdf_get_info_key(pdf, "/CreationDate"), "D:20261122000000Z");
	qpdf_oh page = qpdf_get_page_n(pdf, 0);
	qpdf_oh annots = qpdf_oh_get_key(pdf, page, "/Annots");
	assert_int_equal(qpdf_oh_get_array_n_items(pdf, annots), 4);
	qpdf_oh link = qpdf_oh_get_array_item(pdf, annots, 0);
	assert_non_null(strstr(resolved(s, pdf, link, "/A"), "https://example.org/a%20b?q=%C3%A9"));
	int quads = qpdf_oh_get_array_n_items(pdf, qpdf_oh_get_key(pdf, link, "/QuadPoints"));
	assert_true(quads == 16);
	qpdf_oh mark = qpdf_oh_get_array_item(pdf, annots, 1);
	assert_string_equal(resolved(s, pdf, mark, "/Contents"), "(Footnote 1)");
	qpdf_oh outlines = qpdf_oh_get_key(pdf, root, "/Outlines");
	assert_string_equal(resolved(s, pdf, outlines, "/Count"), "4");
	qpdf_cleanup(&pdf);
	arena_free(s->arena);
}

static void test_same_bytes(void **state)
{
	(void)state;
	struct sheet *a = full_sheet(), *b = full_sheet();
	struct str one = make(a), two = make(b);
	assert_true(one.len > 0);
	assert_true(str_eq(one, two));
	arena_free(a->arena);
	arena_free(b->arena);
}

static struct sheet *plain_sheet(const char *lang, const char *family, const char *words)
{
	struct sheet *s = sheet_new(lang, family);
	struct node *part = add(s, document(s), NODE_PART);
	set_block(s, heading(s, part, 1, words), 0, 18);
	struct node *p = block(s, part, NODE_PARAGRAPH, words);
	text(s, p, " ");
	struct node *link = add(s, p, NODE_LINK);
	link->u.link.url = "tel:999";
	text(s, link, "999");
	set_block(s, p, 0, 11);
	furniture(s);
	return s;
}

static void test_right_to_left(void **state)
{
	(void)state;
	struct sheet *s = plain_sheet("ar", "Noto Naskh Arabic, Noto Serif",
								  "اتصل بالرقم 999 أو ketamine في العيادة");
	struct str bytes = make(s);
	assert_true(bytes.len > 0);
	qpdf_data pdf = qpdf_init();
	assert_int_equal(qpdf_read_memory(pdf, "test", bytes.s, bytes.len, NULL), QPDF_SUCCESS);
	assert_non_null(
		strstr(resolved(s, pdf, qpdf_get_root(pdf), "/ViewerPreferences"), "/Direction /R2L"));
	qpdf_cleanup(&pdf);
	arena_free(s->arena);
}

/* What is drawn of a line is all of its words. */
static void expect_words(const char *set, const char *drawn)
{
	struct sheet *s = plain_sheet("ar", "Noto Naskh Arabic, Noto Serif", set);
	const struct mark *mark = &s->pages.items[0].marks[0];
	int count;
	const struct run **runs = reading_order(s->arena, mark->line, &count);
	struct buf said = {.arena = s->arena};
	assert_true(count < mark->line->count);
	for (int i = 0; i < count; i++) {
		const PangoItem *item = runs[i]->glyphs->item;
		buf_add(&said, runs[i]->text + item->offset, (size_t)item->length);
	}
	assert_string_equal(buf_chars(&said), drawn);
	arena_free(s->arena);
}

/* The space between a Latin word and an Arabic one is a run of its own, which cairo would drop;
 * also where a control that says which way text runs stands beside it. */
static void test_no_space_is_lost(void **state)
{
	(void)state;
	expect_words("أو ketamine في", "أو ketamine في");
	expect_words("\u202eone\u202c \u202etwo\u202c في", "one\u202c two\u202c في");
}

/* What a ZWNJ says is said by the letter before it: a cluster of no glyphs is lost to many. */
static void test_no_joiner_is_lost(void **state)
{
	(void)state;
	struct sheet *s = plain_sheet("fa", "Noto Naskh Arabic", "می\u200cخورید");
	int count;
	const struct run **runs = reading_order(s->arena, s->pages.items[0].marks[0].line, &count);
	assert_int_equal(count, 1);
	const PangoGlyphString *glyphs = runs[0]->glyphs->glyphs;
	const struct run *set = line_runs(s->arena, s->pages.items[0].marks[0].line);
	assert_int_equal(set[0].glyphs->glyphs->num_glyphs, glyphs->num_glyphs + 1);
	for (int i = 0; i < glyphs->num_glyphs; i++)
		assert_int_not_equal(glyphs->glyphs[i].glyph, PANGO_GLYPH_EMPTY);
	arena_free(s->arena);
}

/* Sets a line that the author broke and returns what is drawn of it, in order. */
static const char *drawn_before_break(const char *lang, const char *family, const char *words)
{
	static char said[200];
	struct sheet *s = plain_sheet(lang, family, words);
	struct line line = *s->pages.items[0].marks[0].line;
	char *broken = str_fmt(s->arena, "%s\u2069\u2028next", words);
	line.text = broken;
	assert_int_equal(line_runs(s->arena, &line)->glyphs->item->length, strlen(words));
	int count;
	const struct run **runs = reading_order(s->arena, &line, &count);
	assert_int_equal(count, 1);
	const PangoItem *item = runs[0]->glyphs->item;
	g_snprintf(said, sizeof said, "%.*s", item->length, runs[0]->text + item->offset);
	arena_free(s->arena);
	return said;
}

static void test_words_at_a_break(void **state)
{
	(void)state;
	assert_string_equal(drawn_before_break("en", "Noto Serif", "word"), "word ");
	assert_string_equal(drawn_before_break("ar", "Noto Naskh Arabic", "كلمة"), "كلمة ");
	assert_string_equal(drawn_before_break("zh-Hans", "Noto Serif CJK SC", "词"), "词");
}

/* All of a CJK face's subroutines are half a megabyte. */
static void test_cjk_is_small(void **state)
{
	(void)state;
	struct sheet *s = plain_sheet("zh-Hans", "Noto Serif CJK SC", "氯胺酮是一种药物");
	struct str bytes = make(s);
	assert_true(bytes.len > 0);
	assert_true(bytes.len < 60000);
	arena_free(s->arena);
}

/* Every kind of image, each in a figure. */
static struct sheet *image_sheet(void)
{
	static const char *const names[] = {"grey16.png", "palette.png", "interlaced.png", "grey.jpg",
										"turned.jpg", "cmyk.jpg",    "plain.svg"};
	struct sheet *s = plain_sheet("en", "Noto Serif", "Images");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		add_figure(s, document(s)->child, str_fmt(s->arena, "tests/unit/data/%s", names[i]),
				   "What a picture says");
	return s;
}

static void test_images(void **state)
{
	(void)state;
	struct sheet *s = image_sheet();
	assert_true(make(s).len > 0);
	assert_null(s->diag->first);
	arena_free(s->arena);
}

static void test_lost_block(void **state)
{
	(void)state;
	struct sheet *s = plain_sheet("en", "Noto Serif", "Some words");
	block(s, document(s)->child, NODE_PARAGRAPH, "Never set");
	expect_error(s, "is on no page");
	arena_free(s->arena);
}

static void test_content_without_place(void **state)
{
	(void)state;
	struct sheet *s = plain_sheet("en", "Noto Serif", "Some words");
	set_plain(s, MARK_CONTENT, document(s)->child, "Astray", 0);
	expect_error(s, "has no place in the structure");
	arena_free(s->arena);
}

static void test_dead_link(void **state)
{
	(void)state;
	struct sheet *s = plain_sheet("en", "Noto Serif", "Some words");
	((struct node *)document(s)->child->last->last)->u.link.url = "#nowhere";
	expect_error(s, "leads to nothing");
	arena_free(s->arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_structure),
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_right_to_left),
		cmocka_unit_test(test_no_space_is_lost),
		cmocka_unit_test(test_no_joiner_is_lost),
		cmocka_unit_test(test_words_at_a_break),
		cmocka_unit_test(test_cjk_is_small),
		cmocka_unit_test(test_images),
		cmocka_unit_test(test_lost_block),
		cmocka_unit_test(test_content_without_place),
		cmocka_unit_test(test_dead_link),
	};
	return cmocka_run_group_tests_name("pdf", tests, NULL, NULL);
}
