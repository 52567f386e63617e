/* Any bytes as the content stream of a page: what is accepted has one of our beginnings for each
 * marker, and is accepted again when its markers are taken for what they became. */
#include <assert.h>
#include <stdint.h>

#include "pdf/content.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct marked marked[] = {{"/NonStruct <</MCID 0>> BDC", NULL},
										   {"/NonStruct <</MCID 1>> BDC", NULL},
										   {"/NonStruct <</MCID 2>> BDC", NULL}};
	static const struct marked apart[] = {{"/P <</MCID 0>> BDC", "0.005"}, {NULL, "-0.005"}, {0}};
	struct str content = {(const char *)data, size};
	for (int count = 0; count <= 3; count++) {
		struct arena *arena = arena_new();
		struct codes *codes = codes_new(arena);
		struct buf out = {.arena = arena}, again = {.arena = arena};
		const char *fault = NULL;
		int marker = -2;
		bool done = content_rewrite(content, marked, count, codes, &out, &fault, &marker);
		assert(done == !fault && marker >= -1 && marker < count);
		if (done) {
			assert(marker == count - 1);
			assert(content_rewrite(buf_str(&out), marked, count, NULL, &again, &fault, &marker));
			assert(str_eq(buf_str(&again), buf_str(&out)));
			assert(
				content_rewrite(content, apart, count, codes_new(arena), &again, &fault, &marker));
		}
		arena_free(arena);
	}
	return 0;
}
