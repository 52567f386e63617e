/* Findings by rule, each with its place: the tree is searched for what notes quote, translations
 * are applied to learn their states. */
#include "check/check.h"

#include <string.h>

#include <glib.h>

#include "batch/asked.h"
#include "batch/edition.h"
#include "check/emergency.h"
#include "check/glossary.h"
#include "check/links.h"
#include "check/orthography.h"
#include "check/parity.h"
#include "check/print.h"
#include "check/prose.h"
#include "check/rules.h"
#include "check/sheet.h"
#include "check/wording.h"
#include "check/writing.h"
#include "document/pseudo.h"

/* What lasts from handout to handout. */
struct kept {
	struct arena *arena;
	const struct check_request *request;
	struct buf findings, states, readings;
	GHashTable *seen; /* keys of findings, folders of handouts */
};

/* A handout being checked; all in the arena is freed after it. */
struct checker {
	struct arena *arena;
	struct diag *diag;
	struct findings findings;
	struct check *check;
	const struct check_request *request;
	bool again; /* the handout was checked for another clinic: its states are known */
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
	finding_compare(&checker->findings, places, note->passage_count);
}

/* The level of what is not translated, or not any more. */
static enum level untranslated_level(const struct handout *handout)
{
	return handout->untranslated == UNTRANSLATED_REFUSE ? LEVEL_ERROR : LEVEL_WARNING;
}

static void check_state(struct checker *checker, const struct handout *handout, const char *lang,
						const struct segment *segment, bool begun)
{
	struct arena *lasting = checker->check->kept->arena;
	struct message_state state = {str_copy(lasting, handout->name), str_copy(lasting, lang),
								  str_copy(lasting, segment->context), segment->state};
	enum level level = untranslated_level(handout);

	if (checker->again)
		return;
	buf_add(&checker->check->kept->states, &state, sizeof state);
	checker->check->state_count++;
	if (segment->state == STATE_MISSING && begun)
		finding_add(&checker->findings, "translation-missing", level, segment->pos,
					"%s is not translated to %s: translate it in po/%s.po", segment->context, lang,
					lang);
	if (segment->state != STATE_STALE)
		return;
	const struct po_message *message = segment->message;
	if (strcmp(message->id, segment->source->text) != 0)
		finding_add(&checker->findings, "translation-stale", level, segment->pos,
					"the source of %s changed since it was translated to %s: run \"handout "
					"messages\", then check it in po/%s.po and take away the mark fuzzy",
					segment->context, lang, lang);
	else if (message->previous_id)
		finding_add(&checker->findings, "translation-stale", level, segment->pos,
					"the source of %s changed since it was translated to %s: check it in po/%s.po "
					"and take away the mark fuzzy",
					segment->context, lang, lang);
	else
		finding_add(&checker->findings, "translation-stale", level, segment->pos,
					"%s is marked fuzzy in po/%s.po: check it and take away the mark",
					segment->context, lang);
}

/* What is read of a text, whatever its language. */
static void check_prose(struct checker *checker, const struct source *source,
						const struct prose *prose)
{
	struct reading reading;

	print_check(&checker->findings, source->handout, source->theme, checker->request->faces, prose);
	if (!readability_check(&checker->findings, prose, &reading))
		return;
	reading.handout = str_copy(checker->check->kept->arena, source->handout->name);
	reading.lang = str_copy(checker->check->kept->arena, prose->lang);
	if (checker->again)
		return;
	buf_add(&checker->check->kept->readings, &reading, sizeof reading);
	checker->check->reading_count++;
}

/* Adds the language to the unreviewed ones where not all of it is reviewed. */
static void note_draft(const struct translation *translation, struct buf *unreviewed)
{
	if (translation->reviewed + translation->approved < translation->count)
		buf_fmt(unreviewed, "%s%s", unreviewed->len ? ", " : "", translation->lang);
}

/* Whether anything is translated; if not, this is said once. */
static bool is_begun(struct checker *checker, const struct handout *handout,
					 const struct name *lang, const struct translation *translation)
{
	for (size_t i = 0; i < translation->count; i++)
		if (translation->segments[i].state != STATE_MISSING)
			return true;
	if (translation->count > 0)
		finding_add(
			&checker->findings, "translation-missing", untranslated_level(handout), lang->pos,
			"nothing is translated to %s yet: translate po/%s.po, which \"handout messages\" "
			"makes",
			lang->text, lang->text);
	return false;
}

