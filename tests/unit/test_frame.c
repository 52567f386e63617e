/* The frame: title block, imprint and headings in every combination, and what is isolated. */
#include "unit/test.h"

#include <string.h>

#include "document/frame.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct handout handout;
	struct edition edition;
	struct node *document;
};

static struct node *add(struct fixture *f, struct node *parent, enum node_kind kind)
{
	struct node *node = doc_node(f->arena, kind, POS_FILE("article.md"));
	doc_append(parent, node);
	return node;
}

static void add_words(struct fixture *f, struct node *parent, const char *text)
{
	doc_append(parent, doc_text(f->arena, POS_FILE("article.md"), text));
}

static int setup(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);
	f->arena = arena;
	f->diag = diag_new(arena);
	f->handout = (struct handout){.file = "handout.yaml",
								  .title = "A Sheet",
								  .code = "KET-001",
								  .version = "1.0",
								  .language = "en",
								  .title_pos = {"handout.yaml", 1, 8},
								  .issued = {2026, 11, 22},
								  .review_by = {2028, 11, 22},
								  .clinic = {.name = "Demo (invented)", .country = "GB"}};
	f->edition = (struct edition){.handout = &f->handout, .title = "A Sheet"};
	f->document = doc_node(arena, NODE_DOCUMENT, POS_FILE("handout.yaml"));
	struct node *part = add(f, f->document, NODE_PART);
	part->u.part.kind = PART_FAQ;
	struct node *heading = add(f, part, NODE_HEADING);
	heading->u.heading.level = 2;
	heading->u.heading.key = "part/faq";
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

static void frame(struct fixture *f, const char *lang)
{
	f->edition.lang = f->document->lang = lang;
	f->edition.locale = locale_find(lang);
	f->edition.strings =
		strings_read(f->arena, f->diag, (struct strings_dirs){NULL, "content/strings"}, lang);
	assert_non_null(f->edition.strings);
	frame_add(f->arena, f->document, &f->edition);
	assert_true(doc_check(f->diag, f->document));
}

/* The first paragraph of a use, or NULL. */
static const struct node *paragraph(struct fixture *f, enum paragraph_use use)
{
	for (const struct node *n = f->document; n; n = doc_next(n, f->document))
		if (n->kind == NODE_PARAGRAPH && n->u.paragraph.use == use)
			return n;
	return NULL;
}

static const char *words(struct fixture *f, enum paragraph_use use)
{
	const struct node *node = paragraph(f, use);
	return node ? doc_plain(f->arena, node) : NULL;
}

/* The imprint's paragraphs, one a line. */
static const char *imprint(struct fixture *f)
{
	struct buf buf = {.arena = f->arena};
	const struct node *first = paragraph(f, USE_IMPRINT);
	for (const struct node *n = first; n; n = n->next)
		buf_fmt(&buf, "%s\n", doc_plain(f->arena, n));
	return buf_chars(&buf);
}

static void test_source(void **state)
{
	struct fixture *f = *state;
	frame(f, "en");
	const struct node *front = f->document->child, *last = f->document->last;
	assert_int_equal(front->u.part.kind, PART_FRONT);
	assert_string_equal(words(f, USE_CLINIC), "Demo (invented)");
	const struct node *title = doc_find(f->document, "title");
	assert_int_equal(title->kind, NODE_HEADING);
	assert_int_equal(title->u.heading.level, 1);
	assert_string_equal(title->context, "title");
	assert_string_equal(doc_plain(f->arena, title), "A Sheet");
	assert_int_equal(title->pos.col, 8);
	assert_null(words(f, USE_LANGUAGE));
	assert_null(words(f, USE_STAMP));
	assert_string_equal(doc_plain(f->arena, front->next->child), "Frequently asked questions");
	assert_int_equal(last->u.part.kind, PART_IMPRINT);
	assert_int_equal(last->child->kind, NODE_SECTION);
	assert_string_equal(doc_plain(f->arena, last->child->child), "About this leaflet");
	assert_string_equal(imprint(f),
						"Published by Demo (invented)\nCode KET-001 · Version 1.0\n"
						"Issued 22 November 2026\nReview by 22 November 2028\n"
						"Not clinically reviewed\n");
	assert_null(strstr(doc_dump(f->arena, f->document), "span"));
	assert_null(strstr(doc_dump(f->arena, f->document), "isolate"));
}

