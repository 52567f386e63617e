/* The command line: what it gives, and how its faults are told. */
#include "unit/test.h"

#include <string.h>

#include "base/str.h"
#include "options.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct command command;
};

static int set_up(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *f = ARENA_NEW(arena, struct fixture);

	f->arena = arena;
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	arena_free(f->arena);
	return 0;
}

/* Parses "handout" and the words of the line. */
static bool parse(struct fixture *f, const char *line)
{
	char *words[20] = {"handout"};
	int count = 1;

	f->diag = diag_new(f->arena);
	for (const char *p = line; *p; p += strspn(p, " ")) {
		size_t len = strcspn(p, " ");
		words[count++] = str_copy_n(f->arena, p, len);
		p += len;
	}
	return options_parse(f->arena, f->diag, count, words, &f->command);
}

static void test_build(void **state)
{
	struct fixture *f = *state;

	assert_true(parse(f, "build one -l es,ar two --paper=letter -lfr -f pdf -o dir -j 3 --quiet"));
	const struct options *options = &f->command.options;
	assert_int_equal(f->command.kind, COMMAND_BUILD);
	assert_string_equal(options->handouts[0], "one");
	assert_string_equal(options->handouts[1], "two");
	assert_null(options->handouts[2]);
	assert_string_equal(options->languages[1], "ar");
	assert_string_equal(options->languages[2], "fr");
	assert_null(options->languages[3]);
	assert_string_equal(options->papers[0], "letter");
	assert_string_equal(options->formats[0], "pdf");
	assert_string_equal(options->out, "dir");
	assert_int_equal(options->workers, 3);
	assert_true(f->command.quiet);
	assert_false(f->command.options.force);
	assert_null(options->editions);
}

static void test_defaults(void **state)
{
	struct fixture *f = *state;

	assert_true(parse(f, "build"));
	assert_null(f->command.options.handouts[0]);
	assert_null(f->command.options.languages);
	assert_int_equal(f->command.options.workers, 0);
	assert_true(parse(f, "build -- -x"));
	assert_string_equal(f->command.options.handouts[0], "-x");
}

static void test_batch(void **state)
{
	struct fixture *f = *state;

	assert_true(
		parse(f, "build --clinic north,south --shard=2/8 --timeout 30 --force --prune -nw"));
	const struct options *options = &f->command.options;
	assert_string_equal(options->clinics[1], "south");
	assert_int_equal(options->shard, 2);
	assert_int_equal(options->shards, 8);
	assert_int_equal(options->seconds, 30);
	assert_true(options->force);
	assert_true(f->command.prune && f->command.dry_run && f->command.watch);
	assert_true(parse(f, "report merge a.json b.json --report all.json"));
	assert_int_equal(f->command.kind, COMMAND_REPORT);
	assert_string_equal(f->command.files[0], "a.json");
	assert_string_equal(f->command.files[1], "b.json");
	assert_null(f->command.files[2]);
	assert_string_equal(f->command.options.report, "all.json");
}

static void test_others(void **state)
{
	struct fixture *f = *state;

	assert_true(parse(f, "check --format=json --strict"));
	assert_int_equal(f->command.format, CHECK_JSON);
	assert_string_equal(f->command.strict[0], "*");
	assert_true(parse(f, "check --format text"));
	assert_int_equal(f->command.format, CHECK_TEXT);
	assert_null(f->command.strict);
	assert_true(parse(f, "check --format sarif --strict=parity-*,final-notes --rules"));
	assert_int_equal(f->command.format, CHECK_SARIF);
	assert_string_equal(f->command.strict[1], "final-notes");
	assert_null(f->command.strict[2]);
	assert_true(f->command.rules);
	assert_false(parse(f, "check --strict="));
	assert_true(parse(f,
					  "signoff x -l es --as Me --role reviewer --process human "
					  "--date 2026-01-02 --segments article/*,title"));
	assert_string_equal(f->command.name, "Me");
	assert_string_equal(f->command.segments[1], "title");
	assert_true(parse(f, "fonts ar"));
	assert_string_equal(f->command.topic, "ar");
	assert_true(parse(f, "--version"));
	assert_int_equal(f->command.kind, COMMAND_VERSION);
	assert_true(parse(f, "build x --help"));
	assert_int_equal(f->command.kind, COMMAND_HELP);
	assert_string_equal(f->command.topic, "build");
}

static void assert_fault(struct fixture *f, const char *line, const char *text)
{
	assert_false(parse(f, line));
	assert_int_equal(f->diag->errors, 1);
	assert_string_equal(f->diag->first->text, text);
}

static void test_new(void **state)
{
	struct fixture *f = *state;

	assert_true(parse(f, "new flu-jab --from=old.txt --quiet"));
	assert_int_equal(f->command.kind, COMMAND_NEW);
	assert_string_equal(f->command.topic, "flu-jab");
	assert_string_equal(f->command.from, "old.txt");
	assert_true(parse(f, "new flu-jab --language de"));
	assert_string_equal(f->command.options.languages[0], "de");
	assert_true(parse(f, "list languages"));
	assert_int_equal(f->command.kind, COMMAND_LIST);
	assert_string_equal(f->command.topic, "languages");
	assert_true(parse(f, ""));
	assert_int_equal(f->command.kind, COMMAND_HELP);
	assert_null(f->command.topic);
}

