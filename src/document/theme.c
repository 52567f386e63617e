/* How a handout looks: theme.yaml to lengths, colours, styles and the faces of each script. */
#include "document/theme.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "base/units.h"
#include "document/field.h"
#include "read/yaml.h"

#define LENGTH_MOST_PT 5000.0
#define SIZE_LEAST PT(4)
#define HAIRLINE_LEAST PT(0.1)
#define WRITING_LEAST MM(5)
#define LABEL_LEAST MM(10)
/* Where theme.yaml does not say: room for a hand, and for a sheet of labels as hospitals have. */
#define WRITING MM(9)
#define LABEL_WIDTH MM(90)
#define LABEL_HEIGHT MM(38)
#define FACTOR_LEAST 0.5
#define FACTOR_MOST 4.0
#define SPACE_LEAST (2.0 / 3)
#define EMS_MOST 100.0
#define SUM_TOLERANCE 8 /* of rounding, Pango units */
#define TO_MM(units) (TO_PT(units) * 25.4 / 72)

const char *const role_names[] = {
	"body",        "title",      "section", "subsection",    "quote",   "code",         "caption",
	"table",       "table-head", "callout", "callout-label", "note",    "reference",    "furniture",
	"page-number", "stamp",      "clinic",  "language",      "imprint", "imprint-head", NULL,
};

static const char *const family_names[] = {"serif", "sans", NULL};
static const char *const note_marks[] = {"raised", "brackets", NULL};
static const char *const column_numbers[] = {"1", "2", NULL};

static const struct yaml_field theme_fields[] = {
	{"pages", YAML_MAP, true},
	{"colors", YAML_MAP, true},
	{"indent", YAML_TEXT, true},
	{"hairline", YAML_TEXT, true},
	{"hyphenate", YAML_TEXT, true},
	{"note-marks", YAML_TEXT, true},
	{"link-addresses", YAML_TEXT, false},
	{"styles", YAML_MAP, true},
	{"imprint-columns", YAML_TEXT, true},
	{"scripts", YAML_LIST, true},
	{"editions", YAML_MAP, false},
	{"writing", YAML_TEXT, false},
	{"label", YAML_MAP, false},
	{NULL, YAML_TEXT, false},
};

static const struct yaml_field edition_fields[] = {
	{"pages", YAML_MAP, false},
	{"colors", YAML_MAP, false},
	{"indent", YAML_TEXT, false},
	{"hairline", YAML_TEXT, false},
	{"hyphenate", YAML_TEXT, false},
	{"note-marks", YAML_TEXT, false},
	{"link-addresses", YAML_TEXT, false},
	{"styles", YAML_MAP, false},
	{"imprint-columns", YAML_TEXT, false},
	{"italic", YAML_TEXT, false},
	{"justify", YAML_TEXT, false},
	{"smallest", YAML_TEXT, false},
	{"writing", YAML_TEXT, false},
	{NULL, YAML_TEXT, false},
};

static const struct yaml_field label_fields[] = {
	{"width", YAML_TEXT, true},
	{"height", YAML_TEXT, true},
	{NULL, YAML_TEXT, false},
};

static const struct yaml_field color_fields[] = {
	{"accent", YAML_TEXT, false}, {"rule", YAML_TEXT, false}, {"tint", YAML_TEXT, false},
	{"bar", YAML_TEXT, false},    {NULL, YAML_TEXT, false},
};

/* The colours that an edition may have of its own. */
static const struct yaml_field edition_color_fields[] = {
	{"rule", YAML_TEXT, false},
	{"tint", YAML_TEXT, false},
	{"bar", YAML_TEXT, false},
	{NULL, YAML_TEXT, false},
};

static const struct yaml_field style_fields[] = {
	{"family", YAML_TEXT, true}, {"size", YAML_TEXT, true},    {"leading", YAML_TEXT, true},
	{"bold", YAML_TEXT, false},  {"italic", YAML_TEXT, false}, {"justify", YAML_TEXT, false},
	{"color", YAML_TEXT, false}, {"before", YAML_TEXT, false}, {"after", YAML_TEXT, false},
	{NULL, YAML_TEXT, false},
};

