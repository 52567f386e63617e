/* Inlines to glyphs: gather the text of a block with its styles, itemise it with Pango, shape each
 * item once, and hold every face and glyph to what the edition may use. */
#include "typeset/shape.h"

#include <assert.h>
#include <string.h>

#include "document/exceptions.h"
#include "document/frame.h"
#include "read/faces.h"
#include "typeset/breaks.h"
#include "typeset/character.h"
#include "typeset/hyphenate.h"
#include "typeset/line.h"
#include "typeset/spacing.h"
#include "typeset/words.h"

/* U+2066 and U+2069 round an isolate, U+2067 before one that runs from right to left; U+2028 for a
 * line break that the author asked for. */
#define LRI "\xe2\x81\xa6"
#define RLI "\xe2\x81\xa7"
#define PDI "\xe2\x81\xa9"
#define LINE_SEPARATOR "\xe2\x80\xa8"

/* Superscript marks: size and rise as parts of the em. */
#define MARK_SIZE 0.7
#define MARK_RISE 0.33

/* The longest isolate (a phone, a code, a dose) that stays on one line, in bytes. */
#define BOUND_MAX 40
#define WORD_LETTERS 3

/* Characters without a face that are told of. */
#define MISSING_MAX 100

/* A block's text while it is gathered. */
struct gather {
	struct setting *setting;
	struct arena *arena;
	struct buf text;
	PangoAttrList *attrs;
	struct leaf *leaves;
	int count, room;
	const struct tongue *base;
	enum role role;
	bool apart; /* what parts two pieces is a line break */
};

/* What the inlines above a leaf say about it. */
struct manner {
	const struct tongue *tongue;
	bool bold, italic, code, mark, isolated, link, phone, strike;
};

static void unref(void *object)
{
	g_object_unref(object);
}

/* A family on the list whose name is nearest to what was written, or NULL. */
static const char *nearest_family(struct setting *setting, const char *written)
{
	const struct faces *faces = fonts_faces(setting->fonts);
	const char **families = ARENA_ARRAY(setting->arena, const char *, faces->count + 1);
	for (size_t i = 0; i < faces->count; i++)
		families[i] = faces->items[i].family;
	return str_nearest(written, families);
}

/* Whether the faces of a family are there: all of the family that a script prefers, and of others
 * all or none. A bold face would set what should not be bold. */
static bool family_whole(struct setting *setting, const char *family, bool preferred)
{
	const struct faces *faces = fonts_faces(setting->fonts);
	const struct face *lacking = NULL;
	bool any = preferred;
	for (size_t i = 0; i < faces->count; i++) {
		const struct face *face = &faces->items[i];
		if (!str_same(face->family, family))
			continue;
		bool has = fonts_has(setting->fonts, face);
		any = any || has;
		lacking = has || lacking ? lacking : face;
	}
	if (!any || !lacking)
		return true;
	diag_error(setting->diag, POS_FILE(lacking->path),
			   "cannot read this face: install the package %s, or run \"make\" again",
			   lacking->package);
	return false;
}

static bool families_listed(struct setting *setting, const char *list, struct pos pos)
{
	bool all = true;
	char **names = g_strsplit(list, ",", -1);
	for (char **name = names; *name; name++) {
		if (faces_find(fonts_faces(setting->fonts), g_strstrip(*name), false, false)) {
			all = family_whole(setting, *name, name == names) && all;
			continue;
		}
		const char *nearest = nearest_family(setting, *name);
		if (nearest)
			diag_error(setting->diag, pos,
					   "the family \"%s\" is not on the list of faces: did you mean \"%s\"?", *name,
					   nearest);
		else
			diag_error(setting->diag, pos,
					   "the family \"%s\" is not on the list of faces: correct its name, or add it "
					   "to fonts/faces.yaml",
					   *name);
		all = false;
	}
	g_strfreev(names);
	return all;
}

static bool faces_there(struct setting *setting, const struct script *script)
{
	bool serif = families_listed(setting, script->serif, script->serif_pos);
	return families_listed(setting, script->sans, script->sans_pos) && serif;
}

