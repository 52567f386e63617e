/* SHA-256, MD5 and identifiers made from names, with Nettle, which uses the processor's
 * instructions. */
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/base16.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

static char *hex_digest(struct arena *arena, struct sha256_ctx *sha256)
{
	unsigned char digest[SHA256_DIGEST_SIZE];
	char *hex = ARENA_ARRAY(arena, char, BASE16_ENCODE_LENGTH(SHA256_DIGEST_SIZE) + 1);

	sha256_digest(sha256, sizeof digest, digest);
	base16_encode_update(hex, sizeof digest, digest);
	return hex;
}

char *hash_sha256(struct arena *arena, struct str bytes)
{
	struct sha256_ctx sha256;

	sha256_init(&sha256);
	sha256_update(&sha256, bytes.len, (const unsigned char *)bytes.s);
	return hex_digest(arena, &sha256);
}

char *hash_file(struct arena *arena, const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	unsigned char piece[PIECE];
	struct sha256_ctx sha256;
	ssize_t got = fd < 0 ? -1 : 1;

	sha256_init(&sha256);
	while (got > 0 || (got < 0 && fd >= 0 && errno == EINTR)) {
		got = read(fd, piece, sizeof piece);
		if (got > 0)
			sha256_update(&sha256, (size_t)got, piece);
	}
	if (fd >= 0)
		close(fd);
	return got == 0 ? hex_digest(arena, &sha256) : NULL;
}

void hash_md5(struct str bytes, unsigned char digest[16])
{
	struct md5_ctx md5;

	md5_init(&md5);
	md5_update(&md5, bytes.len, (const unsigned char *)bytes.s);
	md5_digest(&md5, MD5_DIGEST_SIZE, digest);
}

/* The program's namespace: the UUIDv5 of "handout" in the URL namespace of RFC 9562. */
static const unsigned char name_space[16] = {0xcf, 0x2e, 0x33, 0xa2, 0xeb, 0xbc, 0x5a, 0xbd,
											 0xbe, 0xd6, 0x24, 0x3f, 0x4e, 0xa5, 0xaf, 0xb8};

char *hash_uuid(struct arena *arena, struct str name)
{
	unsigned char d[SHA1_DIGEST_SIZE];
	struct sha1_ctx sha1;

	sha1_init(&sha1);
	sha1_update(&sha1, sizeof name_space, name_space);
	sha1_update(&sha1, name.len, (const unsigned char *)name.s);
	sha1_digest(&sha1, sizeof d, d);
	d[6] = (unsigned char)((d[6] & 0x0f) | 0x50);
	d[8] = (unsigned char)((d[8] & 0x3f) | 0x80);
	return str_fmt(arena, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
				   d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11], d[12],
				   d[13], d[14], d[15]);
}
