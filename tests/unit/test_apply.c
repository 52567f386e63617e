/* Translating a tree: the state of each segment, what stands where, and where faults are told. */
#include "unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "read/markdown.h"
#include "translate/apply.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct handout handout;
	struct node *source;
	struct messages messages;
};

static const char article[] =
	"First *words*, see [below](#doses).\n"
	"\n"
	"## Doses\n"
	"\n"
	"Take 5 mg[^a], then wait[^b].\n"
	"\n"
	"| Day | Dose |\n"
	"|---|---|\n"
	"| 1 | |\n"
	"\n"
	"---\n"
	"\n"
	"The end[^a].\n"
	"\n"
	"[^a]: In water.\n"
	"\n"
	"[^b]: An hour.\n";

/* A translation of all of it; the notes change places. */
static const char spanish[] =
	"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nLanguage: es\\n\"\n\n"
	"msgctxt \"title\"\nmsgid \"Leaflet\"\nmsgstr \"Folleto\"\n\n"
	"msgctxt \"article/p1\"\nmsgid \"First *words*, see [below](#doses).\"\n"
	"msgstr \"\"\n\"Primeras *palabras*, \"\n\"vea [abajo](#doses).\"\n\n"
	"msgctxt \"article/doses/heading\"\nmsgid \"Doses\"\nmsgstr \"Dosis\"\n\n"
	"msgctxt \"article/doses/p1\"\nmsgid \"Take 5 mg[^a], then wait[^b].\"\n"
	"msgstr \"Espere[^b] y tome 5 mg[^a].\"\n\n"
	"msgctxt \"article/doses/t1/r1/c1\"\nmsgid \"Day\"\nmsgstr \"Día\"\n\n"
	"msgctxt \"article/doses/t1/r1/c2\"\nmsgid \"Dose\"\nmsgstr \"Dosis\"\n\n"
	"msgctxt \"article/doses/t1/r2/c1\"\nmsgid \"1\"\nmsgstr \"1\"\n\n"
	"msgctxt \"article/conclusion/p1\"\nmsgid \"The end[^a].\"\nmsgstr \"El fin[^a].\"\n\n"
	"msgctxt \"article/note-a/p1\"\nmsgid \"In water.\"\nmsgstr \"En agua.\"\n\n"
	"msgctxt \"article/note-b/p1\"\nmsgid \"An hour.\"\nmsgstr \"Una hora.\"\n";

static void append_part(struct fixture *f, enum part_kind kind, const char *text)
{
	static const struct name headings[] = {{"conclusion", {NULL, 0, 0}}};
	const struct part part = {
		.kind = kind,
		.file = kind == PART_ARTICLE ? "article.md" : "references.md",
		.headings = {headings, kind == PART_ARTICLE},
	};
	struct node *node = markdown_read(f->arena, f->diag, &f->handout, &part, str_of(text));
	assert_non_null(node);
	doc_append(f->source, node);
}

