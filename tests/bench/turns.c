/* Runs several commands by turns and prints a line for each run: the command's index, wall time and
 * CPU time in microseconds, peak memory in KiB. turns ROUNDS COMMAND... where each COMMAND is one
 * argument for the shell; exec is put before it, so that the shell is not measured. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long microseconds(struct timeval t)
{
	return t.tv_sec * 1000000LL + t.tv_usec;
}

static long long now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

/* False when the command did not end with status 0. */
static int run(int index, const char *command)
{
	struct rusage usage;
	int status;
	char line[4096];
	if (snprintf(line, sizeof line, "exec %s", command) >= (int)sizeof line)
		return 0;
	long long start = now();
	pid_t child = fork();
	if (child == 0) {
		execl("/bin/sh", "sh", "-c", line, (char *)NULL);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) != child)
		return 0;
	printf("%d %lld %lld %ld\n", index, now() - start,
		   microseconds(usage.ru_utime) + microseconds(usage.ru_stime), usage.ru_maxrss);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int main(int argc, char **argv)
{
	long rounds = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
	if (rounds < 1) {
		fprintf(stderr, "usage: turns ROUNDS COMMAND...\n");
		return 2;
	}
	for (long round = 0; round < rounds; round++) {
		for (int i = 2; i < argc; i++) {
			if (!run(i - 2, argv[i])) {
				fprintf(stderr, "turns: failed: %s\n", argv[i]);
				return 1;
			}
		}
	}
	return 0;
}
