/* Pages -> the bytes of a PDF: draw, then finish. */
#include "pdf/pdf.h"

#include "pdf/draw.h"
#include "pdf/finish.h"
#include "pdf/impose.h"

static bool take(void *data, const void *bytes, size_t len)
{
	return finish_take(data, bytes, len);
}

static bool turn(void *data, int page)
{
	return finish_page(data, page);
}

int pdf_page_count(const struct edition *edition, const struct pages *pages)
{
	return impose_count(edition, pages);
}

bool pdf_write(struct arena *arena, struct diag *diag, const struct edition *edition,
			   struct pages *pages, struct str *out)
{
	struct arena *scratch = arena_new();
	struct objects *objects = objects_new(arena, scratch, edition, pages);
	const struct outlet outlet = {take, turn, finish_new(scratch, diag, objects)};
	bool made =
		draw_pages(scratch, diag, pages, objects->sheets, objects->tags, objects->links, &outlet) &&
		tags_check(diag, objects->tags) && finish(outlet.data, out);
	arena_free(scratch);
	return made;
}
