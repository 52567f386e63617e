/* The manifest of a handout: handout.yaml, and with it the content root, the clinic and the open
 * clinical notes. */
#include "document/handout.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/str.h"
#include "document/clinic.h"
#include "document/exceptions.h"
#include "document/field.h"
#include "document/locale.h"
#include "document/strings.h"
#include "read/yaml.h"

const char *const edition_names[] = {"standard", "clear", "large", "bilingual", "booklet", NULL};
_Static_assert(sizeof edition_names / sizeof *edition_names == EDITION_KINDS + 1,
			   "a name for each");
const char *const format_names[] = {"pdf", "epub", "txt", "html", NULL};
const char *const paper_names[] = {"a4", "letter", NULL};

#define HEADING_PREFIX "heading/"

enum { PASSAGES_MAX = 2 };

/* In the order of part_kind from PART_ARTICLE. */
static const char *const part_kinds[] = {"article", "faq", "references", "glossary", NULL};
/* In the order of the enum. */
static const char *const untranslated_names[] = {"show-source", "omit", "refuse", NULL};
static const char *const statuses[] = {"draft", "final", NULL};
/* In the order of the enum state from STATE_REVIEWED. */
static const char *const translated_names[] = {"reviewed", "approved", NULL};
static const char *const topics[] = {"general", "mental-health", NULL};
static const char *const note_statuses[] = {"open", "accepted", "changed", NULL};

static const struct yaml_field handout_fields[] = {
	{"title", YAML_TEXT, true},         {"code", YAML_TEXT, true},
	{"version", YAML_TEXT, true},       {"language", YAML_TEXT, true},
	{"issued", YAML_TEXT, false},       {"review-by", YAML_TEXT, false},
	{"status", YAML_TEXT, false},       {"publisher", YAML_TEXT, false},
	{"sign-off", YAML_MAP, false},      {"parts", YAML_LIST, true},
	{"languages", YAML_LIST, true},     {"editions", YAML_LIST, false},
	{"formats", YAML_LIST, false},      {"papers", YAML_LIST, false},
	{"certifier", YAML_MAP, false},     {"hyphenation", YAML_MAP, false},
	{"untranslated", YAML_TEXT, false}, {"drug-names", YAML_LIST, false},
	{"topic", YAML_TEXT, false},        {"emergency", YAML_TEXT, false},
	{"online", YAML_TEXT, false},       {"evidence", YAML_TEXT, false},
	{"translations", YAML_TEXT, false}, {NULL, YAML_TEXT, false},
};

static const struct yaml_field part_fields[] = {
	{"kind", YAML_TEXT, true},
	{"file", YAML_TEXT, true},
	{"headings", YAML_LIST, false},
	{NULL, YAML_TEXT, false},
};

static const struct yaml_field sign_off_fields[] = {
	{"name", YAML_TEXT, true},
	{"role", YAML_TEXT, true},
	{"date", YAML_TEXT, true},
	{NULL, YAML_TEXT, false},
};

static const struct yaml_field certifier_fields[] = {
	{"name", YAML_TEXT, true},
	{"credential", YAML_TEXT, false},
	{"report", YAML_TEXT, false},
	{NULL, YAML_TEXT, false},
};

static const struct yaml_field notes_fields[] = {
	{"notes", YAML_LIST, false},
	{NULL, YAML_TEXT, false},
};

static const struct yaml_field note_fields[] = {
	{"id", YAML_TEXT, true},     {"concern", YAML_TEXT, true}, {"passages", YAML_LIST, true},
	{"status", YAML_TEXT, true}, {"by", YAML_TEXT, false},     {"date", YAML_TEXT, false},
	{NULL, YAML_TEXT, false},
};

static const struct yaml_field passage_fields[] = {
	{"part", YAML_TEXT, true},
	{"text", YAML_TEXT, true},
	{NULL, YAML_TEXT, false},
};

struct reader {
	struct arena *arena;
	struct diag *diag;
	struct handout *handout;
};

int name_index(const char *const *list, const char *name)
{
	for (int i = 0; list[i]; i++)
		if (strcmp(list[i], name) == 0)
			return i;
	return -1;
}

static size_t count_of(const struct yaml *list)
{
	size_t count = 0;
	for (const struct yaml *n = list ? list->child : NULL; n; n = n->next)
		count++;
	return count;
}

/* The entry if it is of the kind; yaml_check has reported others. */
static const struct yaml *entry(const struct yaml *map, const char *key, enum yaml_kind kind)
{
	const struct yaml *node = yaml_get(map, key);
	return node && node->kind == kind ? node : NULL;
}

