/* Any text through the XLIFF reader. */
#include <assert.h>
#include <stdint.h>

#include "fuzz/text.h"
#include "translate/xliff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct str text;
	if (fuzz_text(arena, data, size, &text)) {
		struct xliff *xliff = xliff_read(arena, diag, text, "fuzz.xlf");
		assert((xliff == NULL) == (diag->errors > 0));
		for (size_t i = 0; xliff && i < xliff->list.count; i++)
			assert(xliff->list.items[i].context && xliff->list.items[i].source &&
				   xliff->list.items[i].text);
	}
	arena_free(arena);
	return 0;
}
