/* Worker processes. Each has a socket, over which numbers go to it and notices of its answers come
 * back, and a memory file made before the fork, in which the answers themselves stand. Signals that
 * end the program reach only the parent, which then kills the workers. */
#include "batch/pool.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib.h>

/* Bytes of answers that a memory file goes on to hold when they have been read. */
#define HELD_MOST ((size_t)1024 * 1024)

struct worker {
	pid_t pid;  /* 0: none is running */
	int socket; /* the parent's end; -1: none is running */
	int memory; /* -1: not made yet */
	bool busy;
	bool late;      /* killed for taking too long */
	int unheard;    /* killed, because this error kept its job from it; 0: none */
	size_t index;   /* its job's number */
	gint64 started; /* when it got its job; microseconds of the monotonic clock */
};

struct pool {
	const struct pool_task *task;
	sigset_t ending; /* the signals that stop it */
	struct worker *workers;
	size_t worker_count;
	size_t waiting; /* a number that nobody works on yet; POOL_END: none */
	size_t busy;
};

/* What a worker says when it is done. */
struct notice {
	size_t len; /* of the answer */
	int error;  /* why it does not stand in the memory file; 0: it does */
	bool last;  /* the worker ends */
};

/* Puts the answer at the start of the memory file, whose memory is used again if it is not large;
 * *held: the bytes that it holds. 0 or an error. */
static int answer_put(int memory, struct str answer, size_t *held)
{
	off_t at = 0;

	if (*held > HELD_MOST) {
		if (ftruncate(memory, 0) != 0)
			return errno;
		*held = 0;
	}
	*held = answer.len > *held ? answer.len : *held;
	while (answer.len > 0) {
		ssize_t written = pwrite(memory, answer.s, answer.len, at);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return errno;
		at += written;
		answer.s += written;
		answer.len -= (size_t)written;
	}
	return 0;
}

/* A copy of the answer in the arena; 0 or an error. */
static int answer_get(struct arena *arena, int memory, size_t len, struct str *answer)
{
	char *bytes = arena_alloc(arena, len + 1);
	size_t done = 0;

	while (done < len) {
		ssize_t got = pread(memory, bytes + done, len - done, (off_t)done);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got < 0 ? errno : EIO;
		done += (size_t)got;
	}
	*answer = (struct str){bytes, len};
	return 0;
}

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* Closes all that the worker has from the parent but the standard streams and what is kept, which
 * it sorts. */
static void close_inherited(int *kept, size_t count)
{
	int next = STDERR_FILENO + 1;

	qsort(kept, count, sizeof *kept, by_number);
	for (size_t i = 0; i < count; i++) {
		if (kept[i] > next)
			close_range((unsigned)next, (unsigned)kept[i] - 1, 0);
		if (kept[i] >= next)
			next = kept[i] + 1;
	}
	close_range((unsigned)next, UINT_MAX, 0);
}

/* The life of a worker: numbers in, answers out, until the parent closes its end. */
_Noreturn static void serve(const struct pool_task *task, int socket, int memory)
{
	int kept[] = {socket, memory, task->sandbox ? sandbox_file(task->sandbox) : -1};
	size_t index, held = 0;

	struct arena *arena = arena_new();
	close_inherited(kept, sizeof kept / sizeof kept[0]);
	void *opened = task->open(task->data, arena);
	/* A kernel that does not let it enter is what sandbox_kernel tells the parent of. */
	if (task->sandbox)
		sandbox_enter(task->sandbox);
	while (recv(socket, &index, sizeof index, 0) == (ssize_t)sizeof index) {
		struct arena *own = arena_new();
		struct str answer = task->run(task->data, opened, own, index);
		struct notice notice;
		memset(&notice, 0, sizeof notice); /* the padding too: it goes to the parent */
		notice.len = answer.len;
		notice.error = answer_put(memory, answer, &held);
		notice.last = task->is_spent && task->is_spent(opened);
		arena_free(own);
		if (send(socket, &notice, sizeof notice, MSG_NOSIGNAL) != (ssize_t)sizeof notice)
			_exit(EXIT_FAILURE);
		if (notice.last)
			break;
	}
	arena_free(arena);
	_exit(EXIT_SUCCESS);
}

