/* Pictures that are not where the text says: the nearest name among those that are there. */
#include "read/missing.h"

#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/str.h"

static bool is_picture(const char *name)
{
	static const char *const endings[] = {".png", ".jpg", ".jpeg", ".svg", NULL};
	const char *dot = strrchr(name, '.');
	for (const char *const *ending = endings; dot && *ending; ending++)
		if (g_ascii_strcasecmp(dot, *ending) == 0)
			return true;
	return false;
}

/* The address of the picture in a folder whose name is nearest; NULL: none. */
static const char *nearest_in(struct arena *arena, const char *root, const char *dir,
							  const char *folder, const char *url)
{
	size_t count = 0, pictures = 0;
	char **names = file_list(arena, path_join(arena, dir, folder), &count);
	const char **list = ARENA_ARRAY(arena, const char *, count + 1), *why;
	for (size_t i = 0; names && i < count; i++)
		if (is_picture(names[i]))
			list[pictures++] = names[i];
	list[pictures] = NULL;
	const char *name = str_nearest(path_base(url), list);
	const char *nearest = name ? path_join(arena, folder, name) : NULL;
	return nearest && file_inside(arena, root, dir, nearest, &why) ? nearest : NULL;
}

void missing_picture(struct arena *arena, struct diag *diag, struct pos pos, const char *root,
					 const char *dir, const char *url)
{
	const char *nearest = nearest_in(arena, root, dir, path_dir(arena, url), url);
	nearest = nearest ? nearest : nearest_in(arena, root, dir, "images", url);
	if (nearest)
		diag_error(diag, pos, "image \"%s\" not found: did you mean \"%s\"?", url, nearest);
	else
		diag_error(diag, pos, "image \"%s\" not found: put it in images/ or remove the line", url);
}
