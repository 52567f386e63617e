/* Hyphenation: small dictionaries compiled by the build's own program, then asked. */
#include "unit/folder.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "typeset/hyphenate.h"

static char *in_dir(struct folder *f, const char *name)
{
	return path_join(f->arena, f->dir, name);
}

static void put(struct folder *f, const char *name, const char *text)
{
	assert_true(g_file_set_contents(in_dir(f, name), text, -1, NULL));
}

/* Runs the build's program on the list; what it said, NULL if it succeeded. */
static const char *make(struct folder *f)
{
	const char *build = g_getenv("OUT");
	char *program = path_join(f->arena, build ? build : "out", "obj/typeset/hyphenate_make");
	char *argv[] = {program, in_dir(f, "list.ini"), f->dir, in_dir(f, "made"), NULL};
	char *said = NULL;
	int status = -1;
	assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &said,
							 &status, NULL));
	const char *copy = str_copy(f->arena, said);
	g_free(said);
	if (status == 0)
		assert_string_equal(copy, "");
	return status == 0 ? NULL : copy;
}

#define ENTRY "dictionary=x.dic\npackage=hyphen-xx\nleft=2\nright=2\nsource=none\n"

/* Compiles a dictionary as the language xx and opens it. */
static const struct hyphenator *compiled(struct folder *f, const char *more, const char *dictionary)
{
	put(f, "list.ini", str_fmt(f->arena, "[xx]\n%s%s", ENTRY, more));
	put(f, "x.dic", dictionary);
	assert_null(make(f));
	const struct hyphenator *h = hyphenator_open(f->arena, f->diag, in_dir(f, "made"), "xx");
	assert_null(f->diag->first);
	assert_non_null(h);
	return h;
}

/* The word with all its hyphens. */
static const char *divided(struct folder *f, const struct hyphenator *h, const char *word)
{
	struct buf out = {.arena = f->arena};
	struct hyphen places[HYPHENS_MAX];
	int count = hyphenate(h, word, strlen(word), places, HYPHENS_MAX), at = 0;
	for (int i = 0; i < count; i++) {
		int start = places[i].at - places[i].before;
		assert_true(start >= at && places[i].at > 0);
		assert_int_equal(places[i].left == NULL, places[i].right == NULL);
		buf_add(&out, word + at, (size_t)(start - at));
		buf_fmt(&out, "%s-%s", places[i].left ? places[i].left : "",
				places[i].right ? places[i].right : "");
		at = places[i].at + places[i].after;
	}
	buf_puts(&out, word + at);
	return buf_chars(&out);
}

static void test_levels_and_minima(void **state)
{
	struct folder *f = *state;
	const struct hyphenator *h = compiled(f, "", "UTF-8\n% a comment\n1ba\nb2ab4\n.a3ba\n1bo\r\n");
	assert_string_equal(divided(f, h, "bababo"), "ba-ba-bo");
	assert_string_equal(divided(f, h, "ababa"), "aba-ba");
	assert_string_equal(divided(f, h, "babab"), "ba-bab");
	assert_string_equal(divided(f, h, "ba"), "ba");
	assert_string_equal(divided(f, h, ""), "");
	assert_string_equal(divided(f, h, "xyz"), "xyz");

	h = compiled(f, "", "UTF-8\nLEFTHYPHENMIN 3\nRIGHTHYPHENMIN 4\n1ba\n");
	assert_string_equal(divided(f, h, "bababababa"), "baba-ba-baba");
}

static void test_capitals_and_bytes(void **state)
{
	struct folder *f = *state;
	/* U+010D and U+017E are e8 and be in ISO-8859-2. */
	const struct hyphenator *h = compiled(f, "",
										  "ISO8859-2\n1\xe8"
										  "a\n1\xbe\n");
	assert_string_equal(divided(f, h, "ma\u010dka\u010dama"), "ma\u010dka-\u010dama");
	assert_string_equal(divided(f, h, "KA\u010cAMA"), "KA-\u010cAMA");
	assert_string_equal(divided(f, h, "\u017ee\u017eel"), "\u017ee-\u017eel");
}

