/* The batch: jobs go to worker processes, handout by handout; their outputs and messages come back
 * as one string of bytes, and the parent writes. What a job is made from is hashed when its turn
 * comes, before a worker reads it: a file that changes meanwhile has another hash the next time. */
#include "batch/jobs.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "batch/answer.h"
#include "batch/edition.h"
#include "batch/index.h"
#include "batch/inputs.h"
#include "batch/origin.h"
#include "batch/pack.h"
#include "batch/pool.h"
#include "batch/reach.h"
#include "typeset/fonts.h"

/* A job has no more outputs than there are formats. A number for the pool is that of a job, and a
 * bit for each output that is to be made: a worker does not see what the parent finds out after the
 * fork. */
enum { OUTPUTS_MAX = FORMAT_HTML + 1, MASKS = 1 << OUTPUTS_MAX };

/* Outputs that the cache is told of together, and microseconds that they wait for that at most
 * while more come: a build that is killed makes them again. */
enum { WAITING_MOST = 64, WAITING_TIME = 250000 };

/* A job on its way. Those of its outputs that are up to date are not made. */
struct work {
	const struct job *job;
	struct result *results;       /* one for each output */
	struct arena *arena;          /* from its turn until it is over */
	struct key keys[OUTPUTS_MAX]; /* in its arena */
	struct diag *said;            /* NULL: not done */
	bool last;                    /* of the jobs of its source in their order */
};

struct batch {
	struct arena *arena;
	const struct plan *plan;
	const struct options *options;
	struct cache *cache;
	struct inputs *inputs;
	struct work *works; /* in the order of the plan */
	size_t *order;      /* numbers of jobs, in the order in which they run */
	size_t next, done;
	struct cached waiting[WAITING_MOST]; /* for the cache to be told of */
	size_t waiting_count;
	struct arena *waiting_arena;
	gint64 told; /* when it was told last */
	struct results *results;
	jobs_progress *progress;
	void *progress_data;
};

/* In a worker. */
struct opened {
	struct fonts *fonts; /* NULL: they could not be opened */
	struct diag *faults; /* of the faces */
	struct themes *themes;
	struct arena *reading; /* of the source */
	struct source source;  /* the one read last */
	const struct source *planned;
	struct diag *said; /* by reading it */
	char warning[300]; /* the first that a library gave; "": none */
};

/* GLib's libraries warn where they go on with less than they were asked for. */
static GLogWriterOutput take_warning(GLogLevelFlags level, const GLogField *fields, gsize count,
									 gpointer data)
{
	struct opened *opened = data;

	if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) == 0)
		return G_LOG_WRITER_HANDLED;
	for (gsize i = 0; i < count && opened->warning[0] == '\0'; i++)
		if (strcmp(fields[i].key, "MESSAGE") == 0)
			g_strlcpy(opened->warning, fields[i].value, sizeof opened->warning);
	return G_LOG_WRITER_HANDLED;
}

/* What was made with a warning may lack a face or an image: it counts as not made. */
static void heed_warning(struct opened *opened, struct diag *diag, const struct job *job,
						 struct made *made)
{
	if (opened->warning[0] == '\0')
		return;
	diag_error(diag, POS_FILE(job->source->dir),
			   "could not be made in full (%s): close other programs and build again",
			   opened->warning);
	memset(made, 0, job->output_count * sizeof *made);
}

/* A face that could not be opened once stays so in a library's memory. */
static bool is_spent(void *data)
{
	const struct opened *opened = data;

	return opened->warning[0] != '\0';
}

static void drop_reading(void *data)
{
	struct opened *opened = data;

	arena_free(opened->reading);
}

/* The faces are opened before the sandbox is entered: a cache of them is written when they are new.
 */
static void *worker_open(void *data, struct arena *arena)
{
	const struct batch *batch = data;
	struct opened *opened = ARENA_NEW(arena, struct opened);

	arena_make_ready(arena);
	arena_defer(arena, drop_reading, opened);
	g_log_set_writer_func(take_warning, opened, NULL);
	opened->faults = diag_new(arena);
	opened->themes = themes_new(arena);
	opened->fonts = fonts_open(arena, opened->faults, batch->options->share.fonts);
	return opened;
}

