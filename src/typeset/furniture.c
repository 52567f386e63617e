/* Running head: the language in itself and in English, the English title, the draft stamp. Running
 * foot: title, code and version on one side, the page's number on the other. What does not fit
 * beside each other stands one above the other. */
#include "typeset/furniture.h"

#include <string.h>

#include "base/units.h"
#include "document/frame.h"
#include "document/strings.h"
#include "typeset/flow.h"
#include "typeset/paragraph.h"

/* White between what stands at the two sides, between head or foot and the text, and between them
 * and the edge, where office printers cannot print. */
#define GAP MM(6)
#define CLEARANCE MM(6)
#define EDGE MM(7)

/* White round the words of the stamp, as a part of the type size. */
#define PAD 0.45

/* A page's number for which room is kept. */
#define PAGES_ROOM 888

/* Lines at one side of the type area. */
struct words {
	struct lines lines;
	int width, height; /* of all lines */
};

struct furniture {
	struct setting *setting;
	const struct page_geometry *page;
	struct mark *marks; /* that were placed last */
	int count, room;
	int top, bottom;   /* edges of what was placed last */
	struct mark *head; /* the marks of the running head */
	int head_count;
	struct words name; /* the foot's, beside the page's number or above it */
	bool beside;
};

static int type_area(const struct furniture *f)
{
	return f->page->width - f->page->start - f->page->end;
}

static struct words set_words(struct furniture *f, const char *text, enum role role, int width)
{
	const char *lang = f->setting->edition->lang;
	struct shaped *shaped = shape_text(f->setting, f->setting->block, text, lang, role, NULL);
	struct words words = {
		.lines = paragraph_lines(f->setting, shaped, (struct measure){.width = width})};
	for (int i = 0; i < words.lines.count; i++) {
		const struct line *line = &words.lines.items[i];
		words.width = line->width > words.width ? line->width : words.width;
		words.height += line->ascent + line->descent;
	}
	arena_clear(f->setting->block);
	return words;
}

/* From the top of the lines to the last one's baseline. */
static int depth(const struct words *words)
{
	return words->height - words->lines.items[words->lines.count - 1].descent;
}

static struct mark *add_mark(struct furniture *f)
{
	if (f->count == f->room) {
		int room = f->room ? f->room * 2 : 8;
		struct mark *grown = ARENA_ARRAY(f->setting->arena, struct mark, (size_t)room);
		if (f->count)
			memcpy(grown, f->marks, sizeof(*grown) * (size_t)f->count);
		f->marks = grown;
		f->room = room;
	}
	return &f->marks[f->count++];
}

/* Places lines as a block at the start or end side of the type area, from a top downward. inset:
 * how far from the side. */
static void place(struct furniture *f, const struct words *words, enum mark_role role, bool at_end,
				  int inset, int top)
{
	const struct page_geometry *page = f->page;
	bool rtl = f->setting->edition->locale->rtl;
	int left = (rtl ? page->end : page->start) + inset, room = type_area(f) - 2 * inset;
	int block = at_end != rtl ? left + room - words->width : left;
	for (int i = 0; i < words->lines.count; i++) {
		const struct line *line = &words->lines.items[i];
		*add_mark(f) = (struct mark){
			.kind = MARK_LINE,
			.role = role,
			.line = line,
			.x = rtl ? block + words->width - line->width : block,
			.y = top + line->ascent,
		};
		top += line->ascent + line->descent;
	}
	f->bottom = top > f->bottom ? top : f->bottom;
}

/* Two pieces side by side, or where the width does not do for that one below the other. */
static struct words set_pair(struct furniture *f, const char *first, const char *second,
							 enum role role, int width)
{
	struct arena *arena = f->setting->arena;
	const char *between = frame_between(f->setting->edition->locale);
	const char *beside = str_fmt(arena, "%s%s%s", first, between, second);
	struct words words = set_words(f, beside, role, width);
	if (words.lines.count < 2)
		return words;
	return set_words(f, str_fmt(arena, "%s\u2028%s", first, second), role, width);
}

/* The name of the language in itself and for staff, and the source's title, beside each other where
 * the width does, or one above the other. */
