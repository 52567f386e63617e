/* The command line: reads it and the environment, runs the command, prints, gives the exit status:
 * 0 all went well, 1 something was not written, 2 wrong use, 3 out of memory, 128 and the signal's
 * number when stopped. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <glib.h>

#include "base/file.h"
#include "batch/asked.h"
#include "batch/coverage.h"
#include "batch/exchange.h"
#include "batch/index.h"
#include "batch/merge.h"
#include "batch/offer.h"
#include "batch/plan.h"
#include "batch/reach.h"
#include "batch/upkeep.h"
#include "build.h"
#include "check/check.h"
#include "check/rules.h"
#include "document/locale.h"
#include "new/new.h"
#include "options.h"
#include "show.h"

#define VERSION "0.1.0"
#define NOWHERE ((struct pos){NULL, 0, 0})

/* SOURCE_DATE_EPOCH, -1 without it; false after reporting. */
static bool read_epoch(struct diag *diag, long long *epoch)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	char *end;

	*epoch = -1;
	if (!text || text[0] == '\0')
		return true;
	errno = 0;
	*epoch = strtoll(text, &end, 10);
	/* Up to the end of the year 9999. */
	if (errno == 0 && *end == '\0' && *epoch >= 0 && *epoch <= 253402300799LL)
		return true;
	diag_error(diag, NOWHERE,
			   "SOURCE_DATE_EPOCH is \"%s\": set it to seconds since 1970, or unset it", text);
	return false;
}

static struct share find_share(struct arena *arena)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);

	const char *program = str_copy_n(arena, path, len > 0 ? (size_t)len : 0);
	struct share share = share_find(arena, path_dir(arena, program));
	share.program = program;
	return share;
}

/* Whether the program's own files are there; false after reporting. */
static bool share_there(struct arena *arena, struct diag *diag, const struct share *share)
{
	const char *const paths[] = {
		share->theme,
		share->emergency,
		path_join(arena, share->strings, "en.po"),
		path_join(arena, share->fonts, "faces.yaml"),
		path_join(arena, share->templates, "handout.yaml"),
	};
	bool there = true;

	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		if (!file_is_absent(paths[i]))
			continue;
		diag_error(diag, POS_FILE(paths[i]),
				   "this file of the program is not there: install the program again");
		there = false;
	}
	return there;
}

/* SOURCE_DATE_EPOCH, else the day on which the program runs. */
static struct date today(const struct options *options)
{
	return date_of_epoch(options->epoch >= 0 ? options->epoch : (long long)time(NULL));
}

/* What was found, in the form that was asked for. */
static struct str check_printed(struct arena *arena, const struct diag *diag,
								const struct command *command, const struct check *found)
{
	switch (command->format) {
	case CHECK_JSON:
		return check_json(arena, found);
	case CHECK_SARIF:
		return check_sarif(arena, found, diag, VERSION);
	case CHECK_TEXT:
		break;
	}
	struct show_style style = show_style_of(STDOUT_FILENO);
	style.whole = true;
	style.quiet = command->quiet;
	const struct diag *messages = check_messages(arena, found, style.width);
	struct buf out = {.arena = arena};
	struct str text = show_messages(arena, messages, &style);
	buf_add(&out, text.s, text.len);
	if (command->quiet)
		return buf_str(&out);
	text = check_table(arena, found);
	buf_add(&out, text.s, text.len);
	return buf_str(&out);
}

/* Opens a handout of the plan for as long as it is checked. */
static void check_one(struct diag *diag, const struct share *share, struct themes *themes,
					  const struct source *planned, struct check *found)
{
	struct arena *arena = arena_new();
	struct source source = *planned;

	if (planned->listing) {
		source_open(arena, diag, share, themes, &source);
		check_add(found, diag, &source);
	}
	arena_free(arena);
}

static int check(struct arena *arena, struct diag *diag, const struct command *command)
{
	if (command->rules)
		return print(diag, rules_text(arena)) ? STATUS_GOOD : STATUS_FAILED;
	if (!asked_known(diag, "rule", command->strict, rule_ids(arena), "handout check --rules"))
		return STATUS_USAGE;
	if (!asked_known(diag, "edition", command->options.editions, edition_names, NULL))
		return STATUS_USAGE;
	struct options options = command->options;
	options.editions = NULL;
	struct plan *plan = plan_make(arena, diag, &options);

	if (!plan)
		return STATUS_USAGE;
	const struct reach reach = {0};
	if (!reach_enter(arena, diag, plan, &command->options.share, &reach))
		return STATUS_FAILED;
	const struct check_request request = {
		.strict = command->strict,
		.languages = command->options.languages,
		.editions = command->options.editions,
		.faces = faces_read(arena, diag, command->options.share.fonts),
		.today = today(&command->options),
	};
	struct check *found = check_new(arena, &request);
	struct themes *themes = themes_new(arena);
	for (size_t i = 0; i < plan->source_count; i++)
		check_one(diag, &command->options.share, themes, &plan->sources[i], found);
	bool printed = print(diag, check_printed(arena, diag, command, found));
	return printed && diag->errors + found->errors == 0 ? STATUS_GOOD : STATUS_FAILED;
}

