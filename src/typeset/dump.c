/* Pages and lines as text, for golden tests. */
#include <string.h>

#include "base/units.h"
#include "typeset/page.h"

static const char *const mark_roles[] = {"content", "label",      "header", "footer",
										 "layout",  "background", "repeat"};

/* The words of a line in the order of the text, its font at the beginning. */
static void dump_line(struct buf *buf, const struct line *line)
{
	const struct run *runs = line_runs(buf->arena, line);
	int done = -1;
	for (;;) {
		const struct run *next = NULL;
		for (int i = 0; i < line->count; i++) {
			const struct run *run = &runs[i];
			int offset = run->glyphs->item->offset;
			if (offset > done && strcmp(run->text, LINE_HYPHEN) != 0 &&
				(!next || offset < next->glyphs->item->offset))
				next = run;
		}
		if (!next)
			break;
		const PangoItem *item = next->glyphs->item;
		if (done < 0) {
			PangoFontDescription *font = pango_font_describe(item->analysis.font);
			char *name = pango_font_description_to_string(font);
			buf_fmt(buf, " [%s #%06x]", name, next->color);
			g_free(name);
			pango_font_description_free(font);
		}
		buf_puts(buf, done >= 0 ? "|" : line->repeats_hyphen ? " " LINE_HYPHEN : " ");
		buf_add(buf, next->text + item->offset, (size_t)item->length);
		done = item->offset;
	}
	buf_puts(buf, line->hyphenated ? LINE_HYPHEN "\n" : "\n");
}

static void dump_mark(struct buf *buf, const struct mark *mark)
{
	buf_fmt(buf, "  %s %.1f %.1f", mark_roles[mark->role], TO_PT(mark->x), TO_PT(mark->y));
	switch (mark->kind) {
	case MARK_LINE:
		buf_fmt(buf, " %s %.1f %+.2f", mark->node ? doc_kind_name(mark->node->kind) : "line",
				TO_PT(mark->line->width), mark->line->ratio);
		dump_line(buf, mark->line);
		break;
	case MARK_RECT:
	case MARK_FRAME:
		buf_fmt(buf, " %s %.1fx%.1f #%06x\n", mark->kind == MARK_RECT ? "rect" : "frame",
				TO_PT(mark->width), TO_PT(mark->height), mark->color);
		break;
	case MARK_IMAGE:
		buf_fmt(buf, " image %.1fx%.1f \"%s\"\n", TO_PT(mark->width), TO_PT(mark->height),
				mark->node ? mark->node->u.figure.alt : "");
		break;
	}
}

/* What is said of a page in memory of its own, added to the whole. */
static void dump_page(GString *out, const struct pages *pages, int number, bool lines)
{
	const struct page *page = &pages->items[number];
	struct buf buf = {.arena = arena_new()};
	if (!lines)
		buf_fmt(&buf, "page %d %.1fx%.1f\n", number + 1, TO_PT(pages->width), TO_PT(pages->height));
	for (int i = 0; i < page->count; i++)
		if (!lines || page->marks[i].line)
			dump_mark(&buf, &page->marks[i]);
	g_string_append_len(out, buf_chars(&buf), (gssize)buf.len);
	arena_free(buf.arena);
}

static void free_string(void *string)
{
	g_string_free(string, TRUE);
}

static GString *dump(struct arena *arena, const struct pages *pages, bool lines)
{
	GString *out = g_string_new(NULL);
	arena_defer(arena, free_string, out);
	for (int p = 0; p < pages->count; p++)
		dump_page(out, pages, p, lines);
	return out;
}

const char *pages_dump(struct arena *arena, const struct pages *pages)
{
	GString *out = dump(arena, pages, false);
	for (int i = 0; i < pages->place_count; i++)
		g_string_append_printf(out, "place %s page %d %.1f %.1f\n",
							   pages->places[i].node->id ? pages->places[i].node->id : "mark",
							   pages->places[i].page + 1, TO_PT(pages->places[i].x),
							   TO_PT(pages->places[i].y));
	return out->str;
}

const char *pages_dump_lines(struct arena *arena, const struct pages *pages)
{
	return dump(arena, pages, true)->str;
}
