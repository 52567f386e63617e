/* A text from elsewhere: which reader it gets; what both readers share. */
#include "new/import.h"

#include <string.h>

#include <glib.h>

#include "base/file.h"

/* Words of orders how to set a text, and those that join them. */
static const char *const order_words[] = {
	"italic",  "italics",   "bold",  "underline", "underlined", "grey",    "gray",     "black",
	"red",     "blue",      "green", "white",     "color",      "colour",  "size",     "font",
	"regular", "small",     "large", "centre",    "center",     "centred", "centered", "left",
	"right",   "justified", "serif", "sans",      "caps",       "heading", NULL};
static const char *const joining_words[] = {"and", "in", "with", "text", "pt", "points", NULL};

static bool is_one_of(const char *const *list, struct str word)
{
	for (; *list; list++)
		if (strlen(*list) == word.len && g_ascii_strncasecmp(*list, word.s, word.len) == 0)
			return true;
	return false;
}

/* "8", "8pt", "10.5pt" */
static bool is_size(struct str word)
{
	size_t digits = 0;

	while (digits < word.len && (g_ascii_isdigit(word.s[digits]) || word.s[digits] == '.'))
		digits++;
	struct str unit = {word.s + digits, word.len - digits};
	return digits > 0 && (unit.len == 0 || str_eq(unit, STR("pt")) || str_eq(unit, STR("px")));
}

/* Whether all words are those of an order, and one at least gives it. */
static bool is_order(struct str text)
{
	bool gives = false;

	for (size_t i = 0; i < text.len;) {
		size_t start = i;
		while (i < text.len && !strchr(" ,;\n", text.s[i]))
			i++;
		struct str word = {text.s + start, i - start};
		bool order = is_one_of(order_words, word);
		if (word.len > 0 && !order && !is_one_of(joining_words, word) && !is_size(word))
			return false;
		gives = gives || order;
		i += i < text.len;
	}
	return gives;
}

struct str import_order(struct diag *diag, struct pos pos, struct str text)
{
	struct str trimmed = str_trim(text);
	size_t open = trimmed.len;

	if (trimmed.len == 0 || trimmed.s[trimmed.len - 1] != ')')
		return text;
	while (open > 0 && trimmed.s[open - 1] != '(')
		open--;
	struct str order = {trimmed.s + open, trimmed.len - open - 1};
	if (open == 0 || !is_order(order))
		return text;
	diag_note(diag, pos,
			  "taken out: \"(%.*s)\", an order how to set the text: theme.yaml says how each kind "
			  "of text looks",
			  (int)order.len, order.s);
	return str_trim((struct str){trimmed.s, open - 1});
}

void import_escape(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.s[i];
		bool entity = c == '&' && i + 1 < text.len &&
					  (g_ascii_isalpha(text.s[i + 1]) || text.s[i + 1] == '#');
		bool start = i == 0 && strchr("#+->=|:", c);
		if (entity || start || strchr("\\`*_[]<~", c))
			buf_putc(out, '\\');
		buf_putc(out, c);
	}
}

/* The document in a format of pandoc's, by pandoc; false after reporting. */
static bool convert(struct arena *arena, struct diag *diag, const char *path, const char *to,
					struct str *text)
{
	const bool plain = strcmp(to, "plain") == 0;
	char *changes = str_copy(arena, plain ? "--track-changes=accept" : "--track-changes=all");
	char *file = str_fmt(arena, "%s%s", path[0] == '-' ? "./" : "", path);
	char *words[] = {
		"pandoc", str_fmt(arena, "--to=%s", to), "--wrap=none", "--standalone", changes, file,
		NULL};
	char *said = NULL, *got = NULL;
	int status = 0;
	bool run = g_spawn_sync(NULL, words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &got, &said,
							&status, NULL);

	if (!run)
		diag_error(diag, POS_FILE(path),
				   "pandoc, which reads such files, is not installed: install the package pandoc, "
				   "or save the text as .txt or .md");
	else if (status != 0)
		diag_error(diag, POS_FILE(path),
				   "pandoc cannot read the file (%s): open it, save it as .txt or .md, and bring "
				   "that in",
				   str_dup(arena, str_trim(str_of(said))).s);
	*text = str_dup(arena, str_of(got));
	g_free(got);
	g_free(said);
	return run && status == 0;
}

