/* The build command. With src/main.c the one module that prints. */
#ifndef HANDOUT_BUILD_H
#define HANDOUT_BUILD_H

#include "base/arena.h"
#include "base/diag.h"
#include "options.h"
#include "show.h"

enum { STATUS_GOOD, STATUS_FAILED, STATUS_USAGE };

/* Runs it, with all that its options ask for, and prints what it has to say; what is left in the
 * diag is for the caller to print. Returns the exit status. */
int build(struct arena *, struct diag *, const struct command *);

/* Bytes to standard output, checked as a file's. */
bool print(struct diag *, struct str text);

/* How messages are shown on what is behind a file descriptor: a terminal, of which NO_COLOR and
 * TERM say more, or not. */
struct show_style show_style_of(int fd);

/* Prints the messages to standard error, as the command asks for them; quiet: without notes. */
void print_messages(struct arena *, const struct diag *, const struct command *);

#endif
