/* What the author of a document typed or made bold instead of using its styles, as Markdown: lists,
 * headings, a table of contents. Line by line: no line is added, some become empty. */
#include "new/import.h"

#include <string.h>

#include <glib.h>

#include "new/lines.h"

struct promoter {
	struct arena *arena;
	struct diag *diag;
	const char *path;
	struct str *lines;
	size_t count;
	bool headings; /* the document has none of its own */
	bool bold;     /* it has lines in bold that may be some */
	bool titled;   /* the first of them was seen */
};

static struct str line_at(const struct promoter *p, size_t at)
{
	return at < p->count ? str_trim(p->lines[at]) : STR("");
}

static bool is_alone(const struct promoter *p, size_t at)
{
	return line_at(p, at).len > 0 && (at == 0 || line_at(p, at - 1).len == 0) &&
		   line_at(p, at + 1).len == 0;
}

/* The length of the spaces, or the backslash, that break a line for good; 0: none. */
static size_t break_length(struct str line)
{
	size_t len = 0;

	if (line.len > 0 && line.s[line.len - 1] == '\\')
		return 1;
	while (len < line.len && line.s[line.len - 1 - len] == ' ')
		len++;
	return len > 1 ? len : 0;
}

/* The line without the places that a word processor marks in it for links. */
static struct str without_anchor(struct str line)
{
	static const char end[] = "class=\"anchor\"></span>";
	const char *close = line.len > 6 && strncmp(line.s, "<span ", 6) == 0
							? g_strstr_len(line.s, (gssize)line.len, end)
							: NULL;

	if (!close || memchr(line.s, '>', (size_t)(close - line.s)))
		return line;
	close += strlen(end);
	return (struct str){close, (size_t)(line.s + line.len - close)};
}

/* The words of a line that is bold as a whole; empty: it is not. */
static struct str bold_words(struct str line)
{
	size_t stars = 0;

	line = without_anchor(line);
	line.len -= break_length(line);
	if (line.len > 0 && line.s[line.len - 1] == ':')
		line.len--;
	while (stars < 3 && stars < line.len && line.s[stars] == '*')
		stars++;
	if (stars < 2 || line.len <= 2 * stars)
		return STR("");
	struct str words = {line.s + stars, line.len - 2 * stars};
	for (size_t i = 0; i < stars; i++)
		if (line.s[line.len - 1 - i] != '*')
			return STR("");
	if (g_strstr_len(words.s, (gssize)words.len, "**"))
		return STR("");
	words = without_anchor(str_trim(words));
	if (words.len > strlen("<u></u>") && strncmp(words.s, "<u>", 3) == 0 &&
		strncmp(words.s + words.len - 4, "</u>", 4) == 0)
		words = str_trim((struct str){words.s + 3, words.len - strlen("<u></u>")});
	return words;
}

/* The words of a bold line that may be a heading; empty: it may not. */
static struct str bold_heading(const struct promoter *p, size_t at)
{
	bool above = at == 0 || line_at(p, at - 1).len == 0;
	bool below = line_at(p, at + 1).len == 0 || break_length(p->lines[at]) > 0;
	struct str words = above && below ? bold_words(line_at(p, at)) : STR("");

	while (words.len > 0 && (words.s[words.len - 1] == ':' || words.s[words.len - 1] == ' '))
		words.len--;
	return words.len > 0 && line_is_heading(words) ? words : STR("");
}