static char *real_path(struct arena *arena, const char *path)
{
	char *found = realpath(path, NULL);
	char *copy = found ? str_copy(arena, found) : NULL;
	free(found);
	return copy;
}

static bool leads_to(struct arena *arena, const char *path, const char *real)
{
	return str_same(real_path(arena, path), real);
}

/* The folder that stands some levels above dir, as near as can be to how dir was written. */
static const char *shown_above(struct arena *arena, const char *dir, const char *real, int levels)
{
	const char *shorter = dir, *longer = dir;
	for (; levels > 0; levels--) {
		bool below = strcmp(shorter, ".") != 0 && strcmp(path_base(shorter), "..") != 0;
		shorter = below ? path_dir(arena, shorter) : path_join(arena, shorter, "..");
		longer = path_join(arena, longer, "..");
	}
	if (leads_to(arena, shorter, real))
		return shorter;
	return leads_to(arena, longer, real) ? longer : real;
}

/* The root, and the clinic whose file there has the name. */
static void find_root(struct reader *r, const char *real, const char *clinic)
{
	const char *at = real;
	for (int levels = 0;; levels++) {
		if (!file_is_absent(path_join(r->arena, at, "clinic.yaml"))) {
			const char *shown = shown_above(r->arena, r->handout->dir, at, levels);
			r->handout->root = at;
			clinic_read(r->arena, r->diag, path_join(r->arena, shown, clinic), at,
						&r->handout->clinic);
			return;
		}
		if (strcmp(at, "/") == 0)
			break;
		at = path_dir(r->arena, at);
	}
	r->handout->root = real;
}

/* The name in the folder that is nearest to what was written; NULL: none. */
static const char *nearest_file(struct reader *r, const char *written)
{
	size_t count = 0;
	char **found = file_list(r->arena, r->handout->dir, &count);
	if (!found)
		return NULL;
	const char **names = ARENA_ARRAY(r->arena, const char *, count + 1);
	memcpy(names, found, count * sizeof *names);
	return str_nearest(written, names);
}

static void read_part_file(struct reader *r, const struct yaml *node, struct part *part)
{
	const char *name = field_line(r->arena, r->diag, node), *why = NULL;
	if (!name)
		return;
	part->file = name;
	part->path = path_join(r->arena, r->handout->dir, name);
	if (file_inside(r->arena, r->handout->root, r->handout->dir, name, &why)) {
		if (!file_exists(part->path))
			diag_error(r->diag, node->pos, "\"%s\" is %s: name a file with text", name,
					   file_is_dir(part->path) ? "a folder" : "a pipe or a device, not a file");
		return;
	}
	const char *nearest = file_is_absent(part->path) ? nearest_file(r, name) : NULL;
	if (nearest)
		diag_error(r->diag, node->pos, "part \"%s\" %s: did you mean \"%s\"?", name, why, nearest);
	else
		diag_error(r->diag, node->pos,
				   "part \"%s\" %s: put the file into the handout's folder and write its name here",
				   name, why);
}

/* What stands after "heading/" in the keys of the strings, NULL-terminated. */
static const char *const *heading_words(struct arena *arena)
{
	size_t count = 0, used = 0;
	while (strings_keys[count])
		count++;
	const char **words = ARENA_ARRAY(arena, const char *, count + 1);
	for (size_t i = 0; i < count; i++)
		if (g_str_has_prefix(strings_keys[i], HEADING_PREFIX))
			words[used++] = strings_keys[i] + strlen(HEADING_PREFIX);
	return words;
}

static bool read_part(struct reader *r, const struct yaml *node, struct part *part)
{
	if (!yaml_check(r->diag, node, part_fields))
		return false;
	const struct yaml *kind = yaml_get(node, "kind");
	int index = yaml_choice(r->diag, kind, part_kinds);
	if (index < 0)
		return false;
	part->kind = (enum part_kind)(PART_ARTICLE + index);
	part->pos = node->pos;
	read_part_file(r, yaml_get(node, "file"), part);
	part->headings =
		field_names(r->arena, r->diag, yaml_get(node, "headings"), heading_words(r->arena));
	const struct handout *handout = r->handout;
	for (size_t i = 0; i < handout->part_count; i++) {
		if (handout->parts[i].kind != part->kind)
			continue;
		diag_error(r->diag, kind->pos,
				   "a second part of the kind \"%s\": put both texts into one file, or delete one",
				   kind->text);
		return false;
	}
	return true;
}