const struct tongue *setting_tongue(struct setting *setting, const char *lang)
{
	for (const struct tongue *t = setting->tongues; t; t = t->next)
		if (str_same(t->lang, lang))
			return t;
	const struct locale *locale = locale_find(lang);
	const struct script *script = locale ? theme_script(setting->edition->theme, locale) : NULL;
	if (!script)
		return setting->tongues;
	struct tongue *tongue = ARENA_NEW(setting->arena, struct tongue);
	tongue->lang = lang;
	tongue->locale = locale;
	tongue->script = script;
	tongue->context = fonts_context(setting->fonts, lang, locale->rtl);
	arena_defer(setting->arena, unref, tongue->context);
	tongue->hyphenator =
		hyphenator_except(setting->arena,
						  hyphenators_open(fonts_hyphenators(setting->fonts), setting->diag,
										   setting->edition->hyphenation, lang),
						  exceptions_of(setting->arena, setting->edition->handout, lang));
	if (setting->tongues) {
		tongue->next = setting->tongues->next;
		setting->tongues->next = tongue;
		faces_there(setting, script);
	} else {
		setting->tongues = tongue;
	}
	return tongue;
}

static void free_arena(void *arena)
{
	arena_free(arena);
}

bool tongue_is_square(const struct tongue *tongue)
{
	const char *script = tongue->script->script;
	return strcmp(script, "Hans") == 0 || strcmp(script, "Hant") == 0 ||
		   strcmp(script, "Jpan") == 0;
}

bool setting_start(struct setting *setting)
{
	const struct edition *edition = setting->edition;
	const struct tongue *tongue = setting_tongue(setting, edition->lang);
	setting->lines = setting->arena;
	setting->palette = palette_new(setting->lines);
	setting->words = fonts_words(setting->fonts);
	setting->block = arena_new();
	setting->breaks = arena_new();
	setting->runs = arena_new();
	arena_defer(setting->arena, free_arena, setting->block);
	arena_defer(setting->arena, free_arena, setting->breaks);
	arena_defer(setting->arena, free_arena, setting->runs);
	if (!tongue) {
		diag_error(setting->diag, POS_FILE(edition->theme->file),
				   "no faces for the script %s of the language %s: add it to scripts in theme.yaml",
				   edition->locale->script, edition->lang);
		return false;
	}
	const struct script *latin = theme_script_of(edition->theme, "Latn");
	bool own = faces_there(setting, tongue->script);
	return (tongue->script == latin || faces_there(setting, latin)) && own;
}

/* By how much Latin words are larger among those of a script. A floor that makes the script's
 * letters larger makes these larger too. */
static double latin_factor(const struct gather *g, const struct script *around)
{
	const struct theme *theme = g->setting->edition->theme;
	double raised =
		theme_style(theme, around, g->role).size / (theme->styles[g->role].size * around->size);
	return around->latin * (raised > 1 ? raised : 1);
}

static struct style leaf_style(struct gather *g, const struct manner *manner, bool latin)
{
	const struct theme *theme = g->setting->edition->theme;
	const struct script *own = manner->tongue->script, *around = latin ? own : g->base->script;
	const struct script *script = latin ? theme_script_of(theme, "Latn") : own;
	struct style style = theme_style(theme, script, g->role);
	if (script != around && strcmp(script->script, "Latn") == 0)
		style.size = (int)(style.size * latin_factor(g, around));
	/* Emphasis where the face has no italic is bold; inside italics it is upright. */
	if (manner->italic && (!script->italic || !own->italic))
		style.bold = true;
	else if (manner->italic)
		style.italic = !style.italic;
	style.bold = style.bold || manner->bold;
	if (manner->code)
		style.family = FAMILY_SANS;
	if (manner->mark && !theme->note_brackets)
		style.size = (int)(style.size * MARK_SIZE);
	return style;
}

/* OpenType features by language: the fi ligature hides which i it has. */
static const char *features_of(const struct tongue *tongue)
{
	if (!tongue->script->localized)
		return "locl=0";
	return locale_has_dotless_i(tongue->lang) ? "liga=0" : NULL;
}

static void add_attr(struct gather *g, PangoAttribute *attr, int start)
{
	attr->start_index = (guint)start;
	attr->end_index = (guint)g->text.len;
	pango_attr_list_insert(g->attrs, attr);
}

