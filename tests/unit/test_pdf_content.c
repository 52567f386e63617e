/* Content streams: which markers are rewritten, which streams are refused. */
#include "unit/test.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "pdf/content.h"

static const struct marked plain[] = {{"/P<</MCID 0>>BDC", NULL},
									  {"/Artifact<</Type/Layout>>BDC", NULL}};

static bool rewrite(const char *content, const struct marked *marked, int count,
					const char *expected, const char **fault)
{
	struct arena *arena = arena_new();
	struct buf out = {.arena = arena};
	int marker;
	*fault = NULL;
	bool done =
		content_rewrite(str_of(content), marked, count, codes_new(arena), &out, fault, &marker);
	if (done)
		assert_string_equal(buf_chars(&out), expected);
	arena_free(arena);
	return done;
}

static void accept(const char *content, int count, const char *expected)
{
	const char *fault;
	assert_true(rewrite(content, plain, count, expected, &fault));
	assert_null(fault);
}

static void refuse(const char *content, int count, const char *part)
{
	const char *fault;
	assert_false(rewrite(content, plain, count, NULL, &fault));
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

static void test_letters_apart(void **state)
{
	(void)state;
	static const struct marked marked[] = {
		{"/P<</MCID 0>>BDC", NULL}, {NULL, "-0.005"}, {"/H1<</MCID 1>>BDC", "0.001"}};
	const char *fault;
	assert_true(
		rewrite("/NonStruct <</MCID 0>> BDC\nBT (a) Tj\nET\nEMC\n"
				"/NonStruct <</MCID 1>> BDC\nBT\n(b) Tj\nET BT (BT) Tj ET\nEMC\n"
				"/NonStruct <</MCID 2>> BDC\nBT\n(c) Tj\nET\nEMC BT ET",
				marked, 3,
				"/P<</MCID 0>>BDC\nBT (a) Tj\nET\n"
				"\nBT -0.005 Tc\n(b) Tj\n0 Tc ET BT -0.005 Tc (BT) Tj 0 Tc ET\nEMC\n"
				"/H1<</MCID 1>>BDC\nBT 0.001 Tc\n(c) Tj\n0 Tc ET\nEMC BT ET",
				&fault));
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

/* Content in a marker, on both sides. */
static void accept_body(const char *body, const char *expected)
{
	char in[400], out[400];
	snprintf(in, sizeof in, "/NonStruct << /MCID 0 >> BDC %s EMC", body);
	snprintf(out, sizeof out, "/P<</MCID 0>>BDC %s EMC", expected);
	accept(in, 1, out);
}

#define ACTUAL(text) "/Span << /ActualText <feff" text "> >> BDC\n"

static void test_codes_in_place_of_actual_text(void **state)
{
	(void)state;
	accept_body("/f-0-1 1 Tf " ACTUAL("00660069") "<0003>Tj\nEMC\n<0004>Tj",
				"/f-0-1 1 Tf <4000>Tj\n<0004>Tj");
	accept_body("/f-0-1 1 Tf " ACTUAL("0926093f") "[()-93<0003>2<0004>]TJ\nEMC\nET",
				"/f-0-1 1 Tf [()-93<4000>2<4001>]TJ\nET");
	accept_body("/f-0-1 1 Tf " ACTUAL("0066") "<0003>Tj EMC " ACTUAL("0067") "<0003>Tj EMC " ACTUAL(
					"0066") "<0003>Tj EMC",
				"/f-0-1 1 Tf <4000>Tj <4001>Tj <4000>Tj");
	accept_body(
		"/f-0-1 1 Tf " ACTUAL("0066") "<0003>Tj EMC " ACTUAL("0067") "/f-1-1 1 Tf <0003>Tj EMC",
		"/f-0-1 1 Tf <4000>Tj /f-1-1 1 Tf <4000>Tj");
	accept_body("/f-0-1 1 Tf " ACTUAL("d83dde000041") "<00030004>Tj EMC",
				"/f-0-1 1 Tf <40004001>Tj");
}

/* Mirrored brackets, also as escapes; a hyphen; a space and one that is wider. */
static void test_codes_of_simple_fonts(void **state)
{
	(void)state;
	accept_body("/f-0-0 1 Tf " ACTUAL("0028") "(\\))Tj EMC (a)Tj " ACTUAL("0029") "(\\()Tj EMC",
				"/f-0-0 1 Tf (\\001)Tj (a)Tj (\\002)Tj");
	accept_body("/f-0-0 1 Tf " ACTUAL("00ad") "[(-)]TJ EMC " ACTUAL("00a0") "( )Tj EMC",
				"/f-0-0 1 Tf [(\\001)]TJ (\\002)Tj");
	accept_body("/f-0-0 1 Tf " ACTUAL("003c00bb") "[(\\076)3(\\253)]TJ EMC",
				"/f-0-0 1 Tf [(\\001)3(\\002)]TJ");
}

/* Fewer characters than glyphs, a letter of a simple font, no text, what cairo does not write. */
static void test_actual_text_that_stays(void **state)
{
	(void)state;
	static const char *const same[] = {
		ACTUAL("0041") "(a)Tj EMC",
		ACTUAL("0041") "[(a)2<0003>]TJ EMC",
		"/f-0-0 1 Tf " ACTUAL("0041") "(a)Tj EMC",
		ACTUAL("0041") "0 0 1 1 re f EMC",
		ACTUAL("0041") "<000>Tj EMC",
		"/Span << /ActualText (a) >> BDC <0003>Tj EMC",
		"/Span << /Lang (en) >> BDC <0003>Tj EMC",
		"/f-0-1 1 Tf " ACTUAL("0041") "<0003>Tj /left EMC",
	};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		accept_body(same[i], same[i]);
	accept_body("/f-0-1 1 Tf " ACTUAL("17be") "<00030004>Tj EMC",
				"/f-0-1 1 Tf " ACTUAL("17be") "<40004001>Tj EMC");
	accept_body("/f-0-1 1 Tf " ACTUAL("") "<0003>Tj EMC", "/f-0-1 1 Tf " ACTUAL("") "<4000>Tj EMC");
	accept_body(ACTUAL("0041") "<0003>Tj EMC", ACTUAL("0041") "<0003>Tj EMC");
	accept("/f-0-1 1 Tf " ACTUAL("0041") "/NonStruct << /MCID 0 >> BDC <0003>Tj EMC EMC", 1,
		   "/f-0-1 1 Tf " ACTUAL("0041") "/P<</MCID 0>>BDC <0003>Tj EMC EMC");
}

static void test_cmaps(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct codes *codes = codes_new(arena);
	struct buf map = {.arena = arena}, means = {.arena = arena};
	assert_int_equal(codes_take(codes, STR("/f-0-1"), false, 7, STR("00660069")), CODES_FIRST);
	assert_int_equal(codes_take(codes, STR("/f-0-1"), false, 7, STR("fb01")), CODES_FIRST + 1);
	assert_int_equal(codes_take(codes, STR("/f-0-1"), false, 7, STR("00660069")), CODES_FIRST);
	assert_int_equal(codes_take(codes, STR("/f-0-1"), true, '-', STR("00ad")), 0);
	assert_int_equal(codes_take(codes, STR("/f-0-2"), false, 3, STR("0066")), CODES_FIRST);
	struct code_list list = codes_of(codes, STR("/f-0-1"));
	assert_int_equal(list.count, 2);
	assert_false(list.simple);
	assert_int_equal(codes_of(codes, STR("/f-0-3")).count, 0);
	codes_map(&map, list, 9);
	assert_non_null(
		strstr(buf_chars(&map), "2 begincidrange\n<0000> <3fff> 0\n<4000> <4001> 9\nendcidrange"));
	struct str glyphs = codes_glyphs(arena, list, 9, 1);
	assert_int_equal(glyphs.len, 2 * (CODES_FIRST + 2));
	assert_memory_equal(glyphs.s, "\0\0\0\1\0\2", 6);
	assert_memory_equal(glyphs.s + 16, "\0\10\0\0", 4);
	assert_memory_equal(glyphs.s + 2 * (size_t)CODES_FIRST, "\0\7\0\7", 4);
	codes_meanings(&means, STR("before\nendcmap\nafter"), list);
	assert_string_equal(buf_chars(&means),
						"before\n2 beginbfchar\n<4000> <00660069>\n<4001> <fb01>\n"
						"endbfchar\nendcmap\nafter");
	arena_free(arena);
}

/* A simple font has 31 codes, for glyphs whose names are known. */
static void test_simple_codes(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct codes *codes = codes_new(arena);
	struct buf means = {.arena = arena}, encoding = {.arena = arena};
	assert_int_equal(codes_take(codes, STR("/f-0-0"), true, ')', STR("0028")), 1);
	assert_int_equal(codes_take(codes, STR("/f-0-0"), true, 'a', STR("0041")), 0);
	assert_int_equal(codes_take(codes, STR("/f-0-0"), true, '-', STR("00ad")), 2);
	assert_int_equal(codes_take(codes, STR("/f-0-0"), true, ')', STR("0028")), 1);
	struct code_list list = codes_of(codes, STR("/f-0-0"));
	assert_true(list.simple);
	codes_differences(&encoding, list);
	assert_string_equal(buf_chars(&encoding),
						"<</Type/Encoding/BaseEncoding/WinAnsiEncoding"
						"/Differences[1/parenright/hyphen]>>");
	codes_meanings(&means, STR("endcmap"), list);
	assert_string_equal(buf_chars(&means),
						"2 beginbfchar\n<01> <0028>\n<02> <00ad>\nendbfchar\nendcmap");
	for (int i = 2; i < 31; i++)
		assert_int_equal(
			codes_take(codes, STR("/f-0-0"), true, ' ', str_of(str_fmt(arena, "20%02x", i))),
			i + 1);
	assert_int_equal(codes_take(codes, STR("/f-0-0"), true, ' ', STR("00a0")), 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_markers),
		cmocka_unit_test(test_text_is_safe),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_letters_apart),
		cmocka_unit_test(test_broken_streams_end),
		cmocka_unit_test(test_codes_in_place_of_actual_text),
		cmocka_unit_test(test_codes_of_simple_fonts),
		cmocka_unit_test(test_simple_codes),
		cmocka_unit_test(test_actual_text_that_stays),
		cmocka_unit_test(test_cmaps),
	};
	return cmocka_run_group_tests_name("pdf-content", tests, NULL, NULL);
}
