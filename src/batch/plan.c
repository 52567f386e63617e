/* From the command line and the handouts' manifests to jobs: which edition of which language on
 * which paper gives which files. What was asked for and does not exist is named with its nearest
 * neighbour. */
#include "batch/plan.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "document/field.h"
#include "document/locale.h"
#include "document/pseudo.h"
#include "read/markdown.h"

#define CONTENT "content"
#define NOWHERE ((struct pos){NULL, 0, 0})

enum {
	EDITION_COUNT = EDITION_BOOKLET + 1,
	FORMAT_COUNT = FORMAT_HTML + 1,
	PAPER_COUNT = PAPER_LETTER + 1
};

/* What is wanted of one handout, each by its enum. */
struct choice {
	bool editions[EDITION_COUNT], formats[FORMAT_COUNT], papers[PAPER_COUNT];
};

struct builder {
	struct arena *arena;
	struct diag *diag;
	const struct options *options;
	struct buf jobs; /* of struct job */
	size_t count;
};

static bool is_handout(struct arena *arena, const char *dir)
{
	return file_exists(path_join(arena, dir, "handout.yaml"));
}

/* The names of the handouts in ./content, sorted, NULL-terminated. */
static const char *const *content_names(struct arena *arena, size_t *count)
{
	size_t files, handouts = 0;
	char **names = file_list(arena, CONTENT, &files);
	const char **found = ARENA_ARRAY(arena, const char *, files + 1);

	for (size_t i = 0; i < files; i++)
		if (is_handout(arena, path_join(arena, CONTENT, names[i])))
			found[handouts++] = names[i];
	*count = handouts;
	return found;
}

const char *plan_resolve(struct arena *arena, struct diag *diag, const char *written)
{
	size_t len = strlen(written), count;

	while (len > 1 && written[len - 1] == '/')
		len--;
	char *path = str_copy_n(arena, written, len);
	if (is_handout(arena, path))
		return path;
	if (!strchr(path, '/') && path[0] != '\0' && is_handout(arena, path_join(arena, CONTENT, path)))
		return path_join(arena, CONTENT, path);
	if (file_is_dir(path)) {
		diag_error(diag, POS_FILE(path),
				   "the folder has no handout.yaml: name the folder of a handout");
		return NULL;
	}
	const char *nearest = str_nearest(path, content_names(arena, &count));
	if (nearest)
		diag_error(diag, NOWHERE, "handout \"%s\" not found: did you mean \"%s\"?", written,
				   nearest);
	else
		diag_error(diag, NOWHERE,
				   "handout \"%s\" not found: name a folder with a handout.yaml, or one in "
				   "./" CONTENT,
				   written);
	return NULL;
}

static bool is_listed(const char *dir, const char **dirs, size_t count)
{
	char *real = realpath(dir, NULL);
	bool found = false;

	for (size_t i = 0; i < count && !found; i++) {
		char *other = realpath(dirs[i], NULL);
		found = str_same(real, other);
		free(other);
	}
	free(real);
	return found;
}

/* The folders of the handouts to build; NULL after reporting. */
static const char **handout_dirs(struct builder *b, size_t *count)
{
	const char *const *written = b->options->handouts;
	size_t named = 0;
	bool all = !written || !written[0];

	*count = 0;
	if (all)
		written = content_names(b->arena, &named);
	if (all && named == 0) {
		diag_error(b->diag, NOWHERE,
				   "there is no handout in ./" CONTENT ": go to the folder that holds " CONTENT
				   ", or name the folder of a handout");
		return NULL;
	}
	while (!all && written[named])
		named++;
	const char **dirs = ARENA_ARRAY(b->arena, const char *, named + 1);
	bool good = true;
	for (size_t i = 0; i < named; i++) {
		const char *dir = all ? path_join(b->arena, CONTENT, written[i])
							  : plan_resolve(b->arena, b->diag, written[i]);
		if (!dir)
			good = false;
		else if (!is_listed(dir, dirs, *count))
			dirs[(*count)++] = dir;
	}
	return good ? dirs : NULL;
}

/* The content root, as near as can be to how the handout's folder was written. */
static const char *shown_root(struct arena *arena, const struct handout *handout)
{
	return handout->clinic.file ? path_dir(arena, handout->clinic.file) : handout->dir;
}

static bool is_there(const char *path)
{
	return !file_is_absent(path);
}

/* The handout's own file when the content root has one, else the program's. */
static const char *own_or_shared(struct arena *arena, const char *root, const char *name,
								 bool (*there)(const char *), const char *shared)
{
	const char *own = path_join(arena, root, name);

	return there(own) ? own : shared;
}

/* The parts of a source whose manifest was read. */
static void read_parts(struct arena *arena, struct diag *diag, const struct share *share,
					   struct source *source)
{
	const char *root = shown_root(arena, source->handout);

	source->strings_dir = own_or_shared(arena, root, "strings", file_is_dir, share->strings);
	source->hyphenation_dir = share->hyphenation;
	source->theme =
		theme_read(arena, diag, own_or_shared(arena, root, "theme.yaml", is_there, share->theme),
				   &source->handout->clinic);
	source->signoff = signoff_read(arena, diag, path_join(arena, source->dir, "po/signoff.yaml"));
	source->document = markdown_read_all(arena, diag, source->handout);
	if (source->document)
		source->messages = messages_of(arena, source->handout, source->document);
}