static void read_parts(struct reader *r, const struct yaml *list)
{
	if (!list)
		return;
	if (!list->child)
		diag_error(r->diag, list->pos,
				   "this list is empty: name a part, such as \"- {kind: article, file: "
				   "article.md}\"");
	struct part *parts = ARENA_ARRAY(r->arena, struct part, count_of(list));
	r->handout->parts = parts;
	for (const struct yaml *n = list->child; n; n = n->next)
		if (read_part(r, n, &parts[r->handout->part_count]))
			r->handout->part_count++;
		else
			parts[r->handout->part_count] = (struct part){0};
}

static void read_sign_off(struct reader *r, const struct yaml *map)
{
	struct signature *sign_off = &r->handout->sign_off;
	if (!map || !yaml_check(r->diag, map, sign_off_fields))
		return;
	sign_off->name = field_line(r->arena, r->diag, yaml_get(map, "name"));
	sign_off->role = field_line(r->arena, r->diag, yaml_get(map, "role"));
	field_date(r->diag, yaml_get(map, "date"), &sign_off->date);
}

static bool is_web(const char *text)
{
	const char *rest = g_str_has_prefix(text, "https://")  ? text + strlen("https://")
					   : g_str_has_prefix(text, "http://") ? text + strlen("http://")
														   : "";
	return *rest && !strchr(text, ' ');
}

static void read_certifier(struct reader *r, const struct yaml *map)
{
	struct certifier *certifier = &r->handout->certifier;
	if (!map || !yaml_check(r->diag, map, certifier_fields))
		return;
	const struct yaml *report = yaml_get(map, "report");
	certifier->name = field_line(r->arena, r->diag, yaml_get(map, "name"));
	certifier->credential = field_line(r->arena, r->diag, yaml_get(map, "credential"));
	certifier->report = field_line(r->arena, r->diag, report);
	if (!certifier->report)
		return;
	if (!is_web(certifier->report))
		diag_error(r->diag, report->pos,
				   "\"%s\" is no web address: write it as https://www.example.org/report",
				   certifier->report);
}

static const char *read_word(struct reader *r, const struct yaml *node, const char *const *words,
							 const char *otherwise)
{
	int index = node ? yaml_choice(r->diag, node, words) : -1;
	return index < 0 ? otherwise : words[index];
}

/* Names of drugs are words, not tags. */
static struct names read_drug_names(struct reader *r, const struct yaml *list)
{
	struct name *items = ARENA_ARRAY(r->arena, struct name, count_of(list));
	struct names names = {items, 0};
	for (const struct yaml *n = list ? list->child : NULL; n; n = n->next) {
		const char *text = n->kind == YAML_TEXT ? field_line(r->arena, r->diag, n) : NULL;
		if (n->kind != YAML_TEXT)
			diag_error(r->diag, n->pos,
					   "this is no name of a drug: write a word, such as ketamine");
		else if (text)
			items[names.count++] = (struct name){text, n->pos};
	}
	return names;
}

static void read_dates(struct reader *r, const struct yaml *map)
{
	struct handout *handout = r->handout;
	const struct yaml *review = yaml_get(map, "review-by");
	if (!yaml_get(map, "issued"))
		diag_error(r->diag, map->pos,
				   "\"issued\" is missing: add a line with the date of issue, such as \"issued: "
				   "2026-11-22\"");
	handout->review_pos = review ? review->pos : POS_FILE(handout->file);
	bool issued = field_date(r->diag, yaml_get(map, "issued"), &handout->issued);
	if (field_date(r->diag, review, &handout->review_by) && review && issued &&
		date_epoch(handout->review_by) <= date_epoch(handout->issued))
		diag_error(r->diag, review->pos,
				   "the review date is not after the date of issue: correct one of the two");
}

static struct names one_name(struct reader *r, const char *a, const char *b)
{
	struct name *items = ARENA_ARRAY(r->arena, struct name, 2);
	items[0] = (struct name){a, POS_FILE(r->handout->file)};
	items[1] = (struct name){b, POS_FILE(r->handout->file)};
	return (struct names){items, b ? 2 : 1};
}

/* "en" for a text in "en-GB" would be a translation from English into English. */
static void check_own_language(struct reader *r)
{
	const struct handout *handout = r->handout;
	const struct name *kin = NULL;
	for (size_t i = 0; handout->language && i < handout->languages.count; i++) {
		const struct name *name = &handout->languages.items[i];
		if (str_same(name->text, handout->language))
			return;
		bool general = !strchr(name->text, '-') || !strchr(handout->language, '-');
		if (general && locale_is_kin(name->text, handout->language))
			kin = name;
	}
	if (kin)
		diag_warning(r->diag, kin->pos,
					 "the text is in \"%s\", so this asks for a translation of it to \"%s\": write "
					 "\"%s\" here if the text itself is meant",
					 handout->language, kin->text, handout->language);
}

