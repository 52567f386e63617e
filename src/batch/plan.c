/* From the command line and the handouts' manifests to jobs: which edition of which language on
 * which paper gives which files, for which clinic. What was asked for and does not exist is named
 * with its nearest neighbour. */
#include "batch/plan.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/hash.h"
#include "batch/asked.h"
#include "document/field.h"
#include "document/locale.h"
#include "document/pseudo.h"

#define CONTENT "content"
#define NOWHERE ((struct pos){NULL, 0, 0})

struct builder {
	struct arena *arena;
	struct diag *diag;
	const struct options *options;
	bool several_clinics;
	struct buf sources; /* of struct source */
	struct buf jobs;    /* of struct job */
	size_t source_count, job_count;
};

static bool is_handout(struct arena *arena, const char *dir)
{
	return file_exists(path_join(arena, dir, "handout.yaml"));
}

/* The names of the handouts in the folder, sorted, NULL-terminated. */
static const char *const *handouts_in(struct arena *arena, const char *dir, size_t *count)
{
	size_t files, handouts = 0;
	char **names = file_list(arena, dir, &files);
	const char **found = ARENA_ARRAY(arena, const char *, files + 1);

	for (size_t i = 0; i < files; i++)
		if (is_handout(arena, path_join(arena, dir, names[i])))
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
	if (strcmp(path_base(path), "handout.yaml") == 0 && file_exists(path))
		return path_dir(arena, path);
	if (file_is_dir(path)) {
		const char *within = path;
		const char *const *names = handouts_in(arena, within, &count);
		if (count == 0)
			within = path_join(arena, path, CONTENT);
		if (count == 0)
			names = handouts_in(arena, within, &count);
		diag_error(diag, POS_FILE(path),
				   "the folder has no handout.yaml: name the folder of a handout%s%s",
				   count > 0 ? ", such as " : "",
				   count > 0 ? path_join(arena, within, names[0]) : "");
		return NULL;
	}
	const char *nearest = str_nearest(path, handouts_in(arena, CONTENT, &count));
	if (!nearest)
		nearest = str_nearest(path, handouts_in(arena, ".", &count));
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

/* Adds the folder unless it is there already; listed: the real paths of those that are. */
static void add_dir(GHashTable *listed, const char *dir, const char **dirs, size_t *count)
{
	char *real = realpath(dir, NULL);

	if (!real || g_hash_table_add(listed, real))
		dirs[(*count)++] = dir;
}

/* The folders that a HANDOUT with * or ? means; false after reporting that there are none. */
static bool add_matching(struct builder *b, GHashTable *listed, const char *written,
						 const char *const *names, const char **dirs, size_t *count)
{
	size_t before = *count;

	for (; *names; names++)
		if (asked_means(written, *names))
			add_dir(listed, path_join(b->arena, CONTENT, *names), dirs, count);
	if (*count == before)
		diag_error(b->diag, NOWHERE,
				   "no handout in ./" CONTENT
				   " is named like \"%s\": \"handout list handouts\" lists "
				   "them",
				   written);
	return *count > before;
}

/* Of a build without names. */
static void report_none(struct builder *b)
{
	size_t count;
	const char *const *names = handouts_in(b->arena, ".", &count);

	diag_error(b->diag, NOWHERE,
			   "there is no handout in ./" CONTENT ": go to the folder that holds " CONTENT
			   ", or name the folder of a handout%s%s",
			   count > 0 ? ", such as " : "", count > 0 ? names[0] : "");
}

/* The folders of the handouts to build; NULL after reporting. */
static const char **handout_dirs(struct builder *b, size_t *count)
{
	static const char *const everything[] = {"*", NULL}, *const here[] = {".", NULL};
	const char *const *written = b->options->handouts;
	size_t there, asked = 0;
	bool all = !written || !written[0], good = true;
	const char *const *names = handouts_in(b->arena, CONTENT, &there);

	*count = 0;
	if (all && there == 0 && !is_handout(b->arena, ".")) {
		report_none(b);
		return NULL;
	}
	if (all)
		written = there > 0 ? everything : here;
	while (written[asked])
		asked++;
	const char **dirs = ARENA_ARRAY(b->arena, const char *, there + asked + 1);
	GHashTable *listed = g_hash_table_new_full(g_str_hash, g_str_equal, free, NULL);
	for (; *written; written++) {
		const char *dir =
			asked_is_glob(*written) ? NULL : plan_resolve(b->arena, b->diag, *written);
		if (dir)
			add_dir(listed, dir, dirs, count);
		else if (!asked_is_glob(*written) || !add_matching(b, listed, *written, names, dirs, count))
			good = false;
	}
	g_hash_table_destroy(listed);
	return good ? dirs : NULL;
}

/* The clinics beside that of the root, NULL-terminated, sorted. */
static const char *const *clinic_names_in(struct arena *arena, const char *root)
{
	size_t files = 0, clinics = 0;
	char **names = file_list(arena, path_join(arena, root, CLINICS_DIR), &files);
	const char **found = ARENA_ARRAY(arena, const char *, files + 1);

	for (size_t i = 0; i < files; i++)
		if (names[i][0] != '.' && g_str_has_suffix(names[i], ".yaml"))
			found[clinics++] = str_copy_n(arena, names[i], strlen(names[i]) - strlen(".yaml"));
	return found;
}

static void add_source(struct builder *b, const struct source *source)
{
	buf_add(&b->sources, source, sizeof *source);
	b->source_count++;
}

/* Adds the handout for each clinic that is asked for; tells the names of all clinics by known. */
static void add_sources(struct builder *b, const char *dir, GPtrArray *known)
{
	const char *const *clinics;
	struct source source;

	source_list(b->arena, b->diag, dir, NULL, &source);
	if (!b->options->clinics || !source.listing) {
		add_source(b, &source);
		return;
	}
	clinics = clinic_names_in(b->arena, source.listing->root);
	for (; *clinics; clinics++) {
		g_ptr_array_add(known, (void *)*clinics);
		if (!asked_for(b->options->clinics, *clinics))
			continue;
		source_list(b->arena, b->diag, dir, *clinics, &source);
		add_source(b, &source);
	}
}

/* Whether all clinics that are asked for are there. */
static bool read_sources(struct builder *b, const char **dirs, size_t count)
{
	GPtrArray *known = g_ptr_array_new();

	for (size_t i = 0; i < count; i++)
		add_sources(b, dirs[i], known);
	g_ptr_array_add(known, NULL);
	bool good = asked_known(b->diag, "clinic", b->options->clinics, (const void *)known->pdata,
							"handout list clinics");
	g_ptr_array_free(known, TRUE);
	const struct source *sources = (const void *)b->sources.s;
	for (size_t i = 1; i < b->source_count; i++)
		if (!str_same(sources[i].clinic, sources[0].clinic))
			b->several_clinics = true;
	return good;
}

/* The tags that any of the handouts lists, NULL-terminated. */
static const char *const *listed_tags(struct arena *arena, const struct plan *plan)
{
	GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
	struct buf tags = {.arena = arena};
	const char *end = NULL;

	for (size_t i = 0; i < plan->source_count; i++) {
		const struct listing *listing = plan->sources[i].listing;
		const char *const *tag = listing ? listing->languages : &end;
		for (; *tag; tag++)
			if (g_hash_table_add(seen, (void *)*tag))
				buf_add(&tags, tag, sizeof *tag);
		if (listing && g_hash_table_add(seen, (void *)listing->language))
			buf_add(&tags, &listing->language, sizeof listing->language);
	}
	buf_add(&tags, &end, sizeof end);
	g_hash_table_destroy(seen);
	return (const void *)tags.s;
}

static bool is_meant(const char *word, const char *const *tags)
{
	for (; *tags; tags++)
		if (asked_means(word, *tags))
			return true;
	return false;
}

/* The tag of two letters whose letters are swapped in the word; NULL: none. */
static const char *swapped(const char *word, const char *const *tags)
{
	for (; *tags && strlen(word) == 2; tags++)
		if (strlen(*tags) == 2 && g_ascii_tolower(word[0]) == (*tags)[1] &&
			g_ascii_tolower(word[1]) == (*tags)[0])
			return *tags;
	return NULL;
}

static void report_language(struct diag *diag, const char *word, const char *const *tags)
{
	bool known = locale_find(word) != NULL;
	const char *nearest = str_nearest(word, tags);
	const char *meant = known ? word : field_nearest_language(word);
	const char *kin = meant ? field_kin_language(meant, tags) : NULL;

	if (kin)
		nearest = kin;
	else if (!nearest)
		nearest = known || !meant ? swapped(word, tags) : meant;
	const struct locale *locale = nearest ? locale_find(nearest) : NULL;
	const char *name = locale ? locale->english : "a test";
	if (asked_is_glob(word))
		diag_error(diag, NOWHERE,
				   "no handout is in a language like \"%s\": \"handout list languages\" lists "
				   "those that are",
				   word);
	else if (known && nearest)
		diag_error(diag, NOWHERE,
				   "no handout is in the language \"%s\": add it to languages in handout.yaml, or "
				   "did you mean \"%s\" (%s)?",
				   word, nearest, name);
	else if (known)
		diag_error(diag, NOWHERE,
				   "no handout is in the language \"%s\": add it to languages in handout.yaml",
				   word);
	else if (nearest)
		diag_error(diag, NOWHERE, "unknown language \"%s\": did you mean \"%s\" (%s)?", word,
				   nearest, name);
	else
		diag_error(diag, NOWHERE, "unknown language \"%s\": use a tag such as es or zh-Hans", word);
}

/* Whether some handout is in each of the languages asked for. Nothing can be said where a manifest
 * could not be read. */
static bool languages_known(struct builder *b, const struct plan *plan)
{
	const char *const *tags = listed_tags(b->arena, plan);
	const char *const *wanted = b->options->languages;
	bool good = true, unread = false;

	for (size_t i = 0; i < plan->source_count; i++)
		unread = unread || !plan->sources[i].listing;
	for (; wanted && *wanted; wanted++) {
		if (is_meant(*wanted, tags) || pseudo_is(*wanted) || (unread && locale_find(*wanted)))
			continue;
		report_language(b->diag, *wanted, tags);
		good = false;
	}
	return good;
}

/* Where the outputs for a clinic go: not where those for another one are or may be. */
static const char *output_folder(const struct builder *b, const char *clinic)
{
	const char *out = b->options->out ? b->options->out : OUT_DEFAULT;
	bool apart = clinic && (b->several_clinics || !b->options->out);

	return apart ? path_join(b->arena, out, clinic) : out;
}

static const char *output_path(const struct builder *b, const struct job *job, enum format format)
{
	const struct listing *listing = job->source->listing;
	const char *out = output_folder(b, job->source->clinic);
	struct buf path = {.arena = b->arena};

	buf_puts(&path, path_join(b->arena, out, listing->name));
	buf_fmt(&path, "/%s/%s-%s", job->lang, listing->name, job->lang);
	if (job->edition != EDITION_STANDARD)
		buf_fmt(&path, "-%s%s", edition_names[job->edition], job->review ? "-review" : "");
	if (format == FORMAT_PDF && job->paper != listing->paper)
		buf_fmt(&path, "-%s", paper_names[job->paper]);
	buf_fmt(&path, ".%s", format_names[format]);
	return buf_chars(&path);
}

/* Whether the job falls to the shard that is built. The editions of a language stay together. */
static bool is_ours(const struct builder *b, const struct job *job)
{
	const struct options *options = b->options;

	if (options->shards <= 0)
		return true;
	struct arena *arena = arena_new();
	const char *name = str_fmt(arena, "%s/%s/%s", job->source->clinic ? job->source->clinic : "",
							   job->source->listing->name, job->lang);
	char *digits = hash_sha256(arena, str_of(name));

	digits[8] = '\0';
	unsigned long number = strtoul(digits, NULL, 16);
	arena_free(arena);
	return number % (unsigned long)options->shards == (unsigned long)options->shard - 1;
}

/* Whether the format comes of the job. A PDF comes from each edition and paper; the other formats
 * once a language, from the standard edition on the clinic's paper. */
static bool has_format(const struct builder *b, const struct job *job, enum format format)
{
	const struct options *options = b->options;
	const struct listing *listing = job->source->listing;
	const char *edition = edition_names[job->edition], *paper = paper_names[job->paper];
	bool edition_wanted =
		options->editions ? asked_for(options->editions, edition) : listing->editions[job->edition];
	if (options->review)
		edition_wanted = job->review;
	bool paper_wanted =
		options->papers ? asked_for(options->papers, paper) : listing->papers[job->paper];
	bool format_wanted = options->formats ? asked_for(options->formats, format_names[format])
										  : listing->formats[format];
	bool once = !options->review && job->edition == EDITION_STANDARD &&
				job->paper == listing->paper && (edition_wanted || !options->editions);

	return format_wanted && (format == FORMAT_PDF ? edition_wanted && paper_wanted : once);
}

/* Adds the job if anything comes out of it. */
static void add_job(struct builder *b, struct job job)
{
	struct output outputs[FORMAT_HTML + 1];

	for (enum format format = 0; format <= FORMAT_HTML; format++)
		if (has_format(b, &job, format))
			outputs[job.output_count++] = (struct output){format, output_path(b, &job, format)};
	if (job.output_count == 0)
		return;
	struct output *kept = ARENA_ARRAY(b->arena, struct output, job.output_count);
	memcpy(kept, outputs, job.output_count * sizeof *kept);
	job.outputs = kept;
	buf_add(&b->jobs, &job, sizeof job);
	b->job_count++;
}

/* Whether one of the words, none of them a pattern, means the name. */
static bool is_named(const char *const *words, const char *name)
{
	for (size_t i = 0; words && words[i]; i++)
		if (!asked_is_glob(words[i]) && asked_means(words[i], name))
			return true;
	return false;
}

/* Says that there is no bilingual edition in the source's own language, where it is asked for. */
static void note_no_bilingual(struct builder *b, const struct source *source)
{
	const struct options *options = b->options;
	const struct listing *listing = source->listing;
	bool edition = options->review || is_named(options->editions, edition_names[EDITION_BILINGUAL]);

	if (edition && (is_named(options->languages, listing->language) || !listing->languages[1]))
		diag_note(b->diag, POS_FILE(path_join(b->arena, source->dir, "handout.yaml")),
				  "no bilingual edition in \"%s\": the handout is written in it, so there is "
				  "nothing to set beside it; ask for a language that it is translated to",
				  listing->language);
}

static void add_language(struct builder *b, const struct source *source, const char *lang)
{
	struct job job = {.source = source, .lang = lang};

	if (!is_ours(b, &job))
		return;
	for (job.edition = 0; job.edition < EDITION_KINDS; job.edition++) {
		job.review = b->options->review && job.edition == EDITION_BILINGUAL;
		if (job.edition == EDITION_BILINGUAL && str_same(lang, source->listing->language)) {
			note_no_bilingual(b, source);
			continue;
		}
		for (job.paper = 0; job.paper <= PAPER_LETTER; job.paper++)
			add_job(b, job);
	}
}

/* The jobs of the handout's languages, and of the pseudo-languages that are asked for by name. */
static void add_jobs(struct builder *b, const struct source *source)
{
	const char *const *languages = source->listing->languages;
	const char *const *asked = b->options->languages;

	for (size_t i = 0; languages[i]; i++)
		if (asked_for(asked, languages[i]))
			add_language(b, source, languages[i]);
	for (size_t i = 0; asked && pseudo_tags[i]; i++)
		for (size_t j = 0; asked[j]; j++)
			if (g_ascii_strcasecmp(asked[j], pseudo_tags[i]) == 0 &&
				!is_meant(pseudo_tags[i], languages)) {
				add_language(b, source, pseudo_tags[i]);
				break;
			}
}

static bool has_language(const struct source *source, const char *lang)
{
	return source->listing && is_meant(lang, source->listing->languages);
}

/* Adds the pack of a language, of the handouts for the clinic of the source at first that list it.
 * Those before it do not. */
static void add_pack(struct builder *b, const struct plan *plan, size_t first, const char *lang)
{
	const struct source **sources =
		ARENA_ARRAY(b->arena, const struct source *, plan->source_count - first + 1);
	const struct source *source = &plan->sources[first];
	struct output *output = ARENA_NEW(b->arena, struct output);
	const char *out = output_folder(b, source->clinic);
	size_t count = 0;

	for (size_t i = first; i < plan->source_count; i++)
		if (str_same(plan->sources[i].clinic, source->clinic) &&
			has_language(&plan->sources[i], lang))
			sources[count++] = &plan->sources[i];
	*output = (struct output){
		FORMAT_PDF, path_join(b->arena, out, str_fmt(b->arena, "packs/handouts-%s.pdf", lang))};
	struct job job = {.source = source,
					  .lang = lang,
					  .paper = source->listing->paper,
					  .outputs = output,
					  .output_count = 1,
					  .pack = sources};
	if (!is_ours(b, &job))
		return;
	buf_add(&b->jobs, &job, sizeof job);
	b->job_count++;
}

/* Whether an earlier handout for the same clinic lists the language. */
static bool comes_earlier(const struct plan *plan, size_t source, const char *lang)
{
	for (size_t i = 0; i < source; i++)
		if (str_same(plan->sources[i].clinic, plan->sources[source].clinic) &&
			has_language(&plan->sources[i], lang))
			return true;
	return false;
}

static void add_packs(struct builder *b, const struct plan *plan)
{
	for (size_t i = 0; i < plan->source_count; i++) {
		const struct listing *listing = plan->sources[i].listing;
		for (size_t j = 0; listing && listing->languages[j]; j++)
			if (asked_for(b->options->languages, listing->languages[j]) &&
				!comes_earlier(plan, i, listing->languages[j]))
				add_pack(b, plan, i, listing->languages[j]);
	}
}

/* Whether no file would come from two handouts: two of one name for one clinic do that. */
static bool names_differ(struct diag *diag, const struct plan *plan)
{
	GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	bool good = true;

	for (size_t i = 0; i < plan->source_count && good; i++) {
		const struct source *source = &plan->sources[i], *other;
		if (!source->listing)
			continue;
		char *name =
			g_strconcat(source->clinic ? source->clinic : "", "/", source->listing->name, NULL);
		other = g_hash_table_lookup(seen, name);
		good = !other;
		if (other)
			diag_error(diag, POS_FILE(source->dir),
					   "would write the same files as %s: give the folders different names, or "
					   "build one at a time with -o",
					   other->dir);
		g_hash_table_insert(seen, name, (void *)source);
	}
	g_hash_table_destroy(seen);
	return good;
}

/* Whether all names are known whatever the handouts list. */
static bool words_known(struct diag *diag, const struct options *options)
{
	bool good = asked_known(diag, "edition", options->editions, edition_names, NULL);

	good = asked_known(diag, "format", options->formats, format_names, NULL) && good;
	return asked_known(diag, "paper", options->papers, paper_names, NULL) && good;
}

struct plan *plan_make(struct arena *arena, struct diag *diag, const struct options *options)
{
	struct builder b = {.arena = arena,
						.diag = diag,
						.options = options,
						.sources = {.arena = arena},
						.jobs = {.arena = arena}};
	struct plan *plan = ARENA_NEW(arena, struct plan);
	size_t count;

	bool good = words_known(diag, options);
	const char **dirs = handout_dirs(&b, &count);
	if (!dirs || !good || !read_sources(&b, dirs, count))
		return NULL;
	plan->sources = (void *)b.sources.s;
	plan->source_count = b.source_count;
	if (!languages_known(&b, plan) || !names_differ(diag, plan))
		return NULL;
	bool unread = false;
	for (size_t i = 0; i < plan->source_count; i++) {
		unread = unread || !plan->sources[i].listing;
		if (plan->sources[i].listing)
			add_jobs(&b, &plan->sources[i]);
	}
	if (options->language_pack)
		add_packs(&b, plan);
	plan->jobs = (void *)b.jobs.s;
	plan->job_count = b.job_count;
	if (plan->job_count > 0 || unread || options->shards > 0)
		return plan;
	diag_error(diag, NOWHERE,
			   "nothing to build: an EPUB comes with the standard edition only; ask for other "
			   "editions, formats or papers");
	return NULL;
}

const char *plan_faulty_clinic(struct arena *arena, const struct plan *plan,
							   const struct source *source)
{
	const char *file =
		source->clinic ? str_fmt(arena, "clinics/%s.yaml", source->clinic) : "clinic.yaml";

	for (size_t i = 0; i < plan->source_count; i++)
		if (plan->sources[i].listing && str_same(plan->sources[i].dir, source->dir))
			return path_join(arena, source_root(arena, &plan->sources[i]), file);
	return NULL;
}

const char *plan_unread(struct arena *arena, const struct plan *plan, const struct source *source)
{
	const char *file = plan_faulty_clinic(arena, plan, source);

	if (file)
		return str_fmt(arena, "%s could not be read", file);
	return source->clinic
			   ? str_fmt(arena, "it or clinics/%s.yaml could not be read", source->clinic)
			   : "it could not be read";
}

void plan_open(struct arena *arena, struct diag *diag, const struct options *options,
			   struct plan *plan)
{
	struct themes *themes = themes_new(arena);

	for (size_t i = 0; i < plan->source_count; i++)
		if (plan->sources[i].listing)
			source_open(arena, diag, &options->share, themes, &plan->sources[i]);
}
