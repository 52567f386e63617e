/* The build command: plan, batch, summary; what is printed instead (a plan, a stage), and building
 * again after each change. */
#include "build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <glib.h>

#include "base/file.h"
#include "base/json.h"
#include "batch/cache.h"
#include "batch/edition.h"
#include "batch/index.h"
#include "batch/jobs.h"
#include "batch/plan.h"
#include "batch/report.h"
#include "batch/stale.h"
#include "batch/watch.h"
#include "show.h"

/* Of a terminal that does not say, in columns. */
#define WIDTH_USUAL 80
#define NOWHERE ((struct pos){NULL, 0, 0})

bool print(struct diag *diag, struct str text)
{
	return file_write_fd(diag, STDOUT_FILENO, "standard output", text);
}

static int terminal_width(int fd)
{
	struct winsize size = {0};

	return isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
																			  : WIDTH_USUAL;
}

/* Whether the terminal understands the codes for colours and for erasing a line. */
static bool takes_codes(int fd)
{
	const char *kind = getenv("TERM");

	return isatty(fd) && kind && strcmp(kind, "dumb") != 0;
}

struct show_style show_style_of(int fd)
{
	const char *no_color = getenv("NO_COLOR");

	return (struct show_style){
		.terminal = isatty(fd),
		.color = takes_codes(fd) && (!no_color || no_color[0] == '\0'),
		.width = terminal_width(fd),
	};
}

void print_messages(struct arena *arena, const struct diag *diag, const struct command *command)
{
	struct show_style style = show_style_of(STDERR_FILENO);

	style.quiet = command->quiet;
	style.json = command->json_messages;
	if (style.json)
		style.terminal = style.color = false;
	struct str text = show_messages(arena, diag, &style);

	fwrite(text.s, 1, text.len, stderr);
}

static void show_progress(void *data, size_t done, size_t total, const struct job *job)
{
	(void)data;
	fprintf(stderr, "\r\033[K%zu/%zu %s %s", done, total, path_base(job->source->dir), job->lang);
	if (done == total)
		fputs("\r\033[K", stderr);
	fflush(stderr);
}

static const char *out_of(const struct options *options)
{
	return options->out ? options->out : OUT_DEFAULT;
}

/* Of a shard its own, so that nothing is locked over a network. */
static struct cache *open_cache(struct arena *arena, struct diag *diag,
								const struct options *options)
{
	const char *name = options->shards > 0 ? str_fmt(arena, ".handout-%d-of-%d.sqlite",
													 options->shard, options->shards)
										   : ".handout.sqlite";

	return cache_open(arena, diag, out_of(options), name);
}

/* How many outputs the build did not come to. */
static size_t count_stopped(const struct results *results)
{
	size_t count = 0;

	for (size_t i = 0; i < results->count; i++)
		count += results->items[i].outcome == OUTCOME_STOPPED;
	return count;
}

/* How many outputs from the i-th on are of its edition and failed as it did. */
static size_t count_alike(const struct results *results, size_t i)
{
	const struct result *first = &results->items[i];
	size_t count = 1;

	while (i + count < results->count && results->items[i + count].job == first->job &&
		   str_same(results->items[i + count].why, first->why))
		count++;
	return count;
}

/* What a build came to, one way or another. */
struct sum {
	const struct plan *plan;
	const struct results *results;
	size_t stopped, failed; /* handouts that could not be read are failed too */
};

static struct sum sum_up(const struct plan *plan, const struct results *results)
{
	struct sum sum = {plan, results, count_stopped(results), 0};

	sum.failed = results->count - results->written - results->current - sum.stopped;
	for (size_t i = 0; i < plan->source_count; i++)
		sum.failed += !plan->sources[i].listing;
	return sum;
}