static void test_sign_off(void **state)
{
	struct fixture *f = *state;
	f->handout.sign_off = (struct signature){"Dr A", "consultant", {2026, 11, 1}};
	f->handout.publisher = "The Trust";
	f->handout.review_by = (struct date){0};
	f->handout.clinic = (struct clinic){0};
	frame(f, "en");
	assert_null(words(f, USE_CLINIC));
	assert_string_equal(imprint(f),
						"Published by The Trust\nCode KET-001 · Version 1.0\n"
						"Issued November 22, 2026\n"
						"Clinically reviewed by Dr A, consultant\n");
}

static void test_translation(void **state)
{
	struct fixture *f = *state;
	f->edition.title = "Una hoja";
	f->edition.title_state = STATE_DRAFT;
	f->edition.draft = true;
	f->edition.translator = "Ana";
	f->edition.process = "mt+human";
	f->edition.reviewer = "Nobody";
	frame(f, "es");
	assert_string_equal(words(f, USE_LANGUAGE), "Español (Spanish) · A Sheet");
	const char *own = strings_get(f->edition.strings, "page/draft");
	assert_string_equal(words(f, USE_STAMP),
						str_fmt(f->arena, "%s · Draft translation, not reviewed", own));
	const struct node *stamp = paragraph(f, USE_STAMP);
	assert_int_equal(stamp->last->kind, NODE_SPAN);
	assert_string_equal(doc_lang(stamp->last->child), "en");
	assert_string_equal(doc_lang(stamp->child), "es");
	const struct node *title = doc_find(f->document, "title");
	assert_int_equal(title->state, STATE_DRAFT);
	assert_null(title->lang);
	const char *text = imprint(f);
	assert_non_null(strstr(text, "Ana"));
	assert_non_null(strstr(text, strings_get(f->edition.strings, "process/mt+human")));
	assert_non_null(strstr(text, strings_get(f->edition.strings, "page/not-reviewed")));
	assert_non_null(strstr(text, strings_get(f->edition.strings, "imprint/translation-draft")));
	assert_null(strstr(text, "Nobody"));
	assert_null(strchr(text, '{'));
}

/* Staff whose texts are not in English have the stamp in the language of these. */
static void test_staff(void **state)
{
	struct fixture *f = *state;
	f->handout.language = "fr";
	f->edition.draft = true;
	f->edition.staff_strings =
		strings_read(f->arena, f->diag, (struct strings_dirs){NULL, "content/strings"}, "fr");
	frame(f, "en");
	assert_string_equal(words(f, USE_STAMP),
						"Draft translation, not reviewed · Traduction provisoire, non relue");
	assert_string_equal(doc_lang(paragraph(f, USE_STAMP)->last->child), "fr");
}

/* A draft that nobody answers for: the process, in the language, and no English name. */
static void test_machine_draft(void **state)
{
	struct fixture *f = *state;
	f->edition.draft = true;
	f->edition.translator = "Machine draft";
	f->edition.process = "mt";
	frame(f, "es");
	assert_non_null(strstr(imprint(f), "\nTraducción automática\n"));
	assert_null(strstr(imprint(f), "Machine"));
}

static void test_reviewed_translation(void **state)
{
	struct fixture *f = *state;
	f->edition.reviewer = "Luis";
	f->edition.title_state = STATE_STALE;
	frame(f, "es");
	const char *text = imprint(f);
	assert_non_null(strstr(text, "Luis"));
	assert_null(strstr(text, strings_get(f->edition.strings, "imprint/translation-draft")));
	assert_null(words(f, USE_STAMP));
	assert_string_equal(doc_find(f->document, "title")->lang, "en");
}

static void test_right_to_left(void **state)
{
	struct fixture *f = *state;
	f->edition.draft = true;
	f->edition.translator = "Ana";
	f->edition.process = "mt";
	frame(f, "ar");
	assert_string_equal(words(f, USE_LANGUAGE), "العربية (Arabic) • A Sheet");
	int isolates = 0, clinic = 0;
	for (const struct node *n = f->document; n; n = doc_next(n, f->document)) {
		isolates += n->kind == NODE_ISOLATE;
		clinic += n->kind == NODE_SPAN && strcmp(doc_plain(f->arena, n), "Demo (invented)") == 0;
	}
	/* code, version twice, translator */
	assert_int_equal(isolates, 4);
	assert_int_equal(clinic, 2);
	frame_isolate(f->arena, f->document, f->edition.locale);
	for (const struct node *n = f->document; n; n = doc_next(n, f->document))
		isolates -= n->kind == NODE_ISOLATE;
	assert_int_equal(isolates, 0);
}

