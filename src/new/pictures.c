/* Pictures by the names that pandoc gives them, with the descriptions that it does not hand on. */
#include "new/pictures.h"

#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "epub/libzip.h"
#include "new/import.h"
#include "read/image.h"

/* A picture, all of them, and their number. */
#define PICTURE_MOST (32u << 20)
#define ALL_MOST (128u << 20)
enum { COUNT_MOST = 300, ENTRIES_MOST = 20000, TEXT_MOST = 64 << 20 };

struct taken {
	const char *src;
	const char *name; /* NULL: it cannot be had */
};

struct pictures {
	struct arena *arena;
	struct diag *diag;
	struct libzip lib;
	zip_t *zip;         /* NULL: no archive */
	const char *folder; /* NULL: none */
	struct str content; /* the text of an .odt, as XML; empty: not looked at, or none */
	bool looked;
	struct buf files; /* struct picture_file */
	size_t count, bytes;
	struct buf taken; /* struct taken */
	size_t taken_count;
};

static void close_archive(void *pictures)
{
	struct pictures *p = pictures;

	p->lib.discard(p->zip);
}

/* Whether all that is in the archive, unpacked, is within the limits. */
static bool is_bounded(const struct pictures *p)
{
	zip_int64_t count = p->lib.get_num_entries(p->zip, 0);
	unsigned long long sum = 0;

	for (zip_int64_t i = 0; i < count && count <= ENTRIES_MOST; i++) {
		zip_stat_t stat;
		if (p->lib.stat_index(p->zip, (zip_uint64_t)i, 0, &stat) != 0 || stat.size > PICTURES_MOST)
			return false;
		sum += stat.size;
		if (sum > PICTURES_MOST)
			return false;
	}
	return count <= ENTRIES_MOST;
}

struct pictures *pictures_open(struct arena *arena, struct diag *diag, const char *path)
{
	struct pictures *p = ARENA_NEW(arena, struct pictures);
	struct str bytes;
	zip_error_t error;

	*p = (struct pictures){
		.arena = arena, .diag = diag, .files = {.arena = arena}, .taken = {.arena = arena}};
	if (!file_read(arena, diag, path, &bytes))
		return NULL;
	if (!libzip_load(&p->lib))
		return p;
	p->lib.error_init(&error);
	zip_source_t *source = p->lib.source_buffer_create(bytes.s, bytes.len, 0, &error);
	p->zip = source ? p->lib.open_from_source(source, ZIP_RDONLY, &error) : NULL;
	if (!p->zip) {
		p->lib.source_free(source);
		p->lib.error_fini(&error);
		return p;
	}
	p->lib.error_fini(&error);
	arena_defer(arena, close_archive, p);
	if (is_bounded(p))
		return p;
	diag_error(
		diag, POS_FILE(path),
		"this document would unpack to more than %llu MiB: save its text as .txt or .md, and "
		"bring that in",
		PICTURES_MOST >> 20);
	return NULL;
}

struct pictures *pictures_beside(struct arena *arena, struct diag *diag, const char *path)
{
	struct pictures *p = ARENA_NEW(arena, struct pictures);

	*p = (struct pictures){.arena = arena,
						   .diag = diag,
						   .folder = path_dir(arena, path),
						   .files = {.arena = arena},
						   .taken = {.arena = arena}};
	return p;
}

bool pictures_has(const struct pictures *p, struct str src)
{
	const char *name = str_copy_n(p->arena, src.s ? src.s : "", src.len);
	char **parts = g_strsplit(name, "/", -1);
	bool below = *name && *name != '/' && !g_strv_contains((const char *const *)parts, "..");

	g_strfreev(parts);
	return !p->folder || (below && file_exists(path_join(p->arena, p->folder, name)));
}

const char *pictures_entry_name(const struct pictures *p, size_t nth)
{
	return p->zip && (zip_int64_t)nth < p->lib.get_num_entries(p->zip, 0)
			   ? p->lib.get_name(p->zip, nth, 0)
			   : NULL;
}

bool pictures_entry(const struct pictures *p, const char *name, size_t most, struct str *out)
{
	zip_int64_t index = !p->zip ? -1 : p->lib.name_locate(p->zip, name, 0);
	zip_stat_t stat;

	if (index < 0 || p->lib.stat_index(p->zip, (zip_uint64_t)index, 0, &stat) != 0 ||
		stat.size == 0 || stat.size > most)
		return false;
	zip_file_t *file = p->lib.fopen_index(p->zip, (zip_uint64_t)index, 0);
	if (!file)
		return false;
	char *bytes = arena_alloc(p->arena, (size_t)stat.size);
	zip_int64_t got = p->lib.fread(file, bytes, stat.size);
	bool whole = p->lib.fclose(file) == 0 && got == (zip_int64_t)stat.size;
	*out = (struct str){bytes, (size_t)stat.size};
	return whole;
}

