/* Any text through the PO reader; what was read is written, read again and must not change.
 * (Writing leaves out what is obsolete and has no translation.) */
#include <assert.h>
#include <stdint.h>

#include "fuzz/text.h"
#include "read/plural.h"
#include "read/po.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct str text;
	if (fuzz_text(arena, data, size, &text)) {
		struct po *po = po_parse(arena, diag, text, "fuzz.po");
		assert((po == NULL) == (diag->errors > 0));
		if (po) {
			plural_check(arena, diag, po, "nplurals=2; plural=(n != 1);");
			struct str once = po_write(arena, po);
			struct po *again = po_parse(arena, diag, once, "fuzz.po");
			assert(again && again->count <= po->count);
			assert(str_eq(po_write(arena, again), once));
		}
	}
	arena_free(arena);
	return 0;
}