static void test_english_from_spanish(void **state)
{
	struct fixture *f = *state;
	f->handout.language = "es";
	f->handout.title = "Una hoja";
	f->edition.draft = true;
	frame(f, "en-GB");
	assert_non_null(strstr(words(f, USE_LANGUAGE), "English · Una hoja"));
	assert_string_equal(words(f, USE_STAMP), "Draft translation, not reviewed");
	assert_null(strstr(imprint(f), "Translated from"));
}

static void test_taken_ids(void **state)
{
	struct fixture *f = *state;
	struct node *section = add(f, f->document->child, NODE_SECTION);
	struct node *heading = add(f, section, NODE_HEADING);
	heading->u.heading.level = 3;
	add_words(f, heading, "Title");
	section->id = "title";
	frame(f, "en");
	assert_string_equal(f->document->child->last->id, "title-2");
	assert_string_equal(f->document->last->child->id, "imprint");
}

/* A paragraph's inlines with what is isolated in brackets. */
static const char *isolated(struct fixture *f, const char *lang, const char *text)
{
	struct node *document = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x"));
	struct node *block = add(f, document, NODE_PARAGRAPH);
	struct buf buf = {.arena = f->arena};
	add_words(f, block, text);
	frame_isolate(f->arena, document, locale_find(lang));
	assert_string_equal(doc_plain(f->arena, block), text);
	for (const struct node *n = block->child; n; n = n->next) {
		assert_ptr_equal(n->parent, block);
		buf_fmt(&buf, n->kind == NODE_ISOLATE ? "[%s]" : "%s", doc_plain(f->arena, n));
	}
	return buf_chars(&buf);
}

static void test_isolated(void **state)
{
	static const char *const cases[] = {
		"اتصل بالرقم [+44 20 7946 0958] الآن",
		"اتصل (على [020 7946 0958]).",
		"([020 7946 0958])",
		"[+44 (0)20 7946 0958] (24) ساعة",
		"هاتف:[020 7946 0958]",
		"[(555) 123-4567] و[1-800-273-8255] و[800-273-8255]",
		"999 و[116 123] و[13 11 14] و[0800 1111]",
		"[020\u00a07946\u00a00958] و[020\u201179460958]",
		"[۰۲۰ ۷۹۴۶ ۰۹۵۸]",
		"70% و 5-10 و 5-10% و 0.5-1.5 و 5.5% و 2020-2021 و 70 000%",
		"0.0005-0.0010 و 24/7 و 10:30",
		"2026-11-22 و 22.11.2026 و 01-02-2026",
		"[0.5mg/kg] أو [0.5 mg/kg] أو [10 ml]، [5-10 mg] و[37 °C] و[60 kg/m²]",
		"[10,000 mg] و[0,5 mg] و[۵ mg]",
		"2 patients",
		"الإصدار [1.0]. و[2.10.3] و[v2.3.1]",
		"الرمز [KET-001]، [COVID-19]",
		"[https://example.org/a/b?x=1]. ([www.nhs.uk/111]) [nhs.uk/conditions/]",
		"[https://example.org/a_(b)]، [mailto:a@example.org]",
		"[a.b@example.org]، [doi:10.1016/j.cpr.2020.101931]. و[10.1000/182]",
		"N-methyl-D-aspartate (NMDA) BDNF TRD 24 ساعة B12",
		"[020 7946 0958]",
		"",
		NULL,
	};
	struct fixture *f = *state;
	for (size_t i = 0; cases[i]; i++) {
		struct buf plain = {.arena = f->arena};
		for (const char *p = cases[i]; *p; p++)
			if (*p != '[' && *p != ']')
				buf_putc(&plain, *p);
		assert_string_equal(isolated(f, "ar", buf_chars(&plain)), cases[i]);
		assert_string_equal(isolated(f, "en", buf_chars(&plain)), buf_chars(&plain));
	}
	assert_string_equal(isolated(f, "he", "020 7946 0958 או ב-10 mg"),
						"[020 7946 0958] או ב-[10 mg]");
}

