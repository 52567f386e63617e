/* Any text as a message in several languages: its plain form and its values; each value's words
 * stand in the plain form, in order. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "check/values.h"
#include "fuzz/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const langs[] = {"en", "de", "pl", "ar", "fa", "hi", "zh-Hans"};
	struct arena *arena = arena_new();
	struct str text;
	if (fuzz_text(arena, data, size, &text)) {
		const char *plain = values_plain(arena, text.s);
		for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
			const struct locale *locale = locale_find(langs[i]);
			struct values values = values_of(arena, text.s, locale);
			const char *p = plain;
			for (size_t k = 0; k < values.count; k++) {
				p = strstr(p, values.items[k].text);
				assert(p && *values.items[k].key);
				p += strlen(values.items[k].text);
				values_is_spelled(plain, values.items[k].key, locale);
			}
		}
		values_has_unit(plain, "mg");
		values_has_percent(plain);
	}
	arena_free(arena);
	return 0;
}