/* A bold line that a break ends or parts becomes one line, before what stands below it. */
static void join_bold(struct promoter *p, size_t at)
{
	struct str line = line_at(p, at), below = line_at(p, at + 1), rest = below;
	size_t length = break_length(p->lines[at]);
	const char *mark = g_strstr_len(below.s, (gssize)below.len, "**");

	line.len -= line.len > 0 && line.s[line.len - 1] == '\\';
	line = str_trim(line);
	bool opens = line.len > 2 && strncmp(line.s, "**", 2) == 0 && line.s[2] != '*' &&
				 !g_strstr_len(line.s + 2, (gssize)line.len - 2, "**");
	if (length == 0 || !opens || !mark || (at > 0 && line_at(p, at - 1).len > 0))
		return;
	bool first = mark == below.s, last = mark + 2 == below.s + below.len;
	struct str words = {line.s + 2, line.len - 2};
	if (first)
		rest = (struct str){below.s + 2, below.len - 2};
	else if (last && line_at(p, at + 2).len == 0)
		words = str_of(
			str_fmt(p->arena, "%.*s %.*s", (int)words.len, words.s, (int)(below.len - 2), below.s));
	else
		return;
	struct str bare = words;
	bare.len -= bare.s[bare.len - 1] == ':';
	if (!line_is_heading(bare))
		return;
	p->lines[at] = str_of(str_fmt(p->arena, "**%.*s**%s", (int)words.len, words.s,
								  first && rest.len > 0 ? "  " : ""));
	p->lines[at + 1] = first ? rest : STR("");
}

static bool has_bold(const struct promoter *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (bold_heading(p, i).len > 0)
			return true;
	return false;
}

/* The next line that has words; the count of lines: none. */
static size_t next_words(const struct promoter *p, size_t at)
{
	for (at++; at < p->count && line_at(p, at).len == 0;)
		at++;
	return at;
}

/* Whether a line of a document without bold lines may be a heading: text follows it. */
static bool is_plain_heading(const struct promoter *p, size_t at)
{
	struct str line = line_at(p, at);
	size_t next = next_words(p, at);

	if (!is_alone(p, at) || strchr("[<!|>#`-*", line.s[0]) ||
		(!line_is_heading(line) && import_part_of(line) == IMPORT_ARTICLE))
		return false;
	return !p->titled || (next < p->count && !line_is_heading(line_at(p, next)));
}

/* In a document that has headings, only one that names a part of a handout. */
static void promote_heading(struct promoter *p, size_t at)
{
	struct str line = line_at(p, at);
	struct str words = p->bold ? bold_heading(p, at) : is_plain_heading(p, at) ? line : STR("");

	if (words.len == 0 || (!p->headings && import_part_of(words) == IMPORT_ARTICLE)) {
		p->titled = p->titled || line.len > 0;
		return;
	}
	if (p->titled)
		diag_note(p->diag, (struct pos){p->path, (int)at + 1, 1}, "taken for a heading: \"%.*s\"",
				  (int)words.len, words.s);
	p->lines[at] =
		str_of(str_fmt(p->arena, "%s%.*s", p->titled ? "## " : "# ", (int)words.len, words.s));
	p->titled = true;
}

/* "[words](#place)" and nothing else. */
static bool leads_inside(struct str line)
{
	const char *middle = g_strstr_len(line.s, (gssize)line.len, "](#");

	return middle && line.s[0] == '[' && line.s[line.len - 1] == ')' &&
		   !g_strstr_len(middle + 1, line.s + line.len - middle - 1, "](");
}

static bool is_contents(struct str line)
{
	static const char *const words[] = {"contents",   "table of contents",
										"inhalt",     "inhaltsverzeichnis",
										"sommaire",   "table des matières",
										"contenido",  "índice",
										"indice",     "目录",
										"目錄",       "المحتويات",
										"содержание", NULL};
	char *small = g_utf8_strdown(line.s, (gssize)line.len);
	char *bare = g_strstrip(g_strdelimit(small, "#*:", ' '));
	bool found = g_strv_contains(words, bare);

	g_free(small);
	return found;
}

static void leave_out(struct promoter *p, size_t at)
{
	struct str line = line_at(p, at);

	diag_note(p->diag, (struct pos){p->path, (int)at + 1, 1},
			  "left out: \"%.*s\", of the table of contents: the pages have one where they need it",
			  (int)line.len, line.s);
	p->lines[at] = STR("");
}

