/* A handout from its folder: the manifest alone for the plan, everything for its jobs. */
#include "batch/source.h"

#include <sys/stat.h>

#include "base/file.h"
#include "document/emergency.h"
#include "document/final.h"
#include "document/placeholder.h"
#include "document/pseudo.h"
#include "read/markdown.h"
#include "translate/apply.h"

/* The content root's own file when it has one, else the program's. */
static const char *own_or_shared(struct arena *arena, const char *root, const char *name,
								 const char *shared)
{
	const char *own = path_join(arena, root, name);

	return file_is_absent(own) ? shared : own;
}

/* The content root, as near as can be to how the handout's folder was written. file: the clinic's,
 * NULL: there is none. */
static const char *shown_root(struct arena *arena, const char *file, const char *clinic,
							  const char *dir)
{
	if (!file)
		return dir;
	const char *folder = path_dir(arena, file);
	return clinic ? path_dir(arena, folder) : folder;
}

const char *source_root(struct arena *arena, const struct source *source)
{
	const char *file = source->listing ? source->listing->clinic : source->handout->clinic.file;
	return shown_root(arena, file, source->clinic, source->dir);
}

const char *source_theme(struct arena *arena, const struct share *share, const char *root)
{
	return own_or_shared(arena, root, "theme.yaml", share->theme);
}

const char *source_emergency(struct arena *arena, const struct share *share, const char *root)
{
	return own_or_shared(arena, root, "emergency.yaml", share->emergency);
}

struct strings_dirs source_strings(struct arena *arena, const struct share *share, const char *root)
{
	const char *own = path_join(arena, root, "strings");
	struct stat a, b;

	if (stat(own, &a) == 0 && stat(share->strings, &b) == 0 && a.st_dev == b.st_dev &&
		a.st_ino == b.st_ino)
		return (struct strings_dirs){NULL, own};
	return (struct strings_dirs){own, share->strings};
}

/* The texts, copied, with NULL at the end; only when there are none. */
static const char *const *copy_names(struct arena *arena, const struct names *names,
									 const char *only)
{
	const char **copy = ARENA_ARRAY(arena, const char *, names->count + 2);

	for (size_t i = 0; i < names->count; i++)
		copy[i] = str_copy(arena, names->items[i].text);
	if (names->count == 0)
		copy[0] = str_copy(arena, only);
	return copy;
}

/* Marks what the names list, or the first ones of the list where they list nothing. */
static void mark(bool *marks, const char *const *list, const struct names *names, int first_ones)
{
	for (size_t i = 0; i < names->count; i++) {
		int index = name_index(list, names->items[i].text);
		if (index >= 0)
			marks[index] = true;
	}
	for (int i = 0; names->count == 0 && i < first_ones; i++)
		marks[i] = true;
}

static size_t file_size(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && st.st_size > 0 ? (size_t)st.st_size : 0;
}

static void list_parts(struct arena *arena, const struct handout *handout, struct listing *listing)
{
	const char **paths = ARENA_ARRAY(arena, const char *, handout->part_count + 1);

	for (size_t i = 0; i < handout->part_count; i++) {
		paths[i] = str_copy(arena, handout->parts[i].path);
		listing->size += file_size(paths[i]);
	}
	listing->parts = paths;
}

static void list_notes(struct arena *arena, const struct handout *handout, struct listing *listing)
{
	struct open_note *notes = ARENA_ARRAY(arena, struct open_note, handout->note_count);

	for (size_t i = 0; i < handout->note_count; i++) {
		const struct clinical_note *note = &handout->notes[i];
		if (str_same(note->status, "open"))
			notes[listing->note_count++] = (struct open_note){
				str_copy(arena, note->id), str_copy(arena, note->concern), note->pos.line};
	}
	listing->notes = notes;
}

static const char *copy_if(struct arena *arena, const char *text)
{
	return text ? str_copy(arena, text) : NULL;
}

static const struct listing *listing_of(struct arena *arena, const struct handout *handout)
{
	struct listing *listing = ARENA_NEW(arena, struct listing);

	*listing = (struct listing){
		.name = str_copy(arena, handout->name),
		.root = str_copy(arena, handout->root),
		.clinic = copy_if(arena, handout->clinic.file),
		.logo = copy_if(arena, handout->clinic.logo),
		.title = copy_if(arena, handout->title),
		.code = copy_if(arena, handout->code),
		.version = copy_if(arena, handout->version),
		.language = str_copy(arena, handout->language),
		.languages = copy_names(arena, &handout->languages, handout->language),
		.paper = handout->clinic.paper,
		.final = str_same(handout->status, "final"),
	};
	mark(listing->editions, edition_names, &handout->editions, 1);
	mark(listing->formats, format_names, &handout->formats, 2);
	mark(listing->papers, paper_names, &handout->papers, 0);
	if (handout->papers.count == 0)
		listing->papers[handout->clinic.paper] = true;
	list_parts(arena, handout, listing);
	list_notes(arena, handout, listing);
	return listing;
}

void source_list(struct arena *arena, struct diag *diag, const char *dir, const char *clinic,
				 struct source *source)
{
	struct arena *own = arena_new();
	struct diag *said = diag_new(own);
	const struct handout *handout = handout_read_for(own, said, dir, clinic);

	*source = (struct source){.dir = dir, .clinic = clinic, .failed = !handout};
	if (handout)
		source->listing = listing_of(arena, handout);
	else
		diag_append(diag, said);
	arena_free(own);
}

