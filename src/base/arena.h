/* Memory that is freed together. Out of memory ends the process, in arena.c and nowhere else: for
 * libraries too, whose malloc is that of memory.c. */
#ifndef HANDOUT_BASE_ARENA_H
#define HANDOUT_BASE_ARENA_H

#include <stddef.h>

struct arena;

/* The exit status of a process that ran out of memory. */
#define EXIT_MEMORY 3

/* A new, empty arena. Free it with arena_free. */
struct arena *arena_new(void);

/* One for about a megabyte or more: the system gets its memory back when it is freed. */
struct arena *arena_new_large(void);

/* Runs the deferred calls, the last first, then frees all memory of the arena. NULL is allowed. */
void arena_free(struct arena *);

/* Runs the deferred calls, the last first, and takes all blocks back for the arena's next use. */
void arena_clear(struct arena *);

/* size bytes, zeroed, aligned for any type, owned by the arena. Never NULL. */
__attribute__((returns_nonnull)) void *arena_alloc(struct arena *, size_t size);

/* count zeroed elements of size bytes each; an overflow counts as out of memory. */
__attribute__((returns_nonnull)) void *arena_calloc(struct arena *, size_t count, size_t size);

/* A block of the arena (NULL: none, old 0) with another size: in place where it was the last to be
 * allocated, else a copy. Bytes beyond the old size may have any value. */
__attribute__((returns_nonnull)) void *arena_resize(struct arena *, void *block, size_t old,
													size_t size);

/* Calls destroy(object) when the arena is freed. The arena then owns the object. */
void arena_defer(struct arena *, void (*destroy)(void *), void *object);

/* Bytes handed out so far. */
size_t arena_used(const struct arena *);

/* Has the next two megabytes that are allocated come from the system as one large page, if it gives
 * such: page by page they cost it several times as much. For a process that will need them; the
 * arena keeps what is passed over. */
void arena_make_ready(struct arena *);

/* Gives memory that was freed and lies between what is in use back to the system: after something
 * large. */
void arena_give_back(void);

/* Prints "out of memory" to standard error and exits with EXIT_MEMORY, at once. */
_Noreturn void arena_exhausted(void);

/* From now on arena_exhausted prints nothing: for a process whose parent reads the exit status and
 * tells which work was lost. */
void arena_exhausted_quietly(void);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_calloc((arena), (count), sizeof(type)))

#endif
