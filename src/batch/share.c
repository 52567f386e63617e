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
		.emergency = path_join(arena, top, "share/emergency.yaml"),
		.hyphenation = path_join(arena, top, "share/hyphenation"),
		.templates = path_join(arena, top, "share/new"),
	};

	if (!file_is_dir(share.fonts))
		share.fonts = path_join(arena, installed, "fonts");
	if (!file_exists(share.theme))
		share.theme = path_join(arena, installed, "theme.yaml");
	if (!file_is_dir(share.strings))
		share.strings = path_join(arena, installed, "strings");
	if (!file_exists(share.emergency))
		share.emergency = path_join(arena, installed, "emergency.yaml");
	if (!file_is_dir(share.hyphenation))
		share.hyphenation = path_join(arena, installed, "hyphenation");
	if (!file_is_dir(share.templates))
		share.templates = path_join(arena, installed, "new");
	return share;
}
