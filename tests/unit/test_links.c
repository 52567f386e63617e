/* Links: what a reader may take for something else. */
#include "unit/test.h"

#include <string.h>

#include "base/arena.h"
#include "check/confusable.h"
#include "check/links.h"

/* The rules that a link of these words and this address breaks, with spaces between. */
static void expect(const char *words, const char *url, const char *rules)
{
	struct arena *arena = arena_new();
	struct findings findings = {.arena = arena};
	struct buf found = {.arena = arena};
	struct node *paragraph = doc_node(arena, NODE_PARAGRAPH, (struct pos){"a.md", 3, 1});
	struct node *link = doc_node(arena, NODE_LINK, (struct pos){"a.md", 3, 5});
	link->u.link.url = url;
	doc_append(link, doc_text(arena, link->pos, words));
	doc_append(paragraph, link);
	links_check(&findings, paragraph, false);
	for (size_t i = 0; i < findings.count; i++) {
		assert_int_equal(findings_all(&findings)[i].pos.col, 5);
		buf_fmt(&found, "%s%s", i ? " " : "", findings_all(&findings)[i].rule);
	}
	assert_string_equal(buf_chars(&found), rules);
	/* A translation's addresses are the source's. */
	size_t before = findings.count;
	links_check(&findings, paragraph, true);
	assert_true(findings.count - before <= before);
	arena_free(arena);
}

static void test_good(void **state)
{
	(void)state;
	expect("our page", "https://www.nhs.uk/conditions/", "");
	expect("nhs.uk", "https://www.nhs.uk/", "");
	expect("https://www.nhs.uk/a", "http://nhs.uk/b", "");
	expect("WWW.NHS.UK", "https://nhs.uk:443/", "");
	expect("leaflet.pdf", "https://clinic.org/leaflet.pdf", "");
	expect("a@clinic.org", "mailto:A@clinic.org?subject=x", "");
	expect("020 7946 0958", "tel:+442079460958", "");
	expect("111", "tel:112", "");
	expect("e.g. this, or 5.5 mg", "https://clinic.org", "");
	expect("{{clinic.web}}", "https://clinic.org", "");
	expect("below", "#places", "");
	/* Joiners, which Persian and Hindi need, and marks of direction. */
	expect("می\u200cخواهم", "https://clinic.org", "");
	expect("क्\u200dष \u200e", "https://clinic.org", "");
}

static void test_confusable(void **state)
{
	(void)state;
	assert_false(confusable_host("clinic.org"));
	assert_false(confusable_host("bücher.de"));
	assert_false(confusable_host("пример.рф"));
	assert_false(confusable_host("例え.jp"));
	assert_false(confusable_host("مثال.إختبار"));
	assert_true(confusable_host("pаypal.com")); /* one Cyrillic letter */
	assert_true(confusable_host("аррӏе.com"));  /* all Cyrillic */
	assert_true(confusable_host("ραypal.com")); /* two Greek ones */
	expect("see", "https://www.pаypal.com/x", "link-confusable");
	expect("see", "https://www.xn--pypal-4ve.com/x", "link-confusable");
	expect("write", "mailto:a@pаypal.com", "link-confusable");
	expect("see", "https://bücher.de/x", "");
}

static void test_invisible(void **state)
{
	(void)state;
	expect("see", "https://cli\u200bnic.org", "link-invisible");
	expect("see", "https://clinic.org/\u202efdp.exe", "link-invisible");
	expect("see", "https://clinic.org/%E2%80%AEfdp.exe", "link-invisible");
	expect("see", "https://cli\u00adnic.org", "link-invisible");
	expect("s\u202eee", "https://clinic.org", "link-invisible");
	expect("s\u2066ee\u2069", "https://clinic.org", "link-invisible");
	expect("se\u200be", "https://clinic.org", "link-invisible");
	expect("se\U000e0041e", "https://clinic.org", "link-invisible");
}

static void test_other(void **state)
{
	(void)state;
	expect("nhs.uk", "https://nhs.example.org/", "link-other");
	expect("https://nhs.uk", "https://nhs.uk.example.org/", "link-other");
	expect("www.nhs.uk/pdf", "https://nhs.uk@example.org/", "link-other");
	expect("nhs.uk", "mailto:a@example.org", "link-other");
	expect("a@clinic.org", "mailto:b@clinic.org", "link-other");
	expect("a@clinic.org", "mailto:a@clinic.org.example.com", "link-other");
	expect("a@clinic.org", "https://clinic.org/", "link-other");
	expect("020 7946 0958", "tel:+442079460959", "link-other");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_confusable),
		cmocka_unit_test(test_invisible),
		cmocka_unit_test(test_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
