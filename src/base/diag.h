/* Messages: place, fault, remedy. Stages collect them here; only main prints them. */
#ifndef HANDOUT_BASE_DIAG_H
#define HANDOUT_BASE_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A place in a file that a person wrote. line and col count from 1, col in code points; line 0
 * means the file as a whole, file NULL no file at all. The file's name outlives the position. */
struct pos {
	const char *file;
	int line, col;
};

#define POS_FILE(name) ((struct pos){(name), 0, 0})

enum level { LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR };

struct message {
	enum level level;
	struct pos pos;
	const char *text;
	unsigned character; /* the code point that it is about, at the place or behind it; 0: none */
	struct message *next;
};

/* A list of messages in the order in which they were reported. */
struct diag {
	struct arena *arena;
	struct message *first, *last;
	size_t errors, warnings;
};

/* An empty list in the arena; messages are copied into it. */
struct diag *diag_new(struct arena *);

/* Report something. The text names the fault and, after a colon, the remedy: "image \"map.png\" not
 * found: put it in images/ or remove the line". No final full stop, no new line. */
void diag_error(struct diag *, struct pos, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void diag_warning(struct diag *, struct pos, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void diag_note(struct diag *, struct pos, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The same with the level as a value; file name and text are copied. */
void diag_add(struct diag *, enum level, struct pos, const char *text);

/* Says which character the last message is about, if its place is only that of the text which has
 * the character. */
void diag_about(struct diag *, unsigned code_point);

/* Appends copies of all of the other list's messages. */
void diag_append(struct diag *, const struct diag *other);

/* "file:line:col: error: text\n" (parts that are not known are left out), in the arena. */
const char *diag_line(struct arena *, const struct message *);

const char *level_name(enum level);

#endif
