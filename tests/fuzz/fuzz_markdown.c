/* Any text through the Markdown reader: the tree must be one that writers may be given, and each
 * message must be accepted as its own translation. */
#include <assert.h>
#include <stdint.h>

#include "fuzz/text.h"
#include "read/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void translate(struct arena *arena, struct diag *diag, const struct node *part)
{
	for (const struct node *node = part; node; node = doc_next(node, part)) {
		if (!node->context || !doc_holds_inlines(node->kind))
			continue;
		struct node *copy = doc_copy(arena, node);
		const char *text = markdown_inlines(arena, node);
		bool accepted = markdown_message(arena, diag, node, text, POS_FILE("fuzz.po"), copy);
		assert(accepted);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct str text;
	struct part parts[] = {{.kind = PART_ARTICLE, .file = "article.md", .path = "article.md"}};
	struct handout handout = {.dir = ".",
							  .name = "fuzz",
							  .root = ".",
							  .file = "handout.yaml",
							  .title = "Fuzz",
							  .language = "en",
							  .parts = parts,
							  .part_count = 1};
	parts[0].kind = size % 3 == 0 ? PART_ARTICLE : size % 3 == 1 ? PART_FAQ : PART_REFERENCES;
	if (fuzz_text(arena, data, size, &text)) {
		struct node *part = markdown_read(arena, diag, &handout, parts, text);
		if (part)
			translate(arena, diag, part);
	}
	arena_free(arena);
	return 0;
}
