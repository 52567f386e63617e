/* Languages, their scripts in the theme, and the faces of these. */
#include "batch/coverage.h"

#include <string.h>

#include "base/file.h"
#include "document/field.h"
#include "document/locale.h"

/* The faces of a comma-separated list of families: upright, bold, italic, bold italic of each, as
 * far as they are listed. Adds to the buffer of struct face pointers; a family without any face is
 * told in unknown. */
static size_t faces_of(struct arena *arena, const struct faces *faces, const char *families,
					   bool italic, struct buf *out, struct buf *unknown)
{
	size_t count = 0;

	while (families && *families) {
		size_t len = strcspn(families, ",");
		const char *family = str_dup(arena, str_trim((struct str){families, len})).s;
		const struct face *last = NULL;
		for (int style = 0; style < (italic ? 4 : 2); style++) {
			const struct face *face = faces_find(faces, family, style & 1, style & 2);
			if (!face || face == last || face->italic != ((style & 2) != 0) ||
				face->bold != ((style & 1) != 0))
				continue;
			buf_add(out, &face, sizeof(struct face *));
			last = face;
			count++;
		}
		if (!last)
			buf_fmt(unknown, ", no face of the family %s is listed", family);
		families += len + (families[len] == ',');
	}
	return count;
}

struct coverage {
	const struct face **items;
	size_t count;
	const char *unknown; /* "" or ", no face of ..." */
};

static struct coverage cover(struct arena *arena, const struct faces *faces,
							 const struct script *script)
{
	struct buf items = {.arena = arena}, unknown = {.arena = arena};
	size_t count = faces_of(arena, faces, script->serif, script->italic, &items, &unknown);

	count += faces_of(arena, faces, script->sans, script->italic, &items, &unknown);
	return (struct coverage){(void *)items.s, count, buf_chars(&unknown)};
}

static void add_line(struct arena *arena, struct buf *out, const struct locale *locale,
					 const struct script *script, const struct faces *faces, bool *missing)
{
	struct coverage coverage = cover(arena, faces, script);

	buf_fmt(out, "%s %s: %s; %s", locale->tag, locale->english, script->serif, script->sans);
	for (size_t i = 0; i < coverage.count; i++) {
		const struct face *face = coverage.items[i];
		if (file_exists(face->path))
			continue;
		*missing = true;
		buf_fmt(out, ", missing %s (package %s)", face->file, face->package);
	}
	*missing = *missing || coverage.unknown[0] != '\0';
	buf_fmt(out, "%s\n", coverage.unknown);
}

struct str coverage_all(struct arena *arena, const struct theme *theme, const struct faces *faces,
						bool *missing)
{
	struct buf out = {.arena = arena};

	*missing = false;
	for (const char *const *tag = locale_tags(); *tag; tag++) {
		const struct locale *locale = locale_find(*tag);
		const struct script *script = locale ? theme_script(theme, locale) : NULL;
		if (script)
			add_line(arena, &out, locale, script, faces, missing);
	}
	return buf_str(&out);
}

struct str coverage_of(struct arena *arena, struct diag *diag, const struct theme *theme,
					   const struct faces *faces, const char *lang, bool *missing)
{
	struct buf out = {.arena = arena};
	const struct locale *locale = locale_find(lang);
	const struct script *script = locale ? theme_script(theme, locale) : NULL;

	*missing = false;
	if (!locale) {
		const char *nearest = field_nearest_language(lang);
		if (nearest)
			diag_error(diag, (struct pos){0}, "unknown language \"%s\": did you mean \"%s\" (%s)?",
					   lang, nearest, locale_find(nearest)->english);
		else
			diag_error(diag, (struct pos){0},
					   "unknown language \"%s\": use a tag such as es or zh-Hans", lang);
		return (struct str){NULL, 0};
	}
	if (!script) {
		diag_error(diag, POS_FILE(theme->file),
				   "no faces for the script %s of the language %s: add it to scripts in theme.yaml",
				   locale->script, lang);
		return (struct str){NULL, 0};
	}
	struct coverage coverage = cover(arena, faces, script);
	buf_fmt(&out, "%s %s (%s)\n", locale->tag, locale->english, locale->script);
	for (size_t i = 0; i < coverage.count; i++) {
		const struct face *face = coverage.items[i];
		bool there = file_exists(face->path);
		*missing = *missing || !there;
		buf_fmt(&out, "  %s%s%s: %s, %s, package %s%s\n", face->family, face->bold ? " bold" : "",
				face->italic ? " italic" : "", face->file, face->licence, face->package,
				there ? "" : ", MISSING: run fonts/link or install the package");
	}
	*missing = *missing || coverage.unknown[0] != '\0';
	if (coverage.unknown[0] != '\0')
		buf_fmt(&out, "  %s\n", coverage.unknown + 2);
	return buf_str(&out);
}
