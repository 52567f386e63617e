/* Names as asked for, globs among them, against the names that there are. */
#include "batch/asked.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"

#define NOWHERE ((struct pos){NULL, 0, 0})

bool asked_is_glob(const char *word)
{
	return strpbrk(word, "*?") != NULL;
}

bool asked_means(const char *word, const char *name)
{
	if (!asked_is_glob(word))
		return g_ascii_strcasecmp(word, name) == 0;
	char *pattern = g_ascii_strdown(word, -1), *lower = g_ascii_strdown(name, -1);
	bool means = g_pattern_match_simple(pattern, lower);
	g_free(pattern);
	g_free(lower);
	return means;
}

bool asked_for(const char *const *words, const char *name)
{
	bool means = !words;

	for (; words && *words && !means; words++)
		means = asked_means(*words, name);
	return means;
}

static bool is_known(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (asked_means(word, *list))
			return true;
	return false;
}

/* "standard, clear, large": of a long list its beginning, and the command that prints the rest. */
static char *listed(const char *const *list, const char *command)
{
	enum { SHOWN = 12 };
	guint count = g_strv_length((char **)list);
	guint shown = command && count > SHOWN + 1 ? SHOWN : count;
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < shown; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", list[i]);
	if (shown < count)
		g_string_append_printf(text, " and others: \"%s\" lists them", command);
	return g_string_free(text, FALSE);
}

bool asked_known(struct diag *diag, const char *what, const char *const *words,
				 const char *const *list, const char *command)
{
	bool good = true;

	for (; words && *words; words++) {
		if (is_known(*words, list))
			continue;
		const char *nearest = asked_is_glob(*words) ? NULL : str_nearest(*words, list);
		good = false;
		if (nearest) {
			diag_error(diag, NOWHERE, "unknown %s \"%s\": did you mean \"%s\"?", what, *words,
					   nearest);
			continue;
		}
		char *all = listed(list, command);
		if (*list)
			diag_error(diag, NOWHERE, "unknown %s \"%s\": choose among %s", what, *words, all);
		else
			diag_error(diag, NOWHERE, "unknown %s \"%s\": there is none, leave it out", what,
					   *words);
		g_free(all);
	}
	return good;
}
