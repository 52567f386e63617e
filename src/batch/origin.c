/* Folders of a handout as beginnings of paths. */
#include "batch/origin.h"

#include <string.h>

#include "base/file.h"

enum { OF_EACH = ORIGIN_REAL_ROOT + 1 - ORIGIN_HANDOUT };

struct origins origins_of(struct arena *arena, const struct source *const *sources,
						  const struct share *share)
{
	int count = 0;

	while (sources[count])
		count++;
	count = ORIGIN_HANDOUT + OF_EACH * count;
	const char **dirs = ARENA_ARRAY(arena, const char *, (size_t)count);
	dirs[ORIGIN_PROGRAM] = share->theme ? path_dir(arena, share->theme) : NULL;
	dirs[ORIGIN_STRINGS] = share->strings;
	dirs[ORIGIN_FONTS] = share->fonts;
	dirs[ORIGIN_HYPHENATION] = share->hyphenation;
	for (int i = ORIGIN_HANDOUT; i < count; i += OF_EACH, sources++) {
		dirs[i] = (*sources)->dir;
		dirs[i + ORIGIN_ROOT - ORIGIN_HANDOUT] = source_root(arena, *sources);
		dirs[i + ORIGIN_REAL_ROOT - ORIGIN_HANDOUT] = (*sources)->listing->root;
	}
	return (struct origins){dirs, count};
}

/* The path from a folder; NULL: it is not in it. */
static const char *from(const char *dir, const char *path)
{
	size_t len = strlen(dir);

	if (strcmp(dir, ".") == 0)
		return path[0] == '/' || strncmp(path, "../", 3) == 0 ? NULL : path;
	while (len > 0 && dir[len - 1] == '/')
		len--;
	return strncmp(path, dir, len) == 0 && path[len] == '/' ? path + len + 1 : NULL;
}

int origins_find(const struct origins *origins, const char *path, const char **rest)
{
	int nearest = -1;

	*rest = path;
	for (int origin = 0; origin < origins->count; origin++) {
		const char *found = origins->dirs[origin] ? from(origins->dirs[origin], path) : NULL;
		if (found && (nearest < 0 || strlen(found) < strlen(*rest))) {
			nearest = origin;
			*rest = found;
		}
	}
	return nearest;
}

const char *origins_path(struct arena *arena, const struct origins *origins, int origin,
						 const char *rest)
{
	if (origin < 0)
		return str_copy(arena, rest);
	if (origin >= origins->count || !origins->dirs[origin])
		return NULL;
	return path_join(arena, origins->dirs[origin], rest);
}
