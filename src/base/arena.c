/* Memory that is freed together: a list of growing chunks and the calls deferred to their end. */
#include "base/arena.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK_MIN = 16 * 1024, CHUNK_MAX = 1024 * 1024, CHUNK_KEPT = 256 * 1024, ALIGN = 16 };

struct chunk {
	struct chunk *next;
	size_t used, size;
	_Alignas(ALIGN) unsigned char bytes[];
};

struct deferred {
	void (*destroy)(void *);
	void *object;
	struct deferred *next;
};

struct arena {
	struct chunk *chunks;
	struct deferred *deferred;
	size_t used;
	size_t first; /* bytes of its first chunk */
};

/* Of the process, as its standard error is: whoever calls malloc has no object to keep it in. */
static bool quiet;

void arena_exhausted_quietly(void)
{
	quiet = true;
}

_Noreturn void arena_exhausted(void)
{
	static const char text[] =
		"handout: error: out of memory: close other programs, or build less at a time with -j 1\n";

	if (!quiet)
		(void)!write(STDERR_FILENO, text, sizeof(text) - 1);
	_exit(EXIT_MEMORY);
}

static struct arena *new_of(size_t first)
{
	struct arena *arena = calloc(1, sizeof(*arena));
	if (!arena)
		arena_exhausted();
	arena->first = first;
	return arena;
}

void arena_give_back(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

struct arena *arena_new(void)
{
	return new_of(CHUNK_MIN);
}

struct arena *arena_new_large(void)
{
	return new_of(CHUNK_MAX);
}

static void run_deferred(struct arena *arena)
{
	while (arena->deferred) {
		struct deferred *last = arena->deferred;
		arena->deferred = last->next;
		last->destroy(last->object);
	}
}

static void free_chunks(struct chunk *chunk)
{
	while (chunk) {
		struct chunk *next = chunk->next;
		free(chunk);
		chunk = next;
	}
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	run_deferred(arena);
	free_chunks(arena->chunks);
	free(arena);
}

void arena_clear(struct arena *arena)
{
	run_deferred(arena);
	struct chunk **link = &arena->chunks;
	while (*link && (*link)->size > CHUNK_KEPT)
		link = &(*link)->next;
	struct chunk *kept = *link;
	if (kept) {
		*link = kept->next;
		kept->next = NULL;
		kept->used = 0;
	}
	free_chunks(arena->chunks);
	arena->chunks = kept;
	arena->used = 0;
}

static struct chunk *chunk_new(struct arena *arena, size_t needed)
{
	size_t size = arena->chunks ? arena->chunks->size * 2 : arena->first;
	if (size > CHUNK_MAX)
		size = CHUNK_MAX;
	if (size < needed)
		size = needed;
	if (size > SIZE_MAX - sizeof(struct chunk))
		arena_exhausted();
	struct chunk *chunk = malloc(sizeof(*chunk) + size);
	if (!chunk)
		arena_exhausted();
	*chunk = (struct chunk){.size = size};
	return chunk;
}

/* What a block of that size takes. */
static size_t room_for(size_t size)
{
	if (size > SIZE_MAX - ALIGN)
		arena_exhausted();
	return size ? (size + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
}

/* A block of so many bytes, a multiple of ALIGN, that may have any value. */
static void *take(struct arena *arena, size_t rounded)
{
	struct chunk *chunk = arena->chunks;
	if (!chunk || chunk->size - chunk->used < rounded) {
		struct chunk *fresh = chunk_new(arena, rounded);
		/* A large block goes behind the current chunk, whose rest stays in use. */
		if (chunk && rounded > CHUNK_MAX / 4) {
			fresh->next = chunk->next;
			chunk->next = fresh;
		} else {
			fresh->next = chunk;
			arena->chunks = fresh;
		}
		chunk = fresh;
	}
	void *memory = chunk->bytes + chunk->used;
	chunk->used += rounded;
	arena->used += rounded;
	return memory;
}

/* Zeroed when it is handed out: much of a chunk is never used, and what was is in the processor's
 * cache. */
void *arena_alloc(struct arena *arena, size_t size)
{
	size_t rounded = room_for(size);
	return memset(take(arena, rounded), 0, rounded);
}

void *arena_calloc(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		arena_exhausted();
	return arena_alloc(arena, bytes);
}

/* Makes the last block of a chunk larger or smaller where it is. */
static bool resize_last(struct arena *arena, struct chunk *chunk, const unsigned char *block,
						size_t old, size_t size)
{
	size_t from = (size_t)(block - chunk->bytes);
	if (from + old != chunk->used || size > chunk->size - from)
		return false;
	chunk->used = from + size;
	arena->used += size - old;
	return true;
}

/* A block that has a chunk to itself grows with it: the system moves its pages without a copy. */
static void *grow_chunk(struct arena *arena, struct chunk **link, size_t old, size_t size)
{
	struct chunk *grown = realloc(*link, sizeof(*grown) + size);
	if (!grown)
		arena_exhausted();
	*link = grown;
	grown->size = grown->used = size;
	arena->used += size - old;
	return grown->bytes;
}

void *arena_resize(struct arena *arena, void *block, size_t old, size_t size)
{
	size_t had = room_for(old), wanted = room_for(size);
	if (!block)
		return take(arena, wanted);
	if (arena->chunks && wanted < SIZE_MAX - sizeof(struct chunk)) {
		struct chunk **link = &arena->chunks;
		if (resize_last(arena, *link, block, had, wanted))
			return block;
		while (had > CHUNK_MAX / 4 && *link && (void *)(*link)->bytes != block)
			link = &(*link)->next;
		if (had > CHUNK_MAX / 4 && *link && (*link)->used == had)
			return grow_chunk(arena, link, had, wanted);
	}
	if (size <= old)
		return block;
	return memcpy(take(arena, wanted), block, old);
}

void arena_defer(struct arena *arena, void (*destroy)(void *), void *object)
{
	struct deferred *entry = ARENA_NEW(arena, struct deferred);
	entry->destroy = destroy;
	entry->object = object;
	entry->next = arena->deferred;
	arena->deferred = entry;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