static void test_faults(void **state)
{
	struct fixture *f = *state;

	assert_fault(f, "new", "new needs a name: write that of the folder to make, such as flu-jab");
	assert_fault(f, "list",
				 "list needs a word: handouts, languages, editions, formats, papers or clinics");
	assert_fault(f, "new a --frm=b", "new has no option --frm=b: did you mean --from?");
	assert_fault(f, "buil", "unknown command \"buil\": did you mean \"build\"?");
	assert_fault(f, "zzz", "unknown command \"zzz\": \"handout help\" lists the commands");
	assert_fault(f, "help buil", "unknown command \"buil\": did you mean \"build\"?");
	assert_fault(f, "--hepl", "unknown option \"--hepl\": did you mean \"--help\"?");
	assert_fault(f, "-l es build",
				 "unknown option \"-l\": a command comes first, such as \"handout build\"");
	assert_fault(f, "build --large", "build has no option --large: did you mean -e large?");
	assert_fault(f, "build --watch=1", "--watch=1 needs no value: write --watch");
	assert_fault(f, "new a -from b", "new has no option -from: did you mean --from?");
	assert_fault(f, "new a --form b", "new has no option --form: did you mean --from?");
	assert_fault(
		f, "build -f pdf,json",
		"unknown format \"json\": --messages=json prints messages so, --report=FILE writes "
		"what was made");
	assert_fault(f, "fonts --messages=xml", "unknown form of messages \"xml\": use text or json");
	assert_fault(f, "build --langages=es",
				 "build has no option --langages=es: did you mean --languages?");
	assert_fault(f, "build one -x two",
				 "build has no option -x: \"handout help build\" lists the options");
	assert_fault(f, "build --role reviewer", "build has no option --role: it belongs to signoff");
	assert_fault(f, "fonts -l es",
				 "fonts has no option -l: \"handout help fonts\" lists the options");
	assert_fault(f, "check -n", "check has no option -n: it belongs to build");
	assert_fault(f, "new a --report=b",
				 "new has no option --report=b: it belongs to build or report");
	assert_fault(f, "build --f pdf", "build has no option --f: did you mean --formats or --force?");
	assert_fault(f, "build --l=es",
				 "build has no option --l=es: did you mean --languages or --language-pack?");
	assert_fault(f, "build -l=", "-l has no value: name one or more, with commas between");
}

static void test_values(void **state)
{
	struct fixture *f = *state;

	assert_fault(f, "build -l", "-l has no value: \"handout help build\" shows how to use it");
	assert_fault(f, "build -l ,", "-l has no value: name one or more, with commas between");
	assert_fault(f, "build -j 0", "-j \"0\" is no number of workers: use 1 to 256");
	assert_fault(f, "build -j 2x", "-j \"2x\" is no number of workers: use 1 to 256");
	assert_fault(f, "build --timeout=-1",
				 "--timeout \"-1\" is no number of seconds: use 1 to 86400");
	for (const char *const *shard =
			 (const char *const[]){"3/2", "0/2", "2", "1/", "/2", "1/2x", "x", NULL};
		 *shard; shard++)
		assert_fault(f, str_fmt(f->arena, "build --shard=%s", *shard),
					 str_fmt(f->arena,
							 "--shard \"%s\" is no part: write 2/8 for the second of eight, and no "
							 "number above 100000",
							 *shard));
	const char *report =
		"report needs \"merge\" and the files of reports: \"handout help report\" "
		"shows how to use it";
	assert_fault(f, "report", report);
	assert_fault(f, "report join a.json", report);
	assert_fault(f, "report merge", report);
	assert_fault(f, "build --dump=page", "unknown stage \"page\": did you mean \"pages\"?");
	assert_fault(f, "check --format=jsn", "unknown format \"jsn\": did you mean \"json\"?");
	assert_fault(f, "signoff x -l es --as Me --role reviewer --process human",
				 "signoff needs --date: \"handout help signoff\" shows how to use it");
	assert_fault(f, "signoff",
				 "signoff needs a handout: name its folder, or its name in ./content");
	assert_fault(f, "fonts ar es",
				 "\"es\" is a word too many: \"handout help fonts\" shows how to use it");
}

/* Options may be shortened to what no other option of the command begins with, and "=" may stand
 * behind a letter. */
static void test_short_forms(void **state)
{
	struct fixture *f = *state;

	assert_true(parse(f, "build --pr --form pdf --language-p -l=es -j=4 -o=dir -q"));
	assert_true(f->command.prune && f->command.quiet && f->command.options.language_pack);
	assert_string_equal(f->command.options.formats[0], "pdf");
	assert_string_equal(f->command.options.languages[0], "es");
	assert_int_equal(f->command.options.workers, 4);
	assert_string_equal(f->command.options.out, "dir");
	assert_true(parse(f, "check --for json"));
	assert_int_equal(f->command.format, CHECK_JSON);
}

/* Programs read the faults of their own command lines too. */
static void test_faults_as_json(void **state)
{
	struct fixture *f = *state;

	assert_false(parse(f, "build --nonsense --messages=json"));
	assert_true(f->command.json_messages);
	assert_false(parse(f, "biuld --messages json"));
	assert_true(f->command.json_messages);
	assert_false(parse(f, "build --nonsense -- --messages=json"));
	assert_false(f->command.json_messages);
	assert_true(parse(f, "build --messages=json --messages=text"));
	assert_false(f->command.json_messages);
}

static void test_help(void **state)
{
	struct fixture *f = *state;

	assert_non_null(strstr(options_help(f->arena, NULL), "handout build"));
	assert_non_null(strstr(options_help(f->arena, "signoff"), "--role"));
	assert_non_null(strstr(options_help(f->arena, "check"), "-q, --quiet"));
	assert_non_null(strstr(options_help(f->arena, "fonts"), "--messages"));
	assert_null(strstr(options_help(f->arena, "fonts"), "--quiet"));
	assert_null(options_help(f->arena, "nothing"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_build, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_defaults, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_batch, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_others, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_new, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_faults, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_values, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_short_forms, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_faults_as_json, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_help, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
