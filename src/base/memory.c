/* The allocator of the whole process: glibc's under its public names, which libraries call too.
 * Where glibc has no memory these do not return, so that a library that would abort or go on with
 * half of its work ends as arena_exhausted does. A call costs one jump and one test more. Left out
 * of builds with a sanitizer, whose own allocator stops the program. */
#include <errno.h>
#include <malloc.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"

#if !defined(__SANITIZE_ADDRESS__) && defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__
#endif
#endif

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)

/* glibc's allocator; no header declares these names. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

void *aligned_alloc(size_t alignment, size_t size);
int posix_memalign(void **block, size_t alignment, size_t size);

/* Bytes of a block that has memory of its own, which the system gets back when it is freed; free
 * bytes at the end of all others from which on it gets those back; bytes that the others grow by.
 * Left alone, glibc has many large blocks share memory as soon as one was freed: what a long
 * document needs no more stays in holes. */
enum { OWN_MEMORY = 1024 * 1024, FREE_MOST = 3 * 1024 * 1024, GROWTH = 128 * 1024 };

enum { LARGE_PAGE = 2 * 1024 * 1024 };

static void limit(int own_memory, int growth)
{
	mallopt(M_MMAP_THRESHOLD, own_memory);
	mallopt(M_TRIM_THRESHOLD, FREE_MOST);
	mallopt(M_TOP_PAD, growth);
}

__attribute__((constructor)) static void set_limits(void)
{
	limit(OWN_MEMORY, GROWTH);
}

/* The rest of a large page that was begun is passed over: it is reserved, but never touched. */
void arena_make_ready(struct arena *arena)
{
	uintptr_t end = (uintptr_t)sbrk(0), page = (end / LARGE_PAGE + 1) * LARGE_PAGE;

	limit(2 * LARGE_PAGE, LARGE_PAGE + 2 * GROWTH);
	arena_resize(arena, NULL, 0, page - end);
	limit(OWN_MEMORY, GROWTH);
	if ((uintptr_t)sbrk(0) >= page + LARGE_PAGE)
		madvise((void *)page, LARGE_PAGE, MADV_HUGEPAGE);
}

void *malloc(size_t size)
{
	void *block = __libc_malloc(size);

	if (__builtin_expect(!block, 0))
		arena_exhausted();
	return block;
}

void *calloc(size_t nmemb, size_t size)
{
	void *block = __libc_calloc(nmemb, size);

	if (__builtin_expect(!block, 0))
		arena_exhausted();
	return block;
}

/* glibc frees the block when the size is 0, and then NULL is no failure. */
void *realloc(void *ptr, size_t size)
{
	void *resized = __libc_realloc(ptr, size);

	if (__builtin_expect(!resized && size > 0, 0))
		arena_exhausted();
	return resized;
}

static void *aligned(size_t alignment, size_t size)
{
	void *block = __libc_memalign(alignment, size);

	if (__builtin_expect(!block && errno == ENOMEM, 0))
		arena_exhausted();
	return block;
}

void *memalign(size_t alignment, size_t size)
{
	return aligned(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return aligned(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
	if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0)
		return EINVAL;
	void *made = aligned(alignment, size);
	if (!made)
		return EINVAL;
	*block = made;
	return 0;
}

#else

void arena_make_ready(struct arena *arena)
{
	(void)arena;
}

#endif
