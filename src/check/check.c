/* Findings by rule, each with its place: the tree is searched for what notes quote, translations
 * are applied to learn their states. */
#include "check/check.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "batch/edition.h"
#include "check/emergency.h"
#include "check/glossary.h"
#include "check/orthography.h"
#include "check/parity.h"
#include "check/wording.h"
#include "document/locale.h"
#include "document/pseudo.h"

struct checker {
	struct arena *arena;
	struct diag *diag;
	struct findings findings;
	struct buf states;
	struct check *check;
	struct date today;
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

/* "    article (article.md:12): "words"", a line of its own. */
static void add_passage(struct buf *text, const struct passage *passage, const struct node *at)
{
	buf_fmt(text, "\n    %s", passage->part);
	if (at)
		buf_fmt(text, " (%s:%d)", path_base(at->pos.file), at->pos.line);
	buf_fmt(text, ": \"%s\"", passage->text);
}

static void check_note(struct checker *checker, const struct source *source,
					   const struct clinical_note *note)
{
	struct buf text = {.arena = checker->arena};
	struct pos pos = note->pos;

	if (!str_same(note->status, "open"))
		return;
	size_t len = strlen(note->concern);
	bool stop = len > 0 && note->concern[len - 1] == '.';
	buf_fmt(&text, "%.*s: the clinic decides, then notes.yaml says who accepted or changed it",
			(int)(len - stop), note->concern);
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
		add_passage(&text, passage, at);
	}
	finding_add(&checker->findings, "clinical-note", LEVEL_WARNING, pos, "%s", buf_chars(&text));
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

static void check_language(struct checker *checker, const struct source *source,
						   const struct glossary *glossary, const char *lang)
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
	parity_check(&checker->findings, source->handout, translation, glossary);
	wording_check(&checker->findings, source->handout, translation);
	orthography_check(&checker->findings, translation);
}

static void check_source(struct checker *checker, const struct source *source)
{
	const struct handout *handout = source->handout;
	const struct glossary *glossary = glossary_read(checker->arena, checker->diag, handout);

	for (size_t i = 0; i < handout->note_count; i++)
		check_note(checker, source, &handout->notes[i]);
	emergency_check(&checker->findings, handout, checker->today);
	for (size_t i = 0; i < handout->languages.count; i++) {
		const char *lang = handout->languages.items[i].text;
		if (!str_same(lang, handout->language) && !pseudo_is(lang))
			check_language(checker, source, glossary, lang);
	}
}

struct check *check_run(struct arena *arena, struct diag *diag, const struct source *sources,
						size_t count, bool strict, struct date today)
{
	struct check *check = ARENA_NEW(arena, struct check);
	struct checker checker = {arena, diag, {.arena = arena}, {.arena = arena}, check, today};

	for (size_t i = 0; i < count; i++)
		if (!sources[i].failed)
			check_source(&checker, &sources[i]);
	check->finding_count = checker.findings.count;
	check->errors = checker.findings.errors;
	struct finding *findings = ARENA_ARRAY(arena, struct finding, check->finding_count);
	for (size_t i = 0; i < check->finding_count; i++) {
		findings[i] = findings_all(&checker.findings)[i];
		if (strict)
			findings[i].level = LEVEL_ERROR;
	}
	if (strict)
		check->errors = check->finding_count;
	check->findings = findings;
	check->states = (void *)checker.states.s;
	return check;
}

/* One line of the table of states: a language of a handout. */
static void add_counts(struct buf *out, const struct message_state *of, const size_t *counts)
{
	const struct locale *locale = locale_find(of->lang);

	buf_fmt(out, "  %-11s %-22s", of->lang, locale ? locale->english : "");
	for (enum state state = STATE_MISSING; state <= STATE_APPROVED; state++)
		buf_fmt(out, " %8zu", counts[state]);
	buf_putc(out, '\n');
}

static void add_table(struct buf *out, const struct check *check)
{
	const char *handout = NULL;
	size_t counts[STATE_APPROVED + 1] = {0};

	for (size_t i = 0; i < check->state_count; i++) {
		const struct message_state *state = &check->states[i], *next = state + 1;
		if (!str_same(state->handout, handout)) {
			buf_fmt(out, "%s\n  %-34s", state->handout, "messages in each state");
			for (enum state s = STATE_MISSING; s <= STATE_APPROVED; s++)
				buf_fmt(out, " %8s", state_name(s));
			buf_putc(out, '\n');
		}
		handout = state->handout;
		counts[state->state]++;
		if (i + 1 < check->state_count && str_same(state->lang, next->lang) &&
			str_same(state->handout, next->handout))
			continue;
		add_counts(out, state, counts);
		memset(counts, 0, sizeof counts);
	}
}

struct str check_text(struct arena *arena, const struct check *check)
{
	struct buf out = {.arena = arena};

	for (size_t i = 0; i < check->finding_count; i++) {
		const struct finding *finding = &check->findings[i];
		struct message message = {
			.level = finding->level,
			.pos = finding->pos,
			.text = str_fmt(arena, "%s: %s", finding->rule, finding->text),
		};
		buf_puts(&out, diag_line(arena, &message));
	}
	add_table(&out, check);
	return buf_str(&out);
}

struct str check_json(struct arena *arena, const struct check *check)
{
	json_t *root = json_object(), *messages = json_array(), *findings = json_array();

	for (size_t i = 0; i < check->state_count; i++) {
		const struct message_state *state = &check->states[i];
		json_t *object = json_object();
		json_put(object, "lang", json_new_text(state->lang));
		json_put(object, "context", json_new_text(state->context));
		json_put(object, "state", json_new_text(state_name(state->state)));
		json_put(object, "handout", json_new_text(state->handout));
		json_push(messages, object);
	}
	for (size_t i = 0; i < check->finding_count; i++) {
		const struct finding *finding = &check->findings[i];
		json_t *object = json_object();
		json_put(object, "rule", json_new_text(finding->rule));
		json_put(object, "level", json_new_text(level_name(finding->level)));
		json_put(object, "file", json_new_text(finding->pos.file));
		json_put(object, "line", json_integer(finding->pos.line));
		json_put(object, "text", json_new_text(finding->text));
		json_push(findings, object);
	}
	json_put(root, "messages", messages);
	json_put(root, "findings", findings);
	return json_bytes(arena, root);
}
