/* What the layout of a long handout keeps in memory: memory HANDOUT prints a line with its pages,
 * the bytes of its document for each (the source and what the edition makes of it), those of its
 * pages (the lines and where they stand), and the peak of everything else: the program, the
 * libraries, the faces, what is needed until the pages are there. Run it in the project's folder,
 * with the build in $OUT. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "batch/edition.h"
#include "typeset/page.h"

/* Bytes. */
static double peak(void)
{
	struct rusage usage;
	return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss * 1024 : 0;
}

static bool measure(struct arena *document, struct arena *set, const char *handout)
{
	const char *out = getenv("OUT");
	struct diag *diag = diag_new(document);
	struct share share = share_find(document, str_fmt(document, "%s/bin", out ? out : "out"));
	struct source *source = ARENA_NEW(document, struct source);
	source_read(document, diag, handout, &share, source);
	struct job job = {.source = source, .paper = PAPER_A4, .last = true};
	struct translation *translation;
	struct fonts *fonts = fonts_open(document, diag, share.fonts);
	if (source->failed || !fonts)
		return false;
	job.lang = source->handout->language;
	struct edition *edition = edition_open(document, diag, &job, -1, &translation);
	const struct pages *pages = edition ? typeset(set, diag, fonts, edition) : NULL;
	if (!pages)
		return false;
	double page_list = (double)(arena_used(set) + pages_kept(pages));
	double kept = (double)arena_used(document) + page_list;
	printf(
		"memory   %5d pages: %5.0f bytes a page of document, %5.0f of pages, %5.1f MB of the "
		"rest\n",
		pages->count, (double)arena_used(document) / pages->count, page_list / pages->count,
		(peak() - kept) / (1 << 20));
	return true;
}

int main(int argc, char **argv)
{
	struct arena *document = arena_new(), *set = arena_new();
	bool done = argc == 2 && measure(document, set, argv[1]);
	if (!done)
		fprintf(stderr, "memory: cannot set %s\n", argc == 2 ? argv[1] : "nothing");
	arena_free(set);
	arena_free(document);
	return !done;
}
