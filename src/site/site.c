/* The language page: one card a language of each handout, with a link to each file. */
#include "site/site.h"

#include <glib.h>

#include "base/str.h"
#include "base/xml.h"
#include "document/language_name.h"
#include "document/locale.h"
#include "document/strings.h"

static const char style[] = {
#include "site_css.inc"
	0};

static const char script[] = {
#include "site_js.inc"
	0};

struct page {
	struct arena *arena;
	struct diag *diag;
	const struct site *site;
	GHashTable *strings; /* of each language that has been met */
	const char *staff;   /* the language in which languages are named for staff */
	struct buf buf;
	size_t cards;
};

static void element(struct page *page, const char *tag, const char *text)
{
	buf_puts(&page->buf, tag);
	xml_text(&page->buf, text);
}

static const struct strings *strings_of(struct page *page, const char *lang)
{
	struct strings *strings = g_hash_table_lookup(page->strings, lang);

	if (!strings) {
		/* A language without its own words was reported when its edition was made. */
		struct diag *unheard = diag_new(page->arena);
		strings = strings_read(page->arena, unheard, page->site->strings_dirs, lang);
		if (strings)
			g_hash_table_insert(page->strings, (gpointer)lang, strings);
		if (!strings || unheard->errors > 0)
			diag_append(page->diag, unheard);
	}
	return strings;
}

/* ` lang="ar" dir="rtl"` */
static void lang_dir(struct page *page, const char *lang)
{
	const struct locale *locale = locale_find(lang);

	xml_attr(&page->buf, "lang", lang);
	xml_attr(&page->buf, "dir", locale && locale->rtl ? "rtl" : "ltr");
}

/* One of the page's own words; with the language that it is in where it fell back. */
static void word(struct page *page, const struct strings *strings, const char *key,
				 const char *lang)
{
	const char *own = strings_lang(strings, key);
	bool strange = !str_same(own, lang);

	if (strange) {
		buf_puts(&page->buf, "<span");
		lang_dir(page, own);
		buf_puts(&page->buf, ">");
	}
	xml_text(&page->buf, strings_get(strings, key));
	if (strange)
		buf_puts(&page->buf, "</span>");
}

static const char *form_key(struct arena *arena, const struct site_item *item)
{
	bool book = item->format != FORMAT_PDF;

	return str_fmt(arena, "edition/%s",
				   book ? format_names[item->format] : edition_names[item->edition]);
}

static const char *size_of(struct arena *arena, const struct locale *locale, size_t bytes)
{
	/* CLDR 42, short units "digital"; other languages of the program's have the first. */
	static const struct {
		const char *lang, *kilo, *mega;
	} units[] = {{"en", "kB", "MB"}, {"fr", "ko", "Mo"}, {"ru", "кБ", "МБ"}, {"uk", "кБ", "МБ"}};
	size_t kilobytes = (bytes + 999) / 1000, tenths = (kilobytes + 50) / 100, own = 0;

	for (size_t i = 0; locale && i < G_N_ELEMENTS(units); i++)
		own = locale_is_kin(locale->tag, units[i].lang) ? i : own;
	if (kilobytes < 1000)
		return str_fmt(arena, "%zu %s", kilobytes, units[own].kilo);
	return str_fmt(arena, "%zu%s%zu %s", tenths / 10, locale ? locale->decimal : ".", tenths % 10,
				   units[own].mega);
}

static const char *media_type(enum format format)
{
	switch (format) {
	case FORMAT_PDF:
		return "application/pdf";
	case FORMAT_EPUB:
		return "application/epub+zip";
	case FORMAT_TXT:
		return "text/plain";
	case FORMAT_HTML:
		return "text/html";
	}
	return NULL;
}

/* Whether the language has the same form on another paper, so that the paper must be named. */
static bool several_papers(const struct site_item *item, const struct site_item *first,
						   const struct site_item *end)
{
	for (const struct site_item *other = first; other < end; other++)
		if (other->edition == item->edition && other->format == item->format &&
			other->paper != item->paper)
			return true;
	return false;
}