static void test_changes(void **state)
{
	struct folder *f = *state;
	/* The examples of libhyphen's README.nonstandard. */
	const struct hyphenator *h =
		compiled(f, "",
				 "UTF-8\n.as3szon/sz=sz,2,3\nn1nyal./ny=ny,1,3\n"
				 "schif1fahrt/ff=f,5,2\nl\u00b71l/l=l\n.o1xo/ox=,1,1\n.e1xo/e=,1,1\n"
				 "a1atje./a=t,1,3\n");
	assert_string_equal(divided(f, h, "asszonnyal"), "asz-szony-nyal");
	assert_string_equal(divided(f, h, "ASSZONNYAL"), "ASZ-SZONY-NYAL");
	assert_string_equal(divided(f, h, "Asszonnyal"), "Asz-szony-nyal");
	assert_string_equal(divided(f, h, "schiffahrt"), "schiff-fahrt");
	assert_string_equal(divided(f, h, "paral\u00b7lel"), "paral-lel");
	assert_string_equal(divided(f, h, "PARAL\u00b7LEL"), "PARAL-LEL");
	assert_string_equal(divided(f, h, "omaatje"), "oma-tje");
	/* One letter before the hyphen is too few, unless the change makes it two. */
	assert_string_equal(divided(f, h, "oxoba"), "ox-xoba");
	assert_string_equal(divided(f, h, "exoba"), "exoba");

	struct hyphen places[2];
	assert_int_equal(hyphenate(h, "Schiffahrt", 10, places, 2), 1);
	assert_int_equal(places[0].at, 5);
	assert_int_equal(places[0].before, 1);
	assert_int_equal(places[0].after, 1);
	assert_string_equal(places[0].left, "ff");
	assert_string_equal(places[0].right, "f");
}

/* Of thousands of words many share a place where words are remembered. */
static void test_remembered(void **state)
{
	struct folder *f = *state;
	const struct hyphenator *h = compiled(f, "", "UTF-8\na1b\nb1c\n");
	struct hyphen places[HYPHENS_MAX];
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 4000; i++) {
			const char *end =
				str_fmt(f->arena, "%c%c%c", 'd' + i % 20, 'd' + i / 20 % 20, 'd' + i / 400);
			const char *word = str_fmt(f->arena, "xxabcx%s", end);
			assert_string_equal(divided(f, h, word), str_fmt(f->arena, "xxa-b-cx%s", end));
			assert_int_equal(hyphenate(h, word, 6, places, 1), 1);
			assert_int_equal(hyphenate(h, word, strlen(word), places, 1), 1);
			assert_int_equal(places[0].at, 3);
		}
		assert_string_equal(divided(f, h, "xxabx"), "xxa-bx");
		assert_string_equal(divided(f, h, "xxacx"), "xxacx");
		assert_string_equal(divided(f, h, "xxabcabcabcabcabcx"), "xxa-b-ca-b-ca-b-ca-b-ca-b-cx");
	}
}

static void test_parts(void **state)
{
	struct folder *f = *state;
	const struct hyphenator *h =
		compiled(f, "",
				 "UTF-8\nCOMPOUNDLEFTHYPHENMIN 2\nCOMPOUNDRIGHTHYPHENMIN 3\n"
				 "NOHYPHEN ',\u2019\n1'1\n1\u20191\n1haus1\na1to1r\n"
				 "NEXTLEVEL\n1ba\na1u\n1to.\n");
	/* A part begins and ends like a word, and has minima of its own. */
	assert_string_equal(divided(f, h, "babahausbaba"), "baba-haus-ba-ba");
	assert_string_equal(divided(f, h, "hausbaxba"), "haus-bax-ba");
	assert_string_equal(divided(f, h, "hausbabator"), "haus-baba-tor");
	assert_string_equal(divided(f, h, "bato'bato"), "bato'ba-to");
	assert_string_equal(divided(f, h, "baba\u2019baba"), "baba\u2019ba-ba");

	/* Without levels of its own a dictionary has parts at apostrophes, dashes and hyphens. */
	h = compiled(f, "", "UTF-8\n1ba\n");
	assert_string_equal(divided(f, h, "bababa'bababa"), "ba-baba'baba-ba");
	assert_string_equal(divided(f, h, "bababa\u2013bababa"), "ba-baba\u2013baba-ba");
}

static void test_prepared(void **state)
{
	struct folder *f = *state;
	static const char dictionary[] = "UTF-8\nabc2de\nb1c\n1d\n";
	const struct hyphenator *h = compiled(f, "", dictionary);
	assert_string_equal(divided(f, h, "xxabcdxx"), "xxabcdxx");
	assert_string_equal(divided(f, h, "xxbcxdxx"), "xxb-cx-dxx");
	h = compiled(f, "prepare=true\n", dictionary);
	assert_string_equal(divided(f, h, "xxabcdxx"), "xxab-c-dxx");
	assert_string_equal(divided(f, h, "xxabcdex"), "xxab-cdex");
}