static const struct yaml_field script_fields[] = {
	{"script", YAML_TEXT, true},        {"language", YAML_TEXT, false},
	{"serif", YAML_LIST, true},         {"sans", YAML_LIST, true},
	{"size", YAML_TEXT, false},         {"leading", YAML_TEXT, false},
	{"smallest", YAML_TEXT, false},     {"italic", YAML_TEXT, false},
	{"justify", YAML_TEXT, false},      {"tightest", YAML_TEXT, false},
	{"white", YAML_TEXT, false},        {"latin", YAML_TEXT, false},
	{"space", YAML_TEXT, false},        {"localized", YAML_TEXT, false},
	{"justify-from", YAML_TEXT, false}, {NULL, YAML_TEXT, false},
};

/* The lengths of a page and the least that each may be. */
static const struct page_length {
	const char *key;
	size_t offset;
	int least;
} page_lengths[] = {
	{"width", offsetof(struct page_geometry, width), MM(50)},
	{"height", offsetof(struct page_geometry, height), MM(50)},
	{"top", offsetof(struct page_geometry, top), 0},
	{"foot", offsetof(struct page_geometry, foot), 0},
	{"start", offsetof(struct page_geometry, start), 0},
	{"column", offsetof(struct page_geometry, column), 0},
	{"gutter", offsetof(struct page_geometry, gutter), 0},
	{"measure", offsetof(struct page_geometry, measure), MM(20)},
	{"end", offsetof(struct page_geometry, end), 0},
	{"head-at", offsetof(struct page_geometry, head_at), 0},
	{"foot-at", offsetof(struct page_geometry, foot_at), 0},
};

/* The most fields that a map has. */
enum { FIELDS_MAX = ROLE_COUNT + 1 };

struct reader {
	struct arena *arena;
	struct diag *diag;
	struct theme *theme;
	bool partial; /* an edition's: what is not there stays as it is */
};

/* yaml_check; in an edition no field is needed. */
static bool check_fields(struct reader *r, const struct yaml *map, const struct yaml_field *fields)
{
	struct yaml_field own[FIELDS_MAX + 1] = {{NULL, YAML_TEXT, false}};
	for (size_t i = 0; i < FIELDS_MAX && fields[i].key; i++) {
		own[i] = fields[i];
		own[i].needed = fields[i].needed && !r->partial;
	}
	return yaml_check(r->diag, map, own);
}

/* The entry if it is a text; other kinds are reported by yaml_check. */
static const struct yaml *text_at(const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);
	return node && node->kind == YAML_TEXT ? node : NULL;
}

/* The length that a text says, in Pango units; below 0 when it says none. */
static int parse_length(const char *text)
{
	static const struct {
		const char *name;
		double points;
	} units[] = {{"mm", 72 / 25.4}, {"cm", 720 / 25.4}, {"in", 72}, {"pt", 1}};
	const char *unit = text + strspn(text, "0123456789.");
	char *end;
	double number = g_ascii_strtod(text, &end);
	if (!g_ascii_isdigit(text[0]) || end != unit)
		return -1;
	unit += strspn(unit, " ");
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
		if (strcmp(unit, units[i].name) == 0 && number * units[i].points <= LENGTH_MOST_PT)
			return PT(number * units[i].points);
	return -1;
}

/* "22 mm" at the key, if the map has it. */
static void read_length(struct reader *r, const struct yaml *map, const char *key, int least,
						int *out)
{
	const struct yaml *node = text_at(map, key);
	int length;
	if (!node)
		return;
	length = parse_length(node->text);
	if (length < 0)
		diag_error(r->diag, node->pos,
				   "length \"%s\" not understood: write a number and mm, cm, in or pt, such as "
				   "\"22 mm\" or \"10.5 pt\"",
				   node->text);
	else if (length < least)
		diag_error(r->diag, node->pos, "%s of %s is too small: make it at least %g pt", key,
				   node->text, TO_PT(least));
	else
		*out = length;
}

/* A number from least to most, if the map has the key; example: one that may be written. */
static void read_number(struct reader *r, const struct yaml *map, const char *key, double least,
						double most, const char *example, double *out)
{
	const struct yaml *node = text_at(map, key);
	double number;
	if (!node || !yaml_number(r->diag, node, &number))
		return;
	if (number >= least && number <= most)
		*out = number;
	else
		diag_error(r->diag, node->pos,
				   "%s of %s is out of range: write a factor from %g to %g, such as %s", key,
				   node->text, least, most, example);
}