static struct words set_about(struct furniture *f, bool apart)
{
	const struct edition *edition = f->setting->edition;
	const struct locale *locale = edition->locale;
	struct arena *arena = f->setting->arena;
	if (str_same(edition->lang, edition->handout->language))
		return set_words(f, locale->native, ROLE_FURNITURE, type_area(f));
	/* Isolated, so that in right-to-left text the pieces keep their order. */
	const char *staff = frame_staff_name(arena, edition);
	const char *name =
		*staff ? str_fmt(arena, "%s \u2066%s\u2069", locale->native, staff) : locale->native;
	const char *title = str_fmt(arena, "\u2066%s\u2069", edition->handout->title);
	if (apart)
		return set_words(f, str_fmt(arena, "%s\u2028%s", name, title), ROLE_FURNITURE,
						 type_area(f));
	return set_pair(f, name, title, ROLE_FURNITURE, type_area(f));
}

/* The stamp, its languages beside each other where the width does, or one above the other. */
static struct words set_stamp(struct furniture *f, int width, bool apart)
{
	struct stamp stamp = frame_stamp(f->setting->arena, f->setting->edition);
	if (!stamp.staff)
		return set_words(f, stamp.words, ROLE_STAMP, width);
	const char *staff = str_fmt(f->setting->arena, "\u2066%s\u2069", stamp.staff);
	if (apart)
		return set_words(f, str_fmt(f->setting->arena, "%s\u2028%s", stamp.words, staff),
						 ROLE_STAMP, width);
	return set_pair(f, stamp.words, staff, ROLE_STAMP, width);
}

/* The stamp's words in their frame, at the end side. */
static void place_stamp(struct furniture *f, const struct words *stamp, int pad, int top)
{
	const struct theme *theme = f->setting->edition->theme;
	bool rtl = f->setting->edition->locale->rtl;
	int left = rtl ? f->page->end : f->page->start, width = stamp->width + 2 * pad;
	place(f, stamp, MARK_HEADER, true, pad, top + pad / 2);
	*add_mark(f) = (struct mark){
		.kind = MARK_FRAME,
		.role = MARK_HEADER,
		.x = rtl ? left : left + type_area(f) - width,
		.y = top,
		.width = width,
		.height = stamp->height + pad,
		.thickness = theme->hairline * 2,
		.color = theme->bar,
	};
	int bottom = top + stamp->height + pad;
	f->bottom = bottom > f->bottom ? bottom : f->bottom;
}

/* The last line's baseline is where the theme has it, or lower, so that all lines are on the page.
 */
static int head_top(const struct furniture *f, const struct words *last, int above)
{
	int top = f->page->head_at - depth(last) - above;
	return top < EDGE ? EDGE : top;
}

/* Where the words about the translation begin, below the top of a stamp beside them: first lines
 * share a baseline, or else the two blocks their middle. */
static int about_shift(const struct words *about, const struct words *stamp, int pad)
{
	if (about->lines.count == stamp->lines.count)
		return stamp->lines.items[0].ascent + pad / 2 - about->lines.items[0].ascent;
	return (stamp->height + pad - about->height) / 2;
}

/* The stamp stands beside the words about the translation, as long as one of them or both on two
 * lines will do for that; else below. */
static void draft_head(struct furniture *f, int pad)
{
	struct words about = {0}, stamp = {0};
	bool beside = false;
	for (int two = 0; two < 3 && !beside; two++) {
		about = set_about(f, two > 0);
		stamp = set_stamp(f, type_area(f) - 2 * pad, two > 1);
		if (!about.lines.count || !stamp.lines.count)
			return;
		beside = about.width + GAP + stamp.width + 2 * pad <= type_area(f);
	}
	if (beside) {
		int shift = about_shift(&about, &stamp, pad);
		int rise = shift < 0 ? -shift : 0, top = head_top(f, &stamp, pad / 2 + rise) + rise;
		place(f, &about, MARK_HEADER, false, 0, top + shift);
		place_stamp(f, &stamp, pad, top);
		return;
	}
	about = set_about(f, false);
	stamp = set_stamp(f, type_area(f) - 2 * pad, false);
	int top = head_top(f, &stamp, about.height + pad + pad / 2);
	place(f, &about, MARK_HEADER, false, 0, top);
	place_stamp(f, &stamp, pad, top + about.height + pad);
}

static void head(struct furniture *f)
{
	const struct edition *edition = f->setting->edition;
	const struct script *script = setting_tongue(f->setting, edition->lang)->script;
	if (edition->draft || edition->unfinished) {
		struct style style = theme_style(edition->theme, script, ROLE_STAMP);
		draft_head(f, (int)(style.size * PAD));
		return;
	}
	struct words about = set_about(f, false);
	if (about.lines.count)
		place(f, &about, MARK_HEADER, false, 0, head_top(f, &about, 0));
}

