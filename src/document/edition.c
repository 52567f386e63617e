/* The identity of an output. */
#include "document/edition.h"

#include "base/hash.h"
#include "base/str.h"

const char *edition_uuid(struct arena *arena, const struct edition *edition, enum format format)
{
	const struct handout *handout = edition->handout;

	return hash_uuid(arena,
					 str_of(str_fmt(arena, "%s|%s|%s|%s|%s|%s", handout->code, handout->version,
									edition->lang, edition_names[edition->kind],
									paper_names[edition->paper], format_names[format])));
}
