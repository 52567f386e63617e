/* Memory that is freed together: a list of growing chunks and the calls deferred to their end. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum { CHUNK_MIN = 16 * 1024, CHUNK_MAX = 1024 * 1024, ALIGN = 16 };

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
};

_Noreturn void arena_exhausted(void)
{
	static const char text[] = "handout: error: out of memory\n";
	ssize_t ignored = write(STDERR_FILENO, text, sizeof(text) - 1);
	(void)ignored;
	_exit(EXIT_MEMORY);
}

struct arena *arena_new(void)
{
	struct arena *arena = calloc(1, sizeof(*arena));
	if (!arena)
		arena_exhausted();
	return arena;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	while (arena->deferred) {
		struct deferred *last = arena->deferred;
		arena->deferred = last->next;
		last->destroy(last->object);
	}
	while (arena->chunks) {
		struct chunk *chunk = arena->chunks;
		arena->chunks = chunk->next;
		free(chunk);
	}
	free(arena);
}

static struct chunk *chunk_new(struct arena *arena, size_t needed)
{
	size_t size = arena->chunks ? arena->chunks->size * 2 : CHUNK_MIN;
	if (size > CHUNK_MAX)
		size = CHUNK_MAX;
	if (size < needed)
		size = needed;
	if (size > SIZE_MAX - sizeof(struct chunk))
		arena_exhausted();
	struct chunk *chunk = calloc(1, sizeof(*chunk) + size);
	if (!chunk)
		arena_exhausted();
	chunk->size = size;
	return chunk;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	if (size > SIZE_MAX - ALIGN)
		arena_exhausted();
	size_t rounded = size ? (size + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
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

void *arena_calloc(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		arena_exhausted();
	return arena_alloc(arena, bytes);
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
