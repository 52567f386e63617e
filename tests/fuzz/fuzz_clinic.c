/* Any file as clinic.yaml. */
#include <assert.h>
#include <stdint.h>

#include "document/clinic.h"
#include "fuzz/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const langs[] = {"en", "es", "ar", "zh-Hans", "pt-BR"};
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct clinic clinic = {0};
	const char *path = fuzz_file(arena, "clinic.yaml", (struct str){(const char *)data, size});
	clinic_read(arena, diag, path, fuzz_folder, &clinic);
	for (size_t i = 0; !diag->errors && i < sizeof langs / sizeof *langs; i++)
		assert(clinic_name(&clinic, langs[i]));
	arena_free(arena);
	return 0;
}