static void test_isolated_where(void **state)
{
	static const char phone[] = "020 7946 0958";
	struct fixture *f = *state;
	struct node *block = add(f, add(f, f->document, NODE_PART), NODE_PARAGRAPH);
	struct node *link = add(f, block, NODE_LINK), *code = add(f, block, NODE_CODE);
	struct node *strong = add(f, block, NODE_STRONG), *span = add(f, block, NODE_SPAN);
	struct node *isolate = add(f, block, NODE_ISOLATE);
	struct node *english = add(f, f->document->last, NODE_PARAGRAPH);
	struct node *arabic = add(f, english, NODE_SPAN);
	code->u.text.text = phone;
	span->lang = english->lang = "en";
	arabic->lang = "ar";
	add_words(f, link, phone);
	add_words(f, strong, phone);
	add_words(f, span, phone);
	add_words(f, isolate, phone);
	add_words(f, arabic, phone);
	add_words(f, english, phone);
	frame_isolate(f->arena, f->document, locale_find("ar"));
	assert_int_equal(link->child->kind, NODE_ISOLATE);
	assert_ptr_equal(link->child, link->last);
	assert_int_equal(link->child->child->kind, NODE_TEXT);
	assert_int_equal(strong->child->kind, NODE_ISOLATE);
	assert_int_equal(span->child->kind, NODE_TEXT);
	assert_int_equal(isolate->child->kind, NODE_TEXT);
	assert_int_equal(arabic->child->kind, NODE_ISOLATE);
	assert_int_equal(english->last->kind, NODE_TEXT);
	assert_ptr_equal(link->next, code);
	assert_null(code->child);
	assert_ptr_equal(block->last, isolate);
}

/* A paragraph's inlines with what is a link in brackets, its URL after it. */
static const char *called(struct fixture *f, const char *text)
{
	struct node *document = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x"));
	struct node *block = add(f, document, NODE_PARAGRAPH);
	struct buf buf = {.arena = f->arena};
	add_words(f, block, text);
	frame_call(f->arena, document, &f->handout.clinic);
	assert_string_equal(doc_plain(f->arena, block), text);
	for (const struct node *n = block->child; n; n = n->next)
		if (n->kind == NODE_LINK)
			buf_fmt(&buf, "[%s|%s]", doc_plain(f->arena, n), n->u.link.url);
		else
			buf_puts(&buf, doc_plain(f->arena, n));
	return buf_chars(&buf);
}

static void test_long_text(void **state)
{
	struct fixture *f = *state;
	static const char *const units[] = {"1",  "1.",  "a.",       "(1", "0 ",
										"1-", "a-1", "https://", "@a."};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct buf buf = {.arena = f->arena};
		while (buf.len < 100000)
			buf_puts(&buf, units[i]);
		isolated(f, "ar", buf_chars(&buf));
		called(f, buf_chars(&buf));
	}
}

static void test_called(void **state)
{
	static const char *const cases[][2] = {
		{"Call +44 20 7946 0958.", "Call [+44 20 7946 0958|tel:+442079460958]."},
		{"+44 (0)20 7946 0958 (24 hours)", "[+44 (0)20 7946 0958|tel:+442079460958] (24 hours)"},
		{"020 7946 0958, or 0800 1111",
		 "[020 7946 0958|tel:02079460958], or [0800 1111|tel:08001111]"},
		{"020 7946 0959 24 hours", "[020 7946 0959|tel:02079460959] 24 hours"},
		{"(020) 7946 0958", "[(020) 7946 0958|tel:02079460958]"},
		{"01.23.45.67.89", "[01.23.45.67.89|tel:0123456789]"},
		{"07700 900982; 07700900982",
		 "[07700 900982|tel:07700900982]; [07700900982|tel:07700900982]"},
		{"030/123456 und 020 7946 0958/0959",
		 "[030/123456|tel:030123456] und [020 7946 0958|tel:02079460958]/0959"},
		{"(+1-800-273-8255)", "([+1-800-273-8255|tel:+18002738255])"},
		{"电话020 7946 0958。", "电话[020 7946 0958|tel:02079460958]。"},
		{"اتصل بالرقم 020 7946 0958", "اتصل بالرقم [020 7946 0958|tel:02079460958]"},
		{"116 123, 116123, 116 1234", "[116 123|tel:116123], [116123|tel:116123], 116 1234"},
		{NULL, NULL},
	};
	struct fixture *f = *state;
	f->handout.clinic.phone = "116-123";
	for (size_t i = 0; cases[i][0]; i++)
		assert_string_equal(called(f, cases[i][0]), cases[i][1]);
	assert_string_equal(frame_phone_url(f->arena, "(+44) (0)20 7946 0958 / 0959"),
						"tel:+442079460958");
}

static void test_not_called(void **state)
{
	static const char *const cases[] = {
		"0.5 mg, 0.0012345, p = .0012345, 70 000 000, 1,000,000",
		"01-02-2026, 01.02.2026, 01.02.26-03.04.26, 2026-11-22",
		"open 09.00-17.00, 08:30-17:30",
		"ISBN 0521123456, ISBN: 0-521-12345-6, ISSN 0028-4793, PMID 01234567",
		"NCT01234567, LOT-0012345 and REF/0012345, 00123456, 5-0123456789",
		"doi:10.1016/j.cpr.2020.0123456, https://example.org/0800123456?a=020+7946+0958",
		"nhs.uk/0800123456, 020 794, 1-800-273-8255, 999, 2020;10:0012345-0012350",
		"",
		NULL,
	};
	struct fixture *f = *state;
	for (size_t i = 0; cases[i]; i++)
		assert_string_equal(called(f, cases[i]), cases[i]);
}

