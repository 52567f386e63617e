/* Workers: every number once, a dead worker costs its own job, signals stop the pool. */
#include "unit/test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "batch/pool.h"

enum { COUNT = 40, LARGE = 3 << 20 };
enum { GOOD, CRASHES, MEMORY, EXITS, SLOW };

struct fixture {
	int kinds[COUNT];
	int done[COUNT], died[COUNT], memory[COUNT];
	char why[COUNT][100];
	size_t lens[COUNT];
	pid_t parent;
	int signal_after; /* answers until the parent gets SIGTERM; 0: never */
	int answers;
	size_t given, count; /* numbers handed out, and to hand out */
	bool again;          /* between two numbers next wants to be asked again */
	double seconds, limit;
};

static size_t next(void *data)
{
	struct fixture *f = data;

	f->again = !f->again;
	if (f->again)
		return POOL_AGAIN;
	return f->given < f->count ? f->given++ : POOL_END;
}

static void *open_worker(void *data, struct arena *arena)
{
	int *jobs = ARENA_NEW(arena, int);

	(void)data;
	return jobs;
}

static struct str run(void *data, void *opened, struct arena *arena, size_t index)
{
	const struct fixture *f = data;
	int *jobs = opened;

	++*jobs;
	if (getpid() == f->parent)
		abort();
	if (f->kinds[index] == CRASHES)
		raise(SIGKILL);
	if (f->kinds[index] == MEMORY)
		arena_exhausted();
	if (f->kinds[index] == EXITS)
		_exit(7);
	if (f->kinds[index] == SLOW)
		sleep(60);
	/* Lengths go up and down, so that a long answer before does not show in a short one. */
	size_t len = index % 3 == 0 ? LARGE : index;
	char *bytes = arena_alloc(arena, len + 1);
	memset(bytes, 'a' + (int)(index % 26), len);
	return (struct str){bytes, len};
}

static void done(void *data, size_t index, struct str answer, double seconds)
{
	struct fixture *f = data;

	f->done[index]++;
	f->lens[index] = answer.len;
	f->seconds += seconds;
	for (size_t i = 0; i < answer.len; i += 4093)
		assert_int_equal(answer.s[i], 'a' + (int)(index % 26));
	if (++f->answers == f->signal_after)
		kill(getpid(), SIGTERM);
}

static void died(void *data, size_t index, const char *why, bool memory)
{
	struct fixture *f = data;

	f->died[index]++;
	f->memory[index] = memory;
	strncpy(f->why[index], why, sizeof f->why[index] - 1);
}

static int run_pool(struct fixture *f, size_t count, int workers)
{
	struct pool_task task = {.data = f,
							 .seconds = f->limit,
							 .next = next,
							 .open = open_worker,
							 .run = run,
							 .done = done,
							 .died = died};

	f->parent = getpid();
	f->count = count;
	return pool_run(&task, workers);
}

static void test_every_number_once(void **state)
{
	(void)state;
	for (int workers = 0; workers <= 5; workers += 5) {
		struct fixture f = {0};
		assert_int_equal(run_pool(&f, COUNT, workers), 0);
		for (size_t i = 0; i < COUNT; i++) {
			assert_int_equal(f.done[i], 1);
			assert_int_equal(f.died[i], 0);
			assert_int_equal(f.lens[i], i % 3 == 0 ? LARGE : i);
		}
		assert_true(f.seconds > 0);
	}
}

static void test_nothing_to_do(void **state)
{
	struct fixture f = {0};

	(void)state;
	assert_int_equal(run_pool(&f, 0, 4), 0);
	assert_int_equal(f.answers, 0);
}

static void test_a_death_costs_one_job(void **state)
{
	struct fixture f = {
		.kinds = {[0] = CRASHES, [1] = MEMORY, [2] = EXITS, [20] = CRASHES, [COUNT - 1] = CRASHES}};

	(void)state;
	assert_int_equal(run_pool(&f, COUNT, 2), 0);
	for (size_t i = 0; i < COUNT; i++) {
		assert_int_equal(f.died[i], f.kinds[i] != GOOD);
		assert_int_equal(f.done[i], f.kinds[i] == GOOD);
		assert_int_equal(f.memory[i], f.kinds[i] == MEMORY);
	}
	assert_string_equal(f.why[0], "was ended by signal 9 (Killed)");
	assert_string_equal(f.why[1], "ran out of memory");
	assert_string_equal(f.why[2], "ended with status 7");
}