static void file(struct page *page, const struct site_item *item, const struct site_item *first,
				 const struct site_item *end)
{
	struct buf *buf = &page->buf;
	const struct strings *strings = strings_of(page, item->lang);
	const struct locale *locale = locale_find(item->lang);
	char *url = g_uri_escape_string(item->path, "/", FALSE);

	buf_puts(buf, "<li><a");
	xml_attr(buf, "href", url);
	g_free(url);
	xml_attr(buf, "hreflang", item->lang);
	xml_attr(buf, "type", media_type(item->format));
	buf_fmt(buf, " aria-describedby=\"c%zu\"><span class=\"form\">", page->cards);
	word(page, strings, form_key(page->arena, item), item->lang);
	if (item->format == FORMAT_PDF && several_papers(item, first, end))
		buf_puts(buf, item->paper == PAPER_LETTER ? " <bdi>Letter</bdi>" : " <bdi>A4</bdi>");
	buf_puts(buf, "</span> <span class=\"facts\">");
	if (item->format == FORMAT_PDF)
		buf_puts(buf, "<bdi>PDF</bdi> · ");
	if (item->pages > 0 && locale) {
		const char *count = locale_number(page->arena, locale, item->pages);
		xml_text(buf, strings_fill(page->arena, strings, "site/pages", "count", count, NULL));
		buf_puts(buf, " · ");
	}
	buf_fmt(buf, "<bdi>%s</bdi></span></a></li>\n", size_of(page->arena, locale, item->bytes));
}

/* Words of a state: one text or two, in the language and in that of the page. */
static void state(struct page *page, const char *lang, const char *key, const char *more)
{
	const char *const langs[] = {lang, page->site->lang};
	bool same = str_same(lang, page->site->lang);

	for (int i = 0; i < (same ? 1 : 2); i++) {
		const struct strings *strings = strings_of(page, langs[i]);
		if (i > 0) {
			buf_puts(&page->buf, " · <span");
			lang_dir(page, langs[i]);
			buf_puts(&page->buf, ">");
		}
		word(page, strings, key, langs[i]);
		if (more) {
			buf_puts(&page->buf, " · ");
			word(page, strings, more, langs[i]);
		}
		if (i > 0)
			buf_puts(&page->buf, "</span>");
	}
	buf_puts(&page->buf, "</p>\n");
}

/* What is to be known of the text: who has looked at a translation, and whether the handout is a
 * draft. A translation that is one says no more. */
static void states(struct page *page, const struct site_item *item)
{
	static const char *const keys[] = {
		[STATE_SOURCE] = NULL,
		[STATE_MISSING] = "site/draft",
		[STATE_STALE] = "site/draft",
		[STATE_DRAFT] = "site/draft",
		[STATE_REVIEWED] = "site/reviewed",
		[STATE_APPROVED] = "site/approved",
	};
	const char *key = keys[item->state];
	bool draft = key && item->state < STATE_REVIEWED;

	if (key) {
		buf_puts(&page->buf, draft ? "<p class=\"state draft\">" : "<p class=\"state\">");
		state(page, item->lang, key, NULL);
	}
	if (item->unfinished && !draft) {
		buf_puts(&page->buf, "<p class=\"state draft\">");
		state(page, item->lang, "page/unfinished", item->unreviewed ? "page/not-reviewed" : NULL);
	}
}

/* What staff call a language, unless it is what it calls itself. */
static void staff_name(struct page *page, const struct locale *locale)
{
	const char *name = language_name(page->arena, locale, page->staff);

	if (str_same(locale->native, name ? name : locale->english))
		return;
	buf_puts(&page->buf, " <span class=\"english\"");
	lang_dir(page, name ? page->staff : "en");
	element(page, ">", name ? name : locale->english);
	buf_puts(&page->buf, "</span>");
}

/* The card of a language: the items from first to end are its files. */
static void card(struct page *page, const struct site_item *first, const struct site_item *end)
{
	struct buf *buf = &page->buf;
	const struct locale *locale = locale_find(first->lang);

	buf_puts(buf, "<li class=\"language\"");
	lang_dir(page, first->lang);
	buf_fmt(buf, ">\n<h3 id=\"c%zu\"><span class=\"native\">", ++page->cards);
	element(page, "", locale ? locale->native : first->lang);
	buf_puts(buf, "</span>");
	if (locale)
		staff_name(page, locale);
	element(page, "</h3>\n<p class=\"title\">", first->title);
	buf_puts(buf, "</p>\n");
	states(page, first);
	buf_puts(buf, "<ul class=\"files\">\n");
	for (const struct site_item *item = first; item < end; item++)
		file(page, item, first, end);
	buf_puts(buf, "</ul>\n</li>\n");
}

static bool same_card(const struct site_item *a, const struct site_item *b)
{
	return str_same(a->handout, b->handout) && str_same(a->lang, b->lang);
}

