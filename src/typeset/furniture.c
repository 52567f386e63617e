/* Running head: the language in itself and in English, the English title, the draft stamp. Running
 * foot: title, code and version on one side, the page's number on the other. */
#include "typeset/furniture.h"

#include "base/units.h"
#include "document/strings.h"
#include "typeset/flow.h"

enum { MARKS_MAX = 8 };

/* White between what stands at the two sides. */
#define GAP MM(6)

struct furniture {
	struct setting *setting;
	const struct page_geometry *page;
	struct mark *marks;
	int count;
};

/* Places a line at the start or end side of the sheet's type area. */
static struct mark *place(struct furniture *f, const char *text, const char *lang, enum role role,
						  enum mark_role mark_role, bool at_end, int baseline)
{
	const struct page_geometry *page = f->page;
	bool rtl = f->setting->edition->locale->rtl;
	struct line *line = flow_text_line(f->setting, text, lang, role, NULL);
	if (!line)
		return NULL;
	int left = rtl ? page->end : page->start, right = page->width - (rtl ? page->start : page->end);
	struct mark *mark = &f->marks[f->count++];
	*mark = (struct mark){
		.kind = MARK_LINE,
		.role = mark_role,
		.line = line,
		.x = at_end != rtl ? right - line->width : left,
		.y = baseline,
	};
	return mark;
}

/* The name of the language in itself and in English, and the title in English. */
static const char *head_text(struct furniture *f)
{
	const struct edition *edition = f->setting->edition;
	const struct locale *locale = edition->locale;
	struct arena *arena = f->setting->arena;
	if (str_same(edition->lang, edition->handout->language))
		return locale->native;
	/* Isolated, so that in right-to-left text the pieces keep their order. */
	return str_fmt(arena, "%s (\u2066%s\u2069) \u00b7 \u2066%s\u2069", locale->native,
				   locale->english, edition->handout->title);
}

static void frame(struct furniture *f, const struct mark *text)
{
	const struct theme *theme = f->setting->edition->theme;
	int pad = PT(4);
	struct mark *mark = &f->marks[f->count++];
	*mark = (struct mark){
		.kind = MARK_FRAME,
		.role = MARK_HEADER,
		.x = text->x - pad,
		.y = text->y - text->line->ascent - pad / 4,
		.width = text->line->width + 2 * pad,
		.height = text->line->ascent + text->line->descent + pad / 2,
		.thickness = theme->hairline * 2,
		.color = theme->bar,
	};
}

static void head(struct furniture *f)
{
	const struct edition *edition = f->setting->edition;
	int baseline = f->page->head_at;
	struct mark *about =
		place(f, head_text(f), edition->lang, ROLE_FURNITURE, MARK_HEADER, false, baseline);
	if (!edition->draft)
		return;
	const char *own = strings_get(edition->strings, "page/draft");
	const char *english = "Draft translation, not reviewed";
	const char *text = str_same(own, english)
						   ? own
						   : str_fmt(f->setting->arena, "%s \u00b7 \u2066%s\u2069", own, english);
	struct mark *stamp = place(f, text, edition->lang, ROLE_STAMP, MARK_HEADER, true, baseline);
	if (!stamp)
		return;
	/* Where both do not fit beside each other, the name of the language goes above. */
	int room = f->page->width - f->page->start - f->page->end - GAP;
	if (about && about->line->width + stamp->line->width > room)
		about->y -= about->line->ascent + about->line->descent + PT(3);
	frame(f, stamp);
}

static void foot(struct furniture *f, int number, int pages)
{
	const struct edition *edition = f->setting->edition;
	struct arena *arena = f->setting->arena;
	int baseline = f->page->height - f->page->foot_at;
	const char *version = strings_fill(arena, edition->strings, "page/version", "version",
									   edition->handout->version, NULL);
	const char *about = str_fmt(arena, "%s \u00b7 \u2066%s\u2069 \u00b7 %s", edition->title,
								edition->handout->code, version);
	const char *page = strings_fill(arena, edition->strings, "page/number", "page",
									locale_number(arena, edition->locale, number), "pages",
									locale_number(arena, edition->locale, pages), NULL);
	place(f, about, edition->lang, ROLE_FURNITURE, MARK_FOOTER, false, baseline);
	place(f, page, edition->lang, ROLE_FURNITURE, MARK_FOOTER, true, baseline);
}

struct mark *furniture_marks(struct setting *setting, int number, int pages, int *count)
{
	const struct edition *edition = setting->edition;
	struct furniture f = {
		.setting = setting,
		.page = &edition->theme->pages[edition->paper],
		.marks = ARENA_ARRAY(setting->arena, struct mark, MARKS_MAX),
	};
	if (number > 1)
		head(&f);
	foot(&f, number, pages);
	*count = f.count;
	return f.marks;
}
