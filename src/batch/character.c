/* The places of characters: the lines of the file are counted again. */
#include "batch/character.h"

#include <glib.h>

#include "base/file.h"

/* The first such character of a text from a place on; line 0: there is none. */
static struct pos find(struct str text, struct pos from, gunichar c)
{
	struct pos at = {from.file, 1, 1};

	for (const char *s = text.s; s < text.s + text.len; s = g_utf8_next_char(s)) {
		bool before = at.line < from.line || (at.line == from.line && at.col < from.col);
		gunichar here = g_utf8_get_char(s);
		if (here == c && !before)
			return at;
		at.col = here == '\n' ? 1 : at.col + 1;
		at.line += here == '\n';
	}
	return (struct pos){from.file, 0, 0};
}

void characters_find(struct arena *arena, struct diag *diag)
{
	for (struct message *m = diag->first; m; m = m->next) {
		struct diag *unsaid = diag_new(arena);
		struct str text;
		if (!m->character || !m->pos.file || file_is_absent(m->pos.file) ||
			!file_read_text(arena, unsaid, m->pos.file, &text))
			continue;
		struct pos pos = find(text, m->pos, m->character);
		if (pos.line > 0)
			m->pos = pos;
	}
}
