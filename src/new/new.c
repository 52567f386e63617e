/* A new handout: the templates' texts, or parts made of a text, into a folder that is not there
 * yet. */
#include "new/new.h"

#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/str.h"
#include "document/field.h"
#include "document/handout.h"
#include "new/import.h"
#include "read/markdown.h"
#include "read/yaml.h"

/* Bytes of a handout's name, which stands in names of files with a language and an edition. */
enum { NAME_MOST = 80 };

/* What the templates' @WORDS@ stand for. */
struct words {
	const char *title, *title_yaml, *code, *issued, *language;
};

struct maker {
	struct arena *arena;
	struct diag *diag;
	const struct new_request *request;
	struct words words;
	const struct import *import; /* NULL: none */
};

/* Whether Windows keeps the name, without what follows a full stop, for a device. */
static bool is_device(const char *name)
{
	static const char *const devices[] = {"con", "prn", "aux", "nul", NULL};
	char *stem = g_ascii_strdown(name, (gssize)strcspn(name, "."));
	bool port = (g_str_has_prefix(stem, "com") || g_str_has_prefix(stem, "lpt")) &&
				strlen(stem) == 4 && g_ascii_isdigit(stem[3]);
	bool device = port || g_strv_contains(devices, stem);

	g_free(stem);
	return device;
}

/* A name like the one that was asked for, of signs that may stand in one. */
static const char *name_like(struct arena *arena, const char *name)
{
	struct buf out = {.arena = arena};
	char *valid = g_utf8_make_valid(name, -1);
	char *plain = g_str_to_ascii(valid, "C");

	for (const char *s = plain; *s && out.len < NAME_MOST; s++)
		if (g_ascii_isalnum(*s))
			buf_putc(&out, g_ascii_tolower(*s));
		else if (out.len > 0 && out.s[out.len - 1] != '-' && *s != '?')
			buf_putc(&out, '-');
	g_free(plain);
	g_free(valid);
	while (out.len > 0 && out.s[out.len - 1] == '-')
		out.s[--out.len] = '\0';
	return out.len == 0                 ? "flu-jab"
		   : is_device(buf_chars(&out)) ? str_fmt(arena, "%s-leaflet", buf_chars(&out))
										: buf_chars(&out);
}

/* Whether the name may be that of a handout: it stands in file names and in its code. */
static bool name_fits(struct diag *diag, const char *dir, const char *name)
{
	size_t len = strlen(name);
	bool good = g_ascii_isalnum(name[0]) && name[len - 1] != '.';

	for (const char *s = name; *s && good; s++)
		good = g_ascii_isalnum(*s) || *s == '-' || *s == '.';
	const char *like = name_like(diag->arena, name);
	if (len > NAME_MOST)
		diag_error(diag, POS_FILE(dir),
				   "this name is too long for a handout: use at most %d letters, digits and "
				   "hyphens, such as flu-jab",
				   NAME_MOST);
	else if (is_device(name))
		diag_error(
			diag, POS_FILE(dir),
			"\"%s\" is a name that Windows does not allow for files: choose another, such as "
			"%s",
			name, like);
	else if (!good)
		diag_error(diag, POS_FILE(dir),
				   "\"%s\" is no name for a handout: use letters, digits and hyphens, such as "
				   "%s",
				   name, like);
	return good && len <= NAME_MOST && !is_device(name);
}

/* "Flu jab" */
static const char *title_of(struct arena *arena, const char *name)
{
	char *title = str_copy(arena, name);

	for (char *s = title; *s; s++)
		if (*s == '-')
			*s = ' ';
	title[0] = g_ascii_toupper(title[0]);
	return g_strchomp(title);
}

static const char *code_of(struct arena *arena, const char *name)
{
	char *code = str_copy(arena, name);

	for (char *s = code; *s; s++)
		*s = g_ascii_toupper(*s);
	return code;
}

static const char *quoted(struct arena *arena, const char *text)
{
	struct buf out = {.arena = arena};

	yaml_quote(&out, text);
	return buf_chars(&out);
}

/* The template with its words filled in; false after reporting. */
static bool fill(const struct maker *m, const char *name, struct buf *out)
{
	const bool yaml = g_str_has_suffix(name, ".yaml");
	const struct {
		struct str word;
		const char *text;
	} words[] = {{STR("@TITLE@"), yaml ? m->words.title_yaml : m->words.title},
				 {STR("@CODE@"), m->words.code},
				 {STR("@ISSUED@"), m->words.issued},
				 {STR("@LANGUAGE@"), m->words.language}};
	struct str text;

	if (!file_read_text(m->arena, m->diag, path_join(m->arena, m->request->templates, name), &text))
		return false;
	for (size_t i = 0; i < text.len;) {
		size_t word = 0;
		while (word < G_N_ELEMENTS(words) &&
			   (text.len - i < words[word].word.len ||
				memcmp(text.s + i, words[word].word.s, words[word].word.len) != 0))
			word++;
		if (word == G_N_ELEMENTS(words)) {
			buf_putc(out, text.s[i++]);
			continue;
		}
		buf_puts(out, words[word].text);
		i += words[word].word.len;
	}
	return true;
}