/* The messages of one handout: taken in, or brought up to date and written. */
static void exchange(struct arena *arena, struct diag *diag, const struct command *command,
					 const struct source *source, struct buf *out)
{
	const char *const *languages = command->options.languages;

	if (command->import) {
		exchange_import(arena, diag, source, languages ? languages[0] : NULL, command->import, out);
		return;
	}
	upkeep_messages(arena, diag, source, languages, out);
	if (command->xliff)
		exchange_export(arena, diag, source, languages, command->xliff, out);
}

static int messages(struct arena *arena, struct diag *diag, const struct command *command)
{
	struct plan *plan = plan_make(arena, diag, &command->options);
	struct buf out = {.arena = arena};

	if (!plan)
		return STATUS_USAGE;
	if (command->import && plan->source_count != 1) {
		diag_error(diag, NOWHERE, "--import is for one handout: name its folder");
		return STATUS_USAGE;
	}
	const struct reach reach = {.file = command->import, .po = true, .folder = command->xliff};
	if (!reach_enter(arena, diag, plan, &command->options.share, &reach))
		return STATUS_FAILED;
	plan_open(arena, diag, &command->options, plan);
	for (size_t i = 0; i < plan->source_count; i++)
		if (!plan->sources[i].failed)
			exchange(arena, diag, command, &plan->sources[i], &out);
		else
			buf_fmt(&out, "%s: nothing is written: mend the errors first\n", plan->sources[i].dir);
	if (!command->quiet && out.len > 0)
		print(diag, buf_str(&out));
	return diag->errors > 0 ? STATUS_FAILED : STATUS_GOOD;
}

static void report_word(struct diag *diag, const char *what, const char *word,
						const char *const *list)
{
	const char *nearest = str_nearest(word, list);

	if (nearest) {
		diag_error(diag, NOWHERE, "unknown %s \"%s\": did you mean \"%s\"?", what, word, nearest);
		return;
	}
	char *all = g_strjoinv(", ", (char **)list);
	diag_error(diag, NOWHERE, "unknown %s \"%s\": choose among %s", what, word, all);
	g_free(all);
}

/* The sign-off as on the command line; false after reporting. */
static bool signature(struct diag *diag, const struct command *command, struct signoff_entry *entry)
{
	int role = name_index(signoff_roles, command->role);
	int process = name_index(signoff_processes, command->process);

	*entry = (struct signoff_entry){.lang = command->options.languages[0], .name = command->name};
	if (role < 0)
		report_word(diag, "role", command->role, signoff_roles);
	if (process < 0)
		report_word(diag, "process", command->process, signoff_processes);
	if (!date_parse(command->date, &entry->date))
		diag_error(diag, NOWHERE, "\"%s\" is not a date: %s", command->date,
				   date_remedy(diag->arena, command->date));
	if (command->name[0] == '\0')
		diag_error(diag, NOWHERE, "--as has no name: write who signs");
	if (command->options.languages[1])
		diag_error(diag, NOWHERE, "signoff is for one language at a time: use one -l");
	if (role > SIGNOFF_TRANSLATOR && process == PROCESS_MT)
		diag_error(diag, NOWHERE, "a machine cannot review or approve: use --role=translator");
	if (diag->errors > 0)
		return false;
	entry->role = (enum signoff_role)role;
	entry->process = (enum signoff_process)process;
	return true;
}

static int signoff(struct arena *arena, struct diag *diag, const struct command *command)
{
	struct signoff_entry entry;
	size_t count;
	struct plan *plan =
		signature(diag, command, &entry) ? plan_make(arena, diag, &command->options) : NULL;

	if (!plan)
		return STATUS_USAGE;
	const struct reach reach = {.po = true};
	if (!reach_enter(arena, diag, plan, &command->options.share, &reach))
		return STATUS_FAILED;
	plan_open(arena, diag, &command->options, plan);
	const struct source *source = &plan->sources[0];
	if (source->failed)
		return STATUS_FAILED;
	entry.lang = plan->jobs[0].lang;
	if (str_same(entry.lang, source->handout->language)) {
		diag_error(diag, NOWHERE,
				   "\"%s\" is the language of the source: its sign-off stands in handout.yaml",
				   entry.lang);
		return STATUS_USAGE;
	}
	if (!upkeep_sign(arena, diag, source, &entry, command->segments, &count))
		return STATUS_FAILED;
	if (!command->quiet)
		print(diag, str_of(str_fmt(arena, "%s: %zu of %s signed by %s as %s\n", entry.lang, count,
								   str_count(arena, source->messages.count, "message"), entry.name,
								   signoff_roles[entry.role])));
	return diag->errors > 0 ? STATUS_FAILED : STATUS_GOOD;
}

