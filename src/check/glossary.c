/* The glossary: read from YAML, searched word by word. */
#include "check/glossary.h"

#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/str.h"
#include "document/field.h"
#include "read/yaml.h"

#define FILE_NAME "glossary.yaml"

enum { ENDING_MAX = 3 }; /* letters */

struct reader {
	struct arena *arena;
	struct diag *diag;
	struct buf terms; /* of struct term */
	size_t count;
};

/* A text, or a list of texts. */
static const char *const *read_forms(struct reader *r, const struct yaml *node)
{
	struct buf forms = {.arena = r->arena};
	const char *end = NULL;
	const struct yaml *first = node->kind == YAML_LIST ? node->child : node;

	for (const struct yaml *n = first; n; n = node->kind == YAML_LIST ? n->next : NULL) {
		const char *text = n->kind == YAML_TEXT ? field_line(r->arena, r->diag, n) : NULL;
		if (n->kind != YAML_TEXT)
			diag_error(r->diag, n->pos, "this is no word: write one word, or several in [a, b]");
		else if (text)
			buf_add(&forms, &text, sizeof text);
	}
	buf_add(&forms, &end, sizeof end);
	return (const void *)forms.s;
}

static bool is_known(const struct reader *r, const char *term)
{
	const struct term *terms = (const void *)r->terms.s;

	for (size_t i = 0; i < r->count; i++)
		if (g_ascii_strcasecmp(terms[i].term, term) == 0)
			return true;
	return false;
}

static void read_term(struct reader *r, const struct yaml *map)
{
	const struct yaml *name = yaml_get(map, "term");
	struct buf langs = {.arena = r->arena};
	struct term term = {.pos = map->pos};

	if (map->kind != YAML_MAP || !name || name->kind != YAML_TEXT) {
		diag_error(
			r->diag, map->pos,
			"this term has no name: write \"- term: ketamine\" and below it \"es: ketamina\"");
		return;
	}
	term.term = field_line(r->arena, r->diag, name);
	for (const struct yaml *n = map->child; n; n = n->next) {
		if (n == name)
			continue;
		struct term_forms forms = {.lang = field_language(r->diag, n->key, n->key_pos)};
		if (!forms.lang)
			continue;
		forms.forms = read_forms(r, n);
		buf_add(&langs, &forms, sizeof forms);
		term.lang_count++;
	}
	term.langs = (const void *)langs.s;
	if (term.term && !is_known(r, term.term)) {
		buf_add(&r->terms, &term, sizeof term);
		r->count++;
	}
}

static void read_file(struct reader *r, const char *path)
{
	static const struct yaml_field fields[] = {{"terms", YAML_LIST, true},
											   {NULL, YAML_TEXT, false}};

	if (file_is_absent(path))
		return;
	const struct yaml *root = yaml_read(r->arena, r->diag, path);
	if (!root || !yaml_check(r->diag, root, fields))
		return;
	for (const struct yaml *n = yaml_get(root, "terms")->child; n; n = n->next)
		read_term(r, n);
}

struct glossary *glossary_read(struct arena *arena, struct diag *diag,
							   const struct handout *handout, const char *root)
{
	struct glossary *glossary = ARENA_NEW(arena, struct glossary);
	struct reader r = {arena, diag, {.arena = arena}, 0};
	const char *own = path_join(arena, handout->dir, FILE_NAME), *why;
	const char *shared = path_join(arena, handout->root, FILE_NAME);
	const char *real = file_inside(arena, handout->root, handout->dir, FILE_NAME, &why);

	read_file(&r, own);
	if (!real || !str_same(real, shared))
		read_file(&r, path_join(arena, root, FILE_NAME));
	glossary->terms = (const void *)r.terms.s;
	glossary->count = r.count;
	return glossary;
}

static const char *const *forms_in(const struct term *term, const char *lang, size_t len)
{
	for (size_t i = 0; i < term->lang_count; i++)
		if (strlen(term->langs[i].lang) == len &&
			g_ascii_strncasecmp(term->langs[i].lang, lang, len) == 0)
			return term->langs[i].forms;
	return NULL;
}

const char *const *glossary_forms(const struct glossary *glossary, const char *term,
								  const char *lang)
{
	for (size_t i = 0; i < glossary->count; i++) {
		if (g_ascii_strcasecmp(glossary->terms[i].term, term) != 0)
			continue;
		for (size_t len = strlen(lang); len;) {
			const char *const *forms = forms_in(&glossary->terms[i], lang, len);
			const char *hyphen = g_strrstr_len(lang, (gssize)len, "-");
			if (forms)
				return forms;
			len = hyphen ? (size_t)(hyphen - lang) : 0;
		}
	}
	return NULL;
}

static bool is_spaced(gunichar c)
{
	GUnicodeScript script = g_unichar_get_script(c);

	return g_unichar_isalpha(c) && script != G_UNICODE_SCRIPT_HAN &&
		   script != G_UNICODE_SCRIPT_HIRAGANA && script != G_UNICODE_SCRIPT_KATAKANA &&
		   script != G_UNICODE_SCRIPT_HANGUL && script != G_UNICODE_SCRIPT_THAI;
}

static bool ends_word(const char *s)
{
	s += *s == 's';
	return !*s || !g_unichar_isalnum(g_utf8_get_char(s));
}

/* Whether the words stand at p, each but the last with a few letters more at most: "effets
 * indésirables" for "effet indésirable". *end is behind the last as it was looked for. */
static bool match_words(const char *p, const char *words, const char **end)
{
	for (; *words; words = g_utf8_next_char(words)) {
		if (*words == ' ') {
			for (int i = 0; i < ENDING_MAX && *p && g_unichar_isalpha(g_utf8_get_char(p)); i++)
				p = g_utf8_next_char(p);
			if (!*p || !g_unichar_isspace(g_utf8_get_char(p)))
				return false;
		} else if (g_utf8_get_char(p) != g_utf8_get_char(words)) {
			return false;
		}
		p = g_utf8_next_char(p);
	}
	*end = p;
	return true;
}

bool glossary_has(const char *plain, const char *words, bool whole)
{
	char *have = str_fold(plain, -1), *want = str_fold(words, -1);
	bool arabic = g_unichar_get_script(g_utf8_get_char(want)) == G_UNICODE_SCRIPT_ARABIC ||
				  g_unichar_get_script(g_utf8_get_char(want)) == G_UNICODE_SCRIPT_HEBREW;
	bool found = false;

	for (const char *p = have, *end; *p && !found && *want; p = g_utf8_next_char(p)) {
		/* Arabic and Hebrew join articles and prepositions to the word */
		bool begins = arabic || p == have || !is_spaced(g_utf8_get_char(g_utf8_prev_char(p)));
		found = begins && match_words(p, want, &end) && (!whole || ends_word(end));
	}
	g_free(have);
	g_free(want);
	return found;
}
