/* The program's own data, found from the folder of its executable. */
#include "batch/share.h"

#include "base/file.h"
#include "base/str.h"

struct share share_find(struct arena *arena, const char *bin)
{
	const char *top = path_dir(arena, bin);
	const char *installed = path_join(arena, top, "share/handout");
	struct share share = {
		.fonts = path_join(arena, top, "fonts"),
		.theme = path_join(arena, top, "share/theme.yaml"),
		.strings = path_join(arena, top, "share/strings"),
		.hyphenation = path_join(arena, top, "share/hyphenation"),
	};

	if (!file_is_dir(share.fonts))
		share.fonts = path_join(arena, installed, "fonts");
	if (!file_exists(share.theme))
		share.theme = path_join(arena, installed, "theme.yaml");
	if (!file_is_dir(share.strings))
		share.strings = path_join(arena, installed, "strings");
	if (!file_is_dir(share.hyphenation))
		share.hyphenation = path_join(arena, installed, "hyphenation");
	return share;
}