/* The limit is long for those that answer on a busy machine. */
static void test_a_hung_worker_is_ended(void **state)
{
	struct fixture f = {.kinds = {[3] = SLOW, [4] = SLOW}, .limit = 4};

	(void)state;
	assert_int_equal(run_pool(&f, COUNT, 2), 0);
	for (size_t i = 0; i < COUNT; i++) {
		assert_int_equal(f.died[i], f.kinds[i] != GOOD);
		assert_int_equal(f.done[i], f.kinds[i] == GOOD);
	}
	assert_string_equal(f.why[3], "had no answer after 4 seconds and was ended");
	assert_false(f.memory[3]);
}

/* While next has much to do itself no worker runs; a signal stops that too. */
static size_t next_for_ever(void *data)
{
	struct fixture *f = data;

	if (f->given++ == 100)
		kill(getpid(), SIGINT);
	return POOL_AGAIN;
}

static void test_a_signal_stops_looking_for_work(void **state)
{
	struct fixture f = {0};
	struct pool_task task = {.data = &f,
							 .next = next_for_ever,
							 .open = open_worker,
							 .run = run,
							 .done = done,
							 .died = died};

	(void)state;
	assert_int_equal(pool_run(&task, 2), SIGINT);
	assert_true(f.given < 200);
	assert_int_equal(f.answers, 0);
}

static void test_a_signal_stops_it(void **state)
{
	struct fixture f = {.kinds = {[5] = SLOW}, .signal_after = 3};
	sigset_t before, after;

	(void)state;
	sigprocmask(SIG_SETMASK, NULL, &before);
	assert_int_equal(run_pool(&f, COUNT, 1), SIGTERM);
	sigprocmask(SIG_SETMASK, NULL, &after);
	assert_int_equal(f.done[5] + f.died[5], 0);
	assert_true(f.answers >= 3 && f.answers <= 5);
	assert_int_equal(sigismember(&before, SIGTERM), sigismember(&after, SIGTERM));
}

/* A worker that is spent after each job is replaced, and no job is lost. */
static bool after_each(void *opened)
{
	assert_int_equal(*(int *)opened, 1);
	return true;
}

static void test_spent_workers(void **state)
{
	struct fixture f = {.count = COUNT, .parent = getpid()};
	struct pool_task task = {.data = &f,
							 .next = next,
							 .open = open_worker,
							 .run = run,
							 .is_spent = after_each,
							 .done = done,
							 .died = died};

	(void)state;
	assert_int_equal(pool_run(&task, 2), 0);
	assert_int_equal(f.answers, COUNT);
}

/* A worker may not make what is larger than a file may be: it tells, and goes on. */
static void test_an_answer_too_large(void **state)
{
	struct rlimit before, low;
	struct fixture f = {0};

	(void)state;
	getrlimit(RLIMIT_FSIZE, &before);
	low = (struct rlimit){LARGE / 2, before.rlim_max};
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &low);
	int stopped = run_pool(&f, COUNT, 2);
	setrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(stopped, 0);
	for (size_t i = 0; i < COUNT; i++) {
		assert_int_equal(f.died[i], i % 3 == 0);
		assert_int_equal(f.done[i], i % 3 != 0);
	}
	assert_string_equal(f.why[3], "could not hand over what it made (File too large)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_number_once),
		cmocka_unit_test(test_nothing_to_do),
		cmocka_unit_test(test_a_death_costs_one_job),
		cmocka_unit_test(test_a_hung_worker_is_ended),
		cmocka_unit_test(test_spent_workers),
		cmocka_unit_test(test_an_answer_too_large),
		cmocka_unit_test(test_a_signal_stops_looking_for_work),
		cmocka_unit_test(test_a_signal_stops_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
