/* Cairo's fonts of one face. They have the same name behind their tags, and the glyphs of the
 * composite one go behind those of the simple one, which its map of characters names by number. */
#include "pdf/joined.h"

#include <glib.h>
#include <string.h>

#include "pdf/deflate.h"
#include "pdf/token.h"
#include "pdf/truetype.h"

/* A TrueType font of cairo's that has a program of its own. */
struct host {
	int descriptor, program; /* their numbers */
	struct str name;
};

struct joined {
	struct arena *arena;
	GHashTable *guests;   /* number of a font -> struct guest */
	GHashTable *programs; /* number of a stream -> struct str */
	GArray *hosts;        /* struct host */
};

static void free_joined(void *data)
{
	struct joined *joined = data;
	g_hash_table_destroy(joined->guests);
	g_hash_table_destroy(joined->programs);
	g_array_free(joined->hosts, TRUE);
}

const struct drawn_object *joined_descendant(const struct drawn *drawn,
											 const struct drawn_object *font)
{
	struct str list = token_entry(font->value, "/DescendantFonts");
	size_t at = 0;
	token_next(list, &at);
	return drawn_find(drawn, token_reference((struct str){list.s + at, list.len - at}));
}

/* The name without its tag; empty: it has none. */
static struct str face_name(struct str name)
{
	enum { TAG = 8 }; /* "/ABCDEF+" */
	return name.len > TAG && name.s[TAG - 1] == '+' ? (struct str){name.s + TAG, name.len - TAG}
													: (struct str){0};
}

/* Reads a font, whose widths are in holder. False: it is no TrueType font of cairo's. */
static bool read_host(const struct drawn *drawn, const struct drawn_object *holder,
					  const char *subtype, struct host *out)
{
	if (!holder || !str_eq(token_entry(holder->value, "/Subtype"), str_of(subtype)) ||
		token_entry(holder->value, "/CIDToGIDMap").len > 0)
		return false;
	out->descriptor = token_reference(token_entry(holder->value, "/FontDescriptor"));
	out->name = token_entry(holder->value, "/BaseFont");
	const struct drawn_object *descriptor = drawn_find(drawn, out->descriptor);
	out->program = descriptor ? token_reference(token_entry(descriptor->value, "/FontFile2")) : 0;
	const struct drawn_object *program = drawn_find(drawn, out->program);
	return program && program->is_stream && token_entry(program->value, "/Length1").len > 0 &&
		   face_name(out->name).len > 0;
}

/* A program, with those that joined it. */
static bool read_program(struct arena *arena, const struct joined *joined,
						 const struct drawn *drawn, int number, struct str *out)
{
	const struct drawn_object *program = drawn_find(drawn, number);
	*out = joined_program(joined, number);
	return out->len > 0 || (program && inflate_whole(arena, program->bytes, out));
}

/* Puts a font's glyphs behind those of a host. False: they are not of one face. */
static bool join(struct joined *joined, struct drawn *drawn, int font, const struct host *own,
				 const struct host *host)
{
	struct arena *arena = arena_new();
	struct guest *guest = ARENA_NEW(joined->arena, struct guest);
	struct str *program = ARENA_NEW(joined->arena, struct str), first, second;
	bool done = read_program(arena, joined, drawn, host->program, &first) &&
				read_program(arena, joined, drawn, own->program, &second) &&
				truetype_join(arena, first, second, program, &guest->first);
	if (done) {
		*program = str_dup(joined->arena, *program);
		g_hash_table_insert(joined->programs, GINT_TO_POINTER(host->program), program);
		guest->name = str_dup(joined->arena, host->name);
		guest->descriptor = host->descriptor;
		g_hash_table_insert(joined->guests, GINT_TO_POINTER(font), guest);
		drawn_drop(drawn, own->program);
	}
	arena_free(arena);
	return done;
}

/* Joins a composite font to the first host that is of its face; else it is a host itself. */
static void add_composite(struct joined *joined, struct drawn *drawn, int font)
{
	struct host own;
	const struct drawn_object *object = drawn_find(drawn, font);
	if (!read_host(drawn, joined_descendant(drawn, object), "/CIDFontType2", &own))
		return;
	for (guint i = 0; i < joined->hosts->len; i++) {
		const struct host *host = &g_array_index(joined->hosts, struct host, i);
		if (host->program == own.program)
			return;
		if (str_eq(face_name(host->name), face_name(own.name)) &&
			join(joined, drawn, font, &own, host))
			return;
	}
	g_array_append_val(joined->hosts, own);
}

struct joined *joined_make(struct arena *arena, struct drawn *drawn, const int *fonts,
						   unsigned count)
{
	struct joined *joined = ARENA_NEW(arena, struct joined);
	joined->arena = arena;
	joined->guests = g_hash_table_new(NULL, NULL);
	joined->programs = g_hash_table_new(NULL, NULL);
	joined->hosts = g_array_new(FALSE, FALSE, sizeof(struct host));
	arena_defer(arena, free_joined, joined);
	for (unsigned i = 0; i < count; i++) {
		struct host host;
		if (read_host(drawn, drawn_find(drawn, fonts[i]), "/TrueType", &host))
			g_array_append_val(joined->hosts, host);
	}
	for (unsigned i = 0; i < count; i++) {
		const struct drawn_object *font = drawn_find(drawn, fonts[i]);
		if (font && str_eq(token_entry(font->value, "/Subtype"), STR("/Type0")))
			add_composite(joined, drawn, fonts[i]);
	}
	return joined;
}

const struct guest *joined_guest(const struct joined *joined, int font)
{
	return g_hash_table_lookup(joined->guests, GINT_TO_POINTER(font));
}

struct str joined_program(const struct joined *joined, int number)
{
	const struct str *program = g_hash_table_lookup(joined->programs, GINT_TO_POINTER(number));
	return program ? *program : (struct str){0};
}
