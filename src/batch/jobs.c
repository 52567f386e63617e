/* The batch: jobs go to worker processes, their outputs and messages come back as one string of
 * bytes, and the parent writes. */
#include "batch/jobs.h"

#include <glib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "batch/edition.h"
#include "batch/pool.h"
#include "typeset/fonts.h"

/* How a worker tells of an output, and of a message; the bytes follow. */
struct output_head {
	size_t len;
	int pages;
	bool made;
};

struct message_head {
	enum level level;
	int line, col;
	size_t file_len, text_len;
	bool has_file;
};

struct batch {
	struct arena *arena;
	const struct plan *plan;
	const struct options *options;
	size_t *runnable; /* indexes of the jobs that the workers get */
	size_t runnable_count;
	size_t *first;      /* for each job, its first result */
	struct diag **said; /* for each job, its messages; NULL: not done */
	struct results *results;
	jobs_progress *progress;
	void *progress_data;
	size_t done, given; /* jobs that are over, and that workers got */
};

/* In a worker. */
struct opened {
	struct arena *arena; /* as long as the worker */
	struct fonts *fonts; /* NULL until they could be opened */
};

static struct str pack(struct arena *arena, const struct job *job, const struct made *made,
					   const struct diag *diag)
{
	struct buf out = {.arena = arena};

	for (size_t i = 0; i < job->output_count; i++) {
		struct output_head head = {made[i].bytes.len, made[i].pages, made[i].bytes.s != NULL};
		buf_add(&out, &head, sizeof head);
		buf_add(&out, made[i].bytes.s, made[i].bytes.len);
	}
	for (const struct message *m = diag->first; m; m = m->next) {
		const char *file = m->pos.file ? m->pos.file : "";
		struct message_head head = {
			.level = m->level,
			.line = m->pos.line,
			.col = m->pos.col,
			.file_len = strlen(file),
			.text_len = strlen(m->text),
			.has_file = m->pos.file != NULL,
		};
		buf_add(&out, &head, sizeof head);
		buf_add(&out, file, head.file_len);
		buf_add(&out, m->text, head.text_len);
	}
	return buf_str(&out);
}

/* Takes len bytes off the front; false when there are fewer. */
static bool take(struct str *rest, size_t len, struct str *out)
{
	if (rest->len < len)
		return false;
	*out = (struct str){rest->s, len};
	rest->s += len;
	rest->len -= len;
	return true;
}

static bool take_head(struct str *rest, void *head, size_t size)
{
	struct str bytes;

	if (!take(rest, size, &bytes))
		return false;
	memcpy(head, bytes.s, size);
	return true;
}

/* The reverse of pack: the bytes of made stay those of the answer, messages are copied. False when
 * the answer is damaged. */
static bool unpack(struct arena *arena, const struct job *job, struct str answer, struct made *made,
				   struct diag *diag)
{
	struct output_head output;
	struct message_head message;
	struct str bytes, file, text;

	for (size_t i = 0; i < job->output_count; i++) {
		if (!take_head(&answer, &output, sizeof output) || !take(&answer, output.len, &bytes))
			return false;
		made[i] = (struct made){{output.made ? bytes.s : NULL, bytes.len}, output.pages};
	}
	while (answer.len > 0) {
		if (!take_head(&answer, &message, sizeof message) ||
			!take(&answer, message.file_len, &file) || !take(&answer, message.text_len, &text))
			return false;
		const char *name = message.has_file ? str_dup(arena, file).s : NULL;
		diag_add(diag, message.level, (struct pos){name, message.line, message.col},
				 str_dup(arena, text).s);
	}
	return true;
}

static void *worker_open(void *data, struct arena *arena)
{
	struct opened *opened = ARENA_NEW(arena, struct opened);

	(void)data;
	opened->arena = arena;
	return opened;
}

static struct str worker_run(void *data, void *opened_data, struct arena *arena, size_t index)
{
	const struct batch *batch = data;
	struct opened *opened = opened_data;
	const struct job *job = &batch->plan->jobs[batch->runnable[index]];
	struct diag *diag = diag_new(arena);
	struct made *made = ARENA_ARRAY(arena, struct made, job->output_count);

	if (!opened->fonts)
		opened->fonts = fonts_open(opened->arena, diag, batch->options->share.fonts);
	if (opened->fonts)
		edition_make(arena, diag, opened->fonts, job, batch->options->epoch, made);
	return pack(arena, job, made, diag);
}

/* The first error as a phrase. */
static const char *first_error(struct arena *arena, const struct diag *diag)
{
	for (const struct message *m = diag ? diag->first : NULL; m; m = m->next)
		if (m->level == LEVEL_ERROR && m->pos.file && m->pos.line > 0)
			return str_fmt(arena, "%s:%d: %s", m->pos.file, m->pos.line, m->text);
		else if (m->level == LEVEL_ERROR && m->pos.file)
			return str_fmt(arena, "%s: %s", m->pos.file, m->text);
		else if (m->level == LEVEL_ERROR)
			return m->text;
	return "no reason was given";
}

static void job_over(struct batch *batch, size_t job, struct diag *diag)
{
	batch->said[job] = diag;
	batch->done++;
	if (batch->progress)
		batch->progress(batch->progress_data, batch->done, batch->runnable_count,
						&batch->plan->jobs[job]);
}

