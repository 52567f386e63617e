/* Any bytes as the content stream of a page: what is accepted has one of our beginnings for each
 * marker, and is accepted again when its markers are taken for what they became. */
#include <assert.h>
#include <stdint.h>

#include "pdf/content.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const begins[] = {"/NonStruct <</MCID 0>> BDC", "/NonStruct <</MCID 1>> BDC",
										 "/NonStruct <</MCID 2>> BDC"};
	struct str content = {(const char *)data, size};
	for (int count = 0; count <= 3; count++) {
		struct arena *arena = arena_new();
		struct codes *codes = codes_new(arena);
		struct buf out = {.arena = arena}, again = {.arena = arena};
		const char *fault = NULL;
		int marker = -2;
		bool done = content_rewrite(content, begins, count, codes, &out, &fault, &marker);
		assert(done == !fault && marker >= -1 && marker < count);
		if (done) {
			assert(marker == count - 1);
			assert(content_rewrite(buf_str(&out), begins, count, NULL, &again, &fault, &marker));
			assert(str_eq(buf_str(&again), buf_str(&out)));
		}
		arena_free(arena);
	}
	return 0;
}
