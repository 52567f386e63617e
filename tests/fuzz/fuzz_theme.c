/* Any file as a theme: each edition and language that it allows is asked for. */
#include <assert.h>
#include <stdint.h>

#include "document/theme.h"
#include "fuzz/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No text of any script is smaller than the edition's smallest, or stands on no line. */
static void check(const struct theme *edition)
{
	for (size_t i = 0; i < edition->script_count; i++)
		for (int role = 0; role < ROLE_COUNT; role++) {
			struct style style = theme_style(edition, &edition->scripts[i], (enum role)role);
			assert(style.size > 0 && style.size >= edition->smallest && style.leading > 0);
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct clinic plain = {0}, coloured = {.accent = 0x123456, .has_accent = true};
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	const char *path = fuzz_file(arena, "theme.yaml", (struct str){(const char *)data, size});
	const struct theme *theme = theme_read(arena, diag, path, size % 2 ? &plain : &coloured);
	assert((theme == NULL) == (diag->errors > 0));
	for (int kind = 0; theme && kind < EDITION_KINDS; kind++) {
		const struct theme *edition = theme_edition(theme, (enum edition_kind)kind);
		if (!edition)
			continue;
		check(edition);
		theme_note_references(diag, theme, edition);
	}
	arena_free(arena);
	return 0;
}
