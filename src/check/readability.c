/* Readability: one formula a language, each with who made it. */
#include "check/readability.h"

#include <math.h>
#include <string.h>

#include "document/locale.h"

enum { SENTENCES_MIN = 3, WORDS_MIN = 4, HARDEST = 5, QUOTE_MAX = 90, GRADE_MAX = 8 };

struct formula {
	const char *lang;
	const char *name; /* with its range */
	double (*score)(const struct counts *);
	bool hard; /* higher is harder */
};

static double per_sentence(const struct counts *c)
{
	return (double)c->words / c->sentences;
}

static double per_word(const struct counts *c)
{
	return (double)c->syllables / c->words;
}

/* R. Flesch, A new readability yardstick, 1948. */
static double flesch(const struct counts *c)
{
	return 206.835 - 1.015 * per_sentence(c) - 84.6 * per_word(c);
}

/* J. Fernández Huerta, Medidas sencillas de lecturabilidad, 1959. */
static double fernandez_huerta(const struct counts *c)
{
	return 206.84 - 1.02 * per_sentence(c) - 60 * per_word(c);
}

/* T. Amstad, Wie verständlich sind unsere Zeitungen?, 1978. */
static double amstad(const struct counts *c)
{
	return 180 - per_sentence(c) - 58.5 * per_word(c);
}

/* L. Kandel, A. Moles, Application de l'indice de Flesch à la langue française, 1958. */
static double kandel_moles(const struct counts *c)
{
	return 207 - 1.015 * per_sentence(c) - 73.6 * per_word(c);
}

/* P. Lucisano, M. E. Piemontese, Gulpease, 1988. */
static double gulpease(const struct counts *c)
{
	return 89 + (300.0 * c->sentences - 10.0 * c->letters) / c->words;
}

/* T. B. F. Martins et al., Readability formulas applied to textbooks in Brazilian Portuguese,
 * 1996. */
static double martins(const struct counts *c)
{
	return 248.835 - 1.015 * per_sentence(c) - 84.6 * per_word(c);
}

/* I. V. Oborneva, 2006. */
static double oborneva(const struct counts *c)
{
	return 206.835 - 1.3 * per_sentence(c) - 60.1 * per_word(c);
}

/* C. H. Björnsson, Läsbarhet, 1968. */
static double lix(const struct counts *c)
{
	return per_sentence(c) + 100.0 * c->long_words / c->words;
}

static const struct formula formulas[] = {
	{"en", "Flesch reading ease", flesch, false},
	{"es", "Fernández Huerta", fernandez_huerta, false},
	{"de", "Amstad", amstad, false},
	{"fr", "Kandel-Moles", kandel_moles, false},
	{"it", "Gulpease", gulpease, false},
	{"pt", "Martins", martins, false},
	{"ru", "Oborneva", oborneva, false},
	{"sv", "LIX", lix, true},
	{"da", "LIX", lix, true},
	{"no", "LIX", lix, true},
	{"nb", "LIX", lix, true},
	{"nn", "LIX", lix, true},
};

/* J. P. Kincaid et al., 1975. */
double readability_grade(const struct counts *c)
{
	return 0.39 * per_sentence(c) + 11.8 * per_word(c) - 15.59;
}

/* G. H. McLaughlin, SMOG grading, 1969. */
double readability_smog(const struct counts *c)
{
	return 1.043 * sqrt(c->many * 30.0 / c->sentences) + 3.1291;
}

static const struct formula *formula_of(const char *lang)
{
	for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++) {
		size_t len = strlen(formulas[i].lang);
		if (strncmp(lang, formulas[i].lang, len) == 0 && (!lang[len] || lang[len] == '-'))
			return &formulas[i];
	}
	return NULL;
}

struct reading readability_of(const struct counts *counts, const char *lang)
{
	const struct formula *formula = formula_of(lang);

	return (struct reading){
		.lang = lang,
		.formula = formula ? formula->name : NULL,
		.score = formula ? formula->score(counts) : 0,
		.sentences = counts->sentences,
		.words = counts->words,
	};
}

