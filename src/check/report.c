/* What a check found, as text and as JSON. */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "check/beside.h"
#include "check/check.h"
#include "document/locale.h"

/* One line of the table of states: a language of a handout. */
static void add_counts(struct buf *out, const struct message_state *of, const size_t *counts)
{
	const struct locale *locale = locale_find(of->lang);

	buf_fmt(out, "  %-11s %-22s", of->lang, locale ? locale->english : "");
	for (enum state state = STATE_MISSING; state <= STATE_APPROVED; state++)
		buf_fmt(out, " %8zu", counts[state]);
	buf_putc(out, '\n');
}

struct str check_table(struct arena *arena, const struct check *check)
{
	struct buf out = {.arena = arena};
	const char *handout = NULL;
	size_t counts[STATE_APPROVED + 1] = {0};

	for (size_t i = 0; i < check->state_count; i++) {
		const struct message_state *state = &check->states[i], *next = state + 1;
		if (!str_same(state->handout, handout)) {
			buf_fmt(&out, "%s\n  %-34s", state->handout, "messages in each state");
			for (enum state s = STATE_MISSING; s <= STATE_APPROVED; s++)
				buf_fmt(&out, " %8s", state_name(s));
			buf_putc(&out, '\n');
		}
		handout = state->handout;
		counts[state->state]++;
		if (i + 1 < check->state_count && str_same(state->lang, next->lang) &&
			str_same(state->handout, next->handout))
			continue;
		add_counts(&out, state, counts);
		memset(counts, 0, sizeof counts);
	}
	return buf_str(&out);
}

static struct beside quoted(struct arena *arena, const struct finding_place *place)
{
	return (struct beside){finding_place_name(arena, place), str_fmt(arena, "\"%s\"", place->text)};
}

/* The finding's text with its places: passages to be compared stand in pairs side by side. */
static const char *text_of(struct arena *arena, const struct finding *finding, int width)
{
	static const struct beside nothing = {"", ""};
	struct buf out = {.arena = arena};

	if (!finding->compared || finding->place_count < 2 || width < BESIDE_LEAST)
		return finding_text(arena, finding);
	buf_puts(&out, finding->text);
	for (size_t i = 0; i < finding->place_count; i += 2)
		beside_add(&out, quoted(arena, &finding->places[i]),
				   i + 1 < finding->place_count ? quoted(arena, &finding->places[i + 1]) : nothing,
				   width);
	return buf_chars(&out);
}

const struct diag *check_messages(struct arena *arena, const struct check *check, int width)
{
	struct diag *diag = diag_new(arena);

	for (size_t i = 0; i < check->finding_count; i++) {
		const struct finding *finding = &check->findings[i];
		diag_add(diag, finding->level, finding->pos,
				 str_fmt(arena, "%s: %s", finding->rule, text_of(arena, finding, width)));
	}
	return diag;
}

static json_t *states_of(const struct check *check)
{
	json_t *messages = json_array();

	for (size_t i = 0; i < check->state_count; i++) {
		const struct message_state *state = &check->states[i];
		json_t *object = json_object();
		json_put(object, "lang", json_new_text(state->lang));
		json_put(object, "context", json_new_text(state->context));
		json_put(object, "state", json_new_text(state_name(state->state)));
		json_put(object, "handout", json_new_text(state->handout));
		json_push(messages, object);
	}
	return messages;
}

static json_t *places_of(const struct finding *finding)
{
	json_t *places = json_array();

	for (size_t i = 0; i < finding->place_count; i++) {
		const struct finding_place *place = &finding->places[i];
		json_t *object = json_object();
		json_put(object, "file", json_new_text(place->pos.file));
		json_put(object, "line", json_integer(place->pos.line));
		json_put(object, "what", json_new_text(place->what));
		json_put(object, "text", json_new_text(place->text));
		json_push(places, object);
	}
	return places;
}

static json_t *findings_of(struct arena *arena, const struct check *check)
{
	json_t *findings = json_array();

	for (size_t i = 0; i < check->finding_count; i++) {
		const struct finding *finding = &check->findings[i];
		json_t *object = json_object();
		json_put(object, "rule", json_new_text(finding->rule));
		json_put(object, "level", json_new_text(level_name(finding->level)));
		json_put(object, "file", json_new_text(finding->pos.file));
		json_put(object, "line", json_integer(finding->pos.line));
		json_put(object, "text", json_new_text(finding_text(arena, finding)));
		json_put(object, "column", json_integer(finding->pos.col));
		if (finding->place_count > 0)
			json_put(object, "places", places_of(finding));
		json_push(findings, object);
	}
	return findings;
}

static json_t *readings_of(const struct check *check)
{
	json_t *readings = json_array();

	for (size_t i = 0; i < check->reading_count; i++) {
		const struct reading *reading = &check->readings[i];
		json_t *object = json_object();
		json_put(object, "handout", json_new_text(reading->handout));
		json_put(object, "lang", json_new_text(reading->lang));
		json_put(object, "formula", json_new_text(reading->formula));
		json_put(object, "score",
				 reading->formula ? json_real(round(reading->score * 10) / 10) : json_null());
		json_put(object, "sentences", json_integer(reading->sentences));
		json_put(object, "words", json_integer(reading->words));
		json_push(readings, object);
	}
	return readings;
}

struct str check_json(struct arena *arena, const struct check *check)
{
	json_t *root = json_object();

	json_put(root, "messages", states_of(check));
	json_put(root, "findings", findings_of(arena, check));
	json_put(root, "readability", readings_of(check));
	return json_bytes(arena, root);
}
