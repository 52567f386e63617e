/* The language page. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>

#include "site/site.h"

static const struct site_item items[] = {
	{.handout = "flu jab",
	 .source_title = "Flu & you",
	 .source_lang = "en",
	 .lang = "en",
	 .title = "Flu & you",
	 .state = STATE_SOURCE,
	 .unfinished = true,
	 .unreviewed = true,
	 .edition = EDITION_STANDARD,
	 .format = FORMAT_PDF,
	 .path = "flu jab/en/flu jab-en.pdf",
	 .pages = 2,
	 .bytes = 64321},
	{.handout = "flu jab",
	 .source_title = "Flu & you",
	 .source_lang = "en",
	 .lang = "en",
	 .title = "Flu & you",
	 .state = STATE_SOURCE,
	 .edition = EDITION_STANDARD,
	 .format = FORMAT_EPUB,
	 .path = "flu jab/en/flu jab-en.epub",
	 .bytes = 2345678},
	{.handout = "flu jab",
	 .source_title = "Flu & you",
	 .source_lang = "en",
	 .lang = "ar",
	 .title = "الإنفلونزا",
	 .state = STATE_DRAFT,
	 .unfinished = true,
	 .edition = EDITION_LARGE,
	 .format = FORMAT_PDF,
	 .path = "flu jab/ar/flu jab-ar-large.pdf",
	 .pages = 12,
	 .bytes = 100},
	{.handout = "tea",
	 .source_title = "Tea",
	 .source_lang = "en",
	 .lang = "es",
	 .title = "Té",
	 .state = STATE_REVIEWED,
	 .unfinished = true,
	 .edition = EDITION_STANDARD,
	 .format = FORMAT_PDF,
	 .paper = PAPER_A4,
	 .path = "tea/es/tea-es-a4.pdf",
	 .pages = 1,
	 .bytes = 1000},
	{.handout = "tea",
	 .source_title = "Tea",
	 .source_lang = "en",
	 .lang = "es",
	 .title = "Té",
	 .state = STATE_REVIEWED,
	 .edition = EDITION_STANDARD,
	 .format = FORMAT_PDF,
	 .paper = PAPER_LETTER,
	 .path = "tea/es/tea-es-letter.pdf",
	 .pages = 1,
	 .bytes = 1000},
};

static const struct site site = {.clinic = "A <b> Clinic",
								 .lang = "en",
								 .strings_dirs = {NULL, "content/strings"},
								 .items = items,
								 .count = G_N_ELEMENTS(items)};

static const char *page(struct arena *arena, const struct site *what)
{
	struct diag *diag = diag_new(arena);
	const char *html = site_html(arena, diag, what);

	assert_int_equal(diag->errors + diag->warnings, 0);
	assert_non_null(html);
	return html;
}

static size_t count(const char *text, const char *piece)
{
	size_t found = 0;

	for (; (text = strstr(text, piece)); text += strlen(piece))
		found++;
	return found;
}

static void one_card_a_language(void **state)
{
	struct arena *arena = arena_new();
	const char *html = page(arena, &site);
	(void)state;

	assert_int_equal(count(html, "<section"), 2);
	assert_int_equal(count(html, "<li class=\"language\""), 3);
	assert_int_equal(count(html, "<li><a href=\"#"), 3);
	assert_int_equal(count(html, "<li><a href"), 3 + 5);
	assert_non_null(strstr(html, "<h2 lang=\"en\" dir=\"ltr\">Flu &amp; you</h2>"));
	assert_non_null(strstr(html, "A &lt;b&gt; Clinic"));
	arena_free(arena);
}

static void languages_are_listed_once(void **state)
{
	struct arena *arena = arena_new();
	const char *html = page(arena, &site);
	(void)state;

	assert_non_null(strstr(html,
						   "<li><a href=\"#c1\" lang=\"en\" dir=\"ltr\">English</a></li>\n"
						   "<li><a href=\"#c2\" lang=\"ar\" dir=\"rtl\">العربية</a></li>\n"
						   "<li><a href=\"#c3\" lang=\"es\" dir=\"ltr\">Español</a></li>\n"
						   "</ul>"));
	arena_free(arena);
}

static void right_to_left_card(void **state)
{
	struct arena *arena = arena_new();
	const char *html = page(arena, &site);
	(void)state;

	const char *card = strstr(html, "<li class=\"language\" lang=\"ar\" dir=\"rtl\">");
	assert_non_null(card);
	assert_non_null(strstr(card,
						   "<span class=\"native\">العربية</span> "
						   "<span class=\"english\" lang=\"en\" dir=\"ltr\">Arabic</span>"));
	/* Twelve pages in the digits of generated Arabic. */
	assert_non_null(strstr(card, "١٢"));
	assert_non_null(strstr(card, "class=\"state draft\""));
	assert_non_null(strstr(card, "lang=\"en\" dir=\"ltr\">Draft translation</span>"));
	arena_free(arena);
}

