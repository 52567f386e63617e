/* The clinic: names by language, country, paper, how to reach it, its colour. */
#include "document/clinic.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/str.h"
#include "document/emergency.h"
#include "document/field.h"
#include "read/yaml.h"

#define WHITE 0xffffffu

static const struct yaml_field clinic_fields[] = {
	{"name", YAML_TEXT, true},          {"country", YAML_TEXT, true},
	{"paper", YAML_TEXT, false},        {"address", YAML_TEXT, false},
	{"phone", YAML_TEXT, false},        {"web", YAML_TEXT, false},
	{"email", YAML_TEXT, false},        {"accent", YAML_TEXT, false},
	{"appointments", YAML_TEXT, false}, {"out-of-hours", YAML_TEXT, false},
	{"text-relay", YAML_TEXT, false},   {"hours", YAML_TEXT, false},
	{"feedback", YAML_TEXT, false},     {"other-formats", YAML_TEXT, false},
	{"logo", YAML_MAP, false},          {"emergency", YAML_MAP, false},
	{NULL, YAML_TEXT, false},
};

static const struct yaml_field logo_fields[] = {
	{"file", YAML_TEXT, true}, {"alt", YAML_TEXT, true}, {NULL, YAML_TEXT, false}};

#define PHONE_LETTERS "0123456789+-./() "

/* Where US Letter is the usual paper (CLDR, supplemental paper sizes). */
static const char *const letter_countries[] = {"BZ", "CA", "CL", "CO", "CR", "GT", "MX",
											   "NI", "PA", "PH", "PR", "SV", "US", "VE"};

struct reader {
	struct arena *arena;
	struct diag *diag;
	const struct yaml *map;
	struct clinic *clinic;
};

/* A text, or a map of texts by language, of which that in English or the first is the clinic's own.
 * several: the texts may have several lines. */
static void read_worded(struct reader *r, const char *key, const char *example, bool several,
						struct worded *out)
{
	const struct yaml *node = yaml_get(r->map, key);
	const char *(*read)(struct arena *, struct diag *, const struct yaml *) =
		several ? field_text : field_line;
	size_t count = 0;
	if (!node || node->kind == YAML_LIST)
		return;
	if (node->kind == YAML_TEXT) {
		out->own = read(r->arena, r->diag, node);
		return;
	}
	for (const struct yaml *n = node->child; n; n = n->next)
		count++;
	if (!count)
		diag_error(r->diag, node->pos, "\"%s\" is empty: write \"%s: %s\"", key, key, example);
	struct name *names = ARENA_ARRAY(r->arena, struct name, count);
	const char **texts = ARENA_ARRAY(r->arena, const char *, count);
	for (const struct yaml *n = node->child; n; n = n->next) {
		const char *tag = field_language(r->diag, n->key, n->key_pos);
		const char *text = read(r->arena, r->diag, n);
		if (n->kind != YAML_TEXT || !*n->text)
			diag_error(r->diag, n->pos, "a text belongs here: write \"%s: %s\"", n->key, example);
		if (!tag || !text)
			continue;
		names[out->names.count] = (struct name){tag, n->key_pos};
		texts[out->names.count++] = text;
		if (!out->own || strcmp(tag, "en") == 0)
			out->own = text;
	}
	out->names.items = names;
	out->texts = texts;
}

static void read_name(struct reader *r)
{
	struct worded name = {0};
	read_worded(r, "name", "Our Clinic", false, &name);
	r->clinic->name = name.own;
	r->clinic->names = name.names;
	r->clinic->name_texts = name.texts;
}

static void read_country(struct reader *r)
{
	const struct yaml *node = yaml_get(r->map, "country");
	const char *code = yaml_text(r->map, "country", NULL);
	if (!code)
		return;
	if (strcmp(code, "UK") == 0) {
		diag_error(r->diag, node->pos, "unknown country \"UK\": did you mean \"GB\"?");
	} else if (strlen(code) != 2 || !g_ascii_isupper(code[0]) || !g_ascii_isupper(code[1])) {
		diag_error(r->diag, node->pos,
				   "\"%s\" is no country code: write its two capital letters, such as GB or US",
				   code);
	} else {
		r->clinic->country = code;
		for (size_t i = 0; i < G_N_ELEMENTS(letter_countries); i++)
			if (strcmp(letter_countries[i], code) == 0)
				r->clinic->paper = PAPER_LETTER;
	}
}

