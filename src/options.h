/* The command line as a value. */
#ifndef HANDOUT_OPTIONS_H
#define HANDOUT_OPTIONS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "batch/plan.h"

enum command_kind {
	COMMAND_BUILD,
	COMMAND_NEW,
	COMMAND_CHECK,
	COMMAND_MESSAGES,
	COMMAND_SIGNOFF,
	COMMAND_FONTS,
	COMMAND_REPORT,
	COMMAND_LIST,
	COMMAND_HELP,
	COMMAND_VERSION,
};

/* How a check prints what it found. */
enum check_format { CHECK_TEXT, CHECK_JSON, CHECK_SARIF };

/* What a run of the program is to do. Fields that the command does not have are NULL or false. */
struct command {
	enum command_kind kind;
	struct options options; /* names as written; share and epoch are the caller's to fill in */
	const char *dump;       /* one of dump_names */
	bool quiet;
	bool rules;                 /* of a check: print the rules instead */
	enum check_format format;   /* of a check */
	const char *const *strict;  /* of a check: rules, with * and ?; NULL: not strict */
	bool json_messages;         /* on standard error */
	bool dry_run, prune, watch; /* of a build */
	const char *name, *role, *process, *date; /* of a sign-off, as written */
	const char *const *segments;              /* globs */
	const char *from;                         /* NEW: a text to bring in, or NULL */
	const char *import, *xliff; /* messages: a file to take in, a folder for XLIFF files; or NULL */
	const char *const *files;   /* REPORT: the reports to merge */
	const char *topic;          /* HELP: the command's name, or NULL; FONTS: the language, or NULL;
									 NEW: the folder; LIST: what */
};

/* Reads the command line; one without words asks for help. What is unknown or missing is reported
 * with the nearest known word; then returns false, with json_messages as asked for. */
bool options_parse(struct arena *, struct diag *, int argc, char **argv, struct command *);

/* How to use a command; the program where topic is NULL. NULL for an unknown topic. */
const char *options_help(struct arena *, const char *topic);

#endif