static void read_lists(struct reader *r, const struct yaml *map)
{
	struct handout *handout = r->handout;
	handout->languages = field_names(r->arena, r->diag, entry(map, "languages", YAML_LIST), NULL);
	check_own_language(r);
	handout->editions =
		field_names(r->arena, r->diag, entry(map, "editions", YAML_LIST), edition_names);
	handout->formats =
		field_names(r->arena, r->diag, entry(map, "formats", YAML_LIST), format_names);
	handout->papers = field_names(r->arena, r->diag, entry(map, "papers", YAML_LIST), paper_names);
	if (!yaml_get(map, "editions"))
		handout->editions = one_name(r, edition_names[EDITION_STANDARD], NULL);
	if (!yaml_get(map, "formats"))
		handout->formats = one_name(r, format_names[FORMAT_PDF], format_names[FORMAT_EPUB]);
}

/* The topic, and whether numbers for an emergency are due: with mental health, unless said. */
static void read_topic(struct reader *r, const struct yaml *map)
{
	struct handout *handout = r->handout;
	const struct yaml *emergency = entry(map, "emergency", YAML_TEXT);
	const char *topic = read_word(r, entry(map, "topic", YAML_TEXT), topics, topics[0]);
	handout->mental_health = strcmp(topic, "mental-health") == 0;
	handout->emergency = handout->mental_health;
	if (emergency)
		yaml_bool(r->diag, emergency, &handout->emergency);
}

/* The status that is asked for, and what it asks of translations. */
static void read_status(struct reader *r, const struct yaml *map)
{
	struct handout *handout = r->handout;
	const struct yaml *status = entry(map, "status", YAML_TEXT);
	const struct yaml *translated = entry(map, "translations", YAML_TEXT);
	int index = translated ? yaml_choice(r->diag, translated, translated_names) : -1;
	handout->status = read_word(r, status, statuses, statuses[0]);
	handout->status_pos = status ? status->pos : POS_FILE(handout->file);
	handout->translated = (enum state)(STATE_REVIEWED + (index > 0 ? index : 0));
}

static void read_online(struct reader *r, const struct yaml *node)
{
	const char *text = field_line(r->arena, r->diag, node);
	if (!text)
		return;
	if (!is_web(text)) {
		diag_error(r->diag, node->pos,
				   "\"%s\" is no web address: write it as https://www.example.org/{code}/{lang}",
				   text);
		return;
	}
	r->handout->online = text;
	r->handout->online_pos = node->pos;
}

static void read_manifest(struct reader *r)
{
	struct handout *handout = r->handout;
	const struct yaml *map = yaml_read(r->arena, r->diag, handout->file);
	if (!map || map->kind != YAML_MAP) {
		yaml_check(r->diag, map, handout_fields);
		return;
	}
	yaml_check(r->diag, map, handout_fields);
	const struct yaml *title = yaml_get(map, "title");
	const struct yaml *language = entry(map, "language", YAML_TEXT);
	handout->title = field_line(r->arena, r->diag, title);
	handout->title_pos = title ? title->pos : map->pos;
	handout->code = field_id(r->diag, yaml_get(map, "code"));
	handout->version = field_id(r->diag, yaml_get(map, "version"));
	if (language)
		handout->language = field_language(r->diag, language->text, language->pos);
	handout->publisher = field_line(r->arena, r->diag, yaml_get(map, "publisher"));
	handout->evidence = field_line(r->arena, r->diag, yaml_get(map, "evidence"));
	read_status(r, map);
	read_topic(r, map);
	read_online(r, yaml_get(map, "online"));
	const struct yaml *untranslated = entry(map, "untranslated", YAML_TEXT);
	int policy = untranslated ? yaml_choice(r->diag, untranslated, untranslated_names) : -1;
	handout->untranslated = policy < 0 ? UNTRANSLATED_SHOW_SOURCE : (enum untranslated)policy;
	handout->drug_names = read_drug_names(r, entry(map, "drug-names", YAML_LIST));
	read_dates(r, map);
	read_sign_off(r, entry(map, "sign-off", YAML_MAP));
	read_certifier(r, entry(map, "certifier", YAML_MAP));
	exceptions_read(r->arena, r->diag, entry(map, "hyphenation", YAML_MAP), handout);
	read_parts(r, entry(map, "parts", YAML_LIST));
	read_lists(r, map);
}