/* Reads the job's source, unless it is the one of the job before. */
static void worker_read(struct opened *opened, const struct batch *batch,
						const struct source *source)
{
	if (opened->planned == source)
		return;
	arena_free(opened->reading);
	opened->reading = arena_new();
	opened->said = diag_new(opened->reading);
	opened->planned = source;
	opened->source = *source;
	source_open(opened->reading, opened->said, &batch->options->share, opened->themes,
				&opened->source);
	source_tell_draft(opened->said, &opened->source);
}

static bool is_wanted(size_t mask, size_t output)
{
	return (mask >> output & 1) != 0;
}

/* The job with only the outputs that are to be made. */
static struct job wanted(struct arena *arena, const struct job *whole, size_t mask)
{
	struct job job = *whole;
	struct output *outputs = ARENA_ARRAY(arena, struct output, whole->output_count);

	job.output_count = 0;
	for (size_t i = 0; i < whole->output_count; i++)
		if (is_wanted(mask, i))
			outputs[job.output_count++] = whole->outputs[i];
	job.outputs = outputs;
	return job;
}

/* A pack reads its sources itself. */
static struct str worker_run_pack(const struct batch *batch, struct opened *opened,
								  struct arena *arena, const struct job *job)
{
	struct diag *diag = diag_new(arena);
	struct made made = {0};
	const char *facts = NULL;
	bool lasting = false;

	diag_append(diag, opened->faults);
	if (opened->fonts)
		pack_make(arena, diag, opened->fonts, batch->options, job, &made, &facts, &lasting);
	heed_warning(opened, diag, job, &made);
	return answer_pack(arena, &made, 1, lasting, facts, diag);
}

static struct str worker_run(void *data, void *opened_data, struct arena *arena, size_t number)
{
	const struct batch *batch = data;
	struct opened *opened = opened_data;
	struct job job = wanted(arena, batch->works[number / MASKS].job, number % MASKS);
	struct diag *diag = diag_new(arena);
	struct made *made = ARENA_ARRAY(arena, struct made, job.output_count);
	const char *facts = NULL;

	if (job.pack)
		return worker_run_pack(batch, opened, arena, &job);
	worker_read(opened, batch, job.source);
	job.last = batch->works[number / MASKS].last;
	if (job.last)
		opened->planned = NULL;
	diag_append(diag, opened->said);
	job.source = &opened->source;
	diag_append(diag, opened->faults);
	if (opened->fonts && !opened->source.failed)
		edition_make(arena, diag, opened->fonts, &job, batch->options->epoch, made, &facts);
	heed_warning(opened, diag, &job, made);
	bool lasting = !opened->source.failed && inputs_cover(&opened->source);
	return answer_pack(arena, made, job.output_count, lasting, facts, diag);
}

/* The first error as a phrase. */
static const char *first_error(struct arena *arena, const struct diag *diag)
{
	for (const struct message *m = diag->first; m; m = m->next)
		if (m->level == LEVEL_ERROR && m->pos.file && m->pos.line > 0)
			return str_fmt(arena, "%s:%d: %s", m->pos.file, m->pos.line, m->text);
		else if (m->level == LEVEL_ERROR && m->pos.file)
			return str_fmt(arena, "%s: %s", m->pos.file, m->text);
		else if (m->level == LEVEL_ERROR)
			return m->text;
	return "no reason was given";
}

static void work_over(struct batch *batch, struct work *work, struct diag *diag)
{
	work->said = diag;
	arena_free(work->arena);
	work->arena = NULL;
	batch->done++;
	if (batch->progress)
		batch->progress(batch->progress_data, batch->done, batch->plan->job_count, work->job);
}