static void read_factor(struct reader *r, const struct yaml *map, const char *key, double *out)
{
	read_number(r, map, key, FACTOR_LEAST, FACTOR_MOST, "1.15", out);
}

static void read_flag(struct reader *r, const struct yaml *map, const char *key, bool *out)
{
	const struct yaml *node = text_at(map, key);
	if (node)
		yaml_bool(r->diag, node, out);
}

/* "#1b4d6b" at the key, or the word accent where that has a meaning (not NULL). Looks at empty
 * values too: an unquoted "#1b4d6b" is a comment. False if the map has no such key. */
static bool read_color(struct reader *r, const struct yaml *map, const char *key,
					   const unsigned *accent, unsigned *out)
{
	const struct yaml *node = map->child;
	while (node && strcmp(node->key, key) != 0)
		node = node->next;
	if (!node || node->kind != YAML_TEXT)
		return node;
	if (accent && strcmp(node->text, "accent") == 0)
		*out = *accent;
	else if (node->text[0] == '#' && strlen(node->text) == 7 &&
			 strspn(node->text + 1, "0123456789abcdefABCDEF") == 6)
		*out = (unsigned)g_ascii_strtoull(node->text + 1, NULL, 16);
	else
		diag_error(r->diag, node->pos,
				   "colour \"%s\" not understood: write six hexadecimal digits in quotes, such as "
				   "\"#1b4d6b\"%s",
				   node->text, accent ? ", or the word accent" : "");
	return true;
}

/* Whether what stands side by side fills the page, and the heads stand in the margins. */
static void check_page(struct reader *r, const struct yaml *map, const struct page_geometry *page)
{
	int sum = page->start + page->column + page->gutter + page->measure + page->end;
	if (abs(sum - page->width) > SUM_TOLERANCE)
		diag_error(r->diag, map->pos,
				   "the page is %.2f mm wide, but start, column, gutter, measure and end add up to "
				   "%.2f mm: change one of them by %.2f mm",
				   TO_MM(page->width), TO_MM(sum), TO_MM(abs(sum - page->width)));
	if (page->top + page->foot > page->height / 2)
		diag_error(r->diag, map->pos,
				   "top and foot take more than half of the page's height: make them smaller");
	if (page->head_at > page->top)
		diag_error(r->diag, map->pos, "head-at is below the top margin: make it at most %.2f mm",
				   TO_MM(page->top));
	if (page->foot_at > page->foot)
		diag_error(r->diag, map->pos, "foot-at is above the foot margin: make it at most %.2f mm",
				   TO_MM(page->foot));
}

static void read_page(struct reader *r, const struct yaml *map, struct page_geometry *page)
{
	struct yaml_field fields[G_N_ELEMENTS(page_lengths) + 1] = {{NULL, YAML_TEXT, false}};
	size_t errors = r->diag->errors;
	for (size_t i = 0; i < G_N_ELEMENTS(page_lengths); i++)
		fields[i] = (struct yaml_field){page_lengths[i].key, YAML_TEXT, true};
	if (!check_fields(r, map, fields))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(page_lengths); i++)
		read_length(r, map, page_lengths[i].key, page_lengths[i].least,
					(int *)((char *)page + page_lengths[i].offset));
	if (r->diag->errors == errors)
		check_page(r, map, page);
}

static void read_pages(struct reader *r, const struct yaml *map)
{
	const struct yaml_field fields[] = {
		{paper_names[PAPER_A4], YAML_MAP, true},
		{paper_names[PAPER_LETTER], YAML_MAP, true},
		{NULL, YAML_TEXT, false},
	};
	if (!check_fields(r, map, fields))
		return;
	for (int paper = PAPER_A4; paper <= PAPER_LETTER; paper++)
		if (yaml_get(map, paper_names[paper]))
			read_page(r, yaml_get(map, paper_names[paper]), &r->theme->pages[paper]);
}

static void missing_color(struct reader *r, const struct yaml *map, const char *key)
{
	diag_error(r->diag, map->pos, "colour \"%s\" is missing: add a line %s: \"#666666\"", key, key);
}

