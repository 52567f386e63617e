/* Two columns of text: lines are taken from both in turn. */
#include "check/beside.h"

#include <glib.h>

enum { INDENT = 4, GUTTER = 3, JOINER = 0x200D };

static int width_of(gunichar c)
{
	if (g_unichar_iszerowidth(c) || g_unichar_ismark(c))
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

/* Past the letter at p and the marks that belong to it; its width is added. */
static const char *past_letter(const char *p, int *width)
{
	gunichar c = g_utf8_get_char(p);
	bool joined = c == JOINER;

	*width += width_of(c);
	for (p = g_utf8_next_char(p); *p; p = g_utf8_next_char(p)) {
		c = g_utf8_get_char(p);
		if (width_of(c) > 0 && !joined)
			break;
		joined = c == JOINER;
	}
	return p;
}

/* Whether a line may end before p, which is not the beginning of the text: wide letters stand
 * without spaces. */
static bool may_end(const char *before, const char *p)
{
	return *before == ' ' ||
		   (g_unichar_iswide(g_utf8_get_char(before)) && g_unichar_iswide(g_utf8_get_char(p)) &&
			!g_unichar_ispunct(g_utf8_get_char(p)));
}

/* The first line of the text: where it ends, and where the next begins. The width of what it has is
 * put into *taken. */
static const char *line_end(const char *text, int width, int *taken, const char **next)
{
	const char *p = text, *end = NULL, *before = text;
	int filled = 0, fitting = 0;

	while (*p) {
		int grown = filled;
		const char *past = past_letter(p, &grown);
		if (p > text && may_end(before, p) && *p != ' ') {
			end = p;
			fitting = filled;
		}
		if (grown > width && *p != ' ' && p > text)
			break;
		before = p;
		filled = grown;
		p = past;
	}
	if (!*p || !end) {
		end = p;
		fitting = filled;
	}
	*next = end;
	while (end > text && end[-1] == ' ') {
		end--;
		fitting--;
	}
	*taken = fitting;
	return end;
}

/* Adds lines until both texts end. */
static void add_lines(struct buf *out, const char *first, const char *second, int width)
{
	while (*first || *second) {
		const char *next_first, *next_second;
		int taken, other;
		const char *end = line_end(first, width, &taken, &next_first);
		const char *other_end = line_end(second, width, &other, &next_second);
		buf_fmt(out, "\n%*s%.*s", end > first || other > 0 ? INDENT : 0, "", (int)(end - first),
				first);
		if (other > 0)
			buf_fmt(out, "%*s%.*s", width - taken + GUTTER, "", (int)(other_end - second), second);
		first = next_first;
		second = next_second;
	}
}

void beside_add(struct buf *out, struct beside first, struct beside second, int width)
{
	int column = (width - INDENT - GUTTER) / 2;

	add_lines(out, first.head, second.head, column);
	add_lines(out, first.text, second.text, column);
}
