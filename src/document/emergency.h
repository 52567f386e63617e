/* Numbers for an emergency: those of a country, which come with the program, and the clinic's own
 * over them. Whoever has called a number to see that it is right writes the date. */
#ifndef HANDOUT_DOCUMENT_EMERGENCY_H
#define HANDOUT_DOCUMENT_EMERGENCY_H

#include "base/arena.h"
#include "base/diag.h"
#include "document/handout.h"
#include "read/yaml.h"

/* Names as in YAML and in the keys of the strings ("emergency/crisis"), in the order of the enum,
 * NULL-terminated. */
extern const char *const emergency_names[];

/* The entry "emergency" of clinic.yaml, which may be NULL: "crisis: {number: 116 123, verified:
 * 2026-11-22}" for each kind of number, "crisis: none" to leave one out. */
void emergency_read_own(struct arena *, struct diag *, const struct yaml *, struct clinic *);

/* Sets the numbers of a handout that has the block: those of its clinic's country in the file at
 * path, and the clinic's own in their place. Reports where there are none. */
void emergency_read(struct arena *, struct diag *, const char *path, struct handout *);

/* How many numbers there are. */
int emergency_count(const struct handout *);

#endif
