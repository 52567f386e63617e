/* The command line: commands with the options that each has, by getopt_long. */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "batch/edition.h"

#define NOWHERE ((struct pos){NULL, 0, 0})
#define WORKERS_MAX 256
#define SHARDS_MAX 100000
#define SECONDS_MAX 86400

enum operands { OPERANDS_ANY, OPERANDS_ONE, OPERANDS_AT_MOST_ONE, OPERANDS_NONE };

struct command_info {
	const char *name;
	enum command_kind kind;
	enum operands operands;
	const char *letters; /* of its options, see option_list */
	const char *brief;   /* what it does, in the list of commands */
	const char *use;
};

static const struct command_info commands[] = {
	{"build", COMMAND_BUILD, OPERANDS_ANY, "lefpojduqMFncHRwtvL",
	 "write the handouts as PDF and EPUB",
	 "handout build [HANDOUT...]\n"
	 "Writes the handouts as PDF and EPUB; without options everything that each handout.yaml "
	 "lists.\n"
	 "In names * and ? stand for any letters and any letter: -l 'zh-*'.\n"
	 "  -l, --languages=es,ar    only these languages\n"
	 "  -e, --editions=standard  these editions: standard, clear, large, bilingual, booklet\n"
	 "  -f, --formats=pdf,epub   these formats: pdf, epub, txt, html\n"
	 "      --paper=a4|letter    this paper instead of the clinic's\n"
	 "  -o, --out=DIR            write here instead of out/handouts\n"
	 "  -j, --jobs=N             so many worker processes; else one for each processor\n"
	 "      --clinic=NAME        for content/clinics/NAME.yaml instead of content/clinic.yaml\n"
	 "      --language-pack      in each language all handouts as one PDF too, with contents\n"
	 "      --force              build even what is up to date\n"
	 "      --review             sheets to check translations on: the bilingual edition with the\n"
	 "                           number of each passage and a box to tick\n"
	 "      --prune              remove outputs of languages and handouts that are no more\n"
	 "  -n, --dry-run            print what would be built, build nothing\n"
	 "  -w, --watch              build again after each change, until Ctrl-C\n"
	 "      --shard=I/N          only the I-th of N parts, to share the work among computers\n"
	 "      --timeout=SECONDS    give up an edition that takes longer (120)\n"
	 "      --report=FILE        write what was done to FILE, as JSON\n"
	 "      --dump=STAGE         print a stage of one edition instead: tree, messages, lines,\n"
	 "                           pages, xhtml\n"},
	{"new", COMMAND_NEW, OPERANDS_ONE, "lmqM", "make a handout, empty or from a text",
	 "handout new NAME\n"
	 "Makes the folder NAME with a handout that builds at once and comments that teach. Nothing\n"
	 "that exists is changed.\n"
	 "  -l, --languages=de       the language of its texts, else English or that of FILE\n"
	 "      --from=FILE          bring in a text: .txt, .md, .docx or .odt; what it was taken for\n"
	 "                           is told line by line\n"},
	{"check", COMMAND_CHECK, OPERANDS_ANY, "lecfSUqM", "print what a human must look at",
	 "handout check [HANDOUT...]\n"
	 "Prints what a human must look at: open clinical notes, what a sheet lacks to be final, how\n"
	 "hard it is to read, print and contrast, the state of each translation, and where a\n"
	 "translation differs from its source: doses, phone numbers, numbers, drugs, terms.\n"
	 "  -l, --languages=es,ar    only what concerns these languages\n"
	 "  -e, --editions=large     the print of these editions instead of those of handout.yaml\n"
	 "      --clinic=NAME        with content/clinics/NAME.yaml instead of content/clinic.yaml\n"
	 "      --format=FORMAT      how to print it: text, json, sarif\n"
	 "      --strict[=RULE,...]  warnings are errors, or those of these rules: parity-*\n"
	 "      --rules              print the rules instead, each with its source\n"},
	{"messages", COMMAND_MESSAGES, OPERANDS_ANY, "lixqM",
	 "bring the files for translators up to date",
	 "handout messages [HANDOUT...]\n"
	 "Writes po/messages.pot and brings po/LANG.po up to date for each language.\n"
	 "  -l, --languages=es,ar    only these languages\n"
	 "      --import=FILE        take in a translation: XLIFF 2.0, or (with -l) a part of the\n"
	 "                           handout in Markdown\n"
	 "      --xliff=DIR          write DIR/NAME-LANG.xlf too, for other translation programs\n"},
	{"signoff", COMMAND_SIGNOFF, OPERANDS_ONE, "larPDsqM",
	 "record who translated, reviewed or approved",
	 "handout signoff HANDOUT -l LANG --as=NAME --role=ROLE --process=PROCESS --date=DATE\n"
	 "Records in po/signoff.yaml who translated, reviewed or approved a language.\n"
	 "  -l, --languages=LANG     the language\n"
	 "      --as=NAME            who signs\n"
	 "      --role=ROLE          translator, reviewer, approver\n"
	 "      --process=PROCESS    human, mt+human, mt\n"
	 "      --date=DATE          as 2026-11-22\n"
	 "      --segments=GLOB,...  only these segments: article/*; else all\n"},
	{"fonts", COMMAND_FONTS, OPERANDS_AT_MOST_ONE, "M", "print which faces set which language",
	 "handout fonts [LANG]\n"
	 "Prints which faces set which language, and which of them are not there.\n"},
	{"report", COMMAND_REPORT, OPERANDS_ANY, "uoqM", "join the reports of several builds",
	 "handout report merge FILE...\n"
	 "Joins the reports of several builds, such as the parts of --shard.\n"
	 "      --report=FILE        write the joined report to FILE instead of standard output\n"
	 "  -o, --out=DIR            write DIR/index.html too, the page of all their outputs in DIR\n"},
	{"list", COMMAND_LIST, OPERANDS_ONE, "M", "print the names that may be asked for",
	 "handout list handouts|languages|editions|formats|papers|clinics\n"
	 "Prints the names that may be asked for in the folder at hand, one a line.\n"},
	{"help", COMMAND_HELP, OPERANDS_AT_MOST_ONE, "", "print how to use a command",
	 "handout help [COMMAND]\n"},
	{"version", COMMAND_VERSION, OPERANDS_NONE, "", "print the version", "handout version\n"},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static const struct option option_list[] = {
	{"languages", required_argument, NULL, 'l'}, {"editions", required_argument, NULL, 'e'},
	{"formats", required_argument, NULL, 'f'},   {"format", required_argument, NULL, 'f'},
	{"paper", required_argument, NULL, 'p'},     {"out", required_argument, NULL, 'o'},
	{"jobs", required_argument, NULL, 'j'},      {"report", required_argument, NULL, 'u'},
	{"dump", required_argument, NULL, 'd'},      {"from", required_argument, NULL, 'm'},
	{"force", no_argument, NULL, 'F'},           {"quiet", no_argument, NULL, 'q'},
	{"strict", optional_argument, NULL, 'S'},    {"rules", no_argument, NULL, 'U'},
	{"as", required_argument, NULL, 'a'},        {"role", required_argument, NULL, 'r'},
	{"process", required_argument, NULL, 'P'},   {"date", required_argument, NULL, 'D'},
	{"import", required_argument, NULL, 'i'},    {"xliff", required_argument, NULL, 'x'},
	{"segments", required_argument, NULL, 's'},  {"help", no_argument, NULL, 'h'},
	{"version", no_argument, NULL, 'V'},         {"dry-run", no_argument, NULL, 'n'},
	{"language-pack", no_argument, NULL, 'L'},   {"clinic", required_argument, NULL, 'c'},
	{"shard", required_argument, NULL, 'H'},     {"prune", no_argument, NULL, 'R'},
	{"watch", no_argument, NULL, 'w'},           {"timeout", required_argument, NULL, 't'},
	{"review", no_argument, NULL, 'v'},          {"messages", required_argument, NULL, 'M'},
};

enum { OPTION_COUNT = sizeof option_list / sizeof option_list[0] };

static const char *const message_forms[] = {"text", "json", NULL};
static const char short_options[] = ":l:e:f:o:j:qhnw";

/* The parts of the list after those that were given before, NULL-terminated. */
static const char *const *add_list(struct arena *arena, const char *const *before, const char *list)
{
	struct buf all = {.arena = arena};
	const char *end = NULL;

	for (; before && *before; before++)
		buf_add(&all, before, sizeof *before);
	while (*list) {
		size_t len = strcspn(list, ",");
		const char *item = str_dup(arena, str_trim((struct str){list, len})).s;
		if (item[0] != '\0')
			buf_add(&all, &item, sizeof item);
		list += len + (list[len] == ',');
	}
	buf_add(&all, &end, sizeof end);
	return (const void *)all.s;
}

static const struct command_info *find_command(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static void report_unknown(struct diag *diag, const char *what, const char *word,
						   const char *nearest, const char *otherwise)
{
	if (nearest)
		diag_error(diag, NOWHERE, "unknown %s \"%s\": did you mean \"%s\"?", what, word, nearest);
	else
		diag_error(diag, NOWHERE, "unknown %s \"%s\": %s", what, word, otherwise);
}

static const struct command_info *known_command(struct diag *diag, const char *name)
{
	const char *names[COMMAND_COUNT + 1] = {NULL};
	const struct command_info *info = find_command(name);

	for (size_t i = 0; i < COMMAND_COUNT; i++)
		names[i] = commands[i].name;
	if (!info && file_is_dir(name))
		diag_error(diag, NOWHERE,
				   "\"%s\" is a folder, not a command: \"handout build %s\" builds what is in it",
				   name, name);
	else if (!info)
		report_unknown(diag, "command", name, str_nearest(name, names),
					   "\"handout help\" lists the commands");
	return info;
}

/* The option that getopt_long came upon last, as it was written; words are those before and with
 * the last that it scanned, which may be the option's value. */
static const char *option_written(struct arena *arena, int letter, char *const *words)
{
	const char *last = optarg && optarg == words[0] ? words[-1] : words[0];

	if (last[0] == '-' && strlen(last) > 2)
		return last;
	return str_fmt(arena, "-%c", letter == '?' ? optopt : letter);
}

/* The option that takes the word as its value, "-e large"; NULL: none does. */
static const char *value_named(struct arena *arena, const char *word)
{
	const char *const *lists[] = {edition_names, format_names, paper_names};
	static const char *const options[] = {"-e ", "-f ", "--paper="};

	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		if (name_index(lists[i], word) >= 0)
			return str_fmt(arena, "%s%s", options[i], word);
	return NULL;
}

/* The options of the command, with its "--help"; returns how many. */
static size_t own_options(const struct command_info *info, struct option own[OPTION_COUNT + 1])
{
	size_t count = 0;

	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (option_list[i].val == 'h' || strchr(info->letters, option_list[i].val))
			own[count++] = option_list[i];
	own[count] = (struct option){NULL, 0, NULL, 0};
	return count;
}

/* "--force or --formats": the options that begin with the word; NULL: none or one does. */
static const char *abbreviated(struct arena *arena, const struct option *own, const char *word)
{
	struct buf out = {.arena = arena};
	size_t count = 0;
	int last = 0;

	for (; own->name; own++) {
		if (own->val == last || strncmp(own->name, word, strlen(word)) != 0)
			continue;
		buf_fmt(&out, "%s--%s", count++ > 0 ? " or " : "", own->name);
		last = own->val;
	}
	return word[0] != '\0' && count > 1 ? buf_chars(&out) : NULL;
}

/* "build or report": the commands that have the option, by its name or its letter; NULL: none has,
 * or most have. */
static const char *owners_of(struct arena *arena, const char *word, bool lone)
{
	enum { FEW = 3 };
	const char *letter = lone && strlen(word) == 1 ? strchr(short_options, word[0]) : NULL;
	struct buf out = {.arena = arena};
	size_t count = 0, option = 0;

	while (option < OPTION_COUNT && (letter ? option_list[option].val != *letter
											: strcmp(option_list[option].name, word) != 0))
		option++;
	for (size_t i = 0; option < OPTION_COUNT && i < COMMAND_COUNT; i++)
		if (strchr(commands[i].letters, option_list[option].val))
			buf_fmt(&out, "%s%s", count++ > 0 ? " or " : "", commands[i].name);
	return count > 0 && count <= FEW ? buf_chars(&out) : NULL;
}

/* An option that the program or the command does not have, or that has a value without taking one.
 */
static void report_option(struct arena *arena, struct diag *diag, const struct command_info *info,
						  const char *written)
{
	struct option own[OPTION_COUNT + 1];
	const char *names[OPTION_COUNT + 1] = {NULL};
	size_t count = own_options(info, own);

	for (size_t i = 0; i < count; i++)
		names[i] = own[i].name;
	bool lone = written[1] != '-';
	const char *name = written + (lone ? 1 : 2);
	const char *word = str_copy_n(arena, name, strcspn(name, "="));
	const char *nearest = lone && strlen(word) == 1 ? NULL : str_nearest(word, names);
	const char *meant = info->kind == COMMAND_BUILD ? value_named(arena, word) : NULL;
	const char *owners = owners_of(arena, word, lone);
	if (!meant && !lone)
		meant = abbreviated(arena, own, word);
	if (meant)
		diag_error(diag, NOWHERE, "%s has no option %s: did you mean %s?", info->name, written,
				   meant);
	else if (owners && !str_same(nearest, word))
		diag_error(diag, NOWHERE, "%s has no option %s: it belongs to %s", info->name, written,
				   owners);
	else if (nearest && str_same(nearest, word) && !lone)
		diag_error(diag, NOWHERE, "%s needs no value: write --%s", written, nearest);
	else if (nearest)
		diag_error(diag, NOWHERE, "%s has no option %s: did you mean --%s?", info->name, written,
				   nearest);
	else
		diag_error(diag, NOWHERE, "%s has no option %s: \"handout help %s\" lists the options",
				   info->name, written, info->name);
}

static bool choice_known(struct diag *diag, const char *what, const char *word,
						 const char *const *list, const char *all)
{
	if (name_index(list, word) >= 0)
		return true;
	report_unknown(diag, what, word, str_nearest(word, list), all);
	return false;
}

/* The whole number from 1 to most at the start of the text, and where it ends; 0: there is none. */
static int number_at(const char *text, int most, char **end)
{
	errno = 0;
	long number = strtol(text, end, 10);
	bool good = errno == 0 && g_ascii_isdigit(text[0]) && number >= 1 && number <= most;
	return good ? (int)number : 0;
}

static bool parse_number(struct diag *diag, const char *option, const char *what, const char *text,
						 int most, int *number)
{
	char *end;

	*number = number_at(text, most, &end);
	if (*number > 0 && *end == '\0')
		return true;
	diag_error(diag, NOWHERE, "%s \"%s\" is no number of %s: use 1 to %d", option, text, what,
			   most);
	return false;
}

static bool parse_shard(struct diag *diag, const char *text, struct options *options)
{
	char *slash, *end;

	options->shard = number_at(text, SHARDS_MAX, &slash);
	options->shards = *slash == '/' ? number_at(slash + 1, SHARDS_MAX, &end) : 0;
	if (options->shard > 0 && options->shard <= options->shards && *end == '\0')
		return true;
	diag_error(
		diag, NOWHERE,
		"--shard \"%s\" is no part: write 2/8 for the second of eight, and no number above %d",
		text, SHARDS_MAX);
	return false;
}

/* --format of check, -f of build. */
static bool parse_format(struct arena *arena, struct diag *diag, const char *text,
						 struct command *command)
{
	static const char *const outputs[] = {"text", "json", "sarif", NULL};

	if (command->kind != COMMAND_CHECK) {
		command->options.formats = add_list(arena, command->options.formats, text);
		if (name_index(command->options.formats, "json") < 0)
			return true;
		report_unknown(diag, "format", "json", NULL,
					   "--messages=json prints messages so, --report=FILE writes what was made");
		return false;
	}
	int index = name_index(outputs, text);
	command->format = index > 0 ? (enum check_format)index : CHECK_TEXT;
	return choice_known(diag, "format", text, outputs, "use text, json or sarif");
}

/* Where an option's list of names goes; NULL: it takes none. */
static const char *const **list_of(struct command *command, int letter)
{
	switch (letter) {
	case 'l':
		return &command->options.languages;
	case 'e':
		return &command->options.editions;
	case 'p':
		return &command->options.papers;
	case 'c':
		return &command->options.clinics;
	case 's':
		return &command->segments;
	case 'S':
		return &command->strict;
	default:
		return NULL;
	}
}

/* What an option without a value switches on; NULL: it takes one. */
static bool *switch_of(struct command *command, int letter)
{
	switch (letter) {
	case 'F':
		return &command->options.force;
	case 'L':
		return &command->options.language_pack;
	case 'v':
		return &command->options.review;
	case 'q':
		return &command->quiet;
	case 'U':
		return &command->rules;
	case 'n':
		return &command->dry_run;
	case 'R':
		return &command->prune;
	case 'w':
		return &command->watch;
	default:
		return NULL;
	}
}

/* Where an option's word goes; NULL: it is no mere word. */
static const char **word_of(struct command *command, int letter)
{
	switch (letter) {
	case 'o':
		return &command->options.out;
	case 'u':
		return &command->options.report;
	case 'a':
		return &command->name;
	case 'r':
		return &command->role;
	case 'P':
		return &command->process;
	case 'D':
		return &command->date;
	case 'm':
		return &command->from;
	case 'i':
		return &command->import;
	case 'x':
		return &command->xliff;
	default:
		return NULL;
	}
}

static bool take_option(struct arena *arena, struct diag *diag, int letter, const char *value,
						struct command *command)
{
	struct options *options = &command->options;
	const char *const **list = list_of(command, letter);
	const char **word = word_of(command, letter);
	bool *on = switch_of(command, letter);

	if (list)
		*list = add_list(arena, *list, value);
	if (word)
		*word = value;
	if (on)
		*on = true;
	switch (letter) {
	case 'f':
		return parse_format(arena, diag, value, command);
	case 'j':
		return parse_number(diag, "-j", "workers", value, WORKERS_MAX, &options->workers);
	case 't':
		return parse_number(diag, "--timeout", "seconds", value, SECONDS_MAX, &options->seconds);
	case 'H':
		return parse_shard(diag, value, options);
	case 'M':
		command->json_messages = strcmp(value, "json") == 0;
		return choice_known(diag, "form of messages", value, message_forms, "use text or json");
	case 'd':
		command->dump = value;
		return choice_known(diag, "stage", value, dump_names,
							"use tree, messages, lines, pages or xhtml");
	default:
		return list || word || on;
	}
}

/* The operands of "report": merge, and the files. */
static bool take_reports(struct diag *diag, struct command *command)
{
	const char *const *words = command->options.handouts;

	if (!words[0] || strcmp(words[0], "merge") != 0 || !words[1]) {
		diag_error(diag, NOWHERE,
				   "report needs \"merge\" and the files of reports: \"handout help "
				   "report\" shows how to use it");
		return false;
	}
	command->files = words + 1;
	command->options.handouts = NULL;
	return true;
}

/* What a command with one operand lacks without it, and the remedy. */
static const char *needed(enum command_kind kind)
{
	return kind == COMMAND_NEW    ? "a name: write that of the folder to make, such as flu-jab"
		   : kind == COMMAND_LIST ? "a word: handouts, languages, editions, formats, papers or "
									"clinics"
								  : "a handout: name its folder, or its name in ./content";
}

/* The words that are no options. */
static bool take_operands(struct arena *arena, struct diag *diag, const struct command_info *info,
						  int count, char **words, struct command *command)
{
	int most = info->operands == OPERANDS_ANY ? count : info->operands == OPERANDS_NONE ? 0 : 1;

	if (count > most) {
		diag_error(diag, NOWHERE,
				   "\"%s\" is a word too many: \"handout help %s\" shows how to use it",
				   words[most], info->name);
		return false;
	}
	if (info->operands == OPERANDS_ONE && count == 0) {
		diag_error(diag, NOWHERE, "%s needs %s", info->name, needed(info->kind));
		return false;
	}
	if (info->operands == OPERANDS_AT_MOST_ONE || info->kind == COMMAND_NEW ||
		info->kind == COMMAND_LIST) {
		command->topic = count > 0 ? words[0] : NULL;
		return info->kind != COMMAND_HELP || !command->topic || known_command(diag, words[0]);
	}
	const char **handouts = ARENA_ARRAY(arena, const char *, (size_t)count + 1);
	for (int i = 0; i < count; i++)
		handouts[i] = words[i];
	command->options.handouts = handouts;
	return info->kind != COMMAND_REPORT || take_reports(diag, command);
}

static bool signoff_complete(struct diag *diag, const struct command *command)
{
	const char *missing = !command->options.languages ? "-l"
						  : !command->name            ? "--as"
						  : !command->role            ? "--role"
						  : !command->process         ? "--process"
						  : !command->date            ? "--date"
													  : NULL;

	if (missing)
		diag_error(diag, NOWHERE, "signoff needs %s: \"handout help signoff\" shows how to use it",
				   missing);
	return !missing;
}

/* An empty list would mean all, an empty path the folder at hand. */
static bool values_filled(struct diag *diag, const struct command *command)
{
	const struct options *options = &command->options;
	const char *const *lists[] = {options->languages, options->editions, options->formats,
								  options->papers,    options->clinics,  command->segments,
								  command->strict};
	static const char *const names[] = {"-l",       "-e",         "-f",      "--paper",
										"--clinic", "--segments", "--strict"};
	bool good = true;

	if ((options->out && !*options->out) || (options->report && !*options->report)) {
		diag_error(diag, NOWHERE, "%s has no value: name where to write",
				   options->out && !*options->out ? "-o" : "--report");
		good = false;
	}
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		if (lists[i] && !lists[i][0]) {
			diag_error(diag, NOWHERE, "%s has no value: name one or more, with commas between",
					   names[i]);
			good = false;
		}
	return good;
}

/* The command that stands first, "build" for example; with --help and --version as commands too. */
static const struct command_info *first_word(struct diag *diag, char **argv)
{
	static const char *const alone[] = {"--help", "--version", NULL};

	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return find_command("help");
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0)
		return find_command("version");
	if (argv[1][0] == '-') {
		report_unknown(diag, "option", argv[1], str_nearest(argv[1], alone),
					   "a command comes first, such as \"handout build\"");
		return NULL;
	}
	return known_command(diag, argv[1]);
}

/* Whether messages are wanted as JSON, also those of a line that is wrong. */
static bool asks_json(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--messages=json") == 0 ||
			(i + 1 < argc && strcmp(argv[i], "--messages") == 0 &&
			 strcmp(argv[i + 1], "json") == 0))
			return true;
	return false;
}

