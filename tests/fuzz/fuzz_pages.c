/* Any text as a handout with a translation, set on pages with the listed faces, to the bytes of a
 * PDF; what stands on a page stands within its edges. */
#include <assert.h>
#include <stdint.h>

#include "fuzz/handout.h"
#include "pdf/pdf.h"
#include "typeset/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct pages *pages)
{
	assert(pages->count > 0);
	for (int i = 0; i < pages->count; i++)
		for (int k = 0; k < pages->items[i].count; k++) {
			const struct mark *mark = &pages->items[i].marks[k];
			assert(mark->y >= 0 && mark->y <= pages->height);
			assert(mark->x >= 0 && mark->x <= pages->width);
		}
}

static void set(struct arena *arena, struct diag *diag, struct fuzz_handout *h)
{
	struct translation *translation;
	struct str pdf;
	const struct edition *edition = edition_open(arena, diag, &h->job, 0, &translation);
	if (!edition)
		return;
	struct pages *pages = typeset(arena, diag, fuzz_shared()->fonts, edition);
	assert(pages || diag->errors);
	if (!pages)
		return;
	check(pages);
	assert(pdf_write(arena, diag, edition, pages, &pdf));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct str text;
	struct fuzz_handout h;
	if (fuzz_text(arena, data, size, &text) && fuzz_open(arena, diag, text, &h))
		set(arena, diag, &h);
	arena_free(arena);
	return 0;
}