/* Words of the page, and behind them those of the source's language where the page is in both. */
static const char *both(struct furniture *f, const char *words, const char *source)
{
	return source ? str_fmt(f->setting->arena, "%s%s\u2066%s\u2069", words,
							frame_between(f->setting->edition->locale), source)
				  : words;
}

static const char *number_in(struct furniture *f, const struct strings *strings, const char *lang,
							 int number, int pages)
{
	struct arena *arena = f->setting->arena;
	const struct locale *locale = locale_find(lang);
	if (!strings)
		return NULL;
	locale = locale ? locale : f->setting->edition->locale;
	return strings_fill(arena, strings, "page/number", "page", locale_number(arena, locale, number),
						"pages", locale_number(arena, locale, pages), NULL);
}

static const char *number_text(struct furniture *f, int number, int pages)
{
	const struct edition *edition = f->setting->edition;
	return both(f, number_in(f, edition->strings, edition->lang, number, pages),
				number_in(f, edition->source_strings, edition->handout->language, number, pages));
}

static const char *version_in(struct furniture *f, const struct strings *strings)
{
	return strings ? strings_fill(f->setting->arena, strings, "page/version", "version",
								  f->setting->edition->handout->version, NULL)
				   : NULL;
}

/* Title, code and version. */
static struct words set_name(struct furniture *f, int width)
{
	const struct edition *edition = f->setting->edition;
	struct arena *arena = f->setting->arena;
	if (edition->handout->code[0] == '\0')
		return set_words(f, edition->title, ROLE_FURNITURE, width);
	const char *version =
		both(f, version_in(f, edition->strings), version_in(f, edition->source_strings));
	const char *code = str_fmt(arena, "\u2066%s\u2069%s%s", edition->handout->code,
							   frame_between(edition->locale), version);
	return set_pair(f, edition->title, code, ROLE_FURNITURE, width);
}

static void start_foot(struct furniture *f)
{
	const char *widest = number_text(f, PAGES_ROOM, PAGES_ROOM);
	int room = set_words(f, widest, ROLE_PAGE_NUMBER, type_area(f)).width;
	f->beside = room + GAP < type_area(f) / 2;
	f->name = set_name(f, type_area(f) - (f->beside ? room + GAP : 0));
}

/* The last lines of both sides share a baseline. */
static void foot(struct furniture *f, int number, int pages)
{
	struct words page = set_words(f, number_text(f, number, pages), ROLE_PAGE_NUMBER, type_area(f));
	if (!f->name.lines.count || !page.lines.count)
		return;
	int baseline = f->page->height - f->page->foot_at, top = baseline - depth(&page);
	int above = f->beside ? baseline - depth(&f->name) : top - f->name.height;
	place(f, &f->name, MARK_FOOTER, false, 0, above);
	place(f, &page, MARK_FOOTER, true, 0, top);
	f->top = above < top ? above : top;
}

struct furniture *furniture_new(struct setting *setting)
{
	const struct edition *edition = setting->edition;
	struct furniture *f = ARENA_NEW(setting->arena, struct furniture);
	f->setting = setting;
	f->page = &edition->theme->pages[edition->paper];
	head(f);
	f->head = ARENA_ARRAY(setting->arena, struct mark, (size_t)f->count);
	f->head_count = f->count;
	if (f->count)
		memcpy(f->head, f->marks, sizeof(*f->head) * (size_t)f->count);
	start_foot(f);
	return f;
}

struct page_geometry furniture_page(struct furniture *f, int *first_top, int *spare)
{
	struct page_geometry page = *f->page;
	*first_top = page.top;
	int top = f->bottom + CLEARANCE;
	foot(f, PAGES_ROOM, PAGES_ROOM);
	int below = page.height - f->top + CLEARANCE;
	page.top = top > page.top ? top : page.top;
	page.foot = below > page.foot ? below : page.foot;
	*spare = page.foot - below;
	return page;
}

const struct mark *furniture_marks(struct furniture *f, int number, int pages, int *count)
{
	const struct edition *edition = f->setting->edition;
	f->count = 0;
	for (int i = 0; number > 1 && i < f->head_count; i++)
		*add_mark(f) = f->head[i];
	foot(f, edition->pages_before + number,
		 edition->pages_total > 0 ? edition->pages_total : pages);
	*count = f->count;
	return f->marks;
}