void source_read(struct arena *arena, struct diag *diag, const char *dir, const struct share *share,
				 struct source *source)
{
	struct diag *said = diag_new(arena);

	*source = (struct source){.dir = dir, .said = said};
	source->handout = handout_read(arena, said, dir);
	if (source->handout)
		read_parts(arena, said, share, source);
	source->failed = !source->document || !source->theme || !source->signoff || said->errors > 0;
	diag_append(diag, said);
}

/* Whether all names are in the list; the others are reported. names may be NULL. */
static bool names_known(struct diag *diag, const char *what, const char *const *names,
						const char *const *list)
{
	bool good = true;

	for (; names && *names; names++) {
		if (name_index(list, *names) >= 0)
			continue;
		const char *nearest = str_nearest(*names, list);
		good = false;
		if (nearest)
			diag_error(diag, NOWHERE, "unknown %s \"%s\": did you mean \"%s\"?", what, *names,
					   nearest);
		else {
			char *all = g_strjoinv(", ", (char **)list);
			diag_error(diag, NOWHERE, "unknown %s \"%s\": choose among %s", what, *names, all);
			g_free(all);
		}
	}
	return good;
}

static bool has_tag(const char *const *tags, const char *tag)
{
	for (; *tags; tags++)
		if (g_ascii_strcasecmp(*tags, tag) == 0)
			return true;
	return false;
}

/* The tags that any of the handouts lists, NULL-terminated. */
static const char *const *listed_tags(struct arena *arena, const struct plan *plan)
{
	struct buf tags = {.arena = arena};
	const char *end = NULL;

	for (size_t i = 0; i < plan->source_count; i++) {
		const struct handout *handout = plan->sources[i].handout;
		for (size_t j = 0; handout && j < handout->languages.count; j++)
			buf_add(&tags, &handout->languages.items[j].text, sizeof(char *));
		if (handout)
			buf_add(&tags, &handout->language, sizeof(char *));
	}
	buf_add(&tags, &end, sizeof end);
	return (const void *)tags.s;
}

/* Whether some handout is in each of the languages asked for. Nothing can be said where a manifest
 * could not be read. */
static bool languages_known(struct builder *b, const struct plan *plan)
{
	const char *const *tags = listed_tags(b->arena, plan);
	const char *const *wanted = b->options->languages;
	bool good = true, unread = false;

	for (size_t i = 0; i < plan->source_count; i++)
		unread = unread || !plan->sources[i].handout;
	for (; wanted && *wanted; wanted++) {
		bool known = locale_find(*wanted) != NULL;
		const char *nearest = str_nearest(*wanted, tags);
		if (has_tag(tags, *wanted) || pseudo_is(*wanted) || (unread && known))
			continue;
		good = false;
		if (!nearest && !known)
			nearest = field_nearest_language(*wanted);
		if (known)
			diag_error(b->diag, NOWHERE,
					   "no handout is in the language \"%s\": add it to languages in handout.yaml%s"
					   "%s%s",
					   *wanted, nearest ? ", or did you mean \"" : "", nearest ? nearest : "",
					   nearest ? "\"?" : "");
		else
			diag_error(b->diag, NOWHERE, "unknown language \"%s\": %s%s%s", *wanted,
					   nearest ? "did you mean \"" : "use a tag such as es or zh-Hans",
					   nearest ? nearest : "", nearest ? "\"?" : "");
	}
	return good;
}

/* Sets those of the enum's values that the command line names, or else the manifest, or else the
 * first ones of the list. */
static void choose(bool *set, const char *const *list, const char *const *asked,
				   const struct names *listed, int first_ones)
{
	for (; asked && *asked; asked++)
		set[name_index(list, *asked)] = true;
	if (asked)
		return;
	for (size_t i = 0; i < listed->count; i++) {
		int index = name_index(list, listed->items[i].text);
		if (index >= 0)
			set[index] = true;
	}
	for (int i = 0; listed->count == 0 && i < first_ones; i++)
		set[i] = true;
}

static const char *output_path(const struct builder *b, const struct job *job, enum format format)
{
	const struct handout *handout = job->source->handout;
	const char *out = b->options->out;
	struct buf path = {.arena = b->arena};
	bool paged = format == FORMAT_PDF;

	buf_puts(&path, path_join(b->arena, out ? out : OUT_DEFAULT, handout->name));
	buf_fmt(&path, "/%s/%s-%s", job->lang, handout->name, job->lang);
	if (job->edition != EDITION_STANDARD)
		buf_fmt(&path, "-%s", edition_names[job->edition]);
	if (paged && job->paper != handout->clinic.paper)
		buf_fmt(&path, "-%s", paper_names[job->paper]);
	buf_fmt(&path, ".%s", format_names[format]);
	return buf_chars(&path);
}

/* Adds the job if anything comes out of it. A PDF comes from each edition and paper; the other
 * formats once a language, from the standard edition on the clinic's paper. */
