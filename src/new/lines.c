/* Lines as typewriters, mail programs and clinics' word processors leave them. */
#include "new/lines.h"

#include <string.h>

#include <glib.h>

/* A heading is no longer than this, in columns; nor are the lines of an address. */
enum { HEADING_MOST = 90, SHORT_MOST = 50, TAB_WIDTH = 8 };

/* Lines on both sides that are compared with one. */
enum { NEAR = 30 };

static size_t width_of(struct str text)
{
	size_t width = 0;

	for (const char *s = text.s; s < text.s + text.len; s = g_utf8_next_char(s))
		width +=
			g_unichar_iswide(g_utf8_get_char(s)) ? 2 : !g_unichar_iszerowidth(g_utf8_get_char(s));
	return width;
}

/* The words "page", "p." and the like with a number, or a number between hyphens; and nothing else.
 */
static bool is_page_number(struct str text, bool *named)
{
	static const char *const words[] = {"page", "seite", "página", "pagina", "p",  "of",
										"von",  "sur",   "de",     "di",     "pg", NULL};
	size_t numbers = 0;

	*named = false;
	for (size_t i = 0; i < text.len;) {
		size_t start = i;
		while (i < text.len && strchr(" .-/|\342\200\223\224", text.s[i]))
			i++;
		if (i == text.len)
			break;
		size_t word = i;
		bool digits = g_ascii_isdigit(text.s[i]);
		while (i < text.len && !strchr(" .-/|", text.s[i]) && digits == g_ascii_isdigit(text.s[i]))
			i++;
		char *small = g_utf8_strdown(text.s + word, (gssize)(i - word));
		bool known = g_strv_contains(words, small);
		g_free(small);
		if (digits ? i - word > 3 || ++numbers > 2 : !known)
			return false;
		*named = *named || !digits;
		if (i == start)
			return false;
	}
	return numbers > 0;
}

static struct source_line line_of(struct str raw, int number)
{
	struct source_line line = {.number = number};
	size_t at = 0;

	while (at < raw.len && strchr(" \t\f", raw.s[at])) {
		line.paged = line.paged || raw.s[at] == '\f';
		line.indent += raw.s[at] == '\t' ? TAB_WIDTH : raw.s[at] == ' ';
		at++;
	}
	line.text = str_trim((struct str){raw.s + at, raw.len - at});
	while (line.text.len > 0 && line.text.s[line.text.len - 1] == '\f')
		line.text = str_trim((struct str){line.text.s, line.text.len - 1});
	return line;
}

/* Whether a page ends within three lines of one. */
static bool is_at_page_end(const struct source_line *all, size_t count, size_t at)
{
	for (size_t i = at > 3 ? at - 3 : 0; i < count && i <= at + 3; i++)
		if (all[i].paged)
			return true;
	return false;
}

/* Numbers of pages stand alone, and are named or beside the end of a page. */
static void take_page_numbers(struct diag *diag, const char *path, struct source_line *all,
							  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool named;
		bool alone = (i == 0 || all[i - 1].text.len == 0 || all[i].paged) &&
					 (i + 1 == count || all[i + 1].text.len == 0 || all[i + 1].paged);
		struct str text = all[i].text;
		if (!alone || text.len == 0 || !is_page_number(text, &named))
			continue;
		bool framed = text.len > 2 && text.s[0] == '-' && text.s[text.len - 1] == '-';
		if (!named && !framed && !is_at_page_end(all, count, i) && all[i].indent < SHORT_MOST / 2)
			continue;
		diag_note(diag, (struct pos){path, all[i].number, 1},
				  "left out: the number of a page, \"%.*s\"", (int)text.len, text.s);
		all[i].text.len = 0;
		all[i].taken = true;
	}
}

/* Three and more of = or hyphens, and nothing else: which; 0: the line is none. */
static char rule_of(struct str line)
{
	size_t same = 0;

	while (same < line.len && line.s[same] == line.s[0])
		same++;
	return same > 2 && same == line.len && strchr("=-", line.s[0]) ? line.s[0] : '\0';
}