static void test_long_words(void **state)
{
	struct folder *f = *state;
	struct hyphen places[HYPHENS_MAX];
	const struct hyphenator *h = compiled(f, "", "UTF-8\n1ba\n");
	char *word = g_strnfill(10000, 'b');
	for (size_t i = 1; i < 10000; i += 2)
		word[i] = 'a';
	assert_int_equal(hyphenate(h, word, 10000, places, HYPHENS_MAX), HYPHENS_MAX);
	assert_int_equal(places[HYPHENS_MAX - 1].at, 2 * HYPHENS_MAX);
	assert_int_equal(hyphenate(h, word, 10000, places, 3), 3);
	assert_int_equal(hyphenate(h, word, 10000, places, 0), 0);
	assert_int_equal(hyphenate(h,
							   "ba\xff"
							   "baba",
							   7, places, HYPHENS_MAX),
					 0);
	assert_int_equal(hyphenate(h, "baba\xc3", 5, places, HYPHENS_MAX), 0);
	g_free(word);
}

/* How much of the text is its first word. */
static int word_of(const struct hyphenator *h, const char *text)
{
	return (int)hyphenate_word(h, text);
}

static void test_words(void **state)
{
	struct folder *f = *state;
	const struct hyphenator *h = compiled(f, "",
										  "UTF-8\n'\xc3\xa9"
										  "4\n1c\nl\xc2\xb7"
										  "9l/=,2,1\n");
	assert_int_equal(word_of(h, "l'école"), strlen("l'école"));
	assert_int_equal(word_of(h, "l’école."), strlen("l’école"));
	assert_int_equal(word_of(h, "l'"), 1);
	assert_int_equal(word_of(h, "col·lega, "), strlen("col·lega"));
	assert_int_equal(word_of(h, "col·"), strlen("col"));
	assert_int_equal(word_of(h, "e\u0301cole-x"), strlen("e\u0301cole"));
	assert_int_equal(word_of(h, "12"), 0);
	/* Either apostrophe is the one of the patterns; a letter's dot goes at the hyphen. */
	assert_string_equal(divided(f, h, "l’écoce"), "l’éco-ce");
	assert_string_equal(divided(f, h, "col·lega"), "col-lega");
	/* All patterns know apostrophes, as libhyphen's do; without any a word is its letters. */
	h = compiled(f, "", "UTF-8\n1ba\n");
	assert_int_equal(word_of(h, "d'aba·ba"), strlen("d'aba"));
	assert_int_equal(word_of(NULL, "d'aba"), 1);
	assert_int_equal(word_of(NULL, "aba·ba"), strlen("aba"));
}

static void test_exceptions(void **state)
{
	static const char *const words[] = {"a-ba-baba", "Baba", "p’o-a", NULL}, *const none[] = {NULL};
	struct folder *f = *state;
	const struct hyphenator *h = compiled(f, "", "UTF-8\n1ba\n");
	assert_ptr_equal(hyphenator_except(f->arena, h, none), h);
	assert_null(hyphenator_except(f->arena, NULL, none));
	const struct hyphenator *own = hyphenator_except(f->arena, h, words);
	assert_string_equal(divided(f, own, "ababaBA"), "a-ba-baBA");
	assert_string_equal(divided(f, own, "baba"), "baba");
	assert_string_equal(divided(f, own, "BABA"), "BABA");
	assert_string_equal(divided(f, own, "babab"), "ba-bab");
	assert_string_equal(divided(f, own, "P'oa"), "P'o-a");
	assert_true(hyphenate_listed(own, "Ababaxa", strlen("Ababaxa")) == false);
	assert_true(hyphenate_listed(own, "Ababaﬁ", strlen("Ababa")) == false);
	assert_true(hyphenate_listed(own, "babab", strlen("baba")));
	assert_false(hyphenate_listed(h, "baba", 4) || hyphenate_listed(NULL, "baba", 4));
	/* Without patterns other words stay whole. */
	own = hyphenator_except(f->arena, NULL, words);
	assert_string_equal(divided(f, own, "ababaßa"), "ababaßa");
	assert_string_equal(divided(f, own, "ABABABA"), "A-BA-BABA");
	struct hyphen places[2];
	assert_int_equal(hyphenate(own, "abababa", strlen("abababa"), places, 1), 1);
}