/* Text of XML or HTML without entities, on one line. */
static struct str plain(struct arena *arena, struct str text)
{
	static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#39;"};
	static const char letters[] = "&<>\"''";
	struct buf out = {.arena = arena};

	for (size_t i = 0; i < text.len;) {
		size_t n = 0;
		while (n < G_N_ELEMENTS(names) && (text.len - i < strlen(names[n]) ||
										   memcmp(text.s + i, names[n], strlen(names[n])) != 0))
			n++;
		char c = n < G_N_ELEMENTS(names) ? letters[n] : text.s[i];
		i += n < G_N_ELEMENTS(names) ? strlen(names[n]) : 1;
		buf_putc(&out, g_ascii_isspace(c) ? ' ' : c);
	}
	return str_trim(buf_str(&out));
}

static struct str element(struct str within, const char *begin, const char *end)
{
	const char *from = g_strstr_len(within.s, (gssize)within.len, begin);

	if (!from)
		return STR("");
	from += strlen(begin);
	const char *to = g_strstr_len(from, within.s + within.len - from, end);
	return (struct str){from, to ? (size_t)(to - from) : 0};
}

static struct str content_of(struct pictures *p)
{
	if (!p->looked && !pictures_entry(p, "content.xml", TEXT_MOST, &p->content) &&
		!pictures_entry(p, "word/document.xml", TEXT_MOST, &p->content))
		p->content = STR("");
	p->looked = true;
	return p->content;
}

/* What an .odt says of a picture: the description, else the title. */
static struct str odt_description(struct pictures *p, const char *src)
{
	struct str content = content_of(p);
	const char *word = str_fmt(p->arena, "xlink:href=\"%s\"", src);
	const char *at = g_strstr_len(content.s, (gssize)content.len, word);

	if (!at)
		return STR("");
	struct str rest = {at, (size_t)(content.s + content.len - at)};
	const char *end = g_strstr_len(rest.s, (gssize)rest.len, "</draw:frame>");
	struct str frame = {rest.s, end ? (size_t)(end - rest.s) : 0};
	struct str text = plain(p->arena, element(frame, "<svg:desc>", "</svg:desc>"));
	return text.len > 0 ? text : plain(p->arena, element(frame, "<svg:title>", "</svg:title>"));
}

/* The attribute that a mark such as descr=" begins, in the last tag of a name before a place. */
static struct str attribute_before(struct str text, const char *place, const char *tag,
								   const char *mark)
{
	const char *from = g_strrstr_len(text.s, place - text.s, tag);
	const char *end = from ? memchr(from, '>', (size_t)(text.s + text.len - from)) : NULL;

	return end ? element((struct str){from, (size_t)(end - from)}, mark, "\"") : STR("");
}

/* What a .docx says of one that floats, which pandoc leaves out. */
static struct str docx_description(struct pictures *p, const char *src)
{
	struct str content = content_of(p), relations, text = STR("");
	const char *word = str_fmt(p->arena, "Target=\"%s\"", src);

	if (!pictures_entry(p, "word/_rels/document.xml.rels", TEXT_MOST, &relations))
		return STR("");
	const char *target = g_strstr_len(relations.s, (gssize)relations.len, word);
	struct str id =
		target ? attribute_before(relations, target + strlen(word), "<Relationship ", " Id=\"")
			   : STR("");
	const char *use = str_fmt(p->arena, ":embed=\"%.*s\"", (int)id.len, id.s);
	for (const char *at = content.s; id.len > 0 && at && text.len == 0;) {
		at = g_strstr_len(at, content.s + content.len - at, use);
		if (at)
			text = plain(p->arena, attribute_before(content, at, "<wp:docPr ", " descr=\""));
		at = at ? at + 1 : NULL;
	}
	return text;
}

/* What the document says of a picture, which pandoc leaves out. */
static struct str description(struct pictures *p, const char *src)
{
	struct str text = odt_description(p, src);

	return text.len > 0 ? text : docx_description(p, src);
}

/* The ending of a picture of a kind that a handout may have; NULL: of another kind. */
static const char *ending_of(struct str bytes)
{
	struct str head = {bytes.s, MIN(bytes.len, 1024)};

	if (bytes.len > 8 && memcmp(bytes.s, "\x89PNG", 4) == 0)
		return "png";
	if (bytes.len > 3 && memcmp(bytes.s, "\xff\xd8\xff", 3) == 0)
		return "jpg";
	return g_strstr_len(head.s, (gssize)head.len, "<svg") ? "svg" : NULL;
}

