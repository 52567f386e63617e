/* Content streams: which markers are rewritten, which streams are refused. */
#include "unit/test.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "pdf/content.h"

static const char *const begins[] = {"/P<</MCID 0>>BDC", "/Artifact<</Type/Layout>>BDC"};

static bool rewrite(const char *content, int count, const char *expected, const char **fault)
{
	struct arena *arena = arena_new();
	struct buf out = {.arena = arena};
	int marker;
	*fault = NULL;
	bool done = content_rewrite(str_of(content), begins, count, &out, fault, &marker);
	if (done)
		assert_string_equal(buf_chars(&out), expected);
	arena_free(arena);
	return done;
}

static void accept(const char *content, int count, const char *expected)
{
	const char *fault;
	assert_true(rewrite(content, count, expected, &fault));
	assert_null(fault);
}

static void refuse(const char *content, int count, const char *part)
{
	const char *fault;
	assert_false(rewrite(content, count, NULL, &fault));
	assert_non_null(fault);
	assert_non_null(strstr(fault, part));
}

static void test_markers(void **state)
{
	(void)state;
	accept(
		"q\n/NonStruct << /MCID 0 >> BDC\nBT (a) Tj ET\nEMC\n"
		"/NonStruct <</MCID 1>>BDC 0 0 1 1 re f EMC Q",
		2,
		"q\n/P<</MCID 0>>BDC\nBT (a) Tj ET\nEMC\n"
		"/Artifact<</Type/Layout>>BDC 0 0 1 1 re f EMC Q");
	accept("", 0, "");
	accept("0 0 1 1 re W n q Q", 0, "0 0 1 1 re W n q Q");
}

static void test_text_is_safe(void **state)
{
	(void)state;
	static const char start[] = "/NonStruct << /MCID 0 >> BDC ";
	static const char *const bodies[] = {
		"(/NonStruct << /MCID 1 >> BDC EMC) Tj EMC",
		"(a \\) EMC \\( (nested EMC) f) Tj EMC",
		"<454D43> Tj % EMC f\nEMC",
		"/EMC gs [(EMC) 12 <46>] TJ EMC",
		"/Span << /ActualText (EMC) >> BDC (x) Tj EMC EMC",
		"BI /W 1 ID x\nEMC EI EMC",
	};
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		char in[200], out[200];
		snprintf(in, sizeof in, "%s%s", start, bodies[i]);
		snprintf(out, sizeof out, "/P<</MCID 0>>BDC %s", bodies[i]);
		accept(in, 1, out);
	}
}

static void test_faults(void **state)
{
	(void)state;
	refuse("0 0 1 1 re f", 0, "neither content nor an artifact");
	refuse("/Span << /ActualText (a) >> BDC (x) Tj EMC", 0, "neither content nor an artifact");
	refuse("/NonStruct << /MCID 0 >> BDC EMC /x5 Do", 1, "neither content nor an artifact");
	refuse("/NonStruct << /MCID 1 >> BDC EMC", 2, "not in order");
	refuse("/NonStruct << /MCID 0 >> BDC EMC", 0, "not in order");
	refuse("/NonStruct << /MCID 0 >> BDC /NonStruct << /MCID 1 >> BDC EMC EMC", 2, "not in order");
	refuse("/NonStruct << /MCID 0 >> BDC EMC", 2, "missing");
	refuse("/NonStruct << /MCID 0 >> BDC", 1, "not balanced");
	refuse("EMC", 0, "not balanced");
	refuse("/A BMC /A BMC /A BMC /A BMC /A BMC /A BMC /A BMC /A BMC /A BMC", 0, "too deeply");
}

static void test_broken_streams_end(void **state)
{
	(void)state;
	accept("(never closed", 0, "(never closed");
	accept("<never closed", 0, "<never closed");
	accept("(ends in \\", 0, "(ends in \\");
	accept("BI ID", 0, "BI ID");
	accept("[ /", 0, "[ /");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_markers),
		cmocka_unit_test(test_text_is_safe),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_broken_streams_end),
	};
	return cmocka_run_group_tests_name("pdf-content", tests, NULL, NULL);
}
