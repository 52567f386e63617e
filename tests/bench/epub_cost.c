/* What the EPUB of a language costs beyond its PDF, without its cover, against another program that
 * writes the same text: epub_cost ROUNDS HANDOUT LANG PROGRAM ARGUMENT... prints one line of
 * medians of CPU time. Each round makes the edition in a process of its own and runs the program,
 * by turns. Linked so that calls of epub_write and cover_png come here first. Run it in the
 * project's folder, with the fonts in $OUT/fonts. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch/edition.h"
#include "epub/epub.h"
#include "epub/package.h"

enum { ROUNDS_MOST = 1000 };

/* Microseconds of CPU time. */
struct cost {
	double all, epub, cover;
};

static struct cost cost;

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

bool __real_epub_write(struct arena *, struct diag *, const struct edition *, struct fonts *,
					   const struct pages *, struct str *out);
bool __wrap_epub_write(struct arena *, struct diag *, const struct edition *, struct fonts *,
					   const struct pages *, struct str *out);
struct str __real_cover_png(struct book *, struct fonts *);
struct str __wrap_cover_png(struct book *, struct fonts *);

bool __wrap_epub_write(struct arena *arena, struct diag *diag, const struct edition *edition,
					   struct fonts *fonts, const struct pages *pages, struct str *out)
{
	double start = now();
	bool written = __real_epub_write(arena, diag, edition, fonts, pages, out);
	cost.epub = now() - start;
	return written;
}

struct str __wrap_cover_png(struct book *book, struct fonts *fonts)
{
	double start = now();
	struct str png = __real_cover_png(book, fonts);
	cost.cover = now() - start;
	return png;
}

struct bench {
	struct arena *arena;
	struct diag *diag;
	struct share share;
	struct job job;
	char **floor;
	int answer[2]; /* a pipe */
};

static bool make(struct bench *bench)
{
	struct made made[2];
	struct fonts *fonts = fonts_open(bench->arena, bench->diag, bench->share.fonts);
	if (!fonts || !edition_make(bench->arena, bench->diag, fonts, &bench->job, -1, made, NULL))
		return false;
	cost.all = now();
	return write(bench->answer[1], &cost, sizeof cost) == sizeof cost;
}

/* Runs something in a process of its own; microseconds of CPU time, below 0: it failed. */
static double run(struct bench *bench, bool floor)
{
	struct rusage usage;
	int status;
	pid_t child = fork();
	if (child == 0 && floor)
		execv(bench->floor[0], bench->floor);
	if (child == 0)
		_exit(floor || !make(bench));
	if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
		return -1;
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 +
		   (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* In milliseconds. */
static double median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof *values, by_size);
	return values[count / 2] / 1e3;
}

static bool set_up(struct bench *bench, const char *handout, const char *lang, char **floor)
{
	static struct output outputs[] = {{FORMAT_PDF, ""}, {FORMAT_EPUB, ""}};
	const char *out = getenv("OUT");
	struct arena *arena = arena_new();
	struct source *source = ARENA_NEW(arena, struct source);
	bench->arena = arena;
	bench->diag = diag_new(arena);
	bench->share = share_find(arena, str_fmt(arena, "%s/bin", out ? out : "out"));
	source_list(arena, bench->diag, handout, NULL, source);
	if (source->listing)
		source_open(arena, bench->diag, &bench->share, NULL, source);
	bench->job =
		(struct job){.source = source, .lang = lang, .outputs = outputs, .output_count = 2};
	bench->floor = floor;
	return source->listing && !source->failed && pipe(bench->answer) == 0;
}

int main(int argc, char **argv)
{
	static double all[ROUNDS_MOST], covers[ROUNDS_MOST], rest[ROUNDS_MOST], floors[ROUNDS_MOST];
	int rounds = argc > 4 ? atoi(argv[1]) : 0;
	struct bench bench;
	if (rounds < 1 || rounds > ROUNDS_MOST || !set_up(&bench, argv[2], argv[3], argv + 4)) {
		fprintf(stderr, "usage: epub_cost ROUNDS HANDOUT LANG PROGRAM ARGUMENT...\n");
		return 2;
	}
	for (int i = 0; i < rounds; i++) {
		floors[i] = run(&bench, true);
		if (floors[i] < 0 || run(&bench, false) < 0 ||
			read(bench.answer[0], &cost, sizeof cost) != sizeof cost)
			return 1;
		all[i] = cost.all - cost.epub;
		covers[i] = cost.cover;
		rest[i] = cost.epub - cost.cover;
	}
	double left = median(rest, rounds), floor = median(floors, rounds);
	printf("%-10s %10.2f %10.2f %10.2f %10.2f %8.2f\n", argv[3], median(all, rounds),
		   median(covers, rounds), left, floor, left / floor);
	return 0;
}