static void take_rules(struct diag *diag, const char *path, struct source_line *all, size_t count)
{
	static const struct source_line none = {.text = {"", 0}};

	for (size_t i = 0; i < count; i++) {
		const struct source_line *above = i > 0 ? &all[i - 1] : &none;
		const struct source_line *first = i > 1 && !above->paged ? &all[i - 2] : &none;
		const struct source_line *below = i + 1 < count && !all[i + 1].paged ? &all[i + 1] : &none;
		char rule = rule_of(all[i].text);
		struct str cells[2];
		if (!rule)
			continue;
		bool headed = !all[i].paged && above->text.len > 0 && first->text.len == 0 &&
					  !strchr(".,;", above->text.s[above->text.len - 1]) &&
					  width_of(above->text) <= HEADING_MOST &&
					  line_cells(above->text, CELLS_APART, cells, 2) < 2 &&
					  typed_mark_of(above->text).kind != TYPED_BULLET;
		bool over = i + 2 < count && below->text.len > 0 && rule_of(all[i + 2].text) == rule;
		bool alone = (all[i].paged || above->text.len == 0) && below->text.len == 0;
		if (headed)
			all[i - 1].underline = rule == '=' ? 1 : 2;
		else if (alone)
			diag_note(diag, (struct pos){path, all[i].number, 1}, "left out: a line of \"%c\"",
					  rule);
		all[i].taken = headed || (over && above->text.len == 0);
		if (all[i].taken || alone)
			all[i].text.len = 0;
	}
}

/* Takes lines of hyphens and the like between the rows of a table away; how many lines are left. */
static size_t drop_table_rules(struct source_line *all, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		struct str cells[2], text = all[i].text;
		size_t marks = 0;
		while (marks < text.len && strchr("-=+| \t", text.s[marks]))
			marks++;
		bool rule = text.len > 2 && marks == text.len &&
					(g_strstr_len(text.s, (gssize)text.len, "--") ||
					 g_strstr_len(text.s, (gssize)text.len, "=="));
		bool between = rule && kept > 0 && i + 1 < count && !all[i].paged && !all[i + 1].paged &&
					   line_cells(all[kept - 1].text, CELLS_APART, cells, 2) == 2 &&
					   line_cells(all[i + 1].text, CELLS_APART, cells, 2) == 2;
		if (!between)
			all[kept++] = all[i];
	}
	return kept;
}

struct source_lines lines_split(struct arena *arena, struct diag *diag, const char *path,
								struct str text)
{
	struct buf list = {.arena = arena};
	size_t count = 0;

	for (size_t at = 0; at < text.len; count++) {
		const char *stop = memchr(text.s + at, '\n', text.len - at);
		size_t end = stop ? (size_t)(stop - text.s) : text.len;
		struct source_line line = line_of((struct str){text.s + at, end - at}, (int)count + 1);
		buf_add(&list, &line, sizeof line);
		at = end + 1;
	}
	struct source_line *all = (void *)list.s;
	if (all) {
		take_page_numbers(diag, path, all, count);
		take_rules(diag, path, all, count);
		count = drop_table_rules(all, count);
	}
	return (struct source_lines){all, count};
}

/* A number in any digits with what stands after it: ".", ")" or "、", in brackets too. */
static struct typed_mark number_of(struct str line)
{
	const char *s = line.s, *end = line.s + line.len;
	s += s + 1 < end && *s == '\\';
	bool open = s < end && (*s == '(' || *s == '[');
	struct typed_mark marker = {0};
	int digits = 0;

	s += open;
	for (; s < end && digits < 4; s = g_utf8_next_char(s), digits++) {
		int value = g_unichar_digit_value(g_utf8_get_char(s));
		if (value < 0)
			break;
		marker.number = marker.number * 10 + value;
	}
	if (digits == 0 || digits == 4 || s == end)
		return (struct typed_mark){0};
	s += *s == '\\';
	struct str rest = {s, (size_t)(end - s)};
	bool wide = g_str_has_prefix(rest.s, "、") || g_str_has_prefix(rest.s, "）");
	size_t sign = wide ? strlen("、") : 1;
	if (rest.len <= sign || (!wide && !strchr(open ? ")]" : ".)", *s)) ||
		(!wide && s[1] != ' ' && s[1] != '\t'))
		return (struct typed_mark){0};
	s += sign;
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	marker.kind = s < end ? TYPED_NUMBER : TYPED_NONE;
	marker.len = (size_t)(s - line.s);
	marker.weak = open;
	return marker;
}

