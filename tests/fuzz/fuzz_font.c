/* Any bytes as an embedded font of either kind: what is made of it is smaller, and a font again;
 * two of them, which the bytes are to their middle and from there, or twice the same, are one. */
#include <assert.h>
#include <stdint.h>

#include "pdf/cff.h"
#include "pdf/truetype.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void join(struct arena *arena, struct str first, struct str second)
{
	struct str made, again;
	unsigned before = 0, more = 0;
	if (!truetype_join(arena, first, second, &made, &before))
		return;
	assert(before > 0);
	(void)truetype_shrink(arena, made, &again);
	assert(!truetype_join(arena, made, second, &again, &more) || more >= before);
}

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
	if (cff_number(arena, font, &small)) {
		assert(!cff_number(arena, small, &smaller));
		(void)cff_shrink(arena, small, &smaller);
	}
	join(arena, font, font);
	join(arena, (struct str){font.s, size / 2}, (struct str){font.s + size / 2, size - size / 2});
	if (truetype_shrink(arena, font, &small)) {
		assert(small.len < size);
		(void)truetype_shrink(arena, small, &smaller);
	}
	arena_free(arena);
	return 0;
}