static void read_colors(struct reader *r, const struct yaml *map, const struct clinic *clinic)
{
	struct theme *theme = r->theme;
	const struct {
		const char *key;
		unsigned *out;
	} colors[] = {{"rule", &theme->rule}, {"tint", &theme->tint}, {"bar", &theme->bar}};
	if (!yaml_check(r->diag, map, r->partial ? edition_color_fields : color_fields))
		return;
	if (!r->partial && !read_color(r, map, "accent", NULL, &theme->accent))
		missing_color(r, map, "accent");
	if (clinic && clinic->has_accent)
		theme->accent = clinic->accent;
	for (size_t i = 0; i < G_N_ELEMENTS(colors); i++)
		if (!read_color(r, map, colors[i].key, &theme->accent, colors[i].out) && !r->partial)
			missing_color(r, map, colors[i].key);
}

static void read_style(struct reader *r, const struct yaml *map, struct style *style)
{
	const struct yaml *family, *leading = text_at(map, "leading");
	size_t errors = r->diag->errors;
	if (!check_fields(r, map, style_fields))
		return;
	family = text_at(map, "family");
	if (family) {
		int choice = yaml_choice(r->diag, family, family_names);
		style->family = choice == FAMILY_SANS ? FAMILY_SANS : FAMILY_SERIF;
	}
	read_length(r, map, "size", SIZE_LEAST, &style->size);
	read_length(r, map, "leading", SIZE_LEAST, &style->leading);
	read_flag(r, map, "bold", &style->bold);
	read_flag(r, map, "italic", &style->italic);
	read_flag(r, map, "justify", &style->justify);
	read_color(r, map, "color", &r->theme->accent, &style->color);
	read_length(r, map, "before", 0, &style->before);
	read_length(r, map, "after", 0, &style->after);
	if (r->diag->errors == errors && style->leading < style->size)
		diag_error(r->diag, (leading ? leading : map)->pos,
				   "leading is smaller than the size, so lines would touch: make it at least %g pt",
				   TO_PT(style->size));
}

static void read_styles(struct reader *r, const struct yaml *map)
{
	struct yaml_field fields[ROLE_COUNT + 1] = {{NULL, YAML_TEXT, false}};
	for (int role = 0; role < ROLE_COUNT; role++)
		fields[role] = (struct yaml_field){role_names[role], YAML_MAP, true};
	if (!check_fields(r, map, fields))
		return;
	for (int role = 0; role < ROLE_COUNT; role++) {
		const struct yaml *style = yaml_get(map, role_names[role]);
		if (!style)
			continue;
		read_style(r, style, &r->theme->styles[role]);
		if (!r->partial)
			r->theme->style_pos[role] = style->key_pos;
	}
	r->theme->grid = r->theme->styles[ROLE_BODY].leading;
}

/* A list of families as comma-separated text. */
static const char *read_families(struct reader *r, const struct yaml *map, const char *key,
								 struct pos *pos)
{
	const struct yaml *list = yaml_get(map, key);
	*pos = list ? list->pos : map->pos;
	struct buf out = {.arena = r->arena};
	for (const struct yaml *item = list ? list->child : NULL; item; item = item->next) {
		if (item->kind != YAML_TEXT || !item->text[0] || strchr(item->text, ',')) {
			diag_error(
				r->diag, item->pos,
				"%s holds something else than a family's name: write [Noto Serif, Noto Sans]", key);
			continue;
		}
		if (out.len)
			buf_putc(&out, ',');
		buf_puts(&out, item->text);
	}
	if (list && !list->child)
		diag_error(r->diag, list->pos, "%s names no family: write one, such as [Noto Serif]", key);
	return buf_chars(&out);
}

/* The codes of the entry: which script, and whether for one language of it only. */
static void read_scope(struct reader *r, const struct yaml *map, struct script *script)
{
	const struct yaml *code = text_at(map, "script"), *lang = text_at(map, "language");
	if (code && (strlen(code->text) != 4 || !g_ascii_isupper(code->text[0]) ||
				 !g_ascii_islower(code->text[1]) || !g_ascii_islower(code->text[2]) ||
				 !g_ascii_islower(code->text[3])))
		diag_error(r->diag, code->pos,
				   "\"%s\" is no code of a script: write four letters of ISO 15924, such as Latn",
				   code->text);
	script->script = code ? code->text : "";
	if (lang && field_language(r->diag, lang->text, lang->pos))
		script->lang = lang->text;
}

