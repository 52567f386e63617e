/* The faces that may be used: fonts/faces.yaml, beside the links to the files. */
#ifndef HANDOUT_READ_FACES_H
#define HANDOUT_READ_FACES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

struct face {
	const char *file;    /* the file's name in the folder of faces */
	const char *path;    /* folder/file */
	const char *family;  /* as fontconfig has it: "Noto Serif CJK SC" */
	const char *licence; /* "OFL-1.1" */
	const char *sha256;  /* of the file */
	const char *package; /* the Debian package that it comes from */
	int index;           /* in a collection */
	bool bold, italic;
};

struct faces {
	const char *dir;
	const struct face *items;
	size_t count;
};

/* Reads DIR/faces.list, which fonts/link makes of faces.yaml, or faces.yaml itself where that is
 * not there. Reports and returns NULL on any fault. Does not open the faces. */
struct faces *faces_read(struct arena *, struct diag *, const char *dir);

/* The face of a family nearest to bold and italic (an upright for a missing italic, never the other
 * way round), or NULL. */
const struct face *faces_find(const struct faces *, const char *family, bool bold, bool italic);

/* A face on the list whose file has the code point, for a message's remedy; opens files. NULL:
 * none. */
const struct face *faces_having(const struct faces *, unsigned code_point);

/* The height of the letter x, as a part of the size; 0: the face does not say and has no x, or it
 * cannot be read. Opens the file. */
double faces_x_height(const struct face *);

/* The mean width of the text's characters that the face has, as a part of the size; 0: it has none.
 * Opens the file. */
double faces_mean_width(const struct face *, const char *text);

#endif
