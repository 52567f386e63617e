/* Any text as a handout with a translation, to the files of an EPUB, to HTML and to plain text:
 * each file of the EPUB is well-formed XML. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>

#include "epub/epub.h"
#include "fuzz/handout.h"
#include "html/html.h"
#include "plain/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void parse(const char *text, size_t len)
{
	static const GMarkupParser parser = {0};
	GError *error = NULL;
	GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, NULL, NULL);
	if (!g_markup_parse_context_parse(context, text, (gssize)len, &error) ||
		!g_markup_parse_context_end_parse(context, &error)) {
		fprintf(stderr, "%s\n%.*s\n", error->message, (int)len, text);
		abort();
	}
	g_markup_parse_context_free(context);
}

/* Each file stands after a line "=== NAME" that begins it. */
static void parse_all(const char *dump)
{
	static const char mark[] = "\n<?xml ";
	const char *at = strstr(dump, mark);
	while (at) {
		const char *next = strstr(at + 1, mark), *end = at + strlen(at);
		if (next)
			for (end = next; strncmp(end, "\n=== ", 5) != 0;)
				end--;
		parse(at + 1, (size_t)(end - at - 1));
		at = next;
	}
}

static void write_all(struct arena *arena, struct diag *diag, struct fuzz_handout *h)
{
	struct translation *translation;
	struct str html;
	h->job.edition = EDITION_STANDARD; /* the only one that has an EPUB */
	const struct edition *edition = edition_open(arena, diag, &h->job, 0, &translation);
	if (!edition)
		return;
	parse_all(epub_dump(arena, edition, fuzz_shared()->fonts, NULL));
	assert(html_write(arena, diag, edition, NULL, &html) || diag->errors);
	assert(text_write(arena, edition).len > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new(arena);
	struct str text;
	struct fuzz_handout h;
	if (fuzz_text(arena, data, size, &text) && fuzz_open(arena, diag, text, &h))
		write_all(arena, diag, &h);
	arena_free(arena);
	return 0;
}
