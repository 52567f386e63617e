/* Streams compressed as PDF has them, with zlib. */
#include "pdf/deflate.h"

#include <glib.h>
#include <zlib.h>

struct deflater {
	z_stream stream;
	GByteArray *out;
};

static void free_deflater(void *data)
{
	struct deflater *deflater = data;
	deflateEnd(&deflater->stream);
	g_byte_array_free(deflater->out, TRUE);
}

struct deflater *deflater_new(struct arena *arena)
{
	struct deflater *deflater = ARENA_NEW(arena, struct deflater);
	deflater->out = g_byte_array_new();
	if (deflateInit(&deflater->stream, Z_DEFAULT_COMPRESSION) != Z_OK)
		arena_exhausted();
	arena_defer(arena, free_deflater, deflater);
	return deflater;
}

struct str deflater_run(struct deflater *deflater, struct str bytes)
{
	z_stream *z = &deflater->stream;
	GByteArray *out = deflater->out;
	uLong bound = deflateBound(z, (uLong)bytes.len);
	if (bytes.len > G_MAXUINT || bound > G_MAXUINT || deflateReset(z) != Z_OK)
		arena_exhausted();
	if (out->len < bound)
		g_byte_array_set_size(out, (guint)bound);
	z->next_in = (Bytef *)bytes.s;
	z->avail_in = (uInt)bytes.len;
	z->next_out = out->data;
	z->avail_out = out->len;
	if (deflate(z, Z_FINISH) != Z_STREAM_END)
		arena_exhausted();
	return (struct str){(const char *)out->data, z->total_out};
}

bool inflate_whole(struct arena *arena, struct str bytes, struct str *out)
{
	unsigned char part[16 * 1024];
	struct buf whole = {.arena = arena};
	z_stream z = {.next_in = (Bytef *)bytes.s, .avail_in = (uInt)bytes.len};
	int status = bytes.len > G_MAXUINT ? Z_DATA_ERROR : inflateInit(&z);
	while (status == Z_OK) {
		z.next_out = part;
		z.avail_out = sizeof part;
		status = inflate(&z, Z_NO_FLUSH);
		buf_add(&whole, part, sizeof part - z.avail_out);
	}
	inflateEnd(&z);
	*out = buf_str(&whole);
	return status == Z_STREAM_END;
}