/* "handout ketamine, language es, edition standard" */
static const char *job_words(struct arena *arena, const struct job *job)
{
	if (job->pack)
		return str_fmt(arena, "language pack %s", job->lang);
	return str_fmt(arena, "handout %s, language %s, edition %s, paper %s",
				   path_base(job->source->dir), job->lang, edition_names[job->edition],
				   paper_names[job->paper]);
}

static void batch_died(void *data, size_t number, const char *why, bool memory)
{
	struct batch *batch = data;
	struct work *work = &batch->works[number / MASKS];
	struct diag *diag = diag_new(batch->arena);

	diag_error(diag, POS_FILE(work->job->source->dir), "%s: the worker process %s: %s",
			   job_words(batch->arena, work->job), why,
			   memory ? "close other programs, or build with -j 1"
					  : "build it alone with -l and -e, and report this to the program's makers");
	for (size_t i = 0; i < work->job->output_count; i++) {
		struct result *result = &work->results[i];
		if (!is_wanted(number % MASKS, i))
			continue;
		result->outcome = OUTCOME_CRASHED;
		result->why = str_fmt(batch->arena, "the worker process %s", why);
		result->messages = diag;
	}
	batch->results->out_of_memory = batch->results->out_of_memory || memory;
	work_over(batch, work, diag);
}

static void tell_cache(struct batch *batch)
{
	if (batch->waiting_count > 0)
		cache_keep(batch->cache, batch->waiting, batch->waiting_count, INDEX_PAGE);
	batch->waiting_count = 0;
	arena_clear(batch->waiting_arena);
	batch->told = g_get_monotonic_time();
}

/* The source's folder for the cache, in the arena; NULL: it is no more. */
static const char *folder_of(struct arena *arena, const struct job *job)
{
	char *real = job->pack ? NULL : realpath(job->source->dir, NULL);
	const char *folder = real ? str_copy(arena, real) : NULL;

	free(real);
	return job->pack ? "" : folder;
}

/* Notes for the cache an output that was written; one that is not lasting has no key, so that it is
 * never up to date. */
static void keep(struct batch *batch, const struct work *work, const struct result *result,
				 bool lasting, struct str messages)
{
	struct arena *arena = batch->waiting_arena;
	const struct job *job = work->job;
	const struct key *key = &work->keys[result - work->results];
	const char *stamp = file_stamp(arena, result->output->path, NULL);
	const char *folder = folder_of(arena, job);

	if (stamp && folder)
		batch->waiting[batch->waiting_count++] = (struct cached){
			.path = result->output->path,
			.source = folder,
			.lang = job->lang,
			.edition = job->pack ? PACK_NAME : edition_names[job->edition],
			.format = format_names[result->output->format],
			.paper = paper_names[job->paper],
			.key = lasting ? str_copy(arena, key->content) : "",
			.program = lasting ? str_copy(arena, key->program) : "",
			.stamp = stamp,
			.sha256 = result->sha256,
			.bytes = result->bytes,
			.pages = result->pages,
			.facts = str_dup(arena, result->facts),
			.messages = str_dup(arena, messages),
		};
	if (batch->waiting_count == WAITING_MOST ||
		g_get_monotonic_time() - batch->told >= WAITING_TIME)
		tell_cache(batch);
}

/* Whether the output's file is neither what was written there last nor what is to be written: then
 * somebody's work goes with it. */
static bool is_altered(struct batch *batch, struct arena *arena, const struct result *result,
					   const struct made *made)
{
	const char *path = result->output->path, *stamp = file_stamp(arena, path, NULL);
	struct cached cached;

	return made->bytes.s && stamp && cache_find(batch->cache, arena, path, &cached) &&
		   !str_same(stamp, cached.stamp) && !file_holds(path, made->bytes) &&
		   !str_same(hash_file(arena, path), cached.sha256) && cache_is_alone(batch->cache);
}

static void write_output(struct batch *batch, struct diag *diag, const struct made *made,
						 struct result *result)
{
	size_t errors = diag->errors;

