/* YAML with places (libyaml): a small tree of maps, lists and texts. No anchors, aliases or tags.
 */
#ifndef HANDOUT_READ_YAML_H
#define HANDOUT_READ_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	struct pos pos;
	const char *text; /* TEXT: as written, quotes resolved */
	bool quoted;      /* TEXT: was in quotes or a block; then it is never null */
	const char *key;  /* in a MAP: the entry's key */
	struct pos key_pos;
	struct yaml *child, *next; /* LIST items, MAP entries */
};

/* One field that a map may have. */
struct yaml_field {
	const char *key;
	enum yaml_kind kind;
	bool needed;
};

/* Parses text of the file named. An empty file is an empty map. Duplicate keys, tabs used as
 * indent, anchors, aliases, several documents and more than 64 levels are errors. Reports with line
 * and column; returns NULL on any error. */
struct yaml *yaml_parse(struct arena *, struct diag *, struct str text, const char *file);

/* file_read_text and yaml_parse. */
struct yaml *yaml_read(struct arena *, struct diag *, const char *path);

/* Whether the map has only these fields (ended by a NULL key), each of its kind and the needed ones
 * there. Reports unknown keys with the nearest known one. map may be NULL (then false). */
bool yaml_check(struct diag *, const struct yaml *map, const struct yaml_field *fields);

/* The entry of a map, or NULL (also when map is NULL or no map). An empty plain value counts as
 * none. */
const struct yaml *yaml_get(const struct yaml *map, const char *key);

/* The text of an entry, or otherwise. */
const char *yaml_text(const struct yaml *map, const char *key, const char *otherwise);

/* The value of a node as a number, whole number, or true/false ("true", "false", "yes", "no").
 * False after reporting when it is not one. */
bool yaml_number(struct diag *, const struct yaml *, double *out);
bool yaml_int(struct diag *, const struct yaml *, int *out);
bool yaml_bool(struct diag *, const struct yaml *, bool *out);

/* The index of the node's text in a NULL-terminated list; -1 after reporting, with the nearest
 * word. */
int yaml_choice(struct diag *, const struct yaml *, const char *const *list);

/* Adds text as a double-quoted YAML scalar. */
void yaml_quote(struct buf *, const char *text);

#endif
