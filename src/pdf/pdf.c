/* Pages -> the bytes of a PDF: draw, then finish. */
#include "pdf/pdf.h"

#include <glib.h>

#include "pdf/draw.h"
#include "pdf/finish.h"
#include "pdf/impose.h"

static bool make(struct arena *arena, struct arena *scratch, struct diag *diag,
				 const struct edition *edition, const struct pages *pages, GByteArray *drawn,
				 struct str *out)
{
	struct links links = {.arena = scratch};
	const struct sheets *sheets = impose(scratch, edition, pages);
	struct tags *tags = tags_new(scratch, edition, sheets->count);
	struct objects objects = {
		.arena = scratch,
		.edition = edition,
		.pages = pages,
		.sheets = sheets,
		.tags = tags,
		.links = &links,
	};
	if (!draw_pages(scratch, diag, pages, sheets, tags, &links, drawn) ||
		!tags_check(scratch, diag, tags))
		return false;
	return finish(arena, diag, &objects, (struct str){(const char *)drawn->data, drawn->len}, out);
}

int pdf_page_count(const struct edition *edition, const struct pages *pages)
{
	return impose_count(edition, pages);
}

bool pdf_write(struct arena *arena, struct diag *diag, const struct edition *edition,
			   const struct pages *pages, struct str *out)
{
	struct arena *scratch = arena_new();
	GByteArray *drawn = g_byte_array_new();
	bool made = make(arena, scratch, diag, edition, pages, drawn, out);
	g_byte_array_free(drawn, TRUE);
	arena_free(scratch);
	return made;
}