static void test_open(void **state)
{
	struct folder *f = *state;
	char *made = in_dir(f, "made");
	put(f, "list.ini", "[en]\n" ENTRY "also=en-US\n[en-GB]\n" ENTRY "also=en-AU;en-NZ\n");
	put(f, "x.dic", "UTF-8\n1ba\n");
	assert_null(make(f));
	assert_non_null(hyphenator_open(f->arena, f->diag, made, "en"));
	assert_null(hyphenator_open(f->arena, f->diag, made, "eng"));
	assert_null(hyphenator_open(f->arena, f->diag, made, "ar"));
	assert_null(hyphenator_open(f->arena, f->diag, made, ""));
	assert_null(hyphenator_open(f->arena, f->diag, NULL, "en"));
	assert_null(f->diag->first);

	g_unlink(in_dir(f, "made/en-GB.hyph"));
	assert_non_null(hyphenator_open(f->arena, f->diag, made, "en-US"));
	assert_non_null(hyphenator_open(f->arena, f->diag, made, "en-ZA"));
	assert_null(f->diag->first);
	assert_null(hyphenator_open(f->arena, f->diag, made, "en-NZ"));
	assert_null(hyphenator_open(f->arena, f->diag, made, "en-GB-oxendict"));
	assert_int_equal(f->diag->first->level, LEVEL_NOTE);
	assert_string_equal(f->diag->first->pos.file, in_dir(f, "made/en-GB.hyph"));
	assert_ptr_equal(f->diag->first->next, f->diag->last);

	f->diag = diag_new(f->arena);
	assert_null(hyphenator_open(f->arena, f->diag, f->dir, "en"));
	assert_int_equal(f->diag->first->level, LEVEL_NOTE);
	assert_string_equal(f->diag->first->pos.file, in_dir(f, "languages"));
}

static void test_open_once(void **state)
{
	struct folder *f = *state;
	char *made = in_dir(f, "made");
	put(f, "list.ini", "[en]\n" ENTRY "[xx]\n" ENTRY);
	put(f, "x.dic", "UTF-8\n1ba\n");
	assert_null(make(f));
	struct hyphenators *all = hyphenators_new(f->arena);
	const struct hyphenator *h = hyphenators_open(all, f->diag, made, "en");
	assert_string_equal(divided(f, h, "abaabaa"), "abaa-baa");
	assert_null(hyphenators_open(all, f->diag, made, "ar"));
	assert_null(hyphenators_open(all, f->diag, NULL, "en"));
	assert_null(f->diag->first);

	g_unlink(in_dir(f, "made/xx.hyph"));
	for (int i = 0; i < 2; i++) {
		f->diag = diag_new(f->arena);
		assert_null(hyphenators_open(all, f->diag, made, "xx"));
		assert_int_equal(f->diag->first->level, LEVEL_NOTE);
		assert_null(hyphenators_open(all, f->diag, f->dir, "en"));
		assert_string_equal(f->diag->last->pos.file, in_dir(f, "languages"));
	}
	f->diag = diag_new(f->arena);
	assert_ptr_equal(hyphenators_open(all, f->diag, made, "en"), h);
	assert_null(hyphenators_open(all, f->diag, made, "ar"));
	put(f, "made/languages", "en x");
	assert_ptr_equal(hyphenators_open(all, f->diag, made, "en"), h);
	assert_null(f->diag->first);
}

/* Reads a file of exactly these bytes, so that a sanitizer sees what is read outside them, and
 * divides a few words by it. */
static bool survives(struct folder *f, const char *bytes, size_t len)
{
	static const char *const words[] = {"asszonnyal", "BABAHAUS", "hausbababatorbaba", "b'a", "."};
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	char *copy = g_memdup2(bytes, len);
	const struct hyphenator *h = hyphenator_read(arena, diag, "x.hyph", (struct str){copy, len});
	struct hyphen places[HYPHENS_MAX];
	assert_int_equal(diag->errors, h ? 0 : 1);
	for (size_t i = 0; h && i < G_N_ELEMENTS(words); i++) {
		int size = (int)strlen(words[i]);
		int count = hyphenate(h, words[i], (size_t)size, places, HYPHENS_MAX);
		for (int k = 0; k < count; k++) {
			assert_in_range(places[k].at, 1, size - 1);
			assert_in_range(places[k].before, 0, places[k].at);
			assert_in_range(places[k].after, 0, size - places[k].at);
			if (places[k].left)
				assert_true(strlen(places[k].left) + strlen(places[k].right) < 512);
		}
	}
	if (diag->first)
		assert_string_equal(diag->first->pos.file, "x.hyph");
	g_free(copy);
	arena_free(arena);
	(void)f;
	return h != NULL;
}

