/* Any bytes as an embedded font of either kind: what is made of it is smaller, and a font again. */
#include <assert.h>
#include <stdint.h>

#include "pdf/cff.h"
#include "pdf/truetype.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct str font = {(const char *)data, size}, small, smaller;
	static const unsigned copied[] = {2, 1};
	if (cff_copy(arena, font, copied, 2, &small))
		(void)cff_shrink(arena, small, &smaller);
	if (cff_shrink(arena, font, &small)) {
		assert(small.len < size);
		(void)cff_shrink(arena, small, &smaller);
	}
	if (truetype_shrink(arena, font, &small)) {
		assert(small.len < size);
		(void)truetype_shrink(arena, small, &smaller);
	}
	arena_free(arena);
	return 0;
}