static int setup(void **state)
{
	static struct fixture f;
	f.arena = arena_new();
	f.diag = diag_new(f.arena);
	f.handout = (struct handout){
		.dir = "leaflet",
		.name = "leaflet",
		.root = ".",
		.file = "leaflet/handout.yaml",
		.title = "Leaflet",
		.language = "en",
		.title_pos = {"leaflet/handout.yaml", 1, 8},
	};
	f.source = doc_node(f.arena, NODE_DOCUMENT, POS_FILE("leaflet/handout.yaml"));
	f.source->lang = "en";
	append_part(&f, PART_ARTICLE, article);
	append_part(&f, PART_REFERENCES, "1. A book.\n");
	int number = 0;
	for (struct node *n = f.source->child->child; n; n = n->next)
		if (n->kind == NODE_NOTE)
			n->u.note.number = ++number;
	f.messages = messages_of(f.arena, &f.handout, f.source);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

/* Text with the first from in it replaced, which must be there. */
static const char *replaced(struct fixture *f, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	assert_non_null(at);
	return str_fmt(f->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static struct po *parse(struct fixture *f, const char *text)
{
	struct po *po = po_parse(f->arena, f->diag, str_of(text), "es.po");
	assert_non_null(po);
	return po;
}

static struct translation *apply(struct fixture *f, const struct po *po,
								 const struct signoff *signoff, const char *lang)
{
	struct translation *result =
		translate_apply(f->arena, f->diag, &f->handout, f->source, &f->messages, po, signoff, lang);
	if (result)
		assert_true(translate_report(f->diag, &f->handout, result));
	return result;
}

static struct translation *apply_text(struct fixture *f, const char *text)
{
	struct translation *result = apply(f, parse(f, text), NULL, "es");
	assert_non_null(result);
	return result;
}

static const struct node *block(const struct translation *translation, const char *context)
{
	const struct node *root = translation->document;
	for (const struct node *n = root; n; n = doc_next(n, root))
		if (str_same(n->context, context))
			return n;
	fail_msg("no block \"%s\"", context);
	return NULL;
}

static const char *words(struct fixture *f, const struct translation *translation,
						 const char *context)
{
	return markdown_inlines(f->arena, block(translation, context));
}

static const struct segment *segment(const struct translation *translation, const char *context)
{
	for (size_t i = 0; i < translation->count; i++)
		if (strcmp(translation->segments[i].context, context) == 0)
			return &translation->segments[i];
	fail_msg("no segment \"%s\"", context);
	return NULL;
}

/* The number of segments that are not in the state, checking that context alone is in other. */
static void check_only(const struct translation *translation, const char *context,
					   enum state expected, enum state others)
{
	for (size_t i = 0; i < translation->count; i++) {
		const struct segment *s = &translation->segments[i];
		assert_int_equal(s->state, strcmp(s->context, context) == 0 ? expected : others);
	}
}

static void test_all_translated(void **state)
{
	struct fixture *f = *state;
	struct translation *t = apply_text(f, spanish);
	assert_int_equal(f->diag->warnings, 0);
	assert_int_equal(t->count, f->messages.count);
	assert_int_equal(t->draft, t->count);
	assert_string_equal(t->title, "Folleto");
	assert_int_equal(t->title_state, STATE_DRAFT);
	assert_string_equal(t->document->lang, "es");
	assert_string_equal(words(f, t, "article/p1"), "Primeras *palabras*, vea [abajo](#doses).");
	assert_int_equal(block(t, "article/p1")->state, STATE_DRAFT);
	assert_null(block(t, "article/p1")->lang);
	assert_string_equal(block(t, "article/p1")->pos.file, "es.po");
	assert_int_equal(block(t, "article/p1")->pos.line, 11);
	assert_int_equal(segment(t, "article/p1")->pos.line, 8);
	assert_string_equal(words(f, t, "article/doses/t1/r1/c2"), "Dosis");
	const struct node *doses = doc_find(t->document, "doses");
	assert_non_null(doses);
	assert_ptr_equal(block(t, "article/doses/heading")->parent, doses);
	assert_true(doc_check(f->diag, t->document));
}

static void test_source_is_untouched(void **state)
{
	struct fixture *f = *state;
	const char *before = doc_dump(f->arena, f->source);
	apply_text(f, spanish);
	apply(f, NULL, NULL, "ar");
	assert_string_equal(doc_dump(f->arena, f->source), before);
}

static void test_notes_are_the_new_trees(void **state)
{
	struct fixture *f = *state;
	struct translation *t = apply_text(f, spanish);
	int marks = 0;
	for (const struct node *n = t->document; n; n = doc_next(n, t->document)) {
		if (n->kind != NODE_NOTE_MARK)
			continue;
		marks++;
		assert_ptr_equal(doc_ancestor(n->u.note_mark.note, NODE_DOCUMENT), t->document);
	}
	assert_int_equal(marks, 3);
	/* in Spanish the second note is cited first */
	const struct node *a = block(t, "article/note-a/p1")->parent;
	const struct node *b = block(t, "article/note-b/p1")->parent;
	assert_int_equal(b->u.note.number, 1);
	assert_int_equal(a->u.note.number, 2);
	assert_ptr_equal(b->next, a);
	assert_null(a->next);
	assert_int_equal(block(t, "article/conclusion/p1")->child->next->u.note_mark.mark, 2);
}

static void test_the_sources_language_is_a_copy(void **state)
{
	struct fixture *f = *state;
	struct translation *t = apply(f, NULL, NULL, "en");
	assert_non_null(t);
	assert_int_equal(f->diag->warnings, 0);
	check_only(t, "", STATE_SOURCE, STATE_SOURCE);
	assert_string_equal(t->title, "Leaflet");
	assert_string_equal(doc_dump(f->arena, t->document), doc_dump(f->arena, f->source));
	assert_ptr_not_equal(t->document, f->source);
}

/* The tree itself becomes what a copy would be. */
static void test_the_source_as_its_own_translation(void **state)
{
	struct fixture *f = *state;
	struct translation *copy = apply(f, NULL, NULL, "en");
	assert_non_null(copy);
	const char *dump = doc_dump(f->arena, copy->document);
	struct translation *own =
		translate_own(f->arena, f->diag, &f->handout, f->source, &f->messages);
	assert_ptr_equal(own->document, f->source);
	assert_string_equal(doc_dump(f->arena, own->document), dump);
	assert_string_equal(own->title, copy->title);
	assert_string_equal(own->lang, "en");
	assert_int_equal(own->count, copy->count);
	for (size_t i = 0; i < own->count; i++) {
		assert_string_equal(own->segments[i].context, copy->segments[i].context);
		assert_int_equal(own->segments[i].state, STATE_SOURCE);
		assert_int_equal(own->segments[i].pos.line, copy->segments[i].pos.line);
	}
	for (const struct node *n = f->source; n; n = doc_next(n, f->source))
		if (n->kind == NODE_NOTE_MARK)
			assert_int_equal(n->u.note_mark.note->kind, NODE_NOTE);
}

static void test_no_po(void **state)
{
	struct fixture *f = *state;
	struct translation *t = apply(f, NULL, NULL, "ar");
	assert_non_null(t);
	assert_int_equal(t->missing, f->messages.count);
	assert_int_equal(f->diag->warnings, 1);
	assert_string_equal(t->title, "Leaflet");
	assert_string_equal(t->document->lang, "ar");
	assert_string_equal(block(t, "article/p1")->lang, "en");
	assert_string_equal(words(f, t, "article/p1"), "First *words*, see [below](#doses).");
	assert_string_equal(
		diag_line(f->arena, f->diag->first),
		str_fmt(f->arena,
				"%s: warning: po/ar.po is not there, so the text stays in the source's "
				"language: run \"handout messages\" and translate the %zu messages of the "
				"file that it makes\n",
				f->handout.file, f->messages.count));
}

static void test_references_keep_their_language(void **state)
{
	struct fixture *f = *state;
	struct translation *t = apply_text(f, spanish);
	const struct node *references = t->document->last;
	assert_int_equal(references->u.part.kind, PART_REFERENCES);
	assert_string_equal(references->lang, "en");
	assert_string_equal(references->child->u.heading.key, "part/references");
	assert_string_equal(references->child->lang, "es");
	assert_null(apply(f, NULL, NULL, "en")->document->last->lang);
}

static void test_missing(void **state)
{
	struct fixture *f = *state;
	struct translation *t = apply_text(f, replaced(f, spanish, "Espere[^b] y tome 5 mg[^a].", ""));
	check_only(t, "article/doses/p1", STATE_MISSING, STATE_DRAFT);
	assert_int_equal(t->missing, 1);
	assert_string_equal(words(f, t, "article/doses/p1"), "Take 5 mg[^a], then wait[^b].");
	assert_string_equal(block(t, "article/doses/p1")->lang, "en");
	assert_int_equal(block(t, "article/doses/p1")->state, STATE_MISSING);
	assert_string_equal(block(t, "article/doses/p1")->pos.file, "leaflet/article.md");
	assert_int_equal(f->diag->warnings, 1);
	assert_true(g_str_has_prefix(diag_line(f->arena, f->diag->first),
								 "es.po:18:1: warning: \"article/doses/p1\" is not translated"));
}

static void test_absent(void **state)
{
	struct fixture *f = *state;
	struct translation *t = apply_text(f, replaced(f, spanish, "article/doses/p1", "other"));
	check_only(t, "article/doses/p1", STATE_MISSING, STATE_DRAFT);
	assert_true(
		g_str_has_prefix(diag_line(f->arena, f->diag->first),
						 "leaflet/article.md:5:1: warning: \"article/doses/p1\" is missing"));
}

static void test_fuzzy_is_stale(void **state)
{
	struct fixture *f = *state;
	struct translation *t = apply_text(f, replaced(f, spanish, "msgctxt \"article/doses/p1\"",
												   "#, fuzzy\nmsgctxt \"article/doses/p1\""));
	check_only(t, "article/doses/p1", STATE_STALE, STATE_DRAFT);
	assert_int_equal(t->stale, 1);
	assert_string_equal(words(f, t, "article/doses/p1"), "Take 5 mg[^a], then wait[^b].");
	assert_string_equal(block(t, "article/doses/p1")->lang, "en");
	assert_true(g_str_has_prefix(diag_line(f->arena, f->diag->first),
								 "es.po:19:1: warning: \"article/doses/p1\" is marked fuzzy"));
}

/* Before and after "handout messages", one changed sentence makes one segment stale. */
static void test_one_changed_sentence(void **state)
{
	struct fixture *f = *state;
	const struct po *po = parse(f, spanish);
	f->source = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x"));
	f->source->lang = "en";
	append_part(f, PART_ARTICLE, replaced(f, article, "Take 5 mg", "Take 6 mg"));
	f->messages = messages_of(f->arena, &f->handout, f->source);
	struct translation *t = apply(f, po, NULL, "es");
	check_only(t, "article/doses/p1", STATE_STALE, STATE_DRAFT);
	assert_string_equal(words(f, t, "article/doses/p1"), "Take 6 mg[^a], then wait[^b].");
	assert_int_equal(f->diag->warnings, 1);
	assert_non_null(strstr(f->diag->first->text, "the source of \"article/doses/p1\" has changed"));
	struct str merged = messages_merge(f->arena, &f->handout, &f->messages, po, "es");
	t = apply(f, parse(f, merged.s), NULL, "es");
	check_only(t, "article/doses/p1", STATE_STALE, STATE_DRAFT);
}

static void test_sign_offs(void **state)
{
	struct fixture *f = *state;
	const char *hash = signoff_hash(f->arena, "article/doses/heading", "Doses", "Dosis");
	struct signoff_entry entry = {
		.lang = "es",
		.name = "Ana",
		.role = SIGNOFF_REVIEWER,
		.hashes = &hash,
		.count = 1,
	};
	struct signoff signoff = {&entry, 1};
	struct translation *t = apply(f, parse(f, spanish), &signoff, "es");
	check_only(t, "article/doses/heading", STATE_REVIEWED, STATE_DRAFT);
	assert_int_equal(t->reviewed, 1);
	assert_int_equal(block(t, "article/doses/heading")->state, STATE_REVIEWED);
	entry.role = SIGNOFF_APPROVER;
	t = apply(f, parse(f, spanish), &signoff, "es");
	check_only(t, "article/doses/heading", STATE_APPROVED, STATE_DRAFT);
	entry.process = PROCESS_MT;
	t = apply(f, parse(f, spanish), &signoff, "es");
	check_only(t, "", STATE_DRAFT, STATE_DRAFT);
	entry.process = PROCESS_HUMAN;
	t = apply(f, parse(f, replaced(f, spanish, "\"Dosis\"", "\"Las dosis\"")), &signoff, "es");
	check_only(t, "", STATE_DRAFT, STATE_DRAFT);
	t = apply(f,
			  parse(f, replaced(f, spanish, "msgctxt \"article/doses/h",
								"#, fuzzy\nmsgctxt \"article/doses/h")),
			  &signoff, "es");
	check_only(t, "article/doses/heading", STATE_STALE, STATE_DRAFT);
}

static void test_figures(void **state)
{
	struct fixture *f = *state;
	f->source = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x"));
	f->source->lang = "en";
	append_part(f, PART_ARTICLE, "Words.\n\n---\n\nMore.\n");
	struct node *figure = doc_node(f->arena, NODE_FIGURE, POS_FILE("a.md"));
	struct node *caption = doc_node(f->arena, NODE_CAPTION, POS_FILE("a.md"));
	doc_append(f->source->child, figure);
	doc_append(figure, caption);
	doc_append(caption, doc_text(f->arena, POS_FILE("a.md"), "The way in"));
	figure->context = "article/fig1";
	figure->u.figure.alt = "A map";
	figure->u.figure.path = "map.png";
	caption->context = "article/fig1/caption";
	f->messages = messages_of(f->arena, &f->handout, f->source);
	struct translation *t =
		apply_text(f, "msgctxt \"article/fig1\"\nmsgid \"A map\"\nmsgstr \"Un *mapa*\"\n");
	assert_string_equal(block(t, "article/fig1")->u.figure.alt, "Un *mapa*");
	assert_string_equal(block(t, "article/fig1")->u.figure.path, "map.png");
	assert_int_equal(block(t, "article/fig1")->state, STATE_DRAFT);
	assert_string_equal(words(f, t, "article/fig1/caption"), "The way in");
	assert_string_equal(block(t, "article/fig1/caption")->lang, "en");
	t = apply_text(f,
				   "msgctxt \"article/fig1/caption\"\nmsgid \"The way in\"\n"
				   "msgstr \"La entrada\"\n");
	assert_string_equal(block(t, "article/fig1")->lang, "en");
	assert_string_equal(block(t, "article/fig1/caption")->lang, "es");
	assert_string_equal(words(f, t, "article/fig1/caption"), "La entrada");
}

/* An image's own version for a language, else that of a shorter tag, else the source's. */
static void test_pictures(void **state)
{
	static const struct name names[] = {{"es", {0}}, {"pt-BR", {0}}, {"fr", {0}}};
	static const struct {
		const char *lang, *picture;
		size_t warnings;
	} cases[] = {{"es", "map.es.png", 0},
				 {"pt-BR", "map.pt.png", 0},
				 {"fr", "map.png", 1},
				 {"en", "map.png", 0}};
	struct fixture *f = *state;
	char *dir = g_dir_make_tmp("handout-apply-XXXXXX", NULL), *real = realpath(dir, NULL);
	assert_non_null(real);
	const char *files[] = {"map.png", "map.es.png", "map.pt.png", "plain.png"};
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		assert_true(g_file_set_contents(str_fmt(f->arena, "%s/%s", real, files[i]), "x", 1, NULL));
	f->handout.root = real;
	f->handout.languages = (struct names){names, G_N_ELEMENTS(names)};
	f->source = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x"));
	f->source->lang = "en";
	append_part(f, PART_ARTICLE, "Words.\n\n---\n\nMore.\n");
	for (int i = 0; i < 3; i++) {
		struct node *figure = doc_node(f->arena, NODE_FIGURE, POS_FILE("a.md"));
		doc_append(f->source->child, figure);
		figure->u.figure.alt = "A map";
		figure->u.figure.path = str_fmt(f->arena, "%s/%s", real, i < 2 ? "map.png" : "plain.png");
	}
	f->messages = messages_of(f->arena, &f->handout, f->source);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		f->diag = diag_new(f->arena);
		struct translation *t = translate_apply(f->arena, f->diag, &f->handout, f->source,
												&f->messages, NULL, NULL, cases[i].lang);
		assert_non_null(t);
		const struct node *last = t->document->child->last;
		const char *name = strrchr(last->u.figure.path, '/') + 1;
		assert_string_equal(name, "plain.png");
		for (const struct node *n = t->document; n != last; n = doc_next(n, t->document))
			if (n->kind == NODE_FIGURE)
				assert_string_equal(strrchr(n->u.figure.path, '/') + 1, cases[i].picture);
		assert_int_equal(f->diag->warnings, cases[i].warnings);
	}
	f->diag = diag_new(f->arena);
	translate_apply(f->arena, f->diag, &f->handout, f->source, &f->messages, NULL, NULL, "fr");
	assert_string_equal(diag_line(f->arena, f->diag->first),
						"a.md: warning: map.png has no version in fr, so the source's is shown: "
						"put map.fr.png beside it\n");
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		remove(str_fmt(f->arena, "%s/%s", real, files[i]));
	remove(real);
	free(real);
	g_free(dir);
}

/* Words in an SVG are not translated with the text. */
static void test_words_in_pictures(void **state)
{
	static const char *const cases[][2] = {
		{"<svg><text>way in</text></svg>",
		 "a.md: warning: map.svg has words in it, which are not translated to es: put map.es.svg "
		 "beside it\n"},
		{"<svg><text x='9'>1</text><text><tspan fill='red'>\xD0\xB4\xD0\xB0</tspan></text></svg>",
		 "a.md: warning: map.svg has words in it, which are not translated to es: put map.es.svg "
		 "beside it\n"},
		{"<svg><text font-size='9'>A<tspan fill='red'>5</tspan></text>way</svg>", NULL},
		{"<svg><title>way in</title><text", NULL},
	};
	struct fixture *f = *state;
	char *dir = g_dir_make_tmp("handout-apply-XXXXXX", NULL);
	assert_non_null(dir);
	const char *path = str_fmt(f->arena, "%s/map.svg", dir);
	f->handout.root = dir;
	f->source = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x"));
	f->source->lang = "en";
	append_part(f, PART_ARTICLE, "Words.\n\n---\n\nMore.\n");
	struct node *figure = doc_node(f->arena, NODE_FIGURE, POS_FILE("a.md"));
	doc_append(f->source->child, figure);
	figure->u.figure.alt = "A map";
	figure->u.figure.path = path;
	f->messages = messages_of(f->arena, &f->handout, f->source);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		assert_true(g_file_set_contents(path, cases[i][0], -1, NULL));
		f->diag = diag_new(f->arena);
		translate_apply(f->arena, f->diag, &f->handout, f->source, &f->messages, NULL, NULL, "es");
		const struct message *said = f->diag->first;
		assert_string_equal(said ? diag_line(f->arena, said) : "", cases[i][1] ? cases[i][1] : "");
	}
	remove(path);
	remove(dir);
	g_free(dir);
}

static void test_broken_markup_is_told_in_the_po(void **state)
{
	static const char *const cases[][3] = {
		{"vea [abajo](#doses).", "vea abajo.", "es.po:11:2:"},
		{"(#doses).\"\n\n", "(#dosis).\"\n\n", "es.po:11:2:"},
		{"tome 5 mg[^a].", "tome 5 mg.", "es.po:20:9:"},
		{"\"Una hora.\"", "\"- Una hora.\"", "es.po:44:9:"},
		{"\"Folleto\"", "\"Fol\\nleto\"", "es.po:6:9:"},
	};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		void *fresh;
		setup(&fresh);
		struct fixture *f = fresh;
		const char *text = replaced(f, spanish, cases[i][0], cases[i][1]);
		assert_null(apply(f, parse(f, text), NULL, "es"));
		assert_true(f->diag->errors > 0);
		const char *line = diag_line(f->arena, f->diag->first);
		if (!g_str_has_prefix(line, cases[i][2]))
			fail_msg("\"%s\" instead of \"%s\"", line, cases[i][2]);
		teardown(&fresh);
	}
}