/* "handout ketamine, language es, edition standard" */
static const char *job_words(struct arena *arena, const struct job *job)
{
	return str_fmt(arena, "handout %s, language %s, edition %s, paper %s",
				   path_base(job->source->dir), job->lang, edition_names[job->edition],
				   paper_names[job->paper]);
}

static void batch_died(void *data, size_t index, const char *why, bool memory)
{
	struct batch *batch = data;
	size_t number = batch->runnable[index];
	const struct job *job = &batch->plan->jobs[number];
	struct diag *diag = diag_new(batch->arena);

	diag_error(diag, POS_FILE(job->source->dir), "%s: the worker process %s: %s",
			   job_words(batch->arena, job), why,
			   memory ? "close other programs, or build with -j 1"
					  : "build it alone with -l and -e, and report this to the program's makers");
	for (size_t i = 0; i < job->output_count; i++) {
		struct result *result = &batch->results->items[batch->first[number] + i];
		result->outcome = OUTCOME_CRASHED;
		result->why = str_fmt(batch->arena, "the worker process %s", why);
		result->messages = diag;
	}
	batch->results->out_of_memory = batch->results->out_of_memory || memory;
	job_over(batch, number, diag);
}

static void batch_done(void *data, size_t index, struct str answer, double seconds)
{
	(void)seconds;
	struct batch *batch = data;
	size_t number = batch->runnable[index];
	const struct job *job = &batch->plan->jobs[number];
	struct diag *diag = diag_new(batch->arena);
	struct made *made = ARENA_ARRAY(batch->arena, struct made, job->output_count);

	if (!unpack(batch->arena, job, answer, made, diag)) {
		batch_died(data, index, "gave a damaged answer", false);
		return;
	}
	for (size_t i = 0; i < job->output_count; i++) {
		struct result *result = &batch->results->items[batch->first[number] + i];
		size_t errors = diag->errors;
		result->messages = diag;
		result->outcome = OUTCOME_FAILED;
		if (!made[i].bytes.s) {
			result->why = first_error(batch->arena, diag);
		} else if (!file_write(diag, result->output->path, made[i].bytes)) {
			result->why = errors < diag->errors ? diag->last->text : "it cannot be written";
		} else {
			result->outcome = OUTCOME_WRITTEN;
			result->why = NULL;
			result->sha256 = hash_sha256(batch->arena, made[i].bytes);
			result->bytes = made[i].bytes.len;
			result->pages = made[i].pages;
			batch->results->written++;
		}
	}
	job_over(batch, number, diag);
}

static size_t batch_next(void *data)
{
	struct batch *batch = data;

	return batch->given < batch->runnable_count ? batch->given++ : POOL_END;
}

/* A result for each output, not written yet; the jobs that can run; folders without what earlier
 * builds left behind. */
static void prepare(struct batch *batch)
{
	const struct plan *plan = batch->plan;
	GHashTable *cleaned = g_hash_table_new(g_str_hash, g_str_equal);
	struct results *results = batch->results;

	for (size_t i = 0; i < plan->job_count; i++)
		results->count += plan->jobs[i].output_count;
	results->items = ARENA_ARRAY(batch->arena, struct result, results->count);
	size_t next = 0;
	for (size_t i = 0; i < plan->job_count; i++) {
		const struct job *job = &plan->jobs[i];
		batch->first[i] = next;
		if (!job->source->failed)
			batch->runnable[batch->runnable_count++] = i;
		for (size_t j = 0; j < job->output_count; j++) {
			char *dir = path_dir(batch->arena, job->outputs[j].path);
			results->items[next++] = (struct result){
				.job = job,
				.output = &job->outputs[j],
				.outcome = OUTCOME_FAILED,
				.why = job->source->failed ? first_error(batch->arena, job->source->said)
										   : "the build was stopped",
			};
			if (g_hash_table_add(cleaned, dir))
				file_clean(dir);
		}
	}
	g_hash_table_destroy(cleaned);
}

/* Appends the jobs' messages in the order of the plan. Jobs of one handout say much the same. */
static void gather(struct batch *batch, struct diag *diag)
{
	GHashTable *said = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < batch->plan->job_count; i++)
		for (const struct message *m = batch->said[i] ? batch->said[i]->first : NULL; m;
			 m = m->next)
			if (g_hash_table_add(said, (void *)diag_line(batch->arena, m)))
				diag_add(diag, m->level, m->pos, m->text);
	g_hash_table_destroy(said);
}

struct results *jobs_run(struct arena *arena, struct diag *diag, const struct plan *plan,
						 const struct options *options, jobs_progress *progress, void *data)
{
	struct batch batch = {
		.arena = arena,
		.plan = plan,
		.options = options,
		.runnable = ARENA_ARRAY(arena, size_t, plan->job_count),
		.first = ARENA_ARRAY(arena, size_t, plan->job_count),
		.said = ARENA_ARRAY(arena, struct diag *, plan->job_count),
		.results = ARENA_NEW(arena, struct results),
		.progress = progress,
		.progress_data = data,
	};
	struct pool_task task = {&batch, 0, batch_next, worker_open, worker_run, batch_done, batch_died};

	prepare(&batch);
	batch.results->stopped =
		pool_run(&task, options->workers > 0 ? options->workers : (int)g_get_num_processors());
	gather(&batch, diag);
	return batch.results;
}
