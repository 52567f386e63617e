/* Findings: a list of what the checks say. */
#include "check/finding.h"

#include <assert.h>

#include "base/file.h"
#include "check/rules.h"

void finding_add(struct findings *findings, const char *rule, enum level level, struct pos pos,
				 const char *fmt, ...)
{
	struct finding finding = {.rule = rule, .level = level, .pos = pos};
	va_list args;

	assert(rule_find(rule));
	va_start(args, fmt);
	finding.text = str_vfmt(findings->arena, fmt, args);
	va_end(args);
	findings->items.arena = findings->arena;
	buf_add(&findings->items, &finding, sizeof finding);
	findings->count++;
	findings->errors += level == LEVEL_ERROR;
}

static struct finding *last_of(struct findings *findings)
{
	assert(findings->count > 0);
	return (struct finding *)(void *)findings->items.s + findings->count - 1;
}

void finding_places(struct findings *findings, const struct finding_place *places, size_t count)
{
	struct finding *last = last_of(findings);

	last->places = places;
	last->place_count = count;
}

void finding_compare(struct findings *findings, const struct finding_place *places, size_t count)
{
	finding_places(findings, places, count);
	last_of(findings)->compared = true;
}

const char *finding_place_name(struct arena *arena, const struct finding_place *place)
{
	if (!place->pos.file)
		return place->what;
	return str_fmt(arena, "%s (%s:%d)", place->what, path_base(place->pos.file), place->pos.line);
}

const char *finding_text(struct arena *arena, const struct finding *finding)
{
	struct buf out = {.arena = arena};

	buf_puts(&out, finding->text);
	for (size_t i = 0; i < finding->place_count; i++) {
		const struct finding_place *place = &finding->places[i];
		buf_fmt(&out, "\n    %s: \"%s\"", finding_place_name(arena, place), place->text);
	}
	return buf_chars(&out);
}

const struct finding *findings_all(const struct findings *findings)
{
	return (const void *)findings->items.s;
}