/* False after a report. */
static bool read_script(struct reader *r, const struct yaml *map, struct script *script)
{
	size_t errors = r->diag->errors;
	script->size = script->leading = script->latin = 1;
	script->space = SPACE_LEAST;
	script->localized = true;
	if (!yaml_check(r->diag, map, script_fields))
		return false;
	read_scope(r, map, script);
	script->serif = read_families(r, map, "serif", &script->serif_pos);
	script->sans = read_families(r, map, "sans", &script->sans_pos);
	read_factor(r, map, "size", &script->size);
	read_factor(r, map, "leading", &script->leading);
	script->white = script->leading;
	read_factor(r, map, "white", &script->white);
	read_factor(r, map, "tightest", &script->tightest);
	read_factor(r, map, "latin", &script->latin);
	read_number(r, map, "space", FACTOR_LEAST, 1, "0.9", &script->space);
	read_number(r, map, "justify-from", 0, EMS_MOST, "30", &script->justify_from);
	read_length(r, map, "smallest", 0, &script->smallest);
	read_flag(r, map, "italic", &script->italic);
	read_flag(r, map, "justify", &script->justify);
	read_flag(r, map, "localized", &script->localized);
	return r->diag->errors == errors;
}

/* Reports a script that an entry before it has as well. */
static void check_again(struct reader *r, const struct script *script, struct pos pos)
{
	for (const struct script *other = r->theme->scripts; other < script; other++)
		if (str_same(other->script, script->script) && str_same(other->lang, script->lang))
			diag_error(r->diag, pos, "scripts has two entries for %s%s%s: remove one of them",
					   script->script, script->lang ? " and language " : "",
					   script->lang ? script->lang : "");
}

static void read_scripts(struct reader *r, const struct yaml *list)
{
	struct theme *theme = r->theme;
	struct script *scripts;
	size_t count = 0, errors = r->diag->errors;
	if (!list || list->kind != YAML_LIST)
		return;
	for (const struct yaml *item = list->child; item; item = item->next)
		count++;
	theme->scripts = scripts = ARENA_ARRAY(r->arena, struct script, count + 1);
	for (const struct yaml *item = list->child; item; item = item->next) {
		struct script *script = &scripts[theme->script_count];
		if (!read_script(r, item, script))
			continue;
		check_again(r, script, item->pos);
		theme->script_count++;
	}
	if (r->diag->errors == errors && !theme_script_of(theme, "Latn"))
		diag_error(r->diag, list->pos,
				   "scripts has no entry for Latn, which names and addresses need: add one");
}

/* What the standard edition and the others have alike. */
static void read_settings(struct reader *r, const struct yaml *map, const struct clinic *clinic)
{
	const struct yaml *marks = text_at(map, "note-marks");
	const struct yaml *columns = text_at(map, "imprint-columns");
	const struct yaml *label = yaml_get(map, "label");
	if (yaml_get(map, "colors"))
		read_colors(r, yaml_get(map, "colors"), clinic);
	if (yaml_get(map, "pages"))
		read_pages(r, yaml_get(map, "pages"));
	if (yaml_get(map, "styles"))
		read_styles(r, yaml_get(map, "styles"));
	read_length(r, map, "indent", 0, &r->theme->indent);
	read_length(r, map, "hairline", HAIRLINE_LEAST, &r->theme->hairline);
	read_length(r, map, "writing", WRITING_LEAST, &r->theme->writing);
	if (label && yaml_check(r->diag, label, label_fields)) {
		read_length(r, label, "width", LABEL_LEAST, &r->theme->label_width);
		read_length(r, label, "height", LABEL_LEAST, &r->theme->label_height);
	}
	read_flag(r, map, "hyphenate", &r->theme->hyphenate);
	read_flag(r, map, "link-addresses", &r->theme->link_addresses);
	if (marks)
		r->theme->note_brackets = yaml_choice(r->diag, marks, note_marks) == 1;
	if (columns)
		r->theme->imprint_columns = 1 + (yaml_choice(r->diag, columns, column_numbers) == 1);
}