/* The names of the handout's parts, NULL-terminated; of all kinds when none could be read. */
static const char *const *own_parts(struct reader *r)
{
	const struct handout *handout = r->handout;
	if (!handout->part_count)
		return part_kinds;
	const char **names = ARENA_ARRAY(r->arena, const char *, handout->part_count + 1);
	for (size_t i = 0; i < handout->part_count; i++)
		names[i] = part_name(handout->parts[i].kind);
	return names;
}

static void read_passages(struct reader *r, const struct yaml *list, struct clinical_note *note)
{
	size_t count = count_of(list);
	if (count < 1 || count > PASSAGES_MAX) {
		diag_error(
			r->diag, list->pos,
			"a note quotes one passage or two, this one quotes %zu: make a note of each pair",
			count);
		return;
	}
	for (const struct yaml *n = list->child; n; n = n->next) {
		if (!yaml_check(r->diag, n, passage_fields))
			continue;
		struct passage *passage = &note->passages[note->passage_count++];
		const struct yaml *text = yaml_get(n, "text");
		passage->part = read_word(r, yaml_get(n, "part"), own_parts(r), NULL);
		passage->text = field_text(r->arena, r->diag, text);
		passage->pos = text->pos;
	}
}

static void read_note(struct reader *r, const struct yaml *node, struct clinical_note *note)
{
	if (!yaml_check(r->diag, node, note_fields))
		return;
	const struct yaml *id = yaml_get(node, "id");
	note->pos = node->pos;
	note->id = field_id(r->diag, id);
	note->concern = field_line(r->arena, r->diag, yaml_get(node, "concern"));
	note->status = read_word(r, yaml_get(node, "status"), note_statuses, note_statuses[0]);
	note->by = field_line(r->arena, r->diag, yaml_get(node, "by"));
	field_date(r->diag, yaml_get(node, "date"), &note->date);
	read_passages(r, yaml_get(node, "passages"), note);
	if (strcmp(note->status, "open") != 0 && (!yaml_get(node, "by") || !yaml_get(node, "date")))
		diag_error(r->diag, node->pos,
				   "a note that was %s says who did so and when: add \"by\" and \"date\"",
				   note->status);
	for (size_t i = 0; note->id && i < r->handout->note_count; i++)
		if (str_same(r->handout->notes[i].id, note->id))
			diag_error(r->diag, id->pos, "the id \"%s\" is used twice: give this note another",
					   note->id);
}

static void read_notes(struct reader *r)
{
	const char *path = path_join(r->arena, r->handout->dir, "notes.yaml");
	if (file_is_absent(path))
		return;
	const struct yaml *map = yaml_read(r->arena, r->diag, path);
	if (!yaml_check(r->diag, map, notes_fields))
		return;
	const struct yaml *list = entry(map, "notes", YAML_LIST);
	struct clinical_note *notes = ARENA_ARRAY(r->arena, struct clinical_note, count_of(list));
	r->handout->notes = notes;
	for (const struct yaml *n = list ? list->child : NULL; n; n = n->next) {
		read_note(r, n, &notes[r->handout->note_count]);
		r->handout->note_count++;
	}
}

struct handout *handout_read(struct arena *arena, struct diag *diag, const char *dir)
{
	return handout_read_for(arena, diag, dir, NULL);
}

struct handout *handout_read_for(struct arena *arena, struct diag *diag, const char *dir,
								 const char *clinic)
{
	size_t before = diag->errors, len = strlen(dir);
	struct handout *handout = ARENA_NEW(arena, struct handout);
	struct reader r = {arena, diag, handout};
	while (len > 1 && dir[len - 1] == '/')
		len--;
	handout->dir = str_copy_n(arena, dir, len);
	handout->file = path_join(arena, handout->dir, "handout.yaml");
	const char *real = real_path(arena, handout->dir);
	int error = real ? 0 : errno;
	if (error != 0 && error != ENOENT && error != ENOTDIR) {
		diag_error(diag, POS_FILE(handout->dir),
				   "the folder cannot be reached (%s): see whether you may read it",
				   strerror(error));
		return NULL;
	}
	if (!real || !file_is_dir(real)) {
		diag_error(diag, POS_FILE(handout->dir),
				   "this is no folder: name a folder that holds a handout.yaml");
		return NULL;
	}
	handout->name = path_base(real);
	find_root(&r, real, clinic ? str_fmt(arena, CLINICS_DIR "/%s.yaml", clinic) : "clinic.yaml");
	read_manifest(&r);
	if (handout->language)
		clinic_prefer(&handout->clinic, handout->language);
	read_notes(&r);
	return diag->errors == before ? handout : NULL;
}
