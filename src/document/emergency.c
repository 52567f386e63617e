/* Numbers for an emergency, read from the program's file and from clinic.yaml. */
#include "document/emergency.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "document/field.h"

/* What stands for "nobody" and for "there is none". */
#define NOBODY "null"
#define NO_NUMBER "none"

const char *const emergency_names[] = {"ambulance", "crisis",     "urgent", "listening",
									   "poison",    "text-relay", NULL};

static const struct yaml_field number_fields[] = {
	{"number", YAML_TEXT, true}, {"verified", YAML_TEXT, false}, {NULL, YAML_TEXT, false}};

static bool is_dialled(const char *text)
{
	return strpbrk(text, "0123456789") && strspn(text, "0123456789+-./()* ") == strlen(text);
}

/* One entry: a map with a number, or "none". */
static void read_number(struct arena *arena, struct diag *diag, const struct yaml *node,
						struct emergency_number *out)
{
	bool none = node->kind == YAML_TEXT && strcmp(node->text, NO_NUMBER) == 0;
	*out = (struct emergency_number){.pos = node->key_pos, .stated = true};
	if (none || !yaml_check(diag, node, number_fields))
		return;
	const struct yaml *number = yaml_get(node, "number"), *date = yaml_get(node, "verified");
	const char *text = field_line(arena, diag, number);
	if (text && !is_dialled(text))
		diag_error(diag, number->pos,
				   "\"%s\" is no number to call: write digits, spaces and + - . / ( ) * only",
				   text);
	else
		out->number = text;
	if (date && (date->quoted || strcmp(date->text, NOBODY) != 0))
		field_date(diag, date, &out->verified);
}

/* The entries of a map: a kind of number each. */
static void read_numbers(struct arena *arena, struct diag *diag, const struct yaml *map,
						 struct emergency_number numbers[EMERGENCY_KINDS])
{
	for (const struct yaml *n = map && map->kind == YAML_MAP ? map->child : NULL; n; n = n->next) {
		int kind = name_index(emergency_names, n->key);
		const char *nearest = kind < 0 ? str_nearest(n->key, emergency_names) : NULL;
		if (kind >= 0)
			read_number(arena, diag, n, &numbers[kind]);
		else if (nearest)
			diag_error(diag, n->key_pos, "unknown number \"%s\": did you mean \"%s\"?", n->key,
					   nearest);
		else
			diag_error(diag, n->key_pos,
					   "unknown number \"%s\": write ambulance, crisis, urgent, listening, poison "
					   "or text-relay",
					   n->key);
	}
}

void emergency_read_own(struct arena *arena, struct diag *diag, const struct yaml *map,
						struct clinic *clinic)
{
	read_numbers(arena, diag, map, clinic->emergency);
}

int emergency_count(const struct handout *handout)
{
	int count = 0;
	for (int i = 0; i < EMERGENCY_KINDS; i++)
		count += handout->numbers[i].number != NULL;
	return count;
}

void emergency_read(struct arena *arena, struct diag *diag, const char *path,
					struct handout *handout)
{
	const struct clinic *clinic = &handout->clinic;
	if (!handout->emergency)
		return;
	const struct yaml *countries = yaml_read(arena, diag, path);
	if (clinic->country)
		read_numbers(arena, diag, yaml_get(countries, clinic->country), handout->numbers);
	for (int i = 0; i < EMERGENCY_KINDS; i++) {
		handout->numbers[i].pos = POS_FILE(clinic->file ? clinic->file : handout->file);
		if (clinic->emergency[i].stated)
			handout->numbers[i] = clinic->emergency[i];
	}
	if (emergency_count(handout))
		return;
	diag_warning(diag, POS_FILE(clinic->file ? clinic->file : handout->file),
				 "no numbers for an emergency are known in the country %s: write them in "
				 "clinic.yaml under \"emergency\", such as \"ambulance: {number: 112}\"",
				 clinic->country ? clinic->country : "of this clinic");
}
