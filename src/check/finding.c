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

void finding_places(struct findings *findings, const struct finding_place *places, size_t count)
{
	struct finding *last = (void *)findings->items.s;

	assert(findings->count > 0);
	last += findings->count - 1;
	last->places = places;
	last->place_count = count;
}

const char *finding_text(struct arena *arena, const struct finding *finding)
{
	struct buf out = {.arena = arena};

	buf_puts(&out, finding->text);
	for (size_t i = 0; i < finding->place_count; i++) {
		const struct finding_place *place = &finding->places[i];
		buf_fmt(&out, "\n    %s", place->what);
		if (place->pos.file)
			buf_fmt(&out, " (%s:%d)", path_base(place->pos.file), place->pos.line);
		buf_fmt(&out, ": \"%s\"", place->text);
	}
	return buf_chars(&out);
}

const struct finding *findings_all(const struct findings *findings)
{
	return (const void *)findings->items.s;
}