/* Forks a worker; false with errno. */
static bool start(struct pool *pool, struct worker *worker)
{
	pid_t parent = getpid();
	int ends[2];

	if (worker->memory < 0)
		worker->memory = memfd_create("answer", MFD_CLOEXEC);
	if (worker->memory < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	fflush(NULL);
	worker->pid = fork();
	if (worker->pid == 0) {
		arena_exhausted_quietly();
		/* The other workers' sockets must not be held open here. */
		for (size_t i = 0; i < pool->worker_count; i++)
			if (pool->workers[i].socket >= 0)
				close(pool->workers[i].socket);
		close(ends[0]);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(EXIT_FAILURE);
		serve(pool->task, ends[1], worker->memory);
	}
	int error = errno;
	close(ends[1]);
	if (worker->pid < 0) {
		close(ends[0]);
		worker->pid = 0;
		errno = error;
		return false;
	}
	worker->socket = ends[0];
	return true;
}

/* Waits for a worker to end and returns its status. */
static int reap(struct worker *worker)
{
	int status = 0;

	close(worker->socket);
	worker->socket = -1;
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	worker->pid = 0;
	return status;
}

/* Whether a signal waits that stops the pool. */
static bool is_told_to_stop(const struct pool *pool)
{
	sigset_t pending;

	sigpending(&pending);
	return sigandset(&pending, &pending, &pool->ending) == 0 && !sigisemptyset(&pending);
}

/* The next number to work on; POOL_END: none, or the pool is to stop. It stays the next one until
 * it is taken. */
static size_t peek(struct pool *pool)
{
	while (pool->waiting >= POOL_AGAIN) {
		if (is_told_to_stop(pool))
			return POOL_END;
		pool->waiting = pool->task->next(pool->task->data);
		if (pool->waiting == POOL_END)
			break;
	}
	return pool->waiting;
}

static size_t take(struct pool *pool)
{
	size_t index = pool->waiting;

	pool->waiting = POOL_END;
	return index;
}

/* Gives the worker the next job, if there is one. A dead worker is started again; where that is
 * impossible and nobody else works, all jobs left are lost. */
static void feed(struct pool *pool, struct worker *worker)
{
	char why[200];

	if (peek(pool) == POOL_END)
		return;
	if (worker->pid == 0 && !start(pool, worker)) {
		bool memory = errno == ENOMEM;
		snprintf(why, sizeof why, "could not be started (%s)", strerror(errno));
		while (pool->busy == 0 && peek(pool) != POOL_END)
			pool->task->died(pool->task->data, take(pool), why, memory);
		return;
	}
	worker->index = take(pool);
	worker->started = g_get_monotonic_time();
	worker->late = false;
	worker->busy = true;
	pool->busy++;
	worker->unheard = 0;
	/* When the worker is gone, reading its answer finds that out. */
	if (send(worker->socket, &worker->index, sizeof worker->index, MSG_NOSIGNAL) < 0 &&
		errno != EPIPE && errno != ECONNRESET) {
		worker->unheard = errno;
		kill(worker->pid, SIGKILL);
	}
}

static void bury(struct pool *pool, struct worker *worker)
{
	size_t index = worker->index;
	int status = reap(worker);
	char why[200];

	worker->busy = false;
	pool->busy--;
	bool memory = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_MEMORY;
	if (worker->late)
		snprintf(why, sizeof why, "had no answer after %g seconds and was ended",
				 pool->task->seconds);
	else if (worker->unheard)
		snprintf(why, sizeof why, "could not be given its work (%s)", strerror(worker->unheard));
	else if (WIFSIGNALED(status))
		snprintf(why, sizeof why, "was ended by signal %d (%s)", WTERMSIG(status),
				 strsignal(WTERMSIG(status)));
	else if (memory)
		snprintf(why, sizeof why, "ran out of memory");
	else
		snprintf(why, sizeof why, "ended with status %d", WEXITSTATUS(status));
	feed(pool, worker);
	pool->task->died(pool->task->data, index, why, memory);
}

/* The worker lives, but its answer cannot be had. */
static void miss(struct pool *pool, struct worker *worker, int error)
{
	size_t index = worker->index;
	/* A memory file is full when memory is. */
	bool memory = error == ENOMEM || error == ENOSPC;
	char why[200];

	snprintf(why, sizeof why, "could not hand over what it made (%s)", strerror(error));
	worker->busy = false;
	pool->busy--;
	feed(pool, worker);
	pool->task->died(pool->task->data, index, memory ? "ran out of memory" : why, memory);
}

/* Takes a worker's answer, or notes its death. */
static void listen_to(struct pool *pool, struct worker *worker)
{
	struct arena *arena = arena_new();
	struct str answer = {NULL, 0};
	size_t index = worker->index;
	double seconds = (double)(g_get_monotonic_time() - worker->started) / G_USEC_PER_SEC;
	struct notice notice;

	if (worker->late || recv(worker->socket, &notice, sizeof notice, 0) != (ssize_t)sizeof notice) {
		kill(worker->pid, SIGKILL);
		bury(pool, worker);
		arena_free(arena);
		return;
	}
	int error = notice.error;
	if (error == 0)
		error = answer_get(arena, worker->memory, notice.len, &answer);
	if (notice.last)
		reap(worker);
	if (error == 0) {
		worker->busy = false;
		pool->busy--;
		feed(pool, worker);
		pool->task->done(pool->task->data, index, answer, seconds);
	} else {
		miss(pool, worker, error);
	}
	arena_free(arena);
}

/* Kills the workers that have taken too long; returns the milliseconds until the next one has, -1
 * when there is no limit. */
static int end_late(struct pool *pool)
{
	gint64 limit = (gint64)(pool->task->seconds * G_USEC_PER_SEC), now = g_get_monotonic_time();
	gint64 left = limit;

	if (limit <= 0)
		return -1;
	for (size_t i = 0; i < pool->worker_count; i++) {
		struct worker *worker = &pool->workers[i];
		gint64 rest = worker->started + limit - now;
		if (!worker->busy || worker->late)
			continue;
		worker->late = rest <= 0;
		if (worker->late)
			kill(worker->pid, SIGKILL);
		else if (rest < left)
			left = rest;
	}
	return (int)(left / 1000) + 1;
}

/* Waits until a worker or a signal has something to say; returns the signal or 0. */
static int attend(struct pool *pool, int signals, struct pollfd *polled)
{
	struct signalfd_siginfo info;
	int wait = end_late(pool);

	polled[0] = (struct pollfd){.fd = signals, .events = POLLIN};
	for (size_t i = 0; i < pool->worker_count; i++)
		polled[i + 1] = (struct pollfd){
			.fd = pool->workers[i].busy ? pool->workers[i].socket : -1,
			.events = POLLIN,
		};
	if (poll(polled, pool->worker_count + 1, wait) <= 0)
		return 0;
	if (polled[0].revents && read(signals, &info, sizeof info) == (ssize_t)sizeof info)
		return (int)info.ssi_signo;
	for (size_t i = 0; i < pool->worker_count; i++)
		if (polled[i + 1].revents)
			listen_to(pool, &pool->workers[i]);
	return 0;
}

static void close_all(struct pool *pool, bool kill_them)
{
	for (size_t i = 0; i < pool->worker_count; i++) {
		struct worker *worker = &pool->workers[i];
		if (worker->pid != 0 && kill_them)
			kill(worker->pid, SIGKILL);
		if (worker->pid != 0)
			reap(worker);
		if (worker->memory >= 0)
			close(worker->memory);
	}
}

int pool_run(const struct pool_task *task, int workers)
{
	struct arena *arena = arena_new();
	struct pool pool = {
		.task = task, .waiting = POOL_END, .worker_count = workers < 1 ? 1 : (size_t)workers};
	struct pollfd *polled = ARENA_ARRAY(arena, struct pollfd, pool.worker_count + 1);
	sigset_t before;
	int stopped = 0;

	pool.workers = ARENA_ARRAY(arena, struct worker, pool.worker_count + 1);
	sigemptyset(&pool.ending);
	sigaddset(&pool.ending, SIGINT);
	sigaddset(&pool.ending, SIGTERM);
	sigaddset(&pool.ending, SIGHUP);
	sigprocmask(SIG_BLOCK, &pool.ending, &before);
	int signals = signalfd(-1, &pool.ending, SFD_CLOEXEC);
	/* Where they cannot be read they end the program at once, and its workers with it. */
	if (signals < 0)
		sigprocmask(SIG_SETMASK, &before, NULL);
	for (size_t i = 0; i < pool.worker_count; i++)
		pool.workers[i] = (struct worker){.socket = -1, .memory = -1};
	for (size_t i = 0; i < pool.worker_count; i++)
		feed(&pool, &pool.workers[i]);
	while (stopped == 0 && (pool.busy > 0 || is_told_to_stop(&pool)))
		stopped = attend(&pool, signals, polled);
	close_all(&pool, stopped != 0);
	if (signals >= 0)
		close(signals);
	sigprocmask(SIG_SETMASK, &before, NULL);
	arena_free(arena);
	return stopped;
}
