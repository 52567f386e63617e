/* The pipeline for one job. Whatever a stage reports as an error, the output that depends on it is
 * not made. */
#include "batch/edition.h"

#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/json.h"
#include "batch/character.h"
#include "check/parity.h"
#include "document/bilingual.h"
#include "document/citations.h"
#include "document/emphasis.h"
#include "document/frame.h"
#include "document/language_name.h"
#include "document/link_addresses.h"
#include "document/locale.h"
#include "document/placeholder.h"
#include "document/pseudo.h"
#include "document/spaces.h"
#include "document/terms.h"
#include "epub/epub.h"
#include "html/html.h"
#include "pdf/pdf.h"
#include "plain/text.h"
#include "read/po.h"
#include "translate/untranslated.h"
#include "typeset/page.h"

const char *const dump_names[] = {"tree", "messages", "lines", "pages", "xhtml", NULL};

/* The PO of a language. *po is NULL when there is none; false when it cannot be read. */
static bool read_po(struct arena *arena, struct diag *diag, const struct source *source,
					const char *lang, struct po **po)
{
	const char *path = path_join(arena, source->dir, str_fmt(arena, "po/%s.po", lang));

	*po = pseudo_is(lang) ? messages_pseudo(arena, &source->messages, lang) : NULL;
	if (*po || str_same(lang, source->handout->language) || file_is_absent(path))
		return true;
	*po = po_read(arena, diag, path);
	return *po != NULL;
}

struct translation *edition_translate(struct arena *arena, struct diag *diag,
									  const struct source *source, const char *lang)
{
	struct po *po;

	if (!read_po(arena, diag, source, lang, &po))
		return NULL;
	return translate_apply(arena, diag, source->handout, source->document, &source->messages, po,
						   source->signoff, lang);
}

/* Where the manifest lists a name; its file as a whole where it does not. */
static struct pos listed_at(const struct handout *handout, const struct names *names,
							const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (str_same(names->items[i].text, name))
			return names->items[i].pos;
	return POS_FILE(handout->file);
}

/* Who translated, how, and who reviewed, as far as anybody signed for it. */
static void name_translators(struct edition *edition, const struct signoff *signoff,
							 const struct translation *translation)
{
	const struct signoff_entry *translated =
		signoff_last(signoff, edition->lang, SIGNOFF_TRANSLATOR);
	const struct signoff_entry *reviewed = signoff_last(signoff, edition->lang, SIGNOFF_REVIEWER);

	if (!reviewed)
		reviewed = signoff_last(signoff, edition->lang, SIGNOFF_APPROVER);

	if (translated) {
		edition->translator = translated->name;
		edition->process = signoff_processes[translated->process];
	}
	if (reviewed && translation->reviewed + translation->approved == translation->count)
		edition->reviewer = reviewed->name;
}

/* How the job's edition looks; NULL after reporting that there is no such edition. */
static const struct theme *theme_of(struct diag *diag, const struct job *job)
{
	const struct theme *theme = theme_edition(job->source->theme, job->edition);
	const char *name = edition_names[job->edition];

	if (!theme)
		diag_error(diag, POS_FILE(job->source->theme->file),
				   "the theme does not say how the %s edition looks: add \"%s\" under editions",
				   name, name);
	return theme;
}

static bool has_references(const struct handout *handout)
{
	for (size_t i = 0; i < handout->part_count; i++)
		if (handout->parts[i].kind == PART_REFERENCES)
			return true;
	return false;
}

/* Whether the theme is the author's, so that what an edition changes of it is worth a word. */
static bool has_own_theme(struct arena *arena, const struct source *source)
{
	const char *root = source_root(arena, source);
	return str_same(source->theme->file, path_join(arena, root, "theme.yaml"));
}

/* Whether the translation has the doses and phone numbers of its source. */
static bool agrees(struct arena *arena, struct diag *diag, const struct handout *handout,
				   const struct translation *translation)
{
	struct findings findings = {.arena = arena};

	if (str_same(translation->lang, handout->language) || pseudo_is(translation->lang))
		return true;
	parity_errors(&findings, handout, translation);
	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings_all(&findings)[i];
		diag_error(diag, finding->pos, "%s: %s", finding->rule, finding->text);
	}
	return findings.errors == 0;
}

/* Into the source's own language without a copy where nobody needs the source after it. */
static struct translation *translate(struct arena *arena, struct diag *diag, const struct job *job)
{
	const struct source *source = job->source;

	if (job->last && job->edition != EDITION_BILINGUAL &&
		str_same(job->lang, source->handout->language))
		return translate_own(arena, diag, source->handout, source->document, &source->messages);
	return edition_translate(arena, diag, source, job->lang);
}

/* The page's own words in the source's language, unless that is English; what they lack is told
 * where the source itself is made. */