	result->outcome = OUTCOME_FAILED;
	if (!made->bytes.s) {
		result->why = first_error(batch->arena, diag);
	} else if (!file_write(diag, result->output->path, made->bytes)) {
		result->why = errors < diag->errors ? diag->last->text : "it cannot be written";
	} else {
		result->outcome = OUTCOME_WRITTEN;
		result->why = NULL;
		result->sha256 = hash_sha256(batch->arena, made->bytes);
		result->bytes = made->bytes.len;
		result->pages = made->pages;
		batch->results->written++;
	}
}

static struct origins origins_of_job(struct arena *arena, const struct batch *batch,
									 const struct job *job)
{
	const struct source *const alone[] = {job->source, NULL};

	return origins_of(arena, job->pack ? job->pack : alone, &batch->options->share);
}

static void keep_written(struct batch *batch, const struct work *work, size_t mask, bool lasting,
						 const struct diag *diag)
{
	const struct job *job = work->job;
	struct arena *arena = arena_new();
	const struct origins origins = origins_of_job(arena, batch, job);
	struct str messages = answer_pack_messages(arena, diag, &origins);

	for (size_t i = 0; i < job->output_count; i++)
		if (is_wanted(mask, i) && work->results[i].outcome == OUTCOME_WRITTEN)
			keep(batch, work, &work->results[i], lasting, messages);
	arena_free(arena);
}

/* After the messages were kept: it is true once. */
static void tell_altered(struct diag *diag, const struct job *job, size_t mask)
{
	for (size_t i = 0; i < job->output_count; i++)
		if (is_wanted(mask, i))
			diag_warning(diag, POS_FILE(job->outputs[i].path),
						 "somebody had changed this file, and it is replaced: change the handout's "
						 "texts instead, or work on a copy in another folder");
}

static void batch_done(void *data, size_t number, struct str answer, double seconds)
{
	struct batch *batch = data;
	struct work *work = &batch->works[number / MASKS];
	struct arena *arena = arena_new();
	size_t count = wanted(arena, work->job, number % MASKS).output_count, next = 0;
	struct diag *diag = diag_new(batch->arena);
	struct made *made = ARENA_ARRAY(arena, struct made, count);
	struct str facts;
	size_t altered = 0;
	bool lasting;

	if (!answer_unpack(answer, made, count, &lasting, &facts, diag)) {
		batch_died(data, number, "gave a damaged answer", false);
		arena_free(arena);
		return;
	}
	/* Of a whole library they would take more memory than all else. */
	if (batch->options->report)
		facts = str_dup(batch->arena, facts);
	for (size_t i = 0; i < work->job->output_count; i++) {
		struct result *result = &work->results[i];
		if (!is_wanted(number % MASKS, i))
			continue;
		result->messages = diag;
		result->seconds = seconds;
		result->facts = facts;
		bool alters = is_altered(batch, arena, result, &made[next]);
		write_output(batch, diag, &made[next++], result);
		if (alters && result->outcome == OUTCOME_WRITTEN)
			altered |= (size_t)1 << i;
	}
	keep_written(batch, work, number % MASKS, lasting && diag->errors == 0, diag);
	tell_altered(diag, work->job, altered);
	for (size_t i = 0; i < work->job->output_count && !batch->options->report; i++)
		work->results[i].facts = (struct str){NULL, 0};
	work_over(batch, work, diag);
	arena_free(arena);
}

/* Whether the output's file is the one that the cache knows. */
static bool is_intact(struct batch *batch, struct arena *arena, const struct job *job,
					  struct cached *cached)
{
	const char *stamp = file_stamp(arena, cached->path, NULL), *folder = folder_of(arena, job);
	bool touched = !str_same(stamp, cached->stamp);

	if (!stamp || (touched && !str_same(hash_file(arena, cached->path), cached->sha256)))
		return false;
	if (!folder || (!touched && str_same(folder, cached->source)))
		return true;
	cached->stamp = stamp;
	cached->source = folder;
	cache_renew(batch->cache, cached);
	return true;
}

/* Whether the output is as it was made, from what is there now. */
static bool is_same(struct batch *batch, const struct work *work, size_t index,
					struct cached *cached)
{
	const struct key *key = &work->keys[index];
	const char *path = work->results[index].output->path;

