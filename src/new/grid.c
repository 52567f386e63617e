/* Tables in HTML, as pandoc writes those that Markdown has no marks for: cells that span others,
 * and of several paragraphs. */
#include "new/import.h"

#include <string.h>

#include <glib.h>

/* Columns of a table, at most; further ones are put into the last. */
enum { COLUMNS_MOST = 32 };

struct row {
	struct str cells; /* each after its bar */
	size_t count;
	bool head;
};

struct grid {
	struct arena *arena;
	struct diag *diag;
	struct pos pos;
	struct pictures *pictures;
	struct buf *after;
	struct buf rows;            /* struct row */
	size_t below[COLUMNS_MOST]; /* rows that a cell above still covers */
	struct buf line;            /* the row at hand, as cells */
	size_t at;                  /* the next column of it */
	bool head;                  /* it has a head's cell */
};

static bool begins(struct str tag, const char *name)
{
	size_t len = strlen(name);

	return tag.len > len && g_ascii_strncasecmp(tag.s, name, len) == 0 &&
		   strchr(" />", tag.s[len]) != NULL;
}

/* The number in an attribute such as colspan="2"; 1 without it. */
static size_t number_of(struct str tag, const char *name)
{
	const char *at = g_strstr_len(tag.s, (gssize)tag.len, name);
	guint64 number = at ? g_ascii_strtoull(at + strlen(name), NULL, 10) : 1;

	return (size_t)CLAMP(number, 1, COLUMNS_MOST);
}

/* HTML text as Markdown: entities are signs, and signs that would mean something are guarded. */
static void add_text(struct buf *out, struct str text)
{
	static const struct {
		const char *entity, *sign;
	} entities[] = {{"&amp;", "&"},   {"&lt;", "<"},  {"&gt;", ">"},
					{"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", "\302\240"}};

	for (size_t i = 0; i < text.len;) {
		size_t n = 0, len = 1;
		while (n < G_N_ELEMENTS(entities) &&
			   strncmp(text.s + i, entities[n].entity,
					   MIN(strlen(entities[n].entity), text.len - i)) != 0)
			n++;
		if (n < G_N_ELEMENTS(entities) && text.len - i >= strlen(entities[n].entity)) {
			const char *sign = entities[n].sign;
			if (strchr("<&", sign[0]))
				buf_putc(out, '\\');
			buf_puts(out, sign);
			len = strlen(entities[n].entity);
		} else {
			if (strchr("\\`*_[]~|", text.s[i]))
				buf_putc(out, '\\');
			buf_putc(out, text.s[i] == '\n' ? ' ' : text.s[i]);
		}
		i += len;
	}
}

/* What joins a cell's paragraphs and the items of its lists, before a tag. */
static const char *joint(struct str tag, bool filled)
{
	if (!filled)
		return "";
	return begins(tag, "li") ? "; " : begins(tag, "p") || begins(tag, "br") ? " " : "";
}

static bool is_laid_out(struct str tag)
{
	static const char *const names[] = {
		"p",      "li",    "ul",     "ol",  "br",       "/p",        "/li",   "/ul",    "/ol",
		"td",     "th",    "/td",    "/th", "tr",       "/tr",       "table", "/table", "tbody",
		"/tbody", "thead", "/thead", "col", "colgroup", "/colgroup", NULL};

	for (const char *const *name = names; *name; name++)
		if (begins(tag, *name))
			return true;
	return false;
}

/* The content of a cell; apart: its paragraphs stay apart. */
static struct str cell_text(struct grid *g, struct str html, bool apart)
{
	struct buf out = {.arena = g->arena}, clean = {.arena = g->arena};

	for (size_t i = 0; i < html.len;) {
		const char *open = memchr(html.s + i, '<', html.len - i);
		size_t stop = open ? (size_t)(open - html.s) : html.len;
		struct str text = {html.s + i, stop - i};
		if (str_trim(text).len > 0)
			add_text(&out, text);
		const char *close = open ? memchr(open, '>', html.len - stop) : NULL;
		struct str tag = {open ? open + 1 : NULL, close ? (size_t)(close - open) : 0};
		if (!close)
			break;
		i = (size_t)(close - html.s) + 1;
		if (!is_laid_out(tag))
			buf_add(&out, open, tag.len + 1);
		else if (apart && g_str_has_suffix(buf_chars(&out), "\n\n"))
			buf_puts(&out, begins(tag, "li") ? "- " : "");
		else if (apart && (begins(tag, "li") || (out.len > 0 && tag.s[0] != '/')))
			buf_puts(&out, begins(tag, "li") ? "\n\n- " : "\n\n");
		else if (!apart)
			buf_puts(&out, joint(tag, out.len > 0));
	}
	for (size_t at = 0; at < out.len;) {
		const char *stop = memchr(out.s + at, '\n', out.len - at);
		size_t end = stop ? (size_t)(stop - out.s) : out.len;
		struct str line = {out.s + at, end - at};
		line = str_trim(import_tags(g->arena, g->diag, g->pos, line, g->pictures, g->after));
		buf_add(&clean, line.s, line.len);
		buf_puts(&clean, stop ? "\n" : "");
		at = end + 1;
	}
	return str_trim(buf_str(&clean));
}