/* Of sources in one language that is not English; in English where they are in several. */
static void staff_read_names_in_the_language_of_the_sources(void **state)
{
	struct arena *arena = arena_new();
	struct site_item german[G_N_ELEMENTS(items)];
	struct site other = site;
	(void)state;
	memcpy(german, items, sizeof items);
	for (size_t i = 0; i < G_N_ELEMENTS(items); i++)
		german[i].source_lang = "de";
	other.items = german;
	const char *html = page(arena, &other);
	assert_non_null(
		strstr(html, "<span class=\"english\" lang=\"de\" dir=\"ltr\">Arabisch</span>"));
	assert_non_null(
		strstr(html, "<span class=\"english\" lang=\"de\" dir=\"ltr\">Englisch</span>"));
	german[0].source_lang = "fr";
	html = page(arena, &other);
	assert_non_null(strstr(html, "<span class=\"english\" lang=\"en\" dir=\"ltr\">Arabic</span>"));
	assert_null(strstr(html, "Arabisch"));
	arena_free(arena);
}

static void states_are_said(void **state)
{
	struct arena *arena = arena_new();
	const char *html = page(arena, &site);
	(void)state;

	assert_int_equal(count(html, "<p class=\"state draft\">"), 3);
	assert_non_null(strstr(html, "<p class=\"state draft\">Draft · Not clinically reviewed</p>"));
	assert_non_null(strstr(html,
						   "<p class=\"state draft\">Versión provisional · "
						   "<span lang=\"en\" dir=\"ltr\">Draft</span></p>"));
	assert_int_equal(count(html, "<p class=\"state\">"), 1);
	assert_non_null(strstr(html, "Reviewed translation"));
	arena_free(arena);
}

static void links_and_facts(void **state)
{
	struct arena *arena = arena_new();
	const char *html = page(arena, &site);
	(void)state;

	assert_non_null(strstr(html,
						   "href=\"flu%20jab/en/flu%20jab-en.pdf\" hreflang=\"en\" "
						   "type=\"application/pdf\""));
	assert_non_null(strstr(html, "Pages: 2 · <bdi>65 kB</bdi>"));
	assert_non_null(strstr(html, "<bdi>2.3 MB</bdi>"));
	struct site_item french[] = {items[0], items[0]};
	french[0].lang = french[1].lang = "fr";
	french[0].bytes = 64321;
	french[1].bytes = 2345678;
	const char *sizes = page(arena, &(const struct site){.clinic = "A",
														 .lang = "fr",
														 .strings_dirs = {NULL, "content/strings"},
														 .items = french,
														 .count = G_N_ELEMENTS(french)});
	assert_non_null(strstr(sizes, "<bdi>65 ko</bdi>"));
	assert_non_null(strstr(sizes, "<bdi>2,3 Mo</bdi>"));
	/* The paper is named only where there are two. */
	assert_int_equal(count(html, "<bdi>A4</bdi>"), 1);
	assert_int_equal(count(html, "<bdi>Letter</bdi>"), 1);
	arena_free(arena);
}

static void empty_page(void **state)
{
	struct arena *arena = arena_new();
	const struct site none = {.lang = "en", .strings_dirs = {NULL, "content/strings"}};
	const char *html = page(arena, &none);
	(void)state;

	assert_int_equal(count(html, "<section"), 0);
	assert_int_equal(count(html, "class=\"clinic\""), 0);
	arena_free(arena);
}

static void strings_that_cannot_be_read(void **state)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct site broken = site;
	(void)state;

	broken.strings_dirs.program = "content/no-such-folder";
	assert_null(site_html(arena, diag, &broken));
	assert_true(diag->errors > 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_card_a_language),
		cmocka_unit_test(right_to_left_card),
		cmocka_unit_test(staff_read_names_in_the_language_of_the_sources),
		cmocka_unit_test(states_are_said),
		cmocka_unit_test(languages_are_listed_once),
		cmocka_unit_test(links_and_facts),
		cmocka_unit_test(empty_page),
		cmocka_unit_test(strings_that_cannot_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