	if (batch->options->force || !cache_find(batch->cache, work->arena, path, cached) ||
		!str_same(cached->key, key->content) || !is_intact(batch, work->arena, work->job, cached))
		return false;
	bool same = str_same(cached->program, key->program);
	batch->results->upgraded += !same;
	return same;
}

/* Leaves an output alone that is up to date; what was said when it was made is said again. */
static bool is_current(struct batch *batch, const struct work *work, size_t index)
{
	struct result *result = &work->results[index];
	struct diag *said = diag_new(batch->arena);
	const struct origins origins = origins_of_job(work->arena, batch, work->job);
	struct cached cached;
	bool current = is_same(batch, work, index, &cached) &&
				   answer_unpack_messages(cached.messages, said, &origins);

	if (!current)
		return false;
	result->outcome = OUTCOME_CURRENT;
	result->why = NULL;
	result->sha256 = str_copy(batch->arena, cached.sha256);
	result->bytes = cached.bytes;
	result->pages = cached.pages;
	result->messages = said;
	if (batch->options->report)
		result->facts = str_dup(batch->arena, cached.facts);
	batch->results->current++;
	return true;
}

/* Finds out what a job has to do: a bit for each output that is to be made. */
static size_t begin(struct batch *batch, struct work *work)
{
	const struct job *job = work->job;
	size_t mask = 0;

	work->arena = arena_new();
	for (size_t i = 0; i < job->output_count; i++) {
		work->keys[i] = inputs_key(batch->inputs, work->arena, job, job->outputs[i].format);
		if (!is_current(batch, work, i))
			mask |= (size_t)1 << i;
	}
	if (mask != 0)
		return mask;
	struct diag *said = diag_new(batch->arena);
	for (size_t i = 0; i < job->output_count; i++)
		diag_append(said, work->results[i].messages);
	work_over(batch, work, said);
	return 0;
}

static size_t batch_next(void *data)
{
	struct batch *batch = data;

	if (batch->next == batch->plan->job_count)
		return POOL_END;
	size_t index = batch->order[batch->next++];
	size_t mask = begin(batch, &batch->works[index]);
	return mask ? index * MASKS + mask : POOL_AGAIN;
}

/* How much work a job is, beside the others of its handout. */
static size_t weight(const struct job *job)
{
	size_t sheets = job->edition == EDITION_LARGE || job->edition == EDITION_BILINGUAL ? 2 : 1;

	return sheets + 2 * job->output_count;
}

/* Larger handouts first, the jobs of each together, larger ones first; packs last. */
static int by_weight(const void *a, const void *b, void *data)
{
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	const struct job *jobs = data, *first = &jobs[i], *second = &jobs[j];
	size_t x = first->source->listing->size, y = second->source->listing->size;

	if (!first->pack != !second->pack)
		return first->pack ? 1 : -1;
	if (first->source == second->source) {
		x = weight(first);
		y = weight(second);
	}
	if (x != y)
		return x > y ? -1 : 1;
	return i < j ? -1 : i > j;
}

/* A result for each output, not written yet, and the order of the jobs. */
static void prepare(struct batch *batch)
{
	const struct plan *plan = batch->plan;
	struct results *results = batch->results;
	size_t filled = 0;

	for (size_t i = 0; i < plan->job_count; i++)
		results->count += plan->jobs[i].output_count;
	results->items = ARENA_ARRAY(batch->arena, struct result, results->count);
	for (size_t i = 0; i < plan->job_count; i++) {
		const struct job *job = &plan->jobs[i];
		batch->order[i] = i;
		batch->works[i] = (struct work){.job = job, .results = &results->items[filled]};
		for (size_t j = 0; j < job->output_count; j++)
			results->items[filled++] = (struct result){
				.job = job,
				.output = &job->outputs[j],
				.outcome = OUTCOME_STOPPED,
			};
	}
	if (plan->job_count > 0)
		g_qsort_with_data(batch->order, (int)plan->job_count, sizeof *batch->order, by_weight,
						  plan->jobs);
	for (size_t i = 0; i < plan->job_count; i++) {
		const struct job *job = &plan->jobs[batch->order[i]];
		const struct job *next = i + 1 < plan->job_count ? &plan->jobs[batch->order[i + 1]] : NULL;
		batch->works[batch->order[i]].last = !next || next->pack || next->source != job->source;
	}
}

