/* Any text as plain text and as what pandoc made of a document: each word of the plain text is in
 * the parts, or in a message that names it; both give UTF-8. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "fuzz/text.h"
#include "new/decode.h"
#include "new/import.h"
#include "new/kept.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct import plain = import_in(arena), marked = import_in(arena);
	struct passages passages = {.arena = arena};
	struct str text, clean;

	if (fuzz_text(arena, data, size, &text)) {
		clean = decode_clean(arena, diag, "a.txt", text, true);
		import_plain(arena, diag, "a.txt", clean, &plain);
		passages_of_lines(&passages, "a.txt", clean, false);
		kept_check(arena, diag, &passages, made_of(arena, &plain));
		assert(diag->warnings == 0);
		clean = decode_clean(arena, diag, "a.docx", text, false);
		clean = import_promote(arena, diag, "a.docx", clean, size % 2 == 0);
		import_markdown(arena, diag, "a.docx", clean, &marked);
		made_of(arena, &marked);
		import_language(clean);
		for (const struct message *m = diag->first; m; m = m->next)
			assert(g_utf8_validate(m->text, -1, NULL));
	}
	arena_free(arena);
	return 0;
}