/* Adds text of one style; Latin words in another script have the Latin faces and sizes. */
static void add_styled(struct gather *g, const struct manner *manner, const char *text, size_t len,
					   bool latin)
{
	int start = (int)g->text.len;
	buf_add(&g->text, text, len);
	struct style style = leaf_style(g, manner, latin);
	const struct script *script =
		latin ? theme_script_of(g->setting->edition->theme, "Latn") : manner->tongue->script;
	PangoFontDescription *description = fonts_describe(script, &style);
	add_attr(g, pango_attr_font_desc_new(description), start);
	pango_font_description_free(description);
	const char *lang = manner->tongue->lang, *features = features_of(manner->tongue);
	add_attr(g, pango_attr_language_new(pango_language_from_string(lang)), start);
	if (features)
		add_attr(g, pango_attr_font_features_new(features), start);
}

/* The length of the Latin words at s: letters of the Latin script, European digits, and what stands
 * between two of them; 0 if s begins with neither. */
static size_t latin_span(const char *s, const char *end)
{
	const char *last = s;
	for (const char *c = s; c < end; c = g_utf8_next_char(c)) {
		GUnicodeScript script = g_unichar_get_script(g_utf8_get_char(c));
		if (script == G_UNICODE_SCRIPT_LATIN || g_ascii_isdigit(*c))
			last = g_utf8_next_char(c);
		else if (script != G_UNICODE_SCRIPT_COMMON && script != G_UNICODE_SCRIPT_INHERITED)
			break;
		else if (c == s)
			break;
	}
	return (size_t)(last - s);
}

/* Whether Latin words in this script take the faces of the Latin script. CJK faces have their own.
 */
static bool borrows_latin(const struct gather *g, const struct script *script)
{
	static const char *const own[] = {"Latn", "Cyrl", "Grek", "Hans", "Hant", "Jpan", "Kore", NULL};
	return !g_strv_contains(own, script->script) &&
		   theme_script_of(g->setting->edition->theme, "Latn") != NULL;
}

static void add_words(struct gather *g, const struct manner *manner, const char *text)
{
	const char *s = text, *end = text + strlen(text);
	assert(manner->tongue); /* setting_start refuses a language without */
	bool borrows = borrows_latin(g, manner->tongue->script);
	if (!borrows || manner->isolated || manner->code) {
		add_styled(g, manner, s, (size_t)(end - s), borrows);
		return;
	}
	const char *start = s;
	while (s < end) {
		size_t latin = latin_span(s, end);
		if (!latin) {
			s = g_utf8_next_char(s);
			continue;
		}
		/* Brackets round Latin words are a pair of one face. */
		if (s > start && s[-1] == '(') {
			s--;
			latin++;
			latin += s[latin] == ')';
		}
		if (s > start)
			add_styled(g, manner, start, (size_t)(s - start), false);
		add_styled(g, manner, s, latin, true);
		start = s += latin;
	}
	if (s > start)
		add_styled(g, manner, start, (size_t)(s - start), false);
}

/* Whether words follow each other in a text, those of two letters not counted: a name, an office,
 * not a number with its unit. */
static bool has_words(const char *text)
{
	int letters = 0, last = 0; /* of this word, of the one before it */
	for (; *text; text = g_utf8_next_char(text)) {
		gunichar c = character_at(text);
		if (c == ' ') {
			last = letters;
			letters = 0;
		} else if (character_is_letter(c)) {
			letters++;
		} else if (character_is_digit(c)) {
			letters = G_MININT / 2;
		}
		if (last >= WORD_LETTERS && letters >= WORD_LETTERS)
			return true;
	}
	return false;
}