/* The outputs of one edition that failed alike, "DIR/jab-es.pdf, .epub". */
static const char *names_of(struct arena *arena, const struct result *first, size_t count)
{
	struct buf out = {.arena = arena};
	const char *dot = strrchr(first->output->path, '.');
	size_t stem = dot ? (size_t)(dot - first->output->path) : 0;

	buf_puts(&out, first->output->path);
	for (size_t i = 1; i < count; i++) {
		const char *path = first[i].output->path;
		bool alike = stem > 0 && strncmp(path, first->output->path, stem + 1) == 0;
		buf_fmt(&out, ", %s", alike ? path + stem : path);
	}
	return buf_chars(&out);
}

/* What is not written for one cause. */
struct cause {
	const struct result *first;
	size_t alike;     /* outputs of its edition, from it on */
	size_t others;    /* further ones */
	bool scattered;   /* some of those are another handout's */
	struct buf langs; /* of those, separated by commas */
	const char *last_lang;
};

static void add_others(struct cause *cause, const struct job *job, size_t count)
{
	cause->others += count;
	cause->scattered = cause->scattered || job->source != cause->first->job->source;
	if (!cause->scattered && !str_same(cause->last_lang, job->lang))
		buf_fmt(&cause->langs, "%s%s", cause->langs.len ? ", " : "", job->lang);
	cause->last_lang = job->lang;
}

/* The causes in the order of their first outputs. */
static struct cause *find_causes(struct arena *arena, const struct results *results, size_t *count)
{
	GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);
	struct cause *causes = ARENA_ARRAY(arena, struct cause, results->count + 1);

	*count = 0;
	for (size_t i = 0, alike; i < results->count; i += alike) {
		const struct result *result = &results->items[i];
		struct cause *cause = result->why ? g_hash_table_lookup(known, result->why) : NULL;
		alike = count_alike(results, i);
		if (!result->why)
			continue;
		if (cause) {
			add_others(cause, result->job, alike);
			continue;
		}
		causes[*count] = (struct cause){result, alike, 0, false, {.arena = arena}, NULL};
		g_hash_table_insert(known, (gpointer)result->why, &causes[(*count)++]);
	}
	g_hash_table_destroy(known);
	return causes;
}

/* " and 3 others in es, ar"; "" where there are none. */
static const char *others_of(struct arena *arena, struct cause *cause)
{
	if (!cause->others)
		return "";
	return str_fmt(arena, " and %zu other%s%s%s", cause->others, cause->others > 1 ? "s" : "",
				   cause->scattered ? "" : " in ",
				   cause->scattered ? "" : buf_chars(&cause->langs));
}

/* Handouts that could not be read, a line each, and clinics whose file could not. */
static void print_unread(struct arena *arena, const struct plan *plan)
{
	GHashTable *told = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < plan->source_count; i++) {
		const struct source *source = &plan->sources[i];
		if (source->listing)
			continue;
		const char *clinic = plan_faulty_clinic(arena, plan, source);
		const char *line =
			clinic ? str_fmt(arena, "everything for one clinic: %s could not be read", clinic)
				   : str_fmt(arena, "%s: %s", source->dir, plan_unread(arena, plan, source));
		if (g_hash_table_add(told, (gpointer)line))
			fprintf(stderr, "not written: %s, see the messages\n", line);
	}
	g_hash_table_destroy(told);
}

static void print_sum(struct arena *arena, const struct sum *sum, const char *out, bool quiet)
{
	const struct results *results = sum->results;

	size_t count;
	struct cause *causes = find_causes(arena, results, &count);

	print_unread(arena, sum->plan);
	for (size_t i = 0; i < count; i++)
		fprintf(stderr, "not written: %s%s: %s\n",
				names_of(arena, causes[i].first, causes[i].alike), others_of(arena, &causes[i]),
				causes[i].first->why);
	if (quiet && sum->failed + sum->stopped == 0)
		return;
	fprintf(stderr, "%zu written", results->written);
	if (results->written > 0)
		fprintf(stderr, " to %s", out);
	if (results->current > 0)
		fprintf(stderr, ", %zu up to date", results->current);
	if (sum->stopped > 0)
		fprintf(stderr, ", %zu not begun", sum->stopped);
	fprintf(stderr, ", %zu failed\n", sum->failed);
}