/* Removes what earlier builds left behind in the folders of the outputs. */
static void clean(const struct batch *batch)
{
	GHashTable *cleaned = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (size_t i = 0; i < batch->results->count; i++) {
		char *dir = g_path_get_dirname(batch->results->items[i].output->path);
		if (!g_hash_table_contains(cleaned, dir)) {
			file_clean(dir);
			g_hash_table_add(cleaned, dir);
		} else {
			g_free(dir);
		}
	}
	g_hash_table_destroy(cleaned);
}

/* Appends the jobs' messages in the order of the plan. Jobs of one handout say much the same. */
static void gather(struct batch *batch, struct diag *diag)
{
	GHashTable *said = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < batch->plan->job_count; i++) {
		const struct diag *own = batch->works[i].said;
		for (const struct message *m = own ? own->first : NULL; m; m = m->next)
			if (g_hash_table_add(said, (void *)diag_line(batch->arena, m)))
				diag_add(diag, m->level, m->pos, m->text);
	}
	g_hash_table_destroy(said);
}

static void free_arena(void *arena)
{
	arena_free(arena);
}

static void batch_open(struct batch *batch, struct arena *arena, const struct plan *plan,
					   const struct options *options, struct cache *cache)
{
	*batch = (struct batch){
		.arena = arena,
		.plan = plan,
		.options = options,
		.cache = cache,
		.inputs = inputs_open(arena, options, cache),
		.works = ARENA_ARRAY(arena, struct work, plan->job_count),
		.order = ARENA_ARRAY(arena, size_t, plan->job_count),
		.waiting_arena = arena_new(),
		.results = ARENA_NEW(arena, struct results),
	};
	batch->results->inputs = batch->inputs;
	arena_defer(arena, free_arena, batch->waiting_arena);
	prepare(batch);
}

struct results *jobs_run(struct arena *arena, struct diag *diag, const struct plan *plan,
						 const struct options *options, struct cache *cache,
						 jobs_progress *progress, void *data)
{
	struct batch batch;

	batch_open(&batch, arena, plan, options, cache);
	batch.progress = progress;
	batch.progress_data = data;
	struct pool_task task = {
		.data = &batch,
		.seconds = options->seconds > 0 ? options->seconds : SECONDS_DEFAULT,
		.sandbox = reach_sandbox(arena, diag, plan, &options->share),
		.next = batch_next,
		.open = worker_open,
		.run = worker_run,
		.is_spent = is_spent,
		.done = batch_done,
		.died = batch_died,
	};
	clean(&batch);
	batch.results->stopped =
		pool_run(&task, options->workers > 0 ? options->workers : (int)g_get_num_processors());
	tell_cache(&batch);
	inputs_remember(batch.inputs);
	/* Of jobs that a stopped build did not come to. */
	for (size_t i = 0; i < plan->job_count; i++)
		arena_free(batch.works[i].arena);
	gather(&batch, diag);
	return batch.results;
}

struct results *jobs_foresee(struct arena *arena, const struct plan *plan,
							 const struct options *options, struct cache *cache)
{
	struct batch batch;

	batch_open(&batch, arena, plan, options, cache);
	for (size_t i = 0; i < plan->job_count; i++) {
		begin(&batch, &batch.works[i]);
		arena_free(batch.works[i].arena);
		batch.works[i].arena = NULL;
	}
	for (size_t i = 0; i < batch.results->count; i++)
		if (batch.results->items[i].outcome != OUTCOME_CURRENT)
			batch.results->items[i].outcome = OUTCOME_WRITTEN;
	return batch.results;
}
