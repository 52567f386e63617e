/* Any file as a sign-off; what was read is written, read again and must not change. */
#include <assert.h>
#include <stdint.h>

#include "fuzz/file.h"
#include "translate/signoff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const struct signoff *signoff)
{
	for (size_t i = 0; i < signoff->count; i++) {
		const struct signoff_entry *entry = &signoff->entries[i];
		assert(entry->lang && entry->name && signoff_roles[entry->role]);
		assert(signoff_last(signoff, entry->lang, entry->role));
		for (size_t k = 0; k < entry->count; k++)
			(void)signoff_state(signoff, entry->lang, entry->hashes[k]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	const char *path = fuzz_file(arena, "signoff.yaml", (struct str){(const char *)data, size});
	const struct signoff *signoff = signoff_read(arena, diag, path);
	assert((signoff == NULL) == (diag->errors > 0));
	if (signoff) {
		ask(signoff);
		struct str once = signoff_write(arena, signoff);
		fuzz_file(arena, "signoff.yaml", once);
		const struct signoff *again = signoff_read(arena, diag, path);
		assert(again && again->count == signoff->count);
		assert(str_eq(signoff_write(arena, again), once));
	}
	arena_free(arena);
	return 0;
}
