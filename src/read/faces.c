/* The list of faces: faces.yaml, checked, or what was made of it, and questions to it. */
#include "read/faces.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <hb-ot.h>

#include "base/file.h"
#include "base/str.h"
#include "read/yaml.h"

#define SHA256_DIGITS 64
#define INDEX_MOST 255

static const struct yaml_field list_fields[] = {
	{"faces", YAML_LIST, true},
	{NULL, YAML_TEXT, false},
};

static const struct yaml_field face_fields[] = {
	{"file", YAML_TEXT, true},   {"family", YAML_TEXT, true},  {"style", YAML_TEXT, true},
	{"index", YAML_TEXT, false}, {"licence", YAML_TEXT, true}, {"package", YAML_TEXT, true},
	{"source", YAML_TEXT, true}, {"sha256", YAML_TEXT, true},  {NULL, YAML_TEXT, false},
};

/* Bit 0: bold, bit 1: italic. */
static const char *const style_names[] = {"regular", "bold", "italic", "bold-italic", NULL};

static void check_file(struct diag *diag, const struct yaml *file)
{
	if (strchr(file->text, '/') || file->text[0] == '.')
		diag_error(diag, file->pos,
				   "\"%s\" is more than a file's name: leave out its folder, which `source` names",
				   file->text);
}

static void check_sum(struct diag *diag, const struct yaml *sum)
{
	if (strlen(sum->text) != SHA256_DIGITS ||
		strspn(sum->text, "0123456789abcdef") != SHA256_DIGITS)
		diag_error(diag, sum->pos,
				   "sha256 is no checksum of 64 lower-case digits: copy what sha256sum prints for "
				   "the file");
}

static void read_face(struct arena *arena, struct diag *diag, const char *dir,
					  const struct yaml *map, struct face *face)
{
	const struct yaml *index;
	int style;
	if (!yaml_check(diag, map, face_fields))
		return;
	check_file(diag, yaml_get(map, "file"));
	check_sum(diag, yaml_get(map, "sha256"));
	face->file = yaml_text(map, "file", NULL);
	face->path = path_join(arena, dir, face->file);
	face->family = yaml_text(map, "family", NULL);
	face->licence = yaml_text(map, "licence", NULL);
	face->package = yaml_text(map, "package", NULL);
	face->sha256 = yaml_text(map, "sha256", NULL);
	style = yaml_choice(diag, yaml_get(map, "style"), style_names);
	face->bold = style > 0 && style & 1;
	face->italic = style > 0 && style & 2;
	index = yaml_get(map, "index");
	if (index && yaml_int(diag, index, &face->index) &&
		(face->index < 0 || face->index > INDEX_MOST))
		diag_error(diag, index->pos, "index %d is no place in a collection: write 0 to %d",
				   face->index, INDEX_MOST);
}

static bool same_face(const struct face *a, const struct face *b)
{
	return (str_same(a->file, b->file) && a->index == b->index) ||
		   (str_same(a->family, b->family) && a->bold == b->bold && a->italic == b->italic);
}

static void check_again(struct diag *diag, const struct face *items, size_t count, struct pos pos)
{
	const struct face *last = &items[count];
	for (size_t i = 0; last->family && i < count; i++)
		if (same_face(&items[i], last))
			diag_error(diag, pos,
					   "this face is on the list already: remove one of the two entries");
}

/* The faces of a list in YAML; NULL after reporting. */
static struct face *read_list(struct arena *arena, struct diag *diag, const char *dir,
							  size_t *count)
{
	size_t errors = diag->errors, most = 0;
	const struct yaml *map = yaml_read(arena, diag, path_join(arena, dir, "faces.yaml"));

	if (!map || !yaml_check(diag, map, list_fields))
		return NULL;
	const struct yaml *list = yaml_get(map, "faces");
	for (const struct yaml *item = list->child; item; item = item->next)
		most++;
	struct face *items = ARENA_ARRAY(arena, struct face, most + 1);
	for (const struct yaml *item = list->child; item; item = item->next, ++*count) {
		read_face(arena, diag, dir, item, &items[*count]);
		check_again(diag, items, *count, item->pos);
	}
	if (*count == 0)
		diag_error(diag, list->pos, "the list has no faces: add at least one");
	return diag->errors == errors ? items : NULL;
}

