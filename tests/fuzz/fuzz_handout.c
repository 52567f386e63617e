/* Any file as handout.yaml; what stands behind a form feed is its notes.yaml. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "document/handout.h"
#include "fuzz/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct handout *handout)
{
	assert(handout->title && handout->code && handout->version && handout->language);
	for (size_t i = 0; i < handout->part_count; i++)
		assert(handout->parts[i].file && handout->parts[i].path);
	for (size_t i = 0; i < handout->note_count; i++)
		assert(handout->notes[i].id && handout->notes[i].passage_count > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct str all = {(const char *)data, size};
	const char *cut = size ? memchr(all.s, '\f', size) : NULL;
	size_t first = cut ? (size_t)(cut - all.s) : size;
	fuzz_file(arena, "article.md", STR("# Title\n\nText.\n"));
	fuzz_file(arena, "handout.yaml", (struct str){all.s, first});
	const char *notes = fuzz_path(arena, "notes.yaml");
	if (cut)
		fuzz_file(arena, "notes.yaml", (struct str){cut + 1, size - first - 1});
	else
		g_unlink(notes);
	const struct handout *handout = handout_read(arena, diag, fuzz_folder);
	assert((handout == NULL) == (diag->errors > 0));
	if (handout)
		check(handout);
	arena_free(arena);
	return 0;
}
