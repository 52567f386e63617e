/* The report of a build, made and written entry by entry: that of a library is larger than all else
 * that the build keeps in memory. */
#include "batch/report.h"

#include "base/file.h"
#include "base/json.h"
#include "batch/pack.h"

/* The lists of a report, in their order. */
enum list { LIST_HANDOUTS, LIST_OUTPUTS, LIST_FAILED, LIST_MESSAGES, LIST_END };

static const char *const list_names[] = {"handouts", "outputs", "failed", "messages"};

struct writer {
	const struct report *report;
	enum list list;
	bool begun, first;             /* the list's name is written; no entry is */
	size_t next;                   /* the entry to look at next */
	const struct message *message; /* the same, of messages */
	bool headed, ended;
};

static const char *const outcome_names[] = {
	[OUTCOME_WRITTEN] = "written", [OUTCOME_CURRENT] = "up-to-date", [OUTCOME_FAILED] = "failed",
	[OUTCOME_CRASHED] = "crashed", [OUTCOME_STOPPED] = "stopped",
};

static json_t *warnings_of(struct arena *arena, const struct diag *diag)
{
	json_t *list = json_array();

	for (const struct message *m = diag ? diag->first : NULL; m; m = m->next) {
		if (m->level != LEVEL_WARNING)
			continue;
		struct str line = str_trim(str_of(diag_line(arena, m)));
		json_push(list, json_new_text(str_dup(arena, line).s));
	}
	return list;
}

static json_t *handout_json(struct arena *arena, const struct source *source)
{
	const struct listing *listing = source->listing;
	json_t *object = json_object(), *languages = json_array(), *notes = json_array();

	for (const char *const *lang = listing->languages; *lang; lang++)
		json_push(languages, json_new_text(*lang));
	for (size_t i = 0; i < listing->note_count; i++) {
		json_t *note = json_object();
		json_put(note, "id", json_new_text(listing->notes[i].id));
		json_put(note, "concern", json_new_text(listing->notes[i].concern));
		json_put(note, "file", json_new_text(path_join(arena, source->dir, "notes.yaml")));
		json_put(note, "line", json_integer(listing->notes[i].line));
		json_push(notes, note);
	}
	json_put(object, "name", json_new_text(listing->name));
	json_put(object, "dir", json_new_text(source->dir));
	json_put(object, "clinic", json_new_text(source->clinic));
	json_put(object, "title", json_new_text(listing->title));
	json_put(object, "code", json_new_text(listing->code));
	json_put(object, "version", json_new_text(listing->version));
	json_put(object, "language", json_new_text(listing->language));
	json_put(object, "languages", languages);
	json_put(object, "open_notes", notes);
	return object;
}

static json_t *output_json(struct arena *arena, const struct result *result)
{
	const struct job *job = result->job;
	json_t *object = json_object();

	json_put(object, "path", json_new_text(result->output->path));
	json_put(object, "handout", json_new_text(job->pack ? NULL : job->source->listing->name));
	json_put(object, "clinic", json_new_text(job->source->clinic));
	json_put(object, "lang", json_new_text(job->lang));
	json_put(object, "edition", json_new_text(job->pack ? PACK_NAME : edition_names[job->edition]));
	json_put(object, "format", json_new_text(format_names[result->output->format]));
	json_put(object, "paper", json_new_text(paper_names[job->paper]));
	json_put(object, "state", json_new_text(outcome_names[result->outcome]));
	json_put(object, "sha256", json_new_text(result->sha256));
	json_put(object, "bytes", json_integer((json_int_t)result->bytes));
	json_put(object, "pages", result->pages > 0 ? json_integer(result->pages) : json_null());
	json_put(object, "seconds", json_real(result->seconds));
	json_merge_text(object, result->facts);
	json_put(object, "warnings", warnings_of(arena, result->messages));
	return object;
}

static json_t *failure_json(const char *path, const char *state, const char *why)
{
	json_t *object = json_object();

	json_put(object, "path", json_new_text(path));
	json_put(object, "state", json_new_text(state));
	json_put(object, "why", json_new_text(why));
	return object;
}