static bool has_letters(const char *text)
{
	while (*text && !g_unichar_isalpha(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	return *text != '\0';
}

/* Whether readers of a language find the clinic's hours in another one. */
static void check_hours(struct checker *checker, const struct handout *handout, const char *lang)
{
	const struct worded *hours = &handout->clinic.hours;
	const char *words = worded_in(hours, lang), *said = worded_lang(hours, lang);

	said = said ? said : handout->language;
	if (!words || !has_letters(words) || locale_is_kin(said, lang))
		return;
	finding_add(&checker->findings, "translation-hours", LEVEL_WARNING,
				POS_FILE(handout->clinic.file),
				"the sheet in %s has the opening hours in %s: write them in %s too, as "
				"\"hours: {%s: ..., %s: ...}\"",
				lang, said, lang, said, lang);
}

static void check_language(struct checker *checker, const struct source *source,
						   const struct glossary *glossary, const struct name *name,
						   struct buf *unreviewed)
{
	const char *lang = name->text;
	struct diag *own = diag_new(checker->arena);
	struct translation *translation = edition_translate(checker->arena, own, source, lang);

	for (const struct message *m = own->first; m; m = m->next)
		if (m->level == LEVEL_ERROR)
			diag_add(checker->diag, m->level, m->pos, m->text);
		else
			finding_add(&checker->findings, "translation-file", m->level, m->pos, "%s", m->text);
	if (!translation)
		return;
	check_hours(checker, source->handout, lang);
	bool begun = is_begun(checker, source->handout, name, translation);
	for (size_t i = 0; i < translation->count; i++)
		check_state(checker, source->handout, lang, &translation->segments[i], begun);
	note_draft(translation, unreviewed);
	parity_check(&checker->findings, source->handout, translation, glossary);
	wording_check(&checker->findings, source->handout, translation);
	orthography_check(&checker->findings, translation);
	links_check(&checker->findings, translation->document, true);
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
	links_check(&checker->findings, source->document, false);
	contrast_check(&checker->findings, handout, source->theme);
	check_prose(checker, source, &prose);
}

static void check_source(struct checker *checker, const struct source *source)
{
	const struct handout *handout = source->handout;
	const struct glossary *glossary =
		glossary_read(checker->arena, checker->diag, handout, source_root(checker->arena, source));
	const char *const *asked = checker->request->languages;
	struct buf unreviewed = {.arena = checker->arena};

	if (asked_for(asked, handout->language))
		check_text_of_source(checker, source);
	for (size_t i = 0; i < handout->languages.count; i++) {
		const struct name *name = &handout->languages.items[i];
		if (!str_same(name->text, handout->language) && !pseudo_is(name->text) &&
			asked_for(asked, name->text))
			check_language(checker, source, glossary, name, &unreviewed);
	}
	if (unreviewed.len)
		finding_add(&checker->findings, "translation-draft", LEVEL_NOTE, POS_FILE(handout->file),
					"nobody has reviewed all of these translations: %s: have them reviewed, then "
					"sign them off with \"handout signoff\"",
					buf_chars(&unreviewed));
}

/* The names of the editions that are asked for, in the arena. */
static struct names editions_asked(struct arena *arena, const char *const *asked)
{
	struct name *items = ARENA_ARRAY(arena, struct name, EDITION_KINDS);
	size_t count = 0;

	for (int kind = 0; kind < EDITION_KINDS; kind++)
		if (asked_for(asked, edition_names[kind]))
			items[count++] = (struct name){.text = edition_names[kind]};
	return (struct names){items, count};
}

static struct pos lasting_pos(struct arena *arena, struct pos pos)
{
	return (struct pos){pos.file ? str_copy(arena, pos.file) : NULL, pos.line, pos.col};
}

/* A copy that needs nothing of the handout. */
static struct finding lasting(struct arena *arena, const struct finding *finding)
{
	struct finding_place *places =
		ARENA_ARRAY(arena, struct finding_place, finding->place_count + 1);
	struct finding copy = *finding;

	for (size_t i = 0; i < finding->place_count; i++)
		places[i] = (struct finding_place){
			.pos = lasting_pos(arena, finding->places[i].pos),
			.what = str_copy(arena, finding->places[i].what),
			.text = str_copy(arena, finding->places[i].text),
		};
	copy.rule = rule_find(finding->rule)->id;
	copy.pos = lasting_pos(arena, finding->pos);
	copy.text = str_copy(arena, finding->text);
	copy.places = places;
	return copy;
}

/* Takes the findings over, each once, with the levels that were asked for. Several handouts share a
 * clinic, a theme and its faults. */
static void settle(struct check *check, const struct findings *findings)
{
	struct kept *kept = check->kept;
	const struct finding *all = findings_all(findings);
	const char *const *strict = kept->request->strict;

	for (size_t i = 0; i < findings->count; i++) {
		char *key = str_fmt(findings->arena, "%s %s %d %d %s", all[i].rule,
							all[i].pos.file ? all[i].pos.file : "", all[i].pos.line, all[i].pos.col,
							all[i].text);
		if (g_hash_table_contains(kept->seen, key))
			continue;
		g_hash_table_add(kept->seen, str_copy(kept->arena, key));
		struct finding finding = lasting(kept->arena, &all[i]);
		if (finding.level == LEVEL_WARNING && strict && asked_for(strict, finding.rule))
			finding.level = LEVEL_ERROR;
		check->errors += finding.level == LEVEL_ERROR;
		check->finding_count++;
		buf_add(&kept->findings, &finding, sizeof finding);
	}
	check->findings = (const void *)kept->findings.s;
	check->states = (void *)kept->states.s;
	check->readings = (const void *)kept->readings.s;
}

struct check *check_new(struct arena *arena, const struct check_request *request)
{
	struct check *check = ARENA_NEW(arena, struct check);
	struct kept *kept = ARENA_NEW(arena, struct kept);

	*kept = (struct kept){arena,
						  request,
						  {.arena = arena},
						  {.arena = arena},
						  {.arena = arena},
						  g_hash_table_new(g_str_hash, g_str_equal)};
	arena_defer(arena, (void (*)(void *))g_hash_table_destroy, kept->seen);
	check->kept = kept;
	return check;
}

void check_add(struct check *check, struct diag *diag, const struct source *source)
{
	struct arena *arena = arena_new();
	GHashTable *seen = check->kept->seen;
	struct checker checker = {.arena = arena,
							  .diag = diag,
							  .findings = {.arena = arena},
							  .check = check,
							  .request = check->kept->request,
							  .again = g_hash_table_contains(seen, source->dir)};

	g_hash_table_add(seen, str_copy(check->kept->arena, source->dir));
	if (!source->failed && checker.request->editions) {
		struct handout handout = *source->handout;
		struct source own = *source;
		handout.editions = editions_asked(arena, checker.request->editions);
		own.handout = &handout;
		check_source(&checker, &own);
	} else if (!source->failed) {
		check_source(&checker, source);
	}
	settle(check, &checker.findings);
	arena_free(arena);
}