static void add_leaf(struct gather *g, const struct manner *manner, const char *text,
					 const struct node *node)
{
	const struct theme *theme = g->setting->edition->theme;
	if (!*text)
		return;
	int start = (int)g->text.len;
	add_words(g, manner, text);
	if (g->count == g->room) {
		int room = g->room ? g->room * 2 : 8;
		struct leaf *leaves = ARENA_ARRAY(g->arena, struct leaf, (size_t)room);
		if (g->count)
			memcpy(leaves, g->leaves, sizeof(*leaves) * (size_t)g->count);
		g->leaves = leaves;
		g->room = room;
	}
	struct style style = theme_style(theme, manner->tongue->script, g->role);
	g->leaves[g->count++] = (struct leaf){
		.start = start,
		.end = (int)g->text.len,
		.node = node,
		.color = manner->link && node ? theme->accent : style.color,
		.strike = manner->strike,
		.bound = (manner->isolated || manner->phone) && strlen(text) <= BOUND_MAX &&
				 !strstr(text, "://") && !has_words(text),
		.rise = manner->mark && !theme->note_brackets ? (int)(style.size * MARK_RISE) : 0,
	};
}

/* The words of a footnote's mark and their tongue: 1, or (1), for [1] is a citation; a space keeps
 * 2 and 1 from being 21. */
static const char *note_mark(struct gather *g, const struct node *mark, struct manner *manner)
{
	manner->tongue = setting_tongue(g->setting, doc_own_lang(mark));
	const struct locale *locale = manner->tongue->locale;
	const char *number = locale_number(g->arena, locale, mark->u.note_mark.note->u.note.number);
	bool brackets = g->setting->edition->theme->note_brackets;
	const char *apart = mark->next && mark->next->kind == NODE_NOTE_MARK ? " " : "";
	return str_fmt(g->arena, brackets ? "(%s)%s" : "%s%s", number, apart);
}

static bool parts_pieces(const struct gather *g, const struct node *n)
{
	return g->apart && n->kind == NODE_TEXT &&
		   strcmp(n->u.text.text, frame_between(g->setting->edition->locale)) == 0;
}

static void gather_inlines(struct gather *g, const struct node *parent, struct manner above)
{
	for (const struct node *n = parent->child; n; n = n->next) {
		struct manner manner = above;
		if (n->lang)
			manner.tongue = setting_tongue(g->setting, n->lang);
		manner.italic = above.italic || n->kind == NODE_EMPHASIS;
		manner.bold = above.bold || n->kind == NODE_STRONG;
		manner.strike = above.strike || n->kind == NODE_STRIKE;
		manner.link = above.link || n->kind == NODE_LINK;
		manner.phone =
			above.phone || (n->kind == NODE_LINK && g_str_has_prefix(n->u.link.url, "tel:"));
		manner.isolated = above.isolated || n->kind == NODE_ISOLATE;
		manner.code = n->kind == NODE_CODE;
		manner.mark = n->kind == NODE_NOTE_MARK;
		bool isolate =
			n->kind == NODE_ISOLATE || n->kind == NODE_CODE || n->kind == NODE_CITATION ||
			(n->kind == NODE_SPAN && manner.tongue->locale->rtl != above.tongue->locale->rtl);
		isolate = isolate && above.tongue->locale->rtl;
		if (isolate)
			buf_puts(&g->text, n->kind == NODE_CITATION ? RLI : LRI);
		if (n->kind == NODE_BREAK || parts_pieces(g, n))
			buf_puts(&g->text, LINE_SEPARATOR);
		else if (n->kind == NODE_TEXT || n->kind == NODE_CODE)
			add_leaf(g, &manner, n->u.text.text, n);
		else if (n->kind == NODE_NOTE_MARK)
			add_leaf(g, &manner, note_mark(g, n, &manner), n);
		else
			gather_inlines(g, n, manner);
		if (isolate)
			buf_puts(&g->text, PDI);
	}
}

static const struct leaf *leaf_at(const struct shaped *shaped, int offset)
{
	for (int i = 0; i < shaped->leaf_count; i++)
		if (offset < shaped->leaves[i].end)
			return &shaped->leaves[i];
	return NULL;
}

/* Where the character was written: in the node of its leaf, else in the first text of the document
 * that has it, for a running head repeats those. */
static struct pos written_at(const struct setting *setting, const struct shaped *shaped, int offset,
							 gunichar c)
{
	const struct leaf *leaf = leaf_at(shaped, offset);
	const struct node *root = setting->edition->document;
	if (leaf && leaf->node && leaf->node->pos.file)
		return leaf->node->pos;
	for (const struct node *n = root; n; n = doc_next(n, root))
		if (n->kind == NODE_TEXT && n->pos.file && g_utf8_strchr(n->u.text.text, -1, c))
			return n->pos;
	return shaped->pos;
}