/* Takes a line of faces.list apart, at whose end *at is then; false: it is none. */
static bool take_line(struct arena *arena, const char *dir, char **at, struct face *face)
{
	enum { FILE_NAME, FAMILY, STYLE, INDEX, LICENCE, PACKAGE, SHA256, SOURCE, COUNT };
	char *fields[COUNT], *end;

	for (int i = 0; i < COUNT; i++) {
		fields[i] = *at;
		end = *at + strcspn(*at, "\t\n");
		if (end == *at || *end != (i < SOURCE ? '\t' : '\n'))
			return false;
		*end = '\0';
		*at = end + 1;
	}
	int style = 0;
	while (style_names[style] && strcmp(style_names[style], fields[STYLE]) != 0)
		style++;
	*face = (struct face){
		.file = fields[FILE_NAME],
		.path = path_join(arena, dir, fields[FILE_NAME]),
		.family = fields[FAMILY],
		.licence = fields[LICENCE],
		.sha256 = fields[SHA256],
		.package = fields[PACKAGE],
		.index = (int)strtol(fields[INDEX], &end, 10),
		.bold = style & 1,
		.italic = style & 2,
	};
	return style_names[style] && *end == '\0';
}

/* The faces of a list that fonts/link made; NULL after reporting. */
static struct face *read_made(struct arena *arena, struct diag *diag, const char *dir,
							  const char *path, size_t *count)
{
	struct str text;
	struct buf items = {.arena = arena};
	struct face face;

	if (!file_read(arena, diag, path, &text))
		return NULL;
	char *at = str_copy_n(arena, text.s, text.len);
	for (; *at && take_line(arena, dir, &at, &face); ++*count)
		buf_add(&items, &face, sizeof face);
	if (*at || *count == 0) {
		diag_error(
			diag, POS_FILE(path),
			"no list of faces: correct fonts/faces.yaml and run \"make\" again, or install the "
			"program again");
		return NULL;
	}
	return (struct face *)(void *)items.s;
}

struct faces *faces_read(struct arena *arena, struct diag *diag, const char *dir)
{
	const char *made = path_join(arena, dir, "faces.list");
	struct faces *faces = ARENA_NEW(arena, struct faces);

	faces->dir = str_copy(arena, dir);
	faces->items = file_exists(made) ? read_made(arena, diag, dir, made, &faces->count)
									 : read_list(arena, diag, dir, &faces->count);
	return faces->items ? faces : NULL;
}

const struct face *faces_find(const struct faces *faces, const char *family, bool bold, bool italic)
{
	const struct face *best = NULL;
	int best_score = -1;
	for (size_t i = 0; i < faces->count; i++) {
		const struct face *face = &faces->items[i];
		int score = 2 * (face->bold == bold) + (face->italic == italic);
		if (g_ascii_strcasecmp(face->family, family) != 0 || (face->italic && !italic))
			continue;
		if (score > best_score) {
			best = face;
			best_score = score;
		}
	}
	return best;
}

/* A font of the face's own units, or NULL when its file cannot be read. The caller destroys it. */
static hb_font_t *open_font(const struct face *face)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(face->path);
	if (!blob)
		return NULL;
	hb_face_t *hb_face = hb_face_create(blob, (unsigned)face->index);
	hb_font_t *font = hb_font_create(hb_face);
	hb_face_destroy(hb_face);
	hb_blob_destroy(blob);
	return font;
}

static unsigned units_of(hb_font_t *font)
{
	return hb_face_get_upem(hb_font_get_face(font));
}

static bool has(const struct face *face, unsigned code_point)
{
	hb_font_t *font = open_font(face);
	hb_codepoint_t glyph;
	bool found = font && hb_font_get_nominal_glyph(font, code_point, &glyph);
	hb_font_destroy(font);
	return found;
}

double faces_x_height(const struct face *face)
{
	hb_font_t *font = open_font(face);
	hb_codepoint_t glyph;
	hb_glyph_extents_t extents;
	hb_position_t height = 0;
	double part = 0;
	if (font && !hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_X_HEIGHT, &height) &&
		hb_font_get_nominal_glyph(font, 'x', &glyph) &&
		hb_font_get_glyph_extents(font, glyph, &extents))
		height = extents.y_bearing;
	if (font)
		part = (double)height / units_of(font);
	hb_font_destroy(font);
	return part;
}

double faces_mean_width(const struct face *face, const char *text)
{
	hb_font_t *font = open_font(face);
	double width = 0;
	int count = 0;
	for (const char *p = text; font && *p; p = g_utf8_next_char(p)) {
		hb_codepoint_t glyph;
		if (!hb_font_get_nominal_glyph(font, g_utf8_get_char(p), &glyph))
			continue;
		width += hb_font_get_glyph_h_advance(font, glyph);
		count++;
	}
	width = count > 0 ? width / count / units_of(font) : 0;
	hb_font_destroy(font);
	return width;
}

const struct face *faces_having(const struct faces *faces, unsigned code_point)
{
	for (size_t i = 0; i < faces->count; i++)
		if (has(&faces->items[i], code_point))
			return &faces->items[i];
	return NULL;
}
