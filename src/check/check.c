/* Findings by rule, each with its place: the tree is searched for what notes quote, translations
 * are applied to learn their states. */
#include "check/check.h"

#include <string.h>

#include <glib.h>

#include "batch/asked.h"
#include "batch/edition.h"
#include "check/emergency.h"
#include "check/glossary.h"
#include "check/orthography.h"
#include "check/parity.h"
#include "check/print.h"
#include "check/prose.h"
#include "check/sheet.h"
#include "check/wording.h"
#include "check/writing.h"
#include "document/pseudo.h"

struct checker {
	struct arena *arena;
	struct diag *diag;
	struct findings findings;
	struct buf states, readings;
	struct check *check;
	const struct check_request *request;
};

/* The innermost block of the part that has the passage in its text, or NULL. */
static const struct node *find_passage(struct arena *arena, const struct node *document,
									   const struct passage *passage)
{
	const struct node *found = NULL;

	for (const struct node *part = document->child; part; part = part->next) {
		if (!str_same(part_name(part->u.part.kind), passage->part))
			continue;
		for (const struct node *node = part; node; node = doc_next(node, part))
			if (!doc_is_inline(node->kind) && strstr(doc_plain(arena, node), passage->text))
				found = node;
	}
	return found;
}

static void check_note(struct checker *checker, const struct source *source,
					   const struct clinical_note *note)
{
	struct finding_place *places =
		ARENA_ARRAY(checker->arena, struct finding_place, note->passage_count);
	struct pos pos = note->pos;

	if (!str_same(note->status, "open"))
		return;
	size_t len = strlen(note->concern);
	bool stop = len > 0 && note->concern[len - 1] == '.';
	for (size_t i = 0; i < note->passage_count; i++) {
		const struct passage *passage = &note->passages[i];
		const struct node *at = find_passage(checker->arena, source->document, passage);
		if (at && i == 0)
			pos = at->pos;
		if (!at)
			finding_add(&checker->findings, "clinical-note-passage", LEVEL_WARNING, passage->pos,
						"the %s does not say \"%s\" any more: quote it as it is now, or say in the "
						"note what was changed",
						passage->part, passage->text);
		places[i] = (struct finding_place){.what = passage->part, .text = passage->text};
		if (at)
			places[i].pos = at->pos;
	}
	finding_add(&checker->findings, "clinical-note", LEVEL_WARNING, pos,
				"%.*s: the clinic decides, then notes.yaml says who accepted or changed it",
				(int)(len - stop), note->concern);
	finding_places(&checker->findings, places, note->passage_count);
}

static void check_state(struct checker *checker, const struct handout *handout, const char *lang,
						const struct segment *segment)
{
	struct message_state state = {handout->name, lang, segment->context, segment->state};
	bool refuse = handout->untranslated == UNTRANSLATED_REFUSE;
	enum level level = refuse ? LEVEL_ERROR : LEVEL_WARNING;

	buf_add(&checker->states, &state, sizeof state);
	checker->check->state_count++;
	if (segment->state == STATE_MISSING)
		finding_add(&checker->findings, "translation-missing", level, segment->pos,
					"%s is not translated to %s: translate it in po/%s.po", segment->context, lang,
					lang);
	if (segment->state == STATE_STALE)
		finding_add(&checker->findings, "translation-stale", level, segment->pos,
					"the source of %s changed since it was translated to %s: check it in po/%s.po "
					"and take away the mark fuzzy",
					segment->context, lang, lang);
}

/* What is read of a text, whatever its language. */
static void check_prose(struct checker *checker, const struct source *source,
						const struct prose *prose)
{
	struct reading reading;

	print_check(&checker->findings, source->handout, source->theme, checker->request->faces, prose);
	if (!readability_check(&checker->findings, prose, &reading))
		return;
	reading.handout = source->handout->name;
	buf_add(&checker->readings, &reading, sizeof reading);
	checker->check->reading_count++;
}

/* Adds the language to the unreviewed ones where not all of it is reviewed. */
static void note_draft(const struct translation *translation, struct buf *unreviewed)
{
	if (translation->reviewed + translation->approved < translation->count)
		buf_fmt(unreviewed, "%s%s", unreviewed->len ? ", " : "", translation->lang);
}

