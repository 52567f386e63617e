/* A text from elsewhere: which reader it gets; what both readers share. */
#include "new/import.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "new/content.h"
#include "new/decode.h"
#include "new/kept.h"

static bool begins(struct str text, const char *word)
{
	return text.len >= strlen(word) && memcmp(text.s, word, strlen(word)) == 0;
}

/* The length of a field of a handout's, such as {{clinic.phone}}; 0: none begins the text. */
static size_t field_length(struct str text)
{
	const char *end = begins(text, "{{clinic.") || begins(text, "{{handout.")
						  ? g_strstr_len(text.s, (gssize)text.len, "}}")
						  : NULL;

	return end ? (size_t)(end - text.s) + 2 : 0;
}

void import_escape(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.s[i], next = i + 1 < text.len ? text.s[i + 1] : ' ';
		size_t field = field_length((struct str){text.s + i, text.len - i});
		bool entity = c == '&' && (g_ascii_isalpha(next) || next == '#');
		bool start = i == 0 && strchr("#+->=:", c);
		bool closes = c == '#' && strspn(text.s + i, "#") >= text.len - i;
		if (field > 0) {
			buf_add(out, text.s + i, field);
			i += field - 1;
			continue;
		}
		if (entity || start || closes || strchr("\\`*_[]<~|", c))
			buf_putc(out, '\\');
		buf_putc(out, c);
		if ((c == '[' && strchr("@^", next)) || (c == '{' && strchr("{#", next)) ||
			(c == '}' && next == c))
			buf_putc(out, ' ');
	}
}

const char *import_title(struct arena *arena, struct str text)
{
	struct buf guarded = {.arena = arena}, out = {.arena = arena};

	import_escape(&guarded, text);
	for (size_t i = 0; i < guarded.len; i++) {
		i += guarded.s[i] == '\\' && i + 1 < guarded.len;
		buf_putc(&out, guarded.s[i]);
	}
	return buf_chars(&out);
}

void import_unasked(struct diag *diag, const char *path, struct import *import, int questions)
{
	if (import->faq.len == 0 || questions > 0)
		return;
	diag_note(diag, POS_FILE(path),
			  "no question was found in the text for faq.md: it was put at the end of article.md");
	if (import->article.len > 0)
		buf_putc(&import->article, '\n');
	buf_add(&import->article, import->faq.s, import->faq.len);
	import->faq.len = 0;
}