static const struct strings *staff_strings(struct arena *arena, const struct job *job)
{
	const struct source *source = job->source;
	const char *lang = source->handout->language;

	if (str_same(job->lang, lang) || locale_is_kin(lang, "en"))
		return NULL;
	return strings_recall(source->strings, arena, diag_new(arena), source->strings_dirs, lang);
}

/* Translation and frame: all that typesetting and the writers need, and the translation that it is
 * made of. NULL after reporting. */
static struct edition *framed(struct arena *arena, struct diag *diag, const struct job *job,
							  long long epoch, struct translation **translated)
{
	const struct handout *handout = job->source->handout;
	struct edition *edition = ARENA_NEW(arena, struct edition);
	const struct locale *locale = locale_find(job->lang);
	const struct theme *theme = theme_of(diag, job);

	if (!theme)
		return NULL;
	if (!locale) {
		diag_error(diag, listed_at(handout, &handout->languages, job->lang),
				   "unknown language \"%s\": use a tag such as es or zh-Hans", job->lang);
		return NULL;
	}
	const struct strings *strings =
		strings_recall(job->source->strings, arena, diag, job->source->strings_dirs, job->lang);
	struct translation *translation = translate(arena, diag, job);
	*translated = translation;
	if (!strings || !translation || !translate_report(diag, handout, translation) ||
		!agrees(arena, diag, handout, translation))
		return NULL;
	*edition = (struct edition){
		.handout = handout,
		.theme = theme,
		.locale = locale,
		.lang = job->lang,
		.strings = strings,
		.staff_strings = staff_strings(arena, job),
		.staff_name = language_name(arena, locale, handout->language),
		.hyphenation = job->source->hyphenation_dir,
		.title = translation->title,
		.title_state = translation->title_state,
		.kind = job->edition,
		.paper = job->paper,
		.review = job->review,
		.draft = !str_same(job->lang, handout->language) &&
				 translation->missing + translation->stale + translation->draft > 0,
		.unfinished = job->source->lacks != 0,
		.epoch = epoch >= 0 ? epoch : date_epoch(handout->issued),
	};
	name_translators(edition, job->source->signoff, translation);
	untranslated_mark(arena, translation->document, handout, strings);
	placeholder_fill(arena, diag, translation->document, edition);
	frame_add(arena, translation->document, edition);
	frame_call(arena, translation->document, &handout->clinic);
	frame_isolate(arena, translation->document, locale);
	spaces_set(arena, diag, translation->document, handout->clinic.country);
	emphasis_tell(diag, translation->document, theme);
	if (theme->link_addresses)
		link_addresses_add(arena, translation->document, &handout->clinic, locale);
	edition->document = translation->document;
	return doc_check(diag, edition->document) ? edition : NULL;
}

/* The same for any edition: a bilingual one has its source beside it. */
struct edition *edition_open(struct arena *arena, struct diag *diag, const struct job *job,
							 long long epoch, struct translation **translated)
{
	struct edition *edition = framed(arena, diag, job, epoch, translated);
	struct job beside = *job;
	struct translation *own;

	if (!edition)
		return NULL;
	if (job->edition != EDITION_BILINGUAL) {
		citations_connect(arena, (*translated)->document);
		terms_connect(arena, diag, (*translated)->document);
		return edition;
	}
	beside.lang = edition->handout->language;
	const struct edition *source = framed(arena, diag, &beside, epoch, &own);
	if (!source)
		return NULL;
	edition->source_strings = source->strings;
	bilingual_join(arena, (*translated)->document, own->document);
	citations_connect(arena, (*translated)->document);
	terms_connect(arena, diag, (*translated)->document);
	return doc_check(diag, edition->document) ? edition : NULL;
}

/* One format of an edition whose pages are set; false after reporting. A PDF uses the pages up. */
static bool write_format(struct arena *arena, struct diag *diag, struct fonts *fonts,
						 const struct edition *edition, struct pages *pages, enum format format,
						 struct str *out)
{
	switch (format) {
	case FORMAT_PDF:
		return pdf_write(arena, diag, edition, pages, out);
	case FORMAT_EPUB:
		return epub_write(arena, diag, edition, fonts, pages, out);
	case FORMAT_TXT:
		*out = text_write(arena, edition);
		return true;
	case FORMAT_HTML:
		return html_write(arena, diag, edition, pages, out);
	}
	return false;
}

/* Whether structure, not the author, gave the heading. */
static bool is_added(const struct node *node)
{
	const char *key = node->kind == NODE_HEADING ? node->u.heading.key : NULL;

	return key && (g_str_has_prefix(key, "heading/") || g_str_has_prefix(key, "part/") ||
				   g_str_has_prefix(key, "block/"));
}

