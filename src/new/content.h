/* What a document of a word processor says, read without pandoc, which leaves out some of it. */
#ifndef HANDOUT_NEW_CONTENT_H
#define HANDOUT_NEW_CONTENT_H

#include "new/kept.h"
#include "new/pictures.h"

/* Adds each paragraph of a .docx or .odt, also of its notes, comments, boxes, headers and footers,
 * at the path as a whole. Names of people who changed it are none. */
void content_stretches(struct stretches *, const struct pictures *, const char *path);

#endif
