/* Findings: a list of what the checks say. */
#include "check/finding.h"

void finding_add(struct findings *findings, const char *rule, enum level level, struct pos pos,
				 const char *fmt, ...)
{
	struct finding finding = {rule, level, pos, NULL};
	va_list args;

	va_start(args, fmt);
	finding.text = str_vfmt(findings->arena, fmt, args);
	va_end(args);
	findings->items.arena = findings->arena;
	buf_add(&findings->items, &finding, sizeof finding);
	findings->count++;
	findings->errors += level == LEVEL_ERROR;
}

const struct finding *findings_all(const struct findings *findings)
{
	return (const void *)findings->items.s;
}