static void report_missing(struct setting *setting, const struct shaped *shaped, int offset)
{
	gunichar c = g_utf8_get_char(shaped->text + offset);
	guint reported = g_hash_table_size(setting->reported);
	/* All faces are looked through for each. */
	if (reported > MISSING_MAX || !g_hash_table_add(setting->reported, GUINT_TO_POINTER(c)))
		return;
	if (reported == MISSING_MAX) {
		diag_error(setting->diag, written_at(setting, shaped, offset, c),
				   "more than %d characters have no face: put text of one language here",
				   MISSING_MAX);
		return;
	}
	const struct face *face = faces_having(fonts_faces(setting->fonts), c);
	struct pos pos = written_at(setting, shaped, offset, c);
	char utf8[8] = {0};
	utf8[g_unichar_to_utf8(c, utf8)] = '\0';
	const char *shown = g_unichar_isprint(c) ? utf8 : "";
	if (face)
		diag_error(
			setting->diag, pos,
			"no face of this language has the character \"%s\" (U+%04X): replace it, or add \"%s\" "
			"to the families of its script in theme.yaml",
			shown, c, face->family);
	else
		diag_error(
			setting->diag, pos,
			"no face on the list has the character \"%s\" (U+%04X): replace it, or add a face that "
			"has it to fonts/faces.yaml",
			shown, c);
	diag_about(setting->diag, c);
}

/* Holds an item to the faces that may be used; its glyphs to those that exist. */
static void check_item(struct setting *setting, const struct shaped *shaped,
					   const struct item *item)
{
	PangoFont *font = item->item->analysis.font;
	const struct face *face = fonts_face_of(setting->fonts, font);
	if (!face || fonts_is_synthetic(font)) {
		PangoFontDescription *description = pango_font_describe(font);
		char *name = pango_font_description_to_string(description);
		diag_error(
			setting->diag, shaped->pos,
			face ? "the face \"%s\" is not a true one but slanted or emboldened: name a family "
				   "that has it in theme.yaml"
				 : "the face \"%s\" is not on the list: add it to fonts/faces.yaml or name "
				   "another in theme.yaml",
			name);
		g_free(name);
		pango_font_description_free(description);
	}
	for (int i = 0; i < item->glyphs->num_glyphs; i++) {
		int offset = item->start + item->glyphs->log_clusters[i];
		bool separator = strncmp(shaped->text + offset, LINE_SEPARATOR, 3) == 0;
		if (item->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG && !separator)
			report_missing(setting, shaped, offset);
	}
}

static void free_items(void *data)
{
	struct shaped *shaped = data;
	for (int i = 0; i < shaped->item_count; i++) {
		pango_item_free(shaped->items[i].item);
		pango_glyph_string_free(shaped->items[i].glyphs);
	}
}

/* Gives items back the language that was asked for. Pango takes another where it does not know the
 * language to be written in the item's script, as Serbian in Latin letters; the locale knows. */
static void keep_languages(PangoAttrList *attrs, GList *items)
{
	PangoAttrIterator *at = pango_attr_list_get_iterator(attrs);
	for (GList *l = items; l; l = l->next) {
		PangoItem *item = l->data;
		int start = 0, end = 0;
		pango_attr_iterator_range(at, &start, &end);
		while (end <= item->offset && pango_attr_iterator_next(at))
			pango_attr_iterator_range(at, &start, &end);
		const PangoAttribute *asked = pango_attr_iterator_get(at, PANGO_ATTR_LANGUAGE);
		PangoLanguage *lang = asked ? ((const PangoAttrLanguage *)asked)->value : NULL;
		const struct locale *locale = lang ? locale_find(pango_language_to_string(lang)) : NULL;
		guint32 iso = g_unicode_script_to_iso15924(item->analysis.script);
		char script[] = {(char)(iso >> 24), (char)(iso >> 16), (char)(iso >> 8), (char)iso, '\0'};
		if (locale && strcmp(locale->script, script) == 0)
			item->analysis.language = lang;
	}
	pango_attr_iterator_destroy(at);
}

