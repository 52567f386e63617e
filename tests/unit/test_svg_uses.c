/* svg_uses: what references have drawn, counted. */
#include "unit/test.h"

#include <string.h>

#include <glib.h>

#include "base/arena.h"
#include "read/svg_uses.h"

static const char *svg(struct arena *arena, const char *body)
{
	return str_fmt(arena, "<svg xmlns=\"http://www.w3.org/2000/svg\">%s</svg>", body);
}

static void expect(enum svg_uses uses, const char *body)
{
	struct arena *arena = arena_new();
	assert_int_equal(svg_uses(str_of(svg(arena, body))), uses);
	arena_free(arena);
}

/* Elements "NAME0" to "NAME<levels>" of which each but the first has ten of a format with the id of
 * the one before; then one reference to the last. */
static void expect_nested(enum svg_uses uses, const char *name, const char *reference, int levels)
{
	GString *body = g_string_new(NULL);
	g_string_append_printf(body, "<%s id='a0'><rect/></%s>", name, name);
	for (int i = 1; i <= levels; i++) {
		g_string_append_printf(body, "<%s id='a%d'>", name, i);
		for (int n = 0; n < 10; n++)
			g_string_append_printf(body, reference, i - 1);
		g_string_append_printf(body, "</%s>", name);
	}
	g_string_append_printf(body, reference, levels);
	expect(uses, body->str);
	g_string_free(body, TRUE);
}

static void test_few(void **state)
{
	(void)state;
	expect(SVG_USES_FEW, "");
	expect(SVG_USES_FEW, "<rect id='a'/><use href='#a'/><use xlink:href=' #none'/>");
	expect(SVG_USES_FEW, "<!-- <use> --><?x y?><style><![CDATA[a{fill:red}]]></style>");
	assert_int_equal(svg_uses(STR("\xef\xbb\xbf<svg/>")), SVG_USES_FEW);
	expect_nested(SVG_USES_FEW, "g", "<use href='#a%d'/>", 4);
}

static void test_many(void **state)
{
	(void)state;
	expect_nested(SVG_USES_MANY, "g", "<use href='#a%d'/>", 5);
	expect_nested(SVG_USES_MANY, "g", "<use href='#a%d'/>", 400);
	expect_nested(SVG_USES_MANY, "g", "<x:use x:href='#a%d'/>", 9);
	expect_nested(SVG_USES_MANY, "pattern", "<rect fill='url(#a%d)'/>", 9);
	expect_nested(SVG_USES_MANY, "pattern", "<rect style='x:y;stroke: url(\"#a%d\")'/>", 9);
	expect_nested(SVG_USES_MANY, "mask", "<rect mask='url( #a%d )'/>", 9);
	expect_nested(SVG_USES_MANY, "marker", "<path marker-mid='url(#a%d)'/>", 9);
	expect_nested(SVG_USES_MANY, "clipPath", "<path clip-path='url(#a%d)'/>", 9);
}

/* What a group paints with is drawn with each of its elements. */
static void test_inherited(void **state)
{
	(void)state;
	GString *body = g_string_new("<pattern id='p'>");
	for (int i = 0; i < 1000; i++)
		g_string_append(body, "<rect/>");
	g_string_append(body, "</pattern><g fill='url(#p)'>");
	for (int i = 0; i < 1000; i++)
		g_string_append(body, "<rect/>");
	char *masked = g_strconcat(body->str, "</g>", NULL);
	expect(SVG_USES_MANY, masked);
	GString *drawn = g_string_new(masked);
	g_string_replace(drawn, "fill", "mask", 1);
	expect(SVG_USES_FEW, drawn->str);
	g_string_free(drawn, TRUE);
	g_free(masked);
	g_string_free(body, TRUE);
}

static void test_style_sheets(void **state)
{
	(void)state;
	static const char *const rules[] = {".p{fill:url(#%s)}", "g rect.p:hover{fill:url(#%s)}",
										"b, .q.p , .p{x:y;fill:url(#%s)}", "rect{fill:url(#%s)}",
										"#r, .p {stroke:url('#%s')}"};
	struct arena *arena = arena_new();
	struct buf body = {.arena = arena};
	buf_puts(&body, "<pattern id='big'>");
	for (int i = 0; i < 1000; i++)
		buf_puts(&body, "<circle/>");
	buf_puts(&body, "</pattern><linearGradient id='small'><stop/></linearGradient><g>");
	for (int i = 0; i < 1000; i++)
		buf_puts(&body, "<rect class='o p'/>");
	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
		const char *big = str_fmt(arena, rules[i], "big"),
				   *small = str_fmt(arena, rules[i], "small");
		expect(SVG_USES_MANY, str_fmt(arena, "%s</g><style>%s</style>", body.s, big));
		expect(SVG_USES_FEW, str_fmt(arena, "%s</g><style>%s</style>", body.s, small));
	}
	expect(SVG_USES_FEW, str_fmt(arena, "%s</g><style>.none{fill:url(#big)}</style>", body.s));
	expect(SVG_USES_FEW, str_fmt(arena, "%s</g><style>.none{fill:url(#big)</style>", body.s));
	arena_free(arena);
}

static void test_circles(void **state)
{
	(void)state;
	expect(SVG_USES_FEW, "<g id='a'><use href='#a'/><use href='#a'/></g>");
	expect(SVG_USES_FEW, "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>");
	expect(SVG_USES_FEW, "<pattern id='a' fill='url(#a)'><rect fill='url(#a)'/></pattern>");
}

/* A long chain of references, and elements in each other. */
static void test_deep(void **state)
{
	(void)state;
	GString *chain = g_string_new("<g id='a0'/>");
	for (int i = 1; i < 2000; i++) {
		char *link = g_strdup_printf("<g id='a%d'><use href='#a%d'/></g>", i, i - 1);
		g_string_prepend(chain, link);
		g_free(link);
	}
	expect(SVG_USES_DEEP, chain->str);
	g_string_free(chain, TRUE);
	GString *nested = g_string_new(NULL);
	for (int i = 0; i < 2000; i++)
		g_string_append(nested, "<g>");
	expect(SVG_USES_DEEP, nested->str);
	g_string_free(nested, TRUE);
}

static void test_damaged(void **state)
{
	(void)state;
	expect(SVG_USES_DAMAGED, "<g>");
	expect(SVG_USES_DAMAGED, "<g a=b/>");
	assert_int_equal(svg_uses(STR("")), SVG_USES_DAMAGED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_few),       cmocka_unit_test(test_many),
		cmocka_unit_test(test_inherited), cmocka_unit_test(test_style_sheets),
		cmocka_unit_test(test_circles),   cmocka_unit_test(test_deep),
		cmocka_unit_test(test_damaged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
