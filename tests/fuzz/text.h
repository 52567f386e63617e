/* The fuzzer's bytes as file_read_text hands texts to readers. */
#ifndef HANDOUT_FUZZ_TEXT_H
#define HANDOUT_FUZZ_TEXT_H

#include <glib.h>
#include <string.h>

#include "base/str.h"

/* A copy in the arena; false for bytes that file_read_text refuses or changes: NUL, CR, what is not
 * UTF-8, a BOM. */
static inline bool fuzz_text(struct arena *arena, const void *data, size_t size, struct str *out)
{
	*out = str_dup(arena, (struct str){data, size});
	return g_utf8_validate(out->s, (gssize)size, NULL) && !memchr(out->s, '\r', size) &&
		   strncmp(out->s, "\xef\xbb\xbf", 3) != 0;
}

#endif
