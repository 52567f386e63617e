/* Spaces beside punctuation, as data by language and country. */
#include "document/spaces.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"

#define NO_BREAK "\u00a0"
#define NARROW "\u202f"

/* What takes the place of a space before or after a mark; the first entry that fits counts. Sources
 * are in typeset/customs.ini. */
static const struct custom {
	const char *lang, *country; /* country NULL: any */
	const char *no_break_before, *narrow_before, *no_break_after, *narrow_after;
} customs[] = {
	{"fr", "CA", ":»", "", "«", ""},
	{"fr", "CH", "", ":;!?»›", "", "«‹"},
	{"fr", NULL, ":»", ";!?", "«", ""},
};

/* The country of a tag: "CA" of "fr-CA"; else the clinic's. */
static const char *country_of(const char *tag, const char *clinic)
{
	const char *part = strchr(tag, '-');
	for (; part; part = strchr(part + 1, '-'))
		if (strcspn(part + 1, "-") == 2)
			return part + 1;
	return clinic ? clinic : "";
}

static const struct custom *custom_of(const char *tag, const char *clinic)
{
	const char *country = country_of(tag, clinic);
	for (size_t i = 0; i < G_N_ELEMENTS(customs); i++) {
		const struct custom *custom = &customs[i];
		size_t len = strlen(custom->lang);
		if (g_ascii_strncasecmp(tag, custom->lang, len) == 0 && !g_ascii_isalpha(tag[len]) &&
			(!custom->country || g_ascii_strncasecmp(country, custom->country, 2) == 0))
			return custom;
	}
	return NULL;
}

static bool has(const char *marks, gunichar c)
{
	return c && g_utf8_strchr(marks, -1, c);
}

/* What the space at s becomes; NULL: it stays. */
static const char *replacement(const struct custom *custom, const char *text, const char *s)
{
	gunichar last = s > text ? g_utf8_get_char(g_utf8_prev_char(s)) : 0;
	gunichar next = g_utf8_get_char(s + 1);
	if (*s != ' ' || last == ' ')
		return NULL;
	if (has(custom->no_break_before, next) || has(custom->no_break_after, last))
		return NO_BREAK;
	bool narrow = has(custom->narrow_before, next) || has(custom->narrow_after, last);
	return narrow ? NARROW : NULL;
}

/* The text with its spaces set; *count grows by those that were. */
static const char *set_text(struct arena *arena, const struct custom *custom, const char *text,
							int *count)
{
	struct buf buf = {.arena = arena};
	int before = *count;
	for (const char *s = text; *s; s++) {
		const char *other = replacement(custom, text, s);
		if (other)
			buf_puts(&buf, other);
		else
			buf_putc(&buf, *s);
		*count += other != NULL;
	}
	return *count > before ? buf_chars(&buf) : text;
}

void spaces_set(struct arena *arena, struct diag *diag, struct node *document, const char *country)
{
	int count = 0, others = 0;
	struct pos pos = {0};
	const struct node *next;
	for (const struct node *n = document; n; n = next) {
		bool fixed = n->kind == NODE_ISOLATE || n->kind == NODE_CODE || n->kind == NODE_CODE_BLOCK;
		next = fixed ? doc_skip(n, document) : doc_next(n, document);
		const char *lang = n->kind == NODE_TEXT ? doc_lang(n) : NULL;
		const struct custom *custom = lang ? custom_of(lang, country) : NULL;
		if (!custom)
			continue;
		struct node *text = (struct node *)n;
		bool own = !document->lang || str_same(lang, document->lang);
		text->u.text.text = set_text(arena, custom, n->u.text.text, own ? &count : &others);
		if (count && !pos.file)
			pos = POS_FILE(n->pos.file);
	}
	if (count)
		diag_note(diag, pos,
				  "%d %s beside punctuation %s set as no-break or narrow no-break, as is "
				  "the custom of the language: nothing has to be done",
				  count, count == 1 ? "space" : "spaces", count == 1 ? "is" : "are");
}
