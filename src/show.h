/* Messages as people read them: on a terminal in colour, with the line of the file and a mark below
 * the place; elsewhere one line each. As JSON, for programs. */
#ifndef HANDOUT_SHOW_H
#define HANDOUT_SHOW_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct show_style {
	bool quiet;    /* without notes */
	bool terminal; /* with lines of files, and with repeated messages joined */
	bool color;    /* with the escape codes of a terminal */
	int width;     /* of the terminal, in columns */
	bool json;     /* each as an object of src/share/schemas/messages.json on a line of its own */
	bool whole;    /* messages that differ only in what they quote are all shown */
};

/* All messages in their order. One that was reported twice for the same place stands once, with a
 * count; on a terminal so does one that has the same words for several places of a file, with the
 * lines' numbers, and from the fourth on a warning or note that differs from others of its file
 * only in what it quotes. The line of the file stands below the message's first line. Reads the
 * files that are named; one that cannot be read has no lines shown. No byte of a file or message
 * reaches a terminal as a control code. */
struct str show_messages(struct arena *, const struct diag *, const struct show_style *);

#endif
