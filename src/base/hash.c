/* SHA-256 and identifiers made from names, with GLib's checksums. */
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

char *hash_sha256(struct arena *arena, struct str bytes)
{
	char *hex = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes.s, bytes.len);
	char *copy = str_copy(arena, hex);
	g_free(hex);
	return copy;
}

char *hash_file(struct arena *arena, const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	unsigned char *piece = g_malloc(PIECE);
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	ssize_t got = fd < 0 ? -1 : 1;

	while (got > 0 || (got < 0 && fd >= 0 && errno == EINTR)) {
		got = read(fd, piece, PIECE);
		if (got > 0)
			g_checksum_update(sum, piece, got);
	}
	char *hex = got == 0 ? str_copy(arena, g_checksum_get_string(sum)) : NULL;
	g_checksum_free(sum);
	g_free(piece);
	if (fd >= 0)
		close(fd);
	return hex;
}

/* The program's namespace: the UUIDv5 of "handout" in the URL namespace of RFC 9562. */
static const guint8 name_space[16] = {0xcf, 0x2e, 0x33, 0xa2, 0xeb, 0xbc, 0x5a, 0xbd,
									  0xbe, 0xd6, 0x24, 0x3f, 0x4e, 0xa5, 0xaf, 0xb8};

char *hash_uuid(struct arena *arena, struct str name)
{
	guint8 d[20];
	gsize len = sizeof(d);
	GChecksum *sha1 = g_checksum_new(G_CHECKSUM_SHA1);
	g_checksum_update(sha1, name_space, sizeof(name_space));
	g_checksum_update(sha1, (const guchar *)name.s, (gssize)name.len);
	g_checksum_get_digest(sha1, d, &len);
	g_checksum_free(sha1);
	d[6] = (guint8)((d[6] & 0x0f) | 0x50);
	d[8] = (guint8)((d[8] & 0x3f) | 0x80);
	return str_fmt(arena, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
				   d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11], d[12],
				   d[13], d[14], d[15]);
}