static void push_failure(json_t *list, const char *path, const char *why)
{
	json_t *object = json_object();

	json_put(object, "path", json_new_text(path));
	json_put(object, "why", json_new_text(why));
	json_push(list, object);
}

/* The same as an object of src/share/schemas/messages.json. */
static void print_sum_json(struct arena *arena, const struct sum *sum, const char *out)
{
	const struct results *results = sum->results;
	json_t *object = json_object(), *list = json_array();

	for (size_t i = 0; i < sum->plan->source_count; i++)
		if (!sum->plan->sources[i].listing)
			push_failure(list, sum->plan->sources[i].dir,
						 plan_unread(arena, sum->plan, &sum->plan->sources[i]));
	for (size_t i = 0; i < results->count; i++)
		if (results->items[i].why)
			push_failure(list, results->items[i].output->path, results->items[i].why);
	json_put(object, "out", json_new_text(out));
	json_put(object, "written", json_integer((json_int_t)results->written));
	json_put(object, "up_to_date", json_integer((json_int_t)results->current));
	json_put(object, "stopped", json_integer((json_int_t)sum->stopped));
	json_put(object, "failed", json_integer((json_int_t)sum->failed));
	json_put(object, "not_written", list);
	struct str line = json_line(arena, object);
	fwrite(line.s, 1, line.len, stderr);
}

/* Prints a stage of the plan's first job, which must be of the only language. */
static int dump(struct arena *arena, struct diag *diag, const struct command *command,
				const struct plan *plan)
{
	enum dump stage = (enum dump)name_index(dump_names, command->dump);
	struct fonts *fonts = NULL;

	for (size_t i = 1; i < plan->job_count; i++)
		if (plan->jobs[i].source != plan->jobs[0].source ||
			!str_same(plan->jobs[i].lang, plan->jobs[0].lang)) {
			diag_error(diag, NOWHERE,
					   "--dump prints one language of one handout: name the handout and use -l");
			return STATUS_USAGE;
		}
	if (plan->job_count == 0)
		return STATUS_FAILED;
	struct job job = plan->jobs[0];
	struct source source = *job.source;
	source_open(arena, diag, &command->options.share, NULL, &source);
	source_tell_draft(diag, &source);
	job.source = &source;
	if (source.failed)
		return STATUS_FAILED;
	if (stage != DUMP_TREE && stage != DUMP_MESSAGES)
		fonts = fonts_open(arena, diag, command->options.share.fonts);
	if (!fonts && stage != DUMP_TREE && stage != DUMP_MESSAGES)
		return STATUS_FAILED;
	const char *text = edition_dump(arena, diag, fonts, &job, command->options.epoch, stage);
	return text && print(diag, str_of(text)) && diag->errors == 0 ? STATUS_GOOD : STATUS_FAILED;
}

/* Tells why everything is made again though no text has changed. */
static void tell_upgraded(struct diag *diag, const struct results *results)
{
	if (results->upgraded > 0)
		diag_note(diag, NOWHERE,
				  "the program, its faces or its libraries were changed or installed again: what "
				  "they made is made again (%zu)",
				  results->upgraded);
}

/* Prints the plan, a line for each output: whether it would be built or kept, and what would be
 * removed. */
static int dry_run(struct arena *arena, struct diag *diag, const struct command *command,
				   const struct plan *plan, struct cache *cache)
{
	cache_only_read(cache);
	const struct results *results = jobs_foresee(arena, plan, &command->options, cache);
	struct buf out = {.arena = arena};
	size_t count;
	const struct stale *stale = stale_find(arena, cache, plan, &count);

	tell_upgraded(diag, results);
	for (size_t i = 0; i < results->count; i++)
		buf_fmt(&out, "%s %s\n", results->items[i].outcome == OUTCOME_CURRENT ? "keep  " : "build ",
				results->items[i].output->path);
	for (size_t i = 0; i < count; i++)
		buf_fmt(&out, "%s %s\n", command->prune && !stale[i].unsure ? "remove" : "stale ",
				stale[i].path);
	return print(diag, buf_str(&out)) && diag->errors == 0 ? STATUS_GOOD : STATUS_FAILED;
}

