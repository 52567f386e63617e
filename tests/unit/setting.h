/* A setting in any language, without a handout's files: blocks of Markdown shaped and set with the
 * content's theme and the listed faces. */
#ifndef HANDOUT_UNIT_SETTING_H
#define HANDOUT_UNIT_SETTING_H

#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/units.h"
#include "document/frame.h"
#include "read/markdown.h"
#include "typeset/paragraph.h"
#include "typeset/shape.h"

/* Fonts are opened once for all tests: the font map of a process. */
struct faces_opened {
	struct arena *arena;
	struct fonts *fonts;
};

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct handout handout;
	struct edition edition;
	struct setting setting;
};

static inline struct faces_opened opened(void)
{
	static struct faces_opened o;
	if (!o.arena) {
		const char *out = getenv("OUT");
		o.arena = arena_new();
		struct diag *diag = diag_new(o.arena);
		o.fonts = fonts_open(o.arena, diag, path_join(o.arena, out ? out : "out", "fonts"));
		if (!o.fonts)
			fail_msg("%s", diag_line(o.arena, diag->first));
	}
	return o;
}

static inline int close_faces(void **state)
{
	(void)state;
	arena_free(opened().arena);
	return 0;
}

static inline void drop_setting(struct fixture *f)
{
	if (f->setting.reported)
		g_hash_table_destroy(f->setting.reported);
	f->setting.reported = NULL;
}

static inline void set_language(struct fixture *f, const char *lang)
{
	static const struct clinic none = {0};
	const char *out = getenv("OUT");
	drop_setting(f);
	f->edition = (struct edition){
		.handout = &f->handout,
		.theme = theme_read(f->arena, f->diag, "content/theme.yaml", &none),
		.locale = locale_find(lang),
		.lang = lang,
		.title = "Leaflet",
		.hyphenation = path_join(f->arena, out ? out : "out", "share/hyphenation"),
	};
	f->setting = (struct setting){
		.arena = f->arena, .diag = f->diag, .fonts = opened().fonts, .edition = &f->edition};
	assert_non_null(f->edition.theme);
	f->setting.reported = g_hash_table_new(g_direct_hash, g_direct_equal);
	assert_true(setting_start(&f->setting));
}

/* The same with the page's own words. */
static inline void set_leaflet(struct fixture *f, const char *lang)
{
	set_language(f, lang);
	f->edition.strings =
		strings_read(f->arena, f->diag, (struct strings_dirs){NULL, "content/strings"}, lang);
	assert_non_null(f->edition.strings);
}

static inline const char *repeated(struct fixture *f, const char *text, int times)
{
	struct buf buf = {.arena = f->arena};
	for (int i = 0; i < times; i++)
		buf_puts(&buf, text);
	return buf_chars(&buf);
}

static inline int setup(void **state)
{
	static struct fixture f;
	memset(&f, 0, sizeof f);
	f.arena = arena_new();
	f.diag = diag_new(f.arena);
	f.handout = (struct handout){.dir = "x",
								 .root = "x",
								 .file = "x/handout.yaml",
								 .title = "Leaflet",
								 .code = "L-1",
								 .version = "1.0",
								 .language = "en",
								 .name = "x",
								 .clinic = {.name = "Clinic"}};
	*state = &f;
	return 0;
}

static inline int teardown(void **state)
{
	struct fixture *f = *state;
	drop_setting(f);
	arena_free(f->arena);
	return 0;
}

/* A document of one part in a language. */
static inline struct node *read_document(struct fixture *f, const char *lang, const char *text)
{
	static const struct part part = {.kind = PART_ARTICLE, .file = "a.md", .path = "x/a.md"};
	struct node *root = doc_node(f->arena, NODE_DOCUMENT, POS_FILE("x/handout.yaml"));
	root->lang = lang;
	struct node *read = markdown_read(f->arena, f->diag, &f->handout, &part, str_of(text));
	if (!read)
		fail_msg("%s", diag_line(f->arena, f->diag->first));
	doc_append(root, read);
	int number = 0;
	for (struct node *n = read->child; n; n = n->next)
		if (n->kind == NODE_NOTE)
			n->u.note.number = ++number;
	frame_isolate(f->arena, root, locale_find(lang));
	return root;
}

static inline struct shaped *shape_as(struct fixture *f, const char *lang, const char *text,
									  enum role role)
{
	set_language(f, lang);
	struct node *root = read_document(f, lang, text);
	struct shaped *shaped = shape_block(&f->setting, f->arena, root->child->child, role);
	if (f->diag->first)
		fail_msg("%s", diag_line(f->arena, f->diag->first));
	return shaped;
}

static inline struct shaped *shape(struct fixture *f, const char *lang, const char *text)
{
	return shape_as(f, lang, text, ROLE_BODY);
}

/* The text with '|' where a line may end. */
static inline const char *marked(struct fixture *f, const struct shaped *s)
{
	struct buf buf = {.arena = f->arena};
	const char *c = s->text;
	for (int i = 0; i < s->chars; i++, c = g_utf8_next_char(c)) {
		if (i > 0 && s->attrs[i].is_line_break)
			buf_putc(&buf, '|');
		buf_add(&buf, c, (size_t)(g_utf8_next_char(c) - c));
	}
	return buf_chars(&buf);
}

static inline struct lines set_lines(struct fixture *f, const struct shaped *s, int width,
									 bool justify)
{
	struct lines lines = paragraph_lines(&f->setting, s, (struct measure){width, justify, false});
	for (int i = 0; i < lines.count; i++)
		assert_true(lines.items[i].width <= width + 2);
	return lines;
}

#endif