static void add_job(struct builder *b, const struct choice *choice, struct job job)
{
	bool printed = choice->editions[job.edition] && choice->papers[job.paper];
	bool once = job.edition == EDITION_STANDARD && job.paper == job.source->handout->clinic.paper &&
				(choice->editions[EDITION_STANDARD] || !b->options->editions);
	struct output *outputs = ARENA_ARRAY(b->arena, struct output, FORMAT_COUNT);

	for (enum format format = 0; format <= FORMAT_HTML; format++) {
		if (!choice->formats[format] || !(format == FORMAT_PDF ? printed : once))
			continue;
		outputs[job.output_count++] = (struct output){format, output_path(b, &job, format)};
	}
	job.outputs = outputs;
	if (job.output_count == 0)
		return;
	buf_add(&b->jobs, &job, sizeof job);
	b->count++;
}

/* The handout's languages, and the pseudo-languages that are asked for. */
static struct names languages_of(struct builder *b, const struct handout *handout)
{
	const char *const *asked = b->options->languages;
	struct name *items = ARENA_ARRAY(b->arena, struct name, handout->languages.count + 3);
	struct names languages = {items, handout->languages.count};

	if (handout->languages.count)
		memcpy(items, handout->languages.items, handout->languages.count * sizeof *items);
	else
		items[languages.count++] = (struct name){handout->language, handout->title_pos};
	for (size_t i = 0; asked && pseudo_tags[i]; i++) {
		bool listed = false;
		for (size_t j = 0; j < languages.count; j++)
			listed = listed || str_same(items[j].text, pseudo_tags[i]);
		if (!listed && has_tag(asked, pseudo_tags[i]))
			items[languages.count++] = (struct name){pseudo_tags[i], handout->title_pos};
	}
	return languages;
}

static void add_jobs(struct builder *b, const struct source *source)
{
	const struct handout *handout = source->handout;
	const struct options *options = b->options;
	struct names languages = languages_of(b, handout);
	struct choice choice = {0};

	choose(choice.editions, edition_names, options->editions, &handout->editions, 1);
	choose(choice.formats, format_names, options->formats, &handout->formats, 2);
	choose(choice.papers, paper_names, options->papers, &handout->papers, 0);
	if (!options->papers && handout->papers.count == 0)
		choice.papers[handout->clinic.paper] = true;
	for (size_t i = 0; i < languages.count; i++) {
		const char *lang = languages.items[i].text;
		if (options->languages && !has_tag(options->languages, lang))
			continue;
		for (enum edition_kind edition = 0; edition <= EDITION_BOOKLET; edition++)
			for (enum paper paper = 0; paper <= PAPER_LETTER; paper++)
				add_job(b, &choice,
						(struct job){
							.source = source, .lang = lang, .edition = edition, .paper = paper});
	}
}

/* Whether no file would come from two jobs: two handouts of one name do that. */
static bool outputs_differ(struct diag *diag, const struct plan *plan)
{
	GHashTable *makers = g_hash_table_new(g_str_hash, g_str_equal);
	bool good = true;

	for (size_t i = 0; i < plan->job_count && good; i++) {
		const struct job *job = &plan->jobs[i];
		for (size_t j = 0; j < job->output_count && good; j++) {
			const struct source *other = g_hash_table_lookup(makers, job->outputs[j].path);
			good = !other;
			if (other)
				diag_error(diag, POS_FILE(job->source->dir),
						   "would write the same files as %s: give the folders different names, or "
						   "build one at a time with -o",
						   other->dir);
			g_hash_table_insert(makers, (void *)job->outputs[j].path, (void *)job->source);
		}
	}
	g_hash_table_destroy(makers);
	return good;
}

struct plan *plan_make(struct arena *arena, struct diag *diag, const struct options *options)
{
	struct builder b = {arena, diag, options, {.arena = arena}, 0};
	struct plan *plan = ARENA_NEW(arena, struct plan);
	size_t errors = 0;

	bool good = names_known(diag, "edition", options->editions, edition_names);
	good = names_known(diag, "format", options->formats, format_names) && good;
	good = names_known(diag, "paper", options->papers, paper_names) && good;
	const char **dirs = handout_dirs(&b, &plan->source_count);
	if (!dirs || !good)
		return NULL;
	plan->sources = ARENA_ARRAY(arena, struct source, plan->source_count);
	for (size_t i = 0; i < plan->source_count; i++) {
		source_read(arena, diag, dirs[i], &options->share, &plan->sources[i]);
		errors += plan->sources[i].failed;
	}
	if (!languages_known(&b, plan))
		return NULL;
	for (size_t i = 0; i < plan->source_count; i++)
		if (plan->sources[i].handout)
			add_jobs(&b, &plan->sources[i]);
	plan->jobs = (void *)b.jobs.s;
	plan->job_count = b.count;
	if (plan->job_count == 0 && errors == 0) {
		diag_error(diag, NOWHERE,
				   "nothing to build: an EPUB comes with the standard edition only; ask for other "
				   "editions, formats or papers");
		return NULL;
	}
	return outputs_differ(diag, plan) ? plan : NULL;
}