static json_t *message_json(const struct message *message)
{
	json_t *object = json_object();

	json_put(object, "level", json_new_text(level_name(message->level)));
	json_put(object, "file", json_new_text(message->pos.file));
	json_put(object, "line", json_integer(message->pos.line));
	json_put(object, "col", json_integer(message->pos.col));
	json_put(object, "text", json_new_text(message->text));
	return object;
}

/* Whether an output was made or is there, as the lists divide them. */
static bool is_there(const struct result *result)
{
	return result->outcome == OUTCOME_WRITTEN || result->outcome == OUTCOME_CURRENT;
}

static json_t *next_handout(struct writer *w, struct arena *arena)
{
	const struct plan *plan = w->report->plan;

	while (w->next < plan->source_count) {
		const struct source *source = &plan->sources[w->next++];
		if (source->listing)
			return handout_json(arena, source);
	}
	return NULL;
}

static json_t *next_output(struct writer *w, struct arena *arena)
{
	const struct results *results = w->report->results;

	while (w->next < results->count) {
		const struct result *result = &results->items[w->next++];
		if (is_there(result))
			return output_json(arena, result);
	}
	return NULL;
}

/* Handouts that could not be read, then outputs. */
static json_t *next_failure(struct writer *w, struct arena *arena)
{
	const struct plan *plan = w->report->plan;
	const struct results *results = w->report->results;

	while (w->next < plan->source_count) {
		const struct source *source = &plan->sources[w->next++];
		if (!source->listing)
			return failure_json(
				source->dir, "unread",
				str_fmt(arena, "%s, see the messages", plan_unread(arena, plan, source)));
	}
	while (w->next - plan->source_count < results->count) {
		const struct result *result = &results->items[w->next++ - plan->source_count];
		if (!is_there(result))
			return failure_json(result->output->path, outcome_names[result->outcome],
								result->why ? result->why : "the build was stopped before");
	}
	return NULL;
}

static json_t *next_message(struct writer *w)
{
	const struct message *message = w->next++ == 0 ? w->report->diag->first : w->message;

	w->message = message ? message->next : NULL;
	return message ? message_json(message) : NULL;
}

/* The next entry of the list that is being written; NULL at its end. */
static json_t *next_entry(struct writer *w, struct arena *arena)
{
	switch (w->list) {
	case LIST_HANDOUTS:
		return next_handout(w, arena);
	case LIST_OUTPUTS:
		return next_output(w, arena);
	case LIST_FAILED:
		return next_failure(w, arena);
	case LIST_MESSAGES:
		return next_message(w);
	case LIST_END:
		break;
	}
	return NULL;
}

static struct str head(const struct report *report, struct arena *arena)
{
	const struct options *options = report->options;
	struct buf out = {.arena = arena};

	buf_puts(&out, "{\n\"shard\": ");
	if (options->shards > 0)
		buf_fmt(&out, "{\"number\": %d, \"count\": %d}", options->shard, options->shards);
	else
		buf_puts(&out, "null");
	buf_fmt(&out, ",\n\"seconds\": %lld.%03d", (long long)report->seconds,
			(int)((report->seconds - (double)(long long)report->seconds) * 1000));
	return buf_str(&out);
}

static struct str next_piece(void *data, struct arena *arena)
{
	struct writer *w = data;
	struct buf out = {.arena = arena};

	if (!w->headed) {
		w->headed = true;
		return head(w->report, arena);
	}
	if (w->list == LIST_END) {
		bool ended = w->ended;
		w->ended = true;
		return ended ? (struct str){NULL, 0} : STR("\n}\n");
	}
	if (!w->begun) {
		w->begun = w->first = true;
		w->next = 0;
		buf_fmt(&out, ",\n\"%s\": [", list_names[w->list]);
		return buf_str(&out);
	}
	json_t *entry = next_entry(w, arena);
	if (!entry) {
		w->list++;
		w->begun = false;
		return STR("]");
	}
	buf_puts(&out, w->first ? "\n" : ",\n");
	struct str line = str_trim(json_line(arena, entry));
	buf_add(&out, line.s, line.len);
	w->first = false;
	return buf_str(&out);
}

bool report_write(struct diag *diag, const char *path, const struct report *report)
{
	struct writer writer = {.report = report};

	return file_write_pieces(diag, path, next_piece, &writer);
}
