/* SHA-256, MD5 and identifiers made from names. */
#ifndef HANDOUT_BASE_HASH_H
#define HANDOUT_BASE_HASH_H

#include "base/arena.h"
#include "base/str.h"

/* The SHA-256 of the bytes as 64 lower-case hexadecimal digits, in the arena. */
char *hash_sha256(struct arena *, struct str);

/* The same of a file's bytes, read piece by piece. NULL when it cannot be read. */
char *hash_file(struct arena *, const char *path);

/* The MD5 of the bytes, 16 bytes, for formats that name files by it. */
void hash_md5(struct str, unsigned char digest[16]);

/* A UUID of version 5 (RFC 9562) of the name in the program's own namespace, as 36 characters. */
char *hash_uuid(struct arena *, struct str name);

#endif
