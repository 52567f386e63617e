/* The fuzzer's bytes as a whole handout with a translation, opened as a job's source. */
#ifndef HANDOUT_FUZZ_HANDOUT_H
#define HANDOUT_FUZZ_HANDOUT_H

#include <string.h>

#include "batch/edition.h"
#include "batch/source.h"
#include "fuzz/file.h"
#include "fuzz/text.h"

/* What stands before the nth form feed is the article, then the questions, the references, and
 * translations of the messages, one a line and in their order; an empty one is none. */
enum { FUZZ_ARTICLE, FUZZ_FAQ, FUZZ_REFERENCES, FUZZ_LINES, FUZZ_PIECES };

/* The languages that jobs are in. */
static const char *const fuzz_langs[] = {"es", "ar", "en", "en-XA", "zh-Hans", "th"};

/* One source that was read, and what is in it. */
struct fuzz_handout {
	struct source source;
	struct job job;
};

/* What all handouts of this process share, so that an input costs no more than its own text. */
struct fuzz_shared {
	struct arena *arena;
	struct share share;
	struct themes *themes;
	struct fonts *fonts;
};

static inline void fuzz_cut(struct str all, struct str pieces[FUZZ_PIECES])
{
	for (int i = 0; i < FUZZ_PIECES; i++) {
		const char *cut = all.len && i < FUZZ_LINES ? memchr(all.s, '\f', all.len) : NULL;
		size_t len = cut ? (size_t)(cut - all.s) : all.len;
		pieces[i] = (struct str){all.s, len};
		all = cut ? (struct str){cut + 1, all.len - len - 1} : (struct str){all.s + all.len, 0};
	}
}

/* A PO with each line as the translation of a message. */
static inline struct str fuzz_po(struct arena *arena, const struct messages *messages,
								 struct str lines)
{
	struct po_message *list = ARENA_ARRAY(arena, struct po_message, messages->count);
	struct po po = {.file = "fuzz.po",
					.header = "Content-Type: text/plain; charset=UTF-8\n",
					.messages = list,
					.count = messages->count};
	for (size_t i = 0; i < messages->count; i++) {
		const char *end = lines.len ? memchr(lines.s, '\n', lines.len) : NULL;
		size_t len = end ? (size_t)(end - lines.s) : lines.len;
		list[i].context = messages->items[i].context;
		list[i].id = messages->items[i].text;
		list[i].str = str_copy_n(arena, lines.s, len);
		lines =
			end ? (struct str){end + 1, lines.len - len - 1} : (struct str){lines.s + lines.len, 0};
	}
	return po_write(arena, &po);
}

static inline void fuzz_folders(struct arena *arena, const struct str pieces[FUZZ_PIECES])
{
	static const char manifest[] =
		"title: Fuzz\ncode: F-1\nversion: \"1.0\"\nlanguage: en\nissued: 2026-11-22\n"
		"review-by: 2028-11-22\nstatus: draft\nlanguages: [en, es]\nparts:\n  - kind: article\n    "
		"file: article.md\n";
	struct buf buf = {.arena = arena};
	buf_puts(&buf, manifest);
	if (pieces[FUZZ_FAQ].len)
		buf_puts(&buf, "  - kind: faq\n    file: faq.md\n");
	if (pieces[FUZZ_REFERENCES].len)
		buf_puts(&buf, "  - kind: references\n    file: references.md\n");
	fuzz_file(arena, "handout.yaml", buf_str(&buf));
	fuzz_file(arena, "clinic.yaml",
			  STR("name:\n  en: Clinic\ncountry: GB\nphone: 020 7946 0958\n"));
	fuzz_file(arena, "article.md", pieces[FUZZ_ARTICLE]);
	fuzz_file(arena, "faq.md", pieces[FUZZ_FAQ]);
	fuzz_file(arena, "references.md", pieces[FUZZ_REFERENCES]);
	(void)g_mkdir(fuzz_path(arena, "po"), 0700);
	(void)g_mkdir(fuzz_path(arena, "images"), 0700);
	fuzz_file(arena, "images/a.svg",
			  STR("<svg xmlns='http://www.w3.org/2000/svg' width='90' height='9'/>"));
}

/* Opened at the first call. */
static inline const struct fuzz_shared *fuzz_shared(void)
{
	static struct fuzz_shared shared;
	if (!shared.arena) {
		const char *out = getenv("OUT");
		shared.arena = arena_new();
		shared.share = share_find(shared.arena, str_fmt(shared.arena, "%s/bin", out ? out : "out"));
		shared.themes = themes_new(shared.arena);
		shared.fonts = fonts_open(shared.arena, diag_new(shared.arena), shared.share.fonts);
		if (!shared.fonts)
			abort();
	}
	return &shared;
}

/* Opens a handout of the text; false: it is none. It lives as long as the arena. */
static inline bool fuzz_open(struct arena *arena, struct diag *diag, struct str text,
							 struct fuzz_handout *h)
{
	const struct fuzz_shared *shared = fuzz_shared();
	struct str pieces[FUZZ_PIECES];
	fuzz_cut(text, pieces);
	fuzz_folders(arena, pieces);
	*h = (struct fuzz_handout){.source = {.dir = fuzz_folder}};
	source_open(arena, diag, &shared->share, shared->themes, &h->source);
	if (h->source.failed)
		return false;
	h->job = (struct job){.source = &h->source,
						  .lang = fuzz_langs[text.len % (sizeof fuzz_langs / sizeof *fuzz_langs)],
						  .edition = (enum edition_kind)(text.len / 7 % EDITION_KINDS)};
	fuzz_file(arena, str_fmt(arena, "po/%s.po", h->job.lang),
			  fuzz_po(arena, &h->source.messages, pieces[FUZZ_LINES]));
	return true;
}

#endif