static int fonts(struct arena *arena, struct diag *diag, const struct command *command)
{
	const struct share *share = &command->options.share;
	struct clinic none = {0};
	bool own = file_exists("content/theme.yaml"), missing;
	struct theme *theme = theme_read(arena, diag, own ? "content/theme.yaml" : share->theme, &none);
	struct faces *faces = faces_read(arena, diag, share->fonts);

	if (!theme || !faces)
		return STATUS_FAILED;
	struct str text = command->topic
						  ? coverage_of(arena, diag, theme, faces, command->topic, &missing)
						  : coverage_all(arena, theme, faces, &missing);
	if (diag->errors > 0)
		return STATUS_USAGE;
	return print(diag, text) && !missing ? STATUS_GOOD : STATUS_FAILED;
}

static int report(struct arena *arena, struct diag *diag, const struct command *command)
{
	struct str merged = merge_reports(arena, diag, command->files);
	const char *path = command->options.report;

	if (!merged.s)
		return STATUS_FAILED;
	bool written = path ? file_write_any(diag, path, merged) : print(diag, merged);
	if (command->options.out)
		written =
			index_of_report(arena, diag, &command->options.share, command->options.out, merged) &&
			written;
	return written ? STATUS_GOOD : STATUS_FAILED;
}

/* A new handout, dated SOURCE_DATE_EPOCH or today. */
static int make_new(struct arena *arena, struct diag *diag, const struct command *command)
{
	size_t len = strlen(command->topic);

	while (len > 1 && command->topic[len - 1] == '/')
		len--;
	const char *dir = str_copy_n(arena, command->topic, len);
	const char *const *languages = command->options.languages;
	const struct new_request request = {
		.dir = dir,
		.from = command->from,
		.language = languages ? languages[0] : NULL,
		.templates = command->options.share.templates,
		.today = today(&command->options),
	};

	if (languages && languages[0] && languages[1]) {
		diag_error(diag, NOWHERE,
				   "new needs one language, that of the texts: write the others in handout.yaml");
		return STATUS_USAGE;
	}
	if (!new_write(arena, diag, &request))
		return STATUS_FAILED;
	if (!command->quiet)
		print(diag, str_of(str_fmt(arena,
								   "%s was made: change its texts, then \"handout build %s\" makes "
								   "the PDF and the EPUB\n",
								   dir, dir)));
	return STATUS_GOOD;
}

static int list(struct arena *arena, struct diag *diag, const struct command *command)
{
	struct str names = offer(arena, diag, command->topic);

	if (diag->errors > 0)
		return STATUS_USAGE;
	return print(diag, names) ? STATUS_GOOD : STATUS_FAILED;
}

static int help(struct arena *arena, struct diag *diag, const struct command *command)
{
	const char *text = options_help(arena, command->topic);

	return text && print(diag, str_of(text)) ? STATUS_GOOD : STATUS_FAILED;
}

static int run(struct arena *arena, struct diag *diag, struct command *command)
{
	if (!read_epoch(diag, &command->options.epoch))
		return STATUS_USAGE;
	bool plain = command->kind == COMMAND_HELP || command->kind == COMMAND_VERSION ||
				 command->kind == COMMAND_LIST;
	command->options.share = find_share(arena);
	if (!plain && !share_there(arena, diag, &command->options.share))
		return STATUS_FAILED;
	switch (command->kind) {
	case COMMAND_BUILD:
		return build(arena, diag, command);
	case COMMAND_NEW:
		return make_new(arena, diag, command);
	case COMMAND_CHECK:
		return check(arena, diag, command);
	case COMMAND_MESSAGES:
		return messages(arena, diag, command);
	case COMMAND_SIGNOFF:
		return signoff(arena, diag, command);
	case COMMAND_FONTS:
		return fonts(arena, diag, command);
	case COMMAND_REPORT:
		return report(arena, diag, command);
	case COMMAND_LIST:
		return list(arena, diag, command);
	case COMMAND_HELP:
		return help(arena, diag, command);
	case COMMAND_VERSION:
		return print(diag, STR("handout " VERSION "\n")) ? STATUS_GOOD : STATUS_FAILED;
	}
	return STATUS_USAGE;
}

int main(int argc, char **argv)
{
	file_hold_standard();
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct command command;

	/* A closed pipe or a limit on file size is a failed write, with a message. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	int status = options_parse(arena, diag, argc, argv, &command) ? run(arena, diag, &command)
																  : STATUS_USAGE;
	print_messages(arena, diag, &command);
	arena_free(arena);
	return status;
}
