/* The names that may be asked for: of the manifests in ./content and in the folder at hand, and of
 * what the program makes. */
#include "batch/offer.h"

#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "batch/plan.h"
#include "batch/source.h"
#include "document/handout.h"

const char *const offer_names[] = {"handouts", "languages", "editions", "formats",
								   "papers",   "clinics",   NULL};

enum offered {
	OFFER_HANDOUTS,
	OFFER_LANGUAGES,
	OFFER_EDITIONS,
	OFFER_FORMATS,
	OFFER_PAPERS,
	OFFER_CLINICS
};

static void add_names(GTree *names, struct arena *arena, const char *const *list)
{
	for (; *list; list++) {
		char *name = str_copy(arena, *list);
		g_tree_insert(names, name, name);
	}
}

static void add_clinics(GTree *names, struct arena *arena)
{
	size_t count = 0;
	char **files = file_list(arena, path_join(arena, "content", CLINICS_DIR), &count);

	for (size_t i = 0; files && i < count; i++) {
		size_t len = strlen(files[i]);
		if (len <= 5 || strcmp(files[i] + len - 5, ".yaml") != 0)
			continue;
		char *name = str_copy_n(arena, files[i], len - 5);
		g_tree_insert(names, name, name);
	}
}

/* The name of the handout in a folder, or the languages that it lists; nothing where there is none.
 */
static void add_handout(GTree *names, struct arena *arena, const char *dir, bool languages)
{
	const char *const name[] = {path_base(dir), NULL};
	struct source source;

	if (file_is_absent(path_join(arena, dir, "handout.yaml")))
		return;
	if (!languages) {
		add_names(names, arena, name);
		return;
	}
	source_list(arena, diag_new(arena), dir, NULL, &source);
	if (source.listing)
		add_names(names, arena, source.listing->languages);
}

/* Of the handouts in ./content, in the folder at hand, and of that which is the folder at hand. */
static void add_handouts(GTree *names, struct arena *arena, bool languages)
{
	static const char *const above[] = {"content", "."};

	for (size_t i = 0; i < G_N_ELEMENTS(above); i++) {
		size_t count = 0;
		char **folders = file_list(arena, above[i], &count);
		for (size_t j = 0; folders && j < count; j++)
			add_handout(names, arena, path_join(arena, above[i], folders[j]), languages);
	}
	if (languages)
		add_handout(names, arena, ".", true);
}

static gboolean add_line(gpointer key, gpointer value, gpointer data)
{
	(void)value;
	buf_fmt(data, "%s\n", (const char *)key);
	return FALSE;
}

static int by_bytes(const void *a, const void *b, void *data)
{
	(void)data;
	return strcmp(a, b);
}

struct str offer(struct arena *arena, struct diag *diag, const char *what)
{
	struct buf out = {.arena = arena};
	int index = name_index(offer_names, what);

	if (index < 0) {
		const char *nearest = str_nearest(what, offer_names);
		diag_error(diag, (struct pos){NULL, 0, 0}, "there is no list of \"%s\": %s%s%s", what,
				   nearest ? "did you mean \""
						   : "use handouts, languages, editions, formats, papers ",
				   nearest ? nearest : "or clinics", nearest ? "\"?" : "");
		return (struct str){NULL, 0};
	}
	GTree *names = g_tree_new_full(by_bytes, NULL, NULL, NULL);
	switch ((enum offered)index) {
	case OFFER_HANDOUTS:
	case OFFER_LANGUAGES:
		add_handouts(names, arena, index == OFFER_LANGUAGES);
		break;
	case OFFER_EDITIONS:
		add_names(names, arena, edition_names);
		break;
	case OFFER_FORMATS:
		add_names(names, arena, format_names);
		break;
	case OFFER_PAPERS:
		add_names(names, arena, paper_names);
		break;
	case OFFER_CLINICS:
		add_clinics(names, arena);
		break;
	}
	g_tree_foreach(names, add_line, &out);
	g_tree_destroy(names);
	return buf_str(&out);
}