/* Whether a line is a heading. */
static bool has_headings(struct str text)
{
	return text.len > 0 && (text.s[0] == '#' || strstr(text.s, "\n#"));
}

/* The pictures of a text of which nothing else is used, in their order. */
static void take_pictures(struct arena *arena, const char *path, struct str text,
						  struct pictures *pictures, struct buf *found)
{
	struct diag *unsaid = diag_new(arena);
	struct pos pos = {path, 1, 1};

	for (size_t at = 0; at < text.len; pos.line++) {
		const char *stop = memchr(text.s + at, '\n', text.len - at);
		size_t end = stop ? (size_t)(stop - text.s) : text.len;
		import_tags(arena, unsaid, pos, (struct str){text.s + at, end - at}, pictures, found);
		at = end + 1;
	}
}

/* A document of a word processor; one without styles for headings is guessed at like plain text. */
static void read_document(struct arena *arena, struct diag *diag, const char *path,
						  struct import *import)
{
	struct str text;

	import->pictures = pictures_open(arena, diag, path);
	if (!import->pictures || !convert(arena, diag, path, "gfm", &text))
		return;
	diag_note(diag, POS_FILE(path),
			  "read by pandoc, without colours, sizes and typefaces: theme.yaml says how each kind "
			  "of text looks; lines are counted in what pandoc made of the file");
	if (has_headings(text)) {
		import_markdown(arena, diag, path, text, import);
		pictures_note_others(import->pictures, path);
		return;
	}
	if (g_strstr_len(text.s, (gssize)text.len, "<span class=\"deletion\"") ||
		g_strstr_len(text.s, (gssize)text.len, "<span class=\"insertion\"") ||
		g_strstr_len(text.s, (gssize)text.len, "<span class=\"comment-start\""))
		diag_note(diag, POS_FILE(path),
				  "its recorded changes were accepted and its comments left out: compare the text "
				  "with the file");
	struct buf found = {.arena = arena};
	take_pictures(arena, path, text, import->pictures, &found);
	pictures_note_others(import->pictures, path);
	if (convert(arena, diag, path, "plain", &text))
		import_plain(arena, diag, path, text, import);
	if (found.len > 0)
		diag_warning(diag, POS_FILE(path),
					 "its pictures stand at the end of the article: move their lines to where they "
					 "belong");
	for (size_t i = 0; i < found.len; i++) {
		if (i == 0 || found.s[i - 1] == '\n')
			buf_putc(&import->article, '\n');
		buf_putc(&import->article, found.s[i]);
	}
}

bool import_read(struct arena *arena, struct diag *diag, const char *path, struct import *import)
{
	static const char *const endings[] = {".txt", ".md", ".markdown", ".docx", ".odt", NULL};
	char *lower = g_ascii_strdown(path, -1);
	int kind = 0;
	struct str text;
	size_t before = diag->errors;

	*import = (struct import){
		.article = {.arena = arena}, .faq = {.arena = arena}, .references = {.arena = arena}};
	while (endings[kind] && !g_str_has_suffix(lower, endings[kind]))
		kind++;
	g_free(lower);
	if (!endings[kind])
		diag_error(diag, POS_FILE(path),
				   "files of this kind cannot be brought in: save the text as .txt, .md, .docx or "
				   ".odt");
	else if (!file_exists(path))
		diag_error(diag, POS_FILE(path), "there is no such file: name the text to bring in");
	else if (kind >= 3)
		read_document(arena, diag, path, import);
	else if (file_read_text(arena, diag, path, &text))
		(kind == 0 ? import_plain : import_markdown)(arena, diag, path, text, import);
	if (import->article.len == 0 && diag->errors == before)
		diag_error(diag, POS_FILE(path),
				   "no text for an article was found: bring in a file that "
				   "has a title and paragraphs below it");
	return diag->errors == before;
}
