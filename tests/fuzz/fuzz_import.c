/* Any text as plain text and as what pandoc made of a document: each word of the plain text is in
 * the parts, or in a message that names it, and the program
 * reads them without a complaint; both give UTF-8. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "fuzz/text.h"
#include "new/decode.h"
#include "new/import.h"
#include "new/kept.h"
#include "read/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct import import_in(struct arena *arena)
{
	return (struct import){
		.article = {.arena = arena}, .faq = {.arena = arena}, .references = {.arena = arena}};
}

static struct str made_of(struct arena *arena, const struct import *import)
{
	const struct buf *parts[] = {&import->article, &import->faq, &import->references};
	struct buf made = {.arena = arena};

	buf_fmt(&made, "%s\n", import->title ? import->title : "");
	for (size_t i = 0; i < 3; i++)
		buf_add(&made, parts[i]->s, parts[i]->len);
	assert(g_utf8_validate(made.s, (gssize)made.len, NULL));
	return buf_str(&made);
}

/* What came of plain text is read by the program without a complaint. */
static void read_parts(struct arena *arena, struct diag *diag, const struct import *import)
{
	const char *title = import->title ? import->title : "Fuzz";
	const struct buf *texts[] = {&import->article, &import->faq, &import->references};
	struct part parts[] = {
		{.kind = PART_ARTICLE, .file = "article.md", .path = "article.md"},
		{.kind = PART_FAQ, .file = "faq.md", .path = "faq.md"},
		{.kind = PART_REFERENCES, .file = "references.md", .path = "references.md"}};
	struct handout handout = {.dir = ".",
							  .name = "fuzz",
							  .root = ".",
							  .file = "handout.yaml",
							  .title = title,
							  .language = "en",
							  .parts = parts,
							  .part_count = 3};

	for (size_t i = 0; i < 3; i++) {
		struct buf text = {.arena = arena};
		if (texts[i]->len == 0)
			continue;
		if (i == 0) {
			buf_puts(&text, "# ");
			import_escape(&text, str_of(title));
			buf_puts(&text, "\n\n");
		}
		buf_add(&text, texts[i]->s, texts[i]->len);
		markdown_read(arena, diag, &handout, &parts[i], buf_str(&text));
	}
	for (const struct message *m = diag->first; m && diag->errors > 0; m = m->next)
		if (m->level == LEVEL_ERROR)
			fprintf(stderr, "%s", diag_line(arena, m));
	assert(diag->errors == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct import plain = import_in(arena), marked = import_in(arena);
	struct stretches stretches = {.arena = arena};
	struct str text, clean;

	if (fuzz_text(arena, data, size, &text)) {
		clean = decode_clean(arena, diag, "a.txt", text, true);
		import_plain(arena, diag, "a.txt", clean, &plain);
		import_keys(arena, diag, "a.txt", &plain.references);
		stretches_of_lines(&stretches, "a.txt", clean, false);
		kept_check(arena, diag, &stretches, made_of(arena, &plain));
		assert(diag->warnings == 0);
		read_parts(arena, diag, &plain);
		clean = decode_clean(arena, diag, "a.docx", text, false);
		clean = import_promote(arena, diag, "a.docx", clean, size % 2 == 0);
		import_markdown(arena, diag, "a.docx", clean, &marked);
		import_keys(arena, diag, "a.docx", &marked.references);
		made_of(arena, &marked);
		import_language(clean);
		for (const struct message *m = diag->first; m; m = m->next)
			assert(g_utf8_validate(m->text, -1, NULL));
	}
	arena_free(arena);
	return 0;
}
