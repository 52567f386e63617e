/* JSON, by jansson: its functions with out of memory in one place. */
#ifndef HANDOUT_BASE_JSON_H
#define HANDOUT_BASE_JSON_H

#include <jansson.h>

#include "base/arena.h"
#include "base/str.h"

/* A new string; NULL gives null, and what is not UTF-8 (a file's name may be anything) is replaced
 * by U+FFFD. */
json_t *json_new_text(const char *);

/* Puts the value at the end of the object or list, which then owns it. */
void json_put(json_t *object, const char *key, json_t *value);
void json_push(json_t *list, json_t *value);

/* Puts the members of the object that the text is into the object; no text puts nothing. */
void json_merge_text(json_t *object, struct str text);

/* The JSON as text on one line, in the arena; frees it. */
struct str json_line(struct arena *, json_t *);

/* The JSON as text with indents and a final new line, in the arena; frees it. */
struct str json_bytes(struct arena *, json_t *);

#endif