struct typed_mark typed_mark_of(struct str line)
{
	static const struct {
		const char *sign;
		enum typed_kind kind;
		bool weak, done;
	} signs[] = {{"-", TYPED_BULLET, false, false},   {"*", TYPED_BULLET, false, false},
				 {"•", TYPED_BULLET, false, false},   {"·", TYPED_BULLET, false, false},
				 {"‣", TYPED_BULLET, false, false},   {"▪", TYPED_BULLET, false, false},
				 {"◦", TYPED_BULLET, false, false},   {"●", TYPED_BULLET, false, false},
				 {"○", TYPED_BULLET, false, false},   {"■", TYPED_BULLET, false, false},
				 {"→", TYPED_BULLET, true, false},    {"–", TYPED_BULLET, true, false},
				 {"—", TYPED_BULLET, true, false},    {"o", TYPED_BULLET, true, false},
				 {"□", TYPED_BOX, false, false},      {"[ ]", TYPED_BOX, false, false},
				 {"[x]", TYPED_BOX, false, true},     {"\\[ \\]", TYPED_BOX, false, false},
				 {"\\[\\]", TYPED_BOX, false, false}, {"\\*", TYPED_BULLET, false, false},
				 {"\\-", TYPED_BULLET, false, false}, {"✓", TYPED_BULLET, true, false}};

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		size_t len = strlen(signs[i].sign), at = len;
		if (line.len <= len || memcmp(line.s, signs[i].sign, len) != 0 ||
			!strchr(" \t", line.s[len]))
			continue;
		while (at < line.len && strchr(" \t", line.s[at]))
			at++;
		if (at < line.len)
			return (struct typed_mark){signs[i].kind, at, 0, signs[i].weak, signs[i].done};
	}
	return number_of(line);
}

bool lines_break(const struct source_line *lines, size_t count, size_t at)
{
	size_t widest = 0, word = 0;

	for (size_t i = at > NEAR ? at - NEAR : 0; i < count && i <= at + NEAR; i++)
		widest = MAX(widest, lines[i].indent + width_of(lines[i].text));
	if (widest < SHORT_MOST)
		return true;
	struct str next = lines[at + 1].text;
	while (word < next.len && !strchr(" \t", next.s[word]))
		word++;
	return lines[at].indent + width_of(lines[at].text) + 1 + width_of((struct str){next.s, word}) <=
		   widest;
}

bool line_is_capitals(struct str line)
{
	size_t capitals = 0;

	for (const char *s = line.s; s < line.s + line.len; s = g_utf8_next_char(s)) {
		gunichar c = g_utf8_get_char(s);
		if (g_unichar_islower(c))
			return false;
		capitals += g_unichar_isupper(c);
	}
	return capitals > 1;
}

static gunichar last_char(struct str text)
{
	const char *last = g_utf8_find_prev_char(text.s, text.s + text.len);

	return last ? g_utf8_get_char(last) : 0;
}

bool line_is_heading(struct str line)
{
	static const gunichar ends[] = {'.',    ',',    ';',    ':',    '!',    '"',    '\'',
									')',    ']',    '>',    0x3002, 0xff0c, 0xff1b, 0xff1a,
									0xff01, 0x0964, 0x0965, 0x061b, 0x060c, 0x201c, 0x201d,
									0x2019, 0xbb,   0xff09, 0x2026, 0x06d4};
	struct str cells[2];
	size_t letters = 0, digits = 0;

	if (line.len == 0 || width_of(line) > HEADING_MOST || typed_mark_of(line).kind != TYPED_NONE ||
		g_unichar_islower(g_utf8_get_char(line.s)) || line_cells(line, CELLS_APART, cells, 2) > 1 ||
		g_strstr_len(line.s, (gssize)line.len, "://") || memchr(line.s, '@', line.len))
		return false;
	gunichar last = last_char(line);
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		if (last == ends[i])
			return last == ':' && line_is_capitals(line);
	for (const char *s = line.s; s < line.s + line.len; s = g_utf8_next_char(s)) {
		letters += g_unichar_isalpha(g_utf8_get_char(s));
		digits += g_unichar_isdigit(g_utf8_get_char(s));
	}
	return letters > 1 && letters > digits;
}

size_t line_cells(struct str line, size_t spaces, struct str *cells, size_t most)
{
	size_t count = 0, begin = 0;

	for (size_t i = 0; i <= line.len && count < most; i++) {
		size_t gap = i;
		while (gap < line.len && strchr(" \t", line.s[gap]))
			gap++;
		bool parts =
			i == line.len || gap - i >= spaces || (gap > i && memchr(line.s + i, '\t', gap - i));
		if (!parts)
			continue;
		cells[count++] = str_trim((struct str){line.s + begin, i - begin});
		begin = gap;
		i = MAX(i, gap);
		if (gap == line.len)
			break;
	}
	return count;
}
