/* Fields of manifests: one line, an id, a date, a language tag, a list of names. */
#include "document/field.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"

static bool is_text(const struct yaml *node)
{
	return node && node->kind == YAML_TEXT;
}

const char *field_text(struct arena *arena, struct diag *diag, const struct yaml *node)
{
	if (!is_text(node))
		return NULL;
	struct str text = str_trim(str_of(node->text));
	if (!text.len) {
		diag_error(diag, node->pos, "this text is empty: write it, or delete the line");
		return NULL;
	}
	for (size_t i = 0; i < text.len; i++) {
		if (!g_ascii_iscntrl(text.s[i]) || text.s[i] == '\n')
			continue;
		diag_error(diag, node->pos, "a control character in this text: delete it");
		return NULL;
	}
	return str_dup(arena, text).s;
}

const char *field_line(struct arena *arena, struct diag *diag, const struct yaml *node)
{
	const char *text = field_text(arena, diag, node);
	if (!text || !strchr(text, '\n'))
		return text;
	diag_error(diag, node->pos, "this text has several lines: write it in one");
	return NULL;
}

const char *field_id(struct diag *diag, const struct yaml *node)
{
	if (!is_text(node))
		return NULL;
	size_t len = strlen(node->text);
	size_t good = strspn(node->text,
						 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
						 "0123456789.-");
	if (len && good == len)
		return node->text;
	diag_error(diag, node->pos,
			   "\"%s\" may hold only the letters A to Z, digits, full stops and hyphens: write it "
			   "as KET-001 or 1.0",
			   node->text);
	return NULL;
}

bool field_date(struct diag *diag, const struct yaml *node, struct date *out)
{
	if (!is_text(node))
		return false;
	if (date_parse(node->text, out))
		return true;
	diag_error(diag, node->pos, "\"%s\" is not a date: %s", node->text,
			   date_remedy(diag->arena, node->text));
	return false;
}

/* Subtags of 1 to 8 letters or digits between hyphens, the first of 2 or 3 letters. */
static bool is_tag(const char *tag)
{
	size_t len = 0;
	for (size_t i = 0;; i++) {
		if (tag[i] != '-' && tag[i] != '\0') {
			if (!g_ascii_isalnum(tag[i]) || (i == len && !g_ascii_isalpha(tag[i])) || ++len > 8)
				return false;
			continue;
		}
		if (!len || (i == len && len != 2 && len != 3))
			return false;
		if (!tag[i])
			return true;
		len = 0;
	}
}

/* The tag of the language with a name that is nearest to what was written, or NULL. */
static const char *nearest_name(const char *const *tags, const char *written, bool native)
{
	GPtrArray *names = g_ptr_array_new();
	for (size_t i = 0; tags[i]; i++) {
		const struct locale *locale = locale_find(tags[i]);
		g_ptr_array_add(names, (gpointer)(native ? locale->native : locale->english));
	}
	g_ptr_array_add(names, NULL);
	const char *nearest = str_nearest(written, (const void *)names->pdata);
	guint at = 0;
	while (nearest && names->pdata[at] != nearest)
		at++;
	g_ptr_array_free(names, TRUE);
	return nearest ? tags[at] : NULL;
}

/* What else languages are called by: names that CLDR does not have, codes of ISO 639-2, codes of
 * before, and codes of countries that are no language's. */
static const char *const also_called[][2] = {
	{"ara", "ar"},
	{"ben", "bn"},
	{"brazilian", "pt-BR"},
	{"castilian", "es"},
	{"chi", "zh-Hans"},
	{"cn", "zh-Hans"},
	{"ces", "cs"},
	{"cze", "cs"},
	{"cz", "cs"},
	{"dari", "fa-AF"},
	{"deu", "de"},
	{"dk", "da"},
	{"dut", "nl"},
	{"ell", "el"},
	{"eng", "en"},
	{"farsi", "fa"},
	{"fas", "fa"},
	{"flemish", "nl"},
	{"fra", "fr"},
	{"fre", "fr"},
	{"ger", "de"},
	{"gr", "el"},
	{"gre", "el"},
	{"heb", "he"},
	{"hin", "hi"},
	{"in", "id"},
	{"ind", "id"},
	{"ita", "it"},
	{"iw", "he"},
	{"ji", "yi"},
	{"jp", "ja"},
	{"jpn", "ja"},
	{"kor", "ko"},
	{"kr", "ko"},
	{"mandarin", "zh-Hans"},
	{"mo", "ro"},
	{"nld", "nl"},
	{"pan", "pa"},
	{"per", "fa"},
	{"pol", "pl"},
	{"por", "pt"},
	{"ron", "ro"},
	{"rum", "ro"},
	{"rus", "ru"},
	{"sh", "sr-Latn"},
	{"som", "so"},
	{"sp", "es"},
	{"spa", "es"},
	{"tagalog", "fil"},
	{"tha", "th"},
	{"tur", "tr"},
	{"ua", "uk"},
	{"ukr", "uk"},
	{"urd", "ur"},
	{"vie", "vi"},
	{"vn", "vi"},
	{"zho", "zh-Hans"},
};