/* Two lines and more that only lead to headings, with the heading above them. */
static void take_contents(struct promoter *p)
{
	for (size_t i = 0; i < p->count; i++) {
		size_t next = next_words(p, i);
		bool first = leads_inside(line_at(p, i)) && leads_inside(line_at(p, next));
		bool title = is_contents(line_at(p, i)) && leads_inside(line_at(p, next));
		if (!first && !title)
			continue;
		for (next = i; next < p->count && (next == i || leads_inside(line_at(p, next)));
			 next = next_words(p, i)) {
			leave_out(p, next);
			i = next;
		}
	}
}

/* Whether a line begins an item that was typed; those in Markdown's own form stay as they are. */
static bool is_typed(const struct promoter *p, size_t at, struct typed_mark *marker)
{
	struct str line = line_at(p, at);
	bool indented = p->lines[at].len > 0 && strchr(" \t", p->lines[at].s[0]);

	*marker = typed_mark_of(line);
	bool number = marker->kind == TYPED_NUMBER &&
				  (line.s[marker->len - 2] != '.' || memchr(line.s, '\\', marker->len));
	return !indented && marker->kind != TYPED_NONE && line.s[0] != '*' && line.s[0] != '-' &&
		   (marker->kind != TYPED_NUMBER || number);
}

/* The line nearest above or below that has words also begins an item of the kind. */
static bool is_beside(const struct promoter *p, size_t at, enum typed_kind kind)
{
	size_t above = at;

	while (above > 0 && line_at(p, above - 1).len == 0)
		above--;
	return (above > 0 && typed_mark_of(line_at(p, above - 1)).kind == kind) ||
		   typed_mark_of(line_at(p, next_words(p, at))).kind == kind;
}

static void promote_item(struct promoter *p, size_t at)
{
	struct typed_mark marker;
	struct str line = line_at(p, at);

	if (!is_typed(p, at, &marker) || (marker.weak && !is_beside(p, at, marker.kind)))
		return;
	size_t above = at;
	while (above > 0 && line_at(p, above - 1).len == 0)
		above--;
	bool item = above > 0 && above < at && typed_mark_of(line_at(p, above - 1)).kind == marker.kind;
	if (line.s[0] == 'o')
		diag_note(p->diag, (struct pos){p->path, (int)at + 1, 1},
				  "taken out: \"o\", which begins an item of a list");
	const char *mark = marker.kind == TYPED_NUMBER ? str_fmt(p->arena, "%d. ", marker.number)
					   : marker.kind == TYPED_BOX  ? (marker.done ? "- [x] " : "- [ ] ")
												   : "- ";
	p->lines[at] = str_of(
		str_fmt(p->arena, "%s%.*s", mark, (int)(line.len - marker.len), line.s + marker.len));
	for (size_t i = above; item && i < at; i++)
		p->lines[i] = (struct str){NULL, 0};
}

struct str import_promote(struct arena *arena, struct diag *diag, const char *path, struct str text,
						  bool headings)
{
	struct promoter p = {.arena = arena, .diag = diag, .path = path, .headings = headings};
	struct buf list = {.arena = arena}, out = {.arena = arena};
	bool fenced = false;

	for (size_t at = 0; at < text.len; p.count++) {
		const char *stop = memchr(text.s + at, '\n', text.len - at);
		size_t end = stop ? (size_t)(stop - text.s) : text.len;
		struct str line = {text.s + at, end - at};
		buf_add(&list, &line, sizeof line);
		at = end + 1;
	}
	p.lines = (void *)list.s;
	for (size_t i = 0; i < p.count; i++)
		join_bold(&p, i);
	p.bold = !headings || has_bold(&p);
	take_contents(&p);
	for (size_t i = 0; i < p.count; i++) {
		fenced = fenced != g_str_has_prefix(line_at(&p, i).len > 2 ? line_at(&p, i).s : "", "```");
		if (fenced)
			continue;
		promote_heading(&p, i);
		promote_item(&p, i);
	}
	for (size_t i = 0; i < p.count; i++)
		if (p.lines[i].s)
			buf_fmt(&out, "%.*s\n", (int)p.lines[i].len, p.lines[i].s);
	return buf_str(&out);
}