static void test_damage(void **state)
{
	struct folder *f = *state;
	char *bytes;
	gsize len;
	compiled(f, "", "UTF-8\n1'1\nhaus1\nNEXTLEVEL\n1ba\n.as3szon/sz=sz,2,3\nn1nyal./ny=ny,1,3\n");
	assert_true(g_file_get_contents(in_dir(f, "made/xx.hyph"), &bytes, &len, NULL));
	assert_true(survives(f, bytes, len));
	for (size_t shorter = 0; shorter < len; shorter++)
		assert_false(survives(f, bytes, shorter));
	for (size_t i = 0; i < len; i++) {
		char kept = bytes[i];
		for (int bit = 0; bit < 8; bit++) {
			bytes[i] = (char)(kept ^ 1 << bit);
			survives(f, bytes, len);
		}
		bytes[i] = kept;
	}
	bytes[0] = 'X';
	assert_false(survives(f, bytes, len));
	assert_true(g_file_set_contents(in_dir(f, "made/xx.hyph"), bytes, (gssize)len, NULL));
	g_free(bytes);
	assert_null(hyphenator_open(f->arena, f->diag, in_dir(f, "made"), "xx"));
	assert_int_equal(f->diag->errors, 1);
	assert_string_equal(f->diag->first->pos.file, in_dir(f, "made/xx.hyph"));
}

static void make_says(struct folder *f, const char *list, const char *dictionary, const char *words)
{
	put(f, "list.ini", list);
	put(f, "x.dic", dictionary);
	const char *said = make(f);
	if (!said || !strstr(said, words))
		fail_msg("\"%s\" does not say \"%s\"", said ? said : "", words);
}

static void test_make_refuses(void **state)
{
	struct folder *f = *state;
	make_says(f, "[xx]\npackage=p\n", "UTF-8\n", "[xx] has no \"dictionary\"");
	make_says(f, "[xx]\ndictionary=y.dic\npackage=hyphen-yy\n", "UTF-8\n", "package hyphen-yy");
	make_says(f, "[xx]\ndictionary=y.dic\n", "UTF-8\n", "restore the file");
	make_says(f, "[xx]\ndictionary=x.dic\npackage=p\nleft=0\nright=2\n", "UTF-8\n", "\"left\"");
	make_says(f, "[xx]\n" ENTRY "sha256=00\n", "UTF-8\n1ba\n", "not the file of the list");
	make_says(f, "[xx]\n" ENTRY, "UTF-8\n1ba\n1\xe8\n", "x.dic:3: error: is not in");
	make_says(f, "[xx]\n" ENTRY, "KLINGON\n1ba\n", "KLINGON");
	make_says(f, "[xx]\n" ENTRY, "UTF-8\nb1a/x=y,4,1\n", "x.dic:2: error: the change");
	make_says(f, "[xx]\n" ENTRY "prepare=true\n", "UTF-8\nb1a/x=y,1,2\n", "cannot be prepared");
	make_says(f, "no group", "UTF-8\n", "list.ini");
}

/* Türk Dil Kurumu, Yazım Kuralları, has these words; "stres" begins with more than a syllable can.
 */
static void test_turkish(void **state)
{
	static const char *const words[] = {
		"bi-çi-mi-ne", "alt-lık",  "Türk-çe",    "kork-mak",  "il-ko-kul",  "ba-şöğ-ret-men",
		"band-rol",    "kont-rol", "prog-ram",   "sürp-riz",  "uçurt-ma",   "mü-da-faa",
		"saat",        "stres-te", "stra-te-ji", "trans-fer", "İlaç-la-rı", "dep-res-yon-da",
	};
	struct folder *f = *state;
	const char *build = g_getenv("OUT");
	const char *dir = path_join(f->arena, build ? build : "out", "share/hyphenation");
	const struct hyphenator *h = hyphenator_open(f->arena, f->diag, dir, "tr");
	assert_non_null(h);
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		char **parts = g_strsplit(words[i], "-", -1), *word = g_strjoinv("", parts);
		assert_string_equal(divided(f, h, word), words[i]);
		g_free(word);
		g_strfreev(parts);
	}
}

static void test_same_bytes(void **state)
{
	struct folder *f = *state;
	char *first, *second;
	gsize first_len, second_len;
	compiled(f, "", "UTF-8\n1ba\nb2ab4\nzx1/z=x,1,2\n");
	assert_true(g_file_get_contents(in_dir(f, "made/xx.hyph"), &first, &first_len, NULL));
	g_unlink(in_dir(f, "made/xx.hyph"));
	assert_null(make(f));
	assert_true(g_file_get_contents(in_dir(f, "made/xx.hyph"), &second, &second_len, NULL));
	assert_int_equal(first_len, second_len);
	assert_memory_equal(first, second, first_len);
	g_free(first);
	g_free(second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_levels_and_minima, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_capitals_and_bytes, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_changes, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_remembered, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_parts, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_prepared, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_long_words, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_words, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_exceptions, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_open, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_open_once, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_damage, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_make_refuses, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_turkish, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(test_same_bytes, folder_setup, folder_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