/* Whether a tag names the United Kingdom by what is no code of it. */
static bool of_uk(const char *tag)
{
	const char *hyphen = strrchr(tag, '-');
	return hyphen && g_ascii_strcasecmp(hyphen, "-UK") == 0;
}

/* The tag of the language that is called so, whether letters are capitals or not; NULL: none. */
static const char *language_called(const char *const *tags, const char *written)
{
	if (!g_utf8_validate(written, -1, NULL))
		return NULL;
	char *folded = g_utf8_casefold(written, -1);
	/* "es_MX", as systems write it, and "en-UK". */
	char *tagged =
		g_strdelimit(g_strdup(strchr(written, '_') || of_uk(written) ? written : ""), "_", '-');
	if (of_uk(tagged))
		tagged[strlen(tagged) - 2] = 'G', tagged[strlen(tagged) - 1] = 'B';
	const struct locale *locale = is_tag(tagged) ? locale_find(tagged) : NULL;
	const char *tag = locale ? locale->tag : NULL;
	for (size_t i = 0; tags[i] && !tag; i++) {
		char *own = g_utf8_casefold(locale_find(tags[i])->native, -1);
		bool same = strcmp(own, folded) == 0 ||
					g_ascii_strcasecmp(locale_find(tags[i])->english, written) == 0;
		tag = same ? tags[i] : NULL;
		g_free(own);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(also_called) && !tag; i++)
		tag = g_ascii_strcasecmp(also_called[i][0], written) == 0 ? also_called[i][1] : NULL;
	g_free(folded);
	g_free(tagged);
	return tag;
}

const char *field_kin_language(const char *tag, const char *const *listed)
{
	const struct locale *locale = locale_find(tag);
	size_t len = strcspn(tag, "-");
	const char *kin = NULL;
	for (; *listed && locale; listed++) {
		const struct locale *other = locale_find(*listed);
		if (!other || strcspn(*listed, "-") != len || g_ascii_strncasecmp(*listed, tag, len) != 0)
			continue;
		if (str_same(other->script, locale->script))
			return *listed;
		kin = kin ? kin : *listed;
	}
	return kin;
}

const char *field_nearest_language(const char *written)
{
	enum { TAG_USUAL = 3 };
	const char *const *tags = locale_tags();
	const char *called = language_called(tags, written);
	if (called)
		return called;
	const char *tag = str_nearest(written, tags);
	if (tag && strlen(written) <= TAG_USUAL)
		return tag;
	const char *named = nearest_name(tags, written, false);
	named = named ? named : nearest_name(tags, written, true);
	return named ? named : tag;
}

const char *field_language(struct diag *diag, const char *tag, struct pos pos)
{
	const struct locale *locale = is_tag(tag) ? locale_find(tag) : NULL;
	if (locale && !of_uk(tag))
		return g_ascii_strcasecmp(locale->tag, tag) == 0 ? locale->tag : tag;
	const char *nearest = field_nearest_language(tag);
	if (nearest)
		diag_error(diag, pos, "unknown language \"%s\": did you mean \"%s\" (%s)?", tag, nearest,
				   locale_find(nearest)->english);
	else
		diag_error(diag, pos,
				   "unknown language \"%s\": write a language tag such as en, es or zh-Hans", tag);
	return NULL;
}

static const char *name_of(struct diag *diag, const struct yaml *node, const char *const *words)
{
	if (words) {
		int index = yaml_choice(diag, node, words);
		return index < 0 ? NULL : words[index];
	}
	if (node->kind == YAML_TEXT)
		return field_language(diag, node->text, node->pos);
	diag_error(diag, node->pos, "a language tag belongs here: write it as en or zh-Hans");
	return NULL;
}

struct names field_names(struct arena *arena, struct diag *diag, const struct yaml *node,
						 const char *const *words)
{
	struct names names = {NULL, 0};
	if (!node || node->kind != YAML_LIST)
		return names;
	size_t count = 0;
	for (const struct yaml *n = node->child; n; n = n->next)
		count++;
	if (!count)
		diag_error(diag, node->pos, "this list is empty: name at least one, or delete the line");
	struct name *items = ARENA_ARRAY(arena, struct name, count);
	GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
	for (const struct yaml *n = node->child; n; n = n->next) {
		const char *text = name_of(diag, n, words);
		if (text && !g_hash_table_add(seen, (gpointer)text))
			diag_error(diag, n->pos, "\"%s\" stands twice in this list: delete one", text);
		else if (text)
			items[names.count++] = (struct name){text, n->pos};
	}
	g_hash_table_destroy(seen);
	names.items = items;
	return names;
}
