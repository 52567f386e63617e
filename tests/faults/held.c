/* Notes what a worker holds of memory each time that it waits for work. It is loaded before the
 * program's libraries with LD_PRELOAD:
 *
 *     HELD=FILE    a file of zeros, at whose beginning stands how many notes there are; each is the
 *                  process, the bytes that it has in use, and those that it has from the system for
 *                  them. Three words of eight bytes. What does not fit is left out. */
#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

struct note {
	uint64_t process, in_use, taken;
};

/* Shared by the processes of a run, of which one at a time waits. */
static struct {
	uint64_t count;
	struct note notes[];
} * file;
static uint64_t room;
static pid_t parent;

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("HELD");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	struct stat st;

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && (size_t)st.st_size > sizeof *file) {
		void *all = mmap(NULL, (size_t)st.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		file = all == MAP_FAILED ? NULL : all;
		room = ((uint64_t)st.st_size - sizeof *file) / sizeof *file->notes;
	}
	parent = getpid();
	close(fd);
}

/* A worker asks for its next job with it. */
ssize_t recv(int fd, void *buf, size_t n, int flags)
{
	static ssize_t (*own)(int, void *, size_t, int);

	if (!own)
		*(void **)&own = dlsym(RTLD_NEXT, "recv");
	if (file && getpid() != parent && file->count < room) {
		struct mallinfo2 info = mallinfo2();
		file->notes[file->count++] = (struct note){(uint64_t)getpid(), info.uordblks + info.hblkhd,
												   info.arena + info.hblkhd};
	}
	return own(fd, buf, n, flags);
}