static const char *left_out(struct pictures *p, struct pos pos, const char *src, const char *why)
{
	diag_warning(
		p->diag, pos,
		"left out: the picture \"%s\" %s: save it as PNG, JPEG or SVG in the folder images "
		"and write ![what it shows](images/FILE) into the text",
		src, why);
	return NULL;
}

/* What an archive or a folder has by the name; false: nothing that may be used. */
static bool picture_bytes(struct pictures *p, const char *src, struct str *bytes)
{
	if (p->folder)
		return pictures_has(p, str_of(src)) &&
			   file_read(p->arena, diag_new(p->arena), path_join(p->arena, p->folder, src),
						 bytes) &&
			   bytes->len <= PICTURE_MOST;
	return p->zip && (pictures_entry(p, str_fmt(p->arena, "word/%s", src), PICTURE_MOST, bytes) ||
					  pictures_entry(p, src, PICTURE_MOST, bytes));
}

/* The name of the picture's file, which is kept; NULL after reporting. */
static const char *fetch(struct pictures *p, struct pos pos, const char *src)
{
	struct str bytes;

	if (p->count == COUNT_MOST)
		return left_out(p, pos, src, "is one too many");
	if (!picture_bytes(p, src, &bytes))
		return left_out(p, pos, src, "is not in the document, is damaged or very large");
	const char *ending = ending_of(bytes);
	if (!ending)
		return left_out(p, pos, src, "is of a kind that a handout cannot have");
	struct diag *own = diag_new(p->arena);
	if (p->bytes + bytes.len > ALL_MOST || !image_of(p->arena, own, src, bytes, POS_FILE(src)))
		return left_out(p, pos, src,
						p->bytes + bytes.len > ALL_MOST ? "is one too many"
														: "is damaged or very large");
	struct picture_file file = {str_fmt(p->arena, "picture-%zu.%s", ++p->count, ending), bytes};
	buf_add(&p->files, &file, sizeof file);
	p->bytes += bytes.len;
	return file.name;
}

static const char *name_of(struct pictures *p, struct pos pos, const char *src)
{
	const struct taken *all = (const void *)p->taken.s;

	for (size_t i = 0; i < p->taken_count; i++)
		if (str_same(all[i].src, src))
			return all[i].name;
	struct taken taken = {src, fetch(p, pos, src)};
	buf_add(&p->taken, &taken, sizeof taken);
	p->taken_count++;
	return taken.name;
}

struct str pictures_take(struct pictures *p, struct pos pos, struct str src, struct str alt)
{
	struct buf out = {.arena = p->arena};
	struct str written = plain(p->arena, src);
	const char *file = str_copy_n(p->arena, written.s, written.len);
	const char *name = name_of(p, pos, file);
	struct str words = plain(p->arena, alt);

	if (!name && words.len > 0)
		diag_note(p->diag, pos, "left out: \"%.*s\", which describes that picture", (int)words.len,
				  words.s);
	if (!name)
		return STR("");
	if (words.len == 0 && p->zip)
		words = description(p, file);
	if (words.len == 0) {
		diag_warning(p->diag, pos,
					 "nothing says what the picture \"images/%s\" shows, so it is not in the text "
					 "yet: describe it where its name stands in the article",
					 name);
		buf_fmt(&out,
				"<!-- A picture: to print it, take this away and write "
				"![what it shows](images/%s) -->",
				name);
		return buf_str(&out);
	}
	buf_puts(&out, "![");
	import_escape(&out, words);
	buf_fmt(&out, "](images/%s)", name);
	diag_note(p->diag, pos, "the picture \"%s\" is in images/%s now", file, name);
	return buf_str(&out);
}

static bool is_taken(const struct pictures *p, const char *src)
{
	const struct taken *all = (const void *)p->taken.s;

	for (size_t i = 0; i < p->taken_count; i++)
		if (str_same(all[i].src, src))
			return true;
	return false;
}

void pictures_note_others(const struct pictures *p, const char *path)
{
	zip_int64_t count = p->zip ? p->lib.get_num_entries(p->zip, 0) : 0;

	for (zip_int64_t i = 0; i < count; i++) {
		const char *name = p->lib.get_name(p->zip, (zip_uint64_t)i, 0);
		if (!name ||
			!(g_str_has_prefix(name, "word/media/") || g_str_has_prefix(name, "Pictures/")) ||
			g_str_has_suffix(name, "/"))
			continue;
		const char *src = g_str_has_prefix(name, "word/") ? name + strlen("word/") : name;
		if (!is_taken(p, src))
			diag_note(p->diag, POS_FILE(path),
					  "left out: the picture \"%s\", which does not stand in the running text: a "
					  "logo belongs in clinic.yaml",
					  src);
	}
}

const struct picture_file *pictures_files(const struct pictures *p, size_t *count)
{
	*count = p->count;
	return (const void *)p->files.s;
}