static void test_called_where(void **state)
{
	static const char phone[] = "020 7946 0958";
	struct fixture *f = *state;
	struct node *block = add(f, add(f, f->document, NODE_PART), NODE_PARAGRAPH);
	struct node *link = add(f, block, NODE_LINK), *strong = add(f, block, NODE_STRONG);
	struct node *code = add(f, block, NODE_CODE);
	struct node *references = add(f, f->document, NODE_PART);
	struct node *entry = add(f, references, NODE_PARAGRAPH);
	references->u.part.kind = PART_REFERENCES;
	code->u.text.text = phone;
	add_words(f, link, phone);
	add_words(f, strong, phone);
	add_words(f, entry, phone);
	frame_call(f->arena, f->document, &f->handout.clinic);
	assert_int_equal(link->child->kind, NODE_TEXT);
	assert_int_equal(strong->child->kind, NODE_LINK);
	assert_int_equal(entry->child->kind, NODE_TEXT);
	assert_null(code->child);
	frame_isolate(f->arena, f->document, locale_find("ar"));
	assert_int_equal(strong->child->kind, NODE_LINK);
	assert_int_equal(strong->child->child->kind, NODE_ISOLATE);
}

static void test_contact(void **state)
{
	struct fixture *f = *state;
	f->handout.clinic.address = "1 Example Street\n Exampletown";
	f->handout.clinic.phone = "020 7946 0958";
	f->handout.clinic.web = "clinic.example.org";
	f->handout.clinic.email = "leaflets@example.org";
	frame(f, "en");
	assert_non_null(strstr(imprint(f),
						   "Published by Demo (invented)\n1 Example Street Exampletown\n"
						   "Call 020 7946 0958\nclinic.example.org\n"
						   "Write to leaflets@example.org\nCode KET-001"));
	const char *tree = doc_dump(f->arena, f->document);
	assert_non_null(strstr(tree, "tel:02079460958"));
	assert_non_null(strstr(tree, "https://clinic.example.org"));
	assert_non_null(strstr(tree, "mailto:leaflets@example.org"));
}

static void test_contact_right_to_left(void **state)
{
	struct fixture *f = *state;
	f->handout.publisher = "The Trust";
	f->handout.clinic.address = "1 Example Street";
	f->handout.clinic.phone = "111";
	frame(f, "ar");
	const struct node *link = NULL, *address = NULL;
	for (const struct node *n = f->document->last; n; n = doc_next(n, f->document->last)) {
		link = n->kind == NODE_LINK ? n : link;
		address = n->kind == NODE_SPAN && strstr(doc_plain(f->arena, n), "Street") ? n : address;
	}
	assert_non_null(link);
	assert_non_null(address);
	assert_string_equal(link->u.link.url, "tel:111");
	assert_int_equal(link->child->kind, NODE_ISOLATE);
	assert_string_equal(address->lang, "en");
	assert_non_null(strstr(imprint(f), "\nDemo (invented)\n1 Example Street\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_source, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sign_off, setup, teardown),
		cmocka_unit_test_setup_teardown(test_translation, setup, teardown),
		cmocka_unit_test_setup_teardown(test_staff, setup, teardown),
		cmocka_unit_test_setup_teardown(test_machine_draft, setup, teardown),
		cmocka_unit_test_setup_teardown(test_reviewed_translation, setup, teardown),
		cmocka_unit_test_setup_teardown(test_right_to_left, setup, teardown),
		cmocka_unit_test_setup_teardown(test_english_from_spanish, setup, teardown),
		cmocka_unit_test_setup_teardown(test_taken_ids, setup, teardown),
		cmocka_unit_test_setup_teardown(test_isolated, setup, teardown),
		cmocka_unit_test_setup_teardown(test_isolated_where, setup, teardown),
		cmocka_unit_test_setup_teardown(test_long_text, setup, teardown),
		cmocka_unit_test_setup_teardown(test_called, setup, teardown),
		cmocka_unit_test_setup_teardown(test_not_called, setup, teardown),
		cmocka_unit_test_setup_teardown(test_called_where, setup, teardown),
		cmocka_unit_test_setup_teardown(test_contact, setup, teardown),
		cmocka_unit_test_setup_teardown(test_contact_right_to_left, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
