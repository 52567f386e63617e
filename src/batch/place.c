/* Folders of a handout as beginnings of paths. */
#include "batch/place.h"

#include <string.h>

#include "base/file.h"

struct places places_of(struct arena *arena, const struct source *source, const struct share *share)
{
	return (struct places){{
		[PLACE_HANDOUT] = source->dir,
		[PLACE_ROOT] = source_root(arena, source),
		[PLACE_REAL_ROOT] = source->listing->root,
		[PLACE_PROGRAM] = share->theme ? path_dir(arena, share->theme) : NULL,
		[PLACE_STRINGS] = share->strings,
		[PLACE_FONTS] = share->fonts,
		[PLACE_HYPHENATION] = share->hyphenation,
	}};
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

enum place places_find(const struct places *places, const char *path, const char **rest)
{
	enum place nearest = PLACE_COUNT;

	*rest = path;
	for (enum place place = 0; place < PLACE_COUNT; place++) {
		const char *found = places->dirs[place] ? from(places->dirs[place], path) : NULL;
		if (found && (nearest == PLACE_COUNT || strlen(found) < strlen(*rest))) {
			nearest = place;
			*rest = found;
		}
	}
	return nearest;
}

const char *places_path(struct arena *arena, const struct places *places, enum place place,
						const char *rest)
{
	if (place == PLACE_COUNT)
		return str_copy(arena, rest);
	if (place > PLACE_COUNT || !places->dirs[place])
		return NULL;
	return path_join(arena, places->dirs[place], rest);
}