/* Reports a style of the edition that orders what the edition itself forbids. */
static void check_orders(struct reader *r, const struct yaml *styles, bool justify)
{
	const struct theme *theme = r->theme;
	const char *name = edition_names[theme->kind];
	for (const struct yaml *map = styles ? styles->child : NULL; map; map = map->next) {
		int role = name_index(role_names, map->key);
		if (role < 0 || map->kind != YAML_MAP)
			continue;
		const struct style *style = &theme->styles[role];
		const struct yaml *size = text_at(map, "size");
		if (text_at(map, "italic") && style->italic && !theme->italic)
			diag_error(
				r->diag, text_at(map, "italic")->pos,
				"the %s edition has \"italic: false\", so %s cannot be italic: remove one of "
				"the two",
				name, map->key);
		if (text_at(map, "justify") && style->justify && !justify)
			diag_error(r->diag, text_at(map, "justify")->pos,
					   "the %s edition has \"justify: false\", so %s cannot be justified: remove "
					   "one of the two",
					   name, map->key);
		if (size && style->size < theme->smallest)
			diag_error(r->diag, size->pos,
					   "%s is smaller than %g pt, the smallest of the %s edition: make it at least "
					   "that, or make \"smallest\" smaller",
					   size->text, TO_PT(theme->smallest), name);
	}
}

/* Applies the edition's floor and bans to every style and script. */
static void restrict_styles(struct reader *r, bool justify)
{
	struct theme *theme = r->theme;
	struct script *scripts = ARENA_ARRAY(r->arena, struct script, theme->script_count + 1);
	for (int role = 0; role < ROLE_COUNT; role++) {
		theme->styles[role].italic = theme->styles[role].italic && theme->italic;
		theme->styles[role].justify = theme->styles[role].justify && justify;
	}
	for (size_t i = 0; i < theme->script_count; i++) {
		scripts[i] = theme->scripts[i];
		scripts[i].italic = scripts[i].italic && theme->italic;
		scripts[i].justify = scripts[i].justify && justify;
		if (scripts[i].smallest < theme->smallest)
			scripts[i].smallest = theme->smallest;
	}
	theme->scripts = scripts;
}

/* An entry of `editions`: the standard edition with what the entry changes. */
static void read_edition(struct reader *standard, const struct yaml *map, enum edition_kind kind)
{
	struct reader r = *standard;
	bool justify = true;
	size_t errors = r.diag->errors;
	r.theme = ARENA_NEW(r.arena, struct theme);
	*r.theme = *standard->theme;
	r.theme->kind = kind;
	r.partial = true;
	if (!check_fields(&r, map, edition_fields))
		return;
	read_settings(&r, map, NULL);
	read_flag(&r, map, "italic", &r.theme->italic);
	read_flag(&r, map, "justify", &justify);
	read_length(&r, map, "smallest", SIZE_LEAST, &r.theme->smallest);
	if (r.diag->errors == errors)
		check_orders(&r, yaml_get(map, "styles"), justify);
	restrict_styles(&r, justify);
	standard->theme->editions[kind] = r.theme;
}

static void read_editions(struct reader *r, const struct yaml *map)
{
	struct yaml_field fields[EDITION_KINDS] = {{NULL, YAML_TEXT, false}};
	for (int kind = EDITION_CLEAR; kind < EDITION_KINDS; kind++)
		fields[kind - EDITION_CLEAR] = (struct yaml_field){edition_names[kind], YAML_MAP, false};
	if (!map || !yaml_check(r->diag, map, fields))
		return;
	for (enum edition_kind kind = EDITION_CLEAR; kind < EDITION_KINDS; kind++)
		if (yaml_get(map, edition_names[kind]))
			read_edition(r, yaml_get(map, edition_names[kind]), kind);
}