static void read_paper(struct reader *r)
{
	const struct yaml *node = yaml_get(r->map, "paper");
	int paper = node ? yaml_choice(r->diag, node, paper_names) : -1;
	if (paper >= 0)
		r->clinic->paper = (enum paper)paper;
}

/* A phone number, an address of e-mail or the web: only what such an address may hold. */
static const char *read_contact(struct reader *r, const char *key, const char *needed,
								const char *remedy)
{
	const struct yaml *node = yaml_get(r->map, key);
	const char *text = field_line(r->arena, r->diag, node);
	if (!text)
		return NULL;
	bool phone = strlen(needed) > 1;
	bool good = phone ? strspn(text, PHONE_LETTERS) == strlen(text) && strpbrk(text, needed)
					  : !strchr(text, ' ') && strstr(text, needed);
	if (good)
		return text;
	diag_error(r->diag, node->pos, "\"%s\" cannot be right: %s", text, remedy);
	return NULL;
}

static const char *read_phone(struct reader *r, const char *key)
{
	return read_contact(r, key, "0123456789", "write digits, spaces and + - . / ( ) only");
}

/* An image inside the folder of clinic.yaml, or of the content root for one of several clinics. */
static void read_logo(struct reader *r, const char *root)
{
	const struct yaml *map = yaml_get(r->map, "logo"), *file = yaml_get(map, "file");
	const char *why = NULL, *dir = path_dir(r->arena, r->clinic->file);
	if (!map || !yaml_check(r->diag, map, logo_fields))
		return;
	const char *name = field_line(r->arena, r->diag, file);
	const char *alt = field_line(r->arena, r->diag, yaml_get(map, "alt"));
	if (!name || !alt)
		return;
	const char *path = file_inside(r->arena, root, dir, name, &why);
	if (!path || !file_exists(path)) {
		diag_error(r->diag, file->pos,
				   "the logo \"%s\" %s: put it beside this file, or delete these lines", name,
				   path ? "is no file" : why);
		return;
	}
	r->clinic->logo = path;
	r->clinic->logo_alt = alt;
	r->clinic->logo_pos = file->pos;
}

static void read_ways(struct reader *r)
{
	struct clinic *clinic = r->clinic;
	const struct yaml *formats = yaml_get(r->map, "other-formats");
	clinic->address = field_text(r->arena, r->diag, yaml_get(r->map, "address"));
	read_worded(r, "hours", "Monday to Friday, 9:00 to 17:00", true, &clinic->hours);
	clinic->phone = read_phone(r, "phone");
	clinic->appointments = read_phone(r, "appointments");
	clinic->out_of_hours = read_phone(r, "out-of-hours");
	clinic->text_relay = read_phone(r, "text-relay");
	clinic->web = read_contact(r, "web", ".", "write it as https://www.example.org");
	clinic->email = read_contact(r, "email", "@", "write it as name@example.org");
	clinic->feedback = field_line(r->arena, r->diag, yaml_get(r->map, "feedback"));
	if (formats && formats->kind == YAML_TEXT)
		yaml_bool(r->diag, formats, &clinic->other_formats);
}

static double luminance(unsigned color)
{
	static const double weights[] = {0.2126, 0.7152, 0.0722};
	double sum = 0;
	for (int i = 0; i < 3; i++) {
		double part = ((color >> (16 - 8 * i)) & 0xff) / 255.0;
		sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
	}
	return sum;
}

double clinic_contrast(unsigned a, unsigned b)
{
	double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
	return x > y ? x / y : y / x;
}