static void test_the_wrong_file_is_noticed(void **state)
{
	struct fixture *f = *state;
	assert_non_null(
		apply(f, parse(f, replaced(f, spanish, "Language: es", "Language: es_MX")), NULL, "es"));
	assert_int_equal(f->diag->warnings, 0);
	assert_non_null(apply(f, parse(f, spanish), NULL, "fr"));
	assert_int_equal(f->diag->warnings, 1);
	assert_true(g_str_has_prefix(diag_line(f->arena, f->diag->first),
								 "es.po: warning: its header says \"Language: es\", but"));
	const struct {
		const char *said, *lang;
		size_t warnings;
	} cases[] = {
		{"zh_CN", "zh-Hans", 0}, {"zh_TW", "zh-Hans", 1},    {"zh_Hans", "zh-Hant", 1},
		{"zh", "zh-Hant", 0},    {"sr@latin", "sr-Latn", 0}, {"es_MX.UTF-8", "es-ES", 0},
		{"pt_BR", "pt-PT", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diag *diag = diag_new(f->arena);
		const char *header = str_fmt(f->arena, "Language: %s", cases[i].said);
		po_check_language(f->arena, diag, parse(f, replaced(f, spanish, "Language: es", header)),
						  cases[i].lang);
		assert_int_equal(diag->warnings, cases[i].warnings);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_all_translated, setup, teardown),
		cmocka_unit_test_setup_teardown(test_source_is_untouched, setup, teardown),
		cmocka_unit_test_setup_teardown(test_notes_are_the_new_trees, setup, teardown),
		cmocka_unit_test_setup_teardown(test_the_sources_language_is_a_copy, setup, teardown),
		cmocka_unit_test_setup_teardown(test_the_source_as_its_own_translation, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_po, setup, teardown),
		cmocka_unit_test_setup_teardown(test_references_keep_their_language, setup, teardown),
		cmocka_unit_test_setup_teardown(test_missing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_absent, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fuzzy_is_stale, setup, teardown),
		cmocka_unit_test_setup_teardown(test_one_changed_sentence, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sign_offs, setup, teardown),
		cmocka_unit_test_setup_teardown(test_figures, setup, teardown),
		cmocka_unit_test_setup_teardown(test_pictures, setup, teardown),
		cmocka_unit_test_setup_teardown(test_words_in_pictures, setup, teardown),
		cmocka_unit_test(test_broken_markup_is_told_in_the_po),
		cmocka_unit_test_setup_teardown(test_the_wrong_file_is_noticed, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