bool options_parse(struct arena *arena, struct diag *diag, int argc, char **argv,
				   struct command *command)
{
	*command = (struct command){.kind = COMMAND_HELP, .json_messages = asks_json(argc, argv)};
	if (argc < 2)
		return true;
	const struct command_info *info = first_word(diag, argv);
	if (!info)
		return false;
	struct option own[OPTION_COUNT + 1];
	own_options(info, own);
	command->kind = info->kind;
	opterr = 0;
	optind = 0; /* a new scan */
	for (;;) {
		int letter = getopt_long(argc - 1, argv + 1, short_options, own, NULL);
		if (letter == -1)
			break;
		if (letter == 'h') {
			*command = (struct command){.kind = COMMAND_HELP, .topic = info->name};
			return true;
		}
		if (letter == ':') {
			diag_error(diag, NOWHERE, "%s has no value: \"handout help %s\" shows how to use it",
					   argv[optind], info->name);
			return false;
		}
		if (letter == '?' || !strchr(info->letters, letter)) {
			report_option(arena, diag, info, option_written(arena, letter, argv + optind));
			return false;
		}
		/* A strict check is one of all rules if nothing is said. */
		const char *value = optarg ? optarg : "*";
		/* "-l=en" */
		if (!take_option(arena, diag, letter, value + (value[0] == '='), command))
			return false;
	}
	if (!take_operands(arena, diag, info, argc - 1 - optind, argv + 1 + optind, command) ||
		!values_filled(diag, command))
		return false;
	return info->kind != COMMAND_SIGNOFF || signoff_complete(diag, command);
}

const char *options_help(struct arena *arena, const char *topic)
{
	const struct command_info *info = topic ? find_command(topic) : NULL;
	struct buf out = {.arena = arena};

	if (topic && !info)
		return NULL;
	if (info) {
		buf_puts(&out, info->use);
		if (strchr(info->letters, 'q'))
			buf_puts(&out, "  -q, --quiet              print only what is wrong\n");
		if (strchr(info->letters, 'M'))
			buf_puts(&out,
					 "      --messages=text|json how to print messages; json: each as an object "
					 "on a line\n");
		return buf_chars(&out);
	}
	buf_puts(&out, "handout typesets a clinic's handouts as PDF and EPUB in many languages.\n\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		buf_fmt(&out, "  handout %-9s %s\n", commands[i].name, commands[i].brief);
	buf_puts(
		&out,
		"\n\"handout help COMMAND\" tells how to use a command. To begin: \"handout new flu-jab\", "
		"then\n\"handout build flu-jab\". A handout is a folder with a handout.yaml, or the name "
		"of one in\n./content; without a name all of ./content is meant.\n");
	return buf_chars(&out);
}