/* What a report tells of the edition. */
static const char *facts_of(struct arena *arena, const struct edition *edition,
							const struct translation *translation)
{
	json_t *root = json_object(), *segments = json_object(), *headings = json_array();

	json_put(root, "title", json_new_text(edition->title));
	json_put(segments, "missing", json_integer((json_int_t)translation->missing));
	json_put(segments, "stale", json_integer((json_int_t)translation->stale));
	json_put(segments, "draft", json_integer((json_int_t)translation->draft));
	json_put(segments, "reviewed", json_integer((json_int_t)translation->reviewed));
	json_put(segments, "approved", json_integer((json_int_t)translation->approved));
	json_put(root, "segments", segments);
	for (const struct node *node = edition->document; node;
		 node = doc_next(node, edition->document))
		if (is_added(node))
			json_push(headings, json_new_text(doc_plain(arena, node)));
	json_put(root, "headings", headings);
	json_put(root, "final", json_boolean(!edition->unfinished));
	json_put(root, "signed-off", json_boolean(edition->handout->sign_off.name != NULL));
	return json_line(arena, root).s;
}

/* Whether a format has pages or says where they begin. */
static bool needs_pages(enum format format)
{
	return format == FORMAT_PDF || format == FORMAT_EPUB;
}

/* Makes those outputs that are PDFs or those that are not; returns how many it made. */
static size_t write_outputs(struct arena *arena, struct diag *diag, struct fonts *fonts,
							const struct job *job, const struct edition *edition,
							struct pages *pages, bool pdf, struct made *made)
{
	size_t count = 0;

	for (size_t i = 0; i < job->output_count; i++) {
		enum format format = job->outputs[i].format;
		struct str bytes;
		if ((format == FORMAT_PDF) != pdf || (needs_pages(format) && !pages))
			continue;
		if (!write_format(arena, diag, fonts, edition, pages, format, &bytes))
			continue;
		made[i] = (struct made){bytes, pdf ? pdf_page_count(edition, pages) : 0};
		count++;
	}
	return count;
}

static bool is_paged(const struct job *job)
{
	bool paged = false;

	for (size_t i = 0; i < job->output_count; i++)
		paged = paged || needs_pages(job->outputs[i].format);
	return paged;
}

bool edition_make(struct arena *arena, struct diag *diag, struct fonts *fonts,
				  const struct job *job, long long epoch, struct made *made, const char **facts)
{
	struct translation *translation;

	memset(made, 0, job->output_count * sizeof *made);
	size_t errors = diag->errors;
	struct edition *edition = edition_open(arena, diag, job, epoch, &translation);
	if (diag->errors > errors)
		return false;
	if (facts)
		*facts = edition ? facts_of(arena, edition, translation) : NULL;
	if (!edition)
		return false;
	struct pages *pages = is_paged(job) ? typeset(arena, diag, fonts, edition) : NULL;
	if (pages && has_references(edition->handout) && has_own_theme(arena, job->source))
		theme_note_references(diag, job->source->theme, edition->theme);
	size_t count = write_outputs(arena, diag, fonts, job, edition, pages, false, made);
	count += write_outputs(arena, diag, fonts, job, edition, pages, true, made);
	characters_find(arena, diag);
	return count == job->output_count;
}

/* The messages and what became of each: state, place, both texts. */
static const char *dump_messages(struct arena *arena, struct diag *diag, const struct job *job)
{
	const struct handout *handout = job->source->handout;
	struct translation *translation = edition_translate(arena, diag, job->source, job->lang);
	struct buf out = {.arena = arena};

	if (!translation)
		return NULL;
	translate_report(diag, handout, translation);
	for (size_t i = 0; i < translation->count; i++) {
		const struct segment *segment = &translation->segments[i];
		buf_fmt(&out, "%s %s %s:%d\n", segment->context, state_name(segment->state),
				segment->pos.file ? segment->pos.file : "-", segment->pos.line);
		buf_fmt(&out, "  %s: %s\n", handout->language, segment->source->text);
		if (segment->message && segment->message->str[0])
			buf_fmt(&out, "  %s: %s\n", job->lang, segment->message->str);
	}
	return buf_chars(&out);
}

const char *edition_dump(struct arena *arena, struct diag *diag, struct fonts *fonts,
						 const struct job *job, long long epoch, enum dump dump)
{
	if (dump == DUMP_MESSAGES)
		return dump_messages(arena, diag, job);
	struct translation *translation;
	struct edition *edition = edition_open(arena, diag, job, epoch, &translation);
	if (!edition)
		return NULL;
	if (dump == DUMP_TREE)
		return doc_dump(arena, edition->document);
	struct pages *pages = typeset(arena, diag, fonts, edition);
	characters_find(arena, diag);
	if (!pages)
		return NULL;
	if (dump == DUMP_LINES)
		return pages_dump_lines(arena, pages);
	return dump == DUMP_PAGES ? pages_dump(arena, pages) : epub_dump(arena, edition, fonts, pages);
}