/* Lists or removes stale outputs, and tells of those out of date. */
static void look_after(struct arena *arena, struct diag *diag, const struct command *command,
					   const struct plan *plan, struct cache *cache, const struct results *results)
{
	size_t count;
	const struct stale *stale = stale_find(arena, cache, plan, &count);

	if (command->prune)
		stale_remove(diag, cache, stale, count);
	else
		stale_tell(diag, stale, count);
	stale_tell_outdated(diag, cache, plan, results->inputs);
}

/* Builds what the plan says, and tells. */
static int run(struct arena *arena, struct diag *diag, const struct command *command,
			   const struct plan *plan, gint64 begun)
{
	const struct options *options = &command->options;
	bool lively = !command->quiet && !command->json_messages && takes_codes(STDERR_FILENO);
	struct cache *cache = open_cache(arena, diag, options);

	if (command->dry_run)
		return dry_run(arena, diag, command, plan, cache);
	struct results *results =
		jobs_run(arena, diag, plan, options, cache, lively ? show_progress : NULL, NULL);
	if (lively)
		fputs("\r\033[K", stderr);
	tell_upgraded(diag, results);
	if (!results->stopped)
		look_after(arena, diag, command, plan, cache, results);
	/* Each shard knows its part only: "report merge" writes the page of all. */
	bool changed = results->written > 0 || command->prune;
	if (options->shards == 0 && (changed || results->current == results->count))
		index_of_cache(diag, options, cache, changed, &results->out_of_memory);
	double seconds = (double)(g_get_monotonic_time() - begun) / G_USEC_PER_SEC;
	if (options->report)
		report_write(diag, options->report,
					 &(struct report){plan, options, results, diag, seconds});
	print_messages(arena, diag, command);
	*diag = (struct diag){.arena = arena, .errors = diag->errors};
	const struct sum sum = sum_up(plan, results);
	if (command->json_messages)
		print_sum_json(arena, &sum, out_of(options));
	else
		print_sum(arena, &sum, out_of(options), command->quiet);
	if (results->stopped)
		return 128 + results->stopped;
	if (results->out_of_memory)
		return EXIT_MEMORY;
	return diag->errors > 0 || results->written + results->current < results->count ? STATUS_FAILED
																					: STATUS_GOOD;
}

static int build_once(struct arena *arena, struct diag *diag, const struct command *command,
					  struct watch *watch)
{
	gint64 begun = g_get_monotonic_time();
	struct plan *plan = plan_make(arena, diag, &command->options);

	if (watch)
		watch_add(watch, &command->options, plan);
	if (!plan)
		return STATUS_USAGE;
	if (command->dump)
		return dump(arena, diag, command, plan);
	return run(arena, diag, command, plan, begun);
}

/* Builds, and again after each change, through all errors, until a signal comes. */
static int build_again(struct arena *arena, struct diag *diag, const struct command *command)
{
	struct watch *watch = watch_open(arena, diag);
	const char *const *changed;
	int signal = 0;

	if (!watch)
		return STATUS_FAILED;
	while (signal == 0) {
		struct arena *own = arena_new();
		struct diag *said = diag_new(own);
		int status = build_once(own, said, command, watch);
		print_messages(own, said, command);
		signal = status > 128 ? status - 128 : watch_wait(watch, own, &changed);
		for (; signal == 0 && *changed && !command->quiet && !command->json_messages; changed++)
			fprintf(stderr, "changed: %s\n", *changed);
		arena_free(own);
	}
	return 128 + signal;
}

int build(struct arena *arena, struct diag *diag, const struct command *command)
{
	if (command->watch)
		return build_again(arena, diag, command);
	return build_once(arena, diag, command, NULL);
}
