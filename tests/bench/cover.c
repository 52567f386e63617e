/* The CPU time of a cover: cover LANG TITLE draws one and prints microseconds. Run it in the
 * project's folder, with the fonts in $OUT/fonts. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "epub/book.h"

static long microseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * 1000000L + t.tv_nsec / 1000;
}

int main(int argc, char **argv)
{
	const char *lang = argc > 1 ? argv[1] : "en", *out = getenv("OUT");
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct fonts *fonts = fonts_open(arena, diag, str_fmt(arena, "%s/fonts", out ? out : "out"));
	struct handout handout = {.file = "handout.yaml", .clinic = {.name = "Demonstration Clinic"}};
	struct edition edition = {
		.handout = &handout,
		.lang = lang,
		.title = argc > 2 ? argv[2] : "Title",
		.locale = locale_find(lang),
		.theme = theme_read(arena, diag, "content/theme.yaml", &handout.clinic),
		.strings = strings_read(arena, diag, "content/strings", lang),
		.document = doc_node(arena, NODE_DOCUMENT, POS_FILE("handout.yaml")),
	};
	if (!fonts || !edition.locale || !edition.theme || !edition.strings)
		return 1;
	struct book *book = book_new(arena, diag, &edition, NULL);
	if (!book)
		return 1;
	long start = microseconds();
	cover_png(book, fonts);
	printf("%ld\n", microseconds() - start);
	arena_free(arena);
	return 0;
}
