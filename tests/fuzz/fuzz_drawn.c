/* Any bytes as the file that cairo writes: taken in pieces, its objects carried into a file of
 * ours; and as tokens, which cover the bytes from front to end. */
#include <assert.h>
#include <glib.h>
#include <stdint.h>

#include "pdf/carry.h"
#include "pdf/drawn.h"
#include "pdf/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Objects that are asked for by number. */
enum { OBJECTS = 32 };

static void walk(struct str text)
{
	size_t at = 0, before = 0;
	for (;;) {
		struct token token = token_next(text, &at);
		assert(at <= text.len && token.text.s >= text.s &&
			   token.text.s + token.text.len <= text.s + text.len);
		if (token.kind == TOKEN_END)
			break;
		assert(at > before);
		before = at;
	}
	for (at = before = 0; at < text.len; before = at) {
		struct str value = token_value(text, &at);
		(void)token_reference(value);
		if (at == before)
			break;
	}
	struct str length = token_entry(text, "/Length");
	assert(length.len <= text.len);
}

static struct drawn *take(struct arena *arena, struct str file, size_t piece)
{
	struct drawn *drawn = drawn_new(arena);
	for (size_t at = 0; at < file.len; at += piece)
		if (!drawn_take(drawn, file.s + at, MIN(piece, file.len - at)) || !drawn_settle(drawn))
			return NULL;
	return drawn;
}

static void carry(struct arena *arena, struct drawn *drawn)
{
	static const unsigned char id[16] = "0123456789abcdef";
	struct output *output = output_new(arena, arena);
	struct carry *carry = carry_new(arena, drawn, output);
	int root = output_number(output);
	(void)drawn_page(drawn, 0);
	for (int i = 1; i < OBJECTS; i++)
		if (drawn_find(drawn, i))
			carry_number(carry, i);
	if (!carry_all(carry))
		return;
	buf_puts(output_begin(output, root), "<</Type/Catalog>>");
	output_end(output);
	assert(output_close(output, root, root, id).len > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct str file = {(const char *)data, size};
	walk(file);
	struct drawn *whole = take(arena, file, size + 1), *pieces = take(arena, file, 1 + size % 61);
	for (int i = 1; whole && pieces && i < OBJECTS; i++) {
		const struct drawn_object *a = drawn_find(whole, i), *b = drawn_find(pieces, i);
		assert(!a == !b);
		assert(!a || (str_eq(a->value, b->value) && str_eq(a->bytes, b->bytes)));
	}
	if (whole)
		carry(arena, whole);
	arena_free(arena);
	return 0;
}
