/* The pictures in a document of a word processor, taken out of its archive one by one, or those
 * beside a Markdown file. No name of theirs becomes that of a file, and nothing larger than a limit
 * is unpacked. */
#ifndef HANDOUT_NEW_PICTURES_H
#define HANDOUT_NEW_PICTURES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/* A picture for the folder images. */
struct picture_file {
	const char *name; /* "picture-1.png" */
	struct str bytes;
};

struct pictures;

/* Opens the .docx or .odt; what is said of its pictures goes to the diag. What is no archive has no
 * pictures, and pandoc tells of it. What would unpack to more than PICTURES_MOST bytes is reported
 * as an error; then NULL. Closed with the arena. */
#define PICTURES_MOST (512ull << 20)
struct pictures *pictures_open(struct arena *, struct diag *, const char *path);

/* Those in the folder of a Markdown file and below it; they are read when they are taken. */
struct pictures *pictures_beside(struct arena *, struct diag *, const char *path);

/* Whether a name may be asked for: any of an archive; of a folder one that is there, and below it.
 */
bool pictures_has(const struct pictures *, struct str src);

/* The name of the nth entry of the archive; NULL after the last. The archive owns it. */
const char *pictures_entry_name(const struct pictures *, size_t nth);

/* The bytes of an entry, of at most so many; false: it is not there, larger, or damaged. */
bool pictures_entry(const struct pictures *, const char *name, size_t most, struct str *out);

/* The Markdown for the picture that the text names src and describes by alt (as in HTML), without
 * a new line: a picture, or where nothing describes it a comment that says how to write one, after
 * a warning at pos. The document's own description is looked for where alt is empty. What a handout
 * cannot have is a warning, and empty. */
struct str pictures_take(struct pictures *, struct pos, struct str src, struct str alt);

/* Notes at the file the pictures in the archive that nobody took, such as those of its headers. */
void pictures_note_others(const struct pictures *, const char *path);

/* Those that were taken, each once; *count of them. */
const struct picture_file *pictures_files(const struct pictures *, size_t *count);

#endif
