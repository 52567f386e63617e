/* Any words as a command line, one a line. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "options.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORDS = 40 };

/* The words behind the program's name, NULL at the end; *count of all. */
static char **split(struct arena *arena, char *text, int *count)
{
	char **argv = ARENA_ARRAY(arena, char *, WORDS + 2), *rest = text;
	argv[0] = str_copy(arena, "handout");
	for (*count = 1; rest && *count <= WORDS; (*count)++)
		argv[*count] = strsep(&rest, "\n");
	return argv;
}

static bool is_list(const char *const *list)
{
	return !list || *list;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct command command;
	char *text = str_copy_n(arena, (const char *)data, strnlen((const char *)data, size));
	int argc = 1;
	char **argv = split(arena, text, &argc);
	bool good = options_parse(arena, diag, argc, argv, &command);
	assert(good == (diag->errors == 0));
	if (good) {
		const struct options *o = &command.options;
		assert(is_list(o->languages) && is_list(o->editions) && is_list(o->formats));
		assert(is_list(o->papers) && is_list(o->clinics) && o->workers >= 0 && o->seconds >= 0);
		assert(o->shards == 0 || (o->shard >= 1 && o->shard <= o->shards));
	}
	if (good && command.kind == COMMAND_HELP)
		(void)options_help(arena, command.topic);
	arena_free(arena);
	return 0;
}
