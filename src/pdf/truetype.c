/* Embedded TrueType fonts made small: hb-subset keeps every glyph and drops the hints. */
#include "pdf/truetype.h"

#include <hb-subset.h>

static hb_face_t *subset(hb_face_t *face)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (!input)
		arena_exhausted();
	hb_set_add_range(hb_subset_input_glyph_set(input), 0, hb_face_get_glyph_count(face) - 1);
	hb_face_collect_unicodes(face, hb_subset_input_unicode_set(input));
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING |
										 HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	hb_face_t *made = hb_subset_or_fail(face, input);
	hb_subset_input_destroy(input);
	return made;
}

bool truetype_shrink(struct arena *arena, struct str font, struct str *out)
{
	bool smaller = false;
	hb_blob_t *blob =
		hb_blob_create(font.s, (unsigned)font.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *face = hb_face_create(blob, 0);
	unsigned glyphs = hb_face_get_glyph_count(face);
	hb_face_t *made = glyphs ? subset(face) : NULL;
	if (made) {
		unsigned length = 0;
		hb_blob_t *file = hb_face_reference_blob(made);
		const char *bytes = hb_blob_get_data(file, &length);
		smaller = length > 0 && length < font.len && hb_face_get_glyph_count(made) == glyphs;
		if (smaller)
			*out = str_dup(arena, (struct str){bytes, length});
		hb_blob_destroy(file);
		hb_face_destroy(made);
	}
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	return smaller;
}