struct theme *theme_read(struct arena *arena, struct diag *diag, const char *path,
						 const struct clinic *clinic)
{
	struct reader r = {arena, diag, ARENA_NEW(arena, struct theme), false};
	size_t errors = diag->errors;
	const struct yaml *map = yaml_read(arena, diag, path);
	if (!map)
		return NULL;
	r.theme->file = str_copy(arena, path);
	r.theme->italic = true;
	r.theme->link_addresses = true;
	r.theme->writing = WRITING;
	r.theme->label_width = LABEL_WIDTH;
	r.theme->label_height = LABEL_HEIGHT;
	yaml_check(diag, map, theme_fields);
	read_settings(&r, map, clinic);
	read_scripts(&r, yaml_get(map, "scripts"));
	/* Whatever is wrong in the standard edition would be reported again for each other one. */
	if (diag->errors == errors)
		read_editions(&r, yaml_get(map, "editions"));
	r.theme->editions[EDITION_STANDARD] = r.theme;
	return diag->errors == errors ? r.theme : NULL;
}

const struct theme *theme_edition(const struct theme *theme, enum edition_kind kind)
{
	return theme->editions[kind];
}

/* "grey" */
static const char *color_word(struct arena *arena, unsigned color)
{
	unsigned red = color >> 16, green = color >> 8 & 0xff, blue = color & 0xff;
	if (color == 0)
		return "black";
	if (red == green && green == blue)
		return "grey";
	return str_fmt(arena, "#%06x", color);
}

void theme_note_references(struct diag *diag, const struct theme *standard,
						   const struct theme *edition)
{
	struct arena *arena = diag->arena;
	struct style ordered = theme_style(standard, theme_script_of(standard, "Latn"), ROLE_REFERENCE);
	struct style set = theme_style(edition, theme_script_of(edition, "Latn"), ROLE_REFERENCE);
	bool slant = ordered.italic != set.italic, size = ordered.size != set.size;
	if (!slant && !size && ordered.color == set.color)
		return;
	bool upright = slant && !edition->italic, floor = size && ordered.size < edition->smallest;
	const char *name = edition_names[edition->kind];
	const char *why =
		upright || floor
			? str_fmt(arena, "allows %s%s%s", upright ? "no italics" : "",
					  upright && floor ? " and " : "",
					  floor ? str_fmt(arena, "nothing below %g pt", TO_PT(edition->smallest)) : "")
			: "has a style of its own for them";
	diag_note(diag, standard->style_pos[ROLE_REFERENCE],
			  "references are set %s in %s at %g pt, not %s %s %g pt as theme.yaml orders: the %s "
			  "edition %s",
			  set.italic ? "italic" : "upright", color_word(arena, set.color), TO_PT(set.size),
			  ordered.italic ? "italic" : "upright", color_word(arena, ordered.color),
			  TO_PT(ordered.size), name, why);
}

const struct script *theme_script_of(const struct theme *theme, const char *script)
{
	for (size_t i = 0; i < theme->script_count; i++)
		if (!theme->scripts[i].lang && str_same(theme->scripts[i].script, script))
			return &theme->scripts[i];
	return NULL;
}

/* Whether the tag is the language, or one of its kinds ("ur-IN" of "ur"). */
static bool is_of_language(const char *tag, const char *lang)
{
	size_t len = strlen(lang);
	return g_ascii_strncasecmp(tag, lang, len) == 0 && (tag[len] == '\0' || tag[len] == '-');
}

const struct script *theme_script(const struct theme *theme, const struct locale *locale)
{
	const struct script *best = NULL;
	for (size_t i = 0; i < theme->script_count; i++) {
		const struct script *script = &theme->scripts[i];
		if (script->lang && str_same(script->script, locale->script) &&
			is_of_language(locale->tag, script->lang) &&
			(!best || strlen(script->lang) > strlen(best->lang)))
			best = script;
	}
	return best ? best : theme_script_of(theme, locale->script);
}

static int scaled(int length, double factor)
{
	return (int)lround(length * factor);
}

struct style theme_style(const struct theme *theme, const struct script *script, enum role role)
{
	struct style style = theme->styles[role];
	style.size = scaled(style.size, script->size);
	style.leading = scaled(style.leading, script->leading);
	style.before = scaled(style.before, script->white);
	style.after = scaled(style.after, script->white);
	if (style.size < script->smallest) {
		style.leading = scaled(style.leading, (double)script->smallest / style.size);
		style.size = script->smallest;
	}
	if (style.leading < scaled(style.size, script->tightest))
		style.leading = scaled(style.size, script->tightest);
	style.leading -= style.leading % 2; /* text returns to a grid of half lines */
	style.italic = style.italic && script->italic;
	style.justify = style.justify && script->justify;
	return style;
}