static void shape_items(struct setting *setting, struct arena *arena, struct shaped *shaped,
						GList *items)
{
	int count = (int)g_list_length(items);
	shaped->items = ARENA_ARRAY(arena, struct item, (size_t)count);
	arena_defer(arena, free_items, shaped);
	for (GList *l = items; l; l = l->next) {
		PangoItem *item = l->data;
		struct item *out = &shaped->items[shaped->item_count++];
		out->start = item->offset;
		out->end = item->offset + item->length;
		out->item = item;
		out->glyphs = pango_glyph_string_new();
		words_shape(setting->words, shaped->text, shaped->len, item, out->glyphs);
		for (int i = 0; i < out->glyphs->num_glyphs; i++)
			shaped->advance[out->start + out->glyphs->log_clusters[i]] +=
				out->glyphs->glyphs[i].geometry.width;
		check_item(setting, shaped, out);
	}
}

/* Whether the words of a role are few and large, so that all see where its lines end. */
static bool is_heading(enum role role)
{
	return role == ROLE_TITLE || role == ROLE_SECTION || role == ROLE_SUBSECTION ||
		   role == ROLE_TABLE_HEAD || role == ROLE_CAPTION || role == ROLE_CALLOUT_LABEL;
}

static struct shaped *finish(struct gather *g, struct pos pos)
{
	struct arena *arena = g->arena;
	struct shaped *shaped = ARENA_NEW(arena, struct shaped);
	shaped->text = buf_chars(&g->text);
	shaped->len = (int)g->text.len;
	shaped->chars = (int)g_utf8_strlen(shaped->text, shaped->len);
	shaped->attrs = ARENA_ARRAY(arena, PangoLogAttr, (size_t)shaped->chars + 1);
	shaped->advance = ARENA_ARRAY(arena, int, (size_t)shaped->len + 1);
	shaped->leaves = g->leaves;
	shaped->leaf_count = g->count;
	shaped->rtl = g->base->locale->rtl;
	shaped->lang = g->base->lang;
	shaped->style = theme_style(g->setting->edition->theme, g->base->script, g->role);
	shaped->pos = pos;
	GList *items = pango_itemize_with_base_dir(
		g->base->context, shaped->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR, shaped->text, 0,
		shaped->len, g->attrs, NULL);
	keep_languages(g->attrs, items);
	shape_items(g->setting, arena, shaped, items);
	g_list_free(items);
	spacing_set(arena, shaped);
	breaks_find(g->setting, arena, shaped, g->attrs);
	bool divided = g->setting->edition->theme->hyphenate;
	if (!divided)
		breaks_keep_compounds(shaped);
	if (!divided || !shaped->style.justify)
		breaks_keep_words(shaped);
	if (is_heading(g->role))
		breaks_keep_phrases(arena, shaped);
	pango_attr_list_unref(g->attrs);
	return shaped;
}

static struct gather gather_start(struct setting *setting, struct arena *arena, const char *lang,
								  enum role role)
{
	return (struct gather){
		.setting = setting,
		.arena = arena,
		.text = {.arena = arena},
		.attrs = pango_attr_list_new(),
		.base = setting_tongue(setting, lang),
		.role = role,
	};
}

struct shaped *shape_block(struct setting *setting, struct arena *arena, const struct node *block,
						   enum role role)
{
	struct gather g = gather_start(setting, arena, doc_lang(block), role);
	gather_inlines(&g, block, (struct manner){.tongue = g.base});
	return finish(&g, block->pos);
}

struct shaped *shape_pieces(struct setting *setting, struct arena *arena, const struct node *block,
							enum role role)
{
	struct gather g = gather_start(setting, arena, doc_lang(block), role);
	g.apart = true;
	gather_inlines(&g, block, (struct manner){.tongue = g.base});
	return finish(&g, block->pos);
}

struct shaped *shape_text(struct setting *setting, struct arena *arena, const char *text,
						  const char *lang, enum role role, const struct node *node)
{
	struct gather g = gather_start(setting, arena, lang, role);
	struct manner manner = {.tongue = g.base};
	add_leaf(&g, &manner, text, node);
	return finish(&g, node ? node->pos : POS_FILE(setting->edition->handout->file));
}