static bool put(const struct maker *m, const char *name, const struct buf *text)
{
	return file_write(m->diag, path_join(m->arena, m->request->dir, name), buf_str(text));
}

static bool put_template(const struct maker *m, const char *template, const char *name)
{
	struct buf out = {.arena = m->arena};

	return fill(m, template, &out) && put(m, name, &out);
}

/* The manifest without the lines of a part that there is not. */
static struct buf without_part(const struct maker *m, struct buf manifest, const char *kind)
{
	const char *entry = str_fmt(m->arena, "  - kind: %s\n    file: %s.md\n", kind, kind);
	const char *text = buf_chars(&manifest), *at = strstr(text, entry);
	struct buf out = {.arena = m->arena};

	if (!at)
		return manifest;
	buf_add(&out, text, (size_t)(at - text));
	buf_puts(&out, at + strlen(entry));
	return out;
}

static bool put_manifest(const struct maker *m)
{
	struct buf out = {.arena = m->arena};

	if (!fill(m, "handout.yaml", &out))
		return false;
	if (m->import && m->import->faq.len == 0)
		out = without_part(m, out, "faq");
	if (m->import && m->import->references.len == 0)
		out = without_part(m, out, "references");
	return put(m, "handout.yaml", &out);
}

static bool put_pictures(const struct maker *m, const struct pictures *pictures)
{
	const char *folder = path_join(m->arena, m->request->dir, "images");
	size_t count = 0;
	const struct picture_file *files = pictures ? pictures_files(pictures, &count) : NULL;

	for (size_t i = 0; i < count; i++)
		if (!file_write(m->diag, path_join(m->arena, folder, files[i].name), files[i].bytes))
			return false;
	return true;
}

static bool put_parts(const struct maker *m)
{
	const struct import *import = m->import;
	struct buf article = {.arena = m->arena};

	if (!import)
		return put_template(m, "article.md", "article.md") && put_template(m, "faq.md", "faq.md") &&
			   put_template(m, "references.md", "references.md") &&
			   put_template(m, "example.svg", "images/example.svg");
	buf_puts(&article, "# ");
	import_escape(&article, str_of(m->words.title));
	buf_puts(&article, "\n\n");
	buf_add(&article, import->article.s, import->article.len);
	return put(m, "article.md", &article) &&
		   (import->faq.len == 0 || put(m, "faq.md", &import->faq)) &&
		   (import->references.len == 0 || put(m, "references.md", &import->references)) &&
		   put_pictures(m, import->pictures);
}

/* Whether a folder above the one to be made has a clinic.yaml. */
static bool has_clinic(struct arena *arena, const char *dir)
{
	char *here = g_get_current_dir();
	const char *at = path_join(arena, here, dir);

	g_free(here);
	while (strcmp(at, "/") != 0) {
		at = path_dir(arena, at);
		if (!file_is_absent(path_join(arena, at, "clinic.yaml")))
			return true;
	}
	return false;
}

/* What a build would say of the handout. */
static bool review(const struct maker *m)
{
	const struct handout *handout = handout_read(m->arena, m->diag, m->request->dir);

	return handout && markdown_read_all(m->arena, m->diag, handout);
}

bool new_write(struct arena *arena, struct diag *diag, const struct new_request *request)
{
	struct maker m = {arena, diag, request, {0}, NULL};
	struct import import = {.article = {.arena = arena}};
	const char *name = path_base(request->dir);

	if (!name_fits(diag, request->dir, name))
		return false;
	if (!file_is_absent(request->dir)) {
		diag_error(diag, POS_FILE(request->dir),
				   "there is something of this name already, and it stays as it is: choose another "
				   "name");
		return false;
	}
	m.words.title = title_of(arena, name);
	m.words.language = "en";
	if (request->language) {
		m.words.language = field_language(diag, request->language, (struct pos){NULL, 0, 0});
		if (!m.words.language)
			return false;
	}
	if (request->from) {
		if (!import_read(arena, diag, request->from, request->language ? m.words.language : NULL,
						 &import))
			return false;
		m.import = &import;
		m.words.language = import.language;
		if (import.title)
			m.words.title = import.title;
	}
	m.words.title_yaml = quoted(arena, m.words.title);
	m.words.code = quoted(arena, code_of(arena, name));
	m.words.issued = date_iso(arena, request->today);
	bool clinic = has_clinic(arena, request->dir);
	return put_manifest(&m) && put_parts(&m) && put_template(&m, "notes.yaml", "notes.yaml") &&
		   (clinic || put_template(&m, "clinic.yaml", "clinic.yaml")) && review(&m);
}