/* More is harder. */
static double hardness(const struct formula *formula, const struct counts *counts)
{
	double score = formula ? formula->score(counts) : counts->words;

	return formula && !formula->hard ? -score : score;
}

/* The first characters of a sentence. */
static const char *clip(struct arena *arena, const char *text)
{
	const char *p = text;
	int count = 0;

	for (; *p && (count < QUOTE_MAX || (*p & 0xC0) == 0x80); p++)
		count += (*p & 0xC0) != 0x80;
	return *p ? str_fmt(arena, "%.*s…", (int)(p - text), text) : text;
}

/* The hardest sentences, hardest first. Those of three words and fewer are names and calls. */
static size_t hardest(struct arena *arena, const struct sentences *all,
					  const struct formula *formula, struct finding_place *places)
{
	const struct sentence *found[HARDEST];
	size_t count = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct sentence *sentence = &all->items[i];
		size_t at = count;
		if (sentence->counts.words < WORDS_MIN)
			continue;
		while (at > 0 &&
			   hardness(formula, &found[at - 1]->counts) < hardness(formula, &sentence->counts))
			at--;
		if (at == HARDEST)
			continue;
		count += count < HARDEST;
		memmove(&found[at + 1], &found[at], (count - at - 1) * sizeof *found);
		found[at] = sentence;
	}
	for (size_t i = 0; i < count; i++)
		places[i] = (struct finding_place){
			.pos = found[i]->pos,
			.what = formula ? str_fmt(arena, "%d words, score %.0f", found[i]->counts.words,
									  formula->score(&found[i]->counts))
							: str_fmt(arena, "%d words", found[i]->counts.words),
			.text = clip(arena, found[i]->text),
		};
	return count;
}

/* Whether the script has no sign that ends a sentence. */
static bool has_no_stop(const struct locale *locale)
{
	return strcmp(locale->script, "Thai") == 0 || strcmp(locale->script, "Laoo") == 0;
}

static const char *score_words(struct arena *arena, const struct reading *reading,
							   const struct counts *counts)
{
	if (!reading->formula)
		return "no formula";
	if (strncmp(reading->lang, "en", 2) == 0)
		return str_fmt(
			arena, "%s %.0f (0 is hard, 100 easy), Flesch-Kincaid grade %.1f, SMOG grade %.1f",
			reading->formula, reading->score, readability_grade(counts), readability_smog(counts));
	return str_fmt(arena, "%s %.0f%s", reading->formula, reading->score,
				   strcmp(reading->formula, "LIX") == 0 ? " (60 is hard, 20 easy)"
														: " (0 is hard, 100 easy)");
}

bool readability_check(struct findings *findings, const struct prose *prose,
					   struct reading *reading)
{
	struct arena *arena = findings->arena;
	const struct sentences all = sentences_of(arena, prose);
	const struct locale *locale = locale_find(prose->lang);
	const char *name = locale ? locale->english : prose->lang;
	struct finding_place *places = ARENA_ARRAY(arena, struct finding_place, HARDEST);

	if (all.count < SENTENCES_MIN)
		return false;
	*reading = readability_of(&all.all, prose->lang);
	size_t count = hardest(arena, &all, formula_of(prose->lang), places);
	struct pos pos = POS_FILE(all.items[0].pos.file);
	double grade = readability_grade(&all.all);
	const char *unit = locale && has_no_stop(locale) ? "paragraph" : "sentence";
	if (strncmp(prose->lang, "en", 2) == 0 && grade > GRADE_MAX + 0.5)
		finding_add(findings, "reading-grade", LEVEL_WARNING, pos,
					"the text asks for %.0f years of school (Flesch-Kincaid), 6 to 8 are the aim: "
					"split long sentences and use short words",
					grade);
	finding_add(findings, "readability", LEVEL_NOTE, pos,
				"%s: %s, %.1f words a %s in %d %ss; the hardest:", name,
				score_words(arena, reading, &all.all), per_sentence(&all.all), unit,
				all.all.sentences, unit);
	finding_places(findings, places, count);
	return true;
}
