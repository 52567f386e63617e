/* Any bytes as compiled hyphenation patterns, and the same bytes as a word: what comes out is
 * within the word and between its characters. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "typeset/hyphenate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void divide(const struct hyphenator *h, const char *word, size_t len)
{
	struct hyphen places[HYPHENS_MAX];
	int count = hyphenate(h, word, len, places, HYPHENS_MAX), last = 0;
	for (int i = 0; i < count; i++) {
		const struct hyphen *place = &places[i];
		assert(place->at > last && (size_t)place->at < len && (word[place->at] & 0xc0) != 0x80);
		assert(place->before >= 0 && place->before <= place->at);
		assert(place->after >= 0 && (size_t)(place->at + place->after) <= len);
		assert(!place->left == !place->right);
		if (place->left)
			assert(strlen(place->left) <= UINT8_MAX && strlen(place->right) <= UINT8_MAX);
		last = place->at;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const words[] = {"asszonnyal", "BABAHAUS", "schiffahrtbab", "ba'bab\u2019a"};
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct str bytes = {(const char *)data, size};
	const struct hyphenator *h = hyphenator_read(arena, diag, "fuzz.hyph", bytes);
	assert((h == NULL) == (diag->errors > 0));
	for (size_t i = 0; h && i < sizeof words / sizeof *words; i++)
		divide(h, words[i], strlen(words[i]));
	if (h)
		divide(h, bytes.s, size);
	arena_free(arena);
	return 0;
}
