/* The table of contents: a list of the sections with links to them. */
#ifndef HANDOUT_MARKUP_CONTENTS_H
#define HANDOUT_MARKUP_CONTENTS_H

#include "markup/writer.h"

/* The heading of a section, or NULL. */
const struct node *contents_heading(const struct node *section);

/* The section itself or the next beside it that has a heading; NULL: none. */
const struct node *contents_section(const struct node *section);

/* Opens an entry and its link to an id in a file; id NULL: to the file. */
void contents_link(struct writer *, const char *file, const char *id);

/* A heading's words, in a span when they are in a language of their own. */
void contents_label(struct writer *, const struct node *heading);

/* The entries of the sections below parent, with those of theirs. */
void contents_items(struct writer *, const struct content *, const struct node *parent);

/* The same as a list; nothing when there are none. */
void contents_list(struct writer *, const struct content *, const struct node *parent);

#endif