static void check_language(struct checker *checker, const struct source *source,
						   const struct glossary *glossary, const char *lang,
						   struct buf *unreviewed)
{
	struct diag *own = diag_new(checker->arena);
	struct translation *translation = edition_translate(checker->arena, own, source, lang);

	for (const struct message *m = own->first; m; m = m->next)
		if (m->level == LEVEL_ERROR)
			diag_add(checker->diag, m->level, m->pos, m->text);
		else
			finding_add(&checker->findings, "translation-file", m->level, m->pos, "%s", m->text);
	if (!translation)
		return;
	for (size_t i = 0; i < translation->count; i++)
		check_state(checker, source->handout, lang, &translation->segments[i]);
	note_draft(translation, unreviewed);
	parity_check(&checker->findings, source->handout, translation, glossary);
	wording_check(&checker->findings, source->handout, translation);
	orthography_check(&checker->findings, translation);
	struct prose prose = prose_of_translation(checker->arena, translation);
	writing_check_translation(&checker->findings, &prose);
	check_prose(checker, source, &prose);
}

/* The source, before its translations. */
static void check_text_of_source(struct checker *checker, const struct source *source)
{
	const struct handout *handout = source->handout;
	struct prose prose = prose_of_source(checker->arena, &source->messages, handout->language);

	for (size_t i = 0; i < handout->note_count; i++)
		check_note(checker, source, &handout->notes[i]);
	sheet_check(&checker->findings, handout, source->document, source->lacks,
				checker->request->today);
	emergency_check(&checker->findings, handout, checker->request->today);
	writing_check(&checker->findings, &prose);
	contrast_check(&checker->findings, handout, source->theme);
	check_prose(checker, source, &prose);
}

static void check_source(struct checker *checker, const struct source *source)
{
	const struct handout *handout = source->handout;
	const struct glossary *glossary = glossary_read(checker->arena, checker->diag, handout);
	struct buf unreviewed = {.arena = checker->arena};

	check_text_of_source(checker, source);
	for (size_t i = 0; i < handout->languages.count; i++) {
		const char *lang = handout->languages.items[i].text;
		if (!str_same(lang, handout->language) && !pseudo_is(lang))
			check_language(checker, source, glossary, lang, &unreviewed);
	}
	if (unreviewed.len)
		finding_add(&checker->findings, "translation-draft", LEVEL_NOTE, POS_FILE(handout->file),
					"nobody has reviewed all of these translations: %s: have them reviewed, then "
					"sign them off with \"handout signoff\"",
					buf_chars(&unreviewed));
}

/* Takes the findings over, each once, with the levels that were asked for. Several handouts share a
 * clinic, a theme and its faults. */
static void settle(struct checker *checker)
{
	struct check *check = checker->check;
	const struct finding *all = findings_all(&checker->findings);
	struct finding *kept = ARENA_ARRAY(checker->arena, struct finding, checker->findings.count + 1);
	GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
	const char *const *strict = checker->request->strict;

	for (size_t i = 0; i < checker->findings.count; i++) {
		char *key = str_fmt(checker->arena, "%s %s %d %d %s", all[i].rule,
							all[i].pos.file ? all[i].pos.file : "", all[i].pos.line, all[i].pos.col,
							all[i].text);
		struct finding *finding = &kept[check->finding_count];
		if (!g_hash_table_add(seen, key))
			continue;
		*finding = all[i];
		if (finding->level == LEVEL_WARNING && strict && asked_for(strict, finding->rule))
			finding->level = LEVEL_ERROR;
		check->errors += finding->level == LEVEL_ERROR;
		check->finding_count++;
	}
	check->findings = kept;
	g_hash_table_destroy(seen);
}

struct check *check_run(struct arena *arena, struct diag *diag, const struct source *sources,
						size_t count, const struct check_request *request)
{
	struct check *check = ARENA_NEW(arena, struct check);
	struct checker checker = {arena, diag,   {.arena = arena}, {.arena = arena}, {.arena = arena},
							  check, request};

	for (size_t i = 0; i < count; i++)
		if (!sources[i].failed)
			check_source(&checker, &sources[i]);
	settle(&checker);
	check->states = (void *)checker.states.s;
	check->readings = (const void *)checker.readings.s;
	return check;
}
