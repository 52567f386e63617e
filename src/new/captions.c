/* Captions by the styles of a .docx, whose names are the same in each language of the program that
 * wrote it. */
#include "new/captions.h"

#include <string.h>

#include <glib.h>

/* What is unpacked of one entry, in bytes. */
#define ENTRY_MOST (64u << 20)

struct captions {
	struct arena *arena;
	GHashTable *words; /* of each, as letters_of has them */
};

/* The letters and digits of a text, small; signs written as in XML are none. The caller frees it.
 */
static char *letters_of(struct str text)
{
	GString *out = g_string_new(NULL);
	char *valid = g_utf8_make_valid(text.s ? text.s : "", (gssize)text.len);

	for (const char *s = valid; *s; s = g_utf8_next_char(s)) {
		gunichar c = g_utf8_get_char(s);
		size_t entity = c == '&' ? strspn(s + 1, "#abcdefghijklmnopqrstuvwxyz0123456789") : 0;
		if (entity > 0 && s[1 + entity] == ';')
			s += 1 + entity;
		else if (g_unichar_isalnum(c))
			g_string_append_unichar(out, g_unichar_tolower(c));
	}
	g_free(valid);
	return g_string_free(out, FALSE);
}

/* What stands in a text between two marks, from *at on, which moves behind it; empty: nothing. */
static struct str between(struct str text, const char *from, const char *to, size_t *at)
{
	const char *open = g_strstr_len(text.s + *at, (gssize)(text.len - *at), from);
	const char *begin = open ? open + strlen(from) : NULL;
	const char *close = begin ? g_strstr_len(begin, text.s + text.len - begin, to) : NULL;

	*at = close ? (size_t)(close - text.s) + strlen(to) : text.len;
	return close ? (struct str){begin, (size_t)(close - begin)} : STR("");
}

static struct str attribute(struct str element, const char *mark)
{
	size_t at = 0;

	return between(element, mark, "\"", &at);
}

/* The names by which paragraphs ask for a style for captions. */
static GHashTable *styles_of(struct arena *arena, const struct pictures *pictures)
{
	GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);
	struct str styles;

	if (!pictures_entry(pictures, "word/styles.xml", ENTRY_MOST, &styles))
		return ids;
	for (size_t at = 0; at < styles.len;) {
		struct str style = between(styles, "<w:style ", "</w:style>", &at);
		struct str name = attribute(style, "<w:name w:val=\"");
		struct str id = attribute(style, "w:styleId=\"");
		if (captions_same(name, STR("caption")) || captions_same(name, STR("image caption")))
			g_hash_table_add(ids, str_copy_n(arena, id.s, id.len));
	}
	return ids;
}

/* The words of a paragraph, from its XML. */
static struct str words_of(struct arena *arena, struct str paragraph)
{
	struct buf out = {.arena = arena};

	for (size_t at = 0; at < paragraph.len;) {
		struct str text = between(paragraph, "<w:t", "</w:t>", &at);
		const char *open = text.len > 0 ? memchr(text.s, '>', text.len) : NULL;
		if (open && strchr(" >", text.s[0]))
			buf_add(&out, open + 1, (size_t)(text.s + text.len - open) - 1);
	}
	return buf_str(&out);
}

static void destroy(void *captions)
{
	struct captions *c = captions;

	g_hash_table_destroy(c->words);
}

const struct captions *captions_read(struct arena *arena, const struct pictures *pictures)
{
	struct captions *c = ARENA_NEW(arena, struct captions);
	struct str content;

	*c = (struct captions){arena, g_hash_table_new(g_str_hash, g_str_equal)};
	arena_defer(arena, destroy, c);
	if (!pictures)
		return c;
	GHashTable *ids = styles_of(arena, pictures);
	if (g_hash_table_size(ids) > 0 &&
		pictures_entry(pictures, "word/document.xml", ENTRY_MOST, &content))
		for (size_t at = 0; at < content.len;) {
			struct str paragraph = between(content, "<w:p", "</w:p>", &at);
			struct str id = attribute(paragraph, "<w:pStyle w:val=\"");
			if (!g_hash_table_contains(ids, str_copy_n(arena, id.s, id.len)))
				continue;
			char *letters = letters_of(words_of(arena, paragraph));
			g_hash_table_add(c->words, str_copy(arena, letters));
			g_free(letters);
		}
	g_hash_table_destroy(ids);
	return c;
}

bool captions_have(const struct captions *captions, struct str words)
{
	char *letters = letters_of(words);
	bool have = *letters && g_hash_table_contains(captions->words, letters);

	g_free(letters);
	return have;
}

bool captions_same(struct str one, struct str other)
{
	char *letters = letters_of(one), *others = letters_of(other);
	bool same = *letters && strcmp(letters, others) == 0;

	g_free(letters);
	g_free(others);
	return same;
}