/* The document as Markdown, by pandoc; false after reporting. */
static bool convert(struct arena *arena, struct diag *diag, const char *path, struct str *text)
{
	char *file = str_fmt(arena, "%s%s", path[0] == '-' ? "./" : "", path);
	char *words[] = {"pandoc", "--to=gfm", "--wrap=none", "--standalone", "--track-changes=all",
					 file,     NULL};
	char *said = NULL, *got = NULL;
	int status = 0;
	bool run = g_spawn_sync(NULL, words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &got, &said,
							&status, NULL);

	if (!run)
		diag_error(diag, POS_FILE(path),
				   "pandoc, which reads such files, is not installed: run \"sudo apt-get install "
				   "pandoc\", or save the text as .txt or .md");
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

/* Whether a line is a heading, other than the title with which the text begins. */
static bool has_headings(struct str text)
{
	size_t begin = strspn(text.len > 0 ? text.s : "", "\n");

	return text.len > 0 && strstr(text.s + begin, "\n#") != NULL;
}

/* A document of a word processor; one without styles for headings is guessed at. */
static void read_document(struct arena *arena, struct diag *diag, const char *path,
						  struct import *import, struct stretches *stretches)
{
	struct str text;

	import->pictures = pictures_open(arena, diag, path);
	if (!import->pictures || !convert(arena, diag, path, &text))
		return;
	diag_note(diag, POS_FILE(path),
			  "read by pandoc, without colours, sizes and typefaces: theme.yaml says how each kind "
			  "of text looks; lines are counted in what pandoc made of the file");
	text = decode_clean(arena, diag, path, text, false);
	text = import_promote(arena, diag, path, text, !has_headings(text));
	import_markdown(arena, diag, path, text, import);
	pictures_note_others(import->pictures, path);
	content_stretches(stretches, import->pictures, path);
}

/* All that was made, as one text. */
static struct str made_of(struct arena *arena, const struct import *import)
{
	struct buf made = {.arena = arena};
	const struct buf *parts[] = {&import->article, &import->faq, &import->references};

	buf_fmt(&made, "%s\n", import->title ? import->title : "");
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		buf_add(&made, parts[i]->s, parts[i]->len);
	return buf_str(&made);
}

static void read_text(struct arena *arena, struct diag *diag, const char *path, bool plain,
					  struct import *import, struct stretches *stretches)
{
	struct str text;

	if (!decode_file(arena, diag, path, &text))
		return;
	text = decode_clean(arena, diag, path, text, plain);
	stretches_of_lines(stretches, path, text, !plain);
	if (!plain)
		import->pictures = pictures_beside(arena, diag, path);
	(plain ? import_plain : import_markdown)(arena, diag, path, text, import);
}

/* A message and its place among those of lines, which stand between those of the whole file. */
struct placed {
	const struct message *message;
	size_t run, order;
};

static int by_line(const void *one, const void *other)
{
	const struct placed *a = one, *b = other;
	int line = a->message->pos.line - b->message->pos.line;

	return a->run != b->run ? (a->run < b->run ? -1 : 1)
		   : line != 0      ? line
							: (a->order < b->order ? -1 : 1);
}

/* Adds the messages in the order of their lines. */
static void append_by_line(struct arena *arena, struct diag *diag, const struct diag *own)
{
	struct buf list = {.arena = arena};
	size_t count = 0, run = 0;

	for (const struct message *m = own->first; m; m = m->next, count++) {
		run += m->pos.line == 0;
		struct placed placed = {m, run, count};
		buf_add(&list, &placed, sizeof placed);
		run += m->pos.line == 0;
	}
	struct placed *all = (void *)list.s;
	if (count > 0)
		qsort(all, count, sizeof *all, by_line);
	for (size_t i = 0; i < count; i++)
		diag_add(diag, all[i].message->level, all[i].message->pos, all[i].message->text);
}

/* Reads what is of a kind that can be read; reports. */
static void read_any(struct arena *arena, struct diag *diag, const char *path, const char *language,
					 struct import *import)
{
	static const char *const endings[] = {".txt", ".md", ".markdown", ".docx", ".odt", NULL};
	char *lower = g_ascii_strdown(path, -1);
	int kind = 0;
	struct stretches stretches = {.arena = arena};

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
		read_document(arena, diag, path, import, &stretches);
	else
		read_text(arena, diag, path, kind == 0, import, &stretches);
	if (diag->errors > 0)
		return;
	if (import->article.len == 0 && (import->faq.len > 0 || import->references.len > 0)) {
		diag_warning(diag, POS_FILE(path),
					 "no text for an article was found: write what the handout is about where the "
					 "article says so");
		buf_puts(&import->article, "(Write here what this handout is about.)\n");
	} else if (import->article.len == 0) {
		diag_error(diag, POS_FILE(path),
				   "no text for an article was found: bring in a file that "
				   "has a title and paragraphs below it");
		return;
	}
	import_keys(arena, diag, path, &import->references);
	struct str made = made_of(arena, import);
	kept_check(arena, diag, &stretches, made);
	import->language = language ? language : import_language(made);
	if (!language && strcmp(import->language, "en") != 0)
		diag_note(
			diag, POS_FILE(path),
			"taken for the language: \"%s\": if it is another, write it where handout.yaml has "
			"this one, twice",
			import->language);
}

bool import_read(struct arena *arena, struct diag *diag, const char *path, const char *language,
				 struct import *import)
{
	struct diag *own = diag_new(arena);

	read_any(arena, own, path, language, import);
	append_by_line(arena, diag, own);
	return own->errors == 0;
}
