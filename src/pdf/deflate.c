/* Streams compressed as PDF has them: with libdeflate, which is made for wholes and takes half of
 * zlib's time. Cairo, which compresses each stream and has no switch for it, only stores them: what
 * it writes is read again at once. */
#include "pdf/deflate.h"

#include <glib.h>
#include <libdeflate.h>
#include <zlib.h>

enum { LEVEL = 6 };

struct deflater {
	struct libdeflate_compressor *compressor;
	GByteArray *out;
};

static void free_deflater(void *data)
{
	struct deflater *deflater = data;
	libdeflate_free_compressor(deflater->compressor);
	g_byte_array_free(deflater->out, TRUE);
}

struct deflater *deflater_new(struct arena *arena)
{
	struct deflater *deflater = ARENA_NEW(arena, struct deflater);
	deflater->compressor = libdeflate_alloc_compressor(LEVEL);
	if (!deflater->compressor)
		arena_exhausted();
	deflater->out = g_byte_array_new();
	arena_defer(arena, free_deflater, deflater);
	return deflater;
}

struct str deflater_run(struct deflater *deflater, struct str bytes)
{
	GByteArray *out = deflater->out;
	size_t bound = libdeflate_zlib_compress_bound(deflater->compressor, bytes.len);
	if (bound > G_MAXUINT)
		arena_exhausted();
	if (out->len < bound)
		g_byte_array_set_size(out, (guint)bound);
	size_t size =
		libdeflate_zlib_compress(deflater->compressor, bytes.s, bytes.len, out->data, out->len);
	return (struct str){(const char *)out->data, size};
}

/* zlib's function under its public name, which of all libraries only Cairo calls: no compression,
 * and the least window and tables. */
int ZEXPORT deflateInit_(z_streamp stream, int level, const char *version, int size)
{
	enum { NO_COMPRESSION = 0, WINDOW_BITS = 9, MEMORY = 1 };

	(void)level;
	return deflateInit2_(stream, NO_COMPRESSION, Z_DEFLATED, WINDOW_BITS, MEMORY,
						 Z_DEFAULT_STRATEGY, version, size);
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