/* A theme as it was read without a word of complaint. */
struct known_theme {
	const char *path, *stamp;
	bool has_accent;
	unsigned accent;
	const struct theme *theme;
	struct known_theme *next;
};

struct themes {
	struct arena *arena;
	struct known_theme *known;
	struct strings_known *strings;
};

struct themes *themes_new(struct arena *arena)
{
	struct themes *themes = ARENA_NEW(arena, struct themes);

	themes->arena = arena;
	themes->strings = strings_known_new(arena);
	return themes;
}

static const struct theme *theme_known(const struct themes *themes, const char *path,
									   const char *stamp, const struct clinic *clinic)
{
	for (const struct known_theme *known = themes->known; known; known = known->next)
		if (known->has_accent == clinic->has_accent &&
			(!known->has_accent || known->accent == clinic->accent) &&
			str_same(known->path, path) && str_same(known->stamp, stamp))
			return known->theme;
	return NULL;
}

/* Of a theme the clinic has only the accent in hand. */
static const struct theme *read_theme(struct arena *arena, struct diag *diag, struct themes *themes,
									  const char *path, const struct clinic *clinic)
{
	const char *stamp = themes ? file_stamp(arena, path, NULL) : NULL;
	if (!stamp)
		return theme_read(arena, diag, path, clinic);
	const struct theme *theme = theme_known(themes, path, stamp, clinic);
	if (theme)
		return theme;
	size_t said = diag->errors + diag->warnings;
	theme = theme_read(themes->arena, diag, path, clinic);
	if (theme && diag->errors + diag->warnings == said) {
		struct known_theme *known = ARENA_NEW(themes->arena, struct known_theme);
		*known = (struct known_theme){
			.path = theme->file,
			.stamp = str_copy(themes->arena, stamp),
			.has_accent = clinic->has_accent,
			.accent = clinic->accent,
			.theme = theme,
			.next = themes->known,
		};
		themes->known = known;
	}
	return theme;
}

/* The parts of a source whose manifest was read. */
static void read_parts(struct arena *arena, struct diag *diag, const struct share *share,
					   struct themes *themes, struct source *source)
{
	const char *root = shown_root(arena, source->handout->clinic.file, source->clinic, source->dir);

	source->strings_dirs = source_strings(arena, share, root);
	source->strings = themes ? themes->strings : NULL;
	source->hyphenation_dir = share->hyphenation;
	source->theme =
		read_theme(arena, diag, themes, source_theme(arena, share, root), &source->handout->clinic);
	emergency_read(arena, diag, source_emergency(arena, share, root), source->handout);
	source->signoff = signoff_read(arena, diag, path_join(arena, source->dir, "po/signoff.yaml"));
	source->document = markdown_read_all(arena, diag, source->handout);
	if (source->document)
		placeholder_check(diag, source->document, source->handout);
	if (source->document)
		source->messages = messages_of(arena, source->handout, source->document);
}

/* Whether every text of a language is in the state that a final handout asks of it, or above. */
static bool is_translated(const struct source *source, const char *lang)
{
	struct arena *arena = arena_new();
	struct diag *unsaid = diag_new(arena);
	const char *path = path_join(arena, source->dir, str_fmt(arena, "po/%s.po", lang));
	const struct po *po = file_is_absent(path) ? NULL : po_read(arena, unsaid, path);
	const struct translation *translation =
		po ? translate_apply(arena, unsaid, source->handout, source->document, &source->messages,
							 po, source->signoff, lang)
		   : NULL;
	bool done = translation != NULL;

	for (size_t i = 0; done && i < translation->count; i++)
		done = translation->segments[i].state >= source->handout->translated;
	arena_free(arena);
	return done;
}

/* Translations are looked at only where the handout is to be final. */
static unsigned lacks_of(const struct source *source)
{
	const struct handout *handout = source->handout;
	unsigned lacks = final_lacks(handout);

	for (size_t i = 0; (lacks & FINAL_STATUS) == 0 && i < handout->languages.count; i++) {
		const char *lang = handout->languages.items[i].text;
		if (!str_same(lang, handout->language) && !pseudo_is(lang) && !is_translated(source, lang))
			lacks |= FINAL_TRANSLATIONS;
	}
	return lacks;
}

void source_tell_draft(struct diag *diag, const struct source *source)
{
	if (source->lacks != 0 && (source->lacks & FINAL_STATUS) == 0)
		diag_warning(diag, source->handout->status_pos,
					 "the handout is made as a draft: a final one has %s, see \"handout check\"",
					 final_words(diag->arena, source->handout, source->lacks));
}

void source_open(struct arena *arena, struct diag *diag, const struct share *share,
				 struct themes *themes, struct source *source)
{
	struct diag *said = diag_new(arena);

	source->said = said;
	source->handout = handout_read_for(arena, said, source->dir, source->clinic);
	if (source->handout)
		read_parts(arena, said, share, themes, source);
	source->failed = !source->handout || !source->document || !source->theme || !source->signoff ||
					 said->errors > 0;
	if (!source->failed)
		source->lacks = lacks_of(source);
	diag_append(diag, said);
}

void source_read(struct arena *arena, struct diag *diag, const char *dir, const struct share *share,
				 struct source *source)
{
	*source = (struct source){.dir = dir};
	source_open(arena, diag, share, NULL, source);
}