static void skip_covered(struct grid *g)
{
	while (g->at < COLUMNS_MOST && g->below[g->at] > 0) {
		g->below[g->at++]--;
		buf_puts(&g->line, "| ");
	}
}

static void add_cell(struct grid *g, struct str tag, struct str html)
{
	size_t columns = number_of(tag, "colspan=\""), rows = number_of(tag, "rowspan=\"");
	struct str text = cell_text(g, html, false);

	g->head = g->head || begins(tag, "th");
	skip_covered(g);
	buf_fmt(&g->line, "| %.*s ", (int)text.len, text.s);
	for (size_t i = 0; i < columns && g->at < COLUMNS_MOST; i++, g->at++) {
		buf_puts(&g->line, i > 0 ? "| " : "");
		g->below[g->at] = rows - 1;
	}
}

static void end_row(struct grid *g)
{
	skip_covered(g);
	struct row row = {str_dup(g->arena, buf_str(&g->line)), g->at, g->head};
	if (row.count > 0)
		buf_add(&g->rows, &row, sizeof row);
	g->line.len = g->at = 0;
	g->head = false;
}

static void write_row(struct buf *out, struct str cells, size_t count, size_t columns,
					  const char *filler)
{
	buf_add(out, cells.s, cells.len);
	for (size_t i = count; i < columns; i++)
		buf_puts(out, filler);
	buf_puts(out, "|\n");
}

/* The rows with as many cells as the longest has; the first is the head, which may be empty. */
static struct str write_rows(const struct grid *g)
{
	const struct row *rows = (const void *)g->rows.s;
	size_t count = g->rows.len / sizeof *rows, columns = 0;
	struct buf out = {.arena = g->arena};

	for (size_t i = 0; i < count; i++)
		columns = MAX(columns, rows[i].count);
	bool head = count > 0 && rows[0].head;
	write_row(&out, head ? rows[0].cells : STR(""), head ? rows[0].count : 0, columns, "| ");
	write_row(&out, STR(""), 0, columns, "|---");
	for (size_t i = head; i < count; i++)
		write_row(&out, rows[i].cells, rows[i].count, columns, "| ");
	return buf_str(&out);
}

/* The rows of a table without tables in it. */
static void read_cells(struct grid *g, struct str html)
{
	for (size_t i = 0; i < html.len; i++) {
		if (html.s[i] != '<')
			continue;
		struct str tag = {html.s + i + 1, html.len - i - 1};
		const char *open = memchr(tag.s, '>', tag.len);
		if (!open)
			break;
		tag.len = (size_t)(open - tag.s) + 1;
		if (begins(tag, "/tr"))
			end_row(g);
		if (!begins(tag, "td") && !begins(tag, "th"))
			continue;
		const char *end = html.s + html.len, *stop = open + 1;
		while (stop < end && !g_str_has_prefix(stop, "</td>") && !g_str_has_prefix(stop, "</th>"))
			stop++;
		add_cell(g, tag, (struct str){open + 1, (size_t)(stop - open) - 1});
		i = (size_t)(stop - html.s);
	}
	end_row(g);
}

/* A table of one cell is a box round words. */
static struct str box(struct grid *g, struct str html)
{
	struct buf out = {.arena = g->arena};
	const char *open = g_strstr_len(html.s, (gssize)html.len, "<td");
	const char *head = g_strstr_len(html.s, (gssize)html.len, "<th");
	const char *from = open ? open : head ? head : html.s;
	struct str text = cell_text(g, (struct str){from, (size_t)(html.s + html.len - from)}, true);

	diag_note(g->diag, g->pos,
			  "a table of one cell became a box: write WARNING, IMPORTANT or TIP for NOTE if it is "
			  "one");
	buf_puts(&out, "> [!NOTE]\n");
	for (size_t at = 0; at < text.len;) {
		const char *stop = memchr(text.s + at, '\n', text.len - at);
		size_t end = stop ? (size_t)(stop - text.s) : text.len;
		buf_fmt(&out, end > at ? "> %.*s\n" : ">%.*s\n", (int)(end - at), text.s + at);
		at = end + 1;
	}
	return buf_str(&out);
}

/* How often a word stands in the HTML. */
static size_t count_of(struct str html, const char *word)
{
	size_t count = 0;
	const char *end = html.s + html.len;

	for (const char *s = html.s; s && (s = g_strstr_len(s, end - s, word)); s++)
		count++;
	return count;
}

struct str import_table(struct arena *arena, struct diag *diag, struct pos pos, struct str html,
						struct pictures *pictures, struct buf *after)
{
	struct grid g = {.arena = arena,
					 .diag = diag,
					 .pos = pos,
					 .pictures = pictures,
					 .after = after,
					 .rows = {.arena = arena},
					 .line = {.arena = arena}};

	if (count_of(html, "<table") > 1) {
		diag_note(
			diag, pos,
			"tables stand in this table, so each cell became a paragraph: write them as simple "
			"tables");
		return cell_text(&g, html, true);
	}
	if (count_of(html, "</td>") + count_of(html, "</th>") == 1)
		return box(&g, html);
	read_cells(&g, html);
	diag_note(diag, pos,
			  "this table is more than Markdown can say: cells that span others stand in the first "
			  "of these, and a cell's paragraphs on one line: compare it with the file");
	return write_rows(&g);
}