/* A handout: the items from first to end are its files. */
static void handout(struct page *page, const struct site_item *first, const struct site_item *end)
{
	struct buf *buf = &page->buf;

	buf_puts(buf, "<section");
	xml_attr(buf, "id", first->handout);
	buf_puts(buf, ">\n<h2");
	lang_dir(page, first->source_lang);
	element(page, ">", first->source_title);
	buf_puts(buf, "</h2>\n<ul class=\"languages\">\n");
	for (const struct site_item *next = first; first < end; first = next) {
		while (next < end && same_card(next, first))
			next++;
		card(page, first, next);
	}
	buf_puts(buf, "</ul>\n</section>\n");
}

/* Links to the first card of each language, in the order of the cards. */
static void languages(struct page *page, const struct strings *strings)
{
	struct buf *buf = &page->buf;
	GHashTable *met = g_hash_table_new(g_str_hash, g_str_equal);
	const struct site *site = page->site;

	element(page, "<nav aria-labelledby=\"choose\">\n<p id=\"choose\">",
			strings_get(strings, "site/choose"));
	buf_puts(buf, "</p>\n<ul>\n");
	for (size_t i = 0, cards = 0; i < site->count; i++) {
		const struct site_item *item = &site->items[i];
		const struct locale *locale = locale_find(item->lang);
		cards += i == 0 || !same_card(item, item - 1);
		if (!g_hash_table_add(met, (gpointer)item->lang))
			continue;
		buf_fmt(buf, "<li><a href=\"#c%zu\"", cards);
		lang_dir(page, item->lang);
		element(page, ">", locale ? locale->native : item->lang);
		buf_puts(buf, "</a></li>\n");
	}
	buf_puts(buf, "</ul>\n</nav>\n");
	g_hash_table_destroy(met);
}

static void head(struct page *page, const struct strings *strings)
{
	struct buf *buf = &page->buf;
	const char *title = strings_get(strings, "site/title");

	buf_puts(buf, "<!DOCTYPE html>\n<html");
	lang_dir(page, page->site->lang);
	buf_puts(buf,
			 ">\n<head>\n<meta charset=\"utf-8\">\n"
			 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	element(page, "<title>", title);
	if (page->site->clinic)
		element(page, " · ", page->site->clinic);
	buf_fmt(buf, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<header>\n", style);
	if (page->site->clinic) {
		element(page, "<p class=\"clinic\">", page->site->clinic);
		buf_puts(buf, "</p>\n");
	}
	element(page, "<h1>", title);
	buf_puts(buf, "</h1>\n</header>\n<main>\n<form class=\"search\" role=\"search\" hidden");
	xml_attr(buf, "data-none", strings_get(strings, "site/none"));
	element(page, ">\n<label for=\"search\">", strings_get(strings, "site/search"));
	buf_puts(buf,
			 "</label>\n<input id=\"search\" type=\"search\" dir=\"auto\" autocomplete=\"off\" "
			 "spellcheck=\"false\">\n<p role=\"status\"></p>\n</form>\n");
	languages(page, strings);
}

/* The language of the sources, if it is one; else English. */
static const char *staff_lang(const struct site *site)
{
	for (size_t i = 1; i < site->count; i++)
		if (!str_same(site->items[i].source_lang, site->items[0].source_lang))
			return "en";
	return site->count > 0 ? site->items[0].source_lang : "en";
}

const char *site_html(struct arena *arena, struct diag *diag, const struct site *site)
{
	struct page page = {.arena = arena,
						.diag = diag,
						.site = site,
						.strings = g_hash_table_new(g_str_hash, g_str_equal),
						.staff = staff_lang(site),
						.buf = {.arena = arena}};
	bool readable = strings_of(&page, site->lang) != NULL;

	for (size_t i = 0; i < site->count && readable; i++)
		readable = strings_of(&page, site->items[i].lang) != NULL;
	if (readable) {
		const struct site_item *end = site->items + site->count;
		head(&page, strings_of(&page, site->lang));
		for (const struct site_item *first = site->items, *next = first; first < end;
			 first = next) {
			while (next < end && str_same(next->handout, first->handout))
				next++;
			handout(&page, first, next);
		}
		buf_fmt(&page.buf, "</main>\n<script>\n%s</script>\n</body>\n</html>\n", script);
	}
	g_hash_table_destroy(page.strings);
	return readable ? buf_chars(&page.buf) : NULL;
}
