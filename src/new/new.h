/* A new handout: a folder that builds at once, with texts that teach or with a text that there is
 * already. */
#ifndef HANDOUT_NEW_NEW_H
#define HANDOUT_NEW_NEW_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/locale.h"

struct new_request {
	const char *dir;       /* the folder to make; its last part names the handout */
	const char *from;      /* a text to bring in (see import.h); NULL: the templates' own */
	const char *language;  /* of the texts; NULL: what the text is taken for, else English */
	const char *templates; /* the folder of the templates */
	struct date today;     /* the date of issue to begin with */
};

/* Writes the folder: handout.yaml, its parts, notes.yaml, and clinic.yaml where no folder above has
 * one. Nothing that exists is changed: a name that is taken is an error. What a text was taken for
 * is told in notes at its lines, and what a build would refuse of it is reported. Returns false
 * after an error. */
bool new_write(struct arena *, struct diag *, const struct new_request *);

#endif
