/* Any text through the YAML reader; what was read is walked to its leaves. */
#include <assert.h>
#include <stdint.h>

#include "fuzz/text.h"
#include "read/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t count(const struct yaml *node)
{
	size_t leaves = node->kind == YAML_TEXT;
	assert(node->kind != YAML_TEXT || node->text);
	for (const struct yaml *child = node->child; child; child = child->next)
		leaves += count(child);
	return leaves;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct str text;
	if (fuzz_text(arena, data, size, &text)) {
		struct yaml *root = yaml_parse(arena, diag, text, "fuzz.yaml");
		assert((root == NULL) == (diag->errors > 0));
		if (root)
			(void)count(root);
	}
	arena_free(arena);
	return 0;
}