/* The entry even when it is empty: in "accent: #1f4e79" the colour is a comment. */
static const struct yaml *accent_entry(const struct yaml *map)
{
	const struct yaml *entry = map->kind == YAML_MAP ? map->child : NULL;
	while (entry && strcmp(entry->key, "accent") != 0)
		entry = entry->next;
	return entry;
}

static void read_accent(struct reader *r)
{
	const struct yaml *node = accent_entry(r->map);
	if (!node || node->kind != YAML_TEXT)
		return;
	const char *text = node->text;
	if (text[0] != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6) {
		diag_error(r->diag, *text ? node->pos : node->key_pos,
				   "the accent is no colour: write it in quotes as \"#1f4e79\" (without quotes "
				   "\"#\" begins a comment)");
		return;
	}
	unsigned color = (unsigned)g_ascii_strtoull(text + 1, NULL, 16);
	double contrast = clinic_contrast(color, WHITE);
	if (contrast < CLINIC_CONTRAST) {
		diag_error(r->diag, node->pos,
				   "the accent %s has a contrast of %.2f:1 on white, too little for weak eyes: "
				   "choose a darker colour, of at least %.0f:1",
				   text, floor(contrast * 100) / 100, CLINIC_CONTRAST);
		return;
	}
	r->clinic->accent = color;
	r->clinic->has_accent = true;
}

void clinic_read(struct arena *arena, struct diag *diag, const char *path, const char *root,
				 struct clinic *clinic)
{
	struct yaml_field fields[G_N_ELEMENTS(clinic_fields)];
	struct reader r = {arena, diag, yaml_read(arena, diag, path), clinic};
	clinic->file = str_copy(arena, path);
	if (!r.map)
		return;
	memcpy(fields, clinic_fields, sizeof fields);
	for (struct yaml_field *field = fields; field->key; field++) {
		const struct yaml *node = yaml_get(r.map, field->key);
		bool worded = strcmp(field->key, "name") == 0 || strcmp(field->key, "hours") == 0;
		if (worded && node && node->kind == YAML_MAP)
			field->kind = YAML_MAP;
	}
	yaml_check(diag, r.map, fields);
	read_name(&r);
	read_country(&r);
	read_paper(&r);
	read_ways(&r);
	read_logo(&r, root);
	emergency_read_own(arena, diag, yaml_get(r.map, "emergency"), clinic);
	read_accent(&r);
}

/* The index of the tag that is the longest beginning of the language's at a '-'; -1: none. */
static int tag_for(const struct names *names, const char *lang)
{
	size_t len = strlen(lang);
	while (len) {
		for (size_t i = 0; i < names->count; i++)
			if (strlen(names->items[i].text) == len &&
				g_ascii_strncasecmp(names->items[i].text, lang, len) == 0)
				return (int)i;
		while (len && lang[--len] != '-')
			continue;
	}
	return -1;
}

static struct worded name_of(const struct clinic *clinic)
{
	return (struct worded){clinic->name, clinic->names, clinic->name_texts};
}

const char *worded_in(const struct worded *worded, const char *lang)
{
	int index = tag_for(&worded->names, lang);
	return index < 0 ? worded->own : worded->texts[index];
}

const char *worded_lang(const struct worded *worded, const char *lang)
{
	int index = tag_for(&worded->names, lang);
	if (index >= 0)
		return worded->names.items[index].text;
	for (size_t i = 0; i < worded->names.count; i++)
		if (worded->texts[i] == worded->own)
			return worded->names.items[i].text;
	return NULL;
}

const char *clinic_name(const struct clinic *clinic, const char *lang)
{
	const struct worded name = name_of(clinic);
	return worded_in(&name, lang);
}

const char *clinic_name_lang(const struct clinic *clinic, const char *lang)
{
	const struct worded name = name_of(clinic);
	return worded_lang(&name, lang);
}

void clinic_prefer(struct clinic *clinic, const char *lang)
{
	const struct worded name = name_of(clinic);
	clinic->name = worded_in(&name, lang);
	clinic->hours.own = worded_in(&clinic->hours, lang);
}
